//! Words above several columns that stand over the middle of them: moved to the first.
//!
//! Programs that print merged cells in Markdown put their word where it was drawn. Where the columns
//! below begin with their sum (小计), that is the first of them.

use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// 合计 and 总计 may be those of the table.
const SUM_OF_A_GROUP: &str = "小计";

/// Moves the words of every line whose columns, in the line below, begin with their sums.
pub(in crate::load) fn move_to_first(header: &mut [TextLine], vocabulary: &Vocabulary) {
    for at in 1..header.len() {
        let Some([above, below]) = header.get_mut(at - 1..=at) else {
            continue;
        };
        for sum in 0..below.pieces.len() {
            if text(below, sum) == SUM_OF_A_GROUP
                && let Some(word) = centred(above, below, sum, vocabulary)
            {
                above.pieces.make_mut().swap(sum, word);
            }
        }
    }
}

/// Where the word of the group stands that begins with a sum, when it is another column.
fn centred(
    above: &TextLine,
    below: &TextLine,
    sum: usize,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let blank = |line: &TextLine, at: usize| text(line, at).is_empty();
    if !blank(above, sum) {
        return None;
    }
    // The word before is a column of its own, or has its own sum.
    let before = (0..sum).rev().find(|&at| !blank(above, at));
    if before.is_some_and(|at| !blank(below, at) && !is_sum(below, at, vocabulary)) {
        return None;
    }
    let word = (sum..above.pieces.len()).find(|&at| !blank(above, at))?;
    let own = (sum..=word).all(|at| !blank(below, at));
    let other = (sum + 1..=word).any(|at| is_sum(below, at, vocabulary));
    (own && !other).then_some(word)
}

fn is_sum(line: &TextLine, at: usize, vocabulary: &Vocabulary) -> bool {
    let word = vocabulary.column(text(line, at));
    word.is_some_and(|word| word.role == Role::Total && word.stub.is_none())
}

fn text(line: &TextLine, at: usize) -> &str {
    line.pieces
        .get(at)
        .map_or("", |piece: &Piece| piece.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn moved(text: &str) -> String {
        let mut lines = line::lines(&Source::new("a.txt", text, Encoding::Utf8));
        move_to_first(&mut lines, Vocabulary::embedded());
        let cells = lines[0].pieces.iter().map(|piece| piece.text.as_str());
        cells.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_word_above_the_middle_of_its_columns_goes_to_their_sum() {
        let header = "编码\t名称\t合计\t\t基本支出\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t";
        assert_eq!(moved(header), "编码|名称|合计|基本支出|||项目支出");
        let header = "\t\t\t本年收入\t\t\t上年结转\n合计\t小计\t财政拨款\t事业收入\t小计\t财政拨款\t单位资金";
        assert_eq!(moved(header), "|本年收入|||上年结转||");
    }

    #[test]
    fn a_word_over_its_sum_and_one_whose_columns_are_unknown_stay() {
        for header in [
            "合计\t基本支出\t\t项目支出\n\t小计\t人员经费\t",
            "本年支出\t\t\t项目支出\n合计\t小计\t人员经费\t",
            "合计\t\t\t项目支出\n\t小计\t\t人员经费",
            "项目\t\t\t财政拨款\t\n\t总计\t一般公共预算\t政府性基金预算\t国有资本经营预算",
        ] {
            let first = header.lines().next().unwrap_or("");
            assert_eq!(moved(header), first.replace('\t', "|"));
        }
    }
}
