//! Tables whose words keep their places on the page: lines divided by white space → cells in columns.
//!
//! Some converters print every word where it stands on the page. Figures of one column then stand
//! below each other, and a blank stays a blank. Where the figures of a column do not keep one edge,
//! nothing is concluded from places, and the order of the words alone is read (`plain`).

use super::body::Body;
use super::draft::Draft;
use super::grid;
use super::header::{self, Leaf, is_index_line};
use super::header_cut;
use super::identity;
use super::layout::Layout;
use super::line::{Piece, TextLine};
use super::plain;
use super::sister;
use super::spread_bands::{Token, bands, length, tokens_of};
use super::spread_places::{Column, assign, column_of, named};
use super::vocabulary::Vocabulary;
use crate::model::{OrgUnit, Unit};

/// What the places of the words tell.
pub(super) enum Spread {
    /// Header and figures stand in columns.
    Columns(Body),
    /// Only the header does: the columns of the figures are left to their sums.
    Header(Body),
}

/// Reads a draft by the places of its words; `None` where they do not form columns.
#[must_use]
pub(super) fn read(draft: &Draft, units: &[OrgUnit], vocabulary: &Vocabulary) -> Option<Spread> {
    let lines: Vec<TextLine> = draft.chunks.iter().flatten().cloned().collect();
    if draft.is_wordy() || !is_spread(&lines) {
        return None;
    }
    // Converters count characters, or half-width characters.
    let measure = (0..2).find(|&measure| bands(&tokens_of(first_page(&lines), measure)).is_some());
    let table = Table::read(&lines, measure.unwrap_or(0), vocabulary)?;
    let body = table.body(units, vocabulary);
    let identities = identity::identities(&body.layout);
    let unit = draft.unit.clone().unwrap_or(Unit::WanYuan);
    let contradicts = sister::contradicts(&body, &identities, &unit);
    let placed = table.pages.first().is_some_and(|page| page.placed);
    match (contradicts, placed) {
        (true, _) => None,
        (false, true) => Some(Spread::Columns(body)),
        (false, false) => table
            .is_understood(vocabulary)
            .then_some(Spread::Header(body)),
    }
}

fn first_page(lines: &[TextLine]) -> &[TextLine] {
    let mut pages = lines.chunk_by(|one, other| one.page == other.page);
    pages.next().unwrap_or(&[])
}

/// Whether wide gaps divide most lines that print several words.
fn is_spread(lines: &[TextLine]) -> bool {
    let gap = |pair: &[Piece]| match pair {
        [left, right] => right.at[0].saturating_sub(left.at[0] + length(&left.text, 0)),
        _ => 0,
    };
    let several = lines.iter().filter(|line| line.pieces.len() > 1);
    let wide = |line: &&TextLine| line.pieces.windows(2).any(|pair| gap(pair) > 2);
    let (all, spread) = several.fold((0, 0), |(all, spread), line| {
        (all + 1, spread + usize::from(wide(&line)))
    });
    all >= 2 && spread * 3 >= all * 2
}

/// The pages of a table, each with the columns of its header.
struct Table<'a> {
    header: &'a [TextLine],
    pages: Vec<Page>,
}

impl<'a> Table<'a> {
    fn read(lines: &'a [TextLine], measure: usize, vocabulary: &Vocabulary) -> Option<Self> {
        let height = height(lines, measure, vocabulary);
        let (header, _) = lines.split_at(height);
        let mut pages: Vec<Page> = Vec::new();
        for page in lines.chunk_by(|one, other| one.page == other.page) {
            let repeated = page
                .iter()
                .take_while(|line| is_index_line(line) || repeats(header, line))
                .count();
            let first = pages.first();
            let height = if first.is_none() {
                height.min(page.len())
            } else {
                repeated
            };
            let (head, body) = page.split_at(height);
            let rows = tokens_of(body, measure);
            if first.is_some() && !rows.iter().flatten().any(|token| token.numeric) {
                continue;
            }
            let mut columns = named(head, measure, vocabulary);
            // The same header once more; its words are taken from the first page.
            if let Some(first) = first {
                if columns.len() == first.columns.len() {
                    for (column, first) in columns.iter_mut().zip(&first.columns) {
                        column.path.clone_from(&first.path);
                    }
                } else {
                    columns.clone_from(&first.columns);
                    if !first.is_aligned_with(&rows) {
                        columns.iter_mut().for_each(Column::forget_room);
                    }
                }
            }
            let mut page = Page {
                columns,
                lines: body.to_vec(),
                rows,
                placed: false,
            };
            let bands = bands(&page.rows);
            let assigned =
                bands.and_then(|bands| assign(&mut page.columns, bands, &page.rows, vocabulary));
            page.placed = assigned.is_some() && page.cells().is_some();
            pages.push(page);
        }
        let columns = &pages.first()?.columns;
        (!columns.is_empty()).then_some(Table { header, pages })
    }

    /// Whether the vocabulary knows every word of the header.
    fn is_understood(&self, vocabulary: &Vocabulary) -> bool {
        let words = |text: &String| header_cut::cut(text, vocabulary).1 == 0;
        let columns = self.pages.first().map(|page| page.columns.as_slice());
        let mut paths = columns.unwrap_or(&[]).iter().map(|column| &column.path);
        paths.all(|path| !path.is_empty() && path.iter().all(words))
    }

    fn body(&self, units: &[OrgUnit], vocabulary: &Vocabulary) -> Body {
        let paths = self
            .pages
            .first()
            .into_iter()
            .flat_map(|page| &page.columns);
        let paths = paths.map(|column| column.path.clone()).collect();
        let cells = |page: &Page| page.cells().filter(|_| page.placed);
        let all: Vec<TextLine> = self.pages.iter().filter_map(cells).flatten().collect();
        let mut leaves = header::from_paths(paths, vocabulary);
        header::recognise(&mut leaves, &all);
        let mut whole: Option<Body> = None;
        for page in &self.pages {
            let read = match cells(page) {
                Some(lines) => grid::read_cells(&leaves, self.header, &lines, vocabulary),
                None => plain::rows(page.lines.clone(), Layout::new(&leaves), units, vocabulary),
            };
            match &mut whole {
                Some(whole) => whole.append(read),
                None => whole = Some(read),
            }
        }
        whole.unwrap_or_default()
    }
}

/// How many lines at the top are header. The first line of a name that runs over two stands before
/// the figures of its row and looks like one: without it more of the columns are known.
fn height(lines: &[TextLine], measure: usize, vocabulary: &Vocabulary) -> usize {
    let unknown = |height: usize| {
        let columns = named(lines.get(..height).unwrap_or(&[]), measure, vocabulary);
        let leaves = columns
            .into_iter()
            .map(|column| Leaf::new(column.path, vocabulary));
        leaves
            .filter(|leaf| leaf.kind.is_none() && leaf.stub.is_none())
            .count()
    };
    let mut height = plain::height(lines, vocabulary);
    for _ in 0..2 {
        if height > 1 && unknown(height - 1) < unknown(height) {
            height -= 1;
        }
    }
    height
}

fn repeats(header: &[TextLine], line: &TextLine) -> bool {
    header.iter().any(|other| other.folded == line.folded)
        || line.printed().all(|piece| {
            let same = |other: &Piece| other.text == piece.text;
            header.iter().flat_map(TextLine::printed).any(same)
        })
}

/// One page of the table.
struct Page {
    columns: Vec<Column>,
    lines: Vec<TextLine>,
    rows: Vec<Vec<Token>>,
    /// Whether every band has its column.
    placed: bool,
}

impl Page {
    /// Whether codes and names stand where they stand on this page.
    fn is_aligned_with(&self, rows: &[Vec<Token>]) -> bool {
        let starts = |rows: &[Vec<Token>]| -> Vec<u32> {
            let found = bands(rows).unwrap_or_default();
            found.iter().take(2).map(|band| band.from).collect()
        };
        let (own, other) = (starts(&self.rows), starts(rows));
        own.len() == 2 && own == other
    }

    /// The lines as cells; `None` where figures stand in an order that contradicts the columns.
    fn cells(&self) -> Option<Vec<TextLine>> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (line, row) in self.lines.iter().zip(&self.rows) {
            match self.line(row) {
                Some(pieces) => {
                    let mut cells = line.clone();
                    cells.pieces = pieces;
                    cells.tabbed = true;
                    lines.push(cells);
                }
                None if row.iter().any(|token| token.numeric) => return None,
                // A running head or foot.
                None => {}
            }
        }
        Some(lines)
    }

    fn line(&self, row: &[Token]) -> Option<Vec<Piece>> {
        let mut cells: Vec<Piece> = vec![Piece::default(); self.columns.len()];
        let mut last = None;
        for token in row {
            let at = column_of(&self.columns, token)?;
            let again = last == Some(at);
            if last.is_some_and(|last| last > at) || again && token.numeric {
                return None;
            }
            last = Some(at);
            let bands = self.columns.get(at)?.bands.iter();
            let left = bands.map(|band| band.from).min().unwrap_or(0);
            let cell = cells.get_mut(at)?;
            if again {
                cell.text.push_str(&token.piece.text);
                cell.span.end = token.piece.span.end;
            } else {
                *cell = token.piece.clone();
                cell.indent = token.from.saturating_sub(left);
            }
        }
        Some(cells)
    }
}
