//! Totals of the running text that are defined by their parts, each under the heading that is about them.

use std::collections::BTreeMap;

use super::Facts;
use super::said::core;
use crate::model::{Claim, ClaimKind, Stage};

/// A total with its parts; indexes into the disclosure's claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedSum {
    /// The total.
    pub total: usize,
    /// The parts, in the order of the definition.
    pub parts: Vec<usize>,
}

/// A total as the forms define it. Names are compared without measures, brackets and 支出.
struct Definition {
    /// A word of the heading; what is said elsewhere may be about other money.
    heading: &'static str,
    total: &'static [&'static str],
    parts: &'static [&'static [&'static str]],
}

const VEHICLES: &[&str] = &[
    "公务用车购置及运行",
    "公务用车购置及运行费",
    "公务用车购置及运行维护",
    "公务用车购置及运行维护费",
    "公务用车购置和运行费",
    "公务用车购置和运行维护费",
];

/// 部门预算支出经济分类科目 splits basic expenditure into personnel and running costs; 财政部 defines
/// “三公”经费 by three items and the cost of vehicles by two.
const DEFINITIONS: [Definition; 3] = [
    Definition {
        heading: "基本支出",
        total: &[
            "基本",
            "财政拨款基本",
            "一般公共预算基本",
            "一般公共预算财政拨款基本",
        ],
        parts: &[&["人员经费"], &["公用经费", "日常公用经费", "日常公用"]],
    },
    Definition {
        heading: "三公",
        total: &[
            "三公经费",
            "三公经费财政拨款",
            "财政拨款三公经费",
            "一般公共预算三公经费",
            "一般公共预算财政拨款三公经费",
            "三公经费一般公共预算财政拨款",
        ],
        parts: &[
            &[
                "因公出国境",
                "因公出国境费",
                "因公出国境费用",
                "因公出国境经费",
            ],
            VEHICLES,
            &["公务接待", "公务接待费"],
        ],
    },
    Definition {
        heading: "三公",
        total: VEHICLES,
        parts: &[
            &["公务用车购置", "公务用车购置费", "公务车购置费"],
            &[
                "公务用车运行",
                "公务用车运行费",
                "公务用车运行维护",
                "公务用车运行维护费",
            ],
        ],
    },
];

impl Facts<'_> {
    /// The totals the text states together with all their parts. Under one heading every name must
    /// stand for one amount; where it stands for several, nothing is said of it.
    #[must_use]
    pub fn defined_sums(&self) -> Vec<DefinedSum> {
        let mut found = Vec::new();
        for definition in &DEFINITIONS {
            let mut topics: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for index in 0..self.disclosure.claims.len() {
                if let Some(topic) = self.topic(index, definition.heading) {
                    topics.entry(topic).or_default().push(index);
                }
            }
            for claims in topics.values() {
                let total = self.only_amount(claims, definition.total);
                let parts = definition
                    .parts
                    .iter()
                    .map(|names| self.only_amount(claims, names));
                if let (Some(total), Some(parts)) = (total, parts.collect()) {
                    found.push(DefinedSum { total, parts });
                }
            }
        }
        found
    }

    /// The outermost heading with a word that a claim stands under.
    fn topic(&self, claim: usize, word: &str) -> Option<&str> {
        let sentence = self.sentence(claim)?;
        let mut headings = sentence.outer.iter().chain([&sentence.section]);
        headings
            .find(|heading| heading.contains(word))
            .map(String::as_str)
    }

    /// The amount of the year with one of these names, if there is only one.
    fn only_amount(&self, claims: &[usize], names: &[&str]) -> Option<usize> {
        let named = |&index: &usize| {
            let claim = self.claim(index)?;
            let counts = claim.kind == ClaimKind::Amount
                && claim.about.is_none()
                && self.is_money(index)
                && self.is_measured(claim)
                && names.contains(&plain(&claim.subject).as_str())
                && self.is_of_the_year(index);
            counts.then_some((index, claim))
        };
        let mut all = claims.iter().filter_map(named);
        let (first, one) = all.next()?;
        let same = |other: &Claim| {
            (other.figure.number(), other.figure.unit()) == (one.figure.number(), one.figure.unit())
        };
        all.all(|(_, other)| same(other)).then_some(first)
    }

    /// Whether the amount is of the kind this disclosure is about: a final account also states plans.
    fn is_measured(&self, claim: &Claim) -> bool {
        let plan = claim.subject.replace("一般公共预算", "").contains("预算");
        self.disclosure.stage != Some(Stage::FinalAccount) || !plan
    }
}

/// The name without measures, marks and 支出: 因公出国（境）费支出决算 → 因公出国境费.
fn plain(subject: &str) -> String {
    let name = core(subject);
    let name = name.strip_suffix("支出").unwrap_or(name);
    let name = core(name);
    name.chars()
        .filter(|c| !"“”‘’\"（）()".contains(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_measures_and_marks() {
        assert_eq!(plain("因公出国（境）费支出决算"), "因公出国境费");
        assert_eq!(plain("“三公”经费财政拨款支出决算数"), "三公经费财政拨款");
        assert_eq!(
            plain("一般公共预算财政拨款基本支出"),
            "一般公共预算财政拨款基本"
        );
        assert_eq!(plain("公务用车购置支出"), "公务用车购置");
    }
}
