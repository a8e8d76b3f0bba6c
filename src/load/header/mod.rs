//! The header of a table as a list of leaves with their path, from cells whose positions are known.

pub(super) mod account_words;
pub(super) mod cut;
pub(super) mod forms;
pub(super) mod index_line;
pub(super) mod meaning;
pub(super) mod measures;
pub(super) mod order;
pub(super) mod pieces;
pub(super) mod places;
pub(super) mod recognise;
pub(super) mod shape;
pub(super) mod tiers;
pub(super) mod words;

use crate::load::grid::cells::{is_figure, is_number};
use crate::load::header::index_line::is_index_line;
use crate::load::header::meaning::{counts_heads, is_rate, meaning, split_year};
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::{Family, HeaderWord, Stub, Vocabulary};
use crate::model::{Role, TableKind, Unit, ValueKind, year_in};

/// One innermost header cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Leaf {
    /// Printed texts, outermost first.
    pub(in crate::load) path: Vec<String>,
    /// What it means as a column.
    pub(in crate::load) role: Role,
    /// What its cells hold; `None` while unknown.
    pub(in crate::load) kind: Option<ValueKind>,
    /// Unit of its cells, when not that of the table.
    pub(in crate::load) unit: Option<Unit>,
    /// Its part in the row stub.
    pub(in crate::load) stub: Option<Stub>,
    /// Which sum it is a part of.
    pub(in crate::load) family: Option<Family>,
}

impl Leaf {
    /// A leaf with the meaning its innermost text has in the vocabulary.
    #[must_use]
    pub(in crate::load) fn new(path: Vec<String>, vocabulary: &Vocabulary) -> Self {
        let word = meaning(&path, vocabulary);
        let word = word.filter(|word| word.stub.is_some() || !counts_heads(&path));
        let measure = match word {
            None if counts_heads(&path) => Some((ValueKind::Count, Unit::Count("人".into()))),
            _ if is_rate(&path) && word.is_none_or(prints_rates) => {
                Some((ValueKind::Percent, Unit::Percent))
            }
            _ => None,
        };
        if let Some((kind, unit)) = measure {
            return Leaf {
                role: Role::Other,
                kind: Some(kind),
                unit: Some(unit),
                stub: None,
                family: None,
                path,
            };
        }
        // 其中：基本支出 may open a list of all parts; 其中：某某专项资金 is one part.
        let part = path.last().and_then(|text| text.strip_prefix("其中："));
        let part = part.filter(|_| word.is_none());
        let known = part.and_then(|part| vocabulary.column(part));
        let unknown = match part {
            Some(_) if known.is_none() => Role::OfWhich,
            _ => Role::Other,
        };
        let kind = known.and_then(|part| part.kind);
        Leaf {
            role: word.map_or(unknown, |word| word.role),
            kind: word.map_or(kind, |word| word.kind),
            unit: word.and_then(|word| word.unit.clone()),
            stub: word.and_then(|word| word.stub),
            family: word.and_then(|word| word.family),
            path,
        }
    }

    /// Whether the column is data (or data and name at once).
    #[must_use]
    pub(in crate::load) fn is_data(&self) -> bool {
        matches!(self.stub, None | Some(Stub::LabelName))
    }
}

fn prints_rates(word: &HeaderWord) -> bool {
    word.kind == Some(ValueKind::Percent)
}

/// The path with the halves of its innermost word joined, where a header of two lines was taken for
/// two levels: 合 over 计 is 合计.
fn whole(mut path: Vec<String>, vocabulary: &Vocabulary) -> Vec<String> {
    let Some([.., upper, lower]) = path.get(..) else {
        return path;
    };
    let joined = format!("{upper}{lower}");
    let known = |word: &str| vocabulary.column(word).is_some() || vocabulary.group(word).is_some();
    if known(lower) || known(upper) || !known(&joined) {
        return path;
    }
    path.truncate(path.len() - 2);
    path.push(joined);
    path
}

/// Columns of earlier years beside those of the latest are printed for comparison only: they mean
/// none of what the form is about.
fn set_earlier_years_aside(leaves: &mut [Leaf]) {
    const LAST_YEAR: [&str; 5] = ["上年", "上年数", "上年预算", "上年预算数", "上年执行数"];
    let year = |leaf: &Leaf| leaf.path.iter().rev().find_map(|text| split_year(text).0);
    let latest = leaves.iter().filter_map(year).max();
    for leaf in leaves {
        let last_year = leaf
            .path
            .iter()
            .any(|text| LAST_YEAR.contains(&text.as_str()));
        if last_year || year(leaf) < latest && year(leaf).is_some() {
            leaf.role = Role::Other;
            leaf.family = None;
        }
    }
}

/// How many lines at the top of the first chunk are header, and whether one of them is an index
/// line (栏次 1 2 3).
#[must_use]
pub(in crate::load) fn height(lines: &[TextLine], vocabulary: &Vocabulary) -> usize {
    let mut rows = 0;
    let known = |line: &TextLine| {
        line.printed()
            .filter(|piece| vocabulary.column(&piece.text).is_some())
            .count()
    };
    let mut words_seen = false;
    let wordy = !lines
        .iter()
        .flat_map(TextLine::printed)
        .any(|piece| piece.text.chars().all(|c| c.is_ascii_digit()) || is_amount(&piece.text));
    for (index, line) in lines.iter().enumerate() {
        if is_index_line(line) {
            return index + 1;
        }
        // In a table without numbers, a line without one header word, after lines with some,
        // prints values in words.
        if wordy && words_seen && values_in_words(line, known(line)) {
            return index;
        }
        if words_seen && names_numbers(line, lines.get(..index).unwrap_or(&[]), vocabulary) {
            return index;
        }
        words_seen |= known(line) > 0;
        let band = is_band(line)
            && lines
                .get(index + 1)
                .is_some_and(|next| is_header_words(next, vocabulary));
        if !band && starts_body(line, vocabulary) {
            return index;
        }
        rows = index + 1;
    }
    rows
}

/// A name before whole numbers, below header words: points, heads, pieces, round amounts. Words may
/// stand beside them, but none of a header. Years are numbers only beside what stands below the
/// heading of the names.
fn names_numbers(line: &TextLine, above: &[TextLine], vocabulary: &Vocabulary) -> bool {
    let known = |piece: &Piece| vocabulary.column(&piece.text);
    let named = |line: &TextLine| {
        let heading = line.pieces.first().and_then(known);
        heading.is_some_and(|word| word.stub == Some(Stub::Name))
    };
    let leading = |piece: &Piece| line.pieces.first() == Some(piece);
    let mut printed = line.printed();
    let Some(name) = printed.next().filter(|first| {
        first.text.chars().nth(1).is_some()
            && first.text.chars().any(char::is_alphabetic)
            && known(first).is_none()
    }) else {
        return false;
    };
    let years = leading(name) && above.iter().any(named);
    let mut numbers = 0;
    let all = printed.all(|piece| {
        let number = piece.text.replace(",", "").parse::<u32>();
        numbers += usize::from(number.is_ok());
        match number {
            Ok(_) => years || year_in(&piece.text).is_none(),
            Err(_) => known(piece).is_none(),
        }
    });
    all && numbers > 0
}

fn values_in_words(line: &TextLine, known: usize) -> bool {
    let printed = line.printed().count();
    let leading = line
        .pieces
        .first()
        .is_some_and(|piece| !piece.text.is_empty());
    leading && printed >= 2 && known * 3 < printed
}

/// A line that names a section of the table: only its first cell is printed. The cell of a right
/// lane alone names none.
#[must_use]
pub(in crate::load) fn is_band(line: &TextLine) -> bool {
    let first = line.pieces.first();
    line.printed().count() == 1
        && first.is_some_and(|piece| crate::load::fold::split_ordinal(&piece.text).0.is_some())
}

/// Whether every printed cell is a header word.
#[must_use]
pub(in crate::load) fn is_header_words(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let mut count = 0;
    line.printed().all(|piece| {
        count += 1;
        vocabulary.column(&piece.text).is_some()
    }) && count >= 2
}

fn starts_body(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    if line.printed().any(|piece| is_amount(&piece.text)) {
        return true;
    }
    let Some(first) = line.printed().next() else {
        return false;
    };
    if is_header_words(line, vocabulary) {
        return false;
    }
    let numbers = line
        .printed()
        .filter(|piece| piece.text.parse::<u32>().is_ok())
        .count();
    if numbers >= 2 && !is_code(&first.text) {
        return true;
    }
    let text = first.text.as_str();
    let valued = |piece: &Piece| is_figure(&piece.text);
    let total = vocabulary.row_kind(text).is_some()
        && (line.printed().nth(1).is_none() || line.printed().skip(1).any(valued));
    let numbered = crate::load::fold::split_ordinal(text).0.is_some() && !is_band(line)
        || text == "1" && line.printed().nth(1).is_some();
    // 表1 │ 收支总表 │ 否: a list of tables.
    let mark = text.strip_prefix('表');
    let listed = mark.is_some_and(|digits| digits.parse::<u32>().is_ok());
    total || numbered || listed || is_code(text) || is_band(line)
}

fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5..=8 | 15..=24) && text.chars().all(|c| c.is_ascii_digit())
}

/// Leaves, one for each column of the grid, from header lines whose merged cells print their text
/// in the first cell only.
///
/// A blank cell belongs to the text on its left when both stand under the same outer cell,
/// otherwise to the text above. Index lines are left aside.
#[must_use]
pub(in crate::load) fn read(
    lines: &[TextLine],
    width: usize,
    vocabulary: &Vocabulary,
) -> Vec<Leaf> {
    let mut filled: Vec<Vec<Option<(usize, &str)>>> = Vec::new();
    for line in lines.iter().filter(|line| !is_index_line(line)) {
        let mut row: Vec<Option<(usize, &str)>> = Vec::with_capacity(width);
        for column in 0..width {
            let text = line
                .pieces
                .get(column)
                .map_or("", |piece| piece.text.as_str());
            let cell = if text.is_empty() {
                let same_parent = column > 0
                    && filled
                        .iter()
                        .all(|above| above.get(column) == above.get(column - 1));
                let left = column
                    .checked_sub(1)
                    .and_then(|left| row.get(left).copied().flatten());
                left.filter(|_| same_parent)
            } else {
                Some((column, text))
            };
            row.push(cell);
        }
        filled.push(row);
    }
    let mut leaves: Vec<Leaf> = (0..width)
        .map(|column| {
            let path = filled
                .iter()
                .filter_map(|row| row.get(column).copied().flatten())
                .map(|(_, text)| text.to_owned())
                .collect();
            Leaf::new(whole(path, vocabulary), vocabulary)
        })
        .collect();
    set_earlier_years_aside(&mut leaves);
    leaves
}

/// Leaves with these paths.
#[must_use]
pub(in crate::load) fn from_paths(paths: Vec<Vec<String>>, vocabulary: &Vocabulary) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = paths
        .into_iter()
        .map(|path| Leaf::new(path, vocabulary))
        .collect();
    set_earlier_years_aside(&mut leaves);
    leaves
}

/// Leaves of a table whose header is lost: codes and names are told by what the columns print, and
/// the data columns are named only when the form of that kind prescribes exactly as many.
#[must_use]
pub(in crate::load) fn infer(
    body: &[TextLine],
    width: usize,
    kind: Option<TableKind>,
    vocabulary: &Vocabulary,
) -> Vec<Leaf> {
    let printed = |column: usize| {
        body.iter()
            .filter_map(move |line| line.pieces.get(column))
            .map(|piece| piece.text.as_str())
            .filter(|text| !text.is_empty())
    };
    let codes = printed(0).next().is_some() && printed(0).all(is_code);
    let name_at = usize::from(codes);
    let named = printed(name_at).next().is_some() && printed(name_at).all(|text| !is_number(text));
    let stubs = name_at + usize::from(named);
    let standard = kind
        .and_then(|kind| vocabulary.standard_header(kind))
        .filter(|columns| columns.len() == width - stubs.min(width));
    (0..width)
        .map(|column| {
            let mut path = Vec::new();
            if let Some(word) = standard.and_then(|columns| columns.get(column.checked_sub(stubs)?))
            {
                path.push(word.clone());
            }
            let mut leaf = Leaf::new(path, vocabulary);
            if column == 0 && codes {
                leaf.stub = Some(Stub::Code);
            } else if column < stubs {
                leaf.stub = Some(Stub::Name);
            }
            leaf
        })
        .collect()
}

/// Whether the positions cannot be right: a data word below a stub word, a column of figures that
/// has no name or is a name, or two beside each other of one name.
#[must_use]
pub(in crate::load) fn is_damaged(
    leaves: &[Leaf],
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> bool {
    let misplaced = leaves.iter().any(|leaf| {
        let below_stub = leaf
            .path
            .iter()
            .rev()
            .skip(1)
            .filter_map(|text| vocabulary.column(text))
            .any(|word| {
                matches!(word.stub, Some(Stub::Code | Stub::UnitCode | Stub::Name))
                    && vocabulary.group(&word.word).is_none()
            });
        let group_of_codes = leaf
            .path
            .first()
            .and_then(|text| vocabulary.column(text))
            .is_some_and(|word| word.stub == Some(Stub::Code));
        leaf.is_data() && leaf.kind.is_some() && (below_stub || group_of_codes)
    });
    // Lines that lost cells prove nothing about columns.
    let figures = |column: usize| {
        body.iter()
            .filter(|line| line.pieces.len() == leaves.len())
            .filter_map(|line| line.pieces.get(column))
            .any(|piece| is_amount(&piece.text))
    };
    let twice = |column: usize, leaf: &Leaf| {
        let before = column.checked_sub(1).filter(|&left| {
            let left = leaves.get(left);
            !leaf.path.is_empty() && left.is_some_and(|left| left.path == leaf.path)
        });
        before.is_some_and(|left| figures(left) && figures(column))
    };
    let misnamed =
        |column: usize, leaf: &Leaf| (leaf.path.is_empty() || !leaf.is_data()) && figures(column);
    let mut columns = leaves.iter().enumerate();
    misplaced || columns.any(|(column, leaf)| misnamed(column, leaf) || twice(column, leaf))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn paths(text: &str) -> Vec<String> {
        let source = Source::new("a", text, Encoding::Utf8);
        let lines = line::lines(&source);
        let vocabulary = Vocabulary::embedded();
        let rows = height(&lines, vocabulary);
        let width = lines
            .iter()
            .map(|line| line.pieces.len())
            .max()
            .unwrap_or(0);
        let header = lines.get(..rows).unwrap_or(&[]);
        read(header, width, vocabulary)
            .iter()
            .map(|leaf| leaf.path.join("/"))
            .collect()
    }

    #[test]
    fn merged_cells_across_and_down() {
        let text = "序号\t功能分类科目\t\t合计\t本年收入\t\t上年结转\n\
                    \t科目编码\t科目名称\t\t小计\t财政拨款收入\t\n\
                    栏次\t1\t2\t3\t4\t5\t6\n\
                    1\t\t合计\t9.00\t9.00\t9.00\t";
        assert_eq!(
            paths(text),
            [
                "序号",
                "功能分类科目/科目编码",
                "功能分类科目/科目名称",
                "合计",
                "本年收入/小计",
                "本年收入/财政拨款收入",
                "上年结转"
            ]
        );
    }

    #[test]
    fn three_levels() {
        let text = "收入\t\t支出\t\t\t\t\n\
                    项 目\t金 额\t项 目\t合 计\t一般公共预算\t\t政府性基金\n\
                    \t\t\t\t小 计\t其中：财政拨款\t\n\
                    一、本年收入\t9.00\t一、本年支出\t9.00\t9.00\t9.00\t";
        assert_eq!(
            paths(text),
            [
                "收入/项目",
                "收入/金额",
                "支出/项目",
                "支出/合计",
                "支出/一般公共预算/小计",
                "支出/一般公共预算/其中：财政拨款",
                "支出/政府性基金"
            ]
        );
    }
}
