//! Every format against the same made-up document.

mod damaged;
mod merged;
mod office;
mod pictures;
mod stored;
mod web;
mod write;

use crate::load::load;
use crate::model::{Content, Disclosure, ProblemKind};
use write::{Part, Sheet, Table, cell, row, sheet, span};

/// Three tables with merged headers, merged row labels, blank cells and an empty form.
fn parts() -> Vec<Part> {
    vec![
        Part::Line("部门收支总表"),
        Part::Line("部门：云山市水务局"),
        Part::Line("单位：万元"),
        Part::Table(balance()),
        Part::Line("部门支出总表"),
        Part::Line("单位：万元"),
        Part::Table(expenditure()),
        Part::Line("2025年一般公共预算“三公”经费支出表"),
        Part::Line("单位：万元"),
        Part::Table(three_public()),
        Part::Line("注：本部门 2025 年没有因公出国（境）安排。"),
    ]
}

fn balance() -> Table {
    vec![
        vec![span("收入", 1, 2), span("支出", 1, 2)],
        row(["项目", "预算数", "项目", "预算数"]),
        row([
            "一、一般公共预算拨款收入",
            "1200.50",
            "一、农林水支出",
            "1000.25",
        ]),
        row([
            "二、政府性基金预算拨款收入",
            "",
            "二、住房保障支出",
            "200.25",
        ]),
        row(["收入总计", "1200.50", "支出总计", "1200.50"]),
    ]
}

fn expenditure() -> Table {
    vec![
        vec![
            span("科目编码", 2, 1),
            span("科目名称", 2, 1),
            span("合计", 2, 1),
            span("基本支出", 1, 2),
            span("项目支出", 2, 1),
        ],
        row(["人员经费", "公用经费"]),
        row(["", "合计", "1200.50", "800.00", "100.50", "300.00"]),
        row(["213", "农林水支出", "1000.25", "600.00", "100.25", "300.00"]),
        row(["21303", "水利", "1000.25", "600.00", "100.25", "300.00"]),
        row(["2130301", "行政运行", "700.25", "600.00", "100.25", ""]),
        row(["2130305", "水利工程建设", "300.00", "", "", "300.00"]),
        row(["221", "住房保障支出", "200.25", "200.00", "0.25", ""]),
    ]
}

fn three_public() -> Table {
    vec![
        vec![
            span("合计", 2, 1),
            span("因公出国（境）费", 2, 1),
            span("公务用车购置及运行费", 1, 3),
            span("公务接待费", 2, 1),
        ],
        row(["小计", "公务用车购置费", "公务用车运行费"]),
        row(["9.50", "", "8.00", "", "8.00", "1.50"]),
    ]
}

/// Everything a disclosure says, without where it is printed.
fn said(disclosure: &Disclosure) -> Vec<String> {
    let mut said = vec![format!("{} {:?}", disclosure.department, disclosure.year)];
    for table in &disclosure.tables {
        let columns: Vec<String> = table.columns.iter().map(|c| c.path.join("/")).collect();
        said.push(format!(
            "{:?} {} {:?} {columns:?}",
            table.kind, table.title, table.unit
        ));
        for row in &table.rows {
            let cells: Vec<String> = row
                .cells()
                .iter()
                .map(|cell| match cell.content() {
                    Content::Figure(figure) => format!("{:?}={}", cell.column(), figure.raw()),
                    other => format!("{:?}={other:?}", cell.column()),
                })
                .collect();
            said.push(format!(
                "{} {} {:?} {cells:?}",
                row.code(),
                row.name(),
                row.kind()
            ));
        }
        said.extend(table.notes.iter().map(|(note, _)| note.clone()));
    }
    said
}

#[track_caller]
fn same(name: &str, bytes: &[u8]) {
    let expected = load("a.txt", write::text(&parts()).as_bytes());
    let found = load(name, bytes);
    assert_eq!(said(&found), said(&expected), "\n{}", found.source.text);
    let problems: Vec<_> = found.problems.iter().map(|p| &p.message.zh).collect();
    assert_eq!(
        found.problems.len(),
        expected.problems.len(),
        "{problems:?}"
    );
}

#[test]
fn the_document_is_what_it_should_be() {
    let document = load("a.txt", write::text(&parts()).as_bytes());
    let said = said(&document).join("\n");
    assert_eq!(document.tables.len(), 3, "{said}");
    assert!(said.contains("基本支出/人员经费"), "{said}");
    assert!(said.contains("2130305 水利工程建设"), "{said}");
}

#[test]
fn word_gives_the_same_tables() {
    same("a.docx", &write::docx(&parts()));
}

#[test]
fn pages_give_the_same_tables() {
    let page = write::html(&parts());
    same("a.html", page.as_bytes());
    let (gb, _, _) = encoding_rs::GB18030.encode(&page);
    same("a.html", &gb);
}

#[test]
fn one_sheet_gives_the_same_tables() {
    let sheets = [sheet("Sheet1", &parts())];
    same("a.xlsx", &write::xlsx(&sheets));
    same("a.ods", &write::ods(&sheets));
    same("a.xml", write::spreadsheet_xml(&sheets).as_bytes());
    same("a.csv", write::csv(&sheets[0], 6).as_bytes());
}

/// One sheet for each table; the first is named by its sheet alone.
fn sheets() -> Vec<Sheet> {
    let mut parts = parts().into_iter();
    let mut take = |count: usize| -> Vec<Part> { parts.by_ref().take(count).collect() };
    let first: Vec<Part> = take(4).into_iter().skip(1).collect();
    vec![
        sheet("1、部门收支总表", &first),
        sheet("Sheet2", &take(3)),
        sheet("三公", &take(4)),
    ]
}

#[test]
fn many_sheets_give_the_same_tables() {
    same("a.xlsx", &write::xlsx(&sheets()));
    same("a.ods", &write::ods(&sheets()));
    same("a.xml", write::spreadsheet_xml(&sheets()).as_bytes());
}

#[test]
fn tables_that_touch_stay_apart_and_pages_of_one_table_come_together() {
    let split = |header: bool| {
        let mut first = expenditure();
        let mut second = first.split_off(5);
        if header {
            second.splice(0..0, expenditure().into_iter().take(2));
        }
        load(
            "a.docx",
            &write::docx(&[
                Part::Line("部门支出总表"),
                Part::Line("单位：万元"),
                Part::Table(first),
                Part::Table(second),
            ]),
        )
    };
    let whole = load("a.docx", &write::docx(&parts()[4..7]));
    assert_eq!(said(&split(false)), said(&whole));
    assert_eq!(said(&split(true)), said(&whole));
    let touching = load(
        "a.docx",
        &write::docx(&[
            Part::Line("部门支出总表"),
            Part::Table(expenditure()),
            Part::Table(three_public()),
        ]),
    );
    assert_eq!(touching.tables.len(), 2, "{}", touching.source.text);
}

#[test]
fn a_wrong_extension_is_remarked_and_the_content_is_read() {
    for (name, bytes) in [
        ("a.pdf", write::html(&parts()).into_bytes()),
        ("a.xls", write::csv(&sheet("", &parts()), 6).into_bytes()),
        (
            "a.xls",
            write::spreadsheet_xml(&[sheet("s", &parts())]).into_bytes(),
        ),
        ("a.doc", write::docx(&parts())),
        ("a.xls", write::text(&parts()).into_bytes()),
    ] {
        let document = load(name, &bytes);
        assert_eq!(document.tables.len(), 3, "{name}");
        let note = &document.problems[0];
        assert_eq!(note.kind, ProblemKind::Partial);
        assert!(note.message.en.contains("read as what it is"), "{note:?}");
    }
}

#[test]
fn a_page_of_news_is_no_disclosure() {
    let page = write::html(&[
        Part::Line("云山市水务局召开工作会议"),
        Part::Table(vec![
            vec![cell("地区"), cell("降雨量"), cell("同比")],
            row(["东区", "120.5", "3.1"]),
            row(["西区", "98.0", "-2.0"]),
        ]),
    ]);
    let document = load("news.html", page.as_bytes());
    assert!(!document.is_disclosure() && document.tables.is_empty());
    assert_eq!(document.problems.len(), 1);
    assert_eq!(document.problems[0].kind, ProblemKind::NotADisclosure);
}

/// The same document as office programs wrote it before 2007, which no code here can write.
const WORD_97: &[u8] = include_bytes!("../../../../tests/data/made-up.doc");
/// Figures of a table that were changed, and a row that was deleted, with the changes kept on record.
const WORD_97_CHANGES: &[u8] = include_bytes!("../../../../tests/data/made-up-changes.doc");
const EXCEL_97: &[u8] = include_bytes!("../../../../tests/data/made-up.xls");
/// A sheet with a hidden row, a hidden column and formats that divide by 1000, and a hidden sheet.
const EXCEL_97_HIDDEN: &[u8] = include_bytes!("../../../../tests/data/made-up-hidden.xls");

#[test]
fn old_formats_give_the_same_tables() {
    same("a.doc", WORD_97);
    same("a.xls", EXCEL_97);
}
