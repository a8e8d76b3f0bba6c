//! Running cost is paid, yet no vehicle is owned.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// P101: Running cost of vehicles goes with a vehicle or an explanation
pub static RULE: Rule = Rule {
    code: "P101",
    name: "running-cost-without-vehicles",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("有用车运行费而无车辆", "Running cost without a vehicle"),
    summary: Text::new(
        "公务用车运行费大于零时，说明有车辆或另有解释",
        "Running cost of vehicles goes with a vehicle or an explanation",
    ),
    page: Page {
        checks: Text::new(
            "正文称车辆（公务用车保有量）为0辆，而“三公”表的公务用车运行费大于零。",
            "The text counts no vehicles, while the “三公” form prints running cost.",
        ),
        matters: Text::new(
            "要么车辆数错，要么费用错；使用机关事务部门调派的车辆应当说明。",
            "Either the count or the cost is wrong; vehicles of a pool must be explained.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额、分项和实物量（财预〔2016〕143号）。",
            "Three-public spending is disclosed with total, items and counts (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "正文提到车辆调派、平台用车、租用、划转、报废或不只一个车辆总数时不提示。",
            "Silent where the text mentions a pool, hire, transfer or disposal, or counts differently in several places.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P101-running-cost-without-vehicles.md"),
    states: States::Remarks(remarks),
};

/// Words that explain running cost without a vehicle of one's own.
const EXPLAINS: [&str; 7] = ["调派", "平台", "租用", "租赁", "划转", "报废", "统一保障"];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let total = |subject: &str| {
        subject.ends_with("车辆") && !subject.contains("购置") || subject.contains("保有量")
    };
    let counts = facts.counted(&["辆", "台"], total);
    let Some(spot) = facts.three_public_item(ThreePublicItem::VehicleRunning) else {
        return;
    };
    if !facts.all_nothing(&counts) || !facts.prints_something(spot) || facts.says(&EXPLAINS) {
        return;
    }
    let cost = facts
        .figure(spot)
        .map(|figure| figure.raw())
        .unwrap_or_default();
    let statement = Bilingual::new(
        format!("公务用车运行费 {cost}，正文却称车辆为 0，没有说明用的是什么车。"),
        format!(
            "Running cost of vehicles is {cost}, yet the text counts 0 vehicles and explains nothing."
        ),
    );
    let marks = std::iter::once(Mark::Cell(spot)).chain(counts.into_iter().map(Mark::Said));
    remarks.push(Remark::new(&RULE, statement, marks.collect()));
}
