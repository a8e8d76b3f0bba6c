//! Geometry: from the size of the screen and the state to rectangles and visible rows, computed once for update, mouse and draw.

use ratatui::layout::Rect;

use super::action::Action;
use super::hints;
use super::pane::{PANES, PaneId};
use super::state::{Layer, State};
use super::view::{View, ViewArea};

/// Which view an area belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A pane.
    Pane(PaneId),
    /// The layer with this index.
    Layer(usize),
}

/// A hint with the place it is drawn at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintArea {
    /// Where.
    pub area: Rect,
    /// What a click does.
    pub action: Action,
    /// The key.
    pub key: String,
    /// The word.
    pub word: String,
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// Where am I, and what is loading.
    pub crumbs: Rect,
    /// Names of the panes, when not all are shown.
    pub tabs: Vec<(Rect, PaneId)>,
    /// Views from back to front.
    pub views: Vec<(Target, ViewArea)>,
    /// What happened.
    pub notice: Rect,
    /// The hint bar.
    pub hints: Vec<HintArea>,
    /// The line of the hint bar.
    pub hint_line: Rect,
}

impl Areas {
    /// The area of a view.
    #[must_use]
    pub fn view(&self, target: Target) -> Option<&ViewArea> {
        self.views
            .iter()
            .find(|(known, _)| *known == target)
            .map(|(_, area)| area)
    }

    /// The area of what is on top.
    #[must_use]
    pub fn top(&self, state: &State) -> ViewArea {
        let target = match state.layers.last() {
            Some(Layer::Screen(_) | Layer::Popup(_)) => Target::Layer(state.layers.len() - 1),
            Some(Layer::Panes) | None => Target::Pane(state.focus),
        };
        self.view(target).cloned().unwrap_or_default()
    }
}

/// Below this height borders cost too much.
const FRAMED_HEIGHT: u16 = 16;
/// From this size on all four panes are shown.
const FOUR_PANES: (u16, u16) = (110, 30);

/// Computes all rectangles. They never leave the screen, whatever its size.
#[must_use]
pub fn arrange(size: Rect, state: &State) -> Areas {
    let mut areas = Areas {
        screen: size,
        ..Areas::default()
    };
    let mut rest = size;
    if rest.height >= 4 {
        areas.crumbs = take_top(&mut rest, 1);
    }
    if rest.height >= 3 {
        areas.hint_line = take_bottom(&mut rest, 1);
        areas.hints = hints::arrange(areas.hint_line, state);
    }
    if state.notice.is_some() && rest.height >= 3 {
        areas.notice = take_bottom(&mut rest, 1);
    }
    let main = rest;
    let bottom = state
        .layers
        .iter()
        .rposition(|layer| matches!(layer, Layer::Screen(_) | Layer::Panes))
        .unwrap_or(0);
    for (index, layer) in state.layers.iter().enumerate().skip(bottom) {
        let on_top = index + 1 == state.layers.len();
        match layer {
            Layer::Panes => arrange_panes(main, state, on_top, &mut areas),
            Layer::Screen(view) => {
                let framed = size.height >= FRAMED_HEIGHT;
                let area = place(view.as_ref(), main, framed, on_top, state);
                areas.views.push((Target::Layer(index), area));
            }
            Layer::Popup(view) => {
                let (width, height) = view.popup_size(&state.scene, main.width, main.height);
                let framed = main.height >= 6 && main.width >= 16;
                let mut outer = centred(main, width, height);
                if view.sits_low() {
                    outer.y = main.bottom() - outer.height;
                }
                let area = place(view.as_ref(), outer, framed, on_top, state);
                areas.views.push((Target::Layer(index), area));
            }
        }
    }
    areas
}

fn arrange_panes(main: Rect, state: &State, on_top: bool, areas: &mut Areas) {
    let four = main.width >= FOUR_PANES.0 && areas.screen.height >= FOUR_PANES.1;
    let mut places: Vec<(PaneId, Rect)> = Vec::new();
    let mut framed = true;
    if four && !state.zoomed {
        places = four_panes(main, state);
    } else {
        let mut rest = main;
        if rest.height >= 5 && !state.zoomed {
            let line = take_top(&mut rest, 1);
            areas.tabs = tabs(line, state);
        }
        framed = areas.screen.height >= FRAMED_HEIGHT;
        // The list of files is short: the findings fit below it.
        if state.focus == PaneId::Departments && !state.zoomed && rest.height >= 18 {
            let upper = files_height(state, rest.width, 7, main.height / 2);
            let upper = take_top(&mut rest, upper);
            places.push((PaneId::Departments, upper));
            places.push((PaneId::Findings, rest));
        } else {
            places.push((state.focus, rest));
        }
    }
    for (id, rect) in places {
        let focused = on_top && id == state.focus;
        let area = place(state.panes.get(id), rect, framed, focused, state);
        areas.views.push((Target::Pane(id), area));
    }
}

/// Lines that the files take with their border, heading and detail.
fn files_height(state: &State, width: u16, least: u16, most: u16) -> u16 {
    let files = state.panes.departments.len(&state.scene, width);
    let wanted = u16::try_from(files).unwrap_or(u16::MAX).saturating_add(5);
    wanted.clamp(least, most)
}

/// Left: departments over findings. Right, and wider: the two classifications.
fn four_panes(main: Rect, state: &State) -> Vec<(PaneId, Rect)> {
    let mut right = main;
    let left_width = main.width * 45 / 100;
    let mut left = take_left(&mut right, left_width);
    let [least, most] = [30, 45].map(|share| main.height * share / 100);
    let files = files_height(state, left.width, least, most);
    let upper_left = take_top(&mut left, files);
    let upper_right = take_top(&mut right, main.height * 55 / 100);
    vec![
        (PaneId::Departments, upper_left),
        (PaneId::Functions, upper_right),
        (PaneId::Economics, right),
        (PaneId::Findings, left),
    ]
}

fn tabs(line: Rect, state: &State) -> Vec<(Rect, PaneId)> {
    let funnel = state.scene.funnel();
    let mut x = line.x;
    let mut tabs = Vec::new();
    for id in PANES.iter().map(|pane| pane.id) {
        let label = super::draw::tab_label(state, id);
        let width = u16::try_from(funnel.measure(&label)).unwrap_or(0);
        let area = Rect::new(x, line.y, width, 1).intersection(line);
        tabs.push((area, id));
        x = x.saturating_add(width + 1);
    }
    tabs
}

/// Lays out one view inside its rectangle.
fn place(view: &dyn View, outer: Rect, framed: bool, focused: bool, state: &State) -> ViewArea {
    let framed = framed && outer.width >= 6 && outer.height >= 4;
    let mut rest = if framed {
        Rect::new(outer.x + 1, outer.y + 1, outer.width - 2, outer.height - 2)
    } else {
        let mut rest = outer;
        if rest.height >= 3 {
            // The title line stands where the border would.
            take_top(&mut rest, 1);
        }
        rest
    };
    let shape = view.shape(&state.scene, rest.width, rest.height);
    let header_height = shape.header.min(rest.height.saturating_sub(1));
    let header = take_top(&mut rest, header_height);
    let footer_height = shape.footer.min(rest.height.saturating_sub(3));
    let footer = take_bottom(&mut rest, footer_height);
    let mut area = ViewArea {
        outer,
        header,
        body: rest,
        footer,
        rows: 0..0,
        row_height: shape.row_height.max(1),
        framed,
        focused,
    };
    let len = view.len(&state.scene, rest.width);
    area.rows = view.viewport().rows(len, area.capacity());
    area
}

fn centred(main: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(main.width);
    let height = height.min(main.height);
    Rect::new(
        main.x + (main.width - width) / 2,
        main.y + (main.height - height) / 2,
        width,
        height,
    )
}

/// Cuts `height` lines off the top.
pub(super) fn take_top(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    let top = Rect { height, ..*rest };
    rest.y += height;
    rest.height -= height;
    top
}

fn take_bottom(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    rest.height -= height;
    Rect {
        y: rest.y + rest.height,
        height,
        ..*rest
    }
}

/// Cuts `width` columns off the left.
pub(super) fn take_left(rest: &mut Rect, width: u16) -> Rect {
    let width = width.min(rest.width);
    let left = Rect { width, ..*rest };
    rest.x += width;
    rest.width -= width;
    left
}
