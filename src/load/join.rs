//! One disclosure published in two files: which explanations belong to which tables, and the two made one.
//!
//! Only content decides, never file names: one file holds statutory tables and next to no running
//! text, the other running text and no table; body, year and stage agree; and the figures of the
//! text are those of the tables. A pair that another file could break stays apart and says so.
//! Decisions: `docs/decisions/two-files.md`.

use std::collections::BTreeSet;

use super::{claim, message};
use crate::model::{
    Amount, Claim, ClaimKind, Disclosure, Place, Problem, ProblemKind, RowRef, Source, Span,
    TableKind,
};

/// Explanations state at least this many times the amounts that the notes of a file of tables do.
const TEXT_OVER_NOTES: usize = 5;

/// From this many different amounts on, a text that is about other figures can be told.
const TELLING: usize = 4;

/// One in so many amounts of the text must be printed in the tables: texts also state those of
/// other years and of single items.
const SHARED: usize = 4;

/// What is to be made one, and what is not although it might be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joins {
    /// Indexes of the file of tables and of the file of text.
    pub pairs: Vec<(usize, usize)>,
    /// Indexes of files that would fit several others, each with the sentence that says so.
    pub open: Vec<(usize, Problem)>,
}

/// Finds the files that are one disclosure.
#[must_use]
pub fn find(disclosures: &[&Disclosure]) -> Joins {
    let of = |wanted: fn(&Disclosure) -> bool| -> Vec<usize> {
        let all = disclosures.iter().enumerate();
        all.filter(|(_, disclosure)| wanted(disclosure))
            .map(|(index, _)| index)
            .collect()
    };
    let (tables, texts) = (of(holds_tables), of(holds_text));
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for &text in &texts {
        for &table in &tables {
            let both = disclosures.get(table).zip(disclosures.get(text));
            if both.is_some_and(|(table, text)| fit(table, text)) {
                edges.push((table, text));
            }
        }
    }
    let degree = |index| {
        let touching = edges.iter().filter(|(a, b)| *a == index || *b == index);
        touching.count()
    };
    let (pairs, open): (Vec<_>, Vec<_>) = edges
        .iter()
        .partition(|(table, text)| degree(*table) == 1 && degree(*text) == 1);
    let involved: BTreeSet<usize> = open.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let sentence = |index: usize| {
        let partners = open.iter().filter_map(|&(table, text)| match index {
            _ if table == index => Some(text),
            _ if text == index => Some(table),
            _ => None,
        });
        let name = |index: usize| disclosures.get(index).map(|d| d.source.name.clone());
        let partners: Vec<String> = partners.filter_map(name).collect();
        message::several_partners(&name(index).unwrap_or_default(), &partners)
    };
    Joins {
        pairs,
        open: involved
            .into_iter()
            .map(|index| (index, sentence(index)))
            .collect(),
    }
}

/// The explanations put behind the tables they explain, and their figures led to them.
#[must_use]
pub fn join(tables: &Disclosure, text: &Disclosure) -> Disclosure {
    let mut whole = tables.clone();
    whole.source = tables.source.followed_by(&text.source);
    let shift = Shift::of(&whole.source, &text.source);
    whole.year = tables.year.or(text.year);
    if text.department.len() > tables.department.len() {
        whole.department.clone_from(&text.department);
    }
    let mut sentences = text.prose.clone();
    for sentence in &mut sentences {
        shift.apply(&mut sentence.place);
        let segments = sentence.segments.iter_mut();
        segments.for_each(|segment| shift.apply(&mut segment.place));
    }
    whole.prose.extend(sentences);
    let mut promised = text.promised.clone();
    for promise in &mut promised {
        shift.apply(&mut promise.place);
    }
    whole.promised.extend(promised);
    // That the text has no tables is no longer so.
    let kept = text.problems.iter();
    let kept = kept.filter(|problem| problem.kind != ProblemKind::NotADisclosure);
    whole.problems.extend(kept.cloned().map(|mut problem| {
        problem
            .place
            .iter_mut()
            .for_each(|place| shift.apply(place));
        problem
    }));
    whole.claims = claim::read(&whole);
    for claim in &mut whole.claims {
        claim.place.page = whole.source.page_at(claim.place.line);
    }
    whole
}

/// How far places move when a text stands behind another.
struct Shift {
    lines: u32,
    bytes: u32,
}

impl Shift {
    fn of(whole: &Source, behind: &Source) -> Self {
        let bytes = whole.text.len() - behind.text.len();
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        Shift {
            lines: whole.line_at(bytes).saturating_sub(1),
            bytes,
        }
    }

    fn apply(&self, place: &mut Place) {
        place.line = place.line.saturating_add(self.lines);
        place.span = Span {
            start: place.span.start.saturating_add(self.bytes),
            end: place.span.end.saturating_add(self.bytes),
        };
    }
}

/// More than one statutory table, and no figures stated beside them but a few in notes.
fn holds_tables(disclosure: &Disclosure) -> bool {
    let statutory = disclosure.tables.iter();
    let statutory = statutory.filter(|table| table.kind != TableKind::Other);
    statutory.take(2).count() == 2 && disclosure.source.parts().is_empty()
}

/// Readable running text of a body and stage, with no table at all.
fn holds_text(disclosure: &Disclosure) -> bool {
    let unreadable = |problem: &Problem| problem.kind == ProblemKind::Unreadable;
    disclosure.tables.is_empty()
        && disclosure.stage.is_some()
        && !disclosure.prose.is_empty()
        && !disclosure.problems.iter().any(unreadable)
}

/// Whether the two are the tables and the text of one disclosure.
fn fit(tables: &Disclosure, text: &Disclosure) -> bool {
    let bodies = alike(&tables.department, &text.department);
    let years = tables.year.is_none() || text.year.is_none() || tables.year == text.year;
    if !bodies || !years || tables.stage != text.stage {
        return false;
    }
    let claims = claim::read(text);
    let stated = amounts(&claims);
    if amounts(&tables.claims).len() * TEXT_OVER_NOTES > stated.len() || stated.is_empty() {
        return false;
    }
    let printed = printed(tables);
    let shared = stated.iter().filter(|amount| printed.contains(amount));
    let agrees = shared.count() * SHARED >= stated.len();
    // Where a name or a year is not printed in full, only the figures can say whose tables they are.
    let named = tables.department == text.department && tables.year == text.year;
    agrees && stated.len() >= TELLING || named && stated.len() < TELLING
}

/// The same name, or one with the place in front that the other leaves out.
fn alike(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    };
    !shorter.is_empty() && longer.ends_with(shorter)
}

/// The different sums of money that sentences state, zero aside.
fn amounts(claims: &[Claim]) -> BTreeSet<Amount> {
    claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Amount && claim.figure.unit().is_money())
        .filter_map(|claim| claim.figure.amount())
        .filter(|amount| !amount.is_zero())
        .collect()
}

/// Every sum of money the tables print.
fn printed(disclosure: &Disclosure) -> BTreeSet<Amount> {
    let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(RowRef::cells)
        .filter_map(|cell| cell.figure())
        .filter(|figure| figure.unit().is_money())
        .filter_map(|figure| figure.amount())
        .collect()
}
