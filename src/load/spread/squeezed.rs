//! Headers whose words were pushed together: read again from their pieces, or left in doubt.
//!
//! Converters that squeeze lines print the words of a header one blank apart, wherever their columns
//! stand below. Words are then joined to those of other columns.

use crate::load::header;
use crate::load::header::pieces::{Pieces, Room, Word};
use crate::load::header::places::Placed;
use crate::load::header::shape::is_askew;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::spread::bands::{Scale, Token, tokens_of};
use crate::load::spread::places::{Column, Sort};
use crate::load::vocabulary::Vocabulary;

/// Columns of unknown wording beside each other are no wording of this one document.
const FEWEST_STRANGE: usize = 2;
/// Characters that are the rest of a word, not a short one of their own.
const SHORTEST_REST: usize = 3;
/// The part of its length by which the figures overhang a header that was squeezed.
const SQUEEZED: u32 = 8;

/// Other readings of a header whose words mean nothing where they stand: as its pieces join to words
/// of the vocabulary. Each column stands where the pieces of its word are printed.
pub(in crate::load) fn readings(
    header: &[TextLine],
    scale: Scale,
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> Vec<Vec<Column>> {
    let paths: Vec<&[String]> = columns
        .iter()
        .map(|column| column.path.as_slice())
        .collect();
    if !columns.iter().any(|column| is_strange(column, vocabulary)) && !is_askew(&paths) {
        return Vec::new();
    }
    let pieces = Pieces::of(header, vocabulary);
    if !pieces.measures.is_empty() {
        return in_any_place(header, vocabulary);
    }
    let tokens = tokens_of(header, scale);
    let token = |start: &u32| {
        let around = |token: &&Token| {
            let span = token.piece.span;
            (span.start..span.end).contains(start)
        };
        tokens.iter().flatten().find(around)
    };
    let places = |line: &Vec<u32>| -> Option<Vec<&Token>> { line.iter().map(token).collect() };
    let Some(places) = pieces
        .starts()
        .iter()
        .map(places)
        .collect::<Option<Vec<_>>>()
    else {
        return Vec::new();
    };
    let room = |line: &Vec<&Token>| line.iter().map(|token| (token.from, token.to)).collect();
    let rooms: Vec<Vec<Room>> = places.iter().map(room).collect();
    let mut found: Vec<Vec<Column>> = Vec::new();
    for words in pieces.joined_near(Some(&rooms), vocabulary) {
        let own = |word: &Word| -> Vec<&Token> {
            let at = |&(line, at): &(usize, usize)| places.get(line)?.get(at).copied();
            word.pieces.iter().filter_map(at).collect()
        };
        let placed = |word: &Word| Placed {
            text: header::tiers::full(&word.text, vocabulary),
            room: (
                own(word).iter().map(|token| token.from).min().unwrap_or(0),
                own(word).iter().map(|token| token.to).max().unwrap_or(0),
            ),
            pieces: word.pieces.clone(),
        };
        let placed: Vec<Placed> = words.iter().map(placed).collect();
        let Some(tree) = header::places::columns(&placed, vocabulary) else {
            continue;
        };
        let mut columns: Vec<Column> = Vec::with_capacity(tree.len());
        for (mut path, at) in tree {
            let (Some(word), Some(place)) = (words.get(at), placed.get(at)) else {
                continue;
            };
            // 购置费 stays as it is printed.
            if let Some(last) = path.last_mut() {
                last.clone_from(&word.text);
            }
            let mut column = Column::without_room(path);
            (column.from, column.to) = place.room;
            column.firm = own(word).iter().all(|token| token.apart);
            columns.push(column);
        }
        let rising = columns.windows(2).all(|pair| match pair {
            [one, other] => one.from < other.from,
            _ => true,
        });
        // Columns in another order than their words stand nowhere in particular.
        if !rising {
            columns.iter_mut().for_each(Column::forget_room);
        }
        let same = |other: &Vec<Column>| {
            other
                .iter()
                .map(|column| &column.path)
                .eq(columns.iter().map(|column| &column.path))
        };
        if !found.iter().any(same) {
            found.push(columns);
        }
    }
    found.retain(|columns| {
        let paths: Vec<&[String]> = columns
            .iter()
            .map(|column| column.path.as_slice())
            .collect();
        !is_askew(&paths)
    });
    let fewest = found.iter().map(Vec::len).min();
    found.retain(|columns| Some(columns.len()) == fewest);
    if found.is_empty() {
        return in_any_place(header, vocabulary);
    }
    found
}

/// The readings of a header whose columns are known by their order alone.
fn in_any_place(header: &[TextLine], vocabulary: &Vocabulary) -> Vec<Vec<Column>> {
    let mut found: Vec<Vec<Vec<String>>> = Vec::new();
    for reading in header::tiers::read(header, vocabulary) {
        let Some(leaves) = plain::tiers::leaves(&reading, vocabulary) else {
            continue;
        };
        let paths: Vec<Vec<String>> = leaves.into_iter().map(|leaf| leaf.path).collect();
        if !found.contains(&paths) {
            found.push(paths);
        }
    }
    let columns = |paths: Vec<Vec<String>>| paths.into_iter().map(Column::without_room).collect();
    found.into_iter().map(columns).collect()
}

/// Whether words of a column of figures may belong to others.
pub(in crate::load) fn is_in_doubt(
    columns: &[Column],
    sorts: &[Sort],
    vocabulary: &Vocabulary,
) -> bool {
    let strange = columns.iter().zip(sorts).filter(|(column, sort)| {
        matches!(sort, Sort::Figures | Sort::Unknown) && is_strange(column, vocabulary)
    });
    let strange: Vec<&Column> = strange.map(|(column, _)| column).collect();
    strange.len() >= FEWEST_STRANGE && (is_squeezed(columns) || is_torn(&strange, vocabulary))
}

/// Whether the beginning of a word and its rest stand in different columns.
fn is_torn(columns: &[&Column], vocabulary: &Vocabulary) -> bool {
    let pieces = |column: &Column| -> Vec<String> {
        let unknown = |word: &&String| header::cut::cut(word, vocabulary).1 > 0;
        let long = |word: &&String| word.chars().count() >= SHORTEST_REST;
        column
            .path
            .iter()
            .filter(long)
            .filter(unknown)
            .cloned()
            .collect()
    };
    let pieces: Vec<Vec<String>> = columns.iter().map(|column| pieces(column)).collect();
    pieces.iter().enumerate().any(|(at, own)| {
        let others = pieces.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others = others.flat_map(|(_, other)| other);
        others.any(|rest| own.iter().any(|word| vocabulary.joins(word, rest)))
    })
}

fn is_strange(column: &Column, vocabulary: &Vocabulary) -> bool {
    let known = |word: &String| header::cut::cut(word, vocabulary).1 == 0;
    column.path.is_empty() || !column.path.iter().all(known)
}

/// Whether the words of the header end far left of the figures.
fn is_squeezed(columns: &[Column]) -> bool {
    let header = columns.iter().map(|column| column.to).max().unwrap_or(0);
    let bands = columns.iter().flat_map(|column| &column.bands);
    let figures = bands.filter(|band| band.numeric).map(|band| band.to).max();
    figures.is_some_and(|figures| figures > header + header / SQUEEZED)
}
