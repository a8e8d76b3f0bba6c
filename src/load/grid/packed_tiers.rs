//! Headers of three rows and more whose cells lost width and height: each row is dealt out over the one above.
//!
//! The cells of a row head those of the next row, in their order. How many of them head some is told by
//! the columns of the body: every cell that heads others is no column of its own.

use crate::load::grid::packed_header::dealt;
use crate::load::vocabulary::Vocabulary;

/// The words above each column.
type Paths = Vec<Vec<String>>;

/// Rows of the highest header.
const HIGHEST: usize = 4;

/// The ways to deal the rows out: for every division of the heading cells among the rows, the way the
/// vocabulary prefers.
#[must_use]
pub(in crate::load) fn read(
    rows: &[Vec<&str>],
    columns: usize,
    vocabulary: &Vocabulary,
) -> Vec<Paths> {
    let words: usize = rows.iter().map(Vec::len).sum();
    match words.checked_sub(columns) {
        Some(heads) if (2..=HIGHEST).contains(&rows.len()) => deal(rows, heads, vocabulary),
        _ => Vec::new(),
    }
}

fn deal(rows: &[Vec<&str>], heads: usize, vocabulary: &Vocabulary) -> Vec<Paths> {
    let [above, below, ..] = rows else {
        return Vec::new();
    };
    let over = |heads: usize| {
        let columns = (above.len() + below.len()).checked_sub(heads)?;
        dealt(above, below, columns, vocabulary)
    };
    let rest = rows.get(1..).unwrap_or(&[]);
    if rest.len() == 1 {
        return over(heads).into_iter().collect();
    }
    let divided = (1..heads).filter_map(|here| Some((over(here)?, heads - here)));
    divided
        .flat_map(|(top, left)| {
            let lower = deal(rest, left, vocabulary);
            lower
                .into_iter()
                .filter_map(move |lower| joined(&top, &lower))
        })
        .collect()
}

/// The paths of two rows with the second one's cells divided as below them.
fn joined(top: &[Vec<String>], lower: &[Vec<String>]) -> Option<Paths> {
    let mut lower = lower.iter().peekable();
    let mut paths = Vec::new();
    for path in top {
        let [above, word] = path.as_slice() else {
            paths.push(path.clone());
            continue;
        };
        let put = |below: &Vec<String>| std::iter::once(above).chain(below).cloned().collect();
        let first = lower.next().filter(|below| below.first() == Some(word))?;
        paths.push(put(first));
        if first.len() > 1 {
            let same = |below: &&Vec<String>| below.len() > 1 && below.first() == Some(word);
            while let Some(below) = lower.next_if(same) {
                paths.push(put(below));
            }
        }
    }
    lower.next().is_none().then_some(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_dealt_out_over_the_one_above() {
        let rows = [
            vec!["功能分类科目", "总计", "本年收入", "上年结转结余"],
            vec!["科目编码", "科目名称", "合计", "财政拨款", "单位资金"],
            vec!["小计", "一般公共预算", "政府性基金预算"],
        ];
        let read: Vec<Vec<String>> = read(&rows, 9, Vocabulary::embedded())
            .iter()
            .map(|paths| paths.iter().map(|path| path.join("/")).collect())
            .collect();
        let expected = [
            "功能分类科目/科目编码",
            "功能分类科目/科目名称",
            "总计",
            "本年收入/合计",
            "本年收入/财政拨款/小计",
            "本年收入/财政拨款/一般公共预算",
            "本年收入/财政拨款/政府性基金预算",
            "本年收入/单位资金",
            "上年结转结余",
        ];
        assert_eq!(read, [expected.map(str::to_owned).to_vec()]);
    }

    #[test]
    fn words_for_more_columns_than_there_are_words_are_dealt_out_in_no_way() {
        let rows = [vec!["科目", "合计"], vec!["编码", "名称"]];
        assert!(read(&rows, 5, Vocabulary::embedded()).is_empty());
    }
}
