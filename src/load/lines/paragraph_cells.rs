//! Tables whose cells are paragraphs: one cell on a line, blank lines between, further blank lines for empty cells.
//!
//! Web pages copied to text lose the borders of their tables, not the order of the cells. The rows are
//! found again where the header and the kinds of the cells below leave one width only, from the first
//! row to the last: below words stand words, below figures figures. Anything else is left as it is.

use crate::load::blocks::caption::{LineKind, classify};
use crate::load::grid::cells::is_figure;
use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::Vocabulary;
use crate::model::Span;

/// Fewer rows below the header prove no width.
const FEWEST_ROWS: usize = 3;
/// The widest table, in columns.
const WIDEST: usize = 14;
/// Rows of the highest header.
const HIGHEST_HEADER: usize = 4;
/// The longest cell, in characters.
const LONGEST: usize = 40;
/// So many cells in a row may be empty.
const MOST_EMPTY: u32 = 12;
/// Lines from one paragraph to the next.
const APART: u32 = 2;

/// The lines with every such table row on one of them.
#[must_use]
pub(in crate::load) fn joined(mut lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut from = 0;
    while from < lines.len() {
        let end = run(&lines, from, vocabulary);
        let cells = lines.get(from..end).unwrap_or(&[]);
        match rows(cells, vocabulary) {
            Some(rows) => whole.extend(rows),
            None => {
                let kept = lines.get_mut(from..end.max(from + 1)).unwrap_or_default();
                whole.extend(kept.iter_mut().map(std::mem::take));
            }
        }
        from = end.max(from + 1);
    }
    whole
}

/// One past the last line that may be a cell of one table beginning here.
fn run(lines: &[TextLine], from: usize, vocabulary: &Vocabulary) -> usize {
    let mut last: Option<u32> = None;
    let cells = lines.iter().skip(from).take_while(|line| {
        let near = last.is_none_or(|last| {
            (APART..=APART + MOST_EMPTY).contains(&line.number.saturating_sub(last))
        });
        last = Some(line.number);
        near && is_cell(line, vocabulary)
    });
    from + cells.count()
}

fn is_cell(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let short = line.folded.chars().count() <= LONGEST;
    let figure = || is_figure(&line.text());
    !line.tabbed
        && !line.placed
        && short
        && !line.folded.contains(['。', '；'])
        && (figure() || classify(line, vocabulary) == LineKind::Text)
}

fn is_words(text: &str) -> bool {
    !text.is_empty() && !is_figure(text)
}

/// The cells of a run, with the empty ones that wider gaps stand for.
fn cells(lines: &[TextLine]) -> Vec<Piece> {
    let mut cells = Vec::with_capacity(lines.len());
    let mut last: Option<u32> = None;
    for line in lines {
        let empty = last.map_or(0, |last| line.number.saturating_sub(last + APART));
        cells.extend((0..empty).map(|_| Piece::default()));
        last = Some(line.number);
        let words = || line.printed();
        let span = words().map(|word| word.span).reduce(|first, last| Span {
            start: first.start,
            end: last.end,
        });
        cells.push(Piece {
            text: line.text().into(),
            span: span.unwrap_or_default(),
            line: line.number,
            ..Piece::default()
        });
    }
    cells
}

/// The rows of a run, where one width and one header fit all of its cells.
fn rows(lines: &[TextLine], vocabulary: &Vocabulary) -> Option<Vec<TextLine>> {
    if lines.len() < FEWEST_ROWS * 2 {
        return None;
    }
    let cells = cells(lines);
    let mut fitting = (2..=WIDEST).filter_map(|width| header(&cells, width, vocabulary));
    let (header, width) = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let above = cells.get(..header.checked_sub(width)?)?;
    let mut rows = streams(above, width)?;
    rows.extend(
        cells
            .get(header - width..)?
            .chunks(width)
            .map(<[_]>::to_vec),
    );
    Some(rows.into_iter().filter_map(row).collect())
}

fn row(mut cells: Vec<Piece>) -> Option<TextLine> {
    let first = cells.iter().find(|cell| !cell.text.is_empty())?.line;
    for cell in &mut cells {
        cell.line = cell.line.max(first);
    }
    let words: String = cells.iter().map(|cell| cell.text.as_str()).collect();
    Some(TextLine {
        number: first,
        pieces: cells.into_iter().collect(),
        tabbed: true,
        folded: crate::load::fold::fold(&words).into(),
        ..TextLine::default()
    })
}

/// 收入 and 支出 above two equal halves of the header; `None` where other words stand there.
fn streams(above: &[Piece], width: usize) -> Option<Vec<Vec<Piece>>> {
    let printed: Vec<&Piece> = above.iter().filter(|cell| !cell.text.is_empty()).collect();
    match printed.as_slice() {
        [] => Some(Vec::new()),
        [left, right] if width.is_multiple_of(2) => {
            let mut row = vec![Piece::default(); width];
            *row.first_mut()? = (*left).clone();
            *row.get_mut(width / 2)? = (*right).clone();
            Some(vec![row])
        }
        _ => None,
    }
}

/// Where the rows of this width begin, behind the last row of the header.
fn header(cells: &[Piece], width: usize, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let is_header = |end: usize| {
        let row = end.checked_sub(width).and_then(|from| cells.get(from..end));
        row.is_some_and(|row| {
            let known = |cell: &Piece| vocabulary.column(&cell.text).is_some();
            let words = row.iter().filter(|cell| !cell.text.is_empty());
            words.clone().all(known)
                && words.count() * 2 >= width
                && row.first().is_some_and(|cell| !cell.text.is_empty())
                && !repeats(cells, end, width)
        })
    };
    let body = |end: usize| cells.get(end..).unwrap_or(&[]);
    let mut ends = (width..=cells.len().min(HIGHEST_HEADER * width))
        .filter(|&end| is_header(end) && fits(body(end), width, vocabulary));
    let end = ends.next()?;
    ends.next().is_none().then_some((end, width))
}

/// Whether words of the header stand there twice: they head two streams of half the width.
fn repeats(cells: &[Piece], end: usize, width: usize) -> bool {
    let text = |range: std::ops::Range<usize>| -> Option<Vec<&str>> {
        let cells = cells.get(range)?;
        Some(cells.iter().map(|cell| cell.text.as_str()).collect())
    };
    let own = text(end.saturating_sub(width)..end);
    let before = end
        .checked_sub(2 * width)
        .and_then(|from| text(from..from + width));
    let behind = text(end..end + width);
    let same = |other: &Option<Vec<&str>>| match (&own, other) {
        (Some(own), Some(other)) => own
            .iter()
            .zip(other)
            .any(|(one, other)| !one.is_empty() && one == other),
        _ => false,
    };
    same(&before) || same(&behind)
}

/// Whether rows of this width begin with words, and every column holds words or figures, not both.
fn fits(body: &[Piece], width: usize, vocabulary: &Vocabulary) -> bool {
    let rows: Vec<&[Piece]> = body.chunks(width).collect();
    let mut figures = 0;
    let pure = (0..width).all(|column| {
        let printed = || {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.text.as_str())
        };
        let numbers = printed().filter(|text| is_figure(text)).count();
        figures += numbers;
        numbers == 0 || !printed().any(is_words)
    });
    let named = rows.iter().all(|row| {
        row.first()
            .is_some_and(|cell| is_words(&cell.text) && vocabulary_stub(cell, vocabulary))
    });
    pure && named && rows.len() >= FEWEST_ROWS && figures >= 2
}

/// What begins a row is no word of a header, 栏次 aside.
fn vocabulary_stub(cell: &Piece, vocabulary: &Vocabulary) -> bool {
    let word = vocabulary.column(&cell.text);
    cell.text == "栏次" || word.is_none_or(|word| word.stub.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn read(cells: &[&str]) -> Vec<String> {
        let text = cells.join("\n\n");
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let lines = joined(lines, Vocabulary::embedded());
        let shown = lines.iter().map(|line| {
            let cells = line.pieces.iter().map(|piece| piece.text.as_str());
            cells.collect::<Vec<_>>().join("|")
        });
        shown.collect()
    }

    #[test]
    fn rows_of_two_streams_with_empty_cells() {
        // An empty paragraph of its own is one blank line more.
        let cells = [
            "收入",
            "支出",
            "项目",
            "行次",
            "金额",
            "项目",
            "行次",
            "金额\n",
            "一、财政拨款收入",
            "1",
            "9.00",
            "一、教育支出",
            "5",
            "9.00",
            "二、事业收入",
            "2\n",
            "二、外交支出",
            "6\n",
            "三、其他收入",
            "3",
            "1.00",
            "三、国防支出",
            "7",
            "1.00",
        ];
        let text = cells.join("\n\n").replace("金额\n\n\n一", "金额\n\n一");
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let lines = joined(lines, Vocabulary::embedded());
        let shown: Vec<String> = lines
            .iter()
            .map(|line| {
                let cells = line.pieces.iter().map(|piece| piece.text.as_str());
                cells.collect::<Vec<_>>().join("|")
            })
            .collect();
        assert_eq!(
            shown,
            [
                "收入|||支出||",
                "项目|行次|金额|项目|行次|金额",
                "一、财政拨款收入|1|9.00|一、教育支出|5|9.00",
                "二、事业收入|2||二、外交支出|6|",
                "三、其他收入|3|1.00|三、国防支出|7|1.00",
            ]
        );
    }

    #[test]
    fn cells_that_fit_no_width_or_stand_in_a_text_stay_lines() {
        let lost = [
            "项目",
            "预算数",
            "合计",
            "7.00",
            "接待费",
            "车辆费",
            "4.00",
            "出国费",
        ];
        assert_eq!(read(&lost), lost);
        let prose = ["一、收入情况", "收入9万元。", "二、支出情况", "支出9万元。"];
        assert_eq!(read(&prose), prose);
    }

    #[test]
    fn one_stream_of_names_and_figures() {
        let cells = [
            "项目",
            "预算数",
            "合计",
            "7.00",
            "接待费",
            "3.00",
            "车辆费",
            "4.00",
        ];
        assert_eq!(
            read(&cells),
            ["项目|预算数", "合计|7.00", "接待费|3.00", "车辆费|4.00"]
        );
    }
}
