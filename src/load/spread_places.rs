//! Which columns of a header the bands of figures and words belong to, where that is certain.

use super::header::{Leaf, is_index_line};
use super::header_cut;
use super::header_words;
use super::line::TextLine;
use super::spread_bands::{Band, Scale, Token, tokens_of};
use super::spread_header;
use super::vocabulary::{Stub, Vocabulary};
use crate::model::ValueKind;

/// How far from its column a word may stand that touches none.
const NEAR: u32 = 6;
/// Digits of the highest running number of a row.
const WIDEST_ORDINAL: u32 = 3;

/// A column: what its header says, and the room its body takes.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) path: Vec<String>,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) bands: Vec<Band>,
}

/// The columns a header names. Where the vocabulary understands all its words, their tree is taken
/// from there.
#[must_use]
pub(super) fn named(
    head: &[TextLine],
    scale: Scale,
    bands: &[Band],
    vocabulary: &Vocabulary,
) -> Vec<Column> {
    let head: Vec<TextLine> = head
        .iter()
        .filter(|line| !is_index_line(line))
        .cloned()
        .collect();
    let words = tokens_of(&head, scale);
    let stacks = spread_header::stacks(&words, bands, vocabulary);
    let text: Vec<&str> = words
        .iter()
        .flatten()
        .map(|token| token.piece.text.as_str())
        .collect();
    let (cut, unknown) = header_cut::cut(&text.join(" "), vocabulary);
    let tree = header_words::assemble(&cut, vocabulary);
    let alike = tree.leaves.len() == stacks.len()
        && tree
            .leaves
            .iter()
            .zip(&stacks)
            .all(|(leaf, stack)| leaf.path.last() == stack.path.last());
    let understood = unknown == 0 && !tree.doubtful && alike;
    let paths = understood.then(|| tree.leaves.into_iter().map(|leaf| leaf.path));
    let mut paths = paths.into_iter().flatten();
    stacks
        .into_iter()
        .map(|stack| Column {
            path: paths.next().unwrap_or(stack.path),
            from: stack.from,
            to: stack.to,
            bands: Vec::new(),
        })
        .collect()
}

/// Gives every band its column, or nothing where that is not certain.
pub(super) fn assign(
    columns: &mut [Column],
    bands: Vec<Band>,
    rows: &[Vec<Token>],
    vocabulary: &Vocabulary,
) -> Option<()> {
    let fewer = merged(bands.clone(), rows);
    let sorts: Vec<Sort> = columns
        .iter()
        .map(|column| column.sort(vocabulary))
        .collect();
    let (places, bands) = [fewer, bands]
        .into_iter()
        .find_map(|bands| Some((places(columns, &sorts, &bands)?, bands)))?;
    for column in columns.iter_mut() {
        column.bands.clear();
    }
    for (at, band) in places.into_iter().zip(bands) {
        columns.get_mut(at)?.bands.push(band);
    }
    Some(())
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
    let mut found: Vec<usize> = if printed.len() == figures.len() {
        figures
    } else if unknown {
        return None;
    } else {
        let places = printed.iter().map(|band| room_of(band, columns, &figures));
        places.collect::<Option<_>>()?
    };
    found.reverse();
    let codes = of(|sort| sort == Sort::Codes);
    let names = of(|sort| matches!(sort, Sort::Names | Sort::Words));
    let mut places: Vec<usize> = Vec::with_capacity(bands.len());
    for band in bands {
        let at = if band.numeric && !band.codes {
            found.pop()?
        } else if band.codes {
            nearest(band, columns, &codes)?
        } else {
            // 合计 in the column of codes.
            let mut coded = bands
                .iter()
                .filter(|other| other.codes && other.touches(band.from, band.to));
            match coded.next() {
                Some(coded) if band.to <= coded.to => nearest(coded, columns, &codes)?,
                _ => nearest(band, columns, &names)?,
            }
        };
        places.push(at);
    }
    let rising = places.windows(2).all(|pair| pair.first() <= pair.last());
    let shared = |pair: (&Band, &Band)| pair.0.numeric && pair.1.numeric;
    let twice = places.windows(2).zip(bands.windows(2)).any(|(places, bands)| {
        matches!((places, bands), ([a, b], [one, other]) if a == b && shared((one, other)))
    });
    (rising && !twice).then_some(places)
}

fn nearest(band: &Band, columns: &[Column], among: &[usize]) -> Option<usize> {
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

/// Names in the middle of their column and indented codes may touch no other: neighbours of one
/// sort that never print on one line are one column.
fn merged(bands: Vec<Band>, rows: &[Vec<Token>]) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::with_capacity(bands.len());
    let codes: Vec<Band> = bands.iter().filter(|band| band.codes).cloned().collect();
    for band in bands {
        // 合计 may stand in a cell that covers codes too.
        let over_codes = |other: &Band| {
            let covers = |codes: &&Band| codes.touches(band.from, band.to) && codes.from > other.to;
            !band.numeric && codes.iter().any(|codes| covers(&codes))
        };
        let together = |other: &Band| {
            rows.iter().any(|row| {
                let prints = |band: &Band| {
                    row.iter().any(|token| {
                        token.numeric == band.numeric && band.touches(token.from, token.to)
                    })
                };
                prints(other) && prints(&band)
            })
        };
        match kept.last_mut() {
            Some(last)
                if last.numeric == band.numeric
                    && (!band.numeric || last.codes && band.codes)
                    && !together(last)
                    && !over_codes(last) =>
            {
                last.from = last.from.min(band.from);
                last.to = last.to.max(band.to);
            }
            _ => kept.push(band),
        }
    }
    kept
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
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
    /// A page of another scale: nothing can be told from where the columns stood before.
    pub(super) fn forget_room(&mut self) {
        self.bands.clear();
        (self.from, self.to) = (0, 0);
    }

    pub(super) fn sort(&self, vocabulary: &Vocabulary) -> Sort {
        let leaf = Leaf::new(self.path.clone(), vocabulary);
        match (leaf.stub, leaf.kind) {
            (Some(Stub::Ordinal), _) => Sort::Ordinal,
            (Some(Stub::Name | Stub::LabelName), _) => Sort::Names,
            (Some(_), _) => Sort::Codes,
            (None, Some(ValueKind::Text)) => Sort::Words,
            (None, Some(_)) => Sort::Figures,
            (None, None) => Sort::Unknown,
        }
    }
}

/// The column a word or figure stands in.
pub(super) fn column_of(columns: &[Column], token: &Token) -> Option<usize> {
    let bands = || {
        let all = columns.iter().enumerate();
        all.flat_map(|(at, column)| column.bands.iter().map(move |band| (at, band)))
            .filter(|(_, band)| band.numeric == token.numeric)
    };
    let mut touched = bands().filter(|(_, band)| band.touches(token.from, token.to));
    match (touched.next(), touched.next()) {
        (Some((at, _)), None) => Some(at),
        (Some(_), Some(_)) => None,
        _ => bands()
            .map(|(at, band)| (distance(band, token), at))
            .min()
            .filter(|(distance, _)| *distance <= NEAR && !token.numeric)
            .map(|(_, at)| at),
    }
}

fn distance(band: &Band, token: &Token) -> u32 {
    band.from.saturating_sub(token.to) + token.from.saturating_sub(band.to)
}
