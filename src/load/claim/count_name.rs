//! What a count is said of: the words before it, the thing named behind it, or what was counted before it.

use super::counted::{self, counted, is_verb, joins_counts, leaves_name_open};
use super::frame::{Reader, Stated};
use super::occasion::Occasion;
use super::said::Said;
use crate::model::{ClaimKind, Direction, Unit};

/// Words for those that there are, beside those that may be.
const ACTUAL: [&str; 4] = ["实有", "现有", "实有人数", "实际"];

impl Reader<'_> {
    /// What a count is said of where its own words, given, leave that open; those words otherwise.
    pub(super) fn count_named(
        &self,
        said: &Said,
        occasion: &Occasion<'_>,
        own: String,
    ) -> Result<String, String> {
        let beside = occasion.before == Some(ClaimKind::Count);
        // 下属1家行政单位和2家事业单位: what stands before the second figure was counted by the first.
        let own = if joins_counts(occasion, &own) {
            String::new()
        } else {
            own
        };
        // 实有在编人数为学前教职工3人: what follows 为 is who is counted.
        let own = match own.rsplit_once("数为") {
            Some((_, who)) if !who.is_empty() => who.to_owned(),
            _ => own,
        };
        if let Some(named) = counted::named_behind(occasion, &own) {
            return Ok(named);
        }
        // 26个村民小组，4298户，16779人: households and people are none of the things counted before.
        if own.is_empty()
            && beside
            && counted(occasion).is_empty()
            && let Some(named) = self.dwellers(occasion)
        {
            return Ok(named.to_owned());
        }
        // 在职职工46人，比上年减少3人: fewer of those counted before.
        let last = self.found.last();
        let last = last.filter(|last| last.claim.kind == ClaimKind::Count);
        let compared = |last: &&Stated| said.direction != Direction::None || last.elsewhere;
        let named = last.filter(compared).map(|last| &last.stem);
        let named = named.map(|stem| match stem.as_str() {
            "" => &self.paragraph.stem,
            _ => stem,
        });
        if own.is_empty()
            && let Some(named) = named.filter(|named| !named.is_empty())
            && counted(occasion).is_empty()
        {
            return Ok(named.clone());
        }
        if !leaves_name_open(&own) {
            return Err(own);
        }
        let behind = counted(occasion);
        // 购置0辆公务接待费4.5万元: what stands behind is what the next figure is said of.
        let next = is_verb(&own) && occasion.is_followed_by_figure();
        let named = format!("{own}{}", if next { "" } else { behind.as_str() });
        // 编制20人，实有18人: of another count than the one before.
        let actual = ACTUAL.contains(&occasion.lead.as_str());
        let named = if actual {
            occasion.lead.clone()
        } else if !named.is_empty() {
            named
        } else if beside && self.sums_counts(occasion) {
            // 民警42人、工人6人、辅警27人，共计75人: of all of them, not of the last.
            occasion.lead.clone()
        } else if beside {
            // 出国团组1个、累计3人次
            self.paragraph.stem.clone()
        } else {
            occasion.lead.clone()
        };
        if named.is_empty() {
            Err(own)
        } else {
            Ok(named)
        }
    }

    /// Whether the words before a count only add up: at least two of its unit were counted one after the
    /// other right before it.
    fn sums_counts(&self, occasion: &Occasion<'_>) -> bool {
        const SUMS: [&str; 4] = ["共计", "总计", "一共", "共"];
        let people =
            |unit: &Unit| matches!(unit, Unit::Count(of) if matches!(&**of, "人" | "名" | "位"));
        let unit = occasion.quantity.figure.unit();
        let before = self.found.iter().rev().take(2).filter(|stated| {
            let of = stated.claim.figure.unit();
            let here = stated.claim.sentence == self.sentence;
            let alike = of == unit || people(of) && people(unit);
            here && alike && stated.claim.kind == ClaimKind::Count
        });
        SUMS.contains(&occasion.lead.as_str()) && before.count() == 2
    }

    /// The plain word for those who dwell in what was counted before, or whose households were.
    fn dwellers(&self, occasion: &Occasion<'_>) -> Option<&'static str> {
        let unit = |unit: &Unit, word: &str| matches!(unit, Unit::Count(of) if &**of == word);
        let figure = occasion.quantity.figure.unit();
        let last = self.found.last()?;
        let households = unit(last.claim.figure.unit(), "户");
        if unit(figure, "户") {
            Some("户数")
        } else {
            (unit(figure, "人") && households).then_some("人口")
        }
    }
}
