//! Draws a tree: headings, lines with share bars and amounts, and the detail of the selected line.

use ratatui::layout::Rect;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::TreePane;
use super::columns::{self, Layout};
use super::lens::{ColumnId, Lens};
use super::lines::{self, Order};
use crate::check::Severity;
use crate::model::{Amount, Line, Measure, RowId};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, span};
use crate::ui::data::Status;
use crate::ui::scene::Scene;
use crate::ui::screen::{paragraph, tint_selected};
use crate::ui::standing::Mark;
use crate::ui::theme::Role;
use crate::ui::view::ViewArea;

pub(super) fn draw(pane: &TreePane, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let Some(lens) = Lens::new(pane, scene) else {
        draw_empty(pane, scene, area, canvas);
        return;
    };
    let width = usize::from(area.body.width);
    let layout = columns::layout(pane, &lens, width);
    let outermost = lines::outermost(&lens.view.outline, &pane.words);
    let lead = pane.lead(&lens);
    let whole = lead.and_then(|lead| {
        let every = lines::outermost(&lens.view.outline, "");
        let total = lens.with_printed(lead, lens.total(lead, &every));
        let whole = total.printed_amount.max(total.computed)?;
        (!whole.is_zero() && !whole.is_negative()).then_some(whole)
    });
    let sheet = Sheet {
        pane,
        lens,
        layout,
        lead,
        whole,
    };
    sheet.header(area.header, canvas);
    if area.header.height > 1 {
        let below = Rect {
            y: area.header.y + 1,
            height: 1,
            ..area.header
        };
        sheet.total(outermost.len(), below, canvas);
    }
    let lines = pane.lines(&lens);
    for row in area.rows.clone() {
        if let Some(&node) = lines.get(row) {
            sheet.line(node, area.row(row), canvas);
        }
    }
    if lines.is_empty() {
        let text = if pane.words.trim().is_empty() {
            scene.text("empty.blank_lines").to_owned()
        } else {
            scene.advice("empty.lines_filtered", pane.context, Action::FilterNothing)
        };
        paragraph(area.body, &text, Role::Dim, canvas);
    }
    tint_selected(pane.viewport, lines.len(), area, canvas);
    sheet.detail(area.footer, canvas);
}

fn draw_empty(pane: &TreePane, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let text = match scene.data.status(scene.current) {
        _ if scene.data.status.is_empty() => scene.text("empty.departments").to_owned(),
        Status::Waiting | Status::Reading => scene.text("empty.loading").to_owned(),
        Status::Failed => scene.advice("empty.not_read", pane.context, Action::OpenProblems),
        Status::Joined(whole) => scene.joined(whole),
        Status::Ready => scene.word("empty", pane.context.name()),
    };
    paragraph(area.body, &text, Role::Dim, canvas);
}

/// One frame of a tree.
struct Sheet<'a> {
    pane: &'a TreePane,
    lens: Lens<'a>,
    layout: Layout,
    lead: Option<ColumnId>,
    /// What the shares are shares of: the sum of the outermost lines, or the printed total where
    /// lines are missing.
    whole: Option<Amount>,
}

impl Sheet<'_> {
    fn scene(&self) -> &Scene {
        self.lens.scene
    }

    /// Headings of the columns; before them, how the lines are sorted and what is not shown.
    fn header(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let scene = self.scene();
        let mut rest = area;
        take_left(&mut rest, 2);
        let name = take_left(&mut rest, cells(self.layout.name));
        let mut spans = vec![span(scene.text("head.item"), Role::Header)];
        let not_shown = self.not_shown().into_iter();
        spans.extend(not_shown.map(|words| span(format!("  {words}"), Role::Dim)));
        let order = match self.pane.order {
            Order::Code => None,
            Order::Falling => Some("head.by_amount"),
            Order::Rising => Some("head.by_amount_rising"),
        };
        if let Some(id) = order {
            spans.push(span("  ", Role::Header));
            spans.push(span(scene.text(id), Role::Chip));
        }
        canvas.line(name, &spans);
        if self.layout.bar > 0 {
            let share = self.take_bar(&mut rest);
            canvas.text_right(share, scene.text("head.share"), Role::Header);
        }
        for column in &self.layout.shown {
            take_left(&mut rest, 1);
            let place = take_left(&mut rest, cells(column.width));
            let role = if Some(column.id) == self.lead {
                Role::TitleFocus
            } else {
                Role::Header
            };
            canvas.text_right(place, &column.label, role);
            take_left(&mut rest, 1);
        }
    }

    /// Words about columns and lines that are not on screen.
    fn not_shown(&self) -> Vec<String> {
        let scene = self.scene();
        let (before, after) = self.layout.beside;
        let mut words = Vec::new();
        let count = |count: usize| count.to_string();
        match (before, after) {
            (0, 0) => {}
            (0, after) => words.push(scene.fill("head.more_right", &[("count", &count(after))])),
            (before, 0) => words.push(scene.fill("head.more_left", &[("count", &count(before))])),
            (before, after) => words.push(scene.fill(
                "head.more_both",
                &[("before", &count(before)), ("after", &count(after))],
            )),
        }
        if self.layout.put_away > 0 {
            let values = [("count", &*count(self.layout.put_away))];
            words.push(scene.fill("head.put_away", &values));
        }
        let blank = if self.pane.all_lines {
            0
        } else {
            lines::blank(&self.lens.view.outline)
        };
        if blank > 0 {
            words.push(scene.fill("head.blank_lines", &[("count", &count(blank))]));
        }
        words
    }

    /// The total: printed and computed, under a filter the sum of what it keeps.
    fn total(&self, lines: usize, area: Rect, canvas: &mut Canvas<'_>) {
        if lines == 0 {
            return;
        }
        let mut rest = area;
        take_left(&mut rest, 2);
        let name = take_left(&mut rest, cells(self.layout.name));
        let id = if self.pane.words.trim().is_empty() {
            "head.total"
        } else {
            "head.total_filtered"
        };
        canvas.text(name, self.scene().text(id), Role::Strong);
        let total = |id| self.pane.total(&self.lens, id);
        self.figures(&total, rest, canvas);
    }

    /// Share bar and figures of one line.
    fn figures(
        &self,
        measure: &dyn Fn(ColumnId) -> Measure,
        mut rest: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        if self.layout.bar > 0 {
            let place = self.take_bar(&mut rest);
            let amount = self.lead.and_then(|lead| measure(lead).amount());
            self.share(amount, place, canvas);
        }
        for column in &self.layout.shown {
            let value = column.value(&measure(column.id), &self.lens);
            take_left(&mut rest, 1);
            let place = take_left(&mut rest, cells(column.width));
            canvas.figure(place, &column.alignment.pad(&value.text), value.role);
            let mark = take_left(&mut rest, 1);
            canvas.text(mark, value.mark, Role::FigureComputed);
        }
    }

    fn take_bar(&self, rest: &mut Rect) -> Rect {
        take_left(rest, 1);
        let place = take_left(rest, cells(self.layout.bar + columns::PERCENT));
        take_left(rest, 1);
        place
    }

    fn share(&self, amount: Option<Amount>, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(share) = share(amount, self.whole) else {
            return;
        };
        let bar = canvas.bar(share.to_f64().unwrap_or(0.0), self.layout.bar);
        let percent = (share * Decimal::ONE_HUNDRED).round_dp(1);
        let spans = [
            span(bar, Role::Bar),
            span(format!("{percent:>6.1}%"), Role::Dim),
        ];
        canvas.line(area, &spans);
    }

    fn line(&self, index: usize, area: Rect, canvas: &mut Canvas<'_>) {
        let outline = &self.lens.view.outline;
        let Some(node) = outline.get(index) else {
            return;
        };
        let line = &node.value;
        let mut rest = area;
        let mark = take_left(&mut rest, 2);
        if let Some(worst) = self.worst(index) {
            canvas.text(mark, &worst.letter().to_string(), worst.role());
        }
        let name = take_left(&mut rest, cells(self.layout.name));
        let indent = match (self.pane.flat, outline.has_children(index)) {
            (true, _) => String::new(),
            (false, false) => format!("{}  ", "  ".repeat(node.depth)),
            (false, true) if self.pane.is_closed(line) => {
                format!("{}+ ", "  ".repeat(node.depth))
            }
            (false, true) => format!("{}- ", "  ".repeat(node.depth)),
        };
        let found = lines::is_match(outline, index, &self.pane.words);
        let strong = match node.depth {
            _ if found && !self.pane.words.trim().is_empty() => Role::Match,
            0 => Role::Strong,
            _ => Role::Text,
        };
        let spans = [
            span(indent, Role::Dim),
            span(lead_in(&line.code), Role::Dim),
            span(line.name.clone(), strong),
        ];
        canvas.line(name, &spans);
        self.figures(&|id| self.lens.measure(index, id), rest, canvas);
    }

    /// The worst finding on a figure of this line, or the worst reproach whose figure to look at
    /// is on a line below, so that following the letters leads to the bad line.
    fn worst(&self, node: usize) -> Option<Mark> {
        let outline = &self.lens.view.outline;
        let standing = self.scene().data.standing(self.scene().current)?;
        let table = self.lens.table_id(self.lens.at)?;
        let end = outline.get(node)?.end;
        let marks = |index: usize| {
            let rows = outline.get(index).map_or(&[][..], |node| &node.value.rows);
            rows.iter()
                .filter_map(|&row| standing.row_mark(RowId { table, row }))
                .min()
        };
        let leads = |mark: &Mark| !mark.secondary && mark.severity < Severity::Info;
        let below = (node + 1..end).filter_map(marks).filter(leads).min();
        marks(node).into_iter().chain(below).min()
    }

    /// Two lines about the selected line: its full name, and printed against computed.
    fn detail(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(node) = self.pane.selected(&self.lens) else {
            return;
        };
        let Some(line) = self.lens.view.outline.get(node).map(|node| &node.value) else {
            return;
        };
        let amounts = self.amounts(node);
        if area.height == 1 {
            canvas.text(area, &amounts, Role::Dim);
            return;
        }
        let name = self.full_name(line);
        canvas.text(Rect { height: 1, ..area }, &name, Role::Text);
        let second = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        canvas.text(second, &amounts, Role::Dim);
    }

    fn full_name(&self, line: &Line) -> String {
        let mut name = format!("{}{}", lead_in(&line.code), line.name);
        let official = line.catalogue_name.as_ref();
        if let Some(official) = official.filter(|official| **official != line.name) {
            let words = self.scene().fill("detail.official", &[("name", official)]);
            name.push_str(&words);
        }
        name
    }

    fn amounts(&self, node: usize) -> String {
        let scene = self.scene();
        let Some((lead, table)) = self
            .lead
            .and_then(|lead| Some((lead, self.lens.table(lead.view)?)))
        else {
            return String::new();
        };
        let measure = self.lens.measure(node, lead);
        let label = self.lens.label(lead);
        let value = columns::value(&measure, table, scene).text;
        let write = |amount| scene.amount(amount, &table.unit);
        let printed = [("column", &*label), ("printed", &*value)];
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
            (Some(_), Some(_)) => scene.fill("detail.agrees", &printed),
            (Some(_), None) => scene.fill("detail.printed", &printed),
            (None, Some(_)) => scene.fill(
                "detail.computed",
                &[("column", &label), ("computed", &value)],
            ),
            (None, None) if measure.uncertain => {
                scene.fill("detail.uncertain", &[("column", &label)])
            }
            (None, None) => scene.fill("detail.blank", &[("column", &label)]),
        }
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

/// A code with the blank behind it; nothing for a line without one.
fn lead_in(code: &str) -> String {
    if code.is_empty() {
        String::new()
    } else {
        format!("{code} ")
    }
}

fn cells(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
