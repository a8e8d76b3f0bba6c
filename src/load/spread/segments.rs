//! Which columns codes and words take: those between the columns of the figures beside them.
//!
//! Where the columns of the figures are known, codes and words stand in the columns between them.
//! That leaves little choice, also on pages whose header is not repeated and whose scale is another.

use crate::load::spread::bands::{Band, Token};
use crate::load::spread::places::{Column, Sort, is_words, nearest};
use crate::load::vocabulary::Vocabulary;

/// The columns of the bands of codes and words, given those of the bands of figures.
pub(in crate::load) fn places(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
    figures: &[usize],
) -> Option<Vec<usize>> {
    let mut figures = figures.iter().copied();
    let mut first = 0;
    let mut named = Vec::new();
    for segment in bands.split(|band| !is_words(&band)) {
        let last = figures.next().unwrap_or(columns.len());
        named.extend(within(columns, sorts, segment, first..last)?);
        first = last + 1;
    }
    Some(named)
}

/// The columns of neighbouring bands among the columns between two of figures.
fn within(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
    range: std::ops::Range<usize>,
) -> Option<Vec<usize>> {
    let of = |wanted: fn(Sort) -> bool| -> Vec<usize> {
        let sort = |at: &usize| sorts.get(*at).is_some_and(|&sort| wanted(sort));
        range.clone().filter(sort).collect()
    };
    let codes = of(|sort| sort == Sort::Codes);
    let words = of(|sort| matches!(sort, Sort::Names | Sort::Words));
    let (coded, others): (Vec<&Band>, Vec<&Band>) = bands.iter().partition(|band| band.codes);
    let used = |at: &usize| columns.get(*at).is_some_and(Column::was_used);
    let used: Vec<usize> = codes.iter().copied().filter(used).collect();
    let coded_at = in_order(&coded, columns, &[&used, &codes])?;
    // 合计 in the column of codes.
    let over = |band: &Band| {
        let middle = (band.from + band.to) / 2;
        coded
            .iter()
            .position(|codes| codes.touches(middle, middle + 1) && band.to <= codes.to)
    };
    let apart: Vec<&Band> = others
        .into_iter()
        .filter(|band| over(band).is_none())
        .collect();
    let ordered = in_order(&apart, columns, &[&words]);
    // Where codes name the rows, the column of other words changes nothing for the figures.
    let coded_rows = matches!(sorts.first(), Some(Sort::Codes | Sort::Ordinal));
    let no_names = coded_rows && words.iter().all(|&at| sorts.get(at) == Some(&Sort::Words));
    let any = || Some(vec![*words.first().filter(|_| no_names)?; apart.len()]);
    let apart_at = ordered.or_else(any)?;
    let (mut coded_left, mut apart_left) = (coded_at.iter(), apart_at.iter());
    let mut places = Vec::with_capacity(bands.len());
    for band in bands {
        places.push(match (band.codes, over(band)) {
            (true, _) => *coded_left.next()?,
            (false, Some(at)) => *coded_at.get(at)?,
            (false, None) => *apart_left.next()?,
        });
    }
    let rising = places.windows(2).all(|pair| pair.first() <= pair.last());
    rising.then_some(places)
}

/// As many bands as one of the sets has columns stand in their order; others in the nearest column.
fn in_order(bands: &[&Band], columns: &[Column], sets: &[&[usize]]) -> Option<Vec<usize>> {
    if let Some(all) = sets.iter().find(|set| set.len() == bands.len()) {
        return Some(all.to_vec());
    }
    let among = sets.last()?;
    bands
        .iter()
        .map(|band| nearest(band, columns, among))
        .collect()
}

/// Whether every column of codes and words has a band of its own, and each stands nearest to it.
/// Totals stand in the middle of cells merged over several columns, also above figures, and tell of
/// no column; where two words stand apart in the room of one, their rooms are not known.
#[must_use]
pub(in crate::load) fn are_all_their_own(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
    rows: &[Vec<Token>],
) -> bool {
    let figures = |at: &usize| matches!(sorts.get(*at), Some(Sort::Figures | Sort::Unknown));
    let words = (0..columns.len()).filter(|at| !figures(at));
    let own: Vec<&Band> = bands.iter().filter(is_words).collect();
    let vocabulary = Vocabulary::embedded();
    let named = |band: &&Band| {
        let tokens = rows.iter().flatten();
        let mut inside = tokens.filter(|token| band.touches(token.from, token.to));
        inside.any(|token| vocabulary.row_kind(&token.piece.text).is_none())
    };
    let single = |band: &&Band| {
        rows.iter().all(|row| {
            let inside = row
                .iter()
                .filter(|token| !token.numeric && band.touches(token.from, token.to));
            !inside.skip(1).any(|token| token.apart)
        })
    };
    let crosses = |band: &&Band| {
        let mut others = bands.iter().filter(|other| !is_words(other));
        others.any(|other| other.touches(band.from, band.to))
    };
    let places = places_of_words(columns, sorts, &own);
    places.is_some_and(|places| places.into_iter().eq(words))
        && !own.iter().any(crosses)
        && own.iter().all(named)
        && own.iter().all(single)
}

/// The nearest column that can hold each band of codes or words.
pub(in crate::load) fn places_of_words(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[&Band],
) -> Option<Vec<usize>> {
    let of = |wanted: fn(Sort) -> bool| -> Vec<usize> {
        (0..sorts.len())
            .filter(|&at| sorts.get(at).is_some_and(|&sort| wanted(sort)))
            .collect()
    };
    let codes = of(|sort| sort == Sort::Codes);
    let names = of(|sort| matches!(sort, Sort::Names | Sort::Words));
    let place = |band: &&Band| {
        if band.codes {
            return nearest(band, columns, &codes);
        }
        // 合计 in the column of codes.
        let middle = (band.from + band.to) / 2;
        let mut coded = bands
            .iter()
            .filter(|other| other.codes && other.touches(middle, middle + 1));
        match coded.next() {
            Some(coded) if band.to <= coded.to => nearest(coded, columns, &codes),
            _ => nearest(band, columns, &names),
        }
    };
    bands.iter().map(place).collect()
}
