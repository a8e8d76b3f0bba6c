//! The page: fixed words around tables that are written anew between marks.

use std::path::Path;

/// The fixed words; `<!-- name -->` stands where a table goes.
const WORDS: &str = include_str!("words.md");

/// The page with the tables put in so far.
pub(crate) struct Page {
    old: String,
    text: String,
}

impl Page {
    /// The fixed words, and the tables of the page as it stands for those that are not measured.
    pub(crate) fn read(path: &Path) -> Page {
        Page {
            old: std::fs::read_to_string(path).unwrap_or_default(),
            text: WORDS.to_owned(),
        }
    }

    /// Puts a table in its place.
    pub(crate) fn put(&mut self, name: &str, table: &str) {
        let (begin, end) = marks(name);
        let table = format!("{begin}\n{}\n{end}", table.trim_end());
        self.text = self.text.replace(&format!("<!-- {name} -->"), &table);
    }

    /// The page. A table that was not put in is taken from the page as it stands.
    pub(crate) fn text(mut self) -> String {
        for name in ["injected", "truth", "corpus", "ledger", "rules"] {
            let (begin, end) = marks(name);
            let known = self
                .old
                .split_once(&begin)
                .and_then(|(_, rest)| rest.split_once(&end));
            if let Some((table, _)) = known.map(|(table, rest)| (table.to_owned(), rest)) {
                let missing = self.text.contains(&format!("<!-- {name} -->"));
                if missing {
                    self.put(name, table.trim());
                }
            }
        }
        self.text
    }
}

fn marks(name: &str) -> (String, String) {
    (
        format!("<!-- begin {name} -->"),
        format!("<!-- end {name} -->"),
    )
}

/// A Markdown table.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let mut text = line(&head);
    // Words stand left, numbers right.
    let sides = (0..head.len()).map(|at| if at == 0 { "---" } else { "---:" });
    text.push_str(&format!("|{}|\n", sides.collect::<Vec<_>>().join("|")));
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

/// `12.3 %`, or `–` of nothing.
pub(crate) fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
