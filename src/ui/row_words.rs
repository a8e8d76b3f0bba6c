//! The words that narrow a tree to some lines, and with them the findings to those on such rows.

use super::scene::Scene;
use crate::catalogue;
use crate::check::Finding;
use crate::find::Needle;
use crate::model::RowRef;

/// The words of a filter, read once: a number is the beginning of a code, anything else stands in a name.
#[derive(Debug, Clone)]
pub struct RowWords(Vec<(String, Option<Needle>)>);

impl RowWords {
    /// Reads what was typed; `None` where that is nothing.
    #[must_use]
    pub fn new(words: &str) -> Option<RowWords> {
        let is_code = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let read = |word: &str| {
            let needle = (!is_code(word)).then(|| Needle::parse(word));
            (word.to_owned(), needle)
        };
        let read: Vec<_> = words.split_whitespace().map(read).collect();
        (!read.is_empty()).then_some(RowWords(read))
    }

    /// Whether a line holds all words.
    #[must_use]
    pub fn are_in(&self, code: &str, name: &str) -> bool {
        self.0.iter().all(|(word, needle)| match needle {
            Some(needle) => needle.in_any(&[name]),
            None => code.starts_with(word),
        })
    }

    /// Whether a finding shows a figure of such a line, or of one below it in the classification.
    #[must_use]
    pub fn are_shown_by(&self, finding: &Finding, scene: &Scene) -> bool {
        let cells = finding.evidence.iter().filter_map(|one| one.cell);
        let mut rows = cells.filter_map(|cell| scene.data.corpus.row(cell.row));
        rows.any(|row| self.are_on(row))
    }

    /// Whether a row, or the class or section it belongs to, holds all words.
    fn are_on(&self, row: RowRef<'_>) -> bool {
        let code = row.main_code();
        let above = (1..code.len()).filter_map(|end| code.get(..end));
        let mut above = above.filter_map(|code| Some((code, catalogue::name(code, None)?)));
        self.are_in(code, row.name()) || above.any(|(code, name)| self.are_in(code, name))
    }
}
