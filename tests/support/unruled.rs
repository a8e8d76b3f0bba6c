//! A made-up table without ruling lines: its columns, heading and rows, and what reading them answers.

use crate::pdf::{self, Sheet};
use chazhang::load;
use chazhang::model::{Disclosure, Table};

pub(crate) const EDGES: [f64; 6] = [60.0, 130.0, 290.0, 380.0, 470.0, 560.0];

pub(crate) fn read(sheets: &[Sheet]) -> Disclosure {
    load::load("甲.pdf", &pdf::file(sheets))
}

pub(crate) fn caption(sheet: &mut Sheet) {
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
}

/// How wide a text of size 9 is drawn.
pub(crate) fn width(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.is_ascii() { 4.5 } else { 9.0 })
        .sum()
}

/// Text in the middle of the columns from `from` to `to`.
pub(crate) fn centred(sheet: &mut Sheet, from: usize, to: usize, y: f64, text: &str) {
    let middle = f64::midpoint(EDGES[from], EDGES[to]);
    sheet.text(middle - width(text) / 2.0, y, 9.0, text);
}

/// A body row: names at the left, figures at the right edge of their column.
pub(crate) fn body(sheet: &mut Sheet, y: f64, row: &[&str]) {
    for (at, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let x = if at < 2 {
            EDGES[at] + 3.0
        } else {
            EDGES[at + 1] - 3.0 - width(text)
        };
        sheet.text(x, y, 9.0, text);
    }
}

pub(crate) fn heading(sheet: &mut Sheet) {
    for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
        centred(sheet, at, at + 1, 88.0, text);
    }
    centred(sheet, 3, 5, 80.0, "本年支出");
    centred(sheet, 3, 4, 96.0, "基本支出");
    centred(sheet, 4, 5, 96.0, "项目支出");
}

pub(crate) const ROWS: [[&str; 5]; 5] = [
    ["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
    ["21303", "水利", "1,200.50", "1,000.25", "200.25"],
    ["2130301", "行政运行", "1,000.25", "1,000.25", ""],
    ["2130305", "水利工程建设", "200.25", "", "200.25"],
    ["229", "其他支出", "8.00", "", "8.00"],
];

/// Rows with the figures under each heading.
pub(crate) fn figures(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for row in &table.rows {
        for cell in row.cells() {
            let column = cell.column().and_then(|column| table.columns.get(column));
            let path = column.map_or_else(String::new, |column| column.path.join("/"));
            all.push(format!(
                "{} {} {path} {}",
                row.code(),
                row.name(),
                cell.raw()
            ));
        }
    }
    all
}

pub(crate) fn expected() -> Vec<String> {
    let paths = ["合计", "本年支出/基本支出", "本年支出/项目支出"];
    let mut all = Vec::new();
    for [code, name, figures @ ..] in ROWS {
        for (path, figure) in paths
            .iter()
            .zip(figures)
            .filter(|(_, figure)| !figure.is_empty())
        {
            all.push(format!("{code} {name} {path} {figure}"));
        }
    }
    all
}

/// The columns of all tables, and the figures of their rows.
pub(crate) fn all_figures(read: &Disclosure) -> Vec<String> {
    read.tables.iter().flat_map(figures).collect()
}
