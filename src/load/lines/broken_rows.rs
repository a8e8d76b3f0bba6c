//! Rows whose cells print several lines: what a program prints of one row stands on several lines again.
//!
//! A line break inside a cell ends the line, and the rest of the row follows on the next ones. Where the
//! other rows all have the same number of cells, lines that make up just as many together are one row.

use crate::catalogue;
use crate::load::blocks::caption::{LineKind, classify};
use crate::load::fold::fold;
use crate::load::grid::cells::is_number;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;

/// Fewer whole rows prove no width.
const FEWEST_ROWS: usize = 3;
/// Lines over which a row may be broken.
const MOST_LINES: usize = 12;

/// The lines with every such row on one of them.
#[must_use]
pub(in crate::load) fn joined(mut lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut from = 0;
    while from < lines.len() {
        let end = from + run(lines.get(from..).unwrap_or(&[]), vocabulary);
        let block = lines.get_mut(from..end).unwrap_or_default();
        let block: Vec<TextLine> = block.iter_mut().map(std::mem::take).collect();
        let words = known_words(&block, vocabulary);
        let block = put_together(block, words);
        let rows = heights(&block);
        whole.extend(put_together(block, rows));
        from = end;
    }
    whole
}

/// The lines of a block, so many of them on one each time.
fn put_together(block: Vec<TextLine>, heights: Option<Vec<usize>>) -> Vec<TextLine> {
    let Some(heights) = heights else {
        return block;
    };
    let mut rows = Vec::with_capacity(heights.len());
    let mut rest = block.into_iter();
    for height in heights {
        let Some(mut row) = rest.next() else {
            break;
        };
        for line in rest.by_ref().take(height - 1) {
            append(&mut row, &line);
        }
        rows.push(row);
    }
    rows
}

/// How many lines each row takes where halves of known words are put together: rows of a header may have
/// fewer cells than those below, and rows may lack their last blank ones.
fn known_words(block: &[TextLine], vocabulary: &Vocabulary) -> Option<Vec<usize>> {
    let mut heights = Vec::with_capacity(block.len());
    let mut at = 0;
    while let Some(line) = block.get(at) {
        let below = block.get(at + 1);
        let half = below.is_some_and(|below| {
            (line.tabbed || below.tabbed) && is_one_word(line, below, vocabulary)
        });
        heights.push(1 + usize::from(half));
        at += 1 + usize::from(half);
    }
    (heights.len() < block.len()).then_some(heights)
}

/// Whether the catalogue gives this name to the code that stands before it in its row, in one cell or
/// level by level.
fn is_name_of_code(row: &TextLine, name: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cells = row.printed().map(|piece| piece.text.as_str());
    let code: String = cells.filter(|text| digits(text)).collect();
    let name = fold(name);
    let mut entries = catalogue::entries(&code).iter();
    entries.any(|entry| fold(entry.name) == name)
}

/// Whether the last cell of a line and the first one below are halves of a word of headers, or of the
/// name of a code.
fn is_one_word(above: &TextLine, below: &TextLine, vocabulary: &Vocabulary) -> bool {
    let half = |line: &TextLine, piece: Option<&Piece>| match piece {
        Some(piece) if line.tabbed => piece.text.to_string(),
        _ => line.text(),
    };
    let (left, right) = (
        half(above, above.pieces.last()),
        half(below, below.pieces.first()),
    );
    let known = |word: &str| vocabulary.is_header_word(word);
    let halves = !left.is_empty() && !right.is_empty();
    let joined = format!("{left}{right}");
    let of_header = halves && !known(&left) && !known(&right) && known(&joined);
    of_header || halves && is_name_of_code(above, &joined)
}

/// How many lines from the first on stand directly below each other and may be rows of one table.
fn run(lines: &[TextLine], vocabulary: &Vocabulary) -> usize {
    let rows = lines.windows(2).take_while(|pair| match pair {
        [above, below] => {
            below.number == above.number + 1
                && below.page == above.page
                && may_be_row(above, vocabulary)
                && may_be_row(below, vocabulary)
        }
        _ => false,
    });
    rows.count() + 1
}

fn may_be_row(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let plain = !line.ruled && !line.placed;
    plain
        && (line.tabbed
            || !line.folded.contains('。') && classify(line, vocabulary) == LineKind::Text)
}

/// How many lines each row of a block takes; `None` where no row is broken, or where rows have
/// different numbers of cells and nothing tells a broken one.
fn heights(block: &[TextLine]) -> Option<Vec<usize>> {
    if let Some(heights) = below_margin(block) {
        return Some(heights);
    }
    let width = width(block)?;
    // Blank cells at the end of a row are printed: a line with fewer cells is no row.
    let blank = |line: &TextLine| {
        line.pieces
            .last()
            .is_some_and(|piece| piece.text.is_empty())
    };
    let filled_up = block
        .iter()
        .any(|line| line.pieces.len() == width && blank(line));
    let mut heights = Vec::with_capacity(block.len());
    let (mut at, mut rows, mut broken) = (0, 0, 0);
    let mut closed = false;
    while let Some(line) = block.get(at) {
        // Below a line that is no whole row it is open which row words belong to.
        let height = height(block.get(at..)?, width, filled_up && closed);
        closed = height.is_some() && ends_in_no_words(block.get(at + height.unwrap_or(1) - 1));
        rows += usize::from(height.is_some());
        broken += usize::from(height.is_some_and(|height| height > 1));
        // A row of figures with fewer cells: blank ones at its end are left out.
        if height.is_none() && line.printed().any(|piece| is_amount(&piece.text)) {
            return None;
        }
        heights.push(height.unwrap_or(1));
        at += height.unwrap_or(1);
    }
    (broken > 0 && rows >= FEWEST_ROWS + broken).then_some(heights)
}

/// The same where a tab stands before every row: a line without is the rest of the one above.
fn below_margin(block: &[TextLine]) -> Option<Vec<usize>> {
    let begins = |line: &TextLine| {
        let first = line.pieces.first();
        line.tabbed && first.is_some_and(|piece| piece.text.is_empty())
    };
    let rows = block.iter().filter(|line| begins(line)).count();
    let rests = block.len() - rows;
    if !block.first().is_some_and(begins) || rests == 0 || rows < FEWEST_ROWS + rests {
        return None;
    }
    let mut heights: Vec<usize> = Vec::with_capacity(rows);
    let mut above: Option<&TextLine> = None;
    for line in block {
        match heights.last_mut() {
            Some(height) if !begins(line) && above.is_some_and(|above| goes_on(above, line)) => {
                *height += 1;
            }
            _ => heights.push(1),
        }
        above = Some(line);
    }
    Some(heights)
}

/// The number of cells most lines have.
fn width(block: &[TextLine]) -> Option<usize> {
    let mut widths: Vec<usize> = block
        .iter()
        .filter(|line| line.tabbed)
        .map(|line| line.pieces.len())
        .collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|one, other| one == other);
    let width = *most.max_by_key(|alike| alike.len())?.first()?;
    (width > 2).then_some(width)
}

/// Over how many lines the row that begins here is printed.
fn height(lines: &[TextLine], width: usize, filled_up: bool) -> Option<usize> {
    let cells = |line: &TextLine| if line.tabbed { line.pieces.len() } else { 1 };
    let mut count = cells(lines.first()?);
    let mut height = 1;
    while count < width && height < MOST_LINES {
        let (above, below) = (lines.get(height - 1)?, lines.get(height)?);
        if !goes_on(above, below) {
            return None;
        }
        count += cells(below) - 1;
        height += 1;
    }
    // A whole row may be the rest of the one above it only where that can be no row.
    let rest = lines.get(1..height)?;
    let whole = rest.iter().any(|line| cells(line) == width);
    (count == width && (filled_up || !whole)).then_some(height)
}

/// Whether the last cell of a line may be cut in the middle of its words. Two whole words of a header are
/// cells of two rows.
fn goes_on(above: &TextLine, below: &TextLine) -> bool {
    let vocabulary = Vocabulary::embedded();
    let whole = |text: &str| vocabulary.is_header_word(text);
    let words = |text: &str| !text.is_empty() && !is_number(text);
    match (above.pieces.last(), below.pieces.first()) {
        (Some(left), Some(right)) => {
            words(&left.text) && words(&right.text) && !(whole(&left.text) && whole(&right.text))
        }
        _ => false,
    }
}

/// Whether a line ends with a figure or a blank cell: words below it are no rest of it.
fn ends_in_no_words(line: Option<&TextLine>) -> bool {
    let last = line.and_then(|line| line.pieces.last());
    last.is_some_and(|piece| piece.text.is_empty() || is_number(&piece.text))
}

/// Adds the rest of a row: its first cell belongs to the last one above.
fn append(row: &mut TextLine, below: &TextLine) {
    one_cell(row);
    let mut rest = below.clone();
    one_cell(&mut rest);
    let mut cells = rest.pieces.into_iter();
    if let (Some(last), Some(first)) = (row.pieces.make_mut().last_mut(), cells.next()) {
        last.text.push_str(&first.text);
        last.span.end = first.span.end;
    }
    row.pieces.extend(cells);
    row.folded.push_str(&below.folded);
    row.tabbed = true;
}

/// Words divided by white space are one cell here.
fn one_cell(line: &mut TextLine) {
    if line.tabbed {
        return;
    }
    let mut words = line.pieces.iter().cloned();
    let Some(mut cell) = words.next() else {
        return;
    };
    for word in words {
        cell.text.push_str(&word.text);
        cell.span.end = word.span.end;
    }
    line.pieces = std::iter::once(cell).collect();
    line.tabbed = true;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line::{lines, printed_words};
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        let lines = lines(&Source::new("a", text, Encoding::Utf8));
        printed_words(&joined(lines, Vocabulary::embedded()))
    }

    #[test]
    fn lines_that_make_up_one_row_are_joined() {
        let rows = read(
            "科目编\n码\t科目名称\t合计\t基本支出\n205\t教育支出\t3.00\t3.00\n20502\t普通\n教育\t3.00\t3.00\n2050201\t学前教育\t1.00\t1.00\n2050202\t小学教\n育\t2.00\t2.00\n\t合计\t3.00\t3.00",
        );
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[0], "科目编码 科目名称 合计 基本支出");
        assert_eq!(rows[2], "20502 普通教育 3.00 3.00");
    }

    #[test]
    fn halves_of_known_words_are_joined_however_many_cells_the_rows_have() {
        let rows = read(
            "科目编码\t科目名\n称\t合计\t基本支出\t项目支出\n302\t商品和服务支出\t3.00\n30239\t其\n他交通费用\t1.00\t\t1.00",
        );
        assert_eq!(rows[0], "科目编码 科目名称 合计 基本支出 项目支出");
        assert_eq!(rows[2], "30239 其他交通费用 1.00 1.00");
    }

    #[test]
    fn rows_of_a_header_without_their_blank_cells_are_rows() {
        let text = "功能分类科目\t本年收入合计\t财政拨款收入\t其他收入\n科目编码\t科目名称\n\t合计\t9.00\t9.00\t-\n208\t社会保障和就业支出\t4.00\t4.00\t-\n21\n0\t卫生健康支出\t5.00\t5.00\t-";
        assert_eq!(read(text)[1], "科目编码 科目名称");
    }

    #[test]
    fn lines_without_the_tab_before_every_row_are_rests() {
        let rows = read(
            "\t收入\t\t支出\n\t项目\t金额\t项目\t金额\n\t一、事业\n收入\t2.00\t一、教育支出\n\t二、其他收入\t1.00\t二、卫生健康支出\n\t\t\t三、节能环\n保支出\t3.00",
        );
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[4], "三、节能环保支出 3.00");
    }

    #[test]
    fn rows_without_their_last_blank_cells_are_rows() {
        let text = "科目编码\t科目名称\t合计\t基本支出\n205\t教育支出\t3.00\t3.00\n20502\t普通教育\t3.00\n其他\t支出\n2050201\t学前教育\t1.00\t1.00\n2050202\t小学教育\t2.00\t2.00";
        assert_eq!(read(text).len(), 6);
    }
}
