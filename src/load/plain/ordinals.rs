//! Takes the running numbers of rows (序号, 行次) out of lines that are divided by white space only.

use std::collections::BTreeMap;

use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::Stub;

/// A number may be missing where a row was lost.
const MOST_LOST: u32 = 3;
/// Lines with a number in both streams that show their distance.
const FEWEST_PAIRS: u32 = 3;

/// The lines without the numbers that the columns 序号 and 行次 print; in tables without such a
/// column they are left as they are.
#[must_use]
pub(in crate::load) fn without_ordinals(
    mut lines: Vec<TextLine>,
    layout: &Layout,
) -> Vec<TextLine> {
    let is_ordinal = |use_: Use| use_ == Use::Stub(Stub::Ordinal);
    if layout
        .slots
        .first()
        .is_some_and(|slot| is_ordinal(slot.use_))
    {
        drop_leading(&mut lines);
    } else if layout.slots.iter().any(|slot| is_ordinal(slot.use_)) {
        drop_behind_names(&mut lines);
    }
    lines.retain(|line| !line.pieces.is_empty());
    lines
}

/// Numbers at the beginning of lines that count up.
fn drop_leading(lines: &mut [TextLine]) {
    let mut last = 0;
    for line in lines {
        let number = line.pieces.first().and_then(small_number);
        if let Some(number) = number.filter(|number| (last + 1..=last + MOST_LOST).contains(number))
        {
            line.pieces.remove(0);
            last = number;
        }
    }
}

/// Numbers behind names, or where the name is blank. The numbers of the right stream run at one
/// distance from those of the left: so they are known where no name stands before them.
fn drop_behind_names(lines: &mut [TextLine]) {
    let found: Vec<Vec<u32>> = lines.iter_mut().map(take_behind_names).collect();
    let mut distances: BTreeMap<u32, u32> = BTreeMap::new();
    for numbers in &found {
        if let [left, right] = numbers.as_slice()
            && let Some(distance) = right.checked_sub(*left)
        {
            *distances.entry(distance).or_default() += 1;
        }
    }
    let usual = distances.into_iter().max_by_key(|&(_, count)| count);
    let Some((distance, _)) = usual.filter(|&(_, count)| count >= FEWEST_PAIRS) else {
        return;
    };
    for (line, numbers) in lines.iter_mut().zip(found) {
        let [left] = numbers.as_slice() else { continue };
        let is_right = |piece: &Piece| small_number(piece) == Some(left + distance);
        if let Some(at) = line.pieces.iter().rposition(is_right) {
            line.pieces.remove(at);
        }
    }
}

/// Takes the first bare number behind each name out of a line.
fn take_behind_names(line: &mut TextLine) -> Vec<u32> {
    let mut taken = Vec::new();
    let mut behind_number = false;
    line.pieces.retain(|piece| {
        let number = small_number(piece);
        let ordinal = number.filter(|_| !behind_number);
        behind_number = number.is_some() || is_amount(&piece.text);
        taken.extend(ordinal);
        ordinal.is_none()
    });
    taken
}

fn small_number(piece: &Piece) -> Option<u32> {
    let plain = piece.text.len() <= 3 && piece.text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| piece.text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn kept(text: &str, take: fn(&mut [TextLine])) -> Vec<String> {
        let mut lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        take(&mut lines);
        let words = |line: &TextLine| -> Vec<String> {
            line.pieces
                .iter()
                .map(|piece| piece.text.to_string())
                .collect()
        };
        lines.iter().map(|line| words(line).join(" ")).collect()
    }

    #[test]
    fn leading_numbers_that_count_up() {
        let found = kept(
            "1 合计 9.00\n2 201 服务 9.00\n30 元\n4 公务 3.00",
            drop_leading,
        );
        assert_eq!(found, ["合计 9.00", "201 服务 9.00", "30 元", "公务 3.00"]);
    }

    #[test]
    fn line_numbers_behind_names() {
        let found = kept("收入 1 5 服务 32 1.20\n9 卫生 40 14.32", drop_behind_names);
        assert_eq!(found, ["收入 5 服务 1.20", "卫生 14.32"]);
    }

    #[test]
    fn a_line_number_without_a_name_is_known_by_its_distance() {
        let text = "甲 1 5.00 服务 11 5.00\n乙 2 教育 12\n3 外交 13\n结转 4 7.00 14\n基金 5 15\n总计 6 12.00 总计 16 12.00";
        let left = [
            "甲 5.00 服务 5.00",
            "乙 教育",
            "外交",
            "结转 7.00",
            "基金",
            "总计 12.00 总计 12.00",
        ];
        assert_eq!(kept(text, drop_behind_names), left);
    }
}
