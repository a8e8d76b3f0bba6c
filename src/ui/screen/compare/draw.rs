//! Draws a comparison: names frozen at the left, one column per disclosure, difference and rate at the right.

use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::layout::{Layout, headings};
use super::{Compare, rate};
use crate::model::{Amount, TableId, Unit};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, span};
use crate::ui::keymap::Context;
use crate::ui::money;
use crate::ui::scene::Scene;
use crate::ui::screen::{paragraph, tint_selected};
use crate::ui::theme::Role;
use crate::ui::tree::columns::Value;
use crate::ui::tree::lines::{self, Order};
use crate::ui::view::ViewArea;

/// What a side prints in a line, in the unit everything is written in.
pub(super) fn value(
    compare: &Compare,
    scene: &Scene,
    node: usize,
    side: usize,
    unit: &Unit,
) -> Value {
    let blank = Value {
        text: String::new(),
        mark: " ",
        role: Role::Figure,
    };
    let line = compare.sheet.outline.get(node).map(|node| &node.value);
    let Some(measure) = line.and_then(|line| line.measures.get(side)) else {
        return blank;
    };
    let cell = compare
        .sides
        .get(side)
        .and_then(|id| compare.sheet.cell(node, side, *id));
    let figure = cell.and_then(|cell| scene.data.corpus.cell(cell)?.figure());
    let shown = scene.settings.unit.resolve(unit);
    match (figure, measure.amount()) {
        // As printed, down to its last zero, where the unit is the printed one.
        (Some(figure), _) if *figure.unit() == shown => Value {
            text: money::figure(&figure, money::ShownUnit::Printed),
            ..blank
        },
        (Some(_), Some(amount)) => Value {
            text: money::amount(amount, &shown),
            ..blank
        },
        (None, Some(amount)) => Value {
            text: money::amount(amount, &shown),
            mark: "=",
            role: Role::FigureComputed,
        },
        (_, None) if measure.uncertain => Value {
            text: "?".to_owned(),
            role: Role::FigureAmbiguous,
            ..blank
        },
        (_, None) => blank,
    }
}

/// Difference and rate of a line as they are written. A rate from nothing is a dash; a line that
/// only one of the two sides prints says which, because a blank is not a zero.
pub(super) fn change(
    compare: &Compare,
    scene: &Scene,
    node: usize,
    unit: &Unit,
) -> (String, String) {
    let sheet = &compare.sheet;
    let base = sheet.amount(node, compare.base);
    let lead = sheet.amount(node, compare.lead);
    match (base, lead) {
        _ if compare.base == compare.lead => (String::new(), String::new()),
        (Some(base), Some(lead)) => {
            let Some(difference) = lead.checked_sub(base) else {
                return (String::new(), String::new());
            };
            let shown = scene.settings.unit.resolve(unit);
            (signed(difference, &shown), rate_text(base, difference))
        }
        (None, Some(_)) => (String::new(), scene.text("compare.only_later").to_owned()),
        (Some(_), None) => (String::new(), scene.text("compare.only_base").to_owned()),
        (None, None) => (String::new(), String::new()),
    }
}

/// An amount with its sign.
fn signed(amount: Amount, unit: &Unit) -> String {
    let text = money::amount(amount, unit);
    if amount.is_zero() || amount.is_negative() {
        text
    } else {
        format!("+{text}")
    }
}

/// A rate with its sign; a dash where the base is nothing or less.
pub(in crate::ui) fn rate_text(base: Amount, difference: Amount) -> String {
    match rate(base, difference) {
        Some(rate) if rate > Decimal::ZERO => format!("+{}%", money::grouped(rate, Some(2))),
        Some(rate) => format!("{}%", money::grouped(rate, Some(2))),
        None => "—".to_owned(),
    }
}

pub(super) fn draw(compare: &Compare, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let lines = compare.lines();
    if lines.is_empty() {
        let text = scene.advice(
            "empty.compare",
            Context::Compare,
            Action::NextClassification,
        );
        paragraph(area.body, &text, Role::Dim, canvas);
        return;
    }
    let unit = compare.sheet.unit(scene, &compare.sides);
    let layout = Layout::of(compare, scene, usize::from(area.body.width), &unit);
    draw_header(compare, scene, area.header, &layout, canvas);
    for row in area.rows.clone() {
        if let Some(&node) = lines.get(row) {
            draw_line(
                compare,
                scene,
                node,
                area.row(row),
                (&layout, &unit),
                canvas,
            );
        }
    }
    tint_selected(compare.viewport, lines.len(), area, canvas);
    draw_detail(compare, scene, area.footer, canvas);
}

fn draw_header(
    compare: &Compare,
    scene: &Scene,
    area: Rect,
    layout: &Layout,
    canvas: &mut Canvas<'_>,
) {
    let top = Rect {
        height: area.height.min(1),
        ..area
    };
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1).min(1),
        ..area
    };
    for (line, part) in [(top, 0), (below, 1)] {
        // On a low screen one line says both.
        let mut rest = line;
        take_left(&mut rest, 2);
        let name = take_left(&mut rest, cells(layout.name));
        if part == 0 {
            canvas.line(name, &name_heading(compare, scene, layout));
        }
        for &side in &layout.shown {
            let (_, width) = layout.sides[side];
            take_left(&mut rest, 1);
            let place = take_left(&mut rest, cells(width));
            let [body, period] = headings(compare, scene, side);
            let role = if side == compare.lead {
                Role::TitleFocus
            } else {
                Role::Header
            };
            let words = match part {
                0 if area.height < 2 => format!("{} {period}", side + 1),
                0 => body,
                _ => period,
            };
            canvas.text_right(place, &words, role);
            take_left(&mut rest, 1);
        }
        let heads = [
            (layout.difference.1, "head.difference"),
            (layout.rate.1, "head.rate"),
        ];
        for (width, id) in heads.into_iter().filter(|(width, _)| *width > 0) {
            take_left(&mut rest, 1);
            let place = take_left(&mut rest, cells(width));
            if part == 0 {
                canvas.text_right(place, scene.text(id), Role::Header);
            } else if compare.lead != compare.base {
                let sides = format!("{}-{}", compare.lead + 1, compare.base + 1);
                canvas.text_right(place, &sides, Role::Dim);
            }
            take_left(&mut rest, 1);
        }
    }
}

fn name_heading(compare: &Compare, scene: &Scene, layout: &Layout) -> Vec<crate::ui::canvas::Span> {
    let mut spans = vec![span(scene.text("head.item"), Role::Header)];
    let order = match compare.order {
        Order::Code => None,
        Order::Falling => Some("head.by_difference"),
        Order::Rising => Some("head.by_difference_rising"),
    };
    spans.extend(order.map(|id| span(format!("  {}", scene.text(id)), Role::Chip)));
    let put_away = usize::from(layout.difference.1 == 0) + usize::from(layout.rate.1 == 0);
    let beside = compare.sides.len() - layout.shown.len() + put_away;
    if beside > 0 {
        let words = scene.fill("head.left_out", &[("count", &beside.to_string())]);
        spans.push(span(format!("  {words}"), Role::Dim));
    }
    spans
}

fn draw_line(
    compare: &Compare,
    scene: &Scene,
    index: usize,
    area: Rect,
    (layout, unit): (&Layout, &Unit),
    canvas: &mut Canvas<'_>,
) {
    let outline = &compare.sheet.outline;
    let Some(node) = outline.get(index) else {
        return;
    };
    let mut rest = area;
    let mark = take_left(&mut rest, 2);
    if compare.sheet.is_renamed(index) {
        canvas.text(mark, "r", Role::Info);
    }
    let fold = match (
        outline.has_children(index),
        compare.closed.contains(lines::key(&node.value)),
    ) {
        (false, _) => "  ",
        (true, true) => "+ ",
        (true, false) => "- ",
    };
    let code = if node.value.code.is_empty() {
        String::new()
    } else {
        format!("{} ", node.value.code)
    };
    let strong = if node.depth == 0 {
        Role::Strong
    } else {
        Role::Text
    };
    let name = take_left(&mut rest, cells(layout.name));
    let spans = [
        span(
            format!("{}{fold}{code}", "  ".repeat(node.depth)),
            Role::Dim,
        ),
        span(compare.name_of(&node.value, scene), strong),
    ];
    canvas.line(name, &spans);
    for &side in &layout.shown {
        let (alignment, width) = layout.sides[side];
        let found = value(compare, scene, index, side, unit);
        take_left(&mut rest, 1);
        let place = take_left(&mut rest, cells(width));
        canvas.figure(place, &alignment.pad(&found.text), found.role);
        canvas.text(take_left(&mut rest, 1), found.mark, Role::FigureComputed);
    }
    let (difference, rate) = change(compare, scene, index, unit);
    for ((alignment, width), text) in [(layout.difference, difference), (layout.rate, rate)] {
        if width == 0 {
            continue;
        }
        take_left(&mut rest, 1);
        let place = take_left(&mut rest, cells(width));
        canvas.figure(place, &alignment.pad(&text), Role::FigureComputed);
        take_left(&mut rest, 1);
    }
}

/// The selected line in full, and under which code and name and in which table each side prints it.
fn draw_detail(compare: &Compare, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((index, node)) = compare
        .selected()
        .and_then(|index| Some((index, compare.sheet.outline.get(index)?)))
    else {
        return;
    };
    let first = Rect {
        height: area.height.min(1),
        ..area
    };
    let name = compare.name_of(&node.value, scene);
    let full = format!("{} {name}", node.value.code);
    canvas.text(first, full.trim_start(), Role::Text);
    let spots = compare
        .sheet
        .spots
        .get(index)
        .map_or(&[][..], Vec::as_slice);
    let renamed = compare.sheet.is_renamed(index);
    let sides = spots.iter().enumerate().map(|(side, spot)| {
        let Some(spot) = spot else {
            return scene.fill("compare.not_printed", &[("side", &(side + 1).to_string())]);
        };
        let disclosure = compare.sides.get(side).copied().unwrap_or_default();
        let table = TableId {
            disclosure,
            table: spot.table,
        };
        let (side, table) = (side + 1, scene.data.table(table));
        if renamed {
            let id = table.map_or("", |table| table.id.as_str());
            format!("{side}: {id} {} {}", spot.code, spot.name)
        } else {
            let label = table.map_or_else(String::new, |table| scene.label_of(table));
            format!("{side}: {label}")
        }
    });
    let words: Vec<String> = sides.collect();
    let second = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let head = if renamed {
        scene.text("compare.renamed")
    } else {
        scene.text("compare.tables")
    };
    canvas.text(second, &format!("{head} {}", words.join("  ")), Role::Dim);
}

fn cells(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
