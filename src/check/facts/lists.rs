//! Lists of parts that sentences tell under a total, and whether a list names all there are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Facts;
use super::spoken::outside_brackets;
use crate::check::judge;
use crate::model::{ClaimKind, Direction, Unit};

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

/// Words vehicles are counted with.
const FLEET: &[&str] = &["辆", "台"];

/// How the kind of vehicle is called that all others belong to.
const OTHERS: &[&str] = &["其他用车", "其他车辆", "其他公务用车"];

impl Facts<'_> {
    /// The lists of parts under a total, each opened by its own words.
    #[must_use]
    pub fn lists(&self) -> Vec<List> {
        let mut found: Vec<List> = Vec::new();
        let mut ended = BTreeSet::new();
        let mut seen = (usize::MAX, 0);
        for (index, claim) in self.disclosure.claims.iter().enumerate() {
            // What is said of the total again, behind its parts, ends the list.
            ended.extend(claim.about);
            let Some(total) = claim.whole.filter(|total| !ended.contains(total)) else {
                continue;
            };
            let part = claim.kind == ClaimKind::Amount && claim.about.is_none();
            // What is known up to the part before needs no second look.
            let from = if seen.0 == total { seen.1 } else { total };
            let apart = self.parts_next(total, index);
            let together = match apart {
                Some(ref words) => !is_numbered(words),
                None => self
                    .through(from, index)
                    .is_some_and(|words| !is_numbered(words)),
            };
            if together {
                seen = (total, index);
            }
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
        found.retain(|list| !self.tells_both_sides(list));
        for list in &mut found {
            self.end_where_complete(list);
            list.closed = self.is_closed(list);
        }
        found
    }

    /// 收支总预算5万元，其中：本年收入5万元，本年支出5万元: the two sides of a balance are told, which no sum joins.
    fn tells_both_sides(&self, list: &List) -> bool {
        let names = |side: &str, other: &str| {
            let mut parts = list.parts.iter().filter_map(|&part| self.claim(part));
            parts.any(|part| part.subject.contains(side) && !part.subject.contains(other))
        };
        names("收入", "支出") && names("支出", "收入")
    }

    /// 共有车辆9辆，其中，机要通信用车2辆、执法执勤用车5辆、其他用车2辆: the vehicles of a body by their use, where
    /// the last kind is that of all others.
    #[must_use]
    pub fn fleets(&self) -> Vec<List> {
        let claims = self.disclosure.claims.len();
        (0..claims).filter_map(|total| self.fleet(total)).collect()
    }

    fn fleet(&self, total: usize) -> Option<List> {
        let vehicles = |index: usize| {
            let claim = self.claim(index)?;
            let level = claim.kind == ClaimKind::Count && claim.direction == Direction::None;
            let known =
                matches!(claim.figure.unit(), Unit::Count(word) if FLEET.contains(&&**word));
            (level && known && claim.base_year.is_none()).then_some(claim)
        };
        let whole = vehicles(total).filter(|claim| claim.subject.contains('车'))?;
        let next = |at: usize| {
            let words = self.between(at, at + 1)?;
            vehicles(at + 1)?;
            // A bracket open between two of them holds parts of a part.
            let open = words.matches('（').count() != words.matches('）').count();
            (!open).then_some(words)
        };
        if !next(total)?.contains("其中") {
            return None;
        }
        let more = |at: &usize| next(*at).is_some_and(|words| !words.contains("其中"));
        let parts = total + 1..=(total + 1..).find(|at| !more(at))?;
        let last = self.claim(*parts.end())?;
        let others = OTHERS.iter().any(|other| last.subject.starts_with(other));
        let several = parts.end() > parts.start();
        (others && several && judge::is_something(&whole.figure)).then(|| List {
            total,
            parts: parts.collect(),
            closed: true,
        })
    }

    /// Ends a list where a heavier mark stands behind parts that make up its total: 甲90.50，其中乙20.00，
    /// 丙70.50；丁20.00, 甲90.50，其中乙20.00、丙70.50，丁20.00 go on with what 甲 itself is a part of.
    fn end_where_complete(&self, list: &mut List) {
        let figure = |claim: usize| self.claim(claim).map(|claim| &claim.figure);
        let behind = |part: &[usize]| match part {
            [one, next] => self.between(*one, *next).map(outside_brackets),
            _ => None,
        };
        let pairs = list.parts.windows(2);
        let lightly = pairs.map(|pair| behind(pair).is_some_and(|words| !words.contains('，')));
        // How many parts from the first on nothing heavier than 、 joins.
        let light = 1 + lightly.take_while(|light| *light).count();
        let ends = |count: usize| {
            let next = list.parts.get(count - 1..=count).unwrap_or(&[]);
            let parts = list.parts.iter().take(count);
            let heavier = count == light || behind(next).is_none_or(|words| words.contains('；'));
            // Nothing behind them makes no difference.
            let more = list.parts.iter().skip(count);
            let more = more
                .filter_map(|&part| figure(part))
                .any(judge::is_something);
            heavier
                && more
                && figure(list.total).is_some_and(|total| {
                    judge::is_sum_of(total, parts.filter_map(|&part| figure(part).cloned()))
                })
        };
        if let Some(count) = (2..list.parts.len()).find(|&count| ends(count)) {
            list.parts.truncate(count);
        }
    }

    /// Whether a part stands in the same list as the one before it.
    fn goes_on(&self, last: usize, part: usize) -> bool {
        self.between(last, part).is_some_and(|words| {
            let words = outside_brackets(words);
            !OPENS_LIST.iter().any(|word| words.contains(word))
        })
    }

    /// 其中 opens the list, nothing says that it is partial, and the sentence ends with it.
    fn is_closed(&self, list: &List) -> bool {
        let (Some(&first), Some(&last)) = (list.parts.first(), list.parts.last()) else {
            return false;
        };
        let (Some(opening), Some(inside), Some(rest)) = (
            self.opening(list.total, first),
            self.between(first, last).map(outside_brackets),
            self.behind(last),
        ) else {
            return false;
        };
        // 甲995万元（其中乙38万元，丙957万元），比上年…: the bracket ends the list.
        let closing = outside_brackets(&format!("（{rest}"));
        let bracketed = opening.starts_with("万元（")
            || opening.starts_with("元（")
            || opening.starts_with("亿元（");
        let bracketed = bracketed && closing.len() < rest.len();
        let rest = rest
            .split('）')
            .next()
            .filter(|_| bracketed)
            .unwrap_or(rest);
        let counted = (first..last).any(|index| {
            self.claim(index)
                .is_some_and(|claim| claim.kind == ClaimKind::Count)
        });
        let ends = self
            .claim(last + 1)
            .is_none_or(|next| next.kind == ClaimKind::SharePercent && next.about == Some(last))
            || !self.is_same_sentence(last, last + 1)
            || bracketed;
        // 甲3万元，占60%；: where the text stops at such a mark, more parts were to follow.
        let words = self
            .claim(last)
            .and_then(|claim| self.words(claim.sentence));
        let stops = words.is_some_and(|words| words.ends_with(['；', '，', '、']));
        let partial = |words: &str| PARTIAL.iter().any(|word| words.contains(word));
        list.parts.len() > 1
            && list.total + 1 == first
            && opening.contains("其中")
            && ends
            && !counted
            && !stops
            && !partial(&opening)
            && !partial(&inside)
            && !partial(rest)
    }

    /// The words between a total and the first of its parts.
    fn opening(&self, total: usize, first: usize) -> Option<Cow<'_, str>> {
        let between = self.between(total, first).map(Cow::Borrowed);
        between.or_else(|| self.parts_next(total, first).map(Cow::Owned))
    }

    /// 支出合计40.14万元。其中，甲…；乙…。: the words from a total that ends its sentence to a part in
    /// the next one, which begins with 其中.
    fn parts_next(&self, total: usize, part: usize) -> Option<String> {
        let next = self.claim(total)?.sentence + 1 == self.claim(part)?.sentence;
        let (behind, before) = (self.behind(total)?, self.before(part)?);
        // 比上年增加5万元，原因是上年结转80万元。其中：…: whose parts, nothing tells.
        let alone = total == 0 || !self.is_same_sentence(total - 1, total);
        let ends =
            alone && !self.is_same_sentence(total, total + 1) && !behind.contains(['，', '；']);
        (next && ends && before.starts_with("其中")).then(|| format!("{behind}{before}"))
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
