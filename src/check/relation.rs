//! What must hold between printed figures: signed places, how they are compared, and what a failure may be put down to.

use super::finding::Comparison;
use super::rule::Rule;
use crate::model::{Bilingual, Place, Unit};

/// A position in a table of the disclosure, printed or blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// Index into the disclosure's tables.
    pub table: usize,
    /// Index into the table's rows.
    pub row: usize,
    /// Index into the table's columns.
    pub column: usize,
}

impl Spot {
    /// The position of a row and column in a table.
    #[must_use]
    pub const fn new(table: usize, row: usize, column: usize) -> Self {
        Spot { table, row, column }
    }
}

/// One signed term of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addend {
    /// Where the figure stands.
    pub spot: Spot,
    /// Whether it is subtracted.
    pub negative: bool,
    /// The unit it is meant in, where its heading names a wrong one.
    pub read_as: Option<Unit>,
}

impl From<Spot> for Addend {
    fn from(spot: Spot) -> Self {
        Addend {
            spot,
            negative: false,
            read_as: None,
        }
    }
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The total compares so with the sum of the terms.
    Sum {
        /// Equal, or at least.
        comparison: Comparison,
        /// The printed side.
        total: Addend,
        /// The side to add up; never empty.
        terms: Vec<Addend>,
    },
    /// A note says that the table holds nothing.
    Nothing {
        /// Index of the table.
        table: usize,
        /// The words of the note.
        note: String,
        /// Where they are printed.
        place: Place,
        /// Every figure of the table.
        figures: Vec<Spot>,
    },
}

/// What a blank total means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlankTotal {
    /// Nothing is claimed: the relation does not bind.
    NoClaim,
    /// The form has a place for the total, so a blank says "nothing".
    Nothing,
}

/// One thing that must hold.
#[derive(Clone)]
pub struct Relation {
    /// The rule that states it.
    pub rule: &'static Rule,
    /// What is claimed.
    pub claim: Claim,
    /// The claim in words, without amounts.
    pub statement: Bilingual,
    /// Either side may have been added up from rounded figures, so one step is no contradiction.
    pub recounted: bool,
    /// What a blank total means.
    pub blank_total: BlankTotal,
    /// Whether the relation was used up while placing figures.
    pub spent: bool,
    /// Whether a row lost by the text layer would explain a shortfall of the terms.
    pub row_may_be_lost: bool,
    /// Figures that different practice counts on different sides: if some of them add up to the
    /// gap, that is an explanation to mention.
    pub suspects: Vec<Spot>,
}

impl Relation {
    /// `total = Σ terms`.
    #[must_use]
    pub fn equal(
        rule: &'static Rule,
        total: Spot,
        terms: Vec<Addend>,
        statement: Bilingual,
    ) -> Self {
        Relation::sum(rule, Comparison::Equal, total, terms, statement)
    }

    /// `whole ≥ Σ terms`.
    #[must_use]
    pub fn at_least(
        rule: &'static Rule,
        whole: Spot,
        terms: Vec<Addend>,
        statement: Bilingual,
    ) -> Self {
        Relation::sum(rule, Comparison::AtLeast, whole, terms, statement)
    }

    /// The note speaks of an empty table; these figures must not be there.
    #[must_use]
    pub fn nothing(
        rule: &'static Rule,
        table: usize,
        note: (String, Place),
        figures: Vec<Spot>,
        statement: Bilingual,
    ) -> Self {
        let (note, place) = note;
        Relation::new(
            rule,
            Claim::Nothing {
                table,
                note,
                place,
                figures,
            },
            statement,
        )
    }

    fn sum(
        rule: &'static Rule,
        comparison: Comparison,
        total: Spot,
        terms: Vec<Addend>,
        statement: Bilingual,
    ) -> Self {
        Relation::new(
            rule,
            Claim::Sum {
                comparison,
                total: total.into(),
                terms,
            },
            statement,
        )
    }

    fn new(rule: &'static Rule, claim: Claim, statement: Bilingual) -> Self {
        Relation {
            rule,
            claim,
            statement,
            recounted: false,
            blank_total: BlankTotal::NoClaim,
            spent: false,
            row_may_be_lost: false,
            suspects: Vec::new(),
        }
    }

    /// Says that either side may have been added up from rounded figures.
    #[must_use]
    pub fn recounted(mut self) -> Self {
        self.recounted = true;
        self
    }

    /// Says that a blank total claims "nothing".
    #[must_use]
    pub fn blank_is_nothing(mut self) -> Self {
        self.blank_total = BlankTotal::Nothing;
        self
    }

    /// Says that a lost row would explain a shortfall.
    #[must_use]
    pub fn row_may_be_lost(mut self) -> Self {
        self.row_may_be_lost = true;
        self
    }

    /// Marks the relation as used up while placing figures.
    #[must_use]
    pub fn spent_if(mut self, spent: bool) -> Self {
        self.spent = spent;
        self
    }

    /// Names figures that different practice counts on different sides.
    #[must_use]
    pub fn suspecting(mut self, suspects: Vec<Spot>) -> Self {
        self.suspects = suspects;
        self
    }

    /// Every position the relation speaks of, the total first.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        match &self.claim {
            Claim::Sum { total, terms, .. } => std::iter::once(total)
                .chain(terms)
                .map(|addend| addend.spot)
                .collect(),
            Claim::Nothing { figures, .. } => figures.clone(),
        }
    }
}
