//! PDF tables laid out in ways few departments choose: captions inside the frame, bodies without lines
//! below ruled headings, columns on the next page, watermarks, broken and full-width numbers.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::load;
use chazhang::model::{Disclosure, Table};
use pdf::Sheet;

const X: f64 = 60.0;
const WIDTHS: [f64; 5] = [70.0, 160.0, 90.0, 90.0, 90.0];
const ROW: f64 = 16.0;

const HEADING: [&str; 5] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"];
const ROWS: [[&str; 5]; 6] = [
    ["", "合计", "1,208.50", "1,000.25", "208.25"],
    ["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
    ["21303", "水利", "1,200.50", "1,000.25", "200.25"],
    ["2130301", "行政运行", "1,000.25", "1,000.25", ""],
    ["2130305", "水利工程建设", "200.25", "", "200.25"],
    ["229", "其他支出", "8.00", "", "8.00"],
];

fn read(sheets: &[Sheet]) -> Disclosure {
    load::load("甲.pdf", &pdf::file(sheets))
}

fn left(column: usize) -> f64 {
    X + WIDTHS[..column].iter().sum::<f64>()
}

fn caption(sheet: &mut Sheet) {
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
}

/// A row of boxes: for each its width and its text.
fn boxes(sheet: &mut Sheet, y: f64, cells: &[(f64, &str)]) {
    let mut x = X;
    for (width, text) in cells {
        sheet
            .line(x, y, x + width, y)
            .line(x, y + ROW, x + width, y + ROW)
            .line(x, y, x, y + ROW)
            .line(x + width, y, x + width, y + ROW)
            .text(x + 2.0, y + 12.0, 9.0, text);
        x += width;
    }
}

/// Words at the left, figures at the right edge of their column.
fn body(sheet: &mut Sheet, y: f64, row: &[&str], digit: f64) {
    for (at, text) in row.iter().enumerate() {
        let x = match at {
            0 | 1 => left(at) + 2.0,
            _ => left(at) + WIDTHS[at] - 2.0 - digit * text.chars().count() as f64,
        };
        sheet.text(x, y, 9.0, text);
    }
}

/// The heading and the rows, all in boxes.
fn rows() -> Vec<Vec<&'static str>> {
    let mut rows = vec![HEADING.to_vec()];
    rows.extend(ROWS.map(|row| row.to_vec()));
    rows
}

/// Code, name, column and figure of all figures.
fn figures(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for row in &table.rows {
        for cell in row.cells() {
            let column = cell.column().and_then(|column| table.columns.get(column));
            let path = column.map_or_else(String::new, |column| column.path.join("/"));
            let number = cell.figure().map(|figure| figure.number().to_string());
            let number = number.unwrap_or_default();
            all.push(format!("{} {} {path} {number}", row.code(), row.name()));
        }
    }
    all
}

fn expected() -> Vec<String> {
    let mut all = Vec::new();
    for [code, name, figures @ ..] in ROWS {
        for (path, figure) in HEADING[2..].iter().zip(figures) {
            if !figure.is_empty() {
                all.push(format!("{code} {name} {path} {}", figure.replace(',', "")));
            }
        }
    }
    all
}

#[track_caller]
fn assert_reads(sheets: &[Sheet]) -> Disclosure {
    let read = read(sheets);
    let titles: Vec<&str> = read.tables.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["部门支出总表"], "{}", read.source.text);
    assert_eq!(figures(&read.tables[0]), expected(), "{}", read.source.text);
    read
}

#[test]
fn title_body_and_unit_may_stand_inside_the_frame() {
    let whole: f64 = WIDTHS.iter().sum();
    for (first, second) in [
        (
            vec![(whole, "部门支出总表")],
            vec![(400.0, "部门名称：云山市水务局"), (100.0, "单位：万元")],
        ),
        (
            vec![(410.0, "部门支出总表"), (90.0, "单位：万元")],
            vec![(whole, "部门名称：云山市水务局")],
        ),
    ] {
        let mut sheet = Sheet::new();
        boxes(&mut sheet, 60.0, &first);
        boxes(&mut sheet, 60.0 + ROW, &second);
        sheet.table(X, 60.0 + 2.0 * ROW, &WIDTHS, &rows());
        let read = assert_reads(&[sheet]);
        assert_eq!(read.department, "云山市水务局");
        assert!(read.tables[0].unit_printed);
    }
}

#[test]
fn two_tables_in_one_frame_are_two() {
    let whole: f64 = WIDTHS.iter().sum();
    let mut sheet = Sheet::new();
    sheet.text(60.0, 50.0, 9.0, "部门名称：云山市水务局");
    boxes(&mut sheet, 60.0, &[(whole, "部门支出总表")]);
    boxes(&mut sheet, 76.0, &[(400.0, ""), (100.0, "单位：万元")]);
    let end = sheet.table(X, 92.0, &WIDTHS, &rows());
    boxes(&mut sheet, end, &[(whole, "部门收入总表")]);
    boxes(&mut sheet, end + ROW, &[(330.0, ""), (170.0, "单位：元")]);
    let income = vec![
        vec!["项目", "预算数"],
        vec!["一般公共预算拨款收入", "1,200.50"],
        vec!["其他收入", "8.00"],
        vec!["收入总计", "1,208.50"],
    ];
    sheet.table(X, end + 2.0 * ROW, &[300.0, 200.0], &income);
    let read = read(&[sheet]);
    let titles: Vec<&str> = read.tables.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["部门支出总表", "部门收入总表"]);
    assert_eq!(figures(&read.tables[0]), expected());
    let second = figures(&read.tables[1]);
    assert_eq!(
        second,
        [
            " 一般公共预算拨款收入 预算数 1200.50",
            " 其他收入 预算数 8.00",
            " 收入总计 预算数 1208.50"
        ]
    );
}

#[test]
fn a_list_of_contents_keeps_its_rows() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let end = sheet.table(X, 70.0, &WIDTHS, &rows());
    sheet.text(60.0, end + 20.0, 12.0, "目录");
    let list = vec![
        vec!["编号", "报表名称"],
        vec!["表1", "部门收支总表"],
        vec!["表2", "部门收入总表"],
    ];
    sheet.table(X, end + 30.0, &[80.0, 200.0], &list);
    let read = read(&[sheet]);
    assert!(read.source.text.contains("表1\t部门收支总表"));
}

#[test]
fn a_body_without_lines_stands_in_the_columns_of_its_heading() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    sheet.table(X, 70.0, &WIDTHS, &[HEADING.to_vec()]);
    let bottom = 86.0 + 18.0 * ROWS.len() as f64;
    let right = left(4) + WIDTHS[4];
    for (x0, y0, x1, y1) in [
        (X, 86.0, X, bottom),
        (right, 86.0, right, bottom),
        (X, bottom, right, bottom),
    ] {
        sheet.line(x0, y0, x1, y1);
    }
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 99.0 + 18.0 * at as f64, row, 4.5);
    }
    assert_reads(&[sheet]);
}

#[test]
fn columns_on_the_next_page_come_back_beside_their_rows() {
    let rows = rows();
    let part = |from: usize, to: usize| -> Vec<Vec<&str>> {
        rows.iter().map(|row| row[from..to].to_vec()).collect()
    };
    let mut first = Sheet::new();
    first
        .text(300.0, 40.0, 16.0, "部门支出")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局");
    first.table(X, 70.0, &WIDTHS[..4], &part(0, 4));
    let mut second = Sheet::new();
    second
        .text(20.0, 40.0, 16.0, "总表")
        .text(120.0, 60.0, 9.0, "单位：万元");
    second.table(20.0, 70.0, &WIDTHS[4..], &part(4, 5));
    let read = assert_reads(&[first.clone(), second]);
    assert!(read.tables[0].unit_printed);
    // Other lines: they are not the same rows.
    let mut other = Sheet::new();
    other.table(20.0, 75.0, &WIDTHS[4..], &part(4, 5));
    first.text(364.0, 40.0, 16.0, "总表");
    let read = load::load("甲.pdf", &pdf::file(&[first, other]));
    assert_eq!(read.tables[0].columns.len(), 2, "{}", read.source.text);
}

#[test]
fn a_group_on_two_pages_stands_over_the_columns_of_both() {
    let bottom = 102.0 + ROW * ROWS.len() as f64;
    // The boxes of one page; the box of the group is open where the page was cut.
    let grid = |sheet: &mut Sheet, xs: &[f64], group: f64, open: usize| {
        let (first, last) = (xs[0], xs[xs.len() - 1]);
        sheet.line(first, 70.0, last, 70.0);
        sheet.line(group, 86.0, last, 86.0);
        for row in 0..=ROWS.len() {
            let y = 102.0 + ROW * row as f64;
            sheet.line(first, y, last, y);
        }
        for (at, &x) in xs.iter().enumerate() {
            let top = if at == open { 86.0 } else { 70.0 };
            sheet.line(x, top, x, bottom);
        }
    };
    let xs: Vec<f64> = (0..=4).map(left).collect();
    let mut first = Sheet::new();
    caption(&mut first);
    grid(&mut first, &xs, xs[3], 4);
    for (at, text) in HEADING[..3].iter().enumerate() {
        first.text(left(at) + 2.0, 90.0, 9.0, text);
    }
    first.text(left(3) + 2.0, 98.0, 9.0, HEADING[3]);
    let mut second = Sheet::new();
    grid(&mut second, &[20.0, 110.0], 20.0, 0);
    second.text(30.0, 82.0, 9.0, "本年支出");
    second.text(22.0, 98.0, 9.0, HEADING[4]);
    for (at, row) in ROWS.iter().enumerate() {
        let y = 114.0 + ROW * at as f64;
        for (column, text) in row[..4].iter().enumerate() {
            first.text(left(column) + 2.0, y, 9.0, text);
        }
        second.text(22.0, y, 9.0, row[4]);
    }
    let read = read(&[first, second]);
    let columns: Vec<String> = read.tables[0]
        .columns
        .iter()
        .map(|column| column.path.join("/"))
        .collect();
    let groups = ["合计", "本年支出/基本支出", "本年支出/项目支出"];
    assert_eq!(columns, groups, "{}", read.source.text);
    assert_eq!(figures(&read.tables[0]).len(), expected().len());
}

#[test]
fn columns_without_lines_come_back_from_the_next_page() {
    for last in [3, 4] {
        assert_comes_back(last);
    }
}

/// All columns but the last ones stand on the first page.
#[track_caller]
fn assert_comes_back(columns: usize) {
    let mut first = Sheet::new();
    caption(&mut first);
    let mut second = Sheet::new();
    for (at, text) in HEADING.iter().enumerate() {
        let sheet = if at < columns {
            &mut first
        } else {
            &mut second
        };
        sheet.text(left(at % columns) + 30.0, 80.0, 9.0, text);
    }
    for (at, row) in ROWS.iter().enumerate() {
        let y = 100.0 + 18.0 * at as f64;
        body(&mut first, y, &row[..columns], 4.5);
        for (at, figure) in row[columns..].iter().enumerate() {
            second.text(left(at) + 25.0, y, 9.0, figure);
        }
    }
    assert_reads(&[first, second]);
}

#[test]
fn the_numbers_of_the_columns_are_no_part_of_the_figures_below() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let row = [
        "309,482.50",
        "70,485.31",
        "149,534.02",
        "83,422.98",
        "6,040.19",
    ];
    let heading = ["合计", "基本支出", "项目支出", "经营支出", "上缴上级支出"];
    for (at, (text, figure)) in heading.iter().zip(row).enumerate() {
        let x = X + 95.0 * at as f64;
        let number = (at + 1).to_string();
        sheet
            .text(x, 80.0, 9.0, text)
            .text(x + 20.0, 91.0, 9.0, &number);
        sheet.text(x, 102.0, 9.0, figure);
    }
    let read = read(&[sheet]);
    let figures = figures(&read.tables[0]);
    for (text, figure) in heading.iter().zip(row) {
        let whole = format!("{text} {}", figure.replace(',', ""));
        let found = figures.iter().any(|figure| figure.trim() == whole);
        assert!(found, "{whole}: {figures:?}\n{}", read.source.text);
    }
}

#[test]
fn large_words_across_a_table_are_no_part_of_it() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    sheet.table(X, 70.0, &WIDTHS, &rows());
    sheet.text(80.0, 150.0, 60.0, "云山市水务局");
    assert_reads(&[sheet]);
}

#[test]
fn a_page_without_lines_goes_on_under_the_columns_of_the_page_before() {
    let mut first = Sheet::new();
    caption(&mut first);
    for (at, text) in HEADING.iter().enumerate() {
        first.text(left(at) + 30.0, 80.0, 9.0, text);
    }
    for (at, row) in ROWS[..3].iter().enumerate() {
        body(&mut first, 100.0 + 18.0 * at as f64, row, 4.5);
    }
    let mut second = Sheet::new();
    for (at, row) in ROWS[3..].iter().enumerate() {
        body(&mut second, 60.0 + 18.0 * at as f64, row, 4.5);
    }
    assert_reads(&[first, second]);
}

#[test]
fn a_group_close_above_its_headings_is_a_level_of_its_own() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in HEADING.iter().enumerate() {
        let y = if at < 3 { 86.0 } else { 92.0 };
        sheet.text(left(at) + 30.0, y, 9.0, text);
    }
    sheet.text(left(3) + 33.0, 80.0, 9.0, "本年支出");
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 110.0 + 13.0 * at as f64, row, 4.5);
    }
    let read = read(&[sheet]);
    assert_eq!(
        pdf::paths(&read.tables[0]),
        ["合计", "本年支出/基本支出", "本年支出/项目支出"]
    );
}

#[test]
fn full_columns_of_words_and_figures_are_told_apart() {
    // The names end where the figures of the next column nearly begin.
    let rows = [
        ("2130301", "行政运行", "1,200,000.50"),
        ("2130305", "水利工程建设与维护", "3,200,000.25"),
        ("2130306", "水利工程运行与维护支出", "4,400,000.75"),
    ];
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let right = 236.0 + 12.0 * 4.5;
    for (x, text) in [(62.0, "科目编码"), (160.0, "科目名称"), (254.0, "合计")] {
        sheet.text(x, 80.0, 9.0, text);
    }
    for (at, (code, name, figure)) in rows.iter().enumerate() {
        let y = 100.0 + 14.0 * at as f64;
        sheet
            .text(62.0, y, 9.0, code)
            .text(134.0, y, 9.0, name)
            .text(right - 54.0, y, 9.0, figure);
    }
    sheet
        .text(134.0, 142.0, 9.0, "合计")
        .text(right - 54.0, 142.0, 9.0, "8,800,001.50");
    let read = read(&[sheet]);
    for (code, name, figure) in rows {
        let row = format!("{code}\t{name}\t{figure}");
        assert!(read.source.text.contains(&row), "{}", read.source.text);
    }
}

#[test]
fn numbers_over_two_lines_are_one_without_lines_too() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in HEADING.iter().enumerate() {
        sheet.text(left(at) + 30.0, 80.0, 9.0, text);
    }
    for (at, row) in ROWS.iter().enumerate() {
        let y = 100.0 + 32.0 * at as f64;
        let [code, name, figures @ ..] = *row;
        body(&mut sheet, y, &[code, name], 4.5);
        for (column, figure) in figures.iter().enumerate() {
            let cut = if figure.len() > 4 {
                figure.len() - 4
            } else {
                4.min(figure.len())
            };
            let (head, tail) = figure.split_at(cut);
            body(&mut sheet, y, &blank(column, head), 4.5);
            body(&mut sheet, y + 11.0, &blank(column, tail), 4.5);
        }
    }
    assert_reads(&[sheet]);
}

#[test]
fn broken_numbers_keep_together_where_rows_stand_close() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in HEADING.iter().enumerate() {
        sheet.text(left(at) + 30.0, 80.0, 9.0, text);
    }
    for (at, row) in ROWS.iter().enumerate() {
        let y = 100.0 + 23.0 * at as f64;
        let [code, name, figures @ ..] = *row;
        body(&mut sheet, y + 5.5, &[code, name], 4.5);
        for (column, figure) in figures.iter().enumerate() {
            let figure = figure.replace(',', "");
            if figure.len() < 6 {
                body(&mut sheet, y + 5.5, &blank(column, &figure), 4.5);
                continue;
            }
            let (head, tail) = figure.split_at(figure.len() - 1);
            body(&mut sheet, y, &blank(column, head), 4.5);
            body(&mut sheet, y + 11.0, &blank(column, tail), 4.5);
        }
    }
    assert_reads(&[sheet]);
}

#[test]
fn rows_without_figures_keep_apart_where_no_lines_divide_the_body() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    boxes(
        &mut sheet,
        70.0,
        &std::array::from_fn::<_, 5, _>(|at| (WIDTHS[at], HEADING[at])),
    );
    let whole: f64 = WIDTHS.iter().sum();
    sheet
        .line(X, 86.0, X, 230.0)
        .line(X + whole, 86.0, X + whole, 230.0);
    sheet.line(X, 230.0, X + whole, 230.0);
    let mut rows: Vec<[&str; 5]> = ROWS.to_vec();
    rows.insert(5, ["", "上年结转", "", "", ""]);
    for (at, row) in rows.iter().enumerate() {
        body(&mut sheet, 100.0 + 18.0 * at as f64, row, 4.5);
    }
    assert_reads(&[sheet]);
}

/// A row with nothing but one figure.
fn blank(column: usize, figure: &str) -> Vec<&str> {
    let mut row = vec![""; column + 2];
    row.push(figure);
    row
}

#[test]
fn full_width_figures_are_figures() {
    let wide = |text: &str| -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
        text.chars().map(wide).collect()
    };
    let wide: Vec<Vec<String>> = ROWS
        .iter()
        .map(|row| {
            let figures = row[2..].iter().map(|figure| wide(figure));
            let words = row[..2].iter().map(|&word| word.to_owned());
            words.chain(figures).collect()
        })
        .collect();
    let mut rows: Vec<Vec<&str>> = vec![HEADING.to_vec()];
    rows.extend(
        wide.iter()
            .map(|row| row.iter().map(String::as_str).collect()),
    );
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    sheet.table(X, 70.0, &WIDTHS, &rows);
    assert_reads(&[sheet]);
}

#[test]
fn full_width_figures_over_two_lines_are_one_without_lines_too() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    body(&mut sheet, 88.0, &HEADING, 9.0);
    let rows = [
        (
            ["", "合计", "１２３，４５", "１００，００", "２３，４５"],
            ["６．７８", "０．２５", "６．５３"],
        ),
        (
            [
                "213",
                "农林水支出",
                "１２３，４５",
                "１００，００",
                "２３，４５",
            ],
            ["６．７８", "０．２５", "６．５３"],
        ),
        (
            [
                "21303",
                "水利",
                "１２３，４５",
                "１００，００",
                "２３，４５",
            ],
            ["６．７８", "０．２５", "６．５３"],
        ),
        (
            ["2130301", "行政运行", "１００，００", "１００，００", ""],
            ["０．２５", "０．２５", ""],
        ),
        (
            ["2130305", "水利工程建设", "２３，４５", "", "２３，４５"],
            ["６．５３", "", "６．５３"],
        ),
    ];
    for (at, (begun, rests)) in (0..).zip(&rows) {
        let y = 110.0 + 30.0 * f64::from(at);
        for (column, text) in begun.iter().enumerate() {
            let (x, y) = match column {
                0 | 1 => (left(column) + 2.0, y + 5.5),
                _ => (left(column) + 88.0 - 9.0 * text.chars().count() as f64, y),
            };
            sheet.text(x, y, 9.0, text);
        }
        for (column, text) in rests.iter().enumerate() {
            let width = 9.0 * text.chars().count() as f64;
            sheet.text(left(column + 2) + 88.0 - width, y + 11.0, 9.0, text);
        }
    }
    let read = read(&[sheet]);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    let wanted = [
        " 合计 合计 123456.78",
        " 合计 基本支出 100000.25",
        " 合计 项目支出 23456.53",
        "213 农林水支出 合计 123456.78",
        "213 农林水支出 基本支出 100000.25",
        "213 农林水支出 项目支出 23456.53",
        "21303 水利 合计 123456.78",
        "21303 水利 基本支出 100000.25",
        "21303 水利 项目支出 23456.53",
        "2130301 行政运行 合计 100000.25",
        "2130301 行政运行 基本支出 100000.25",
        "2130305 水利工程建设 合计 23456.53",
        "2130305 水利工程建设 项目支出 23456.53",
    ];
    assert_eq!(figures(&read.tables[0]), wanted, "{}", read.source.text);
}
