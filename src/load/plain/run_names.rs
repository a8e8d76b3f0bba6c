//! Whether names were told apart from the cells beside them, where a row is one run of words.
//!
//! Text without columns prints type, name, unit and goal of a project one behind the other, and where
//! cells were wrapped, line by line across them. A name that still holds words of another cell, or
//! that is missing, shows that the words of the whole table were divided wrongly.

use crate::catalogue;
use crate::load::body::{Body, RawRow};
use crate::load::fold::skeleton;
use crate::load::layout::Use;
use crate::load::numeral;
use crate::load::plain::balance::is_spending_class;
use crate::load::plain::project_words::holds_type;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, Unit, ValueKind};

/// What divides sentences, not words of a name.
const OF_SENTENCES: [char; 5] = ['，', '；', '。', ';', '！'];

/// What items of income end with.
const ENDS_OF_INCOME: [&str; 3] = ["收入", "拨款", "资金"];

/// One such name, or few among many rows, are names of rare form, or rows cut by the end of a page.
const FEWEST_OF: usize = 10;

/// Whether some names hold words of other cells, or were lost to one.
#[must_use]
pub(in crate::load) fn are_mixed(body: &Body, units: &[OrgUnit], vocabulary: &Vocabulary) -> bool {
    let columns = || {
        let columns = body.layout.columns.iter();
        columns.filter(|column| column.kind == ValueKind::Text && column.path.len() == 1)
    };
    let has = |leaf: &str| columns().any(|column| column.leaf() == leaf);
    let named = |use_| matches!(use_, Use::Stub(Stub::Name | Stub::LabelName));
    let names = body.layout.slots.iter().any(|slot| named(slot.use_));
    if !names || body.layout.lanes.len() != 1 || columns().next().is_none() {
        return false;
    }
    let (types, owners) = (has("类型"), has("项目单位"));
    let unit = |name: &str| units.iter().any(|unit| skeleton(&unit.name) == name);
    let holds_unit = |name: &str| {
        let mut units = units.iter().map(|unit| skeleton(&unit.name));
        units.any(|unit| !unit.is_empty() && name.contains(&unit))
    };
    let mixed = |row: &&RawRow| {
        let name = skeleton(&row.name);
        if vocabulary.row_kind(&row.name).is_some() || unit(&name) {
            return false;
        }
        name.is_empty() && row.code.is_empty()
            || row.name.contains(OF_SENTENCES)
            || types && holds_type(&name)
            || owners && holds_unit(&name)
    };
    let rows = || body.rows.iter().filter(prints_figures);
    let count = rows().filter(mixed).count();
    count > 1 && count * FEWEST_OF > rows().count()
}

/// Whether names of two streams were read as one: 政府性基金预算拨款收入社会保障和就业支出 is an item of income
/// and one of expenditure, and nothing tells whose its figure is.
#[must_use]
pub(in crate::load) fn are_of_two_streams(body: &Body) -> bool {
    let both = |row: &&RawRow| {
        row.code.is_empty()
            && ENDS_OF_INCOME.iter().any(|end| {
                let (_, rest) = row.name.split_once(end).unwrap_or_default();
                rest.ends_with("支出") && is_spending_class(rest)
            })
    };
    body.rows.iter().filter(prints_figures).filter(both).count() > 1
}

/// Whether a name goes on in figures of its row: 事业运行490490 is an account and two whole amounts.
#[must_use]
pub(in crate::load) fn hold_figures(body: &Body) -> bool {
    body.rows.iter().any(|row| {
        let number = |c: char| c.is_ascii_digit() || c == ',';
        let name = row.name.trim_end_matches(number);
        name.len() < row.name.len() && !catalogue::codes_worded(name).is_empty()
    })
}

fn prints_figures(row: &&RawRow) -> bool {
    let figure = |text: &str| numeral::read(text, &Unit::WanYuan).is_some();
    row.values.iter().any(|value| figure(&value.text))
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::TableDoubt;

    #[test]
    fn figures_at_the_end_of_a_name_are_no_name() {
        let doubts = |name: &str| {
            let text = format!(
                "青溪县民政局2025年部门预算\n部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n\
                 201\t一般公共服务支出\t1,171\n2010301\t{name}\t490\n"
            );
            load("a.txt", text.as_bytes()).tables[0].doubts.clone()
        };
        assert_eq!(doubts("行政运行1,171"), [TableDoubt::Body]);
        assert_eq!(doubts("行政运行"), []);
        // Only accounts are known not to end so.
        assert_eq!(doubts("河道整治2025"), []);
    }
}
