//! A table whose figures stand some rows away from the codes another table prints them for.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// L103: Figures stand beside the code that another table prints them for
pub static RULE: Rule = Rule {
    code: "L103",
    name: "figures-beside-other-rows",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "数字与科目错行",
        "Figures stand beside other rows than their own",
    ),
    summary: Text::new(
        "两张表印有同样的科目时，数字应在同一科目旁，而不是成片地错开几行",
        "Where two tables print the same codes, a figure stands beside the same code in both, and not several of them some rows away",
    ),
    page: Page {
        checks: Text::new(
            "两张表都印出的科目中，至少三个不同的数在一张表里成片错开同样的行数：印在某科目旁的数，是另一张表上前面或后面科目的数，而两张表多处不符。",
            "Of the codes both tables print, at least three different figures are displaced by the same number of rows in one of them: the figure beside a code is what the other table prints for a code further on or further back, and the tables contradict each other.",
        ),
        matters: Text::new(
            "多插了一行或少了一行，后面的数就全部张冠李戴：逐行比较会报出几十处矛盾，其实只有一个原因。",
            "One row too many or too few, and every figure behind it belongs to another item: line by line that makes dozens of contradictions of a single cause.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "错开的数少于三个，或错开的行数不一致时，逐处提示，不出本条。",
            "With fewer than three such figures, or with no common displacement, each contradiction is reported by itself.",
        ),
        verify: Text::new(
            "打开两张表，从所列的第一行起逐行对照科目与数字，看数字是否整体上移或下移。",
            "Open both tables and compare codes and figures from the first row named on: see whether the figures have moved up or down as a whole.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/L103-figures-beside-other-rows.md"),
    states: States::Relations(relations),
};

/// The warning comes from contradictions between the two tables; it states no relation itself.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
