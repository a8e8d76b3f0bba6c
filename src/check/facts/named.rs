//! The figures of the text by what they are called and where, so that no share looks through all of them.

use std::collections::BTreeMap;

use super::said::{core, without_measures};
use super::statements::is_level;
use crate::model::{Claim, Disclosure, Figure, Unit};

/// So many amounts of one name name nothing.
const MOST_OF_A_NAME: usize = 64;

/// Indexes of the amounts that are compared with nothing, by name, ascending.
#[derive(Debug)]
pub(super) struct Named<'a> {
    claims: &'a [Claim],
    /// By the item, without period and measure.
    by_item: BTreeMap<&'a str, Vec<usize>>,
    /// By the words without measure.
    by_words: BTreeMap<&'a str, Vec<usize>>,
    /// The most decimals that figures of a unit have in a sentence.
    decimals: BTreeMap<(usize, &'a Unit), u32>,
    /// For every figure of the text, the first one under the same heading.
    heading: Vec<usize>,
}

impl<'a> Named<'a> {
    /// All amounts of a disclosure.
    pub(super) fn of(disclosure: &'a Disclosure) -> Self {
        let claims = disclosure.claims.as_slice();
        let mut found = Named {
            claims,
            by_item: BTreeMap::new(),
            by_words: BTreeMap::new(),
            decimals: BTreeMap::new(),
            heading: Vec::with_capacity(claims.len()),
        };
        let mut first = (None, 0);
        for (index, claim) in claims.iter().enumerate() {
            let sentence = disclosure.prose.get(claim.sentence);
            let heading = sentence.map(|sentence| (&sentence.section, &sentence.outer));
            if first.0 != heading {
                first = (heading, index);
            }
            found.heading.push(first.1);
            let alike = (claim.sentence, claim.figure.unit());
            let decimals = found.decimals.entry(alike).or_default();
            *decimals = claim.figure.decimals().max(*decimals);
            let (item, words) = (core(&claim.subject), without_measures(&claim.subject));
            if is_level(claim) {
                found.by_item.entry(item).or_default().push(index);
                found.by_words.entry(words).or_default().push(index);
            }
        }
        found
    }

    /// The amounts before a figure that are called so; none where there are too many.
    pub(super) fn before(
        &self,
        figure: usize,
        name: &str,
    ) -> impl Iterator<Item = usize> + use<'_> {
        let found = self.earlier(figure, name);
        let few = if found.len() > MOST_OF_A_NAME {
            &[]
        } else {
            found
        };
        few.iter().copied()
    }

    /// The nearest amount before a figure that is called so and stands under the same heading.
    pub(super) fn last_under_heading(&self, figure: usize, name: &str) -> Option<usize> {
        let last = *self.earlier(figure, name).last()?;
        (last >= *self.heading.get(figure)?).then_some(last)
    }

    /// The amount called so word for word; none where the text prints several amounts of that name.
    pub(super) fn only(&self, words: &str) -> Option<usize> {
        let found = self.by_words.get(words)?;
        let figure = |index: &usize| self.claims.get(*index).map(|claim| &claim.figure);
        let first = *found.first()?;
        let printed = |figure: &Figure| (figure.number(), figure.unit().clone());
        let one = figure(&first).map(printed);
        let few = found.len() <= MOST_OF_A_NAME;
        (few && found.iter().all(|index| figure(index).map(printed) == one)).then_some(first)
    }

    /// The most decimals that figures of the same unit have in the sentence of a figure.
    pub(super) fn decimals(&self, figure: &Claim) -> u32 {
        let alike = (figure.sentence, figure.figure.unit());
        self.decimals.get(&alike).copied().unwrap_or(0)
    }

    fn earlier(&self, figure: usize, name: &str) -> &[usize] {
        let item = core(name);
        let found = self.by_item.get(item).filter(|_| !item.is_empty());
        let found = found.map_or(&[][..], Vec::as_slice);
        let upto = found.partition_point(|&index| index < figure);
        found.get(..upto).unwrap_or_default()
    }
}
