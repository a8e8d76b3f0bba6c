//! Body rows of a tab-separated table: the cells keep their columns, also when empty.

pub(super) mod cells;
pub(super) mod code_heads;
pub(super) mod guessed_cells;
pub(super) mod low_header;
pub(super) mod merged;
pub(super) mod merged_labels;
pub(super) mod narrow_header;
pub(super) mod packed_header;
pub(super) mod packed_tiers;

use ecow::EcoString;

use crate::load::body::{Body, RawRow, place};
use crate::load::codes::{CarriedCodes, CodeCells, Coded, split_coded_name};
use crate::load::fold::split_ordinal;
use crate::load::grid::cells::{
    coded_name, decide_unknown_kinds, is_number, is_rule, name_rows, total_name, unit_name,
};
use crate::load::grid::merged::Spanning;
use crate::load::header::index_line::{is_index_line, is_numbered_again};
use crate::load::header::{self, Leaf};
use crate::load::layout::{Slot, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{RowKind, TableKind, ValueKind};

/// Heads of the cells of a code.
const HEADS_OF_CODES: [&str; 3] = ["类", "款", "项"];

/// How the names of totals end.
const TOTALS: [&str; 2] = ["合计", "总计"];

/// How far a second column of names stands to the right of the first, in half-width characters.
const NEXT_COLUMN: u32 = 100;

/// Reads header and rows of a tab-separated table, given the lines of its pages and its kind as far
/// as its title tells it.
#[must_use]
pub(in crate::load) fn read(
    mut pages: Vec<Vec<TextLine>>,
    kind: Option<TableKind>,
    vocabulary: &Vocabulary,
) -> Body {
    narrow_header::without_margin(&mut pages);
    let Some(first) = pages.first() else {
        return Body::default();
    };
    let height = header::height(first, vocabulary);
    let mut header = first.get(..height).unwrap_or(&[]).to_vec();
    let repeated = |lines: &Vec<TextLine>| {
        let alike = |(line, header): &(&TextLine, &TextLine)| line.folded == header.folded;
        lines.iter().zip(first).take_while(alike).count()
    };
    let mut heights: Vec<usize> = pages.iter().map(repeated).collect();
    if let Some(first) = heights.first_mut() {
        *first = height;
    }
    let mut lines = Vec::with_capacity(pages.iter().map(Vec::len).sum());
    for (page, height) in pages.into_iter().zip(heights) {
        lines.extend(page.into_iter().skip(height));
    }
    if header.iter().all(|line| line.ruled) {
        guessed_cells::restore(&mut header, &mut lines, vocabulary);
    }
    let widths = header.iter().chain(&lines).map(|line| line.pieces.len());
    let mut reader = Reader::new(&header, widths.max().unwrap_or(0), vocabulary);
    reader.begin(&lines, kind);
    reader.rows(lines);
    reader.finish()
}

/// Reads rows of cells below leaves that are known.
#[must_use]
pub(in crate::load) fn read_cells(
    leaves: &[Leaf],
    header: &[TextLine],
    body: &[TextLine],
    vocabulary: &Vocabulary,
) -> Body {
    read_page(leaves, header, body, &mut CarriedCodes::new(), vocabulary)
}

/// Reads the rows of one page of a table below leaves that are known. The digits of 类 and 款 that the
/// page before printed last are those of its first rows, and what it prints last is handed on.
#[must_use]
pub(in crate::load) fn read_page(
    leaves: &[Leaf],
    header: &[TextLine],
    body: &[TextLine],
    carried: &mut CarriedCodes,
    vocabulary: &Vocabulary,
) -> Body {
    let mut reader = Reader::new(header, leaves.len(), vocabulary);
    reader.banded = false;
    reader.body.layout.extend(leaves);
    reader.carried = std::mem::take(carried);
    reader.rows(body.to_vec());
    *carried = std::mem::take(&mut reader.carried);
    reader.finish()
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    header: &'a [TextLine],
    /// Whether the table is divided into sections by lines like 一、政府采购情况.
    banded: bool,
    body: Body,
    /// First printed column of the section in `layout.slots`.
    section: usize,
    width: usize,
    index: u32,
    spanning: Spanning,
    carried: CarriedCodes,
    /// Whether some rows print the unit an account belongs to beside its code.
    units_beside: bool,
}

impl<'a> Reader<'a> {
    fn new(header: &'a [TextLine], width: usize, vocabulary: &'a Vocabulary) -> Self {
        Reader {
            vocabulary,
            header,
            banded: header.first().is_some_and(header::is_band),
            body: Body::default(),
            section: 0,
            width,
            index: 0,
            spanning: Spanning::default(),
            carried: CarriedCodes::new(),
            units_beside: false,
        }
    }

    fn begin(&mut self, body: &[TextLine], kind: Option<TableKind>) {
        if self.header.is_empty() {
            self.body.header_doubtful = true;
            self.body.header_pieced = true;
            let leaves = header::infer(body, self.width, kind, self.vocabulary);
            self.body.layout.extend(&leaves);
            return;
        }
        if let Some((columns, read)) = narrow_header::pieced(self.header, body, self.vocabulary) {
            self.piece(read, columns, body);
            return;
        }
        let mut leaves = header::read(self.header, self.width, self.vocabulary);
        // Programs that print pages of a PDF in Markdown guess where its cells end.
        let guessed = self.header.iter().all(|line| line.ruled);
        let wrong = guessed
            && (header::cut::is_cut(&leaves, body, self.vocabulary)
                || guessed_cells::are_wrong(&leaves, body, self.vocabulary))
            || header::is_damaged(&leaves, body, self.vocabulary);
        let unsure = guessed && guessed_cells::misheld(&leaves, self.vocabulary).1 > 0;
        let held = (guessed && wrong || unsure)
            .then(|| guessed_cells::leaves_by_holding(self.header, self.width, self.vocabulary));
        let by_words = || wrong.then(|| self.header_from_words(guessed)).flatten();
        match held.flatten().or_else(by_words) {
            Some(repaired) => {
                leaves = repaired;
                self.body.header_pieced = true;
            }
            None => self.body.header_doubtful = wrong,
        }
        code_heads::tell_apart(&mut leaves, self.header, body);
        header::recognise::recognise(&mut leaves, body);
        self.body.layout.extend(&leaves);
    }

    /// Takes the leaves put together from a header whose cells lost their places, or nameless ones.
    fn piece(&mut self, read: Option<Vec<Leaf>>, columns: usize, body: &[TextLine]) {
        self.width = columns;
        self.body.header_pieced = true;
        self.body.header_doubtful = read.is_none();
        let nameless = || vec![Leaf::new(Vec::new(), self.vocabulary); columns];
        let mut leaves = read.unwrap_or_else(nameless);
        header::recognise::recognise(&mut leaves, body);
        self.body.layout.extend(&leaves);
    }

    /// The header put together from its words, if it has as many leaves as the body has columns.
    fn header_from_words(&self, guessed: bool) -> Option<Vec<Leaf>> {
        let leaves = guessed_cells::leaves_from_words(self.header, self.vocabulary)?;
        let stand = !guessed || guessed_cells::stand_so(&leaves, self.header);
        (leaves.len() == self.width && stand).then_some(leaves)
    }

    /// Reads the rows. A line is given away once it is read: a long table is not held as lines and
    /// rows at once.
    fn rows(&mut self, mut lines: Vec<TextLine>) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let next = lines.get(at + 1);
            let opens_section = header::is_band(line)
                && (self.banded
                    || next.is_some_and(|next| {
                        header::is_header_words(next, self.vocabulary) && !self.repeats_header(next)
                    }));
            if opens_section {
                at += self.open_section(lines.get(at..).unwrap_or(&[]));
                continue;
            }
            if !self.repeats_header(line) && !is_rule(line) {
                self.row(line);
            }
            if let Some(read) = lines.get_mut(at) {
                *read = TextLine::default();
            }
            at += 1;
        }
    }

    /// Opens a further section; its header is the band and the header words after it, or those of
    /// the section before. Returns how many lines were used.
    fn open_section(&mut self, lines: &[TextLine]) -> usize {
        let words = lines
            .iter()
            .skip(1)
            .take_while(|line| header::is_header_words(line, self.vocabulary))
            .count();
        let mut header: Vec<TextLine> = lines.get(..=words).unwrap_or(&[]).to_vec();
        if words == 0 {
            header.extend(self.header.iter().skip(usize::from(self.banded)).cloned());
        }
        let leaves = header::read(&header, self.width, self.vocabulary);
        self.section = self.body.layout.slots.len();
        self.body.layout.extend(&leaves);
        words + 1
    }

    fn repeats_header(&self, line: &TextLine) -> bool {
        if is_index_line(line) && is_numbered_again(self.header, line) {
            return true;
        }
        let printed = line.printed().count();
        printed >= 2
            && !line.printed().any(|piece| is_number(&piece.text))
            && self.header.iter().any(|header| {
                let equal = line
                    .printed()
                    .filter(|piece| header.printed().any(|other| other.text == piece.text))
                    .count();
                equal * 10 >= printed * 6
            })
    }

    fn row(&mut self, line: &TextLine) {
        let slots: Vec<Slot> = self.body.layout.section(self.section).to_vec();
        let Some(cells) = self.aligned(&line.pieces, &slots) else {
            self.index += 1;
            self.body.body_doubtful = true;
            return;
        };
        if self.continues_name(&cells, &slots) {
            return;
        }
        self.index += 1;
        let first_lane = slots.first().map_or(0, |slot| slot.lane);
        let last_lane = slots.last().map_or(0, |slot| slot.lane);
        for lane in first_lane..=last_lane {
            let mut row = self.lane_row(lane, &cells, &slots);
            row.short = line.pieces.len() < slots.len();
            self.name_from_lane_before(&mut row);
            if !row.values.is_empty() || !row.code.is_empty() || !row.name.is_empty() {
                self.body.rows.push(row);
            }
        }
    }

    /// 公用经费合计 spans several parallel blocks, and 基本支出合计 those of 人员经费 and 公用经费: the name
    /// stands in the first, the figure in the last.
    fn name_from_lane_before(&mut self, row: &mut RawRow) {
        let nameless = row.name.is_empty() && row.code.is_empty() && !row.values.is_empty();
        let lanes = &self.body.layout.lanes;
        let title = |lane: usize| {
            lanes
                .get(lane)
                .map(|lane| lane.title.as_str())
                .unwrap_or("")
        };
        let Some(before) = self.body.rows.last() else {
            return;
        };
        let title_spans = !title(row.lane).is_empty() && title(before.lane) == title(row.lane);
        let total = TOTALS.iter().any(|end| before.name.ends_with(end));
        let spans = nameless
            && before.index == row.index
            && before.values.is_empty()
            && before.code.is_empty()
            && (title_spans || total);
        if spans {
            row.name.clone_from(&before.name);
            row.place = before.place;
            self.body.rows.pop();
        }
    }

    /// The cells in their columns. A line with too few cells has lost empty ones, most often at a
    /// page break: they are put back where every text then stands in a text column and every
    /// number in a number column, if that is possible in one way only.
    fn aligned(&self, pieces: &[Piece], slots: &[Slot]) -> Option<Vec<Piece>> {
        let missing = slots.len().saturating_sub(pieces.len());
        let padded = |at: usize| -> Vec<Piece> {
            let mut cells = pieces.to_vec();
            let at = at.min(cells.len());
            cells.splice(at..at, std::iter::repeat_n(Piece::default(), missing));
            cells
        };
        let plain = padded(pieces.len());
        if missing == 0 || self.fits(&plain, slots) {
            return Some(plain);
        }
        let mut readings: Vec<Vec<Piece>> = (0..pieces.len())
            .map(padded)
            .filter(|cells| self.fits(cells, slots))
            .collect();
        readings.dedup_by(|a, b| a.iter().zip(b.iter()).all(|(a, b)| a.text == b.text));
        match readings.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    fn fits(&self, cells: &[Piece], slots: &[Slot]) -> bool {
        cells.iter().zip(slots).all(|(cell, slot)| {
            if cell.text.is_empty() {
                return true;
            }
            let number = is_number(&cell.text);
            match slot.use_ {
                Use::Stub(Stub::Name | Stub::LabelName) => !number,
                Use::Stub(_) => cell.text.chars().all(|c| c.is_ascii_digit()),
                Use::Label(_) => true,
                Use::Data(column) => {
                    let kind = self
                        .body
                        .layout
                        .columns
                        .get(column)
                        .map(|column| column.kind);
                    let known = self.body.layout.known.get(column).copied().unwrap_or(false);
                    !known || kind == Some(ValueKind::Text) || number
                }
            }
        })
    }

    /// A line that prints the rest of the name above, after a page break: no code, no number, and
    /// the row above has a code.
    fn continues_name(&mut self, cells: &[Piece], slots: &[Slot]) -> bool {
        let mut name = None;
        for (cell, slot) in cells
            .iter()
            .zip(slots)
            .filter(|(cell, _)| !cell.text.is_empty())
        {
            match slot.use_ {
                Use::Stub(Stub::Name) if name.is_none() => name = Some(&cell.text),
                _ => return false,
            }
        }
        let Some(name) = name else {
            return false;
        };
        let has_code_column = slots
            .iter()
            .any(|slot| matches!(slot.use_, Use::Stub(Stub::Code | Stub::Item)));
        let Some(above) = self.body.rows.last_mut() else {
            return false;
        };
        let plain = split_ordinal(name).0.is_none() && self.vocabulary.row_kind(name).is_none();
        if has_code_column && plain && !above.code.is_empty() {
            above.name.push_str(name);
            return true;
        }
        false
    }

    fn lane_row(&mut self, lane: usize, cells: &[Piece], slots: &[Slot]) -> RawRow {
        let mut row = RawRow {
            index: self.index,
            lane,
            ..RawRow::default()
        };
        let mut codes = CodeCells::default();
        let mut names: Vec<&EcoString> = Vec::new();
        let mut name_columns = 0;
        let mut labelled = None;
        let cells = || {
            let all = cells.iter().zip(slots);
            all.filter(|(_, slot)| slot.lane == lane)
        };
        if cells().all(|(cell, _)| cell.text.is_empty()) {
            return row;
        }
        let is_value = |slot: &Slot| matches!(slot.use_, Use::Data(_) | Use::Label(_));
        let values = cells().filter(|(cell, slot)| !cell.text.is_empty() && is_value(slot));
        row.values.reserve_exact(values.count());
        let kind = |cell: &Piece| self.vocabulary.row_kind(&cell.text);
        let total = cells().any(|(cell, _)| kind(cell) == Some(RowKind::Total));
        for (cell, slot) in cells() {
            if let Use::Data(column) | Use::Label(column) = slot.use_ {
                let printed = self.body.layout.columns.get(column);
                self.spanning
                    .take((column, printed), cell, (&mut row, total));
            }
            if slot.use_ == Use::Stub(Stub::Class) {
                codes.open_class();
            }
            name_columns += u32::from(slot.use_ == Use::Stub(Stub::Name));
            if cell.text.is_empty() {
                if let (Use::Label(column), true, true) =
                    (slot.use_, cell.covered, names.is_empty())
                {
                    labelled = labelled.or(Some(column));
                }
                continue;
            }
            if names.is_empty() {
                row.indent = cell.indent + NEXT_COLUMN * name_columns.saturating_sub(1);
            }
            if row.place.line == 0 {
                row.place = place(cell.line, cell.span);
            }
            let digits = cell.text.chars().all(|c| c.is_ascii_digit());
            match slot.use_ {
                // The last line of a header may share its row with the total: 类, 款, 项, 合计.
                Use::Stub(_) if HEADS_OF_CODES.contains(&cell.text.as_str()) => {}
                // 合计 is often printed in the first column, whatever the column is for.
                Use::Stub(
                    Stub::Code | Stub::Class | Stub::Section | Stub::Item | Stub::UnitCode,
                ) if !digits => {
                    names.push(&cell.text);
                }
                // A merged header cell 项目 covers 行次 too.
                Use::Stub(Stub::Name) if digits && !names.is_empty() => {}
                Use::Stub(
                    stub @ (Stub::Code | Stub::Class | Stub::Section | Stub::Item | Stub::UnitCode),
                ) => {
                    codes.push(stub, &cell.text);
                }
                Use::Stub(Stub::Name) => names.push(&cell.text),
                Use::Label(_) if names.is_empty() => names.push(&cell.text),
                Use::Stub(Stub::Ordinal | Stub::LabelName) | Use::Label(_) | Use::Data(_) => {}
            }
        }
        let (code, coded) = codes.joined(lane, &mut self.carried);
        row.code = code.into();
        row.unit_code = coded == Coded::Unit;
        self.units_beside |= coded == Coded::AccountOfUnit;
        row.name = match names.as_slice() {
            // Long names share their characters with the cell.
            [only] => (*only).clone(),
            several => {
                let several: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
                // The characters of 合   计 may stand in two columns of names.
                let one = several.concat();
                match self.vocabulary.row_kind(&one) {
                    Some(RowKind::Total) => one.into(),
                    _ => several.join("→").into(),
                }
            }
        };
        if let Some((code, name)) = split_coded_name(&row.name).filter(|_| row.code.is_empty()) {
            row.code = code.into();
            row.name = name.into();
        }
        coded_name(&mut row, &self.body.layout);
        unit_name(&mut row, &self.body.layout);
        total_name(&mut row, &self.body.layout, self.vocabulary);
        self.spanning.name(&mut row, labelled);
        let covered = cells().filter(|(cell, _)| cell.covered);
        merged::stub(&mut row, &self.body.rows, covered, self.vocabulary);
        row
    }

    fn finish(mut self) -> Body {
        name_rows(&mut self.body);
        if self.units_beside {
            // Where accounts print their units, what has neither code is a unit.
            let heads = |row: &&mut RawRow| row.code.is_empty() && !row.name.is_empty();
            let rows = self.body.rows.iter_mut().filter(heads);
            rows.for_each(|row| row.unit_code = true);
        }
        decide_unknown_kinds(&mut self.body);
        self.body
    }
}
