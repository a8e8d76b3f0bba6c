//! Takes the running numbers of rows (序号, 行次) out of lines that are divided by white space only.

use super::layout::{Layout, Use};
use super::line::{Piece, TextLine};
use super::plain::is_amount;
use super::vocabulary::Stub;

/// A number may be missing where a row was lost.
const MOST_LOST: u32 = 3;

/// The lines without the numbers that the columns 序号 and 行次 print; in tables without such a
/// column they are left as they are.
#[must_use]
pub(super) fn without_ordinals(mut lines: Vec<TextLine>, layout: &Layout) -> Vec<TextLine> {
    let is_ordinal = |use_: Use| use_ == Use::Stub(Stub::Ordinal);
    if layout
        .slots
        .first()
        .is_some_and(|slot| is_ordinal(slot.use_))
    {
        drop_leading(&mut lines);
    } else if layout.slots.iter().any(|slot| is_ordinal(slot.use_)) {
        lines.iter_mut().for_each(drop_behind_names);
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

/// The first bare number behind a name, or where the name is blank.
fn drop_behind_names(line: &mut TextLine) {
    let mut behind_number = false;
    line.pieces.retain(|piece| {
        let ordinal = !behind_number && small_number(piece).is_some();
        behind_number = ordinal || is_amount(&piece.text) || small_number(piece).is_some();
        !ordinal
    });
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

    fn kept(text: &str, take: fn(&mut Vec<TextLine>)) -> Vec<String> {
        let mut lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        take(&mut lines);
        let words = |line: &TextLine| -> Vec<String> {
            line.pieces.iter().map(|piece| piece.text.clone()).collect()
        };
        lines.iter().map(|line| words(line).join(" ")).collect()
    }

    #[test]
    fn leading_numbers_that_count_up() {
        let found = kept(
            "1 合计 9.00\n2 201 服务 9.00\n30 元\n4 公务 3.00",
            |lines| {
                drop_leading(lines);
            },
        );
        assert_eq!(found, ["合计 9.00", "201 服务 9.00", "30 元", "公务 3.00"]);
    }

    #[test]
    fn line_numbers_behind_names() {
        let found = kept("收入 1 5 服务 32 1.20\n9 卫生 40 14.32", |lines| {
            lines.iter_mut().for_each(drop_behind_names);
        });
        assert_eq!(found, ["收入 5 服务 1.20", "卫生 14.32"]);
    }
}
