//! Every figure of a PDF knows the rectangle it is printed in, however the page is turned, cut or drawn.

#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;

use chazhang::load;
use chazhang::model::{Disclosure, PageBox, PageSize, RowRef, Span};
use pdf::{Sheet, Turn};

const X: f64 = 60.0;
const Y: f64 = 70.0;
const WIDTHS: [f64; 5] = [70.0, 160.0, 90.0, 90.0, 90.0];
const SIZE: f64 = 9.0;
/// How high a row of one line is drawn, and where in it the base of its text lies.
const ROW: f64 = 16.0;
const BASE: f64 = 12.0;

fn table() -> Vec<Vec<&'static str>> {
    vec![
        vec!["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        vec!["", "合计", "1,200.50", "1,000.25", "200.25"],
        vec!["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
        vec!["21303", "水利", "1,200.50", "1,000.25", "200.25"],
        vec!["2130301", "行政运行", "1,000.25", "1,000.25", ""],
        vec!["2130305", "水利工程建设", "200.25", "", "200.25"],
    ]
}

fn sheet() -> Sheet {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, SIZE, "部门名称：云山市水务局")
        .text(480.0, 60.0, SIZE, "单位：万元");
    sheet.table(X, Y, &WIDTHS, &table());
    sheet
}

fn read(sheets: &[Sheet]) -> Disclosure {
    load::load("甲.pdf", &pdf::file(sheets))
}

/// The rectangle of a line of text: its em boxes, which reach from 0.88 em above its base to 0.12 em
/// below it.
fn line(x: f64, base: f64, size: f64, text: &str) -> PageBox {
    let halves = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    let width: f64 = text.chars().map(halves).sum::<f64>() * size;
    let tenths = |points: f64| (points * 10.0).round() as u16;
    PageBox {
        left: tenths(x),
        top: tenths(base - 0.88 * size),
        right: tenths(x + width),
        bottom: tenths(base + 0.12 * size),
    }
}

/// The rectangle of the first line of a cell.
fn cell(row: usize, column: usize, text: &str) -> PageBox {
    let x = X + WIDTHS[..column].iter().sum::<f64>() + 2.0;
    line(x, Y + row as f64 * ROW + BASE, SIZE, text)
}

/// What every figure of the table prints, and where.
fn figures(read: &Disclosure) -> Vec<(String, PageBox)> {
    let rows = read.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(RowRef::cells)
        .map(|cell| {
            let boxes = read.source.boxes(cell.place().span);
            assert_eq!(boxes.len(), 1, "{}: {boxes:?}", cell.raw());
            assert_eq!(boxes[0].0, cell.place().line);
            (cell.raw().to_string(), boxes[0].1)
        })
        .collect()
}

/// What the table above should give.
fn drawn() -> Vec<(String, PageBox)> {
    let table = table();
    let rows = table.iter().enumerate().skip(1);
    rows.flat_map(|(row, texts)| {
        let columns = texts.iter().enumerate().skip(2);
        let printed = columns.filter(|(_, text)| !text.is_empty());
        printed.map(move |(column, text)| ((*text).to_owned(), cell(row, column, text)))
    })
    .collect()
}

/// Equal up to rounding, which happens once for each edge.
fn assert_same(found: &[(String, PageBox)], expected: &[(String, PageBox)], which: &str) {
    assert_eq!(found.len(), expected.len(), "{which}");
    for ((text, found), (printed, expected)) in found.iter().zip(expected) {
        assert_eq!(text, printed, "{which}");
        let edges = |area: &PageBox| [area.left, area.top, area.right, area.bottom];
        let far = edges(found).into_iter().zip(edges(expected));
        let far = far.map(|(a, b)| a.abs_diff(b)).max();
        assert!(far <= Some(1), "{which}: {text} {found:?} {expected:?}");
    }
}

#[test]
fn figures_know_their_rectangles_on_pages_of_every_make() {
    for (which, sheet) in [
        ("upright", sheet()),
        ("turned by the page", sheet().turned(Turn::Rotate)),
        ("inside a form", sheet().inside_form()),
        ("enlarged by a form", sheet().inside_enlarging_form(2.5)),
        ("cut by a crop box", sheet().cropped(33.0)),
    ] {
        let read = read(&[sheet]);
        assert_same(&figures(&read), &drawn(), which);
        let size = PageSize {
            width: 8420,
            height: 5950,
        };
        assert_eq!(read.source.page_size(1, 1), Some(size), "{which}");
    }
}

/// A page whose text is turned although the page says nothing is shown turned, and so are the boxes.
#[test]
fn a_page_that_is_shown_turned_has_turned_rectangles() {
    let read = read(&[sheet().turned(Turn::Sideways)]);
    let size = read.source.page_size(1, 1).expect("a page");
    assert_eq!((size.width, size.height), (5950, 8420));
    // Upright x runs up the page from its lower edge, upright y from its left edge to the right.
    let turned: Vec<_> = drawn()
        .into_iter()
        .map(|(text, area)| {
            let area = PageBox {
                left: area.top,
                right: area.bottom,
                top: 8420 - area.right,
                bottom: 8420 - area.left,
            };
            (text, area)
        })
        .collect();
    assert_same(&figures(&read), &turned, "sideways");
}

#[test]
fn a_figure_printed_twice_has_two_rectangles() {
    let found = figures(&read(&[sheet()]));
    let same: Vec<_> = found
        .iter()
        .filter(|(text, _)| text == "1,200.50")
        .map(|(_, area)| *area)
        .collect();
    let expected = [1, 2, 3].map(|row| cell(row, 2, "1,200.50"));
    assert_eq!(same, expected);
}

#[test]
fn a_figure_that_wraps_has_a_rectangle_for_each_line() {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(480.0, 60.0, SIZE, "单位：万元");
    let mut wrapped = table();
    wrapped[3][2] = "1,200.\n50";
    sheet.table(X, Y, &WIDTHS, &wrapped);
    let read = read(&[sheet]);
    let cell = read.tables[0]
        .rows
        .get(2)
        .and_then(|row| row.cells().get(0));
    let cell = cell.expect("a cell");
    assert_eq!(cell.raw(), "1,200.50");
    let boxes: Vec<_> = read.source.boxes(cell.place().span);
    let x = X + WIDTHS[0] + WIDTHS[1] + 2.0;
    let base = Y + 3.0 * ROW + BASE;
    let expected = [
        line(x, base, SIZE, "1,200."),
        line(x, base + 12.0, SIZE, "50"),
    ];
    let found: Vec<_> = boxes.iter().map(|(_, area)| *area).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_figure_of_a_sentence_and_of_the_second_page_has_its_rectangle() {
    let mut second = Sheet::new().sized(500.0, 700.0);
    second.text(
        50.0,
        100.0,
        10.0,
        "2025年收入总计1,200.50万元，其中上年结转80.26万元。",
    );
    let read = read(&[sheet(), second]);
    let at = read.source.text.find("80.26").expect("the figure");
    let start = u32::try_from(at).expect("a short text");
    let span = Span {
        start,
        end: start + 5,
    };
    let before: f64 = "2025年收入总计1,200.50万元，其中上年结转"
        .chars()
        .map(|c| if c.is_ascii() { 5.0 } else { 10.0 })
        .sum();
    let boxes = read.source.boxes(span);
    assert_eq!(boxes.len(), 1);
    assert_eq!(boxes[0].1, line(50.0 + before, 100.0, 10.0, "80.26"));
    assert_eq!(read.source.page_of(boxes[0].0), Some(2));
    let size = read.source.page_size(boxes[0].0, 2).expect("a page");
    assert_eq!((size.width, size.height), (5000, 7000));
}

/// Two files that are one disclosure keep their own pages and rectangles.
#[test]
fn a_second_file_behind_the_first_keeps_its_rectangles() {
    let (first, second) = (read(&[sheet()]), read(&[sheet().sized(842.0, 595.0)]));
    let both = first.source.followed_by(&second.source);
    let at = both.text.rfind("1,000.25").expect("the figure");
    let start = u32::try_from(at).expect("a short text");
    let boxes = both.boxes(Span {
        start,
        end: start + 8,
    });
    assert_eq!(boxes.len(), 1);
    assert_eq!(boxes[0].1, cell(4, 3, "1,000.25"));
    assert_eq!(both.file_at(boxes[0].0), "甲.pdf");
    assert!(both.page_size(boxes[0].0, 1).is_some());
}
