//! Charts for looking rather than reading: composition, largest items, year on year, findings by table. Every bar has its figure beside it.

pub mod bars;

use ratatui::layout::Rect;

use crate::model::{CellId, DisclosureId};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::money::Alignment;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::screen::grid::Grid;
use crate::ui::screen::paragraph;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;
use bars::{Bar, Chart, Goal, Picture};

/// The chart shown and the selected bar.
#[derive(Debug)]
pub struct Charts {
    /// What is compared from year to year.
    sides: Vec<DisclosureId>,
    chart: Chart,
    viewport: Viewport,
}

impl Charts {
    /// Charts of the current disclosure, and of these from year to year.
    #[must_use]
    pub fn new(sides: Vec<DisclosureId>) -> Self {
        Charts {
            sides,
            chart: Chart::default(),
            viewport: Viewport::default(),
        }
    }

    fn picture(&self, scene: &Scene) -> Picture {
        bars::picture(self.chart, scene, &self.sides)
    }

    fn selected(&self, scene: &Scene) -> Option<Bar> {
        let mut bars = self.picture(scene).bars;
        let row = self.viewport.current(bars.len())?;
        (row < bars.len()).then(|| bars.swap_remove(row))
    }

    fn step(&mut self, step: usize) {
        let at = Chart::ALL.iter().position(|chart| *chart == self.chart);
        self.chart = Chart::ALL[(at.unwrap_or(0) + step) % Chart::ALL.len()];
        self.viewport = Viewport::default();
    }
}

/// How a line is divided: label, bar, figure, note.
struct Columns {
    label: u16,
    bar: u16,
    figure: (Alignment, u16),
    note: u16,
}

impl Columns {
    fn of(bars: &[Bar], scene: &Scene, width: u16) -> Self {
        let funnel = scene.funnel();
        let figures = bars.iter().flat_map(|bar| &bar.values);
        let alignment = Alignment::of(figures.map(|(text, _)| text.as_str()));
        let widest = |texts: &mut dyn Iterator<Item = usize>| {
            u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
        };
        let figure = u16::try_from(alignment.width())
            .unwrap_or(u16::MAX)
            .min(width);
        let note = widest(&mut bars.iter().map(|bar| funnel.measure(&bar.note)));
        let label = widest(&mut bars.iter().map(|bar| funnel.measure(&bar.label)));
        // Figures are never cut; the note gives way before the label has to.
        let rest = width.saturating_sub(figure + 2);
        let note = if rest > note.saturating_add(14) {
            note
        } else {
            0
        };
        let rest = rest.saturating_sub(note + u16::from(note > 0));
        let label = label.min(rest.saturating_sub(rest / 3));
        Columns {
            label,
            bar: rest.saturating_sub(label + 1).min(60),
            figure: (alignment, figure),
            note,
        }
    }
}

impl View for Charts {
    fn context(&self) -> Context {
        Context::Charts
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let at = Chart::ALL.iter().position(|chart| *chart == self.chart);
        let at = at.unwrap_or(0) + 1;
        let all = Chart::ALL.len();
        vec![
            span(self.crumb(scene), Role::Title),
            span(
                format!(" {at}/{all}  {}", scene.text(self.chart.name())),
                Role::Title,
            ),
        ]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.picture(scene).bars.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: u16::from(height >= 8),
            row_height: if self.chart == Chart::Years { 2 } else { 1 },
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
            Action::Enter => self.selected(scene).is_some_and(|bar| bar.goal.is_some()),
            Action::NextChart | Action::PreviousChart => true,
            _ => false,
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.table"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::NextChart,
            Action::Enter,
            Action::OpenCompare,
            Action::Back,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::NextChart => self.step(1),
            Action::PreviousChart => self.step(Chart::ALL.len() - 1),
            Action::Enter => {
                let goal = self.selected(scene).and_then(|bar| bar.goal);
                let (table, grid) = match goal {
                    Some(Goal::Cell(cell)) => (cell.row.table, Grid::at_cell(cell, scene)),
                    Some(Goal::Row(row)) => (row.table, Grid::at_row(row, scene)),
                    Some(Goal::Table(table)) => (table, Grid::of_table(table)),
                    None => return Vec::new(),
                };
                return vec![Ask::Select(table.disclosure), Ask::Open(Box::new(grid))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let bar = self.selected(scene)?;
        let figures: Vec<&str> = bar.values.iter().map(|(text, _)| text.as_str()).collect();
        let figures = figures.join("\t");
        Some(match what {
            CopyWhat::Cell => figures,
            CopyWhat::Row => format!("{}\t{figures}\t{}", bar.label, bar.note),
        })
        .filter(|text| !text.trim().is_empty())
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let Some(Goal::Cell(cell)) = self.selected(scene)?.goal else {
            return None;
        };
        Some(SourceTarget {
            disclosure: cell.row.table.disclosure,
            places: vec![scene.data.corpus.cell(cell)?.place()],
            first: 0,
        })
    }

    fn figure(&self, scene: &Scene) -> Option<CellId> {
        match self.selected(scene)?.goal? {
            Goal::Cell(cell) => Some(cell),
            Goal::Row(_) | Goal::Table(_) => None,
        }
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let picture = self.picture(scene);
        canvas.text(area.header, &picture.about, Role::Dim);
        if picture.bars.is_empty() {
            let text = match self.chart {
                Chart::Years => scene.text("empty.years"),
                Chart::Function | Chart::Economic | Chart::Top | Chart::Findings => {
                    scene.text("empty.chart")
                }
            };
            paragraph(area.body, text, Role::Dim, canvas);
            return;
        }
        let columns = Columns::of(&picture.bars, scene, area.body.width);
        for row in area.rows.clone() {
            if let Some(bar) = picture.bars.get(row) {
                draw_bar(bar, &columns, area.row(row), canvas);
            }
        }
        let selected = self.viewport.current(picture.bars.len());
        if let Some(row) = selected {
            let line = area.row(row);
            let role = if area.focused {
                Role::Selected
            } else {
                Role::SelectedIdle
            };
            canvas.tint(
                Rect {
                    height: line.height.min(1),
                    ..line
                },
                role,
            );
        }
        if let Some(bar) = selected.and_then(|row| picture.bars.get(row)) {
            canvas.text(area.footer, &bar.label, Role::Text);
        }
    }
}

/// One line for each value: label and note on the first, then bar and figure.
fn draw_bar(bar: &Bar, columns: &Columns, area: Rect, canvas: &mut Canvas<'_>) {
    for (index, ((text, length), y)) in bar.values.iter().zip(area.y..area.bottom()).enumerate() {
        let mut rest = Rect {
            y,
            height: 1,
            ..area
        };
        let label = take_left(&mut rest, columns.label);
        take_left(&mut rest, 1);
        let place = take_left(&mut rest, columns.bar);
        take_left(&mut rest, 1);
        let figure = take_left(&mut rest, columns.figure.1);
        take_left(&mut rest, 1);
        let note = take_left(&mut rest, columns.note);
        if index == 0 {
            canvas.text(label, &bar.label, Role::Text);
        }
        // The last of two is the one that is looked at; the first stays in the background.
        let first_of_two = bar.values.len() > 1 && index == 0;
        let role = match bar.severity {
            Some(severity) => severity_role(severity),
            None if first_of_two => Role::Dim,
            None => Role::Bar,
        };
        let drawn = canvas.bar(*length, usize::from(columns.bar));
        canvas.text(place, &drawn, role);
        canvas.figure(figure, &columns.figure.0.pad(text), Role::Figure);
        if index + 1 == bar.values.len() {
            canvas.text_right(note, &bar.note, Role::Dim);
        }
    }
}
