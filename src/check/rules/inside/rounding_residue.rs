//! Sums that are off by no more than rounding explains, one note per table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// A113: Sums off by no more than rounding explains, one note per table
pub static RULE: Rule = Rule {
    code: "A113",
    name: "rounding-residue",
    severity: Severity::Info,
    certainty: FindingCertainty::Proved,
    title: Text::new("表中有四舍五入尾差", "Rounding residues in a table"),
    summary: Text::new(
        "合计与明细只差尾数，属于四舍五入，每表只记一条",
        "Sums off by no more than rounding explains, one note per table",
    ),
    page: Page {
        checks: Text::new(
            "凡核对关系的差额不为零、但四舍五入可以解释的，每张表合并为一条信息。",
            "All relations of a table whose gap is not zero but explained by rounding, merged into one note.",
        ),
        matters: Text::new(
            "不是错误，但说明报表由元转换而来；读者自己相加时会遇到。",
            "No error; it shows that the table was converted from yuan, and a reader who adds up will meet it.",
        ),
        basis: Text::new(
            "每个印出的数代表一个区间；区间相容即不矛盾。",
            "A printed number stands for an interval; relations hold if the intervals meet.",
        ),
        silent: Text::new(
            "所有合计分毫不差的表没有这条信息。",
            "Tables whose sums agree to the last digit get no such note.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A113-rounding-residue.md"),
    states: States::Relations(relations),
};

/// The notes come from the answers to the relations of all other rules; it states none itself.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
