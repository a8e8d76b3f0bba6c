//! Finds the columns of bands of figures whose header stands elsewhere on the line, by what must add up.
//!
//! Figures that stand below each other share a column; which one, their places do not tell where a
//! header is wider than the rows below it. Every placement of the bands of a page is tried that
//! keeps their order. It stands when the sums of the header hold in all rows and under no other
//! placement, or when it is the one that takes for every band the heading nearest to it; otherwise
//! the figures keep their candidates.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::body::{Band, Body, RawRow};
use crate::load::numeral;
use crate::load::placing::evidence::Evidence;
use crate::load::placing::placement::{MOST_STEPS, Test, allowed_columns, figures_of};
use crate::model::{Amount, ColumnIdentity, Interval, Unit};

/// Columns of the bands of a page, from the left.
pub(in crate::load) type Columns = Vec<usize>;

/// What is known of open bands: every placement of the bands of a page that is left.
#[derive(Debug, Default)]
pub(in crate::load) struct OpenBands(BTreeMap<usize, Vec<Columns>>);

impl OpenBands {
    /// The page of a row with open bands, and the positions of its figures with their bands.
    pub(in crate::load) fn of_row(row: &RawRow) -> Option<(usize, Vec<(usize, usize)>)> {
        let values = row.values.iter().enumerate();
        let open: Vec<(usize, Band)> = values
            .filter_map(|(at, value)| Some((at, value.band?)))
            .collect();
        let page = open.first()?.1.page();
        if row.values.iter().all(|value| value.column.is_some()) {
            return None;
        }
        Some((
            page,
            open.into_iter()
                .map(|(at, band)| (at, band.order()))
                .collect(),
        ))
    }

    /// What the placements of a page make of a row that prints some of its bands.
    pub(in crate::load) fn placements(
        &self,
        page: usize,
        bands: &[(usize, usize)],
    ) -> Vec<Columns> {
        let whole = self.0.get(&page).map_or(&[][..], Vec::as_slice);
        let mut own: Vec<Columns> = whole
            .iter()
            .filter_map(|one| of_bands(one, bands))
            .collect();
        own.sort_unstable();
        own.dedup();
        own
    }

    /// Drops the placements of a page that make of a row none of those left to it.
    pub(in crate::load) fn narrow(
        &mut self,
        page: usize,
        bands: &[(usize, usize)],
        left: &[Columns],
    ) {
        let Some(whole) = self.0.get_mut(&page) else {
            return;
        };
        let agrees = |one: &Columns| of_bands(one, bands).is_some_and(|own| left.contains(&own));
        // Rows that contradict each other tell nothing.
        if whole.iter().any(agrees) {
            whole.retain(agrees);
        }
    }
}

fn of_bands(placement: &Columns, bands: &[(usize, usize)]) -> Option<Columns> {
    bands
        .iter()
        .map(|&(_, band)| placement.get(band).copied())
        .collect()
}

/// Every placement of the open bands of a table.
pub(in crate::load) fn find(
    body: &Body,
    identities: &[ColumnIdentity],
    evidence: &Evidence,
    unit: &Unit,
) -> OpenBands {
    let mut open = OpenBands::default();
    for (page, bands) in pages(body) {
        let rows: Vec<usize> = (0..body.rows.len())
            .filter(|&at| body.rows.get(at).is_some_and(|row| stands_on(row, page)))
            .collect();
        let columns = figures_of(0, body);
        let allowed = allowed_columns(&columns, &RawRow::default(), body, evidence, true);
        let test = Test {
            columns: &columns,
            allowed: &allowed,
            body,
            identities,
            evidence,
        };
        let printed: Vec<Vec<Option<Interval>>> = rows
            .iter()
            .filter_map(|&at| intervals(body.rows.get(at)?, page, bands, unit))
            .collect();
        let nearest = body.nearest.get(&page).filter(|nearest| {
            let by_sums = nearest.by_sums;
            let nearest = &nearest.columns;
            let sums = identities.iter().any(|identity| {
                let has = |column: &usize| nearest.contains(column);
                has(&identity.total) && identity.parts.iter().any(has)
            });
            let sums = sums && (!by_sums || are_borne_out(nearest, &printed, identities));
            // What is known of amounts is not known of their changes.
            let evidence = &Evidence::default();
            let test = Test { evidence, ..test };
            sums && nearest.len() == bands && all_hold(nearest, &printed, &test)
        });
        let found = match nearest {
            _ if printed.len() < rows.len() => Vec::new(),
            Some(nearest) => vec![nearest.columns.clone()],
            None => placements(bands, &printed, &test),
        };
        open.0.insert(page, found);
    }
    open
}

/// Pages with open bands, and how many each has.
fn pages(body: &Body) -> BTreeMap<usize, usize> {
    let mut pages = BTreeMap::new();
    for band in open(body) {
        let bands: &mut usize = pages.entry(band.page()).or_default();
        *bands = (*bands).max(band.order() + 1);
    }
    pages
}

/// Bands of pages some figure of which has no column; what was found before is found again.
fn open(body: &Body) -> impl Iterator<Item = Band> {
    let bands = |open: bool| {
        let values = body.rows.iter().flat_map(|row| &row.values);
        values.filter_map(move |value| value.band.filter(|_| !open || value.column.is_none()))
    };
    let pages: BTreeSet<usize> = bands(true).map(Band::page).collect();
    bands(false).filter(move |band| pages.contains(&band.page()))
}

fn stands_on(row: &RawRow, page: usize) -> bool {
    let mut bands = row.values.iter().filter_map(|value| value.band);
    bands.any(|band| band.page() == page)
}

/// What a row prints in each band; `None` where something is no number.
fn intervals(
    row: &RawRow,
    page: usize,
    bands: usize,
    unit: &Unit,
) -> Option<Vec<Option<Interval>>> {
    let mut printed = vec![None; bands];
    for value in &row.values {
        if let Some(band) = value.band.filter(|band| band.page() == page) {
            let interval = numeral::read(&value.text, unit)?.interval();
            *printed.get_mut(band.order())? = Some(interval?);
        }
    }
    Some(printed)
}

/// Every placement under which all rows add up; none where there are too many to try.
fn placements(bands: usize, rows: &[Vec<Option<Interval>>], test: &Test<'_>) -> Vec<Columns> {
    let mut found = Vec::new();
    let mut steps = 0;
    let mut next: Vec<Columns> = vec![Vec::new()];
    while let Some(placement) = next.pop() {
        if placement.len() == bands {
            steps += rows.len();
            found.extend(all_hold(&placement, rows, test).then_some(placement));
        } else {
            let last = placement.last().copied();
            let right = test
                .allowed
                .iter()
                .filter(|&&at| last.is_none_or(|last| at > last));
            for &column in right {
                let mut longer = placement.clone();
                longer.push(column);
                next.push(longer);
            }
        }
        steps += 1;
        if steps > MOST_STEPS {
            return Vec::new();
        }
    }
    found
}

/// Whether sums of at least two parts that are printed say something of every column: one part is as
/// great as its whole in any column. A part right beside its whole stands as the whole stands.
fn are_borne_out(
    placement: &Columns,
    rows: &[Vec<Option<Interval>>],
    identities: &[ColumnIdentity],
) -> bool {
    let nothing = Interval::exact(Amount::ZERO);
    let printed = |row: &Vec<Option<Interval>>, column: &usize| {
        let band = placement.iter().position(|other| other == column);
        let figure = band.and_then(|band| row.get(band).copied().flatten());
        figure.is_some_and(|figure| figure != nothing)
    };
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (row, identity) in rows
        .iter()
        .flat_map(|row| identities.iter().map(move |identity| (row, identity)))
    {
        let parts: Vec<usize> = identity
            .parts
            .iter()
            .copied()
            .filter(|part| printed(row, part))
            .collect();
        let beside = |part: &usize| *part == identity.total + 1;
        if printed(row, &identity.total) && (parts.len() > 1 || parts.iter().all(beside)) {
            told.extend(parts);
            told.insert(identity.total);
        }
    }
    placement.iter().all(|column| told.contains(column))
}

/// Whether all rows add up under a placement.
fn all_hold(placement: &Columns, rows: &[Vec<Option<Interval>>], test: &Test<'_>) -> bool {
    rows.iter().all(|row| {
        let at = |column: usize| {
            let band = placement.iter().position(|&other| other == column)?;
            row.get(band).copied().flatten()
        };
        test.holds(&at)
    })
}
