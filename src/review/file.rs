//! The text of a review file: TOML that people may edit, changed entry by entry.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{Decision, Entry, Identity, Review};

/// Raised whenever a field changes its meaning.
const VERSION: i64 = 1;

/// Name of the list of entries.
const ENTRIES: &str = "finding";

/// Begins every new file.
const HEADER: &str = "\
# 查账复核记录：对疑点的认可 (accepted)、说明 (explained) 或排除 (dismissed)。可以手工修改。
# Reviews of findings, written by chazhang; may be edited by hand. What is not understood is kept.
";

/// A review file in memory.
#[derive(Debug, Clone)]
pub struct ReviewFile {
    document: DocumentMut,
}

/// Why a text is no review file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It is no TOML from this line on.
    Syntax(usize),
    /// `finding` is something else than a list of tables.
    Shape,
    /// It says that it was written by a later version.
    Version(i64),
}

impl ReviewFile {
    /// A file without entries.
    #[must_use]
    pub fn empty() -> Self {
        let mut document = DocumentMut::new();
        document.insert("version", value(VERSION));
        if let Some(mut key) = document.key_mut("version") {
            key.leaf_decor_mut().set_prefix(HEADER);
        }
        ReviewFile { document }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with the text as a whole.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or(text);
            Broken::Syntax(before.matches('\n').count() + 1)
        })?;
        match document.get("version").map(Item::as_integer) {
            None | Some(Some(VERSION)) => {}
            Some(version) => return Err(Broken::Version(version.unwrap_or(0))),
        }
        match document.get(ENTRIES) {
            None | Some(Item::ArrayOfTables(_)) => Ok(ReviewFile { document }),
            Some(_) => Err(Broken::Shape),
        }
    }

    /// The text to write.
    #[must_use]
    pub fn text(&self) -> String {
        self.document.to_string()
    }

    /// All entries in order; an entry that is not understood is its number, counted from one.
    #[must_use]
    pub fn entries(&self) -> Vec<Result<Entry, usize>> {
        self.tables()
            .map(|(index, table)| entry(table).ok_or(index + 1))
            .collect()
    }

    /// Puts an entry in, over the one for the same finding of the same document.
    pub fn set(&mut self, new: &Entry) {
        let known = self.position(&new.key, &new.identity);
        let Some(list) = self.list_mut() else {
            return;
        };
        match known.and_then(|index| list.get_mut(index)) {
            Some(table) => fill(table, new),
            None => {
                let mut table = Table::new();
                fill(&mut table, new);
                list.push(table);
            }
        }
    }

    /// Takes out the entry of a document for a key; whether there was one.
    pub fn remove(&mut self, key: &str, identity: &Identity) -> bool {
        let Some(index) = self.position(key, identity) else {
            return false;
        };
        let Some(list) = self.list_mut() else {
            return false;
        };
        list.remove(index);
        true
    }

    fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        let list = self
            .document
            .get(ENTRIES)
            .and_then(Item::as_array_of_tables);
        list.into_iter().flat_map(ArrayOfTables::iter).enumerate()
    }

    fn position(&self, key: &str, identity: &Identity) -> Option<usize> {
        self.tables()
            .find(|(_, table)| {
                entry(table)
                    .is_some_and(|known| known.key == key && known.identity.is_same(identity))
            })
            .map(|(index, _)| index)
    }

    fn list_mut(&mut self) -> Option<&mut ArrayOfTables> {
        self.document
            .entry(ENTRIES)
            .or_insert(Item::ArrayOfTables(ArrayOfTables::new()))
            .as_array_of_tables_mut()
    }
}

/// An entry; `None` without a key or with a decision we do not know.
fn entry(table: &Table) -> Option<Entry> {
    let text = |name: &str| {
        let found = table.get(name).and_then(Item::as_str);
        found.unwrap_or_default().to_owned()
    };
    let key = text("key");
    let decision = Decision::from_name(&text("decision"))?;
    let year = table.get("year").and_then(Item::as_integer);
    (!key.is_empty()).then(|| Entry {
        key,
        review: Review {
            decision,
            note: text("note"),
        },
        identity: Identity {
            department: text("department"),
            year: year.and_then(|year| u16::try_from(year).ok()),
            stage: text("stage"),
            source: text("source"),
        },
        rule: text("rule"),
        table: text("table"),
        row: text("row"),
        column: text("column"),
        printed: text("printed"),
    })
}

/// Writes our fields; others of the table are left alone.
fn fill(table: &mut Table, entry: &Entry) {
    let identity = &entry.identity;
    let fields = [
        ("key", entry.key.as_str()),
        ("decision", entry.review.decision.name()),
        ("note", &entry.review.note),
        ("rule", &entry.rule),
        ("department", &identity.department),
        ("stage", &identity.stage),
        ("source", &identity.source),
        ("table", &entry.table),
        ("row", &entry.row),
        ("column", &entry.column),
        ("printed", &entry.printed),
    ];
    for (name, text) in fields {
        put(table, name, text.into());
        if let ("department", Some(year)) = (name, identity.year) {
            put(table, "year", i64::from(year).into());
        }
    }
}

/// Replaces a value and keeps the comment beside it.
fn put(table: &mut Table, name: &str, mut new: toml_edit::Value) {
    if let Some(old) = table.get(name).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(name, Item::Value(new));
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn made(key: &str, decision: Decision, note: &str) -> Entry {
        Entry {
            key: key.to_owned(),
            review: Review {
                decision,
                note: note.to_owned(),
            },
            identity: Identity {
                department: "云山市水务局".to_owned(),
                year: Some(2024),
                stage: "budget".to_owned(),
                source: "a.txt".to_owned(),
            },
            rule: "A101".to_owned(),
            table: "expenditure_summary".to_owned(),
            row: "2130301 行政运行".to_owned(),
            column: "合计".to_owned(),
            printed: "512.30".to_owned(),
        }
    }

    #[test]
    fn what_is_set_is_read_back() {
        let mut file = ReviewFile::empty();
        let first = made("k1", Decision::Accepted, "已告知\n两行 \"引号\" \u{1b}[2J");
        let second = made("k2", Decision::Dismissed, "");
        file.set(&first);
        file.set(&second);
        let read = ReviewFile::parse(&file.text()).unwrap();
        assert_eq!(read.entries(), [Ok(first.clone()), Ok(second)]);
        assert!(file.text().starts_with("# 查账复核记录"), "{}", file.text());
        let mut read = read;
        assert!(read.remove("k2", &first.identity));
        assert!(!read.remove("k2", &first.identity));
        assert_eq!(read.entries(), [Ok(first)]);
    }

    #[test]
    fn a_second_word_on_a_finding_replaces_the_first() {
        let mut file = ReviewFile::empty();
        file.set(&made("k1", Decision::Accepted, "one"));
        let mut other = made("k1", Decision::Accepted, "elsewhere");
        other.identity.year = Some(2025);
        file.set(&other);
        file.set(&made("k1", Decision::Explained, "two"));
        let entries = file.entries();
        assert_eq!(
            entries,
            [Ok(made("k1", Decision::Explained, "two")), Ok(other)]
        );
    }

    #[test]
    fn what_is_not_understood_stays_character_by_character() {
        let strange = "# mine\n[other]\nx = 1 # one\n\n[[finding]] # who\nkey = 7\n\n\
            [[finding]]\nkey = \"k9\"\ndecision = \"postponed\"\n\n\
            [[finding]]\nkey = \"k1\"\ndecision = \"accepted\" # for now\nwho = \"王\"\n\
            department = \"云山市水务局\"\nyear = 2024\nstage = \"budget\"\n";
        let mut file = ReviewFile::parse(strange).unwrap();
        assert_eq!(file.text(), strange);
        let entries = file.entries();
        assert_eq!((entries[0].clone(), entries[1].clone()), (Err(1), Err(2)));
        file.set(&made("k1", Decision::Dismissed, "no"));
        file.set(&made("k2", Decision::Accepted, ""));
        file.remove("k2", &made("k2", Decision::Accepted, "").identity);
        let text = file.text();
        let untouched = strange.split("[[finding]]\nkey = \"k1\"").next().unwrap();
        assert!(text.starts_with(untouched), "{text}");
        for kept in ["decision = \"dismissed\" # for now", "who = \"王\""] {
            assert!(text.contains(kept), "{kept} in\n{text}");
        }
    }

    #[test]
    fn broken_texts_say_what_is_wrong() {
        let broken = |text| ReviewFile::parse(text).unwrap_err();
        assert_eq!(broken("version = 1\nx = = 2\n"), Broken::Syntax(2));
        assert_eq!(broken("finding = 3\n"), Broken::Shape);
        assert_eq!(broken("version = 2\n"), Broken::Version(2));
    }
}
