//! Of which row each row of a table is a part: by code, by subtotal, by ordinal, after 其中. One pass over the rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::body::RawRow;
use crate::load::fold::{Ordinal, fold, split_ordinal};
use crate::load::meaning::indentation;
use crate::load::meaning::rows::{RowMeaning, WORDS_OF_SUMS};
use crate::model::{RowKind, code};

/// The parent of every row.
#[must_use]
pub(in crate::load) fn of(
    rows: &[RawRow],
    meanings: &[RowMeaning],
    balance: bool,
) -> Vec<Option<usize>> {
    let indented = by_indentation(rows, meanings);
    let coded = by_lane(rows, meanings);
    let mut lanes: BTreeMap<usize, Lane<'_>> = BTreeMap::new();
    rows.iter()
        .zip(meanings)
        .zip(indented)
        .enumerate()
        .map(|(index, ((row, meaning), indented))| {
            let lane = lanes.entry(row.lane).or_default();
            let told = lane.take(index, row, meaning, indented, balance);
            told.or_else(|| in_lane_before(&coded, row, meaning))
        })
        .collect()
}

/// The rows with a classification code, by code and lane.
fn by_lane<'a>(rows: &'a [RawRow], meanings: &[RowMeaning]) -> BTreeMap<(&'a str, usize), usize> {
    let rows = rows.iter().zip(meanings).enumerate();
    rows.filter(|(_, (_, meaning))| meaning.level.is_some())
        .map(|(index, (row, _))| ((row.code.as_str(), row.lane), index))
        .collect()
}

/// The parent by code in a lane further left: blocks printed side by side go on in the next one.
fn in_lane_before(
    coded: &BTreeMap<(&str, usize), usize>,
    row: &RawRow,
    meaning: &RowMeaning,
) -> Option<usize> {
    meaning.level?;
    let parent = code::parent(row.code.split('→').next()?)?;
    let mut left = coded.range((parent, 0)..(parent, row.lane));
    left.next_back().map(|(_, index)| *index)
}

/// For every row, the row its name is moved in below.
fn by_indentation(rows: &[RawRow], meanings: &[RowMeaning]) -> Vec<Option<usize>> {
    let mut lanes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        lanes.entry(row.lane).or_default().push(index);
    }
    // Sums are centred by hand, not moved in below the row above; 某资金→小计 is that of a heading.
    let is_sum = |row: &RawRow| {
        !row.name.contains('→') && WORDS_OF_SUMS.iter().any(|end| row.name.ends_with(end))
    };
    let is_item = |row: usize| {
        let item = meanings.get(row).map(|meaning| meaning.kind) == Some(RowKind::Item);
        item && !rows.get(row).is_some_and(is_sum)
    };
    let mut found = vec![None; rows.len()];
    for members in lanes.values() {
        let parents = indentation::parents(members, rows, is_item);
        for (&row, parent) in members.iter().zip(parents) {
            if let Some(found) = found.get_mut(row) {
                *found = parent;
            }
        }
    }
    found
}

/// What the rows above say in one lane.
#[derive(Default)]
struct Lane<'a> {
    /// The latest row of every classification code.
    coded: BTreeMap<&'a str, usize>,
    /// The latest subtotal of “三公”经费.
    three_public: Option<usize>,
    /// The latest row of every ordinal style that can still have parts.
    open: Vec<(Ordinal, usize)>,
    /// Units, outermost first, with their codes.
    units: Vec<(&'a str, usize)>,
    /// The carry-over whose parts may follow.
    section: Option<usize>,
    last_item: Option<usize>,
    /// Rows of which 其中 names a part.
    opened: BTreeSet<usize>,
}

impl<'a> Lane<'a> {
    fn take(
        &mut self,
        index: usize,
        row: &'a RawRow,
        meaning: &RowMeaning,
        indented: Option<usize>,
        balance: bool,
    ) -> Option<usize> {
        let ordinal = split_ordinal(&fold(&row.name)).0;
        let parent = match meaning.kind {
            RowKind::Total | RowKind::GrandTotal => None,
            RowKind::Unit => self.unit(index, &row.code),
            RowKind::OfWhich => self.last_item,
            _ => self
                .by_code(row, meaning)
                .or_else(|| self.by_subtotal(row, ordinal))
                .or_else(|| self.by_ordinal(ordinal))
                .or(indented)
                .or(self
                    .section
                    .filter(|_| meaning.kind == RowKind::Item && balance))
                .or_else(|| self.by_of_which(ordinal, meaning))
                .or(self.units.last().map(|(_, unit)| *unit)),
        };
        self.remember(index, row, meaning, balance);
        if let Some(ordinal) = ordinal {
            self.open.retain(|(other, _)| other.style < ordinal.style);
            self.open.push((ordinal, index));
        }
        match meaning.kind {
            RowKind::OfWhich => self.opened.extend(parent),
            _ if ordinal.is_some() || parent.is_none() || meaning.level.is_some() => {
                self.last_item = Some(index);
            }
            _ => {}
        }
        parent
    }

    fn remember(&mut self, index: usize, row: &'a RawRow, meaning: &RowMeaning, balance: bool) {
        if meaning.level.is_some() {
            self.coded.insert(&row.code, index);
        }
        match meaning.kind {
            // 年初财政拨款结转和结余 is followed by its parts, without ordinals of their own level.
            RowKind::CarryIn | RowKind::CarryOut if balance => {
                self.section = Some(index);
                self.open.clear();
            }
            RowKind::GrandTotal | RowKind::YearTotal | RowKind::Total => {
                self.section = None;
                self.open.clear();
            }
            RowKind::Subtotal if row.name.contains("三公") => self.three_public = Some(index),
            _ => {}
        }
    }

    /// The unit whose code begins the code of this one.
    fn unit(&mut self, index: usize, code: &'a str) -> Option<usize> {
        let contains = |above: &str| above.len() < code.len() && code.starts_with(above);
        while self.units.last().is_some_and(|(above, _)| !contains(above)) {
            self.units.pop();
        }
        let above = self.units.last().map(|(_, unit)| *unit);
        self.units.push((code, index));
        above
    }

    /// The nearest row above whose code is the longest proper beginning of this row's code.
    fn by_code(&self, row: &RawRow, meaning: &RowMeaning) -> Option<usize> {
        meaning.level?;
        let mut wanted = code::parent(row.code.split('→').next()?);
        while let Some(code) = wanted {
            if let Some(found) = self.coded.get(code) {
                return Some(*found);
            }
            wanted = code::parent(code);
        }
        None
    }

    /// The items of “三公”经费 are parts of its subtotal; 会议费 and 培训费 are not.
    fn by_subtotal(&self, row: &RawRow, ordinal: Option<Ordinal>) -> Option<usize> {
        let items = ["因公出国", "公务用车", "公务接待"];
        let numbered = ordinal.is_some_and(|ordinal| ordinal.style == 0);
        let is_item = numbered && items.iter().any(|word| row.name.contains(word));
        self.three_public.filter(|_| is_item)
    }

    /// The latest row with an outer ordinal style: （一） belongs to 一、.
    fn by_ordinal(&mut self, ordinal: Option<Ordinal>) -> Option<usize> {
        let ordinal = ordinal?;
        self.open.retain(|(other, _)| other.style < ordinal.style);
        self.open.last().map(|&(_, index)| index)
    }

    /// A row without ordinal after 其中： is one more part of the same whole.
    fn by_of_which(&self, ordinal: Option<Ordinal>, meaning: &RowMeaning) -> Option<usize> {
        let whole = self.last_item?;
        let plain = ordinal.is_none() && meaning.level.is_none();
        (plain && self.opened.contains(&whole)).then_some(whole)
    }
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::RowRef;

    #[test]
    fn sums_that_are_centred_by_hand_are_parts_of_nothing() {
        let text = "部门收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
                    一、财政拨款\t9.00\t一、基本支出\t7.00\n\
                    \t\t  工资福利支出\t4.00\n\t\t  商品和服务支出\t3.00\n\
                    \t\t二、项目支出\t2.00\n当年收入小计\t9.00\t    当年支出小计\t9.00\n";
        let disclosure = load("a.txt", text.as_bytes());
        let rows = &disclosure.tables[0].rows;
        let above = |name: &str| {
            let row = rows.iter().find(|row| row.name() == name).expect("a row");
            row.parent()
                .and_then(|parent| rows.get(parent))
                .map(RowRef::name)
        };
        assert_eq!(above("工资福利支出"), Some("一、基本支出"));
        assert_eq!(above("商品和服务支出"), Some("一、基本支出"));
        assert_eq!(above("当年支出小计"), None);
    }
}
