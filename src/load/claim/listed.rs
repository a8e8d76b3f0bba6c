//! What a comparison or a plan is said of behind several parts or items: of their whole, or of nothing that is named.

use super::frame::Reader;
use super::occasion::Occasion;
use super::phrase;
use super::said::Said;
use super::words::Words;
use crate::model::{ClaimKind, Sentence};

/// How far back items are looked for.
const FEW: usize = 24;

impl Reader<'_> {
    /// 其中：甲5万元，乙4万元，比上年增加1万元: where no part has a comparison of its own, the one behind the
    /// last part is said of the whole. Nothing proves it: it is tied to no amount.
    pub(super) fn leave_listed(&mut self, said: &Said, occasion: &Occasion<'_>) {
        let changed = matches!(said.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let behind_parts = changed
            && occasion.before == Some(ClaimKind::Amount)
            && self.paragraph.listed > 1
            && !self.paragraph.enumerating
            && phrase::comparison(&occasion.between, self.year).is_some_and(|found| {
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
        let compared = phrase::comparison(&occasion.between, self.year).is_some();
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
