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
    bands: Vec<Band>,
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
                    if !first.is_aligned_with(&rows) {
                        columns.iter_mut().for_each(Column::forget_room);
                    }
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
            bands: Vec::new(),
        })
        .collect()
}

/// Gives every band its column, or nothing where that is not certain.
fn assign(
    columns: &mut [Column],
    bands: Vec<Band>,
    rows: &[Vec<Token>],
    vocabulary: &Vocabulary,
) -> Option<()> {
    let fewer = merged(bands.clone(), rows);
    let sorts: Vec<Sort> = columns.iter().map(|column| column.sort(vocabulary)).collect();
    let (places, bands) = [fewer, bands]
        .into_iter()
        .find_map(|bands| Some((places(columns, &sorts, &bands)?, bands)))?;
    for column in columns.iter_mut() {
        column.bands.clear();
    }
    for (at, band) in places.into_iter().zip(bands) {
        columns.get_mut(at)?.bands.push(band);
    }
    Some(())
}

/// The columns of the bands. As many as columns stand in their order. Otherwise figures do, where
/// there are as many of them as columns of figures; where fewer, each must stand in the room of one
/// column. What names the rows stands in the nearest column that can.
fn places(columns: &[Column], sorts: &[Sort], bands: &[Band]) -> Option<Vec<usize>> {
    let in_order = bands.len() == columns.len()
        && bands.iter().zip(sorts).all(|(band, sort)| sort.holds(band));
    if in_order {
        return Some((0..columns.len()).collect());
    }
    let of = |wanted: fn(Sort) -> bool| -> Vec<usize> {
        (0..sorts.len()).filter(|&at| sorts.get(at).is_some_and(|&sort| wanted(sort))).collect()
    };
    let figures = of(|sort| matches!(sort, Sort::Figures | Sort::Unknown));
    let unknown = sorts.contains(&Sort::Unknown);
    let printed: Vec<&Band> = bands.iter().filter(|band| band.numeric && !band.codes).collect();
    if sorts.contains(&Sort::Ordinal) || printed.len() > figures.len() {
        return None;
    }
    let mut found: Vec<usize> = if printed.len() == figures.len() {
        figures
    } else if unknown {
        return None;
    } else {
        let places = printed.iter().map(|band| room_of(band, columns, &figures));
        places.collect::<Option<_>>()?
    };
    found.reverse();
    let codes = of(|sort| sort == Sort::Codes);
    let names = of(|sort| matches!(sort, Sort::Names | Sort::Words));
    let mut places: Vec<usize> = Vec::with_capacity(bands.len());
    for band in bands {
        let at = if band.numeric && !band.codes {
            found.pop()?
        } else if band.codes {
            nearest(band, columns, &codes)?
        } else {
            // 合计 in the column of codes.
            let mut coded = bands.iter().filter(|other| other.codes && other.touches(band.from, band.to));
            match coded.next() {
                Some(coded) if band.to <= coded.to => nearest(coded, columns, &codes)?,
                _ => nearest(band, columns, &names)?,
            }
        };
        places.push(at);
    }
    let rising = places.windows(2).all(|pair| pair.first() <= pair.last());
    let shared = |pair: (&Band, &Band)| pair.0.numeric && pair.1.numeric;
    let twice = places.windows(2).zip(bands.windows(2)).any(|(places, bands)| {
        matches!((places, bands), ([a, b], [one, other]) if a == b && shared((one, other)))
    });
    (rising && !twice).then_some(places)
}

fn nearest(band: &Band, columns: &[Column], among: &[usize]) -> Option<usize> {
    let middle = band.from + band.to;
    let distance = |at: &usize| {
        let column = columns.get(*at)?;
        let own = column.bands.first().map_or((column.from, column.to), |b| (b.from, b.to));
        Some((own.0 + own.1).abs_diff(middle))
    };
    among.iter().copied().min_by_key(|at| distance(at))
}

/// The column of figures in whose room a band stands. Figures stand below the middle of their
/// column's words or right of it; where that and the words they touch say different things, or
/// where the words touch their neighbours and were moved by them, nothing is known.
fn room_of(band: &Band, columns: &[Column], figures: &[usize]) -> Option<usize> {
    let column = |at: usize| columns.get(at);
    let known: Option<usize> = figures.iter().copied().find(|&at| {
        let before = column(at).and_then(|column| column.bands.first());
        before.is_some_and(|before| before.touches(band.from, band.to))
    });
    if known.is_some() {
        return known;
    }
    let middle = |at: usize| column(at).map_or(0, |column| (column.from + column.to) / 2);
    let below = figures.iter().copied().rfind(|&at| middle(at) < band.to)?;
    let touched = figures
        .iter()
        .copied()
        .filter(|&at| column(at).is_some_and(|column| band.touches(column.from, column.to)));
    let touched: Vec<usize> = touched.collect();
    let agrees = touched.is_empty() || touched == [below];
    let close = column(below).is_some_and(|column| band.from <= column.to + NEAR);
    let alone = |at: usize| {
        let room = column(at).map_or((0, 0), |column| (column.from, column.to));
        columns.iter().enumerate().all(|(other, column)| {
            other == at || column.to + 1 < room.0 || room.1 + 1 < column.from
        })
    };
    (agrees && close && alone(below)).then_some(below)
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

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Codes,
    Names,
    Ordinal,
    Words,
    Figures,
    Unknown,
}

impl Sort {
    fn holds(self, band: &Band) -> bool {
        match self {
            Sort::Codes => !band.numeric || band.codes,
            Sort::Names => !band.numeric,
            Sort::Figures => band.numeric,
            Sort::Ordinal | Sort::Words | Sort::Unknown => true,
        }
    }
}

impl Column {
    /// A page of another scale: nothing can be told from where the columns stood before.
    fn forget_room(&mut self) {
        self.bands.clear();
        (self.from, self.to) = (0, 0);
    }

    fn sort(&self, vocabulary: &Vocabulary) -> Sort {
        let leaf = Leaf::new(self.path.clone(), vocabulary);
        match (leaf.stub, leaf.kind) {
            (Some(Stub::Ordinal), _) => Sort::Ordinal,
            (Some(Stub::Name | Stub::LabelName), _) => Sort::Names,
            (Some(_), _) => Sort::Codes,
            (None, Some(ValueKind::Text)) => Sort::Words,
            (None, Some(_)) => Sort::Figures,
            (None, None) => Sort::Unknown,
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
            let at = self.column_of(token)?;
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

    fn column_of(&self, token: &Token) -> Option<usize> {
        let bands = || {
            let all = self.columns.iter().enumerate();
            all.flat_map(|(at, column)| column.bands.iter().map(move |band| (at, band)))
                .filter(|(_, band)| band.numeric == token.numeric)
        };
        let mut touched = bands().filter(|(_, band)| band.touches(token.from, token.to));
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
