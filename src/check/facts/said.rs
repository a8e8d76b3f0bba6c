//! Figures of the running text: what they are called, where they stand, and which of them belong together.
//!
//! A sentence accuses only if its words name every figure of the relation: the amount, what it is
//! compared with, and the percentage. Whatever is bound less tightly is left alone.

use std::collections::BTreeSet;

use super::Facts;
use crate::check::relation::{Operand, Spot};
use crate::model::{Claim, ClaimKind, Figure, Place, RowKind, Sentence, Slot};

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

/// A total with the parts that one list of a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The total.
    pub total: usize,
    /// The parts, in printed order.
    pub parts: Vec<usize>,
    /// Whether the words name these parts as all there are.
    pub closed: bool,
}

/// Words that lead from a level to its change.
const COMPARES: &[&str] = &["比", "较", "与", "同期", "上年", "去年"];

/// Words that lead away from what was spoken of.
const LEADS_AWAY: &[&str] = &["其中", "原因", "用于", "包括", "由于", "如下", "分别", "；"];

/// Words that open a list, or go on with another one.
const OPENS_LIST: &[&str] = &[
    "其中",
    "包括",
    "用于",
    "按",
    "分为",
    "构成",
    "如下",
    "主要是",
    "。",
];

/// Words by which a list says that it is not complete.
const PARTIAL: &[&str] = &["等", "主要", "包括", "例如", "如：", "用于"];

/// Measures that are left out when an item is named again.
const MEASURES: &[&str] = &[
    "年初预算数",
    "全年预算数",
    "年初预算",
    "全年预算",
    "调整预算",
    "预算数",
    "决算数",
    "执行数",
    "预算",
    "决算",
    "金额",
    "总额",
    "安排",
    "数",
];

/// Words for a year that is not that of the disclosure.
const OTHER_YEARS: &[&str] = &["上年", "去年", "上一年", "往年", "明年", "下年"];

/// So many characters at the beginning or end of a name stand for it.
const NAMED_BY: usize = 4;

/// Words before an item that add nothing to its name.
const PERIODS: &[&str] = &["本年度", "本年", "当年", "全年", "总的"];

impl<'a> Facts<'a> {
    // Figures wherever they stand.

    /// The number printed at a place of a table or of the text.
    #[must_use]
    pub fn figure_at(&self, at: Operand) -> Option<&'a Figure> {
        match at {
            Operand::Cell(spot) => self.figure(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map(|claim| &claim.figure)
                .filter(|figure| figure.is_number()),
        }
    }

    /// Whether a blank or a dash stands there.
    #[must_use]
    pub fn is_nothing(&self, at: Operand) -> bool {
        at.cell()
            .is_some_and(|spot| matches!(self.slot(spot), Slot::Blank | Slot::Dash(_)))
    }

    /// The most decimals money has in the table or in the sentence a figure stands in.
    #[must_use]
    pub fn decimals_at(&self, at: Operand) -> u32 {
        match at {
            Operand::Cell(spot) => self.decimals(spot.table),
            Operand::Said(claim) => self.sentence_decimals(claim),
        }
    }

    /// What a reader calls the figure.
    #[must_use]
    pub fn label_at(&self, at: Operand) -> String {
        match at {
            Operand::Cell(spot) => self.label(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map_or_else(String::new, |claim| claim.subject.clone()),
        }
    }

    /// Where the figure is printed.
    #[must_use]
    pub fn place_at(&self, at: Operand) -> Place {
        match at {
            Operand::Cell(spot) => self.place(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map(|claim| claim.place)
                .unwrap_or_default(),
        }
    }

    /// The most decimals that figures of the same unit have in the sentence of a figure.
    fn sentence_decimals(&self, claim: usize) -> u32 {
        let Some(own) = self.claim(claim) else {
            return 0;
        };
        let claims = &self.disclosure.claims;
        let from = claims.partition_point(|other| other.sentence < own.sentence);
        let alike = claims
            .iter()
            .skip(from)
            .take_while(|other| other.sentence == own.sentence)
            .filter(|other| other.figure.unit == own.figure.unit);
        alike.map(|other| other.figure.decimals).max().unwrap_or(0)
    }

    // Figures of the text.

    /// A figure of the text.
    #[must_use]
    pub fn claim(&self, claim: usize) -> Option<&'a Claim> {
        self.disclosure.claims.get(claim)
    }

    /// The table position a figure of the text restates.
    #[must_use]
    pub fn link(&self, claim: usize) -> Option<Spot> {
        let link = self.claim(claim)?.link?;
        Some(Spot::new(link.table, link.row, link.column))
    }

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
            {
                found.push(change);
            }
        }
        found
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
                self.between(part, percent)?;
                let whole = self.named_whole(part, words)?;
                let listed = self.claim(part)?.whole == Some(whole);
                let named = without_measures(words);
                let exact = without_measures(&self.claim(whole)?.subject) == named;
                Some(Share {
                    percent,
                    part,
                    whole,
                    exact: exact || listed,
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
                let plan = done.checked_sub(1)?;
                let planned = self.claim(plan)?;
                let fits = planned.kind == ClaimKind::Amount
                    && words.ends_with("预算")
                    && planned.subject.trim_end_matches('数').ends_with(words)
                    && self.is_named(plan, item)
                    && !self.claim(done)?.subject.ends_with(words)
                    && self.between(plan, done).is_some()
                    && self.between(done, percent).is_some();
                fits.then_some(Completion {
                    percent,
                    done,
                    plan,
                })
            })
            .collect()
    }

    /// The lists of parts under a total, each opened by its own words.
    #[must_use]
    pub fn lists(&self) -> Vec<List> {
        let mut found: Vec<List> = Vec::new();
        let mut ended = BTreeSet::new();
        for (index, claim) in self.disclosure.claims.iter().enumerate() {
            // What is said of the total again, behind its parts, ends the list.
            ended.extend(claim.about);
            let Some(total) = claim.whole.filter(|total| !ended.contains(total)) else {
                continue;
            };
            let part = claim.kind == ClaimKind::Amount && claim.about.is_none();
            let together = self
                .between(total, index)
                .is_some_and(|words| !is_numbered(words));
            if !part || !together || !self.is_money(index) || !self.is_money(total) {
                continue;
            }
            let goes_on = found.iter_mut().rev().find(|list| list.total == total);
            let known = goes_on.and_then(|list| Some((*list.parts.last()?, list)));
            match known {
                Some((last, list)) if self.goes_on(last, index) => list.parts.push(index),
                _ => found.push(List {
                    total,
                    parts: vec![index],
                    closed: false,
                }),
            }
        }
        for list in &mut found {
            list.closed = self.is_closed(list);
        }
        found
    }

    /// Whether the figure is an amount of money.
    #[must_use]
    pub fn is_money(&self, claim: usize) -> bool {
        self.claim(claim)
            .is_some_and(|claim| claim.figure.unit.is_money())
    }

    /// The sentence a figure stands in.
    #[must_use]
    pub fn sentence(&self, claim: usize) -> Option<&'a Sentence> {
        self.disclosure.prose.get(self.claim(claim)?.sentence)
    }

    /// Whether the words of a claim name the row it is linked to in full. Totals are found by what
    /// they are, not by name.
    #[must_use]
    pub fn names_row(&self, claim: usize, spot: Spot) -> bool {
        let (Some(claim), Some(row)) = (self.claim(claim), self.row(spot.table, spot.row)) else {
            return false;
        };
        let name = row.name.split('→').next().unwrap_or("");
        let name = name.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "一二三四五六七八九十（）、．.：其中".contains(c)
        });
        let name = name.strip_suffix("支出").unwrap_or(name);
        !matches!(row.kind, RowKind::Item | RowKind::OfWhich) || claim.subject.contains(name)
    }

    /// Whether the last year named before the figure, comparisons left out, is that of the disclosure.
    #[must_use]
    pub fn is_of_the_year(&self, claim: usize) -> bool {
        let before = || {
            let sentence = self.sentence(claim)?;
            sentence.text.get(..self.offsets(claim)?.0)
        };
        let Some(own) = self.disclosure.year.map(|year| year.0) else {
            return true;
        };
        let words = before().unwrap_or("");
        let last_clause = words.rsplit(['，', '；', '。']).next().unwrap_or("");
        let last_clause = last_clause.replace("上年结转", "").replace("上年末", "");
        if OTHER_YEARS.iter().any(|other| last_clause.contains(other)) {
            return false;
        }
        let named = words.match_indices('年').rev().find_map(|(at, _)| {
            let year: u16 = words.get(at.checked_sub(4)?..at)?.parse().ok()?;
            let led = words.get(..at - 4)?;
            (!led.ends_with(['比', '较', '与', '对'])).then_some(year)
        });
        named.is_none_or(|year| year == own)
    }

    /// Whether the item is named before the figure in its own sentence or in the headings above it,
    /// and not only taken over from an earlier sentence.
    #[must_use]
    pub fn is_spelled_out(&self, claim: usize) -> bool {
        let said = || {
            let sentence = self.sentence(claim)?;
            let before = sentence.text.get(..self.offsets(claim)?.0)?;
            let name = core(&self.claim(claim)?.subject);
            let named = |words: &str| {
                let end = name
                    .char_indices()
                    .nth(NAMED_BY)
                    .map_or(name.len(), |at| at.0);
                let start = name
                    .char_indices()
                    .rev()
                    .nth(NAMED_BY - 1)
                    .map_or(0, |at| at.0);
                [name.get(..end), name.get(start..)]
                    .into_iter()
                    .flatten()
                    .any(|piece| words.contains(piece))
            };
            let mut places = sentence.outer.iter().map(String::as_str);
            Some(named(before) || named(&sentence.section) || places.any(named))
        };
        said().unwrap_or(false)
    }

    /// The compared amount printed just before a change.
    fn base_before(&self, index: usize, level: usize) -> Option<usize> {
        let mut before = index.checked_sub(1)?;
        if self.claim(before)?.kind == ClaimKind::DeltaAmount {
            before = before.checked_sub(1)?;
        }
        let base = self.claim(before)?;
        let compared = base.kind == ClaimKind::Amount && base.about == Some(level);
        (compared && self.between(before, index).is_some()).then_some(before)
    }

    /// The percentage printed just behind a change in money.
    fn rate_behind(&self, delta: usize, level: usize) -> Option<usize> {
        let rate = delta + 1;
        let claim = self.claim(rate)?;
        let bound = claim.kind == ClaimKind::DeltaPercent && claim.about == Some(level);
        let between = self.between(delta, rate)?;
        (bound && !leads_away(between)).then_some(rate)
    }

    /// Whether a change is said of this very amount: by name, and without turning to anything else.
    fn speaks_of(&self, change: usize, level: usize) -> bool {
        let same = |one: &Claim, other: &Claim| core(&one.subject) == core(&other.subject);
        let named = self
            .claim(change)
            .zip(self.claim(level))
            .is_some_and(|(change, level)| same(change, level));
        let only_changes = (level + 1..change).all(|index| {
            self.claim(index).is_some_and(|claim| {
                claim.about.is_some() && claim.kind != ClaimKind::SharePercent
                    || claim.kind == ClaimKind::Amount && claim.whole.is_none()
            })
        });
        let words = match self.between(level, change) {
            Some(words) => COMPARES.iter().any(|word| words.contains(word)) && !leads_away(words),
            // 一般公共预算收支预算36万元。与2024年相比，一般公共预算收支预算减少…
            None => self
                .claim(level)
                .zip(self.claim(change))
                .is_some_and(|(level, change)| change.sentence == level.sentence + 1),
        };
        named && only_changes && words
    }

    /// Whether an amount is called by this name, measures left out.
    fn is_named(&self, claim: usize, name: &str) -> bool {
        let own = self.claim(claim).map(|claim| core(&claim.subject));
        own.is_some_and(|own| !own.is_empty() && own == core(name))
    }

    /// The amount that is called so: the total of the list the part stands in, else the nearest
    /// amount before it under the same heading.
    fn named_whole(&self, part: usize, words: &str) -> Option<usize> {
        let listed = self.claim(part)?.whole;
        if let Some(total) = listed.filter(|&total| self.is_named(total, words)) {
            return Some(total);
        }
        let here = self.sentence(part)?;
        let same_heading = |index: &usize| {
            self.sentence(*index)
                .is_some_and(|there| (&there.section, &there.outer) == (&here.section, &here.outer))
        };
        (0..part).rev().take_while(same_heading).find(|&index| {
            let level = |claim: &Claim| claim.kind == ClaimKind::Amount && claim.about.is_none();
            self.claim(index).is_some_and(level) && self.is_named(index, words)
        })
    }

    /// Whether a part stands in the same list as the one before it.
    fn goes_on(&self, last: usize, part: usize) -> bool {
        self.between(last, part)
            .is_some_and(|words| !OPENS_LIST.iter().any(|word| words.contains(word)))
    }

    /// 其中 opens the list, nothing says that it is partial, and the sentence ends with it.
    fn is_closed(&self, list: &List) -> bool {
        let (Some(&first), Some(&last)) = (list.parts.first(), list.parts.last()) else {
            return false;
        };
        let (Some(opening), Some(inside), Some(rest)) = (
            self.between(list.total, first),
            self.between(first, last),
            self.behind(last),
        ) else {
            return false;
        };
        let counted = (first..last).any(|index| {
            self.claim(index)
                .is_some_and(|claim| claim.kind == ClaimKind::Count)
        });
        let ends = self
            .claim(last + 1)
            .is_none_or(|next| next.kind == ClaimKind::SharePercent && next.about == Some(last))
            || self.between(last, last + 1).is_none();
        let partial = |words: &str| PARTIAL.iter().any(|word| words.contains(word));
        list.parts.len() > 1
            && list.total + 1 == first
            && opening.contains("其中")
            && ends
            && !counted
            && !partial(opening)
            && !partial(inside)
            && !partial(rest)
    }

    /// The words between two figures of one sentence; `None` where they stand in different ones.
    #[must_use]
    pub fn between(&self, one: usize, other: usize) -> Option<&'a str> {
        let sentence = self.sentence(one)?;
        let same = self.claim(one)?.sentence == self.claim(other)?.sentence;
        let (from, to) = (self.offsets(one)?.1, self.offsets(other)?.0);
        sentence.text.get(from..to).filter(|_| same)
    }

    /// The words behind a figure, to the end of its sentence.
    fn behind(&self, claim: usize) -> Option<&'a str> {
        let from = self.offsets(claim)?.1;
        self.sentence(claim)?.text.get(from..)
    }

    /// First and last byte of a figure in the text of its sentence.
    fn offsets(&self, claim: usize) -> Option<(usize, usize)> {
        let sentence = self.sentence(claim)?;
        let claim = self.claim(claim)?;
        let printed = claim.place.span.start;
        let segment = sentence.segments.iter().find(|segment| {
            let span = segment.place.span;
            span.start <= printed && printed < span.end
        })?;
        let inside = usize::try_from(printed - segment.place.span.start).ok()?;
        let start = segment.start + inside;
        Some((start, start + claim.figure.raw.len()))
    }
}

/// Whether the words hold an ordinal: numbered parts have parts of their own.
fn is_numbered(words: &str) -> bool {
    let mut pairs = words.chars().zip(words.chars().skip(1));
    pairs.any(|(one, next)| match one {
        '（' => "一二三四五六七八九十".contains(next),
        _ => one.is_ascii_digit() && matches!(next, '、' | '．'),
    })
}

fn leads_away(words: &str) -> bool {
    LEADS_AWAY.iter().any(|word| words.contains(word))
}

/// The name of an item without measures and periods: 机构运转经费支出预算数 → 机构运转经费支出.
fn core(subject: &str) -> &str {
    let mut core = subject;
    for period in PERIODS {
        core = core.strip_prefix(period).unwrap_or(core);
    }
    without_measures(core)
}

fn without_measures(subject: &str) -> &str {
    let mut core = subject;
    while let Some(shorter) = MEASURES
        .iter()
        .find_map(|measure| core.strip_suffix(measure))
    {
        core = shorter;
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_and_periods_are_no_part_of_a_name() {
        for (subject, name) in [
            ("机构运转经费支出预算数", "机构运转经费支出"),
            ("科学技术支出年初预算", "科学技术支出"),
            ("本年支出合计", "支出合计"),
            ("支出总计", "支出总计"),
        ] {
            assert_eq!(core(subject), name);
        }
    }
}
