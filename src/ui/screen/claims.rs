//! The figures of the running text beside the cells they restate, each with what the checks say of it.

use ratatui::layout::Rect;

use super::grid::Grid;
use super::source::SourceText;
use crate::check::Verdict;
use crate::model::{CellId, Claim, RowId, Slot, TableId};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, marked, span};
use crate::ui::keymap::Context;
use crate::ui::money;
use crate::ui::popup::inspect::{Inspect, Subject, mark};
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// Which claims are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    /// Those that some relation contradicts.
    Contradicted,
    /// Those that some relation speaks of.
    Checked,
    /// Those that no relation speaks of.
    Unchecked,
}

impl Filter {
    fn next(self) -> Filter {
        match self {
            Filter::All => Filter::Contradicted,
            Filter::Contradicted => Filter::Checked,
            Filter::Checked => Filter::Unchecked,
            Filter::Unchecked => Filter::All,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Filter::All => "claims.all",
            Filter::Contradicted => "claims.contradicted",
            Filter::Checked => "claims.checked",
            Filter::Unchecked => "claims.unchecked",
        }
    }
}

/// What the checks say of a claim, all relations together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Contradicted,
    Holds,
    Open,
    Unchecked,
}

/// The filter and the selection.
#[derive(Debug, Default)]
pub struct Claims {
    filter: Filter,
    viewport: Viewport,
}

fn claims(scene: &Scene) -> &[Claim] {
    scene
        .data
        .disclosure(scene.current)
        .map_or(&[], |disclosure| &disclosure.claims)
}

/// The worst answer to any relation a claim takes part in.
fn answer(scene: &Scene, claim: usize) -> Answer {
    let relations = scene.data.derived(scene.current);
    let relations = relations.and_then(|derived| derived.claims.get(claim));
    let report = scene.data.report(scene.current);
    let verdicts = relations
        .into_iter()
        .flatten()
        .filter_map(|index| report?.verdicts.get(*index));
    let mut found = Answer::Unchecked;
    for judged in verdicts {
        match judged.verdict {
            Verdict::Inconsistent | Verdict::UndefinedBase => return Answer::Contradicted,
            Verdict::Exact
            | Verdict::RoundingConsistent
            | Verdict::ConsistentButUnlikely
            | Verdict::Borderline
            | Verdict::ConsistentOnlyIfRounded => found = Answer::Holds,
            Verdict::Undetermined | Verdict::LowPower | Verdict::Spent | Verdict::ParseDoubt => {
                if found == Answer::Unchecked {
                    found = Answer::Open;
                }
            }
        }
    }
    found
}

impl Answer {
    fn sign(self) -> (&'static str, Role) {
        match self {
            Answer::Contradicted => ("!", Role::Error),
            Answer::Holds => ("+", Role::Good),
            Answer::Open => ("?", Role::Dim),
            Answer::Unchecked => (" ", Role::Dim),
        }
    }

    fn text(self) -> &'static str {
        match self {
            Answer::Contradicted => "claims.answer_contradicted",
            Answer::Holds => "claims.answer_holds",
            Answer::Open => "claims.answer_open",
            Answer::Unchecked => "claims.answer_unchecked",
        }
    }
}

/// Divides a line: mark, said figure, figure of the cell, what it is said of, cell.
fn columns(area: Rect) -> [Rect; 5] {
    let mut rest = area;
    let sign = take_left(&mut rest, 2);
    let figure = match area.width {
        0..=59 => 15,
        60..=99 => 18,
        _ => 22,
    };
    let mut said = take_left(&mut rest, figure);
    said.width = said.width.saturating_sub(1);
    let mut printed = take_left(&mut rest, if area.width < 60 { 0 } else { figure });
    printed.width = printed.width.saturating_sub(2);
    let mut subject = take_left(&mut rest, area.width / 3);
    subject.width = subject.width.saturating_sub(1);
    [sign, said, printed, subject, rest]
}

impl Claims {
    /// Indexes of the claims listed.
    fn list(&self, scene: &Scene) -> Vec<usize> {
        let wanted = |claim: &usize| {
            let answer = answer(scene, *claim);
            match self.filter {
                Filter::All => true,
                Filter::Contradicted => answer == Answer::Contradicted,
                Filter::Checked => matches!(answer, Answer::Contradicted | Answer::Holds),
                Filter::Unchecked => matches!(answer, Answer::Open | Answer::Unchecked),
            }
        };
        (0..claims(scene).len()).filter(wanted).collect()
    }

    fn selected(&self, scene: &Scene) -> Option<usize> {
        let list = self.list(scene);
        list.get(self.viewport.current(list.len())?).copied()
    }

    fn draw_detail(&self, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(index) = self.selected(scene) else {
            return;
        };
        let disclosure = scene.data.disclosure(scene.current);
        let Some((claim, disclosure)) = claims(scene).get(index).zip(disclosure) else {
            return;
        };
        let mut lines: Vec<Vec<Span>> = Vec::new();
        let (sign, role) = answer(scene, index).sign();
        let words = scene.text(answer(scene, index).text());
        let place = claim.place.line.to_string();
        let mut first = vec![
            span(format!("{sign} {words}"), role),
            span(
                format!("  {}", scene.fill("detail.line", &[("line", &place)])),
                Role::Dim,
            ),
        ];
        if let Some(page) = claim.place.page {
            let page = scene.fill("detail.page", &[("page", &page.to_string())]);
            first.push(span(format!("  {page}"), Role::Dim));
        }
        lines.push(first);
        let report = scene.data.report(scene.current);
        let relations = scene.data.derived(scene.current);
        let relations = relations.and_then(|derived| derived.claims.get(index));
        let worst = relations
            .into_iter()
            .flatten()
            .filter_map(|relation| report?.verdicts.get(*relation))
            .min_by_key(|judged| mark(&judged.verdict).0 != "!");
        if let Some(judged) = worst {
            let text = judged.statement.in_language(scene.settings.language);
            lines.push(vec![span(text, Role::Text)]);
        }
        let above = lines.len();
        for (spans, y) in lines.iter().zip(area.y..area.bottom()) {
            canvas.line(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                spans,
            );
        }
        let taken = u16::try_from(above).unwrap_or(0).min(area.height);
        let rest = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        if let Some(sentence) = disclosure.prose.get(claim.sentence) {
            draw_sentence(&sentence.text, &claim.figure.raw, rest, canvas);
        }
    }
}

/// The sentence over several lines, the figure set off wherever it stands whole in a line.
fn draw_sentence(text: &str, figure: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let lines = canvas
        .funnel()
        .paragraph(text, usize::from(area.width), usize::from(area.height));
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let found = line.find(figure).filter(|_| !figure.is_empty());
        let ranges: Vec<_> = found
            .map(|byte| line[..byte].chars().count())
            .map(|from| from..from + figure.chars().count())
            .into_iter()
            .collect();
        canvas.line(
            Rect {
                y,
                height: 1,
                ..area
            },
            &marked(line, &ranges, Role::Dim),
        );
    }
}

/// The cell a claim restates, where something is printed there.
fn cell_of(scene: &Scene, claim: &Claim) -> Option<CellId> {
    let link = claim.link?;
    let table = TableId {
        disclosure: scene.current,
        table: link.table,
    };
    let row = RowId {
        table,
        row: link.row,
    };
    let found = scene.data.table(table)?;
    match found.slot(link.row, link.column) {
        Slot::Number(cell, _) | Slot::Dash(cell) | Slot::Text(cell) => Some(CellId { row, cell }),
        Slot::Blank | Slot::Unknown => None,
    }
}

/// Table, row and column a claim speaks of.
fn address(scene: &Scene, claim: &Claim) -> String {
    let Some(link) = claim.link else {
        return scene.text("claims.no_cell").to_owned();
    };
    let table = scene.data.table(TableId {
        disclosure: scene.current,
        table: link.table,
    });
    let Some(table) = table else {
        return String::new();
    };
    let row = table.rows.get(link.row).map_or("", |row| &row.name);
    let column = table
        .columns
        .get(link.column)
        .map_or("", |column| column.leaf());
    format!("{} | {row} | {column}", table.id)
}

impl View for Claims {
    fn context(&self) -> Context {
        Context::Claims
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let all = claims(scene).len();
        let answers: Vec<Answer> = (0..all).map(|claim| answer(scene, claim)).collect();
        let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
        let (bad, good) = (count(Answer::Contradicted), count(Answer::Holds));
        let mut spans = vec![
            span(format!("{} {all}", self.crumb(scene)), Role::Title),
            span(format!("  !{bad}"), Role::Error),
            span(format!("  +{good}"), Role::Good),
        ];
        if self.filter != Filter::All {
            spans.push(span("  ", Role::Dim));
            spans.push(span(
                format!(" {} ", scene.text(self.filter.text())),
                Role::Chip,
            ));
        }
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.list(scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: match height {
                0..=8 => 0,
                9..=17 => 3,
                _ => 5,
            },
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        match action {
            Action::Enter => self.selected(scene).is_some(),
            Action::Inspect => self.selected(scene).is_some(),
            Action::NextFilter => !claims(scene).is_empty(),
            _ => false,
        }
    }

    fn enter_word(&self) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::OpenSource,
            Action::Inspect,
            Action::NextFilter,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(index) = self.selected(scene) else {
            // A filter that leaves nothing must be possible to leave.
            if action == Action::NextFilter {
                self.filter = self.filter.next();
            }
            return Vec::new();
        };
        let claim = claims(scene).get(index);
        match action {
            Action::NextFilter => {
                self.filter = self.filter.next();
                let list = self.list(scene);
                let same = list.iter().position(|claim| *claim >= index);
                self.viewport.selected = same.unwrap_or(0);
                Vec::new()
            }
            Action::Inspect => {
                let subject = Subject::Claim(scene.current, index);
                vec![Ask::Popup(Box::new(Inspect::of(subject)))]
            }
            _ => claim
                .map(|claim| match (cell_of(scene, claim), claim.link) {
                    (Some(cell), _) => Ask::Open(Box::new(Grid::at_cell(cell, scene))),
                    (None, Some(link)) => {
                        let table = TableId {
                            disclosure: scene.current,
                            table: link.table,
                        };
                        let row = RowId {
                            table,
                            row: link.row,
                        };
                        Ask::Open(Box::new(Grid::at_row(row, scene)))
                    }
                    (None, None) => {
                        let target = SourceTarget {
                            disclosure: scene.current,
                            places: vec![claim.place],
                            first: 0,
                        };
                        Ask::Open(Box::new(SourceText::new(target, scene)))
                    }
                })
                .into_iter()
                .collect(),
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let index = self.selected(scene)?;
        let claim = claims(scene).get(index)?;
        let disclosure = scene.data.disclosure(scene.current)?;
        Some(match what {
            CopyWhat::Cell => claim.figure.raw.to_string(),
            CopyWhat::Row => {
                let sentence = disclosure.prose.get(claim.sentence);
                let sentence = sentence.map_or("", |sentence| &sentence.text);
                format!(
                    "{}\t{}\t{}\t{}\t{sentence}",
                    scene.text(answer(scene, index).text()),
                    claim.figure.raw,
                    claim.subject,
                    address(scene, claim),
                )
            }
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let claim = claims(scene).get(self.selected(scene)?)?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![claim.place],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let [_, said, printed, subject, cell] = columns(area.header);
        canvas.text_right(said, scene.text("head.said"), Role::Header);
        canvas.text_right(printed, scene.text("head.printed"), Role::Header);
        canvas.text(subject, scene.text("head.subject"), Role::Header);
        canvas.text(cell, scene.text("head.cell"), Role::Header);
        let list = self.list(scene);
        for row in area.rows.clone() {
            let Some((index, claim)) = list
                .get(row)
                .and_then(|index| Some((*index, claims(scene).get(*index)?)))
            else {
                continue;
            };
            let [sign, said, printed, subject, cell] = columns(area.row(row));
            let (letter, role) = answer(scene, index).sign();
            canvas.text(sign, letter, role);
            // The figure of a sentence keeps its own words: 12.5万元, 1 辆, 3.4%.
            canvas.figure(said, &figure_words(&claim.figure.raw, claim), Role::Figure);
            let restated = cell_of(scene, claim).and_then(|cell| scene.data.corpus.cell(cell));
            if let Some(figure) = restated.and_then(|cell| cell.figure()) {
                let text = money::figure(figure, scene.settings.unit);
                canvas.figure(printed, &text, role_of_cell(role));
            }
            canvas.text(subject, &claim.subject, Role::Text);
            canvas.text(cell, &address(scene, claim), Role::Dim);
        }
        super::tint_selected(self.viewport, list.len(), area, canvas);
        if list.is_empty() {
            let id = if claims(scene).is_empty() {
                "empty.claims"
            } else {
                "empty.claims_filtered"
            };
            let text = scene.advice(id, Context::Claims, Action::NextFilter);
            canvas.text(area.body, &text, Role::Dim);
        }
        self.draw_detail(scene, area.footer, canvas);
    }
}

/// The printed characters with their unit, unless they carry it.
fn figure_words(raw: &str, claim: &Claim) -> String {
    let unit = claim.figure.unit.word();
    if raw.ends_with(unit) {
        raw.to_owned()
    } else {
        format!("{raw}{unit}")
    }
}

/// A cell that is contradicted is painted so; others as figures.
fn role_of_cell(answer: Role) -> Role {
    if answer == Role::Error {
        Role::Error
    } else {
        Role::Figure
    }
}
