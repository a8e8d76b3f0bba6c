//! The totals a reader asks for first, each with the cell that prints it. A total whose row or column is not beyond doubt is left out.

use crate::check::facts::{Balance, Facts, Side, ThreePublicItem};
use crate::model::{
    CellId, Disclosure, DisclosureId, Role, Slot, Stage, Table, TableKind, ValueKind,
};

/// One total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headline {
    /// The id of its name in the texts, without the family.
    pub name: &'static str,
    /// Index of the table.
    pub table: usize,
    /// Index of the row.
    pub row: usize,
    /// Index of the cell in the row.
    pub cell: usize,
}

impl Headline {
    /// The cell in a corpus.
    #[must_use]
    pub fn cell(&self, disclosure: DisclosureId) -> CellId {
        CellId {
            row: crate::model::RowId {
                table: crate::model::TableId {
                    disclosure,
                    table: self.table,
                },
                row: self.row,
            },
            cell: self.cell,
        }
    }
}

/// All names, in the order they are shown, each with the one it is a part of.
pub const ALL: &[(&str, Option<&str>)] = &[
    ("income_total", None),
    ("income_year", Some("income_total")),
    ("expenditure_total", None),
    ("expenditure_year", Some("expenditure_total")),
    ("basic", Some("expenditure_year")),
    ("project", Some("expenditure_year")),
    ("general_budget", None),
    ("government_fund", None),
    ("state_capital", None),
    ("general_basic", None),
    ("personnel", Some("general_basic")),
    ("running", Some("general_basic")),
    ("three_public", None),
    ("overseas", Some("three_public")),
    ("vehicles", Some("three_public")),
    ("vehicle_purchase", Some("vehicles")),
    ("vehicle_running", Some("vehicles")),
    ("reception", Some("three_public")),
    ("operating_cost", None),
];

/// How far below the headlines that are shown a headline stands.
#[must_use]
pub fn depth(name: &str, is_shown: &dyn Fn(&str) -> bool) -> usize {
    let above = |name: &str| {
        let found = ALL.iter().find(|(known, _)| *known == name);
        found.and_then(|(_, above)| *above)
    };
    std::iter::successors(above(name), |name| above(name))
        .filter(|name| is_shown(name))
        .count()
}

/// The headlines of one disclosure, in the order of [`ALL`].
#[must_use]
pub fn of(disclosure: &Disclosure) -> Vec<Headline> {
    // The id plays no part: only rows and columns are asked for.
    let facts = Facts::new(DisclosureId(0), disclosure);
    let finder = Finder { facts: &facts };
    ALL.iter()
        .filter_map(|(name, _)| finder.find(name))
        .collect()
}

/// The one column of a lane that shows the whole of what the disclosure is about: not last year's,
/// and in a final account not the budget beside it.
#[must_use]
pub fn whole_column(table: &Table, lane: usize, stage: Option<Stage>) -> Option<usize> {
    let money: Vec<usize> = current_columns(table, lane, stage);
    if let [only] = money[..] {
        return Some(only);
    }
    let whole = money.into_iter().filter(|&column| {
        let column = &table.columns[column];
        matches!(column.role, Role::Total | Role::Amount)
    });
    outermost(table, whole)
}

/// The one column with the fewest headings above it.
fn outermost(table: &Table, columns: impl Iterator<Item = usize>) -> Option<usize> {
    let columns: Vec<usize> = columns.collect();
    let depth = |column: &usize| table.columns[*column].path.len();
    let least = columns.iter().map(depth).min()?;
    let mut outer = columns.into_iter().filter(|column| depth(column) == least);
    outer.next().filter(|_| outer.next().is_none())
}

/// The column of the three together. It stands in the group that 公务接待费 stands in: a total
/// outside of it covers 会议费 and 培训费 too, and so does one of a group they stand in, unless it is
/// called that of the three.
fn three_public_total(table: &Table, current: &[usize]) -> Option<usize> {
    let path = |column: usize| &table.columns[column].path;
    let of_role = |role| {
        let fits = move |column: &usize| table.columns[*column].role == role;
        current.iter().copied().filter(fits)
    };
    let reception = path(outermost(table, of_role(Role::Reception))?);
    let depth = reception.iter().position(|text| text.contains("接待"))?;
    let here = |column: usize| {
        let rest = path(column).strip_prefix(&reception[..depth]);
        rest.and_then(<[String]>::first)
    };
    let more = |&column: &usize| {
        let words = here(column).map_or("", String::as_str);
        words.contains("会议") || words.contains("培训")
    };
    if current.iter().any(more) {
        let named = |column: &usize| here(*column).is_some_and(|text| is_three_public_total(text));
        return outermost(table, current.iter().copied().filter(named));
    }
    let fits = |column: &usize| here(*column).is_some_and(|text| text.ends_with('计'));
    outermost(table, of_role(Role::Total).filter(fits))
}

/// Whether some words name the total of the three and nothing else: “三公”经费小计.
fn is_three_public_total(words: &str) -> bool {
    words.contains("三公") && words.ends_with('计')
}

/// Money columns of a lane without last year's, changes, and the budget beside an account.
fn current_columns(table: &Table, lane: usize, stage: Option<Stage>) -> Vec<usize> {
    let money: Vec<(usize, String)> = table
        .lane_columns(lane)
        .filter(|(_, column)| column.kind == ValueKind::Amount)
        .map(|(index, column)| (index, column.label()))
        .filter(|(_, label)| {
            !["上年", "去年", "增减", "年初"]
                .iter()
                .any(|word| label.contains(word))
        })
        .collect();
    let account = |label: &str| label.contains("决算");
    let only_accounts =
        stage == Some(Stage::FinalAccount) && money.iter().any(|(_, label)| account(label));
    money
        .into_iter()
        .filter(|(_, label)| !only_accounts || account(label))
        .map(|(index, _)| index)
        .collect()
}

struct Finder<'a> {
    facts: &'a Facts<'a>,
}

impl Finder<'_> {
    fn find(&self, name: &'static str) -> Option<Headline> {
        let side = |side, year| self.balance(side, year);
        let (table, row, column) = match name {
            "income_total" => side(Side::Income, false),
            "income_year" => side(Side::Income, true),
            "expenditure_total" => side(Side::Expenditure, false),
            "expenditure_year" => side(Side::Expenditure, true),
            "basic" => self.part(TableKind::ExpenditureSummary, Role::Basic),
            "project" => self.part(TableKind::ExpenditureSummary, Role::Project),
            "general_budget" => self.total(TableKind::GeneralBudgetExpenditure),
            "government_fund" => self.total(TableKind::GovernmentFund),
            "state_capital" => self.total(TableKind::StateCapital),
            "general_basic" => self.total(TableKind::BasicExpenditure),
            "personnel" => self.part(TableKind::BasicExpenditure, Role::Personnel),
            "running" => self.part(TableKind::BasicExpenditure, Role::Running),
            "three_public" => self.three_public(None),
            "overseas" => self.three_public(Some(ThreePublicItem::Overseas)),
            "vehicles" => self.three_public(Some(ThreePublicItem::Vehicles)),
            "vehicle_purchase" => self.three_public(Some(ThreePublicItem::VehiclePurchase)),
            "vehicle_running" => self.three_public(Some(ThreePublicItem::VehicleRunning)),
            "reception" => self.three_public(Some(ThreePublicItem::Reception)),
            "operating_cost" => self.total(TableKind::OperatingCost),
            _ => None,
        }?;
        match self.facts.table(table)?.slot(row, column) {
            Slot::Number(cell, _) => Some(Headline {
                name,
                table,
                row,
                cell,
            }),
            Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
        }
    }

    fn stage(&self) -> Option<Stage> {
        self.facts.disclosure.stage
    }

    fn whole(&self, table: usize, lane: usize) -> Option<usize> {
        whole_column(self.facts.table(table)?, lane, self.stage())
    }

    fn balance(&self, side: Side, of_the_year: bool) -> Option<(usize, usize, usize)> {
        let Balance {
            income,
            expenditure,
        } = self.facts.balance(TableKind::BudgetSummary)?;
        let stream = match side {
            Side::Income => income,
            Side::Expenditure => expenditure,
        };
        let row = if of_the_year {
            self.facts.year_total(stream)
        } else {
            self.facts.grand_total(stream)
        }?;
        Some((stream.table, row, self.whole(stream.table, stream.lane)?))
    }

    /// The printed total of the only table of a kind.
    fn total(&self, kind: TableKind) -> Option<(usize, usize, usize)> {
        let (table, row, lane) = self.total_row(kind)?;
        Some((table, row, self.whole(table, lane)?))
    }

    /// The printed total of a part: basic or project, personnel or running.
    fn part(&self, kind: TableKind, role: Role) -> Option<(usize, usize, usize)> {
        let (table, row, lane) = self.total_row(kind)?;
        let found = self.facts.table(table)?;
        let current = current_columns(found, lane, self.stage());
        // The part itself or the subtotal of its group, whichever is printed.
        let mut exact = current
            .iter()
            .copied()
            .filter(|&column| found.columns[column].role == role);
        let meant = self
            .facts
            .column_meaning(table, lane, role)
            .filter(|column| current.contains(column));
        let column = match (exact.next(), exact.next()) {
            (Some(only), None) => Some(only),
            (None, _) => meant,
            (Some(_), Some(_)) => None,
        };
        Some((table, row, column?))
    }

    /// The one total row of the only table of a kind; only in tables with one stream of rows.
    fn total_row(&self, kind: TableKind) -> Option<(usize, usize, usize)> {
        let table = self.facts.only(kind)?;
        let single = self.facts.lanes(table) == 1;
        let row = self.facts.total_row(table, 0).filter(|_| single)?;
        Some((table, row, 0))
    }

    /// The three public expenses, printed as columns or as rows.
    fn three_public(&self, item: Option<ThreePublicItem>) -> Option<(usize, usize, usize)> {
        let table = self.facts.only(TableKind::ThreePublic)?;
        let found = self.facts.table(table)?;
        if self.facts.lanes(table) != 1 {
            return None;
        }
        let current = current_columns(found, 0, self.stage());
        let wide = current
            .iter()
            .any(|&column| found.columns[column].role == Role::Reception);
        if wide {
            let row = self
                .facts
                .total_row(table, 0)
                .or_else(|| (found.rows.len() == 1).then_some(0))?;
            let column = match item {
                None => three_public_total(found, &current)?,
                Some(item) => {
                    let wanted = item.role()?;
                    let fits = |column: &usize| found.columns[*column].role == wanted;
                    outermost(found, current.into_iter().filter(fits))?
                }
            };
            return Some((table, row, column));
        }
        let more = |row| {
            let item = self.facts.three_public_row(table, row);
            item.is_some_and(|item| item.role().is_none())
        };
        let more = (0..found.rows.len()).any(more);
        let mut rows = (0..found.rows.len()).filter(|&row| match item {
            Some(item) => self.facts.three_public_row(table, row) == Some(item),
            None if more => {
                let row = found.rows.get(row);
                row.is_some_and(|row| is_three_public_total(row.name()))
            }
            None => self.facts.total_row(table, 0) == Some(row),
        });
        let row = rows.next().filter(|_| rows.next().is_none())?;
        Some((table, row, self.whole(table, 0)?))
    }
}
