//! Changes of a share or a rate in points: 占收入合计的96.15%，比上年下降0.8个百分点.

use super::change;
use super::comparison;
use super::frame::Reader;
use super::occasion::Occasion;
use super::said::{Said, without_comparison};
use super::subject;
use crate::model::{ClaimKind, Sentence, Unit};

/// The word the unit ends with.
pub(super) const POINTS: &str = "百分点";

/// Words for a share or a rate that name neither whose it is nor of what.
const RATES: [&str; 8] = [
    "占比",
    "所占比重",
    "比重",
    "所占比例",
    "比例",
    "增幅",
    "降幅",
    "增速",
];

/// Whether a figure counts points.
pub(super) fn is_points(occasion: &Occasion<'_>) -> bool {
    matches!(occasion.quantity.figure.unit(), Unit::Count(word) if word.ends_with(POINTS))
}

impl Reader<'_> {
    /// States by how many points the share or rate told before, or the one named, has changed. It is a
    /// count of points, which no amount proves. `None` where neither is told.
    pub(super) fn state_points(
        &mut self,
        occasion: &Occasion<'_>,
        sentence: &Sentence,
    ) -> Option<ClaimKind> {
        let change = change::change(&occasion.lead).filter(|change| change.object.is_empty())?;
        let named = without_comparison(&change.before, self.year);
        let named = subject::named(&named, self.bodies);
        let told = self.found.last().filter(|last| {
            let rate = [ClaimKind::SharePercent, ClaimKind::DeltaPercent];
            rate.contains(&last.claim.kind) && last.claim.sentence == self.sentence
        });
        let bare = named.is_empty() || RATES.contains(&named.as_str());
        let subject = match told.filter(|_| bare) {
            Some(rate) if rate.claim.kind == ClaimKind::SharePercent => rate.claim.subject.clone(),
            Some(rate) => format!("{}{named}", rate.stem),
            // 公务接待费占比较上年下降5个百分点: the item stands before the rate.
            None if !bare => named,
            None => return None,
        };
        if let Some(found) = comparison::find(&occasion.between, self.year) {
            self.paragraph.base = found.year.or(self.paragraph.base);
        }
        let said = Said::new(ClaimKind::Count, "").changed(change.direction);
        self.push(
            &said,
            occasion,
            (subject, String::new()),
            (None, None),
            sentence,
        );
        Some(ClaimKind::SharePercent)
    }
}
