//! Vehicles, journeys and receptions: counts of the text beside amounts of the “三公” form.

use super::{Facts, ThreePublicItem};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::model::{ClaimKind, Slot, TableKind, Unit};

impl Facts<'_> {
    /// Counts of the text in one of these measures whose words are accepted, of the year itself.
    #[must_use]
    pub fn counted(&self, measures: &[&str], named: impl Fn(&str) -> bool) -> Vec<usize> {
        let claims = self.disclosure.claims.iter().enumerate();
        claims
            .filter(|(_, claim)| claim.kind == ClaimKind::Count)
            .filter(|(_, claim)| match claim.figure.unit() {
                Unit::Count(measure) => measures.contains(&&**measure),
                _ => false,
            })
            .filter(|(index, claim)| named(&claim.subject) && self.is_of_the_year(*index))
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether all of these counts are nothing, and there is at least one.
    #[must_use]
    pub fn all_nothing(&self, counts: &[usize]) -> bool {
        !counts.is_empty() && !counts.iter().any(|&count| self.is_counted(count))
    }

    /// Whether a count is more than nothing.
    #[must_use]
    pub fn is_counted(&self, count: usize) -> bool {
        self.claim(count)
            .is_some_and(|claim| judge::is_something(&claim.figure))
    }

    /// The position of a “三公” item in the one legible table of that kind.
    #[must_use]
    pub fn three_public_item(&self, item: ThreePublicItem) -> Option<Spot> {
        let table = self.only(TableKind::ThreePublic)?;
        let spot = self.three_public_spot(table, item)?;
        self.is_legible(table).then_some(spot)
    }

    /// Whether a position holds nothing: a zero, a dash or a blank.
    #[must_use]
    pub fn holds_nothing(&self, spot: Spot) -> bool {
        match self.slot(spot) {
            Slot::Number(_, figure) => !judge::is_something(&figure),
            Slot::Dash(_) | Slot::Blank => true,
            Slot::Text(_) | Slot::Unknown => false,
        }
    }
}
