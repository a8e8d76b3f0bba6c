//! Every order-keeping placement of the figures of one row that satisfies the sums of its header.

use crate::load::body::{Body, RawRow};
use crate::load::numeral;
use crate::load::placing::evidence::{Evidence, sum};
use crate::load::placing::open_bands::OpenBands;
use crate::model::{Amount, Column, ColumnIdentity, Interval, Role, Unit, ValueKind};

/// Search steps for one row, and for one set of rows with a common total.
pub(in crate::load) const MOST_STEPS: usize = 300_000;
/// More placements of one row are not told apart.
pub(in crate::load) const MOST_PLACEMENTS: usize = 64;

/// A row that fits no sums is misprinted where this many others fit them.
const FEWEST_FITTING: usize = 2;

/// Words of groups that hold the money of one fund.
const FUND_GROUPS: [(Role, &str); 2] = [
    (Role::GovernmentFund, "政府性基金"),
    (Role::StateCapital, "国有资本经营"),
];

/// A placement: for every open figure of a row, its column.
pub(in crate::load) type Placement = Vec<usize>;

/// The open figures of one row and the placements that remain.
pub(in crate::load) struct OpenRow {
    pub(in crate::load) lane: usize,
    /// Positions in `RawRow::values` of the figures without column.
    pub(in crate::load) positions: Vec<usize>,
    pub(in crate::load) figures: Vec<Interval>,
    /// Money columns of the lane, ascending.
    pub(in crate::load) columns: Vec<usize>,
    pub(in crate::load) placements: Vec<Placement>,
    /// The row was complete as printed.
    pub(in crate::load) settled: bool,
    /// The header's sums were needed to find the placements.
    pub(in crate::load) used_identities: bool,
    /// No placement satisfies the header's sums.
    pub(in crate::load) impossible: bool,
    /// Where no placement does: the columns other tables leave, when they are as many as the figures.
    pub(in crate::load) against_sums: Option<Placement>,
    /// There are more placements than are tried.
    pub(in crate::load) cut_short: bool,
}

impl OpenRow {
    /// Interval printed in a column under a placement.
    pub(in crate::load) fn at(&self, placement: &Placement, column: usize) -> Option<Interval> {
        let position = placement.iter().position(|&other| other == column)?;
        self.figures.get(position).copied()
    }
}

/// Takes the columns that other tables leave where a few rows fit no sums: a figure of theirs is misprinted.
/// Where more rows do not fit, the columns are misread, and the rows stay open.
pub(in crate::load) fn place_misprinted(rows: &mut [OpenRow]) {
    let fitting = rows
        .iter()
        .filter(|row| !row.figures.is_empty() && !row.impossible);
    let fitting = fitting.count();
    let against = rows.iter().filter(|row| row.impossible).count();
    if against * FEWEST_FITTING > fitting {
        return;
    }
    for row in rows {
        if let Some(placement) = row.against_sums.take() {
            row.impossible = false;
            row.placements.push(placement);
        }
    }
}

/// The columns of figures of a lane.
pub(in crate::load) fn figures_of(lane: usize, body: &Body) -> Vec<usize> {
    let columns = body.layout.columns.iter().enumerate();
    columns
        .filter(|(_, column)| column.lane == lane && column.kind != ValueKind::Text)
        .map(|(index, _)| index)
        .collect()
}

pub(in crate::load) fn open_row(
    row: &RawRow,
    body: &Body,
    identities: &[ColumnIdentity],
    evidence: &Evidence,
    bands: &OpenBands,
    unit: &Unit,
    by_class: bool,
) -> OpenRow {
    let columns = figures_of(row.lane, body);
    let interval = |text: &str| numeral::read(text, unit).and_then(|figure| figure.interval());
    let banded = OpenBands::of_row(row);
    let positions: Vec<usize> = match &banded {
        Some((_, bands)) => bands.iter().map(|&(at, _)| at).collect(),
        None => (0..row.values.len())
            .filter(|&at| {
                row.values
                    .get(at)
                    .is_some_and(|value| value.column.is_none())
            })
            .collect(),
    };
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
        against_sums: None,
        cut_short: false,
    };
    if let Some((page, own)) = banded {
        open.used_identities = true;
        open.placements = bands.placements(page, &own);
        if open.placements.len() > MOST_PLACEMENTS {
            open.placements.clear();
            open.cut_short = true;
        }
    } else if settled {
        settle(&mut open, row, unit);
    } else if open.figures.len() == open.positions.len() && !body.header_doubtful {
        let allowed = allowed_columns(&open.columns, row, body, evidence, by_class);
        enumerate(&mut open, &allowed, body, identities, evidence);
        let narrowed = allowed.len() < open.columns.len();
        let filled = narrowed && open.figures.len() == allowed.len();
        // Other tables left as many columns as there are figures: the sums were not needed.
        open.used_identities &= !filled;
        // A row that does not fit what other tables leave it is read by its own table alone.
        if open.impossible && narrowed {
            open.impossible = false;
            let all = open.columns.clone();
            enumerate(&mut open, &all, body, identities, evidence);
        }
        // One that fits neither has a figure that is misprinted, or columns that are misread.
        if open.impossible && filled {
            open.used_identities = false;
            open.against_sums = Some(allowed);
        }
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
pub(in crate::load) fn allowed_columns(
    columns: &[usize],
    row: &RawRow,
    body: &Body,
    evidence: &Evidence,
    by_class: bool,
) -> Vec<usize> {
    // 工资福利支出 is personnel by definition, 对个人和家庭的补助 in all but a few places: where
    // none of its rows prints running costs.
    let personnel = row.code.starts_with("301")
        || by_class && row.code.starts_with("303") && !prints_running(body, "303");
    // What was carried over stands in a column of its own: the funds beside it are of this year.
    let role = |column: &usize| body.layout.columns.get(*column).map(|column| column.role);
    let apart = columns
        .iter()
        .any(|column| role(column) == Some(Role::CarryIn))
        && columns
            .iter()
            .any(|column| role(column) == Some(Role::Total));
    // All columns beside 本年收入合计 are money of this year.
    let of_this_year = columns.iter().any(|&column| {
        let column = body.layout.columns.get(column);
        column.is_some_and(|column| column.role == Role::Total && column.leaf().starts_with("本年"))
    });
    // Where what was carried over has no column, 其他资金 may hold it.
    let told_apart = evidence.carried_is_fiscal
        && columns.iter().any(|&column| {
            let column = body.layout.columns.get(column);
            column.is_some_and(|column| {
                column.role == Role::CarryIn || column.path.iter().any(|word| word.contains("结转"))
            })
        });
    columns
        .iter()
        .copied()
        .filter(|&index| {
            let Some(column) = body.layout.columns.get(index) else {
                return false;
            };
            let under = |part: &str| column.path.iter().any(|word| word.contains(part));
            // What stands below 政府性基金 is of that fund, whatever it is divided by.
            let group = FUND_GROUPS.iter().find(|(_, word)| under(word));
            let fund = group.map_or(column.role, |&(fund, _)| fund);
            let carried = column.role == Role::CarryIn || under("结转");
            let not_fiscal = matches!(fund, Role::SpecialAccount | Role::OwnFunds);
            let no_carry_in = evidence.no_carry_in
                || evidence.absent_carried.contains(&fund)
                || told_apart && not_fiscal;
            let item = || {
                let mut absent = evidence.absent_items.iter();
                column.role == Role::OwnFunds && absent.any(|word| column.leaf().contains(word))
            };
            let current = under("本年") || under("当年") || of_this_year || apart && !carried;
            let this_year = current && (evidence.absent_this_year.contains(&fund) || item());
            let nowhere = not_fiscal && told_apart && evidence.absent_this_year.contains(&fund);
            !(nowhere
                || evidence.absent.contains(&column.role)
                || evidence.absent.contains(&fund)
                || carried && no_carry_in
                || this_year
                || personnel && column.role == Role::Running)
        })
        .collect()
}

/// Whether a row of an economic class prints figures among the running costs.
fn prints_running(body: &Body, class: &str) -> bool {
    let running = |column: usize| {
        let column = body.layout.columns.get(column);
        column.is_some_and(|column| column.role == Role::Running)
    };
    let mut rows = body.rows.iter().filter(|row| row.code.starts_with(class));
    rows.any(|row| {
        let mut values = row.values.iter();
        values.any(|value| {
            let figure = numeral::read(&value.text, &Unit::WanYuan);
            let printed =
                figure.is_some_and(|figure| figure.is_number() && !figure.number().is_zero());
            value.column.is_some_and(running) && printed
        })
    })
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
    let whole = allowed.len() == open.columns.len();
    if whole && open.figures.len() == allowed.len() {
        open.placements.push(allowed.to_vec());
        return;
    }
    open.used_identities = true;
    let columns = open.columns.clone();
    let mut walk = Walk {
        test: Test {
            columns: &columns,
            allowed,
            body,
            identities,
            evidence,
        },
        open,
        steps: 0,
        placement: Vec::new(),
        found: Vec::new(),
    };
    walk.run(0);
    let exhausted = walk.steps >= MOST_STEPS || walk.found.len() > MOST_PLACEMENTS;
    let found = std::mem::take(&mut walk.found);
    open.impossible = found.is_empty() && !exhausted;
    open.cut_short = exhausted;
    if !exhausted {
        open.placements = found;
    }
}

struct Walk<'a> {
    test: Test<'a>,
    open: &'a OpenRow,
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
            let at = |column: usize| self.open.at(&self.placement, column);
            if self.test.holds(&at) {
                self.found.push(self.placement.clone());
            }
            return;
        }
        for at in from..=self.test.allowed.len().saturating_sub(left) {
            let Some(&column) = self.test.allowed.get(at) else {
                break;
            };
            self.placement.push(column);
            self.run(at + 1);
            self.placement.pop();
        }
    }
}

/// What a placement is held against.
pub(in crate::load) struct Test<'a> {
    /// Money columns of the lane.
    pub(in crate::load) columns: &'a [usize],
    /// Those in which something may stand.
    pub(in crate::load) allowed: &'a [usize],
    pub(in crate::load) body: &'a Body,
    pub(in crate::load) identities: &'a [ColumnIdentity],
    pub(in crate::load) evidence: &'a Evidence,
}

impl Test<'_> {
    /// Whether every sum of the header holds, a column without figure counting as nothing, and no
    /// 其中 stands without its whole.
    pub(in crate::load) fn holds(&self, at: &dyn Fn(usize) -> Option<Interval>) -> bool {
        let nothing = Interval::exact(Amount::ZERO);
        let sums = self
            .identities
            .iter()
            .filter(|identity| self.columns.contains(&identity.total))
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
        let role_of = |column: usize| self.body.layout.columns.get(column).map(|one| one.role);
        let bounded = self.evidence.at_least.iter().all(|(role, least)| {
            let mut own = self
                .columns
                .iter()
                .filter(|&&at| role_of(at) == Some(*role));
            own.all(|&column| at(column).unwrap_or(nothing).greatest >= least.least)
        });
        let whole = |&column: &usize| at(column).is_none() || self.of_which_has_whole(column, at);
        sums && bounded && self.columns.iter().all(whole)
    }

    fn of_which_has_whole(&self, column: usize, at: &dyn Fn(usize) -> Option<Interval>) -> bool {
        let columns = &self.body.layout.columns;
        let Some(this) = columns
            .get(column)
            .filter(|column| column.role == Role::OfWhich)
        else {
            return true;
        };
        let whole = self.columns.iter().copied().find(|&other| {
            columns.get(other).is_some_and(|other| {
                other.role == Role::Total
                    && other.path.len() == this.path.len()
                    && outer(other) == outer(this)
            })
        });
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
