//! Personnel cost holds no goods and services.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// N107: Personnel cost is made up of wages and transfers to persons
pub static RULE: Rule = Rule {
    code: "N107",
    name: "goods-among-personnel",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "人员经费构成中列有商品和服务支出",
        "Goods and services among personnel cost",
    ),
    summary: Text::new(
        "人员经费的构成只有工资福利和对个人家庭的补助",
        "Personnel cost is made up of wages and transfers to persons",
    ),
    page: Page {
        checks: Text::new(
            "正文人员经费的构成清单里，出现“商品和服务支出”或“资本性支出”及其金额。",
            "The list of what personnel cost is made up of names 商品和服务支出 or 资本性支出 with an amount.",
        ),
        matters: Text::new(
            "公用经费混进了人员经费，清单与总数不符。",
            "Running cost slipped into the list, and the list no longer fits its total.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "金额为零、清单属于别的总数时不提示。",
            "Silent on zeros and on lists of another total.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N107-goods-among-personnel.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for list in facts.lists() {
        let total = facts
            .claim(list.total)
            .map_or("", |claim| claim.subject.as_str());
        let personnel = total.ends_with("人员经费") || total.ends_with("人员经费支出");
        let foreign = list.parts.iter().copied().find(|&part| {
            facts.claim(part).is_some_and(|claim| {
                let named = ["商品和服务支出", "资本性支出"].contains(&claim.subject.as_str());
                named && judge::is_something(&claim.figure)
            })
        });
        if let (true, Some(part)) = (personnel && !total.contains("公用"), foreign) {
            let claim = facts.claim(part);
            let item = claim.map_or("", |claim| &claim.subject);
            let printed = claim.map(|claim| claim.figure.raw()).unwrap_or_default();
            let statement = Bilingual::new(
                format!("“{total}”的构成中列有“{item}”{printed}，它属于公用经费。"),
                format!(
                    "“{total}” is made up, among others, of “{item}” {printed}, which is running cost."
                ),
            );
            remarks.push(Remark::new(
                &RULE,
                statement,
                vec![Mark::Said(part), Mark::Said(list.total)],
            ));
        }
    }
}
