//! What was not understood: in the current disclosure, in files that could not be read, and paths that led nowhere.

use crate::model::{DisclosureId, Problem, ProblemKind};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::Status;
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::screen::source::SourceText;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The selection in the list.
#[derive(Debug, Default)]
pub struct Problems {
    viewport: Viewport,
}

/// One problem with the file it is about, if any.
type Entry<'a> = (Option<DisclosureId>, &'a Problem);

/// Those of the current disclosure first, then files that could not be read, then paths.
fn list(scene: &Scene) -> Vec<Entry<'_>> {
    let of = |id: DisclosureId| {
        let problems = scene
            .data
            .disclosure(id)
            .map_or(&[][..], |disclosure| &disclosure.problems);
        problems.iter().map(move |problem| (Some(id), problem))
    };
    let mut found: Vec<Entry<'_>> = of(scene.current).collect();
    let failed =
        |id: &DisclosureId| *id != scene.current && scene.data.status(*id) == Status::Failed;
    found.extend(scene.data.ids().filter(failed).flat_map(of));
    found.extend(scene.data.notes.iter().map(|note| (None, note)));
    found
}

/// Whether there is anything to list.
#[must_use]
pub fn any(scene: &Scene) -> bool {
    !list(scene).is_empty()
}

impl Problems {
    fn selected<'a>(&self, scene: &'a Scene) -> Option<Entry<'a>> {
        let list = list(scene);
        list.get(self.viewport.current(list.len())?).copied()
    }
}

impl View for Problems {
    fn context(&self) -> Context {
        Context::Problems
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let count = list(scene).len();
        vec![span(format!("{} {count}", self.crumb(scene)), Role::Title)]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        list(scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: 0,
            footer: if height >= 8 { 3 } else { 0 },
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
        action == Action::Enter && self.source(scene).is_some()
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.source"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.source(scene)
            .map(|target| Ask::Open(Box::new(SourceText::new(target, scene))))
            .into_iter()
            .collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let (id, problem) = self.selected(scene)?;
        let text = problem.message.in_language(scene.settings.language);
        Some(match what {
            CopyWhat::Cell => text.to_owned(),
            CopyWhat::Row => {
                let file = id.and_then(|id| scene.data.disclosure(id));
                let name = file.map_or("", |disclosure| &disclosure.source.name);
                let line = id.zip(problem.place);
                let line = line.map_or_else(String::new, |(id, place)| scene.line(id, place));
                format!("{name}\t{line}\t{text}")
            }
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let (id, problem) = self.selected(scene)?;
        Some(SourceTarget {
            disclosure: id?,
            places: vec![problem.place?],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let list = list(scene);
        for row in area.rows.clone() {
            let Some((id, problem)) = list.get(row) else {
                continue;
            };
            let (mark, role) = match problem.kind {
                ProblemKind::Unreadable | ProblemKind::NotADisclosure => ("! ", Role::Error),
                ProblemKind::Partial => ("? ", Role::Warning),
            };
            let mut spans = vec![span(mark, role)];
            if let Some((id, place)) = id.zip(problem.place) {
                let words = scene.place_words(id, place);
                spans.push(span(format!("{words}  "), Role::Dim));
            }
            let words = problem.message.in_language(scene.settings.language);
            // Many messages begin with the name of the file.
            let says = |name: &str| words.starts_with(name);
            let file = id.and_then(|id| scene.data.disclosure(id));
            if let Some(id) = id.filter(|id| *id != scene.current)
                && !file.is_some_and(|file| says(&file.source.name))
            {
                let name = scene.data.name(id);
                spans.push(span(format!("{name}  "), Role::Dim));
            }
            spans.push(span(words, Role::Text));
            canvas.line(area.row(row), &spans);
        }
        super::tint_selected(self.viewport, list.len(), area, canvas);
        if list.is_empty() {
            canvas.text(area.body, scene.text("empty.problems"), Role::Dim);
        }
        if let Some((_, problem)) = self.selected(scene) {
            let text = problem.message.in_language(scene.settings.language);
            super::paragraph(area.footer, text, Role::Dim, canvas);
        }
    }
}
