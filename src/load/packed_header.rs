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
    // Rows that end with as many tabs as the others print blank cells there.
    let width = |line: &TextLine| line.pieces.len();
    let mut widths = body
        .iter()
        .filter(|line| line.tabbed && !line.ruled)
        .map(width);
    if let Some(first) = widths
        .next()
        .filter(|first| widths.all(|width| width == *first))
    {
        return first;
    }
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
        let filled_up = line.pieces.len() >= columns || line.pieces.len() == printed.len();
        if !pushed || printed.len() >= columns || !filled_up {
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
    let told = below.iter().all(|word| vocabulary.column(word).is_some());
    if let Some(paths) = dealt(above, below, columns, vocabulary).filter(|_| told) {
        return Some(header::from_paths(paths, vocabulary));
    }
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

/// What speaks against words below a cell: those the vocabulary puts elsewhere, and a total that does
/// not stand first; a cell the vocabulary knows as no group; a single word.
const FOREIGN: usize = 1_000;
const UNKNOWN: usize = 300;
const SINGLE: usize = 200;

/// Words of a row that are dealt out at most; wider rows leave too many ways.
const MOST_DEALT: usize = 24;

/// A way to deal the words of the second row out: what speaks against it, how many words each cell
/// of the first row takes, and whether another way is as good.
type Dealt = (usize, Vec<usize>, bool);

/// The columns where the words of the second row are dealt out, in their order, to cells of the first;
/// `None` where the best way is not the only one.
fn dealt(
    above: &[&str],
    below: &[&str],
    columns: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Vec<String>>> {
    // Every cell that takes some is no column of its own.
    let groups = (above.len() + below.len()).checked_sub(columns)?;
    if above.len().max(below.len()) > MOST_DEALT {
        return None;
    }
    let mut best: Vec<Vec<Option<Dealt>>> = vec![vec![None; below.len() + 1]; groups + 1];
    *best.first_mut()?.first_mut()? = Some((0, Vec::new(), false));
    for word in above {
        let mut next: Vec<Vec<Option<Dealt>>> = vec![vec![None; below.len() + 1]; groups + 1];
        for (used, row) in best.iter().enumerate() {
            for (from, way) in row.iter().enumerate() {
                let Some((cost, counts, even)) = way else {
                    continue;
                };
                for to in from..=below.len() {
                    let taken = below.get(from..to).unwrap_or(&[]);
                    let used = used + usize::from(to > from);
                    let Some(place) = next.get_mut(used).and_then(|row| row.get_mut(to)) else {
                        continue;
                    };
                    let cost = cost + against(word, taken, vocabulary);
                    let counts: Vec<usize> = counts.iter().copied().chain([to - from]).collect();
                    match place {
                        Some((least, _, _)) if *least < cost => {}
                        Some((least, _, other)) if *least == cost => *other = true,
                        _ => *place = Some((cost, counts, *even)),
                    }
                }
            }
        }
        best = next;
    }
    let (cost, counts, even) = best.last()?.last()?.clone()?;
    if even || cost >= FOREIGN {
        return None;
    }
    let mut rest = below.iter();
    let mut paths = Vec::with_capacity(columns);
    for (word, count) in above.iter().zip(counts) {
        if count == 0 {
            paths.push(vec![(*word).to_owned()]);
        }
        let parts = rest.by_ref().take(count);
        paths.extend(parts.map(|part| vec![(*word).to_owned(), (*part).to_owned()]));
    }
    Some(paths)
}

/// What speaks against a cell over these words, or over none.
fn against(word: &str, taken: &[&str], vocabulary: &Vocabulary) -> usize {
    let is_total = |part: &str| {
        let part = vocabulary.column(part);
        part.is_some_and(|part| part.role == Role::Total)
    };
    let Some(first) = taken.first() else {
        let always = vocabulary.group(word).is_some_and(|group| group.always);
        return if always { FOREIGN } else { 0 };
    };
    let known = vocabulary.group(word);
    let strange = |part: &&&str| {
        let foreign = known.is_some_and(|known| !known.open && !known.holds(part));
        !is_total(part) && foreign && vocabulary.column(part).is_some()
    };
    let late = taken.iter().skip(1).filter(|part| is_total(part)).count();
    let twice = (1..taken.len())
        .filter(|&at| {
            taken
                .get(..at)
                .is_some_and(|before| taken.get(at).is_some_and(|part| before.contains(part)))
        })
        .count();
    // Codes and names stand below their own word alone.
    let stub = |part: &str| {
        vocabulary
            .column(part)
            .is_some_and(|part| part.stub.is_some())
    };
    let held = |part: &&str| known.is_some_and(|known| known.holds(part));
    let mixed = usize::from(
        stub(first) && !stub(word) && known.is_none() || stub(word) && !taken.iter().all(held),
    );
    (taken.iter().filter(strange).count() + late + twice + mixed) * FOREIGN
        + if known.is_none() { UNKNOWN } else { 0 }
        + if taken.len() == 1 { SINGLE } else { 0 }
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
