//! What keeps a table that was read without the borders of its cells from accusing anybody.
//!
//! Where only white space divides the words, a row may be misread that looks well. What such a row
//! shows: words of several rows in one name, figures inside a name, pieces of the name above or below,
//! and sums that fail. Then agreement is still evidence, and disagreement may be our own doing.

use std::collections::BTreeSet;

use crate::catalogue;
use crate::load::body::{Body, RawRow};
use crate::load::fold::skeleton;
use crate::load::lines::split_rows;
use crate::load::meaning::rows::{RowMeaning, WORDS_OF_SUMS};
use crate::load::meaning::subtotal::{self, Groups};
use crate::load::numeral;
use crate::load::placing::sister;
use crate::model::{Amount, ColumnIdentity, FigureKind, Role, RowKind, TableKind, Unit, ValueKind};

/// What may follow the word of a sum, which else closes a name: 合计（万元）.
const REMARKS: [&str; 4] = ["万元", "元", "其中", "＝"];
/// Words of headers that no row prints.
const OF_HEADERS: [&str; 3] = ["科目编码", "科目名称", "科目代码"];
/// Last letters of words of headers.
const ENDS_OF_WORDS: [&str; 7] = ["算", "入", "出", "费", "金", "数", "额"];
/// Fewer digits are part of a name (第2期, 2026年).
const DIGITS_OF_A_FIGURE: usize = 5;
/// Shorter pieces of a name say nothing.
const SHORTEST_PIECE: usize = 2;
/// What must hold for each that fails.
const HOLDING: usize = 2;
/// Fewer that fail are errors of the document.
const FEWEST_REFUTING: usize = 2;

/// Fewer rows tell nothing of the columns.
const FEWEST_COUNTED: usize = 3;

/// Whether the rows show that some were misread. `body` has its figures in their columns.
#[must_use]
pub(super) fn is_shaken(body: &Body, meanings: &[RowMeaning], unit: &Unit) -> bool {
    if body.rows.iter().any(|row| begins_with_figure(&row.name)) {
        return true;
    }
    if !(body.spread || body.ordered) {
        return false;
    }
    let mixed = |row: &RawRow| row.name.split('→').any(is_mixed);
    body.rows.iter().any(mixed)
        || is_displaced(body, meanings)
        || lacks_a_total(body, meanings)
        || split_rows::are_apart(&body.rows)
        || body.rows.windows(2).any(|pair| match pair {
            [above, below] => is_torn(above, below),
            _ => false,
        })
        || fails(body, meanings, unit)
}

/// Whether the header has more or fewer columns than the rows print, which print a zero where they have
/// nothing: the rows lost no cell, so the header was misread, and no sum of it tells where a figure stands.
#[must_use]
pub(super) fn is_miscounted(body: &Body, unit: &Unit) -> bool {
    let figures = |row: &RawRow| row.values.len();
    let open = |row: &RawRow| row.values.iter().any(|value| value.column.is_none());
    let is_zero = |text: &str| {
        let figure = numeral::read(text, unit);
        figure.is_some_and(|figure| figure.kind() == FigureKind::Zero)
    };
    let zeros = |row: &RawRow| row.values.iter().any(|value| is_zero(&value.text));
    let rows = || body.rows.iter().filter(|row| !row.values.is_empty());
    let count = rows().next().map_or(0, figures);
    let alike = rows().all(|row| figures(row) == count);
    let with_zeros = rows().filter(|row| zeros(row)).count();
    body.layout.lanes.len() == 1
        && count != body.layout.columns.len()
        && rows().count() >= FEWEST_COUNTED
        && alike
        && with_zeros == rows().count()
        && rows().any(open)
}

/// Whether text without cells puts the title of an income table over columns of expenditure: the titles
/// were drawn apart from their tables.
#[must_use]
pub(super) fn is_mistitled(kind: TableKind, body: &Body) -> bool {
    let spends = |role: Role| body.layout.columns.iter().any(|column| column.role == role);
    (body.spread || body.ordered)
        && kind == TableKind::IncomeSummary
        && spends(Role::Basic)
        && spends(Role::Project)
}

/// Sums of the header that the rows refute.
#[derive(Debug, Default)]
pub(super) struct Refuted {
    /// Which ones.
    pub(super) sums: Vec<usize>,
    /// Whether as many rows bear one out as contradict it: either the columns were misread or the
    /// document contradicts itself, and nobody can tell which.
    pub(super) disputed: bool,
}

/// Which sums of the header the rows refute. A header that was put together from words may join
/// columns into a sum that is none; a single row that fails is an error of the row.
pub(super) fn refuted(identities: &[ColumnIdentity], body: &Body, unit: &Unit) -> Refuted {
    let mut refuted = Refuted::default();
    if !body.spread && !body.ordered {
        return refuted;
    }
    let placed = |row: &RawRow| row.values.iter().all(|value| value.column.is_some());
    let placed = body.rows.iter().all(placed);
    for (index, identity) in identities.iter().enumerate() {
        let (tested, fails) = sister::sums(body, std::slice::from_ref(identity), unit);
        let held = tested - fails;
        let fails_often = fails >= FEWEST_REFUTING && fails * HOLDING > held;
        let lacking = lacks_a_column(identity, body, unit);
        if lacking || fails_often {
            refuted.sums.push(index);
            refuted.disputed |= placed && !lacking && held >= fails;
        }
    }
    refuted
}

/// Whether a row prints what a sum of the header lacks in a column beside it: a word of the header
/// that stands over several columns was read over too few.
fn lacks_a_column(identity: &ColumnIdentity, body: &Body, unit: &Unit) -> bool {
    let inside = |column: usize| identity.total == column || identity.parts.contains(&column);
    body.rows.iter().any(|row| {
        let amounts = || {
            row.values.iter().filter_map(|value| {
                let amount = numeral::read(&value.text, unit)?.amount()?;
                Some((value.column?, amount))
            })
        };
        let total = amounts().find(|(column, _)| *column == identity.total);
        let parts = amounts().filter(|(column, _)| identity.parts.contains(column));
        let gap = total.and_then(|(_, total)| {
            parts.clone().next()?;
            parts
                .map(|(_, part)| part)
                .try_fold(total, Amount::checked_sub)
        });
        gap.filter(|gap| !gap.is_zero())
            .is_some_and(|gap| amounts().any(|(column, amount)| !inside(column) && amount == gap))
    })
}

/// Whether the sums tell that rows stand in a wrong stream or below a wrong row. One total that fails
/// may be an error of the document; a row moved from one stream to the other breaks the totals of both.
fn fails(body: &Body, meanings: &[RowMeaning], unit: &Unit) -> bool {
    let lanes = body.layout.lanes.len();
    let (mut parents, mut totals) = (Groups::default(), Groups::default());
    for lane in 0..lanes {
        parents = parents.and(subtotal::groups_of_parents(
            &body.rows, meanings, lane, unit,
        ));
        let total = subtotal::of_lane(&body.rows, meanings, lane, unit);
        totals = totals.and(Groups::of(total));
    }
    // Where three streams of rows stand side by side, a row is soon in the wrong one.
    let moved = match lanes {
        0 | 1 => false,
        2 => totals.refuted > 1,
        _ => totals.refuted + parents.refuted > 0,
    };
    moved || parents.refuted >= FEWEST_REFUTING && parents.confirmed < parents.refuted
}

/// Whether the total of a year is printed without a figure above which items have theirs: its figure
/// was lost, or is none (`###`, too wide for its cell).
fn lacks_a_total(body: &Body, meanings: &[RowMeaning]) -> bool {
    let rows = || body.rows.iter().zip(meanings);
    rows().any(|(total, meaning)| {
        let lacking = meaning.kind == RowKind::YearTotal && total.values.is_empty();
        let printed = |row: &RawRow| row.lane == total.lane && !row.values.is_empty();
        lacking && rows().any(|(row, meaning)| meaning.kind == RowKind::Item && printed(row))
    })
}

/// Whether a total prints figures where no row of its lane does, and none where they do: it stands
/// below other words than they, or they do.
fn is_displaced(body: &Body, meanings: &[RowMeaning]) -> bool {
    (0..body.layout.lanes.len()).any(|lane| {
        let (mut of_rows, mut of_total) = (BTreeSet::new(), BTreeSet::new());
        let rows = body.rows.iter().zip(meanings);
        for (row, meaning) in rows.filter(|(row, _)| row.lane == lane) {
            let columns = row.values.iter().filter_map(|value| value.column);
            let amount = |column: &usize| {
                let column = body.layout.columns.get(*column);
                column.is_some_and(|column| column.kind == ValueKind::Amount)
            };
            match meaning.kind {
                RowKind::Total => of_total.extend(columns.filter(amount)),
                _ => of_rows.extend(columns.filter(amount)),
            }
        }
        let several = !of_rows.is_empty() && !of_total.is_empty();
        several && !of_total.is_subset(&of_rows) && !of_rows.is_subset(&of_total)
    })
}

/// Whether the end of a broken figure stands before the number of an item: 0二、教育支出.
fn begins_with_figure(name: &str) -> bool {
    let item = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = |numeral: char| "一二三四五六七八九十".contains(numeral);
    let after = item.trim_start_matches(numbered);
    item.len() < name.len() && after.len() < item.len() && after.starts_with('、')
}

/// Whether the words of several cells stand in one name.
fn is_mixed(name: &str) -> bool {
    let name = skeleton(name);
    let goes_on = |word: &&str| {
        name.match_indices(word).any(|(at, word)| {
            let behind = name.get(at + word.len()..).unwrap_or("");
            behind.chars().nth(1).is_some() && !REMARKS.iter().any(|word| behind.starts_with(word))
        })
    };
    let mut run = 0;
    let figure = name.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= DIGITS_OF_A_FIGURE
    });
    let figure = figure || has_decimals(&name);
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_digit());
    // A total behind the last letter of a header, and sentences.
    let led = WORDS_OF_SUMS.iter().any(|word| {
        let before = name.strip_suffix(word).unwrap_or("");
        ENDS_OF_WORDS.contains(&before)
    });
    bare || figure
        || led
        || name.contains('。')
        || WORDS_OF_SUMS.iter().any(goes_on)
        || OF_HEADERS.iter().any(|word| name.contains(word))
}

/// `收入9746.50支出`, and the end of a broken figure (`.000某项目`).
fn has_decimals(name: &str) -> bool {
    let mut points = name.match_indices('.');
    points.any(|(at, _)| {
        let digits = |text: Option<&str>, from_end: bool| {
            let text = text.unwrap_or("");
            let is_digit = |c: &char| c.is_ascii_digit();
            if from_end {
                text.chars().rev().take_while(is_digit).count()
            } else {
                text.chars().take_while(is_digit).count()
            }
        };
        (at == 0 || digits(name.get(..at), true) > 0)
            && matches!(digits(name.get(at + 1..), false), 2 | 3)
    })
}

/// Whether the name of one row is divided over both: the published name of the row above goes on
/// where the name below begins, or the name below begins where the name above ends.
fn is_torn(above: &RawRow, below: &RawRow) -> bool {
    let published = |row: &RawRow| -> Vec<String> {
        let code = row.code.split('→').next_back().unwrap_or("");
        let entries = catalogue::entries(code).iter();
        entries.map(|entry| skeleton(entry.name)).collect()
    };
    let (upper, lower) = (skeleton(&above.name), skeleton(&below.name));
    let long = |text: &str| text.chars().nth(SHORTEST_PIECE - 1).is_some();
    let down = published(above).into_iter().any(|name| {
        let rest = name.strip_prefix(upper.as_str()).unwrap_or("");
        !upper.is_empty()
            && !rest.is_empty()
            && lower.starts_with(rest)
            && lower != rest
            && !published(below).contains(&lower)
    });
    let up = published(below).into_iter().any(|name| {
        let first = name.strip_suffix(lower.as_str()).unwrap_or("");
        long(first)
            && !lower.is_empty()
            && upper.ends_with(first)
            && upper != first
            && !published(above).contains(&upper)
    });
    down || up
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, name: &str) -> RawRow {
        RawRow {
            code: code.into(),
            name: name.into(),
            ..RawRow::default()
        }
    }

    #[test]
    fn a_sum_that_lacks_what_stands_beside_it_is_refuted() {
        use crate::load::body::RawValue;
        use crate::model::Place;
        let figures = ["31.80", "5.00", "26.80", "7.00"];
        let at =
            |(column, text): (usize, &str)| RawValue::new(Some(column), text, Place::default());
        let row = RawRow {
            values: figures.into_iter().enumerate().map(at).collect(),
            ..RawRow::default()
        };
        let body = Body {
            rows: vec![row],
            spread: true,
            ..Body::default()
        };
        let sum = |parts: &[usize]| ColumnIdentity {
            total: 0,
            parts: parts.to_vec(),
        };
        let sums = [sum(&[1]), sum(&[1, 2]), sum(&[1, 3])];
        assert_eq!(refuted(&sums, &body, &Unit::WanYuan).sums, [0]);
    }

    #[test]
    fn names_behind_the_end_of_a_figure() {
        for name in ["0二、教育支出", "34十一、节能环保支出"] {
            assert!(begins_with_figure(name), "{name}");
        }
        for name in ["二、教育支出", "2024年二、三期工程", "2个一、二级项目"] {
            assert!(!begins_with_figure(name), "{name}");
        }
    }

    #[test]
    fn names_of_several_cells() {
        for name in [
            "专项收入小计其他收入",
            "离退休费1884188其他补助",
            "24",
            "算合计",
            "建成书库。机房改造",
            "科目名称住房公积金",
        ] {
            assert!(is_mixed(name), "{name}");
        }
        for name in [
            "本年收入合计",
            "“三公”经费合计",
            "2026年春节慰问",
            "合计（万元）",
            "小计",
        ] {
            assert!(!is_mixed(name), "{name}");
        }
    }

    #[test]
    fn a_total_beside_the_columns_of_its_rows_is_displaced() {
        use crate::load::body::RawValue;
        use crate::load::layout::Layout;
        use crate::model::{Column, Lane, Place, Role};
        let column = || Column {
            path: vec!["预算".to_owned()],
            role: Role::Other,
            lane: 0,
            kind: ValueKind::Amount,
        };
        let row = |columns: &[usize]| RawRow {
            values: columns
                .iter()
                .map(|&column| RawValue::new(Some(column), "5.00", Place::default()))
                .collect(),
            ..RawRow::default()
        };
        let meaning = |kind| RowMeaning {
            kind,
            level: None,
            parent: None,
            depth: 0,
        };
        let meanings = [meaning(RowKind::Total), meaning(RowKind::Item)];
        let told = |total: &[usize], item: &[usize]| {
            let layout = Layout {
                lanes: vec![Lane::default()],
                columns: vec![column(), column(), column()],
                ..Layout::default()
            };
            let body = Body {
                layout,
                rows: vec![row(total), row(item)],
                ..Body::default()
            };
            is_displaced(&body, &meanings)
        };
        assert!(told(&[1, 2], &[0, 1]));
        assert!(!told(&[0, 1, 2], &[0, 1]));
        assert!(!told(&[0], &[0, 1]));
    }

    #[test]
    fn rows_that_print_every_zero_have_as_many_figures_as_columns() {
        use crate::load::body::RawValue;
        use crate::load::layout::Layout;
        use crate::model::{Column, Lane, Place, Role};
        let told = |columns: usize, figures: [&str; 3]| {
            let column = Column {
                path: vec!["合计".to_owned()],
                role: Role::Total,
                lane: 0,
                kind: ValueKind::Amount,
            };
            let at = |text| RawValue::new(None, text, Place::default());
            let row = RawRow {
                values: figures.into_iter().map(at).collect(),
                ..RawRow::default()
            };
            let layout = Layout {
                lanes: vec![Lane::default()],
                columns: vec![column; columns],
                ..Layout::default()
            };
            let body = Body {
                layout,
                rows: vec![row.clone(), row.clone(), row],
                ..Body::default()
            };
            is_miscounted(&body, &Unit::WanYuan)
        };
        assert!(told(4, ["5.00", "5.00", "0.00"]));
        assert!(!told(3, ["5.00", "5.00", "0.00"]));
        assert!(!told(4, ["5.00", "4.00", "1.00"]));
    }

    #[test]
    fn names_divided_over_two_rows() {
        let torn = |one: (&str, &str), other: (&str, &str)| {
            is_torn(&row(one.0, one.1), &row(other.0, other.1))
        };
        assert!(torn(
            ("208", "社会保障和就"),
            ("20805", "业支出行政事业单位")
        ));
        assert!(!torn(
            ("208", "社会保障和就业支出"),
            ("20805", "行政事业单位养老支出")
        ));
        assert!(!torn(("2210201", "住房公积金"), ("2210202", "提租补贴")));
    }
}
