//! PDF tables drawn in unusual ways: without lines, with dots for lines, with open sides, with headings
//! written downwards or on their side.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;
#[path = "support/unruled.rs"]
mod unruled;

use chazhang::model::Disclosure;
use pdf::Sheet;
use unruled::{EDGES, ROWS, all_figures, body, caption, centred, expected, figures, heading, read};

#[test]
fn a_table_without_lines_comes_back_cell_by_cell() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 115.0 + 18.0 * at as f64, row);
    }
    sheet.text(
        60.0,
        300.0,
        9.0,
        "云山市水务局2025年支出1,208.50万元，用于水利工程。",
    );
    let read = read(&[sheet]);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(figures(&read.tables[0]), expected());
    let prose: Vec<_> = read.prose.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(
        prose,
        ["云山市水务局2025年支出1,208.50万元，用于水利工程。"]
    );
}

#[test]
fn wrapped_names_belong_to_the_figures_beside_their_middle() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (at, row) in ROWS.iter().enumerate() {
        let y = 120.0 + 28.0 * at as f64;
        let [code, name, figures @ ..] = *row;
        body(
            &mut sheet,
            y,
            &[code, "", figures[0], figures[1], figures[2]],
        );
        let (first, second): (String, String) = (
            name.chars().take(2).collect(),
            name.chars().skip(2).collect(),
        );
        // Names are moved to the right by two characters, their rests are not.
        sheet.text(EDGES[1] + 21.0, y - 6.0, 9.0, &first);
        if !second.is_empty() {
            sheet.text(EDGES[1] + 3.0, y + 6.0, 9.0, &second);
        }
    }
    let read = read(&[sheet]);
    assert_eq!(figures(&read.tables[0]), expected(), "{}", read.source.text);
}

#[test]
fn a_table_without_lines_goes_on_under_its_repeated_heading() {
    let mut sheets = Vec::new();
    for (page, rows) in [&ROWS[..3], &ROWS[3..]].into_iter().enumerate() {
        let mut sheet = Sheet::new();
        if page == 0 {
            caption(&mut sheet);
        }
        heading(&mut sheet);
        for (at, row) in rows.iter().enumerate() {
            body(&mut sheet, 115.0 + 18.0 * at as f64, row);
        }
        sheets.push(sheet);
    }
    let read = read(&sheets);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(figures(&read.tables[0]), expected());
}

#[test]
fn figures_that_share_a_cell_make_no_table() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 115.0 + 18.0 * at as f64, row);
    }
    // A figure as wide as two columns: where the others stand is not known any more.
    body(&mut sheet, 205.0, &["230", "转移性支出", "", "", ""]);
    sheet.text(420.0, 205.0, 9.0, "1,111,111,111,111,111,111,111.00");
    let read = read(&[sheet]);
    assert!(!read.source.text.contains('\t'), "{}", read.source.text);
}

/// The lines of a table whose heading takes two rows, drawn by `draw` from point to point.
fn rule(sheet: &mut Sheet, draw: &dyn Fn(&mut Sheet, [f64; 4]), sides: bool) {
    let bottom = 105.0 + 18.0 * ROWS.len() as f64;
    let (left, right) = (EDGES[0], EDGES[5]);
    draw(sheet, [left, 70.0, right, 70.0]);
    draw(sheet, [EDGES[3], 87.0, right, 87.0]);
    for at in 0..=ROWS.len() {
        let y = 105.0 + 18.0 * at as f64;
        draw(sheet, [left, y, right, y]);
    }
    for (at, x) in EDGES.iter().enumerate() {
        let top = if at == 4 { 87.0 } else { 70.0 };
        if sides || (1..5).contains(&at) {
            draw(sheet, [*x, top, *x, bottom]);
        }
    }
}

fn ruled(draw: &dyn Fn(&mut Sheet, [f64; 4]), sides: bool) -> Disclosure {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    heading(&mut sheet);
    rule(&mut sheet, draw, sides);
    for (at, row) in ROWS.iter().enumerate() {
        body(&mut sheet, 117.0 + 18.0 * at as f64, row);
    }
    read(&[sheet])
}

#[test]
fn dots_make_lines() {
    let dots = |sheet: &mut Sheet, [x0, y0, x1, y1]: [f64; 4]| {
        let length = (x1 - x0).max(y1 - y0);
        let mut along = 0.0;
        while along <= length {
            let (x, y) = if x1 > x0 {
                (x0 + along, y0)
            } else {
                (x0, y0 + along)
            };
            sheet.bar(x, y, 0.75, 0.75);
            along += 1.5;
        }
    };
    let read = ruled(&dots, true);
    assert_eq!(figures(&read.tables[0]), expected(), "{}", read.source.text);
}

#[test]
fn a_box_open_at_its_sides_keeps_its_outer_columns() {
    let line = |sheet: &mut Sheet, [x0, y0, x1, y1]: [f64; 4]| {
        sheet.line(x0, y0, x1, y1);
    };
    let read = ruled(&line, false);
    assert_eq!(figures(&read.tables[0]), expected(), "{}", read.source.text);
    // One heading and one merged cell in the first column: three lines end there.
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for y in [70.0, 90.0, 130.0] {
        sheet.line(60.0, y, 380.0, y);
    }
    sheet.line(130.0, 110.0, 380.0, 110.0);
    for x in [130.0, 290.0] {
        sheet.line(x, 70.0, x, 130.0);
    }
    for (x, y, text) in [
        (70.0, 84.0, "项目单位"),
        (140.0, 84.0, "项目名称"),
        (300.0, 84.0, "合计"),
        (70.0, 114.0, "甲单位"),
        (140.0, 104.0, "水库加固"),
        (300.0, 104.0, "12.00"),
        (140.0, 124.0, "河道清淤"),
        (300.0, 124.0, "3.50"),
    ] {
        sheet.text(x, y, 9.0, text);
    }
    let read = self::read(&[sheet]);
    let text = &read.source.text;
    assert!(text.contains("甲单位\t"), "{text}");
    assert_eq!(
        figures(&read.tables[0])
            .iter()
            .filter(|cell| cell.contains("项目单位 甲单位"))
            .count(),
        2,
        "{text}"
    );
}

#[test]
fn headings_written_downwards_and_on_their_side_are_read() {
    let line = |sheet: &mut Sheet, [x0, y0, x1, y1]: [f64; 4]| {
        sheet.line(x0, y0, x1, y1);
    };
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for y in [70.0, 150.0, 170.0, 190.0] {
        line(&mut sheet, [60.0, y, 470.0, y]);
    }
    for x in &EDGES[..5] {
        line(&mut sheet, [*x, 70.0, *x, 190.0]);
    }
    sheet
        .text(70.0, 110.0, 9.0, "科目编码")
        .text(140.0, 110.0, 9.0, "科目名称");
    // Two columns of characters, the right one first.
    for (at, c) in "一般公共".chars().enumerate() {
        sheet.text(340.0, 90.0 + 10.0 * at as f64, 9.0, &c.to_string());
    }
    for (at, c) in "预算".chars().enumerate() {
        sheet.text(322.0, 90.0 + 10.0 * at as f64, 9.0, &c.to_string());
    }
    // A line that runs upwards.
    let hex = "d5feb8aed0d4bbf9bdf0";
    sheet.raw(&format!("BT /F1 9 Tf 0 1 -1 0 425 460 Tm <{hex}> Tj ET\n"));
    for (y, row) in [(164.0, &ROWS[0]), (184.0, &ROWS[4])] {
        sheet.text(70.0, y, 9.0, row[0]).text(140.0, y, 9.0, row[1]);
        sheet
            .text(300.0, y, 9.0, "8.00")
            .text(400.0, y, 9.0, "2.00");
    }
    let read = read(&[sheet]);
    assert_eq!(
        pdf::paths(&read.tables[0]),
        ["一般公共预算", "政府性基金"],
        "{}",
        read.source.text
    );
}

#[test]
fn a_unit_that_wraps_is_no_heading() {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总体情况表")
        .text(480.0, 57.0, 9.0, "单位：人民币万")
        .text(60.0, 63.0, 9.0, "部门：云山市水务局")
        .text(500.0, 69.0, 9.0, "元");
    heading(&mut sheet);
    for (row, y) in ROWS
        .iter()
        .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
    {
        body(&mut sheet, y, row);
    }
    assert_eq!(all_figures(&read(&[sheet])), expected());
}

#[test]
fn a_repeated_heading_that_lost_a_line_is_the_one_above() {
    let mut first = Sheet::new();
    caption(&mut first);
    let mut second = Sheet::new();
    for (sheet, whole) in [(&mut first, true), (&mut second, false)] {
        for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
            centred(sheet, at, at + 1, 88.0, text);
        }
        centred(sheet, 3, 4, 88.0, "基本支出");
        centred(sheet, 4, 5, 82.0, "对附属单位");
        if whole {
            centred(sheet, 4, 5, 94.0, "补助支出");
        }
    }
    let rows = (0..).map(|at| 116.0 + 16.0 * f64::from(at));
    for (row, y) in ROWS[..3].iter().zip(rows.clone()) {
        body(&mut first, y, row);
    }
    for (row, y) in ROWS[3..].iter().zip(rows) {
        body(&mut second, y, row);
    }
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 1);
    let columns = |text: String| {
        text.replace("本年支出/", "")
            .replace("项目支出", "对附属单位补助支出")
    };
    let expected: Vec<String> = expected().into_iter().map(columns).collect();
    assert_eq!(all_figures(&read), expected);
}

#[test]
fn a_heading_torn_by_the_page_goes_on_above_the_rows() {
    let mut first = Sheet::new();
    first
        .text(300.0, 400.0, 16.0, "部门支出总表")
        .text(60.0, 420.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 420.0, 9.0, "单位：万元");
    for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
        centred(&mut first, at, at + 1, 440.0, text);
    }
    centred(&mut first, 3, 5, 440.0, "本年支出");
    let mut second = Sheet::new();
    centred(&mut second, 3, 4, 60.0, "基本支出");
    centred(&mut second, 4, 5, 60.0, "项目支出");
    for (row, y) in ROWS.iter().zip((0..).map(|at| 76.0 + 16.0 * f64::from(at))) {
        body(&mut second, y, row);
    }
    assert_eq!(all_figures(&read(&[first, second])), expected());
}

#[test]
fn headings_that_nearly_touch_are_two() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
        centred(&mut sheet, at, at + 1, 88.0, text);
    }
    sheet
        .text(400.0, 88.0, 9.0, "一般公共预算支出")
        .text(474.0, 88.0, 9.0, "政府性基金支出");
    for (row, y) in ROWS
        .iter()
        .zip((0..).map(|at| 104.0 + 16.0 * f64::from(at)))
    {
        body(&mut sheet, y, row);
    }
    let columns = |text: String| {
        let text = text.replace("本年支出/基本支出", "一般公共预算支出");
        text.replace("本年支出/项目支出", "政府性基金支出")
    };
    let expected: Vec<String> = expected().into_iter().map(columns).collect();
    assert_eq!(all_figures(&read(&[sheet])), expected);
}

#[test]
fn one_row_alone_goes_on_under_the_repeated_heading() {
    let mut sheets = [Sheet::new(), Sheet::new()];
    caption(&mut sheets[0]);
    for (sheet, rows) in sheets.iter_mut().zip([&ROWS[..3], &ROWS[3..4]]) {
        heading(sheet);
        for (row, y) in rows
            .iter()
            .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
        {
            body(sheet, y, row);
        }
    }
    // The number of the next table is no part of the name.
    sheets[1].text(63.0, 130.0, 9.0, "附表4");
    assert_eq!(
        all_figures(&read(&sheets)),
        expected()[..expected().len() - 2]
    );
}

#[test]
fn a_heading_with_its_year_wraps_as_one() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    for (at, text) in [(0, "科目编码"), (1, "科目名称"), (2, "合计")] {
        centred(&mut sheet, at, at + 1, 88.0, text);
    }
    for (at, year) in [(3, "2024年决算"), (4, "2025年决算")] {
        centred(&mut sheet, at, at + 1, 82.0, year);
        centred(&mut sheet, at, at + 1, 94.0, "数");
    }
    for (row, y) in ROWS
        .iter()
        .zip((0..).map(|at| 116.0 + 16.0 * f64::from(at)))
    {
        body(&mut sheet, y, row);
    }
    let columns = |text: String| {
        let text = text.replace("本年支出/基本支出", "2024年决算数");
        text.replace("本年支出/项目支出", "2025年决算数")
    };
    let expected: Vec<String> = expected().into_iter().map(columns).collect();
    assert_eq!(all_figures(&read(&[sheet])), expected);
}
