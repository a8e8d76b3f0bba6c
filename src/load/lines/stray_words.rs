//! Words of a header that a program drew behind the rows of their page: put back where the sums and the order of the forms bear them out.
//!
//! Spreadsheet programs draw the cells that wrap, or that are merged, after all others. A text in drawing
//! order then prints their words below the last row. Their own order is kept, their places among the other
//! words are not known: all are tried, and where more than one fits nothing is read.

use std::collections::BTreeMap;

use crate::load::blocks::caption::{LineKind, classify};
use crate::load::blocks::draft::is_sentence;
use crate::load::body::Body;
use crate::load::header;
use crate::load::header::account_words;
use crate::load::header::index_line::is_index_line;
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::meaning::year_change;
use crate::load::plain;
use crate::load::plain::levels::Tree;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, Unit};

/// Lines behind the rows of a page that can be words of its header.
const MOST_LINES: usize = 24;
/// From one line to the next where a page ends: at least so many lines are blank.
const PAGE_GAP: u32 = 4;
/// Words of the widest header read so.
const MOST_WORDS: usize = 40;
/// Places of the words that are tried; more tell nothing.
const MOST_PLACES: usize = 600;
/// Different columns that are held against the rows.
const MOST_LAYOUTS: usize = 120;
/// Lines of the body they are held against first.
const LINES_TRIED: usize = 120;

/// Whether words of a header stand behind the rows of a page.
pub(in crate::load) fn are_in(body: &[TextLine], vocabulary: &Vocabulary) -> bool {
    apart(body, vocabulary).is_some()
}

/// Reads header and rows; `None` where no place of the words behind the rows, or more than one, fits.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let (rows, strays) = apart(body, vocabulary)?;
    let header: Vec<TextLine> = header
        .iter()
        .filter(|line| !is_index_line(line))
        .cloned()
        .collect();
    let rows = plain::without_repeats(&header, &rows);
    let tried = rows.get(..LINES_TRIED.min(rows.len()))?;
    let figures = tried.iter().map(plain::dealt::figures_of).max()?;
    let mut found: Option<(bool, Layout)> = None;
    // Whether a line ends within a word is not known where both make words.
    let header_words = line_by_line(&header, vocabulary);
    let header_words = header_words.or_else(|| joined_lines(&header, vocabulary));
    let words = header_words?.concat();
    for cut in [line_by_line, joined_lines] {
        let Some(behind) = cut(&strays, vocabulary) else {
            continue;
        };
        let count: usize = behind.iter().map(Vec::len).sum();
        if words.len() + count > MOST_WORDS {
            continue;
        }
        let lines = plain::levels::starts(&header, &words);
        // Words of one line stand side by side, unless others of their tier were printed between them.
        let apart = behind.concat().into_iter().map(|word| vec![word]).collect();
        let fitting = [behind, apart].iter().find_map(|behind| {
            let trees = trees(&words, &lines, behind, vocabulary);
            only(trees, figures, tried, units, vocabulary)
        });
        // Columns that the widest row fills are told better than those that no row does.
        match (&found, fitting) {
            (Some(one), Some(other)) if one.0 == other.0 && one.1.columns != other.1.columns => {
                return None;
            }
            (Some(one), Some(other)) if other.0 && !one.0 => found = Some(other),
            (None, fitting) => found = fitting,
            _ => {}
        }
    }
    let (_, found) = found?;
    header::forms::borne_out(&rows, found, units, vocabulary)
}

type Groups = Vec<Vec<String>>;

/// The words of every line; `None` where one prints others.
fn line_by_line(lines: &[TextLine], vocabulary: &Vocabulary) -> Option<Groups> {
    let groups = lines.chunks(1).map(|line| {
        let (words, unknown) = header::cut::cut(&plain::header_text(line), vocabulary);
        (unknown == 0 && !words.is_empty()).then_some(words)
    });
    groups.collect()
}

/// The words of lines that end within words, those that begin on one line together.
fn joined_lines(lines: &[TextLine], vocabulary: &Vocabulary) -> Option<Groups> {
    let (words, unknown) = header::cut::cut(&plain::header_text(lines), vocabulary);
    if unknown > 0 || words.is_empty() {
        return None;
    }
    let of = plain::levels::starts(lines, &words);
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (word, line) in words.into_iter().zip(of) {
        found.entry(line).or_default().push(word);
    }
    Some(found.into_values().collect())
}

/// The rows, and the words of the header that stand behind those of a page; each line of words once.
fn apart(body: &[TextLine], vocabulary: &Vocabulary) -> Option<(Vec<TextLine>, Vec<TextLine>)> {
    let text = |line: &TextLine| classify(line, vocabulary) == LineKind::Text;
    let is_word = |line: &TextLine| {
        let figures = line.folded.chars().filter(char::is_ascii_digit).count();
        let year = line.folded.contains('年');
        (figures == 0 || year) && !is_sentence(line) && text(line)
    };
    let number = |line: &TextLine| classify(line, vocabulary) == LineKind::PageNumber;
    let lines: Vec<TextLine> = body.iter().filter(|line| !number(line)).cloned().collect();
    let mut strays: Vec<TextLine> = Vec::new();
    let mut end = lines.len();
    while end > 0 {
        // Where a page ends: no more rows, or the rows of the next page.
        let page = lines.get(..end)?;
        let from = page.windows(2).rposition(|pair| match pair {
            [one, other] => one.page != other.page || other.number >= one.number + PAGE_GAP,
            _ => false,
        });
        let from = from.map_or(0, |at| at + 1);
        let page = page.get(from..)?;
        let run = page.iter().rev().take(MOST_LINES);
        let most = run.take_while(|line| is_word(line)).count();
        let run = (0..=most).rev().find_map(|count| {
            let run = page.get(page.len() - count..)?;
            let (words, unknown) = header::cut::cut(&plain::header_text(run), vocabulary);
            (unknown == 0 && !words.is_empty()).then_some(run)
        });
        if let Some(run) = run.filter(|run| run.len() < page.len()) {
            let known = joined(&strays);
            if !strays.is_empty() && known != joined(run) {
                return None;
            }
            strays = run.to_vec();
        }
        end = from;
    }
    if strays.is_empty() {
        return None;
    }
    // A further page prints them below its own header too.
    let mut rows: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some((line, others)) = rest.split_first() {
        let same = rest.get(..strays.len());
        match same.filter(|same| joined(same) == joined(&strays)) {
            Some(same) => rest = rest.get(same.len()..).unwrap_or(&[]),
            None => {
                rows.push(line.clone());
                rest = others;
            }
        }
    }
    Some((rows, strays))
}

fn joined(lines: &[TextLine]) -> String {
    lines.iter().map(|line| line.folded.as_str()).collect()
}

/// Every tree of the words with those behind the rows in every place.
fn trees(
    words: &[String],
    lines: &[usize],
    behind: &[Vec<String>],
    vocabulary: &Vocabulary,
) -> Vec<Tree> {
    let mut found: Vec<Tree> = Vec::new();
    for places in placements(words.len(), behind.len()) {
        let mut whole: Vec<String> = Vec::with_capacity(words.len() + behind.len());
        let mut of: Vec<usize> = Vec::with_capacity(words.len() + behind.len());
        for at in 0..=words.len() {
            for (_, group) in places.iter().zip(behind).filter(|(place, _)| **place == at) {
                // Between two lines they may be one of their own.
                let before = at.checked_sub(1).and_then(|at| lines.get(at)).copied();
                let line = match (before, lines.get(at)) {
                    (Some(before), Some(&next)) if before == next => 2 * next + 1,
                    (Some(before), _) => 2 * before + 2,
                    (None, _) => 0,
                };
                whole.extend(group.iter().cloned());
                of.extend(group.iter().map(|_| line));
            }
            if let Some((word, line)) = words.get(at).zip(lines.get(at)) {
                whole.push(word.clone());
                of.push(2 * line + 1);
            }
        }
        for tree in plain::levels::trees(&whole, &of, vocabulary).unwrap_or_default() {
            match found.iter_mut().find(|other| other.layout == tree.layout) {
                Some(other) => {
                    other.passed = other.passed.min(tree.passed);
                    other.totals_first |= tree.totals_first;
                }
                None => found.push(tree),
            }
        }
    }
    found
}

/// The places of groups of words, none before the one before it: before which of the other words each stands.
fn placements(words: usize, groups: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..groups {
        let longer = found.iter().flat_map(|places| {
            let from = places.last().copied().unwrap_or(0);
            (from..=words).map(move |at| places.iter().copied().chain([at]).collect())
        });
        found = longer.take(MOST_PLACES + 1).collect();
        if found.len() > MOST_PLACES {
            return Vec::new();
        }
    }
    found
}

/// The columns that alone fit the rows best: in the order of the forms, as many as the widest row prints
/// figures, and whether that is so: where no such columns fit, more.
fn only(
    trees: Vec<Tree>,
    figures: usize,
    rows: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<(bool, Layout)> {
    let single = trees
        .into_iter()
        .filter(|tree| tree.layout.lanes.len() == 1);
    let (filled, wider): (Vec<Tree>, Vec<Tree>) = single
        .filter(|tree| tree.figures >= figures)
        .partition(|tree| tree.figures == figures);
    let wider = wider.into_iter().filter(|tree| tree.totals_first).collect();
    for (is_filled, trees) in [(true, filled), (false, wider)] {
        let mut ranked: BTreeMap<(usize, usize, usize), Vec<Layout>> = BTreeMap::new();
        for tree in trees {
            let order = out_of_order(&tree.layout, vocabulary);
            let rank = (order, tree.passed, tree.figures);
            ranked.entry(rank).or_default().push(tree.layout);
        }
        let mut left = MOST_LAYOUTS;
        for layouts in ranked.into_values() {
            left = left.checked_sub(layouts.len())?;
            let fits = |layout: &Layout| {
                let read = header::forms::borne_out(rows, layout.clone(), units, vocabulary);
                read.is_some_and(|read| year_change::is_borne_out(&read, &Unit::WanYuan))
            };
            let mut fitting = layouts.into_iter().filter(fits);
            if let Some(first) = fitting.next() {
                // What names the rows stands below the word over it: the last tree found.
                let only = fitting.try_fold(first, |one, other| {
                    (one.columns == other.columns).then_some(other)
                });
                return only.map(|only| (is_filled, only));
            }
        }
    }
    None
}

/// Pairs of words side by side that no form prints in this order, though forms print both; accounts stand
/// in the order of their codes.
fn out_of_order(layout: &Layout, vocabulary: &Vocabulary) -> usize {
    let mut groups: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for column in &layout.columns {
        for depth in 0..column.path.len() {
            let (Some(above), Some(word)) = (column.path.get(..depth), column.path.get(depth))
            else {
                continue;
            };
            let group = groups.entry(above).or_default();
            if group.last() != Some(&word.as_str()) {
                group.push(word);
            }
        }
    }
    let pairs = groups.values().flat_map(|words| {
        let ones = words.iter().enumerate();
        ones.flat_map(move |(at, one)| words.iter().skip(at + 1).map(move |other| (*one, *other)))
    });
    pairs
        .filter(|(one, other)| is_reversed(one, other, vocabulary))
        .count()
}

fn is_reversed(one: &str, other: &str, vocabulary: &Vocabulary) -> bool {
    if let Some((one, other)) = account_words::code(one).zip(account_words::code(other)) {
        return one > other;
    }
    let mut told = vocabulary.orders().iter().filter_map(|order| {
        let place = |word: &str| {
            order
                .iter()
                .position(|wordings| wordings.iter().any(|w| w == word))
        };
        place(one)
            .zip(place(other))
            .filter(|(one, other)| one != other)
    });
    let Some((first, second)) = told.next() else {
        return false;
    };
    first > second && told.all(|(first, second)| first > second)
}
