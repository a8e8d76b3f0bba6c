//! Columns of other years and other measures: last year's plan is no figure of this year's account.

use super::Facts;
use crate::model::{Column, years_in};

/// Words of a column that compares or belongs to another year.
const OTHER_TIMES: &[&str] = &[
    "上年", "去年", "增减", "增长", "变动", "比上", "较上", "完成", "差额",
];

/// Words of a column that prints a change.
const CHANGES: &[&str] = &["增减", "增长", "增加", "减少", "变动", "差额", "同比"];

/// Words of a column that prints a plan.
const PLANS: &[&str] = &["预算数", "年初预算", "全年预算", "调整预算"];

/// Words of a column that prints what was done.
const DONE: &[&str] = &["决算", "执行数"];

impl Facts<'_> {
    /// Whether a column prints what the disclosure itself is about: this year's plan in a budget,
    /// what was done in an account. What was carried over from last year belongs to this year.
    #[must_use]
    pub fn is_of_now(&self, table: usize, column: usize) -> bool {
        let Some(found) = self.column(table, column) else {
            return false;
        };
        !self.is_of_another_time(table, found) && !self.is_plan_of_account(table, found)
    }

    /// Whether a column prints by how much something changed.
    #[must_use]
    pub fn is_change(&self, table: usize, column: usize) -> bool {
        self.column(table, column).is_some_and(|column| {
            column.path.iter().any(|text| {
                let text = text.replace('、', "");
                CHANGES.iter().any(|word| text.contains(word))
            })
        })
    }

    fn is_of_another_time(&self, table: usize, column: &Column) -> bool {
        // Where the document names no year, a table that compares years is about the last of them.
        let latest = || {
            let columns = self.table(table).map_or(&[][..], |found| &found.columns);
            let words = columns.iter().flat_map(|column| &column.path);
            words.filter_map(|text| printed_year(text)).max()
        };
        let own = self.disclosure.year.map(|year| year.0).or_else(latest);
        column.path.iter().any(|text| {
            let text = text.replace("上年结转", "").replace("上年结余", "");
            let another = match (own, printed_year(&text)) {
                (Some(own), Some(printed)) => own != printed,
                _ => false,
            };
            another || OTHER_TIMES.iter().any(|word| text.contains(word))
        })
    }

    /// Whether the column is the plan beside which an account prints what was done.
    fn is_plan_of_account(&self, table: usize, column: &Column) -> bool {
        let says = |column: &Column, words: &[&str]| {
            let mut path = column.path.iter();
            path.any(|text| words.iter().any(|word| text.contains(word)))
        };
        let columns = self.table(table).map_or(&[][..], |found| &found.columns);
        self.is_final()
            && says(column, PLANS)
            && !says(column, DONE)
            && columns.iter().any(|other| says(other, DONE))
    }
}

/// The year a heading names: 2023年预算数.
fn printed_year(text: &str) -> Option<u16> {
    years_in(text).next().map(|(_, year)| year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_its_year() {
        assert_eq!(printed_year("2023年预算数"), Some(2023));
        assert_eq!(printed_year("年初预算数"), None);
        assert_eq!(printed_year("本年支出合计"), None);
    }
}
