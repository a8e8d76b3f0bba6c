//! Puts one error into exact forms before they are printed.

use chazhang::model::Unit;

use crate::generator::form::{Form, Kind, Line, Money, Slot};
use crate::generator::random::Random;

/// What can go wrong with a figure, a row or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Error {
    /// One digit is another.
    Digit,
    /// Two neighbouring digits have changed places.
    Transposition,
    /// The decimal point is one place off.
    DecimalPoint,
    /// 元 in a table of 万元, or 万元 in one of 元.
    Unit,
    /// A minus sign.
    Sign,
    /// A row is missing.
    DroppedRow,
    /// A part prints the total of its row.
    CopiedTotal,
    /// An amount stands one column off.
    MovedColumn,
    /// The row of totals is last year's.
    StaleTotal,
}

impl Error {
    pub(crate) const ALL: [Error; 9] = [
        Error::Digit,
        Error::Transposition,
        Error::DecimalPoint,
        Error::Unit,
        Error::Sign,
        Error::DroppedRow,
        Error::CopiedTotal,
        Error::MovedColumn,
        Error::StaleTotal,
    ];
}

/// Where an error was put.
#[derive(Debug, Clone)]
pub(crate) struct Injected {
    /// For people.
    pub(crate) what: String,
    /// The figure that was changed, or the first one of a row that is gone.
    pub(crate) at: Address,
}

/// Address of a figure: form, lane, row, column.
pub(crate) type Address = [usize; 4];

/// Puts the error in one place; `None` where the forms have no such place.
pub(crate) fn inject(forms: &mut [Form], error: Error, random: &mut Random) -> Option<Injected> {
    let mut places = addresses(forms);
    places.retain(|place| suits(forms, error, *place));
    if places.is_empty() {
        return None;
    }
    let place @ [form, lane, row, column] = *random.pick(&places);
    let before = describe(forms, place);
    let money = forms[form].money.clone();
    let lines = &mut forms[form].lanes[lane].lines;
    match error {
        Error::DroppedRow => {
            lines.remove(row);
        }
        Error::StaleTotal => {
            for slot in &mut lines[row].slots {
                if let Slot::Fen(fen) = slot {
                    let step = step(&money);
                    *fen = *fen * 93 / 100 / step * step;
                }
            }
        }
        Error::MovedColumn => {
            let to = free_neighbour(&lines[row], column)?;
            lines[row].slots.swap(column, to);
        }
        Error::CopiedTotal => lines[row].slots[column] = lines[row].slots[0],
        Error::Digit | Error::Transposition | Error::DecimalPoint | Error::Unit | Error::Sign => {
            let slot = &mut lines[row].slots[column];
            if let Slot::Fen(fen) = slot {
                *fen = changed(*fen, error, &money, random)?;
            }
        }
    }
    let after = match error {
        Error::DroppedRow => String::new(),
        _ => describe(forms, place),
    };
    Some(Injected {
        what: format!("{before} → {after}"),
        at: place,
    })
}

fn addresses(forms: &[Form]) -> Vec<Address> {
    let mut places = Vec::new();
    for (f, form) in forms.iter().enumerate() {
        for (l, lane) in form.lanes.iter().enumerate() {
            for (r, line) in lane.lines.iter().enumerate() {
                for (c, slot) in line.slots.iter().enumerate() {
                    if matches!(slot, Slot::Fen(fen) if *fen >= 100 * step(&form.money)) {
                        places.push([f, l, r, c]);
                    }
                }
            }
        }
    }
    places
}

fn suits(forms: &[Form], error: Error, [form, lane, row, column]: Address) -> bool {
    let form = &forms[form];
    let line = &form.lanes[lane].lines[row];
    match error {
        Error::DroppedRow => {
            column == 0 && form.lanes.len() == 1 && line.kind == Kind::Item && !line.code.is_empty()
        }
        Error::StaleTotal => column == 0 && line.kind == Kind::Total,
        Error::CopiedTotal => column > 0 && line.slots[column] != line.slots[0],
        Error::MovedColumn => free_neighbour(line, column).is_some(),
        _ => true,
    }
}

/// A column beside the figure in which nothing stands.
fn free_neighbour(line: &Line, column: usize) -> Option<usize> {
    let free = |at: &usize| line.slots.get(*at) == Some(&Slot::Fen(0));
    let before = column.checked_sub(1).filter(free);
    before.or(Some(column + 1).filter(free))
}

/// One unit of the last printed digit, in 分.
pub(crate) fn step(money: &Money) -> i64 {
    let digits = if money.unit == Unit::Yuan { 2 } else { 6 };
    10_i64.pow(digits - money.decimals)
}

/// The amount a misprint would stand for; `None` where nothing changes.
fn changed(fen: i64, error: Error, money: &Money, random: &mut Random) -> Option<i64> {
    let step = step(money);
    let mut digits: Vec<u8> = (fen / step).to_string().into_bytes();
    let result = match error {
        Error::Digit => {
            let at = random.below(digits.len());
            let old = digits[at] - b'0';
            let more = u8::try_from(random.between(1, 9)).unwrap_or(1);
            digits[at] = b'0' + (old + more) % 10;
            number(&digits) * step
        }
        Error::Transposition => {
            let unequal: Vec<usize> = (1..digits.len())
                .filter(|&at| digits[at - 1] != digits[at])
                .collect();
            if unequal.is_empty() {
                return None;
            }
            let at = *random.pick(&unequal);
            digits.swap(at - 1, at);
            number(&digits) * step
        }
        Error::DecimalPoint if random.chance(50) => fen * 10,
        Error::DecimalPoint => fen / step / 10 * step,
        Error::Unit if money.unit == Unit::Yuan => fen / 10_000 / step * step,
        Error::Unit => fen * 10_000,
        Error::Sign => -fen,
        _ => fen,
    };
    (result != fen && result != 0).then_some(result)
}

fn number(digits: &[u8]) -> i64 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

fn describe(forms: &[Form], [form, lane, row, column]: Address) -> String {
    let form = &forms[form];
    let line = &form.lanes[lane].lines[row];
    let heads: Vec<_> = form.lanes[lane]
        .heads
        .iter()
        .filter(|head| head.is_figure())
        .collect();
    format!(
        "{} | {} {} | {} | {}",
        form.kind.name(),
        line.code,
        line.name,
        heads[column].path.join("/"),
        form.money.printed(line.slots[column]).unwrap_or_default()
    )
}
