//! Which columns of a header the bands of figures and words belong to, where that is certain.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::catalogue;
use crate::load::fold::fold;
use crate::load::header;
use crate::load::header::Leaf;
use crate::load::header::index_line::is_index_line;
use crate::load::line::TextLine;
use crate::load::spread;
use crate::load::spread::bands::{Band, Scale, Token, tokens_of};
use crate::load::spread::heads::Gaps;
use crate::load::spread::open::{Open, columns_above, nearest_columns};
use crate::load::spread::readings::{figures_behind_words, figures_of_totals, merged};
use crate::load::spread::seen::Seen;
use crate::load::spread::segments::places_of_words;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::ValueKind;

/// How far from its column a word may stand that touches none.
const NEAR: u32 = 6;
/// Digits of the highest running number of a row.
const WIDEST_ORDINAL: u32 = 3;

/// A column: what its header says, and the room its body takes.
#[derive(Debug, Clone)]
pub(in crate::load) struct Column {
    pub(in crate::load) path: Vec<String>,
    pub(in crate::load) from: u32,
    pub(in crate::load) to: u32,
    /// Whether its words begin where they begin on the page: words one blank behind others may
    /// stand farther right there.
    pub(in crate::load) firm: bool,
    pub(in crate::load) bands: Vec<Band>,
    /// Whether the page before printed something in it, where its room is no longer known.
    used: bool,
}

/// The columns a header names. Where the vocabulary understands all its words, their tree is taken
/// from there.
#[must_use]
pub(in crate::load) fn named(
    head: &[TextLine],
    scale: Scale,
    bands: &[Band],
    gaps: Gaps,
    vocabulary: &Vocabulary,
) -> Vec<Column> {
    let (numbers, head): (Vec<TextLine>, Vec<TextLine>) =
        head.iter().cloned().partition(is_index_line);
    let words = tokens_of(&head, scale);
    let numbers: Vec<Token> = tokens_of(&numbers, scale).concat();
    let stacks = spread::heads::stacks(&words, &numbers, bands, gaps, vocabulary);
    let text: Vec<&str> = words
        .iter()
        .flatten()
        .map(|token| token.piece.text.as_str())
        .collect();
    let (cut, unknown) = header::cut::cut(&text.join(" "), vocabulary);
    let tree = header::words::assemble(&cut, vocabulary);
    let alike = tree.leaves.len() == stacks.len()
        && tree
            .leaves
            .iter()
            .zip(&stacks)
            .all(|(leaf, stack)| leaf.path.last() == stack.path.last());
    // The order of the words gives a group printed once over two runs of columns the first of them.
    let shared = tree.leaves.iter().zip(&stacks).any(|(leaf, stack)| {
        let elsewhere = |other: &Leaf| {
            let group = other.path.len() > 1 && other.path.first() == stack.path.first();
            group && other.path.last() == leaf.path.last()
        };
        leaf.path.len() == 1 && stack.path.len() > 1 && tree.leaves.iter().any(elsewhere)
    });
    let understood = unknown == 0 && !tree.doubtful && alike && !shared;
    let paths = understood.then(|| tree.leaves.into_iter().map(|leaf| leaf.path));
    let mut paths = paths.into_iter().flatten();
    stacks
        .into_iter()
        .map(|stack| Column {
            from: stack.from,
            to: stack.to,
            firm: stack.is_firm(),
            path: paths.next().unwrap_or(stack.path),
            bands: Vec::new(),
            used: false,
        })
        .collect()
}

/// Columns of figures hold money where their wording tells nothing else.
pub(in crate::load) fn tell_amounts(leaves: &mut [Leaf], columns: &[Column], sorts: &[Sort]) {
    for ((leaf, column), sort) in leaves.iter_mut().zip(columns).zip(sorts) {
        let figures = |band: &Band| band.numeric && !band.codes;
        let money = *sort == Sort::Figures || column.bands.iter().any(figures);
        if money && leaf.kind.is_none() && leaf.stub.is_none() {
            leaf.kind = Some(ValueKind::Amount);
        }
    }
}

/// Gives every band its column, or nothing where that is not certain. Where only the figures are in
/// question, they get the first columns of figures, which are returned: their order is known, not
/// their columns.
pub(in crate::load) fn assign(
    columns: &mut [Column],
    bands: Vec<Band>,
    rows: &[Vec<Token>],
    seen: &Seen,
    sorts: &[Sort],
) -> Option<Open> {
    let fewer = match spread::segments::are_all_their_own(columns, sorts, &bands, rows) {
        true => bands.clone(),
        false => merged(bands.clone(), rows, columns),
    };
    let named_in_order = |bands: &[&Band], words: &[usize]| {
        if bands.len() == words.len() {
            return Some(words.to_vec());
        }
        let told = |at: &usize| columns.get(*at).is_some_and(Column::has_room);
        let known = !sorts.contains(&Sort::Unknown) && words.iter().all(told);
        known
            .then(|| places_of_words(columns, sorts, bands))
            .flatten()
    };
    let as_figures = [figures_behind_words(&fewer), figures_behind_words(&bands)];
    let figures = sorts.iter().filter(|&&sort| sort == Sort::Figures).count();
    let of_totals = [&fewer, &bands].map(|bands| figures_of_totals(bands, rows, figures));
    let of_totals: Vec<Vec<Band>> = of_totals.into_iter().flatten().collect();
    let both = [fewer, bands];
    let certain = |bands: &Vec<Band>| Some((places(columns, sorts, bands)?, Vec::new()));
    let all_words =
        |bands: &[&Band], words: &[usize]| (bands.len() == words.len()).then(|| words.to_vec());
    let all_in_order = |bands: &Vec<Band>| places_in_order(columns, sorts, bands, &all_words);
    let in_order = |bands: &Vec<Band>| places_in_order(columns, sorts, bands, &named_in_order);
    let by_words = |bands: &Vec<Band>| {
        let named = |bands: &[&Band], words: &[usize]| seen.places(bands, words, rows);
        places_in_order(columns, sorts, bands, &named)
    };
    let found = |bands: &[Vec<Band>], places: &dyn Fn(&Vec<Band>) -> Option<Places>| {
        let mut all = bands.iter();
        all.find_map(|bands| Some((places(bands)?, bands.clone())))
    };
    let ((places, open), bands) = found(&both, &certain)
        .or_else(|| found(&as_figures, &certain))
        .or_else(|| found(&of_totals, &certain))
        .or_else(|| found(both.get(1..)?, &all_in_order))
        .or_else(|| found(&both, &in_order))
        .or_else(|| found(&as_figures, &in_order))
        .or_else(|| found(both.get(1..)?, &by_words))?;
    let nearest = if open.is_empty() {
        None
    } else {
        nearest_columns(columns, sorts, &bands).or_else(|| columns_above(columns, sorts, &bands))
    };
    for column in columns.iter_mut() {
        column.bands.clear();
    }
    for (at, band) in places.into_iter().zip(bands) {
        columns.get_mut(at)?.bands.push(band);
    }
    Some(Open {
        columns: open,
        nearest,
    })
}

/// What each column can hold. Where words and no figures stand below every column of unknown
/// wording, those hold words; a header of which less is told may be read wrongly.
pub(in crate::load) fn sorts_of(
    columns: &[Column],
    bands: &[Band],
    vocabulary: &Vocabulary,
) -> Vec<Sort> {
    let sorts = columns.iter().map(|column| column.sort(vocabulary));
    let sorts: Vec<Sort> = sorts.collect();
    let wordy = |column: &Column| {
        let mut below = bands
            .iter()
            .filter(|band| band.touches(column.from, column.to))
            .peekable();
        below.peek().is_some() && below.all(|band| !band.numeric)
    };
    let mut unknown = columns
        .iter()
        .zip(&sorts)
        .filter(|(_, sort)| **sort == Sort::Unknown);
    if !unknown.all(|(column, _)| wordy(column)) {
        return sorts;
    }
    let told = |sort| match sort {
        Sort::Unknown => Sort::Words,
        sort => sort,
    };
    sorts.into_iter().map(told).collect()
}

/// The columns of the bands, and which of them are not certain.
type Places = (Vec<usize>, Vec<usize>);

/// The columns of bands of words among those that are none of figures.
type Named<'a> = dyn Fn(&[&Band], &[usize]) -> Option<Vec<usize>> + 'a;

/// Codes and words in the columns `named` gives them, and bands of figures in their order: where
/// there are fewer than columns, their order is all that is known.
fn places_in_order(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
    named: &Named<'_>,
) -> Option<Places> {
    let figures = |at: &usize| sorts.get(*at) == Some(&Sort::Figures);
    let (amounts, words): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(figures);
    let is_figures = |band: &&Band| band.numeric && !band.codes;
    let (printed, others): (Vec<&Band>, Vec<&Band>) = bands.iter().partition(is_figures);
    let one_lane = words
        .iter()
        .filter(|&&at| {
            matches!(
                sorts.get(at),
                Some(Sort::Codes | Sort::Names | Sort::Ordinal)
            )
        })
        .all(|at| amounts.first().is_none_or(|first| at < first));
    if printed.is_empty() || printed.len() > amounts.len() || !one_lane {
        return None;
    }
    let mut named = named(&others, &words)?;
    let held = |(band, at): (&&Band, &usize)| sorts.get(*at).is_some_and(|sort| sort.holds(band));
    if !others.iter().zip(&named).all(held) {
        return None;
    }
    let all = printed.len() == amounts.len();
    let open: Vec<usize> = amounts.into_iter().take(printed.len()).collect();
    let mut left: Vec<usize> = open.iter().rev().copied().collect();
    named.reverse();
    let places: Option<Vec<usize>> = bands
        .iter()
        .map(|band| {
            let of = if is_figures(&band) {
                &mut left
            } else {
                &mut named
            };
            of.pop()
        })
        .collect();
    let places = places?;
    let rising = places.windows(2).all(|pair| pair.first() <= pair.last());
    rising.then_some((places, if all { Vec::new() } else { open }))
}

/// The columns of the bands. As many as columns stand in their order. Otherwise figures do, where
/// there are as many of them as columns of figures; where fewer, each must stand in the room of one
/// column. What names the rows stands in the nearest column that can.
fn places(columns: &[Column], sorts: &[Sort], bands: &[Band]) -> Option<Vec<usize>> {
    let in_order = bands.len() == columns.len()
        && bands.iter().zip(sorts).all(|(band, sort)| sort.holds(band));
    if in_order {
        return Some((0..columns.len()).collect());
    }
    if let ([Sort::Ordinal, sorts @ ..], [first, bands @ ..]) = (sorts, bands)
        && first.numeric
        && first.to - first.from <= WIDEST_ORDINAL
    {
        let mut rest = places(columns.get(1..)?, sorts, bands)?;
        rest.iter_mut().for_each(|at| *at += 1);
        rest.insert(0, 0);
        return Some(rest);
    }
    let of = |wanted: fn(Sort) -> bool| -> Vec<usize> {
        (0..sorts.len())
            .filter(|&at| sorts.get(at).is_some_and(|&sort| wanted(sort)))
            .collect()
    };
    let figures = of(|sort| matches!(sort, Sort::Figures | Sort::Unknown));
    let unknown = sorts.contains(&Sort::Unknown);
    let printed: Vec<&Band> = bands
        .iter()
        .filter(|band| band.numeric && !band.codes)
        .collect();
    let ordinals = sorts.iter().filter(|&&sort| sort == Sort::Ordinal).count();
    if ordinals > 0 || printed.len() > figures.len() {
        return None;
    }
    let found: Vec<usize> = if printed.len() == figures.len() {
        figures
    } else if unknown {
        return None;
    } else {
        let places = printed.iter().map(|band| room_of(band, columns, &figures));
        places.collect::<Option<_>>()?
    };
    let words: Vec<&Band> = bands.iter().filter(is_words).collect();
    let nearest = places_of_words(columns, sorts, &words);
    let by_room = nearest.and_then(|named| woven(bands, named, &found));
    let between = || {
        woven(
            bands,
            spread::segments::places(columns, sorts, bands, &found)?,
            &found,
        )
    };
    by_room.or_else(between)
}

/// The columns of all bands, given those of codes and words and those of figures; `None` where they
/// cross, or figures share one.
fn woven(bands: &[Band], mut named: Vec<usize>, figures: &[usize]) -> Option<Vec<usize>> {
    let mut figures: Vec<usize> = figures.iter().rev().copied().collect();
    named.reverse();
    let mut places: Vec<usize> = Vec::with_capacity(bands.len());
    for band in bands {
        let of = if is_words(&band) {
            &mut named
        } else {
            &mut figures
        };
        places.push(of.pop()?);
    }
    let rising = places.windows(2).all(|pair| pair.first() <= pair.last());
    let shared = |pair: (&Band, &Band)| pair.0.numeric && pair.1.numeric;
    let twice = places.windows(2).zip(bands.windows(2)).any(|(places, bands)| {
        matches!((places, bands), ([a, b], [one, other]) if a == b && shared((one, other)))
    });
    (rising && !twice).then_some(places)
}

/// Whether a band holds no figures.
pub(in crate::load) fn is_words(band: &&Band) -> bool {
    !band.numeric || band.codes
}

pub(in crate::load) fn nearest(band: &Band, columns: &[Column], among: &[usize]) -> Option<usize> {
    let told = |at: &usize| columns.get(*at).is_some_and(Column::has_room);
    if among.len() > 1 && !among.iter().all(told) {
        return None;
    }
    let middle = band.from + band.to;
    let distance = |at: &usize| {
        let column = columns.get(*at)?;
        let own = column
            .bands
            .first()
            .map_or((column.from, column.to), |b| (b.from, b.to));
        Some((own.0 + own.1).abs_diff(middle))
    };
    among.iter().copied().min_by_key(|at| distance(at))
}

/// The column of figures in whose room a band stands. Figures stand below the middle of their
/// column's words or right of it; where that and the words they touch say different things, or
/// where the words touch their neighbours and were moved by them, nothing is known.
fn room_of(band: &Band, columns: &[Column], figures: &[usize]) -> Option<usize> {
    let column = |at: usize| columns.get(at);
    let known: Option<usize> = figures.iter().copied().find(|&at| {
        let before = column(at).and_then(|column| column.bands.first());
        before.is_some_and(|before| before.touches(band.from, band.to))
    });
    if let Some(at) = known {
        // A page without a header of its own may be of another scale.
        let before = column(at).and_then(|column| column.bands.first())?;
        return before.shares_an_edge(band).then_some(at);
    }
    let middle = |at: usize| column(at).map_or(0, |column| (column.from + column.to) / 2);
    let below = figures.iter().copied().rfind(|&at| middle(at) < band.to)?;
    let touched = figures
        .iter()
        .copied()
        .filter(|&at| column(at).is_some_and(|column| band.touches(column.from, column.to)));
    let touched: Vec<usize> = touched.collect();
    let agrees = touched.is_empty() || touched == [below];
    let close = column(below).is_some_and(|column| band.from <= column.to + NEAR);
    let alone = |at: usize| {
        let room = column(at).map_or((0, 0), |column| (column.from, column.to));
        columns.iter().enumerate().all(|(other, column)| {
            other == at || column.to + 1 < room.0 || room.1 + 1 < column.from
        })
    };
    (agrees && close && alone(below)).then_some(below)
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Sort {
    Codes,
    Names,
    Ordinal,
    Words,
    Figures,
    Unknown,
}

impl Sort {
    fn holds(self, band: &Band) -> bool {
        match self {
            Sort::Codes => !band.numeric || band.codes,
            Sort::Names => !band.numeric,
            Sort::Figures => band.numeric,
            Sort::Ordinal | Sort::Words | Sort::Unknown => true,
        }
    }
}

impl Column {
    /// A column whose place is not known.
    pub(in crate::load) fn without_room(path: Vec<String>) -> Self {
        Column {
            path,
            from: 0,
            to: 0,
            firm: false,
            bands: Vec::new(),
            used: false,
        }
    }

    /// A page of another scale: nothing can be told from where the columns stood before.
    pub(in crate::load) fn forget_room(&mut self) {
        self.used = !self.bands.is_empty();
        self.bands.clear();
        (self.from, self.to) = (0, 0);
    }

    /// Whether this page or the one before prints something in it.
    pub(in crate::load) fn was_used(&self) -> bool {
        self.used || !self.bands.is_empty()
    }

    pub(in crate::load) fn has_room(&self) -> bool {
        self.from < self.to || !self.bands.is_empty()
    }

    /// Whether it holds the digits of 款 or 项 alone.
    pub(in crate::load) fn is_level_of_codes(&self) -> bool {
        let leaf = Leaf::new(self.path.clone(), Vocabulary::embedded());
        matches!(leaf.stub, Some(Stub::Section | Stub::Item))
    }

    pub(in crate::load) fn sort(&self, vocabulary: &Vocabulary) -> Sort {
        let leaf = Leaf::new(self.path.clone(), vocabulary);
        match (leaf.stub, leaf.kind) {
            (Some(Stub::Ordinal), _) => Sort::Ordinal,
            (Some(Stub::Name | Stub::LabelName), _) => Sort::Names,
            (Some(_), _) => Sort::Codes,
            (None, Some(ValueKind::Text)) => Sort::Words,
            (None, Some(_)) => Sort::Figures,
            (None, None) if self.path.last().is_some_and(|word| is_account(word)) => Sort::Figures,
            (None, None) => Sort::Unknown,
        }
    }
}

/// Whether the catalogue knows the word as the name of an account: 会议费 heads amounts.
fn is_account(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let entries = catalogue::all().flat_map(|(_, entries)| entries);
        entries.map(|entry| fold(entry.name)).collect()
    });
    NAMES.contains(&fold(word))
}

/// The column a word or figure stands in.
pub(in crate::load) fn column_of(columns: &[Column], token: &Token) -> Option<usize> {
    let bands = || {
        let all = columns.iter().enumerate();
        all.flat_map(|(at, column)| column.bands.iter().map(move |band| (at, band)))
            .filter(|(_, band)| band.numeric == token.numeric)
    };
    if let Some((at, _)) = bands().find(|(_, band)| band.owns(token)) {
        return Some(at);
    }
    let touched = bands().filter(|(_, band)| band.touches(token.from, token.to));
    let mut touched: Vec<usize> = touched.map(|(at, _)| at).collect();
    touched.dedup();
    match touched.as_slice() {
        [only] => Some(*only),
        [_, _, ..] => None,
        [] => bands()
            .map(|(at, band)| (distance(band, token), at))
            .min()
            .filter(|(distance, _)| *distance <= NEAR && !token.numeric)
            .map(|(_, at)| at),
    }
}

fn distance(band: &Band, token: &Token) -> u32 {
    band.from.saturating_sub(token.to) + token.from.saturating_sub(band.to)
}
