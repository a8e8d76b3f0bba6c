//! PDF tables whose next page prints its columns in another order, or other columns.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::load;
use chazhang::model::{Disclosure, Table};
use pdf::Sheet;

const X: f64 = 60.0;
const WIDTHS: [f64; 5] = [70.0, 160.0, 90.0, 90.0, 90.0];

fn first() -> Sheet {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
    let rows = [
        vec!["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        vec!["", "合计", "1,208.50", "1,000.25", "208.25"],
        vec!["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
        vec!["21303", "水利", "1,200.50", "1,000.25", "200.25"],
        vec!["2130301", "行政运行", "1,000.25", "1,000.25", ""],
    ];
    sheet.table(X, 70.0, &WIDTHS, &rows);
    sheet
}

/// Code, name, column and figure of all figures.
fn figures(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for row in &table.rows {
        for cell in row.cells() {
            let column = cell.column().and_then(|column| table.columns.get(column));
            let path = column.map_or_else(String::new, |column| column.path.join("/"));
            if let Some(figure) = cell.figure() {
                all.push(format!(
                    "{} {} {path} {}",
                    row.code(),
                    row.name(),
                    figure.number()
                ));
            }
        }
    }
    all
}

fn read(second: &[Vec<&str>], widths: &[f64]) -> Disclosure {
    let mut sheet = Sheet::new();
    sheet.table(X, 40.0, widths, second);
    load::load("甲.pdf", &pdf::file(&[first(), sheet]))
}

fn all(read: &Disclosure) -> Vec<String> {
    read.tables.iter().flat_map(figures).collect()
}

#[test]
fn columns_in_another_order_come_back_under_their_heading() {
    let rows = [
        vec!["科目编码", "科目名称", "项目支出", "基本支出", "合计"],
        vec!["2130305", "水利工程建设", "200.25", "", "200.25"],
        vec!["229", "其他支出", "8.00", "", "8.00"],
    ];
    let read = read(&rows, &WIDTHS);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    let figures = all(&read);
    for figure in [
        "2130305 水利工程建设 合计 200.25",
        "2130305 水利工程建设 项目支出 200.25",
        "229 其他支出 合计 8.00",
        "229 其他支出 项目支出 8.00",
    ] {
        assert!(
            figures.contains(&figure.to_owned()),
            "{figure}: {figures:?}"
        );
    }
    assert_eq!(figures.len(), 15, "{figures:?}");
}

#[test]
fn other_columns_are_those_of_another_table() {
    for (widths, columns) in [(WIDTHS, 5), ([70.0, 140.0, 80.0, 100.0, 110.0], 5)] {
        let rows = [
            vec!["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
            vec!["2130305", "水利工程建设", "200.25", "", "200.25"],
            vec!["229", "其他支出", "8.00", "", "8.00"],
        ];
        let read = read(&rows, &widths[..columns]);
        let figures = all(&read);
        assert!(
            !figures
                .iter()
                .any(|figure| figure.contains("229") && figure.contains("项目支出")),
            "{figures:?}"
        );
        let report = chazhang::check::check(chazhang::model::DisclosureId(0), &read);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        eprintln!("{}\n{figures:#?}", read.source.text);
    }
}
