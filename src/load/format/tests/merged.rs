//! Labels in cells merged over several rows hold for all of them, in every format that knows of them.

use super::write::{self, Part, Table, row, sheet, span};
use crate::load::load;
use crate::model::{Content, Disclosure, RowKind, RowRef};

/// A purchase of two projects by one unit; the amounts of the second project stand in a merged cell.
fn purchases() -> Table {
    vec![
        row([
            "单位名称",
            "项目名称",
            "采购品目",
            "采购数量",
            "合计",
            "一般公共预算",
        ]),
        vec![
            span("合计", 1, 4),
            span("360.00", 1, 1),
            span("360.00", 1, 1),
        ],
        vec![
            span("云山市水务局", 4, 1),
            span("信息化运行维护", 3, 1),
            span("服务器", 1, 1),
            span("2", 1, 1),
            span("100.00", 1, 1),
            span("100.00", 1, 1),
        ],
        row(["软件开发服务", "1", "200.00", "200.00"]),
        row(["运行维护服务", "1", "50.00", "50.00"]),
        row(["办公设备购置", "计算机", "5", "10.00", "10.00"]),
    ]
}

fn parts() -> Vec<Part> {
    vec![
        Part::Line("2025年云山市水务局一般公共预算财政拨款"),
        Part::Line("政府采购预算表"),
        Part::Line("单位：万元"),
        Part::Table(purchases()),
    ]
}

/// Every row with its name, the unit it carries and its total.
fn rows(disclosure: &Disclosure) -> Vec<[String; 3]> {
    let table = &disclosure.tables[0];
    let of = |row: RowRef<'_>, leaf: &str| {
        let cells = row.cells().iter().filter(|cell| {
            let column = cell.column().and_then(|column| table.columns.get(column));
            column.is_some_and(|column| column.leaf() == leaf)
        });
        let texts = cells.map(|cell| match cell.content() {
            Content::Text(text) => text.to_string(),
            Content::Figure(figure) => figure.raw().to_string(),
        });
        texts.collect::<Vec<String>>().join("|")
    };
    let rows = table.rows.iter();
    rows.map(|row| [row.name().to_string(), of(row, "单位名称"), of(row, "合计")])
        .collect()
}

#[test]
fn merged_labels_hold_for_all_their_rows() {
    let sheets = [sheet("采购", &parts())];
    let unit = "云山市水务局";
    let first = format!("{unit}→信息化运行维护");
    let second = format!("{unit}→办公设备购置");
    let expected = [
        ["合计", "合计", "360.00"],
        [&first, unit, "100.00"],
        [&first, unit, "200.00"],
        [&first, unit, "50.00"],
        [&second, unit, "10.00"],
    ];
    let files: [(&str, Vec<u8>); 5] = [
        ("a.docx", write::docx(&parts())),
        ("a.html", write::html(&parts()).into_bytes()),
        ("a.xlsx", write::xlsx(&sheets)),
        ("a.ods", write::ods(&sheets)),
        ("a.xml", write::spreadsheet_xml(&sheets).into_bytes()),
    ];
    for (name, bytes) in files {
        let read = load(name, &bytes);
        assert_eq!(rows(&read), expected, "{name}\n{}", read.source.text);
    }
}

#[test]
fn titles_over_two_paragraphs_are_whole_in_every_format() {
    let sheets = [sheet("采购", &parts())];
    let files: [(&str, Vec<u8>); 6] = [
        ("a.txt", write::text(&parts()).into_bytes()),
        ("a.docx", write::docx(&parts())),
        ("a.html", write::html(&parts()).into_bytes()),
        ("a.xlsx", write::xlsx(&sheets)),
        ("a.ods", write::ods(&sheets)),
        ("a.xml", write::spreadsheet_xml(&sheets).into_bytes()),
    ];
    for (name, bytes) in files {
        let read = load(name, &bytes);
        let title = "2025年云山市水务局一般公共预算财政拨款政府采购预算表";
        assert_eq!(read.tables[0].title, title, "{name}\n{}", read.source.text);
    }
}

#[test]
fn figures_of_merged_cells_and_totals_are_not_repeated() {
    let table = vec![
        row(["科目编码", "科目名称", "资金来源", "合计", "金额"]),
        vec![
            span("", 1, 1),
            span("合计", 2, 1),
            span("财政拨款", 1, 1),
            span("30.00", 2, 1),
            span("10.00", 1, 1),
        ],
        row(["", "其他资金", "20.00"]),
        vec![
            span("2130301", 2, 1),
            span("行政运行", 2, 1),
            span("财政拨款", 1, 1),
            span("30.00", 2, 1),
            span("10.00", 1, 1),
        ],
        row(["其他资金", "20.00"]),
    ];
    let parts = [
        Part::Line("部门支出总表"),
        Part::Line("单位：万元"),
        Part::Table(table),
    ];
    let read = load("a.html", write::html(&parts).as_bytes());
    let table = &read.tables[0];
    let rows: Vec<(&str, &str, usize)> = table
        .rows
        .iter()
        .map(|row| {
            let figures = row.cells().iter().filter(|cell| cell.figure().is_some());
            (row.code(), row.name(), figures.count())
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("", "合计", 2),
            ("", "合计", 1),
            ("2130301", "行政运行", 2),
            ("2130301", "行政运行", 1),
        ]
    );
    // The label names both rows; only the first of them is the total.
    let kinds: Vec<RowKind> = table.rows.iter().map(RowRef::kind).collect();
    assert_eq!(kinds[..2], [RowKind::Total, RowKind::Item]);
}
