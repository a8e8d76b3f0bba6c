//! Made-up disclosures for tests and benches, built directly from the model.

use std::ops::Range;
use std::sync::Arc;

use chazhang::model::{
    Cell, Certainty, Column, Content, Corpus, Disclosure, Encoding, Figure, FigureKind, FiscalYear,
    Lane, Place, Role, Row, Sentence, Source, Stage, Stub, Table, TableKind, TableState, Unit,
    ValueKind,
};
use rust_decimal::Decimal;

/// A figure as it would be read from these characters.
pub(crate) fn figure(raw: &str, unit: &Unit) -> Figure {
    let number = Decimal::from_str_exact(&raw.replace(',', "")).unwrap_or_default();
    let kind = if raw.starts_with('—') {
        FigureKind::Dash
    } else if number.is_zero() {
        FigureKind::Zero
    } else {
        FigureKind::Printed
    };
    Figure::new(kind, number, number.scale(), unit.clone(), raw)
}

/// A row with one figure in each column, from the left; an empty string is a blank.
pub(crate) fn row(index: u32, code: &str, name: &str, figures: &[&str], unit: &Unit) -> Row {
    named_row(index, Stub::new(code, name), figures, unit)
}

/// The same with a stub that other rows share.
fn named_row(index: u32, stub: Stub, figures: &[&str], unit: &Unit) -> Row {
    let place = Place {
        line: index,
        ..Place::default()
    };
    let cells = figures
        .iter()
        .enumerate()
        .filter(|(_, raw)| !raw.is_empty())
        .map(|(column, raw)| {
            let content = Content::Figure(figure(raw, unit));
            Cell::new(column, content, Certainty::Printed, place)
        });
    let mut row = Row::new(index, 0);
    row.cells = cells.collect();
    (row.stub, row.place) = (stub, place);
    row
}

/// A table with the columns 合计, 基本支出 and 项目支出.
pub(crate) fn table(title: &str, unit: Unit, rows: impl IntoIterator<Item = Row>) -> Table {
    let column = |name: &str, role| Column {
        path: vec![name.to_owned()],
        role,
        lane: 0,
        kind: ValueKind::Amount,
    };
    Table {
        id: "01".to_owned(),
        kind: TableKind::ExpenditureSummary,
        title: title.to_owned(),
        unit,
        unit_printed: true,
        place: Place::default(),
        last_line: 1,
        lanes: vec![Lane::default()],
        columns: vec![
            column("合计", Role::Total),
            column("基本支出", Role::Basic),
            column("项目支出", Role::Project),
        ],
        identities: Vec::new(),
        rows: rows.into_iter().collect(),
        notes: Vec::new(),
        state: TableState::Data,
        doubts: Vec::new(),
        spent: Vec::new(),
        impossible: Vec::new(),
        untried: Vec::new(),
    }
}

/// A budget of 2024 with these tables and sentences.
pub(crate) fn disclosure(department: &str, tables: Vec<Table>, prose: &[&str]) -> Disclosure {
    Disclosure {
        source: Source::new(format!("{department}.txt"), "", Encoding::Utf8),
        department: department.to_owned(),
        year: Some(FiscalYear(2024)),
        stage: Some(Stage::Budget),
        tables,
        prose: prose
            .iter()
            .map(|text| Sentence {
                text: (*text).to_owned(),
                section: "收支说明".to_owned(),
                ..Sentence::default()
            })
            .collect(),
        ..Disclosure::default()
    }
}

/// A corpus of these disclosures.
pub(crate) fn corpus(disclosures: Vec<Disclosure>) -> Corpus {
    Corpus {
        disclosures: disclosures.into_iter().map(Arc::new).collect(),
    }
}

/// A corpus with this many line items in disclosures of a thousand rows each. `distinct` gives every
/// row a name of its own, the worst case for search; otherwise names repeat as they do in life.
pub(crate) fn many_rows(count: u32, distinct: bool) -> Corpus {
    let disclosures = (0..count.div_ceil(1000)).map(|part| {
        let rows = line_items(part * 1000..count.min(part * 1000 + 1000), distinct);
        let table = table("部门支出总表", Unit::WanYuan, rows);
        disclosure(&format!("云山市第{part}局"), vec![table], &[])
    });
    corpus(disclosures.collect())
}

/// Line items with these numbers.
pub(crate) fn line_items(numbers: Range<u32>, distinct: bool) -> impl Iterator<Item = Row> {
    // The loader lets all documents share the names of the catalogue.
    let names: Vec<Stub> = chazhang::catalogue::all()
        .filter_map(|(_, entries)| Some(entries.first()?.stub.clone()))
        .collect();
    numbers.map(move |number| {
        let shared = &names[number as usize % names.len()];
        let stub = if distinct {
            let name = format!("{}第{number}号项目", shared.name());
            Stub::new(shared.code(), name)
        } else {
            shared.clone()
        };
        let basic = Decimal::new(i64::from(number) * 7_919 % 10_000_000, 2);
        let project = Decimal::new(i64::from(number) * 104_729 % 10_000_000, 2);
        let figures = [basic + project, basic, project].map(|figure| figure.to_string());
        let figures = figures.each_ref().map(String::as_str);
        named_row(number % 1000 + 1, stub, &figures, &Unit::WanYuan)
    })
}
