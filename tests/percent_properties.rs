//! Laws of percentages: amounts and rates that were rounded from exact values are never accused, a moved rate always is.

use chazhang::check::Verdict;
use chazhang::check::judge::Reading;
use chazhang::check::ratio::{Figure as Operand, Question, weigh};
use chazhang::model::{Figure, FigureKind, Unit};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Fen in one 万元.
const FEN: i128 = 1_000_000;

/// The quotient rounded to nearest, halves away from zero.
fn rounded(dividend: i128, divisor: i128) -> i128 {
    let (size, half) = (dividend.abs(), divisor / 2);
    dividend.signum() * ((size + half) / divisor)
}

fn reading(mantissa: i128, decimals: u32, unit: Unit) -> Reading {
    let number = Decimal::from_i128_with_scale(mantissa, decimals);
    let kind = if mantissa == 0 {
        FigureKind::Zero
    } else {
        FigureKind::Printed
    };
    let figure = Figure::new(kind, number, decimals, unit, &number.to_string());
    Reading::of(&figure, decimals, None).expect("a number")
}

/// An amount in fen as it is printed in 万元.
fn printed(fen: i128, decimals: u32) -> Reading {
    let steps = rounded(fen * 10_i128.pow(decimals), FEN);
    reading(steps, decimals, Unit::WanYuan)
}

/// The percentage of two amounts as it is printed, in steps of its last digit.
fn percent_steps(part: i128, base: i128, decimals: u32) -> i128 {
    rounded(part * 100 * 10_i128.pow(decimals), base)
}

fn operand(reading: Reading, in_part: i64, in_base: i64) -> Operand {
    Operand {
        reading,
        in_part,
        in_base,
    }
}

fn question(steps: i128, decimals: u32, figures: Vec<Operand>) -> Question {
    Question {
        percent: reading(steps, decimals, Unit::Percent),
        figures,
    }
}

/// What a finding or a note would be made of.
fn is_mentioned(question: &Question) -> bool {
    let verdict = weigh(question).expect("in range").verdict;
    matches!(
        verdict,
        Verdict::Inconsistent | Verdict::Borderline | Verdict::UndefinedBase
    )
}

/// The forms in which a change is printed: with its base, with this year's amount, or as two levels.
fn forms(current: i128, base: i128, decimals: u32) -> [Vec<Operand>; 3] {
    let [current, base, change] = [current, base, current - base].map(|fen| printed(fen, decimals));
    [
        vec![operand(change, 1, 0), operand(base, 0, 1)],
        vec![operand(change, 1, -1), operand(current, 0, 1)],
        vec![operand(current, 1, 0), operand(base, -1, 1)],
    ]
}

fn amount() -> impl Strategy<Value = i128> {
    prop_oneof![
        100_000_i128..10_000_000,
        10_000_000_i128..10_000_000_000,
        10_000_000_000_i128..100_000_000_000_000,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn rounded_shares_are_never_mentioned(
        one in amount(),
        other in amount(),
        decimals in 0_u32..=2,
        digits in 0_u32..=2,
    ) {
        let (part, whole) = (one.min(other), one.max(other));
        let figures = vec![
            operand(printed(part, decimals), 1, 0),
            operand(printed(whole, decimals), 0, 1),
        ];
        prop_assume!(printed(whole, decimals).value != chazhang::model::Amount::ZERO);
        let steps = percent_steps(part, whole, digits);
        prop_assert!(!is_mentioned(&question(steps, digits, figures)));
    }

    #[test]
    fn rounded_rates_are_never_mentioned(
        current in amount(),
        base in amount(),
        digits in 0_u32..=2,
    ) {
        let steps = percent_steps(current - base, base, digits);
        for figures in forms(current, base, 2) {
            prop_assert!(!is_mentioned(&question(steps, digits, figures)));
        }
    }

    #[test]
    fn a_rate_beyond_rounding_is_inconsistent(
        current in amount(),
        base in 100_000_000_i128..100_000_000_000_000,
        beyond in 3_i128..10_000,
        up in any::<bool>(),
    ) {
        let steps = percent_steps(current - base, base, 2);
        for figures in forms(current, base, 2) {
            let honest = weigh(&question(steps, 2, figures.clone())).expect("in range");
            let spread = honest.computed_interval.greatest.as_decimal()
                - honest.computed_interval.least.as_decimal();
            let spread = (spread * Decimal::ONE_HUNDRED).ceil().mantissa();
            let moved = if up { steps + spread + beyond } else { steps - spread - beyond };
            let verdict = weigh(&question(moved, 2, figures)).expect("in range").verdict;
            prop_assert_eq!(verdict, Verdict::Inconsistent);
        }
    }
}

#[test]
fn sentences_worked_out_by_hand() {
    let implicit = |current: i128, change: i128, steps: i128| {
        let figures = vec![
            operand(reading(change, 2, Unit::WanYuan), 1, -1),
            operand(reading(current, 2, Unit::WanYuan), 0, 1),
        ];
        weigh(&question(steps, 2, figures))
            .expect("in range")
            .verdict
    };
    assert_eq!(implicit(51_298, 1_540, 309), Verdict::RoundingConsistent);
    assert_eq!(implicit(1_705, 99, 616), Verdict::RoundingConsistent);
    assert_eq!(implicit(2_168, -25, -114), Verdict::RoundingConsistent);
    assert_eq!(implicit(2_168, -25, -11), Verdict::Inconsistent);
    assert_eq!(implicit(8_234, 8_234, 10_000), Verdict::UndefinedBase);
    assert_eq!(implicit(8_234, 8_235, 10_000), Verdict::Undetermined);
}

#[test]
fn a_percentage_that_fits_nearly_anything_has_no_power() {
    let figures = vec![
        operand(reading(1, 2, Unit::WanYuan), 1, 0),
        operand(reading(3, 2, Unit::WanYuan), 0, 1),
    ];
    let verdict = |steps: i128| {
        weigh(&question(steps, 2, figures.clone()))
            .expect("in range")
            .verdict
    };
    assert_eq!(verdict(3_333), Verdict::LowPower);
    assert_eq!(verdict(9_000), Verdict::Inconsistent);
}

#[test]
fn one_last_digit_is_a_note() {
    let figures = vec![
        operand(reading(70_988, 2, Unit::WanYuan), 1, 0),
        operand(reading(82_522, 2, Unit::WanYuan), 0, 1),
    ];
    let verdict = |steps: i128| {
        weigh(&question(steps, 2, figures.clone()))
            .expect("in range")
            .verdict
    };
    assert_eq!(verdict(8_602), Verdict::RoundingConsistent);
    assert_eq!(verdict(8_603), Verdict::Borderline);
    assert_eq!(verdict(8_604), Verdict::Inconsistent);
}
