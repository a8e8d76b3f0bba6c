//! Tables whose words keep their places on the page: lines divided by white space → cells in columns.
//!
//! Some converters print every word where it stands on the page. Figures of one column then stand
//! below each other, and a blank stays a blank. Where the figures of a column do not keep one edge,
//! nothing is concluded from places, and the order of the words alone is read (`plain`).

use super::body::{self, Body};
use super::draft::Draft;
use super::grid;
use super::header::{self, Leaf, is_index_line};
use super::header_cut;
use super::identity;
use super::layout::{Layout, Use};
use super::line::{Piece, TextLine};
use super::plain;
use super::sister;
use super::spread_bands::{Band, Scale, Token, bands, complete, tokens_of};
use super::spread_header::Gaps;
use super::spread_open::Open;
use super::spread_places::{Column, Sort, assign, column_of, named, sorts_of, tell_amounts};
use super::spread_rows::{self, Placed};
use super::spread_seen::Seen;
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
    let spanned = scales.map(|scale| (scale, Gaps::AreSpanned));
    for (scale, gaps) in scales
        .map(|scale| (scale, Gaps::AreColumns))
        .into_iter()
        .chain(spanned)
    {
        let Some(table) = Table::read(&lines, scale, gaps, vocabulary) else {
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
    if table.is_closed_up(first_page(&lines)) {
        return None;
    }
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
    fn read(
        lines: &'a [TextLine],
        scale: Scale,
        gaps: Gaps,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let height = height(lines, scale, vocabulary);
        let (header, _) = lines.split_at(height);
        let mut pages: Vec<Page> = Vec::new();
        let mut seen = Seen::default();
        for page in lines.chunk_by(|one, other| one.page == other.page) {
            let repeated = page
                .iter()
                .take_while(|line| is_index_line(line) || repeats(header, line))
                .count();
            let first = pages.first();
            let height = match first {
                None => height.min(page.len()),
                Some(first) if repeated > 0 => {
                    let below = page.get(repeated..).unwrap_or(&[]);
                    repeated + first.repeated(below, vocabulary)
                }
                Some(_) => 0,
            };
            let (head, body) = page.split_at(height);
            let scale = scale.on(page);
            let rows = tokens_of(body, scale);
            if first.is_some() && !rows.iter().flatten().any(|token| token.numeric) {
                continue;
            }
            let bands = bands(&rows);
            let known = bands.as_deref().unwrap_or(&[]);
            let mut columns = named(head, scale, known, gaps, vocabulary);
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
            let before = first.filter(|first| first.columns.len() == columns.len());
            let sorts = before.map_or_else(
                || sorts_of(&columns, known, vocabulary),
                |first| first.sorts.clone(),
            );
            let mut page = Page {
                sorts,
                columns,
                lines: body.to_vec(),
                rows,
                placed: false,
                open: Open::default(),
            };
            let figures = |sort: &&Sort| matches!(sort, Sort::Figures | Sort::Unknown);
            let figures = page.sorts.iter().filter(figures).count();
            let assigned = bands
                .and_then(|bands| assign(&mut page.columns, bands, &page.rows, &seen, &page.sorts))
                .or_else(|| {
                    let bands = complete(&page.rows, figures)?;
                    assign(&mut page.columns, bands, &page.rows, &seen, &page.sorts)
                });
            page.read_numbers_as_words();
            page.placed = assigned.is_some() && page.cells(false).is_some();
            page.open = assigned.unwrap_or_default();
            if page.placed {
                seen.add(&page.columns, &page.rows);
            }
            pages.push(page);
        }
        let columns = &pages.first()?.columns;
        (!columns.is_empty()).then_some(Table { header, pages })
    }

    /// What speaks against this reading: figures without a column, figures below words that mean
    /// nothing, figures of which only the order of their columns is known, then columns without a
    /// meaning.
    fn doubts(&self, vocabulary: &Vocabulary) -> usize {
        let figures = |of: fn(&Page) -> bool| {
            let pages = self.pages.iter().filter(|page| of(page));
            let tokens = pages.flat_map(|page| page.rows.iter().flatten());
            tokens.filter(|token| token.numeric).count()
        };
        let nowhere = figures(|page| !page.placed);
        let open = figures(|page| page.placed && !page.open.columns.is_empty());
        let strange = self
            .pages
            .iter()
            .map(Page::figures_below_unknown)
            .sum::<usize>();
        let columns = self.pages.first().map(|page| page.sorts.as_slice());
        let unknown = columns.unwrap_or(&[]).iter();
        let unknown = unknown.filter(|&&sort| sort == Sort::Unknown).count();
        let words = usize::from(!self.is_understood(vocabulary));
        nowhere * 10_000 + strange * 300 + open * 100 + unknown * 10 + words
    }

    /// Whether single blanks divide the words of a header of one line, and gaps the rows below: gaps
    /// of equal width stand for borders, and what stands below what tells nothing.
    fn is_closed_up(&self, page: &[TextLine]) -> bool {
        let [header] = self.header else {
            return false;
        };
        let rows = page.iter().skip(1).filter(|line| line.pieces.len() > 1);
        let (all, spread) = rows.fold((0, 0), |(all, spread), line| {
            (all + 1, spread + usize::from(line.is_spread()))
        });
        header.pieces.len() > 2 && !header.is_spread() && spread * 3 >= all * 2
    }

    /// Whether the vocabulary knows every word of the header.
    fn is_understood(&self, vocabulary: &Vocabulary) -> bool {
        let words = |text: &String| header_cut::cut(text, vocabulary).1 == 0;
        let columns = self.pages.first().map(|page| page.columns.as_slice());
        let mut paths = columns.unwrap_or(&[]).iter().map(|column| &column.path);
        paths.all(|path| !path.is_empty() && path.iter().all(words))
    }

    /// The rows of every page whose columns are known. What a page break cut off a row is added to it.
    fn cells(&self) -> Vec<Option<Vec<TextLine>>> {
        let mut pages: Vec<Option<Vec<TextLine>>> = Vec::with_capacity(self.pages.len());
        for page in &self.pages {
            let last = pages.last_mut().and_then(|rows| rows.as_mut()?.last_mut());
            let rows = page.cells(last.is_some()).filter(|_| page.placed);
            let Some((cut_off, rows)) = rows else {
                pages.push(None);
                continue;
            };
            for (cell, more) in last
                .into_iter()
                .flat_map(|row| row.pieces.make_mut())
                .zip(cut_off.pieces)
            {
                cell.text.push_str(&more.text);
            }
            pages.push(Some(rows));
        }
        pages
    }

    fn body(&self, units: &[OrgUnit], vocabulary: &Vocabulary) -> Body {
        let paths = self
            .pages
            .first()
            .into_iter()
            .flat_map(|page| &page.columns);
        let paths = paths.map(|column| column.path.clone()).collect();
        let cells = self.cells();
        let all: Vec<TextLine> = cells.iter().flatten().flatten().cloned().collect();
        let mut leaves = header::from_paths(paths, vocabulary);
        header::recognise(&mut leaves, &all);
        if let Some(first) = self.pages.first() {
            tell_amounts(&mut leaves, &first.columns, &first.sorts);
        }
        let mut whole: Option<Body> = None;
        for (number, (page, cells)) in self.pages.iter().zip(cells).enumerate() {
            let read = match cells {
                Some(lines) => {
                    let read = grid::read_cells(&leaves, self.header, &lines, vocabulary);
                    without_columns(read, &page.open, number)
                }
                None => {
                    let layout = Layout::new(&leaves);
                    let read = plain::rows(page.lines.clone(), layout, units, vocabulary);
                    if page.prints_amounts() {
                        read
                    } else {
                        in_no_column(read, number)
                    }
                }
            };
            match &mut whole {
                Some(whole) => whole.append(read),
                None => whole = Some(read),
            }
        }
        let mut whole = whole.unwrap_or_default();
        whole.spread = true;
        // Rows of a page read by the order of its words may be cut elsewhere than those of others,
        // and where codes stand between figures too, figures are taken for those of another column.
        let placed = |page: &Page| page.placed;
        let some = self.pages.iter().any(placed) && !self.pages.iter().all(placed);
        whole.body_doubtful |= some;
        whole.header_doubtful |= some && whole.layout.has_codes_behind_figures();
        whole
    }
}

/// How many lines at the top are header. The first line of a name that runs over two stands before
/// the figures of its row and looks like one: without it more of the columns are known.
fn height(lines: &[TextLine], scale: Scale, vocabulary: &Vocabulary) -> usize {
    let unknown = |height: usize| {
        let head = lines.get(..height).unwrap_or(&[]);
        let columns = named(head, scale, &[], Gaps::AreColumns, vocabulary);
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
        let last = lines.get(height.saturating_sub(1));
        let words = last.is_some_and(|last| header::is_header_words(last, vocabulary));
        if height > 1 && !words && unknown(height - 1) < unknown(height) {
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

/// Where amounts look like codes, the order of the words tells neither from the other.
fn in_no_column(mut body: Body, page: usize) -> Body {
    for row in &mut body.rows {
        for (order, value) in row.values.iter_mut().enumerate() {
            value.column = None;
            value.band = body::Band::new(page, order);
        }
    }
    body
}

/// Figures in columns that were given for their order alone keep their band instead.
fn without_columns(mut body: Body, open: &Open, page: usize) -> Body {
    let slots = &body.layout.slots;
    let given: Vec<Use> = open
        .columns
        .iter()
        .filter_map(|&at| Some(slots.get(at)?.use_))
        .collect();
    let data = |at: &usize| match slots.get(*at)?.use_ {
        Use::Data(column) => Some(column),
        _ => None,
    };
    let nearest: Option<Vec<usize>> = open.nearest.iter().map(data).collect();
    body.nearest
        .extend(nearest.filter(|all| !all.is_empty()).map(|all| (page, all)));
    for value in body.rows.iter_mut().flat_map(|row| &mut row.values) {
        let order = given
            .iter()
            .position(|&use_| Some(use_) == value.column.map(Use::Data));
        if let Some(order) = order {
            value.column = None;
            value.band = body::Band::new(page, order);
        }
    }
    body
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
    /// Columns that hold figures for their order only: where these stand is not known.
    open: Open,
}

impl Page {
    /// How many lines below the header of another page repeat the total this page begins with.
    fn repeated(&self, below: &[TextLine], vocabulary: &Vocabulary) -> usize {
        let both = below.iter().zip(&self.lines);
        let same = both.take_while(|(line, first)| line.folded == first.folded);
        let total = |piece: &Piece| vocabulary.row_kind(&piece.text) == Some(RowKind::Total);
        same.take_while(|(line, _)| line.printed().any(total))
            .count()
    }

    /// How many figures stand in columns of unknown wording.
    fn figures_below_unknown(&self) -> usize {
        let unknown = |at: usize| self.sorts.get(at) == Some(&Sort::Unknown);
        let own = |token: &&Token| {
            token.numeric && self.placed && column_of(&self.columns, token).is_some_and(unknown)
        };
        self.rows.iter().flatten().filter(own).count()
    }

    /// Whether some figures have decimals or separators of thousands.
    fn prints_amounts(&self) -> bool {
        let mut tokens = self.rows.iter().flatten();
        tokens.any(|token| plain::is_amount(&token.piece.text))
    }

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

    /// The rows as cells, and where the page goes on with a row what it adds to that; `None` where
    /// figures stand in an order that contradicts the columns.
    fn cells(&self, goes_on: bool) -> Option<(TextLine, Vec<TextLine>)> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (line, row) in self.lines.iter().zip(&self.rows) {
            match self.placed(row) {
                Some(cells) => lines.push(Placed { line, cells }),
                None if row.iter().any(|token| token.numeric) => return None,
                // A running head or foot.
                None => {}
            }
        }
        let mut groups = spread_rows::groups(&lines, &self.sorts);
        let mut cut_off = TextLine::default();
        if goes_on && let Some(first) = groups.first_mut() {
            let words = |column: &Column| column.bands.iter().any(|band| !band.numeric);
            let names = self.columns.iter().position(words).unwrap_or(0);
            let height = spread_rows::cut_off(&lines, first.clone(), names);
            cut_off = spread_rows::whole(&self.columns, lines.get(..height)?);
            first.start = height;
        }
        let rows = groups
            .into_iter()
            .filter_map(|range| lines.get(range))
            .map(|group| spread_rows::whole(&self.columns, group));
        Some((cut_off, rows.collect()))
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
}
