//! What tables that print the same codes tell of one another's rows.
//!
//! What a fund pays for a code is a part of all that is spent on it. The basic and project expenditure
//! of 一般公共预算支出表, of 政府性基金预算支出表 and their like bound those of 支出总表 from below, and are
//! bounded by them. Where both print the same total, the parts are the same figures, and no other
//! column of the row holds anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::body::{Body, RawRow};
use crate::load::meaning::rows::RowMeaning;
use crate::load::numeral;
use crate::load::placing::placement::{OpenRow, Placement};
use crate::model::{Amount, Column, Interval, Role, RowKind, TableKind, Unit, ValueKind};

/// Parts of expenditure both tables print.
const PARTS: [Role; 2] = [Role::Basic, Role::Project];

/// Tables of what one fund, or fiscal appropriation, pays.
const OF_FUNDS: [TableKind; 4] = [
    TableKind::GeneralBudgetExpenditure,
    TableKind::FiscalExpenditure,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
];

/// Types that lists of projects give what is no project expenditure.
const NO_PROJECTS: [&str; 3] = ["人员", "公用经费", "运转"];

/// A row that tables print alike: its unit, where the table lists several, and its code.
type Key = String;

/// The key of the row of all expenditure.
const TOTAL: &str = "合计";

/// The rows of tables whose figures all have their column, by unit and code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct SisterRows {
    /// Rows of general budget expenditure.
    general: BTreeMap<Key, Known>,
    /// The least basic and project expenditure can be.
    least: BTreeMap<Key, [Amount; 2]>,
    /// All that is spent.
    whole: BTreeMap<Key, [Interval; 2]>,
}

/// A row of expenditure: its total and its parts, as far as they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    total: Interval,
    parts: [Option<Interval>; 2],
}

impl SisterRows {
    /// Adds the rows of a table that are placed.
    pub(in crate::load) fn add(
        &mut self,
        kind: TableKind,
        body: &Body,
        meanings: &[RowMeaning],
        unit: &Unit,
    ) {
        let whole = !body.header_doubtful && !body.body_doubtful;
        if !whole || !is_one_stream(body) {
            return;
        }
        let columns = &body.layout.columns;
        let keys = keys(body, meanings);
        let rows = || {
            let rows = body.rows.iter().zip(&keys);
            let placed = rows.filter(|(row, _)| row.values.iter().all(|it| it.column.is_some()));
            placed.filter_map(|(row, key)| Some((row, key.as_ref()?)))
        };
        if kind == TableKind::GeneralBudgetExpenditure {
            let twice = repeated(&keys);
            for (row, key) in rows().filter(|(_, key)| !twice.contains(key.as_str())) {
                if let Some(known) = known(row, columns, unit) {
                    self.general.insert(key.clone(), known);
                }
            }
        }
        let nothing = Interval::exact(Amount::ZERO);
        let parts = PARTS.map(|part| only(columns, part));
        if OF_FUNDS.contains(&kind) && parts.iter().any(Option::is_some) {
            for (row, key) in rows() {
                let part = |at: Option<usize>| figure(row, at?, unit);
                self.at_least(key, parts.map(part));
            }
        }
        if kind == TableKind::ExpenditureSummary && parts.iter().all(Option::is_some) {
            let twice = repeated(&keys);
            for (row, key) in rows().filter(|(_, key)| !twice.contains(key.as_str())) {
                let printed = |at: usize| figure(row, at, unit);
                let part = |at: Option<usize>| at.and_then(printed).unwrap_or(nothing);
                self.whole.insert(key.clone(), parts.map(part));
            }
        }
        // The total of 基本支出表 is basic expenditure, whatever it is divided by.
        let part = match kind {
            TableKind::BasicExpenditure => 0,
            TableKind::ProjectExpenditure if lists_projects(body) => 1,
            _ => return,
        };
        let Some(at) = only(columns, Role::Total).or_else(|| only(columns, Role::Amount)) else {
            return;
        };
        let total = rows().find(|(_, key)| *key == TOTAL);
        if let Some(total) = total.and_then(|(row, _)| figure(row, at, unit)) {
            let mut parts = [None; 2];
            parts[part] = Some(total);
            self.at_least(TOTAL, parts);
        }
    }

    fn at_least(&mut self, key: &str, parts: [Option<Interval>; 2]) {
        let known = self.least.entry(key.to_owned()).or_default();
        for (known, part) in known.iter_mut().zip(parts) {
            if let Some(part) = part {
                *known = part.least.max(*known);
            }
        }
    }

    /// Whether nothing is known.
    pub(in crate::load) fn is_empty(&self) -> bool {
        self.general.is_empty() && self.least.is_empty() && self.whole.is_empty()
    }

    /// What the rows of a table share with those of others; nothing where it is of another kind.
    pub(in crate::load) fn of<'a>(
        &'a self,
        kind: TableKind,
        body: &Body,
        meanings: &[RowMeaning],
    ) -> Sisters<'a> {
        let columns = body.layout.columns.iter();
        let roles: Vec<Role> = columns.map(|column| column.role).collect();
        // Income that a class receives is not divided into what is spent on it.
        let told = !self.is_empty() && roles.iter().any(|role| PARTS.contains(role));
        let parts = PARTS.map(|part| only(&body.layout.columns, part));
        Sisters {
            rows: self,
            kind,
            keys: match told && is_one_stream(body) {
                true => keys(body, meanings),
                false => Vec::new(),
            },
            roles,
            parts,
        }
    }
}

/// What is known of the rows of one table.
pub(in crate::load) struct Sisters<'a> {
    rows: &'a SisterRows,
    kind: TableKind,
    keys: Vec<Option<Key>>,
    roles: Vec<Role>,
    /// The columns of basic and project expenditure, where there is one of each.
    parts: [Option<usize>; 2],
}

impl Sisters<'_> {
    /// Drops the placements of a row that contradict the rows of the same code, unless all do.
    pub(in crate::load) fn narrow(&self, open: &mut OpenRow, row: usize) {
        let Some(key) = self.keys.get(row).and_then(Option::as_ref) else {
            return;
        };
        if open.settled || open.placements.len() < 2 {
            return;
        }
        if let Some(known) = self.rows.general.get(key) {
            self.equal(open, known);
        }
        let nothing = Interval::exact(Amount::ZERO);
        let at = |placement: &Placement, part: usize| {
            let column = self.parts.get(part).copied().flatten();
            column.map(|column| open.at(placement, column).unwrap_or(nothing))
        };
        let enough = |placement: &Placement| {
            let least = self.rows.least.get(key);
            let least = least.filter(|_| self.kind == TableKind::ExpenditureSummary);
            least.is_none_or(|least| {
                let mut parts = least.iter().enumerate();
                parts.all(|(part, least)| {
                    at(placement, part).is_none_or(|here| here.greatest >= *least)
                })
            })
        };
        let within = |placement: &Placement| {
            let whole = self.rows.whole.get(key);
            let whole = whole.filter(|_| OF_FUNDS.contains(&self.kind));
            whole.is_none_or(|whole| {
                let mut parts = whole.iter().enumerate();
                parts.all(|(part, most)| {
                    at(placement, part).is_none_or(|here| here.least <= most.greatest)
                })
            })
        };
        let fits = |one: &&Placement| enough(one) && within(one);
        let kept: Vec<Placement> = open.placements.iter().filter(fits).cloned().collect();
        if !kept.is_empty() {
            open.placements = kept;
        }
    }

    /// Where general budget expenditure has the same total, its parts are the parts of the row.
    fn equal(&self, open: &mut OpenRow, known: &Known) {
        let role = |column: usize| self.roles.get(column).copied();
        let fits = |placement: &Placement| {
            let mut columns = placement.iter().zip(&open.figures);
            columns.all(|(&column, figure)| {
                let part = PARTS.iter().position(|&part| Some(part) == role(column));
                let printed = part.and_then(|part| known.parts.get(part).copied().flatten());
                match role(column) {
                    Some(Role::Total) => *figure == known.total,
                    _ => printed == Some(*figure) || is_nothing(*figure),
                }
            })
        };
        let same_total = open.placements.iter().any(|placement| {
            let mut columns = placement.iter().zip(&open.figures);
            columns.any(|(&column, figure)| {
                role(column) == Some(Role::Total) && *figure == known.total
            })
        });
        let placements = open.placements.iter();
        let kept: Vec<Placement> = placements.filter(|one| fits(one)).cloned().collect();
        if same_total && !kept.is_empty() {
            open.placements = kept;
        }
    }
}

/// Whether all figures stand in one stream of rows; words that name them may stand behind their headings.
fn is_one_stream(body: &Body) -> bool {
    let lane = body.layout.columns.first().map(|column| column.lane);
    let mut columns = body.layout.columns.iter();
    let mut rows = body.rows.iter();
    columns.all(|column| Some(column.lane) == lane) && rows.all(|row| Some(row.lane) == lane)
}

/// For every row the key under which other tables print it, if they can. Where several units are
/// listed, a code is that of the unit above it.
fn keys(body: &Body, meanings: &[RowMeaning]) -> Vec<Option<Key>> {
    let is_unit = |meaning: &&RowMeaning| meaning.kind == RowKind::Unit;
    let several = meanings.iter().filter(is_unit).count() > 1;
    let mut unit = String::new();
    let rows = body.rows.iter().zip(meanings);
    rows.map(|(row, meaning)| match meaning.kind {
        RowKind::Unit => {
            unit = if row.code.is_empty() {
                row.name.to_string()
            } else {
                row.code.to_string()
            };
            several.then(|| format!("{unit}/"))
        }
        RowKind::Total if row.code.is_empty() => Some(TOTAL.to_owned()),
        _ if row.code.is_empty() => None,
        _ if several => Some(format!("{unit}/{}", row.code)),
        _ => Some(format!("/{}", row.code)),
    })
    .collect()
}

/// Keys of more than one row.
fn repeated(keys: &[Option<Key>]) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    let keys = keys.iter().flatten();
    keys.filter(|key| !seen.insert(key.as_str()))
        .map(String::as_str)
        .collect()
}

/// The one column of amounts that has a role, of this year.
fn only(columns: &[Column], role: Role) -> Option<usize> {
    let own = |column: &Column| column.role == role && column.kind == ValueKind::Amount;
    let mut found = columns.iter().enumerate().filter(|(_, one)| own(one));
    let (at, column) = found.next()?;
    let carried = column.path.iter().any(|word| word.contains("结转"));
    (found.next().is_none() && !carried).then_some(at)
}

/// Whether all that a table lists is project expenditure.
fn lists_projects(body: &Body) -> bool {
    let types = |column: usize| {
        let column = body.layout.columns.get(column);
        column.is_some_and(|column| column.kind == ValueKind::Text)
    };
    let mut values = body.rows.iter().flat_map(|row| &row.values);
    !values.any(|value| {
        value.column.is_some_and(types) && NO_PROJECTS.iter().any(|word| value.text.contains(word))
    })
}

fn figure(row: &RawRow, column: usize, unit: &Unit) -> Option<Interval> {
    let mut values = row.values.iter();
    let value = values.find(|value| value.column == Some(column))?;
    numeral::read(&value.text, unit)?.interval()
}

fn known(row: &RawRow, columns: &[Column], unit: &Unit) -> Option<Known> {
    let at = |wanted: Role| {
        let at = columns.iter().position(|column| column.role == wanted)?;
        figure(row, at, unit)
    };
    Some(Known {
        total: at(Role::Total)?,
        parts: PARTS.map(at),
    })
}

/// A printed zero: it may stand in any column.
fn is_nothing(figure: Interval) -> bool {
    figure.negated() == figure
}
