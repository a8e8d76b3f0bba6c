//! Tables whose cells a program guessed: put back what it moved into the cell beside.
//!
//! Programs that print pages of a PDF in Markdown find cells by the lines and gaps they see. A figure
//! and the name of the stream beside it become one cell, a word above several columns is cut between
//! two of them, and words of a header stand in a column of their own beside their figures. What is
//! moved back is told by all rows, or by the vocabulary; anything else stays for the header to doubt.

use crate::load::fold::fold;
use crate::load::grid::cells::is_number;
use crate::load::header;
use crate::load::header::Leaf;
use crate::load::header::index_line::is_index_line;
use crate::load::line::{Piece, TextLine};
use crate::load::lines::centred_groups;
use crate::load::plain::glued::glued_at;
use crate::load::vocabulary::{GroupWord, Vocabulary};

/// Cells that a word may be cut between.
const MOST_PIECES: usize = 4;
/// Fewer cells that hold two tell nothing.
const FEWEST_GLUED: usize = 2;

/// Puts the cells of a header and its rows back, all of one width where anything is moved.
pub(in crate::load) fn restore(
    header: &mut Vec<TextLine>,
    body: &mut [TextLine],
    vocabulary: &Vocabulary,
) {
    let width = body.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
    for column in 0..width.saturating_sub(1) {
        divide(column, body);
    }
    for line in header.iter_mut() {
        lay_out(line, width, vocabulary);
        join_across(line, vocabulary);
    }
    lift_groups(header, vocabulary);
    join_halves(header, vocabulary);
    centred_groups::move_to_first(header, vocabulary);
    close_up(header, body, width, vocabulary);
}

/// Gives the words behind the amounts of a column to the column beside it, where that is blank.
fn divide(column: usize, body: &mut [TextLine]) {
    let at = |line: &TextLine, column: usize| -> Option<Piece> {
        line.pieces
            .get(column)
            .cloned()
            .filter(|piece| !piece.text.is_empty())
    };
    if body.iter().any(|line| at(line, column + 1).is_some()) {
        return;
    }
    let cells = || body.iter().filter_map(|line| at(line, column));
    let glued = |piece: &Piece| glued_at(&piece.text).is_some();
    let whole = |piece: &Piece| {
        is_number(&piece.text) || !piece.text.contains(|c: char| c.is_ascii_digit())
    };
    if cells().filter(glued).count() < FEWEST_GLUED
        || !cells().all(|piece| glued(&piece) || whole(&piece))
    {
        return;
    }
    for line in body {
        let Some([cell, beside]) = line.pieces.make_mut().get_mut(column..column + 2) else {
            continue;
        };
        let text = std::mem::take(&mut cell.text);
        let cut = match glued_at(&text) {
            Some(cut) => cut,
            None if is_number(&text) => text.len(),
            None => 0,
        };
        let (amount, words) = text.split_at(cut);
        let own = (cell.span, cell.line, cell.at);
        cell.text = amount.into();
        beside.text = words.into();
        (beside.span, beside.line, beside.at) = own;
    }
}

/// Gives every column one word of a header line that prints as many words as there are columns, some
/// of them in one cell.
fn lay_out(line: &mut TextLine, width: usize, vocabulary: &Vocabulary) {
    let printed = line.printed().count();
    let mut pieces: Vec<Piece> = Vec::with_capacity(width);
    for cell in line.printed() {
        let (words, unknown) = header::cut::cut(&cell.text, vocabulary);
        if unknown > 0 {
            return;
        }
        pieces.extend(words.into_iter().map(|word| Piece {
            text: word.into(),
            ..cell.clone()
        }));
    }
    if printed < width && pieces.len() == width {
        line.pieces = pieces.into();
    }
}

/// Joins the pieces of a word that was cut between neighbouring cells of a line: 公 beside
/// 务用车购置及运行费. It goes to the middle of them.
fn join_across(line: &mut TextLine, vocabulary: &Vocabulary) {
    let known = |text: &str| vocabulary.column(text).is_some() || vocabulary.group(text).is_some();
    let mut from = 0;
    while from < line.pieces.len() {
        let mut whole = String::new();
        let mut found = None;
        for (count, cell) in line.pieces.iter().skip(from).take(MOST_PIECES).enumerate() {
            if cell.text.is_empty() || known(&cell.text) {
                break;
            }
            whole.push_str(&cell.text);
            if count > 0 && known(&whole) {
                found = Some((count + 1, whole.clone()));
            }
        }
        let Some((count, word)) = found else {
            from += 1;
            continue;
        };
        let cells = line.pieces.make_mut().iter_mut().skip(from).take(count);
        for (at, cell) in cells.enumerate() {
            cell.text = if at == count / 2 {
                word.as_str().into()
            } else {
                "".into()
            };
        }
        from += count;
    }
}

/// A word above several columns that was cut between their cells, or stands in the first of them, gets
/// a line of its own.
fn lift_groups(header: &mut Vec<TextLine>, vocabulary: &Vocabulary) {
    let mut at = 0;
    while let Some(line) = header.get_mut(at) {
        if let Some(above) = lifted(line, vocabulary) {
            header.insert(at, above);
            at += 1;
        }
        at += 1;
    }
}

/// The words that stood above those of a line, taken out of it.
fn lifted(line: &mut TextLine, vocabulary: &Vocabulary) -> Option<TextLine> {
    let known = |text: &str| vocabulary.column(text).is_some();
    let mut above = line.clone();
    let mut below = line.clone();
    let cells = above.pieces.make_mut();
    cells.iter_mut().for_each(|cell| cell.text = "".into());
    let (mut begun, mut any): (Option<(usize, String)>, bool) = (None, false);
    for (column, cell) in below.pieces.make_mut().iter_mut().enumerate() {
        let lead = lead(&cell.text, vocabulary);
        match (lead, &mut begun) {
            (0, Some(_)) => return None,
            (0, None) => continue,
            (lead, begun) => {
                let (piece, word) = cell.text.split_at(lead);
                let whole = begun.is_none() && known(piece);
                let (first, mut text) = begun.take().unwrap_or((column, String::new()));
                text.push_str(piece);
                cell.text = word.into();
                let group = vocabulary.group(&text);
                if group.is_some_and(|group| {
                    !whole || is_centred(&line.pieces, column, group, vocabulary)
                }) {
                    cells.get_mut(first)?.text = text.into();
                    any = true;
                } else {
                    *begun = Some((first, text));
                }
            }
        }
    }
    if !any || begun.is_some() || !below.printed().all(|piece| known(&piece.text)) {
        return None;
    }
    *line = below;
    Some(above)
}

/// Whether a word that can be a column too stands above those it holds: on both sides of its own, one
/// of them. Two columns in one cell look like a word above the other.
fn is_centred(cells: &[Piece], column: usize, group: &GroupWord, vocabulary: &Vocabulary) -> bool {
    let word = |at: Option<usize>| {
        let cell = at.and_then(|at| cells.get(at));
        cell.map_or("", |cell| cell.text.as_str())
    };
    let left = word(column.checked_sub(1));
    let behind = group.holds(&fold(word(Some(column + 1))));
    // 小计 stands below any word, as the first of its columns.
    behind && (group.holds(&fold(left)) || vocabulary.is_total(left))
}

/// How many bytes stand before the longest word a cell ends with, where it is no word itself.
fn lead(text: &str, vocabulary: &Vocabulary) -> usize {
    let mut ends = text.char_indices().map(|(at, _)| at);
    let found = ends.find(|&at| {
        let word = text.get(at..).unwrap_or("");
        vocabulary.column(word).is_some()
    });
    found.unwrap_or(0)
}

/// Joins the words of a cell that was cut between two lines: 财政专户管理 above 资金.
fn join_halves(header: &mut [TextLine], vocabulary: &Vocabulary) {
    let known = |text: &str| vocabulary.column(text).is_some() || vocabulary.group(text).is_some();
    let width = header
        .iter()
        .map(|line| line.pieces.len())
        .max()
        .unwrap_or(0);
    for column in 0..width {
        let mut upper: Option<(usize, String)> = None;
        for row in 0..header.len() {
            let cell = header.get(row).and_then(|line| line.pieces.get(column));
            let text = cell.map_or("", |cell| cell.text.as_str()).to_owned();
            if text.is_empty() {
                continue;
            }
            let whole = upper
                .as_ref()
                .map(|(at, upper)| (*at, format!("{upper}{text}"), upper));
            let halves = |upper: &str| !known(upper) || !known(&text);
            let whole = whole.filter(|(_, whole, upper)| halves(upper) && known(whole));
            let Some((at, whole, _)) = whole else {
                upper = Some((row, text));
                continue;
            };
            for (row, text) in [(at, whole.as_str()), (row, "")] {
                let line = header.get_mut(row).map(|line| line.pieces.make_mut());
                if let Some(cell) = line.and_then(|cells| cells.get_mut(column)) {
                    cell.text = text.into();
                }
            }
            upper = Some((at, whole));
        }
    }
}

/// Takes out columns in which no row prints anything, where the words of the header then name as many
/// columns as are left; their words go to the column beside.
fn close_up(header: &mut [TextLine], body: &mut [TextLine], width: usize, vocabulary: &Vocabulary) {
    let prints = |column: usize| {
        let mut cells = body.iter().filter_map(|line| line.pieces.get(column));
        cells.any(|piece| !piece.text.is_empty())
    };
    let kept: Vec<bool> = (0..width).map(prints).collect();
    let left = kept.iter().filter(|kept| **kept).count();
    let named = leaves_from_words(header, vocabulary).map(|leaves| leaves.len());
    if left == width || named != Some(left) {
        return;
    }
    for line in header {
        let mut cells: Vec<Piece> = line.pieces.to_vec();
        cells.resize(width.max(cells.len()), Piece::default());
        for column in (0..width).filter(|&column| kept.get(column) == Some(&false)) {
            let free = |at: &usize| {
                let cell = cells.get(*at).filter(|cell| cell.text.is_empty());
                cell.is_some() && kept.get(*at) == Some(&true)
            };
            let beside = [column + 1, column.wrapping_sub(1)].into_iter().find(free);
            let own = cells
                .get_mut(column)
                .map(std::mem::take)
                .unwrap_or_default();
            if let Some(cell) = beside.and_then(|at| cells.get_mut(at))
                && !own.text.is_empty()
            {
                *cell = own;
            }
        }
        line.pieces = only(cells, &kept).into();
    }
    for line in body {
        line.pieces = only(line.pieces.to_vec(), &kept).into();
    }
}

fn only(cells: Vec<Piece>, kept: &[bool]) -> Vec<Piece> {
    let mut cells: Vec<Piece> = cells;
    let mut kept = kept.iter();
    cells.retain(|_| *kept.next().unwrap_or(&false));
    cells
}

/// The columns the words of a header name in their printed order, wherever they stand; `None` where
/// some are unknown or their tree is in doubt.
#[must_use]
pub(in crate::load) fn leaves_from_words(
    header: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let text: Vec<&str> = header
        .iter()
        .filter(|line| !is_index_line(line))
        .flat_map(TextLine::printed)
        .map(|piece| piece.text.as_str())
        .collect();
    let (words, unknown) = header::cut::cut(&text.join(" "), vocabulary);
    let assembled = header::words::assemble(&words, vocabulary);
    (unknown == 0 && !assembled.doubtful).then_some(assembled.leaves)
}

/// The columns of a header by the cells that stand lowest in each, and above them the words that hold
/// them, however wide these were taken for; `None` where that is not certain.
#[must_use]
pub(in crate::load) fn leaves_by_holding(
    header: &[TextLine],
    width: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let rows: Vec<&TextLine> = header.iter().filter(|line| !is_index_line(line)).collect();
    let text = |row: usize, column: usize| -> &str {
        let cell = rows.get(row).and_then(|line| line.pieces.get(column));
        cell.map_or("", |cell| cell.text.as_str())
    };
    let lowest = |column: usize| {
        (0..rows.len())
            .rev()
            .find(|&row| !text(row, column).is_empty())
    };
    let lowest: Vec<usize> = (0..width).map(lowest).collect::<Option<_>>()?;
    let word = |column: usize| lowest.get(column).map_or("", |&row| text(row, column));
    if !(0..width).all(|column| vocabulary.column(word(column)).is_some()) {
        return None;
    }
    let mut paths: Vec<Vec<String>> = (0..width).map(|at| vec![word(at).to_owned()]).collect();
    for row in (0..rows.len()).rev() {
        let tops: Vec<String> = paths
            .iter()
            .map(|path| path.first().cloned().unwrap_or_default())
            .collect();
        let top = |at: usize| tops.get(at).map_or("", String::as_str);
        for column in 0..width {
            let above = text(row, column);
            if above.is_empty() || lowest.get(column) == Some(&row) {
                continue;
            }
            let group = vocabulary.group(above)?;
            let open = |at: usize| {
                let below = lowest.get(at).is_some_and(|&lowest| lowest > row);
                below && (at == column || text(row, at).is_empty())
            };
            let held = |at: usize| open(at) && group.holds(&fold(top(at)));
            let first = (0..=column).rev().take_while(|&at| held(at)).last();
            let before = first.map_or(Some(column), |first| first.checked_sub(1));
            let last = (first.unwrap_or(column)..width).skip(1);
            let last = last.take_while(|&at| held(at)).last().or(first);
            // 合计 on the left is the first of those below a word that stands in their middle.
            let nearer = |from: usize| {
                let to = last.unwrap_or(from);
                (2 * column).abs_diff(from + to) <= (2 * column).abs_diff(from + 1 + to)
            };
            let total = |at: &usize| {
                let own = top(*at) == "小计" || nearer(*at);
                own && vocabulary.is_total(top(*at)) && open(*at)
            };
            let from = before.filter(total).or(first)?;
            let to = last.or(Some(from)).filter(|&to| to >= column)?;
            for path in paths.get_mut(from..=to)? {
                path.insert(0, above.to_owned());
            }
        }
    }
    Some(header::from_paths(paths, vocabulary))
}

/// Whether no column is headed by a word whose cell stands above another.
#[must_use]
pub(in crate::load) fn stand_so(leaves: &[Leaf], header: &[TextLine]) -> bool {
    let cells = || {
        let lines = header.iter();
        lines.flat_map(|line| line.pieces.iter().enumerate())
    };
    leaves.iter().enumerate().all(|(at, leaf)| {
        let word = leaf.path.last().map_or("", String::as_str);
        let mut same = cells().filter(|(_, cell)| cell.text == word);
        let first = same.next();
        let twice = same.next().is_some();
        twice || first.is_none_or(|(column, _)| column == at)
    })
}

/// How many leaves stand below a word that does not hold them. Where it holds others of the header, its
/// cell was taken for too wide; elsewhere the vocabulary may not know them.
#[must_use]
pub(in crate::load) fn misheld(leaves: &[Leaf], vocabulary: &Vocabulary) -> (usize, usize) {
    let pairs = || {
        let pairs = leaves.iter().flat_map(|leaf| leaf.path.windows(2));
        pairs.filter_map(|pair| {
            let [above, word] = pair else { return None };
            vocabulary.column(word)?;
            let Some(group) = vocabulary.group(above) else {
                // A column of its own holds no other.
                return vocabulary.column(above).map(|_| (above, false));
            };
            Some((above, group.holds(&fold(word)) || vocabulary.is_total(word)))
        })
    };
    let holds_others = |above: &String| pairs().any(|(other, held)| held && other == above);
    let amiss = pairs().filter(|(_, held)| !held);
    let (sure, unsure): (Vec<_>, Vec<_>) = amiss.partition(|(above, _)| holds_others(above));
    (sure.len(), unsure.len())
}

/// Whether a header cannot be read as its cells stand: words stand below a word that does not hold
/// them, two words stand above one column of figures, or the rest of a word before another.
#[must_use]
pub(in crate::load) fn are_wrong(
    leaves: &[Leaf],
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> bool {
    let prints = |column: usize| {
        let mut cells = body.iter().filter_map(|line| line.pieces.get(column));
        cells.any(|piece| !piece.text.is_empty())
    };
    let wrong = |(at, leaf): (usize, &Leaf)| {
        let word = leaf.path.last().map_or("", String::as_str);
        let (words, unknown) = header::cut::cut(word, vocabulary);
        let one = leaf.kind.is_some() || leaf.stub.is_some();
        let double = !one && unknown == 0 && words.len() > 1;
        let torn = !one && unknown > 0 && lead(word, vocabulary) > 0;
        torn || double && prints(at)
    };
    misheld(leaves, vocabulary).0 > 0 || leaves.iter().enumerate().any(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    /// Header and body after their cells were put back, cell by cell.
    fn restored(text: &str, height: usize) -> Vec<String> {
        let lines = line::lines(&Source::new("a.md", text, Encoding::Utf8));
        let (header, body) = lines.split_at(height);
        let (mut header, mut body) = (header.to_vec(), body.to_vec());
        restore(&mut header, &mut body, Vocabulary::embedded());
        let cells = |line: &TextLine| -> String {
            let cells: Vec<&str> = line
                .pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect();
            cells.join("|")
        };
        header.iter().chain(&body).map(cells).collect()
    }

    #[test]
    fn figures_and_the_names_behind_them_are_two_cells() {
        let text = "|收入||支出||\n|---|---|---|---|\n|项目<br>预算数|项目|预算数||\n\
                    |一、事业收入|5.00 一、教育支出||3.00|\n|二、其他收入|1.00 二、卫生健康支出||3.00|\n";
        let right = [
            "收入||支出|",
            "项目|预算数|项目|预算数",
            "一、事业收入|5.00|一、教育支出|3.00",
            "二、其他收入|1.00|二、卫生健康支出|3.00",
        ];
        assert_eq!(restored(text, 2), right);
    }

    #[test]
    fn words_cut_between_cells_and_columns_of_their_own_are_put_back() {
        let text = "|“三公”经费合计||因公出国（境）费|公|务用车购置及运行费||公务接待费|\n\
                    |---|---|---|---|---|---|---|\n||||小计|公务用车购置费|公务用车运行费||\n\
                    ||9.00|1.00|5.00|2.00|3.00|3.00|\n";
        let right = [
            "“三公”经费合计|因公出国（境）费|公务用车购置及运行费|||公务接待费",
            "||小计|公务用车购置费|公务用车运行费|",
            "9.00|1.00|5.00|2.00|3.00|3.00",
        ];
        assert_eq!(restored(text, 2), right);
    }
}
