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
use super::header_words;
use super::identity;
use super::layout::Layout;
use super::line::{Piece, TextLine, width_of};
use super::numeral;
use super::plain;
use super::sister;
use super::spread_header;
use super::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, Unit, ValueKind};

/// How far the edges of the figures of one column may stand apart, in characters.
const DRIFT: u32 = 3;
/// How far from its column a word may stand that touches none.
const NEAR: u32 = 6;

/// A word or figure with its place in the line.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) numeric: bool,
    pub(super) piece: Piece,
}

/// The room that the figures, or the words, of one column take.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) numeric: bool,
    /// Whether it prints nothing but digits that can be codes.
    pub(super) codes: bool,
}

impl Band {
    fn touches(&self, from: u32, to: u32) -> bool {
        self.from < to && from < self.to
    }

    /// What columns are ordered by: figures keep their right edge or middle, words their left.
    pub(super) fn key(&self) -> u32 {
        if self.numeric {
            self.from + self.to
        } else {
            2 * self.from
        }
    }
}

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
    if contradicts {
        eprintln!("DBG {} contradicts {:?}", draft.title, draft.place.line);
    }
    let placed = table.pages.first().is_some_and(|page| page.placed);
    match (contradicts, placed) {
        (true, _) => None,
        (false, true) => Some(Spread::Columns(body)),
        (false, false) => table.is_understood(vocabulary).then_some(Spread::Header(body)),
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

/// A column: what its header says, and the room its body takes.
#[derive(Debug, Clone)]
struct Column {
    path: Vec<String>,
    from: u32,
    to: u32,
    band: Option<Band>,
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
            let height = if first.is_none() { height.min(page.len()) } else { repeated };
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
                }
            }
            let show = format!("{:?}", columns.iter().map(|c| format!("{}@{}-{}", c.path.join("/"), c.from, c.to)).collect::<Vec<_>>());
            let mut page = Page { columns, lines: body.to_vec(), rows, placed: false };
            let bands = bands(&page.rows);
            let show = format!("{show} {:?}", bands.iter().flatten().map(|b| format!("{}{}-{}", if b.codes {"c"} else if b.numeric {"n"} else {"w"}, b.from, b.to)).collect::<Vec<_>>());
            let assigned = bands.and_then(|bands| assign(&mut page.columns, bands, &page.rows, vocabulary));
            page.placed = assigned.is_some() && page.cells().is_some();
            if !page.placed { eprintln!("DBG line {:?} assigned {:?} {}", page.lines.first().map(|l| l.number), assigned, show); }
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
        let paths = self.pages.first().into_iter().flat_map(|page| &page.columns);
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
        let leaves = columns.into_iter().map(|column| Leaf::new(column.path, vocabulary));
        leaves.filter(|leaf| leaf.kind.is_none() && leaf.stub.is_none()).count()
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

/// The columns a header names. Where the vocabulary understands all its words, their tree is taken
/// from there.
fn named(head: &[TextLine], measure: usize, vocabulary: &Vocabulary) -> Vec<Column> {
    let head: Vec<TextLine> = head.iter().filter(|line| !is_index_line(line)).cloned().collect();
    let words = tokens_of(&head, measure);
    let stacks = spread_header::stacks(&words, vocabulary);
    let text: Vec<&str> = words
        .iter()
        .flatten()
        .map(|token| token.piece.text.as_str())
        .collect();
    let (cut, unknown) = header_cut::cut(&text.join(" "), vocabulary);
    let tree = header_words::assemble(&cut, vocabulary);
    let alike = tree.leaves.len() == stacks.len()
        && tree.leaves.iter().zip(&stacks).all(|(leaf, stack)| leaf.path.last() == stack.path.last());
    let understood = unknown == 0 && !tree.doubtful && alike;
    let paths = understood.then(|| tree.leaves.into_iter().map(|leaf| leaf.path));
    let mut paths = paths.into_iter().flatten();
    stacks
        .into_iter()
        .map(|stack| Column {
            path: paths.next().unwrap_or(stack.path),
            from: stack.from,
            to: stack.to,
            band: None,
        })
        .collect()
}

/// Gives every band its column. As many bands as columns stand in their order; otherwise every band
/// must stand below the words of a column, in one way only.
fn assign(
    columns: &mut [Column],
    bands: Vec<Band>,
    rows: &[Vec<Token>],
    vocabulary: &Vocabulary,
) -> Option<()> {
    let fewer = merged(bands.clone(), rows);
    let (bands, places) = [fewer, bands]
        .into_iter()
        .find_map(|bands| Some((places(columns, &bands, vocabulary)?, bands)))
        .map(|(places, bands)| (bands, places))?;
    for column in columns.iter_mut() {
        column.band = None;
    }
    for (at, band) in places.into_iter().zip(bands) {
        columns.get_mut(at)?.band = Some(band);
    }
    Some(())
}

fn places(columns: &[Column], bands: &[Band], vocabulary: &Vocabulary) -> Option<Vec<usize>> {
    let fits = |at: usize, band: &Band| {
        let column = columns.get(at);
        column.is_some_and(|column| column.fits(band, vocabulary))
    };
    if bands.len() == columns.len() {
        let all = bands.iter().enumerate().all(|(at, band)| fits(at, band));
        return all.then(|| (0..columns.len()).collect());
    }
    let rooms = rooms(columns);
    only_way(columns.len(), bands, |at, band| {
        let room = rooms.get(at);
        room.is_some_and(|&(from, to)| band.touches(from, to)) && fits(at, band)
    })
}

/// Names in the middle of their column and indented codes may touch no other: neighbours of one
/// sort that never print on one line are one column.
fn merged(bands: Vec<Band>, rows: &[Vec<Token>]) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::with_capacity(bands.len());
    for band in bands {
        let together = |other: &Band| {
            rows.iter().any(|row| {
                let prints = |band: &Band| {
                    row.iter()
                        .any(|token| token.numeric == band.numeric && band.touches(token.from, token.to))
                };
                prints(other) && prints(&band)
            })
        };
        match kept.last_mut() {
            Some(last)
                if last.numeric == band.numeric
                    && (!band.numeric || last.codes && band.codes)
                    && !together(last) =>
            {
                last.from = last.from.min(band.from);
                last.to = last.to.max(band.to);
            }
            _ => kept.push(band),
        }
    }
    kept
}

/// The room below each column's words, or of its figures on a page before. Words that touch their
/// neighbours were moved by them: they tell no more than the room of all of them.
fn rooms(columns: &[Column]) -> Vec<(u32, u32)> {
    let own = |column: &Column| {
        let band = column.band.as_ref();
        band.map_or((column.from, column.to), |band| (band.from, band.to))
    };
    let mut rooms: Vec<(u32, u32)> = Vec::with_capacity(columns.len());
    for run in columns.chunk_by(|left, right| {
        left.band.is_none() && right.band.is_none() && left.to + 1 >= right.from
    }) {
        let from = run.iter().map(|column| own(column).0).min().unwrap_or(0);
        let to = run.iter().map(|column| own(column).1).max().unwrap_or(0);
        rooms.extend(run.iter().map(|_| (from, to)));
    }
    rooms
}

/// The columns of the bands in order, where one choice alone is possible.
fn only_way(
    count: usize,
    bands: &[Band],
    fits: impl Fn(usize, &Band) -> bool,
) -> Option<Vec<usize>> {
    let mut earliest = Vec::with_capacity(bands.len());
    let mut from = 0;
    for band in bands {
        let at = (from..count).find(|&at| fits(at, band))?;
        earliest.push(at);
        from = at + 1;
    }
    let mut latest = Vec::with_capacity(bands.len());
    let mut to = count;
    for band in bands.iter().rev() {
        let at = (0..to).rev().find(|&at| fits(at, band))?;
        latest.push(at);
        to = at;
    }
    latest.reverse();
    (earliest == latest).then_some(earliest)
}

impl Column {
    /// Whether what the body prints can be what the header says.
    fn fits(&self, band: &Band, vocabulary: &Vocabulary) -> bool {
        let leaf = Leaf::new(self.path.clone(), vocabulary);
        match (leaf.stub, leaf.kind) {
            (Some(Stub::Ordinal), _) => true,
            (Some(Stub::Name | Stub::LabelName), _) => !band.numeric,
            (Some(_), _) => !band.numeric || band.codes,
            (None, Some(kind)) => kind == ValueKind::Text || band.numeric,
            (None, None) => true,
        }
    }
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
            let at = self.column_of(token)?;
            let again = last == Some(at);
            if last.is_some_and(|last| last > at) || again && token.numeric {
                return None;
            }
            last = Some(at);
            let band = self.columns.get(at)?.band.as_ref();
            let left = band.map_or(0, |band| band.from);
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

    fn column_of(&self, token: &Token) -> Option<usize> {
        let bands = || {
            let all = self.columns.iter().enumerate();
            all.filter_map(|(at, column)| Some((at, column.band.as_ref()?)))
                .filter(|(_, band)| band.numeric == token.numeric)
        };
        let mut touched = bands().filter(|(_, band)| band.from < token.to && token.from < band.to);
        match (touched.next(), touched.next()) {
            (Some((at, _)), None) => Some(at),
            (Some(_), Some(_)) => None,
            _ => bands()
                .map(|(at, band)| (distance(band, token), at))
                .min()
                .filter(|(distance, _)| *distance <= NEAR && !token.numeric)
                .map(|(_, at)| at),
        }
    }
}

fn distance(band: &Band, token: &Token) -> u32 {
    band.from.saturating_sub(token.to) + token.from.saturating_sub(band.to)
}

/// Length of a text, in characters or in half-width characters.
fn length(text: &str, measure: usize) -> u32 {
    text.chars()
        .map(|c| if measure == 0 { 1 } else { width_of(c) })
        .sum()
}

pub(super) fn tokens_of(lines: &[TextLine], measure: usize) -> Vec<Vec<Token>> {
    lines.iter().map(|line| tokens(line, measure)).collect()
}

fn tokens(line: &TextLine, measure: usize) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for piece in line.printed() {
        let from = piece.at.get(measure).copied().unwrap_or(0);
        let numeric = numeral::read(&piece.text, &Unit::WanYuan).is_some();
        let to = from + length(&piece.text, measure);
        // 2025 年 is no figure.
        let dated = |last: &&mut Token| {
            last.piece.text.ends_with(|c: char| c.is_ascii_digit())
                && !numeric
                && last.to + 1 >= from
                && piece.text.starts_with(['年', '月', '个', '项'])
        };
        if let Some(last) = tokens.last_mut().filter(dated) {
            last.numeric = false;
            last.piece.text.push_str(&piece.text);
            last.piece.span.end = piece.span.end;
            last.to = to;
        } else {
            tokens.push(Token {
                from,
                to,
                numeric,
                piece: piece.clone(),
            });
        }
    }
    tokens
}

/// The bands of all columns that print something, from left to right; `None` where the figures of
/// a band keep no edge, or two of one line share a band.
pub(super) fn bands(rows: &[Vec<Token>]) -> Option<Vec<Band>> {
    let figures = rows.iter().flatten().filter(|token| token.numeric);
    let mut bands = Vec::new();
    for column in overlapping(figures.collect()) {
        let band = band_of(&column);
        if !band.codes && !keeps_an_edge(&column) {
            return None;
        }
        bands.push(band);
    }
    let clash = |row: &Vec<Token>| {
        bands.iter().any(|band: &Band| {
            let inside = |token: &&Token| token.numeric && token.from < band.to && band.from < token.to;
            row.iter().filter(inside).count() > 1
        })
    };
    if bands.is_empty() || rows.iter().any(clash) {
        return None;
    }
    let with_figures = rows
        .iter()
        .filter(|row| row.iter().any(|token| token.numeric));
    let words = with_figures.flatten().filter(|token| !token.numeric);
    bands.extend(overlapping(words.collect()).iter().map(|column| band_of(column)));
    bands.sort_by_key(Band::key);
    Some(bands)
}

/// Tokens grouped by the room they share.
fn overlapping(mut tokens: Vec<&Token>) -> Vec<Vec<&Token>> {
    tokens.sort_by_key(|token| (token.from, token.to));
    let mut columns: Vec<Vec<&Token>> = Vec::new();
    let mut end = 0;
    for token in tokens {
        match columns.last_mut() {
            Some(column) if token.from < end => column.push(token),
            _ => columns.push(vec![token]),
        }
        end = end.max(token.to);
    }
    columns
}

fn band_of(column: &[&Token]) -> Band {
    let is_code = |token: &&&Token| {
        let text = &token.piece.text;
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 2 || plain::is_code(text))
    };
    Band {
        from: column.iter().map(|token| token.from).min().unwrap_or(0),
        to: column.iter().map(|token| token.to).max().unwrap_or(0),
        numeric: column.iter().any(|token| token.numeric),
        codes: column.iter().filter(is_code).count() == column.len(),
    }
}

/// Whether the left edges, the right edges or the middles stand below each other.
fn keeps_an_edge(column: &[&Token]) -> bool {
    let keeps = |edge: fn(&Token) -> u32, drift: u32| {
        let least = column.iter().map(|token| edge(token)).min().unwrap_or(0);
        let greatest = column.iter().map(|token| edge(token)).max().unwrap_or(0);
        greatest - least <= drift
    };
    keeps(|token| token.to, DRIFT)
        || keeps(|token| token.from, DRIFT)
        || keeps(|token| token.from + token.to, DRIFT)
}
