//! The page itself, as a picture with the evidence boxed: which part of it is looked at, and what has been painted of it.

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::style::Color;

use super::SourceText;
use super::frame::{Framed, Look, Room};
use super::lines::LaidRow;
use crate::check::EvidenceRole;
use crate::model::{PageBox, Place, Source};
use crate::ui::action::Action;
use crate::ui::canvas::Canvas;
use crate::ui::graphics::{Shades, blocks};
use crate::ui::job::{Marked, Order, Painted};
use crate::ui::keymap::Context;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::theme::Role;
use crate::ui::view::ViewArea;

/// Pictures kept for going back and forth, and how many bytes they may take together.
const KEPT: usize = 6;
const KEPT_BYTES: usize = 48 << 20;
/// The page that is looked at.
#[derive(Debug)]
pub(super) struct PageView {
    /// A line of the file the page belongs to.
    line: u32,
    page: u32,
    look: Look,
    kept: Vec<Painted>,
}

impl PageView {
    /// The page as the title tells it, with a line of its file.
    pub(super) fn shown(&self) -> (u32, u32) {
        (self.line, self.page)
    }
}

impl SourceText {
    /// The page that would be shown now: the one the cursor stands on, if its file can be painted.
    pub(super) fn page_here(&self, scene: &Scene) -> Option<(u32, u32)> {
        let line = self.line_number(scene);
        let source = self.text(scene)?;
        let page = source.page_of(line)?;
        let painted = scene.settings.graphics.on && source.path_at(line).is_some();
        (painted && source.page_size(line, page).is_some()).then_some((line, page))
    }

    /// How what is shown is called.
    pub(super) fn view_name(&self) -> &'static str {
        match self.page {
            Some(_) => Context::Picture.name(),
            None => Context::Source.name(),
        }
    }

    /// The line of the cursor; on a page, that of the current place.
    pub(super) fn line_in_view(&self, scene: &Scene) -> Option<u32> {
        match self.page {
            Some(_) => self.place().map(|place| place.line),
            None => Some(self.line_number(scene)),
        }
    }

    /// Changes from the text to the page or back, at the same place.
    pub(super) fn switch_page(&mut self, scene: &Scene) {
        if let Some(view) = self.page.take() {
            self.wanted = self.line_of_page(&view, scene).map(|line| (line, 0));
            let at_evidence = self.place().is_some_and(|place| {
                let boxes = self.boxes(place, scene);
                boxes.iter().any(|(line, page, _)| {
                    *page == view.page && self.same_file(*line, view.line, scene)
                })
            });
            if at_evidence {
                self.go_to_place();
            }
            return;
        }
        if let Some((line, page)) = self.page_here(scene) {
            self.page = Some(PageView {
                line,
                page,
                look: Look::Evidence,
                kept: Vec::new(),
            });
        }
    }

    fn line_of_page(&self, view: &PageView, scene: &Scene) -> Option<u32> {
        let laid = self.shown(scene);
        laid.rows.iter().find_map(|row| match row {
            LaidRow::Page(page, line)
                if *page == view.page && self.same_file(*line, view.line, scene) =>
            {
                Some(*line)
            }
            _ => None,
        })
    }

    fn same_file(&self, line: u32, other: u32, scene: &Scene) -> bool {
        let path = |line| self.text(scene).and_then(|source| source.path_at(line));
        path(line) == path(other)
    }

    /// Line, page and rectangle of what is printed at a place.
    fn boxes(&self, place: Place, scene: &Scene) -> Vec<(u32, u32, PageBox)> {
        let Some(source) = self.text(scene) else {
            return Vec::new();
        };
        let boxes = source.boxes(place.span).into_iter();
        boxes
            .filter_map(|(line, area)| Some((line, source.page_of(line)?, area)))
            .collect()
    }

    /// Goes to the page of the current place.
    pub(super) fn turn_to_place(&mut self, scene: &Scene) {
        let Some(place) = self.place() else {
            return;
        };
        let printed = self.boxes(place, scene).first().copied();
        let page = self
            .text(scene)
            .and_then(|source| source.page_of(place.line));
        let found = printed.map(|(line, page, _)| (line, page));
        let found = found.or(page.map(|page| (place.line, page)));
        if let Some((view, (line, page))) = self.page.as_mut().zip(found) {
            (view.line, view.page, view.look) = (line, page, Look::Evidence);
        }
    }

    /// Whether an action on the page means something.
    pub(super) fn possible_on_page(&self, action: Action, view: &PageView, scene: &Scene) -> bool {
        let size = |page: u32| self.text(scene)?.page_size(view.line, page);
        match action {
            Action::NextPage => size(view.page + 1).is_some(),
            Action::PreviousPage => view.page > 1,
            Action::NextHighlight | Action::PreviousHighlight => self.target.places.len() > 1,
            Action::WholePage => view.look != Look::Whole || self.current(view, scene).is_some(),
            Action::ZoomIn | Action::SwitchPicture => true,
            Action::ZoomOut
            | Action::PanLeft
            | Action::PanRight
            | Action::PanUp
            | Action::PanDown => view.look != Look::Whole,
            _ => false,
        }
    }

    /// Does an action on the page.
    pub(super) fn update_page(&mut self, action: Action, scene: &Scene, area: &ViewArea) {
        if let Action::NextHighlight | Action::PreviousHighlight = action {
            self.step(match action {
                Action::NextHighlight => 1,
                _ => self.target.places.len().max(1) - 1,
            });
            self.turn_to_place(scene);
            return;
        }
        if action == Action::SwitchPicture {
            self.switch_page(scene);
            return;
        }
        let room = self.room(scene, area.body);
        let framed = room.zip(self.framed(scene, area.body));
        let Some((view, (room, framed))) = self.page.as_mut().zip(framed) else {
            return;
        };
        match action {
            Action::NextPage => (view.page, view.look) = (view.page + 1, Look::Whole),
            Action::PreviousPage => (view.page, view.look) = (view.page - 1, Look::Whole),
            Action::WholePage => {
                view.look = match view.look {
                    Look::Whole => Look::Evidence,
                    Look::Evidence | Look::Free { .. } => Look::Whole,
                }
            }
            _ => view.look = room.moved(action, framed),
        }
    }

    /// The rectangles of the current place on the page that is shown.
    fn current(&self, view: &PageView, scene: &Scene) -> Option<PageBox> {
        let boxes = self.boxes(self.place()?, scene).into_iter();
        boxes
            .filter(|(line, page, _)| *page == view.page && self.same_file(*line, view.line, scene))
            .map(|(_, _, area)| area)
            .reduce(PageBox::around)
    }

    /// The room the page has.
    fn room(&self, scene: &Scene, body: Rect) -> Option<Room> {
        let view = self.page.as_ref()?;
        Some(Room {
            body,
            page: self.text(scene)?.page_size(view.line, view.page)?,
            graphics: scene.settings.graphics,
        })
    }

    /// Which part of the page is shown where.
    fn framed(&self, scene: &Scene, body: Rect) -> Option<Framed> {
        let view = self.page.as_ref()?;
        let evidence = self.current(view, scene);
        self.room(scene, body)?.framed(view.look, evidence)
    }

    /// The picture that is wanted.
    pub(super) fn order(&self, scene: &Scene, body: Rect) -> Option<Order> {
        let view = self.page.as_ref()?;
        let source = self.text(scene)?;
        let framed = self.framed(scene, body)?;
        let graphics = scene.settings.graphics;
        let points = self.room(scene, body)?.points();
        Some(Order {
            disclosure: self.target.disclosure,
            reading: Arc::clone(&source.text),
            path: source.path_at(view.line)?.to_owned(),
            page: view.page,
            part: framed.part,
            cells: (framed.screen.width, framed.screen.height),
            points,
            grain: if graphics.protocol.is_some() {
                1
            } else {
                points.0
            },
            marks: self.marks(view, source, scene),
            protocol: graphics.protocol,
        })
    }

    /// What is boxed on the page, the current place last and strongest. What a finding accuses has
    /// the colour of its severity.
    fn marks(&self, view: &PageView, source: &Source, scene: &Scene) -> Vec<Marked> {
        let report = scene.data.report(self.target.disclosure);
        let findings = report.map_or(&[][..], |report| &report.findings);
        let mut places: Vec<(Place, bool)> = self
            .target
            .places
            .iter()
            .enumerate()
            .map(|(at, place)| (*place, at == self.at))
            .collect();
        places.sort_by_key(|(_, current)| *current);
        let mut marks = Vec::new();
        for (place, strong) in places {
            let accused = findings.iter().find(|finding| {
                let mut evidence = finding.evidence.iter();
                evidence.any(|one| one.role == EvidenceRole::Primary && one.place == place)
            });
            let role = accused.map_or(Role::FigureComputed, |finding| {
                severity_role(finding.severity)
            });
            let color = match scene.settings.graphics.shades {
                Shades::Ink => [0; 3],
                _ => on_paper(scene.settings.theme.style(role).fg),
            };
            for (line, area) in source.boxes(place.span) {
                let here = source.page_of(line) == Some(view.page)
                    && self.same_file(line, view.line, scene);
                if here {
                    marks.push(Marked {
                        area,
                        color,
                        strong,
                    });
                }
            }
        }
        marks
    }

    /// Keeps a picture.
    pub(super) fn keep(&mut self, painted: &Painted) {
        let Some(view) = self.page.as_mut() else {
            return;
        };
        if painted.order.disclosure != self.target.disclosure {
            return;
        }
        view.kept.retain(|kept| kept.order != painted.order);
        view.kept.insert(0, painted.clone());
        view.kept.truncate(KEPT);
        let bytes = |painted: &Painted| {
            let points = painted
                .picture
                .as_ref()
                .map_or(0, |picture| picture.rgb.len());
            points + painted.sequence.len()
        };
        while view.kept.len() > 1 && view.kept.iter().map(bytes).sum::<usize>() > KEPT_BYTES {
            view.kept.pop();
        }
    }

    /// The picture as ordered; the last one of the same page while it is being painted.
    fn painted(&self, scene: &Scene, body: Rect) -> Option<&Painted> {
        let (view, order) = (self.page.as_ref()?, self.order(scene, body)?);
        let ready = view.kept.iter().find(|painted| painted.order == order);
        let alike = |painted: &&Painted| {
            let kept = &painted.order;
            (
                kept.page,
                &kept.path,
                kept.cells,
                &kept.reading,
                kept.protocol,
            ) == (
                order.page,
                &order.path,
                order.cells,
                &order.reading,
                order.protocol,
            )
        };
        ready.or_else(|| view.kept.first().filter(alike))
    }

    /// What makes the terminal show the picture, and where.
    pub(super) fn placed(&self, scene: &Scene, body: Rect) -> Option<(Rect, Arc<str>)> {
        scene.settings.graphics.protocol?;
        let framed = self.framed(scene, body)?;
        let painted = self.painted(scene, body)?;
        let shown = !painted.sequence.is_empty();
        shown.then(|| (framed.screen, Arc::clone(&painted.sequence)))
    }

    /// Draws the picture in half blocks, unless the terminal draws it; under a popup it always is.
    pub(super) fn draw_page(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let words = |id: &str, canvas: &mut Canvas<'_>| {
            let page = self.page.as_ref().map_or(0, |view| view.page).to_string();
            let line = Rect {
                height: area.body.height.min(1),
                ..area.body
            };
            canvas.text(line, &scene.fill(id, &[("page", &page)]), Role::Dim);
        };
        let Some((framed, painted)) = self
            .framed(scene, area.body)
            .zip(self.painted(scene, area.body))
        else {
            words("picture.painting", canvas);
            return;
        };
        match &painted.picture {
            Err(why) => words(why, canvas),
            Ok(_) if scene.settings.graphics.protocol.is_some() && area.focused => {}
            Ok(picture) => {
                blocks::draw(
                    picture,
                    scene.settings.graphics.shades,
                    framed.screen,
                    canvas,
                );
            }
        }
    }
}

/// A colour of the theme as ink on white paper.
fn on_paper(color: Option<Color>) -> [u8; 3] {
    match color {
        Some(Color::Rgb(red, green, blue)) => [red, green, blue],
        Some(Color::Red | Color::LightRed) => [214, 32, 32],
        Some(Color::Yellow | Color::LightYellow) => [214, 138, 0],
        Some(Color::Blue | Color::LightBlue) => [32, 96, 214],
        Some(Color::Cyan | Color::LightCyan) => [0, 140, 160],
        Some(Color::Green | Color::LightGreen) => [0, 140, 64],
        Some(Color::Magenta | Color::LightMagenta) => [170, 40, 170],
        _ => [64; 3],
    }
}
