//! Where the pages of a text end that lost its page breaks: at the lines that count the pages.

use crate::load::line::TextLine;
use crate::load::plain::is_amount;

/// A shorter run of numbers may count something else.
const FEWEST_PAGES: usize = 3;
/// Pages without a number between two that have one.
const MOST_UNNUMBERED: u32 = 3;
/// Lines of a page, on average; rows of a list that are numbered stand closer.
const FEWEST_LINES: usize = 8;

/// Where rows are numbered, digits alone on a line among others may be the number of a row.
const ROWS: &str = "行次";

/// Counts the pages of lines that know none. Nothing is done where page breaks or cells are printed,
/// or where no run of numbers counts pages.
pub(in crate::load) fn count(lines: &mut [TextLine]) {
    if lines.iter().any(|line| line.page > 0 || line.tabbed) {
        return;
    }
    let ends = longest_run(lines);
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
        return;
    };
    if ends.len() < FEWEST_PAGES || (last - first) / (ends.len() - 1) < FEWEST_LINES {
        return;
    }
    let mut ends = ends.into_iter().peekable();
    let mut page = 0;
    let mut begins = false;
    for (at, line) in lines.iter_mut().enumerate() {
        line.page = page;
        line.indented |= begins;
        begins = ends.next_if_eq(&at).is_some();
        page += u32::from(begins);
    }
}

/// The lines of the longest run of numbers that count up.
fn longest_run(lines: &[TextLine]) -> Vec<usize> {
    let rows = lines.iter().any(|line| line.folded == ROWS);
    let numbers: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| !(is_bare(line) && is_printed_twice(lines, *at)))
        .filter(|(at, line)| !(rows && is_bare(line) && may_number_a_row(lines, *at)))
        .filter_map(|(at, line)| Some((at, number(&line.folded)?)))
        .collect();
    // By the number a run ends with: its length, and where the number before stands.
    let mut longest: std::collections::BTreeMap<u32, (usize, usize)> = Default::default();
    let mut steps: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let mut best: Option<(usize, usize)> = None;
    for (index, (_, number)) in numbers.iter().enumerate() {
        let before = longest
            .range(number.saturating_sub(MOST_UNNUMBERED)..*number)
            .map(|(_, run)| *run)
            .max_by_key(|(length, _)| *length);
        let length = before.map_or(1, |(length, _)| length + 1);
        steps.push(before.map(|(_, at)| at));
        if longest.get(number).is_none_or(|(old, _)| *old <= length) {
            longest.insert(*number, (length, index));
        }
        if best.is_none_or(|(old, _)| old < length) {
            best = Some((length, index));
        }
    }
    let mut run = Vec::new();
    let mut at = best.map(|(_, index)| index);
    while let Some(index) = at {
        run.extend(numbers.get(index).map(|(line, _)| *line));
        at = steps.get(index).copied().flatten();
    }
    run.reverse();
    run
}

/// Digits and nothing around them.
fn is_bare(line: &TextLine) -> bool {
    line.folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the number of a line stands beside it once more: an amount and its only part, where every cell
/// has a line of its own.
fn is_printed_twice(lines: &[TextLine], at: usize) -> bool {
    let words = |at: usize| lines.get(at).map(|line| line.folded.as_str());
    let above = at.checked_sub(1).and_then(words);
    words(at).is_some_and(|own| above == Some(own) || words(at + 1) == Some(own))
}

/// Whether a line stands right below one and right above another, and not below the last amount of a row.
fn may_number_a_row(lines: &[TextLine], at: usize) -> bool {
    let near = |other: Option<usize>| {
        let other = other.and_then(|other| lines.get(other));
        other.filter(|other| {
            lines
                .get(at)
                .is_some_and(|line| line.number.abs_diff(other.number) == 1)
        })
    };
    let amount = |line: &TextLine| is_amount(&line.text());
    match (near(at.checked_sub(1)), near(Some(at + 1))) {
        (Some(above), Some(below)) => !amount(above) || amount(below),
        _ => false,
    }
}

/// `12`, `- 12 -`, `第 12 页`, `第12页共40页`, `12/40`.
fn number(folded: &str) -> Option<u32> {
    let bare = folded.split(['共', '/']).next()?;
    let bare = bare.trim_matches(|c| matches!(c, '-' | '—' | '－' | '─' | '·' | '第' | '页'));
    let digits = bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| bare.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn pages(text: &str) -> Vec<u32> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        lines.iter().map(|line| line.page).collect()
    }

    #[test]
    fn numbers_below_the_pages_divide_them() {
        let page = |number: u32| format!("{}    - {number} -\n", "一行字\n".repeat(9));
        let text: String = (4..8).map(page).collect();
        let pages = pages(&text);
        assert_eq!((pages[0], pages[9], pages[10], pages[39]), (0, 0, 1, 3));
    }

    #[test]
    fn numbers_of_rows_divide_nothing() {
        let row =
            |number: u32| format!("一行字\n名称\n8.00\n其他名称\n{number}\n9.00\n7.00\n1.00\n");
        let text: String = (4..9).map(row).collect();
        assert!(pages(&text).iter().any(|page| *page > 0));
        let pages = pages(&format!("行次\n{text}"));
        assert!(pages.iter().all(|page| *page == 0));
    }

    #[test]
    fn amounts_and_their_parts_divide_nothing() {
        let row = |number: u32| format!("{}名称\n{number}\n{number}\n", "一行字\n".repeat(9));
        let text: String = (4..9).map(row).collect();
        assert!(pages(&text).iter().all(|page| *page == 0));
    }

    #[test]
    fn numbers_of_a_list_divide_nothing() {
        let text: String = (1..30)
            .map(|number| format!("{number}\n某项目\n"))
            .collect();
        assert!(pages(&text).iter().all(|page| *page == 0));
    }
}
