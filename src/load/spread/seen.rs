//! Which columns the words of a further page belong to: words printed before tell their column.
//!
//! A page without a header may set its columns elsewhere, and leave some of them empty. Words that
//! recur (分散采购, 办公费) stand in the column they stood in; what is left between two such columns
//! is certain where it leaves no choice.

use std::collections::BTreeSet;

use crate::load::spread::bands::{Band, Token};
use crate::load::spread::places::{Column, column_of};

/// The words each column printed so far.
#[derive(Debug, Default)]
pub(in crate::load) struct Seen(Vec<BTreeSet<String>>);

impl Seen {
    /// Adds the words of a page whose columns are known.
    pub(in crate::load) fn add(&mut self, columns: &[Column], rows: &[Vec<Token>]) {
        self.0.resize(columns.len(), BTreeSet::new());
        for token in rows.iter().flatten().filter(|token| !token.numeric) {
            let at = column_of(columns, token);
            if let Some(words) = at.and_then(|at| self.0.get_mut(at)) {
                words.insert(token.piece.text.to_string());
            }
        }
    }

    /// The one column that printed the words of a band before; `None` where none or several did.
    fn column(&self, band: &Band, rows: &[Vec<Token>]) -> Option<usize> {
        let mut columns = BTreeSet::new();
        let inside = |token: &&Token| !token.numeric && band.touches(token.from, token.to);
        for token in rows.iter().flatten().filter(inside) {
            let printed = |at: &usize| {
                self.0
                    .get(*at)
                    .is_some_and(|words| words.contains(token.piece.text.as_str()))
            };
            let mut own = (0..self.0.len()).filter(printed);
            if let (Some(only), None) = (own.next(), own.next()) {
                columns.insert(only);
            }
        }
        columns.first().copied().filter(|_| columns.len() == 1)
    }

    /// The columns of bands of words among `columns`, from left to right.
    pub(in crate::load) fn places(
        &self,
        bands: &[&Band],
        columns: &[usize],
        rows: &[Vec<Token>],
    ) -> Option<Vec<usize>> {
        let known: Vec<Option<usize>> = bands
            .iter()
            .map(|band| self.column(band, rows).filter(|at| columns.contains(at)))
            .collect();
        known.iter().flatten().next()?;
        let mut places: Vec<usize> = Vec::with_capacity(bands.len());
        let mut rest = known.as_slice();
        while let Some(first) = rest.first() {
            if let Some(at) = first {
                if places.last().is_some_and(|last| last > at) {
                    return None;
                }
                places.push(*at);
                rest = rest.get(1..)?;
                continue;
            }
            let open = rest.iter().take_while(|at| at.is_none()).count();
            let next = rest.get(open).copied().flatten();
            let last = places.last().copied();
            let free: Vec<usize> = columns
                .iter()
                .copied()
                .filter(|&at| {
                    last.is_none_or(|last| at > last) && next.is_none_or(|next| at < next)
                })
                .collect();
            if free.len() != open {
                return None;
            }
            places.extend(free);
            rest = rest.get(open..)?;
        }
        Some(places)
    }
}
