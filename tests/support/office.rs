//! Writes a text, tables as lines of cells divided by tabs, in the formats departments publish.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A piece of a document.
pub(crate) enum Piece<'a> {
    /// A line of running text.
    Line(&'a str),
    /// Rows of cells, all of the same length.
    Table(Vec<Vec<&'a str>>),
}

/// Stands in a cell that the cell on its left covers.
pub(crate) const COVERED_LEFT: &str = "\u{2}";

/// Stands in a cell that the cell above covers.
pub(crate) const COVERED_ABOVE: &str = "\u{3}";

/// Whether another cell covers this one.
pub(crate) fn is_covered(cell: &str) -> bool {
    cell == COVERED_LEFT || cell == COVERED_ABOVE
}

/// How many rows and columns the cell at a place takes.
fn span(rows: &[Vec<&str>], row: usize, column: usize) -> (usize, usize) {
    let right = rows[row][column + 1..].iter();
    let columns = 1 + right.take_while(|cell| **cell == COVERED_LEFT).count();
    let below = rows[row + 1..].iter().map(|row| row.get(column));
    let below = below.take_while(|cell| *cell == Some(&COVERED_ABOVE));
    (1 + below.count(), columns)
}

/// Divides a text into lines and tables; blank lines part them and are left out.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut together = false;
    for line in text.lines() {
        let row: Vec<&str> = line.split('\t').collect();
        match pieces.last_mut() {
            _ if line.is_empty() => together = false,
            _ if row.len() == 1 => {
                pieces.push(Piece::Line(line));
                together = false;
            }
            Some(Piece::Table(rows)) if together => rows.push(row),
            _ => {
                pieces.push(Piece::Table(vec![row]));
                together = true;
            }
        }
    }
    pieces
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Packs the members of a container.
pub(crate) fn container(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        // The kind of an OpenDocument file stands uncompressed.
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("memory takes it");
        zip.write_all(content.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

pub(crate) fn docx(text: &str) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let mut body = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Line(line) => body += &paragraph(line),
            Piece::Table(rows) => {
                body += "<w:tbl>";
                for (at, row) in rows.iter().enumerate() {
                    body += "<w:tr>";
                    for (column, cell) in row.iter().enumerate() {
                        let (down, across) = span(&rows, at, column);
                        let merge = match *cell {
                            COVERED_LEFT => continue,
                            COVERED_ABOVE => "<w:vMerge/>",
                            _ if down > 1 => r#"<w:vMerge w:val="restart"/>"#,
                            _ => "",
                        };
                        let text = paragraph(if is_covered(cell) { "" } else { cell });
                        write!(
                            body,
                            r#"<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{text}</w:tc>"#
                        )
                        .expect("memory");
                    }
                    body += "</w:tr>";
                }
                body += "</w:tbl>";
            }
        }
    }
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    container(&[("word/document.xml", &document)])
}

pub(crate) fn html(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Line(line) => write!(body, "<p>{}</p>", escaped(line)).expect("memory"),
            Piece::Table(rows) => {
                body += "<table border=1>";
                for (at, row) in rows.iter().enumerate() {
                    body += "<tr>";
                    for (column, cell) in row.iter().enumerate() {
                        if is_covered(cell) {
                            continue;
                        }
                        let (down, across) = span(&rows, at, column);
                        let text = escaped(cell);
                        write!(body, "<td rowspan={down} colspan={across}>{text}</td>")
                            .expect("memory");
                    }
                    body += "</tr>";
                }
                body += "</table>";
            }
        }
    }
    format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>")
        .into_bytes()
}

/// The rows of one sheet: a line of text is a row of one cell.
fn sheet_rows(text: &str) -> Vec<Vec<&str>> {
    let mut rows = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Line(line) => rows.push(vec![line]),
            Piece::Table(table) => {
                rows.extend(table);
                rows.push(Vec::new());
            }
        }
    }
    rows
}

/// Money is stored as a number, with the noise of binary fractions and two decimals shown.
fn is_money(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.split_once('.').is_some_and(|(whole, part)| {
        part.len() == 2
            && (whole == "0" || !whole.starts_with('0'))
            && !whole.is_empty()
            && whole
                .bytes()
                .chain(part.bytes())
                .all(|b| b.is_ascii_digit())
    })
}

/// `A1` of row 0, column 0.
fn reference(row: usize, column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).expect("below 26"));
    let first = column
        .checked_div(26)
        .filter(|&high| high > 0)
        .map(|high| letter(high - 1));
    let first = first.map_or_else(String::new, String::from);
    format!("{first}{}{}", letter(column), row + 1)
}

pub(crate) fn xlsx(text: &str) -> Vec<u8> {
    let (mut data, mut merged) = (String::new(), String::new());
    let rows = sheet_rows(text);
    for (at, row) in rows.iter().enumerate() {
        write!(data, r#"<row r="{}">"#, at + 1).expect("memory");
        for (column, cell) in row.iter().enumerate() {
            if cell.is_empty() || is_covered(cell) {
                continue;
            }
            let place = reference(at, column);
            let (down, across) = span(&rows, at, column);
            if down * across > 1 {
                let last = reference(at + down - 1, column + across - 1);
                write!(merged, r#"<mergeCell ref="{place}:{last}"/>"#).expect("memory");
            }
            if is_money(cell) {
                write!(data, r#"<c r="{place}" s="1"><v>{cell}00000000001</v></c>"#)
            } else {
                let text = escaped(cell);
                write!(
                    data,
                    r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#
                )
            }
            .expect("memory");
        }
        data += "</row>";
    }
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    container(&[
        (
            "[Content_Types].xml",
            &format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            &format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"#
            ),
        ),
    ])
}

pub(crate) fn ods(text: &str) -> Vec<u8> {
    let mut body = String::new();
    let rows = sheet_rows(text);
    for (at, row) in rows.iter().enumerate() {
        body += "<table:table-row>";
        for (column, cell) in row.iter().enumerate() {
            if is_covered(cell) {
                body += "<table:covered-table-cell/>";
                continue;
            }
            let (down, across) = span(&rows, at, column);
            let text = escaped(cell);
            write!(body, r#"<table:table-cell table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"><text:p>{text}</text:p></table:table-cell>"#)
            .expect("memory");
        }
        body += "</table:table-row>";
    }
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="Sheet1">{body}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    container(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

pub(crate) fn csv(text: &str) -> Vec<u8> {
    let rows = sheet_rows(text);
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    let mut csv = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                if is_covered(cell) {
                    String::new()
                } else if cell.contains([',', '"']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    (*cell).to_owned()
                }
            })
            .collect();
        let blank = ",".repeat(width - cells.len().max(1));
        csv += &format!("{}{blank}\r\n", cells.join(","));
    }
    csv.into_bytes()
}
