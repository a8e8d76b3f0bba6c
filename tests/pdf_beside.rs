//! PDF pages with two tables side by side, each under a caption of its own.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::load;
use chazhang::model::{Disclosure, DisclosureId, Unit};
use pdf::Sheet;

const WIDTHS: [f64; 4] = [45.0, 130.0, 65.0, 65.0];
const BESIDE: f64 = 380.0;
const ROW: f64 = 16.0;

const LEFT: [[&str; 4]; 5] = [
    ["科目编码", "科目名称", "合计", "财政拨款收入"],
    ["", "合计", "1,208.50", "1,208.50"],
    ["213", "农林水支出", "1,200.50", "1,200.50"],
    ["21303", "水利", "1,200.50", "1,200.50"],
    ["229", "其他支出", "8.00", "8.00"],
];
const RIGHT: [[&str; 4]; 6] = [
    ["科目编码", "科目名称", "基本支出", "项目支出"],
    ["", "合计", "1,000.25", "208.25"],
    ["213", "农林水支出", "1,000.25", "200.25"],
    ["21303", "水利", "1,000.25", "200.25"],
    ["2130301", "行政运行", "1,000.25", ""],
    ["229", "其他支出", "", "8.00"],
];

fn half(sheet: &mut Sheet, x: f64, title: &str, unit: &str, rows: &[[&str; 4]], ruled: bool) {
    let width: f64 = WIDTHS.iter().sum();
    let letters = |text: &str, size: f64| size * text.chars().count() as f64;
    if !title.is_empty() {
        sheet
            .text(x + (width - letters(title, 16.0)) / 2.0, 40.0, 16.0, title)
            .text(x, 60.0, 9.0, "部门名称：云山市水务局")
            .text(x + width - letters(unit, 9.0), 60.0, 9.0, unit);
    }
    if ruled {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        sheet.table(x, 70.0, &WIDTHS, &rows);
        return;
    }
    for (y, row) in (0..).map(|row| 84.0 + ROW * f64::from(row)).zip(rows) {
        let mut left = x;
        for (at, (text, width)) in row.iter().zip(WIDTHS).enumerate() {
            let figure = y > 90.0 && at > 1;
            let moved = if figure {
                width - 4.5 * text.len() as f64
            } else {
                0.0
            };
            sheet.text(left + moved, y, 9.0, text);
            left += width;
        }
    }
}

fn page(ruled: bool) -> Sheet {
    let mut sheet = Sheet::new();
    half(&mut sheet, 40.0, "部门收入总表", "单位：万元", &LEFT, ruled);
    half(
        &mut sheet,
        BESIDE,
        "部门支出总表",
        "单位：元",
        &RIGHT,
        ruled,
    );
    sheet
}

/// Table, code, name, column and figure of all figures.
fn figures(read: &Disclosure) -> Vec<String> {
    let mut all = Vec::new();
    for table in &read.tables {
        for row in &table.rows {
            for cell in row.cells() {
                let column = cell.column().and_then(|column| table.columns.get(column));
                let path = column.map_or_else(String::new, |column| column.path.join("/"));
                let number = cell.figure().map(|figure| figure.number().to_string());
                let number = number.unwrap_or_default();
                all.push(format!("{} {} {path} {number}", table.title, row.name()));
            }
        }
    }
    all
}

fn expected() -> Vec<String> {
    let mut all = Vec::new();
    for (title, rows) in [("部门收入总表", &LEFT[..]), ("部门支出总表", &RIGHT[..])] {
        for [_, name, figures @ ..] in &rows[1..] {
            for (path, figure) in rows[0][2..].iter().zip(figures) {
                if !figure.is_empty() {
                    all.push(format!("{title} {name} {path} {}", figure.replace(',', "")));
                }
            }
        }
    }
    all
}

#[test]
fn two_tables_beside_each_other_are_two() {
    for ruled in [true, false] {
        let read = load::load("甲.pdf", &pdf::file(&[page(ruled)]));
        assert_eq!(figures(&read), expected(), "{}", read.source.text);
        let units: Vec<&Unit> = read.tables.iter().map(|table| &table.unit).collect();
        assert_ne!(units[0], units[1]);
        assert!(read.tables.iter().all(|table| table.unit_printed));
    }
}

#[test]
fn two_tables_beside_each_other_may_go_on_on_the_next_page() {
    for ruled in [true, false] {
        let mut second = Sheet::new();
        let again = [&LEFT[..1], &LEFT[3..]].concat();
        half(&mut second, 40.0, "", "", &again, ruled);
        let again = [&RIGHT[..1], &RIGHT[4..]].concat();
        half(&mut second, BESIDE, "", "", &again, ruled);
        let mut first = Sheet::new();
        half(
            &mut first,
            40.0,
            "部门收入总表",
            "单位：万元",
            &LEFT[..3],
            ruled,
        );
        half(
            &mut first,
            BESIDE,
            "部门支出总表",
            "单位：万元",
            &RIGHT[..4],
            ruled,
        );
        let read = load::load("甲.pdf", &pdf::file(&[first, second]));
        let report = chazhang::check::check(DisclosureId(0), &read);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }
}

#[test]
fn where_the_border_is_not_plain_no_figure_has_a_column() {
    let mut sheet = Sheet::new();
    // Titles at the left edges, one unit for both, and columns equally far apart.
    sheet
        .text(40.0, 40.0, 16.0, "部门收入总表")
        .text(420.0, 40.0, 16.0, "部门支出总表")
        .text(760.0, 60.0, 9.0, "单位：万元");
    for (y, row) in [(84.0, 0), (100.0, 1), (116.0, 2), (132.0, 3)] {
        let words = if row == 0 {
            ["合计", "合计"]
        } else {
            ["1.00", "2.00"]
        };
        for at in 0..8 {
            let name = ["项目", "农林水支出", "水利", "其他支出"][row];
            let text = if at == 0 || at == 5 {
                name
            } else {
                words[usize::from(at > 4)]
            };
            sheet.text(40.0 + 95.0 * f64::from(at), y, 9.0, text);
        }
    }
    let read = load::load("甲.pdf", &pdf::file(&[sheet]));
    let mut rows = read.tables.iter().flat_map(|table| &table.rows);
    let certain = rows.any(|row| row.cells().iter().any(|cell| cell.column().is_some()));
    assert!(!certain, "{:?}", figures(&read));
}
