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
use super::spread_bands::{Band, Scale, Token, bands, tokens_of};
use super::spread_places::{Column, Sort, assign, column_of, named};
use super::spread_rows::{self, Placed};
use super::vocabulary::Vocabulary;
use crate::model::{OrgUnit, RowKind, Unit};

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
    let scales = [
        Scale::of_characters(first_page(&lines)),
        Scale::of_half_widths(),
        Scale::of_close_characters(),
    ];
    let mut best: Option<(usize, Table<'_>)> = None;
    for scale in scales {
        let Some(table) = Table::read(&lines, scale, vocabulary) else {
            continue;
        };
        let doubts = table.doubts(vocabulary);
        if best.as_ref().is_none_or(|(least, _)| doubts < *least) {
            best = Some((doubts, table));
        }
        if doubts == 0 {
            break;
        }
    }
    let (_, table) = best?;
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
    let several = lines.iter().filter(|line| line.pieces.len() > 1);
    let (all, spread) = several.fold((0, 0), |(all, spread), line| {
        (all + 1, spread + usize::from(line.is_spread()))
    });
    all >= 2 && spread * 3 >= all * 2
}

/// The pages of a table, each with the columns of its header.
struct Table<'a> {
    header: &'a [TextLine],
    pages: Vec<Page>,
}

impl<'a> Table<'a> {
    fn read(lines: &'a [TextLine], scale: Scale, vocabulary: &Vocabulary) -> Option<Self> {
        let height = height(lines, scale, vocabulary);
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
            let scale = scale.on(page);
            let rows = tokens_of(body, scale);
            if first.is_some() && !rows.iter().flatten().any(|token| token.numeric) {
                continue;
            }
            let bands = bands(&rows);
            let known = bands.as_deref().unwrap_or(&[]);
            let mut columns = named(head, scale, known, vocabulary);
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
                sorts: columns
                    .iter()
                    .map(|column| column.sort(vocabulary))
                    .collect(),
                columns,
                lines: body.to_vec(),
                rows,
                placed: false,
            };
            let assigned =
                bands.and_then(|bands| assign(&mut page.columns, bands, &page.rows, vocabulary));
            page.read_numbers_as_words();
            page.placed = assigned.is_some() && page.cells().is_some();
            pages.push(page);
        }
        let columns = &pages.first()?.columns;
        (!columns.is_empty()).then_some(Table { header, pages })
    }

    /// What speaks against this reading: figures without a column, then columns without a meaning.
    fn doubts(&self, vocabulary: &Vocabulary) -> usize {
        let open = self.pages.iter().filter(|page| !page.placed);
        let figures = open.flat_map(|page| page.rows.iter().flatten());
        let figures = figures.filter(|token| token.numeric).count();
        let columns = self.pages.first().map(|page| page.sorts.as_slice());
        let unknown = columns.unwrap_or(&[]).iter();
        let unknown = unknown.filter(|&&sort| sort == Sort::Unknown).count();
        let strange = usize::from(!self.is_understood(vocabulary));
        figures * 1000 + unknown * 10 + strange
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
        let mut whole = whole.unwrap_or_default();
        whole.spread = true;
        whole
    }
}

/// How many lines at the top are header. The first line of a name that runs over two stands before
/// the figures of its row and looks like one: without it more of the columns are known.
fn height(lines: &[TextLine], scale: Scale, vocabulary: &Vocabulary) -> usize {
    let unknown = |height: usize| {
        let columns = named(lines.get(..height).unwrap_or(&[]), scale, &[], vocabulary);
        let leaves = columns
            .into_iter()
            .map(|column| Leaf::new(column.path, vocabulary));
        leaves
            .filter(|leaf| leaf.kind.is_none() && leaf.stub.is_none())
            .count()
    };
    let total = lines.iter().position(|line| is_total_row(line, vocabulary));
    let mut height = plain::height(lines, vocabulary).min(total.unwrap_or(usize::MAX));
    for _ in 0..2 {
        if height > 1 && unknown(height - 1) < unknown(height) {
            height -= 1;
        }
    }
    height
}

/// 合计 before a number, in tables whose amounts have no decimals.
fn is_total_row(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let total = |piece: &Piece| vocabulary.row_kind(&piece.text) == Some(RowKind::Total);
    let number = |piece: &Piece| {
        piece.text.len() > 2 && piece.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut behind = line.printed().skip_while(|piece| !total(piece));
    !is_index_line(line) && behind.any(number)
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
    /// What each of the columns can hold.
    sorts: Vec<Sort>,
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

    /// Numbers that stand in a column of words are words.
    fn read_numbers_as_words(&mut self) {
        let bands: Vec<&Band> = self
            .columns
            .iter()
            .flat_map(|column| &column.bands)
            .collect();
        let within = |token: &Token, numeric: bool| {
            bands
                .iter()
                .any(|band| band.numeric == numeric && band.touches(token.from, token.to))
        };
        for token in self.rows.iter_mut().flatten() {
            token.numeric &= within(token, true) || !within(token, false);
        }
    }

    /// The rows as cells; `None` where figures stand in an order that contradicts the columns.
    fn cells(&self) -> Option<Vec<TextLine>> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (line, row) in self.lines.iter().zip(&self.rows) {
            match self.placed(row) {
                Some(cells) => lines.push(Placed { line, cells }),
                None if row.iter().any(|token| token.numeric) => return None,
                // A running head or foot.
                None => {}
            }
        }
        let groups = spread_rows::groups(&lines, &self.sorts);
        let rows = groups
            .into_iter()
            .filter_map(|range| lines.get(range))
            .map(|group| self.row(group));
        Some(rows.collect())
    }

    /// The column of every word and figure of a line.
    fn placed<'b>(&self, row: &'b [Token]) -> Option<Vec<(usize, &'b Token)>> {
        let mut cells: Vec<(usize, &Token)> = Vec::with_capacity(row.len());
        for token in row {
            let at = column_of(&self.columns, token)?;
            if let Some(&(last, before)) = cells.last()
                && (last > at || last == at && token.numeric && before.numeric)
            {
                return None;
            }
            cells.push((at, token));
        }
        Some(cells)
    }

    /// The lines of one row as one line of cells.
    fn row(&self, group: &[Placed<'_>]) -> TextLine {
        let mut cells: Vec<Piece> = vec![Piece::default(); self.columns.len()];
        for &(at, token) in group.iter().flat_map(|line| &line.cells) {
            let Some((cell, column)) = cells.get_mut(at).zip(self.columns.get(at)) else {
                continue;
            };
            if cell.text.is_empty() {
                let bands = column.bands.iter();
                let left = bands.map(|band| band.from).min().unwrap_or(0);
                *cell = token.piece.clone();
                cell.indent = token.from.saturating_sub(left);
            } else {
                cell.text.push_str(&token.piece.text);
                if cell.line == token.piece.line {
                    cell.span.end = token.piece.span.end;
                }
            }
        }
        let anchor = group
            .iter()
            .find(|line| line.cells.iter().any(|(_, token)| token.numeric));
        let mut whole = anchor
            .or(group.first())
            .map_or_else(TextLine::default, |placed| placed.line.clone());
        whole.pieces = cells.into();
        whole.tabbed = true;
        whole
    }
}
