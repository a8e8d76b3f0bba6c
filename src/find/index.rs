//! The searchable form of a corpus: one buffer of folded labels, one list of entries, the numbers in order.
//!
//! Labels repeat (every disclosure has its 基本工资), so each distinct one is kept once and a word is
//! compared with it once. Running text comes after all names, because it is never searched by sound.
//! What a hit shows is read from the disclosures themselves: the index holds no second copy.

use std::collections::HashMap;
use std::sync::Arc;

use super::fold::fold_char;
use super::numbers::Numbers;
use super::phonetic;
use super::postings::Postings;
use crate::check::{DisclosureReport, Finding};
use crate::model::{
    CellRef, Corpus, Disclosure, DisclosureId, Figure, RowRef, Stage, Table, TableId,
};

/// Everything that can be found, prepared for search. Built once; frozen afterwards.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) corpus: Corpus,
    pub(super) reports: Vec<Arc<DisclosureReport>>,
    pub(super) labels: Labels,
    pub(super) entries: Vec<Entry>,
    /// Row and cell of the cells that are entries.
    pub(super) cells: Vec<(u32, u32)>,
    pub(super) numbers: Numbers,
    pub(super) contexts: Vec<Context>,
    pub(super) postings: Postings,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Department,
    Row,
    Cell,
    Sentence,
    Finding,
}

/// One thing that can be found. There may be millions: what many have in common is their context.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Index into [`Index::contexts`].
    pub(super) context: u32,
    /// Index into [`Labels`].
    pub(super) label: u32,
    /// Row, sentence or finding in its list, or index into [`Index::cells`]; unused for departments.
    pub(super) at: u32,
}

/// What an entry is and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) kind: Kind,
    pub(super) disclosure: DisclosureId,
    /// Index into the tables of the disclosure.
    pub(super) table: Option<usize>,
    /// Label of the publishing body.
    pub(super) department: u32,
    /// Label of the title of the table.
    pub(super) title: Option<u32>,
    /// The number of the first cell of the table.
    pub(super) first_number: usize,
}

/// Distinct folded texts in one buffer, each ended by a line feed, with the codes beside them.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) text: String,
    ends: Vec<u32>,
    codes: String,
    code_ends: Vec<u32>,
    /// Labels from here on are running text.
    pub(super) prose_from: usize,
}

impl Labels {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn start(&self, label: usize) -> usize {
        label
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |&end| end as usize + 1)
    }

    pub(super) fn end(&self, label: usize) -> usize {
        self.ends.get(label).map_or(0, |&end| end as usize)
    }

    pub(super) fn get(&self, label: usize) -> &str {
        self.text
            .get(self.start(label)..self.end(label))
            .unwrap_or("")
    }

    /// The first label, not before `from`, that holds the byte at `offset`.
    pub(super) fn at_offset(&self, offset: usize, from: usize) -> usize {
        let rest = self.ends.get(from..).unwrap_or(&[]);
        from + rest.partition_point(|&end| (end as usize) < offset)
    }

    pub(super) fn code(&self, label: usize) -> &str {
        let end = |label: usize| self.code_ends.get(label).map_or(0, |&end| end as usize);
        let start = label.checked_sub(1).map_or(0, end);
        self.codes.get(start..end(label)).unwrap_or("")
    }

    /// Gives back the room that was kept for more.
    fn finish(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.codes.shrink_to_fit();
        self.code_ends.shrink_to_fit();
    }

    fn push(&mut self, code: &str, texts: &[&str]) -> u32 {
        for text in texts {
            self.text.extend(text.chars().filter_map(fold_char));
        }
        self.ends.push(as_u32(self.text.len()));
        self.text.push('\n');
        self.codes.push_str(code);
        self.code_ends.push(as_u32(self.codes.len()));
        as_u32(self.ends.len() - 1)
    }
}

/// The corpus is bounded by the size limit of files, far below four thousand million entries.
pub(super) fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Index {
    /// Prepares a corpus and its findings for search.
    #[must_use]
    pub fn build(corpus: &Corpus, reports: &[Arc<DisclosureReport>]) -> Index {
        let mut builder = Builder::default();
        builder.make_room(corpus);
        for (index, disclosure) in corpus.disclosures.iter().enumerate() {
            builder.add_names(DisclosureId(index), disclosure);
        }
        builder.index.labels.prose_from = builder.index.labels.len();
        let none = DisclosureReport::default();
        for (index, disclosure) in corpus.disclosures.iter().enumerate() {
            let report = reports.get(index).map_or(&none, Arc::as_ref);
            builder.add_prose(DisclosureId(index), disclosure, report);
        }
        let mut index = Index {
            corpus: corpus.clone(),
            reports: reports.to_vec(),
            ..builder.index
        };
        index.labels.finish();
        index.entries.shrink_to_fit();
        index.cells.shrink_to_fit();
        index.numbers.sort(&index.corpus);
        index.postings = Postings::new(&index);
        // The first key need not wait for the tables of sounds.
        phonetic::prepare();
        index
    }

    /// The row of an entry, and the number of its first cell.
    pub(super) fn row(&self, entry: &Entry) -> Option<(RowRef<'_>, usize)> {
        let context = self.context(entry)?;
        if context.kind != Kind::Row {
            return None;
        }
        let table = self.corpus.table(TableId {
            disclosure: context.disclosure,
            table: context.table?,
        })?;
        let row = table.rows.get(entry.at as usize)?;
        Some((row, context.first_number + row.first_cell()))
    }

    /// The first number of the row of an entry.
    pub(super) fn first_number(&self, entry: &Entry) -> Option<usize> {
        let (row, first) = self.row(entry)?;
        let number = |cell: CellRef<'_>| cell.figure().is_some_and(|figure| figure.is_number());
        Some(first + row.cells().iter().position(number)?)
    }

    /// The figure a number is.
    pub(super) fn figure(&self, number: usize) -> Option<Figure> {
        self.numbers.figure(&self.corpus, number)
    }

    pub(super) fn context(&self, entry: &Entry) -> Option<&Context> {
        self.contexts.get(entry.context as usize)
    }

    pub(super) fn kind(&self, entry: &Entry) -> Option<Kind> {
        self.context(entry).map(|context| context.kind)
    }

    /// The finding of an entry.
    pub(super) fn finding(&self, entry: &Entry) -> Option<&Finding> {
        let disclosure = self.context(entry)?.disclosure;
        self.reports
            .get(disclosure.0)?
            .findings
            .get(entry.at as usize)
    }
}

/// The department, year and stage of a disclosure, as hits show them.
pub(super) fn department_text(disclosure: &Disclosure) -> String {
    let name = if disclosure.department.is_empty() {
        &disclosure.source.name
    } else {
        &disclosure.department
    };
    let mut text = name.clone();
    if let Some(year) = disclosure.year {
        text.push_str(&format!(" {}", year.0));
    }
    match disclosure.stage {
        Some(Stage::Budget) => text.push_str(" 预算"),
        Some(Stage::FinalAccount) => text.push_str(" 决算"),
        None => {}
    }
    text
}

#[derive(Default)]
struct Builder<'a> {
    index: Index,
    rows: HashMap<(&'a str, &'a str), u32>,
    /// Context of each disclosure as a whole.
    wholes: Vec<Context>,
    /// Context of each table.
    tables: HashMap<TableId, Context>,
}

impl<'a> Builder<'a> {
    /// Room for all rows at once: a list that grows holds twice as much while it does.
    fn make_room(&mut self, corpus: &Corpus) {
        let tables = corpus.disclosures.iter().flat_map(|one| &one.tables);
        let rows = tables.map(|table| table.rows.len()).sum();
        self.index.entries.reserve(rows);
    }

    fn add_names(&mut self, id: DisclosureId, disclosure: &'a Disclosure) {
        let text = department_text(disclosure);
        let department = self.index.labels.push("", &[&text]);
        let whole = Context {
            kind: Kind::Department,
            disclosure: id,
            table: None,
            department,
            title: None,
            first_number: 0,
        };
        self.wholes.push(whole);
        let context = self.add_context(whole);
        self.add_entry(context, department, 0);
        for (table_index, table) in disclosure.tables.iter().enumerate() {
            let title = self.row_label("", &table.title);
            let address = TableId {
                disclosure: id,
                table: table_index,
            };
            let entry = self.index.entries.len();
            let context = Context {
                kind: Kind::Row,
                table: Some(table_index),
                title: Some(title),
                first_number: self.index.numbers.push(address, entry, &table.rows),
                ..whole
            };
            self.tables.insert(address, context);
            let context = self.add_context(context);
            self.add_rows(context, table);
        }
    }

    fn add_rows(&mut self, context: u32, table: &'a Table) {
        for (row_index, row) in table.rows.iter().enumerate() {
            let label = self.row_label(row.code(), row.name());
            self.add_entry(context, label, row_index);
        }
    }

    fn add_prose(
        &mut self,
        id: DisclosureId,
        disclosure: &'a Disclosure,
        report: &DisclosureReport,
    ) {
        for (table_index, table) in disclosure.tables.iter().enumerate() {
            let address = TableId {
                disclosure: id,
                table: table_index,
            };
            let Some(&context) = self.tables.get(&address) else {
                continue;
            };
            let context = self.add_context(Context {
                kind: Kind::Cell,
                ..context
            });
            for (row_index, row) in table.rows.iter().enumerate() {
                self.add_texts(context, row_index, row);
            }
        }
        let Some(&whole) = self.wholes.get(id.0) else {
            return;
        };
        let mut of_kind = |kind| self.add_context(Context { kind, ..whole });
        let (prose, findings) = (of_kind(Kind::Sentence), of_kind(Kind::Finding));
        for (index, sentence) in disclosure.prose.iter().enumerate() {
            let label = self.index.labels.push("", &[&sentence.text]);
            self.add_entry(prose, label, index);
        }
        for (index, finding) in report.findings.iter().enumerate() {
            let texts = [
                finding.rule,
                &finding.title.zh,
                &finding.statement.zh,
                &finding.title.en,
                &finding.statement.en,
            ];
            let label = self.index.labels.push("", &texts);
            self.add_entry(findings, label, index);
        }
    }

    fn add_texts(&mut self, context: u32, row_index: usize, row: RowRef<'a>) {
        for (cell_index, cell) in row.cells().iter().enumerate() {
            if let Some(text) = cell.text()
                && *text != *row.name()
            {
                let label = self.index.labels.push("", &[text]);
                let cells = &mut self.index.cells;
                cells.push((as_u32(row_index), as_u32(cell_index)));
                let at = cells.len() - 1;
                self.add_entry(context, label, at);
            }
        }
    }

    fn row_label(&mut self, code: &'a str, name: &'a str) -> u32 {
        let labels = &mut self.index.labels;
        *self
            .rows
            .entry((code, name))
            .or_insert_with(|| labels.push(code, &[name]))
    }

    fn add_context(&mut self, context: Context) -> u32 {
        self.index.contexts.push(context);
        as_u32(self.index.contexts.len() - 1)
    }

    fn add_entry(&mut self, context: u32, label: u32, at: usize) {
        self.index.entries.push(Entry {
            context,
            label,
            at: as_u32(at),
        });
    }
}
