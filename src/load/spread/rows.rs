//! Which lines of a page are one row: names and words that run over several lines, figures broken over two.
//!
//! Rows are bands of lines. A line that prints a figure or a code anchors a row; the lines between
//! two anchors end the row above or begin the row below. Cells stand in the middle of their row or
//! at its top; names that fill their line run on; a name the catalogue gives to the code is whole.
//! All divisions are weighed against each other, the cheapest is taken.

use std::ops::Range;

use crate::catalogue;
use crate::load::codes::split_coded_name;
use crate::load::fold::{fold, split_ordinal};
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::spread::bands::Token;
use crate::load::spread::places::{Column, Sort};
use crate::load::vocabulary::{Family, Vocabulary};
use crate::model::{RowKind, Unit};

/// Lines a row may take.
const LONGEST: usize = 48;
/// Lines with figures that one row may have, where its cells do not stand level.
const MOST_ANCHORS: usize = 3;
/// How far above its last line the first line of a figure stands.
const NEAR_LINES: usize = 3;
/// What it costs that figures stand without a name.
const NAMELESS: u32 = 16;
/// … that an ordinal, 其中 or 合计 stands inside a name.
const OPENED_INSIDE: u32 = 12;
/// … that a row without figures is a row of its own: one that begins as rows do, and any other.
const OPENED_ALONE: u32 = 10;
const WORDS_ALONE: u32 = 18;
/// … that codes stand without a name and without figures.
const CODES_ALONE: u32 = 8;
/// … that one more line of a name stands above the figures than below, or the other way round.
const ASIDE: u32 = 4;
/// … that a blank line divides a row.
const GAP: u32 = 3;
/// … that a name runs on though its line has room, or that it is not the one of its code.
const SHORT: u32 = 3;
const OTHER_NAME: u32 = 3;
/// … that a row lacks the number of one of its streams, where the page numbers the rows of all.
const NUMBERLESS: u32 = 12;

/// A line whose words and figures have their columns.
pub(in crate::load) struct Placed<'a> {
    pub(in crate::load) line: &'a TextLine,
    pub(in crate::load) cells: Vec<(usize, &'a Token)>,
}

impl Placed<'_> {
    pub(in crate::load) fn text(&self, column: usize) -> String {
        let own = self.cells.iter().filter(|(at, _)| *at == column);
        own.map(|(_, token)| token.piece.text.as_str()).collect()
    }
}

/// The rows, as ranges of lines.
pub(in crate::load) fn groups(lines: &[Placed<'_>], sorts: &[Sort]) -> Vec<Range<usize>> {
    let page = Page::new(lines, sorts);
    let (middle, top) = (page.divide(false), page.divide(true));
    let (_, groups) = if top.0 < middle.0 { top } else { middle };
    groups
}

/// What is weighed of a line.
struct Strip {
    /// Whether it prints a whole figure or a code.
    anchors: bool,
    /// Whether it prints codes and nothing else.
    only_codes: bool,
    /// Whether it prints a code.
    coded: bool,
    /// Whether a name that begins here begins a row.
    opens: bool,
    /// Whether a name is whole here: 合计, 小计.
    closes: bool,
    /// Width of the words in each column of words.
    widths: Vec<u32>,
    /// Lanes whose figures it prints, as bits.
    valued: u64,
    /// Columns that it prints numbers or figures in, as bits.
    printed: u64,
    /// Those of them that number rows.
    numbers: u64,
    /// Blank lines above it.
    gap: u32,
}

impl Strip {
    /// Whether one prints the codes of the other's figures: cells of one row that do not stand level.
    fn completes(&self, other: &Strip) -> bool {
        self.only_codes && !other.coded || other.only_codes && !self.coded
    }
}

/// What speaks about lines that are to be one row.
#[derive(PartialEq, Eq)]
enum Union {
    /// They may be one.
    Row,
    /// They are a part of one.
    Part,
    /// They are several.
    Rows,
}

/// A column of words: where it stands, whether it names rows, and its widest line.
struct Words {
    column: usize,
    lane: u32,
    names: bool,
    widest: u32,
}

struct Page<'a> {
    lines: &'a [Placed<'a>],
    strips: Vec<Strip>,
    words: Vec<Words>,
    /// The column of codes and the column of the names they belong to.
    coded: Option<(usize, usize)>,
    /// The columns that number the rows of several streams, as bits; none where fewer than two do.
    numbers: u64,
}

impl<'a> Page<'a> {
    fn new(lines: &'a [Placed<'a>], sorts: &[Sort]) -> Self {
        let lanes = lanes(sorts);
        let lane = |column: usize| lanes.get(column).copied().unwrap_or(0);
        let mut words: Vec<Words> = (0..sorts.len())
            .filter(|&column| {
                let figures = lines
                    .iter()
                    .flat_map(|line| &line.cells)
                    .any(|(at, token)| *at == column && token.numeric);
                !figures
            })
            .map(|column| Words {
                column,
                lane: lane(column),
                names: sorts.get(column) == Some(&Sort::Names),
                widest: 0,
            })
            .collect();
        let usual: Vec<u32> = (0..sorts.len())
            .map(|column| usual_decimals(lines, sorts, column))
            .collect();
        let mut strips: Vec<Strip> = Vec::with_capacity(lines.len());
        let mut above: Option<u32> = None;
        for (index, placed) in lines.iter().enumerate() {
            let before = || {
                lines
                    .get(..index)
                    .into_iter()
                    .flatten()
                    .rev()
                    .take(NEAR_LINES)
            };
            let widths: Vec<u32> = words
                .iter_mut()
                .map(|words| {
                    let width = width(placed, words.column);
                    words.widest = words.widest.max(width);
                    width
                })
                .collect();
            let named = |is: fn(&str) -> bool| {
                let mut words = words.iter().zip(&widths);
                words.any(|(words, width)| {
                    words.names && *width > 0 && is(&placed.text(words.column))
                })
            };
            let (opens, closes) = (named(opens_row), named(is_total));
            let whole = |(at, token): &&(usize, &Token)| {
                let usual = usual.get(*at).copied().unwrap_or(0);
                // 0 needs no decimals; it ends a figure only below one that goes on.
                let mut above = before().flat_map(|line| &line.cells);
                let above = above.find(|(other, above)| other == at && above.numeric);
                let goes_on = above.is_some_and(|(_, above)| is_part(above, usual));
                let zero = token.piece.text == "0" && !goes_on;
                token.numeric && (zero || !is_part(token, usual))
            };
            let mut valued = 0;
            for (at, _) in placed
                .cells
                .iter()
                .filter(|(at, token)| token.numeric && sorts.get(*at) == Some(&Sort::Figures))
            {
                valued |= 1 << lane(*at).min(63);
            }
            let (mut printed, mut numbers) = (0, 0);
            for (at, _) in placed.cells.iter().filter(|(_, token)| token.numeric) {
                let bit = 1 << (*at).min(63);
                printed |= bit;
                numbers |= bit * u64::from(sorts.get(*at) == Some(&Sort::Ordinal));
            }
            let number = placed.line.number;
            let of = |at: usize| sorts.get(at).copied().unwrap_or(Sort::Unknown);
            let mut columns = placed.cells.iter().map(|(at, _)| of(*at));
            let coded = columns.clone().any(|sort| sort == Sort::Codes);
            strips.push(Strip {
                anchors: placed.cells.iter().any(|cell| whole(&cell)),
                only_codes: coded
                    && columns.all(|sort| matches!(sort, Sort::Codes | Sort::Ordinal)),
                coded,
                opens,
                closes,
                widths,
                valued,
                printed,
                numbers,
                gap: above.map_or(0, |above| number.saturating_sub(above + 1)),
            });
            above = Some(number);
        }
        let codes = sorts.iter().position(|sort| *sort == Sort::Codes);
        let names = sorts.iter().position(|sort| *sort == Sort::Names);
        let numbers = strips.iter().fold(0, |all, strip| all | strip.numbers);
        Page {
            lines,
            strips,
            words,
            numbers: if numbers.count_ones() > 1 { numbers } else { 0 },
            coded: codes.zip(names).filter(|(codes, names)| codes < names),
        }
    }

    /// Whether lines, each with a figure or a code, are one row: where one prints the codes of the other's
    /// figures, or where together they print the number of every stream once, and no column twice.
    fn union(&self, anchors: &[&Strip]) -> Union {
        match anchors {
            [] | [_] => return Union::Row,
            [one, other] if one.completes(other) => return Union::Row,
            _ if self.numbers == 0 || anchors.len() > MOST_ANCHORS => return Union::Rows,
            _ => {}
        }
        let (mut printed, mut numbers) = (0, 0);
        for strip in anchors {
            if printed & strip.printed != 0 {
                return Union::Rows;
            }
            (printed, numbers) = (printed | strip.printed, numbers | strip.numbers);
        }
        if numbers == self.numbers {
            Union::Row
        } else {
            Union::Part
        }
    }

    /// The cheapest division and what it costs.
    fn divide(&self, top: bool) -> (u32, Vec<Range<usize>>) {
        let count = self.strips.len();
        // best[i] = cost of the first i lines, and where the last row begins.
        let mut best: Vec<(u32, usize)> = vec![(0, 0)];
        for end in 1..=count {
            let mut choice = (u32::MAX, end - 1);
            let mut anchors: Vec<&Strip> = Vec::new();
            for start in (end.saturating_sub(LONGEST)..end).rev() {
                let strip = self.strips.get(start);
                anchors.extend(strip.filter(|strip| strip.anchors));
                match self.union(&anchors) {
                    Union::Row => {}
                    Union::Part => continue,
                    Union::Rows => break,
                }
                let before = best.get(start).map_or(0, |(cost, _)| *cost);
                let cost = before.saturating_add(self.cost(start..end, top));
                if cost < choice.0 {
                    choice = (cost, start);
                }
            }
            best.push(choice);
        }
        let mut groups = Vec::new();
        let mut end = count;
        while end > 0 {
            let start = best.get(end).map_or(0, |(_, start)| *start);
            groups.push(start..end);
            end = start;
        }
        groups.reverse();
        (best.last().map_or(0, |(cost, _)| *cost), groups)
    }

    fn cost(&self, range: Range<usize>, top: bool) -> u32 {
        let strips = self.strips.get(range.clone()).unwrap_or(&[]);
        let whole = |strip: &Strip| strip.anchors && !strip.only_codes;
        let anchor = strips.iter().position(whole);
        let anchor = anchor.or_else(|| strips.iter().position(|strip| strip.anchors));
        // Cells that do not stand level stand in no middle.
        let by_numbers =
            self.numbers != 0 && strips.iter().filter(|strip| strip.anchors).count() > 1;
        let gaps = strips.iter().skip(1).map(|strip| strip.gap.min(2) * GAP);
        let mut cost: u32 = gaps.sum();
        let mut named: u64 = 0;
        for (at, words) in self.words.iter().enumerate() {
            let width = |strip: &Strip| strip.widths.get(at).copied().unwrap_or(0);
            let printed: Vec<usize> = (0..strips.len())
                .filter(|&line| strips.get(line).is_some_and(|strip| width(strip) > 0))
                .collect();
            if printed.is_empty() {
                continue;
            }
            named |= 1 << words.lane.min(63);
            let weight = if words.names { ASIDE } else { ASIDE / 4 };
            if let Some(anchor) = anchor.filter(|_| !by_numbers) {
                let above = printed.iter().filter(|&&line| line < anchor).count();
                let own = printed.contains(&anchor);
                let below = printed.len() - above - usize::from(own);
                cost += weight * u32::try_from(aside(above, own, below, top)).unwrap_or(u32::MAX);
            }
            if words.names {
                let last = printed.last().copied();
                for &line in &printed {
                    let Some(strip) = strips.get(line) else {
                        continue;
                    };
                    let room = width(strip) * 3 < words.widest * 2;
                    cost += u32::from(room && Some(line) != last) * SHORT;
                    let inside = strip.opens && printed.first() != Some(&line);
                    let runs_on = strip.closes && Some(line) != last;
                    cost += u32::from(inside || runs_on) * OPENED_INSIDE;
                }
            }
        }
        let numbers = strips.iter().fold(0, |all, strip| all | strip.numbers);
        cost += u32::from(anchor.is_some() && numbers != self.numbers) * NUMBERLESS;
        let valued = strips.iter().fold(0, |all, strip| all | strip.valued);
        cost += NAMELESS * (valued & !named).count_ones();
        if anchor.is_none() {
            let opens = strips.first().is_some_and(|strip| strip.opens);
            cost += if opens { OPENED_ALONE } else { WORDS_ALONE };
        }
        if strips.iter().all(|strip| strip.only_codes) {
            cost += CODES_ALONE;
        }
        cost + self.cost_of_name(range)
    }

    /// What the catalogue says about the name: whole, or not the one of the code.
    fn cost_of_name(&self, range: Range<usize>) -> u32 {
        let Some((codes, names)) = self.coded else {
            return 0;
        };
        let lines = || self.lines.get(range.clone()).unwrap_or(&[]).iter();
        let code: String = lines().map(|line| line.text(codes)).collect();
        let entries = catalogue::entries(&code);
        if entries.is_empty() {
            return 0;
        }
        let name: String = lines().map(|line| line.text(names)).collect();
        let name = fold(&name);
        let known = entries.iter().any(|entry| fold(entry.name) == name);
        u32::from(!known) * OTHER_NAME
    }
}

/// How far a cell of words is from the middle of its row, or from its top, in lines. A converter
/// may move figures that stand between two lines to either of them.
fn aside(above: usize, own: bool, below: usize, top: bool) -> usize {
    match (top, own) {
        (true, true) => 2 * above,
        (true, false) => 2 * (above + below),
        (false, true) => 2 * above.abs_diff(below) - usize::from(above.abs_diff(below) == 1),
        (false, false) => 2 * above.abs_diff(below),
    }
}

/// Which lane every column stands in: names and codes behind figures begin a new one.
fn lanes(sorts: &[Sort]) -> Vec<u32> {
    let (mut lane, mut figures) = (0, false);
    sorts
        .iter()
        .map(|sort| {
            if matches!(sort, Sort::Figures) {
                figures = true;
            } else if figures && matches!(sort, Sort::Names | Sort::Codes) {
                lane += 1;
                figures = false;
            }
            lane
        })
        .collect()
}

fn width(placed: &Placed<'_>, column: usize) -> u32 {
    let own = placed.cells.iter().filter(|(at, _)| *at == column);
    own.map(|(_, token)| token.to - token.from).sum()
}

/// Whether words at the beginning of a line begin a row: no name goes on with 其中, 合计 or 公务接待费.
fn opens_row(text: &str) -> bool {
    let vocabulary = Vocabulary::embedded();
    let item = || {
        let family = vocabulary.column(&fold(text)).and_then(|word| word.family);
        matches!(family, Some(Family::ThreePublic | Family::Vehicles))
    };
    split_ordinal(&fold(text)).0.is_some()
        || text.starts_with("其中")
        || split_coded_name(text).is_some()
        || vocabulary.row_kind(text).is_some()
        || item()
}

/// Whether words are the whole name of a total.
fn is_total(text: &str) -> bool {
    let kind = Vocabulary::embedded().row_kind(text);
    matches!(kind, Some(RowKind::Total | RowKind::Subtotal))
}

/// Decimals that nearly all figures of a column print; where many are broken over lines, those of
/// all columns of figures.
fn usual_decimals(lines: &[Placed<'_>], sorts: &[Sort], column: usize) -> u32 {
    let own = nearly_all(lines, |at| at == column);
    let figures = |at: usize| {
        let sort = sorts.get(at);
        matches!(sort, Some(Sort::Figures | Sort::Unknown))
    };
    let usual = own.or_else(|| nearly_all(lines, figures).filter(|_| figures(column)));
    u32::try_from(usual.unwrap_or(0)).unwrap_or(0)
}

fn nearly_all(lines: &[Placed<'_>], among: impl Fn(usize) -> bool) -> Option<usize> {
    let figures = lines.iter().flat_map(|line| &line.cells);
    let mut counts = [0; 4];
    for (_, token) in figures.filter(|(at, token)| among(*at) && token.numeric) {
        if let Some(count) = counts.get_mut(decimals(token).unwrap_or(0)) {
            *count += 1;
        }
    }
    let all: usize = counts.iter().sum();
    counts.iter().position(|count| count * 3 >= all * 2)
}

fn decimals(token: &Token) -> Option<usize> {
    let figure = numeral::read(&token.piece.text, &Unit::WanYuan)?;
    figure
        .is_number()
        .then_some(usize::try_from(figure.decimals()).unwrap_or(0))
}

/// Whether digits are a part of a figure that is broken over lines: they lack decimals all other
/// figures of their column print.
fn is_part(token: &Token, usual: u32) -> bool {
    let own = decimals(token).and_then(|own| u32::try_from(own).ok());
    let dash = numeral::is_dash(&token.piece.text);
    usual > 0 && !dash && own.is_none_or(|own| own < usual)
}
/// The lines of one row as one line of cells.
pub(in crate::load) fn whole(columns: &[Column], group: &[Placed<'_>]) -> TextLine {
    let mut cells: Vec<Piece> = vec![Piece::default(); columns.len()];
    for &(at, token) in group.iter().flat_map(|line| &line.cells) {
        let Some((cell, column)) = cells.get_mut(at).zip(columns.get(at)) else {
            continue;
        };
        if cell.text.is_empty() {
            let bands = column.bands.iter();
            let left = bands.map(|band| band.from).min().unwrap_or(0);
            *cell = token.piece.clone();
            cell.indent = token.from.saturating_sub(left);
        } else {
            cell.text.push_str(&token.piece.text);
            if cell.line == token.piece.line {
                cell.span.end = token.piece.span.end;
            }
        }
    }
    let anchor = group
        .iter()
        .find(|line| line.cells.iter().any(|(_, token)| token.numeric));
    let mut whole = anchor
        .or(group.first())
        .map_or_else(TextLine::default, |placed| placed.line.clone());
    whole.pieces = cells.into();
    whole.tabbed = true;
    whole
}
