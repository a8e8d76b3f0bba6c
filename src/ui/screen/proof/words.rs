//! What the rows of a computation are called: of a sum, of a sum that is a part of more, or of a rate.

use crate::check::Comparison;

/// Ids of texts.
pub(super) struct Words {
    pub(super) printed: &'static str,
    pub(super) must: &'static str,
    pub(super) computed: &'static str,
    pub(super) difference: &'static str,
    /// How many terms stand above the line of a fraction.
    pub(super) above: Option<usize>,
}

impl Words {
    pub(super) fn of(comparison: Comparison) -> Words {
        let sum = Words {
            printed: "proof.total",
            must: "proof.must_equal",
            computed: "proof.computed",
            difference: "proof.difference",
            above: None,
        };
        match comparison {
            Comparison::Equal => sum,
            Comparison::AtLeast => Words {
                must: "proof.must_reach",
                ..sum
            },
            Comparison::Ratio { parts } => Words {
                printed: "proof.rate",
                must: "proof.must_be_rate",
                computed: "proof.computed_rate",
                difference: "proof.difference_rate",
                above: Some(parts),
            },
        }
    }
}
