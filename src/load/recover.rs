//! Finds the columns of figures whose empty neighbours were lost, by what must add up.
//!
//! Every order-keeping placement is enumerated that satisfies the header's own sums in the row.
//! Then placements are dropped that no choice for the other rows completes to the printed column
//! totals and parents. A placement is published only when it is the only one left; otherwise the
//! figure keeps its candidates. What was used up on the way is recorded and vouches for nothing
//! any more. The effort is bounded; a row that exceeds the bound stays ambiguous.

use std::collections::BTreeSet;

use super::body::{Body, RawRow};
use super::evidence::{Evidence, sum};
use super::numeral;
use super::rows::RowMeaning;
use crate::model::{
    Amount, Certainty, Column, ColumnIdentity, Interval, Role, Spent, Unit, ValueKind,
};

/// Search steps for one row, and for one set of rows with a common total.
const MOST_STEPS: usize = 300_000;
/// More placements of one row are not told apart.
const MOST_PLACEMENTS: usize = 64;

/// A placement: for every open figure of a row, its column.
type Placement = Vec<usize>;

/// What recovery used up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    /// Relations that cannot vouch for figures any more.
    pub(super) spent: Vec<Spent>,
    /// Rows for which no placement satisfies the sums of the header.
    pub(super) impossible: Vec<usize>,
}

/// Places the open figures of a table.
pub(super) fn place(
    body: &mut Body,
    meanings: &[RowMeaning],
    identities: &[ColumnIdentity],
    evidence: &Evidence,
    unit: &Unit,
) -> Outcome {
    let mut table = Search {
        rows: Vec::new(),
        meanings,
        columns: &body.layout.columns,
        spent: BTreeSet::new(),
    };
    for row in &body.rows {
        table
            .rows
            .push(open_row(row, body, identities, evidence, unit));
    }
    table.narrow();
    let mut outcome = Outcome::default();
    for (index, open) in table.rows.iter().enumerate() {
        if open.figures.is_empty() || open.settled {
            continue;
        }
        if open.impossible {
            outcome.impossible.push(index);
        }
        if open.used_identities && open.placements.len() == 1 {
            for identity in identities_of(open.lane, table.columns, identities) {
                table.spent.insert(Spent::Row {
                    row: index,
                    identity,
                });
            }
        }
    }
    outcome.spent = table.spent.iter().copied().collect();
    let rows = std::mem::take(&mut table.rows);
    for (row, open) in body.rows.iter_mut().zip(rows) {
        publish(row, &open);
    }
    outcome
}

/// The open figures of one row and the placements that remain.
struct OpenRow {
    lane: usize,
    /// Positions in `RawRow::values` of the figures without column.
    positions: Vec<usize>,
    figures: Vec<Interval>,
    /// Money columns of the lane, ascending.
    columns: Vec<usize>,
    placements: Vec<Placement>,
    /// The row was complete as printed.
    settled: bool,
    /// The header's sums were needed to find the placements.
    used_identities: bool,
    /// No placement satisfies the header's sums.
    impossible: bool,
}

impl OpenRow {
    /// Interval printed in a column under a placement.
    fn at(&self, placement: &Placement, column: usize) -> Option<Interval> {
        let position = placement.iter().position(|&other| other == column)?;
        self.figures.get(position).copied()
    }
}

fn open_row(
    row: &RawRow,
    body: &Body,
    identities: &[ColumnIdentity],
    evidence: &Evidence,
    unit: &Unit,
) -> OpenRow {
    let columns: Vec<usize> = body
        .layout
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.lane == row.lane && column.kind != ValueKind::Text)
        .map(|(index, _)| index)
        .collect();
    let interval = |text: &str| numeral::read(text, unit).and_then(|figure| figure.interval());
    let positions: Vec<usize> = (0..row.values.len())
        .filter(|&at| {
            row.values
                .get(at)
                .is_some_and(|value| value.column.is_none())
        })
        .collect();
    let text = |at: &usize| row.values.get(*at).map_or("", |value| value.text.as_str());
    let figures: Option<Vec<Interval>> = positions.iter().map(|at| interval(text(at))).collect();
    let settled = positions.is_empty();
    let mut open = OpenRow {
        lane: row.lane,
        positions,
        figures: figures.unwrap_or_default(),
        columns,
        placements: Vec::new(),
        settled,
        used_identities: false,
        impossible: false,
    };
    if settled {
        settle(&mut open, row, unit);
    } else if open.figures.len() == open.positions.len() && !body.header_doubtful {
        let allowed = allowed_columns(&open, row, body, evidence);
        enumerate(&mut open, &allowed, body, identities, evidence);
    }
    open
}

/// A row whose columns are known takes part in the sums of others.
fn settle(open: &mut OpenRow, row: &RawRow, unit: &Unit) {
    let mut placement = Vec::new();
    for value in &row.values {
        if let Some(column) = value.column
            && open.columns.contains(&column)
            && let Some(interval) =
                numeral::read(&value.text, unit).and_then(|figure| figure.interval())
        {
            placement.push(column);
            open.figures.push(interval);
        }
    }
    open.placements.push(placement);
}

/// Columns of the lane in which something may stand.
fn allowed_columns(open: &OpenRow, row: &RawRow, body: &Body, evidence: &Evidence) -> Vec<usize> {
    // 工资福利支出 is personnel by definition, 对个人和家庭的补助 in all but a few places.
    let personnel = row.code.starts_with("301") || row.code.starts_with("303");
    open.columns
        .iter()
        .copied()
        .filter(|&index| {
            let Some(column) = body.layout.columns.get(index) else {
                return false;
            };
            let carried = column.role == Role::CarryIn
                || column.path.iter().any(|word| word.contains("结转"));
            !(evidence.absent.contains(&column.role)
                || evidence.no_carry_in && carried
                || personnel && column.role == Role::Running)
        })
        .collect()
}

/// Fills `placements` with every order-keeping placement that satisfies the header's sums.
fn enumerate(
    open: &mut OpenRow,
    allowed: &[usize],
    body: &Body,
    identities: &[ColumnIdentity],
    evidence: &Evidence,
) {
    if open.figures.len() > allowed.len() {
        open.impossible = true;
        return;
    }
    if open.figures.len() == allowed.len() {
        open.placements.push(allowed.to_vec());
        return;
    }
    open.used_identities = true;
    let mut walk = Walk {
        open,
        allowed,
        body,
        identities,
        evidence,
        steps: 0,
        placement: Vec::new(),
        found: Vec::new(),
    };
    walk.run(0);
    let exhausted = walk.steps >= MOST_STEPS || walk.found.len() > MOST_PLACEMENTS;
    let found = std::mem::take(&mut walk.found);
    open.impossible = found.is_empty() && !exhausted;
    if !exhausted {
        open.placements = found;
    }
}

struct Walk<'a> {
    open: &'a OpenRow,
    allowed: &'a [usize],
    body: &'a Body,
    identities: &'a [ColumnIdentity],
    evidence: &'a Evidence,
    steps: usize,
    placement: Placement,
    found: Vec<Placement>,
}

impl Walk<'_> {
    fn run(&mut self, from: usize) {
        self.steps += 1;
        if self.steps >= MOST_STEPS || self.found.len() > MOST_PLACEMENTS {
            return;
        }
        let left = self.open.figures.len() - self.placement.len();
        if left == 0 {
            if self.holds() {
                self.found.push(self.placement.clone());
            }
            return;
        }
        for at in from..=self.allowed.len().saturating_sub(left) {
            let Some(&column) = self.allowed.get(at) else {
                break;
            };
            self.placement.push(column);
            self.run(at + 1);
            self.placement.pop();
        }
    }

    /// Whether every sum of the header holds, a column without figure counting as nothing, and no
    /// 其中 stands without its whole.
    fn holds(&self) -> bool {
        let at = |column: usize| self.open.at(&self.placement, column);
        let nothing = Interval::exact(Amount::ZERO);
        let sums = self
            .identities
            .iter()
            .filter(|identity| self.open.columns.contains(&identity.total))
            .all(|identity| {
                let parts: Vec<Interval> =
                    identity.parts.iter().filter_map(|&part| at(part)).collect();
                match at(identity.total) {
                    Some(total) => {
                        !parts.is_empty() && sum(parts).is_some_and(|parts| parts.meets(total))
                            || parts_of(identity, self.allowed) == 0
                    }
                    None => parts.is_empty() || sum(parts).is_some_and(|parts| parts == nothing),
                }
            });
        let bounded = self.evidence.at_least.iter().all(|(role, least)| {
            self.open
                .columns
                .iter()
                .filter(|&&column| {
                    self.body
                        .layout
                        .columns
                        .get(column)
                        .is_some_and(|column| column.role == *role)
                })
                .all(|&column| at(column).unwrap_or(nothing).greatest >= least.least)
        });
        sums && bounded
            && self
                .placement
                .iter()
                .all(|&column| self.of_which_has_whole(column))
    }

    fn of_which_has_whole(&self, column: usize) -> bool {
        let columns = &self.body.layout.columns;
        let Some(this) = columns
            .get(column)
            .filter(|column| column.role == Role::OfWhich)
        else {
            return true;
        };
        let whole = self.open.columns.iter().copied().find(|&other| {
            columns.get(other).is_some_and(|other| {
                other.role == Role::Total
                    && other.path.len() == this.path.len()
                    && outer(other) == outer(this)
            })
        });
        let at = |column: usize| self.open.at(&self.placement, column);
        match whole {
            Some(whole) => at(whole)
                .is_some_and(|whole| at(column).is_some_and(|part| part.least <= whole.greatest)),
            None => true,
        }
    }
}

/// How many parts of an identity may hold anything.
fn parts_of(identity: &ColumnIdentity, allowed: &[usize]) -> usize {
    identity
        .parts
        .iter()
        .filter(|part| allowed.contains(part))
        .count()
}

fn outer(column: &Column) -> &[String] {
    column.path.split_last().map_or(&[], |(_, outer)| outer)
}

struct Search<'a> {
    rows: Vec<OpenRow>,
    meanings: &'a [RowMeaning],
    columns: &'a [Column],
    spent: BTreeSet<Spent>,
}

impl Search<'_> {
    /// Drops placements that no choice for the other rows completes, until nothing changes.
    fn narrow(&mut self) {
        for _ in 0..8 {
            let mut changed = false;
            for (parent, children) in self.families() {
                changed |= self.narrow_family(parent, &children);
            }
            if !changed {
                return;
            }
        }
    }

    /// Every row with the rows that add up to it: parents by code, units, and the total row.
    fn families(&self) -> Vec<(usize, Vec<usize>)> {
        let mut families: Vec<(usize, Vec<usize>)> = Vec::new();
        for index in 0..self.rows.len() {
            let Some(meaning) = self.meanings.get(index) else {
                continue;
            };
            let additive = |child: &usize| {
                self.meanings.get(*child).is_some_and(|child| {
                    !matches!(
                        child.kind,
                        crate::model::RowKind::OfWhich
                            | crate::model::RowKind::Total
                            | crate::model::RowKind::GrandTotal
                            | crate::model::RowKind::YearTotal
                    )
                })
            };
            let parent = if meaning.kind == crate::model::RowKind::Total {
                None
            } else {
                Some(index)
            };
            let same_lane = |child: &usize| {
                self.rows.get(*child).map(|row| row.lane)
                    == self.rows.get(index).map(|row| row.lane)
            };
            let children: Vec<usize> = (0..self.rows.len())
                .filter(|child| {
                    self.meanings
                        .get(*child)
                        .is_some_and(|child| child.parent == parent)
                })
                .filter(|child| *child != index)
                .filter(additive)
                .filter(same_lane)
                .collect();
            if !children.is_empty()
                && (parent.is_some() || meaning.kind == crate::model::RowKind::Total)
            {
                families.push((index, children));
            }
        }
        families
    }

    fn narrow_family(&mut self, parent: usize, children: &[usize]) -> bool {
        let members: Vec<usize> = std::iter::once(parent)
            .chain(children.iter().copied())
            .collect();
        let undecided = members.iter().any(|&row| {
            self.rows
                .get(row)
                .is_some_and(|row| row.placements.len() > 1)
        });
        let readable = members.iter().all(|&row| {
            self.rows
                .get(row)
                .is_some_and(|row| !row.placements.is_empty())
        });
        if !undecided || !readable {
            return false;
        }
        let mut joint = Joint::new(&self.rows, &members);
        joint.run(0);
        if joint.steps >= MOST_STEPS || joint.solutions == 0 {
            return false;
        }
        let kept = std::mem::take(&mut joint.kept);
        let mut changed = false;
        for (&row, kept) in members.iter().zip(kept) {
            if let Some(open) = self.rows.get_mut(row)
                && kept.len() < open.placements.len()
            {
                let mut index = 0;
                open.placements.retain(|_| {
                    index += 1;
                    kept.contains(&(index - 1))
                });
                changed = true;
            }
        }
        if changed {
            self.spend(parent);
        }
        changed
    }

    fn spend(&mut self, parent: usize) {
        let Some(open) = self.rows.get(parent) else {
            return;
        };
        let total = self
            .meanings
            .get(parent)
            .is_some_and(|meaning| meaning.kind == crate::model::RowKind::Total);
        for &column in &open.columns {
            self.spent.insert(if total {
                Spent::Column { column }
            } else {
                Spent::Children {
                    row: parent,
                    column,
                }
            });
        }
    }
}

/// Joint choice of placements for a parent and its children so that every column adds up.
struct Joint<'a> {
    rows: Vec<&'a OpenRow>,
    columns: Vec<usize>,
    /// A row the page lost: what the first column lacks.
    gap: Option<Interval>,
    chosen: Vec<usize>,
    /// Indexes of placements that occur in some solution, by member.
    kept: Vec<BTreeSet<usize>>,
    solutions: usize,
    steps: usize,
}

impl<'a> Joint<'a> {
    fn new(rows: &'a [OpenRow], members: &[usize]) -> Self {
        let rows: Vec<&OpenRow> = members.iter().filter_map(|&row| rows.get(row)).collect();
        let columns = rows
            .first()
            .map(|row| row.columns.clone())
            .unwrap_or_default();
        let gap = lost_row(&rows);
        Joint {
            kept: vec![BTreeSet::new(); rows.len()],
            rows,
            columns,
            gap,
            chosen: Vec::new(),
            solutions: 0,
            steps: 0,
        }
    }

    fn run(&mut self, member: usize) {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return;
        }
        if member == self.rows.len() {
            if self.adds_up() {
                self.solutions += 1;
                for (kept, &choice) in self.kept.iter_mut().zip(&self.chosen) {
                    kept.insert(choice);
                }
            }
            return;
        }
        let count = self.rows.get(member).map_or(0, |row| row.placements.len());
        for choice in 0..count {
            self.chosen.push(choice);
            if self.within_totals() {
                self.run(member + 1);
            }
            self.chosen.pop();
        }
    }

    fn at(&self, member: usize, column: usize) -> Option<Interval> {
        let row = self.rows.get(member)?;
        row.at(row.placements.get(*self.chosen.get(member)?)?, column)
    }

    /// Whether the children chosen so far exceed no total; amounts below nothing lift the bound.
    fn within_totals(&self) -> bool {
        let negative = self
            .rows
            .iter()
            .flat_map(|row| &row.figures)
            .any(|figure| figure.greatest.is_negative());
        negative
            || self.columns.iter().all(|&column| {
                let children = (1..self.chosen.len()).filter_map(|member| self.at(member, column));
                let total = self.at(0, column).unwrap_or(Interval::exact(Amount::ZERO));
                sum(children).is_some_and(|children| children.least <= total.greatest)
            })
    }

    fn adds_up(&self) -> bool {
        let balanced = |column: usize, lost: Option<Interval>| {
            let children = (1..self.chosen.len()).filter_map(|member| self.at(member, column));
            let children: Vec<Interval> = children.chain(lost).collect();
            match self.at(0, column) {
                Some(total) => {
                    !children.is_empty() && sum(children).is_some_and(|sum| sum.meets(total))
                }
                None => {
                    children.is_empty()
                        || sum(children).is_some_and(|sum| sum.contains(Amount::ZERO))
                }
            }
        };
        match self.gap {
            None => self.columns.iter().all(|&column| balanced(column, None)),
            Some(gap) => {
                // The lost row stands in the first column and in one of the others.
                let Some((&first, others)) = self.columns.split_first() else {
                    return false;
                };
                balanced(first, Some(gap))
                    && others.iter().any(|&lost_in| {
                        others
                            .iter()
                            .all(|&column| balanced(column, (column == lost_in).then_some(gap)))
                    })
            }
        }
    }
}

/// What the children lack of the parent in the first column, where all print one: a row was lost.
fn lost_row(rows: &[&OpenRow]) -> Option<Interval> {
    let (parent, children) = rows.split_first()?;
    let first = |row: &&OpenRow| row.figures.first().copied();
    let total = first(parent)?;
    let children = sum(children.iter().filter_map(first))?;
    if children.meets(total) {
        return None;
    }
    let gap = total.checked_add(children.negated())?;
    (!gap.greatest.is_negative()).then_some(gap)
}

fn identities_of(lane: usize, columns: &[Column], identities: &[ColumnIdentity]) -> Vec<usize> {
    (0..identities.len())
        .filter(|&index| {
            identities
                .get(index)
                .and_then(|identity| columns.get(identity.total))
                .is_some_and(|column| column.lane == lane)
        })
        .collect()
}

/// Writes the result into the row: a column where only one is left, else the candidates.
fn publish(row: &mut RawRow, open: &OpenRow) {
    if open.settled {
        return;
    }
    let count = open.positions.len();
    for (order, &position) in open.positions.iter().enumerate() {
        let Some(value) = row.values.get_mut(position) else {
            continue;
        };
        let mut possible: Vec<usize> = open
            .placements
            .iter()
            .filter_map(|placement| placement.get(order).copied())
            .collect();
        possible.sort_unstable();
        possible.dedup();
        if possible.is_empty() {
            // Only the order is known: the figure stands right of the ones before it.
            let last = open.columns.len().saturating_sub(count - order - 1);
            possible = open
                .columns
                .get(order..last)
                .unwrap_or(&open.columns)
                .to_vec();
        }
        match possible.as_slice() {
            [only] if !open.placements.is_empty() => {
                value.column = Some(*only);
                value.certainty = Certainty::Recovered;
            }
            _ => {
                value.candidates = possible;
                value.certainty = Certainty::Ambiguous;
            }
        }
    }
}
