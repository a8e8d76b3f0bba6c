//! Which words of a sentence address which table, row and column. The words are data under `assets/claims`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::catalogue;
use crate::load::fold::skeleton;
use crate::model::TableKind;

/// One way to address a cell. Rules are tried in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) item: Item,
    /// Words the subject must not hold.
    pub(super) without: Vec<String>,
    /// Words of which the context must hold one.
    pub(super) within: Vec<String>,
    /// Words the context must not hold.
    pub(super) outside: Vec<String>,
    /// The item stands in the list of the class that such spending belongs to.
    pub(super) at_home: bool,
    /// The words may mean this cell as well as the one of a rule above: 预算支出 says neither
    /// 本年支出 nor 支出总计.
    pub(super) as_well: bool,
    /// The words alone do not tell which measure is meant: only a cell that agrees is addressed.
    pub(super) agreeing: bool,
    pub(super) table: TableKind,
    /// Words of the lane; empty for any.
    pub(super) lane: String,
    /// Ways to find the row, the first that finds one is taken.
    pub(super) rows: Vec<RowSpec>,
    /// Ways to find the column, the first that finds one is taken.
    pub(super) columns: Vec<ColumnSpec>,
}

impl Rule {
    /// Whether the context, or the subject itself, holds a word that it must hold. 一般公共预算收入预算5万元
    /// under 收支预算总体情况: where the context names both sides of the balance, the name tells which is meant.
    pub(super) fn is_within(&self, context: &str, subject: &str) -> bool {
        const SIDE: &str = "收入";
        let named = subject.ends_with("收入预算") && !context.contains("财政拨款收");
        let mut within = self.within.iter();
        self.within.is_empty()
            || within.any(|word| context.contains(word.as_str()) || named && word == SIDE)
    }
}

/// What the subject must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// One of these: equal to the word (`true`), or holding it.
    Words(Vec<(bool, String)>),
    /// An item of the functional classification.
    Function,
    /// An item of the economic classification.
    Economic,
    /// An item of the economic classification of the government's budget.
    Government,
}

/// How the row is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowSpec {
    /// The total of the table.
    Total,
    /// 收入总计, 支出总计
    GrandTotal,
    /// 本年收入合计, 本年支出合计
    YearTotal,
    /// 上年结转
    CarryIn,
    /// The only row of the lane that prints a figure.
    Only,
    /// The row whose name is the item of the sentence.
    Named,
    /// A row whose name holds the words.
    Words(String),
}

/// How the column is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColumnSpec {
    /// The total of the lane.
    Total,
    /// The column whose header is the item of the sentence.
    Item,
    /// The column of an item of “三公”经费, by role.
    Role(crate::model::Role),
    /// A header path that holds these words one below the other and ends in a total.
    Path(Vec<String>),
}

#[derive(Deserialize)]
struct RuleRecord {
    item: String,
    without: String,
    context: String,
    table: String,
    lane: String,
    row: String,
    column: String,
}

#[derive(Deserialize)]
struct HomeRecord {
    economic: String,
    class: String,
}

const RULES: &str = include_str!("../../../assets/claims/addresses.csv");
const HOMES: &str = include_str!("../../../assets/claims/home_classes.csv");

/// The embedded rules.
pub(super) fn rules() -> &'static [Rule] {
    static PARSED: OnceLock<Vec<Rule>> = OnceLock::new();
    PARSED.get_or_init(|| {
        catalogue::rows::<RuleRecord>(RULES)
            .into_iter()
            .filter_map(|record| rule(&record))
            .collect()
    })
}

/// The functional class in which all spending of an economic code is booked, where there is one
/// (social insurance under 208 and 210, the housing fund under 221).
pub(super) fn home_class(economic: &str) -> Option<&'static str> {
    static PARSED: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let homes = PARSED.get_or_init(|| {
        catalogue::rows::<HomeRecord>(HOMES)
            .into_iter()
            .map(|record| (record.economic, record.class))
            .collect()
    });
    homes.get(economic).map(String::as_str)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(skeleton).collect()
}

fn rule(record: &RuleRecord) -> Option<Rule> {
    let (outside, within): (Vec<_>, Vec<_>) = record
        .context
        .split_whitespace()
        .partition(|word| word.starts_with('!'));
    let at_home = within.contains(&"{home}");
    Some(Rule {
        item: match record.item.as_str() {
            "{function}" => Item::Function,
            "{economic}" => Item::Economic,
            "{government}" => Item::Government,
            listed => Item::Words(
                listed
                    .split('|')
                    .map(|word| match word.strip_prefix('=') {
                        Some(whole) => (true, skeleton(whole)),
                        None => (false, skeleton(word)),
                    })
                    .collect(),
            ),
        },
        without: words(&record.without),
        within: within
            .into_iter()
            .filter(|word| *word != "{home}")
            .map(skeleton)
            .collect(),
        outside: outside
            .into_iter()
            .map(|word| skeleton(word.trim_start_matches('!')))
            .collect(),
        at_home,
        as_well: record.row.starts_with('?'),
        agreeing: record.row.starts_with('~'),
        table: TableKind::from_name(&record.table)?,
        lane: match record.lane.as_str() {
            "income" => "收入".to_owned(),
            "expenditure" => "支出".to_owned(),
            title => skeleton(title),
        },
        rows: record
            .row
            .trim_start_matches(['?', '~'])
            .split_whitespace()
            .map(row_spec)
            .collect::<Option<_>>()?,
        columns: record
            .column
            .split_whitespace()
            .map(column_spec)
            .collect::<Option<_>>()?,
    })
}

fn row_spec(text: &str) -> Option<RowSpec> {
    Some(match text {
        "total" => RowSpec::Total,
        "grand_total" => RowSpec::GrandTotal,
        "year_total" => RowSpec::YearTotal,
        "carry_in" => RowSpec::CarryIn,
        "only" => RowSpec::Only,
        "item" | "function" | "economic" => RowSpec::Named,
        other => RowSpec::Words(skeleton(other.strip_prefix("words:")?)),
    })
}

fn column_spec(text: &str) -> Option<ColumnSpec> {
    use crate::model::Role;
    Some(match text {
        "total" => ColumnSpec::Total,
        "{item}" => ColumnSpec::Item,
        "@overseas" => ColumnSpec::Role(Role::Overseas),
        "@vehicles" => ColumnSpec::Role(Role::Vehicles),
        "@vehicle_purchase" => ColumnSpec::Role(Role::VehiclePurchase),
        "@vehicle_running" => ColumnSpec::Role(Role::VehicleRunning),
        "@reception" => ColumnSpec::Role(Role::Reception),
        role if role.starts_with('@') => return None,
        path => ColumnSpec::Path(path.split('>').map(skeleton).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        assert_eq!(rules().len(), lines(RULES));
        assert_eq!(catalogue::rows::<HomeRecord>(HOMES).len(), lines(HOMES));
    }

    #[test]
    fn every_rule_addresses_something() {
        for rule in rules() {
            assert!(
                !rule.rows.is_empty() && !rule.columns.is_empty(),
                "{rule:?}"
            );
        }
    }

    #[test]
    fn social_insurance_is_booked_in_its_class() {
        assert_eq!(home_class("30113"), Some("221"));
        assert_eq!(home_class("30201"), None);
    }
}
