//! Columns that did not fit on the page and were printed on a page of their own are put back.
//!
//! Programs cut a wide sheet into pages; the further pages print neither titles nor names, but their
//! lines across stand where those of the first page stand.

use super::aligned_columns::Span;
use super::layout::{Block, Table, Text, is_amount};
use super::lines::Words;
use super::page::{Length, POINT};
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::vocabulary::Vocabulary;

/// How far lines across may differ between two pages of one sheet.
const SAME_ROW: Length = POINT;
/// Fewer lines across may stand at the same heights by chance.
const FEWEST_LINES: usize = 4;
/// On the further pages of a sheet that stand beside each other already: a heading and one row.
const FEWEST_AGAIN: usize = 3;
/// So may fewer rows of tables without lines.
const FEWEST_ROWS: usize = 2;
/// Puts the columns of pages without names beside the rows they belong to. The words there are
/// drawn on another page than their line tells, so that no place on the page is kept for them.
pub(super) fn join(pages: &mut [Vec<Block>]) {
    let mut at = 1;
    while at < pages.len() {
        let nameless = |page: &&Vec<Block>| {
            let table = only_table(page);
            table.is_some_and(|(_, table)| is_nameless(table)) && title(page).is_none()
        };
        let further = pages.get(at..).unwrap_or(&[]);
        let count = further.iter().take_while(nameless).count();
        if let Some(owners) = owners(pages, at, count) {
            for (part, owner) in (at..).zip(owners) {
                move_beside(pages, owner, part);
            }
        }
        at += count.max(1);
    }
}

/// The pages that name the rows of so many pages without names. They are printed down first, all
/// pages with names before all others, or across first, each page before what belongs beside it.
fn owners(pages: &[Vec<Block>], first: usize, count: usize) -> Option<Vec<usize>> {
    let table = |page: usize| pages.get(page).and_then(|page| only_table(page));
    let (_, last) = table(first.checked_sub(1).filter(|_| count > 0)?)?;
    let goes_on = |page: &usize| {
        let title = |page: usize| pages.get(page).and_then(|page| title(page));
        let same = || title(*page) == title(page - 1);
        let above = page.checked_sub(1).and_then(table);
        above.is_some_and(|(_, table)| table.xs == last.xs && !is_nameless(table))
            && (title(*page).is_none() || same())
    };
    let named = 1 + (0..first).rev().take_while(goes_on).count();
    let down = count.is_multiple_of(named);
    let owners = (0..count).map(|part| match down {
        true => first - named + part % named,
        false => first - 1,
    });
    let owners: Vec<usize> = owners.collect();
    // The last page of a sheet may hold a single row: what stands on the others tells of it.
    let lines = |part: usize| table(part).map_or(0, |(_, part)| part.ys.len());
    let unruled = || (first..).take(count).any(|part| lines(part) == 0);
    let most = (first..).take(count).map(lines).max().unwrap_or(0);
    if most < FEWEST_LINES && !unruled() {
        return None;
    }
    let fit = owners.iter().zip(first..).all(|(&owner, part)| {
        let both = table(owner).zip(table(part));
        both.is_some_and(|((_, whole), (_, part))| {
            // A form of one row needs no names; its title tells that it is none of the further pages.
            let begins =
                !is_nameless(whole) || pages.get(owner).is_some_and(|page| title(page).is_some());
            begins && goes_beside(whole, part)
        })
    });
    fit.then_some(owners)
}

/// Takes the table of one page beside that of an earlier one.
fn move_beside(pages: &mut [Vec<Block>], owner: usize, part: usize) {
    let (before, rest) = pages.split_at_mut(part);
    let Some((page, owner)) = rest.first_mut().zip(before.get_mut(owner)) else {
        return;
    };
    let places = only_table(page).zip(only_table(owner));
    let Some((index, target)) = places.map(|(part, whole)| (part.0, whole.0)) else {
        return;
    };
    let Block::Table(part) = page.remove(index) else {
        return;
    };
    let top = part.ys.first().copied().unwrap_or(Length::MAX);
    let mut group = None;
    let lead: Vec<Block> = page.drain(..index).collect();
    for block in lead {
        match block {
            Block::Text(lead) if lead.middle < top => go_on(owner, target, lead),
            // The name of a group over the whole page stands inside the frame.
            Block::Text(lead) => group = Some(lead),
            Block::Table(_) => {}
        }
    }
    if let Some(Block::Table(whole)) = owner.get_mut(target) {
        put_beside(whole, &part, group.as_ref());
    }
}

/// Adds a line above a further page to the line at its height, which was cut at the edge of the page.
fn go_on(page: &mut Vec<Block>, table: usize, lead: Text) {
    let level = |text: &Text| (text.middle - lead.middle).abs() <= SAME_ROW;
    let lines = page.iter_mut().take(table).filter_map(|block| match block {
        Block::Text(text) => Some(text),
        Block::Table(_) => None,
    });
    match lines.into_iter().find(|text| level(text)) {
        Some(line) => line.text.extend(&lead.text.unplaced()),
        None => page.insert(table, Block::Text(lead)),
    }
}

/// The table of a page that has no other.
fn only_table(page: &[Block]) -> Option<(usize, &Table)> {
    let mut tables = page
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Table(table) => Some((at, table)),
            Block::Text(_) => None,
        });
    let table = tables.next()?;
    tables.next().is_none().then_some(table)
}

/// The line of a page that can only be the title or the number of a table.
fn title(page: &[Block]) -> Option<&str> {
    let known = CaptionRows::new(Vocabulary::embedded());
    page.iter().find_map(|block| match block {
        Block::Text(Text { text, .. }) => {
            let kind = known.kind(text);
            matches!(kind, LineKind::Title(_) | LineKind::Mark(_)).then_some(&**text)
        }
        Block::Table(_) => None,
    })
}

/// Whether the body of a table prints figures and no word, or nothing at all in many rows.
fn is_nameless(table: &Table) -> bool {
    let figures = |row: &&Vec<Words>| row.iter().any(|cell| is_amount(cell.trim()));
    let body = table.rows.get(body(table)..).unwrap_or(&[]);
    let words = |row: &Vec<Words>| row.iter().any(|cell| cell.chars().any(char::is_alphabetic));
    let empty = table.ys.len() > table.rows.len() + FEWEST_LINES;
    (empty || body.iter().any(|row| figures(&row))) && !body.iter().any(words)
}

/// Whether the lines across and the rows of a part stand where the whole has them.
fn goes_beside(whole: &Table, part: &Table) -> bool {
    let near = |a: &Length, b: &Length| (a - b).abs() <= SAME_ROW;
    let ends = |a: Option<&Length>, b: Option<&Length>| a.zip(b).is_some_and(|(a, b)| near(a, b));
    let same = ends(whole.ys.first(), part.ys.first()) && ends(whole.ys.last(), part.ys.last());
    let drawn = |y: &Length| whole.ys.iter().any(|other| near(other, y));
    let body = part.tops.get(body(part)..).unwrap_or(&[]);
    let found = |top: &Length| whole.tops.iter().any(|other| near(other, top));
    if whole.ys.is_empty() && part.ys.is_empty() {
        return body.len() >= FEWEST_ROWS && body.iter().all(found);
    }
    let enough = part.ys.len() >= FEWEST_AGAIN;
    enough && same && part.ys.iter().all(drawn) && body.iter().all(found)
}

/// The first row that prints an amount.
fn body(table: &Table) -> usize {
    let figures = |row: &Vec<Words>| row.iter().any(|cell| is_amount(cell.trim()));
    let first = table.rows.iter().position(figures);
    first.unwrap_or(table.rows.len())
}

/// Gives the whole the rows of the heading that only the part prints words in.
fn with_rows_of(part: &Table, whole: &mut Table) {
    let columns = whole.xs.len().saturating_sub(1);
    for top in part.tops.iter().take(body(part)) {
        if row_at(whole, *top).is_some() {
            continue;
        }
        let at = whole.tops.partition_point(|other| other < top);
        if at <= whole.rows.len().min(whole.covered.len()) {
            whole.tops.insert(at, *top);
            whole.rows.insert(at, vec![Words::default(); columns]);
            whole.covered.insert(at, Vec::new());
            let below = whole.open.iter_mut().filter(|(row, _)| *row >= at);
            below.for_each(|(row, _)| *row += 1);
        }
    }
}

fn row_at(table: &Table, top: Length) -> Option<usize> {
    let near = |other: &Length| (other - top).abs() <= SAME_ROW;
    table.tops.iter().position(near)
}

/// Puts a part beside the whole; `group` is the name over all of its columns.
fn put_beside(whole: &mut Table, part: &Table, group: Option<&Text>) {
    let end = whole.xs.last().copied().unwrap_or(0);
    let begin = part.xs.first().copied().unwrap_or(0);
    let width = part.xs.len().saturating_sub(1);
    let columns = whole.xs.len().saturating_sub(1);
    // The words of a heading over both pages may be printed on both, cut at the edges.
    let last = |row: &[Words]| {
        row.iter()
            .rev()
            .find(|cell| !cell.trim().is_empty())
            .cloned()
    };
    if part.spans.is_empty() {
        with_rows_of(part, whole);
    }
    if let Some(group) = group {
        let row = whole.tops.partition_point(|&top| top <= group.middle);
        let mut open = whole.open.iter().copied();
        if let Some((row, column)) = open.find(|(open, _)| open + 1 == row) {
            name_group(whole, row, column, &group.text);
        }
    }
    let tops = whole.tops.iter();
    let mut beside: Vec<Option<usize>> = tops.map(|top| row_at(part, *top)).collect();
    // A heading as high as several others stands level with none of them.
    let alone = part
        .tops
        .first()
        .is_some_and(|top| row_at(whole, *top).is_none());
    if let (Some(first), true) = (beside.first_mut(), alone && body(part) > 0) {
        *first = first.or(Some(0));
    }
    let opened = open_group(whole, part, &beside);
    for (row, at) in whole.rows.iter_mut().zip(&beside) {
        let cells = at.and_then(|at| part.rows.get(at));
        let before = last(row);
        for column in 0..width {
            let cell = cells.and_then(|cells| cells.get(column));
            let cell = cell.map_or_else(Words::default, Words::unplaced);
            if column == 0 && opened == at.as_ref().copied() && opened.is_some() {
                row.push(Words::default());
                continue;
            }
            let cut = |words: &Words| !cell.is_empty() && words.trim().ends_with(cell.trim());
            let repeated = column == 0 && cell.chars().any(char::is_alphabetic);
            row.push(match before.as_ref().is_some_and(cut) && repeated {
                true => Words::default(),
                false => cell,
            });
        }
    }
    for (all, at) in whole.covered.iter_mut().zip(&beside) {
        let covered = at.and_then(|at| part.covered.get(at));
        all.extend(covered.into_iter().flatten().map(|column| column + columns));
    }
    let moved = |x: &Length| x - begin + end;
    whole.xs.extend(part.xs.iter().skip(1).map(moved));
    whole.spans.extend(part.spans.iter().map(|span| Span {
        left: moved(&span.left),
        right: moved(&span.right),
    }));
}

/// Gives the words over columns on both pages to the box they begin in, where the further page
/// prints them or their end. Answers the row of the part they stood in.
fn open_group(whole: &mut Table, part: &Table, beside: &[Option<usize>]) -> Option<usize> {
    let (row, column, printed) = whole.open.iter().find_map(|&(row, column)| {
        let printed = beside.get(row).copied().flatten()?;
        let words = |row: usize| Some(!part.rows.get(row)?.first()?.trim().is_empty());
        (words(printed)? && words(printed + 1)?).then_some((row, column, printed))
    })?;
    let name = part.rows.get(printed)?.first()?;
    name_group(whole, row, column, name);
    Some(printed)
}

/// Names a group of columns, or ends its name. What stands below an empty box had been moved up.
fn name_group(whole: &mut Table, row: usize, column: usize, name: &Words) {
    let Some((above, below)) = whole.rows.split_at_mut_checked(row + 1) else {
        return;
    };
    let rows = above.last_mut().zip(below.first_mut());
    let cells = rows.and_then(|(above, below)| above.get_mut(column).zip(below.get_mut(column)));
    if let Some((above, below)) = cells {
        if below.trim().is_empty() {
            std::mem::swap(above, below);
        }
        above.extend(&name.unplaced());
    }
}
