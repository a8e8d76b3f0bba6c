//! A row whose figures contradict the header wherever its lost empty cells are put back.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// L102: The figures of a row fit the columns of its table in at least one way
pub static RULE: Rule = Rule {
    code: "L102",
    name: "row-fits-no-columns",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "一行数字放进哪些栏都与表头的合计不符",
        "A row contradicts its header in every placement",
    ),
    summary: Text::new(
        "文本丢了空单元格时，一行的数字至少有一种放法使表头的合计成立",
        "Where empty cells were lost, at least one placement of a row's figures satisfies the sums of the header",
    ),
    page: Page {
        checks: Text::new(
            "文本没有保留空单元格的表中，把一行的数字按顺序放进各栏的所有放法都试过，没有一种使表头所列的合计成立。",
            "In a table whose empty cells were lost, every order-keeping placement of a row's figures was tried, and none satisfies the sums the header names.",
        ),
        matters: Text::new(
            "要么这一行印错了数，要么文本丢了数；无论哪种，这一行都不能照抄使用。",
            "Either the row is misprinted or the text lost a figure; in both cases the row must not be used as it stands.",
        ),
        basis: Text::new(
            "表头：合计栏等于其下各栏之和。",
            "The header: a total column equals the columns it covers.",
        ),
        silent: Text::new(
            "只要有一种放法成立，或放法太多没有试完，就不提示；一行只印有一个数时不提示，旁边的数可能丢了；一张表里很多行都放不进去时，多半是整张表读乱了，也不逐行提示。",
            "Silent if one placement fits or there are too many to try, or if the row prints one figure only, beside which others may have been lost; also where many rows fit nowhere, for then the whole table was most likely read in disorder.",
        ),
        verify: Text::new(
            "打开原文件找到这一行，看每个数印在哪一栏，再把各部分相加与合计比较。",
            "Find the row in the original, see in which column each figure is printed, add the parts and compare with the total.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/L102-row-fits-no-columns.md"),
    states: States::Relations(relations),
};

/// The loader has tried the placements already; no sum can be stated without a column.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
