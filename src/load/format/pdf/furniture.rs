//! Running heads and feet, the same on page after page, and the lines that count the pages.

use std::collections::HashMap;

use super::layout::{Block, Table, Text};
use super::page::{Length, POINT};

/// Lines looked at from the top and from the bottom of a page.
const DEPTH: usize = 2;
/// On fewer pages the words may stand there by chance.
const FEWEST_PAGES: usize = 3;
/// How far the height may differ.
const SAME_HEIGHT: Length = POINT * 3;

/// What stands beside the numbers of a page and of all pages.
const PAGE_WORDS: &str = "第页共总计/／,，.。、-—－–─·()（） ";

/// Leaves running heads and feet aside, after the first page that prints them, and the lines that
/// only count the pages.
pub(super) fn drop_from(pages: &mut [Vec<Block>]) {
    drop_counts(pages);
    let edges: Vec<Vec<Text>> = pages.iter().map(|page| edge_lines(page)).collect();
    let same =
        |a: &Text, b: &Text| *a.text == *b.text && (a.middle - b.middle).abs() <= SAME_HEIGHT;
    let repeated = |line: &Text| {
        let pages = edges
            .iter()
            .filter(|page| page.iter().any(|other| same(line, other)));
        pages.count() >= FEWEST_PAGES
    };
    let mut running: Vec<Text> = Vec::new();
    let mut known: Vec<Text> = Vec::new();
    for (page, edge) in pages.iter_mut().zip(&edges) {
        page.retain(|block| match block {
            Block::Text(line) => !running.iter().any(|head| same(head, line)),
            Block::Table(_) => true,
        });
        if let Some(Block::Table(table)) = page.first_mut() {
            drop_head(table, &running);
        }
        for line in edge {
            if known.iter().any(|other| same(other, line)) {
                continue;
            }
            known.push(line.clone());
            if repeated(line) {
                running.push(line.clone());
            }
        }
    }
}

/// Leaves a running head aside that was taken for the first row of a table without lines.
fn drop_head(table: &mut Table, running: &[Text]) {
    let bare = |text: &str| text.replace(' ', "");
    let first = table.rows.first().filter(|_| !table.spans.is_empty());
    let printed: String = first.into_iter().flatten().map(|cell| bare(cell)).collect();
    let level = |head: &Text| {
        let top = table.tops.first();
        top.is_some_and(|top| (top - head.middle).abs() <= SAME_HEIGHT)
    };
    if running
        .iter()
        .any(|head| level(head) && bare(&head.text) == printed)
    {
        table.rows.remove(0);
        table.tops.remove(0);
    }
}

/// Leaves aside the lines that count the pages: they would divide a table that goes on.
fn drop_counts(pages: &mut [Vec<Block>]) {
    let found: Vec<Vec<Vec<Count>>> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| edges(page).map(|line| counted(&line.text, at)).collect())
        .collect();
    // How high the lines stand that are so much ahead of their page.
    let mut counts: HashMap<&Count, Vec<Length>> = HashMap::new();
    for (page, found) in pages.iter().zip(&found) {
        for (line, found) in edges(page).zip(found) {
            for count in found {
                counts.entry(count).or_default().push(line.middle);
            }
        }
    }
    for heights in counts.values_mut() {
        heights.sort_unstable();
    }
    let last = pages.len();
    let is_running = |line: &Text, found: &[Count], at: usize| {
        is_of_all(&line.text, at, last)
            || found.iter().any(|count| {
                let heights = counts.get(count).map_or(&[][..], Vec::as_slice);
                let from = heights.partition_point(|height| *height < line.middle - SAME_HEIGHT);
                let to = heights.partition_point(|height| *height <= line.middle + SAME_HEIGHT);
                // Numbers that are those of the pages themselves tell it sooner.
                to - from >= FEWEST_PAGES - usize::from(count.1 == 1)
            })
    };
    for ((at, page), found) in pages.iter_mut().enumerate().zip(&found) {
        let running: Vec<Text> = edges(page)
            .zip(found)
            .filter(|(line, found)| is_running(line, found, at))
            .map(|(line, _)| line.clone())
            .collect();
        page.retain(|block| match block {
            Block::Text(line) => !running.contains(line),
            Block::Table(_) => true,
        });
    }
}

/// The words of a count of pages with one number left out, and how far it is ahead of its page.
type Count = (String, i64);

/// The ways in which a line may count the pages, this being the one at `page`.
fn counted(text: &str, page: usize) -> Vec<Count> {
    let words = |c: char| c.is_ascii_digit() || PAGE_WORDS.contains(c);
    if !text.contains('页') || !text.chars().all(words) {
        return Vec::new();
    }
    let digit = |c: char| c.is_ascii_digit();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text.get(at..).and_then(|rest| rest.find(digit)) {
        let from = at + from;
        let number = text.get(from..).unwrap_or_default();
        let length = number.find(|c| !digit(c)).unwrap_or(number.len());
        at = from + length;
        let number = number
            .get(..length)
            .and_then(|number| number.parse::<i64>().ok());
        let (before, after) = (text.get(..from), text.get(at..));
        if let (Some(number), Some(before), Some(after)) = (number, before, after) {
            let ahead = number - i64::try_from(page).unwrap_or(0);
            found.push((format!("{before}#{after}"), ahead));
        }
    }
    found
}

/// Whether a line ends with which of all pages its page is (2/12), as browsers print it.
fn is_of_all(text: &str, page: usize, pages: usize) -> bool {
    let count = format!("{}/{pages}", page + 1);
    let before = text.trim_end().strip_suffix(count.as_str());
    pages > 1 && before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_digit()))
}

/// The lines at the top and at the bottom of a page.
fn edges<'p>(page: &'p [Block]) -> impl Iterator<Item = &'p Text> {
    let line = |block: &'p Block| match block {
        Block::Text(text) => Some(text),
        Block::Table(_) => None,
    };
    let top = page.iter().map_while(line).take(DEPTH);
    let bottom = page.iter().rev().map_while(line).take(DEPTH);
    top.chain(bottom)
}

/// Lines at the top and bottom that may be running heads. What may belong to the caption of a
/// table (公开01表, 单位：万元) is none.
fn edge_lines(page: &[Block]) -> Vec<Text> {
    // 9:18 is a time.
    let colon = |text: &str| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut colons = text.match_indices(['：', ':']);
        colons.any(|(at, _)| {
            let (before, after) = text.split_at(at);
            !(digit(before.chars().next_back()) && digit(after.chars().nth(1)))
        })
    };
    let caption = |text: &str| text.contains('表') || colon(text);
    let lines = edges(page).filter(|line| !caption(&line.text));
    lines.cloned().collect()
}
