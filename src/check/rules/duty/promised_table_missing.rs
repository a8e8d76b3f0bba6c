//! Every table the contents promise is published.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D102: Every table the contents promise is there
pub static RULE: Rule = Rule {
    code: "D102",
    name: "promised-table-missing",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("目录所列的表没有公开", "A table of the contents is missing"),
    summary: Text::new(
        "目录里列出的表，正文里都有",
        "Every table the contents promise is there",
    ),
    page: Page {
        checks: Text::new(
            "目录列出的表，在后文中既没有读到同名的表，也没有再次印出它的名称。",
            "A table listed in the contents that is neither found nor printed by name again.",
        ),
        matters: Text::new(
            "应公开的表没有公开，或公开时漏了一页。",
            "A required table was left out, or a page is missing.",
        ),
        basis: Text::new(
            "财预〔2016〕143号规定的公开内容和表样。",
            "The contents and forms required by 财预〔2016〕143号.",
        ),
        silent: Text::new(
            "目录所列多半没有读到时（目录与表名写法不同，或表以图片公开）不提示。",
            "Silent where most of the listed tables were not found, as their titles differ or they are pictures.",
        ),
        verify: Text::new(
            "按目录的名称在原文件中找这张表。",
            "Look for the table in the original by its title in the contents.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D102-promised-table-missing.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for promised in facts.missing_promised() {
        let title = &promised.title;
        let statement = Bilingual::new(
            format!("目录列有《{title}》，正文中没有找到这张表。"),
            format!("The contents list “{title}”, which was not found."),
        );
        let mark = Mark::Words(promised.place, title.clone());
        remarks.push(Remark::new(&RULE, statement, vec![mark]).if_text_survived());
    }
}
