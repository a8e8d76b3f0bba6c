//! Files whose tables are pictures: the sentence says so, where they stand, and what to do.

use super::write::{self, Part, docx_of, row};
use crate::load::load;
use crate::model::{Disclosure, ProblemKind};

const PARAGRAPH: &str = "<w:p><w:r><w:t>#</w:t></w:r></w:p>";

fn paragraph(text: &str) -> String {
    PARAGRAPH.replace('#', text)
}

/// A drawing so wide, in centimetres.
fn picture(centimetres: usize) -> String {
    let width = centimetres * 360_000;
    format!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="900000"/><a:graphic><pic:pic><pic:blipFill><a:blip r:embed="r1"/></pic:blipFill></pic:pic></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

fn remarks(document: &Disclosure) -> String {
    let remarks = document
        .problems
        .iter()
        .map(|problem| problem.message.en.clone());
    remarks.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_letter_of_pictures_says_that_its_tables_may_be_in_them() {
    let titles = ["部门收支总表", "部门收入总表"];
    let body = titles.map(|title| paragraph(title) + &paragraph("单位：万元") + &picture(15));
    let head = paragraph("云山市水务局2025年部门预算");
    let document = load("a.docx", &docx_of(&(head + &body.concat())));
    let remarks = remarks(&document);
    assert!(
        remarks.contains("2 pictures (below line 2 “部门收支总表”"),
        "{remarks}"
    );
    assert!(remarks.contains("below line 4 “部门收入总表”"), "{remarks}");
    assert!(remarks.contains("cannot be read"), "{remarks}");
    assert!(!remarks.contains("may be no disclosure"), "{remarks}");
    assert!(
        document
            .problems
            .iter()
            .all(|problem| problem.kind == ProblemKind::NotADisclosure)
    );
}

#[test]
fn a_file_of_scans_alone_says_so() {
    let document = load("a.docx", &docx_of(&picture(15).repeat(3)));
    let remarks = remarks(&document);
    assert!(remarks.contains("3 pictures (at its head)"), "{remarks}");
}

#[test]
fn a_table_that_is_a_picture_beside_others_is_named() {
    let parts = [
        Part::Line("部门收支总表"),
        Part::Line("单位：万元"),
        Part::Table(vec![
            row(["收入", "", "支出", ""]),
            row(["项目", "预算数", "项目", "预算数"]),
            row([
                "一、一般公共预算拨款收入",
                "10.00",
                "一、农林水支出",
                "10.00",
            ]),
            row(["收入总计", "10.00", "支出总计", "10.00"]),
        ]),
    ];
    let page = write::html(&parts);
    let behind = "<p>部门收入总表</p><p>单位：万元</p><p><img src='1.jpg'></p>";
    let said = |behind: &str| {
        let page = page.replace("</body>", &format!("{behind}</body>"));
        assert!(page.contains(behind));
        let document = load("a.html", page.as_bytes());
        assert_eq!(
            document
                .tables
                .iter()
                .filter(|table| !table.rows.is_empty())
                .count(),
            1
        );
        remarks(&document)
    };
    let named = said(behind);
    assert!(
        named.contains("1 tables may be pictures (below line"),
        "{named}"
    );
    assert!(named.contains("部门收入总表"), "{named}");
    // A picture below a table that was read, a sign, and a photo behind a sentence hold none.
    let seal = r#"<p><img src="2.jpg"></p><p><img src="sign.png" width="60"></p><p>会场布置如图。</p><p><img src="3.jpg"></p>"#;
    assert_eq!(said(seal), "");
}

#[test]
fn a_page_of_news_with_a_photo_is_no_disclosure_as_before() {
    let text = "今天，云山市水务局召开全市水利工作会议，总结去年的工作，部署今年的任务，强调要做好防汛工作。";
    let page = format!(
        "<html><body><h1>云山市水务局召开会议</h1><p>{text}</p><img src='1.jpg'></body></html>"
    );
    let document = load("a.html", page.as_bytes());
    let remarks = remarks(&document);
    assert!(remarks.contains("may be no disclosure"), "{remarks}");
    assert!(!remarks.contains("picture"), "{remarks}");
}

#[test]
fn a_sheet_that_holds_a_picture_under_its_title_says_so() {
    let sheet = |rows: &str| {
        let part =
            format!("<worksheet><sheetData>{rows}</sheetData><drawing r:id='r1'/></worksheet>");
        let related = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id='r1' Type='x/{kind}' Target='{target}'/></Relationships>"
            )
        };
        let drawing = "<wsDr><twoCellAnchor><pic><blipFill><a:blip r:embed='r1'/></blipFill></pic></twoCellAnchor></wsDr>";
        let book = write::container(&[
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name='1' r:id='r1'/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &related("worksheet", "../xl/sheets/1.xml"),
            ),
            ("xl/sheets/1.xml", &part),
            (
                "xl/sheets/_rels/1.xml.rels",
                &related("drawing", "..\\drawings\\1.xml"),
            ),
            ("xl/drawings/1.xml", drawing),
        ]);
        load("a.xlsx", &book)
    };
    let cell = |place: &str, text: &str| {
        format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>")
    };
    let title = format!("<row r='1'>{}</row>", cell("A1", "部门收支总表_x000D_"));
    let unit = format!("<row r='2'>{}</row>", cell("A2", "单位：万元"));
    let document = sheet(&(title + &unit));
    let said = remarks(&document);
    assert!(said.contains("below line 1 “部门收支总表”"), "{said}");
}
