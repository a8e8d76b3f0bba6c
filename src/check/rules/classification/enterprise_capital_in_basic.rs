//! Basic expenditure has no capital classes of construction and enterprises.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// C109: Basic expenditure holds no classes 309 and 311
pub static RULE: Rule = Rule {
    code: "C109",
    name: "enterprise-capital-in-basic",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "基本支出中列有309或311类",
        "Class 309 or 311 inside basic expenditure",
    ),
    summary: Text::new(
        "基本支出不列基本建设（309、311）科目",
        "Basic expenditure holds no classes 309 and 311",
    ),
    page: Page {
        checks: Text::new(
            "基本支出表中编码以309、311开头且有金额的行。",
            "Rows of the basic expenditure table whose code begins with 309 or 311 and that print an amount.",
        ),
        matters: Text::new(
            "基本建设支出属于项目支出。",
            "Construction is project money.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "横线、空白、零不提示。",
            "Silent on dashes, blanks and zeros.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C109-enterprise-capital-in-basic.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        let basic = matches!(
            found.kind,
            TableKind::BasicExpenditure | TableKind::BasicExpenditureDetail
        );
        if !basic || !found.title.contains("基本支出") || !facts.is_legible(table) {
            continue;
        }
        for (row, printed) in found.rows.iter().enumerate() {
            let code = printed.main_code();
            let money = facts
                .money_columns(table, printed.lane())
                .map(|column| Spot::new(table, row, column))
                .find(|&spot| facts.prints_something(spot));
            let capital = code.starts_with("309") || code.starts_with("311");
            if let (true, true, Some(spot)) = (capital, printed.level().is_some(), money) {
                let label = facts.row_label(table, row);
                let statement = Bilingual::new(
                    format!("基本支出表列有“{label}”，基本建设支出应属项目支出。"),
                    format!(
                        "The basic expenditure table holds “{label}”; construction is project money."
                    ),
                );
                remarks
                    .push(Remark::new(&RULE, statement, vec![Mark::Cell(spot)]).if_text_survived());
                break;
            }
        }
    }
}
