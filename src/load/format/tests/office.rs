//! What Word and Excel documents hold besides plain cells: changes, boxes, nested tables, hidden parts, formats.

use super::write::{container, docx_of, ods_of, xlsx_of};
use super::{EXCEL_97_HIDDEN, WORD_97_CHANGES};
use crate::load::load;

fn lines(name: &str, bytes: &[u8]) -> Vec<String> {
    let document = load(name, bytes);
    document.source.text.lines().map(str::to_owned).collect()
}

fn remarks(name: &str, bytes: &[u8]) -> String {
    let document = load(name, bytes);
    let remarks: Vec<_> = document
        .problems
        .iter()
        .map(|p| p.message.en.clone())
        .collect();
    remarks.join("\n")
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = r#"<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>100</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> 万元</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2.00</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3.00</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    assert_eq!(
        lines("a.docx", &docx_of(body)),
        ["收入100 万元", "甲\t1.00", "丙\t3.00"]
    );
}

#[test]
fn tracked_changes_of_an_old_letter_are_read_as_accepted() {
    let lines = lines("a.doc", WORD_97_CHANGES);
    assert_eq!(lines[1], "收入预算总表");
    assert_eq!(lines[5], "2070101\t项目甲\t1.50\t1.00\t0.50");
    assert_eq!(lines[14], "2070110\t项目癸\t19.50\t10.00\t9.50");
    assert_eq!(lines.len(), 15, "{lines:?}");
}

#[test]
fn text_boxes_are_read_once() {
    let box_ = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent><w:t>段落</w:t></w:r></w:p>",
        box_("框"),
        box_("框")
    );
    assert_eq!(lines("a.docx", &docx_of(&body)), ["框", "段落"]);
}

#[test]
fn cells_are_joined_and_offset_rows_keep_their_columns() {
    let cell = |text: &str| format!("<w:tc>{text}</w:tc>");
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        cell(&(p("一般公共") + &p("预算"))),
        cell("<w:p><w:r><w:t>1,234.</w:t><w:br/><w:t>56</w:t></w:r></w:p>"),
        cell(&p("&#x7532;&amp;乙")),
        cell(&p("2")),
        cell(&p("3")),
    );
    assert_eq!(
        lines("a.docx", &docx_of(&body)),
        ["一般公共预算\t1,234.56\t甲&乙", "\t2\t3"]
    );
}

#[test]
fn rows_behind_a_page_break_go_on_though_their_last_column_is_blank() {
    let row = |cells: &[&str]| -> String {
        let cell = |text: &&str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!(
            "<w:tr>{}</w:tr>",
            cells.iter().map(cell).collect::<String>()
        )
    };
    let blank = "<w:tc><w:p/></w:tc></w:tr>";
    let body = format!(
        "<w:p><w:r><w:t>青溪县文旅局2026年部门预算</w:t></w:r></w:p><w:p><w:r><w:t>支出预算总表</w:t></w:r></w:p>\
         <w:p><w:r><w:t>单位：万元</w:t></w:r></w:p><w:tbl>{}{}{}</w:tbl><w:p/><w:tbl>{}{}</w:tbl>",
        row(&["科目编码", "科目名称", "合计", "备注"]),
        row(&["", "合计", "6.00", "见说明"]),
        row(&["2070101", "行政运行", "1.00", ""]),
        row(&["2070102", "图书馆", "2.00"]).replace("</w:tr>", blank),
        row(&["2070103", "博物馆", "3.00"]).replace("</w:tr>", blank),
    );
    let read = load("a.docx", &docx_of(&body));
    assert_eq!(read.tables.len(), 1, "{}", read.source.text);
    assert_eq!(read.tables[0].rows.len(), 4);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
}

#[test]
fn a_table_around_tables_only_places_them() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let inner = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("甲"),
        p("乙"),
        p("1.00"),
        p("2.00")
    );
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("题"),
        p("注")
    );
    assert_eq!(
        lines("a.docx", &docx_of(&body)),
        ["题", "甲\t乙", "1.00\t2.00", "注"]
    );
}

#[test]
fn entries_of_contents_and_automatic_numbers() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let listed = |text: &str| {
        format!(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r>{text}</w:r></w:p>"
        )
    };
    let document = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        listed("<w:t>部门收支总表</w:t><w:tab/><w:t>3</w:t>"),
        listed("<w:t>职责</w:t><w:tab/><w:t>说明</w:t>")
    );
    let bytes = container(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", numbering),
    ]);
    assert_eq!(
        lines("a.docx", &bytes),
        ["一、部门收支总表\t3", "二、职责 说明"]
    );
}

#[test]
fn numbers_are_shown_as_their_cells_show_them() {
    let sheet = r#"<worksheet><sheetViews><sheetView showZeros="0"/></sheetViews><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>1234.5</v></c><c r="C1" s="2"><f>B1*2</f><v>2469</v></c><c r="D1"><v>0.30000000000000004</v></c></row>
        <row r="2"><c r="A2" t="str"><v>甲</v></c><c r="B2" s="2"><v>0</v></c><c r="C2"><f>B2+1</f></c><c r="D2" t="b"><v>1</v></c></row>
        </sheetData></worksheet>"#;
    let bytes = xlsx_of(&[("一", "visible", sheet.to_owned())]);
    assert_eq!(
        lines("a.xlsx", &bytes),
        ["云山市水务局\t1,234.50\t2,469.00\t0.3", "甲\t\t\tTRUE"]
    );
    assert!(remarks("a.xlsx", &bytes).contains("1 formulas without stored result"));
}

#[test]
fn tables_side_by_side_on_a_sheet_are_told_apart_and_names_keep_their_places() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="str"><v>{text}</v></c>"#);
    let rows = [
        [("A1", "部门支出总表"), ("D1", "部门收入总表")],
        [("A2", "项目"), ("D2", "项目")],
        [("A3", "基本支出"), ("D3", "财政拨款")],
        [("A4", "　人员经费"), ("D4", "其他收入")],
    ];
    let rows = rows.iter().enumerate().map(|(row, cells)| {
        let cells: String = cells.iter().map(|(at, text)| cell(at, text)).collect();
        let row = row + 1;
        let figure = format!(r#"<c r="B{row}"><v>1.5</v></c>"#);
        let figure = if row > 2 { figure.as_str() } else { "" };
        format!(r#"<row r="{row}">{cells}{figure}</row>"#)
    });
    let rows: String = rows.collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = xlsx_of(&[("一", "visible", sheet)]);
    let lines = lines("a.xlsx", &bytes);
    let at = |text: &str| lines.iter().position(|line| line == text);
    assert!(at("  人员经费\t1.5").is_some(), "{lines:?}");
    assert!(at("部门收入总表") > at("  人员经费\t1.5"), "{lines:?}");
    assert!(at("财政拨款").is_some(), "{lines:?}");
}

#[test]
fn what_a_workbook_hides_is_reported() {
    let sheet = r#"<worksheet><cols><col min="3" max="3" hidden="1"/><col min="20" max="16384" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="str"><v>甲</v></c><c r="B1"><v>1</v></c><c r="C1"><v>9</v></c></row>
        <row r="2" hidden="1"><c r="A2" t="str"><v>乙</v></c><c r="B2"><v>2</v></c></row>
        <row r="3" hidden="1"/></sheetData></worksheet>"#;
    let bytes = xlsx_of(&[
        ("表", "visible", sheet.to_owned()),
        ("底稿", "hidden", sheet.to_owned()),
    ]);
    assert_eq!(lines("a.xlsx", &bytes), ["甲\t1", "乙\t2"]);
    let remarks = remarks("a.xlsx", &bytes);
    for part in [
        "hidden sheets were not read: 底稿",
        "1 hidden rows were read",
        "1 hidden columns",
    ] {
        assert!(remarks.contains(part), "{remarks}");
    }
}

#[test]
fn what_an_old_workbook_hides_is_reported_and_its_formats_are_followed() {
    let lines = lines("a.xls", EXCEL_97_HIDDEN);
    let rows = [
        "\t合计\t12,005.00\t9,005.00\t3,000.00",
        "221\t住房保障支出\t2,002.50\t2,002.50\t-",
    ];
    for row in rows {
        assert!(lines.iter().any(|line| line == row), "{lines:?}");
    }
    let remarks = remarks("a.xls", EXCEL_97_HIDDEN);
    for part in [
        "hidden sheets were not read: 底稿",
        "1 hidden rows were read",
        "1 hidden columns",
    ] {
        assert!(remarks.contains(part), "{remarks}");
    }
}

#[test]
fn open_documents_show_text_not_values() {
    let body = r#"<table:table table:name="表"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>
        <table:table-row><table:table-cell office:value="0.2999"><office:annotation><text:p>批注</text:p></office:annotation><text:p>0.30</text:p></table:table-cell>
        <table:table-cell><text:p>藏</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="2"><text:p>甲<text:s text:c="2"/>乙</text:p></table:table-cell></table:table-row>
        </table:table><table:table table:name="底" table:style-name="ta2"><table:table-row><table:table-cell><text:p>丙</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(lines("a.ods", &ods_of(body)), ["0.30\t甲  乙\t甲  乙"]);
    assert!(remarks("a.ods", &ods_of(body)).contains("底"));
}

#[test]
fn hidden_columns_of_an_open_document_are_left_out_and_reported() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: [&str; 5]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let sheet = |hidden: &str| {
        let columns = format!(
            r#"<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="{hidden}"/><table:table-column/>"#
        );
        let rows = [
            row(["部门支出总表", "", "", "", ""]).replace(&cell(""), ""),
            row(["科目编码", "科目名称", "合计", "基本支出", "项目支出"]),
            row(["2130301", "行政运行", "30.00", "20.00", "10.00"]),
            row(["2130305", "水利工程建设", "5.00", "1.00", "4.00"]),
        ];
        let rows = rows.concat();
        ods_of(&format!(
            r#"<table:table table:name="一">{columns}{rows}</table:table>"#
        ))
    };
    let whole = load("a.ods", &sheet("visible"));
    assert_eq!((whole.tables.len(), whole.problems.len()), (1, 0));
    for hidden in ["collapse", "filter"] {
        let document = load("a.ods", &sheet(hidden));
        let remarks = remarks("a.ods", &sheet(hidden));
        assert!(
            remarks.contains("1 hidden columns were not read"),
            "{remarks}"
        );
        assert_eq!(
            document.tables[0].columns.len(),
            2,
            "{}",
            document.source.text
        );
        let text = &document.source.text;
        assert!(text.contains("10.00") && !text.contains("20.00"), "{text}");
    }
}
