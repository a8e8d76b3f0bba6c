//! An item of the “三公” account above its plan needs a reason.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// P107: A “three public” item above its plan comes with a reason
pub static RULE: Rule = Rule {
    code: "P107",
    name: "spent-above-plan-unexplained",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "“三公”决算大于预算而无说明",
        "A “three public” item above its plan, unexplained",
    ),
    summary: Text::new(
        "“三公”分项决算大于预算时说明原因",
        "A “three public” item above its plan comes with a reason",
    ),
    page: Page {
        checks: Text::new(
            "“三公”决算表中某项决算数大于预算数，而正文没有“原因”“大于预算”“超”等说明。",
            "In the account, an item exceeds its plan, while the text gives no reason.",
        ),
        matters: Text::new(
            "超支应当向公众解释。",
            "Spending above the plan owes the public an explanation.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额、分项和实物量（财预〔2016〕143号）。",
            "Three-public spending is disclosed with total, items and counts (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "正文有说明、或表中只有一栏时不提示。",
            "Silent where the text explains, or the form prints one half only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P107-spent-above-plan-unexplained.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(table) = facts
        .only(TableKind::ThreePublic)
        .filter(|_| facts.is_final())
    else {
        return;
    };
    let explained = facts.says(&[
        "大于预算",
        "超预算",
        "超出预算",
        "高于预算",
        "主要原因",
        "原因是",
    ]);
    if explained || !facts.is_legible(table) {
        return;
    }
    for item in [
        ThreePublicItem::Overseas,
        ThreePublicItem::VehiclePurchase,
        ThreePublicItem::VehicleRunning,
        ThreePublicItem::Reception,
    ] {
        let Some(spent) = facts.three_public_spot(table, item) else {
            continue;
        };
        let planned = facts
            .table(table)
            .into_iter()
            .flat_map(|found| found.columns.iter().enumerate())
            .find(|(_, column)| {
                Some(column.role) == item.role()
                    && column.path.iter().any(|text| text.contains("预算数"))
            })
            .map(|(column, _)| Spot::new(spent.table(), spent.row(), column));
        let pair = planned.and_then(|spot| {
            facts
                .figure(spot)
                .zip(facts.figure(spent))
                .map(|pair| (spot, pair))
        });
        if let Some((planned, (plan, done))) = pair
            && judge::exceeds(&done, &plan)
        {
            let label = facts.label(spent);
            let statement = Bilingual::new(
                format!(
                    "“{label}”为 {}，预算数为 {}，正文没有说明原因。",
                    done.raw(),
                    plan.raw()
                ),
                format!(
                    "“{label}” is {}, planned were {}; the text gives no reason.",
                    done.raw(),
                    plan.raw()
                ),
            );
            remarks.push(Remark::new(
                &RULE,
                statement,
                vec![Mark::Cell(spent), Mark::Cell(planned)],
            ));
        }
    }
}
