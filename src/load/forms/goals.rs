//! Goals of projects printed below the amounts they belong to, in text that lost its columns.
//!
//! 绩效目标 is the last column of a list of projects; where only the order of the lines survives, its
//! sentences stand between the amounts of one project and the name of the next.

use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::plain::is_amount;
use crate::model::ValueKind;

/// Lines of a name without any sentence before it.
const LONGEST_NAME: usize = 2;

/// Names moved to the right that tell them from goals.
const FEWEST_INDENTED: usize = 3;

/// A table with a column of goals.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct Goals {
    /// Whether the names of projects are moved to the right, and goals are not.
    indented: bool,
}

impl Goals {
    /// Whether the last column holds goals.
    pub(in crate::load) fn of(layout: &Layout, lines: &[TextLine]) -> Option<Goals> {
        let last = layout.columns.last()?;
        let goals = last.kind == ValueKind::Text && last.leaf() == "绩效目标";
        goals.then(|| Goals::among(lines))
    }

    /// The line without a goal of one line, which stands right behind the amounts of its row.
    pub(in crate::load) fn without(line: &TextLine) -> TextLine {
        let mut line = line.clone();
        let amount = line.pieces.iter().rposition(|piece| is_amount(&piece.text));
        if let Some(last) = amount {
            line.pieces.truncate(last + 1);
        }
        line
    }

    /// How the names of rows are told from goals in these lines.
    fn among(lines: &[TextLine]) -> Goals {
        let named = |line: &&TextLine| {
            let first = line.printed().next();
            is_row(line) && first.is_some_and(|piece| !is_amount(&piece.text))
        };
        let rows = || lines.iter().filter(named);
        let names = rows().filter(|line| line.indented).count();
        let words = || lines.iter().filter(|line| !is_row(line));
        let moved = words().filter(|line| line.indented).count();
        let indented =
            names >= FEWEST_INDENTED && names * 2 > rows().count() && moved * 2 <= words().count();
        Goals { indented }
    }

    /// Whether a line belongs to a goal: it prints no amounts, and does not begin the name of the
    /// project whose amounts come next. A name stands behind the full stop of the goal above it.
    pub(in crate::load) fn holds(self, lines: &[TextLine], at: usize) -> bool {
        let row = is_row;
        let ends = |line: &TextLine| line.folded.ends_with('。');
        let (above, rest) = lines.split_at(at.min(lines.len()));
        let text = || above.iter().rev().take_while(|line| !row(line));
        let begun = text().count() < above.len();
        if self.indented && begun && !rest.first().is_some_and(row) {
            let left = || rest.iter().take_while(|line| !row(line));
            let moved = left().any(|line| line.indented);
            let closing = rest.get(left().count());
            // The name begins with the last line that is moved to the right.
            if closing.is_none_or(|row| row.indented) || moved {
                return closing.is_none_or(|row| row.indented)
                    || left().skip(1).any(|line| line.indented);
            }
            let name = text().any(|line| line.indented);
            if name {
                return false;
            }
        }
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

/// Whether a line prints the amounts of a project.
fn is_row(line: &TextLine) -> bool {
    line.printed().any(|piece| is_amount(&piece.text))
}

/// Whether goals are printed level with the names, or below the figures of other lines: then neither
/// their order nor a full stop tells them apart.
pub(in crate::load) fn stand_beside_names(lines: &[TextLine]) -> bool {
    let goals = Goals::among(lines);
    let row = |line: &&TextLine| is_row(line);
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
                row(&line) && name(line) > 0 && wide(above) && !goals.holds(lines, *at)
            }
            _ => false,
        });
    below.count() > LONGEST_NAME || !goals.indented && above.count() >= LONGEST_NAME
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    #[test]
    fn sentences_are_goals_and_what_follows_them_is_a_name() {
        let text = "甲单位 9.00 9.00\n窗口服务经费 4.00 4.00\n做好窗口服务，办结率达到要求，\n\
                    群众满意。\n跨年度的大型设备\n更新项目 5.00 5.00\n按期完成更新。\n";
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let goals: Vec<usize> = (0..lines.len())
            .filter(|&at| Goals::among(&lines).holds(&lines, at))
            .collect();
        assert_eq!(goals, [2, 3, 6]);
    }
}
