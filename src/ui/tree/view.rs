//! A tree as a pane among others: its title, its keys, what they do, what is copied and drawn.

use super::lens::{ColumnId, Lens};
use super::{Mode, TreePane, columns, draw, key_of, lines, views};
use crate::model::{CellId, RowRef};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::popup::columns::Chooser;
use crate::ui::popup::filter::FilterBox;
use crate::ui::popup::printed::Printed;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

impl View for TreePane {
    fn context(&self) -> Context {
        self.context
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let mut spans = vec![
            span(key_of(scene, self.pane), Role::Key),
            span(self.crumb(scene), Role::Title),
        ];
        if self.modes.len() > 1 {
            spans.push(span(
                format!(" {}", scene.text(self.mode(scene).name())),
                Role::Title,
            ));
        }
        let table = self.table_id(scene).and_then(|id| scene.data.table(id));
        if let Some(table) = table {
            let count = self.views(scene).len();
            let at = self.table.min(count.saturating_sub(1)) + 1;
            let unit = scene.unit_word(&table.unit);
            let name = format!("  {}", scene.label_of(table));
            spans.push(span(name, Role::Dim));
            spans.push(span(format!(" ({unit})"), Role::Dim));
            if count > 1 {
                spans.push(span(format!(" {at}/{count}"), Role::Dim));
            }
        }
        spans.extend(self.chips(scene));
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        Lens::new(self, scene).map_or(0, |lens| self.lines(&lens).len())
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            // The headings, and below them the total.
            header: match height {
                0..=3 => 0,
                4..=7 => 1,
                _ => 2,
            },
            footer: match height {
                0..=6 => 0,
                7..=9 => 1,
                _ => 2,
            },
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
        let Some(lens) = Lens::new(self, scene) else {
            return false;
        };
        let outline = &lens.view.outline;
        let node = self.selected(&lens);
        match action {
            Action::Enter => node.is_some(),
            Action::Expand | Action::Toggle => {
                !self.flat && node.is_some_and(|node| outline.has_children(node))
            }
            Action::Collapse => {
                let closes =
                    |node: usize| outline.has_children(node) || outline.parent(node).is_some();
                !self.flat && node.is_some_and(closes)
            }
            Action::Parent => node.is_some_and(|node| outline.parent(node).is_some()),
            Action::Level1 | Action::Level2 | Action::Level3 => !self.flat,
            Action::NextOrder | Action::FilterRows | Action::ShowSums | Action::Flatten => true,
            Action::FilterNothing => !self.words.is_empty(),
            Action::WherePrinted => self
                .selected_line(scene)
                .is_some_and(|line| Printed::is_there(scene, &line.code)),
            Action::NextColumn | Action::PreviousColumn => self.active(&lens).len() > 1,
            Action::ChooseColumns => lens.offered().len() > 1,
            Action::ShowBlankLines => lines::blank(outline) > 0,
            Action::NextTable | Action::PreviousTable => lens.views.len() > 1,
            Action::NextClassification => {
                let has = |mode: &&Mode| !views(**mode, scene).is_empty();
                self.modes.iter().filter(has).count() > 1
            }
            _ => false,
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::FilterNothing,
            Action::Inspect,
            Action::NextClassification,
            Action::NextOrder,
            Action::Toggle,
            Action::Level1,
            Action::NextColumn,
            Action::ShowSums,
            Action::NextTable,
            Action::ChooseColumns,
            Action::WherePrinted,
            Action::FilterRows,
            Action::Flatten,
            Action::ShowBlankLines,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(lens) = Lens::new(self, scene) else {
            return Vec::new();
        };
        match action {
            Action::Enter => return self.open(scene),
            Action::ShowBlankLines => {
                self.keeping(scene, |pane| pane.all_lines = !pane.all_lines);
            }
            Action::Expand => self.expand(&lens),
            Action::Collapse => self.collapse(&lens),
            Action::Toggle => self.toggle(&lens),
            Action::Parent => self.go_to_parent(&lens),
            Action::Level1 => self.show_levels(&lens, 1),
            Action::Level2 => self.show_levels(&lens, 2),
            Action::Level3 => self.show_levels(&lens, 3),
            Action::NextOrder => self.keeping(scene, |pane| pane.order = pane.order.next()),
            Action::Flatten => self.keeping(scene, |pane| pane.flat = !pane.flat),
            Action::ShowSums => self.sums = !self.sums,
            Action::FilterNothing => self.keeping(scene, |pane| pane.words.clear()),
            Action::FilterRows => {
                let filter = FilterBox::new(self.pane.id, &self.words, scene.current);
                return vec![Ask::Popup(Box::new(filter))];
            }
            Action::WherePrinted => {
                let code = self.selected_line(scene).map(|line| line.code.clone());
                let printed = code.and_then(|code| Printed::of(scene, &code));
                return printed
                    .map(|printed| Ask::Popup(Box::new(printed)))
                    .into_iter()
                    .collect();
            }
            Action::NextColumn => self.step_lead(scene, 1),
            Action::PreviousColumn => {
                let last = self.active(&lens).len().max(1) - 1;
                self.step_lead(scene, last);
            }
            Action::NextTable => self.change_table(scene, 1),
            Action::PreviousTable => self.change_table(scene, lens.views.len().max(1) - 1),
            Action::NextClassification => self.next_mode(scene),
            Action::ChooseColumns => {
                let offered = lens.offered();
                let labels = offered.iter().map(|id| lens.full_label(*id)).collect();
                let chosen = offered.iter().map(|id| self.is_on(&lens, *id)).collect();
                let chooser = Chooser::new(self.pane.id, labels, chosen);
                return vec![Ask::Popup(Box::new(chooser))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let lens = Lens::new(self, scene)?;
        let node = self.selected(&lens)?;
        let line = &lens.view.outline.get(node)?.value;
        let value = |id: ColumnId| {
            let table = lens.table(id.view)?;
            Some(columns::value(&lens.measure(node, id), table, scene).text)
        };
        Some(match what {
            CopyWhat::Cell => value(self.lead(&lens)?)?,
            CopyWhat::Row => {
                let figures: Vec<String> =
                    self.active(&lens).into_iter().filter_map(value).collect();
                format!("{}\t{}\t{}", line.code, line.name, figures.join("\t"))
            }
        })
        .filter(|text| !text.is_empty())
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let table = self.table_id(scene)?;
        let cell = self.cell(scene);
        let cell = cell.and_then(|cell| scene.data.corpus.cell(cell));
        let row = self.selected_line(scene)?.rows.first();
        let row = row.and_then(|row| scene.data.table(table)?.rows.get(*row));
        let place = cell.map(|cell| cell.place()).or(row.map(RowRef::place))?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![place],
            first: 0,
        })
    }

    fn figure(&self, scene: &Scene) -> Option<CellId> {
        self.cell(scene)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw::draw(self, scene, area, canvas);
    }
}
