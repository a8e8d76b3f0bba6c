//! Items of two streams whose names have their halves on lines above and below their figures.
//!
//! `一、社会保障和就业`, then `一、一般公共预算 493.76 16.07 16.07`, then `支出`: the line between
//! the halves prints as many figures as both streams have columns and one name only, so the halves
//! name the other stream.

use crate::load::fold::{fold, split_ordinal};
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::balance::is_spending_class;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::ValueKind;

/// The lines with every name that was broken around its figures before them.
#[must_use]
pub(in crate::load) fn joined(
    lines: &[TextLine],
    layout: &Layout,
    vocabulary: &Vocabulary,
) -> Vec<TextLine> {
    let amounts = |lane: usize| {
        let columns = layout.columns.iter();
        let columns =
            columns.filter(|column| column.lane == lane && column.kind == ValueKind::Amount);
        columns.count()
    };
    let (left, right) = (amounts(0), amounts(1));
    let mut kept: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let Some((line, others)) = rest.split_first() {
        let around = match rest {
            [above, row, below, ..] => merged(above, row, below, (left, right), vocabulary),
            _ => None,
        };
        match around {
            Some(row) => {
                kept.push(row);
                rest = rest.get(3..).unwrap_or(&[]);
            }
            None => {
                kept.push(line.clone());
                rest = others;
            }
        }
    }
    kept
}

/// The row with the name whose halves stand above and below it.
fn merged(
    above: &TextLine,
    row: &TextLine,
    below: &TextLine,
    (left, right): (usize, usize),
    vocabulary: &Vocabulary,
) -> Option<TextLine> {
    let single = |line: &TextLine| {
        let mut printed = line.printed();
        printed
            .next()
            .filter(|piece| !is_amount(&piece.text) && printed.next().is_none())
            .cloned()
    };
    let numbered = |text: &str| split_ordinal(&fold(text)).0.is_some();
    let (begins, ends) = (single(above)?, single(below)?);
    if !numbered(&begins.text) || numbered(&ends.text) || vocabulary.row_kind(&ends.text).is_some()
    {
        return None;
    }
    let printed: Vec<Piece> = row.printed().cloned().collect();
    let figures = printed
        .iter()
        .filter(|piece| is_amount(&piece.text))
        .count();
    let names = printed.len() - figures;
    let is_name = |at: usize| {
        let piece = printed.get(at);
        piece.is_some_and(|piece| !is_amount(&piece.text))
    };
    let spends = |name: &str| is_spending_class(split_ordinal(&fold(name)).1);
    let whole = format!("{}{}", begins.text, ends.text);
    let earns = |name: &str| name.contains("收入") || name.contains("拨款") || !spends(name);
    let own = printed.first().filter(|piece| !is_amount(&piece.text));
    // Where the missing name goes: before the figures of its stream.
    let at = match (names, own) {
        (0, _) if figures == if spends(&whole) { right } else { left } => 0,
        (1, Some(own)) if spends(&own.text) && figures == right => 0,
        (1, Some(_)) if spends(&whole) && figures == left + right => 1 + left,
        (1, None) if earns(&whole) && figures == left + right && is_name(left) => 0,
        _ => return None,
    };
    let mut pieces = printed;
    pieces.splice(at..at, [begins, ends]);
    let mut row = row.clone();
    row.pieces = pieces.into();
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::Leaf;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::embedded();
        let paths = [
            "收入/项目",
            "收入/预算数",
            "支出/项目",
            "支出/合计",
            "支出/一般公共预算",
        ];
        let leaf =
            |path: &&str| Leaf::new(path.split('/').map(str::to_owned).collect(), vocabulary);
        let layout = Layout::new(&paths.iter().map(leaf).collect::<Vec<_>>());
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let words = |line: &TextLine| -> String {
            let words: Vec<&str> = line.printed().map(|piece| piece.text.as_str()).collect();
            words.join(" ")
        };
        joined(&lines, &layout, vocabulary)
            .iter()
            .map(words)
            .collect()
    }

    #[test]
    fn a_name_around_figures_of_both_streams() {
        assert_eq!(
            read(
                "一、社会保障和就业\n一、一般公共预算 9.00 6.00 6.00\n支出\n二、政府性基金 1.00 二、卫生健康支出 3.00 3.00"
            ),
            [
                "一、一般公共预算 9.00 一、社会保障和就业 支出 6.00 6.00",
                "二、政府性基金 1.00 二、卫生健康支出 3.00 3.00",
            ]
        );
    }

    #[test]
    fn a_name_without_figures_beside_the_other_stream() {
        assert_eq!(
            read(
                "三、国有资本经营预\n三、城乡社区支出 2.00 2.00\n算\n五、资源勘探工业信\n1.00 1.00\n息等支出"
            ),
            [
                "三、国有资本经营预 算 三、城乡社区支出 2.00 2.00",
                "五、资源勘探工业信 息等支出 1.00 1.00",
            ]
        );
    }

    #[test]
    fn a_name_around_its_figures_and_the_whole_stream_beside_it() {
        assert_eq!(
            read("三、国有资本经营预算拨款收\n0.00 三、教育支出 2.00 2.00\n入"),
            ["三、国有资本经营预算拨款收 入 0.00 三、教育支出 2.00 2.00"]
        );
    }

    #[test]
    fn lines_that_fit_otherwise_stay() {
        let lines = "三、教育支出\n一、一般公共预算 9.00 6.00\n支出";
        assert_eq!(read(lines).join("\n"), lines);
    }
}
