//! Numbers that cells of a workbook store and do not print in full, by where they are printed.

use rust_decimal::Decimal;

/// Stored numbers by the first byte of what is printed of them; cells that print all of what they
/// store have none, and so has every format that stores nothing beside what it prints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredNumbers(Vec<(u32, Decimal)>);

impl StoredNumbers {
    /// Notes the number behind what is printed from a byte on. Bytes are noted in ascending order.
    pub fn push(&mut self, start: u32, number: Decimal) {
        if self.0.last().is_none_or(|&(last, _)| last < start) {
            self.0.push((start, number));
        }
    }

    /// The number behind what is printed from a byte on.
    #[must_use]
    pub fn at(&self, start: u32) -> Option<Decimal> {
        let at = self.0.binary_search_by_key(&start, |&(start, _)| start);
        self.0.get(at.ok()?).map(|&(_, number)| number)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the numbers of a text that begins `before` bytes on.
    pub(super) fn extend(&mut self, behind: &StoredNumbers, before: u32) {
        for &(start, number) in &behind.0 {
            self.push(start.saturating_add(before), number);
        }
    }

    /// Gives back the room of numbers that never came.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_by_where_they_are_printed() {
        let number = |digits| Decimal::new(digits, 4);
        let mut first = StoredNumbers::default();
        first.push(4, number(123_456));
        first.push(4, number(1));
        let mut behind = StoredNumbers::default();
        behind.push(0, number(7));
        first.extend(&behind, 20);
        assert_eq!(first.at(4), Some(number(123_456)));
        assert_eq!((first.at(5), first.at(20)), (None, Some(number(7))));
    }
}
