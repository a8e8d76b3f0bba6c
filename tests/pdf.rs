//! Tables and sentences go through a PDF file and come back: in their cells, on their page, or with one clear sentence.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "the round trips use the rest")]
mod pdf;

use std::io::Write as _;

use chazhang::load;
use chazhang::model::{Disclosure, RowRef, Table};
use pdf::{Sheet, Turn};

const WIDTHS: [f64; 5] = [70.0, 160.0, 90.0, 90.0, 90.0];

fn header() -> Vec<&'static str> {
    vec!["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
}

/// Rows of a table of expenditure: code, name and three figures that add up.
fn rows() -> Vec<Vec<&'static str>> {
    vec![
        vec!["", "合计", "1,300.50", "1,000.25", "300.25"],
        vec!["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
        vec!["21303", "水利", "1,200.50", "1,000.25", "200.25"],
        vec!["2130301", "行政运行", "1,000.25", "1,000.25", ""],
        vec!["2130305", "水利工程建设", "200.25", "", "200.25"],
        vec!["229", "其他支出", "100.00", "", "100.00"],
    ]
}

fn caption(sheet: &mut Sheet) {
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
}

fn whole_table() -> Vec<Vec<&'static str>> {
    let mut all = vec![header()];
    all.extend(rows());
    all
}

fn read(sheets: &[Sheet]) -> Disclosure {
    load::load("甲.pdf", &pdf::file(sheets))
}

/// Every data cell as code, name, column, printed text.
fn cells(table: &Table) -> Vec<[String; 4]> {
    let mut cells = Vec::new();
    for row in &table.rows {
        for cell in row.cells() {
            let column = cell.column().and_then(|column| table.columns.get(column));
            cells.push([
                row.code().to_string(),
                row.name().to_string(),
                column.map_or_else(String::new, |column| column.path.join("/")),
                cell.raw().to_string(),
            ]);
        }
    }
    cells
}

fn expected(rows: &[Vec<&str>]) -> Vec<[String; 4]> {
    let names = header();
    rows.iter()
        .flat_map(|row| {
            (2..row.len())
                .filter(|&at| !row[at].is_empty())
                .map(|at| [row[0], row[1], names[at], row[at]].map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn one_page(turn: Turn) -> Sheet {
    let mut sheet = Sheet::new().turned(turn);
    caption(&mut sheet);
    sheet.table(60.0, 70.0, &WIDTHS, &whole_table());
    sheet
}

#[test]
fn a_ruled_table_comes_back_cell_by_cell() {
    for turn in [Turn::None, Turn::Rotate, Turn::Sideways] {
        let read = read(&[one_page(turn)]);
        assert_eq!(read.tables.len(), 1, "{turn:?}: {:?}", read.source.text);
        assert_eq!(cells(&read.tables[0]), expected(&rows()), "{turn:?}");
        assert_eq!(read.tables[0].kind.name(), "expenditure_summary");
        assert_eq!(read.department, "云山市水务局");
        assert_eq!(read.problems, []);
    }
}

#[test]
fn a_form_object_and_a_watermark_change_nothing() {
    let mut sheet = one_page(Turn::None).inside_form();
    sheet.slanted(100.0, 400.0, 40.0, "内部资料请勿外传");
    let read = read(&[sheet]);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
    assert!(!read.source.text.contains("内部"));
}

#[test]
fn text_printed_twice_for_boldness_is_read_once() {
    let mut sheet = one_page(Turn::None);
    sheet
        .text(
            60.0,
            300.0,
            10.0,
            "云山市水务局二〇二五年部门预算说明如下。",
        )
        .text(
            60.4,
            300.0,
            10.0,
            "云山市水务局二〇二五年部门预算说明如下。",
        );
    let read = read(&[sheet]);
    let sentences: Vec<_> = read.prose.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(sentences, ["云山市水务局二〇二五年部门预算说明如下。"]);
}

#[test]
fn wrapped_names_and_numbers_are_whole_again() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let mut table = whole_table();
    table[4][1] = "行政\n运行";
    table[1][2] = "1,300.\n50";
    sheet.table(60.0, 70.0, &WIDTHS, &table);
    let read = read(&[sheet]);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
}

#[test]
fn a_table_goes_on_over_pages_with_and_without_its_header() {
    for repeats in [true, false] {
        let mut first = Sheet::new();
        caption(&mut first);
        let all = whole_table();
        first.table(60.0, 70.0, &WIDTHS, &all[..4]);
        first.text(400.0, 580.0, 9.0, "— 7 —");
        let mut second = Sheet::new();
        let mut rest = all[4..].to_vec();
        if repeats {
            rest.insert(0, header());
        }
        second.table(60.0, 40.0, &WIDTHS, &rest);
        second.text(400.0, 580.0, 9.0, "— 8 —");
        let read = read(&[first, second]);
        assert_eq!(read.tables.len(), 1, "{repeats}");
        let table = &read.tables[0];
        assert_eq!(cells(table), expected(&rows()), "{repeats}");
        let rows = table.rows.iter();
        let pages: Vec<u32> = rows
            .filter_map(|row| Some(row.place().page?.get()))
            .collect();
        assert_eq!(pages, [1, 1, 1, 2, 2, 2]);
    }
}

#[test]
fn a_next_page_may_have_other_widths_and_a_header_may_stand_in_the_middle() {
    let all = whole_table();
    let mut first = Sheet::new();
    caption(&mut first);
    let mut rows_of_page = all[..4].to_vec();
    rows_of_page.insert(3, header());
    first.table(60.0, 70.0, &WIDTHS, &rows_of_page);
    let mut second = Sheet::new();
    let widths = WIDTHS.map(|width| width * 0.8);
    second.table(90.0, 40.0, &widths, &all[4..]);
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
}

#[test]
fn another_table_of_as_many_columns_does_not_go_on_the_one_before() {
    let mut first = Sheet::new();
    caption(&mut first);
    first.table(60.0, 70.0, &WIDTHS, &whole_table());
    let mut second = Sheet::new();
    let widths = WIDTHS.map(|width| width * 0.8);
    let purchases = vec![
        vec!["序号", "采购项目", "数量", "单价", "金额"],
        vec!["1", "复印纸", "5", "2.00", "10.00"],
    ];
    second.table(90.0, 40.0, &widths, &purchases);
    let read = read(&[first, second]);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
}

#[test]
fn merged_cells_are_told_by_their_missing_lines() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let edges = [60.0, 220.0, 320.0, 420.0, 520.0];
    let tops = [70.0, 90.0, 110.0, 130.0];
    for top in [70.0, 110.0, 130.0] {
        sheet.bar(60.0, top, 460.0, 0.7);
    }
    sheet.bar(320.0, 90.0, 200.0, 0.7);
    for edge in [60.0, 220.0, 320.0, 520.0] {
        sheet.bar(edge, 70.0, 0.7, 60.0);
    }
    sheet.bar(420.0, 90.0, 0.7, 40.0);
    sheet.text(edges[0] + 5.0, tops[1] + 5.0, 9.0, "科目名称");
    sheet.text(edges[1] + 5.0, tops[1] + 5.0, 9.0, "合计");
    sheet.text(edges[2] + 60.0, tops[0] + 14.0, 9.0, "本年支出");
    sheet.text(edges[2] + 5.0, tops[1] + 14.0, 9.0, "基本支出");
    sheet.text(edges[3] + 5.0, tops[1] + 14.0, 9.0, "项目支出");
    for (edge, text) in edges.iter().zip(["合计", "9.00", "5.00", "4.00"]) {
        sheet.text(edge + 5.0, tops[2] + 14.0, 9.0, text);
    }
    let read = read(&[sheet]);
    assert_eq!(
        pdf::paths(&read.tables[0]),
        ["合计", "本年支出/基本支出", "本年支出/项目支出"]
    );
}

#[test]
fn words_outside_of_a_clip_area_are_not_printed() {
    let all = whole_table();
    let mut first = Sheet::new();
    caption(&mut first);
    let end = first.table(60.0, 70.0, &WIDTHS, &all[..4]);
    // A cell that goes on over the page prints all its words on both pages, here below the table.
    first.raw(&format!("q 60 {} 470 {} re W n\n", 595.0 - end, end - 70.0));
    first.text(90.0, end + 20.0, 9.0, "农林水支出的说明");
    first.text(200.0, end + 20.0, 9.0, "78.21");
    first.raw("Q\n");
    let mut second = Sheet::new();
    second.table(60.0, 40.0, &WIDTHS, &all[4..]);
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
    assert!(!read.source.text.contains("说明"), "{}", read.source.text);
    assert!(!read.source.text.contains("78.21"), "{}", read.source.text);
}

#[test]
fn a_name_cut_off_at_its_box_spoils_no_figure() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let mut table = whole_table();
    table[5][1] = "";
    sheet.table(60.0, 70.0, &WIDTHS, &table);
    let top = 70.0 + 16.0 * 5.0;
    sheet.raw(&format!("q 130 {} 160 16 re W n\n", 595.0 - top - 16.0));
    sheet.text(
        134.0,
        top + 12.0,
        9.0,
        "水利工程建设与农村饮水安全巩固提升支出",
    );
    sheet.raw("Q\n");
    let read = read(&[sheet]);
    let row = read.tables[0].rows.get(4).expect("a row");
    assert_eq!(row.name(), "水利工程建设与农村饮水安全巩固提升");
    let raw: Vec<_> = row.cells().iter().map(|cell| cell.raw()).collect();
    assert_eq!(raw, ["200.25", "200.25"]);
}

#[test]
fn the_rest_of_a_number_below_its_box_is_kept() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let mut table = whole_table();
    table[2][2] = "1,200.5";
    let end = sheet.table(60.0, 70.0, &WIDTHS, &table[..3]);
    let top = end - 16.0;
    sheet.raw(&format!("q 290 {} 90 12 re W n\n", 595.0 - top - 12.0));
    sheet.text(327.0, top + 15.5, 5.0, "0");
    sheet.raw("Q\n");
    let read = read(&[sheet]);
    assert!(
        read.source.text.contains("1,200.50"),
        "{}",
        read.source.text
    );
}

#[test]
fn a_column_that_a_page_break_left_without_rules_across_belongs_to_the_table() {
    let mut first = Sheet::new();
    caption(&mut first);
    first.table(60.0, 70.0, &WIDTHS, &whole_table()[..4]);
    let mut second = Sheet::new();
    let end = second.table(
        290.0,
        40.0,
        &WIDTHS[2..],
        &[
            vec!["1,000.00", "1,000.00", ""],
            vec!["200.25", "", "200.25"],
        ],
    );
    for x in [60.0, 130.0] {
        second.line(x, 40.0, x, end);
    }
    second.text(70.0, 56.0, 9.0, "2130301");
    second.text(140.0, 56.0, 9.0, "行政运行");
    let read = read(&[first, second]);
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    let found = cells(&read.tables[0]);
    let row = |text: &str| ["2130301", "行政运行", text, "1,000.00"].map(str::to_owned);
    assert!(
        found.contains(&row("合计")) && found.contains(&row("基本支出")),
        "{found:?}"
    );
}

#[test]
fn a_blank_box_above_a_code_stays_blank() {
    let mut sheet = Sheet::new();
    caption(&mut sheet);
    let table = vec![
        vec!["单位编码", "单位名称", "合计", "基本支出", "项目支出"],
        vec!["", "合计", "300.5", "200.5", "100"],
        vec!["245", "云山市水务局", "300.5", "200.5", "100"],
        vec!["245001", "云山市水务局本级", "300.51", "200.51", "100.00"],
    ];
    sheet.table(60.0, 70.0, &WIDTHS, &table);
    let read = read(&[sheet]);
    let rows = &read.tables[0].rows;
    let codes: Vec<_> = rows.iter().map(RowRef::code).collect();
    assert_eq!(codes, ["", "245", "245001"]);
}

#[test]
fn scanned_pages_are_named() {
    let mut scan = Sheet::new();
    scan.picture();
    let sheets = [
        one_page(Turn::None),
        scan.clone(),
        scan.clone(),
        one_page(Turn::None),
        scan,
    ];
    let read = read(&sheets);
    let problems: Vec<_> = read
        .problems
        .iter()
        .filter(|problem| problem.message.en.contains("no text layer"))
        .collect();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.en.contains("pages 2–3, 5"));
    assert!(!read.tables.is_empty());
}

#[test]
fn a_password_is_asked_for_in_one_sentence() {
    let read = load::load("甲.pdf", &pdf::locked(&[one_page(Turn::None)]));
    assert_eq!(read.problems.len(), 1);
    assert!(read.problems[0].message.en.contains("password"));
    assert!(read.tables.is_empty());
}

#[test]
fn damaged_bytes_are_read_or_named() {
    let whole = pdf::file(&[one_page(Turn::None), one_page(Turn::Rotate)]);
    for part in 1..48 {
        let read = load::load("甲.pdf", &whole[..whole.len() * part / 48]);
        assert!(!read.problems.is_empty(), "{part} of 48 parts");
    }
    assert!(load::load("甲.pdf", &whole).problems.is_empty());
    let mut damaged: Vec<Vec<u8>> = Vec::new();
    for step in [97, 211, 1009] {
        let mut copy = whole.clone();
        for byte in copy.iter_mut().skip(step).step_by(step) {
            *byte = byte.wrapping_add(13);
        }
        damaged.push(copy);
    }
    let text = String::from_utf8_lossy(&whole).into_owned();
    damaged.push(text.replace("/Kids [", "/Kids [2 0 R ").into_bytes());
    damaged.push(text.replace("startxref\n", "startxref\n9").into_bytes());
    damaged.push(text.replace("/Length ", "/Length 9").into_bytes());
    for bytes in damaged {
        let read = load::load("甲.pdf", &bytes);
        assert!(!read.tables.is_empty() || !read.problems.is_empty());
    }
}

#[test]
fn endless_drawing_is_cut_off_and_said() {
    let mut sheet = one_page(Turn::None);
    sheet.raw(&"0 0 m 9 9 l S\n".repeat(800_000));
    let read = read(&[sheet, one_page(Turn::None)]);
    assert!(
        read.problems
            .iter()
            .any(|one| one.message.en.contains("pages 1 are damaged or too large"))
    );
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
}

#[test]
fn a_form_that_draws_itself_ends() {
    let mut sheet = one_page(Turn::None).inside_form();
    sheet.raw("/X1 Do\n");
    let read = read(&[sheet]);
    assert_eq!(read.tables.len(), 1);
}

#[test]
fn a_page_that_unpacks_without_end_is_refused() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![b' '; 1 << 20];
    for _ in 0..257 {
        encoder.write_all(&block).expect("memory takes it");
    }
    let packed = encoder.finish().expect("memory takes it");
    let letters: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    let whole = String::from_utf8(pdf::file(&[one_page(Turn::None)])).expect("UTF-8");
    let filter = "/Filter [/ASCIIHexDecode /FlateDecode]";
    let bomb = whole.replacen(
        "endobj\n",
        &format!(
            "endobj\n9 0 obj\n<< {filter} /Length {} >>\nstream\n{letters}>\nendstream\nendobj\n",
            letters.len() + 1
        ),
        1,
    );
    let read = load::load("甲.pdf", bomb.as_bytes());
    assert!(read.tables.is_empty());
    assert_eq!(read.problems.len(), 1);
    assert!(
        read.problems[0]
            .message
            .en
            .contains("unpacks to more than 256 MB")
    );
}

#[test]
fn thousands_of_pages_are_read_up_to_the_limit() {
    let mut page = Sheet::new();
    page.text(60.0, 60.0, 9.0, "第二部分 名词解释");
    let mut sheets = vec![one_page(Turn::None)];
    sheets.extend(std::iter::repeat_n(page, 2_009));
    let read = read(&sheets);
    assert_eq!(read.source.page_count(), 2_000);
    assert_eq!(cells(&read.tables[0]), expected(&rows()));
    let said = |words: &str| {
        let mut problems = read.problems.iter();
        problems.any(|one| one.message.en.contains(words))
    };
    assert!(said("only the first 2000 pages were read, 10 were not"));
}

#[test]
fn a_file_without_pages_gets_one_sentence() {
    let read = read(&[]);
    assert!(read.tables.is_empty());
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    assert!(read.problems[0].message.en.contains("no page was found"));
}
