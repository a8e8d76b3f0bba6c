//! The findings pane: contradictions by severity, then by the amount at stake.

use ratatui::layout::Rect;

use super::{Pane, PaneId};
use crate::model::CellId;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, chip_spans, span};
use crate::ui::data::{FindingId, main_cell};
use crate::ui::finding_filter::FindingFilter;
use crate::ui::finding_list::{FindingList, Way, by_severity};
use crate::ui::finding_words::{amounts, counts, place_words, words};
use crate::ui::keymap::Context;
use crate::ui::reviewing;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::screen::paragraph;
use crate::ui::screen::proof::Proof;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The pane.
pub const PANE: Pane = Pane {
    id: PaneId::Findings,
    focus: Action::FocusFindings,
};

/// From this width on a finding fits on one line.
const ONE_LINE: u16 = 150;

/// The pane's selection and filter.
#[derive(Debug, Default)]
pub struct Findings {
    viewport: Viewport,
    list: FindingList,
}

impl Findings {
    /// The findings listed, group by group, in each the worst and largest first.
    #[must_use]
    pub fn list(&self, scene: &Scene) -> Vec<FindingId> {
        self.list.of(scene)
    }

    /// Whether any finding is listed.
    #[must_use]
    pub fn has_any(&self, scene: &Scene) -> bool {
        self.list.has_any(scene)
    }

    /// Where the next finding is when this disclosure has no further one.
    #[must_use]
    pub fn beyond(&self, scene: &Scene, way: Way) -> Option<FindingId> {
        self.list.beyond(scene, way)
    }

    /// The selected finding.
    #[must_use]
    pub fn selected(&self, scene: &Scene) -> Option<FindingId> {
        let list = self.list(scene);
        let row = self.viewport.current(list.len())?;
        list.get(row).copied()
    }

    /// Selects a finding; a filter of the list that hides it is lifted.
    pub fn select(&mut self, scene: &Scene, id: FindingId) {
        if scene.data.finding(id).is_some() && !self.list.keeps(scene, id) {
            self.list.filter = FindingFilter::default();
        }
        self.moved_to(scene, Some(id));
    }

    /// Whether the words of the trees let a finding through.
    #[must_use]
    pub fn is_on_rows(&self, scene: &Scene, id: FindingId) -> bool {
        let finding = scene.data.finding(id);
        finding.is_some_and(|finding| self.list.is_on_rows(scene, finding))
    }

    /// Lists only what is found on the rows the trees are narrowed to.
    pub fn narrow(&mut self, scene: &Scene, trees: &[(PaneId, &str)]) {
        let selected = self.selected(scene);
        if self.list.narrow(trees) {
            self.moved_to(scene, selected);
        }
    }

    /// Keeps the selection on a finding after the list changed; the first one when it is gone.
    pub fn moved_to(&mut self, scene: &Scene, id: Option<FindingId>) {
        let list = self.list(scene);
        let row = id.and_then(|id| list.iter().position(|listed| *listed == id));
        self.viewport.selected = row.unwrap_or(0);
    }

    /// What the active filter is called; `None` when everything is listed.
    #[must_use]
    pub fn chip(&self, scene: &Scene) -> Option<String> {
        self.list.chip(scene)
    }

    fn draw_row(
        &self,
        scene: &Scene,
        id: FindingId,
        area: Rect,
        taken: u16,
        canvas: &mut Canvas<'_>,
    ) {
        let Some(finding) = scene.data.finding(id) else {
            return;
        };
        let language = scene.settings.language;
        let letter = span(
            format!("{} ", finding.severity.letter()),
            severity_role(finding.severity),
        );
        let title = title_spans(scene, id, finding.title.in_language(language), letter);
        let place = place_words(
            scene,
            finding,
            self.list.everywhere.then_some(id.disclosure),
        );
        let amounts = amounts(scene, finding);
        let first = Rect { height: 1, ..area };
        if area.height > 1 {
            let second = Rect {
                y: area.y + 1,
                height: 1,
                ..area
            };
            let first = Rect {
                width: first.width.saturating_sub(taken),
                ..first
            };
            canvas.line(first, &title);
            let parts = [amounts, place].map(|part| match part.as_str() {
                "" => part,
                words => format!("  {words}"),
            });
            canvas.line(second, &[span(parts.concat(), Role::Dim)]);
            return;
        }
        let width = area.width / 3;
        let left = Rect {
            width: area.width - 2 * width,
            ..first
        };
        let middle = Rect {
            x: left.right() + 1,
            width: width - 1,
            ..first
        };
        let right = Rect {
            x: left.right() + 1 + width,
            width: (width - 1).saturating_sub(taken),
            ..first
        };
        canvas.line(left, &title);
        canvas.text(middle, &amounts, Role::Figure);
        canvas.text(right, &place, Role::Dim);
    }
}

/// Writes the name of a group at the right of its first finding; tells how many cells that took.
fn draw_heading(words: &str, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let words = canvas.funnel().cut(words, usize::from(area.width / 2));
    let width = u16::try_from(canvas.funnel().measure(&words)).unwrap_or(0);
    let right = Rect {
        x: area.right().saturating_sub(width),
        width,
        height: 1,
        ..area
    };
    canvas.text(right, &words, Role::Chip);
    width + 1
}

/// Severity, decision and title; what is decided is no longer loud.
fn title_spans(scene: &Scene, id: FindingId, title: &str, letter: Span) -> Vec<Span> {
    match scene.data.review(id) {
        None => vec![letter, span(title, Role::Text)],
        Some(review) => {
            let sign = format!("[{}] ", review.decision.sign());
            vec![letter, span(sign, Role::Good), span(title, Role::Dim)]
        }
    }
}

impl View for Findings {
    fn context(&self) -> Context {
        Context::Findings
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let scope = if self.list.everywhere {
            scene.text("finding.everywhere")
        } else {
            ""
        };
        let mut spans = vec![
            span(crate::ui::tree::key_of(scene, PANE), Role::Key),
            span(format!("{}{scope}", self.crumb(scene)), Role::Title),
        ];
        spans.extend(counts(scene, &self.list(scene)));
        let grouping = self
            .list
            .grouping
            .text()
            .map(|id| scene.text(id).to_owned());
        spans.extend(chip_spans(self.chip(scene).into_iter().chain(grouping)));
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.list(scene).len()
    }

    fn shape(&self, _scene: &Scene, width: u16, height: u16) -> Shape {
        Shape {
            header: 0,
            footer: if height >= 12 { 2 } else { 0 },
            row_height: if width >= ONE_LINE { 1 } else { 2 },
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        match action {
            Action::Enter => self.selected(scene).is_some(),
            Action::SwitchScope => scene.data.status.len() > 1,
            Action::NextOrder => self.selected(scene).is_some(),
            Action::FilterNothing => !self.list.is_open(),
            _ => self
                .list
                .filter
                .possible(action)
                .unwrap_or_else(|| reviewing::possible(action, self.selected(scene), scene)),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.proof"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::FilterNothing,
            Action::FilterErrors,
            Action::SwitchScope,
            Action::NextOrder,
            Action::AcceptFinding,
            Action::DismissFinding,
            Action::FocusNext,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let selected = self.selected(scene);
        match action {
            Action::Enter => {
                let Some(id) = selected else {
                    return Vec::new();
                };
                let proof = Proof::of_finding(id, scene);
                return vec![Ask::Select(id.disclosure), Ask::Open(Box::new(proof))];
            }
            Action::SwitchScope => self.list.everywhere = !self.list.everywhere,
            Action::NextOrder => self.list.grouping = self.list.grouping.next(),
            Action::FilterNothing => {
                self.list.filter = FindingFilter::default();
                self.moved_to(scene, selected);
                return self.list.lift();
            }
            _ => match self.list.filter.after(action) {
                Some(filter) => self.list.filter = filter,
                None => return reviewing::asks(action, selected, scene),
            },
        }
        self.moved_to(scene, selected);
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let finding = scene.data.finding(self.selected(scene)?)?;
        let language = scene.settings.language;
        let statement = finding.statement.in_language(language).to_owned();
        Some(match what {
            CopyWhat::Cell => statement,
            CopyWhat::Row => format!(
                "{}\t{}\t{}\t{statement}\t{}",
                finding.severity.letter(),
                finding.rule,
                finding.title.in_language(language),
                place_words(scene, finding, Some(finding.disclosure)),
            ),
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let id = self.selected(scene)?;
        let finding = scene.data.finding(id)?;
        (!finding.evidence.is_empty()).then(|| SourceTarget {
            disclosure: id.disclosure,
            places: finding
                .evidence
                .iter()
                .map(|evidence| evidence.place)
                .collect(),
            first: 0,
        })
    }

    fn figure(&self, scene: &Scene) -> Option<CellId> {
        main_cell(scene.data.finding(self.selected(scene)?)?)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let list = self.list(scene);
        if list.is_empty() {
            draw_empty(&self.list, scene, area, canvas);
            return;
        }
        let selected = self.viewport.current(list.len());
        for row in area.rows.clone() {
            let place = area.row(row);
            if let Some(id) = list.get(row) {
                let heading = self.list.heading(scene, &list, row);
                let taken = heading.map_or(0, |words| draw_heading(&words, place, canvas));
                self.draw_row(scene, *id, place, taken, canvas);
            }
            if Some(row) == selected {
                let role = if area.focused {
                    Role::Selected
                } else {
                    Role::SelectedIdle
                };
                canvas.tint(Rect { height: 1, ..place }, role);
            }
        }
        let id = selected.and_then(|row| list.get(row));
        if let Some(id) = id.filter(|_| area.footer.height > 0) {
            paragraph(area.footer, &words(scene, *id), Role::Text, canvas);
        }
    }
}

/// Says why the list is empty: nothing read yet, nothing found, or everything filtered away, and what
/// other files hold. "No findings" never claims that everything was checked.
fn draw_empty(list: &FindingList, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    use crate::ui::data::Status;
    let advice = |id: &str, action| scene.advice(id, Context::Findings, action);
    let text = match scene.data.status(scene.current) {
        _ if scene.data.status.is_empty() => scene.text("empty.departments").to_owned(),
        Status::Waiting | Status::Reading => scene.text("empty.loading").to_owned(),
        Status::Failed => advice("empty.not_read", Action::OpenProblems),
        Status::Joined(whole) => scene.joined(whole),
        Status::Ready if !list.is_open() => advice("empty.filtered", Action::FilterNothing),
        Status::Ready => advice("empty.findings", Action::OpenCoverage),
    };
    // Of a disclosure without tables little was checked, and that comes first.
    let bare = scene.data.disclosure(scene.current);
    let bare = bare.is_some_and(|found| found.is_disclosure() && found.tables.is_empty());
    let reason = scene.data.reason(scene.current, scene.settings.language);
    let parts = [
        bare.then(|| reason.to_owned()),
        Some(text),
        elsewhere(list, scene),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    paragraph(area.body, &words.join("\n"), Role::Dim, canvas);
}

/// How many findings other disclosures have, and the key that lists them.
fn elsewhere(list: &FindingList, scene: &Scene) -> Option<String> {
    let found = list.elsewhere(scene);
    let key = scene.key(Context::Findings, Action::SwitchScope);
    let [errors, warnings, notes] = by_severity(scene, &found).map(|count| count.to_string());
    let values = [
        ("errors", &*errors),
        ("warnings", &*warnings),
        ("notes", &*notes),
        ("key", &*key),
    ];
    (!found.is_empty()).then(|| scene.fill("empty.elsewhere", &values))
}
