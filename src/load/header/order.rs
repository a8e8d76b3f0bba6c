//! The order of columns that were put together from the words of their header, held against its lines.
//!
//! Words of one line stand in the order of their columns. A word above several columns is printed on
//! a line before those beside it, and so are its columns in the tree: 本年收入 above, then 合计 上年结转
//! 小计 … below, of which only those behind 小计 are its own.

use crate::load::header;
use crate::load::header::Leaf;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;

/// The leaves in the order of the lines; `None` where no order of whole groups is theirs.
#[must_use]
pub(in crate::load) fn settled(
    leaves: Vec<Leaf>,
    header: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    let lines: Vec<Vec<String>> = header
        .iter()
        .flat_map(|line| levels(line, vocabulary))
        .collect();
    let last = |leaf: &Leaf| leaf.path.last().cloned().unwrap_or_default();
    // Words that are printed once and head one column.
    let leaf_of = |word: &String| {
        let printed = lines.iter().flatten().filter(|other| *other == word);
        let mut own = (0..leaves.len()).filter(|&at| {
            let leaf = leaves.get(at).map(last);
            leaf.as_ref() == Some(word)
        });
        let found = own.next();
        found.filter(|_| printed.count() == 1 && own.next().is_none())
    };
    // A line that prints a word and what stands below it holds several levels, one behind the other.
    let one_level = |line: &&Vec<String>| {
        !leaves.iter().any(|leaf| {
            let pair = leaf.path.last_chunk::<2>();
            pair.is_some_and(|pair| pair.iter().all(|word| line.contains(word)))
        })
    };
    let sequences: Vec<Vec<usize>> = lines
        .iter()
        .filter(one_level)
        .map(|line| line.iter().filter_map(leaf_of).collect())
        .collect();
    let rising = |rank: &dyn Fn(usize) -> Option<usize>| {
        let mut pairs = sequences.iter().flat_map(|line| line.windows(2));
        pairs.all(|pair| match pair {
            [one, other] => rank(*one) < rank(*other),
            _ => true,
        })
    };
    if rising(&Some) {
        return Some(leaves);
    }
    let blocks = blocks(&leaves);
    let block_of = |leaf: usize| blocks.iter().position(|block| block.contains(&leaf));
    let before: Vec<(usize, usize)> = sequences
        .iter()
        .flat_map(|line| line.windows(2))
        .filter_map(|pair| match pair {
            [one, other] => Some((block_of(*one)?, block_of(*other)?)),
            _ => None,
        })
        .filter(|(one, other)| one != other)
        .collect();
    let mut order: Vec<usize> = Vec::with_capacity(leaves.len());
    let mut left: Vec<usize> = (0..blocks.len()).collect();
    while !left.is_empty() {
        let free = |block: &usize| {
            let mut earlier = before.iter().filter(|(_, other)| other == block);
            earlier.all(|(one, _)| !left.contains(one))
        };
        let at = left.iter().position(free)?;
        let block = left.remove(at);
        order.extend(blocks.get(block).cloned().into_iter().flatten());
    }
    let rank = |leaf: usize| order.iter().position(|&at| at == leaf);
    if !rising(&rank) {
        return None;
    }
    order.iter().map(|&at| leaves.get(at).cloned()).collect()
}

/// The words of a line. Where two touch, 其他收入一般公共预算, the first ends a level and the other begins
/// the next one.
fn levels(line: &TextLine, vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let mut levels: Vec<Vec<&str>> = vec![Vec::new()];
    let mut cuts: Vec<Vec<String>> = Vec::new();
    for piece in line.printed() {
        let touching = match vocabulary.column(&piece.text) {
            Some(_) => None,
            None => touching(&piece.text, vocabulary),
        };
        if let Some((before, behind)) = touching {
            if let Some(level) = levels.last_mut() {
                level.push(before);
            }
            levels.push(vec![behind]);
        } else if let Some(level) = levels.last_mut() {
            level.push(&piece.text);
        }
    }
    for level in levels {
        cuts.push(header::cut::cut(&level.join(" "), vocabulary).0);
    }
    cuts
}

/// Two words of the vocabulary without white space between them.
fn touching<'t>(piece: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, &'t str)> {
    let (words, unknown) = header::cut::cut(piece, vocabulary);
    let [first, _] = words.as_slice() else {
        return None;
    };
    piece
        .split_at_checked(first.len())
        .filter(|(before, _)| unknown == 0 && before == first)
}

/// Runs of leaves below one outermost word.
fn blocks(leaves: &[Leaf]) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    for at in 0..leaves.len() {
        let top = |at: usize| {
            let path = leaves.get(at).map(|leaf| leaf.path.as_slice());
            path.filter(|path| path.len() > 1)
                .and_then(<[String]>::first)
        };
        match blocks.last_mut() {
            Some(block) if top(at).is_some() && top(at) == top(block.start) => block.end = at + 1,
            _ => blocks.push(at..at + 1),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn read(text: &str, paths: &[&str]) -> Option<Vec<String>> {
        let vocabulary = Vocabulary::embedded();
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let leaf =
            |path: &&str| Leaf::new(path.split('/').map(str::to_owned).collect(), vocabulary);
        let leaves = paths.iter().map(leaf).collect();
        let settled = settled(leaves, &lines, vocabulary)?;
        Some(settled.iter().map(|leaf| leaf.path.join("/")).collect())
    }

    #[test]
    fn columns_beside_a_group_stand_where_their_line_prints_them() {
        let text = "本年收入\n合计 上年结转 小计 一般公共预算 单位资金";
        let paths = [
            "本年收入/小计",
            "本年收入/一般公共预算",
            "本年收入/单位资金",
            "合计",
            "上年结转",
        ];
        let right = [
            "合计",
            "上年结转",
            "本年收入/小计",
            "本年收入/一般公共预算",
            "本年收入/单位资金",
        ];
        assert_eq!(read(text, &paths), Some(right.map(String::from).to_vec()));
        assert_eq!(read(text, &right), Some(right.map(String::from).to_vec()));
    }

    #[test]
    fn a_group_torn_apart_is_in_no_order() {
        let text = "基本支出\n小计 合计 公用经费";
        assert_eq!(
            read(text, &["合计", "基本支出/小计", "基本支出/公用经费"]),
            None
        );
    }
}
