//! Draws the state: a pure function of state and areas.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::arrange::{Areas, Target};
use super::canvas::{Canvas, Span, span};
use super::pane::PaneId;
use super::state::{Layer, State};
use super::theme::Role;
use super::view::{View, ViewArea};

/// Paints one frame.
pub fn draw(frame: &mut Frame<'_>, state: &State, areas: &Areas) {
    let settings = &state.scene.settings;
    let funnel = state.scene.funnel();
    let mut canvas = Canvas::new(frame.buffer_mut(), &settings.theme, funnel);
    canvas.clear(areas.screen);
    draw_crumbs(state, areas, &mut canvas);
    draw_tabs(state, areas, &mut canvas);
    for (target, area) in &areas.views {
        if let Some((view, popup)) = target_view(state, *target) {
            draw_view(view, state, area, popup, &mut canvas);
        }
    }
    if let Some(notice) = &state.notice {
        canvas.text(areas.notice, notice, Role::Message);
    }
    for hint in &areas.hints {
        let spans = [
            span(hint.key.clone(), Role::Key),
            span(format!(" {}", hint.word), Role::Hint),
        ];
        canvas.line(hint.area, &spans);
    }
    let cursor = areas
        .views
        .last()
        .and_then(|(_, area)| state.top().cursor(&state.scene, area));
    if let Some(position) = cursor.filter(|at| areas.screen.contains((*at).into())) {
        frame.set_cursor_position(position);
    }
}

fn target_view(state: &State, target: Target) -> Option<(&dyn View, bool)> {
    match target {
        Target::Pane(id) => Some((state.panes.get(id), false)),
        Target::Layer(index) => match state.layers.get(index)? {
            Layer::Panes => None,
            Layer::Screen(view) => Some((view.as_ref(), false)),
            Layer::Popup(view) => Some((view.as_ref(), true)),
        },
    }
}

fn draw_view(
    view: &dyn View,
    state: &State,
    area: &ViewArea,
    popup: bool,
    canvas: &mut Canvas<'_>,
) {
    if popup {
        canvas.clear(area.outer);
    }
    let (border, title) = if area.focused {
        (Role::BorderFocus, Role::TitleFocus)
    } else {
        (Role::Border, Role::Title)
    };
    let mut words: Vec<Span> = vec![span(" ", title)];
    for (text, role) in view.title(&state.scene) {
        words.push((text, if role == Role::Title { title } else { role }));
    }
    words.push(span(" ", title));
    if area.framed {
        canvas.frame(area.outer, &words, border);
    } else if area.outer.y < area.header.y.min(area.body.y) {
        let line = Rect {
            height: 1,
            ..area.outer
        };
        canvas.title(line, &words);
    }
    draw_scroll_mark(view, state, area, border, canvas);
    view.draw(&state.scene, area, canvas);
}

/// Says in the lower border which rows are shown when not all are.
fn draw_scroll_mark(
    view: &dyn View,
    state: &State,
    area: &ViewArea,
    border: Role,
    canvas: &mut Canvas<'_>,
) {
    let len = view.len(&state.scene, area.body.width);
    if !area.framed || area.rows.len() >= len {
        return;
    }
    let text = format!(" {}-{}/{len} ", area.rows.start + 1, area.rows.end);
    let width = u16::try_from(text.len()).unwrap_or(0);
    let outer = area.outer;
    if outer.width > width + 4 {
        let x = outer.right() - width - 2;
        canvas.text(Rect::new(x, outer.bottom() - 1, width, 1), &text, border);
    }
}

fn draw_crumbs(state: &State, areas: &Areas, canvas: &mut Canvas<'_>) {
    let scene = &state.scene;
    let mut line = areas.crumbs;
    let (done, all) = scene.data.progress();
    if done < all {
        let values = [("done", &*done.to_string()), ("all", &*all.to_string())];
        let text = scene.fill("status.loading", &values);
        let width = u16::try_from(canvas.funnel().measure(&text)).unwrap_or(0);
        if line.width > width + 12 {
            let right = Rect::new(line.right() - width, line.y, width, line.height);
            canvas.text(right, &text, Role::Progress);
            line.width -= width + 1;
        }
    }
    let mut spans = vec![span("chazhang", Role::Strong)];
    if let Some(chip) = state.panes.findings.chip(scene) {
        spans.push(span(" ", Role::Dim));
        spans.push(span(format!(" {chip} "), Role::Chip));
    }
    let mut crumbs = vec![scene.disclosure_label(scene.current)];
    match state.layers.len() {
        0 | 1 => crumbs.push(state.panes.get(state.focus).crumb(scene)),
        _ => crumbs.extend(
            state
                .layers
                .iter()
                .filter_map(Layer::view)
                .map(|view| view.crumb(scene)),
        ),
    }
    crumbs.retain(|crumb| !crumb.is_empty());
    // On a narrow screen the beginning gives way: where one is matters more than whence.
    let measure = |text: &str| canvas.funnel().measure(text);
    let taken: usize = spans.iter().map(|(text, _)| measure(text)).sum();
    let room = usize::from(line.width).saturating_sub(taken);
    let wanted = |crumbs: &[String]| crumbs.iter().map(|crumb| measure(crumb) + 3).sum::<usize>();
    let dropped = (0..crumbs.len())
        .find(|from| wanted(&crumbs[*from..]) + if *from > 0 { 5 } else { 0 } <= room)
        .unwrap_or(crumbs.len().saturating_sub(1));
    if dropped > 0 {
        spans.push(span(" > ..", Role::Dim));
    }
    for crumb in &crumbs[dropped..] {
        spans.push(span(" > ", Role::Dim));
        spans.push(span(crumb.clone(), Role::Text));
    }
    canvas.line(line, &spans);
}

/// How a pane is called in the line of tabs.
#[must_use]
pub fn tab_label(state: &State, id: PaneId) -> String {
    let view = state.panes.get(id);
    let key = state.scene.key(view.context(), id.focus_action());
    format!(" {key} {} ", view.crumb(&state.scene))
}

fn draw_tabs(state: &State, areas: &Areas, canvas: &mut Canvas<'_>) {
    for (area, id) in &areas.tabs {
        let label = tab_label(state, *id);
        let role = if *id == state.focus {
            Role::TitleFocus
        } else {
            Role::Title
        };
        canvas.text(*area, &label, role);
        if *id == state.focus {
            canvas.tint(*area, Role::Selected);
        }
    }
}
