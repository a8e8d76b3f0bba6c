//! What the checks say of a figure of the running text, and which figures are listed.

use crate::check::Verdict;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;

/// Which claims are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Filter {
    #[default]
    All,
    /// Those that some relation contradicts.
    Contradicted,
    /// Those that some relation speaks of.
    Checked,
    /// Those that no relation speaks of.
    Unchecked,
}

impl Filter {
    /// The filter after this one.
    pub(super) fn next(self) -> Filter {
        match self {
            Filter::All => Filter::Contradicted,
            Filter::Contradicted => Filter::Checked,
            Filter::Checked => Filter::Unchecked,
            Filter::Unchecked => Filter::All,
        }
    }

    /// The id of its name.
    pub(super) fn text(self) -> &'static str {
        match self {
            Filter::All => "claims.all",
            Filter::Contradicted => "claims.contradicted",
            Filter::Checked => "claims.checked",
            Filter::Unchecked => "claims.unchecked",
        }
    }
}

/// What the checks say of a claim, all relations together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Contradicted,
    Holds,
    Open,
    Unchecked,
}

/// The worst answer to any relation a claim takes part in.
pub(super) fn answer(scene: &Scene, claim: usize) -> Answer {
    let relations = scene.data.derived(scene.current);
    let relations = relations.and_then(|derived| derived.claims.get(claim));
    let report = scene.data.report(scene.current);
    let verdicts = relations
        .into_iter()
        .flatten()
        .filter_map(|index| report?.verdicts.get(*index as usize));
    let mut found = Answer::Unchecked;
    for judged in verdicts {
        match judged.verdict {
            Verdict::Inconsistent => return Answer::Contradicted,
            Verdict::Exact
            | Verdict::RoundingConsistent
            | Verdict::ConsistentButUnlikely
            | Verdict::Borderline
            | Verdict::ConsistentOnlyIfRounded => found = Answer::Holds,
            // A percentage of nothing says nothing of the figures it was to be worked out from.
            Verdict::UndefinedBase
            | Verdict::Undetermined
            | Verdict::LowPower
            | Verdict::Spent
            | Verdict::ParseDoubt => {
                if found == Answer::Unchecked {
                    found = Answer::Open;
                }
            }
        }
    }
    found
}

impl Answer {
    /// A sign and the role it is painted in.
    pub(super) fn sign(self) -> (&'static str, Role) {
        match self {
            Answer::Contradicted => ("!", Role::Error),
            Answer::Holds => ("+", Role::Good),
            Answer::Open => ("?", Role::Dim),
            Answer::Unchecked => (" ", Role::Dim),
        }
    }

    /// The id of its words.
    pub(super) fn text(self) -> &'static str {
        match self {
            Answer::Contradicted => "claims.answer_contradicted",
            Answer::Holds => "claims.answer_holds",
            Answer::Open => "claims.answer_open",
            Answer::Unchecked => "claims.answer_unchecked",
        }
    }
}
