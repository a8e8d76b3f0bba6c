//! One entry of a review file: what was decided, about which finding of which document.

use super::Review;
use crate::check::{Evidence, EvidenceRole, Finding};
use crate::model::{Disclosure, Stage};

/// Which document an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The publishing body; empty when none was found.
    pub department: String,
    /// The year.
    pub year: Option<u16>,
    /// `budget`, `final` or nothing.
    pub stage: String,
    /// File name when the entry was written.
    pub source: String,
}

impl Identity {
    /// The identity of a disclosure.
    #[must_use]
    pub fn of(disclosure: &Disclosure) -> Self {
        Identity {
            department: disclosure.department.clone(),
            year: disclosure.year.map(|year| year.0),
            stage: disclosure.stage.map_or("", Stage::name).to_owned(),
            source: disclosure.source.name.clone(),
        }
    }

    /// Whether both name one document. Files are renamed, so the file name counts only where
    /// nothing else tells documents apart.
    #[must_use]
    pub fn is_same(&self, other: &Identity) -> bool {
        let body = if self.department.is_empty() {
            other.department.is_empty() && self.source == other.source
        } else {
            self.department == other.department
        };
        body && (self.year, &self.stage) == (other.year, &other.stage)
    }
}

/// One entry. The fields after the identity are for readers of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Key of the finding.
    pub key: String,
    /// What was said.
    pub review: Review,
    /// The document.
    pub identity: Identity,
    /// Code of the rule.
    pub rule: String,
    /// Kind of the table.
    pub table: String,
    /// Code and name of the row.
    pub row: String,
    /// Header path of the column.
    pub column: String,
    /// What is printed there.
    pub printed: String,
}

impl Entry {
    /// The entry for a finding of a disclosure.
    #[must_use]
    pub fn new(disclosure: &Disclosure, finding: &Finding, review: Review) -> Self {
        let mut entry = Entry {
            key: finding.key.clone(),
            review,
            identity: Identity::of(disclosure),
            rule: finding.rule.to_owned(),
            table: String::new(),
            row: String::new(),
            column: String::new(),
            printed: String::new(),
        };
        let primary = |evidence: &&Evidence| evidence.role == EvidenceRole::Primary;
        if let Some(evidence) = finding.evidence.iter().find(primary) {
            entry.locate(disclosure, evidence);
        }
        entry
    }

    fn locate(&mut self, disclosure: &Disclosure, evidence: &Evidence) {
        self.printed.clone_from(&evidence.text);
        let id = evidence.cell.map(|cell| cell.row.table).or(evidence.table);
        let Some(table) = id.and_then(|id| disclosure.tables.get(id.table)) else {
            return;
        };
        table.kind.name().clone_into(&mut self.table);
        let Some(cell) = evidence.cell else {
            return;
        };
        let Some(row) = table.rows.get(cell.row.row) else {
            return;
        };
        self.row = format!("{} {}", row.code(), row.name()).trim().to_owned();
        let column = row.cells().get(cell.cell).and_then(|cell| cell.column());
        let column = column.and_then(|column| table.columns.get(column));
        self.column = column.map(crate::model::Column::label).unwrap_or_default();
    }

    /// Rule, row and printed figure in one line, for messages.
    #[must_use]
    pub fn label(&self) -> String {
        [&self.rule, &self.row, &self.column, &self.printed]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(department: &str, source: &str) -> Identity {
        Identity {
            department: department.to_owned(),
            year: Some(2024),
            stage: "budget".to_owned(),
            source: source.to_owned(),
        }
    }

    #[test]
    fn a_renamed_file_is_the_same_document() {
        let one = identity("云山市水务局", "a.pdf");
        assert!(one.is_same(&identity("云山市水务局", "b.pdf")));
        assert!(!one.is_same(&identity("云山市林业局", "a.pdf")));
        let later = Identity {
            year: Some(2025),
            ..one.clone()
        };
        assert!(!one.is_same(&later));
    }

    #[test]
    fn documents_of_unknown_bodies_are_told_apart_by_their_files() {
        assert!(identity("", "a.pdf").is_same(&identity("", "a.pdf")));
        assert!(!identity("", "a.pdf").is_same(&identity("", "b.pdf")));
        assert!(!identity("", "a.pdf").is_same(&identity("云山市水务局", "a.pdf")));
    }
}
