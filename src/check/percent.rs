//! The words of findings about percentages: the quotient as it is written, what it gives, and which slip fits.

use rust_decimal::Decimal;

use super::facts::Facts;
use super::finding::{Computation, Diagnosis, Term};
use super::quotient::Quotient;
use super::ratio;
use super::relation::{Claim, Operand};
use super::verdict::Verdict;
use super::wording::{Money, place_words};
use super::work::Worked;
use crate::model::{Amount, Bilingual};

/// What is printed, what the amounts give, and how far rounding reaches.
pub(super) fn statement(facts: &Facts<'_>, main: &Worked, computation: &Computation) -> Bilingual {
    let Claim::Ratio { percent, .. } = &main.relation.claim else {
        return main.relation.statement(facts);
    };
    let label = facts.label_at(percent.at);
    let printed = printed(&computation.total);
    let quotient = written(facts, main, computation);
    if main.verdict == Verdict::UndefinedBase {
        return Bilingual::new(
            format!(
                "正文“{label}”印为{}，但按 {quotient} 计算，基数为零，没有百分比可言。",
                printed.zh
            ),
            format!(
                "Text: “{label}” is printed as {}, but in {quotient} the base is nothing, so there is no percentage.",
                printed.en
            ),
        );
    }
    let Shown {
        computed,
        least,
        greatest,
    } = Shown::of(computation, facts, percent.at);
    let range = if least == greatest {
        Bilingual::new("四舍五入不能解释", "rounding does not explain it")
    } else {
        Bilingual::new(
            format!("考虑四舍五入也只能在 {least}% 到 {greatest}% 之间"),
            format!("rounding allows {least}% to {greatest}%"),
        )
    };
    Bilingual::new(
        format!(
            "正文“{label}”印为{}，但 {quotient} 为 {computed}%；{}。",
            printed.zh, range.zh
        ),
        format!(
            "Text: “{label}” is printed as {}, but {quotient} is {computed}%; {}.",
            printed.en, range.en
        ),
    )
}

/// The percentage and the quotient to work out by hand.
pub(super) fn verify(facts: &Facts<'_>, main: &Worked, computation: &Computation) -> Bilingual {
    let Claim::Ratio { percent, .. } = &main.relation.claim else {
        return main.rule().page.verify.owned();
    };
    let (label, printed) = (facts.label_at(percent.at), printed(&computation.total));
    let quotient = written(facts, main, computation);
    let Bilingual { zh, en } = place_words(facts, percent.at);
    Bilingual::new(
        format!(
            "找到{zh}“{label}”（{}），与 {quotient} 比较。",
            printed.zh.trim()
        ),
        format!(
            "Find “{label}” ({}) {en} and compare it with {quotient}.",
            printed.en
        ),
    )
}

/// The slip of a percentage that gives what is printed.
pub(super) fn slip(facts: &Facts<'_>, main: &Worked, quotient: &Quotient) -> Option<Diagnosis> {
    let question = &quotient.question;
    let computation = &main.computation(facts)?;
    let Claim::Ratio { percent, .. } = &main.relation.claim else {
        return None;
    };
    let raw = &computation.total.printed;
    let computed = Shown::of(computation, facts, percent.at).computed;
    // Nothing is no power of ten away from anything.
    let defined = main.verdict != Verdict::UndefinedBase;
    for factor in [10_i64, 100, 1000].into_iter().filter(|_| defined) {
        let factor = Decimal::from(factor);
        let fits = ratio::tells_scale(question, factor)
            || Decimal::ONE
                .checked_div(factor)
                .is_some_and(|part| ratio::tells_scale(question, part));
        if fits {
            return Some(Diagnosis {
                fingerprint: "decimal_slip",
                text: Bilingual::new(
                    format!("{raw}% 与 {computed}% 相差 {factor} 倍，像是小数点错位"),
                    format!(
                        "{raw}% and {computed}% differ by a factor of {factor}: the decimal point seems misplaced"
                    ),
                ),
            });
        }
    }
    if defined && ratio::tells_scale(question, Decimal::NEGATIVE_ONE) {
        return Some(Diagnosis {
            fingerprint: "wrong_direction",
            text: Bilingual::new(
                format!("数值相符而方向相反：应为 {computed}%"),
                format!("The size fits but the direction is reversed: it should be {computed}%"),
            ),
        });
    }
    ratio::fits_by_result(question).then(|| Diagnosis {
        fingerprint: "wrong_denominator",
        text: Bilingual::new(
            format!("{raw}% 像是除以了变动后的数，应除以变动前的数"),
            format!("{raw}% seems to be worked out on the figure after the change instead of the one before"),
        ),
    })
}

/// Computed percentages with two decimals more than are printed at most.
struct Shown {
    computed: Decimal,
    least: Decimal,
    greatest: Decimal,
}

impl Shown {
    fn of(computation: &Computation, facts: &Facts<'_>, percent: Operand) -> Shown {
        let decimals = facts
            .figure_at(percent)
            .map_or(2, |figure| figure.decimals().max(2));
        let shown = |amount: Amount| amount.as_decimal().round_dp(decimals);
        Shown {
            computed: shown(computation.computed),
            least: shown(computation.computed_interval.least),
            greatest: shown(computation.computed_interval.greatest),
        }
    }
}

/// The percentage with its direction in words.
fn printed(percent: &Term) -> Bilingual {
    let raw = &percent.printed;
    if percent.negative {
        Bilingual::new(format!("减少 {raw}%"), format!("a fall of {raw}%"))
    } else {
        Bilingual::new(format!(" {raw}%"), format!("{raw}%"))
    }
}

/// `0.25 ÷ (21.68 + 0.25)`, every figure with its unit.
fn written(facts: &Facts<'_>, main: &Worked, computation: &Computation) -> String {
    let Claim::Ratio { part, base, .. } = &main.relation.claim else {
        return String::new();
    };
    let side = |addends: &[super::relation::Addend], terms: &[Term]| {
        let mut text = String::new();
        for (index, (addend, term)) in addends.iter().zip(terms).enumerate() {
            text.push_str(match (index, term.negative) {
                (0, false) => "",
                (0, true) => "−",
                (_, true) => " − ",
                (_, false) => " + ",
            });
            text.push_str(&Money::at(facts, addend.at).printed(term).zh);
        }
        if addends.len() > 1 {
            format!("({text})")
        } else {
            text
        }
    };
    let (above, below) = computation
        .terms
        .split_at(part.len().min(computation.terms.len()));
    format!("{} ÷ {}", side(part, above), side(base, below))
}
