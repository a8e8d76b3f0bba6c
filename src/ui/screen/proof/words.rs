//! What the rows of a computation are called: of a sum, of a sum that is a part of more, or of a rate.

use crate::check::{Comparison, Computation};

/// Ids of texts.
pub(super) struct Words {
    pub(super) printed: &'static str,
    pub(super) must: &'static str,
    /// Of the row that says what the terms come to; none where one term says it already.
    pub(super) computed: Option<&'static str>,
    pub(super) difference: &'static str,
    /// How many terms stand above the line of a fraction.
    pub(super) above: Option<usize>,
}

impl Words {
    pub(super) fn of(computation: &Computation) -> Words {
        let alone = matches!(&computation.terms[..], [term] if !term.negative);
        let sum = Words {
            printed: "proof.total",
            must: "proof.must_equal",
            computed: Some("proof.computed"),
            difference: "proof.difference",
            above: None,
        };
        match computation.comparison {
            Comparison::Equal if alone => Words {
                printed: "proof.printed",
                must: "proof.must_equal_one",
                computed: None,
                ..sum
            },
            Comparison::AtLeast if alone => Words {
                printed: "proof.printed",
                must: "proof.must_reach_one",
                computed: None,
                ..sum
            },
            Comparison::Equal => sum,
            Comparison::AtLeast => Words {
                must: "proof.must_reach",
                ..sum
            },
            Comparison::Ratio { parts } => Words {
                printed: "proof.rate",
                must: "proof.must_be_rate",
                computed: Some("proof.computed_rate"),
                difference: "proof.difference_rate",
                above: Some(parts),
            },
        }
    }
}
