//! Bad input in every format: a sentence, never a panic, a hang or a full memory.

use std::io::{Cursor, Write as _};

use super::write::{self, container, docx_of, ods_of, xlsx_of};
use super::{EXCEL_97, WORD_97, parts, said, sheets};
use crate::load::load;
use crate::model::ProblemKind;

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.docx", write::docx(&parts())),
        ("a.xlsx", write::xlsx(&sheets())),
        ("a.ods", write::ods(&sheets())),
        ("a.html", write::html(&parts()).into_bytes()),
        ("a.xml", write::spreadsheet_xml(&sheets()).into_bytes()),
        ("a.csv", write::csv(&sheets()[1], 6).into_bytes()),
        ("a.doc", WORD_97.to_vec()),
        ("a.xls", EXCEL_97.to_vec()),
    ]
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], sentence: &str) {
    let document = load(name, bytes);
    assert!(!document.is_disclosure());
    let last = document.problems.last().unwrap();
    assert_eq!(last.kind, ProblemKind::Unreadable, "{last:?}");
    assert!(last.message.en.contains(sentence), "{last:?}");
}

#[test]
fn truncated_files_say_so_or_keep_what_there_is() {
    for (name, bytes) in files() {
        for part in 0..24 {
            let end = bytes.len() * part / 24;
            let document = load(name, &bytes[..end]);
            assert!(document.tables.len() <= 3);
            // Text has no mark that says where it should end.
            let marked = !matches!(name, "a.html" | "a.csv");
            let silent = document.tables.len() < 3 && document.problems.is_empty();
            assert!(!(marked && silent), "{name} {end}");
        }
    }
}

#[test]
fn a_page_that_ends_inside_a_table_says_so() {
    let page = write::html(&parts());
    let end = page.rfind("公务接待费").unwrap();
    let document = load("a.html", &page.as_bytes()[..end]);
    let remarks: Vec<_> = document.problems.iter().map(|p| &p.message.en).collect();
    assert!(
        remarks
            .iter()
            .any(|text| text.contains("damaged towards its end")),
        "{remarks:?}"
    );
}

#[test]
fn damaged_bytes_are_survived() {
    for (name, bytes) in files() {
        for seed in 0..60_usize {
            let mut damaged = bytes.clone();
            for step in 0..6 {
                let at = (seed * 7919 + step * 104_729) % damaged.len();
                damaged[at] = u8::try_from((seed * 31 + step * 17) % 256).unwrap();
            }
            let document = load(name, &damaged);
            assert!(document.tables.len() < 20);
        }
    }
}

#[test]
fn empty_and_foreign_files_get_one_sentence() {
    refused("a.docx", &docx_of("")[..150], "damaged or incomplete");
    refused("a.zip", &container(&[("readme.txt", "x")]), "an archive");
    refused("a.ofd", &container(&[("OFD.xml", "x")]), "OFD is not read");
    refused(
        "a.xlsx",
        &container(&[("xl/workbook.bin", "x")]),
        "binary workbooks",
    );
    refused(
        "a.ods",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        "an archive",
    );
    refused("a.rtf", b"{\\rtf1 x}", "RTF is not read");
    refused(
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0",
        "damaged",
    );
    refused(
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1B\0o\0o\0k\0\0\0",
        "damaged",
    );
    let blank = load("a.docx", &docx_of(""));
    assert_eq!(blank.problems[0].kind, ProblemKind::NotADisclosure);
}

#[test]
fn passwords_are_asked_for() {
    let mut package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    package.extend(
        "EncryptedPackage\0"
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    refused("a.docx", &package, "protected by a password");
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let bytes = container(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    refused("a.ods", &bytes, "protected by a password");
}

#[test]
fn bombs_are_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..257 {
        zip.write_all(&block).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    refused("a.docx", &bomb, "larger than the limits");

    let repeated = r#"<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"#;
    refused(
        "a.ods",
        &ods_of(&repeated.repeat(3)),
        "larger than the limits",
    );

    let wide = "<tr><td colspan=1000>a</td></tr>".repeat(2001);
    refused(
        "a.html",
        format!("<html><table>{wide}</table></html>").as_bytes(),
        "larger than the limits",
    );
}

#[test]
fn endless_cells_and_attributes_are_refused() {
    let tabs = "部门收支总表\n".to_owned() + &("\t".repeat(1000) + "\n").repeat(16_001);
    refused(
        "a.txt",
        tabs.as_bytes(),
        "more than 16 million cells and words",
    );
    let line = "部门收支总表\n".to_owned() + &"收入 ".repeat(1 << 20);
    refused("a.txt", line.as_bytes(), "longer than 4 MiB");
    let many: String = (0..100_000).map(|at| format!(" a{at}=1")).collect();
    let page = format!("<html><body><p{many}>甲</p></body></html>");
    refused("a.html", page.as_bytes(), "damaged");
}

/// A workbook is counted as it is read and as its tables are written, each to its own limit: two
/// thirds of the limit are read.
#[test]
fn a_sheet_of_many_cells_within_the_limit_is_read() {
    let line = "甲,1.00,2.00\n".repeat(450_000);
    let document = load("a.csv", line.as_bytes());
    let last = document.problems.last().unwrap();
    assert_eq!(last.kind, ProblemKind::NotADisclosure, "{last:?}");
}

#[test]
fn far_corners_and_great_spans_cost_nothing() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#;
    let document = load("a.xlsx", &xlsx_of(&[("一", "visible", sheet.to_owned())]));
    assert_eq!(document.source.text.trim(), "1");
    let body = r#"<w:tbl><w:tr><w:trPr><w:gridBefore w:val="4000000000"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    assert_eq!(load("a.docx", &docx_of(body)).source.text.trim(), "甲\t乙");
}

#[test]
fn deep_nesting_is_survived() {
    let depth = 900;
    let page = format!(
        "<html><body>{}深{}",
        "<div><b>".repeat(depth),
        "</b></div>".repeat(depth)
    );
    assert_eq!(load("a.html", page.as_bytes()).source.text.trim(), "深");
    let tables = "<table><tr><td>".repeat(depth);
    let page = format!("<html>{tables}深");
    assert!(load("a.html", page.as_bytes()).source.text.contains('深'));
    let bomb = "<div><b>".repeat(100_000);
    refused(
        "a.html",
        format!("<html>{bomb}").as_bytes(),
        "nested deeper",
    );
    let depth = 20_000;
    let open = "<w:tbl><w:tr><w:tc>".repeat(depth);
    let close = "</w:tc></w:tr></w:tbl>".repeat(depth);
    let body = format!("{open}<w:p><w:r><w:t>深</w:t></w:r></w:p>{close}");
    assert_eq!(load("a.docx", &docx_of(&body)).source.text.trim(), "深");
    let open = "<table:table><table:table-row><table:table-cell>".repeat(depth);
    assert!(load("a.ods", &ods_of(&open)).tables.is_empty());
}

#[test]
fn a_sheet_whose_markup_breaks_off_keeps_its_rows() {
    let whole = write::xlsx_sheet(&sheets()[1]);
    let cut = whole.split("<row r=\"9\">").next().unwrap().to_owned();
    let document = load("a.xlsx", &xlsx_of(&[("一", "visible", cut)]));
    assert_eq!(document.tables.len(), 1, "{:?}", said(&document));
    assert!(
        document
            .problems
            .iter()
            .any(|p| p.message.en.contains("damaged towards its end"))
    );
}
