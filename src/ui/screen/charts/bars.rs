//! What the charts show: composition, largest items, changes from year to year, findings by table.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::check::Severity;
use crate::model::{
    Amount, CellId, ClassificationView, DisclosureId, RowId, TableId, TableKind, Unit,
};
use crate::ui::scene::Scene;
use crate::ui::screen::compare::draw::rate_text;
use crate::ui::screen::compare::sheet::{self, By, Sheet};
use crate::ui::screen::compare::sources::{self, MeasureKey};

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Chart {
    /// Shares of the classes by function.
    #[default]
    Function,
    /// Shares of the classes by the department's economic classification.
    Economic,
    /// The largest items.
    Top,
    /// What changed most between two disclosures.
    Years,
    /// Findings by table.
    Findings,
}

impl Chart {
    /// All charts, in the order they are stepped through.
    pub const ALL: [Chart; 5] = [
        Chart::Function,
        Chart::Economic,
        Chart::Top,
        Chart::Years,
        Chart::Findings,
    ];

    /// The id of its name in the texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Chart::Function => "chart.function",
            Chart::Economic => "chart.economic",
            Chart::Top => "chart.top",
            Chart::Years => "chart.years",
            Chart::Findings => "chart.findings",
        }
    }
}

/// Most rows of a chart of the largest.
const MOST: usize = 20;

/// What a bar leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A cell.
    Cell(CellId),
    /// A row.
    Row(RowId),
    /// A table.
    Table(TableId),
}

/// One bar, or two of one line for two disclosures.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Figures and lengths: one pair, or two.
    pub values: Vec<(String, f64)>,
    /// Share, rate or counts, as written.
    pub note: String,
    /// The worst severity, for findings.
    pub severity: Option<Severity>,
    /// What Enter opens.
    pub goal: Option<Goal>,
}

/// A chart ready to be drawn.
#[derive(Debug, Default)]
pub struct Picture {
    /// Its bars, in the order shown.
    pub bars: Vec<Bar>,
    /// The table, column and unit it is of, or the two disclosures.
    pub about: String,
}

/// The picture of a chart.
#[must_use]
pub fn picture(chart: Chart, scene: &Scene, sides: &[DisclosureId]) -> Picture {
    let derived = scene.data.derived(scene.current);
    match (chart, derived) {
        (Chart::Function, Some(derived)) => composition(scene, derived.functions.first(), true),
        (Chart::Economic, Some(derived)) => composition(scene, derived.department.first(), true),
        (Chart::Top, Some(derived)) => composition(scene, derived.functions.first(), false),
        (Chart::Years, _) => years(scene, sides),
        (Chart::Findings, Some(_)) => findings(scene),
        (_, None) => Picture::default(),
    }
}

/// The column that shows the whole of a view, else its first.
fn whole(scene: &Scene, view: &ClassificationView) -> Option<usize> {
    let disclosure = scene.data.disclosure(scene.current)?;
    let table = disclosure.tables.get(view.table)?;
    let lane = table.columns.get(*view.columns.first()?)?.lane;
    let whole = crate::ui::headlines::whole_column(table, lane, disclosure.stage);
    let at = whole.and_then(|whole| view.columns.iter().position(|column| *column == whole));
    Some(at.unwrap_or(0))
}

/// Classes with their shares, or the largest innermost lines.
fn composition(scene: &Scene, view: Option<&ClassificationView>, classes: bool) -> Picture {
    let Some((view, column)) = view.and_then(|view| Some((view, whole(scene, view)?))) else {
        return Picture::default();
    };
    let id = TableId {
        disclosure: scene.current,
        table: view.table,
    };
    let Some(table) = scene.data.table(id) else {
        return Picture::default();
    };
    let nodes = view.outline.nodes();
    let measure = |node: usize| nodes.get(node)?.value.measures.get(column).copied();
    let amount = |node: usize| measure(node)?.amount();
    let roots = |node: &usize| nodes.get(*node).is_some_and(|node| node.depth == 0);
    let leaves = |node: &usize| !view.outline.has_children(*node);
    let all = 0..nodes.len();
    let total = sum(all.clone().filter(roots).map(|node| {
        let open = measure(node).is_some_and(|measure| measure.uncertain);
        (amount(node), open)
    }));
    let mut chosen: Vec<usize> = all
        .filter(|node| if classes { roots(node) } else { leaves(node) })
        .filter(|node| amount(*node).is_some())
        .collect();
    chosen.sort_by_key(|node| std::cmp::Reverse(amount(*node)));
    if !classes {
        chosen.truncate(MOST);
    }
    let largest = chosen.first().and_then(|node| amount(*node));
    let bars = chosen.into_iter().filter_map(|node| {
        let line = &nodes.get(node)?.value;
        let found = amount(node)?;
        let goal = measure(node)?.printed.map(|(row, cell)| {
            Goal::Cell(CellId {
                row: RowId { table: id, row },
                cell,
            })
        });
        let row = line.rows.first().map(|row| {
            Goal::Row(RowId {
                table: id,
                row: *row,
            })
        });
        Some(Bar {
            label: format!("{} {}", line.code, line.name),
            values: vec![(
                scene.amount(found, &table.unit),
                length(Some(found), largest),
            )],
            note: share(found, total),
            severity: None,
            goal: goal.or(row),
        })
    });
    let column = table.columns.get(view.columns[column]);
    let about = format!(
        "{}  {} ({})",
        scene.label_of(table),
        column.map_or("", crate::model::table::Column::leaf),
        scene.unit_word(&table.unit)
    );
    Picture {
        bars: bars.collect(),
        about,
    }
}

/// The sum of amounts; none when one of them is open.
fn sum(amounts: impl Iterator<Item = (Option<Amount>, bool)>) -> Option<Amount> {
    let mut total = Amount::ZERO;
    for (amount, open) in amounts {
        if open && amount.is_none() {
            return None;
        }
        total = total.checked_add(amount.unwrap_or(Amount::ZERO))?;
    }
    Some(total)
}

/// A share in percent; nothing for amounts below zero and for shares of nothing.
fn share(amount: Amount, total: Option<Amount>) -> String {
    let total = total.filter(|total| !total.is_zero() && !total.is_negative());
    let total = total.filter(|_| !amount.is_negative());
    let share = total.and_then(|total| amount.as_decimal().checked_div(total.as_decimal()));
    share.map_or_else(String::new, |share| {
        format!("{:.1}%", (share * Decimal::ONE_HUNDRED).round_dp(1))
    })
}

/// The length of a bar between 0 and 1; amounts below zero have none.
fn length(amount: Option<Amount>, largest: Option<Amount>) -> f64 {
    let share = amount.zip(largest).and_then(|(amount, largest)| {
        amount
            .as_decimal()
            .checked_div(largest.as_decimal())?
            .to_f64()
    });
    share.unwrap_or(0.0).clamp(0.0, 1.0)
}

/// The lines that changed most between the last two of the sides: by function, else the totals.
fn years(scene: &Scene, sides: &[DisclosureId]) -> Picture {
    let [.., base, lead] = sides else {
        return Picture::default();
    };
    let pair = [*base, *lead];
    let kinds = sources::kinds(scene, &pair, By::Function);
    let (sheet, by) = match kinds.first() {
        Some(kind) => (functions(scene, &pair, *kind), By::Function),
        None => (sheet::of_headlines(scene, &pair), By::Headlines),
    };
    let unit = sheet.unit(scene, &pair);
    let outline = &sheet.outline;
    let leaf = |node: &usize| by == By::Headlines || !outline.has_children(*node);
    let change = |node: usize| {
        let difference = sheet.amount(node, 1)?.checked_sub(sheet.amount(node, 0)?)?;
        Some(difference.abs())
    };
    let mut nodes: Vec<usize> = (0..outline.nodes().len()).filter(leaf).collect();
    nodes.retain(|node| sheet.amount(*node, 0).or(sheet.amount(*node, 1)).is_some());
    if by != By::Headlines {
        nodes.sort_by_cached_key(|node| std::cmp::Reverse(change(*node)));
        nodes.truncate(MOST);
    }
    let amounts = nodes
        .iter()
        .flat_map(|node| [0, 1].map(|side| sheet.amount(*node, side)));
    let largest = amounts.flatten().max();
    let bars = nodes
        .iter()
        .filter_map(|&node| year_bar(scene, (&sheet, by), (node, &pair), &unit, largest))
        .collect();
    let label = |id: DisclosureId| scene.disclosure_label(id);
    let values = [("base", &*label(*base)), ("lead", &*label(*lead))];
    let about = format!(
        "{} ({})",
        scene.fill("chart.years_of", &values),
        scene.unit_word(&unit)
    );
    Picture { bars, about }
}

fn functions(scene: &Scene, pair: &[DisclosureId], kind: TableKind) -> Sheet {
    let measures = sources::measures(scene, pair, By::Function, kind);
    let measure = measures.first().copied().unwrap_or(MeasureKey::Whole);
    sheet::by_code(scene, pair, By::Function, (kind, measure))
}

fn year_bar(
    scene: &Scene,
    (sheet, by): (&Sheet, By),
    (node, pair): (usize, &[DisclosureId; 2]),
    unit: &Unit,
    largest: Option<Amount>,
) -> Option<Bar> {
    let line = &sheet.outline.get(node)?.value;
    let value = |side: usize| {
        let amount = sheet.amount(node, side);
        let text = amount.map_or_else(String::new, |amount| scene.amount(amount, unit));
        (text, length(amount, largest))
    };
    let change = sheet.amount(node, 0).zip(sheet.amount(node, 1));
    let note = match (change, sheet.amount(node, 1)) {
        (Some((base, lead)), _) => rate_text(base, lead.checked_sub(base)?),
        (None, Some(_)) => scene.text("compare.only_later").to_owned(),
        (None, None) => scene.text("compare.only_base").to_owned(),
    };
    let cell = |side: usize| sheet.cell(node, side, pair[side]);
    Some(Bar {
        label: match by {
            By::Headlines => scene.word("headline", &line.name),
            By::Function | By::Department | By::Government => {
                format!("{} {}", line.code, line.name)
            }
        },
        values: vec![value(0), value(1)],
        note,
        severity: None,
        goal: cell(1).or(cell(0)).map(Goal::Cell),
    })
}

/// Findings for each table, most first; running text last.
fn findings(scene: &Scene) -> Picture {
    let (Some(disclosure), Some(report)) = (
        scene.data.disclosure(scene.current),
        scene.data.report(scene.current),
    ) else {
        return Picture::default();
    };
    let mut counts: Vec<[usize; 3]> = vec![[0; 3]; disclosure.tables.len() + 1];
    let last = disclosure.tables.len();
    for finding in &report.findings {
        let table = finding.evidence.first().and_then(|evidence| evidence.table);
        let at = table.map_or(last, |table| table.table).min(last);
        let severity = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        counts[at][severity] += 1;
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.retain(|at| *at != last || counts[last] != [0; 3]);
    order.sort_by_key(|at| std::cmp::Reverse(counts[*at]));
    let total = |at: usize| counts[at].iter().sum::<usize>();
    let largest = order.iter().map(|at| total(*at)).max().unwrap_or(0);
    let bars = order.iter().map(|&at| {
        let table = disclosure.tables.get(at);
        let figures = table.map_or(0, crate::model::table::Table::figure_count);
        let letters: Vec<String> = Severity::ALL
            .iter()
            .zip(counts[at])
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| format!("{}{count}", severity.letter()))
            .collect();
        Bar {
            label: table.map_or_else(
                || scene.text("finding.prose").to_owned(),
                |table| scene.label_of(table),
            ),
            values: vec![(letters.join(" "), ratio(total(at), largest))],
            note: table.map_or_else(String::new, |_| {
                scene.fill("chart.figures", &[("count", &figures.to_string())])
            }),
            severity: Severity::ALL
                .into_iter()
                .zip(counts[at])
                .find(|(_, count)| *count > 0)
                .map(|(severity, _)| severity),
            goal: table.map(|_| {
                Goal::Table(TableId {
                    disclosure: scene.current,
                    table: at,
                })
            }),
        }
    });
    Picture {
        bars: bars.collect(),
        about: scene.fill(
            "chart.findings_of",
            &[("count", &report.findings.len().to_string())],
        ),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the length of a bar, for drawing only"
)]
fn ratio(count: usize, largest: usize) -> f64 {
    if largest == 0 {
        0.0
    } else {
        count as f64 / largest as f64
    }
}
