//! The departments pane: every file with body, year, stage, findings by severity and problems; unreadable ones with the reason.

use ratatui::layout::Rect;

use super::{Pane, PaneId};
use crate::check::Severity;
use crate::model::DisclosureId;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::Status;
use crate::ui::keymap::Context;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::screen::problems;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The pane.
pub const PANE: Pane = Pane {
    id: PaneId::Departments,
    focus: Action::FocusDepartments,
};

/// Cells of one badge, e.g. ` E12`.
const BADGE: u16 = 5;

/// The pane's selection.
#[derive(Debug, Default)]
pub struct Departments {
    viewport: Viewport,
}

impl Departments {
    /// The selected disclosure; `None` on a path that led to no file.
    #[must_use]
    pub fn selected(&self, scene: &Scene) -> Option<DisclosureId> {
        let files = scene.data.status.len();
        let row = self.viewport.current(files + scene.data.notes.len())?;
        (row < files).then_some(DisclosureId(row))
    }

    /// Selects a disclosure.
    pub fn select(&mut self, _scene: &Scene, id: DisclosureId) {
        self.viewport.selected = id.0;
    }
}

/// One line of the list.
fn draw_row(scene: &Scene, row: usize, period_width: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let id = DisclosureId(row);
    match scene.data.status.get(row) {
        Some(Status::Ready) => draw_ready(scene, id, period_width, area, canvas),
        Some(Status::Failed) => {
            let reason = scene.data.reason(id, scene.settings.language);
            canvas.line(area, &[span("! ", Role::Error), span(reason, Role::Dim)]);
        }
        Some(Status::Joined(whole)) => {
            let words = format!("  {}  ", scene.data.name(id));
            let joined = joined(scene, *whole);
            canvas.line(area, &[span(words, Role::Dim), span(joined, Role::Dim)]);
        }
        Some(status @ (Status::Waiting | Status::Reading)) => {
            let word = match status {
                Status::Reading => scene.text("status.reading"),
                _ => scene.text("status.waiting"),
            };
            let spans = [
                span(format!("  {} ", scene.data.name(id)), Role::Dim),
                span(word, Role::Progress),
            ];
            canvas.line(area, &spans);
        }
        None => {
            let note = scene.data.notes.get(row - scene.data.status.len());
            let language = scene.settings.language;
            let text = note.map_or("", |note| note.message.in_language(language));
            canvas.line(area, &[span("! ", Role::Error), span(text, Role::Dim)]);
        }
    }
}

/// Name, period, and one badge per severity and for problems, in columns.
fn draw_ready(
    scene: &Scene,
    id: DisclosureId,
    period_width: u16,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let columns = columns(period_width, area);
    canvas.text(
        columns.name,
        &format!("  {}", scene.data.name(id)),
        Role::Text,
    );
    canvas.text(columns.period, &scene.period(id), Role::Dim);
    let Some(report) = scene.data.report(id) else {
        return;
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    for (severity, place) in severities.into_iter().zip(columns.badges) {
        let count = report.count(severity);
        if count > 0 {
            let text = format!("{}{count}", severity.letter());
            canvas.figure(place, &text, severity_role(severity));
        }
    }
    let problems = scene
        .data
        .disclosure(id)
        .map_or(0, |disclosure| disclosure.problems.len());
    if problems > 0 {
        canvas.figure(columns.badges[3], &format!("?{problems}"), Role::Dim);
    }
}

struct Columns {
    name: Rect,
    period: Rect,
    badges: [Rect; 4],
}

/// Cells of the longest period.
fn period_width(scene: &Scene) -> u16 {
    let longest = scene
        .data
        .ids()
        .map(|id| scene.funnel().measure(&scene.period(id)))
        .max();
    u16::try_from(longest.unwrap_or(0)).unwrap_or(0) + 1
}

/// Badges first, then the period, and the name has the rest.
fn columns(period_width: u16, area: Rect) -> Columns {
    let badges_width = BADGE * 4;
    let period_width = if area.width > badges_width + period_width + 16 {
        period_width
    } else {
        0
    };
    let name_width = area.width.saturating_sub(badges_width + period_width);
    let at = |x: u16, width: u16| Rect { x, width, ..area }.intersection(area);
    let first_badge = area.x + name_width + period_width;
    Columns {
        name: at(area.x, name_width.saturating_sub(1)),
        period: at(area.x + name_width, period_width),
        badges: [0, 1, 2, 3].map(|badge| at(first_badge + badge * BADGE, BADGE)),
    }
}

impl View for Departments {
    fn context(&self) -> Context {
        Context::Departments
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let (done, all) = scene.data.progress();
        let count = if done < all {
            format!(" {done}/{all}")
        } else {
            format!(" {all}")
        };
        vec![
            span(crate::ui::tree::key_of(scene, PANE), Role::Key),
            span(format!("{}{count}", self.crumb(scene)), Role::Title),
        ]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        scene.data.status.len() + scene.data.notes.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: u16::from(height >= 6),
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
        action == Action::Enter && self.len(scene, 0) > 0
    }

    fn enter_word(&self) -> &'static str {
        "enter.look"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::FocusNext]
    }

    /// Enter goes on to what most people want next: the findings, else the tree, else the reason
    /// why there is nothing.
    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(id) = self.selected(scene) else {
            return vec![Ask::Open(Box::new(problems::Problems::default()))];
        };
        match scene.data.status(id) {
            Status::Ready => {
                let found = scene
                    .data
                    .report(id)
                    .is_some_and(|report| !report.findings.is_empty());
                let next = if found {
                    PaneId::Findings
                } else {
                    PaneId::Functions
                };
                vec![Ask::Select(id), Ask::Focus(next)]
            }
            Status::Failed => vec![
                Ask::Select(id),
                Ask::Open(Box::new(problems::Problems::default())),
            ],
            Status::Joined(whole) => vec![Ask::Select(whole)],
            Status::Waiting | Status::Reading => {
                vec![Ask::Say(scene.text("notice.still_loading").to_owned())]
            }
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let id = self.selected(scene)?;
        let name = scene.data.name(id).to_owned();
        Some(match what {
            CopyWhat::Cell => name,
            CopyWhat::Row => {
                let file = scene
                    .data
                    .disclosure(id)
                    .map_or("", |found| &found.source.name);
                format!("{name}\t{}\t{file}", scene.period(id))
            }
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let period_width = period_width(scene);
        let heads = columns(period_width, area.header);
        canvas.text(
            heads.name,
            &format!("  {}", scene.text("head.department")),
            Role::Header,
        );
        canvas.text(heads.period, scene.text("head.period"), Role::Header);
        let names = [
            "head.errors",
            "head.warnings",
            "head.infos",
            "head.problems",
        ];
        for (place, name) in heads.badges.into_iter().zip(names) {
            canvas.text_right(place, scene.text(name), Role::Header);
        }
        for row in area.rows.clone() {
            let place = area.row(row);
            draw_row(scene, row, period_width, place, canvas);
            if Some(row) == self.viewport.current(self.len(scene, 0)) {
                let role = if area.focused {
                    Role::Selected
                } else {
                    Role::SelectedIdle
                };
                canvas.tint(place, role);
            }
        }
        if area.rows.is_empty() {
            canvas.text(area.body, scene.text("empty.departments"), Role::Dim);
        }
        if let Some(id) = self.selected(scene) {
            canvas.text(area.footer, &file_line(scene, id), Role::Dim);
        }
    }
}

/// Where the text of a file is that has become a part of another disclosure.
#[must_use]
pub fn joined(scene: &Scene, whole: DisclosureId) -> String {
    let file = scene.data.disclosure(whole);
    let file = file.map_or("", |disclosure| &disclosure.source.name);
    scene.fill("status.joined", &[("file", file)])
}

/// What is known of the file: name, encoding, size in lines, tables and figures.
fn file_line(scene: &Scene, id: DisclosureId) -> String {
    let Some(disclosure) = scene.data.disclosure(id) else {
        return String::new();
    };
    if scene.data.status(id) != Status::Ready {
        return disclosure.source.name.clone();
    }
    let figures: usize = disclosure
        .tables
        .iter()
        .map(crate::model::table::Table::figure_count)
        .sum();
    scene.fill(
        "detail.file",
        &[
            ("file", &disclosure.source.names()),
            ("encoding", disclosure.source.encoding.name()),
            ("lines", &disclosure.source.line_count().to_string()),
            ("tables", &disclosure.tables.len().to_string()),
            ("figures", &figures.to_string()),
        ],
    )
}
