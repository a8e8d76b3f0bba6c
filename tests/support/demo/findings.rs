//! What the checks say of the made-up corpus.

use chazhang::check::relation::{Relation, Spot, Stated};
use chazhang::check::{
    Comparison, Computation, Coverage, CoverageState, Covered, Diagnosis, DisclosureReport,
    Evidence, EvidenceRole, Finding, FindingCertainty, Judged, Severity, Sibling, Term, Verdict,
};
use chazhang::model::{
    Amount, Bilingual, CellId, Certainty, DisclosureId, Interval, RowId, Table, TableId,
};
use rust_decimal::Decimal;

pub(super) fn id(table: usize, row: usize, cell: usize) -> CellId {
    let table = TableId {
        disclosure: DisclosureId(0),
        table,
    };
    CellId {
        row: RowId { table, row },
        cell,
    }
}

pub(super) fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

pub(super) fn term(tables: &[Table], cell: CellId, label: &str) -> Term {
    let row = tables[cell.row.table.table].rows.get(cell.row.row);
    let printed = row
        .and_then(|row| row.cells().get(cell.cell))
        .expect("a cell");
    let figure = printed.figure().expect("a figure");
    Term {
        negative: false,
        label: label.to_owned(),
        cell: Some(cell),
        printed: figure.raw().to_string(),
        value: figure.amount().expect("an amount"),
        interval: figure.interval().expect("an interval"),
    }
}

/// The balance that does not balance: two digits of the total stand the wrong way round.
pub(super) fn computation(tables: &[Table]) -> Computation {
    let total = term(tables, id(2, 7, 0), "支出总计 · 支出/金额");
    let terms: Vec<Term> = [
        (1, "一、科学技术支出 · 支出/金额"),
        (3, "二、社会保障和就业支出 · 支出/金额"),
        (5, "三、卫生健康支出 · 支出/金额"),
    ]
    .into_iter()
    .map(|(row, label)| term(tables, id(2, row, 0), label))
    .collect();
    let mut computed = Amount::ZERO;
    let mut interval = Interval::exact(Amount::ZERO);
    for term in &terms {
        computed = computed.checked_add(term.value).expect("small");
        interval = interval.checked_add(term.interval).expect("small");
    }
    Computation {
        comparison: Comparison::Equal,
        difference: total.value.checked_sub(computed).expect("small"),
        bound: Amount::new(Decimal::from(200)),
        computed,
        computed_interval: interval,
        total,
        terms,
    }
}

pub(super) fn evidence(tables: &[Table], cell: CellId, role: EvidenceRole) -> Evidence {
    let row = tables[cell.row.table.table].rows.get(cell.row.row);
    let printed = row
        .and_then(|row| row.cells().get(cell.cell))
        .expect("a cell");
    Evidence {
        role,
        cell: Some(cell),
        table: Some(cell.row.table),
        place: printed.place(),
        text: printed.raw().to_string(),
    }
}

pub(super) fn findings(tables: &[Table]) -> Vec<Finding> {
    let computation = computation(tables);
    let parts = [id(2, 1, 0), id(2, 3, 0), id(2, 5, 0)];
    let mut printed = vec![evidence(tables, id(2, 7, 0), EvidenceRole::Primary)];
    printed.extend(parts.map(|cell| evidence(tables, cell, EvidenceRole::Secondary)));
    let error = Finding {
        key: "e".to_owned(),
        rule: "A101",
        disclosure: DisclosureId(0),
        severity: Severity::Error,
        certainty: FindingCertainty::Proved,
        title: both(
            "支出总计不等于各项之和",
            "The printed total differs from its parts",
        ),
        statement: both(
            "01表《部门收支总体情况表》“支出总计”印为 12,345.76 万元，所列 3 项相加为 12,345.67 万元，相差 0.09 万元，四舍五入最多只能解释 0.02 万元。",
            "Table 01 prints a total of 12,345.76 (万元); its 3 parts add up to 12,345.67, a difference of 0.09 where rounding explains at most 0.02.",
        ),
        stake: computation.difference.abs(),
        computation: Some(computation),
        diagnosis: Some(Diagnosis {
            fingerprint: "transposed_digits",
            text: both(
                "末两位数字颠倒：67 与 76。",
                "Two digits stand the wrong way round: 67 and 76.",
            ),
        }),
        alternatives: vec![both("某一分项漏印。", "One part was left out.")],
        verify: both(
            "在原文找到“支出总计”，把其上各项相加，两者比较。",
            "Find the total in the original, add up the items above it, and compare.",
        ),
        siblings: vec![Sibling {
            text: both("收入总计等于各项收入之和", "Total income equals its parts"),
        }],
        evidence: printed,
        possible_extraction_fault: false,
    };
    let warning = Finding {
        key: "w".to_owned(),
        rule: "T102",
        severity: Severity::Warning,
        certainty: FindingCertainty::Interpreted,
        title: both(
            "三公经费说明与表不符",
            "Running text and table differ on reception",
        ),
        statement: both(
            "文字说明公务接待费为 2.00 万元，06表印为 20.00 万元。也可能是文本提取丢失了内容，请对照原文件。",
            "The text says 2.00 (万元) for reception, table 06 prints 20.00. The text extraction may have lost something: compare the original file.",
        ),
        stake: Amount::new(Decimal::from(180_000)),
        computation: None,
        diagnosis: None,
        alternatives: Vec::new(),
        siblings: Vec::new(),
        evidence: vec![evidence(tables, id(1, 4, 0), EvidenceRole::Primary)],
        possible_extraction_fault: true,
        ..error.clone()
    };
    let info = Finding {
        key: "i".to_owned(),
        rule: "A113",
        severity: Severity::Info,
        title: both("表中有四舍五入尾差", "The table holds rounding differences"),
        evidence: vec![evidence(tables, id(0, 3, 0), EvidenceRole::Primary)],
        ..error.clone()
    };
    vec![error, warning, info]
}

pub(super) fn report(tables: &[Table]) -> DisclosureReport {
    let rule = chazhang::check::rule("A101").expect("a rule");
    let spot = |row: usize| {
        let cell = tables[2].rows.get(row).and_then(|row| row.cells().get(0));
        let cell = cell.expect("a cell");
        Spot::new(2, row, cell.column().expect("a column"))
    };
    let judged = |verdict, zh: &str, en: &str| {
        let terms = [1, 3, 5].map(|row| spot(row).into()).to_vec();
        let relation = Relation::equal(rule, spot(7), terms, both(zh, en));
        Judged::new(Stated::Apart(Box::new(relation)), verdict)
    };
    let mut coverage = Coverage::default();
    for (table_index, table) in tables.iter().enumerate() {
        for (row_index, row) in table.rows.iter().enumerate() {
            for (cell_index, cell) in row.cells().iter().enumerate() {
                let (state, relations) = match (table_index, cell.certainty()) {
                    (2, _) if row_index % 2 == 1 => (CoverageState::Inconsistent, vec![0, 1]),
                    (_, Certainty::Ambiguous) => (CoverageState::NotUnderstood, Vec::new()),
                    (_, Certainty::Recovered) => (CoverageState::Spent, Vec::new()),
                    (0, _) => (CoverageState::Consistent, vec![1]),
                    _ => (CoverageState::NotCheckable, Vec::new()),
                };
                let cell = id(table_index, row_index, cell_index);
                coverage.push(Covered {
                    cell,
                    state,
                    relations: &relations,
                });
            }
        }
    }
    DisclosureReport {
        findings: findings(tables),
        verdicts: vec![
            judged(
                Verdict::Inconsistent,
                "支出总计 = 所列各项之和",
                "total = sum of the items",
            ),
            judged(
                Verdict::RoundingConsistent,
                "收入总计 = 支出总计",
                "total income = total expenditure",
            ),
        ],
        coverage,
        decimals: vec![2; tables.len()],
    }
}
