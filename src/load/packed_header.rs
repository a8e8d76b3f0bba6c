//! Headers whose rows are pushed to the left: merged cells lost their width, and every row begins in the first column.
//!
//! Web pages copied to text print the cells of a row between strokes and fill the row up with blank
//! ones. Below a header cell that was merged over several columns, or down over several rows, the
//! places then tell nothing; the words and the number of columns below do.

use super::header::{self, Leaf};
use super::header_words;
use super::line::TextLine;
use super::vocabulary::Vocabulary;
use crate::model::Role;

/// How many columns the rows below print.
#[must_use]
pub(super) fn columns(body: &[TextLine]) -> usize {
    let last = |line: &TextLine| {
        let printed = line.pieces.iter().rposition(|piece| !piece.text.is_empty());
        printed.map_or(0, |at| at + 1)
    };
    body.iter().map(last).max().unwrap_or(0)
}

/// The rows of the header, where all of them begin in the first column and none is as wide as the
/// rows below.
#[must_use]
pub(super) fn packed(lines: &[TextLine], columns: usize) -> Option<Vec<Vec<&str>>> {
    let mut rows = Vec::new();
    for line in lines.iter().filter(|line| !header::is_index_line(line)) {
        let printed: Vec<&str> = line
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .take_while(|text| !text.is_empty())
            .collect();
        let pushed = !printed.is_empty() && printed.len() == line.printed().count();
        if !pushed || printed.len() >= columns || line.pieces.len() < columns {
            return None;
        }
        rows.push(printed);
    }
    (rows.len() > 1).then_some(rows)
}

/// The leaves, one for each column below; `None` where the words leave several places.
#[must_use]
pub(super) fn read(
    rows: &[Vec<&str>],
    columns: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let words: Vec<String> = rows.iter().flatten().map(|&word| word.to_owned()).collect();
    let known = words.iter().all(|word| vocabulary.column(word).is_some());
    let assembled = header_words::assemble(&words, vocabulary);
    if known && !assembled.doubtful && assembled.leaves.len() == columns {
        return Some(assembled.leaves);
    }
    let [above, below] = rows else {
        return None;
    };
    // One cell was merged over all of the second row, the others reach down beside it.
    let merged =
        (above.len() + below.len() == columns + 1).then(|| parent(above, below, vocabulary))??;
    let paths = above.iter().enumerate().flat_map(|(at, &word)| {
        if at == merged {
            let part = |&part: &&str| vec![word.to_owned(), part.to_owned()];
            below.iter().map(part).collect()
        } else {
            vec![vec![word.to_owned()]]
        }
    });
    Some(header::from_paths(paths.collect(), vocabulary))
}

/// The cell whose words the parts share; `None` where no cell shares more than all others.
fn parent(above: &[&str], below: &[&str], vocabulary: &Vocabulary) -> Option<usize> {
    let is_total = |word: &&&str| {
        let word = vocabulary.column(word);
        word.is_some_and(|word| word.role == Role::Total)
    };
    let parts: Vec<&&str> = below.iter().filter(|word| !is_total(word)).collect();
    let shared = |word: &str| {
        let each = parts.iter().map(|part| common(word, part));
        each.max().filter(|&shared| shared > 1).unwrap_or(0)
    };
    let shares: Vec<usize> = above.iter().map(|word| shared(word)).collect();
    let most = shares.iter().copied().max().filter(|&most| most > 0)?;
    let mut best = shares
        .iter()
        .enumerate()
        .filter(|(_, share)| **share == most);
    let (at, _) = best.next()?;
    best.next().is_none().then_some(at)
}

/// Length of the longest run of characters two words share.
fn common(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let run = |(from, at): (usize, usize)| {
        let pairs = one.iter().skip(from).zip(other.iter().skip(at));
        pairs.take_while(|(a, b)| a == b).count()
    };
    let starts = (0..one.len()).flat_map(|from| (0..other.len()).map(move |at| (from, at)));
    starts.map(run).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use crate::model::{Encoding, Source};

    fn paths(text: &str) -> Option<Vec<String>> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let (last, header) = lines.split_last()?;
        let columns = columns(std::slice::from_ref(last));
        let rows = packed(header, columns)?;
        let leaves = read(&rows, columns, Vocabulary::embedded())?;
        Some(leaves.iter().map(|leaf| leaf.path.join("/")).collect())
    }

    #[test]
    fn parts_stand_below_the_cell_they_share_words_with() {
        let text = "合计 | 因公出国费 | 公务用车费 | 公务接待费 | ||\n\
                    小计 | 公务用车运行费 | 公务用车购置费 | |||\n\
                    1.7 | 0 | 0 | 0 | 0 | 1.7 |";
        let expected = [
            "合计",
            "因公出国费",
            "公务用车费/小计",
            "公务用车费/公务用车运行费",
            "公务用车费/公务用车购置费",
            "公务接待费",
        ];
        assert_eq!(paths(text), Some(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn places_that_are_kept_are_believed() {
        let kept = "项目 | 本年预算数 | ||\n| 小计 | 基本支出 | 项目支出 |\n甲 | 3.0 | 1.0 | 2.0 |";
        assert_eq!(paths(kept), None);
    }

    #[test]
    fn parts_of_no_cell_are_left_open() {
        let text = "项目 | 甲栏 | 乙栏 | |\n东部 | 西部 | | |\n一 | 1.0 | 2.0 | 3.0 |";
        assert_eq!(paths(text), None);
    }
}
