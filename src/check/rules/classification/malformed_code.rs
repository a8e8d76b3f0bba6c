//! Function codes have three, five or seven digits.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::facts::codes_named;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C106: Function codes have 3, 5 or 7 digits
pub static RULE: Rule = Rule {
    code: "C106",
    name: "malformed-code",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("科目编码位数不对", "A code of the wrong length"),
    summary: Text::new(
        "功能科目编码为类3位、款5位、项7位",
        "Function codes have 3, 5 or 7 digits",
    ),
    page: Page {
        checks: Text::new(
            "名称是功能科目的名称，而编码以2开头、位数不是3、5、7。",
            "A row whose name is that of a function code, while its code begins with 2 and has another length.",
        ),
        matters: Text::new(
            "编码缺位或多位，科目无法确定。",
            "The item cannot be identified.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "单位编码、项目编码（名称不是科目名称）不提示。",
            "Silent on codes of units and projects.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C106-malformed-code.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        let coded = found
            .rows
            .iter()
            .filter(|row| row.level().is_some())
            .count();
        // Several codes that end at one length, each the beginning of the right one: a narrow column
        // broke them over two lines.
        let mut cut: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, printed) in found.rows.iter().enumerate() {
            let code = printed.main_code();
            let whole = codes_named(&facts.plain_code_name(table, row), "2010101");
            let begins = |whole: &&str| whole.starts_with(code) && whole.len() > code.len();
            if !matches!(code.len(), 0..=3 | 5) && whole.iter().any(begins) {
                *cut.entry(code.len()).or_default() += 1;
            }
        }
        for (row, printed) in found.rows.iter().enumerate() {
            let code = printed.main_code();
            let odd = code.starts_with('2') && !matches!(code.len(), 0..=3 | 5 | 7);
            let name = facts.plain_code_name(table, row);
            let function = |length: &str| !codes_named(&name, length).is_empty();
            if coded < 3 || !odd || !(function("2010101") || function("20101")) {
                continue;
            }
            if cut.get(&code.len()).is_some_and(|rows| *rows > 1) {
                continue;
            }
            let statement = Bilingual::new(
                format!(
                    "“{name}”的编码印为 {code}，共 {} 位；功能科目应为 3、5 或 7 位。",
                    code.len()
                ),
                format!(
                    "The code of “{name}” is printed as {code}, {} digits; function codes have 3, 5 or 7.",
                    code.len()
                ),
            );
            let remark = Remark::new(&RULE, statement, vec![Mark::Row(table, row)]);
            remarks.push(remark.if_text_survived());
        }
    }
}
