//! A table whose rows mostly contradict their own header is not judged.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// L101: If most rows contradict the header, the table was misread and is not judged
pub static RULE: Rule = Rule {
    code: "L101",
    name: "columns-do-not-fit",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "表头与数据列对不上，本表未作判断",
        "Header and columns do not fit; table not judged",
    ),
    summary: Text::new(
        "一张表里多数行与表头不符时，视为读错列，不作判断",
        "If most rows contradict the header, the table was misread and is not judged",
    ),
    page: Page {
        checks: Text::new(
            "一张表里至少三个明细行、且不少于三分之一的明细行，其合计与表头所列部分之和不符。",
            "At least three rows of detail, and at least a third of them, whose total is not the sum of the parts the header names.",
        ),
        matters: Text::new(
            "偶尔一行不符是文件的错，成片不符多半是文本提取丢了列；先怀疑自己，才不冤枉别人。",
            "One row is the document's fault; many are most likely the text extraction's. Doubting ourselves first avoids accusing others.",
        ),
        basis: Text::new(
            "本程序的原则：不确定的数不用来指责任何人。",
            "A principle of this program: no uncertain figure accuses anyone.",
        ),
        silent: Text::new(
            "不符的行少于三行或少于三分之一时，逐行提示，不出本条。",
            "With fewer such rows each is reported by itself instead.",
        ),
        verify: Text::new(
            "打开原文件，对照表头逐列核对几行数字落在哪一列。",
            "Open the original and check for a few rows which column each figure stands in.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/L101-columns-do-not-fit.md"),
    states: States::Relations(relations),
};

/// The note comes from the answers to the relations of the row-total rule; it states none itself.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
