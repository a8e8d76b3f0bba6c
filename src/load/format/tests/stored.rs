//! What cells of workbooks store beside what they print, in every format that stores anything.

use super::write::{ods_of, xlsx_of};
use super::{EXCEL_97, EXCEL_97_HIDDEN};
use crate::load::load;
use crate::model::Span;

/// What is stored behind some printed texts; each stands in the document once.
fn stored(name: &str, bytes: &[u8], printed: &[&str]) -> Vec<Option<String>> {
    let document = load(name, bytes);
    let text = &document.source.text;
    let at = |words: &&str| {
        let start = text.find(*words).unwrap();
        let start = u32::try_from(start).unwrap();
        let span = Span { start, end: start };
        document
            .source
            .stored_at(span)
            .map(|number| number.to_string())
    };
    printed.iter().map(at).collect()
}

fn told(stored: &[Option<String>]) -> Vec<&str> {
    stored
        .iter()
        .map(|number| number.as_deref().unwrap_or(""))
        .collect()
}

#[test]
fn a_workbook_keeps_what_its_formats_round() {
    let sheet = r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="str"><v>  甲12</v></c><c r="B1" s="2"><v>1234.5678900000001</v></c><c r="C1" s="2"><f>B1*2</f><v>2469.135</v></c></row>
        <row r="2"><c r="B2" s="2"><v>8.5</v></c><c r="C2"><v>0.30000000000000004</v></c><c r="D2" t="str"><v>7.25</v></c></row>
        </sheetData></worksheet>"#;
    let bytes = xlsx_of(&[("一", "visible", sheet.to_owned())]);
    let printed = ["甲12", "1,234.57", "2,469.14", "8.50", "0.3", "7.25"];
    let stored = stored("a.xlsx", &bytes, &printed);
    assert_eq!(told(&stored), ["", "1234.56789", "2469.135", "", "", ""]);
}

#[test]
fn an_old_workbook_that_prints_thousands_keeps_the_whole() {
    let stored = stored("a.xls", EXCEL_97_HIDDEN, &["12,005.00", "9,005.00"]);
    assert_eq!(told(&stored), ["12005000", "9005000"]);
    assert!(!load("a.xls", EXCEL_97).source.stores_more());
}

#[test]
fn an_open_document_keeps_values_and_no_dates() {
    let cell = |kind: &str, value: &str, text: &str| {
        format!(
            r#"<table:table-cell office:value-type="{kind}" office:{value}><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let cells = [
        cell("float", r#"value="0.2999""#, "0.30"),
        cell("percentage", r#"value="0.1234""#, "12.34%"),
        cell("float", r#"value="56.5""#, "56.50"),
        cell("date", r#"date-value="2025-01-02""#, "2025年1月2日"),
        cell("string", r#"value="9""#, "九"),
    ];
    let row = format!("<table:table-row>{}</table:table-row>", cells.concat());
    let body = format!(r#"<table:table table:name="表">{row}</table:table>"#);
    let printed = ["0.30", "12.34%", "56.50", "2025年", "九"];
    let stored = stored("a.ods", &ods_of(&body), &printed);
    assert_eq!(told(&stored), ["0.2999", "0.1234", "", "", ""]);
}

#[test]
fn sheets_saved_as_xml_or_as_a_page_keep_it_too() {
    let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="a"><NumberFormat ss:Format="Fixed"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
        <Worksheet ss:Name="一"><Table><Row><Cell ss:StyleID="a"><Data ss:Type="Number">3.14159</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="Number">45658</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let from_xml = stored("a.xml", xml.as_bytes(), &["3.14", "2025-01-01"]);
    assert_eq!(told(&from_xml), ["3.14159", ""]);
    let page = r#"<html><table><tr><td sdval="3.14159" sdnum="1033;0;0.00">3.14</td><td x:num="2718.2818">2,718.28</td><td sdval="45658">2025年1月</td></tr>
        <tr><td>一</td><td>二</td><td>三</td></tr></table></html>"#;
    let from_page = stored("a.html", page.as_bytes(), &["3.14", "2,718.28", "2025年"]);
    assert_eq!(told(&from_page), ["3.14159", "2718.2818", ""]);
}

#[test]
fn a_row_of_a_repeated_cell_stores_in_every_place() {
    let body = r#"<table:table table:name="表"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.005"><text:p>1.01</text:p></table:table-cell></table:table-row></table:table>"#;
    let document = load("a.ods", &ods_of(body));
    let starts = document.source.text.match_indices("1.01");
    let stored = starts.map(|(start, _)| {
        let start = u32::try_from(start).unwrap();
        document.source.stored_at(Span { start, end: start })
    });
    assert_eq!(stored.flatten().count(), 4);
}
