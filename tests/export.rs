//! What `chazhang export` writes: every format holds what CSV holds, figure by figure.

#[path = "support/program.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod program;
#[path = "support/schema.rs"]
mod schema;
#[path = "support/typed.rs"]
#[allow(
    clippy::panic,
    reason = "a file of another shape must fail the test with its place"
)]
mod typed;

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use chazhang::check::{DisclosureReport, check};
use chazhang::export::dataset::{Dataset, Holds, Shortfall};
use chazhang::export::parquet::parquet;
use chazhang::export::records::{write_csv, write_json};
use chazhang::export::workbook::{SHEET_ROWS, workbook};
use chazhang::export::{Kind, Session};
use chazhang::model::{
    Cell, Certainty, Column, Content, Corpus, Disclosure, DisclosureId, Figure, FigureKind, Lane,
    Place, Role, Row, Stub, Table, TableKind, TableState, Unit, ValueKind,
};
use chazhang::review::Reviewed;
use chazhang::session;
use program::{argument, clean_file, clean_text, command, run, wrong_text};
use proptest::prelude::*;
use rust_decimal::Decimal;
use typed::{Got, Read2d};

struct Open {
    corpus: Corpus,
    reports: Vec<Arc<DisclosureReport>>,
    reviewed: Vec<Reviewed>,
}

impl Open {
    fn samples() -> Open {
        let all = session::open_all(&session::samples());
        Open {
            corpus: all.corpus,
            reports: all.reports,
            reviewed: all.reviewed,
        }
    }

    fn of(disclosure: Disclosure) -> Open {
        let report = check(DisclosureId(0), &disclosure);
        Open {
            corpus: Corpus {
                disclosures: vec![Arc::new(disclosure)],
            },
            reports: vec![Arc::new(report)],
            reviewed: Vec::new(),
        }
    }

    fn session(&self) -> Session<'_> {
        Session {
            corpus: &self.corpus,
            reports: &self.reports,
            reviewed: &self.reviewed,
        }
    }

    fn dataset(&self, kind: Kind) -> Dataset<'_> {
        self.session().dataset(kind)
    }
}

/// A table of one column with these cells, one in a row.
fn table_of(cells: Vec<Content>) -> Disclosure {
    let row = |(index, content)| {
        let mut row = Row::new(index, 0);
        row.stub = Stub::new("", "=1+1");
        let cell = Cell::new(0, content, Certainty::Printed, Place::default());
        row.cells = vec![cell];
        row
    };
    let table = Table {
        id: "01".to_owned(),
        kind: TableKind::Other,
        title: "@表\u{1b}[31m<&>_x0041_\u{7}".to_owned(),
        unit: Unit::WanYuan,
        unit_printed: true,
        place: Place::default(),
        last_line: 1,
        lanes: vec![Lane::default()],
        columns: vec![Column {
            path: vec!["金额".to_owned()],
            role: Role::Total,
            lane: 0,
            kind: ValueKind::Amount,
        }],
        identities: Vec::new(),
        rows: (1..).zip(cells).map(row).collect(),
        notes: Vec::new(),
        state: TableState::Data,
        doubts: Vec::new(),
        spent: Vec::new(),
        impossible: Vec::new(),
        untried: Vec::new(),
    };
    Disclosure {
        tables: vec![table],
        ..Disclosure::default()
    }
}

fn figure(kind: FigureKind, number: Decimal, decimals: u32, raw: &str) -> Content {
    Content::Figure(Figure::new(kind, number, decimals, Unit::WanYuan, raw))
}

fn printed(digits: &str) -> Content {
    let number = Decimal::from_str(digits).expect(digits);
    let kind = if number.is_zero() {
        FigureKind::Zero
    } else {
        FigureKind::Printed
    };
    figure(kind, number, number.scale(), digits)
}

fn csv(dataset: &Dataset<'_>) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    write_csv(dataset, &mut bytes).expect("written");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&bytes[..]);
    let records = reader.records().map(|record| record.expect("a record"));
    let owned = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    records.map(owned).collect()
}

/// Holds a table against the CSV of its data set: the same names in the same order, words as words,
/// numbers as the same numbers. Returns how many figures were compared.
fn assert_holds(read: &Read2d, dataset: &Dataset<'_>) -> usize {
    let lines = csv(dataset);
    assert_eq!(read.name, dataset.name);
    assert_eq!(read.rows.len() + 1, lines.len());
    let mut figures = 0;
    let mut columns = (0..).zip(&read.header);
    for (index, column) in dataset.columns.iter().enumerate() {
        assert_eq!(lines[0][index], column.name);
        let (at, name) = columns.next().expect(column.name);
        assert_eq!(name, column.name);
        for (row, line) in read.rows.iter().zip(&lines[1..]) {
            let told = &line[index];
            let expected = match column.holds {
                _ if told.is_empty() => Got::Nothing,
                Holds::Text | Holds::Figure => Got::Text(told.clone()),
                Holds::Whole => Got::Number(Decimal::from_str(told).expect("a number")),
                Holds::Flag => Got::Flag(told == "true"),
            };
            let nothing = Got::Text(String::new());
            let got = if row[at] == nothing {
                &Got::Nothing
            } else {
                &row[at]
            };
            assert_eq!(got, &expected, "{name}");
        }
        if column.holds == Holds::Figure {
            let (at, name) = columns.next().expect("the numbers");
            assert_eq!(*name, format!("{}_number", column.name));
            for (row, line) in read.rows.iter().zip(&lines[1..]) {
                let told = Decimal::from_str(&line[index]).ok();
                let expected = told.map_or(Got::Nothing, Got::Number);
                assert_eq!(row[at], expected, "{}", line[index]);
                figures += usize::from(told.is_some());
            }
        }
    }
    assert_eq!(columns.next(), None, "no columns beyond");
    figures
}

fn in_workbook(datasets: &[Dataset<'_>]) -> (Vec<Read2d>, Shortfall) {
    let (bytes, shortfall) = workbook(datasets, SHEET_ROWS).expect("a workbook");
    (typed::sheets(&bytes), shortfall)
}

fn in_parquet(dataset: &Dataset<'_>) -> (Read2d, Shortfall) {
    let (bytes, shortfall) = parquet(dataset).expect("Parquet");
    (typed::parquet(&bytes), shortfall)
}

#[test]
fn workbooks_and_parquet_hold_what_csv_holds_of_the_samples() {
    let open = Open::samples();
    let datasets: Vec<_> = Kind::ALL.iter().map(|kind| open.dataset(*kind)).collect();
    let (sheets, shortfall) = in_workbook(&datasets);
    assert_eq!(sheets.len(), datasets.len());
    assert_eq!(shortfall, Shortfall::default());
    for (sheet, dataset) in sheets.iter().zip(&datasets) {
        // The samples are texts, which store nothing beside what they print.
        assert_eq!(
            sheet.rows.is_empty(),
            sheet.name == "stored",
            "{}",
            sheet.name
        );
        let figures = assert_holds(sheet, dataset);
        let (read, shortfall) = in_parquet(dataset);
        assert_eq!(shortfall, Shortfall::default());
        assert_eq!(assert_holds(&read, dataset), figures);
        let has_figures = dataset.columns.iter().any(|c| c.holds == Holds::Figure);
        let held = has_figures && sheet.name != "stored";
        assert_eq!(figures > 0, held, "{}", sheet.name);
    }
}

#[test]
fn blanks_dashes_and_noughts_stay_apart() {
    let dash = figure(FigureKind::Dash, Decimal::ZERO, 0, "———");
    let open = Open::of(table_of(vec![
        dash,
        printed("0.00"),
        printed("-12.30"),
        printed("0.000000000001"),
        Content::text("=HYPERLINK(\"http://x\")\u{1b}]0;x\u{7}"),
    ]));
    let cells = open.dataset(Kind::Cells);
    let (sheets, _) = in_workbook(std::slice::from_ref(&cells));
    let (read, _) = in_parquet(&cells);
    assert_eq!(assert_holds(&sheets[0], &cells), 3);
    assert_eq!(assert_holds(&read, &cells), 3);
    for table in [&sheets[0], &read] {
        let at = |name: &str| table.header.iter().position(|n| n == name).expect(name);
        let column = |name: &str| -> Vec<Got> {
            let at = at(name);
            table.rows.iter().map(|row| row[at].clone()).collect()
        };
        let text = |text: &str| Got::Text(text.to_owned());
        assert_eq!(
            column("value"),
            [
                text("———"),
                text("0.00"),
                text("-12.30"),
                text("0.000000000001"),
                text("=HYPERLINK(\"http://x\")]0;x"),
            ]
        );
        let number = |digits: &str| Got::Number(Decimal::from_str(digits).expect(digits));
        assert_eq!(
            column("value_number"),
            [
                Got::Nothing,
                number("0"),
                number("-12.3"),
                number("0.000000000001"),
                Got::Nothing
            ]
        );
        // A page there is none of is no page nought.
        assert!(column("page").iter().all(|got| *got == Got::Nothing));
        assert_eq!(column("table_title")[0], text("@表[31m<&>_x0041_"));
    }
}

#[test]
fn a_figure_too_long_for_a_number_is_never_rounded() {
    let long = "1234567890123456.78";
    let deep = "0.1234567890123456789012345678";
    let wide = "7922816251426433759354395033.5";
    let open = Open::of(table_of(vec![printed(long), printed(deep), printed(wide)]));
    let cells = open.dataset(Kind::Cells);
    let (sheets, shortfall) = in_workbook(std::slice::from_ref(&cells));
    let number = sheets[0]
        .header
        .iter()
        .position(|name| name == "value_number")
        .expect("the numbers");
    let texts: Vec<&Got> = sheets[0].rows.iter().map(|row| &row[number]).collect();
    let text = |text: &str| Got::Text(text.to_owned());
    assert_eq!(texts, [&text(long), &text(deep), &text(wide)]);
    assert_eq!((shortfall.figures, shortfall.texts), (3, 0));
    // Twenty-eight digits before the point leave ten behind it.
    let (read, shortfall) = in_parquet(&cells);
    let numbers: Vec<&Got> = read.rows.iter().map(|row| &row[number]).collect();
    let exact = |digits: &str| Got::Number(Decimal::from_str(digits).expect(digits));
    assert_eq!(numbers, [&exact(long), &Got::Nothing, &exact(wide)]);
    assert_eq!(shortfall.figures, 1);
}

#[test]
fn a_full_sheet_goes_on_in_another() {
    let cells: Vec<Content> = (1..=10).map(|n| printed(&n.to_string())).collect();
    let open = Open::of(table_of(cells));
    let datasets = [open.dataset(Kind::Cells), open.dataset(Kind::Findings)];
    let (bytes, _) = workbook(&datasets, 5).expect("a workbook");
    let sheets = typed::sheets(&bytes);
    let told: Vec<_> = sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.rows.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("cells", 4),
            ("cells 2", 4),
            ("cells 3", 2),
            ("findings", 0)
        ]
    );
    assert_eq!(sheets[1].header, sheets[0].header);
    let rows = sheets.into_iter().take(3).flat_map(|sheet| sheet.rows);
    let (whole, _) = in_workbook(&datasets[..1]);
    assert_eq!(rows.collect::<Vec<_>>(), whole[0].rows);
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_openly() {
    let long = "预算".repeat(20_000);
    let open = Open::of(table_of(vec![
        Content::text(long.as_str()),
        Content::text("😀".repeat(16_384)),
        Content::text("a".repeat(32_767)),
    ]));
    let cells = open.dataset(Kind::Cells);
    let (sheets, shortfall) = in_workbook(std::slice::from_ref(&cells));
    assert_eq!((shortfall.figures, shortfall.texts), (0, 2));
    let lengths: Vec<(usize, bool)> = sheets[0]
        .rows
        .iter()
        .flatten()
        .filter_map(|got| match got {
            Got::Text(text) if text.len() > 1000 => Some(text),
            _ => None,
        })
        .map(|text| (text.encode_utf16().count(), text.ends_with('…')))
        .collect();
    assert_eq!(lengths, [(32_767, true), (32_767, true), (32_767, false)]);
    assert_eq!(csv(&cells)[1][11], long);
}

#[test]
fn a_sheet_is_ready_for_reading() {
    let open = Open::samples();
    let (bytes, _) = workbook(&[open.dataset(Kind::Cells)], SHEET_ROWS).expect("a workbook");
    let sheet = typed::part(&bytes, "xl/worksheets/sheet1.xml");
    let rows = csv(&open.dataset(Kind::Cells)).len();
    for expected in [
        r#"<pane ySplit="1" topLeftCell="A2""#.to_owned(),
        format!(r#"<autoFilter ref="A1:R{rows}""#),
        r#"numberStoredAsText="1""#.to_owned(),
    ] {
        assert!(sheet.contains(&expected), "{expected}");
    }
    // The department, four columns after the file: eleven wide characters and one of room.
    assert!(
        sheet.contains(r#"<col min="2" max="2" width="23"#),
        "{}",
        &sheet[..2000]
    );
    assert!(!typed::part(&bytes, "xl/styles.xml").contains("quotePrefix"));
    let evil = Open::of(table_of(vec![printed("1")]));
    let (bytes, _) = workbook(&[evil.dataset(Kind::Cells)], SHEET_ROWS).expect("a workbook");
    assert!(typed::part(&bytes, "xl/styles.xml").contains(r#"quotePrefix="1""#));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_amount_comes_out_exactly(
        figures in prop::collection::vec(
            (-10_i128.pow(27)..10_i128.pow(27), 0_u32..12, 0_u32..27),
            1..24,
        ),
    ) {
        // Figures of all lengths: as many of the digits are cut off as the last number says.
        let numbers: Vec<Decimal> = figures
            .iter()
            .map(|(mantissa, scale, cut)| {
                Decimal::from_i128_with_scale(mantissa / 10_i128.pow(*cut), *scale)
            })
            .collect();
        let cells = numbers.iter().map(|number| printed(&number.to_string()));
        let open = Open::of(table_of(cells.collect()));
        let dataset = open.dataset(Kind::Cells);
        let at = |header: &[String], name: &str| {
            header.iter().position(|found| found == name).expect("a column")
        };
        let lines = csv(&dataset);
        let value = at(&lines[0], "value");
        let told: Vec<String> = lines[1..].iter().map(|line| line[value].clone()).collect();
        let exact: Vec<String> = numbers.iter().map(Decimal::to_string).collect();
        prop_assert_eq!(&told, &exact);

        let mut json = Vec::new();
        write_json(&dataset, &mut json).expect("written");
        let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        let told: Vec<&str> = json
            .as_array()
            .expect("an array")
            .iter()
            .filter_map(|row| row["value"].as_str())
            .collect();
        prop_assert_eq!(told, exact.iter().map(String::as_str).collect::<Vec<_>>());

        let (sheets, short) = in_workbook(std::slice::from_ref(&dataset));
        let column = at(&sheets[0].header, "value_number");
        let mut texts = 0;
        for (row, number) in sheets[0].rows.iter().zip(&numbers) {
            match &row[column] {
                Got::Number(got) => prop_assert_eq!(got, number),
                Got::Text(got) => {
                    texts += 1;
                    prop_assert!(number.normalize().mantissa().abs() >= 10_i128.pow(15));
                    prop_assert_eq!(got, &number.to_string());
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert_eq!(short.figures, texts);

        let (read, short) = in_parquet(&dataset);
        for (row, number) in read.rows.iter().zip(&numbers) {
            prop_assert_eq!(&row[column], &Got::Number(number.normalize()));
        }
        prop_assert_eq!(short, Shortfall::default());
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("temporary folder")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples")
}

/// Standard output as bytes.
fn bytes(arguments: &[&str]) -> Vec<u8> {
    command(arguments)
        .output()
        .expect("the program runs")
        .stdout
}

#[test]
fn several_kinds_are_several_files_in_a_folder() {
    let folder = folder();
    let file = clean_file();
    for format in ["csv", "json", "parquet"] {
        let out = folder.path().join("new").join(format);
        let answer = run(&[
            "export",
            "--what",
            "all",
            "--format",
            format,
            "--output",
            argument(&out),
            argument(&file),
        ]);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        let expected: Vec<String> = [
            "cells",
            "claims",
            "coverage",
            "documents",
            "findings",
            "stored",
            "tables",
        ]
        .iter()
        .map(|name| format!("{name}.{format}"))
        .collect();
        assert_eq!(names(&out), expected, "whole files and no others");
    }
    let cells = fs::read_to_string(folder.path().join("new/csv/cells.csv")).expect("cells");
    assert_eq!(cells, run(&["export", argument(&file)]).out);
    let two = folder.path().join("two");
    run(&[
        "export",
        "--what",
        "tables,claims",
        "--output",
        argument(&two),
        argument(&file),
    ]);
    assert_eq!(names(&two), ["claims.csv", "tables.csv"]);
}

#[test]
fn a_workbook_holds_all_kinds_unless_some_are_chosen() {
    let folder = folder();
    let file = clean_file();
    let path = folder.path().join("a.xlsx");
    let sheets = |what: &[&str]| -> Vec<String> {
        let mut arguments = vec![
            "export",
            "--format",
            "xlsx",
            "-o",
            argument(&path),
            argument(&file),
        ];
        arguments.extend(what);
        let answer = run(&arguments);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        let sheets = typed::sheets(&fs::read(&path).expect("a workbook"));
        sheets.into_iter().map(|sheet| sheet.name).collect()
    };
    assert_eq!(
        sheets(&[]),
        [
            "documents",
            "tables",
            "cells",
            "stored",
            "claims",
            "findings",
            "coverage"
        ]
    );
    assert_eq!(
        sheets(&["--what", "findings,cells", "--what", "cells"]),
        ["cells", "findings"]
    );
    let in_folder = folder.path().join("chazhang.xlsx");
    run(&[
        "export",
        "--format",
        "xlsx",
        "-o",
        argument(folder.path()),
        argument(&file),
    ]);
    assert_eq!(
        typed::sheets(&fs::read(in_folder).expect("a workbook")).len(),
        7
    );
}

#[test]
fn binary_formats_go_through_pipes_and_are_the_same_every_time() {
    let samples = samples();
    for arguments in [
        &["export", "--format", "xlsx", argument(&samples)][..],
        &[
            "export",
            "--format",
            "parquet",
            "--what",
            "claims",
            argument(&samples),
        ],
    ] {
        let first = bytes(arguments);
        assert!(first.starts_with(b"PK") || first.starts_with(b"PAR1"));
        assert_eq!(first, bytes(arguments), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_written_is_one_sentence() {
    let folder = folder();
    let file = folder.path().join("a.txt");
    fs::write(&file, wrong_text()).expect("a file");
    let nowhere = folder.path().join("none/a.csv");
    let (file, nowhere, whole) = (argument(&file), argument(&nowhere), argument(folder.path()));
    for (arguments, sentence) in [
        (&["--what", "all", file][..], "--output"),
        (&["--format", "parquet", file], "--output"),
        (&["--output", file, file], "is not overwritten"),
        (&["--output", file, whole], "is not overwritten"),
        (&["--what", "all", "--output", file, file], "cannot write"),
        (&["--output", nowhere, file], "cannot write"),
    ] {
        let mut all = vec!["export", "--lang", "en"];
        all.extend(arguments);
        let answer = run(&all);
        assert_eq!(answer.complaints().len(), 1, "{all:?}: {}", answer.err);
        assert!(answer.err.contains(sentence), "{all:?}: {}", answer.err);
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    }
    assert_eq!(names(folder.path()), ["a.txt"]);
    assert_eq!(fs::read_to_string(file).expect("the file"), wrong_text());
}

#[test]
fn what_a_workbook_has_no_room_for_is_counted_on_standard_error() {
    let folder = folder();
    let file = folder.path().join("a.txt");
    let text = clean_text().replace("城乡社区环境卫生", &"城乡社区".repeat(9_000));
    fs::write(&file, text).expect("a file");
    let cells = run(&["export", argument(&file)]).out;
    let cut = cells.lines().filter(|line| line.len() > 100_000).count();
    assert!(cut > 0, "there is a long name");
    let out = folder.path().join("out.xlsx");
    let answer = run(&[
        "export",
        "--what",
        "cells",
        "--format",
        "xlsx",
        "--lang",
        "en",
        "--output",
        argument(&out),
        argument(&file),
    ]);
    let expected = format!(
        "chazhang: {cut} texts are longer than the 32,767 characters of a cell in XLSX and were cut; CSV and JSON have them whole"
    );
    assert_eq!(answer.complaints(), [expected]);
    assert_eq!(answer.code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_terminal_is_spared_binary_formats() {
    let pair = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .expect("pseudo-terminal");
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_chazhang"));
    let file = clean_file();
    command.args([
        "export",
        "--format",
        "xlsx",
        "--lang",
        "en",
        argument(&file),
    ]);
    let mut child = pair.slave.spawn_command(command).expect("program starts");
    drop(pair.slave);
    let mut said = String::new();
    let mut reader = pair.master.try_clone_reader().expect("output");
    // The end of a pseudo-terminal is an error on some systems.
    let _ = std::io::Read::read_to_string(&mut reader, &mut said);
    assert_eq!(child.wait().expect("the program ends").exit_code(), 2);
    assert_eq!(
        said.trim_end(),
        "chazhang: a terminal cannot show xlsx: give a file with --output"
    );
}

#[test]
fn every_kind_follows_its_schema() {
    let open = Open::samples();
    for kind in [
        Kind::Documents,
        Kind::Tables,
        Kind::Cells,
        Kind::Stored,
        Kind::Claims,
        Kind::Coverage,
    ] {
        let mut json = Vec::new();
        write_json(&open.dataset(kind), &mut json).expect("written");
        let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        let schema = schema::read(&format!("{}.json", kind.name()));
        assert_eq!(
            schema::violations(&schema, &json),
            [""; 0],
            "{}",
            kind.name()
        );
        assert!(
            json.as_array()
                .is_some_and(|rows| rows.is_empty() == (kind == Kind::Stored))
        );
    }
}

#[test]
fn a_rate_is_exported_in_percent_points() {
    let open = Open::samples();
    let lines = csv(&open.dataset(Kind::Findings));
    let at = |name: &str| lines[0].iter().position(|n| n == name).expect(name);
    let nested = serde_json::to_value(
        chazhang::export::findings::nested(open.session()).collect::<Vec<_>>(),
    )
    .expect("JSON");
    let nested = nested.as_array().expect("an array");
    assert_eq!(nested.len() + 1, lines.len());
    let mut rates = 0;
    for (line, nested) in lines[1..].iter().zip(nested) {
        let computation = &nested["computation"];
        for name in ["computed", "difference", "bound"] {
            let told = computation[name].as_str().unwrap_or("");
            assert_eq!(line[at(name)], told, "{name} of {}", line[at("rule")]);
        }
        if computation["comparison"] == "ratio" {
            rates += 1;
            assert_eq!(line[at("unit")], "%");
        }
    }
    assert!(rates > 0, "the samples have a wrong rate");
}
