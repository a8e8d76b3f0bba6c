//! Names whose halves stand on lines above and below the codes and figures of their row.
//!
//! Programs that print text by its height on the page put a row between the halves of its name:
//! `其他公共安全`, then `20499 556.78 556.78`, then `支出`. Every half is moved to its row: as the
//! catalogue completes a name, else as many behind it as before it.

use ecow::EcoVec;

use crate::catalogue;
use crate::load::fold::fold;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::{is_amount, is_code};

/// Lines of words between two rows that can be halves of names.
const MOST_HALVES: usize = 6;
/// Digits of the code of a 项.
const LONGEST_CODE: usize = 7;

/// The lines with every half of a name on the line of its code.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut rows: Vec<Row> = lines.into_iter().map(Row::of).collect();
    let single = rows.iter().all(|row| row.items.len() < 2);
    let coded: Vec<usize> = (0..rows.len())
        .filter(|&at| rows.get(at).is_some_and(|row| !row.items.is_empty()))
        .collect();
    let mut above: Option<usize> = None;
    for next in coded.into_iter().map(Some).chain([None]) {
        let first = above.map_or(0, |above| above + 1);
        let last = next.unwrap_or(rows.len());
        if last - first <= MOST_HALVES {
            between(&mut rows, above, first..last, next, single);
        }
        above = next;
    }
    rows.into_iter().filter_map(Row::line).collect()
}

/// The same where rows have no codes: lines of words above and below a line of nothing but figures
/// are one name where they are as many, and the next row begins with words of its own.
#[must_use]
pub(in crate::load) fn around_figures(lines: &[TextLine]) -> Vec<TextLine> {
    let figures = |line: &TextLine| line.printed().any(|piece| is_figure(&piece.text));
    let only_figures = |line: &TextLine| line.printed().all(|piece| is_figure(&piece.text));
    let mut joined: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut rest = lines;
    let mut above = 0;
    while let Some((line, below)) = rest.split_first() {
        rest = below;
        let halves = below.iter().take_while(|line| !figures(line)).count();
        let next = below.get(halves);
        let whole = (1..=MOST_HALVES).contains(&above) && halves == above;
        if only_figures(line) && whole && next.is_none_or(|next| !only_figures(next)) {
            let (after, others) = below.split_at(halves);
            let mut words = joined.split_off(joined.len() - above).into_iter();
            if let Some(mut row) = words.next() {
                words.for_each(|half| row.extend(&half));
                after.iter().for_each(|half| row.extend(half));
                row.extend(line);
                joined.push(row);
            }
            rest = others;
            above = 0;
            continue;
        }
        above = if figures(line) { 0 } else { above + 1 };
        let mut line = line.clone();
        // What closes a bracket ends the name that opened it.
        if let Some((next, others)) = rest.split_first()
            && figures(&line)
            && !figures(next)
            && opened(&line.folded) > 0
            && opened(&next.folded) < 0
        {
            let at = line.pieces.iter().position(|piece| is_figure(&piece.text));
            let at = at.unwrap_or(line.pieces.len());
            line.pieces.splice(at..at, next.pieces.iter().cloned());
            rest = others;
        }
        joined.push(line);
    }
    joined
}

/// How many brackets words open, less those they close.
fn opened(text: &str) -> isize {
    let bracket = |c| match c {
        '（' => 1,
        '）' => -1,
        _ => 0,
    };
    text.chars().map(bracket).sum()
}

/// A line and the items with codes on it.
struct Row {
    line: TextLine,
    items: Vec<Item>,
}

/// A code, its name, and the halves of the name found on other lines.
struct Item {
    code: String,
    /// Where in the pieces of its line its name begins, and where it ends.
    name: std::ops::Range<usize>,
    own: String,
    before: Vec<Piece>,
    after: Vec<Piece>,
}

impl Row {
    fn of(mut line: TextLine) -> Row {
        let mut items: Vec<Item> = Vec::new();
        let mut open = false;
        let mut at = 0;
        join_codes(&mut line.pieces);
        let pieces = &line.pieces;
        while let Some(piece) = pieces.get(at) {
            if is_short_code(&piece.text) {
                at += 1;
                items.push(Item {
                    code: piece.text.to_string(),
                    name: at..at,
                    own: String::new(),
                    before: Vec::new(),
                    after: Vec::new(),
                });
                open = true;
                continue;
            }
            at += 1;
            open &= !is_figure(&piece.text);
            if let Some(item) = items.last_mut().filter(|_| open) {
                item.own.push_str(&piece.text);
                item.name.end = at;
            }
        }
        // Rows without a code, totals among them, have their names beside their figures.
        let total = items.is_empty() && pieces.iter().any(|piece| is_figure(&piece.text));
        if total {
            items.push(Item {
                code: String::new(),
                name: 0..0,
                own: line.text(),
                before: Vec::new(),
                after: Vec::new(),
            });
        }
        Row { line, items }
    }

    /// The line with all halves; `None` where all of it went to other lines.
    fn line(mut self) -> Option<TextLine> {
        for item in self.items.into_iter().rev() {
            let end = item.name.end;
            self.line.pieces.splice(end..end, item.after);
            let start = item.name.start;
            self.line.pieces.splice(start..start, item.before);
        }
        (!self.line.pieces.is_empty()).then_some(self.line)
    }
}

impl Item {
    fn name(&self) -> String {
        let text = |pieces: &[Piece]| -> String {
            pieces.iter().map(|piece| piece.text.as_str()).collect()
        };
        format!("{}{}{}", text(&self.before), self.own, text(&self.after))
    }

    fn wants(&self, name: &str) -> bool {
        let name = fold(name);
        let mut entries = catalogue::entries(&self.code).iter();
        entries.any(|entry| fold(entry.name).starts_with(&name))
    }

    /// Whether the catalogue goes on with these words behind the name as it stands.
    fn goes_on(&self, words: &str) -> bool {
        !self.code.is_empty() && self.wants(&format!("{}{words}", self.name()))
    }

    /// Whether the catalogue begins the name with these words and goes on with what stands there.
    fn begins(&self, words: &str) -> bool {
        let before: String = self
            .before
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        !self.code.is_empty() && self.wants(&format!("{before}{words}{}", self.own))
    }
}

fn is_figure(text: &str) -> bool {
    is_amount(text) || text == "0"
}

fn is_short_code(text: &str) -> bool {
    is_code(text) && text.len() <= LONGEST_CODE
}

/// Codes printed level by level are one: `301 08`, `208 05 01`. Where a code fills its column, the
/// name stands right behind it: `2010506统计管理`, `301 01基本工资`.
fn join_codes(pieces: &mut EcoVec<Piece>) {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut in_code = true;
    for piece in std::mem::take(pieces) {
        let digits = piece.text.bytes().take_while(u8::is_ascii_digit).count();
        let class = joined
            .last()
            .filter(|last| in_code && is_short_code(&last.text));
        let level = digits == 2 && class.is_some_and(|class| class.text.len() < LONGEST_CODE);
        let begins =
            joined.is_empty() && matches!(digits, 3 | 5 | 7) && named_behind(&piece.text, digits);
        let cut = if begins || level && named_behind(&piece.text, digits) {
            piece.cut(digits)
        } else {
            vec![piece]
        };
        for (at, piece) in cut.into_iter().enumerate() {
            let level = level && at == 0 && piece.text.len() == 2;
            match joined.last_mut() {
                Some(class) if level => {
                    class.text.push_str(&piece.text);
                    class.span.end = piece.span.end;
                }
                _ => {
                    in_code = is_short_code(&piece.text);
                    joined.push(piece);
                }
            }
        }
    }
    *pieces = joined.into();
}

/// Whether the characters behind the digits begin a name.
fn named_behind(text: &str, digits: usize) -> bool {
    let behind = text.get(digits..).and_then(|rest| rest.chars().next());
    behind.is_some_and(|c| c.is_alphabetic() && !c.is_ascii() && !matches!(c, '年' | '月' | '日'))
}

/// Gives the words between two rows to the names they are halves of. Words of no name stay.
fn between(
    rows: &mut [Row],
    above: Option<usize>,
    lines: std::ops::Range<usize>,
    below: Option<usize>,
    single: bool,
) {
    let mut down = false;
    for at in lines {
        let Some(row) = rows.get_mut(at) else {
            return;
        };
        let pieces = std::mem::take(&mut row.line.pieces);
        let halves: Vec<Vec<Piece>> = if single {
            vec![pieces.into_iter().collect()]
        } else {
            pieces.into_iter().map(|piece| vec![piece]).collect()
        };
        for half in halves {
            let words: String = half.iter().map(|piece| piece.text.as_str()).collect();
            let up = above.filter(|_| !down || !single);
            let of = |rows: &[Row], row: Option<usize>, fits: &dyn Fn(&Item) -> bool| {
                let row = row?;
                let item = rows.get(row)?.items.iter().position(fits)?;
                Some((row, item))
            };
            let ends = of(rows, up, &|item| item.goes_on(&words));
            let begins = of(rows, below, &|item| item.begins(&words));
            let owed = of(rows, up, &|item| item.after.len() < item.before.len());
            let bare = of(rows, below, &|item| {
                item.own.is_empty() && !item.code.is_empty()
            });
            let known = match (ends, begins) {
                (Some(ends), None) => Some((ends, true)),
                (None, Some(begins)) => Some((begins, false)),
                _ => None,
            };
            let place = known
                .or(owed.map(|owed| (owed, true)))
                .or(bare.map(|bare| (bare, false)));
            let Some(((row, item), up)) = place else {
                if let Some(row) = rows.get_mut(at) {
                    row.line.pieces.extend(half);
                }
                continue;
            };
            down |= !up;
            if let Some(item) = rows.get_mut(row).and_then(|row| row.items.get_mut(item)) {
                let halves = if up {
                    &mut item.after
                } else {
                    &mut item.before
                };
                halves.extend(half);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        line::printed_words(&joined(lines))
    }

    #[test]
    fn halves_go_to_the_row_between_them() {
        let text = "一般公共服务\n201 9.00\n支出\n20105 统计信息事务 9.00\n市场监督管理\n20138 5.00\n事务\n\
                    某某地方特有\n2013898 1.00\n的支出\n其他市场监督\n2013899 4.00\n管理事务\n合计 9.00";
        assert_eq!(
            read(text),
            [
                "201 一般公共服务 支出 9.00",
                "20105 统计信息事务 9.00",
                "20138 市场监督管理 事务 5.00",
                "2013898 某某地方特有 的支出 1.00",
                "2013899 其他市场监督 管理事务 4.00",
                "合计 9.00",
            ]
        );
    }

    #[test]
    fn names_of_three_lines_have_their_middle_beside_the_figures() {
        let text = "20703 体育 2.00\n其他文化旅游\n20799 体育与传媒支 6.00\n出\n208 社会保障和就业支出 1.00";
        assert_eq!(
            read(text),
            [
                "20703 体育 2.00",
                "20799 其他文化旅游 体育与传媒支 出 6.00",
                "208 社会保障和就业支出 1.00",
            ]
        );
    }

    #[test]
    fn names_that_begin_beside_their_figures_go_on_below() {
        let text = "2080505 机关事业单位基本养老保险缴费 9.00\n支出\n2080506 机关事业单位职业年金缴费支出 1.00";
        assert_eq!(
            read(text),
            [
                "2080505 机关事业单位基本养老保险缴费 支出 9.00",
                "2080506 机关事业单位职业年金缴费支出 1.00",
            ]
        );
    }

    #[test]
    fn names_right_behind_their_code() {
        let text =
            "20105 统计信息事务 5.00\n2010506统计管理 1.00\n301 01基本工资 4.00\n2024年专项 1.00";
        assert_eq!(
            read(text),
            [
                "20105 统计信息事务 5.00",
                "2010506 统计管理 1.00",
                "30101 基本工资 4.00",
                "2024年专项 1.00",
            ]
        );
    }

    #[test]
    fn blocks_side_by_side_have_their_own_halves() {
        let text = "301 11 公务员医疗补助缴 0.00 302 11 差旅费 1.75\n费 因公出国（境）费\n\
                    301 12 其他社会保障缴费 7.17 302 12 0.00\n用\n其他对个人和家庭 其他商品和服务支\n\
                    303 99 0.00 302 99 9.07\n的补助 出";
        assert_eq!(
            read(text),
            [
                "30111 公务员医疗补助缴 费 0.00 30211 差旅费 1.75",
                "30112 其他社会保障缴费 7.17 30212 因公出国（境）费 用 0.00",
                "30399 其他对个人和家庭 的补助 0.00 30299 其他商品和服务支 出 9.07",
            ]
        );
    }
}
