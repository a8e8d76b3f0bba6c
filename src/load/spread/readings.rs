//! Other readings of the bands of a page: which are one column, and which digits are figures.

use crate::load::spread::bands::{Band, Token};
use crate::load::spread::places::Column;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// Digits of a section or an item without those before them.
const LEVEL: usize = 2;

/// Amounts without decimals may have as many digits as codes: right of all words they are none.
pub(in crate::load) fn figures_behind_words(bands: &[Band]) -> Vec<Band> {
    let words = bands.iter().rposition(|band| !band.numeric);
    let mut bands = bands.to_vec();
    let behind = bands.iter_mut().skip(words.map_or(0, |at| at + 1));
    behind.for_each(|band| band.codes = false);
    bands
}

/// The row of the total prints something in every column of figures that prints anything: where it
/// prints as many figures as there are columns, bare digits in other bands are words.
pub(in crate::load) fn figures_of_totals(
    bands: &[Band],
    rows: &[Vec<Token>],
    figures: usize,
) -> Option<Vec<Band>> {
    let vocabulary = Vocabulary::embedded();
    let total = rows.iter().find(|row| {
        let kind = |token: &Token| vocabulary.row_kind(&token.piece.text);
        row.iter().any(|token| kind(token) == Some(RowKind::Total))
    })?;
    let printed = |band: &Band| {
        let mut numbers = total.iter().filter(|token| token.numeric);
        numbers.any(|token| band.touches(token.from, token.to))
    };
    let is_figures = |band: &Band| band.numeric && !band.codes;
    let own = bands
        .iter()
        .filter(|band| is_figures(band) && printed(band));
    if own.count() != figures {
        return None;
    }
    let mut bands = bands.to_vec();
    for band in bands
        .iter_mut()
        .filter(|band| is_figures(band) && !printed(band))
    {
        let mut own = rows
            .iter()
            .flatten()
            .filter(|token| token.numeric && band.touches(token.from, token.to));
        if own.any(|token| !token.piece.text.bytes().all(|byte| byte.is_ascii_digit())) {
            return None;
        }
        band.numeric = false;
    }
    // They and the words beside them may share one column.
    let mut kept: Vec<Band> = Vec::with_capacity(bands.len());
    for band in bands {
        match kept.last_mut() {
            Some(last) if !last.numeric && !band.numeric && band.from <= last.to + 1 => {
                last.to = last.to.max(band.to);
            }
            _ => kept.push(band),
        }
    }
    Some(kept)
}

/// Names in the middle of their column and indented codes may touch no other: neighbours of one
/// sort that never print on one line are one column, unless they stand below words of two. Digits of
/// one level of a code are in the column of that level, if no row prints those above it.
pub(in crate::load) fn merged(
    bands: Vec<Band>,
    rows: &[Vec<Token>],
    columns: &[Column],
) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::with_capacity(bands.len());
    let codes: Vec<Band> = bands.iter().filter(|band| band.codes).cloned().collect();
    let levels = columns.iter().any(Column::is_level_of_codes);
    let is_level = |band: &Band| {
        let tokens = rows.iter().flatten().filter(|token| token.numeric);
        let mut own = tokens.filter(|token| band.touches(token.from, token.to));
        levels && own.all(|token| token.piece.text.len() == LEVEL)
    };
    let below = |band: &Band| {
        let mut over = (0..columns.len()).filter(|&at| {
            let column = columns.get(at);
            column.is_some_and(|column| band.touches(column.from, column.to))
        });
        over.next().filter(|_| over.next().is_none())
    };
    for band in bands {
        let own = below(&band).filter(|_| !band.numeric);
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
                    && (!band.numeric || last.codes && band.codes && !is_level(&band))
                    && !together(last)
                    && !over_codes(last)
                    && own.is_none_or(|own| below(last).is_none_or(|other| other == own)) =>
            {
                last.from = last.from.min(band.from);
                last.to = last.to.max(band.to);
            }
            _ => kept.push(band),
        }
    }
    kept
}
