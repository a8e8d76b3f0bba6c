//! Which findings stand in a list, in what order, and where the next one is when a disclosure has no more.

use std::cmp::Reverse;

use super::data::FindingId;
use super::finding_filter::FindingFilter;
use super::pane::PaneId;
use super::row_words::RowWords;
use super::scene::Scene;
use super::view::Ask;
use crate::check::{Finding, Severity};
use crate::model::{DisclosureId, TableId};

/// Towards the last finding, or the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the next one.
    Forward,
    /// To the one before.
    Back,
}

/// By what findings stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// How bad they are.
    #[default]
    Severity,
    /// The rule that is broken.
    Rule,
    /// The disclosure they are about.
    Department,
    /// The table of their first evidence, or the running text.
    Table,
}

/// The table of the first evidence; none where that stands in the running text.
fn first_table(finding: &Finding) -> Option<TableId> {
    finding.evidence.first()?.table
}

/// Disclosure, table and rule, as far as they divide the groups.
type Group = (usize, usize, &'static str);

impl Grouping {
    /// The next way; after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Grouping::Severity => Grouping::Rule,
            Grouping::Rule => Grouping::Department,
            Grouping::Department => Grouping::Table,
            Grouping::Table => Grouping::Severity,
        }
    }

    /// The id of its name in the texts; none for the usual order.
    #[must_use]
    pub fn text(self) -> Option<&'static str> {
        match self {
            Grouping::Severity => None,
            Grouping::Rule => Some("group.rule"),
            Grouping::Department => Some("group.department"),
            Grouping::Table => Some("group.table"),
        }
    }

    fn group(self, finding: &Finding) -> Group {
        let disclosure = finding.disclosure.0;
        match self {
            Grouping::Severity => (0, 0, ""),
            Grouping::Rule => (0, 0, finding.rule),
            Grouping::Department => (disclosure, 0, ""),
            // The running text comes behind the tables.
            Grouping::Table => {
                let table = first_table(finding);
                (
                    disclosure,
                    table.map_or(usize::MAX, |table| table.table),
                    "",
                )
            }
        }
    }

    fn label(self, scene: &Scene, finding: &Finding) -> String {
        match self {
            Grouping::Severity => String::new(),
            Grouping::Rule => finding.rule.to_owned(),
            Grouping::Department => scene.disclosure_label(finding.disclosure),
            Grouping::Table => first_table(finding).map_or_else(
                || scene.text("finding.prose").to_owned(),
                |table| scene.table_label(table),
            ),
        }
    }
}

/// What is listed: findings of the current disclosure or of all, filtered.
#[derive(Debug, Clone, Default)]
pub struct FindingList {
    /// What is left out.
    pub filter: FindingFilter,
    /// The lines the trees beside are narrowed to: only what is found on such rows is listed.
    rows: Vec<(PaneId, String, RowWords)>,
    /// Whether the findings of all disclosures are listed.
    pub everywhere: bool,
    /// What stands together.
    pub grouping: Grouping,
}

impl FindingList {
    /// What is said above the first finding of a group: its name and how many it has.
    #[must_use]
    pub fn heading(&self, scene: &Scene, list: &[FindingId], row: usize) -> Option<String> {
        self.grouping.text()?;
        let finding = |row: usize| scene.data.finding(*list.get(row)?);
        let group = |row: usize| finding(row).map(|found| self.grouping.group(found));
        let before = row.checked_sub(1).and_then(group);
        let first = finding(row).filter(|_| group(row) != before)?;
        let count = (row..list.len())
            .take_while(|other| group(*other) == group(row))
            .count();
        let label = self.grouping.label(scene, first);
        Some(format!(" {label}: {count} "))
    }

    /// The findings listed, group by group, in each the worst and largest first.
    #[must_use]
    pub fn of(&self, scene: &Scene) -> Vec<FindingId> {
        if self.everywhere {
            self.among(scene, scene.data.ids())
        } else {
            self.among(scene, [scene.current])
        }
    }

    /// Whether any finding is listed; asked for every frame, so nothing is put in order.
    #[must_use]
    pub fn has_any(&self, scene: &Scene) -> bool {
        let mut listed = scene
            .data
            .ids()
            .filter(|id| self.everywhere || *id == scene.current);
        listed.any(|id| self.kept(scene, id).next().is_some())
    }

    /// The findings of the other disclosures; none when those are listed already.
    #[must_use]
    pub fn elsewhere(&self, scene: &Scene) -> Vec<FindingId> {
        if self.everywhere {
            return Vec::new();
        }
        self.among(scene, scene.data.ids().filter(|id| *id != scene.current))
    }

    /// The first finding of the next disclosure that has one, or the last of the one before.
    #[must_use]
    pub fn beyond(&self, scene: &Scene, way: Way) -> Option<FindingId> {
        if self.everywhere {
            return None;
        }
        let here = scene.current.0;
        match way {
            Way::Forward => (here + 1..scene.data.reports.len())
                .find_map(|id| self.among(scene, [DisclosureId(id)]).first().copied()),
            Way::Back => (0..here)
                .rev()
                .find_map(|id| self.among(scene, [DisclosureId(id)]).last().copied()),
        }
    }

    /// Whether the filter lets a finding through.
    #[must_use]
    pub fn keeps(&self, scene: &Scene, id: FindingId) -> bool {
        let decision = scene.data.review(id).map(|review| review.decision);
        let finding = scene.data.finding(id);
        finding.is_some_and(|finding| {
            self.filter.keeps(finding.severity, decision) && self.is_on_rows(scene, finding)
        })
    }

    /// Whether a finding shows a figure of the rows some tree is narrowed to.
    #[must_use]
    pub fn is_on_rows(&self, scene: &Scene, finding: &Finding) -> bool {
        let mut rows = self.rows.iter();
        self.rows.is_empty() || rows.any(|(_, _, words)| words.are_shown_by(finding, scene))
    }

    /// Lists only what is found on the rows the trees are narrowed to; whether that changes anything.
    pub fn narrow(&mut self, trees: &[(PaneId, &str)]) -> bool {
        let typed = trees.iter().map(|(pane, words)| (*pane, words.trim()));
        let typed = typed.filter(|(_, words)| !words.is_empty());
        let now = self
            .rows
            .iter()
            .map(|(pane, words, _)| (*pane, words.as_str()));
        if typed.clone().eq(now) {
            return false;
        }
        let read = |(pane, words)| Some((pane, String::from(words), RowWords::new(words)?));
        self.rows = typed.filter_map(read).collect();
        true
    }

    /// What takes the words of the trees away.
    #[must_use]
    pub fn lift(&self) -> Vec<Ask> {
        let lift = |(pane, ..): &(PaneId, String, RowWords)| Ask::FilterRows(*pane, String::new());
        self.rows.iter().map(lift).collect()
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.filter.is_open() && self.rows.is_empty()
    }

    /// What leaves something out; `None` when everything is listed.
    #[must_use]
    pub fn chip(&self, scene: &Scene) -> Option<String> {
        let rows = self.rows.iter();
        let rows = rows.map(|(_, words, _)| scene.fill("chip.words", &[("words", words)]));
        let chips: Vec<String> = self.filter.chip(scene).into_iter().chain(rows).collect();
        (!chips.is_empty()).then(|| chips.join(" · "))
    }

    /// The findings of a disclosure that the filter lets through, as they were found.
    fn kept<'s>(
        &self,
        scene: &'s Scene,
        disclosure: DisclosureId,
    ) -> impl Iterator<Item = (FindingId, &'s Finding)> {
        let report = scene.data.report(disclosure);
        let findings = report.map_or(&[][..], |report| &report.findings);
        let ids = (0..findings.len()).map(move |index| FindingId { disclosure, index });
        ids.zip(findings).filter(|(id, _)| self.keeps(scene, *id))
    }

    fn among(
        &self,
        scene: &Scene,
        disclosures: impl IntoIterator<Item = DisclosureId>,
    ) -> Vec<FindingId> {
        let mut found = Vec::new();
        for disclosure in disclosures {
            found.extend(self.kept(scene, disclosure));
        }
        let group = |finding: &Finding| self.grouping.group(finding);
        found.sort_by_key(|(id, finding)| {
            let worth = (finding.severity, Reverse(finding.stake));
            (group(finding), worth, *id)
        });
        found.into_iter().map(|(id, _)| id).collect()
    }
}

/// How many open findings there are of each severity, worst first: those that a person has reviewed are
/// listed, and count nowhere.
#[must_use]
pub fn by_severity(scene: &Scene, list: &[FindingId]) -> [usize; 3] {
    let open = list.iter().filter(|id| scene.data.review(**id).is_none());
    let found = || open.clone().filter_map(|id| scene.data.finding(*id));
    Severity::ALL.map(|severity| {
        found()
            .filter(|finding| finding.severity == severity)
            .count()
    })
}
