//! DOC (Word before 2007): paragraphs and tables with their merged cells, changes accepted; automatic numbers are lost.

mod deleted;

use std::io::Cursor;

use office_oxide::doc::DocError;
use office_oxide::ir::{Element, InlineContent, List, Table};
use office_oxide::limits::Limits;
use office_oxide::options::{Damage, ParseOptions};
use office_oxide::{Document, DocumentFormat, OfficeError};

use super::Reduced;
use crate::load::message;
use crate::load::reduction::flow::{self, CellNode, DEEPEST, Node, TableNode};
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::placer::Placer;
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads the text and the tables of a letter.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(name, bytes).map_err(|failure| message::failure(name, Format::Doc, failure))
}

fn read(name: &str, bytes: &[u8]) -> Result<Reduced, Failure> {
    let mut options = ParseOptions::default();
    options.limits = Limits::strict();
    let input = Cursor::new(deleted::struck_out(bytes));
    let document = Document::from_reader_with(input, DocumentFormat::Doc, &options)
        .map_err(|error| cause(&error))?;
    let mut problems = Vec::new();
    if document.damage().iter().any(Damage::is_loss) {
        problems.push(message::cut_off(name));
    }
    let mut budget = Budget::default();
    let mut nodes = Vec::new();
    let mut pictures = 0;
    for section in document.to_ir().sections {
        elements(&section.elements, 0, &mut nodes, &mut budget)?;
        let is_picture = |element: &&Element| matches!(element, Element::Image(_));
        pictures += section.elements.iter().filter(is_picture).count();
    }
    let mut lines = Lines::new(Vocabulary::embedded());
    flow::write(&nodes, &mut lines)?;
    (0..pictures).for_each(|_| lines.picture_somewhere());
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

fn cause(error: &OfficeError) -> Failure {
    match error {
        OfficeError::Doc(DocError::Encrypted) => Failure::Protected,
        _ => Failure::Damaged,
    }
}

fn elements(
    elements: &[Element],
    depth: usize,
    nodes: &mut Vec<Node>,
    budget: &mut Budget,
) -> Result<(), Failure> {
    if depth > DEEPEST {
        return Ok(());
    }
    for element in elements {
        match element {
            Element::Heading(heading) => line(&heading.content, nodes, budget)?,
            Element::Paragraph(paragraph) => line(&paragraph.content, nodes, budget)?,
            Element::Table(found) => nodes.push(Node::Table(table(found, depth, budget)?)),
            Element::List(list) => items(list, depth, nodes, budget)?,
            Element::TextBox(text) => self::elements(&text.content, depth + 1, nodes, budget)?,
            // Pictures, which the package puts behind all text; breaks, notes below the text; the package may add kinds.
            _ => {}
        }
    }
    Ok(())
}

fn items(
    list: &List,
    depth: usize,
    nodes: &mut Vec<Node>,
    budget: &mut Budget,
) -> Result<(), Failure> {
    for item in &list.items {
        elements(&item.content, depth + 1, nodes, budget)?;
        if let Some(nested) = item.nested.as_ref().filter(|_| depth < DEEPEST) {
            items(nested, depth + 1, nodes, budget)?;
        }
    }
    Ok(())
}

fn line(
    content: &[InlineContent],
    nodes: &mut Vec<Node>,
    budget: &mut Budget,
) -> Result<(), Failure> {
    let mut text = String::new();
    for piece in content {
        match piece {
            InlineContent::Text(span) => text.push_str(&span.text),
            InlineContent::LineBreak => text.push('\n'),
            // Marks of notes and comments.
            _ => {}
        }
    }
    budget.text(text.len())?;
    if !text.trim().is_empty() {
        nodes.push(Node::Line(text));
    }
    Ok(())
}

fn table(table: &Table, depth: usize, budget: &mut Budget) -> Result<TableNode, Failure> {
    let mut node = TableNode::default();
    let mut placer = Placer::default();
    for row in &table.rows {
        for cell in &row.cells {
            let size = |span: u32| usize::try_from(span).unwrap_or(usize::MAX);
            let (rows, columns) = (size(cell.row_span), size(cell.col_span));
            let (row, column) = placer.place(rows, columns, budget)?;
            let mut content = Vec::new();
            elements(&cell.content, depth + 1, &mut content, budget)?;
            node.cells.push(CellNode {
                row,
                column,
                rows,
                stored: None,
                content,
            });
        }
        placer.end_row();
    }
    Ok(node)
}
