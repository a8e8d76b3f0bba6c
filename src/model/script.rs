//! Traditional characters and variants, and the simplified character each is read as.

use std::sync::OnceLock;

/// Pairs of simplified and traditional characters, one simplified character a line.
const TRADITIONAL: &str = include_str!("../../assets/fold/traditional.txt");

/// First character of the block the table covers; it ends with U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: usize = 0x9FFF - 0x4E00 + 1;

/// The simplified form of a character; the character itself where it has none. Both take as many bytes
/// in UTF-8: places in a text stay what they are.
#[must_use]
pub fn simplified(character: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let table = TABLE.get_or_init(simplified_table);
    let index = u32::from(character).wrapping_sub(FIRST) as usize;
    table.get(index).copied().unwrap_or(character)
}

/// One entry for each character of the block, most of them the character itself.
fn simplified_table() -> Vec<char> {
    let mut table: Vec<char> = (FIRST..).map_while(char::from_u32).take(SIZE).collect();
    for (simplified, others) in pairs() {
        for other in others.chars() {
            let index = u32::from(other).wrapping_sub(FIRST) as usize;
            if let Some(entry) = table.get_mut(index) {
                *entry = simplified;
            }
        }
    }
    table
}

fn pairs() -> impl Iterator<Item = (char, &'static str)> {
    TRADITIONAL
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (simplified, others) = line.split_once(' ')?;
            Some((simplified.chars().next()?, others))
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let lines = TRADITIONAL.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), pairs().count());
        let mut seen = BTreeSet::new();
        for (simplified, others) in pairs() {
            for other in others.chars() {
                assert!(seen.insert(other), "{other} twice");
                assert_eq!(other.len_utf8(), simplified.len_utf8(), "{other}");
                assert_eq!(super::simplified(other), simplified);
                assert_eq!(
                    super::simplified(simplified),
                    simplified,
                    "{simplified} moves"
                );
            }
        }
        assert!(seen.len() > 400);
    }
}
