//! Tables without ruling lines: columns from the places of their words and figures.
//!
//! Figures never reach beyond their cell, so those of one column overlap and those of two do not. What
//! does not fall into place (two figures in one cell, headings that overlap) is left as text.

use super::aligned_columns::{Span, column_of, columns, edges};
use super::aligned_gutters;
use super::aligned_header;
use super::aligned_lines::{begins_name, ends, is_count, is_index, is_mark};
use super::aligned_rows;
use super::aligned_top;
use super::aligned_words;
use super::broken_numbers;
use super::layout::{self, Block, Table, Text};
use super::lines::{Line, Words};
use super::page::{Glyph, Length, Rule};
use crate::load::vocabulary::Vocabulary;

/// Gaps wider than so many tenths of an em divide words and figures, and the levels of a code, whose
/// narrow columns stand close together, and figures in full columns.
const WORD_GAP: Length = 4;
const LEVEL_GAP: Length = 2;
const FIGURE_GAP: Length = 2;
/// Fewer amounts make no table.
const FEWEST_AMOUNTS: usize = 4;
/// So do fewer of a page without names.
const FEWEST_LONE: usize = 2;
/// A heading names as many columns.
const FEWEST_NAMED: usize = 2;
/// No page of a table holds more words and figures.
const MOST_CHUNKS: usize = 8_000;
/// Most lines of words between two lines of figures, and of a heading above them.
const MOST_BETWEEN: usize = 8;
const MOST_HEADING: usize = 14;
/// So many lines hold a heading whose columns are too narrow for more than some letters beside each
/// other.
const MOST_DOWNWARDS: usize = 40;
const LONGEST_DOWNWARDS: usize = 4;
/// How many sizes of its letters the lines of a table stand apart at most.
const APART: Length = 8;
/// How many tenths of its size the lines of a heading, and of one cell, stand apart at most.
const HEADING_APART: Length = 40;
const CELL_APART: Length = 17;
/// So far stand the lines of words that lead from one row to the next.
const LED_APART: Length = 20;
/// How far a line of a wrapped name stands from the figures in the middle of its row.
const WRAPPED: Length = 10;
/// Words whose two letters are printed apart, to fill their cells.
const SPACED: [[char; 2]; 8] = [
    ['合', '计'],
    ['总', '计'],
    ['小', '计'],
    ['收', '入'],
    ['支', '出'],
    ['项', '目'],
    ['金', '额'],
    ['备', '注'],
];

/// Words or a figure that stand together on a line.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) line: Line,
    pub(super) left: Length,
    pub(super) right: Length,
    pub(super) text: Words,
    /// Digits with the marks of numbers only.
    pub(super) number: bool,
    pub(super) amount: bool,
}

impl Chunk {
    pub(super) fn span(&self) -> Span {
        Span {
            left: self.left,
            right: self.right,
        }
    }

    /// Whether it has the digits of a class, a section or an item and nothing else.
    pub(super) fn is_code(&self) -> bool {
        self.number && matches!(self.text.len(), 3 | 5 | 7) && !self.text.contains(['.', ','])
    }

    /// Whether it says that there is no figure.
    pub(super) fn is_dash(&self) -> bool {
        let dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '─');
        !self.text.is_empty() && self.text.chars().all(dash)
    }

    pub(super) fn is_total(&self) -> bool {
        matches!(
            &*self.text,
            "合计" | "总计" | "小计" | "合 计" | "总 计" | "小 计"
        )
    }
}

/// The blocks of lines that no ruled table holds, from top to bottom. `rules` are the lines drawn
/// across the page.
pub(super) fn blocks(lines: &[Line], rules: &[Rule]) -> Vec<Block> {
    let lines = &*aligned_words::with_whole_units(lines);
    let without_number = |line: &Line| {
        let mut chunks = chunks(line);
        chunks.retain(|chunk| !is_page_number(&chunk.text));
        chunks
    };
    let chunks: Vec<Vec<Chunk>> = lines.iter().map(without_number).collect();
    let chunks = aligned_gutters::divided(chunks);
    // Columns that did not fit beside the others stand without names on their page.
    let mut body = chunks
        .iter()
        .skip_while(|line| !line.iter().any(|chunk| chunk.amount));
    let lone = body.all(|line| line.iter().all(|chunk| chunk.number));
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(body) = next_body(lines, &chunks, lone, at) {
        let head = heading_start(lines, &chunks, at, body.start);
        let part = |from: usize, to: usize| chunks.get(from..to).unwrap_or(&[]);
        let (heading, rows) = (part(head, body.start), part(body.start, body.end));
        // A heading printed again at the top of a page may take up the rest of a name; the rows go on.
        let again = head == 0 && at == 0 && names_columns(heading);
        let unread = || again.then(|| table(&[], rows, rules)).flatten();
        let bare = || {
            Some(Table {
                instead: texts(lines, at, body.end).collect(),
                ..unread()?
            })
        };
        if let Some(table) = table(heading, rows, rules).or_else(bare) {
            blocks.extend(texts(lines, at, head).map(Block::Text));
            blocks.push(Block::Table(table));
        } else {
            blocks.extend(texts(lines, at, body.end).map(Block::Text));
        }
        at = body.end;
    }
    blocks.extend(texts(lines, at, lines.len()).map(Block::Text));
    blocks
}

/// Whether words are the number of a page between strokes (- 5 -), which may stand among cells.
fn is_page_number(text: &str) -> bool {
    let stroke = |c: char| matches!(c, '-' | '–' | '—' | '－');
    let inner = text.strip_prefix(stroke);
    let inner = inner.and_then(|text| text.strip_suffix(stroke));
    inner.is_some_and(|text| {
        let digits = text.trim();
        (1..=3).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
    })
}

fn texts(lines: &[Line], from: usize, to: usize) -> impl Iterator<Item = Text> {
    lines.get(from..to).unwrap_or(&[]).iter().map(layout::text)
}

/// Divides a line where its glyphs stand apart. The letters of 合 计 and 收 入 belong together.
pub(super) fn chunks(line: &Line) -> Vec<Chunk> {
    let apart = |before: &Glyph, glyph: &Glyph| {
        let gap = glyph.left - before.right;
        let level = |c: char| matches!(c, '类' | '款' | '项');
        // So may the dash of an empty cell and the words of the next.
        let dash = matches!(before.c, '-' | '－' | '—') && !is_mark_of_number(glyph.c);
        let most = if dash || level(before.c) && level(glyph.c) {
            LEVEL_GAP
        } else {
            WORD_GAP
        };
        let spaced = SPACED.contains(&[before.c, glyph.c]);
        gap * 10 > before.size.min(glyph.size) * most && !(spaced && gap < glyph.size * 4)
    };
    let pieces = line.glyphs.chunk_by(|before, glyph| !apart(before, glyph));
    pieces.flat_map(figures_apart).map(Chunk::of).collect()
}

fn is_mark_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '-' | '－' | '—' | '.' | ',')
}

/// Divides words and figures that nearly touch because their columns are full: a whole amount takes
/// nothing beside it, and a narrow blank is no part of a number.
fn figures_apart(glyphs: &[Glyph]) -> Vec<&[Glyph]> {
    let near = |before: &Glyph, glyph: &Glyph| {
        (glyph.left - before.right) * 10 <= before.size.min(glyph.size) * FIGURE_GAP
    };
    let is_amount = |glyphs: &[Glyph]| {
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        layout::is_amount(&text)
    };
    // 支出合计 12.50 万元 is part of a sentence.
    let said = |c: char| matches!(c, '，' | '。' | '；' | '元' | '%' | '％');
    let thousands =
        |c: char| c == '，' && glyphs.iter().any(|glyph| matches!(glyph.c, '０'..='９'));
    if glyphs
        .iter()
        .any(|glyph| said(glyph.c) && !thousands(glyph.c))
    {
        return vec![glyphs];
    }
    let mut whole: Vec<&[Glyph]> = Vec::new();
    let mut from = 0;
    let mut to = 0;
    let mut before = false;
    for piece in glyphs.chunk_by(near) {
        let amount = is_amount(piece);
        if to > from && (amount || before) {
            whole.extend(glyphs.get(from..to));
            from = to;
        }
        to += piece.len();
        before = amount;
    }
    whole.extend(glyphs.get(from..to));
    whole
}

impl Chunk {
    /// Cells of unequal height share a line where their words stand nearly level.
    pub(super) fn of(glyphs: &[Glyph]) -> Self {
        let line = Line {
            glyphs: glyphs.to_vec(),
            middle: glyphs.first().map_or(0, |glyph| glyph.middle),
        };
        let text = line.text();
        let bare: String = layout::half_width(&text).replace(' ', "");
        let marks = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%');
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let number = digits > 0 && bare.chars().all(marks);
        Chunk {
            left: line.left(),
            right: glyphs.iter().map(|glyph| glyph.right).max().unwrap_or(0),
            amount: number && (layout::is_amount(&bare) || digits > 3 && bare.contains(',')),
            number,
            text,
            line,
        }
    }
}

/// Lines of a body: the first and the one behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Body {
    start: usize,
    end: usize,
}

/// The next lines of figures that stand close to each other.
fn next_body(lines: &[Line], chunks: &[Vec<Chunk>], lone: bool, from: usize) -> Option<Body> {
    let line = |at: usize| chunks.get(at).map_or(&[][..], Vec::as_slice);
    // Where the numbers that begin in a line end.
    let rest = |at: usize| -> usize {
        let between = broken_numbers::is_between(line(at + 1), line(at + 2));
        match () {
            () if broken_numbers::go_on(line(at), line(at + 1)) => at + 1,
            () if between && broken_numbers::go_on(line(at), line(at + 2)) => at + 2,
            () => at,
        }
    };
    let amounts = |at: usize| -> usize {
        let count = |wanted: &dyn Fn(&Chunk) -> bool| line(at).iter().filter(|c| wanted(c)).count();
        let whole = count(&|chunk| chunk.amount);
        match line(at).len() {
            0 => 0,
            1 if !lone => 0,
            _ if whole == 0 && !is_index(line(at)) && rest(at) > at => count(&|chunk| chunk.number),
            // A number that goes on below is an amount too.
            _ if whole > 0 && rest(at) > at => count(&|chunk| {
                chunk.amount || chunk.number && chunk.text.contains(['.', ',', '．', '，'])
            }),
            _ => whole,
        }
    };
    let mut start = from;
    while start < lines.len() {
        if amounts(start) == 0 {
            start += 1;
            continue;
        }
        let (mut last, mut found) = (rest(start), amounts(start));
        let first = start;
        // The last line that is plainly one of the body: rows may print no figure.
        let mut row = last;
        for at in first + 1..lines.len() {
            // The lines of a tall name lead from one row to the next.
            let led = || (row..at).all(|above| is_near(lines, above, above + 1, LED_APART));
            let near = || is_near(lines, row, at, APART * 10) || led();
            let far = at > row + MOST_BETWEEN + 1 || !near();
            if far && !lone || ends(chunks.get(at).map_or(&[], Vec::as_slice)) {
                break;
            }
            if amounts(at) > 0 {
                last = last.max(rest(at));
                row = last;
                found += amounts(at);
            } else if is_below(line(at), chunks.get(first..at).unwrap_or(&[])) {
                row = row.max(at);
            }
        }
        let mut end = last + 1;
        let wraps = |at: usize| {
            line(at).len() == 1
                && !ends(line(at))
                && !is_mark(line(at))
                && is_near(lines, at - 1, at, CELL_APART)
                && line(at).iter().all(|rest| {
                    let above = chunks.get(last.saturating_sub(1)..at);
                    let mut above = above.unwrap_or(&[]).iter().flatten();
                    let below = |chunk: &Chunk| chunk.span().overlap(&rest.span()) > 0;
                    rest.number || !above.any(|chunk| chunk.number && below(chunk))
                })
        };
        while end < lines.len() && end < last + MOST_BETWEEN && wraps(end) {
            end += 1;
        }
        // One row alone goes on under the heading that is printed again.
        let coded = line(first).first().is_some_and(Chunk::is_code);
        let again = || coded && names_columns(chunks.get(from..first).unwrap_or(&[]));
        // So does one at the top of a page without a heading.
        let fewest = match () {
            () if coded && first == 0 && line(first).len() > FEWEST_LONE => 1,
            () if lone || found < FEWEST_AMOUNTS && again() => FEWEST_LONE,
            () => FEWEST_AMOUNTS,
        };
        if found >= fewest {
            // The name of the first row, and its figures themselves, may begin above.
            let above = first > from
                && !is_index(line(first - 1))
                && is_near(lines, first - 1, first, CELL_APART);
            let wraps = above
                && (is_near(lines, first - 1, first, WRAPPED)
                    || broken_numbers::go_on(line(first - 1), line(first))
                    || begins_name(line(first - 1), line(first)));
            let mut start = first - usize::from(wraps);
            // A code whose name goes on below heads no column.
            let code = |at: usize| matches!(line(at), [code] if code.is_code());
            if start > from && code(start - 1) && is_near(lines, start - 1, start, CELL_APART) {
                start -= 1;
            }
            return Some(Body { start, end });
        }
        start = end;
    }
    None
}

/// Whether each of several words and numbers, or a code, stands below others of a body.
fn is_below(line: &[Chunk], body: &[Vec<Chunk>]) -> bool {
    let above = |chunk: &Chunk| {
        let mut body = body.iter().rev().take(MOST_HEADING).flatten();
        body.any(|other| other.span().overlap(&chunk.span()) > 0)
    };
    let row = line.len() > 1 || line.first().is_some_and(Chunk::is_code);
    row && line.iter().all(above)
}

/// Whether lines print the names of several columns.
fn names_columns(lines: &[Vec<Chunk>]) -> bool {
    let known = Vocabulary::embedded();
    let chunks = lines.iter().flatten();
    let columns = chunks.filter(|chunk| known.column(&chunk.text).is_some());
    columns.count() >= FEWEST_NAMED
}

/// Whether two lines stand no farther apart than so many tenths of their size.
fn is_near(lines: &[Line], above: usize, below: usize, tenths: Length) -> bool {
    let (Some(above), Some(below)) = (lines.get(above), lines.get(below)) else {
        return false;
    };
    (below.middle - above.middle) * 10 <= above.size().max(below.size()) * tenths
}

/// Where the heading of a body begins.
fn heading_start(lines: &[Line], chunks: &[Vec<Chunk>], from: usize, body: usize) -> usize {
    let mut start = body;
    let short = |chunk: &Chunk| chunk.text.chars().count() <= LONGEST_DOWNWARDS;
    while start > from && body - start < MOST_DOWNWARDS {
        let above = chunks.get(start - 1).map_or(&[][..], Vec::as_slice);
        let long = body - start >= MOST_HEADING && !above.iter().all(short);
        if long || ends(above) || !is_near(lines, start - 1, start, HEADING_APART) {
            break;
        }
        start -= 1;
    }
    start
}

fn table(heading: &[Vec<Chunk>], body: &[Vec<Chunk>], rules: &[Rule]) -> Option<Table> {
    if heading.iter().chain(body).flatten().count() > MOST_CHUNKS {
        return None;
    }
    let index = heading
        .iter()
        .rev()
        .take_while(|line| is_index(line))
        .count();
    let (heading, index) = heading.split_at(heading.len() - index);
    let counts = |chunk: &&Chunk| chunk.number || is_count(&chunk.text);
    // 类, 款 and 项 may stand beside the numbers of the columns.
    let words = index.iter().map(|line| {
        let words = line.iter().filter(|chunk| !counts(chunk));
        words.cloned().collect::<Vec<Chunk>>()
    });
    let heading: Vec<Vec<Chunk>> = heading.iter().cloned().chain(words).collect();
    let heading = aligned_words::divided(heading, body);
    let mut headings = aligned_header::cells(&heading, rules);
    let at_top = aligned_top::settle(&mut headings, body);
    let counted = index.iter().flatten().filter(|chunk| chunk.number);
    let counted: Vec<Span> = counted.map(Chunk::span).collect();
    let columns = columns(body, &headings, &counted)?;
    let xs = edges(&columns);
    let bands = bands(rules, &columns);
    let mut rows = aligned_header::rows(&headings, &columns, at_top)?;
    let centre = |words: &Words| -> Option<Length> {
        let (first, last) = (words.runs.first()?, words.runs.last()?);
        Some(first.middle.midpoint(last.middle))
    };
    let highest = |row: &Vec<Words>| row.iter().filter_map(centre).min().unwrap_or(0);
    let mut tops: Vec<Length> = rows.iter().map(highest).collect();
    let index = index
        .iter()
        .map(|line| line.iter().filter(counts).collect());
    for row in index.chain(aligned_rows::rows(body, &columns, &bands)) {
        let row: Vec<&Chunk> = row;
        let figure = row.iter().find(|chunk| chunk.number).or(row.first());
        tops.push(figure.map_or(0, |chunk| chunk.line.middle));
        rows.push(cells(&row, &columns)?);
    }
    Some(Table {
        tops,
        rows,
        xs,
        spans: columns,
        ..Table::default()
    })
}

/// The heights of the lines that are drawn below most of the columns.
fn bands(rules: &[Rule], columns: &[Span]) -> Vec<Length> {
    let ends = columns.first().zip(columns.last());
    let (left, right) = ends.map_or((0, 0), |(first, last)| (first.left, last.right));
    let long = |rule: &&Rule| (rule.to.min(right) - rule.from.max(left)) * 2 > right - left;
    let mut bands: Vec<Length> = rules.iter().filter(long).map(|rule| rule.at).collect();
    bands.sort_unstable();
    bands
}

/// The texts of a row by column; `None` where two figures would share a cell.
fn cells(row: &[&Chunk], columns: &[Span]) -> Option<Vec<Words>> {
    let mut cells: Vec<Vec<&Chunk>> = vec![Vec::new(); columns.len()];
    for chunk in row {
        cells
            .get_mut(column_of(&chunk.span(), columns)?)?
            .push(chunk);
    }
    let texts = cells.iter().zip(columns).map(|(chunks, column)| {
        let figures = chunks.iter().filter(|chunk| chunk.amount).count();
        let several = figures > 1 || figures == 1 && chunks.len() > 1;
        if several && !broken_numbers::is_one(chunks) {
            return None;
        }
        let lines: Vec<Line> = chunks.iter().map(|chunk| chunk.line.clone()).collect();
        let moved = lines.first().map_or(0, Line::left) - column.left;
        Some(layout::indented(&lines, moved))
    });
    texts.collect()
}
