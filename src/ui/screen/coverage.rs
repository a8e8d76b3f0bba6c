//! Which figures were checked and which were not: counts by state, for the whole disclosure and table by table.

use ratatui::layout::Rect;

use super::grid::Grid;
use crate::check::{CoverageState, DisclosureReport};
use crate::model::TableId;
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The selection in the list of tables.
#[derive(Debug, Default)]
pub struct Coverage {
    viewport: Viewport,
}

/// Counts in the order of [`CoverageState::ALL`].
type Counts = Vec<usize>;

/// Counts of all figures of one table, or of every table.
fn counts(scene: &Scene, table: Option<TableId>) -> Counts {
    let empty = DisclosureReport::default();
    let report = scene.data.report(scene.current).unwrap_or(&empty);
    let counts = match table {
        Some(table) => report.table_counts(table),
        None => report.coverage_counts(),
    };
    counts.into_iter().map(|(_, count)| count).collect()
}

fn role(state: CoverageState) -> Role {
    match state {
        CoverageState::Consistent => Role::Good,
        CoverageState::Inconsistent => Role::Error,
        CoverageState::Spent | CoverageState::NotCheckable => Role::Dim,
        CoverageState::Undetermined | CoverageState::NotUnderstood => Role::Warning,
    }
}

/// Cells of one count column.
const COUNT: u16 = 9;

/// Divides a line: title, then one column per state.
fn columns(area: Rect) -> (Rect, Vec<Rect>) {
    let states = u16::try_from(CoverageState::ALL.len()).unwrap_or(0);
    let each = (area.width * 3 / 5 / states.max(1)).clamp(5, COUNT);
    let mut rest = area;
    let title = take_left(&mut rest, area.width.saturating_sub(each * states));
    let counts = (0..states).map(|_| take_left(&mut rest, each)).collect();
    (title, counts)
}

impl Coverage {
    fn selected(&self, scene: &Scene) -> Option<TableId> {
        let table = self.viewport.current(self.len(scene, 0))?;
        Some(TableId {
            disclosure: scene.current,
            table,
        })
    }

    fn draw_summary(scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let counts = counts(scene, None);
        let total: usize = counts.iter().sum();
        let states = CoverageState::ALL.iter().zip(&counts);
        for (offset, (state, count)) in states.enumerate() {
            let y = area.y.saturating_add(u16::try_from(offset).unwrap_or(0));
            let line = Rect {
                y,
                height: 1,
                ..area
            }
            .intersection(area);
            let share = ratio(*count, total);
            let spans = [
                span(canvas.bar(share, 20), role(*state)),
                span(
                    format!(" {count:>6} {:>5.1}%  ", share * 100.0),
                    Role::Figure,
                ),
                span(scene.word("coverage", state.name()), role(*state)),
                span(
                    format!("  {}", scene.word("coverage_about", state.name())),
                    Role::Dim,
                ),
            ];
            canvas.line(line, &spans);
        }
    }
}

/// A share for drawing.
#[expect(clippy::cast_precision_loss, reason = "a percentage for drawing only")]
fn ratio(count: usize, total: usize) -> f64 {
    if total == 0 {
        0.0
    } else {
        count as f64 / total as f64
    }
}

impl View for Coverage {
    fn context(&self) -> Context {
        Context::Coverage
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let total: usize = counts(scene, None).iter().sum();
        let figures = scene.fill("coverage_title.figures", &[("count", &total.to_string())]);
        vec![
            span(self.crumb(scene), Role::Title),
            span(format!("  {figures}"), Role::Dim),
        ]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        scene
            .data
            .disclosure(scene.current)
            .map_or(0, |disclosure| disclosure.tables.len())
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        let summary = u16::try_from(CoverageState::ALL.len()).unwrap_or(0);
        Shape {
            // The summary, a blank line and the headings; on low screens the headings only.
            header: if height >= summary + 6 {
                summary + 2
            } else {
                1
            },
            footer: 0,
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
        action == Action::Enter && self.selected(scene).is_some()
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.table"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.selected(scene)
            .map(|table| Ask::Open(Box::new(Grid::of_table(table))))
            .into_iter()
            .collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let table = self.selected(scene)?;
        let label = scene.table_label(table);
        Some(match what {
            CopyWhat::Cell => label,
            CopyWhat::Row => {
                let counts: Vec<String> = counts(scene, Some(table))
                    .iter()
                    .map(usize::to_string)
                    .collect();
                format!("{label}\t{}", counts.join("\t"))
            }
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let heads = Rect {
            y: area.header.bottom().saturating_sub(1),
            height: area.header.height.min(1),
            ..area.header
        };
        if area.header.height > 1 {
            let summary = Rect {
                height: area.header.height - 2,
                ..area.header
            };
            Self::draw_summary(scene, summary, canvas);
        }
        let (title, places) = columns(heads);
        canvas.text(title, scene.text("head.title"), Role::Header);
        for (state, place) in CoverageState::ALL.iter().zip(places) {
            canvas.text_right(
                place,
                &scene.word("coverage_short", state.name()),
                Role::Header,
            );
        }
        for row in area.rows.clone() {
            let table = TableId {
                disclosure: scene.current,
                table: row,
            };
            let (title, places) = columns(area.row(row));
            canvas.text(title, &scene.table_label(table), Role::Text);
            let counts = counts(scene, Some(table));
            for ((state, place), count) in CoverageState::ALL.iter().zip(places).zip(counts) {
                if count > 0 {
                    canvas.figure(place, &count.to_string(), role(*state));
                }
            }
        }
        super::tint_selected(self.viewport, self.len(scene, 0), area, canvas);
        if area.rows.is_empty() {
            canvas.text(area.body, scene.text("empty.tables"), Role::Dim);
        }
    }
}
