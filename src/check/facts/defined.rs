//! Totals of the running text that are defined by their parts, each under the heading that is about them.

use std::collections::BTreeMap;

use super::Facts;
use super::said::core;
use crate::check::judge;
use crate::model::{Claim, ClaimKind, Direction, Sentence, Stage};

/// What adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summed {
    /// Amounts of the year.
    Amounts,
    /// Changes against the year before.
    Changes,
    /// The plans, each worked out from what was spent and how much more or less that was.
    Plans,
}

/// A total with its parts; indexes into the disclosure's claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedSum {
    /// What adds up.
    pub summed: Summed,
    /// The total.
    pub total: usize,
    /// The parts in the order of the definition, and whether each is taken away.
    pub parts: Vec<(usize, bool)>,
}

/// A total as the forms define it. Names are compared without measures, brackets and 支出.
struct Definition {
    /// A word of the heading; what is said elsewhere may be about other money.
    heading: &'static str,
    total: &'static [&'static str],
    parts: &'static [&'static [&'static str]],
}

/// Also behind words for the money or for whose it is: 一般公共预算财政拨款“三公”经费, 全镇“三公”经费.
const THREE_PUBLIC: &str = "三公经费";

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
            THREE_PUBLIC,
            "三公经费财政拨款",
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
                let topic = Topic {
                    facts: self,
                    claims,
                };
                found.extend(topic.amounts(definition));
                found.extend(topic.changes(definition));
                found.extend(topic.plans(definition));
            }
        }
        found
    }

    /// The outermost heading with a word that a claim stands under. Pages without tables that have
    /// no such heading are about one thing.
    fn topic(&self, claim: usize, word: &str) -> Option<&str> {
        let headed = |sentence: &'_ Sentence| {
            let mut headings = sentence.outer.iter().chain([&sentence.section]);
            headings.any(|heading| heading.contains(word))
        };
        let sentence = self.sentence(claim)?;
        let mut headings = sentence.outer.iter().chain([&sentence.section]);
        let heading = headings.find(|heading| heading.contains(word));
        let page = || {
            let apart = self.disclosure.tables.is_empty();
            (apart && !self.disclosure.prose.iter().any(headed)).then_some("")
        };
        heading.map(String::as_str).or_else(page)
    }
}

/// The claims under one heading.
struct Topic<'a, 'd> {
    facts: &'a Facts<'d>,
    claims: &'a [usize],
}

impl Topic<'_, '_> {
    /// The amounts of the year.
    fn amounts(&self, definition: &Definition) -> Option<DefinedSum> {
        let counts = |index: usize, claim: &Claim| self.is_amount(index, claim, false);
        let part = |names: &&[&str]| Some((self.only(names, counts)?, false));
        Some(DefinedSum {
            summed: Summed::Amounts,
            total: self.only(definition.total, counts)?,
            parts: definition.parts.iter().map(part).collect::<Option<_>>()?,
        })
        .filter(|sum| self.adds_up(sum) || !self.has_other_parts(definition))
    }

    /// Whether the parts of a sum of amounts make up its total.
    fn adds_up(&self, sum: &DefinedSum) -> bool {
        let figure = |claim: usize| self.facts.claim(claim).map(|claim| claim.figure.clone());
        let parts = sum.parts.iter().filter_map(|&(part, _)| figure(part));
        figure(sum.total).is_some_and(|total| judge::is_sum_of(&total, parts))
    }

    /// 公务用车购置及运行费9万元（购置费3万元，运行费4万元，其他交通费用2万元）: the text counts more to the
    /// total than the forms do.
    fn has_other_parts(&self, definition: &Definition) -> bool {
        let known = |name: &str| {
            let mut parts = DEFINITIONS.iter().flat_map(|known| known.parts);
            parts.any(|names| names.contains(&name))
        };
        let claim = |index: usize| self.facts.claim(index);
        self.claims.iter().any(|&index| {
            let Some(part) = claim(index).filter(|part| part.kind == ClaimKind::Amount) else {
                return false;
            };
            let listed = part.whole.and_then(claim).is_some_and(|whole| {
                let name = plain(&whole.subject);
                definition.total.iter().any(|total| name.ends_with(total))
            });
            listed
                && part.about.is_none()
                && self.facts.is_money(index)
                && judge::is_something(&part.figure)
                && !known(&plain(&part.subject))
        })
    }

    /// The changes against the year before, where every part tells its own or that there is none.
    fn changes(&self, definition: &Definition) -> Option<DefinedSum> {
        let before = self.facts.disclosure.year?.0 - 1;
        let total = self.change(definition.total, before)?;
        let parts = definition.parts.iter().map(|names| {
            let part = self.change(names, before);
            let none = || self.is_unchanged(names, &["上年", "去年", &before.to_string()]);
            part.map(Some).or_else(|| none().then_some(None))
        });
        let parts: Vec<usize> = parts
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        let direction = self.facts.claim(total)?.direction;
        let goes_with = |part: usize| Some((part, self.facts.claim(part)?.direction != direction));
        Some(DefinedSum {
            summed: Summed::Changes,
            total,
            parts: parts.into_iter().map(goes_with).collect::<Option<_>>()?,
        })
        .filter(|sum| !sum.parts.is_empty() && direction != Direction::None)
    }

    /// The plan of a final account: what each item spent, less what that was more than its plan.
    fn plans(&self, definition: &Definition) -> Option<DefinedSum> {
        let year = self.facts.disclosure.year?.0;
        if self.facts.disclosure.stage != Some(Stage::FinalAccount) {
            return None;
        }
        let planned = |index: usize, claim: &Claim| self.is_amount(index, claim, true);
        let spent = |index: usize, claim: &Claim| self.is_amount(index, claim, false);
        let mut parts = Vec::new();
        for names in definition.parts {
            parts.push((self.only(names, spent)?, false));
            match self.change(names, year) {
                Some(change) => {
                    parts.push((change, self.facts.claim(change)?.direction == Direction::Up));
                }
                None if self.is_unchanged(names, &["预算"]) => {}
                None => return None,
            }
        }
        Some(DefinedSum {
            summed: Summed::Plans,
            total: self.only(definition.total, planned)?,
            parts,
        })
        .filter(|sum| sum.parts.len() > definition.parts.len())
    }

    /// The claim with one of these names that counts, if all of them say the same.
    fn only(&self, names: &[&str], counts: impl Fn(usize, &Claim) -> bool) -> Option<usize> {
        let named = |&index: &usize| {
            let claim = self.facts.claim(index)?;
            let name = plain(&claim.subject);
            let of_any_scope = names.contains(&THREE_PUBLIC) && name.ends_with(THREE_PUBLIC);
            let named = of_any_scope || names.contains(&name.as_str());
            (named && counts(index, claim)).then_some((index, claim))
        };
        let mut all = self.claims.iter().filter_map(named);
        let (first, one) = all.next()?;
        let said = |claim: &Claim| {
            (
                claim.figure.number(),
                claim.figure.unit().clone(),
                claim.direction,
            )
        };
        all.all(|(_, other)| said(other) == said(one))
            .then_some(first)
    }

    /// Whether a claim is an amount of the year, spent or planned. A budget has one kind; a final
    /// account also states plans.
    fn is_amount(&self, index: usize, claim: &Claim, planned: bool) -> bool {
        let plan = claim.subject.replace("一般公共预算", "").contains("预算");
        let account = self.facts.disclosure.stage == Some(Stage::FinalAccount);
        claim.kind == ClaimKind::Amount
            && claim.about.is_none()
            && self.facts.is_money(index)
            && (!account || plan == planned)
            && self.facts.is_of_the_year(index)
    }

    /// The only change in money against this year's plan, or against the year before.
    fn change(&self, names: &[&str], base: u16) -> Option<usize> {
        let counts = |index: usize, claim: &Claim| {
            let something = judge::is_something(&claim.figure);
            claim.kind == ClaimKind::DeltaAmount
                && claim.base_year == Some(base)
                && self.facts.is_money(index)
                && (claim.direction != Direction::None || !something)
        };
        self.only(names, counts)
    }

    /// Whether the sentence of the only amount of this name says that it is what it is compared with.
    fn is_unchanged(&self, names: &[&str], compared: &[&str]) -> bool {
        const SAME: &[&str] = &["持平", "无变化", "无增减", "一致", "相同", "没有变化"];
        let counts = |index: usize, claim: &Claim| self.is_amount(index, claim, false);
        let Some(words) = self
            .only(names, counts)
            .and_then(|at| self.facts.behind(at))
        else {
            return false;
        };
        // 与预算持平，比上年减少1万元: only the words of this comparison count.
        let clause = words
            .split(['，', '；', '。'])
            .find(|clause| SAME.iter().any(|word| clause.contains(word)));
        clause.is_some_and(|clause| compared.iter().any(|word| clause.contains(word)))
    }
}

/// The name without measures, marks and 支出: 因公出国（境）费支出决算 → 因公出国境费.
fn plain(subject: &str) -> String {
    let name = core(subject);
    let name = name.strip_suffix("合计").unwrap_or(name);
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
        assert_eq!(plain("全镇“三公”经费支出合计"), "全镇三公经费");
    }
}
