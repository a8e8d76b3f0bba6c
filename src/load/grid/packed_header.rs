//! Headers whose rows are pushed to the left: merged cells lost their width, and every row begins in the first column.
//!
//! Web pages copied to text print the cells of a row between strokes and fill the row up with blank
//! ones. Below a header cell that was merged over several columns, or down over several rows, the
//! places then tell nothing; the words and the number of columns below do.

use crate::load::header::index_line::is_index_line;
use crate::load::header::{self, Leaf};
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// How many columns the rows below print.
#[must_use]
pub(in crate::load) fn columns(body: &[TextLine]) -> usize {
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

/// The rows of the header, where all of them begin in the first column and are narrower than the rows
/// below. The last one may be as wide as these below rows of several groups: 收入 │ 支出.
#[must_use]
pub(in crate::load) fn packed(lines: &[TextLine], columns: usize) -> Option<Vec<Vec<&str>>> {
    let mut rows = Vec::new();
    let lines: Vec<&TextLine> = lines.iter().filter(|line| !is_index_line(line)).collect();
    for (at, line) in lines.iter().enumerate() {
        let printed: Vec<&str> = line
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .take_while(|text| !text.is_empty())
            .collect();
        let pushed = !printed.is_empty() && printed.len() == line.printed().count();
        let filled_up = line.pieces.len() >= columns || line.pieces.len() == printed.len();
        let last = at + 1 == lines.len();
        let below_groups = last && rows.iter().all(|row: &Vec<&str>| row.len() > 1);
        let narrow = printed.len() < columns || printed.len() == columns && below_groups;
        if !pushed || !narrow || !filled_up {
            return None;
        }
        rows.push(printed);
    }
    (rows.len() > 1).then_some(rows)
}

/// Whether some row below prints fewer cells than there are columns and no blank one: blank cells were
/// lost, and where the others stand is not known.
#[must_use]
pub(in crate::load) fn loses_cells(body: &[TextLine], columns: usize) -> bool {
    let blank = |line: &TextLine| line.pieces.iter().any(|piece| piece.text.is_empty());
    let rows = body.iter().filter(|line| line.tabbed && !line.ruled);
    rows.filter(|line| line.pieces.len() < columns)
        .any(|line| !blank(line))
}

/// The leaves, one for each column below; `None` where the words leave several places.
#[must_use]
pub(in crate::load) fn read(
    rows: &[Vec<&str>],
    columns: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    // A row as wide as those below names every column; what stands above it is dealt out, or left out.
    let named = rows.last().filter(|row| row.len() == columns);
    if let Some(named) = named {
        let groups = match rows {
            [above, below] => {
                repeated(above, below).or_else(|| dealt(above, below, columns, vocabulary))
            }
            _ => None,
        };
        let alone = || named.iter().map(|&word| vec![word.to_owned()]).collect();
        return Some(header::from_paths(groups.unwrap_or_else(alone), vocabulary));
    }
    if let [above, below] = rows
        && let Some(paths) = dealt(above, below, columns, vocabulary)
        && below.iter().all(|word| vocabulary.column(word).is_some())
    {
        return Some(header::from_paths(paths, vocabulary));
    }
    let words: Vec<String> = rows.iter().flatten().map(|&word| word.to_owned()).collect();
    let known = words.iter().all(|word| vocabulary.column(word).is_some());
    let assembled = header::words::assemble(&words, vocabulary);
    // A total that heads a group while other words of its row head none is put there for want of better.
    let total = |word: &str| {
        vocabulary
            .column(word)
            .is_some_and(|word| word.role == Role::Total)
    };
    let heads =
        |leaf: &Leaf| leaf.path.len() > 1 && leaf.path.first().is_some_and(|word| total(word));
    let guessed = rows.len() > 1 && assembled.leaves.iter().any(heads);
    if known && !guessed && !assembled.doubtful && assembled.leaves.len() == columns {
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

/// The leaves where the second row prints its first word again more often than the first row has cells:
/// the rows of their totals, 公用经费合计 below 公用经费, tell where each cell begins.
#[must_use]
pub(in crate::load) fn by_totals(
    rows: &[Vec<&str>],
    columns: usize,
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let [above, below] = rows else {
        return None;
    };
    let first = below.first()?;
    let runs: Vec<usize> = (0..below.len())
        .filter(|&at| below.get(at) == Some(first))
        .collect();
    if below.len() != columns || above.len() < 2 || runs.len() <= above.len() {
        return None;
    }
    let total_at = |group: &str| {
        let total = format!("{group}合计");
        let cell = |line: &TextLine| line.pieces.iter().position(|piece| piece.text == total);
        body.iter().rev().find_map(cell)
    };
    let begins: Option<Vec<usize>> = above.iter().map(|group| total_at(group)).collect();
    let begins = begins?;
    let known = begins.first() == Some(&0)
        && begins.is_sorted_by(|one, other| one < other)
        && begins.iter().all(|at| runs.contains(at));
    let path = |(at, word): (usize, &&str)| {
        let group = begins
            .partition_point(|begin| *begin <= at)
            .checked_sub(1)?;
        Some(vec![(*above.get(group)?).to_owned(), (*word).to_owned()])
    };
    let paths: Option<Vec<Vec<String>>> = below.iter().enumerate().map(path).collect();
    known.then(|| header::from_paths(paths.unwrap_or_default(), vocabulary))
}

/// The columns where the second row prints its first word again for every cell of the first: each cell
/// stands above one run of them.
pub(in crate::load) fn repeated(above: &[&str], below: &[&str]) -> Option<Vec<Vec<String>>> {
    let first = below.first()?;
    let starts = below.iter().filter(|word| *word == first).count();
    if starts != above.len() {
        return None;
    }
    let mut groups = above.iter();
    let mut group = "";
    let mut paths = Vec::with_capacity(below.len());
    for word in below {
        if word == first {
            group = groups.next()?;
        }
        paths.push(vec![group.to_owned(), (*word).to_owned()]);
    }
    Some(paths)
}

/// What speaks against words below a cell: those the vocabulary puts elsewhere, and a total that does
/// not stand first; a cell the vocabulary knows as no group; a single word;
/// a total that heads others.
pub(in crate::load) const FOREIGN: usize = 1_000;
const UNKNOWN: usize = 300;
const SINGLE: usize = 200;
/// A total is rather a column than the head of some.
const TOTAL_HEADS: usize = 100;

/// Words of a row that are dealt out at most; wider rows leave too many ways.
const MOST_DEALT: usize = 24;

/// A way to deal the words of the second row out: what speaks against it, how many words each cell
/// of the first row takes, and whether another way is as good.
type Dealt = (usize, Vec<usize>, bool);

/// The columns where the words of the second row are dealt out, in their order, to cells of the first;
/// `None` where the best way is not the only one.
#[must_use]
pub(in crate::load) fn dealt(
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
    // A total that heads words while another column of its row heads none is put there for want of better.
    let plain = |word: &str| {
        let word = vocabulary.column(word);
        word.is_none_or(|word| word.stub.is_none())
    };
    let total = |word: &str| {
        let word = vocabulary.column(word);
        word.is_some_and(|word| word.role == Role::Total)
    };
    let held = || above.iter().copied().zip(counts.iter().copied());
    let headed = held().any(|(word, count)| count > 0 && total(word));
    let guessed = headed && held().any(|(word, count)| count == 0 && plain(word));
    if even || guessed || cost >= FOREIGN {
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

/// Whether a cell may stand over these words, or over none. What compares two years holds changes, and
/// changes stand below nothing else.
#[must_use]
pub(in crate::load) fn may_hold(word: &str, taken: &[&str], vocabulary: &Vocabulary) -> bool {
    compares_alike(word, taken) && taken.len() != 1 && disorder(word, taken, vocabulary) == 0
}

/// Whether changes stand below what compares two years, and nothing else does.
#[must_use]
pub(in crate::load) fn compares_alike(word: &str, taken: &[&str]) -> bool {
    let change = |part: &&str| part.starts_with("增减") || part.starts_with("增长");
    let compares = word.contains(['比', '较']);
    let changes = taken.iter().filter(|part| change(part)).count();
    match (compares, taken.is_empty()) {
        (_, true) => true,
        (true, _) => changes == taken.len(),
        (false, _) => changes == 0,
    }
}

/// What speaks against a cell over these words, or over none.
#[must_use]
pub(in crate::load) fn against(word: &str, taken: &[&str], vocabulary: &Vocabulary) -> usize {
    if taken.is_empty() {
        let always = vocabulary.group(word).is_some_and(|group| group.always);
        return if always { FOREIGN } else { 0 };
    }
    let known = vocabulary.group(word);
    let strange = |part: &&&str| {
        let foreign = known.is_some_and(|known| !known.open && !known.holds(part));
        !vocabulary.is_total(part) && foreign && vocabulary.column(part).is_some()
    };
    (taken.iter().filter(strange).count() + disorder(word, taken, vocabulary)) * FOREIGN
        + if known.is_none() { UNKNOWN } else { 0 }
        + if taken.len() == 1 { SINGLE } else { 0 }
        + if vocabulary.is_total(word) {
            TOTAL_HEADS
        } else {
            0
        }
}

/// What no form prints below a cell: a total that does not stand first, a word twice, and codes or names
/// beside or below other words.
fn disorder(word: &str, taken: &[&str], vocabulary: &Vocabulary) -> usize {
    let Some(first) = taken.first() else {
        return 0;
    };
    let known = vocabulary.group(word);
    let behind = taken.iter().skip(1);
    let late = behind.filter(|part| vocabulary.is_total(part)).count();
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
    late + twice + mixed
}

/// The cell whose words the parts share; `None` where no cell shares more than all others.
fn parent(above: &[&str], below: &[&str], vocabulary: &Vocabulary) -> Option<usize> {
    let parts = below.iter().filter(|word| !vocabulary.is_total(word));
    let parts: Vec<&&str> = parts.collect();
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
    use super::*;
    use crate::load::line;
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
