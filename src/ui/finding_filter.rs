//! Which findings are listed: by severity, and by what people said of them.

use super::action::Action;
use super::scene::Scene;
use crate::check::Severity;
use crate::review::Decision;

/// Which severities are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Grave {
    #[default]
    All,
    Warnings,
    Errors,
}

/// Which reviews are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Said {
    #[default]
    Anything,
    Nothing,
    Decided(Decision),
}

/// Both filters; everything is listed at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FindingFilter {
    grave: Grave,
    said: Said,
}

impl FindingFilter {
    /// Whether a finding of this severity with this decision is listed.
    #[must_use]
    pub fn keeps(self, severity: Severity, decision: Option<Decision>) -> bool {
        let grave = match self.grave {
            Grave::All => true,
            Grave::Warnings => severity <= Severity::Warning,
            Grave::Errors => severity == Severity::Error,
        };
        grave
            && match self.said {
                Said::Anything => true,
                Said::Nothing => decision.is_none(),
                Said::Decided(wanted) => decision == Some(wanted),
            }
    }

    /// Whether everything is listed.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == FindingFilter::default()
    }

    /// Whether an action would change the filter; `None` for other actions.
    #[must_use]
    pub fn possible(self, action: Action) -> Option<bool> {
        self.after(action).map(|after| after != self)
    }

    /// The filter after an action; `None` for other actions.
    #[must_use]
    pub fn after(self, action: Action) -> Option<FindingFilter> {
        let grave = |grave| FindingFilter { grave, ..self };
        Some(match action {
            Action::FilterErrors => grave(Grave::Errors),
            Action::FilterWarnings => grave(Grave::Warnings),
            Action::FilterNothing => FindingFilter::default(),
            Action::FilterReviewed => FindingFilter {
                said: self.said.next(),
                ..self
            },
            _ => return None,
        })
    }

    /// What the filter is called; `None` when everything is listed.
    #[must_use]
    pub fn chip(self, scene: &Scene) -> Option<String> {
        let grave = match self.grave {
            Grave::All => None,
            Grave::Warnings => Some(scene.text("chip.warnings").to_owned()),
            Grave::Errors => Some(scene.text("chip.errors").to_owned()),
        };
        let said = match self.said {
            Said::Anything => None,
            Said::Nothing => Some(scene.text("chip.open").to_owned()),
            Said::Decided(decision) => Some(scene.word("decision", decision.name())),
        };
        let words: Vec<String> = [grave, said].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(" · "))
    }
}

impl Said {
    /// Everything, then what is open, then each decision.
    fn next(self) -> Said {
        let at = match self {
            Said::Anything => return Said::Nothing,
            Said::Nothing => 0,
            Said::Decided(decision) => Decision::ALL
                .iter()
                .position(|known| *known == decision)
                .map_or(0, |at| at + 1),
        };
        Decision::ALL
            .get(at)
            .map_or(Said::Anything, |decision| Said::Decided(*decision))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn the_reviews_are_gone_through_once_around() {
        let mut filter = FindingFilter::default();
        let all = [
            None,
            Some(Decision::Accepted),
            Some(Decision::Explained),
            Some(Decision::Dismissed),
        ];
        for wanted in all {
            filter = filter.after(Action::FilterReviewed).unwrap();
            for decision in all {
                assert_eq!(filter.keeps(Severity::Info, decision), decision == wanted);
            }
        }
        filter = filter.after(Action::FilterReviewed).unwrap();
        assert!(filter.is_open());
    }

    #[test]
    fn both_filters_work_together_and_are_lifted_together() {
        let filter = FindingFilter::default();
        let filter = filter.after(Action::FilterErrors).unwrap();
        let filter = filter.after(Action::FilterReviewed).unwrap();
        assert!(filter.keeps(Severity::Error, None));
        assert!(!filter.keeps(Severity::Warning, None));
        assert!(!filter.keeps(Severity::Error, Some(Decision::Accepted)));
        assert!(filter.after(Action::FilterNothing).unwrap().is_open());
    }
}
