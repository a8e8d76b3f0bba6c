//! PDF tables without lines: rows of wrapped names, columns that touch, and headings that only their
//! places tell.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;
#[path = "support/unruled.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod unruled;

use pdf::Sheet;
use unruled::{EDGES, ROWS, all_figures, body, caption, centred, expected, heading, read, width};

/// The names of the rows in lines of two letters.
fn pieces(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    letters
        .chunks(2)
        .map(|piece| piece.iter().collect())
        .collect()
}

/// Rows whose names wrap and touch those above and below, each in the middle of its row.
fn packed() -> Sheet {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    let mut top = 116.0;
    for row in ROWS {
        let [code, name, figures @ ..] = row;
        let lines = pieces(name);
        let last = top + 9.0 * (lines.len() - 1) as f64;
        let y = f64::midpoint(top, last);
        body(
            &mut sheet,
            y,
            &[code, "", figures[0], figures[1], figures[2]],
        );
        for (at, line) in lines.iter().enumerate() {
            sheet.text(EDGES[1] + 3.0, top + 9.0 * at as f64, 9.0, line);
        }
        top = last + 9.0;
    }
    sheet
}

#[test]
fn names_that_touch_those_of_other_rows_stay_with_their_figures() {
    let read = read(&[packed()]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn the_numbers_of_the_columns_tell_those_without_figures() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    // The heading of the last column is lost, and nothing stands below that of the fourth.
    for (at, text) in [
        (0, "科目编码"),
        (1, "科目名称"),
        (2, "合计"),
        (3, "经营支出"),
    ] {
        centred(&mut sheet, at, at + 1, 88.0, text);
    }
    centred(&mut sheet, 1, 2, 104.0, "栏次");
    for (at, count) in [(2, "1"), (3, "2"), (4, "3")] {
        centred(&mut sheet, at, at + 1, 104.0, count);
    }
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 120.0 + 16.0 * at as f64, &row[..3]);
    }
    let read = read(&[sheet]);
    let row = "213\t农林水支出\t1,200.50\t\t";
    assert!(read.source.text.contains(row), "{}", read.source.text);
    let counts = "1\t2\t3";
    assert!(read.source.text.contains(counts), "{}", read.source.text);
}

#[test]
fn codes_names_and_figures_that_touch_are_told_apart() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (at, row) in ROWS.iter().enumerate() {
        let y = 116.0 + 16.0 * at as f64;
        let [code, name, total, figures @ ..] = *row;
        // Codes end where the names begin, but for the first of each length.
        let end = EDGES[1] + 3.0 - if at % 3 == 0 { 9.0 } else { 0.0 };
        sheet
            .text(end - 4.5 * code.len() as f64, y, 9.0, code)
            .text(EDGES[1] + 3.0, y, 9.0, name);
        body(&mut sheet, y, &["", "", total, figures[0], figures[1]]);
    }
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn a_heading_torn_inside_its_cells_is_whole_above_the_rows() {
    let mut first = Sheet::new();
    first
        .text(300.0, 400.0, 16.0, "部门支出总表")
        .text(60.0, 420.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 420.0, 9.0, "单位：万元");
    for (at, text) in [(0, "科目编码"), (2, "合计"), (3, "基本支出")] {
        centred(&mut first, at, at + 1, 440.0, text);
    }
    first.text(EDGES[1] + 3.0, 440.0, 9.0, "科目名称");
    centred(&mut first, 4, 5, 446.0, "对附属单位");
    let mut second = Sheet::new();
    centred(&mut second, 4, 5, 60.0, "补助支出");
    for (row, y) in ROWS.iter().zip((0..).map(|at| 76.0 + 16.0 * f64::from(at))) {
        body(&mut second, y, row);
    }
    let columns = |text: String| {
        let text = text.replace("本年支出/", "");
        text.replace("项目支出", "对附属单位补助支出")
    };
    let expected: Vec<String> = expected().into_iter().map(columns).collect();
    let read = read(&[first, second]);
    assert_eq!(all_figures(&read), expected, "{}", read.source.text);
}

#[test]
fn a_heading_alone_at_the_foot_of_a_page_belongs_to_the_rows_on_the_next() {
    let mut first = Sheet::new();
    caption(&mut first);
    for (at, text) in [(0, "科目编码"), (2, "合计")] {
        centred(&mut first, at, at + 1, 88.0, text);
    }
    first.text(EDGES[1] + 3.0, 88.0, 9.0, "科目名称");
    centred(&mut first, 3, 5, 80.0, "本年支出");
    centred(&mut first, 3, 4, 96.0, "基本支出");
    centred(&mut first, 4, 5, 96.0, "项目支出");
    let mut second = Sheet::new();
    for (row, y) in ROWS.iter().zip((0..).map(|at| 60.0 + 16.0 * f64::from(at))) {
        body(&mut second, y, row);
    }
    let read = read(&[first, second]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn one_row_alone_at_the_top_of_a_page_goes_on() {
    let mut first = Sheet::new();
    caption(&mut first);
    heading(&mut first);
    for (row, y) in ROWS[..4]
        .iter()
        .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
    {
        body(&mut first, y, row);
    }
    let mut second = Sheet::new();
    body(&mut second, 60.0, &ROWS[4]);
    let read = read(&[first, second]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn the_number_of_the_page_is_no_cell() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (row, y) in ROWS
        .iter()
        .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
    {
        body(&mut sheet, y, row);
    }
    // On the line of a row without a figure in this column.
    centred(&mut sheet, 3, 4, 164.0, "-5-");
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn a_group_among_headings_that_all_stand_at_the_foot_has_its_own() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in [
        (0, "科目编码"),
        (1, "科目名称"),
        (2, "小计"),
        (3, "人员经费"),
    ] {
        centred(&mut sheet, at, at + 1, 96.0, text);
    }
    centred(&mut sheet, 4, 5, 96.0, "项目支出");
    centred(&mut sheet, 2, 4, 82.0, "基本支出");
    for (row, y) in ROWS
        .iter()
        .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
    {
        body(&mut sheet, y, row);
    }
    let read = read(&[sheet]);
    assert_eq!(
        pdf::paths(&read.tables[0]),
        ["基本支出/小计", "基本支出/人员经费", "项目支出"],
        "{}",
        read.source.text
    );
}

#[test]
fn a_table_that_is_said_to_go_on_is_one() {
    let mut sheets = Vec::new();
    for (page, rows) in [&ROWS[..3], &ROWS[3..]].into_iter().enumerate() {
        let mut sheet = Sheet::new();
        match page {
            0 => caption(&mut sheet),
            _ => {
                sheet.text(290.0, 60.0, 16.0, "部门支出总表（续表）");
            }
        }
        heading(&mut sheet);
        for (row, y) in rows
            .iter()
            .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
        {
            body(&mut sheet, y, row);
        }
        sheets.push(sheet);
    }
    let read = read(&sheets);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn a_code_may_stand_above_its_name_and_figures() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (at, row) in ROWS.iter().enumerate() {
        let y = 116.0 + 30.0 * at as f64;
        let [code, name, figures @ ..] = *row;
        sheet.text(EDGES[0] + 3.0, y, 9.0, code);
        body(
            &mut sheet,
            y + 12.0,
            &["", name, figures[0], figures[1], figures[2]],
        );
    }
    let read = read(&[sheet]);
    assert_eq!(all_figures(&read), expected(), "{}", read.source.text);
}

#[test]
fn amounts_that_touch_the_words_of_the_next_column_end_before_them() {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "收支预算总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元")
        .text(90.0, 80.0, 9.0, "收入项目")
        .text(246.0, 80.0, 9.0, "预算数")
        .text(320.0, 80.0, 9.0, "支出项目")
        .text(510.0, 80.0, 9.0, "预算数");
    let rows = [
        ("一、财政拨款收入", "1,200.50", "一、教育支出", "1,000.25"),
        ("二、事业收入", "40.00", "二、卫生健康支出", "200.25"),
        ("三、经营收入", "8.00", "三、农林水支出", "40.00"),
        ("四、其他收入", "2.00", "四、住房保障支出", "10.00"),
        ("收入总计", "1,250.50", "支出总计", "1,250.50"),
    ];
    for (at, (income, received, expenditure, spent)) in rows.iter().enumerate() {
        let y = 100.0 + 16.0 * at as f64;
        sheet
            .text(60.0, y, 9.0, income)
            .text(290.0 - width(received), y, 9.0, received)
            .text(290.0, y, 9.0, expenditure)
            .text(540.0 - width(spent), y, 9.0, spent);
    }
    let read = read(&[sheet]);
    for (income, received, expenditure, spent) in rows {
        let row = format!("{income}\t{received}\t{expenditure}\t{spent}");
        assert!(read.source.text.contains(&row), "{}", read.source.text);
    }
}
