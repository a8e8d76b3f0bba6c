//! Where words and figures stand in their lines, and the bands of room they share.

use std::collections::BTreeSet;

use crate::load::line::Piece;
use crate::load::line::{TextLine, width_of};
use crate::load::numeral;
use crate::load::plain;
use crate::load::spread::divide::{Column, divided, keeps_an_edge, nearly_keeps_an_edge};
use crate::model::Unit;

/// How far the edges of the figures of one column may stand apart, in characters.
pub(in crate::load) const DRIFT: u32 = 3;

/// Room of a full-width character at most, in tenths of a half-width one.
const WIDEST: u32 = 20;
const NARROWEST: u32 = 10;

/// A word or figure with its place in the line.
#[derive(Debug, Clone)]
pub(in crate::load) struct Token {
    pub(in crate::load) from: u32,
    pub(in crate::load) to: u32,
    pub(in crate::load) numeric: bool,
    /// Whether more than one blank stands before it: then it begins where it begins on the page.
    pub(in crate::load) apart: bool,
    pub(in crate::load) piece: Piece,
}

/// The room that the figures, or the words, of one column take.
#[derive(Debug, Clone)]
pub(in crate::load) struct Band {
    pub(in crate::load) from: u32,
    pub(in crate::load) to: u32,
    pub(in crate::load) numeric: bool,
    /// Whether it prints nothing but digits that can be codes.
    pub(in crate::load) codes: bool,
    /// Where the figures begin that are its own although they share room with another band.
    pub(in crate::load) own: BTreeSet<u32>,
}

impl Band {
    /// Whether a word or figure is one of its own, whatever room it takes.
    pub(in crate::load) fn owns(&self, token: &Token) -> bool {
        self.own.contains(&token.piece.span.start)
    }

    /// Whether it shares room with what stands there.
    pub(in crate::load) fn touches(&self, from: u32, to: u32) -> bool {
        self.from < to && from < self.to
    }

    /// Whether its figures can stand below those of the other.
    pub(in crate::load) fn shares_an_edge(&self, other: &Band) -> bool {
        self.to.abs_diff(other.to) <= DRIFT
            || self.from.abs_diff(other.from) <= DRIFT
            || (self.from + self.to).abs_diff(other.from + other.to) <= DRIFT
    }

    /// What columns are ordered by: figures keep their right edge or middle, words their left.
    pub(in crate::load) fn key(&self) -> u32 {
        if self.numeric {
            self.from + self.to
        } else {
            2 * self.from
        }
    }
}

/// How a converter counts places in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) struct Scale {
    /// Which of the places of a piece holds: characters, or half-width characters.
    at: usize,
    /// Room a full-width character takes on the page, in tenths of that unit.
    wide: u32,
}

impl Scale {
    /// Converters that count characters print a word where it stands on the page, whatever room its
    /// characters take there: as much as never reaches the word behind it, nor in the body a column
    /// of figures to the right.
    pub(in crate::load) fn of_characters(lines: &[TextLine]) -> Self {
        let mut starts: Vec<u32> = Vec::new();
        for line in lines {
            let mut end = 0;
            for piece in line.printed() {
                let apart = piece.at[0] > end + 1;
                let digits = piece.text.len() > 2 && piece.text.bytes().all(|b| b.is_ascii_digit());
                if apart && digits || plain::is_amount(&piece.text) {
                    starts.push(piece.at[0]);
                }
                end = piece.at[0] + count(piece.text.chars());
            }
        }
        starts.sort_unstable();
        let body = lines
            .iter()
            .position(|line| line.printed().any(|piece| plain::is_amount(&piece.text)));
        let mut wide = WIDEST;
        for (at, line) in lines.iter().enumerate() {
            let mut printed = line.printed().peekable();
            while let Some(piece) = printed.next() {
                let full = count(piece.text.chars().filter(|&c| width_of(c) == 2));
                let length = count(piece.text.chars());
                let end = piece.at[0] + length;
                let next = printed
                    .peek()
                    .map(|next| next.at[0])
                    .filter(|&at| at > end + 1);
                let below = starts.get(starts.partition_point(|&start| start < end));
                let below = below
                    .copied()
                    .filter(|_| body.is_some_and(|body| at >= body));
                for room in [next, below].into_iter().flatten().filter(|_| full > 0) {
                    wide = wide.min((room - piece.at[0] - (length - full)) * 10 / full);
                }
            }
        }
        Scale {
            at: 0,
            wide: wide.max(NARROWEST),
        }
    }

    /// Converters that count characters, and words so close that only their order was kept.
    pub(in crate::load) fn of_close_characters() -> Self {
        Scale {
            at: 0,
            wide: NARROWEST,
        }
    }

    /// The scale of another page.
    pub(in crate::load) fn on(self, lines: &[TextLine]) -> Self {
        if self.at == 0 && self.wide > NARROWEST {
            Scale::of_characters(lines)
        } else {
            self
        }
    }

    /// Converters that count half-width characters.
    pub(in crate::load) fn of_half_widths() -> Self {
        Scale {
            at: 1,
            wide: WIDEST,
        }
    }

    fn length(self, text: &str) -> u32 {
        let full = count(text.chars().filter(|&c| width_of(c) == 2));
        let narrow = count(text.chars()) - full;
        narrow + (full * self.wide).div_ceil(10)
    }
}

fn count(chars: impl Iterator<Item = char>) -> u32 {
    u32::try_from(chars.count()).unwrap_or(u32::MAX)
}

/// The words and figures of lines.
#[must_use]
pub(in crate::load) fn tokens_of(lines: &[TextLine], scale: Scale) -> Vec<Vec<Token>> {
    lines.iter().map(|line| tokens(line, scale)).collect()
}

fn tokens(line: &TextLine, scale: Scale) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    for piece in line.printed() {
        let at = piece.at.get(scale.at).copied().unwrap_or(0);
        // A word one blank behind another follows it on the page too, wherever it is printed.
        let follows = tokens.last().filter(|_| at == end + 1);
        let (apart, from) = follows.map_or((true, at), |last| (false, at.max(last.to + 1)));
        let numeric =
            numeral::read(&piece.text, &Unit::WanYuan).is_some() || is_broken(&piece.text);
        let to = from + scale.length(&piece.text);
        end = at
            + match scale.at {
                0 => count(piece.text.chars()),
                _ => scale.length(&piece.text),
            };
        // 2025 年 is no figure; 0.00 年终结转 are two cells.
        let dated = |last: &&mut Token| {
            last.piece.text.ends_with(|c: char| c.is_ascii_digit())
                && !plain::is_amount(&last.piece.text)
                && !numeric
                && last.to + 1 >= from
                && piece.text.starts_with(['年', '月', '个', '项'])
        };
        if let Some(last) = tokens.last_mut().filter(dated) {
            last.numeric = false;
            last.piece.text.push_str(&piece.text);
            last.piece.span.end = piece.span.end;
            last.to = to;
        } else {
            tokens.push(Token {
                from,
                to,
                numeric,
                apart,
                piece: piece.clone(),
            });
        }
    }
    within_words(&mut tokens);
    tokens
}

/// Digits of a figure that goes on in the next line, or of its end: `1,264,` and `.38`.
fn is_broken(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        && text.matches('.').count() <= 1
        && (text.starts_with(['.', ',']) || text.ends_with(['.', ',']))
}

/// A number between words of one cell is no figure.
fn within_words(tokens: &mut [Token]) {
    let inside: Vec<usize> = tokens
        .windows(3)
        .enumerate()
        .filter(|(_, three)| match three {
            [left, number, right] => {
                let close = number.from <= left.to + 1 && right.from <= number.to + 1;
                close && !left.numeric && !right.numeric && !plain::is_code(&number.piece.text)
            }
            _ => false,
        })
        .map(|(at, _)| at + 1)
        .collect();
    for at in inside {
        if let Some(token) = tokens.get_mut(at) {
            token.numeric = false;
        }
    }
}

/// The bands of all columns that print something, from left to right; `None` where the figures of
/// a band keep no edge, or two of one line share a band.
pub(in crate::load) fn bands(rows: &[Vec<Token>]) -> Option<Vec<Band>> {
    let bands = room(rows)?;
    (!bands.is_empty()).then_some(bands)
}

/// Bands of a page whose every row prints all its figures on end: those are told by their order,
/// however long some are.
pub(in crate::load) fn complete(rows: &[Vec<Token>], columns: usize) -> Option<Vec<Band>> {
    let mut stubs: Vec<Vec<Token>> = Vec::with_capacity(rows.len());
    let mut figures: Vec<Vec<&Token>> = vec![Vec::new(); columns];
    for row in rows {
        let end = row.iter().rposition(|token| token.numeric);
        let (row, trailing) = row.split_at(end.map_or(0, |at| at + 1));
        let words = row.iter().rposition(|token| !token.numeric);
        let (stub, behind) = row.split_at(words.map_or(0, |at| at + 1));
        if !behind.is_empty() && behind.len() != columns {
            return None;
        }
        for (column, token) in figures.iter_mut().zip(behind) {
            column.push(token);
        }
        stubs.push([stub, trailing].concat());
    }
    if columns < 2 || figures.first().is_none_or(Vec::is_empty) {
        return None;
    }
    let mut bands = room(&stubs)?;
    bands.extend(figures.iter().map(|column| Band {
        codes: false,
        own: column.iter().map(|token| token.piece.span.start).collect(),
        ..band_of(column)
    }));
    bands.sort_by_key(Band::key);
    Some(bands)
}

/// The bands of what stands below each other, none where there is none.
fn room(rows: &[Vec<Token>]) -> Option<Vec<Band>> {
    let figures = rows.iter().flatten().filter(|token| token.numeric);
    let mut bands = Vec::new();
    for (column, is_divided) in joined(divided(overlapping(figures.collect())), rows) {
        let mut band = band_of(&column);
        if is_divided {
            band.own = column.iter().map(|token| token.piece.span.start).collect();
        }
        let whole = |token: &&&Token| !is_broken(&token.piece.text);
        let whole: Vec<&Token> = column.iter().filter(whole).copied().collect();
        if !band.codes && !keeps_an_edge(&whole) && (is_divided || !nearly_keeps_an_edge(&whole)) {
            return None;
        }
        bands.push(band);
    }
    let clash = |row: &Vec<Token>| {
        bands.iter().any(|band: &Band| {
            let inside = |token: &&Token| {
                let touches = token.from < band.to && band.from < token.to;
                token.numeric && touches && (band.own.is_empty() || band.owns(token))
            };
            row.iter().filter(inside).count() > 1
        })
    };
    if rows.iter().any(clash) {
        return None;
    }
    // A running head stands above several columns.
    let across = |token: &Token| {
        let below = bands
            .iter()
            .filter(|band| band.touches(token.from, token.to));
        below.count() > 1
    };
    let words = rows.iter().filter(|row| {
        let figures = row.iter().any(|token| token.numeric);
        figures || !row.iter().any(across)
    });
    let words: Vec<&Token> = words.flatten().filter(|token| !token.numeric).collect();
    for words in overlapping(words) {
        let mut words = band_of(&words);
        // Words of a wide column may begin or end below its neighbours' figures.
        for figures in bands.iter().filter(|band| band.numeric && !band.codes) {
            if words.from >= figures.from && words.from < figures.to && words.to > figures.to + 1 {
                words.from = figures.to;
            }
        }
        bands.retain(|band| !(band.numeric && is_within(band, &words, rows)));
        bands.push(words);
    }
    bands.sort_by_key(Band::key);
    // Digits left of all names are codes, however short.
    for band in bands.iter_mut().take_while(|band| band.numeric) {
        let mut own = rows
            .iter()
            .flatten()
            .filter(|token| token.numeric && band.from <= token.from && token.to <= band.to);
        band.codes |= own.all(|token| token.piece.text.bytes().all(|byte| byte.is_ascii_digit()));
    }
    Some(bands)
}

/// Whether numbers stand in the room of words, and words of that room beside each of them.
fn is_within(numbers: &Band, words: &Band, rows: &[Vec<Token>]) -> bool {
    let beside = |row: &&Vec<Token>| {
        row.iter()
            .any(|token| !token.numeric && words.touches(token.from, token.to))
    };
    let mut lines = rows.iter().filter(|row| {
        row.iter()
            .any(|token| token.numeric && numbers.touches(token.from, token.to))
    });
    numbers.from >= words.from && numbers.to <= words.to && lines.all(|row| beside(&row))
}

/// Tokens grouped by the room they share.
fn overlapping(mut tokens: Vec<&Token>) -> Vec<Vec<&Token>> {
    tokens.sort_by_key(|token| (token.from, token.to));
    let mut columns: Vec<Vec<&Token>> = Vec::new();
    let mut end = 0;
    for token in tokens {
        match columns.last_mut() {
            Some(column) if token.from < end => column.push(token),
            _ => columns.push(vec![token]),
        }
        end = end.max(token.to);
    }
    columns
}

/// Short figures of a column may touch no longer one, where their edge drifts by a character:
/// neighbours that keep one edge together and never print on one line are one column.
fn joined<'a>(columns: Vec<Column<'a>>, rows: &[Vec<Token>]) -> Vec<Column<'a>> {
    let beside = |one: &Band, other: &Band| {
        rows.iter().any(|row| {
            let prints = |band: &Band| {
                let mut figures = row.iter().filter(|token| token.numeric);
                figures.any(|token| band.touches(token.from, token.to))
            };
            prints(one) && prints(other)
        })
    };
    let mut kept: Vec<Column<'_>> = Vec::with_capacity(columns.len());
    for (column, is_divided) in columns {
        match kept.last_mut() {
            Some((last, false))
                if !is_divided
                    && keeps_an_edge(&[last.as_slice(), column.as_slice()].concat())
                    && !beside(&band_of(last), &band_of(&column)) =>
            {
                last.extend(column);
            }
            _ => kept.push((column, is_divided)),
        }
    }
    kept
}

fn band_of(column: &[&Token]) -> Band {
    let is_code = |token: &&&Token| {
        let text = &token.piece.text;
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 2 || plain::is_code(text))
    };
    Band {
        from: column.iter().map(|token| token.from).min().unwrap_or(0),
        to: column.iter().map(|token| token.to).max().unwrap_or(0),
        numeric: column.iter().any(|token| token.numeric),
        codes: column.iter().filter(is_code).count() == column.len() && !is_flush_right(column),
        own: BTreeSet::new(),
    }
}

/// Whether numbers of several lengths end below each other, as amounts do and codes do not.
fn is_flush_right(column: &[&Token]) -> bool {
    let differ = |edge: fn(&Token) -> u32| {
        let mut edges = column.iter().map(|token| edge(token));
        let first = edges.next();
        edges.any(|edge| Some(edge) != first)
    };
    !differ(|token| token.to) && differ(|token| token.from)
}
