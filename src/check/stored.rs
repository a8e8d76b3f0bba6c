//! Whether what the cells of a workbook store adds up where what they print does not; the judge goes on judging what is printed.

use rust_decimal::Decimal;

use super::facts::Facts;
use super::finding::{Comparison, Computation, Term};
use super::judge;
use crate::model::{Amount, Bilingual, Figure};

/// Powers of ten by which formats print another number than the cell stores: as it is, in percent,
/// and in thousands, ten thousands, millions and hundred millions.
const SCALES: [(i64, u32); 6] = [(1, 0), (100, 0), (1, 3), (1, 4), (1, 6), (1, 8)];

/// Says behind a statement that the stored numbers agree, where the computation is a sum of printed
/// cells, some of them store more than they print, and what is stored adds up to the last digit.
pub(super) fn append_agreement(
    statement: &mut Bilingual,
    facts: &Facts<'_>,
    computation: Option<&Computation>,
) {
    let Some(total) = computation.and_then(|computation| agreed(facts, computation)) else {
        return;
    };
    statement
        .zh
        .push_str(&format!("文件存储的数值相符（存为 {total}）。"));
    statement
        .en
        .push_str(&format!(" Stored values agree ({total} is stored)."));
}

/// The stored total, where what is stored adds up to it exactly.
fn agreed(facts: &Facts<'_>, computation: &Computation) -> Option<Decimal> {
    if computation.comparison != Comparison::Equal || !facts.disclosure.source.stores_more() {
        return None;
    }
    let total = exact(facts, &computation.total)?;
    let mut told = total.told;
    let mut sum = Amount::ZERO;
    for term in &computation.terms {
        let exact = exact(facts, term)?;
        told |= exact.told;
        let amount = if term.negative {
            -exact.amount
        } else {
            exact.amount
        };
        sum = sum.checked_add(amount)?;
    }
    (told && sum == total.amount).then_some(total.stored)
}

/// What a term is exactly.
struct Stored {
    /// In 元 or pieces.
    amount: Amount,
    /// As it is stored, else as it is printed.
    stored: Decimal,
    /// Whether its cell stores more than it prints.
    told: bool,
}

/// A blank is nothing; a figure of the running text stores nothing, and then nothing is said.
fn exact(facts: &Facts<'_>, term: &Term) -> Option<Stored> {
    let Some(id) = term.cell else {
        return term.printed.is_empty().then_some(Stored {
            amount: term.value,
            stored: Decimal::ZERO,
            told: false,
        });
    };
    let cell = facts.cell(id)?;
    let figure = cell.figure()?;
    let Some(stored) = facts.disclosure.source.stored_at(cell.place().span) else {
        return Some(Stored {
            amount: term.value,
            stored: figure.number(),
            told: false,
        });
    };
    Some(Stored {
        amount: scaled(&figure, stored)?,
        stored,
        told: true,
    })
}

/// The stored number in the unit of its figure, where it prints as that figure.
fn scaled(figure: &Figure, stored: Decimal) -> Option<Amount> {
    let factor = figure.unit().factor();
    SCALES
        .iter()
        .filter_map(|&(times, places)| {
            let number = stored
                .checked_mul(Decimal::from(times))?
                .checked_mul(Decimal::new(1, places))?;
            Amount::new(number).checked_mul(factor)
        })
        .find(|amount| judge::may_print_as(*amount, figure))
}
