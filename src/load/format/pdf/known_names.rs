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
                let entries = codes(line);
                let entries = entries.iter().flat_map(|code| catalogue::entries(code));
                names.extend(entries.map(|entry| fold(entry.name)));
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

/// The codes on a line, in one cell or by their levels.
fn codes(line: &[Chunk]) -> Vec<String> {
    let digits = |chunk: &Chunk| chunk.number && chunk.text.bytes().all(|c| c.is_ascii_digit());
    let mut codes = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let levels = rest.iter().zip(LEVELS);
        let levels =
            levels.take_while(|(chunk, length)| digits(chunk) && chunk.text.len() == *length);
        let count = levels.count();
        if count > 1 {
            let cells = rest.iter().take(count).map(|chunk| &*chunk.text);
            codes.push(cells.collect());
        } else {
            let code = rest.first().filter(|chunk| chunk.is_code());
            codes.extend(code.map(|chunk| chunk.text.to_string()));
        }
        at += count.max(1);
    }
    codes
}
