//! All printed numbers of a corpus, small enough to be walked while a key waits: digits apart from their unit and decimals.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::amount::AmountTest;
use super::index::as_u32;
use crate::model::{Amount, Figure, Row, Unit};

/// Marks a number that is kept apart: more digits than fit, or one form too many.
const APART: u16 = u16::MAX;

/// No amount beyond this is an exact one; it is a little less than the greatest [`Decimal`].
const GREATEST: f64 = 7.9e28;

/// What numbers have in common besides their digits.
#[derive(Debug, PartialEq)]
struct Form {
    unit: Unit,
    decimals: u32,
    /// What one step of the last digit is about, in 元.
    step: f64,
}

/// All printed numbers, entry by entry.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    digits: Vec<i64>,
    form_of: Vec<u16>,
    forms: Vec<Form>,
    apart: BTreeMap<usize, (Decimal, Unit)>,
    /// The numbers of each unit, the greatest first; those kept apart are left out.
    falling: Vec<(Unit, Vec<u32>)>,
}

/// Looks up forms while the numbers are collected.
#[derive(Debug, Default)]
pub(super) struct Forms(HashMap<(Unit, u32), u16>);

/// The cells of a row that print a number, with their indexes.
pub(super) fn numbers_in(row: &Row) -> impl Iterator<Item = (usize, &Figure)> {
    let figures = row.cells.iter().enumerate();
    let figures = figures.filter_map(|(index, cell)| Some((index, cell.figure()?)));
    figures.filter(|(_, figure)| figure.is_number())
}

/// How many numbers some rows print.
pub(super) fn count(rows: &[Row]) -> usize {
    rows.par_iter().map(|row| numbers_in(row).count()).sum()
}

impl Numbers {
    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.digits.reserve(more);
        self.form_of.reserve(more);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// Adds the numbers of a row.
    pub(super) fn push_row(&mut self, row: &Row, known: &mut Forms) {
        for (_, figure) in numbers_in(row) {
            let form = self.form(figure, known);
            let digits = i64::try_from(figure.number().mantissa());
            if let (Some(form), Ok(digits)) = (form, digits) {
                self.digits.push(digits);
                self.form_of.push(form);
            } else {
                let whole = (figure.number(), figure.unit().clone());
                self.apart.insert(self.digits.len(), whole);
                self.digits.push(0);
                self.form_of.push(APART);
            }
        }
    }

    /// Sorts the numbers and gives back the room that was kept for more.
    pub(super) fn finish(&mut self) {
        self.digits.shrink_to_fit();
        self.form_of.shrink_to_fit();
        let mut falling: Vec<(Unit, Vec<u32>)> = Vec::new();
        let mut unit_of: Vec<usize> = Vec::new();
        for form in &self.forms {
            let known = falling.iter().position(|(unit, _)| *unit == form.unit);
            unit_of.push(known.unwrap_or_else(|| {
                falling.push((form.unit.clone(), Vec::new()));
                falling.len() - 1
            }));
        }
        for (number, form) in self.form_of.iter().enumerate() {
            let unit = unit_of.get(usize::from(*form));
            if let Some((_, numbers)) = unit.and_then(|&unit| falling.get_mut(unit)) {
                numbers.push(as_u32(number));
            }
        }
        for (_, numbers) in &mut falling {
            numbers.shrink_to_fit();
            numbers.par_sort_unstable_by(|&one, &other| self.compare(one, other));
        }
        self.falling = falling;
    }

    /// The greater of two numbers of one unit is less, else the first.
    fn compare(&self, one: u32, other: u32) -> Ordering {
        let form = |number: u32| self.form_of.get(number as usize);
        let digits = |number: u32| self.digits.get(number as usize);
        let sizes = if form(one) == form(other) {
            digits(other).cmp(&digits(one))
        } else {
            let printed = |number: u32| self.printed(number as usize);
            printed(other).cmp(&printed(one))
        };
        sizes.then(one.cmp(&other))
    }

    fn printed(&self, number: usize) -> Option<Decimal> {
        let form = *self.form_of.get(number)?;
        if form == APART {
            return Some(self.apart.get(&number)?.0);
        }
        let decimals = self.forms.get(usize::from(form))?.decimals;
        let digits = i128::from(*self.digits.get(number)?);
        Decimal::try_from_i128_with_scale(digits, decimals).ok()
    }

    /// For each unit the numbers that meet a condition, the greatest first; `None` when some are
    /// kept apart and must be looked for.
    pub(super) fn meeting(&self, asked: &Asked) -> Option<Vec<&[u32]>> {
        if !self.apart.is_empty() {
            return None;
        }
        let units = self.falling.iter().filter_map(|(unit, numbers)| {
            let range = asked.test.range_in(unit)?;
            let is = |number: &u32, holds: &dyn Fn(Decimal) -> bool| {
                self.printed(*number as usize).is_some_and(holds)
            };
            let first = numbers.partition_point(|number| is(number, &|size| range.is_below(size)));
            let rest = numbers.get(first..)?;
            let count = rest.partition_point(|number| !is(number, &|size| range.is_above(size)));
            rest.get(..count)
        });
        Some(units.collect())
    }

    fn form(&mut self, figure: &Figure, known: &mut Forms) -> Option<u16> {
        let decimals = figure.number().scale();
        // Numbers come in runs of one form.
        if let Some(&last) = self.form_of.last()
            && let Some(form) = self.forms.get(usize::from(last))
            && form.decimals == decimals
            && form.unit == *figure.unit()
        {
            return Some(last);
        }
        let key = (figure.unit().clone(), decimals);
        if let Some(&form) = known.0.get(&key) {
            return Some(form);
        }
        let form = u16::try_from(self.forms.len()).ok();
        let form = form.filter(|form| *form < APART)?;
        let factor = approximate(figure.unit().factor());
        let power = i32::try_from(decimals).unwrap_or(0);
        self.forms.push(Form {
            unit: key.0.clone(),
            decimals,
            step: factor / 10_f64.powi(power),
        });
        known.0.insert(key, form);
        Some(form)
    }

    /// The exact amount of a number; `None` when it leaves the digits of [`Decimal`].
    pub(super) fn amount(&self, number: usize) -> Option<Amount> {
        let form = self.forms.get(usize::from(*self.form_of.get(number)?));
        let unit = match form {
            Some(form) => &form.unit,
            None => &self.apart.get(&number)?.1,
        };
        Amount::new(self.printed(number)?).checked_mul(unit.factor())
    }

    /// About how much a number is, in 元, for ranking: exact to more than twelve digits.
    #[expect(
        clippy::cast_precision_loss,
        reason = "ranking looks at the exact amounts where these are close"
    )]
    pub(super) fn size(&self, number: usize) -> Option<f64> {
        let form = *self.form_of.get(number)?;
        let size = match self.forms.get(usize::from(form)) {
            Some(form) => *self.digits.get(number)? as f64 * form.step,
            None => approximate(self.amount(number)?.as_decimal()),
        };
        (size.abs() < GREATEST).then_some(size)
    }

    /// Prepares a condition for all forms there are.
    pub(super) fn asked(&self, test: &AmountTest) -> Asked {
        let steps = |form: &Form| test.range_in(&form.unit)?.in_steps(form.decimals);
        Asked {
            test: test.clone(),
            steps: self.forms.iter().map(steps).collect(),
        }
    }

    /// The first of some numbers that meets a condition.
    pub(super) fn first(&self, numbers: Range<usize>, asked: &Asked) -> Option<usize> {
        let start = numbers.start;
        let digits = self.digits.get(numbers.clone())?;
        let forms = self.form_of.get(numbers)?;
        let mut all = digits.iter().zip(forms).enumerate();
        let found = all.find(
            |(at, (digits, form))| match asked.steps.get(usize::from(**form)) {
                Some(Some((least, most))) => least <= *digits && *digits <= most,
                Some(None) => false,
                None => self.meets_apart(start + at, asked),
            },
        );
        found.map(|(at, _)| start + at)
    }

    fn meets_apart(&self, number: usize, asked: &Asked) -> bool {
        self.apart.get(&number).is_some_and(|(printed, unit)| {
            let range = asked.test.range_in(unit);
            range.is_some_and(|range| range.contains(*printed))
        })
    }
}

/// A condition, ready to be held against many numbers.
#[derive(Debug)]
pub(super) struct Asked {
    test: AmountTest,
    /// By form: the least and greatest digits that meet it.
    steps: Vec<Option<(i64, i64)>>,
}

/// The nearest binary number: good enough to rank by.
pub(super) fn approximate(number: Decimal) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    number.to_f64().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Certainty, Content, FigureKind, Place};

    fn row(printed: &[(&str, Unit)]) -> Row {
        let cell = |(raw, unit): &(&str, Unit)| {
            let number: Decimal = raw.parse().unwrap_or_default();
            let (kind, scale) = (FigureKind::Printed, number.scale());
            let content = Content::Figure(Figure::new(kind, number, scale, unit.clone(), raw));
            Cell::new(0, content, Certainty::Printed, Place::default())
        };
        let mut row = Row::new(1, 0);
        row.cells = printed.iter().map(cell).collect();
        row
    }

    #[test]
    fn numbers_are_kept_exactly_however_long() {
        let printed = [
            ("12.50", Unit::WanYuan),
            ("-3", Unit::Yuan),
            ("1234567890123456789012345.25", Unit::Yuan),
            ("7", Unit::Count("辆".into())),
        ];
        let mut numbers = Numbers::default();
        numbers.push_row(&row(&printed), &mut Forms::default());
        for (index, (raw, unit)) in printed.iter().enumerate() {
            let number: Decimal = raw.parse().unwrap_or_default();
            let amount = Amount::new(number).checked_mul(unit.factor());
            assert_eq!(numbers.amount(index), amount, "{raw}");
            let asked = AmountTest::parse(raw).map(|test| numbers.asked(&test));
            let met = asked.map(|asked| {
                let all = 0..numbers.len();
                let met = |number: &usize| numbers.first(*number..number + 1, &asked).is_some();
                assert_eq!(numbers.first(all.clone(), &asked), Some(index), "{raw}");
                all.filter(met).collect::<Vec<_>>()
            });
            assert_eq!(met, Some(vec![index]), "{raw}");
        }
    }
}
