//! Markdown with tables in HTML, as programs print that turn scanned or drawn pages into text.
//!
//! Outside the tables a line is a paragraph. A text that marks its paragraphs as HTML does is HTML.

use std::borrow::Cow;

use super::{Reduced, html};
use crate::load::sniff::Format;
use crate::model::Problem;

/// Elements that wrap what they hold and divide nothing.
const WRAPPERS: [&str; 4] = ["<html>", "<body>", "</body>", "</html>"];

/// Elements that divide text: where they stand outside a table, line ends mean nothing.
const DIVIDING: [&str; 6] = ["<p", "<div", "<br", "<li", "<h", "<td"];

/// Reads a text.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    html::reduce_as(Format::Markdown, name, bytes, |text| match page(&text) {
        Some(page) => Cow::Owned(page),
        None => text,
    })
}

/// The text as a page: every line outside the tables a paragraph. `None` where it is one already.
fn page(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut page = String::with_capacity(text.len() + text.len() / 4);
    let mut at = 0;
    while at < text.len() {
        let table = lower
            .get(at..)?
            .find("<table")
            .map_or(text.len(), |found| at + found);
        paragraphs(text.get(at..table)?, lower.get(at..table)?, &mut page)?;
        let end = end_of_table(&lower, table);
        page.push_str(text.get(table..end)?);
        at = end;
    }
    Some(page)
}

/// Writes the lines between two tables; `None` where they are divided by elements.
fn paragraphs(text: &str, lower: &str, page: &mut String) -> Option<()> {
    let mut starts = lower
        .match_indices('<')
        .map(|(at, _)| lower.get(at..).unwrap_or(""));
    let divides = |rest: &str| {
        let wraps = WRAPPERS.iter().any(|tag| rest.starts_with(tag));
        !wraps && DIVIDING.iter().any(|tag| rest.starts_with(tag))
    };
    if starts.any(divides) {
        return None;
    }
    for line in text.lines() {
        let words = WRAPPERS
            .iter()
            .fold(line.to_owned(), |line, tag| line.replace(tag, ""));
        if !words.trim().is_empty() {
            page.push_str("<p>");
            page.push_str(&words.replace('<', "&lt;"));
            page.push_str("</p>\n");
        }
    }
    Some(())
}

/// Where the table that begins at a byte ends, the tables inside it included; the end of the text
/// where nothing closes it.
fn end_of_table(lower: &str, from: usize) -> usize {
    const CLOSE: &str = "</table>";
    let (mut at, mut open) = (from, 0_usize);
    while let Some(rest) = lower.get(at..) {
        let Some(close) = rest.find(CLOSE) else {
            return lower.len();
        };
        open += rest
            .get(..close)
            .map_or(0, |inside| inside.matches("<table").count());
        at += close + CLOSE.len();
        open = open.saturating_sub(1);
        if open == 0 {
            return at;
        }
    }
    lower.len()
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    const TABLE: &str = "<html><body><table><tr><td>项目</td><td>本年支出合计</td><td>基本支出</td>\
                         <td>项目支出</td></tr><tr><td>合计</td><td>9.00</td><td>7.00</td><td>2.00</td></tr>\
                         <tr><td>行政运行</td><td>9.00</td><td>7.00</td><td>2.00</td></tr></table></body></html>";

    #[test]
    fn lines_between_tables_are_captions_and_sentences() {
        let duties = "负责全县档案工作。\n".repeat(600);
        let text = format!(
            "# 青溪县档案馆2023年度部门决算\n\n{duties}# 三、支出决算表\n\n单位：万元\n\n{TABLE}\n\n\
             # 第三部分 说明\n\n支出合计9.00万元，比<上年>增加1.00万元。\n"
        );
        let disclosure = load("a.md", text.as_bytes());
        assert_eq!(disclosure.tables.len(), 1);
        assert_eq!(disclosure.tables[0].title, "支出决算表");
        assert_eq!(disclosure.tables[0].rows.len(), 2);
        let said: Vec<_> = disclosure
            .claims
            .iter()
            .map(|claim| claim.figure.raw())
            .collect();
        assert_eq!(said, ["9.00", "1.00"]);
        assert!(disclosure.problems.is_empty(), "{:?}", disclosure.problems);
    }

    #[test]
    fn a_text_divided_by_elements_is_a_page() {
        let text = format!("青溪县<p>支出决算\n表</p>\n单位：万元{TABLE}");
        assert_eq!(super::page(&text), None);
        assert_eq!(
            load("a.html", text.as_bytes()).tables[0].title,
            "支出决算表"
        );
    }

    #[test]
    fn a_table_inside_a_table_ends_with_the_outer_one() {
        let text = "甲<table><tr><td><table></table></td></tr></table>乙";
        let page = super::page(text).expect("no page");
        assert_eq!(
            page,
            "<p>甲</p>\n<table><tr><td><table></table></td></tr></table><p>乙</p>\n"
        );
    }
}
