//! Columns that hold what no column of their header can: codes or row numbers as amounts, names among figures.
//!
//! Where a header was read wrongly, its own columns do not tell; the cells below do. Such a table
//! is shown as it was read, its header is said to be in doubt, and nothing of it is judged.

use crate::catalogue;
use crate::load::body::{Body, RawRow, RawValue};
use crate::load::fold::split_ordinal;
use crate::load::plain::balance::is_spending_class;
use crate::model::ValueKind;

/// Fewer codes or names may stand in a column by chance.
const FEWEST: usize = 3;
/// Digits of a class, which an amount without decimals may print as well.
const CLASS: usize = 3;

/// What the cells of one column are.
#[derive(Clone, Copy, Default)]
struct Held {
    all: usize,
    strange: usize,
    /// How many count on from one: 1, 2, 3.
    counting: usize,
}

/// Whether a column of amounts holds codes of the classification and nothing else, or counts the rows; or
/// whether a column beside the figures holds mostly names of classes, the rows of a second stream, or the
/// codes of rows that have neither code nor name.
#[must_use]
pub(super) fn are_among(body: &Body) -> bool {
    let columns = &body.layout.columns;
    let mut held = vec![Held::default(); columns.len()];
    let values = body.rows.iter().flat_map(|row| {
        let nameless = row.code.is_empty() && row.name.is_empty();
        row.values.iter().map(move |value| (nameless, value))
    });
    for (nameless, value) in values {
        let Some(index) = value.column else {
            continue;
        };
        let (Some(column), Some(held)) = (columns.get(index), held.get_mut(index)) else {
            continue;
        };
        held.all += 1;
        held.counting += usize::from(value.text.parse() == Ok(held.all));
        held.strange += usize::from(match column.kind {
            ValueKind::Amount => is_code(value),
            ValueKind::Text => is_class(value) || nameless && is_code(value),
            _ => false,
        });
    }
    let mut held = columns.iter().zip(held);
    held.any(|(column, held)| match column.kind {
        ValueKind::Amount => {
            held.all >= FEWEST && [held.strange, held.counting].contains(&held.all)
        }
        _ => held.strange >= FEWEST && held.strange * 2 > held.all,
    })
}

/// 2060101, which no amount happens to be over and over: amounts are not of the classification.
fn is_code(value: &RawValue) -> bool {
    matches!(value.text.len(), 3 | 5 | 7) && !catalogue::entries(&value.text).is_empty()
}

/// Whether a row prints a code of five or seven digits among figures that have no column: its cells were not told
/// apart, and what no column fits is our reading, not its sums.
#[must_use]
pub(super) fn are_open_in(row: &RawRow) -> bool {
    let open = |value: &&RawValue| value.column.is_none() && value.text.len() > CLASS;
    row.values.iter().filter(open).any(is_code)
}

/// 一、一般公共服务支出
fn is_class(value: &RawValue) -> bool {
    let (ordinal, name) = split_ordinal(&value.text);
    ordinal.is_some() && is_spending_class(name)
}

#[cfg(test)]
mod tests {
    use super::{RawRow, RawValue, are_open_in};
    use crate::load::load;
    use crate::model::{Certainty, Place, TableDoubt};

    fn doubts(table: &str) -> Vec<TableDoubt> {
        let text = format!("青溪县民政局2025年部门预算\n{table}");
        load("a.txt", text.as_bytes()).tables[0].doubts.clone()
    }

    #[test]
    fn codes_of_nameless_rows_are_no_text() {
        let table = |name: &str, code: &str| {
            let rows = [("201", "7.00"), ("20101", "4.00"), ("20102", "3.00")]
                .map(|(of, amount)| format!("{name}\t{of}\t{amount}\n"));
            doubts(&format!(
                "支出表\n单位：万元\n项目\t{code}\t金额\n{}",
                rows.concat()
            ))
        };
        assert_eq!(table("", "说明"), [TableDoubt::Header]);
        assert_eq!(table("道路维护", "说明"), []);
    }

    #[test]
    fn codes_are_no_amounts() {
        let rows = "\t合计\t9.00\t6.00\t3.00\n301\t工资福利支出\t6.00\t6.00\t\n\
                    30101\t基本工资\t6.00\t6.00\t\n302\t商品和服务支出\t3.00\t\t3.00\n";
        let headed = |first: &str| {
            let columns = "科目名称\t合计\t人员经费\t公用经费\n";
            doubts(&format!(
                "一般公共预算基本支出表\n单位：万元\n{first}\t{columns}{rows}"
            ))
        };
        assert_eq!(headed("科目编码"), []);
        assert_eq!(headed("金额"), [TableDoubt::Header]);
    }

    #[test]
    fn what_no_column_fits_may_be_a_code() {
        let value = |text: &str, column| RawValue {
            column,
            candidates: Box::default(),
            band: None,
            certainty: Certainty::Printed,
            text: text.into(),
            place: Place::default(),
        };
        let row = |text, column| RawRow {
            values: vec![value(text, column), value("191,324.42", None)],
            ..RawRow::default()
        };
        assert!(are_open_in(&row("30213", None)));
        assert!(!are_open_in(&row("30213", Some(2))));
        assert!(!are_open_in(&row("30213.00", None)));
        assert!(!are_open_in(&row("302", None)));
    }

    #[test]
    fn the_numbers_of_rows_are_no_amounts() {
        let headed = |first: &str| {
            doubts(&format!(
                "部门支出总表\n单位：万元\n{first}\t科目编码\t科目名称\t合计\n1\t\t合计\t9.00\n\
                 2\t206\t科学技术支出\t9.00\n3\t20601\t科学技术管理事务\t9.00\n4\t2060101\t行政运行\t9.00\n"
            ))
        };
        assert_eq!(headed("序号"), []);
        assert_eq!(headed("金额"), [TableDoubt::Header]);
    }

    #[test]
    fn a_second_stream_of_names_is_no_column_of_the_first() {
        let head = "收支总表\n单位：万元\n";
        let rows = "一、财政拨款\t9.00\t一、教育支出\t4.00\n二、事业收入\t1.00\t二、卫生健康支出\t3.00\n\
                    三、其他收入\t\t三、住房保障支出\t3.00\n收入总计\t10.00\t支出总计\t10.00\n";
        let [streams, names] = ["收入\t\t支出\t\n", "项目\t预算数\t项目\t预算数\n"];
        assert_eq!(doubts(&format!("{head}{streams}{names}{rows}")), []);
        // Words between two columns of one heading name rows, wherever 支出 stands.
        assert_eq!(doubts(&format!("{head}{names}{streams}{rows}")), []);
        let others = "项目\t预算数\t项目\t金额\n";
        let exchanged = doubts(&format!("{head}{others}{streams}{rows}"));
        assert_eq!(exchanged, [TableDoubt::Header]);
    }
}
