//! The earlier year that a sentence goes on telling of: the parts of an amount of that year, and what a list begun with that year names.

use super::frame::Reader;
use super::occasion::Occasion;
use super::phrase;
use super::said::Said;
use crate::model::ClaimKind;

/// Words for the year of the document.
const OWN: [&str; 5] = ["今年", "本年", "当年", "本期", "目前"];

/// What is carried over from a year is money of the next one.
const CARRIED: [&str; 5] = ["结转", "结余", "末", "底", "结存"];

impl Reader<'_> {
    /// 2021年“三公”经费支出9万元，其中：甲5万元: the parts are of that year, too. 2021年“三公”经费预算中，甲5万元，
    /// 乙4万元; 2021年预算数5万元、决算数4万元: so is what the list goes on with, up to the next year named.
    pub(super) fn year_told(
        &mut self,
        said: &Said,
        occasion: &Occasion<'_>,
        whole: Option<usize>,
    ) -> Option<u16> {
        if occasion.before.is_none() {
            self.paragraph.told_year = self.year_begun(occasion);
        } else if phrase::last_year(&occasion.between).is_some()
            || occasion.between.contains(['；', '。'])
            || OWN.iter().any(|own| occasion.between.contains(own))
            || self.paragraph.explaining
        {
            self.paragraph.told_year = None;
        }
        let amount = said.kind == ClaimKind::Amount && !said.elsewhere;
        let dated = said.other_year.is_some() || phrase::last_year(&occasion.lead).is_some();
        if !amount || dated || OWN.iter().any(|own| occasion.lead.contains(own)) {
            return None;
        }
        let whole = whole.and_then(|whole| self.found.get(whole));
        whole.map_or(self.paragraph.told_year, |whole| whole.claim.base_year)
    }

    /// The earlier year that a sentence begins with, of its first amount or of what its first clause divides.
    fn year_begun(&self, occasion: &Occasion<'_>) -> Option<u16> {
        let words = phrase::ordinal(&occasion.between).1;
        let year =
            phrase::year_first(words).filter(|&year| self.year.is_some_and(|own| year < own))?;
        let clause = words.split(['，', '：']).next()?;
        let divides = clause.len() < words.len() && clause.ends_with('中');
        let first = clause.len() == words.len() && self.earlier_year(&occasion.lead) == Some(year);
        let carried = CARRIED.iter().any(|word| clause.contains(word));
        ((divides || first) && !carried).then_some(year)
    }
}
