//! Which findings stand in a list, in what order, and where the next one is when a disclosure has no more.

use std::cmp::Reverse;

use super::data::FindingId;
use super::finding_filter::FindingFilter;
use super::scene::Scene;
use crate::check::{Finding, Severity};
use crate::model::DisclosureId;

/// Towards the last finding, or the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the next one.
    Forward,
    /// To the one before.
    Back,
}

/// What is listed: findings of the current disclosure or of all, filtered.
#[derive(Debug, Clone, Copy, Default)]
pub struct FindingList {
    /// What is left out.
    pub filter: FindingFilter,
    /// Whether the findings of all disclosures are listed.
    pub everywhere: bool,
}

impl FindingList {
    /// The findings listed, worst and largest first.
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
        finding.is_some_and(|finding| self.filter.keeps(finding.severity, decision))
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
        found.sort_by_key(|(id, finding)| (finding.severity, Reverse(finding.stake), *id));
        found.into_iter().map(|(id, _)| id).collect()
    }
}

/// How many findings there are of each severity, worst first.
#[must_use]
pub fn by_severity(scene: &Scene, list: &[FindingId]) -> [usize; 3] {
    let found = || list.iter().filter_map(|id| scene.data.finding(*id));
    Severity::ALL.map(|severity| {
        found()
            .filter(|finding| finding.severity == severity)
            .count()
    })
}
