//! Parts named by what they are for, and amounts that a sentence leaves out: 其中：30万元用于编制，20万元用于审计; 除…1万元外.

use super::frame::Reader;
use super::occasion::Occasion;
use super::said::Said;
use super::subject;
use super::words::Words;
use crate::model::{ClaimKind, Sentence, Unit};

/// Words that begin a purpose.
const PURPOSES: [&str; 4] = ["用于", "主要用于", "全部用于", "专项用于"];

/// Words that begin what a change or an amount does not count.
const WITHOUT: [&str; 2] = ["除了", "除"];

/// Words that close it.
const OUTSIDE: [&str; 3] = ["外", "以外", "之外"];

/// How far behind its whole the first part stands at most.
const FEW: usize = 24;

impl Reader<'_> {
    /// 资金90万元。其中：30万元用于编制；60万元用于审计: a part without a name of its own is no second figure
    /// for the whole; what it is for names it. `own` is what the words before the figure say.
    pub(super) fn named_by_purpose(
        &self,
        said: &Said,
        occasion: &Occasion<'_>,
        own: &str,
    ) -> Option<String> {
        let listed = self.paragraph.lists.last().copied();
        let level = self.paragraph.level;
        let here = |index: usize| {
            let stated = self.found.get(index);
            stated.is_some_and(|stated| stated.claim.sentence == self.sentence)
        };
        let part = listed.is_some() || level.is_some_and(here);
        let bare = own.is_empty() && ["", "其中", "有", "其中有"].contains(&occasion.lead.as_str());
        (said.kind == ClaimKind::Amount && !said.elsewhere && part && bare)
            .then(|| purpose(occasion))
            .flatten()
    }

    /// 资金60万元。其中：上级补助40万元，30万元用于改造: where the money comes from and what it is for are two
    /// lists of the same amount. Whether the parts told of it so far have names of their own.
    pub(super) fn mixes(&self, whole: usize) -> bool {
        let told = self.found.iter().skip(whole + 1).take(FEW);
        let mut parts = told.filter(|stated| {
            stated.claim.whole == Some(whole) && stated.claim.kind == ClaimKind::Amount
        });
        parts.next().is_some_and(|part| !is_purpose(&part.stem))
    }

    /// 支出5万元，除上年结转1万元外，比上年减少…: states the figure left out; what was spoken of before it goes
    /// on being spoken of.
    pub(super) fn state_left_out(
        &mut self,
        item: &str,
        occasion: &Occasion<'_>,
        sentence: &Sentence,
    ) -> ClaimKind {
        let kind = match occasion.quantity.figure.unit() {
            Unit::Percent => ClaimKind::SharePercent,
            Unit::Count(_) => ClaimKind::Count,
            _ => ClaimKind::Amount,
        };
        let subject = subject::named(item, self.bodies);
        let names = (subject.clone(), subject::stem(&subject));
        let said = Said::new(kind, item);
        self.push(&said, occasion, names, (None, None), sentence);
        kind
    }
}

/// Whether the words behind a figure begin with what it is for.
pub(super) fn begins(words: &Words, at: usize) -> bool {
    PURPOSES.iter().any(|word| words.holds(at, word))
}

/// Whether a purpose is all that names a part.
pub(super) fn is_purpose(stem: &str) -> bool {
    PURPOSES.iter().any(|word| stem.starts_with(word))
}

/// The words from 用于 to the end of the clause, as far as no figure stands in them.
fn purpose(occasion: &Occasion<'_>) -> Option<String> {
    const LONGEST: usize = 40;
    let from = occasion.quantity.end;
    let end = occasion.words.chars.len().min(from + LONGEST);
    let behind = occasion.words.slice(from, end);
    let clause = behind.split(['，', '。', '；']).next()?;
    let clause = clause.split(|c: char| c.is_ascii_digit()).next()?;
    let purpose = PURPOSES.iter().find_map(|word| clause.strip_prefix(word))?;
    (!purpose.is_empty()).then(|| clause.to_owned())
}

/// 除上年结转1万元外，比上年减少…: what a figure in such a bracket of words is said of.
pub(super) fn left_out<'a>(occasion: &'a Occasion<'_>) -> Option<&'a str> {
    let named = WITHOUT
        .iter()
        .find_map(|word| occasion.lead.strip_prefix(word))?;
    let behind = occasion.behind();
    let closes = OUTSIDE.contains(&behind.as_str());
    (closes && occasion.quantity.has_unit && !named.is_empty()).then_some(named)
}
