//! The lines of a proof: statement, addends in columns, totals, difference against bound, and the words around them.

use super::Relation;
use super::words::Words;
use crate::check::{Computation, Evidence, Finding, Term};
use crate::model::{Amount, Bilingual, CellId, DisclosureId, Interval, Unit};
use crate::ui::canvas::{Span, span};
use crate::ui::money::Alignment;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::width::Funnel;

/// One line of a proof, and the cell it leads to.
#[derive(Debug, Clone)]
pub(super) struct ProofRow {
    pub(super) spans: Vec<Span>,
    pub(super) cell: Option<CellId>,
}

/// What the lines are made with.
pub(super) struct Body<'a> {
    scene: &'a Scene,
    unit: Unit,
    width: usize,
    funnel: Funnel,
}

/// The columns of addends: value, least, greatest.
struct Columns {
    value: Alignment,
    least: Alignment,
    greatest: Alignment,
    label: usize,
    /// Whether least and greatest have room beside the value.
    bounds: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(scene: &'a Scene, unit: Unit, width: u16) -> Self {
        Body {
            scene,
            unit,
            width: usize::from(width),
            funnel: scene.funnel(),
        }
    }

    /// The whole proof of a finding.
    pub(super) fn finding(&self, finding: &Finding, review: Option<String>) -> Vec<ProofRow> {
        let language = self.scene.settings.language;
        let mut rows = Vec::new();
        self.words(
            finding.statement.in_language(language),
            "",
            Role::Strong,
            &mut rows,
        );
        if let Some(review) = review {
            self.words(&review, "", Role::Good, &mut rows);
        }
        blank(&mut rows);
        if let Some(computation) = &finding.computation {
            self.computation(computation, &mut rows);
        }
        let diagnosis = finding.diagnosis.iter().map(|found| &found.text);
        self.section("proof.diagnosis", diagnosis, ("  ", Role::Text), &mut rows);
        let alternatives = finding.alternatives.iter();
        self.section(
            "proof.alternatives",
            alternatives,
            ("- ", Role::Text),
            &mut rows,
        );
        let siblings = finding.siblings.iter().map(|found| &found.text);
        self.section("proof.siblings", siblings, ("- ", Role::Good), &mut rows);
        let verify = std::iter::once(&finding.verify);
        self.section("proof.verify", verify, ("  ", Role::Text), &mut rows);
        self.heading("proof.evidence", &mut rows);
        for evidence in &finding.evidence {
            rows.push(self.evidence(finding.disclosure, evidence));
        }
        let certainty = self.scene.word("certainty", finding.certainty.name());
        let severity = self.scene.word("severity", finding.severity.name());
        let origin = self.scene.word("origin", finding.origin().name());
        blank(&mut rows);
        let values = [
            ("severity", &*severity),
            ("certainty", &*certainty),
            ("origin", &*origin),
            ("rule", finding.rule),
        ];
        self.words(
            &self.scene.fill("proof.marks", &values),
            "",
            Role::Dim,
            &mut rows,
        );
        rows
    }

    /// The proof of a relation, whatever the judge said of it.
    pub(super) fn relation(&self, relation: &Relation) -> Vec<ProofRow> {
        let language = self.scene.settings.language;
        let mut rows = Vec::new();
        self.words(
            relation.statement.in_language(language),
            "",
            Role::Strong,
            &mut rows,
        );
        let verdict = self.scene.word("verdict", relation.judged.verdict.name());
        self.words(
            &self.scene.fill("proof.verdict", &[("verdict", &verdict)]),
            "",
            Role::Text,
            &mut rows,
        );
        blank(&mut rows);
        if let Some(computation) = &relation.computation {
            self.computation(computation, &mut rows);
        } else {
            self.words(
                self.scene.text("proof.no_computation"),
                "",
                Role::Dim,
                &mut rows,
            );
        }
        rows
    }

    fn write(&self, amount: Amount) -> String {
        self.scene.amount(amount, &self.unit)
    }

    fn heading(&self, id: &str, rows: &mut Vec<ProofRow>) {
        blank(rows);
        rows.push(ProofRow {
            spans: vec![span(self.scene.text(id), Role::Header)],
            cell: None,
        });
    }

    /// A heading with texts below it; nothing where there is no text.
    fn section<'t>(
        &self,
        id: &str,
        texts: impl Iterator<Item = &'t Bilingual>,
        (prefix, role): (&str, Role),
        rows: &mut Vec<ProofRow>,
    ) {
        let language = self.scene.settings.language;
        for (index, text) in texts.enumerate() {
            if index == 0 {
                self.heading(id, rows);
            }
            self.words(text.in_language(language), prefix, role, rows);
        }
    }

    fn words(&self, text: &str, prefix: &str, role: Role, rows: &mut Vec<ProofRow>) {
        let indent = self.funnel.measure(prefix);
        let lines = self.funnel.wrap(text, self.width.saturating_sub(indent));
        for (index, line) in lines.into_iter().enumerate() {
            let lead = if index == 0 {
                prefix.to_owned()
            } else {
                " ".repeat(indent)
            };
            rows.push(ProofRow {
                spans: vec![span(lead, role), span(line, role)],
                cell: None,
            });
        }
    }

    fn evidence(&self, id: DisclosureId, evidence: &Evidence) -> ProofRow {
        let table = evidence.table.map_or_else(
            || self.scene.text("finding.prose").to_owned(),
            |table| self.scene.table_label(table),
        );
        let role = self.scene.word("role", evidence.role.name());
        let line = self.scene.place_words(id, evidence.place);
        let label = evidence.cell.map(|cell| self.scene.cell_label(cell));
        let label = label.unwrap_or_default();
        let stored = evidence
            .cell
            .map_or_else(String::new, |_| self.scene.stored_words(id, evidence.place));
        ProofRow {
            spans: vec![
                span(format!("  {role} "), Role::Dim),
                span(evidence.text.clone(), Role::Text),
                span(format!("  {table}  {line}{stored}"), Role::Dim),
                span(format!("  {label}"), Role::Text),
            ],
            cell: evidence.cell,
        }
    }

    /// Total, addends, sum, difference and bound.
    fn computation(&self, computation: &Computation, rows: &mut Vec<ProofRow>) {
        let unit = self.scene.unit_word(&self.unit);
        let shared = shared_column(computation);
        let words = Words::of(computation);
        let total = self.label(self.scene.text(words.printed), &computation.total, false);
        let sign = |term: &Term| if term.negative { "-" } else { "+" };
        let parts: Vec<String> = computation
            .terms
            .iter()
            .map(|term| self.label(sign(term), term, shared.is_some()))
            .collect();
        let longest = parts
            .iter()
            .chain([&total])
            .map(|text| self.funnel.measure(text))
            .max();
        let columns = self.columns(computation, longest.unwrap_or(0) + 2);
        rows.push(self.head_row(&columns, &unit));
        let result = |amount: Amount| self.scene.result(amount, computation, &self.unit);
        let money = |amount: Amount| self.write(amount);
        let (value, Interval { least, greatest }) = computation.printed();
        let printed = [value, least, greatest].map(result);
        self.amount_rows(&total, printed, &columns, computation.total.cell, rows);
        let mut spans = vec![span(self.scene.text(words.must), Role::Dim)];
        if let Some(column) = shared {
            spans.push(span(format!("  {column}"), Role::Dim));
        }
        rows.push(ProofRow { spans, cell: None });
        for (index, (term, label)) in computation.terms.iter().zip(&parts).enumerate() {
            if words.above == Some(index) {
                let spans = vec![span(self.scene.text("proof.over"), Role::Dim)];
                rows.push(ProofRow { spans, cell: None });
            }
            let amounts = [term.value, term.interval.least, term.interval.greatest].map(money);
            self.amount_rows(label, amounts, &columns, term.cell, rows);
        }
        if let Some(computed) = words.computed {
            let interval = computation.computed_interval;
            let sums = [computation.computed, interval.least, interval.greatest].map(result);
            self.amount_rows(self.scene.text(computed), sums, &columns, None, rows);
        }
        blank(rows);
        let values = [
            ("difference", &*result(computation.difference)),
            ("bound", &*result(computation.bound)),
            ("unit", &*unit),
        ];
        self.words(
            &self.scene.fill(words.difference, &values),
            "",
            Role::Strong,
            rows,
        );
    }

    /// Sign and name of a term, without its column when all share it.
    fn label(&self, sign: &str, term: &Term, shared: bool) -> String {
        let row = term.label.rsplit_once(COLUMN).map(|(row, _)| row);
        let words = row.filter(|_| shared).unwrap_or(&term.label);
        let blank = if term.printed.is_empty() {
            self.scene.text("proof.blank")
        } else {
            ""
        };
        format!("{sign} {words}{blank}")
    }

    /// Widths for which every figure is whole. On narrow screens least and greatest stand on a line
    /// of their own.
    fn columns(&self, computation: &Computation, longest: usize) -> Columns {
        let result = |amount: Amount| self.scene.result(amount, computation, &self.unit);
        let Interval {
            least: low,
            greatest: high,
        } = computation.computed_interval;
        let (value, bounds) = computation.printed();
        let mut values = vec![result(value), result(computation.computed)];
        let mut least = vec![result(bounds.least), result(low)];
        let mut greatest = vec![result(bounds.greatest), result(high)];
        for term in &computation.terms {
            values.push(self.write(term.value));
            least.push(self.write(term.interval.least));
            greatest.push(self.write(term.interval.greatest));
        }
        let of = |texts: &[String]| Alignment::of(texts.iter().map(String::as_str));
        let (value, least, greatest) = (of(&values), of(&least), of(&greatest));
        let head = |id: &str| self.funnel.measure(self.scene.text(id));
        let value_width = value.width().max(head("proof.value"));
        let bounds_width = least.width().max(head("proof.least"))
            + greatest.width().max(head("proof.greatest"))
            + 4;
        let bounds = self.width >= value_width + bounds_width + 30;
        let taken = value_width + 2 + if bounds { bounds_width } else { 0 };
        Columns {
            value,
            least,
            greatest,
            label: self.width.saturating_sub(taken).min(longest),
            bounds,
        }
    }

    fn head_row(&self, columns: &Columns, unit: &str) -> ProofRow {
        let unit = format!("({unit})");
        let value = format!("{} {unit}", self.scene.text("proof.value"));
        let width = self.column_width(columns.value, "proof.value") + 2;
        // Where the heading has no room for the unit, the empty heading before it has.
        let fits = self.funnel.measure(&value) <= width;
        let (before, head) = if fits {
            ("", value.as_str())
        } else {
            (unit.as_str(), self.scene.text("proof.value"))
        };
        let before = self.funnel.fit_right(before, columns.label);
        let mut spans = vec![span(before, Role::Header)];
        let mut put = |text: &str, alignment: Alignment, id: &str| {
            let width = self.column_width(alignment, id) + 2;
            spans.push(span(self.funnel.fit_right(text, width), Role::Header));
        };
        put(head, columns.value, "proof.value");
        if columns.bounds {
            put(self.scene.text("proof.least"), columns.least, "proof.least");
            put(
                self.scene.text("proof.greatest"),
                columns.greatest,
                "proof.greatest",
            );
        }
        ProofRow { spans, cell: None }
    }

    fn column_width(&self, alignment: Alignment, id: &str) -> usize {
        alignment
            .width()
            .max(self.funnel.measure(self.scene.text(id)))
    }

    /// A value with its least and greatest: on one line, or on two where that is too narrow.
    fn amount_rows(
        &self,
        label: &str,
        [value, least, greatest]: [String; 3],
        columns: &Columns,
        cell: Option<CellId>,
        rows: &mut Vec<ProofRow>,
    ) {
        let mut spans = vec![span(self.funnel.fit(label, columns.label), Role::Text)];
        let mut put = |amount: &str, alignment: Alignment, id: &str, role: Role| {
            let width = self.column_width(alignment, id);
            let text = self.funnel.figure(&alignment.pad(amount), width);
            spans.push(span(format!("  {text}"), role));
        };
        put(&value, columns.value, "proof.value", Role::Figure);
        if columns.bounds {
            put(&least, columns.least, "proof.least", Role::Dim);
            put(&greatest, columns.greatest, "proof.greatest", Role::Dim);
        }
        rows.push(ProofRow { spans, cell });
        if !columns.bounds {
            let bounds = [("least", &*least), ("greatest", &*greatest)];
            let text = self.scene.fill("proof.bounds", &bounds);
            rows.push(ProofRow {
                spans: vec![span(format!("  {text}"), Role::Dim)],
                cell,
            });
        }
    }
}

/// What stands between row and column in the label of a term.
const COLUMN: &str = " · ";

/// The column all addends share; it is then said once instead of behind every row.
fn shared_column<'a>(computation: &'a Computation) -> Option<&'a str> {
    let column = |term: &'a Term| Some(term.label.rsplit_once(COLUMN)?.1);
    let (first, rest) = computation.terms.split_first()?;
    let shared = column(first)?;
    let same = |term: &'a Term| column(term) == Some(shared);
    (!rest.is_empty() && rest.iter().all(same)).then_some(shared)
}

fn blank(rows: &mut Vec<ProofRow>) {
    rows.push(ProofRow {
        spans: Vec::new(),
        cell: None,
    });
}
