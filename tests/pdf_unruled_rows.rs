//! PDF tables without lines whose rows only drawn lines, numbers, names, brackets or the words of
//! the catalogue tell; page counts and frames around them.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;
#[path = "support/unruled.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod unruled;

use chazhang::model::RowRef;
use pdf::Sheet;
use unruled::{EDGES, ROWS, all_figures, body, caption, centred, expected, heading, read, width};

fn captioned() -> Sheet {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    sheet
}

fn rows(sheet: &mut Sheet, top: f64, rows: &[[&str; 5]]) {
    for (row, y) in rows.iter().zip((0..).map(|at| top + 16.0 * f64::from(at))) {
        body(sheet, y, row);
    }
}

#[test]
fn drawn_lines_divide_rows() {
    let mut sheet = captioned();
    for (at, row) in ROWS.iter().enumerate() {
        let top = 104.0 + 30.0 * at as f64;
        sheet.line(EDGES[0], top, EDGES[5], top);
        let [code, name, figures @ ..] = *row;
        // The name of the first row stands below the heading plainly.
        let name_at = if at == 0 { 27.0 } else { 9.0 };
        sheet.text(EDGES[1] + 3.0, top + name_at, 9.0, name);
        body(
            &mut sheet,
            top + 27.0,
            &[code, "", figures[0], figures[1], figures[2]],
        );
    }
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn lines_across_each_other_are_two() {
    let mut sheet = captioned();
    // Rows so close that the letters of one reach into those of the next.
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 116.0 + 4.0 * at as f64, row);
    }
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn counts_of_pages_do_not_end_a_table() {
    let counts: [&dyn Fn(usize) -> String; 2] = [
        &|page| format!("第 {} 页，共 10 页", page + 5),
        &|page| format!("file:///甲.html {page}/3"),
    ];
    for count in counts {
        let mut first = captioned();
        rows(&mut first, 116.0, &ROWS[..2]);
        let mut second = Sheet::new();
        rows(&mut second, 60.0, &ROWS[2..4]);
        let mut third = Sheet::new();
        rows(&mut third, 60.0, &ROWS[4..]);
        let mut sheets = [first, second, third];
        for (sheet, page) in sheets.iter_mut().zip(1..) {
            sheet.text(380.0, 570.0, 9.0, &count(page));
        }
        let read = read(&sheets);
        assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
    }
}

#[test]
fn a_bare_frame_around_columns_is_no_cell() {
    let mut sheet = captioned();
    rows(&mut sheet, 116.0, &ROWS);
    for (from, to) in [(70.0, 70.0), (190.0, 190.0)] {
        sheet.line(EDGES[0] - 4.0, from, EDGES[5] + 4.0, to);
    }
    for x in [EDGES[0] - 4.0, EDGES[5] + 4.0] {
        sheet.line(x, 70.0, x, 190.0);
    }
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
    let row = "2130305\t水利工程建设\t200.25\t\t200.25";
    assert!(read.source.text.contains(row), "{}", read.source.text);
}

#[test]
fn what_is_numbered_begins_a_cell() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (x, text) in [(80.0, "项目"), (240.0, "本年预算数"), (340.0, "上年预算数")] {
        sheet.text(x, 84.0, 9.0, text);
    }
    // Names are full and stand as close as the lines of one cell; every other one has no figures.
    let names: Vec<String> = "一二三四五六七八九十"
        .chars()
        .map(|number| format!("{number}、一般公共预算拨款"))
        .collect();
    for (at, name) in names.iter().enumerate() {
        let y = 104.0 + 12.0 * at as f64;
        sheet.text(63.0, y, 9.0, name);
        if at % 2 == 0 {
            sheet
                .text(240.0, y, 9.0, "100.25")
                .text(340.0, y, 9.0, "90.25");
        }
    }
    let read = read(&[sheet]);
    for name in names {
        let cell = |line: &str| line.split('\t').next().map(|cell| cell.trim().to_owned());
        let mut cells = read.source.text.lines().filter_map(cell);
        assert!(cells.any(|cell| cell == name), "{}", read.source.text);
    }
}

#[test]
fn the_dash_of_an_empty_cell_is_no_part_of_the_next_name() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let columns = [
        (63.0, "项目"),
        (176.0, "预算数"),
        (260.0, "项目"),
        (380.0, "预算数"),
    ];
    for (x, text) in columns {
        sheet.text(x, 84.0, 9.0, text);
    }
    // The dash stands right before a name that is moved to the left of the others.
    let lanes = [
        ("一般公共预算", 185.0, "100.25", 229.5, "教育支出", "100.25"),
        ("政府性基金", 209.0, "--", 220.5, "农林水支出", "8.00"),
        ("国有资本经营", 194.0, "9.25", 229.5, "其他支出", "9.25"),
        ("其他收入", 194.0, "8.00", 229.5, "住房保障支出", "1.00"),
    ];
    for (at, (left, x, one, beside, right, other)) in lanes.iter().enumerate() {
        let y = 104.0 + 16.0 * at as f64;
        sheet
            .text(63.0, y, 9.0, left)
            .text(*x, y, 9.0, one)
            .text(*beside, y, 9.0, right)
            .text(410.0 - unruled::width(other), y, 9.0, other);
    }
    let read = read(&[sheet]);
    let row = "政府性基金\t--\t农林水支出\t8.00";
    assert!(read.source.text.contains(row), "{}", read.source.text);
}

/// Names in two lines, their figures level with the first line; rows as close as lines.
fn wrapped(names: &[(&str, &str, &str)]) -> Vec<String> {
    let mut sheet = captioned();
    let mut y = 116.0;
    for (code, first, rest) in names {
        body(&mut sheet, y, &[code, first, "200.25", "", "200.25"]);
        y += 14.0;
        if !rest.is_empty() {
            sheet.text(EDGES[1] + 3.0, y, 9.0, rest);
            y += 14.0;
        }
    }
    let read = read(&[sheet]);
    let rows = read.tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| row.name().replace(' ', "")).collect()
}

/// Names in three lines for the figures of two rows between them, so that the place of the middle
/// one tells nothing.
fn three_lines(codes: [&str; 2], names: [&str; 3]) -> Vec<String> {
    let mut sheet = captioned();
    for (name, y) in names.iter().zip([116.0, 128.0, 140.0]) {
        sheet.text(EDGES[1] + 3.0, y, 9.0, name);
    }
    for (code, y) in codes.iter().zip([122.0, 134.0]) {
        body(&mut sheet, y, &[code, "", "200.25", "", "200.25"]);
    }
    let read = read(&[sheet]);
    let rows = read.tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| row.name().replace(' ', "")).collect()
}

#[test]
fn the_names_of_codes_tell_which_lines_are_one_name() {
    let names = three_lines(["2010302", "2010350"], ["一般行政管", "理事务", "事业运行"]);
    assert_eq!(names, ["一般行政管理事务", "事业运行"]);
    let names = three_lines(["2010350", "2010302"], ["事业运行", "一般行政管", "理事务"]);
    assert_eq!(names, ["事业运行", "一般行政管理事务"]);
}

#[test]
fn codes_in_the_cells_of_names_tell_it_too() {
    let names = [
        ("", "[2010301]行政运行", ""),
        ("", "[2010302]一般行政", "管理事务"),
        ("", "[2010350]事业运行", ""),
    ];
    let expected = ["行政运行", "一般行政管理事务", "事业运行"];
    assert_eq!(wrapped(&names), expected);
}

#[test]
fn a_bracket_that_is_not_closed_goes_on_below() {
    let names = [
        ("", "水库除险加固工程", ""),
        ("", "基层能力建设（含上年", "跨年度合同尾款）"),
        ("", "河道治理", ""),
    ];
    let expected = [
        "水库除险加固工程",
        "基层能力建设（含上年跨年度合同尾款）",
        "河道治理",
    ];
    assert_eq!(wrapped(&names), expected);
}

#[test]
fn a_name_that_a_page_break_tears_is_whole() {
    let flat = |sheet: &mut Sheet| {
        let names = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"];
        for (at, text) in names.iter().enumerate() {
            centred(sheet, at, at + 1, 88.0, text);
        }
    };
    let mut first = Sheet::new();
    caption(&mut first);
    flat(&mut first);
    rows(&mut first, 116.0, &ROWS[..3]);
    let torn = ["2130305", "水利工程", "200.25", "", "200.25"];
    body(&mut first, 164.0, &torn);
    let mut second = Sheet::new();
    flat(&mut second);
    second.text(EDGES[1] + 3.0, 104.0, 9.0, "建设");
    rows(&mut second, 120.0, &ROWS[4..]);
    let read = read(&[first, second]);
    let bare = |text: String| text.replace("本年支出/", "");
    let expected: Vec<String> = expected().into_iter().map(bare).collect();
    assert_eq!(all_figures(&read), expected, "{}", read.source.text);
}

/// A form of two lanes whose amounts end at `ends`.
fn lanes(rows: &[[&str; 4]], ends: [f64; 2]) -> Sheet {
    let mut sheet = Sheet::new();
    sheet
        .text(250.0, 40.0, 16.0, "财政拨款收支总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
    for (y, row) in (0..).map(|row| 84.0 + 15.0 * f64::from(row)).zip(rows) {
        for (at, (text, x)) in row.iter().zip([60.0, ends[0], 310.0, ends[1]]).enumerate() {
            let left = if at % 2 == 1 { x - width(text) } else { x };
            sheet.text(left, y, 9.0, text);
        }
    }
    sheet
}

/// A table whose codes and names share a column, in lines of `lines` and figures beside their middle.
fn tall_rows(rows: &[(&[&str], &str)], apart: f64) -> Sheet {
    let mut sheet = captioned();
    let mut y = 112.0;
    for (lines, figure) in rows {
        for (at, line) in (0..).zip(*lines) {
            sheet.text(EDGES[1] + 3.0, y + 13.0 * f64::from(at), 9.0, line);
        }
        let height = 13.0 * (lines.len() - 1) as f64;
        let middle = y + height / 2.0;
        for edge in [3, 4] {
            sheet.text(EDGES[edge] - 3.0 - width(figure), middle, 9.0, figure);
        }
        y += height + apart;
    }
    sheet
}

#[test]
fn names_in_many_lines_keep_the_rows_of_a_table_together() {
    let pension = ["机关事", "业单位", "基本养", "老保险", "缴费支", "出"];
    let annuity = ["机关事", "业单位", "职业年", "金缴费", "支出"];
    let sheet = tall_rows(
        &[
            (&["农林水", "支出"], "12.25"),
            (&pension, "7.25"),
            (&annuity, "3.00"),
            (&["其他支", "出"], "2.00"),
        ],
        16.0,
    );
    let read = read(&[sheet]);
    let names: Vec<&str> = read.tables[0].rows.iter().map(RowRef::name).collect();
    let whole = [
        "农林水支出",
        "机关事业单位基本养老保险缴费支出",
        "机关事业单位职业年金缴费支出",
        "其他支出",
    ];
    assert_eq!(names, whole, "{}", read.source.text);
    assert_eq!(read.tables.len(), 1);
}

#[test]
fn a_total_below_rows_without_figures_begins_a_row() {
    let rows = [
        ["项目", "预算数", "项目", "预算数"],
        ["一、本年收入", "8.50", "一、本年支出", "8.50"],
        ["（一）一般公共预算拨款", "8.50", "（一）教育支出", "5.00"],
        ["（二）政府性基金预算拨款", "", "（二）卫生健康支出", "3.50"],
        ["（三）国有资本经营预算拨款", "", "", ""],
        ["收入总计", "8.50", "支出总计", "8.50"],
    ];
    let sheet = lanes(&rows, [300.0, 550.0]);
    let read = read(&[sheet]);
    let names: Vec<&str> = read.tables[0].rows.iter().map(RowRef::name).collect();
    for name in ["（三）国有资本经营预算拨款", "收入总计"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

/// A frame and the lines between its columns, and none between its rows.
fn uprights(sheet: &mut Sheet, bottom: f64) {
    for x in EDGES {
        let top = if x == EDGES[4] { 88.0 } else { 72.0 };
        sheet.line(x, top, x, bottom);
    }
    for y in [72.0, bottom] {
        sheet.line(EDGES[0], y, EDGES[5], y);
    }
}

#[test]
fn upright_lines_alone_divide_no_rows() {
    let mut sheet = captioned();
    rows(&mut sheet, 112.0, &ROWS);
    uprights(&mut sheet, 184.0);
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn a_numbered_row_without_figures_is_no_part_of_a_total() {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门收入总体情况表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元")
        .text(150.0, 80.0, 9.0, "项目")
        .text(400.0, 80.0, 9.0, "预算数");
    let rows = [
        ("一、一般公共预算拨款收入", "1,200.50"),
        ("二、政府性基金预算拨款收入", "40.00"),
        ("三、事业收入", "8.00"),
        ("四、其他收入", "2.00"),
        ("本年收入合计", "1,250.50"),
        ("五、上年结转", ""),
        ("收入总计", "1,250.50"),
    ];
    for (at, (name, figure)) in rows.iter().enumerate() {
        let y = 96.0 + 14.0 * at as f64;
        sheet.text(60.0, y, 9.0, name);
        sheet.text(440.0 - width(figure), y, 9.0, figure);
    }
    let read = read(&[sheet]);
    let rows = read.tables.iter().flat_map(|table| &table.rows);
    let names: Vec<&str> = rows.map(RowRef::name).collect();
    assert!(names.contains(&"本年收入合计"), "{names:?}");
}
