//! A complete list of parts adds up to its total.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Operand, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind};

/// N103: Where the text lists all parts with “of which”, they add up to the total
pub static RULE: Rule = Rule {
    code: "N103",
    name: "complete-list-differs-from-total",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文“其中”各项之和与总数不符",
        "“Of which” parts do not add up to the total",
    ),
    summary: Text::new(
        "正文以“其中”完整列举的各项，相加等于总数",
        "Where the text lists all parts with “of which”, they add up to the total",
    ),
    page: Page {
        checks: Text::new(
            "由“其中”引出、到句末为止、没有“等”“主要”字样的列举，各项之和与总数比较；“其中”也可以在只写了总数的一句之后另起一句。车辆按用途列举、末项为“其他用车”的，各项辆数之和同样与总数比较。",
            "Lists that begin with “of which”, end with the sentence and do not call themselves partial are added and compared with the total. They may also begin the sentence behind one that states the total alone. So are vehicles listed by their use, where the last kind is that of all others.",
        ),
        matters: Text::new(
            "漏列一项（常见的是上年结转）会使读者误解资金来源或用途。",
            "A part left out, often what was carried over, misleads readers about where money comes from or goes.",
        ),
        basis: Text::new("分项之和等于总数。", "Parts make up their total."),
        silent: Text::new(
            "列举只有一项、自称不全、或中间插有其他数量时不提示。",
            "Silent when the list has one part, calls itself partial, or is interrupted by other figures.",
        ),
        verify: Text::new(
            "把“其中”后的各项相加，与总数比较，看差额是否等于未列出的一项（如上年结转）。",
            "Add the parts, compare with the total, and see whether the gap is an item left out, such as the carry-over.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N103-complete-list-differs-from-total.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let lists = facts.lists().into_iter().filter(|list| list.closed);
    for list in lists.chain(facts.fleets()) {
        let terms = list.parts.iter().map(|&part| Addend::said(part)).collect();
        let subject = facts.label_at(Operand::Said(list.total));
        let words = Bilingual::new(
            format!("正文“{subject}” = 其中各项之和"),
            format!("“{subject}” in the text = the sum of its parts"),
        );
        relations.push(
            Relation::equal(&RULE, Addend::said(list.total), terms, words)
                .suspecting(carried_over(facts)),
        );
    }
}

/// What was carried over, the part that is left out most often.
fn carried_over(facts: &Facts<'_>) -> Vec<Spot> {
    let mut found = Vec::new();
    for (index, table) in facts.tables() {
        for (row, printed) in table.rows.iter().enumerate() {
            if printed.kind() == RowKind::CarryIn {
                let cells = 0..printed.cells().len();
                found.extend(cells.filter_map(|cell| facts.spot(index, row, cell)));
            }
        }
    }
    found
}
