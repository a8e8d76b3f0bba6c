//! Search results as lines: what matched is set off, and each leads somewhere.

use ratatui::layout::Rect;

use crate::find::{Hit, MatchKind, Target};
use crate::model::CellId;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::FindingId;
use crate::ui::money;
use crate::ui::pane::PaneId;
use crate::ui::scene::Scene;
use crate::ui::screen::grid::Grid;
use crate::ui::screen::proof::Proof;
use crate::ui::screen::source::SourceText;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, SourceTarget};

/// One line: how it was found, text, figure, table.
pub(super) fn draw(hit: &Hit, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
    let mut rest = area;
    let how = take_left(&mut rest, 3);
    let tail = if rest.width >= 60 {
        rest.width / if rest.width >= 100 { 3 } else { 4 }
    } else {
        0
    };
    let amount_width = match rest.width {
        0..36 => 0,
        36..60 => 18,
        _ => 20,
    };
    let text_width = rest.width.saturating_sub(tail + amount_width);
    let text = take_left(&mut rest, text_width);
    let amount = take_left(&mut rest, amount_width);
    let letter = match hit.how {
        MatchKind::Literal | MatchKind::Code | MatchKind::Amount => " ",
        MatchKind::Pinyin => "p",
        MatchKind::Fuzzy => "~",
    };
    canvas.text(how, letter, Role::Dim);
    canvas.line(text, &highlighted(hit));
    if let Some(figure) = cell_of(hit, scene).and_then(|cell| scene.data.figure(cell)) {
        let unit = scene.unit_word(figure.unit());
        let words = money::figure(&figure, scene.settings.unit);
        canvas.figure(amount, &format!("{words} {unit}"), Role::Figure);
    }
    let mut place = rest;
    take_left(&mut place, 2);
    let table = if scene.data.status.len() > 1 {
        format!(
            "{}  {}",
            hit.table,
            scene.data.name(disclosure_of(hit.target))
        )
    } else {
        hit.table.clone()
    };
    canvas.text(place, &table, Role::Dim);
}

fn disclosure_of(target: Target) -> crate::model::DisclosureId {
    match target {
        Target::Row(row) => row.table.disclosure,
        Target::Cell(cell) => cell.row.table.disclosure,
        Target::Sentence { disclosure, .. }
        | Target::Department(disclosure)
        | Target::Finding { disclosure, .. } => disclosure,
    }
}

/// The cell that prints the figure shown with a hit.
fn cell_of(hit: &Hit, scene: &Scene) -> Option<CellId> {
    let (printed, _) = hit.amount.as_ref()?;
    match hit.target {
        Target::Cell(cell) => Some(cell),
        Target::Row(row) => {
            let mut cells = scene.data.corpus.row(row)?.cells().iter();
            let cell = cells.position(|cell| cell.raw() == printed.as_str())?;
            Some(CellId { row, cell })
        }
        Target::Sentence { .. } | Target::Department(_) | Target::Finding { .. } => None,
    }
}

/// The text of a hit with what matched set off. A hit deep in a long text begins near its match.
fn highlighted(hit: &Hit) -> Vec<Span> {
    let characters: Vec<char> = hit.text.chars().collect();
    let first = hit.highlights.first().map_or(0, |range| range.start);
    let from = if first > 30 { first - 10 } else { 0 };
    let mut spans = Vec::new();
    let mut at = from;
    let cut = |from: usize, to: usize| -> String {
        characters
            .get(from..to.min(characters.len()))
            .unwrap_or(&[])
            .iter()
            .collect()
    };
    if from > 0 {
        spans.push(span("..", Role::Dim));
    }
    for range in hit.highlights.iter().filter(|range| range.start >= from) {
        spans.push(span(cut(at, range.start), Role::Text));
        spans.push(span(cut(range.start, range.end), Role::Match));
        at = range.end;
    }
    spans.push(span(cut(at, characters.len()), Role::Text));
    spans
}

/// Where a hit leads.
pub(super) fn follow(hit: &Hit, scene: &Scene) -> Vec<Ask> {
    let disclosure = disclosure_of(hit.target);
    let mut asks = vec![Ask::Close, Ask::Select(disclosure)];
    match hit.target {
        Target::Cell(cell) => asks.push(Ask::Open(Box::new(Grid::at_cell(cell, scene)))),
        Target::Row(row) => {
            // The figure shown with the hit is the one to land on.
            let grid = match cell_of(hit, scene) {
                Some(cell) => Grid::at_cell(cell, scene),
                None => Grid::at_row(row, scene),
            };
            asks.push(Ask::Open(Box::new(grid)));
        }
        Target::Sentence { index, .. } => {
            let sentence = scene
                .data
                .disclosure(disclosure)
                .and_then(|found| found.prose.get(index));
            if let Some(sentence) = sentence {
                let target = SourceTarget {
                    disclosure,
                    places: vec![sentence.place],
                    first: 0,
                };
                asks.push(Ask::Open(Box::new(SourceText::new(target, scene))));
            }
        }
        Target::Department(_) => asks.push(Ask::Focus(PaneId::Functions)),
        Target::Finding { index, .. } => {
            let id = FindingId { disclosure, index };
            asks.push(Ask::SelectFinding(id));
            asks.push(Ask::Open(Box::new(Proof::of_finding(id, scene))));
        }
    }
    asks
}
