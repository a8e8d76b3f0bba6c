//! Tables whose words keep their places on the page: lines divided by white space → cells in columns.
//!
//! Some converters print every word where it stands on the page. Figures of one column then stand
//! below each other, and a blank stays a blank. Where the figures of a column do not keep one edge,
//! nothing is concluded from places, and the order of the words alone is read (`plain`).

pub(super) mod bands;
pub(super) mod cut_off;
pub(super) mod divide;
pub(super) mod gaps;
pub(super) mod halves;
pub(super) mod heads;
pub(super) mod kinds;
pub(super) mod last_words;
pub(super) mod nested;
pub(super) mod open;
pub(super) mod page;
pub(super) mod phrases;
pub(super) mod places;
pub(super) mod readings;
pub(super) mod repeat;
pub(super) mod rows;
pub(super) mod seen;
pub(super) mod segments;
pub(super) mod squeezed;
pub(super) mod stack;

use crate::load::blocks::draft::Draft;
use crate::load::body::{self, Body, Nearest};
use crate::load::codes::{CarriedCodes, split_coded_name};
use crate::load::forms::goals;
use crate::load::grid;
use crate::load::header::index_line::is_index_line;
use crate::load::header::{self, Leaf};
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::meaning::identity;
use crate::load::placing::sister;
use crate::load::plain;
use crate::load::spread;
use crate::load::spread::bands::{Scale, tokens_of};
use crate::load::spread::heads::Gaps;
use crate::load::spread::open::Open;
use crate::load::spread::page::Page;
use crate::load::spread::places::{Column, Sort, named, sorts_of, tell_amounts};
use crate::load::spread::seen::Seen;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, RowKind, Unit};

/// What the places of the words tell.
pub(in crate::load) enum Spread {
    /// Header and figures stand in columns.
    Columns(Body),
    /// Only the header does: the columns of the figures are left to their sums.
    Header(Body),
}

/// Reads a draft by the places of its words; `None` where they do not form columns.
#[must_use]
pub(in crate::load) fn read(
    draft: &Draft,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Spread> {
    let lines: Vec<TextLine> = draft.chunks.iter().flatten().cloned().collect();
    if draft.is_wordy() || !is_spread(&lines) {
        return None;
    }
    let scales = [
        Scale::of_characters(first_page(&lines)),
        Scale::of_half_widths(),
        Scale::of_close_characters(),
    ];
    let mut best: Option<(usize, Words, Table<'_>)> = None;
    // The words where they stand, before any order their pieces may have.
    let ways = [
        (Gaps::AreColumns, Words::AsTheyStand),
        (Gaps::AreSpanned, Words::AsTheyStand),
        (Gaps::AreColumns, Words::InPieces),
    ];
    let ways = ways
        .into_iter()
        .flat_map(|way| scales.map(|scale| (scale, way)));
    for (scale, way) in ways {
        let Some(table) = Table::read(&lines, scale, way, vocabulary) else {
            continue;
        };
        let doubts = table.doubts(vocabulary);
        // Of readings that are as good the one stands whose words the vocabulary put together.
        let better =
            |least: usize, words: Words| doubts < least || doubts == least && words != way.1;
        if best
            .as_ref()
            .is_none_or(|(least, words, _)| better(*least, *words))
        {
            best = Some((doubts, way.1, table));
        }
        if doubts == 0 {
            break;
        }
    }
    let (_, _, table) = best?;
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

/// Whether wide gaps divide most lines that print several words. A code and its name are one.
fn is_spread(lines: &[TextLine]) -> bool {
    let coded = |line: &TextLine| match line.pieces.as_ref() {
        [code, name] => split_coded_name(&format!("{}{}", code.text, name.text)).is_some(),
        _ => false,
    };
    let several = lines.iter().filter(|line| line.pieces.len() > 1);
    let several = several.filter(|line| line.is_spread() || !coded(line));
    let (all, spread) = several.fold((0, 0), |(all, spread), line| {
        (all + 1, spread + usize::from(line.is_spread()))
    });
    all >= 2 && spread * 3 >= all * 2
}

/// What the words of a header are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Each belongs to the column it stands above.
    AsTheyStand,
    /// Where that fits no figures, to the one its pieces join to.
    InPieces,
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
        (gaps, words): (Gaps, Words),
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let height = height(lines, scale, vocabulary);
        let (header, _) = lines.split_at(height);
        let goals = spread::last_words::are_last(header);
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
            let mut rows = tokens_of(body, scale);
            if goals {
                spread::last_words::set_apart(&mut rows);
            }
            if first.is_some() && !rows.iter().flatten().any(|token| token.numeric) {
                continue;
            }
            let mut bands = spread::bands::bands(&rows);
            let known = bands.as_deref().unwrap_or(&[]);
            let mut columns = named(head, scale, known, gaps, vocabulary);
            let sorts = first.map_or_else(
                || sorts_of(&columns, known, vocabulary),
                |first| first.sorts.clone(),
            );
            if spread::phrases::are_without_codes(&sorts) {
                rows = rows.into_iter().map(spread::phrases::coded_names).collect();
                bands = spread::bands::bands(&rows);
            }
            let known = bands.as_deref().unwrap_or(&[]);
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
            let mut assigned = None;
            if first.is_none() && words == Words::InPieces {
                let others = spread::squeezed::readings(head, scale, &page.columns, vocabulary);
                assigned = page.assign_to_others(others, bands.as_deref(), &seen, vocabulary);
            }
            let assigned = assigned.or_else(|| page.assign(bands, &seen));
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
        // A header that cannot have been printed so tells the column of no figure.
        let nowhere = match self.is_askew() {
            true => figures(|_| true) + 1,
            false => figures(|page| !page.placed),
        };
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
        let joined = self.pages.first().map_or(0, Page::lines_of_joined_names);
        nowhere * 10_000 + strange * 300 + open * 100 + (unknown + joined) * 10 + words
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

    /// Whether the columns cannot have been printed as they were read.
    fn is_askew(&self) -> bool {
        let columns = self.pages.first().map(|page| page.columns.as_slice());
        let columns = columns.unwrap_or(&[]).iter();
        header::shape::cannot_be(columns.map(|column| column.path.as_slice()), self.header)
    }

    /// Whether the vocabulary knows every word of the header.
    fn is_understood(&self, vocabulary: &Vocabulary) -> bool {
        let words = |text: &String| header::cut::cut(text, vocabulary).1 == 0;
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
        let first = self.pages.first();
        let mut in_doubt = first.is_some_and(|first| {
            spread::squeezed::is_in_doubt(&first.columns, &first.sorts, vocabulary)
                || first.lines_of_joined_names() > 1
        });
        let columns = first.into_iter().flat_map(|first| &first.columns);
        let paths = columns.map(|column| column.path.clone()).collect();
        let has_goals = spread::last_words::are_last(self.header);
        let cells = self.cells();
        let all: Vec<TextLine> = cells.iter().flatten().flatten().cloned().collect();
        let mut leaves = header::from_paths(paths, vocabulary);
        header::recognise::recognise(&mut leaves, &all);
        if let Some(first) = first {
            tell_amounts(&mut leaves, &first.columns, &first.sorts);
        }
        let mut whole: Option<Body> = None;
        let mut carried = CarriedCodes::new();
        for (number, (page, cells)) in self.pages.iter().zip(cells).enumerate() {
            let read = match cells {
                Some(lines) => {
                    let head = self.header;
                    let read = grid::read_page(&leaves, head, &lines, &mut carried, vocabulary);
                    without_columns(read, &page.open, number)
                }
                None => {
                    carried.clear();
                    let layout = Layout::new(&leaves);
                    let read = plain::rows(page.lines.clone(), layout, units, vocabulary);
                    in_doubt |= has_goals && goals::stand_beside_names(&page.lines);
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
        whole.header_doubtful |= in_doubt;
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
        let words = last.is_some_and(|last| {
            header::is_header_words(last, vocabulary)
                || prints_headings(last, vocabulary)
                || ends_headings(
                    last,
                    lines.get(..height.saturating_sub(1)).unwrap_or(&[]),
                    vocabulary,
                )
        });
        if height > 1 && !words && unknown(height - 1) < unknown(height) {
            height -= 1;
        }
    }
    height
}

/// Whether several words of a line, or halves of words, are those of headings.
fn prints_headings(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let heading = |piece: &&Piece| vocabulary.column(&piece.text).is_some();
    line.printed().filter(heading).count() >= 2
}

/// Whether all words of a line are the rest of words above it.
fn ends_headings(line: &TextLine, above: &[TextLine], vocabulary: &Vocabulary) -> bool {
    let ends = |piece: &Piece| {
        let mut words = above.iter().flat_map(TextLine::printed);
        words.any(|word| {
            vocabulary.column(&word.text).is_none() && vocabulary.joins(&word.text, &piece.text)
        })
    };
    line.printed().next().is_some() && line.printed().all(ends)
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
    let nearest = open.nearest.as_ref().and_then(|nearest| {
        let columns: Option<Vec<usize>> = nearest.columns.iter().map(data).collect();
        let columns = columns.filter(|all| !all.is_empty())?;
        let by_sums = nearest.by_sums;
        Some((page, Nearest { columns, by_sums }))
    });
    body.nearest.extend(nearest);
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
