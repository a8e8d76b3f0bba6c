//! Writes one made-up document in every format that code can write, cells with their spans.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A piece of a document.
pub(super) enum Part {
    Line(&'static str),
    Table(Table),
}

/// Rows of the cells that no other cell covers, from the left.
pub(super) type Table = Vec<Vec<Cell>>;

#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) text: &'static str,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A cell without span.
pub(super) fn cell(text: &'static str) -> Cell {
    span(text, 1, 1)
}

/// A merged cell.
pub(super) fn span(text: &'static str, rows: usize, columns: usize) -> Cell {
    Cell {
        text,
        rows,
        columns,
    }
}

/// A row of cells without spans.
pub(super) fn row<const N: usize>(texts: [&'static str; N]) -> Vec<Cell> {
    texts.into_iter().map(cell).collect()
}

/// What stands at a place: a cell, or one that another covers.
#[derive(Clone, Copy)]
enum Slot {
    Free,
    Cell(Cell),
    /// Covered, and by how many columns the covering cell is wide when it stands above.
    Covered(Option<usize>),
}

fn slots(table: &Table) -> Vec<Vec<Slot>> {
    let width = table[0].iter().map(|cell| cell.columns).sum();
    let mut slots = vec![vec![Slot::Free; width]; table.len()];
    for (row, cells) in table.iter().enumerate() {
        let mut column = 0;
        for &cell in cells {
            while !matches!(slots[row][column], Slot::Free) {
                column += 1;
            }
            for down in 0..cell.rows {
                for right in 0..cell.columns {
                    let first = (right == 0).then_some(cell.columns);
                    slots[row + down][column + right] = Slot::Covered(first.filter(|_| down > 0));
                }
            }
            slots[row][column] = Slot::Cell(cell);
        }
    }
    slots
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Lines and tab-separated rows: what every other format must be read as.
pub(super) fn text(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Line(line) => writeln!(text, "{line}").unwrap(),
            Part::Table(table) => {
                for row in slots(table) {
                    let texts: Vec<&str> = row
                        .iter()
                        .map(|slot| match slot {
                            Slot::Cell(cell) => cell.text,
                            Slot::Free | Slot::Covered(_) => "",
                        })
                        .collect();
                    writeln!(text, "{}", texts.join("\t")).unwrap();
                }
            }
        }
    }
    text
}

/// A container of these members.
pub(super) fn container(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        // The kind of an OpenDocument file stands uncompressed.
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX with this body.
pub(super) fn docx_of(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    container(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
    ])
}

pub(super) fn docx(parts: &[Part]) -> Vec<u8> {
    let mut body = String::new();
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    for part in parts {
        match part {
            Part::Line(line) => body += &paragraph(line),
            Part::Table(table) => {
                body += "<w:tbl><w:tblGrid/>";
                for row in slots(table) {
                    body += "<w:tr>";
                    for slot in row {
                        let (width, merge, text) = match slot {
                            Slot::Cell(cell) if cell.rows > 1 => {
                                (cell.columns, r#"<w:vMerge w:val="restart"/>"#, cell.text)
                            }
                            Slot::Cell(cell) => (cell.columns, "", cell.text),
                            Slot::Covered(Some(columns)) => (columns, "<w:vMerge/>", ""),
                            Slot::Covered(None) | Slot::Free => continue,
                        };
                        write!(
                            body,
                            r#"<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{}</w:tc>"#,
                            paragraph(text)
                        )
                        .unwrap();
                    }
                    body += "</w:tr>";
                }
                body += "</w:tbl>";
            }
        }
    }
    docx_of(&body)
}

pub(super) fn html(parts: &[Part]) -> String {
    let mut page = "<!DOCTYPE html>\n<html><head><title>甲</title><script>var 乙 = 1;</script></head><body>\n<ul><li><a href='/'>首页</a></li><li><a href='/a'>政务公开</a></li><li><a href='/b'>办事服务</a></li><li><a href='/c'>互动交流</a></li></ul>\n<div>".to_owned();
    for part in parts {
        match part {
            Part::Line(line) => writeln!(page, "<p>{}</p>", escaped(line)).unwrap(),
            Part::Table(table) => {
                page += "<table border=1>\n";
                for row in table {
                    page += "<tr>";
                    for cell in row {
                        write!(
                            page,
                            "<td rowspan={} colspan=\"{}\"><p>{}</p></td>",
                            cell.rows,
                            cell.columns,
                            escaped(cell.text)
                        )
                        .unwrap();
                    }
                    page += "</tr>\n";
                }
                page += "</table>\n";
            }
        }
    }
    page + "</div>\n<div class=\"footer\">版权所有：某网站</div></body></html>"
}

/// A sheet: its name and its tables with the lines before each as rows of one cell.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) rows: Vec<Vec<(usize, Cell)>>,
}

/// All parts on one sheet, tables parted by a blank row.
pub(super) fn sheet(name: &'static str, parts: &[Part]) -> Sheet {
    let mut rows = Vec::new();
    for part in parts {
        match part {
            Part::Line(line) => rows.push(vec![(0, span(line, 1, 4))]),
            Part::Table(table) => {
                for row in slots(table) {
                    let mut cells = Vec::new();
                    for (column, slot) in row.into_iter().enumerate() {
                        if let Slot::Cell(cell) = slot {
                            cells.push((column, cell));
                        }
                    }
                    rows.push(cells);
                }
                rows.push(Vec::new());
            }
        }
    }
    Sheet { name, rows }
}

fn is_number(text: &str) -> bool {
    text.contains('.')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `A1` of row 0, column 0; enough for 26 columns.
fn reference(row: usize, column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column).unwrap());
    format!("{letter}{}", row + 1)
}

/// The sheet part of an XLSX; numbers are stored with the noise of binary fractions and style 1.
pub(super) fn xlsx_sheet(sheet: &Sheet) -> String {
    let mut data = String::new();
    let mut merged = String::new();
    for (row, cells) in sheet.rows.iter().enumerate() {
        write!(data, r#"<row r="{}">"#, row + 1).unwrap();
        for &(column, cell) in cells {
            let place = reference(row, column);
            if is_number(cell.text) {
                write!(
                    data,
                    r#"<c r="{place}" s="1"><v>{}00000000000001</v></c>"#,
                    cell.text
                )
            } else {
                let text = escaped(cell.text);
                write!(
                    data,
                    r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#
                )
            }
            .unwrap();
            if cell.rows * cell.columns > 1 {
                let last = reference(row + cell.rows - 1, column + cell.columns - 1);
                write!(merged, r#"<mergeCell ref="{place}:{last}"/>"#).unwrap();
            }
        }
        data += "</row>";
    }
    format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>")
}

/// An XLSX of sheet parts with their names and states.
pub(super) fn xlsx_of(sheets: &[(&str, &str, String)]) -> Vec<u8> {
    let mut book = String::new();
    let mut relations = String::new();
    let mut members = vec![];
    for (at, (name, state, content)) in sheets.iter().enumerate() {
        write!(
            book,
            r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="r{at}"/>"#
        )
        .unwrap();
        write!(
            relations,
            r#"<Relationship Id="r{at}" Target="worksheets/sheet{at}.xml"/>"#
        )
        .unwrap();
        members.push((format!("xl/worksheets/sheet{at}.xml"), content.clone()));
    }
    members.push((
        "xl/workbook.xml".into(),
        format!("<workbook><sheets>{book}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    members.push((
        "xl/sharedStrings.xml".into(),
        "<sst><si><r><t>云山市</t></r><r><t>水务局</t></r><rPh><t>yun</t></rPh></si></sst>".into(),
    ));
    members.push((
        "xl/styles.xml".into(),
        r##"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="#,##0.00_ "/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="176"/></cellXfs></styleSheet>"##.into(),
    ));
    let members: Vec<(&str, &str)> = members
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    container(&members)
}

pub(super) fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let parts: Vec<_> = sheets
        .iter()
        .map(|sheet| (sheet.name, "visible", xlsx_sheet(sheet)))
        .collect();
    xlsx_of(&parts)
}

/// An ODS with this body.
pub(super) fn ods_of(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    container(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

pub(super) fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let mut body = String::new();
    for sheet in sheets {
        write!(body, r#"<table:table table:name="{}">"#, sheet.name).unwrap();
        for cells in &sheet.rows {
            body += "<table:table-row>";
            let mut next = 0;
            for &(column, cell) in cells {
                if column > next {
                    let gap = column - next;
                    write!(
                        body,
                        r#"<table:covered-table-cell table:number-columns-repeated="{gap}"/>"#
                    )
                    .unwrap();
                }
                write!(
                    body,
                    r#"<table:table-cell table:number-columns-spanned="{}" table:number-rows-spanned="{}" office:value="1"><text:p>{}</text:p></table:table-cell>"#,
                    cell.columns,
                    cell.rows,
                    escaped(cell.text)
                )
                .unwrap();
                next = column + 1;
            }
            body +=
                r#"<table:table-cell table:number-columns-repeated="16000"/></table:table-row>"#;
        }
        body += r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>"#;
    }
    ods_of(&body)
}

pub(super) fn spreadsheet_xml(sheets: &[Sheet]) -> String {
    let mut book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s2"><NumberFormat ss:Format="0.00"/></Style></Styles>"#.to_owned();
    for sheet in sheets {
        write!(book, r#"<Worksheet ss:Name="{}"><Table>"#, sheet.name).unwrap();
        for cells in &sheet.rows {
            book += "<Row>";
            for &(column, cell) in cells {
                let kind = if is_number(cell.text) {
                    "Number"
                } else {
                    "String"
                };
                write!(
                    book,
                    r#"<Cell ss:Index="{}" ss:StyleID="s2" ss:MergeAcross="{}" ss:MergeDown="{}"><Data ss:Type="{kind}">{}</Data></Cell>"#,
                    column + 1,
                    cell.columns - 1,
                    cell.rows - 1,
                    escaped(cell.text)
                )
                .unwrap();
            }
            book += "</Row>";
        }
        book += "</Table></Worksheet>";
    }
    book + "</Workbook>"
}

/// Every cell quoted.
pub(super) fn csv(sheet: &Sheet, width: usize) -> String {
    let mut text = String::new();
    for cells in &sheet.rows {
        let mut texts = vec![""; width];
        for (column, cell) in cells {
            texts[*column] = cell.text;
        }
        let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        writeln!(text, "{}", quoted.join(",")).unwrap();
    }
    text
}
