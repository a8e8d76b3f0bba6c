//! Goals of projects printed below the amounts they belong to, in text that lost its columns.
//!
//! 绩效目标 is the last column of a list of projects; where only the order of the lines survives, its
//! sentences stand between the amounts of one project and the name of the next.

use super::layout::Layout;
use super::line::TextLine;
use super::plain::is_amount;
use crate::model::ValueKind;

/// Lines of a name without any sentence before it.
const LONGEST_NAME: usize = 2;

/// A table with a column of goals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goals;

impl Goals {
    /// Whether the last column holds goals.
    pub(super) fn of(layout: &Layout) -> Option<Goals> {
        let last = layout.columns.last()?;
        let goals = last.kind == ValueKind::Text && last.leaf() == "绩效目标";
        goals.then_some(Goals)
    }

    /// Whether a line belongs to a goal: it prints no amounts, and does not begin the name of the
    /// project whose amounts come next. A name stands behind the full stop of the goal above it.
    pub(super) fn holds(self, lines: &[TextLine], at: usize) -> bool {
        let row = |line: &TextLine| line.printed().any(|piece| is_amount(&piece.text));
        let ends = |line: &TextLine| line.folded.ends_with('。');
        let (above, rest) = lines.split_at(at.min(lines.len()));
        let text = || above.iter().rev().take_while(|line| !row(line));
        let begun = text().count() < above.len();
        let to_row = rest.iter().take_while(|line| !row(line));
        let (left, stops) = to_row.fold((0, 0), |(left, stops), line| {
            (left + 1, stops + usize::from(ends(line)))
        });
        let goes_on = stops > 0;
        let closed = text().any(ends);
        let all = text().count() + left;
        let last = rest.len() == left;
        begun && left > 0 && (goes_on || last || !closed && all > LONGEST_NAME)
    }
}

/// Whether goals are printed level with the names, or below the figures of other lines: then neither
/// their order nor a full stop tells them apart.
pub(super) fn stand_beside_names(lines: &[TextLine]) -> bool {
    let row = |line: &&TextLine| line.printed().any(|piece| is_amount(&piece.text));
    let amounts = || {
        let pieces = lines.iter().flat_map(TextLine::printed);
        pieces.filter(|piece| is_amount(&piece.text))
    };
    let first = amounts().map(|piece| piece.at[0]).min().unwrap_or(0);
    let last = amounts().map(|piece| piece.at[0]).max().unwrap_or(0);
    let begins = |line: &TextLine| line.printed().next().map_or(0, |piece| piece.at[0]);
    let others = || lines.iter().filter(|line| !row(line));
    let below = others().filter(|line| first > 0 && (first..last).contains(&begins(line)));
    let name = |line: &TextLine| {
        let words = line.printed().take_while(|piece| !is_amount(&piece.text));
        words.map(|piece| piece.text.chars().count()).sum::<usize>()
    };
    let widest = lines.iter().filter(row).map(name).max().unwrap_or(0);
    let sentence = |line: &TextLine| line.folded.contains(['，', '；', ',', ';']);
    let wide =
        |line: &TextLine| !row(&line) && (name(line) > widest + LONGEST_NAME || sentence(line));
    let above = lines
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| match pair {
            [above, line] => {
                row(&line) && name(line) > 0 && wide(above) && !Goals.holds(lines, *at)
            }
            _ => false,
        });
    below.count() > LONGEST_NAME || above.count() >= LONGEST_NAME
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use crate::model::{Encoding, Source};

    #[test]
    fn sentences_are_goals_and_what_follows_them_is_a_name() {
        let text = "甲单位 9.00 9.00\n窗口服务经费 4.00 4.00\n做好窗口服务，办结率达到要求，\n\
                    群众满意。\n跨年度的大型设备\n更新项目 5.00 5.00\n按期完成更新。\n";
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let goals: Vec<usize> = (0..lines.len())
            .filter(|&at| Goals.holds(&lines, at))
            .collect();
        assert_eq!(goals, [2, 3, 6]);
    }
}
