//! Fingerprints: known ways in which figures go wrong that fit a gap. Source: mission anchors c12.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::cause::{Cause, Culprit};
use super::facts::Facts;
use super::finding::Diagnosis;
use super::judge::{self, Weighed};
use super::percent;
use super::relation::{Claim, Spot};
use super::work::Worked;
use crate::model::{Amount, Bilingual, Figure, RowRef};

/// A row that another table prints and this one does not, with the gap as its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingRow {
    /// The figure in the other table.
    pub elsewhere: Spot,
}

/// The fingerprint that fits best, if one does.
#[must_use]
pub fn diagnose(
    facts: &Facts<'_>,
    members: &[Cow<'_, Worked>],
    cause: &Cause,
) -> Option<Diagnosis> {
    let main = members.first()?.as_ref();
    if let Some(quotient) = &main.quotient {
        return percent::slip(facts, main, quotient);
    }
    let weighed = main.weighed.as_ref()?;
    if let Some(missing) = missing_row(facts, main) {
        return Some(missing_row_text(facts, missing));
    }
    let told = main.stakes.first().filter(|held| held.at.cell().is_none());
    told.and_then(|_| sign_or_count(facts, main, weighed))
        .or_else(|| copied_total(facts, main))
        .or_else(|| cause.culprit.is_none().then(|| moved_value(members))?)
        .or_else(|| {
            cause
                .culprit
                .and_then(|culprit| misprint(facts, weighed, culprit))
        })
        .or_else(|| {
            cause
                .culprit
                .is_none()
                .then(|| any_misprint(facts, main, weighed))?
        })
        .or_else(|| sign_or_count(facts, main, weighed))
}

/// The row of a sister table that fills the gap of a column sum.
#[must_use]
pub fn missing_row(facts: &Facts<'_>, main: &Worked) -> Option<MissingRow> {
    let weighed = main.weighed.as_ref()?;
    let total = column_sum_total(main)?;
    if !main.relation.row_may_be_lost || !judge::terms_fall_short(weighed) {
        return None;
    }
    let here = facts.table(total.table())?;
    let own = facts.codes(total.table());
    let classification = here.rows.iter().find_map(RowRef::level)?.0;
    for (index, table) in facts.tables().filter(|(index, _)| *index != total.table()) {
        for (row_index, row) in table.rows.iter().enumerate() {
            let sister = row
                .level()
                .is_some_and(|(found, _)| found == classification)
                && !own.contains(&row.main_code())
                && !own.iter().any(|code| code.starts_with(row.main_code()));
            if !sister {
                continue;
            }
            for cell in 0..row.cells().len() {
                let Some(spot) = facts.spot(index, row_index, cell) else {
                    continue;
                };
                let amount = facts.figure(spot).and_then(|figure| figure.amount());
                if amount.is_some_and(|amount| judge::explains(weighed, amount)) {
                    return Some(MissingRow { elsewhere: spot });
                }
            }
        }
    }
    None
}

fn missing_row_text(facts: &Facts<'_>, missing: MissingRow) -> Diagnosis {
    let row = facts.row_label(missing.elsewhere.table(), missing.elsewhere.row());
    let printed = raw(facts, missing.elsewhere);
    let table = facts.table_label(missing.elsewhere.table());
    Diagnosis {
        fingerprint: "missing_row",
        text: Bilingual::new(
            format!(
                "{}另列“{row}”{printed}，本表没有这一行，金额与差额相符",
                table.zh
            ),
            format!(
                "{} also prints “{row}” {printed}; this table lacks the row, and its amount fits the gap",
                table.en
            ),
        ),
    }
}

fn column_sum_total(main: &Worked) -> Option<Spot> {
    match &main.relation.claim {
        Claim::Sum { total, terms, .. }
            if terms.iter().all(|term| term.at.table() == total.at.table()) =>
        {
            total.at.cell()
        }
        _ => None,
    }
}

/// A detail that repeats its own total while there are other details.
fn copied_total(facts: &Facts<'_>, main: &Worked) -> Option<Diagnosis> {
    let (_, terms) = main.stakes.split_first()?;
    let total = column_sum_total(main)?;
    if terms.len() < 2 {
        return None;
    }
    let whole = facts.figure(total)?.amount()?;
    let copy = terms.iter().find(|term| {
        facts
            .figure_at(term.at)
            .and_then(|figure| figure.amount())
            .is_some_and(|amount| judge::same_amount(amount, whole))
    })?;
    let label = facts.label_at(copy.at);
    Some(Diagnosis {
        fingerprint: "copied_total",
        text: Bilingual::new(
            format!("“{label}”与合计数相同，像是把合计抄进了明细"),
            format!("“{label}” repeats the total: the total seems copied into a detail"),
        ),
    })
}

/// Two gaps of one size and opposite direction: an amount counted in different places.
fn moved_value(members: &[Cow<'_, Worked>]) -> Option<Diagnosis> {
    let [one, other] = members else {
        return None;
    };
    if one.relation.rule.code != other.relation.rule.code {
        return None;
    }
    let (one, other) = (one.weighed.as_ref()?, other.weighed.as_ref()?);
    (judge::same_gap(one, other) && judge::opposite(one, other)).then(|| Diagnosis {
        fingerprint: "moved_value",
        text: Bilingual::new(
            "一处多出的金额正是另一处缺少的金额：同一笔钱归在了不同的地方",
            "What one place has too much is what the other lacks: the same money is counted in different places",
        ),
    })
}

/// A slip in one printed figure that gives exactly what is needed.
fn misprint(facts: &Facts<'_>, weighed: &Weighed, culprit: Culprit) -> Option<Diagnosis> {
    let figure = facts.figure_at(culprit.at)?;
    let wanted = figure.amount()?.checked_add(culprit.change)?;
    let label = facts.label_at(culprit.at);
    let (fingerprint, reading) = slip(&figure, weighed, wanted)?;
    let reading = padded(reading, figure.decimals());
    let raw = &figure.raw();
    let text = match fingerprint {
        "unit_slip" => Bilingual::new(
            format!("“{label}”的 {raw} 若按 {reading} 读即相符，像是单位用错"),
            format!("“{label}” {raw} would fit as {reading}: the unit seems wrong"),
        ),
        "decimal_slip" => Bilingual::new(
            format!("“{label}”的 {raw} 若为 {reading} 即相符，像是小数点错位"),
            format!("“{label}” {raw} would fit as {reading}: the decimal point seems misplaced"),
        ),
        "transposed_digits" => Bilingual::new(
            format!("“{label}”的 {raw} 若为 {reading} 即相符，像是两位数字颠倒"),
            format!("“{label}” {raw} would fit as {reading}: two digits seem swapped"),
        ),
        _ => Bilingual::new(
            format!("“{label}”的 {raw} 若为 {reading} 即相符，像是错了一位数字"),
            format!("“{label}” {raw} would fit as {reading}: one digit seems wrong"),
        ),
    };
    Some(Diagnosis { fingerprint, text })
}

/// The first figure of a relation in which a unit, decimal or transposition slip would settle it.
/// Single wrong digits are no evidence here: some figure nearly always has one.
fn any_misprint(facts: &Facts<'_>, main: &Worked, weighed: &Weighed) -> Option<Diagnosis> {
    main.stakes.iter().find_map(|held| {
        let change = judge::repair(weighed, held.stake);
        let culprit = Culprit {
            at: held.at,
            change,
        };
        misprint(facts, weighed, culprit).filter(|diagnosis| diagnosis.fingerprint != "digit_typo")
    })
}

/// The name of the slip and the number as it should read.
fn slip(figure: &Figure, weighed: &Weighed, wanted: Amount) -> Option<(&'static str, Decimal)> {
    let fits = |number: &Decimal| {
        Amount::new(*number)
            .checked_mul(figure.unit().factor())
            .is_some_and(|value| judge::would_settle(weighed, value, wanted))
    };
    let scales = [
        ("unit_slip", &[10_000_i64][..]),
        ("decimal_slip", &[10, 100, 1000][..]),
    ];
    // No shift of the decimal point makes nothing of a figure.
    for (name, factors) in scales.into_iter().filter(|_| !wanted.is_zero()) {
        for &factor in factors {
            let factor = Decimal::from(factor);
            let scaled = [
                figure.number().checked_mul(factor),
                figure.number().checked_div(factor),
            ];
            let legible = |number: &Decimal| !number.round_dp(figure.decimals()).is_zero();
            let mut readings = scaled.into_iter().flatten().filter(legible);
            if let Some(number) = readings.find(fits) {
                return Some((name, number));
            }
        }
    }
    if let Some(number) = swapped(figure).into_iter().find(fits) {
        return Some(("transposed_digits", number));
    }
    let mut edits = edited(figure).into_iter().filter(fits);
    let only = edits.next()?;
    edits.next().is_none().then_some(("digit_typo", only))
}

/// The number with two neighbouring digits swapped, in every way.
fn swapped(figure: &Figure) -> Vec<Decimal> {
    let digits = digits_of(figure);
    (1..digits.len())
        .filter(|&at| digits.get(at) != digits.get(at - 1))
        .filter_map(|at| {
            let mut other = digits.clone();
            other.swap(at - 1, at);
            number_of(&other, figure)
        })
        .collect()
}

/// The number with one digit replaced, in every way.
fn edited(figure: &Figure) -> Vec<Decimal> {
    let digits = digits_of(figure);
    let mut found = Vec::new();
    for at in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            if let Some(place) = other.get_mut(at)
                && *place != digit
            {
                *place = digit;
                found.extend(number_of(&other, figure));
            }
        }
    }
    found
}

/// The digits as printed: zeros at the end included.
fn digits_of(figure: &Figure) -> Vec<u8> {
    let mut number = figure.number().abs();
    number.rescale(figure.decimals());
    number.mantissa().to_string().into_bytes()
}

fn number_of(digits: &[u8], figure: &Figure) -> Option<Decimal> {
    let mantissa: i128 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let number = Decimal::try_from_i128_with_scale(mantissa, figure.decimals()).ok()?;
    Some(if figure.number().is_sign_negative() {
        -number
    } else {
        number
    })
}

/// The gap is a term (left out or counted twice) or twice a term (wrong sign).
fn sign_or_count(facts: &Facts<'_>, main: &Worked, weighed: &Weighed) -> Option<Diagnosis> {
    let (_, terms) = main.stakes.split_first()?;
    for held in terms {
        let figure = facts.figure_at(held.at)?;
        let amount = figure.amount()?;
        let (label, printed) = (facts.label_at(held.at), figure.raw().to_string());
        if judge::explains(weighed, amount.checked_add(amount)?) {
            return Some(Diagnosis {
                fingerprint: "wrong_sign",
                text: Bilingual::new(
                    format!("差额正好是“{label}”{printed} 的两倍，像是加减号弄反"),
                    format!("The gap is twice “{label}” {printed}: its sign seems wrong"),
                ),
            });
        }
        if terms.len() > 1 && judge::explains(weighed, amount) {
            let counted_twice = judge::terms_fall_short(weighed) == held.stake.raises;
            return Some(count_text(&label, &printed, counted_twice));
        }
    }
    None
}

fn count_text(label: &str, printed: &str, counted_twice: bool) -> Diagnosis {
    if counted_twice {
        Diagnosis {
            fingerprint: "dropped_row",
            text: Bilingual::new(
                format!("差额正好是“{label}”{printed}，像是合计时漏加了这一项"),
                format!("The gap is “{label}” {printed}: the total seems to leave it out"),
            ),
        }
    } else {
        Diagnosis {
            fingerprint: "double_counted",
            text: Bilingual::new(
                format!("差额正好是“{label}”{printed}，像是合计时重复加了这一项"),
                format!("The gap is “{label}” {printed}: the total seems to count it twice"),
            ),
        }
    }
}

fn raw(facts: &Facts<'_>, spot: Spot) -> String {
    facts
        .figure(spot)
        .map_or_else(String::new, |figure| figure.raw().to_string())
}

/// A number with at least as many decimals as the figure prints.
fn padded(number: Decimal, decimals: u32) -> Decimal {
    let mut number = number.normalize();
    if number.scale() < decimals {
        number.rescale(decimals);
    }
    number
}
