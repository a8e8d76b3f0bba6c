//! A form is printed that the list of contents does not name.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D112: Every form is listed in the contents
pub static RULE: Rule = Rule {
    code: "D112",
    name: "table-not-in-contents",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("目录没有列出的表", "A table the contents do not list"),
    summary: Text::new(
        "公开的报表都列入目录",
        "Every form is listed in the contents",
    ),
    page: Page {
        checks: Text::new(
            "目录列出至少五张表且大多找到时，正文中另有目录没有的法定报表。",
            "Where the contents list five forms or more and most are found: statutory forms that they do not name.",
        ),
        matters: Text::new(
            "按目录查找的人看不到这张表。",
            "Whoever looks it up in the contents does not see it.",
        ),
        basis: Text::new(
            "公开内容应当完整、便于查阅（财预〔2016〕143号）。",
            "What is published must be complete and easy to find (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "只作信息，每份文件一条；目录只列部分章节、表名不全时不提示。",
            "Information only, one note per disclosure; silent where the contents list few forms or titles are incomplete.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D112-table-not-in-contents.md"),
    states: States::Remarks(remarks),
};

/// Contents with fewer forms list chapters, not forms.
const FEWEST_LISTED: usize = 5;

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let promised = facts.disclosure.promised.len();
    if promised < FEWEST_LISTED || !facts.missing_promised().is_empty() {
        return;
    }
    let unlisted = facts.unlisted();
    // Contents that leave out many forms list something else.
    let Some(&first) = unlisted.first().filter(|_| unlisted.len() * 4 <= promised) else {
        return;
    };
    let title = facts.table(first).map_or("", |table| &table.title);
    let statement = Bilingual::new(
        format!(
            "正文有《{title}》，目录没有列出；共 {} 张。",
            unlisted.len()
        ),
        format!(
            "“{title}” is not listed in the contents; tables: {}.",
            unlisted.len()
        ),
    );
    let marks = unlisted.iter().map(|&table| Mark::Caption(table)).collect();
    remarks.push(
        Remark::new(&RULE, statement, marks)
            .if_text_survived()
            .for_information(),
    );
}
