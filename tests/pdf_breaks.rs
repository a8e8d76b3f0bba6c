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

/// Title, heading and rows on two pages, below a heading printed again with the numbers of columns.
fn numbered_on_both(first: &[Vec<&str>], second: &[Vec<&str>], widths: &[f64]) -> Disclosure {
    let mut pages = [Sheet::new(), Sheet::new()];
    balance(&mut pages[0]);
    pages[0]
        .text(250.0, 300.0, 12.0, "收入支出决算总表")
        .text(480.0, 320.0, 9.0, "单位：万元");
    pages[0].table(X, 330.0, widths, first);
    pages[1].table(X, 40.0, widths, second);
    read(&pages)
}

#[test]
fn numbers_of_rows_are_not_taken_into_the_numbers_of_columns_above() {
    let head = [
        vec!["项目", "行次", "决算数", "项目", "行次", "决算数"],
        vec!["栏次", "", "1", "栏次", "", "2"],
    ];
    let mut first = head.to_vec();
    first.push(vec![
        "一、事业收入",
        "1",
        "9.00",
        "一、教育支出",
        "5",
        "7.00",
    ]);
    first.push(vec!["二、经营收入", "2", "", "二、科学技术支出", "6", ""]);
    let mut second = head.to_vec();
    second.push(vec!["", "3", "", "三、其他支出", "7", ""]);
    second.push(vec![
        "本年收入合计",
        "4",
        "9.00",
        "本年支出合计",
        "8",
        "7.00",
    ]);
    let widths = [120.0, 30.0, 70.0, 120.0, 30.0, 70.0];
    let read = numbered_on_both(&first, &second, &widths);
    let found = cells(read.tables.last().expect("a table"));
    let expected = [
        "一、事业收入 决算数 9.00",
        "一、教育支出 决算数 7.00",
        "本年收入合计 决算数 9.00",
        "本年支出合计 决算数 7.00",
    ];
    assert_eq!(found, expected, "{}", read.source.text);
}

#[test]
fn numbers_of_columns_printed_again_are_no_row() {
    let head = [
        vec![
            "科目编码",
            "科目名称",
            "本年支出合计",
            "基本支出",
            "项目支出",
        ],
        vec!["**", "**", "1", "2", "3"],
    ];
    let mut first = head.to_vec();
    first.push(vec!["", "合计", "9.000000", "7.000000", "2.000000"]);
    first.push(vec!["205", "教育支出", "7.000000", "7.000000", ""]);
    let mut second = head.to_vec();
    second.push(vec!["213", "农林水支出", "2.000000", "", "2.000000"]);
    let widths = [60.0, 120.0, 80.0, 80.0, 80.0];
    let read = numbered_on_both(&first, &second, &widths);
    let table = read.tables.last().expect("a table");
    let names: Vec<&str> = table.rows.iter().map(RowRef::name).collect();
    assert_eq!(
        names,
        ["合计", "教育支出", "农林水支出"],
        "{}",
        read.source.text
    );
}

#[test]
fn the_last_page_of_a_wide_sheet_may_hold_a_single_row() {
    let names = ["科目编码", "科目名称", "合计", "一般公共预算"];
    let further = ["事业收入", "其他收入"];
    let rows = [
        ["", "合计", "12.00", "9.00"],
        ["205", "教育支出", "7.00", "5.00"],
        ["213", "农林水支出", "5.00", "4.00"],
    ];
    let part = |head: &[&'static str], rows: &[Vec<&'static str>]| -> Vec<Vec<&'static str>> {
        let head = std::iter::once(head.to_vec());
        head.chain(rows.iter().cloned()).collect()
    };
    let all = |rows: &[[&'static str; 4]]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
    let rest = |rows: &[[&'static str; 2]]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
    let further_rows = [["2.00", "1.00"], ["2.00", ""], ["", "1.00"]];
    let mut pages = [Sheet::new(), Sheet::new(), Sheet::new(), Sheet::new()];
    pages[0]
        .text(200.0, 40.0, 16.0, "部门收入总表")
        .text(60.0, 60.0, 9.0, "单位：万元");
    let (wide, narrow) = ([60.0, 150.0, 80.0, 80.0], [80.0, 80.0]);
    pages[0].table(X, 70.0, &wide, &part(&names, &all(&rows[..2])));
    pages[1].table(X, 40.0, &wide, &part(&names, &all(&rows[2..])));
    pages[2].table(X, 70.0, &narrow, &part(&further, &rest(&further_rows[..2])));
    pages[3].table(X, 40.0, &narrow, &part(&further, &rest(&further_rows[2..])));
    let read = read(&pages);
    let found = cells(read.tables.first().expect("a table"));
    let expected = [
        "合计 合计 12.00",
        "合计 一般公共预算 9.00",
        "合计 事业收入 2.00",
        "合计 其他收入 1.00",
        "教育支出 合计 7.00",
        "教育支出 一般公共预算 5.00",
        "教育支出 事业收入 2.00",
        "农林水支出 合计 5.00",
        "农林水支出 一般公共预算 4.00",
        "农林水支出 其他收入 1.00",
    ];
    assert_eq!(found, expected, "{}", read.source.text);
}
