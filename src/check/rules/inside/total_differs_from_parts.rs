//! A row total must equal the parts its header names.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Claim, Relation, Spot, Words};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Spent};

/// A101: In every row the total equals the parts its header names
pub static RULE: Rule = Rule {
    code: "A101",
    name: "total-differs-from-parts",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "行合计与各组成部分之和不符",
        "Row total differs from the sum of its parts",
    ),
    summary: Text::new(
        "每一行的合计等于表头所列各组成部分之和",
        "In every row the total equals the parts its header names",
    ),
    page: Page {
        checks: Text::new(
            "表头写明“合计＝各部分”的每一组列，在每一行中核对合计与各部分之和。",
            "For every group of columns whose header says “total = parts”, each row's total is held against the sum of its parts.",
        ),
        matters: Text::new(
            "同一行里的几个数不可能同时为真：要么合计错，要么某一部分错或填错了列。",
            "The figures of one row cannot all be true: either the total or a part is wrong, or stands in the wrong column.",
        ),
        basis: Text::new(
            "部门预算、决算公开报表的表头和栏次本身规定了这一关系（预算法第十四条，财预〔2016〕143号）。",
            "The headings of the published forms themselves state this relation (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "表头或行有缺失、单元格位置不能确定、该关系已被用来还原列位置，或差额在四舍五入范围之内时不提示；空白单元格按零处理。",
            "Silent when the header or rows are incomplete, a cell's column is not certain, the relation was used up to recover a column, or rounding explains the gap; blank cells count as nothing.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A101-total-differs-from-parts.md"),
    states: States::Places { visit, at },
};

/// Of a place the column is the number of the identity.
fn visit(facts: &Facts<'_>, visit: &mut dyn FnMut(Spot)) {
    for (index, table) in facts.tables() {
        for (number, identity) in table.identities.iter().enumerate() {
            let Some(lane) = table.columns.get(identity.total).map(|column| column.lane) else {
                continue;
            };
            for (row, _) in table.lane_rows(lane) {
                visit(Spot::new(index, row, number));
            }
        }
    }
}

fn at(facts: &Facts<'_>, place: Spot) -> Option<Relation> {
    let (index, row, number) = (place.table(), place.row(), place.column());
    let table = facts.table(index)?;
    let identity = table.identities.get(number)?;
    let total = Spot::new(index, row, identity.total);
    let parts = identity.parts.iter();
    let terms = parts.map(|&part| Spot::new(index, row, part).into());
    let spent = table.spent.binary_search(&Spent::Row {
        row,
        identity: number,
    });
    let words = Words::Written(words);
    Some(Relation::equal(&RULE, total, terms.collect(), words).spent_if(spent.is_ok()))
}

fn words(facts: &Facts<'_>, claim: &Claim) -> Bilingual {
    let Some((total, parts)) = claim.spots_of_sum() else {
        return Bilingual::default();
    };
    let label = |spot: Spot| facts.column_label(spot);
    let parts: Vec<String> = parts.map(label).collect();
    let (row, total, parts) = (
        facts.row_label(total.table(), total.row()),
        label(total),
        parts.join(" + "),
    );
    Bilingual::new(
        format!("“{row}”行：{total} = {parts}"),
        format!("Row “{row}”: {total} = {parts}"),
    )
}
