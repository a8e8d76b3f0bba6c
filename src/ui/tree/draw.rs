//! Draws a tree: headings, lines with share bars and amounts, and the detail of the selected line.

use ratatui::layout::Rect;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::TreePane;
use super::columns::{self, Layout};
use crate::check::Severity;
use crate::model::{Amount, ClassificationView, Line, RowId, Table};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, span};
use crate::ui::data::{Mark, Status};
use crate::ui::pane::departments;
use crate::ui::scene::Scene;
use crate::ui::screen::paragraph;
use crate::ui::theme::Role;
use crate::ui::view::ViewArea;

pub(super) fn draw(pane: &TreePane, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let table = pane.table_id(scene).and_then(|id| scene.data.table(id));
    let (Some(view), Some(table)) = (pane.view(scene), table) else {
        draw_empty(pane, scene, area, canvas);
        return;
    };
    let width = usize::from(area.body.width);
    let layout = columns::layout(view, pane.lead(view), &pane.hidden, scene, width);
    draw_header(pane, scene, area, &layout, canvas);
    let lines = pane.lines(view);
    let total = whole(view, pane.lead(view));
    for row in area.rows.clone() {
        let Some(&node) = lines.get(row) else {
            continue;
        };
        let line = Drawn {
            pane,
            view,
            table,
            node,
            total,
        };
        line.draw(scene, &layout, area.row(row), canvas);
        if Some(row) == pane.viewport.current(lines.len()) {
            let role = if area.focused {
                Role::Selected
            } else {
                Role::SelectedIdle
            };
            canvas.tint(area.row(row), role);
        }
    }
    draw_detail(pane, scene, view, table, area.footer, canvas);
}

fn draw_empty(pane: &TreePane, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let text = match scene.data.status(scene.current) {
        Status::Waiting | Status::Reading => scene.text("empty.loading").to_owned(),
        Status::Failed => scene.advice("empty.not_read", pane.context, Action::OpenProblems),
        Status::Joined(whole) => departments::joined(scene, whole),
        Status::Ready => scene.word("empty", pane.context.name()),
    };
    paragraph(area.body, &text, Role::Dim, canvas);
}

/// Headings of the columns; before them, how the lines are sorted and what is not shown.
fn draw_header(
    pane: &TreePane,
    scene: &Scene,
    area: &ViewArea,
    layout: &Layout,
    canvas: &mut Canvas<'_>,
) {
    let hidden_lines = match pane.view(scene) {
        Some(view) if !pane.all_lines => super::lines::blank(&view.outline),
        Some(_) | None => 0,
    };
    let mut rest = area.header;
    take_left(&mut rest, 2);
    let name = take_left(&mut rest, cells(layout.name));
    let mut spans = vec![span(scene.text("head.item"), Role::Header)];
    if pane.by_amount {
        spans.push(span("  ", Role::Header));
        spans.push(span(scene.text("head.by_amount"), Role::Chip));
    }
    let counts = [
        (layout.left_out, "head.left_out"),
        (hidden_lines, "head.blank_lines"),
    ];
    for (count, id) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let words = scene.fill(id, &[("count", &count.to_string())]);
        spans.push(span(format!("  {words}"), Role::Dim));
    }
    canvas.line(name, &spans);
    for (index, column) in layout.shown.iter().enumerate() {
        take_left(&mut rest, 1);
        let place = take_left(&mut rest, cells(column.width));
        let role = if index == 0 {
            Role::TitleFocus
        } else {
            Role::Header
        };
        canvas.text_right(place, &column.label, role);
        take_left(&mut rest, 1);
        if index == 0 && layout.bar > 0 {
            let share = take_left(&mut rest, cells(layout.bar + columns::PERCENT + 1));
            canvas.text_right(share, scene.text("head.share"), Role::Header);
        }
    }
}

/// What the shares are shares of: the sum of the outermost lines.
fn whole(view: &ClassificationView, lead: usize) -> Option<Amount> {
    let mut sum = Amount::ZERO;
    for node in view.outline.nodes().iter().filter(|node| node.depth == 0) {
        if let Some(amount) = node
            .value
            .measures
            .get(lead)
            .and_then(crate::model::tree::Measure::amount)
        {
            sum = sum.checked_add(amount)?;
        }
    }
    (!sum.is_zero() && !sum.is_negative()).then_some(sum)
}

/// One line about to be drawn.
struct Drawn<'a> {
    pane: &'a TreePane,
    view: &'a ClassificationView,
    table: &'a Table,
    node: usize,
    total: Option<Amount>,
}

impl Drawn<'_> {
    fn draw(&self, scene: &Scene, layout: &Layout, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(node) = self.view.outline.get(self.node) else {
            return;
        };
        let line = &node.value;
        let mut rest = area;
        let mark = take_left(&mut rest, 2);
        if let Some(worst) = self.worst(scene) {
            canvas.text(mark, &worst.letter().to_string(), worst.role());
        }
        let name = take_left(&mut rest, cells(layout.name));
        let fold = match (
            self.view.outline.has_children(self.node),
            self.pane.is_closed(line),
        ) {
            (false, _) => "  ",
            (true, true) => "+ ",
            (true, false) => "- ",
        };
        let strong = if node.depth == 0 {
            Role::Strong
        } else {
            Role::Text
        };
        let spans = [
            span(format!("{}{fold}", "  ".repeat(node.depth)), Role::Dim),
            span(format!("{} ", line.code), Role::Dim),
            span(line.name.clone(), strong),
        ];
        canvas.line(name, &spans);
        for (index, column) in layout.shown.iter().enumerate() {
            let measure = line.measures.get(column.index).copied().unwrap_or_default();
            let value = columns::value(&measure, self.table, scene);
            take_left(&mut rest, 1);
            let place = take_left(&mut rest, cells(column.width));
            canvas.figure(place, &column.alignment.pad(&value.text), value.role);
            let mark = take_left(&mut rest, 1);
            canvas.text(mark, value.mark, Role::FigureComputed);
            if index == 0 && layout.bar > 0 {
                let place = take_left(&mut rest, cells(layout.bar + columns::PERCENT + 1));
                self.draw_share(line, layout, place, canvas);
            }
        }
    }

    fn draw_share(&self, line: &Line, layout: &Layout, area: Rect, canvas: &mut Canvas<'_>) {
        let lead = self.pane.lead(self.view);
        let amount = line
            .measures
            .get(lead)
            .and_then(crate::model::tree::Measure::amount);
        let Some(share) = share(amount, self.total) else {
            return;
        };
        let bar = canvas.bar(share.to_f64().unwrap_or(0.0), layout.bar);
        let percent = (share * Decimal::ONE_HUNDRED).round_dp(1);
        let spans = [
            span(bar, Role::Bar),
            span(format!("{percent:>6.1}%"), Role::Dim),
        ];
        canvas.line(area, &spans);
    }

    /// The worst finding on a figure of this line, or the worst reproach whose figure to look at
    /// is on a line below, so that following the letters leads to the bad line.
    fn worst(&self, scene: &Scene) -> Option<Mark> {
        let derived = scene.data.derived(scene.current)?;
        let table = self.pane.table_id(scene)?;
        let end = self.view.outline.get(self.node)?.end;
        let marks = |index: usize| {
            let rows = self
                .view
                .outline
                .get(index)
                .map_or(&[][..], |node| &node.value.rows);
            rows.iter()
                .filter_map(|&row| derived.row_mark(RowId { table, row }))
                .min()
        };
        let leads = |mark: &Mark| !mark.secondary && mark.severity < Severity::Info;
        let below = (self.node + 1..end).filter_map(marks).filter(leads).min();
        marks(self.node).into_iter().chain(below).min()
    }
}

/// A share as an exact ratio, for the bar and the percent; nothing for amounts below zero.
fn share(amount: Option<Amount>, total: Option<Amount>) -> Option<Decimal> {
    let (amount, total) = (amount?, total?);
    if amount.is_negative() {
        return None;
    }
    amount.as_decimal().checked_div(total.as_decimal())
}

/// Two lines about the selected line: its full name, and printed against computed.
fn draw_detail(
    pane: &TreePane,
    scene: &Scene,
    view: &ClassificationView,
    table: &Table,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Some(line) = pane.selected_line(scene) else {
        return;
    };
    let amounts = amounts_words(pane, scene, view, table, line);
    if area.height == 1 {
        canvas.text(area, &amounts, Role::Dim);
        return;
    }
    let mut name = format!("{} {}", line.code, line.name);
    if let Some(official) = line
        .catalogue_name
        .as_ref()
        .filter(|official| **official != line.name)
    {
        name.push_str(&scene.fill("detail.official", &[("name", official)]));
    }
    canvas.text(Rect { height: 1, ..area }, &name, Role::Text);
    let second = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    canvas.text(second, &amounts, Role::Dim);
}

fn amounts_words(
    pane: &TreePane,
    scene: &Scene,
    view: &ClassificationView,
    table: &Table,
    line: &Line,
) -> String {
    let lead = pane.lead(view);
    let measure = line.measures.get(lead).copied().unwrap_or_default();
    let label = columns::labels(view, scene)
        .get(lead)
        .cloned()
        .unwrap_or_default();
    let value = columns::value(&measure, table, scene).text;
    let write = |amount| scene.amount(amount, &table.unit);
    match (measure.printed_amount, measure.computed) {
        (Some(printed), Some(sum)) if printed != sum => {
            let difference = printed.checked_sub(sum).map_or_else(String::new, write);
            let values = [
                ("column", &*label),
                ("printed", &*value),
                ("computed", &*write(sum)),
                ("difference", &*difference),
            ];
            scene.fill("detail.differs", &values)
        }
        (Some(_), Some(_)) => {
            scene.fill("detail.agrees", &[("column", &label), ("printed", &value)])
        }
        (Some(_), None) => scene.fill("detail.printed", &[("column", &label), ("printed", &value)]),
        (None, Some(_)) => scene.fill(
            "detail.computed",
            &[("column", &label), ("computed", &value)],
        ),
        (None, None) if measure.uncertain => scene.fill("detail.uncertain", &[("column", &label)]),
        (None, None) => scene.fill("detail.blank", &[("column", &label)]),
    }
}

fn cells(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
