//! Draws the tree of departments: name, period, one badge per severity and for gaps, and how much was checked.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::{Choice, Entry, What, tally_of};
use crate::check::Severity;
use crate::model::{DisclosureId, Source, TableId};
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::Status;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::tally::Tally;
use crate::ui::theme::Role;

/// Cells of one badge, e.g. ` E12`.
const BADGE: u16 = 5;
/// Cells of the share of figures that were checked, e.g. ` 100%`.
const CHECKED: u16 = 6;
/// Cells of a year with the mark of what is cut.
const YEAR: u16 = 6;
/// A name narrower than this is worth more than period and share.
const NAME: u16 = 16;

/// What the lines are drawn with.
pub struct Brush<'a> {
    scene: &'a Scene,
    choice: &'a Choice,
    marked: &'a BTreeSet<DisclosureId>,
    period: u16,
}

/// Where the parts of a line stand.
struct Columns {
    name: Rect,
    period: Rect,
    badges: [Rect; 4],
    checked: Rect,
}

impl<'a> Brush<'a> {
    /// A brush for one frame.
    #[must_use]
    pub fn new(
        scene: &'a Scene,
        choice: &'a Choice,
        marked: &'a BTreeSet<DisclosureId>,
        entries: &[Entry],
    ) -> Self {
        let periods = entries.iter().map(|entry| period(scene, entry));
        let longest = periods.map(|text| scene.funnel().measure(&text)).max();
        let head = scene.funnel().measure(scene.text("head.period"));
        Brush {
            scene,
            choice,
            marked,
            period: u16::try_from(longest.unwrap_or(0).max(head)).unwrap_or(0) + 1,
        }
    }

    /// Badges first, then the period, then the share, and the name has the rest.
    fn columns(&self, area: Rect) -> Columns {
        let badges = BADGE * 4;
        let room = |taken: u16, wanted: u16| {
            if area.width > taken.saturating_add(wanted).saturating_add(NAME) {
                wanted
            } else {
                0
            }
        };
        // Year and stage are cut rather than dropped: the year comes first.
        let left = area.width.saturating_sub(badges + NAME);
        let period = if left > YEAR {
            left.min(self.period)
        } else {
            0
        };
        let checked = room(badges + period, CHECKED);
        let name = area.width.saturating_sub(badges + period + checked);
        let at = |x: u16, width: u16| {
            Rect {
                x: area.x.saturating_add(x),
                width,
                ..area
            }
            .intersection(area)
        };
        let first = name + period;
        Columns {
            name: at(0, name.saturating_sub(1)),
            period: at(name, period.saturating_sub(1)),
            badges: [0, 1, 2, 3].map(|badge| at(first + badge * BADGE, BADGE)),
            checked: at(first + badges, checked),
        }
    }

    /// The headings.
    pub fn header(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let scene = self.scene;
        let columns = self.columns(area);
        let name = format!("  {}", scene.text("head.department"));
        canvas.text(columns.name, &name, Role::Header);
        canvas.text(columns.period, scene.text("head.period"), Role::Header);
        let names = [
            "head.errors",
            "head.warnings",
            "head.infos",
            "head.problems",
        ];
        for (place, name) in columns.badges.into_iter().zip(names) {
            canvas.text_right(place, scene.text(name), Role::Header);
        }
        canvas.text_right(columns.checked, scene.text("head.checked"), Role::Header);
    }

    /// One line.
    pub fn entry(&self, entry: &Entry, area: Rect, canvas: &mut Canvas<'_>) {
        match (&entry.what, entry.ids.first()) {
            (What::Note(index), _) => self.note(*index, area, canvas),
            (What::Disclosure, Some(id)) => self.disclosure(entry, *id, area, canvas),
            (What::Region | What::Body, _) => self.row(entry, Role::Strong, area, canvas),
            (What::Disclosure, None) => {}
        }
    }

    fn note(&self, index: usize, area: Rect, canvas: &mut Canvas<'_>) {
        let note = self.scene.data.notes.get(index);
        let language = self.scene.settings.language;
        let text = note.map_or("", |note| note.message.in_language(language));
        canvas.line(area, &[span("! ", Role::Error), span(text, Role::Dim)]);
    }

    fn disclosure(&self, entry: &Entry, id: DisclosureId, area: Rect, canvas: &mut Canvas<'_>) {
        let scene = self.scene;
        let word = match scene.data.status(id) {
            Status::Ready => {
                let role = if self.is_file(entry, id) {
                    Role::Dim
                } else {
                    Role::Text
                };
                self.row(entry, role, area, canvas);
                return;
            }
            Status::Failed => {
                let reason = scene.data.reason(id, scene.settings.language);
                canvas.line(area, &[span("! ", Role::Error), span(reason, Role::Dim)]);
                return;
            }
            Status::Joined(whole) => {
                let words = format!("  {}  {}", scene.data.name(id), scene.joined(whole));
                canvas.line(area, &[span(words, Role::Dim)]);
                return;
            }
            Status::Reading => scene.text("status.reading"),
            Status::Waiting => scene.text("status.waiting"),
        };
        let spans = [
            span(format!("  {} ", scene.data.name(id)), Role::Dim),
            span(word, Role::Progress),
        ];
        canvas.line(area, &spans);
    }

    /// Whether the line says the name of the file, below the body's own line.
    fn is_file(&self, entry: &Entry, id: DisclosureId) -> bool {
        let found = self.scene.data.disclosure(id);
        found.is_some_and(|found| found.source.name == entry.name)
    }

    /// Mark, name, period and badges of a disclosure or of a group.
    fn row(&self, entry: &Entry, role: Role, area: Rect, canvas: &mut Canvas<'_>) {
        let columns = self.columns(area);
        canvas.line(columns.name, &self.name(entry, role));
        canvas.text(columns.period, &period(self.scene, entry), Role::Dim);
        let tally = tally_of(self.scene, &entry.ids);
        badges(&tally, columns.badges, canvas);
        if let Some(percent) = tally.percent() {
            canvas.figure(columns.checked, &format!("{percent}%"), Role::Dim);
        }
    }

    fn name(&self, entry: &Entry, role: Role) -> Vec<Span> {
        let marked = entry
            .ids
            .iter()
            .filter(|id| self.marked.contains(id))
            .count();
        let (mark, mark_role) = match marked {
            0 => ("  ", Role::Dim),
            all if all == entry.ids.len() => ("x ", Role::Chip),
            _ => (". ", Role::Chip),
        };
        let fold = match entry.what {
            What::Region | What::Body if self.choice.closed.contains(&entry.key) => "+ ",
            What::Region | What::Body => "- ",
            What::Disclosure | What::Note(_) if entry.depth > 0 => "  ",
            What::Disclosure | What::Note(_) => "",
        };
        vec![
            span(mark, mark_role),
            span(format!("{}{fold}", "  ".repeat(entry.depth)), Role::Dim),
            span(entry.name.clone(), role),
        ]
    }
}

/// Year and stage of a disclosure; how many there are of a group.
fn period(scene: &Scene, entry: &Entry) -> String {
    match (&entry.what, entry.ids.first()) {
        (What::Disclosure, Some(id)) => scene.period(*id),
        (What::Region | What::Body, _) => {
            scene.fill("detail.members", &[("count", &entry.ids.len().to_string())])
        }
        (What::Disclosure, None) | (What::Note(_), _) => String::new(),
    }
}

fn badges(tally: &Tally, places: [Rect; 4], canvas: &mut Canvas<'_>) {
    let severities = Severity::ALL;
    for ((severity, count), place) in severities.into_iter().zip(tally.findings).zip(places) {
        if count > 0 {
            let text = format!("{}{count}", severity.letter());
            canvas.figure(place, &text, severity_role(severity));
        }
    }
    if tally.problems > 0 {
        canvas.figure(places[3], &format!("?{}", tally.problems), Role::Dim);
    }
}

/// Pages or lines, and the format; of plain text, how its characters were read.
fn size(scene: &Scene, source: &Source) -> String {
    let format = match source.format {
        "" => source.encoding.name(),
        format => format,
    };
    let (key, count) = match source.page_count() {
        0 => ("detail.lines", source.line_count()),
        pages => ("detail.pages", pages),
    };
    scene.fill(key, &[("count", &*count.to_string()), ("format", format)])
}

/// What is known of the file: name, size, tables and figures. Of a group: how
/// much of its figures was checked.
#[must_use]
pub fn detail(scene: &Scene, entry: &Entry) -> String {
    if super::is_group(entry) {
        let tally = tally_of(scene, &entry.ids);
        return scene.fill(
            "detail.group",
            &[
                ("name", &entry.name),
                ("count", &entry.ids.len().to_string()),
                ("figures", &tally.figures.to_string()),
                ("judged", &tally.judged.to_string()),
            ],
        );
    }
    let Some(&id) = entry.ids.first() else {
        return String::new();
    };
    let Some(disclosure) = scene.data.disclosure(id) else {
        return String::new();
    };
    if scene.data.status(id) != Status::Ready {
        return disclosure.source.name.clone();
    }
    let tables = (0..disclosure.tables.len()).map(|table| TableId {
        disclosure: id,
        table,
    });
    let figures: usize = tables.map(|table| scene.data.survey(table).figures).sum();
    scene.fill(
        "detail.file",
        &[
            ("file", &disclosure.source.names()),
            ("size", &size(scene, &disclosure.source)),
            ("tables", &disclosure.tables.len().to_string()),
            ("figures", &figures.to_string()),
        ],
    )
}
