//! The basic part of a “三公” item must not exceed the item.

use crate::check::facts::{Facts, ThreePublicItem};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T110: 30212, 31013, 30231 and 30217 are at most the items of the three-public table
pub static RULE: Rule = Rule {
    code: "T110",
    name: "basic-part-exceeds-three-public",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "“三公”经费小于基本支出中的同一科目",
        "“Three public” item is below its basic part",
    ),
    summary: Text::new(
        "基本支出中的 30212、31013、30231、30217 不大于“三公”经费表的对应项",
        "30212, 31013, 30231 and 30217 are at most the items of the three-public table",
    ),
    page: Page {
        checks: Text::new(
            "因公出国、公务用车购置、公务用车运行、公务接待四项：基本支出表中的金额不大于“三公”经费表中的金额。",
            "Overseas travel, vehicle purchase, vehicle running and reception: the basic table is at most the three-public table.",
        ),
        matters: Text::new(
            "“三公”经费包含基本支出和项目支出两部分，只会更大；更小说明少报。",
            "Three-public spending covers basic and project money; if it is smaller, something was left out.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "“三公”更大是正常的（其余在项目支出中）；差一个末位不提示。",
            "Being larger is normal, as the rest is in projects; one last digit is silent.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T110-basic-part-exceeds-three-public.md"),
    states: States::Relations(relations),
};

const ITEMS: [(ThreePublicItem, &str); 4] = [
    (ThreePublicItem::Overseas, "30212"),
    (ThreePublicItem::VehiclePurchase, "31013"),
    (ThreePublicItem::VehicleRunning, "30231"),
    (ThreePublicItem::Reception, "30217"),
];

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(basic), Some(three)) = (
        facts.only(TableKind::BasicExpenditure),
        facts.only(TableKind::ThreePublic),
    ) else {
        return;
    };
    for (item, code) in ITEMS {
        let terms: Vec<Addend> = facts
            .rows_with_code(basic, code)
            .into_iter()
            .filter_map(|row| {
                let lane = facts.row(basic, row)?.lane();
                Some(Spot::new(basic, row, facts.whole(basic, lane)?).into())
            })
            .collect();
        let (Some(whole), false) = (facts.three_public_spot(three, item), terms.is_empty()) else {
            continue;
        };
        let label = facts.label(whole);
        relations.push(
            Relation::at_least(
                &RULE,
                whole,
                terms,
                Bilingual::new(
                    format!("“三公”经费表“{label}”不小于基本支出中的 {code}"),
                    format!("Three-public table “{label}” is at least {code} in the basic table"),
                ),
            )
            .recounted()
            .blank_is_nothing(),
        );
    }
}
