//! How a sentence begins: with an ordinal, with its list, or speaking of the whole again.

use super::frame::Reader;
use super::phrase;
use super::subject;
use super::words::Words;
use crate::load::fold::split_ordinal;
use crate::model::{ClaimKind, Sentence};

/// Sentences of a list that are looked back over for what announces it.
const LONGEST_LIST: usize = 60;

/// 财政拨款支出主要内容如下：1.甲…: what opens a list of numbered sentences says what all of them are of.
pub(super) fn announced(prose: &[Sentence], sentence: usize) -> &str {
    let numbered = |text: &str| split_ordinal(text).0.is_some();
    let above = prose.get(..=sentence).unwrap_or(&[]);
    let above = above.iter().rev().take(LONGEST_LIST);
    let mut above = above.map(|sentence| sentence.text.as_str());
    let first = above.find(|text| !numbered(text)).unwrap_or("");
    let opening = first.split_once("如下：");
    let opening = opening.filter(|(_, list)| numbered(list));
    opening.map_or("", |(opening, _)| opening)
}

impl Reader<'_> {
    /// A sentence that begins with neither 其中 nor an ordinal leaves the lists of the one before
    /// and speaks of their whole again.
    pub(super) fn begin(&mut self, words: &Words) {
        let text = words.slice(0, 12);
        let ordinal = phrase::ordinal(&text).0;
        let head = self.paragraph.head.take();
        self.paragraph.shared = None;
        self.paragraph.explaining = false;
        self.paragraph.told_year = None;
        // 甲（乙0万元。）比上年…: the full stop inside the bracket ended nothing.
        if text.starts_with('）') {
            return;
        }
        self.paragraph.outside.clear();
        if let Some(style) = ordinal {
            self.paragraph.number(style);
            return;
        }
        if self.begins_numbers(words) {
            return;
        }
        // 按功能分类科目：（1）甲…
        if let Some((_, first)) = text.split_once('：').filter(|_| text.starts_with('按'))
            && let Some(style) = phrase::ordinal(first).0
        {
            self.paragraph.number(style);
            return;
        }
        if phrase::begins_list(&text) {
            if let Some(level) = head {
                self.return_to(level);
            }
            if text.starts_with("具体") {
                self.leave_parts();
            }
            let paragraph = &mut self.paragraph;
            let first = text.split_once('：').map_or("", |(_, first)| first);
            if let Some(style) = phrase::ordinal(first).0 {
                // 2.甲5万元。包括：（1）乙…: what is opened is numbered.
                let opened = paragraph.level;
                paragraph.lists.extend(opened);
                paragraph.number(style);
            }
            return;
        }
        if self.goes_on_with_item(&text) {
            self.paragraph.lists.clear();
            return;
        }
        let compares = ["与", "较", "比", "同比", "同口径", "按同口径"]
            .iter()
            .any(|word| text.starts_with(word));
        self.leave_lists(compares);
    }

    /// …，支出具体情况如下：甲（款）乙（项）5万元，主要用于…。年初预算为3万元，支出决算为5万元: plan and
    /// account of the item told last, and not of the whole.
    fn goes_on_with_item(&self, text: &str) -> bool {
        let measured = ["年初预算", "全年预算", "支出决算"]
            .iter()
            .any(|word| text.starts_with(word));
        let last = self.paragraph.level.and_then(|level| self.found.get(level));
        let item = last.is_some_and(|last| last.stem.ends_with("（项）") && last.stage.is_none());
        measured && item
    }

    /// Speaks of the whole behind its parts again. Where it was told in an earlier sentence than the
    /// parts, a comparison may be said of it or of the last of them (支出9万元。其中：甲5万元，乙4万元。
    /// 比上年增加…): it bears the name of the whole and is tied to no amount.
    fn leave_lists(&mut self, compares: bool) {
        let Some(last) = self
            .found
            .last()
            .filter(|_| !compares || !self.paragraph.is_at_item())
        else {
            return;
        };
        // （二）支出情况。本年支出预算5万元: of the item that the line before named, of which nothing was told yet.
        let paragraph = &self.paragraph;
        if paragraph.level.is_none() && paragraph.stem.is_empty() && !paragraph.topic.is_empty() {
            self.paragraph.lists.clear();
            return;
        }
        let (sentence, whole) = (last.claim.sentence, last.claim.whole);
        let told_there = |&index: &usize| {
            let stated = self.found.get(index);
            stated.is_some_and(|stated| stated.claim.sentence == sentence)
        };
        // The items of a long list stand in sentences of their own, each with its comparison.
        let outermost = self.paragraph.lists.first().copied().filter(told_there);
        let earlier = whole.filter(|whole| !told_there(whole));
        let parts = self.found.iter().rev().take_while(|stated| {
            stated.claim.sentence == sentence && stated.claim.kind == ClaimKind::Amount
        });
        let several = || parts.filter(|stated| stated.claim.whole == whole).count() > 1;
        if let Some(whole) = outermost {
            self.return_to(whole);
        } else if compares
            && let Some(whole) = earlier
            && several()
        {
            self.return_to(whole);
            self.paragraph.level = None;
        }
        if !compares {
            self.paragraph.lists.clear();
        }
    }

    /// Speaks of an amount again.
    pub(super) fn return_to(&mut self, level: usize) {
        if let Some(stated) = self.found.get(level) {
            self.paragraph.level = Some(level);
            let named = [&stated.stem, &stated.claim.subject];
            let named = named.into_iter().find(|name| !name.is_empty());
            self.paragraph.stem = named.cloned().unwrap_or_default();
        }
    }

    /// 三公经费9万元，其中：甲5万元，乙4万元。具体情况如下：1.甲…: what follows are the parts told before,
    /// not parts of the last of them.
    fn leave_parts(&mut self) {
        let Some(last) = self.paragraph.level.and_then(|level| self.found.get(level)) else {
            return;
        };
        let (sentence, whole) = (last.claim.sentence, last.claim.whole);
        let beside = self.found.iter().rev();
        let beside = beside.take_while(|stated| stated.claim.sentence == sentence);
        let levels = beside.filter(|stated| {
            let level = stated.claim.kind == ClaimKind::Amount && stated.claim.about.is_none();
            level && !stated.elsewhere && stated.claim.whole == whole
        });
        if levels.count() > 1 {
            self.paragraph.level = whole;
            self.paragraph.lists.clear();
        }
    }

    /// `财政拨款支出主要内容如下：1.甲…`: the items that follow are those of the amount named, or of
    /// none that was told.
    fn begins_numbers(&mut self, words: &Words) -> bool {
        const LONGEST: usize = 40;
        let text = words.slice(0, words.chars.len().min(LONGEST));
        let Some((opening, first)) = text.split_once("如下：") else {
            return false;
        };
        let Some(style) = phrase::ordinal(first).0 else {
            return false;
        };
        let Some(item) = opening.strip_suffix("内容") else {
            return false;
        };
        let item = subject::named(item.strip_suffix("主要").unwrap_or(item), self.bodies);
        let amounts = self.found.iter().enumerate().rev().take(LONGEST);
        let named = amounts
            .filter(|(_, stated)| stated.claim.kind == ClaimKind::Amount && !stated.elsewhere)
            .find(|(_, stated)| stated.stem == item && !item.is_empty());
        let whole = named.map(|(index, _)| index);
        let paragraph = &mut self.paragraph;
        paragraph.numbered.clear();
        paragraph.lists = whole.into_iter().collect();
        paragraph.level = whole;
        paragraph.stem.clear();
        paragraph.number(style);
        true
    }
}
