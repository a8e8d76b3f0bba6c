//! The ways PDF files write text: named and own character maps, single glyphs, raised text, page numbers
//! inside tables, files locked against changes only.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::check::{Severity, check};
use chazhang::load;
use chazhang::model::{Disclosure, DisclosureId};
use pdf::{Letters, Sheet};

const WIDTHS: [f64; 3] = [220.0, 120.0, 120.0];
const ROWS: [[&str; 3]; 4] = [
    ["项目", "2024年预算数", "2025年预算数"],
    ["一般公共预算拨款收入", "1,200.50", "1,000.25"],
    ["其他收入", "8.00", "208.25"],
    ["收入总计", "1,208.50", "1,208.50"],
];

fn caption(sheet: &mut Sheet) {
    sheet
        .text(300.0, 40.0, 16.0, "部门收入总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
}

fn sheet() -> Sheet {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    sheet.table(60.0, 70.0, &WIDTHS, &ROWS.map(|row| row.to_vec()));
    sheet
}

#[track_caller]
fn assert_reads(read: &Disclosure) {
    let table = read.tables.first().expect("there is a table");
    let cells = table.rows.iter().flat_map(|row| {
        let cells = row.cells().iter();
        cells.map(move |cell| format!("{} {}", row.name(), cell.raw()))
    });
    let expected = ROWS[1..]
        .iter()
        .flat_map(|[name, figures @ ..]| figures.map(|figure| format!("{name} {figure}")));
    let cells: Vec<String> = cells.collect();
    assert_eq!(cells, expected.collect::<Vec<_>>(), "{}", read.source.text);
    assert_eq!(read.department, "云山市水务局");
}

#[test]
fn every_character_map_gives_the_same_words() {
    for letters in [Letters::Gbk, Letters::Unicode, Letters::Mapped] {
        let bytes = pdf::file_in(letters, &[sheet()]);
        assert_reads(&load::load("甲.pdf", &bytes));
    }
}

#[test]
fn a_glyph_may_be_an_object_of_its_own_and_raised() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let blank = ROWS.map(|row| row.map(|_| "").to_vec());
    sheet.table(60.0, 70.0, &WIDTHS, &blank);
    for (row, cells) in ROWS.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let mut x = 62.0 + WIDTHS[..column].iter().sum::<f64>();
            // What is raised by three points is written three points lower.
            let y = 82.0 + 16.0 * row as f64 + 3.0;
            sheet.raw("3 Ts\n");
            for c in cell.chars() {
                sheet.text(x, y, 9.0, &c.to_string());
                x += if c.is_ascii() { 4.5 } else { 9.0 };
            }
            sheet.raw("0 Ts\n");
        }
    }
    assert_reads(&load::load("甲.pdf", &pdf::file(&[sheet])));
}

#[test]
fn page_numbers_inside_a_table_are_no_figures() {
    let mut first = Sheet::new();
    caption(&mut first);
    let rows = ROWS.map(|row| row.to_vec());
    let end = first.table(60.0, 70.0, &WIDTHS, &rows[..3]);
    first.text(290.0, end + 14.0, 9.0, "- 7 -");
    let mut second = Sheet::new();
    second.table(60.0, 40.0, &WIDTHS, &rows[3..]);
    second.text(290.0, 80.0, 9.0, "- 8 -");
    assert_reads(&load::load("甲.pdf", &pdf::file(&[first, second])));
}

#[test]
fn a_name_drawn_over_the_figure_beside_it_leaves_it_whole() {
    let long = "一般公共预算拨款收入（含上年结转的专项转移支付资金）";
    let mut rows = ROWS.map(|row| row.to_vec());
    rows[1][0] = "";
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    sheet.table(60.0, 70.0, &WIDTHS, &rows);
    sheet.text(62.0, 98.0, 9.0, long);
    let read = load::load("甲.pdf", &pdf::file(&[sheet]));
    let row = read.tables[0].rows.get(0).expect("a row");
    assert_eq!(row.name(), long);
    let raw: Vec<_> = row.cells().iter().map(|cell| cell.raw()).collect();
    assert_eq!(raw, ROWS[1][1..]);
}

/// A digit that was recognised wrongly is no error of the document.
#[test]
fn nobody_is_accused_by_text_recognised_from_a_picture() {
    let total = |figure| {
        let mut rows = ROWS.map(|row| row.to_vec());
        rows[3][1] = figure;
        let mut sheet = Sheet::new();
        sheet.picture().raw("3 Tr\n");
        caption(&mut sheet);
        sheet.table(60.0, 70.0, &WIDTHS, &rows);
        load::load("甲.pdf", &pdf::file(&[sheet]))
    };
    let findings = |read: &Disclosure| check(DisclosureId(0), read).findings;
    assert_eq!(findings(&total("1,208.50")), []);
    let read = total("1,268.50");
    let scanned = |zh: &str| zh.contains("图像识别得来");
    assert!(
        read.problems
            .iter()
            .any(|problem| scanned(&problem.message.zh))
    );
    let found = findings(&read);
    assert!(!found.is_empty());
    for finding in found {
        assert!(finding.possible_extraction_fault, "{finding:?}");
        assert_ne!(finding.severity, Severity::Error, "{finding:?}");
        assert!(scanned(&finding.statement.zh), "{finding:?}");
    }
}

#[test]
fn a_file_locked_against_changes_only_is_read() {
    let bytes = include_bytes!("data/made-up-locked-against-changes.pdf");
    assert_reads(&load::load("甲.pdf", bytes));
}
