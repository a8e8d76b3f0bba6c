//! What the catalogue calls the codes of a row: it tells which lines of words are one name.

use super::aligned::Chunk;
use crate::catalogue;
use crate::load::fold::fold;

/// What a whole name saves, and what half of one, or more than one, costs.
const WHOLE: i64 = -40;
const IN_PART: i64 = 60;
/// How long the cells of a code are that is printed by its levels.
const LEVELS: [usize; 3] = [3, 2, 2];

/// The names of the codes that rows print.
pub(super) struct KnownNames(Vec<Vec<String>>);

impl KnownNames {
    /// The names of so many rows; `fixed` says for every line of the body whose it is.
    pub(super) fn of(body: &[Vec<Chunk>], fixed: &[Option<usize>], rows: usize) -> Self {
        let mut names: Vec<Vec<String>> = vec![Vec::new(); rows];
        for (line, row) in body.iter().zip(fixed) {
            if let Some(names) = row.and_then(|row| names.get_mut(row)) {
                let cells: Vec<&str> = line.iter().map(|chunk| &*chunk.text).collect();
                names.extend(of_cells(&cells));
            }
        }
        KnownNames(names)
    }

    /// What it costs to take words for a name of a row; nothing where the catalogue does not tell.
    pub(super) fn cost<'c>(&self, row: usize, words: impl Iterator<Item = &'c Chunk>) -> i64 {
        let names = self.0.get(row).map_or(&[][..], Vec::as_slice);
        if names.is_empty() {
            return 0;
        }
        let text: String = words.map(|chunk| &*chunk.text).collect();
        let text = fold(&text);
        let (mut whole, mut part) = (false, false);
        for name in names.iter().filter(|_| !text.is_empty()) {
            whole |= *name == text;
            part |= name.starts_with(&text) || text.starts_with(name) || text.ends_with(name);
        }
        match (whole, part) {
            (true, _) => WHOLE,
            (false, true) => IN_PART,
            (false, false) => 0,
        }
    }
}

/// What the catalogue calls the codes that stand in these cells.
pub(super) fn of_cells(cells: &[&str]) -> Vec<String> {
    let codes = codes(cells);
    let entries = codes.iter().flat_map(|code| catalogue::entries(code));
    let mut names: Vec<String> = entries.map(|entry| fold(entry.name)).collect();
    for (printed, code) in cells.iter().filter_map(|cell| code_before(cell)) {
        let entries = catalogue::entries(&code);
        names.extend(
            entries
                .iter()
                .map(|entry| fold(&format!("{printed}{}", entry.name))),
        );
    }
    names
}

/// The code before the name in one cell, as it is printed and its digits: [2210201]住房公积金, 208-…
fn code_before(cell: &str) -> Option<(&str, String)> {
    let end = cell.find(char::is_alphabetic)?;
    let printed = cell.get(..end)?;
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    matches!(digits.len(), 3 | 5 | 7).then_some((printed, digits))
}

/// The codes on a line, in one cell or by their levels.
fn codes(cells: &[&str]) -> Vec<String> {
    let digits = |cell: &str| cell.bytes().all(|c| c.is_ascii_digit());
    let is_code = |cell: &&&str| digits(cell) && matches!(cell.len(), 3 | 5 | 7);
    let mut codes = Vec::new();
    let mut at = 0;
    while let Some(rest) = cells.get(at..).filter(|rest| !rest.is_empty()) {
        let levels = rest.iter().zip(LEVELS);
        let levels = levels.take_while(|(cell, length)| digits(cell) && cell.len() == *length);
        let count = levels.count();
        if count > 1 {
            codes.push(rest.get(..count).unwrap_or(&[]).concat());
        } else {
            codes.extend(rest.first().filter(is_code).map(|code| (*code).to_owned()));
        }
        at += count.max(1);
    }
    codes
}
