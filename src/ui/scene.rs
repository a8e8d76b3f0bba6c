//! What every view may look at while it updates or draws: the data, the settings, the current disclosure, the keys.

use std::sync::Arc;

use super::action::Action;
use super::data::{Data, FindingId, main_cell};
use super::graphics::Graphics;
use super::keymap::{Context, Keymap};
use super::memory::Memory;
use super::money::{self, ShownUnit, unit_of};
use super::text;
use super::theme::{Role, Theme};
use super::width::Funnel;
use crate::check::{Comparison, Computation, Finding, Judged, Severity};
use crate::model::{
    Amount, CellId, Claim, Column, DisclosureId, Language, Place, Table, TableId, TableKind, Unit,
};

/// What the user chose about how things look.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// Unit of amounts.
    pub unit: ShownUnit,
    /// Only characters that are one cell wide on every terminal.
    pub plain: bool,
    /// Whether the program takes mouse events.
    pub mouse: bool,
    /// How pictures are shown.
    pub graphics: Graphics,
}

/// The shared part of the state. Views get it read-only.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Frozen data.
    pub data: Data,
    /// How things look.
    pub settings: Settings,
    /// The disclosure the panes show.
    pub current: DisclosureId,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// Where the reader stood in each file.
    pub memory: Memory,
}

impl Scene {
    /// The text with this id in the language of the interface.
    #[must_use]
    pub fn text<'a>(&self, id: &'a str) -> &'a str {
        text::lookup(self.settings.language, id)
    }

    /// The text with this id, its places filled in.
    #[must_use]
    pub fn fill(&self, id: &str, values: &[(&str, &str)]) -> String {
        text::fill(self.settings.language, id, values)
    }

    /// The text with this id, its `{key}` filled in with the key that does `action` from `context`.
    #[must_use]
    pub fn advice(&self, id: &str, context: Context, action: Action) -> String {
        self.fill(id, &[("key", &self.key(context, action))])
    }

    /// The first key of an action, as it is written on the keyboard; empty when it has none.
    #[must_use]
    pub fn key(&self, context: Context, action: Action) -> String {
        let keys = self.keymap.keys(context, action);
        keys.first().map_or_else(String::new, ToString::to_string)
    }

    /// The text with a composed id, e.g. the name of a kind of table.
    #[must_use]
    pub fn word(&self, family: &str, name: &str) -> String {
        let id = format!("{family}.{name}");
        text::lookup(self.settings.language, &id).to_owned()
    }

    /// The unit the amounts of a finding are written in.
    #[must_use]
    pub fn unit_of(&self, finding: &Finding) -> Unit {
        let claims = self.data.disclosure(finding.disclosure);
        let claims = claims.map_or(&[][..], |disclosure| &disclosure.claims);
        let at = |claim: &&Claim| {
            let places = finding.evidence.iter().map(|evidence| evidence.place);
            places.into_iter().any(|place| place == claim.place)
        };
        let figure = main_cell(finding).and_then(|cell| self.data.figure(cell));
        unit_of(figure.as_ref(), claims.iter().filter(at))
    }

    /// What a judged relation of a disclosure claims.
    #[must_use]
    pub fn statement(&self, id: DisclosureId, judged: &Judged) -> String {
        let disclosure = self.data.disclosure(id);
        disclosure.map_or_else(String::new, |disclosure| {
            let words = judged.statement(id, disclosure);
            words.in_language(self.settings.language).to_owned()
        })
    }

    /// What was said of a finding, with its note; `None` while it is open.
    #[must_use]
    pub fn review_words(&self, id: FindingId) -> Option<String> {
        let review = self.data.review(id)?;
        let decision = self.word("decision", review.decision.name());
        let values = [("decision", &*decision), ("note", &*review.note)];
        let text = if review.note.is_empty() {
            "review.bare"
        } else {
            "review.noted"
        };
        Some(self.fill(text, &values))
    }

    /// The width funnel of the chosen character set.
    #[must_use]
    pub fn funnel(&self) -> Funnel {
        Funnel {
            plain: self.settings.plain,
        }
    }

    /// What a kind of table is called.
    #[must_use]
    pub fn kind(&self, kind: TableKind) -> String {
        self.word("kind", kind.name())
    }

    /// An amount in the unit shown, for a table that prints `unit`.
    #[must_use]
    pub fn amount(&self, amount: Amount, unit: &Unit) -> String {
        money::amount(amount, &self.settings.unit.resolve(unit))
    }

    /// Where the text of a file is that has become a part of another disclosure.
    #[must_use]
    pub fn joined(&self, whole: DisclosureId) -> String {
        let file = self.data.disclosure(whole);
        let file = file.map_or("", |disclosure| &disclosure.source.name);
        self.fill("status.joined", &[("file", file)])
    }

    /// A total, computed value or gap of a computation: money, or percent points.
    #[must_use]
    pub fn result(&self, amount: Amount, computation: &Computation, unit: &Unit) -> String {
        match computation.comparison {
            Comparison::Equal | Comparison::AtLeast => self.amount(amount, unit),
            Comparison::Ratio { .. } => format!("{}%", amount.as_decimal()),
        }
    }

    /// The unit shown, for a table that prints `unit`.
    #[must_use]
    pub fn unit_word(&self, unit: &Unit) -> String {
        self.settings.unit.resolve(unit).word().to_owned()
    }

    /// Number and title of a table, e.g. `05 一般公共预算支出表`.
    #[must_use]
    pub fn table_label(&self, id: TableId) -> String {
        self.data
            .table(id)
            .map_or_else(String::new, |table| self.label_of(table))
    }

    /// Row and column of a cell: `2060101 行政运行 · 合计`.
    #[must_use]
    pub fn cell_label(&self, cell: CellId) -> String {
        let corpus = &self.data.corpus;
        let row = corpus.row(cell.row).map_or_else(String::new, |row| {
            format!("{} {}", row.code(), row.name()).trim().to_owned()
        });
        let column = corpus.column(cell).map(Column::label);
        match column.filter(|column| !column.is_empty()) {
            Some(column) if row.is_empty() => column,
            Some(column) => format!("{row} · {column}"),
            None => row,
        }
    }

    /// Number and title of a table; its kind when it prints no title.
    #[must_use]
    pub fn label_of(&self, table: &Table) -> String {
        format!("{} {}", table.id, self.title_of(table))
    }

    /// Title of a table; its kind when it prints none.
    #[must_use]
    pub fn title_of(&self, table: &Table) -> String {
        if table.title.is_empty() {
            self.kind(table.kind)
        } else {
            table.title.clone()
        }
    }

    /// The line of a place, as it is counted in the file that prints it.
    #[must_use]
    pub fn line(&self, id: DisclosureId, place: Place) -> String {
        let line = self.data.disclosure(id).map_or(place.line, |disclosure| {
            disclosure.source.line_in_file(place.line)
        });
        line.to_string()
    }

    /// Where to look for a place: its page, or its line where the format has no pages; behind the
    /// name of the file where the disclosure was published in several.
    #[must_use]
    pub fn place_words(&self, id: DisclosureId, place: Place) -> String {
        let source = self.data.disclosure(id).map(|found| &found.source);
        let words = match source.and_then(|source| source.page_of(place.line)) {
            Some(page) => self.fill("detail.page", &[("page", &page.to_string())]),
            None => self.fill("detail.line", &[("line", &self.line(id, place))]),
        };
        match source.filter(|source| !source.parts().is_empty()) {
            Some(source) => format!("{} {words}", source.file_at(place.line)),
            None => words,
        }
    }

    /// What the file stores behind a printed figure, in words; empty where that says no more than
    /// what is printed.
    #[must_use]
    pub fn stored_words(&self, id: DisclosureId, place: Place) -> String {
        let source = self.data.disclosure(id).map(|found| &found.source);
        let stored = source.and_then(|source| source.stored_at(place.span));
        stored.map_or_else(String::new, |stored| {
            self.fill("grid.stored", &[("stored", &stored.to_string())])
        })
    }

    /// Body, year and stage of a disclosure.
    #[must_use]
    pub fn disclosure_label(&self, id: DisclosureId) -> String {
        let name = self.data.name(id);
        let period = self.period(id);
        if period.is_empty() {
            name.to_owned()
        } else {
            format!("{name} {period}")
        }
    }

    /// Year and stage, e.g. `2024 预算`; empty when neither is known.
    #[must_use]
    pub fn period(&self, id: DisclosureId) -> String {
        let Some(disclosure) = self.data.disclosure(id) else {
            return String::new();
        };
        let year = disclosure.year.map(|year| year.0.to_string());
        let stage = disclosure
            .stage
            .map(|stage| self.word("stage", stage.name()));
        [year, stage]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The role a severity is painted in.
#[must_use]
pub fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Info => Role::Info,
    }
}
