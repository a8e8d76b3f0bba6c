//! Looking for words in the original: what is typed and the lines it stands in.

use std::ops::Range;

use ratatui::layout::Rect;

use super::SourceText;
use crate::find::Needle;
use crate::model::Source;
use crate::ui::action::Action;
use crate::ui::input::Input;
use crate::ui::scene::Scene;
use crate::ui::view::ViewArea;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Seek {
    pub(super) input: Input,
    pub(super) typing: bool,
    pub(super) needle: Needle,
    /// Lines that match, ascending.
    pub(super) lines: Vec<u32>,
    /// The line the cursor stood on before.
    pub(super) origin: u32,
}

impl Seek {
    /// Reads what is typed and looks for it.
    pub(super) fn look(&mut self, source: &Source) {
        self.needle = Needle::parse(self.input.text());
        let last = u32::try_from(source.line_count()).unwrap_or(u32::MAX);
        let needle = &self.needle;
        self.lines = (1..=last)
            .filter(|line| needle.in_text(source.line(*line)).is_some())
            .collect();
    }

    /// The matching line at or after one, else the first.
    pub(super) fn from(&self, line: u32) -> Option<u32> {
        let next = self.lines.iter().find(|found| **found >= line);
        next.or(self.lines.first()).copied()
    }

    /// The next matching line, or the one before, round the end.
    pub(super) fn step(&self, line: u32, forward: bool) -> Option<u32> {
        if forward {
            let next = self.lines.iter().find(|found| **found > line);
            next.or(self.lines.first()).copied()
        } else {
            let before = self.lines.iter().rev().find(|found| **found < line);
            before.or(self.lines.last()).copied()
        }
    }

    /// The bytes of a line that match.
    pub(super) fn bytes(&self, line: &str) -> Vec<Range<usize>> {
        let byte = |index: usize| {
            line.char_indices()
                .nth(index)
                .map_or(line.len(), |(byte, _)| byte)
        };
        let ranges = self.needle.in_text(line).unwrap_or_default();
        ranges
            .into_iter()
            .map(|range| byte(range.start)..byte(range.end))
            .collect()
    }
}

impl SourceText {
    pub(super) fn look(&mut self, scene: &Scene) {
        let source = scene.data.disclosure(self.target.disclosure);
        let Some((seek, found)) = self.seek.as_mut().zip(source) else {
            return;
        };
        seek.look(&found.source);
        let line = seek.from(seek.origin).unwrap_or(seek.origin);
        self.wanted = Some((line, 0));
    }

    /// Does an action of the input box; whether there was one.
    pub(super) fn edited(&mut self, action: Action, scene: &Scene) -> bool {
        let Some(seek) = self.seek.as_mut().filter(|seek| seek.typing) else {
            return false;
        };
        match action {
            Action::NextHighlight | Action::PreviousHighlight => return false,
            Action::Enter => {
                seek.typing = false;
                if seek.lines.is_empty() {
                    self.seek = None;
                }
            }
            _ => {
                if seek.input.apply(action) {
                    self.look(scene);
                }
            }
        }
        true
    }

    /// The next highlight: of what is looked for, else of the evidence.
    pub(super) fn next_highlight(&mut self, forward: bool, scene: &Scene) {
        let here = self.line_number(scene);
        if let Some(seek) = &self.seek {
            if let Some(line) = seek.step(here, forward) {
                self.wanted = Some((line, 0));
            }
            return;
        }
        let count = self.target.places.len().max(1);
        self.step(if forward { 1 } else { count - 1 });
    }

    /// The line below the rows on which what is looked for stands.
    pub(super) fn find_line(&self, area: &ViewArea) -> Option<Rect> {
        (self.seek.is_some() && area.footer.height > 0).then_some(area.footer)
    }
}
