//! What a person says of findings: accepted, explained or dismissed, each with a note, kept in a file beside the documents.
//!
//! Invariants: a review belongs to a key, so it follows the printed figures and nothing else; an
//! entry that matches no finding any more is reported, never applied and never deleted; what the
//! file holds and we do not understand stays in it, character by character.

pub mod entry;
pub mod file;
pub mod look;
pub mod store;

pub use entry::{Entry, Identity};
pub use look::{Reviewed, look};
pub use store::{Change, FILE_NAME, change};

use std::collections::BTreeMap;

use crate::check::Finding;

/// What a person decided about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// 认可: it is a contradiction, and it has been taken up.
    Accepted,
    /// 说明: there is an explanation; the note gives it.
    Explained,
    /// 排除: it is none.
    Dismissed,
}

impl Decision {
    /// All decisions in reading order.
    pub const ALL: &[Decision] = &[Decision::Accepted, Decision::Explained, Decision::Dismissed];

    /// The stable name used in the file and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Decision::Accepted => "accepted",
            Decision::Explained => "explained",
            Decision::Dismissed => "dismissed",
        }
    }

    /// The decision with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Decision> {
        Decision::ALL
            .iter()
            .copied()
            .find(|decision| decision.name() == name)
    }

    /// A sign that says it without colour.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Decision::Accepted => '+',
            Decision::Explained => '=',
            Decision::Dismissed => '-',
        }
    }
}

/// A decision with its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What was decided.
    pub decision: Decision,
    /// Why; may be empty.
    pub note: String,
}

/// The reviews of one disclosure, by the key of the finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviews(pub BTreeMap<String, Review>);

impl Reviews {
    /// What was said of a finding; `None` while it is open.
    #[must_use]
    pub fn of(&self, finding: &Finding) -> Option<&Review> {
        self.0.get(&finding.key)
    }

    /// The decision on a finding; `None` while it is open.
    #[must_use]
    pub fn decision(&self, finding: &Finding) -> Option<Decision> {
        self.of(finding).map(|review| review.decision)
    }
}
