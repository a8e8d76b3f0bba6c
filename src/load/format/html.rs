//! HTML: the text and data tables of a page; scripts, menus and page feet are left out.

use std::borrow::Cow;

use rust_decimal::Decimal;
use scraper::{ElementRef, Html, Node as Dom};

use super::Reduced;
use crate::load::encoding;
use crate::load::message;
use crate::load::reduction::flow::{self, CellNode, DEEPEST, Node, TableNode};
use crate::load::reduction::frames::{count, framed};
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::nesting;
use crate::load::reduction::placer::Placer;
use crate::load::reduction::stored::{beside, is_number};
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Largest page that is parsed, in bytes; the tree of a page takes many times its size.
const LARGEST: usize = 24 * 1024 * 1024;

/// Elements a page may have open at once; real pages stay below a hundred.
const DEEPEST_PAGE: usize = 2000;

/// Attributes one tag may have; more are words of a tag that was never closed.
const MOST_ATTRIBUTES: usize = 1000;

/// Elements deeper than this are read as plain text.
const DEEPEST_ELEMENT: usize = 150;

/// A picture narrower or lower than this, in pixels, holds no table.
const SMALLEST_PICTURE: usize = 120;

/// Reads a page.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    reduce_as(Format::Html, name, bytes, |page| page)
}

/// Reads what is HTML once its characters went through `prepare`.
pub(super) fn reduce_as(
    format: Format,
    name: &str,
    bytes: &[u8],
    prepare: fn(Cow<'_, str>) -> Cow<'_, str>,
) -> Result<Reduced, Problem> {
    let page = decode(bytes).map_err(|failure| message::failure(name, format, failure))?;
    if let Some(framed) = framed(&page) {
        return Err(message::frames(name, &framed));
    }
    let read = || {
        let mut problems = Vec::new();
        if breaks_off(&page) {
            problems.push(message::cut_off(name));
        }
        let mut lines = Lines::new(Vocabulary::embedded());
        write(&prepare(page), &mut lines)?;
        Ok(Reduced {
            problems,
            ..lines.finish()
        })
    };
    read().map_err(|failure| message::failure(name, format, failure))
}

/// Whether the page ends inside a table.
fn breaks_off(page: &str) -> bool {
    count(page, "<table") > count(page, "</table")
}

/// Writes a page as lines.
pub(super) fn write(page: &str, lines: &mut Lines<'_>) -> Result<(), Failure> {
    if page.len() > LARGEST {
        return Err(Failure::TooLarge);
    }
    if nesting::deepest(page) > DEEPEST_PAGE {
        return Err(Failure::TooDeep);
    }
    if nesting::most_attributes(page) > MOST_ATTRIBUTES {
        return Err(Failure::Damaged);
    }
    let document = Html::parse_document(page);
    let mut flow = Flow::default();
    let mut budget = Budget::default();
    flow.children(document.root_element(), 0, &mut budget)?;
    flow.flush();
    flow::write(&flow.nodes, lines)
}

/// The characters of a page. What is clean UTF-8 is UTF-8 whatever the page declares; else the
/// declaration counts, with GB2312 and GBK read as the GB18030 they are part of.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Failure> {
    let marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    if !marked && std::str::from_utf8(bytes).is_err() {
        let declared = declared_charset(bytes)
            .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
            .filter(|encoding| *encoding != encoding_rs::UTF_8);
        if let Some(encoding) = declared {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            if !damaged {
                return Ok(text);
            }
        }
    }
    let (text, _, _) = encoding::text(bytes).ok_or(Failure::Damaged)?;
    Ok(text)
}

/// The label after `charset=` near the beginning.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Paragraphs and tables of one part of a page.
#[derive(Default)]
struct Flow {
    nodes: Vec<Node>,
    line: String,
    /// Tables around this part.
    depth: usize,
    /// Line breaks of the page itself count.
    preformatted: bool,
}

impl Flow {
    fn children(
        &mut self,
        parent: ElementRef<'_>,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<(), Failure> {
        for child in parent.children() {
            match child.value() {
                Dom::Text(text) => {
                    budget.text(text.len())?;
                    self.inline(text);
                }
                Dom::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, depth + 1, budget)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        element: ElementRef<'_>,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<(), Failure> {
        let name = element.value().name();
        if is_left_out(element) {
            return Ok(());
        }
        if depth > DEEPEST_ELEMENT {
            for text in element.text() {
                budget.text(text.len())?;
                self.inline(text);
            }
            return Ok(());
        }
        match name {
            "br" => self.flush(),
            "img" if !is_small(element) => {
                self.flush();
                self.nodes.push(Node::Picture);
            }
            "table" if self.depth < DEEPEST => {
                self.flush();
                let table = self.table(element, depth, budget)?;
                self.nodes.push(Node::Table(table));
            }
            name if is_block(name) => {
                self.flush();
                let before = self.preformatted;
                self.preformatted |= name == "pre";
                self.children(element, depth, budget)?;
                self.flush();
                self.preformatted = before;
            }
            _ => self.children(element, depth, budget)?,
        }
        Ok(())
    }

    fn inline(&mut self, text: &str) {
        if self.preformatted {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.flush();
                }
                self.line.push_str(line);
            }
            return;
        }
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}') {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.nodes.push(Node::Line(line));
        }
    }

    fn table(
        &mut self,
        table: ElementRef<'_>,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<TableNode, Failure> {
        let mut placed = Placed::default();
        for part in table.child_elements() {
            match part.value().name() {
                "caption" => self.element(part, depth + 1, budget)?,
                "tr" => placed.row(part, self.depth + 1, depth + 1, budget)?,
                "thead" | "tbody" | "tfoot" => {
                    for row in part.child_elements() {
                        if row.value().name() == "tr" && !is_left_out(row) {
                            placed.row(row, self.depth + 1, depth + 2, budget)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(placed.table)
    }
}

/// Cells put into their places.
#[derive(Default)]
struct Placed {
    table: TableNode,
    placer: Placer,
}

impl Placed {
    fn row(
        &mut self,
        row: ElementRef<'_>,
        tables: usize,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<(), Failure> {
        for cell in row.child_elements() {
            if !matches!(cell.value().name(), "td" | "th") || is_undisplayed(cell) {
                continue;
            }
            let (rows, columns) = (span(cell, "rowspan"), span(cell, "colspan"));
            let (row, column) = self.placer.place(rows, columns, budget)?;
            let mut flow = Flow {
                depth: tables,
                ..Flow::default()
            };
            flow.children(cell, depth + 1, budget)?;
            flow.flush();
            let stored = stored(cell, &flow.nodes);
            self.table.cells.push(CellNode {
                row,
                column,
                rows,
                stored,
                content: flow.nodes,
            });
        }
        self.placer.end_row();
        Ok(())
    }
}

/// Whether a picture says that it is too small to hold a table: icons, signs, codes to scan.
fn is_small(picture: ElementRef<'_>) -> bool {
    let sides = ["width", "height"].into_iter();
    let mut sides = sides.filter_map(|side| picture.attr(side)?.trim().parse::<usize>().ok());
    sides.any(|side| side < SMALLEST_PICTURE)
}

/// The number a spreadsheet program wrote beside a cell when it saved a sheet as a page, where that
/// says more than the number shown. A date stores a number too, and shows none.
fn stored(cell: ElementRef<'_>, content: &[Node]) -> Option<Decimal> {
    const NAMES: [&str; 2] = ["sdval", "x:num"];
    let [Node::Line(shown)] = content else {
        return None;
    };
    let number = NAMES.iter().find_map(|name| cell.attr(name))?;
    beside(number, shown).filter(|_| is_number(shown))
}

fn span(cell: ElementRef<'_>, name: &str) -> usize {
    let asked = cell.attr(name).and_then(|value| value.trim().parse().ok());
    match asked {
        // Zero means: to the end of the table.
        Some(0) => usize::MAX,
        Some(span) => span,
        None => 1,
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 34] = [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Elements that print nothing, and those that serve the site and not the document.
fn is_left_out(element: ElementRef<'_>) -> bool {
    const NAMES: [&str; 21] = [
        "aside", "audio", "button", "canvas", "del", "embed", "footer", "head", "iframe", "input",
        "map", "menu", "nav", "noscript", "object", "script", "select", "style", "svg", "template",
        "video",
    ];
    let name = element.value().name();
    NAMES.contains(&name) || is_undisplayed(element) || is_furniture(element)
}

fn is_undisplayed(element: ElementRef<'_>) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            plain.to_ascii_lowercase().contains("display:none")
        })
}

/// How many nodes inside an element are looked at before it is taken for content.
const MENU_NODES: usize = 1500;

/// Menus, link lists and feet of a site: named so, or made of links. An element with figures in
/// table cells is never one.
fn is_furniture(element: ElementRef<'_>) -> bool {
    const WORDS: [&str; 14] = [
        "breadcrumb",
        "copyright",
        "crumb",
        "crumbs",
        "foot",
        "footer",
        "menu",
        "nav",
        "navbar",
        "navigation",
        "pagination",
        "share",
        "sidebar",
        "toolbar",
    ];
    let name = element.value().name();
    if !matches!(name, "div" | "ul" | "ol" | "dl" | "section" | "table") {
        return false;
    }
    let value = element.value();
    let named = value
        .classes()
        .chain(value.id())
        .chain(element.attr("role"))
        .any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()));
    let mut cells = 0;
    let mut links = 0;
    let mut length = 0;
    let mut linked = 0;
    for (count, node) in element.descendants().enumerate() {
        if count > MENU_NODES {
            return false;
        }
        match node.value() {
            Dom::Element(inner) => {
                cells += usize::from(matches!(inner.name(), "td" | "th"));
                links += usize::from(inner.name() == "a");
            }
            Dom::Text(text) => {
                // Dates beside links are none of their words.
                let size = text.chars().filter(|c| c.is_alphabetic()).count();
                length += size;
                let in_link = node
                    .ancestors()
                    .take(4)
                    .any(|above| above.value().as_element().is_some_and(|e| e.name() == "a"));
                linked += if in_link { size } else { 0 };
            }
            _ => {}
        }
    }
    let list = name != "div" && name != "section";
    let of_links = links >= 4 && linked * 5 >= length * 4 || list && links >= 2 && linked == length;
    cells < 20 && (named || of_links)
}
