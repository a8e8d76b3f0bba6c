//! Lists of parts: which amount the words open one under, and what a comparison behind several parts is said of.

use super::comparison;
use super::frame::{Reader, Stated};
use super::occasion::Occasion;
use super::phrase;
use super::said::Said;
use super::subject;
use super::words::Words;
use crate::model::{ClaimKind, Sentence};

/// How far back items are looked for.
const FEW: usize = 24;

impl Reader<'_> {
    pub(super) fn open_lists(&mut self, occasion: &Occasion<'_>, first: bool) {
        let paragraph = &mut self.paragraph;
        let last = occasion.between.rsplit('；').next().unwrap_or("");
        if last.len() < occasion.between.len() {
            // 收入总计…，其中…；2024年支出总计…，其中…: the clause begins anew.
            let outer = paragraph.lists.first().and_then(|&at| self.found.get(at));
            let own = || subject::stem(&subject::named(last, self.bodies));
            // 预算收入…，其中…；预算支出…: the other side of the balance.
            let other = outer.is_some_and(|whole| {
                whole.stem.contains("收入") && whole.stem.replace("收入", "支出") == own()
            });
            let anew = phrase::year_first(last).is_some() || other;
            let anew = anew && paragraph.outside.is_empty();
            let inner = paragraph.lists.get(1).and_then(|&at| self.found.get(at));
            let kept = if inner.is_some_and(|whole| phrase::is_half_of(last, &whole.stem)) {
                2
            } else {
                1
            };
            paragraph.lists.truncate(if anew { 0 } else { kept });
            paragraph.head = None;
            let compares = comparison::find(last, self.year).is_some_and(|found| found.start == 0);
            let parts = paragraph.listed > 1;
            if compares
                && parts
                && let Some(&whole) = paragraph.lists.last()
            {
                // 甲5万元，含乙1万元，丙2万元；比上年增加…: behind the semicolon 甲 is spoken of again.
                self.return_to(whole);
                self.paragraph.lists.pop();
                return;
            }
        }
        let paragraph = &mut self.paragraph;
        if last.contains("原因") {
            paragraph.lists.clear();
            return;
        }
        // 甲9万元，其中乙8万元：丙5万元，占62.5%；丁3万元；戊1万元: nothing tells where the parts of 乙 end.
        if last.len() == occasion.between.len()
            && last.starts_with('：')
            && paragraph.level.is_some_and(|level| self.is_part(level))
        {
            self.paragraph.lists.clear();
            return;
        }
        let paragraph = &mut self.paragraph;
        let Some(level) = paragraph
            .level
            .filter(|_| phrase::opens_list(last).is_some() || last.contains("，含"))
        else {
            return;
        };
        let level = match phrase::opened_side(last) {
            Some(side) => self.whole_of(side, level),
            None => Some(level),
        };
        let paragraph = &mut self.paragraph;
        let Some(level) = level else {
            paragraph.lists.clear();
            return;
        };
        if let Some(at) = paragraph.lists.iter().position(|&open| open == level) {
            paragraph.lists.truncate(at + 1);
        } else if first && !paragraph.lists.is_empty() {
            // 甲，其中：乙；丙。主要用于：… goes on with the parts of 甲, not of 丙.
            paragraph.lists.truncate(1);
        } else {
            paragraph.lists.push(level);
        }
        // 收入5万元，其中：1.甲3万元。较上年增加…: the first number stands in the sentence of the whole.
        if occasion
            .between
            .strip_suffix(occasion.lead.as_str())
            .is_some_and(|list| list.ends_with('：'))
            && let Some(style) = phrase::ordinal(&occasion.lead).0
        {
            paragraph.number_inside(style);
        }
    }

    /// 收支总预算5万元。收入包括：甲5万元、乙0万元。支出包括：…: the amount that is divided, which is not
    /// the one told last.
    fn whole_of(&self, side: &str, last: usize) -> Option<usize> {
        const FURTHEST: usize = 40;
        let joint = ["收支", "收、支", "收入支出", "收入、支出"];
        let divided = |stated: &Stated| {
            let both = joint.iter().any(|both| stated.stem.contains(both));
            both || stated.stem.contains(side)
        };
        let levels = self.found.iter().enumerate().take(last + 1);
        let levels = levels.skip(self.paragraph.first).rev();
        let level = |stated: &Stated| stated.claim.kind == ClaimKind::Amount && !stated.elsewhere;
        let (told, _) = levels
            .take(FURTHEST)
            .find(|(index, stated)| level(stated) && divided(stated) && !self.is_part(*index))?;
        Some(told)
    }

    /// Whether an amount was told as a part of another one.
    fn is_part(&self, index: usize) -> bool {
        let stated = self.found.get(index);
        stated.is_some_and(|stated| stated.claim.whole.is_some())
    }

    /// 其中：甲5万元，乙4万元，比上年增加1万元: where no part has a comparison of its own, the one behind the
    /// last part is said of the whole. Nothing proves it: it is tied to no amount.
    pub(super) fn leave_listed(&mut self, said: &Said, occasion: &Occasion<'_>) {
        let changed = matches!(said.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let behind_parts = changed
            && occasion.before == Some(ClaimKind::Amount)
            && self.paragraph.listed > 1
            && !self.paragraph.enumerating
            && comparison::find(&occasion.between, self.year).is_some_and(|found| {
                // No item stands before the comparison.
                occasion
                    .between
                    .get(..found.start)
                    .is_some_and(|words| words == "，")
            });
        let whole = self.paragraph.lists.last().copied().filter(|&whole| {
            let stated = self.found.get(whole);
            stated.is_some_and(|stated| stated.claim.sentence == self.sentence)
        });
        if behind_parts && let Some(whole) = whole {
            self.return_to(whole);
            self.paragraph.level = None;
        }
    }

    /// Counts the parts told one after the other without a comparison.
    pub(super) fn count_parts(
        &mut self,
        said: &Said,
        occasion: &Occasion<'_>,
        whole: Option<usize>,
    ) {
        let compared = comparison::find(&occasion.between, self.year).is_some();
        let part = said.kind == ClaimKind::Amount && !said.elsewhere && whole.is_some();
        let first =
            occasion.between.contains('；') || phrase::opens_list(&occasion.between).is_some();
        // A part of nothing leaves the whole to the others.
        let nothing = occasion.quantity.figure.number().is_zero();
        self.paragraph.listed = match said.kind {
            ClaimKind::SharePercent => self.paragraph.listed,
            _ if part && nothing && !compared => self.paragraph.listed,
            _ if !part || compared => 0,
            _ if first => 1,
            _ => self.paragraph.listed + 1,
        };
    }

    /// A line of its own that begins `2023年预算数5万元，决算数6万元` below sentences on several items names
    /// none of them.
    pub(super) fn names_no_item(&self, sentence: &Sentence, words: &Words) -> bool {
        const LONGEST: usize = 16;
        let text = words.slice(0, LONGEST);
        let measured = phrase::year_first(&text).is_some_and(|_| {
            let measure = text.get("2023年".len()..).unwrap_or("");
            let end = measure.find(|c: char| c.is_ascii_digit());
            let measure = measure.get(..end.unwrap_or(0)).unwrap_or("");
            let measure = measure.strip_prefix('度').unwrap_or(measure);
            !measure.is_empty() && phrase::is_measure_only(measure)
        });
        let inherits = measured && !self.paragraph.stem.is_empty();
        let Some(last) = self.found.last().filter(|_| inherits) else {
            return false;
        };
        let told = self.found.iter().skip(self.paragraph.first).rev().take(FEW);
        let items = told.filter(|stated| {
            let level = stated.claim.kind == ClaimKind::Amount && !stated.elsewhere;
            level && stated.claim.sentence < self.sentence && !stated.stem.is_empty()
        });
        let mut items = items.map(|stated| &stated.stem);
        let first = items.next();
        let several = items.any(|stem| Some(stem) != first);
        several && last.claim.place.line < sentence.place.line
    }
}
