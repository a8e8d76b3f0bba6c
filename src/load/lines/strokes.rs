//! Which lines are rows of a table whose cells stand between upright strokes, as Markdown and terminal programs print them.

use crate::load::fold::{is_space, split_ordinal};
use crate::load::grid::cells::is_number;
use crate::load::lines::crammed::{is_crammed, words};
use crate::load::vocabulary::Vocabulary;

/// Fewer neighbouring lines with as many strokes are no table; menus of web pages print one or two.
const FEWEST: usize = 3;

/// A single cell of two figures is one that the document wrapped.
const FEWEST_CRAMMED: usize = 2;

/// Rows with merged cells between a title and the first row with all cells.
const MOST_WIDE_ROWS: usize = 4;

/// Fewer dashes are a blank cell.
const SHORTEST_RULE: usize = 3;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Ruled {
    /// Neither of the two below.
    Free,
    /// Cells between strokes; `framed` when the outer edges have strokes of their own.
    Row {
        /// Whether the table begins with a stroke.
        framed: bool,
    },
    /// Cells of a table whose program knew them: it prints none where cells are merged, or spells out
    /// that a cell is blank.
    Known {
        /// Whether the table begins with a stroke.
        framed: bool,
    },
    /// Cells that hold the figures of several columns: words.
    Crammed,
    /// A title, unit or note in a cell as wide as the table: words.
    Aside,
    /// A line of dashes, which prints nothing.
    Rule,
}

/// Whether a character stands between two cells.
#[must_use]
pub(in crate::load) fn is_stroke(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// Says of every line what it is. Rows of one table have the same number of strokes; blank lines and
/// rules may stand between them.
#[must_use]
pub(in crate::load) fn ruled(lines: &[&str]) -> Vec<Ruled> {
    let mut ruled = vec![Ruled::Free; lines.len()];
    let mut run: Vec<usize> = Vec::new();
    let mut count = 0;
    mark_known(lines, &mut ruled);
    for (index, line) in lines.iter().enumerate() {
        let line = line.trim_matches(is_space);
        if line.is_empty() || ruled.get(index) != Some(&Ruled::Free) {
            continue;
        }
        let rule = is_rule(line);
        let strokes = line.chars().filter(|c| is_stroke(*c)).count();
        if !rule && (strokes == 0 || strokes != count || line.contains('\t')) {
            settle(&run, lines, &mut ruled);
            run.clear();
            count = strokes;
        }
        if strokes > 0 || rule && !run.is_empty() {
            run.push(index);
        }
    }
    settle(&run, lines, &mut ruled);
    mark_below_titles(lines, &mut ruled);
    ruled
}

/// A title that was a cell as wide as its table stands alone above the rule `---`; the rows between the
/// rule and those with all cells have merged ones.
fn mark_below_titles(lines: &[&str], ruled: &mut [Ruled]) {
    let text = |index: usize| {
        lines
            .get(index)
            .map_or("", |line| line.trim_matches(is_space))
    };
    for index in 1..ruled.len() {
        let Some(row @ (Ruled::Row { framed } | Ruled::Known { framed })) = ruled.get(index) else {
            continue;
        };
        let (framed, row) = (*framed, *row);
        let wide = (0..index).rev().take(MOST_WIDE_ROWS);
        let wide = wide
            .take_while(|&at| text(at).contains(is_stroke) && ruled.get(at) == Some(&Ruled::Free));
        let wide = wide.count();
        let Some(rule) = (index - wide).checked_sub(1) else {
            continue;
        };
        if text(rule).len() < SHORTEST_RULE || !text(rule).bytes().all(|byte| byte == b'-') {
            continue;
        }
        for (at, line) in ruled.iter_mut().enumerate().take(index).skip(rule) {
            *line = match at == rule {
                true => Ruled::Rule,
                false => Ruled::Known { framed },
            };
        }
        // All rows of a table are read alike.
        if wide > 0 {
            let same = ruled
                .iter_mut()
                .skip(index)
                .take_while(|line| **line == row);
            same.for_each(|line| *line = Ruled::Known { framed });
        }
    }
}

/// Marks the tables of Markdown whose rows have fewer cells where cells are merged, or spell out blank
/// ones. No blank line stands inside them, and their rule stands below the first row.
fn mark_known(lines: &[&str], ruled: &mut [Ruled]) {
    let strokes = |line: &str| line.chars().filter(|c| is_stroke(*c)).count();
    let is_row = |line: &&&str| !line.contains('\t') && line.contains(is_stroke);
    let mut at = 0;
    while at < lines.len() {
        let table = lines.get(at..).unwrap_or(&[]);
        let length = table.iter().take_while(is_row).count();
        let table = table.get(..length).unwrap_or(&[]);
        let rows = || {
            table
                .iter()
                .filter(|line| !is_rule(line.trim_matches(is_space)))
        };
        let counts: Vec<usize> = rows().map(|line| strokes(line)).collect();
        let widest = counts.iter().max().copied().unwrap_or(0);
        // Most rows are whole: the others have merged cells.
        let whole = counts.iter().filter(|count| **count == widest).count();
        if table
            .get(1)
            .is_some_and(|line| is_rule(line.trim_matches(is_space)))
            && whole + 1 >= FEWEST
            && (whole < counts.len() && whole * 2 > counts.len()
                || rows().any(|line| spells_blanks(line)))
            && !rows().any(|line| is_crammed(line.trim_matches(is_space)))
        {
            let framed =
                rows().all(|line| line.trim_start_matches(is_space).starts_with(is_stroke));
            for (line, ruled) in table.iter().zip(ruled.iter_mut().skip(at)) {
                *ruled = match is_rule(line.trim_matches(is_space)) {
                    true => Ruled::Rule,
                    false => Ruled::Known { framed },
                };
            }
            let table: Vec<usize> = (at..at + length).collect();
            set_aside(&table, 1, lines, ruled);
        }
        at += length.max(1);
    }
}

/// Marks the lines of a run that is long enough.
fn settle(run: &[usize], lines: &[&str], ruled: &mut [Ruled]) {
    let text = |index: &usize| {
        lines
            .get(*index)
            .map_or("", |line| line.trim_matches(is_space))
    };
    let rows = || run.iter().filter(|index| !is_rule(text(index)));
    let is_table = run.len() >= FEWEST && rows().count() >= 2;
    let is_last = || matches!(run, [row, rule] if is_last_row(text(row), text(rule)));
    if !is_table && !is_last() {
        return;
    }
    let mut crammed = rows().filter(|index| is_crammed(text(index)));
    let crammed = crammed.nth(FEWEST_CRAMMED - 1).is_some();
    let framed = rows().all(|index| text(index).starts_with(is_stroke));
    for index in run {
        if let Some(line) = ruled.get_mut(*index) {
            *line = if is_rule(text(index)) {
                Ruled::Rule
            } else if crammed {
                Ruled::Crammed
            } else {
                Ruled::Row { framed }
            };
        }
    }
    // A table has a header and a row.
    set_aside(run, 2, lines, ruled);
}

/// Marks titles, units and notes in the cells of the first and last lines of a table, where so many
/// rows are left.
fn set_aside(table: &[usize], fewest: usize, lines: &[&str], ruled: &mut [Ruled]) {
    let text = |index: &usize| {
        lines
            .get(*index)
            .map_or("", |line| line.trim_matches(is_space))
    };
    let lead = table.iter().take_while(|index| is_caption(text(index)));
    let notes = table.iter().rev();
    let notes = notes.take_while(|index| is_note(text(index)));
    let prints = |index: &&usize| cells(text(index)).next().is_some();
    let rows = table.iter().filter(prints).count();
    let words = lead.clone().filter(prints).count() + notes.clone().filter(prints).count();
    if words + fewest <= rows {
        for index in lead.chain(notes) {
            let line = ruled.get_mut(*index).filter(|line| **line != Ruled::Rule);
            if let Some(line) = line {
                *line = Ruled::Aside;
            }
        }
    }
}

/// Whether a row of figures that a rule of Markdown makes a header stands alone: the last row of a
/// table that went over to the next page.
fn is_last_row(row: &str, rule: &str) -> bool {
    let strokes = |line: &str| line.chars().filter(|c| is_stroke(*c)).count();
    row.starts_with(is_stroke)
        && is_rule(rule)
        && strokes(row) == strokes(rule)
        && cells(row).any(|cell| is_number(cell) && cell.contains('.'))
}

/// What the cells of a row print, those left out that print no word.
pub(in crate::load) fn cells(line: &str) -> impl Iterator<Item = &str> {
    let cells = line
        .split(is_stroke)
        .map(|cell| cell.trim_matches(is_space));
    cells.filter(|cell| cell.chars().any(char::is_alphanumeric) && !is_missing(cell))
}

/// A row above the header that prints one cell only, or what captions print: unit, body, number.
fn is_caption(line: &str) -> bool {
    let caption = |cell: &str| {
        let cell = crate::load::fold::fold(cell);
        ["单位：", "部门：", "名称：", "公开", "年度："]
            .iter()
            .any(|word| cell.contains(word))
    };
    // A name and a unit whose words are cut into several cells.
    let joined = crate::load::fold::fold(&cells(line).collect::<String>());
    let unit = || matches!(joined.rsplit_once("单位："), Some((_, unit)) if unit.ends_with('元'));
    // A word above several columns, alone on its line.
    let group = |cell: &str| Vocabulary::embedded().group(&printed(cell)).is_some();
    let several = words(line, 0).len() > 1;
    // （十九）某支出: the first row of the next page.
    let listed = |cell: &str| cell.starts_with('（') && split_ordinal(cell).0.is_some();
    let row = several || cells(line).all(group) || cells(line).all(listed);
    let alone = cells(line).nth(1).is_none() && !row;
    alone || cells(line).all(caption) || unit()
}

/// A row below the table that prints a sentence in one cell.
fn is_note(line: &str) -> bool {
    let long = |cell: &str| cell.starts_with('注') || cell.contains('。');
    cells(line).nth(1).is_none() && cells(line).all(long)
}

/// `|---|:---:|` of Markdown, `+----+----+` and `├──┼──┤` of terminals.
fn is_rule(line: &str) -> bool {
    let frame = |c: char| is_stroke(c) || is_space(c) || "-=+:─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝".contains(c);
    let dash = |c: char| "-=─━═".contains(c);
    let joint = |c: char| is_stroke(c) || "+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝".contains(c);
    line.contains(dash) && line.contains(joint) && line.chars().all(frame)
}

/// A row without the strokes at its edges.
#[must_use]
pub(in crate::load) fn inner(line: &str, framed: bool) -> &str {
    if !framed {
        return line;
    }
    let line = line.strip_prefix(is_stroke).unwrap_or(line);
    line.strip_suffix(is_stroke).unwrap_or(line)
}

/// What a cell prints, without the marks of emphasis and of a line break inside it.
#[must_use]
pub(in crate::load) fn printed(cell: &str) -> String {
    let cell = cell.trim_matches(is_space);
    if is_missing(cell) {
        return String::new();
    }
    let mut text = cell.to_owned();
    for mark in [
        "<br>", "<br/>", "<br />", "\\n", "**", "&nbsp;", "<mark>", "</mark>", "<u>", "</u>",
    ] {
        if text.contains(mark) {
            text = text.replace(mark, "");
        }
    }
    without_raised(unescaped(text))
}

/// Markdown puts a backslash before a mark that is meant as printed: `\*\*` above columns without number.
fn unescaped(text: String) -> String {
    if !text.contains('\\') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let escapes = c == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        plain.extend(if escapes { characters.next() } else { Some(c) });
    }
    plain
}

/// What programs that handle data write into a blank cell and over a column without a heading.
fn is_missing(cell: &str) -> bool {
    const VALUES: [&str; 6] = ["NaN", "nan", "NaT", "<NA>", "None", "null"];
    let heading = cell.strip_prefix("Unnamed: ");
    VALUES.contains(&cell)
        || heading.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn spells_blanks(line: &str) -> bool {
    let mut cells = line
        .split(is_stroke)
        .map(|cell| cell.trim_matches(is_space));
    cells.any(is_missing)
}

/// Words that a program took for raised because they stand between two lines: `<sup>事业收入</sup>`.
/// Raised digits are the mark of a note, not a part of the figure before them.
fn without_raised(mut text: String) -> String {
    const MARKS: [(&str, &str); 2] = [("<sup>", "</sup>"), ("<sub>", "</sub>")];
    for (open, close) in MARKS {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(open)) {
            let begin = from + at;
            let inner = begin + open.len();
            let Some(length) = text.get(inner..).and_then(|rest| rest.find(close)) else {
                break;
            };
            let end = inner + length;
            from = end + close.len();
            let words = |c: char| c.is_alphabetic() && !c.is_ascii();
            if text
                .get(inner..end)
                .is_some_and(|raised| raised.contains(words))
            {
                text.replace_range(end..from, "");
                text.replace_range(begin..inner, "");
                from = end - open.len();
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Ruled = Ruled::Row { framed: true };

    #[test]
    fn rows_of_one_width_are_a_table_and_its_rules_print_nothing() {
        let lines = [
            "单位：万元",
            "| 项目 | 预算数 |",
            "|---|---:|",
            "",
            "| 合计 | **1.50** |",
            "首页 | 公开",
            "说明 | 年报",
        ];
        let kinds = ruled(&lines);
        assert_eq!(
            kinds,
            [
                Ruled::Free,
                ROW,
                Ruled::Rule,
                Ruled::Free,
                ROW,
                Ruled::Free,
                Ruled::Free
            ]
        );
        assert_eq!(inner(lines[1], true), " 项目 | 预算数 ");
        assert_eq!(printed(" **1.50** "), "1.50");
    }

    #[test]
    fn a_blank_last_cell_is_a_cell() {
        let lines = ["项目 | 预算数", "接待费 |", "车辆费 | 4"];
        let open = Ruled::Row { framed: false };
        assert_eq!(ruled(&lines), [open; 3]);
        assert_eq!(inner(lines[1], false).split(is_stroke).count(), 2);
    }

    #[test]
    fn titles_and_notes_in_cells_of_the_whole_width_are_words() {
        let lines = [
            "经费预算表 | ||",
            "? | 单位：万元 | |",
            "门：某市统计 | 局 | 单位 | ：万元",
            "项目 | 预算数 | 其中 |",
            "合计 | 5 | 5 |",
            "其他 | | |",
            "注：含上年结转。 | | |",
        ];
        let kinds = ruled(&lines);
        let row = Ruled::Row { framed: false };
        let expected = [
            Ruled::Aside,
            Ruled::Aside,
            Ruled::Aside,
            row,
            row,
            row,
            Ruled::Aside,
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn drawn_frames_are_rules() {
        let lines = ["┌──┬──┐", "│甲│1 │", "├──┼──┤", "│乙│2 │", "└──┴──┘"];
        let kinds = ruled(&lines);
        assert_eq!(kinds[1], ROW);
        assert_eq!(kinds[2], Ruled::Rule);
        assert_eq!(kinds[3], ROW);
        assert_eq!(kinds[4], Ruled::Rule);
    }
}
