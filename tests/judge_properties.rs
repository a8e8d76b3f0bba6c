//! Laws of the judge: honest rounding is never accused, a changed figure always is, and a second, independent test of the intervals agrees.

use chazhang::check::judge::{Part, Question, Reading, weigh};
use chazhang::check::{Comparison, Finding, Severity, Verdict, check};
use chazhang::model::{
    Cell, CellId, Certainty, Column, ColumnIdentity, Content, Disclosure, DisclosureId, Figure,
    FigureKind, Lane, Place, Role, Row, RowKind, Stage, Stub, Table, TableKind, TableState, Unit,
    ValueKind,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Fen in 0.01 万元, the last printed digit of the usual table.
const FEN_PER_STEP: i64 = 10_000;

/// Rounds an amount in fen to steps of 0.01 万元, halves away from zero.
fn steps(fen: i64) -> i64 {
    let sign = fen.signum();
    sign * ((fen.abs() + FEN_PER_STEP / 2) / FEN_PER_STEP)
}

fn figure(mantissa: i64, decimals: u32, unit: Unit) -> Figure {
    let number = Decimal::new(mantissa, decimals);
    let kind = if mantissa == 0 {
        FigureKind::Zero
    } else {
        FigureKind::Printed
    };
    Figure::new(kind, number, decimals, unit, &number.to_string())
}

fn reading(steps: i64) -> Reading {
    Reading::of(&figure(steps, 2, Unit::WanYuan), 2, None).expect("a number")
}

fn verdict(total: i64, parts: &[i64]) -> Verdict {
    let question = Question {
        comparison: Comparison::Equal,
        total: reading(total),
        parts: parts
            .iter()
            .map(|&part| (false, Part::Number(reading(part))))
            .collect(),
        recounted: false,
    };
    weigh(&question).expect("in range").verdict
}

fn holds(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Exact | Verdict::RoundingConsistent | Verdict::ConsistentButUnlikely
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn an_exact_sum_rounded_term_by_term_is_never_accused(
        parts in prop::collection::vec(0_i64..5_000_000_000, 1..40)
    ) {
        let printed: Vec<i64> = parts.iter().copied().map(steps).collect();
        let verdict = verdict(steps(parts.iter().sum()), &printed);
        prop_assert!(holds(&verdict), "{verdict:?}");
    }

    #[test]
    fn a_total_changed_beyond_rounding_is_always_accused(
        parts in prop::collection::vec(0_i64..5_000_000_000, 1..40),
        beyond in 1_i64..1_000_000,
        up in any::<bool>(),
    ) {
        let printed: Vec<i64> = parts.iter().copied().map(steps).collect();
        // Honest rounding moves the total by less than half a step for each term and itself, so
        // one step more than all of them together cannot be honest.
        let slack = i64::try_from(printed.len()).expect("few") + 1;
        let change = if up { slack + beyond } else { -slack - beyond };
        let verdict = verdict(steps(parts.iter().sum()) + change, &printed);
        prop_assert_eq!(verdict, Verdict::Inconsistent);
    }

    #[test]
    fn an_independent_test_on_a_lattice_of_half_fen_agrees(
        total in printed(),
        parts in prop::collection::vec((printed(), any::<bool>()), 1..12),
        near in any::<bool>(),
    ) {
        let total = if near { near_sum(&parts, total.1, &total.2) } else { total };
        let question = Question {
            comparison: Comparison::Equal,
            total: read(&total),
            parts: parts.iter().map(|(part, negative)| (*negative, Part::Number(read(part)))).collect(),
            recounted: true,
        };
        let verdict = weigh(&question).expect("in range").verdict;
        let expected = lattice(&total, &parts);
        let found = match verdict {
            Verdict::Borderline => Meeting::Touch,
            Verdict::Inconsistent => Meeting::Apart,
            _ => Meeting::Overlap,
        };
        prop_assert_eq!(found, expected);
    }
}

/// A printed number: mantissa, decimals, unit.
type Printed = (i64, u32, Unit);

fn printed() -> impl Strategy<Value = Printed> {
    let unit = prop::sample::select(vec![Unit::Yuan, Unit::WanYuan]);
    (-2_000_000_i64..2_000_000, 0_u32..3, unit)
}

fn read((mantissa, decimals, unit): &Printed) -> Reading {
    Reading::of(&figure(*mantissa, *decimals, unit.clone()), 0, None).expect("a number")
}

/// Half fen in one step of the last printed digit.
fn step((_, decimals, unit): &Printed) -> i128 {
    let whole = match unit {
        Unit::Yuan => 200,
        _ => 2_000_000,
    };
    whole / 10_i128.pow(*decimals)
}

/// The value in half fen.
fn value(printed: &Printed) -> i128 {
    i128::from(printed.0) * step(printed)
}

/// A total close to the sum, so that all three answers occur.
fn near_sum(parts: &[(Printed, bool)], decimals: u32, unit: &Unit) -> Printed {
    let sum: i128 = parts
        .iter()
        .map(|(part, negative)| if *negative { -value(part) } else { value(part) })
        .sum();
    let one = step(&(1, decimals, unit.clone()));
    let mantissa = i64::try_from(sum.div_euclid(one)).expect("in range");
    (mantissa, decimals, unit.clone())
}

#[derive(Debug, PartialEq, Eq)]
enum Meeting {
    Overlap,
    Touch,
    Apart,
}

/// Adds up all ends of all intervals on the lattice and looks whether the two ranges meet.
fn lattice(total: &Printed, parts: &[(Printed, bool)]) -> Meeting {
    let ends = |printed: &Printed| {
        let (middle, half) = (2 * value(printed), step(printed));
        (middle - half, middle + half)
    };
    let (mut least, mut greatest) = (0, 0);
    for (part, negative) in parts {
        let (low, high) = ends(part);
        let (low, high) = if *negative {
            (-high, -low)
        } else {
            (low, high)
        };
        least += low;
        greatest += high;
    }
    let (low, high) = ends(total);
    if 2 * value(total) == (least + greatest) / 2 && (least + greatest) % 2 == 0 {
        return Meeting::Overlap;
    }
    // One quantity added up twice from rounded figures may differ by one last digit.
    let coarsest = parts.iter().map(|(part, _)| step(part)).max().unwrap_or(0);
    let apart = (2 * value(total) - (least + greatest) / 2).abs();
    let one_digit = parts.len() == 1 && apart <= 2 * coarsest.max(step(total));
    match (low.max(least)).cmp(&high.min(greatest)) {
        std::cmp::Ordering::Greater if one_digit => Meeting::Touch,
        std::cmp::Ordering::Less => Meeting::Overlap,
        std::cmp::Ordering::Equal => Meeting::Touch,
        std::cmp::Ordering::Greater => Meeting::Apart,
    }
}

/// Rows of exact amounts in fen: basic and project expenditure of items.
fn items() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let amount = prop_oneof![Just(0_i64), 1_000_000_i64..3_000_000_000];
    prop::collection::vec((amount.clone(), amount), 2..25)
}

/// 合计 and its parts for each row: the total of all first, then a class with its items.
fn printed_rows(items: &[(i64, i64)]) -> Vec<[i64; 3]> {
    let basic: i64 = items.iter().map(|item| item.0).sum();
    let project: i64 = items.iter().map(|item| item.1).sum();
    let row = |basic: i64, project: i64| [steps(basic + project), steps(basic), steps(project)];
    let mut rows = vec![row(basic, project), row(basic, project)];
    rows.extend(items.iter().map(|item| row(item.0, item.1)));
    rows
}

fn table(rows: &[[i64; 3]]) -> Table {
    let column = |name: &str, role| Column {
        path: vec![name.to_owned()],
        role,
        lane: 0,
        kind: ValueKind::Amount,
    };
    let rows = rows
        .iter()
        .enumerate()
        .map(|(index, figures)| row(index, *figures))
        .collect();
    Table {
        id: "03".to_owned(),
        kind: TableKind::ExpenditureSummary,
        title: "部门支出总表".to_owned(),
        unit: Unit::WanYuan,
        unit_printed: true,
        place: Place::default(),
        last_line: 0,
        lanes: vec![Lane::default()],
        columns: vec![
            column("合计", Role::Total),
            column("基本支出", Role::Basic),
            column("项目支出", Role::Project),
        ],
        identities: vec![ColumnIdentity {
            total: 0,
            parts: vec![1, 2],
        }],
        rows,
        notes: Vec::new(),
        state: TableState::Data,
        doubts: Vec::new(),
        spent: Vec::new(),
        impossible: Vec::new(),
        untried: Vec::new(),
    }
}

/// Row 0 is the total, row 1 the class 206, the others are items of it.
fn row(index: usize, figures: [i64; 3]) -> Row {
    let code = match index {
        0 => String::new(),
        1 => "206".to_owned(),
        _ => format!("20601{index:02}"),
    };
    let line = u32::try_from(index).expect("few") + 1;
    let cells = figures.iter().enumerate().map(|(column, &mantissa)| {
        let content = Content::Figure(figure(mantissa, 2, Unit::WanYuan));
        let place = Place {
            line,
            ..Place::default()
        };
        Cell::new(column, content, Certainty::Printed, place)
    });
    let mut row = Row::new(line, 0).below((index > 1).then_some(1), index.min(2));
    row.level = chazhang::model::code::classify(&code);
    (row.stub, row.kind) = if index == 0 {
        (Stub::new(code, "合计"), RowKind::Total)
    } else {
        (Stub::new(code, format!("科目{index}")), RowKind::Item)
    };
    row.cells = cells.collect();
    row
}

fn accusations(rows: &[[i64; 3]]) -> Vec<Finding> {
    let disclosure = Disclosure {
        stage: Some(Stage::Budget),
        tables: vec![table(rows)],
        ..Disclosure::default()
    };
    let report = check(DisclosureId(0), &disclosure);
    assert_eq!(
        report.coverage.len(),
        rows.len() * 3,
        "every figure has a state"
    );
    report
        .findings
        .into_iter()
        .filter(|finding| finding.severity != Severity::Info)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_exact_table_rounded_cell_by_cell_gives_no_accusation(items in items()) {
        let said: Vec<String> = accusations(&printed_rows(&items))
            .into_iter()
            .map(|finding| finding.statement.en)
            .collect();
        prop_assert_eq!(said, Vec::<String>::new());
    }

    #[test]
    fn one_changed_figure_is_accused_by_one_finding_that_cites_it(
        items in items(),
        row in any::<prop::sample::Index>(),
        column in 0_usize..3,
        beyond in 1_i64..100_000,
    ) {
        let mut rows = printed_rows(&items);
        let row = row.index(rows.len());
        let slack = i64::try_from(rows.len()).expect("few") + 3;
        rows[row][column] += slack + beyond;
        let findings = accusations(&rows);
        let cites = |finding: &Finding| {
            finding.evidence.iter().filter_map(|evidence| evidence.cell).any(|cell: CellId| {
                cell.row.row == row && cell.cell == column
            })
        };
        prop_assert_eq!(findings.len(), 1);
        prop_assert!(findings.iter().all(cites), "the changed figure is cited");
        let primary = findings[0].evidence[0].cell.expect("a cell");
        prop_assert_eq!((primary.row.row, primary.cell), (row, column));
    }

    #[test]
    fn the_answer_is_the_same_every_time(items in items(), change in -5_000_i64..5_000) {
        let mut rows = printed_rows(&items);
        rows[0][1] += change;
        prop_assert_eq!(accusations(&rows), accusations(&rows));
    }
}

#[test]
fn the_same_quantity_printed_twice_must_be_identical() {
    assert_eq!(verdict(101, &[100]), Verdict::Inconsistent);
    assert_eq!(verdict(100, &[100]), Verdict::Exact);
    assert_eq!(verdict(201, &[100, 100]), Verdict::RoundingConsistent);
    assert_eq!(verdict(302, &[100, 100, 100]), Verdict::Borderline);
    assert_eq!(verdict(303, &[100, 100, 100]), Verdict::Inconsistent);
}

#[test]
fn a_difference_rarer_than_one_in_a_thousand_is_graded() {
    let parts = [100; 20];
    assert_eq!(verdict(2_004, &parts), Verdict::RoundingConsistent);
    assert_eq!(verdict(2_005, &parts), Verdict::ConsistentButUnlikely);
    assert_eq!(verdict(2_010, &parts), Verdict::ConsistentButUnlikely);
    assert_eq!(verdict(2_011, &parts), Verdict::Inconsistent);
}

#[test]
fn dropped_zeros_are_read_exactly_first() {
    let total = Reading::of(&figure(160, 0, Unit::WanYuan), 2, None).expect("a number");
    let weighed = |parts: &[i64]| {
        weigh(&Question {
            comparison: Comparison::Equal,
            total,
            parts: parts
                .iter()
                .map(|&part| (false, Part::Number(reading(part))))
                .collect(),
            recounted: false,
        })
        .expect("in range")
        .verdict
    };
    assert_eq!(weighed(&[8_000, 8_000]), Verdict::Exact);
    assert_eq!(weighed(&[8_025, 7_930]), Verdict::ConsistentOnlyIfRounded);
    assert_eq!(weighed(&[8_025, 7_830]), Verdict::Inconsistent);
}

#[test]
fn a_lost_cell_leaves_a_shortfall_open_but_not_an_excess() {
    let weighed = |total: i64| {
        weigh(&Question {
            comparison: Comparison::Equal,
            total: reading(total),
            parts: vec![(false, Part::Number(reading(100))), (false, Part::Unknown)],
            recounted: false,
        })
        .expect("in range")
        .verdict
    };
    assert_eq!(weighed(100), Verdict::Exact);
    assert_eq!(weighed(150), Verdict::Undetermined);
    assert_eq!(weighed(50), Verdict::Inconsistent);
}

#[test]
fn yuan_against_wan_yuan_differ_by_half_a_step_of_each_at_most() {
    let weighed = |fen: i64| {
        weigh(&Question {
            comparison: Comparison::Equal,
            total: reading(8_234),
            parts: vec![(
                false,
                Part::Number(Reading::of(&figure(fen, 2, Unit::Yuan), 2, None).expect("a number")),
            )],
            recounted: false,
        })
        .expect("in range")
        .verdict
    };
    assert_eq!(weighed(82_345_000), Verdict::RoundingConsistent);
    assert_eq!(weighed(82_345_001), Verdict::Inconsistent);
}

#[test]
fn numbers_beyond_the_exact_range_are_a_doubt() {
    let (kind, number) = (FigureKind::Printed, Decimal::MAX);
    let huge = Figure::new(kind, number, 0, Unit::Yuan, &number.to_string());
    let huge = Reading::of(&huge, 0, None).expect("fits alone");
    let question = Question {
        comparison: Comparison::Equal,
        total: huge,
        parts: vec![(false, Part::Number(huge)), (false, Part::Number(huge))],
        recounted: false,
    };
    assert_eq!(weigh(&question), None);
}
