//! What must hold between printed figures: signed places, how they are compared, and what a failure may be put down to.

use std::borrow::Cow;
use std::slice::from_ref;

use super::facts::Facts;
use super::finding::Comparison;
use super::rule::{Rule, States};
use crate::model::{Bilingual, Place, PlainUnit};

/// A position in a table of the disclosure, printed or blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    table: u32,
    row: u32,
    column: u32,
}

impl Spot {
    /// The position of a row and column in a table.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a source has fewer tables, rows and columns than bytes, which four bytes count"
    )]
    pub const fn new(table: usize, row: usize, column: usize) -> Self {
        Spot {
            table: table as u32,
            row: row as u32,
            column: column as u32,
        }
    }

    /// Index into the disclosure's tables.
    #[must_use]
    pub const fn table(self) -> usize {
        self.table as usize
    }

    /// Index into the table's rows.
    #[must_use]
    pub const fn row(self) -> usize {
        self.row as usize
    }

    /// Index into the table's columns.
    #[must_use]
    pub const fn column(self) -> usize {
        self.column as usize
    }
}

/// Where a figure of a relation stands: in a table or in the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    /// A position of a table, printed or blank.
    Cell(Spot),
    /// A figure of the running text: index into the disclosure's claims.
    Said(usize),
}

impl Operand {
    /// The position, where the figure stands in a table.
    #[must_use]
    pub const fn cell(self) -> Option<Spot> {
        match self {
            Operand::Cell(spot) => Some(spot),
            Operand::Said(_) => None,
        }
    }

    /// The table the figure stands in.
    #[must_use]
    pub fn table(self) -> Option<usize> {
        self.cell().map(Spot::table)
    }
}

/// One signed term of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addend {
    /// Where the figure stands.
    pub at: Operand,
    /// Whether it is subtracted.
    pub negative: bool,
    /// The unit it is meant in, where its heading names a wrong one.
    pub read_as: Option<PlainUnit>,
}

impl From<Spot> for Addend {
    fn from(spot: Spot) -> Self {
        Operand::Cell(spot).into()
    }
}

impl From<Operand> for Addend {
    fn from(at: Operand) -> Self {
        Addend {
            at,
            negative: false,
            read_as: None,
        }
    }
}

impl Addend {
    /// A figure of the running text.
    #[must_use]
    pub fn said(claim: usize) -> Self {
        Operand::Said(claim).into()
    }

    /// The same with its sign chosen.
    #[must_use]
    pub fn negative_if(self, negative: bool) -> Self {
        Addend { negative, ..self }
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
    /// A printed percentage is one sum as a share of another.
    Ratio {
        /// The percentage.
        percent: Addend,
        /// What is divided; never empty.
        part: Vec<Addend>,
        /// What it is divided by; never empty.
        base: Vec<Addend>,
    },
    /// Two figures of one change print opposite directions.
    Opposed {
        /// The change in money and in percent.
        figures: [Operand; 2],
    },
    /// A note or sentence says that the table holds nothing.
    Nothing {
        /// Index of the table.
        table: usize,
        /// The words.
        note: String,
        /// Where they are printed.
        place: Place,
        /// Every figure of the table.
        figures: Vec<Spot>,
    },
}

impl Claim {
    /// The positions of the total and of the terms of a sum inside tables.
    pub(super) fn spots_of_sum(&self) -> Option<(Spot, impl Iterator<Item = Spot>)> {
        let Claim::Sum { total, terms, .. } = self else {
            return None;
        };
        Some((
            total.at.cell()?,
            terms.iter().filter_map(|term| term.at.cell()),
        ))
    }
}

/// What is claimed, in words. A long table states relations by the hundred thousand that read alike:
/// their words follow from the claim, and are written when somebody wants to read them.
#[derive(Debug, Clone)]
pub enum Words {
    /// Words that are known from the start.
    Told(Box<Bilingual>),
    /// How to write them.
    Written(fn(&Facts<'_>, &Claim) -> Bilingual),
}

impl From<Bilingual> for Words {
    fn from(words: Bilingual) -> Self {
        Words::Told(Box::new(words))
    }
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
#[derive(Debug, Clone)]
pub struct Relation {
    /// The rule that states it.
    pub rule: &'static Rule,
    /// What is claimed.
    pub claim: Claim,
    /// The claim in words, without amounts.
    words: Words,
    /// Either side may have been added up from rounded figures, so one step is no contradiction.
    pub recounted: bool,
    /// What a blank total means.
    pub blank_total: BlankTotal,
    /// The rule to report by if the base of a percentage turns out to be nothing; without one
    /// nothing is said of it.
    pub without_base: Option<&'static Rule>,
    /// Whether the relation was used up while placing figures.
    pub spent: bool,
    /// Whether agreement counts but a contradiction is only a doubt, because the words leave open
    /// whether the figures belong together.
    pub only_vouches: bool,
    /// Whether a row lost by the text layer would explain a shortfall of the terms.
    pub row_may_be_lost: bool,
    /// Figures that different practice counts on different sides: if some of them add up to the
    /// gap, that is an explanation to mention.
    pub suspects: Vec<Spot>,
}

/// A relation as long lists keep it.
#[derive(Debug, Clone)]
pub enum Stated {
    /// The rule states it anew from this place.
    Here(&'static Rule, Spot),
    /// Itself.
    Apart(Box<Relation>),
}

impl Stated {
    /// The rule that states it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        match self {
            Stated::Here(rule, _) => rule,
            Stated::Apart(relation) => relation.rule,
        }
    }

    /// The relation; there always is one for the disclosure it was stated of.
    #[must_use]
    pub fn relation(&self, facts: &Facts<'_>) -> Option<Cow<'_, Relation>> {
        match (self, self.rule().states) {
            (Stated::Apart(relation), _) => Some(Cow::Borrowed(relation)),
            (Stated::Here(_, place), States::Places { at, .. }) => {
                at(facts, *place).map(Cow::Owned)
            }
            (Stated::Here(..), _) => None,
        }
    }
}

impl Relation {
    /// `total = Σ terms`.
    #[must_use]
    pub fn equal(
        rule: &'static Rule,
        total: impl Into<Addend>,
        terms: Vec<Addend>,
        words: impl Into<Words>,
    ) -> Self {
        Relation::sum(rule, Comparison::Equal, total, terms, words)
    }

    /// `whole ≥ Σ terms`.
    #[must_use]
    pub fn at_least(
        rule: &'static Rule,
        whole: impl Into<Addend>,
        terms: Vec<Addend>,
        words: impl Into<Words>,
    ) -> Self {
        Relation::sum(rule, Comparison::AtLeast, whole, terms, words)
    }

    /// The note speaks of an empty table; these figures must not be there.
    #[must_use]
    pub fn nothing(
        rule: &'static Rule,
        table: usize,
        note: (String, Place),
        figures: Vec<Spot>,
        words: impl Into<Words>,
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
            words,
        )
    }

    /// `percent = 100 × Σ part ÷ Σ base`.
    #[must_use]
    pub fn ratio(
        rule: &'static Rule,
        percent: Addend,
        part: Vec<Addend>,
        base: Vec<Addend>,
        words: impl Into<Words>,
    ) -> Self {
        let claim = Claim::Ratio {
            percent,
            part,
            base,
        };
        Relation::new(rule, claim, words)
    }

    /// Both figures of a change must go the same way.
    #[must_use]
    pub fn opposed(rule: &'static Rule, figures: [Operand; 2], words: impl Into<Words>) -> Self {
        Relation::new(rule, Claim::Opposed { figures }, words)
    }

    fn sum(
        rule: &'static Rule,
        comparison: Comparison,
        total: impl Into<Addend>,
        terms: Vec<Addend>,
        words: impl Into<Words>,
    ) -> Self {
        Relation::new(
            rule,
            Claim::Sum {
                comparison,
                total: total.into(),
                terms,
            },
            words,
        )
    }

    fn new(rule: &'static Rule, claim: Claim, words: impl Into<Words>) -> Self {
        Relation {
            rule,
            claim,
            words: words.into(),
            recounted: false,
            blank_total: BlankTotal::NoClaim,
            without_base: None,
            spent: false,
            only_vouches: false,
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
    pub fn row_may_be_lost(self) -> Self {
        self.row_may_be_lost_if(true)
    }

    /// Says whether a lost row would explain a shortfall.
    #[must_use]
    pub fn row_may_be_lost_if(mut self, may: bool) -> Self {
        self.row_may_be_lost = may;
        self
    }

    /// Names the rule to report by if the base of the percentage is nothing.
    #[must_use]
    pub fn without_base(mut self, rule: &'static Rule) -> Self {
        self.without_base = Some(rule);
        self
    }

    /// Marks the relation as used up while placing figures.
    #[must_use]
    pub fn spent_if(mut self, spent: bool) -> Self {
        self.spent = spent;
        self
    }

    /// Says that a contradiction would be no more than a doubt.
    #[must_use]
    pub fn only_vouches_if(mut self, doubtful: bool) -> Self {
        self.only_vouches = doubtful;
        self
    }

    /// Names figures that different practice counts on different sides.
    #[must_use]
    pub fn suspecting(mut self, suspects: Vec<Spot>) -> Self {
        self.suspects = suspects;
        self
    }

    /// The claim in words, without amounts.
    #[must_use]
    pub fn statement(&self, facts: &Facts<'_>) -> Bilingual {
        match &self.words {
            Words::Told(words) => (**words).clone(),
            Words::Written(write) => write(facts, &self.claim),
        }
    }

    /// Every place the relation speaks of, the total first.
    pub fn operands(&self) -> impl Iterator<Item = Operand> {
        let (addends, figures, spots): ([&[Addend]; 3], &[Operand], &[Spot]) = match &self.claim {
            Claim::Sum { total, terms, .. } => ([from_ref(total), terms, &[]], &[], &[]),
            Claim::Ratio {
                percent,
                part,
                base,
            } => ([from_ref(percent), part, base], &[], &[]),
            Claim::Opposed { figures } => ([&[]; 3], figures, &[]),
            Claim::Nothing { figures, .. } => ([&[]; 3], &[], figures),
        };
        let addends = addends.into_iter().flatten().map(|addend| addend.at);
        let figures = addends.chain(figures.iter().copied());
        figures.chain(spots.iter().copied().map(Operand::Cell))
    }

    /// Every table position the relation speaks of, the total first.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        self.operands().filter_map(Operand::cell).collect()
    }
}
