//! How rare a rounding difference is: exact tail of a sum of uniform rounding errors, in whole numbers.

/// More terms than this are weighed by the normal law, whose tails are heavier than the exact ones.
const MOST_EXACT_TERMS: u32 = 300;

/// Whether a difference of `steps` or more between a printed total and the sum of `terms`
/// independently rounded figures is rarer than one in a thousand.
///
/// The difference is the whole number nearest to a sum of `terms` errors, each uniform on
/// [-½, ½]. With `m = terms - 2·steps + 1` both tails together are
/// `2 / (n!·2ⁿ) · Σⱼ (-1)ʲ·C(n,j)·(m - 2j)ⁿ`. Source: design reference, mission anchors c4.
#[must_use]
pub fn is_rare(terms: u32, steps: u32) -> bool {
    if steps == 0 {
        return false;
    }
    if terms > MOST_EXACT_TERMS {
        return is_rare_by_normal_law(terms, steps);
    }
    let Some(reach) = (terms + 1).checked_sub(2 * steps) else {
        return true;
    };
    let mut whole = Natural::from(1);
    for factor in 1..=terms {
        whole.multiply(factor);
        whole.multiply(2);
    }
    let mut added = Natural::from(0);
    let mut removed = Natural::from(0);
    let mut choices = Natural::from(1);
    for j in 0..=reach / 2 {
        let mut term = choices.clone();
        for _ in 0..terms {
            term.multiply(reach - 2 * j);
        }
        if j % 2 == 0 { &mut added } else { &mut removed }.add(&term);
        choices.multiply(terms - j);
        choices.divide(j + 1);
    }
    added.multiply(2000);
    removed.multiply(2000);
    removed.add(&whole);
    added.is_below(&removed)
}

/// 3.2905 standard deviations leave one in a thousand outside; the variance is `terms`/12.
fn is_rare_by_normal_law(terms: u32, steps: u32) -> bool {
    let reach = u128::from(2 * steps - 1);
    reach * reach * 3 * 1_000_000 > 10_827_567 * u128::from(terms)
}

/// A natural number of any size: 32-bit digits, least first, no leading zero.
#[derive(Clone)]
struct Natural(Vec<u32>);

impl From<u32> for Natural {
    fn from(value: u32) -> Self {
        Natural(if value == 0 { Vec::new() } else { vec![value] })
    }
}

impl Natural {
    fn multiply(&mut self, factor: u32) {
        let mut carry = 0_u64;
        for digit in &mut self.0 {
            let product = u64::from(*digit) * u64::from(factor) + carry;
            *digit = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
        self.trim();
    }

    /// Exact division; the callers divide binomials by a factor they contain.
    fn divide(&mut self, divisor: u32) {
        let mut rest = 0_u64;
        for digit in self.0.iter_mut().rev() {
            let here = (rest << 32) | u64::from(*digit);
            *digit = low(here / u64::from(divisor));
            rest = here % u64::from(divisor);
        }
        self.trim();
    }

    fn add(&mut self, other: &Natural) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0_u64;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let sum =
                u64::from(*digit) + u64::from(other.0.get(index).copied().unwrap_or(0)) + carry;
            *digit = low(sum);
            carry = sum >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn is_below(&self, other: &Natural) -> bool {
        self.0
            .len()
            .cmp(&other.0.len())
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
            == std::cmp::Ordering::Less
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

/// The lowest 32 bits.
fn low(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_rare_difference_is_the_published_one() {
        let smallest = |terms| (1..).find(|&steps| is_rare(terms, steps));
        for (terms, expected) in [
            (1, 1),
            (2, 2),
            (3, 2),
            (5, 3),
            (8, 4),
            (10, 4),
            (20, 5),
            (30, 6),
            (50, 8),
        ] {
            assert_eq!(smallest(terms), Some(expected), "{terms} terms");
        }
    }

    #[test]
    fn the_normal_law_meets_the_exact_one_where_they_join() {
        for steps in 1..=40 {
            let exact = is_rare(MOST_EXACT_TERMS, steps);
            let normal = is_rare_by_normal_law(MOST_EXACT_TERMS, steps);
            assert!(exact || !normal, "{steps} steps");
        }
        assert!(is_rare(5_000, 80) && !is_rare(5_000, 60));
    }
}
