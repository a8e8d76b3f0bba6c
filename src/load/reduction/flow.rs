//! Running text with tables in it, tables inside tables included: what pages and letters have in common.

use rust_decimal::Decimal;

use super::grid::Grid;
use super::limit::Failure;
use super::lines::Lines;
use super::one_line;

/// How deep tables may stand inside tables; what is deeper is read as text of the cell around it.
pub(in crate::load) const DEEPEST: usize = 24;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum Node {
    /// A paragraph.
    Line(String),
    /// A table.
    Table(TableNode),
    /// A picture large enough to hold a table.
    Picture,
}

/// A table whose cells may hold anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct TableNode {
    /// Cells by position, covered ones left out.
    pub(in crate::load) cells: Vec<CellNode>,
    /// Columns there are at the least, those that print nothing included.
    pub(in crate::load) width: usize,
}

/// A cell at its top left position.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct CellNode {
    /// Row, from 0.
    pub(in crate::load) row: usize,
    /// Column, from 0.
    pub(in crate::load) column: usize,
    /// How many rows it is merged over.
    pub(in crate::load) rows: usize,
    /// The number it stores beside what it prints.
    pub(in crate::load) stored: Option<Decimal>,
    /// What stands in it.
    pub(in crate::load) content: Vec<Node>,
}

impl TableNode {
    /// Whether the table only places things on a page: it has one cell, or the tables inside it say
    /// more than it says itself, or a few cells hold whole articles.
    fn is_layout(&self) -> bool {
        let printed = self.cells.iter().filter(|cell| !cell.content.is_empty());
        let mut own = 0;
        let mut nested = 0;
        let mut article = false;
        let mut count = 0;
        for cell in printed {
            let mut length = 0;
            let mut paragraphs = 0;
            for node in &cell.content {
                match node {
                    Node::Line(text) => {
                        length += text.len();
                        paragraphs += 1;
                    }
                    Node::Table(table) => nested += table.length(),
                    Node::Picture => {}
                }
            }
            own += length;
            article |= length > 1500 && paragraphs > 4;
            count += 1;
        }
        count <= 1 || nested > own || article && count <= 6
    }

    fn length(&self) -> usize {
        let nodes = self.cells.iter().flat_map(|cell| &cell.content);
        nodes
            .map(|node| match node {
                Node::Line(text) => text.len(),
                Node::Table(table) => table.length(),
                Node::Picture => 0,
            })
            .sum()
    }

    fn grid(&self) -> Grid {
        let mut grid = Grid::default();
        grid.widen(self.width);
        for cell in &self.cells {
            grid.put(cell.row, cell.column, one_line(&text(&cell.content)));
            grid.store(cell.row, cell.column, cell.stored);
            grid.merge_down(cell.row, cell.column, cell.rows);
        }
        grid
    }
}

/// All words of the nodes, one paragraph to a line.
fn text(nodes: &[Node]) -> String {
    let mut joined = String::new();
    for node in nodes {
        if !joined.is_empty() {
            joined.push('\n');
        }
        match node {
            Node::Line(line) => joined.push_str(line),
            Node::Table(table) => {
                for cell in &table.cells {
                    joined.push_str(&text(&cell.content));
                    joined.push('\n');
                }
            }
            Node::Picture => {}
        }
    }
    joined
}

/// Writes the nodes as lines.
pub(in crate::load) fn write(nodes: &[Node], lines: &mut Lines<'_>) -> Result<(), Failure> {
    for node in nodes {
        match node {
            Node::Line(text) => lines.paragraph(text)?,
            Node::Table(table) if table.is_layout() => {
                for cell in &table.cells {
                    write(&cell.content, lines)?;
                }
            }
            Node::Table(table) => {
                lines.table(&table.grid())?;
                let nodes = table.cells.iter().flat_map(|cell| &cell.content);
                let pictures = nodes.filter(|node| matches!(node, Node::Picture));
                pictures.for_each(|_| lines.picture());
            }
            Node::Picture => lines.picture(),
        }
    }
    Ok(())
}
