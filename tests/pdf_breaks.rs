//! PDF tables that a page break cuts above their rows, and labels merged over several rows.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::load;
use chazhang::model::{Disclosure, RowKind, RowRef, Table, TableKind};
use pdf::Sheet;

const X: f64 = 60.0;
const ROW: f64 = 16.0;

fn read(sheets: &[Sheet]) -> Disclosure {
    load::load("甲.pdf", &pdf::file(sheets))
}

/// Name, column and printed value of all cells.
fn cells(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for row in &table.rows {
        for cell in row.cells() {
            let column = cell.column().and_then(|column| table.columns.get(column));
            let path = column.map_or_else(String::new, |column| column.path.join("/"));
            let value = match cell.figure() {
                Some(figure) => figure.number().to_string(),
                None => cell.text().unwrap_or_default().to_owned(),
            };
            all.push(format!("{} {path} {value}", row.name()));
        }
    }
    all
}

/// A statutory table, so that the document is a disclosure.
fn balance(sheet: &mut Sheet) -> f64 {
    sheet
        .text(300.0, 40.0, 16.0, "部门收支总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
    let rows = [
        vec!["项目", "预算数", "项目", "预算数"],
        vec!["一、本年收入", "9.00", "一、本年支出", "9.00"],
    ];
    sheet.table(X, 70.0, &[150.0, 80.0, 150.0, 80.0], &rows)
}

#[test]
fn a_heading_at_the_foot_of_a_page_heads_the_rows_of_the_next() {
    let mut first = Sheet::new();
    balance(&mut first);
    first
        .text(250.0, 500.0, 12.0, "财政拨款收支预算总表")
        .text(480.0, 520.0, 9.0, "单位：万元");
    first.table(X, 530.0, &[230.0, 230.0], &[vec!["收入", "支出"]]);
    first.text(290.0, 580.0, 9.0, "1");
    let mut second = Sheet::new();
    let rows = [
        vec!["项目", "金额", "项目", "金额"],
        vec!["一、一般公共预算", "8.50", "一、基本支出", "6.25"],
        vec!["二、政府性基金预算", "", "二、项目支出", "2.25"],
        vec!["收入合计", "8.50", "支出合计", "8.50"],
    ];
    second.table(X, 40.0, &[150.0, 80.0, 150.0, 80.0], &rows);
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 2, "{}", read.source.text);
    let table = &read.tables[1];
    assert_eq!(table.title, "财政拨款收支预算总表");
    assert_eq!(table.kind, TableKind::FiscalAppropriationSummary);
    assert_eq!(
        cells(table),
        [
            "一、一般公共预算 收入/金额 8.50",
            "一、基本支出 支出/金额 6.25",
            "二、项目支出 支出/金额 2.25",
            "收入合计 收入/金额 8.50",
            "支出合计 支出/金额 8.50",
        ],
        "{}",
        read.source.text
    );
}

#[test]
fn a_table_with_figures_at_the_foot_of_a_page_stays_there() {
    let mut first = Sheet::new();
    balance(&mut first);
    first.text(250.0, 500.0, 12.0, "会议经费明细表");
    first.text(480.0, 510.0, 9.0, "单位：万元");
    let rows = [vec!["会议名称", "金额"], vec!["水利工作会议", "1.50"]];
    first.table(X, 520.0, &[230.0, 230.0], &rows);
    let mut second = Sheet::new();
    let rows = [
        vec!["培训名称", "人数", "金额", "备注"],
        vec!["财务培训", "20", "2.50", "师资费"],
    ];
    second.table(X, 40.0, &[150.0, 80.0, 150.0, 80.0], &rows);
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 3, "{}", read.source.text);
    assert_eq!(read.tables[1].title, "会议经费明细表");
    assert_eq!(cells(&read.tables[1]), ["水利工作会议 金额 1.50"]);
}

/// The form of a project whose name breaks at the end of the first page, in letters of this size.
fn torn_form(begin: &str, end: &str) -> Disclosure {
    let mut first = Sheet::new();
    balance(&mut first);
    first.text(200.0, 510.0, 12.0, "堤防维护与河道整治资金项目绩效目标表");
    let above = [vec!["项目名称", begin]];
    first.table(X, 530.0, &[100.0, 180.0], &above);
    let mut second = Sheet::new();
    // The box of the label is drawn again, empty.
    let widths = [100.0, 60.0, 60.0, 60.0];
    for (y, edges) in [
        (40.0, &[0.0, 100.0, 280.0][..]),
        (40.0 + ROW, &[0.0, 100.0, 160.0, 220.0, 280.0]),
    ] {
        second.line(X, y, X + 280.0, y);
        for edge in edges {
            second.line(X + edge, y, X + edge, y + ROW);
        }
    }
    second.text(X + 102.0, 52.0, 9.0, end);
    let row = ["主管部门", "水务局", "实施单位", "水务局"];
    let mut x = X;
    for (text, width) in row.iter().zip(widths) {
        second.text(x + 2.0, 68.0, 9.0, text);
        x += width;
    }
    let rows = [
        vec!["资金情况（万元）", "资金总额", "", "7.50"],
        vec!["", "财政拨款", "", "7.50"],
        vec!["绩效指标", "一级指标", "二级指标", "指标值"],
        vec!["", "产出指标", "数量指标", "≥3处"],
    ];
    second.table(X, 40.0 + 2.0 * ROW, &widths, &rows);
    read(&[first, second])
}

#[test]
fn a_form_goes_on_in_the_middle_of_a_name() {
    // Nineteen letters of nine points fill the cell.
    let read = torn_form("堤防维护与河道整治泵站更新改造专项补助", "资金");
    let table = read.tables.last().expect("a form");
    let name = "堤防维护与河道整治泵站更新改造专项补助资金";
    assert_eq!(table.kind, TableKind::ProjectPerformance);
    assert_eq!(table.title, "堤防维护与河道整治资金项目绩效目标表");
    let cells = cells(table);
    assert_eq!(
        cells[..4],
        [
            format!("项目名称 项目名称 {name}"),
            "主管部门 主管部门 水务局".to_owned(),
            "实施单位 实施单位 水务局".to_owned(),
            "资金总额 资金情况（万元）/资金总额 7.50".to_owned(),
        ],
        "{}",
        read.source.text
    );
}

#[test]
fn a_cell_that_is_not_full_does_not_go_on() {
    let read = torn_form("堤防维护", "资金");
    let cells = cells(read.tables.last().expect("a form"));
    assert_eq!(cells[0], "项目名称 项目名称 堤防维护");
}

#[test]
fn a_merged_label_names_all_its_rows_and_is_one_total() {
    let mut sheet = Sheet::new();
    let end = balance(&mut sheet) + 50.0;
    sheet.text(250.0, end - 20.0, 12.0, "支出情况对比表");
    sheet.text(480.0, end - 6.0, 9.0, "单位：万元");
    let widths = [120.0, 80.0, 80.0];
    let end = sheet.table(X, end, &widths, &[vec!["功能科目", "年度", "合计"]]);
    for (group, label) in ["行政运行", "合计"].iter().enumerate() {
        let top = end + 3.0 * ROW * group as f64;
        sheet
            .line(X, top, X, top + 3.0 * ROW)
            .line(X, top, X + 120.0, top)
            .line(X, top + 3.0 * ROW, X + 120.0, top + 3.0 * ROW)
            .text(X + 2.0, top + 28.0, 9.0, label);
        let rows = [
            vec!["2026年", "9.00"],
            vec!["2025年", "7.50"],
            vec!["增减额", "1.50"],
        ];
        sheet.table(X + 120.0, top, &widths[1..], &rows);
    }
    let read = read(&[sheet]);
    let table = &read.tables[1];
    let names: Vec<&str> = table.rows.iter().map(RowRef::name).collect();
    let all = [["行政运行"; 3], ["合计"; 3]].concat();
    assert_eq!(names, all, "{}", read.source.text);
    let totals = table.rows.iter().filter(|row| row.kind() == RowKind::Total);
    assert_eq!(totals.count(), 1);
}
