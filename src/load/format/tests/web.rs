//! Web pages as sites publish them: furniture, layout tables, wrong labels, pages saved as one file.

use base64::Engine as _;

use super::{parts, said, write};
use crate::load::load;

fn lines(page: &str) -> Vec<String> {
    let document = load("a.html", page.as_bytes());
    document.source.text.lines().map(str::to_owned).collect()
}

#[test]
fn menus_scripts_and_feet_are_dropped() {
    let page = r#"<html><body><nav>导航</nav><div class="breadcrumb">位置：首页</div>
        <div><a href=1>一</a><a href=2>二</a><a href=3>三</a><a href=4>四</a></div>
        <style>p{}</style><script>document.write('<p>广告</p>')</script><p style="display: none">隐藏</p>
        <p>正文<b>加粗</b>
        续行</p>见<a href=x>附件</a><footer>页脚</footer></body></html>"#;
    assert_eq!(lines(page), ["正文加粗 续行", "见附件"]);
}

#[test]
fn layout_tables_are_told_from_data_tables() {
    let page = "<table><tr><td>左栏</td><td><p>标题</p><table><tr><td>甲<br>乙</td><td>1.00</td></tr><tr><td rowspan=2>丙</td><td>2.00</td></tr><tr><td>3.00</td></tr></table></td></tr></table>";
    assert_eq!(
        lines(page),
        ["左栏", "标题", "甲乙\t1.00", "丙\t2.00", "\t3.00"]
    );
}

#[test]
fn totals_below_an_empty_row_are_no_header_of_a_further_table() {
    let row = |cells: [&str; 4]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let rows = [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", "12.50", "一、水利支出", "12.50"],
        ["", "", "", ""],
        ["本年收入合计", "12.50", "本年支出合计", "12.50"],
    ];
    let page = format!("<p>收支总表</p><table>{}</table>", rows.map(row).concat());
    let read = load("a.html", page.as_bytes());
    let last = "本年收入合计\t12.50\t本年支出合计\t12.50";
    assert!(!read.source.text.contains('\u{1d}'), "{}", read.source.text);
    assert_eq!(lines(&page).last().unwrap(), last);
}

#[test]
fn a_wrong_charset_label_does_no_harm() {
    let page = write::html(&parts()).replace("<head>", "<head><meta charset=utf-8>");
    let expected = said(&load("a.html", page.as_bytes()));
    let (gb, _, _) = encoding_rs::GBK.encode(&page);
    assert_eq!(said(&load("a.html", &gb)), expected);
    let labelled = page.replace("charset=utf-8", "charset=gb2312");
    assert_eq!(said(&load("a.html", labelled.as_bytes())), expected);
    let (gb, _, _) = encoding_rs::GBK.encode(&labelled);
    assert_eq!(said(&load("a.html", &gb)), expected);
}

#[test]
fn pages_saved_as_one_file() {
    let page = write::html(&parts());
    let expected = said(&load("a.html", page.as_bytes()));
    let base64 = base64::engine::general_purpose::STANDARD.encode(&page);
    let quoted: String = page
        .bytes()
        .map(|byte| match byte {
            b'=' | 128.. => format!("={byte:02X}"),
            _ => char::from(byte).to_string(),
        })
        .collect();
    // Some browsers end a boundary with the hyphens that end the last part.
    for (encoding, body, x) in [
        ("base64", &base64, "--=_x"),
        ("quoted-printable", &quoted, "--=_x"),
        ("quoted-printable", &quoted, "----x--y----"),
    ] {
        let file = format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"{x}\"\r\n\r\n--{x}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--{x}\r\nContent-Type: image/png\r\n\r\nxx\r\n--{x}--\r\n"
        );
        assert_eq!(
            said(&load("a.mht", file.as_bytes())),
            expected,
            "{encoding} {x}"
        );
    }
}

#[test]
fn a_page_of_frames_tells_where_its_tables_are() {
    let page = "<html><head><meta name=\"Excel Workbook Frameset\"></head>\
        <frameset rows=\"*,39\"><frame src=\"budget.files/sheet001.htm\" name=\"frSheet\">\
        <noframes><body><p>此页使用了框架</p></body></noframes></frameset></html>";
    let read = load("budget.htm", page.as_bytes());
    let messages: Vec<_> = read.problems.iter().map(|p| &p.message.zh).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("“budget.files/sheet001.htm”"));
}
