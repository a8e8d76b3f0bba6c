//! PDF tables without lines whose headings stand at the top of their cells, under drawn lines, over
//! the levels of a code, or cannot be read.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;
#[path = "support/unruled.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod unruled;

use pdf::Sheet;
use unruled::{EDGES, ROWS, all_figures, body, caption, centred, expected, heading, read, width};

fn rows(sheet: &mut Sheet, top: f64, rows: &[[&str; 5]]) {
    for (row, y) in rows.iter().zip((0..).map(|at| top + 16.0 * f64::from(at))) {
        body(sheet, y, row);
    }
}

#[test]
fn heading_cells_may_stand_at_their_tops() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
        centred(&mut sheet, at, at + 1, 80.0, text);
    }
    centred(&mut sheet, 3, 5, 80.0, "本年支出");
    centred(&mut sheet, 3, 4, 96.0, "基本支出");
    centred(&mut sheet, 4, 5, 96.0, "项目支出");
    rows(&mut sheet, 116.0, &ROWS);
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
    // Its columns are told by their places.
    let row = "2130305\t水利工程建设\t200.25\t\t200.25";
    assert!(read.source.text.contains(row), "{}", read.source.text);
}

/// A heading of three levels whose cells stand at their tops; 科目编码 stands between its levels.
fn levels(sheet: &mut Sheet, top: f64) {
    let at = |sheet: &mut Sheet, middle: f64, row: f64, text: &str| {
        sheet.text(middle - width(text) / 2.0, top + 16.0 * row, 9.0, text);
    };
    at(sheet, 235.0, 0.0, "经济分类科目");
    at(sheet, 560.0, 0.0, "本年基本支出");
    at(sheet, 150.0, 1.0, "科目编码");
    at(sheet, 330.0, 1.0, "科目名称");
    at(sheet, 450.0, 1.0, "合计");
    at(sheet, 560.0, 1.0, "人员经费");
    at(sheet, 670.0, 1.0, "公用经费");
    at(sheet, 95.0, 2.0, "类");
    at(sheet, 205.0, 2.0, "款");
}

fn levelled(sheet: &mut Sheet, top: f64, rows: &[[&str; 6]]) {
    for (y, row) in (0..).map(|at| top + 16.0 * f64::from(at)).zip(rows) {
        for (at, text) in row.iter().enumerate() {
            let x = match at {
                0..=2 => [44.0, 154.0, 264.0][at],
                _ => [505.0, 615.0, 725.0][at - 3] - width(text),
            };
            sheet.text(x, y, 9.0, text);
        }
    }
}

const LEVELLED: [[&str; 6]; 4] = [
    ["301", "", "工资福利支出", "1,200.50", "1,200.50", ""],
    ["301", "01", "基本工资", "1,200.50", "1,200.50", ""],
    ["302", "", "商品和服务支出", "80.25", "", "80.25"],
    ["302", "01", "办公费", "80.25", "", "80.25"],
];

#[test]
fn a_group_stands_over_the_levels_of_a_code_on_both_its_sides() {
    let mut first = Sheet::new();
    first
        .text(300.0, 40.0, 16.0, "一般公共预算基本支出表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(680.0, 60.0, 9.0, "单位：万元");
    levels(&mut first, 80.0);
    levelled(&mut first, 128.0, &LEVELLED[..2]);
    let mut second = Sheet::new();
    levels(&mut second, 50.0);
    levelled(&mut second, 98.0, &LEVELLED[2..]);
    let read = read(&[first, second]);
    let expected = [
        "301 工资福利支出 本年基本支出/合计 1,200.50",
        "301 工资福利支出 本年基本支出/人员经费 1,200.50",
        "30101 基本工资 本年基本支出/合计 1,200.50",
        "30101 基本工资 本年基本支出/人员经费 1,200.50",
        "302 商品和服务支出 本年基本支出/合计 80.25",
        "302 商品和服务支出 本年基本支出/公用经费 80.25",
        "30201 办公费 本年基本支出/合计 80.25",
        "30201 办公费 本年基本支出/公用经费 80.25",
    ];
    assert_eq!(all_figures(&read), expected, "{}", read.source.text);
}

#[test]
fn a_drawn_line_divides_the_levels_of_a_heading() {
    for ruled in [true, false] {
        let mut sheet = Sheet::new();
        caption(&mut sheet);
        for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
            centred(&mut sheet, at, at + 1, 86.0, text);
        }
        for (at, below) in [(3, "基本支出"), (4, "项目支出")] {
            centred(&mut sheet, at, at + 1, 80.0, "某项收支");
            centred(&mut sheet, at, at + 1, 92.0, below);
        }
        if ruled {
            sheet.line(EDGES[3], 83.0, EDGES[5], 83.0);
        }
        rows(&mut sheet, 112.0, &ROWS);
        let read = read(&[sheet]);
        let stroke = if ruled { "/" } else { "" };
        let renamed = |text: String| {
            let text = text.replace("本年支出/", "");
            let text = text.replace(" 基本支出 ", &format!(" 某项收支{stroke}基本支出 "));
            text.replace(" 项目支出 ", &format!(" 某项收支{stroke}项目支出 "))
        };
        let expected: Vec<String> = expected().into_iter().map(renamed).collect();
        assert_eq!(all_figures(&read), expected, "{}", read.source.text);
    }
}

/// A page that begins with a heading in which two names reach into each other.
fn unreadable(sheet: &mut Sheet) {
    heading(sheet);
    let (left, y) = (EDGES[3] + 20.0, 96.0);
    sheet.text(left + 40.0, y + 16.0, 9.0, "对附属单位补助支出");
}

#[test]
fn rows_below_a_heading_that_cannot_be_read_go_on_under_the_page_before() {
    let mut first = Sheet::new();
    caption(&mut first);
    heading(&mut first);
    rows(&mut first, 116.0, &ROWS[..3]);
    let mut second = Sheet::new();
    unreadable(&mut second);
    rows(&mut second, 132.0, &ROWS[3..]);
    let read = read(&[first, second]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn rows_below_a_heading_that_cannot_be_read_have_no_columns_of_their_own() {
    let mut sheet = Sheet::new();
    unreadable(&mut sheet);
    rows(&mut sheet, 132.0, &ROWS);
    let read = read(&[sheet]);
    let mut rows = read.tables.iter().flat_map(|table| &table.rows);
    let certain = rows.any(|row| row.cells().iter().any(|cell| cell.column().is_some()));
    assert!(!certain, "{:?}\n{}", all_figures(&read), read.source.text);
    assert!(!read.source.text.contains('\t'), "{}", read.source.text);
}
