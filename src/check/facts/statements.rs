//! What the sentences state: changes, shares, completion rates and lists, each with the figures it is about.
//!
//! A sentence accuses only if its words name every figure of the relation: the amount, what it is
//! compared with, and the percentage. Whatever is bound less tightly is left alone.

use std::collections::BTreeSet;

use super::Facts;
use super::said::{core, without_measures};
use super::words::without_ordinal;
use crate::model::{Claim, ClaimKind, years_in};

/// A level with what the text says of its change; indexes into the disclosure's claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The amount of this year.
    pub level: usize,
    /// The amount it is compared with, where the text prints it.
    pub base: Option<usize>,
    /// The change in money.
    pub delta: Option<usize>,
    /// The change in percent.
    pub rate: Option<usize>,
}

/// A part printed as a percentage of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The percentage.
    pub percent: usize,
    /// The part.
    pub part: usize,
    /// The whole its words name.
    pub whole: usize,
    /// Whether the whole is named word for word: 本年支出 is not all 支出.
    pub exact: bool,
}

/// An account printed as a percentage of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    /// The percentage.
    pub percent: usize,
    /// The account.
    pub done: usize,
    /// The plan its words name.
    pub plan: usize,
}

/// No more changes and rates than this are told side by side.
const MOST_SIDE_BY_SIDE: usize = 16;

/// Words that lead from a level to its change.
const COMPARES: &[&str] = &["比", "较", "与", "同期", "上年", "去年"];

/// Words that lead away from what was spoken of.
const LEADS_AWAY: &[&str] = &["其中", "原因", "用于", "包括", "由于", "如下", "分别", "；"];

/// How many figures back a sentence is searched for the amount that a change may be said of.
const FURTHEST_BACK: usize = 200;

impl Facts<'_> {
    /// The changes the text states.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut found = Vec::new();
        for (index, claim) in self.disclosure.claims.iter().enumerate() {
            let Some(level) = claim.about else {
                continue;
            };
            let change = match claim.kind {
                ClaimKind::DeltaAmount => Change {
                    level,
                    base: self.base_before(index, level),
                    delta: Some(index),
                    rate: self.rate_behind(index, level),
                },
                ClaimKind::DeltaPercent => Change {
                    level,
                    base: self.base_before(index, level),
                    delta: None,
                    rate: Some(index),
                },
                ClaimKind::Amount | ClaimKind::SharePercent | ClaimKind::Count => continue,
            };
            let told = change.delta.is_some() || change.base.is_some();
            if told
                && self.is_money(index) == change.delta.is_some()
                && self.speaks_of(index, level)
                && !self.may_be_of_the_whole(index, level)
            {
                found.push(change);
            }
        }
        found
    }

    /// Whether a change behind the parts of an amount may be the change of that amount: 甲90.50万元，
    /// 其中乙20.00万元、丙70.50万元，比上年减少8.30万元. Where the change of the whole was told before,
    /// or a semicolon ends it, the change is that of the part. A sentence that goes on for longer
    /// than anyone looks back says it of anything.
    fn may_be_of_the_whole(&self, change: usize, part: usize) -> bool {
        if self.between(part, change).is_none() {
            return false;
        }
        let (mut opened, mut told) = (false, BTreeSet::new());
        for at in (0..part).rev() {
            let Some(words) = self
                .between(at, at + 1)
                .filter(|words| !words.contains('；'))
            else {
                return false;
            };
            opened |= words.contains("其中");
            let whole = opened && self.claim(at).is_some_and(is_level) && !told.contains(&at);
            if whole || part - at > FURTHEST_BACK {
                return true;
            }
            told.extend(self.claim(at).and_then(|claim| claim.about));
        }
        false
    }

    /// The shares the text states of a whole that it names.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        let claims = self.disclosure.claims.iter().enumerate();
        claims
            .filter(|(_, claim)| claim.kind == ClaimKind::SharePercent)
            .filter_map(|(percent, claim)| {
                let (item, words) = claim.subject.split_once('占')?;
                let part = claim.about.filter(|&part| self.is_named(part, item))?;
                self.is_same_sentence(part, percent).then_some(())?;
                let opening = self.opening_whole(part);
                let opening =
                    opening.filter(|&whole| words.is_empty() || self.is_named(whole, words));
                let opened = opening.is_some();
                let whole = match opening {
                    Some(whole) => whole,
                    None => self
                        .named_whole(part, words)
                        .filter(|_| !words.is_empty())?,
                };
                let listed = self.claim(part)?.whole == Some(whole);
                let named = without_measures(words);
                let exact = without_measures(&self.claim(whole)?.subject) == named;
                Some(Share {
                    percent,
                    part,
                    whole,
                    exact: exact || listed || opened,
                })
            })
            .collect()
    }

    /// The completion rates whose plan stands in the same sentence.
    #[must_use]
    pub fn completions(&self) -> Vec<Completion> {
        let claims = self.disclosure.claims.iter().enumerate();
        claims
            .filter(|(_, claim)| claim.kind == ClaimKind::SharePercent)
            .filter_map(|(percent, claim)| {
                let (item, words) = claim.subject.rsplit_once("完成")?;
                let words = words.trim_end_matches('数');
                let done = claim.about.filter(|&done| self.is_named(done, item))?;
                if let Some(plan) = self.plan_between(done, percent) {
                    return Some(Completion {
                        percent,
                        done,
                        plan,
                    });
                }
                let plan = done.checked_sub(1)?;
                let planned = self.claim(plan)?;
                let fits = planned.kind == ClaimKind::Amount
                    && words.ends_with("预算")
                    && planned.subject.trim_end_matches('数').ends_with(words)
                    && self.is_named(plan, item)
                    && !self.claim(done)?.subject.ends_with(words)
                    && self.is_same_sentence(plan, done)
                    && self.is_same_sentence(done, percent);
                fits.then_some(Completion {
                    percent,
                    done,
                    plan,
                })
            })
            .collect()
    }

    /// 收入5万元，占年初预算8万元的62.5%: the plan told right before the percentage, of the same item.
    fn plan_between(&self, done: usize, percent: usize) -> Option<usize> {
        let plan = percent.checked_sub(1)?;
        let planned = self.claim(plan)?;
        let told = planned.kind == ClaimKind::Amount
            && planned.about == Some(done)
            && planned.base_year.is_none()
            && planned.subject.trim_end_matches('数').ends_with("预算")
            && done + 1 == plan
            && self.is_same_sentence(done, percent);
        let joined = self.between(plan, percent)?.ends_with('的');
        (told && joined).then_some(plan)
    }

    /// The compared amount printed just before a change, unless the change is counted from another
    /// measure: 预算安排8.61万元，比上年预算执行数增加21.10%.
    fn base_before(&self, index: usize, level: usize) -> Option<usize> {
        let mut before = index.checked_sub(1)?;
        if self.claim(before)?.kind == ClaimKind::DeltaAmount {
            before = before.checked_sub(1)?;
        }
        if self.claim(before)?.kind != ClaimKind::Amount || before == level {
            return self.plan_beside(index, level);
        }
        let base = self.claim(before)?;
        let compared = base.kind == ClaimKind::Amount && base.about == Some(level);
        let words = self.between(before, index)?;
        let other = |measure: &&str| words.contains(*measure) && !base.subject.contains(*measure);
        // 完成年初预算8万元，同比增加1万元: a comparison of its own is not with what stands before it.
        let own = ["同比", "上年", "去年"];
        let own = own.iter().any(|other| words.contains(other));
        let counted = !["执行", "决算"].iter().any(other) && !own;
        (compared && counted).then_some(before)
    }

    /// 年初预算为8万元，支出决算为5万元，比预算减少3万元: the plan told right before what was spent, where the
    /// change is counted from no other plan.
    fn plan_beside(&self, change: usize, level: usize) -> Option<usize> {
        let plan = level.checked_sub(1)?;
        let planned = self.claim(plan)?;
        let (between, words) = (self.between(plan, level)?, self.between(level, change)?);
        let item = self.item_named(plan);
        let counted = words.rsplit(['，', '；', '。', '%']).next()?;
        let same_plan = ["年初", "全年", "调整"]
            .iter()
            .all(|plan| !counted.contains(plan) || planned.subject.contains(plan));
        let fits = is_level(planned)
            && planned.subject.trim_end_matches('数').ends_with("预算")
            && !item.is_empty()
            && item == self.item_named(level)
            && item == self.item_named(change)
            && !leads_away(between)
            && counted.contains("预算")
            && ["比", "较", "与"].iter().any(|word| counted.contains(word))
            && !["上年", "去年", "年度", "执行"]
                .iter()
                .any(|word| counted.contains(word))
            && same_plan;
        fits.then_some(plan)
    }

    /// The item without 支出 behind it: 公务接待费支出决算 and 公务接待费预算 are of one.
    fn item_named(&self, claim: usize) -> &str {
        let name = self.claim(claim).map_or("", |claim| core(&claim.subject));
        name.strip_suffix("支出")
            .filter(|item| item.ends_with('费'))
            .unwrap_or(name)
    }

    /// The percentage printed just behind a change in money, or behind the changes it is told side by
    /// side with: 各减少67.86万元、70.97万元，各下降2.35%、3.82%.
    fn rate_behind(&self, delta: usize, level: usize) -> Option<usize> {
        let is_change =
            |claim: &Claim| matches!(claim.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let rate = (delta + 1..delta + MOST_SIDE_BY_SIDE)
            .take_while(|&at| self.is_same_sentence(delta, at))
            .take_while(|&at| self.claim(at).is_some_and(is_change))
            .find(|&at| {
                self.claim(at)
                    .is_some_and(|claim| claim.about == Some(level))
            })?;
        // 比年初预算调增3万元，比上年下降5%: two comparisons, each with its own.
        let one_base = self.claim(rate)?.base_year == self.claim(delta)?.base_year;
        let bound = self.claim(rate)?.kind == ClaimKind::DeltaPercent && one_base;
        let turns = |words: &str| match words.rsplit_once('；') {
            // 减少4.35万元；减少率35.22%
            Some((before, "减少率" | "增长率" | "下降率")) => leads_away(before),
            _ => leads_away(words),
        };
        let leads_away = || self.between(delta, rate).is_none_or(turns);
        (bound && (rate > delta + 1 || !leads_away())).then_some(rate)
    }

    /// Whether a change is said of this very amount: by name, and without turning to anything else.
    fn speaks_of(&self, change: usize, level: usize) -> bool {
        let (Some(said), Some(amount)) = (self.claim(change), self.claim(level)) else {
            return false;
        };
        // 一般公共预算财政拨款支出64.92万元。与2022年相比，一般公共预算财政拨款增加…
        let next = said.sentence == amount.sentence + 1;
        let (name, own) = (core(&said.subject), core(&amount.subject));
        let shortened = next && own.strip_suffix("支出") == Some(name);
        let of_the_item = self.is_same_sentence(change, level)
            && self.item_named(change) == self.item_named(level);
        // 收入总计5万元，支出总计5万元，各增加1万元: said of both.
        let of_both = own.contains("总") && name.split('、').any(|side| side == own);
        let named =
            name == own || shortened && name.ends_with("财政拨款") || of_the_item || of_both;
        let only_changes = (level + 1..change).all(|index| {
            self.claim(index).is_some_and(|claim| {
                let said_of = claim.kind != ClaimKind::SharePercent || claim.about == Some(level);
                claim.about.is_some() && said_of
                    || claim.kind == ClaimKind::Amount && claim.whole.is_none()
            })
        });
        let words = match self.between(level, change) {
            // 2023年预算12.50万元；对比减少…
            Some(words) if self.base_before(change, level).is_some() => {
                !leads_away(&words.replace("；对比", "，对比"))
            }
            Some(words) => COMPARES.iter().any(|word| words.contains(word)) && !leads_away(words),
            // 一般公共预算收支预算36万元。与2024年相比，一般公共预算收支预算减少…
            None => next,
        };
        named && (only_changes && words || self.is_said_again(change, level))
    }

    /// Whether a later sentence under the same heading names the account again, in full: “三公”经费支出
    /// 决算为8.77万元，其中：…。“三公”经费支出决算比上年减少…; no other account is called so there.
    fn is_said_again(&self, change: usize, level: usize) -> bool {
        const FURTHEST: usize = 24;
        let name = self.claim(change).map_or("", |claim| &claim.subject);
        let place = |claim: usize| {
            self.sentence(claim)
                .map(|there| (&there.section, &there.outer))
        };
        let account = |at: &usize| {
            self.claim(*at)
                .is_some_and(|claim| is_level(claim) && claim.subject.contains("决算"))
        };
        let from = change.saturating_sub(FURTHEST);
        let here = (from..change).filter(|&at| place(at) == place(change));
        let mut called = here.filter(account).filter(|&at| self.is_named(at, name));
        name.contains("决算")
            && called.next() == Some(level)
            && called.next().is_none()
            && !self.is_same_sentence(level, change)
            && self.is_spelled_out(change)
    }

    /// What the parts of a sentence are shares of: 2023年度“三公”经费支出决算中，甲…占…，乙…占…; or
    /// what the heading says the sentence divides.
    /// The total stands before, under the same outer heading; where several amounts bear its name,
    /// nothing is known.
    fn opening_whole(&self, part: usize) -> Option<usize> {
        let here = self.sentence(part)?;
        let words = self.words(self.claim(part)?.sentence)?;
        let opening = match words.split_once("中，") {
            Some((opening, _)) => opening.rsplit(['。', '，', '；']).next().unwrap_or(opening),
            // （二）一般公共预算当年拨款结构情况: its parts, each with its share.
            None => without_ordinal(&here.section).strip_suffix("结构情况")?,
        };
        let (name, measure) = (after_year(opening), opening.ends_with("决算"));
        let is_meant = |index: &usize| {
            let beside = self
                .sentence(*index)
                .is_some_and(|there| there.outer == here.outer);
            let said = |claim: &Claim| !measure || claim.subject.contains("决算");
            beside && self.claim(*index).is_some_and(said)
        };
        let mut meant = self.named().before(part, name).filter(is_meant);
        let whole = meant.next()?;
        let same = |other: usize| {
            let amount = |index| self.claim(index).and_then(|claim| claim.figure.amount());
            amount(other) == amount(whole)
        };
        meant.all(same).then_some(whole)
    }

    /// The amount that is called so: the total of the list the part stands in, else the nearest
    /// amount before it under the same heading, else the total the text names so everywhere.
    fn named_whole(&self, part: usize, words: &str) -> Option<usize> {
        let listed = self.claim(part)?.whole;
        if let Some(total) = listed.filter(|&total| self.is_named(total, words)) {
            return Some(total);
        }
        let near = self.named().last_under_heading(part, words);
        near.or_else(|| self.only_total(words))
    }

    /// The total of this full name, e.g. 本年支出合计; none where the text prints several amounts of
    /// that name.
    fn only_total(&self, words: &str) -> Option<usize> {
        let name = without_measures(words);
        if !name.ends_with("合计") && !name.ends_with("总计") {
            return None;
        }
        self.named().only(name)
    }
}

/// The words behind a year: 某局2023年度“三公”经费 → “三公”经费.
fn after_year(words: &str) -> &str {
    let behind = years_in(words).next_back();
    let rest = behind.and_then(|(at, _)| words.get(at.end..));
    let rest = rest.unwrap_or(words);
    rest.strip_prefix('度').unwrap_or(rest)
}

/// Whether a figure is an amount of its own, not one that another is compared with.
pub(super) fn is_level(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Amount && claim.about.is_none()
}

fn leads_away(words: &str) -> bool {
    LEADS_AWAY.iter().any(|word| words.contains(word))
}
