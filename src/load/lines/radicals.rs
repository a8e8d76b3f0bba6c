//! Radicals that fonts hand out in place of the ideographs they look like, and marks of upright columns.

use std::sync::OnceLock;

/// Pairs of a radical and its ideograph.
const PAIRS: &str = include_str!("../../../assets/fold/radicals.txt");

const FIRST: u32 = 0x2E80;
const LAST: u32 = 0x2FDF;

/// The ideograph a radical stands for, one dash for all long dashes, and the usual mark for one of
/// text written downwards; other characters as they are.
pub(in crate::load) fn fold(c: char) -> char {
    match c {
        '―' | '︱' | '︳' => return '—',
        '︵' => return '（',
        '︶' => return '）',
        '︽' => return '《',
        '︾' => return '》',
        '﹁' | '﹃' => return '“',
        '﹂' | '﹄' => return '”',
        '︓' | '︰' => return '：',
        '︐' => return '，',
        '︑' => return '、',
        '︒' => return '。',
        _ => {}
    }
    ideograph(c).unwrap_or(c)
}

/// The ideograph a radical stands for, where it takes as many bytes: places in a text stay what they
/// are. Other characters as they are.
pub(in crate::load) fn unified(c: char) -> char {
    let same = |ideograph: &char| ideograph.len_utf8() == c.len_utf8();
    ideograph(c).filter(same).unwrap_or(c)
}

fn ideograph(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(FIRST)? as usize;
    table().get(index).copied().flatten()
}

fn table() -> &'static [Option<char>] {
    static TABLE: OnceLock<Vec<Option<char>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec![None; (LAST - FIRST + 1) as usize];
        let pairs = PAIRS.lines().filter(|line| !line.starts_with('#'));
        for pair in pairs.flat_map(str::split_whitespace) {
            let mut chars = pair.chars();
            if let (Some(radical), Some(ideograph)) = (chars.next(), chars.next()) {
                let index = u32::from(radical).wrapping_sub(FIRST) as usize;
                if let Some(entry) = table.get_mut(index) {
                    *entry = Some(ideograph);
                }
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs() {
        assert_eq!(['⼾', '⻚', '⾏', '⽤'].map(fold), ['户', '页', '行', '用']);
        assert_eq!(fold('①'), '①');
        let read: String = "⼀般公共预算财政拨款收⼊⽀出—"
            .chars()
            .map(unified)
            .collect();
        assert_eq!(read, "一般公共预算财政拨款收入支出—");
    }
}
