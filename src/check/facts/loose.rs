//! Rows of which nobody can tell what they are part of: their codes are torn, lost or out of order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, rows};
use crate::catalogue;
use crate::check::judge::{self, Weighed};
use crate::check::relation::{Claim, Operand, Relation, Spot};
use crate::model::{Amount, RowKind, RowRef, Table, code};

/// With fewer rows of known level a table does not say what its codes are.
const FEWEST_CODED: usize = 3;

/// The loose rows of a table, ascending.
pub(super) fn loose(table: &Table) -> BTreeSet<usize> {
    let coded = rows::coded(table);
    if coded.values().map(Vec::len).sum::<usize>() < FEWEST_CODED {
        return BTreeSet::new();
    }
    let rows = table.rows.iter().enumerate();
    let items = rows.filter(|(_, row)| row.kind() == RowKind::Item);
    items
        .filter(|(index, row)| match row.level() {
            None => !row.main_code().is_empty() && is_short(row.main_code()) || is_name_alone(*row),
            Some(_) => is_named_otherwise(*row) || comes_before_its_whole(&coded, *index, *row),
        })
        .map(|(index, _)| index)
        .collect()
}

/// A code of no level, no longer than those of the classification.
fn is_short(code: &str) -> bool {
    code.len() <= "2010101".len() && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// No code among rows with codes, and a part of nothing: the rest of a name whose row was torn.
fn is_name_alone(row: RowRef<'_>) -> bool {
    row.code().is_empty() && row.parent().is_none()
}

/// The catalogue gives the name a longer code, of which the printed one is a piece.
fn is_named_otherwise(row: RowRef<'_>) -> bool {
    let printed = row.main_code();
    let codes = catalogue::codes_worded(row.name());
    let torn = |whole: &&&str| whole.len() > printed.len() && whole.contains(printed);
    !codes.contains(&printed) && codes.iter().any(|whole| torn(&whole))
}

/// The nearest row it could be part of is printed behind it, none before.
fn comes_before_its_whole(
    coded: &BTreeMap<&str, Vec<usize>>,
    index: usize,
    row: RowRef<'_>,
) -> bool {
    let above = std::iter::successors(code::parent(row.main_code()), |code| code::parent(code));
    let printed = above.filter_map(|code| coded.get(code)).next();
    printed.is_some_and(|wholes| wholes.iter().all(|&whole| whole > index))
}

impl Facts<'_> {
    /// Whether a contradiction rests on rows whose place among the others is not certain: the whole
    /// is one of them, or some of them, counted out or in, make up the gap.
    #[must_use]
    pub fn hangs_on_loose_rows(&self, relation: &Relation, weighed: &Weighed) -> bool {
        let Claim::Sum { total, terms, .. } = &relation.claim else {
            return false;
        };
        let loose = |spot: &Spot| {
            let loose = self.loose().get(spot.table());
            loose.is_some_and(|loose| loose.contains(&spot.row()))
        };
        let spots: Vec<Spot> = terms.iter().filter_map(|term| term.at.cell()).collect();
        let whole = total.at.cell();
        let one_row = |spot: &Spot| (spot.table(), spot.row());
        if whole.is_some_and(|whole| spots.iter().all(|spot| one_row(spot) == one_row(&whole))) {
            return false;
        }
        if whole.as_ref().is_some_and(loose) || !spots.is_empty() && spots.iter().all(loose) {
            return true;
        }
        // Rows too many make the sum too large, rows that went elsewhere make it too small.
        let in_doubt: Vec<Spot> = if judge::terms_fall_short(weighed) {
            let Some(first) = spots.first() else {
                return false;
            };
            let rows = self.loose().get(first.table()).into_iter().flatten();
            let spots = rows.map(|&row| Spot::new(first.table(), row, first.column()));
            let counted: BTreeSet<Spot> = relation.spots().into_iter().collect();
            spots.filter(|spot| !counted.contains(spot)).collect()
        } else {
            spots.iter().filter(|spot| loose(spot)).copied().collect()
        };
        let figures = in_doubt
            .iter()
            .map(|&spot| self.figure_at(Operand::Cell(spot)));
        let amounts: Vec<Amount> = figures.filter_map(|figure| figure?.amount()).collect();
        judge::made_up_by(weighed, &amounts).is_some()
    }
}
