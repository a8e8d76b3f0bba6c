//! What a figure was and became: 公务接待费由5.2万元减至4.1万元; 比上年少3辆.

use super::change;
use super::comparison;
use super::frame::Reader;
use super::lexicon::lexicon;
use super::occasion::Occasion;
use super::phrase;
use super::said::{LAST_YEAR, Said, gives_reason, without_comparison};
use crate::model::{ClaimKind, Direction};

impl Reader<'_> {
    /// What the figure told last, from which a change began, has become: no difference.
    pub(super) fn became(&mut self, kind: ClaimKind, lead: &str, item: &str) -> Said {
        let from = self.found.last();
        let from = from.filter(|from| from.elsewhere && from.claim.sentence == self.sentence);
        let mut said = Said::new(kind, from.map_or(item, |from| &from.claim.subject));
        // 上升到2023年的9万元, in a disclosure for 2024
        said.other_year = self.earlier_year(lead);
        said.elsewhere = said.other_year.is_some() || adjusts(lead);
        let year = from.and_then(|from| from.claim.base_year);
        self.paragraph.base = year.or(self.paragraph.base);
        said
    }

    /// Reads either figure of 由5.2万元减至4.1万元: the first is none of this year.
    pub(super) fn became_or_began(
        &mut self,
        occasion: &Occasion<'_>,
        kind: ClaimKind,
    ) -> Option<Said> {
        if becomes(&occasion.lead) {
            return Some(self.became(kind, &occasion.lead, ""));
        }
        let (before, when) = occasion.lead.rsplit_once(['由', '从'])?;
        // 由2023年的11辆减少4辆 tells where a change began, too.
        let behind = occasion.behind();
        let changes = change::change(&behind);
        if !becomes(&behind)
            && !changes.is_some_and(|change| change.before.is_empty() && change.object.is_empty())
        {
            return None;
        }
        let last = LAST_YEAR.iter().find_map(|word| when.strip_prefix(word));
        let last = last.map(|rest| (rest, self.year.map(|year| year - 1)));
        let dated = || Some((when.get("2023年".len()..)?, Some(phrase::year_first(when)?)));
        let (rest, year) = last.or_else(dated).unwrap_or((when, None));
        phrase::is_measure_only(rest).then(|| {
            let mut said = Said::new(kind, before);
            said.elsewhere = true;
            said.other_year = year;
            said
        })
    }
}

/// 减至, 降为, 增加到2023年的: nothing but what a figure became is told behind it.
fn becomes(words: &str) -> bool {
    const SHORT: [&str; 4] = ["增", "减", "降", "升"];
    let Some((verb, rest)) = words.split_once(['至', '到', '为']) else {
        return adjusts(words);
    };
    let year = phrase::year_first(rest).map_or(rest, |_| rest.get("2023年".len()..).unwrap_or(""));
    let changes = lexicon().changes.iter();
    let mut known = changes.filter(|(_, direction)| *direction != Direction::None);
    let known = adjusts(words) || SHORT.contains(&verb) || known.any(|(word, _)| word == verb);
    known && phrase::is_measure_only(year)
}

/// 由100万元调整为120万元: neither is told to be the plan that a table prints.
fn adjusts(words: &str) -> bool {
    ["调整为", "调整至", "调整到"].contains(&words)
}

/// 执法用车2辆，比上年度少3辆; 决算数比预算数多1.3万元: what stands before the comparison, and whether there
/// are fewer or more. Behind the year nothing but a plan or an account is named.
pub(super) fn fewer(lead: &str, year: Option<u16>) -> Option<(&str, Direction)> {
    const WORDS: [(&str, Direction); 4] = [
        ("少", Direction::Down),
        ("少了", Direction::Down),
        ("多", Direction::Up),
        ("多了", Direction::Up),
    ];
    let found = comparison::find(lead, year)?;
    let behind = lead.get(found.end..)?;
    let (measure, direction) = WORDS
        .iter()
        .find_map(|(word, direction)| Some((behind.strip_suffix(word)?, *direction)))?;
    let plain = measure.is_empty() || phrase::is_measure_only(measure);
    Some((lead.get(..found.start)?, direction)).filter(|_| plain)
}

/// Whether nothing but a comparison or a reason stands before a change of things counted.
pub(super) fn adds_things(change: &change::Change, year: Option<u16>) -> bool {
    const OTHER: [char; 4] = ['到', '至', '为', '的'];
    let before = without_comparison(&change.before, year);
    let alone = before.is_empty() || gives_reason(&before) || phrase::is_measure_only(&before);
    alone && change.direction != Direction::None && !change.object.starts_with(OTHER)
}
