//! Headers whose merged cells lost their width: a cell over columns prints one cell, one over rows leaves blank ones.
//!
//! Programs that take text out of Word files print the cells a row has, and a cell over several columns
//! is one. The last row of such a header stands in its places; each row above is dealt out over the one
//! below it.

use crate::load::grid;
use crate::load::grid::low_header;
use crate::load::grid::packed_header::{self, FOREIGN, against, compares_alike};
use crate::load::grid::packed_tiers;
use crate::load::header::index_line::is_index_line;
use crate::load::header::{self, Leaf};
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// Rows of the highest header.
const HIGHEST: usize = 4;
/// Cells of a row that are dealt out at most; wider rows leave too many ways.
const WIDEST: usize = 40;

/// Takes the blank cell away that stands before every row, as programs print the tab before a cell.
pub(in crate::load) fn without_margin(pages: &mut [Vec<TextLine>]) {
    let margin = |line: &TextLine| match line.pieces.as_slice() {
        [first, _, ..] => line.tabbed && first.text.is_empty() && !first.covered,
        _ => false,
    };
    if pages.iter().flatten().all(margin) {
        for line in pages.iter_mut().flatten() {
            line.pieces.remove(0);
        }
    }
}

/// The leaves of a header whose cells lost their places, and how many columns stand below it: no leaves
/// where its words leave several places, `None` where its cells stand in theirs.
#[must_use]
pub(in crate::load) fn pieced(
    header: &[TextLine],
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<(usize, Option<Vec<Leaf>>)> {
    // A header printed again is no row.
    let again = |line: &TextLine| header.iter().any(|head| head.folded == line.folded);
    let rows: Vec<TextLine>;
    let mut body = body;
    if body.iter().any(again) {
        rows = body.iter().filter(|line| !again(line)).cloned().collect();
        body = &rows;
    }
    let columns = packed_header::columns(body);
    if let Some(paths) = low_header::read(header, columns) {
        return Some((columns, Some(header::from_paths(paths, vocabulary))));
    }
    if let Some(rows) = packed_header::packed(header, columns) {
        let full = rows.last().is_some_and(|row| row.len() == columns);
        let lost = full && packed_header::loses_cells(body, columns);
        let read = packed_header::by_totals(&rows, columns, body, vocabulary)
            .or_else(|| by_sums(&rows, header, columns, body, vocabulary))
            .or_else(|| packed_header::read(&rows, columns, vocabulary));
        return Some((columns, read.filter(|_| !lost)));
    }
    // A last column may print nothing at all.
    let mut heads = header.iter().rev();
    let head = heads.find(|line| !is_index_line(line));
    let columns = columns.max(head.map_or(0, |line| line.pieces.len()));
    let rows = narrow(header, columns)?;
    Some((columns, read(&rows, vocabulary)))
}

/// The leaves of the one way to deal a header of several tiers out whose sums hold in all rows.
fn by_sums(
    rows: &[Vec<&str>],
    header: &[TextLine],
    columns: usize,
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let ways = packed_tiers::read(rows, columns, vocabulary).into_iter();
    let leaves = ways.map(|paths| header::from_paths(paths, vocabulary));
    let fits = |leaves: &Vec<Leaf>| {
        plain::tiers::misfits(&grid::read_cells(leaves, header, body, vocabulary)) == 0
    };
    let mut fitting = leaves.filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// The rows of a header, each cell without its width; blank ones are covered from above. `None` where
/// the places of its words may be those they are printed in.
fn narrow(lines: &[TextLine], columns: usize) -> Option<Vec<Vec<&str>>> {
    let lines = lines.iter().filter(|line| !is_index_line(line));
    let mut rows: Vec<Vec<&str>> = lines
        .map(|line| {
            line.pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect()
        })
        .collect();
    if !(2..=HIGHEST).contains(&rows.len()) || columns > WIDEST {
        return None;
    }
    let (last, above) = rows.split_last_mut()?;
    // The last row has every column; blank cells may be left out at its end.
    let whole = last.len() == columns || last.last().is_some_and(|word| !word.is_empty());
    if !whole || last.len() > columns || above.iter().any(|row| row.len() >= columns) {
        return None;
    }
    last.resize(columns, "");
    let words = above.first()?.len();
    let first_whole = above.first()?.iter().all(|word| !word.is_empty());
    // In their places the words of the first row stand over one column each, all but the last.
    let crossed = |row: &&[&str]| {
        let inner = row.get(..words.saturating_sub(1)).unwrap_or(&[]);
        inner.iter().any(|word| !word.is_empty())
    };
    let below = rows.get(1..).unwrap_or(&[]);
    let crossed = below.iter().map(Vec::as_slice).any(|row| crossed(&row));
    // Rows without blank cells lost their height too.
    let covered = rows.last()?.iter().any(|word| word.is_empty());
    (first_whole && crossed && covered).then_some(rows)
}

/// The leaves, one for each column; `None` where the rows can be dealt out in several ways.
fn read(rows: &[Vec<&str>], vocabulary: &Vocabulary) -> Option<Vec<Leaf>> {
    let (last, above) = rows.split_last()?;
    let mut paths: Vec<Vec<String>> = last.iter().map(|word| path(word)).collect();
    // How many columns every cell of the row below takes.
    let mut widths = vec![1; last.len()];
    let mut below: &[&str] = last;
    for row in above.iter().rev() {
        let counts = deal(row, below, vocabulary)?;
        let mut cells = widths.iter();
        let dealt: Vec<usize> = counts
            .iter()
            .map(|&count| cells.by_ref().take(count).sum())
            .collect();
        let mut column = 0;
        for (word, width) in row.iter().zip(&dealt) {
            let under = paths.get_mut(column..column + width)?;
            for leaf in under.iter_mut().filter(|_| !word.is_empty()) {
                leaf.insert(0, (*word).to_owned());
            }
            column += width;
        }
        widths = dealt;
        below = row;
    }
    let named = paths.iter().all(|path| !path.is_empty());
    named.then(|| header::from_paths(paths, vocabulary))
}

fn path(word: &str) -> Vec<String> {
    let printed = (!word.is_empty()).then(|| word.to_owned());
    printed.into_iter().collect()
}

/// A way to deal cells out: what speaks against it, and how many each cell above takes.
type Way = (usize, Vec<usize>);

/// How many cells of the row below each cell of a row takes: a blank one is covered like the one below
/// it, a word reaches down over one blank cell or heads words. `None` where the best of several ways is
/// not the only one, or no form prints it.
fn deal(above: &[&str], below: &[&str], vocabulary: &Vocabulary) -> Option<Vec<usize>> {
    // For every number of cells taken: the best way, how many are as good, and how many there are.
    let mut best: Vec<Option<(Way, usize, usize)>> = vec![None; below.len() + 1];
    *best.first_mut()? = Some(((0, Vec::new()), 1, 1));
    for word in above {
        let mut next: Vec<Option<(Way, usize, usize)>> = vec![None; below.len() + 1];
        for (from, way) in best.iter().enumerate() {
            let Some(((cost, counts), even, all)) = way else {
                continue;
            };
            for to in from + 1..=below.len() {
                let taken = below.get(from..to).unwrap_or(&[]);
                let blank = taken.iter().any(|cell| cell.is_empty());
                if blank && taken.len() > 1 || !compares_alike(word, taken) {
                    continue;
                }
                let cost = match (word.is_empty(), blank) {
                    (true, true) => *cost,
                    // A cell that is covered itself covers none.
                    (true, false) => continue,
                    (false, true) => cost + against(word, &[], vocabulary),
                    (false, false) => cost + against(word, taken, vocabulary),
                };
                let Some(place) = next.get_mut(to) else {
                    continue;
                };
                let counts: Vec<usize> = counts.iter().copied().chain([to - from]).collect();
                match place {
                    Some(((least, _), ties, ways)) if *least <= cost => {
                        *ties += if *least == cost { *even } else { 0 };
                        *ways = ways.saturating_add(*all);
                    }
                    _ => {
                        let others = place.as_ref().map_or(0, |place| place.2);
                        let ways = others.saturating_add(*all);
                        *place = Some(((cost, counts), *even, ways));
                    }
                }
            }
        }
        best = next;
    }
    let ((cost, counts), even, all) = best.pop()??;
    // A total that heads words while another column of its row heads none is put there for want of better.
    let role = |word: &str| vocabulary.column(word).map(|word| (word.role, word.stub));
    let total = |word: &str| role(word).is_some_and(|(role, _)| role == Role::Total);
    let plain = |word: &str| role(word).is_none_or(|(_, stub)| stub.is_none());
    let mut heads = above.iter().zip(&counts).scan(0, |from, (word, count)| {
        let first = below.get(*from).copied().unwrap_or_default();
        *from += count;
        Some((*word, !first.is_empty()))
    });
    let heads: Vec<(&str, bool)> = heads.by_ref().collect();
    let headed = heads.iter().any(|(word, heads)| *heads && total(word));
    let alone = heads
        .iter()
        .any(|(word, heads)| !word.is_empty() && !heads && plain(word));
    let guessed = headed && alone;
    (!guessed && (all == 1 || even == 1 && cost < FOREIGN)).then_some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn paths(header: &str, columns: usize) -> Option<Vec<String>> {
        let lines = line::lines(&Source::new("a", header, Encoding::Utf8));
        let rows = narrow(&lines, columns)?;
        let leaves = read(&rows, Vocabulary::embedded());
        let path = |leaf: &Leaf| leaf.path.join("/");
        Some(leaves.unwrap_or_default().iter().map(path).collect())
    }

    #[test]
    fn cells_that_lost_their_width_are_dealt_out_over_those_below() {
        let read = paths(
            "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t",
            7,
        );
        let expected = [
            "科目编码",
            "科目名称",
            "合计",
            "基本支出/小计",
            "基本支出/人员经费",
            "基本支出/公用经费",
            "项目支出",
        ];
        assert_eq!(read, Some(expected.map(str::to_owned).to_vec()));
        let read = paths(
            "部门代码\t合计\t本年收入\t上年结转结余\n\t\t小计\t一般公共预算\t政府性基金预算\t小计\t一般公共预算\t政府性基金预算",
            8,
        );
        let read = read.unwrap_or_default();
        assert_eq!(read[4], "本年收入/政府性基金预算");
        assert_eq!(read[5], "上年结转结余/小计");
    }

    #[test]
    fn headers_in_their_places_are_left_to_them() {
        for (header, columns) in [
            (
                "科目编码\t科目名称\t合计\t本年收入\n\t\t\t小计\t事业收入",
                5,
            ),
            ("收入\t\t支出\t\n项目\t预算数\t项目\t预算数", 4),
            ("科目\t合计\t基本支出\t\t项目支出\n\t\t小计\t人员经费\t", 5),
            // The second row begins one cell too early.
            (
                "科目编码\t科目名称\t合计\t本年支出\t上年结转\n\t\t基本支出\t项目支出\t",
                6,
            ),
        ] {
            assert_eq!(paths(header, columns), None, "{header}");
        }
    }

    #[test]
    fn ways_that_are_as_good_as_each_other_leave_the_header_open() {
        let read = paths("项目\t甲\t乙\n\t子\t丑\t寅", 4);
        assert_eq!(read, Some(Vec::new()));
    }
}
