//! A table as it stands in the text, before its header is read, and what lines around it look like.

use crate::load::blocks::caption::unit_note;
use crate::load::grid::cells::is_number;
use crate::load::header;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Place, TableKind, Unit};

/// A table as it stands in the text, before its header is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Draft {
    /// Printed number, when there is one.
    pub(in crate::load) mark: Option<String>,
    /// Printed title; empty when the caption is lost.
    pub(in crate::load) title: String,
    /// Kind read off the title.
    pub(in crate::load) kind: Option<TableKind>,
    /// Printed unit.
    pub(in crate::load) unit: Option<Unit>,
    /// Name of the publishing body in the caption.
    pub(in crate::load) body_name: Option<String>,
    /// Year in the caption.
    pub(in crate::load) year: Option<u16>,
    /// First line of the caption.
    pub(in crate::load) place: Place,
    /// Last line.
    pub(in crate::load) last_line: u32,
    /// Body lines, one chunk per printed page or block, headers included.
    pub(in crate::load) chunks: Vec<Vec<TextLine>>,
    /// Whether some body line is tab-separated.
    pub(in crate::load) tabbed: bool,
    /// What all its lines have been seen to print.
    extent: Extent,
    /// 注 and 说明 lines.
    pub(in crate::load) notes: Vec<(String, Place)>,
    /// Whether rows stand behind it, in other columns, that are none of another table.
    pub(in crate::load) goes_on: bool,
    /// Whether its caption says that it is the next page of a table: 收支总表（续）.
    pub(in crate::load) next_page: bool,
    /// Whether it is a further table under the caption of the one before it.
    pub(in crate::load) further: bool,
}

/// What the lines of a body print, kept while they are added: it is asked at every further line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Extent {
    /// Lines that white space divides into columns.
    spread: usize,
    /// Cells of the widest line.
    width: usize,
    /// Where the outermost line begins, in half-width characters.
    left: Option<u32>,
}

impl Extent {
    fn of(line: &TextLine) -> Self {
        Extent {
            spread: usize::from(line.is_spread()),
            width: line.pieces.len(),
            left: Some(line.start()),
        }
    }

    fn and(self, other: Self) -> Self {
        Extent {
            spread: self.spread + other.spread,
            width: self.width.max(other.width),
            left: self.left.into_iter().chain(other.left).min(),
        }
    }
}

impl Draft {
    pub(in crate::load) fn at(line: &TextLine) -> Self {
        Draft {
            mark: None,
            title: String::new(),
            kind: None,
            unit: None,
            body_name: None,
            year: None,
            place: line.place(),
            last_line: line.number,
            chunks: Vec::new(),
            tabbed: false,
            extent: Extent::default(),
            notes: Vec::new(),
            goes_on: false,
            next_page: false,
            further: false,
        }
    }

    /// Whether the body is tab-separated.
    #[must_use]
    pub(in crate::load) fn is_grid(&self) -> bool {
        self.tabbed
    }

    /// Whether white space divides its lines into columns.
    #[must_use]
    pub(in crate::load) fn is_spread(&self) -> bool {
        !self.tabbed && self.extent.spread >= 2
    }

    /// How many cells its widest line has.
    #[must_use]
    pub(in crate::load) fn width(&self) -> usize {
        self.extent.width
    }

    pub(in crate::load) fn has_body(&self) -> bool {
        !self.chunks.is_empty()
    }

    /// Whether text may run on inside the cells, so that sentences do not end the table.
    pub(in crate::load) fn is_wordy(&self) -> bool {
        matches!(
            self.kind,
            Some(
                TableKind::OverallPerformance
                    | TableKind::ProjectPerformance
                    | TableKind::SelfEvaluation
            )
        )
    }

    /// Whether a column of goals stands behind the amounts of projects.
    pub(in crate::load) fn has_goals(&self) -> bool {
        let header = self.chunks.iter().flatten().take(LONGEST_HEADER);
        let words: String = header.map(|line| line.folded.as_str()).collect();
        !self.tabbed
            && self.kind == Some(TableKind::ProjectExpenditure)
            && words.contains("绩效目标")
    }

    /// Begins a page of the body; its header may be printed again.
    pub(in crate::load) fn begin_page(&mut self) {
        if self.has_body() {
            self.chunks.push(Vec::new());
        }
    }

    /// Adds a line to the body. Cells between strokes below rows of words, the last rows of a table
    /// whose cells were not told apart, are words like them.
    pub(in crate::load) fn push(&mut self, line: &TextLine) {
        self.last_line = line.number;
        let mut line = line.clone();
        if line.ruled && line.tabbed && !self.tabbed && self.prints_figures() {
            line.pieces.retain(|piece| !piece.text.is_empty());
            line.tabbed = false;
        }
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        if let Some(chunk) = self.chunks.last_mut() {
            self.tabbed |= line.tabbed;
            self.extent = self.extent.and(Extent::of(&line));
            chunk.push(line);
        }
    }

    /// Whether its last row is one of words between strokes: what stands between no strokes is none.
    pub(in crate::load) fn is_crammed(&self) -> bool {
        let last = self.chunks.last().and_then(|chunk| chunk.last());
        last.is_some_and(|line| line.ruled && !line.tabbed)
    }

    fn prints_figures(&self) -> bool {
        let mut pieces = self.chunks.iter().flatten().flat_map(TextLine::printed);
        pieces.any(|piece| is_amount(&piece.text))
    }

    /// The few short lines of a captioned table that are no cells: `单位：万` with its 元 in another
    /// line, a stamp.
    pub(in crate::load) fn stray_lines(&self) -> Option<&[TextLine]> {
        let [lines] = self.chunks.as_slice() else {
            return None;
        };
        let short = |line: &TextLine| line.folded.chars().count() <= STRAY_LINE;
        let stray = !self.tabbed && lines.len() <= STRAY_LINES && lines.iter().all(short);
        let captioned = !self.title.is_empty() && self.notes.is_empty();
        (captioned && stray).then_some(lines)
    }

    /// Completes the caption by what is printed behind stray lines, and gives these away.
    pub(in crate::load) fn complete_caption(&mut self, rest: Draft) -> Vec<TextLine> {
        self.unit = rest.unit.or(self.unit.take());
        self.body_name = rest.body_name.or(self.body_name.take());
        self.year = rest.year.or(self.year);
        self.without_lines()
    }

    /// Gives away the lines of the body.
    pub(in crate::load) fn without_lines(&mut self) -> Vec<TextLine> {
        self.extent = Extent::default();
        let lines = std::mem::take(&mut self.chunks);
        lines.into_iter().flatten().collect()
    }

    /// The caption once more, for a further table under it that begins with this line.
    pub(in crate::load) fn captioned_again(&self, line: &TextLine) -> Self {
        Draft {
            mark: self.mark.clone(),
            title: self.title.clone(),
            unit: self.unit.clone(),
            body_name: self.body_name.clone(),
            year: self.year,
            further: true,
            ..Draft::at(line)
        }
    }

    /// Whether a line of header words that it has not printed opens a further table behind its rows;
    /// below rows of figures alone any words do.
    pub(in crate::load) fn ends_before(&self, line: &TextLine, vocabulary: &Vocabulary) -> bool {
        let lines = self.chunks.first().map_or(&[][..], Vec::as_slice);
        let opens = || {
            let height = header::height(lines, vocabulary);
            let (header, rows) = lines.split_at(height.min(lines.len()));
            let words = || header.iter().flat_map(TextLine::printed);
            let printed = |piece: &Piece| words().any(|word| word.text == piece.text);
            let amounts = || {
                let mut cells = rows.iter().flat_map(TextLine::printed);
                cells.all(|cell| is_number(&cell.text)) && line.printed().nth(1).is_some()
            };
            let headed = header::is_header_words(line, vocabulary) || amounts();
            // The name of a row without figures may be a word of headers too.
            let of_figures = |column: usize| {
                let mut cells = rows.iter().filter_map(|row| row.pieces.get(column));
                cells.any(|cell| is_amount(&cell.text))
            };
            let mut cells = line.pieces.iter().enumerate();
            let above = cells.any(|(at, cell)| !cell.text.is_empty() && of_figures(at));
            let band = rows.last().is_none_or(header::is_band);
            !header.is_empty() && !band && headed && above && !line.printed().any(printed)
        };
        // Dashes are figures too.
        let wordy = || {
            line.printed()
                .all(|piece| piece.text.chars().nth(1).is_some())
        };
        let figure = |piece: &Piece| piece.text.contains(|c: char| c.is_ascii_digit());
        self.kind.is_some()
            && self.is_grid()
            && !self.is_wordy()
            && self.chunks.len() == 1
            && wordy()
            && !line.printed().any(figure)
            && opens()
    }

    /// Adds the next page of the table.
    pub(in crate::load) fn join(&mut self, next: Draft) {
        self.last_line = next.last_line;
        self.extent = self.extent.and(next.extent);
        self.chunks.extend(next.chunks);
        self.notes.extend(next.notes);
    }

    /// `单位` `：万` `元` on three lines: the unit stands in the first words of the body.
    pub(in crate::load) fn chopped_unit(&self) -> Option<Unit> {
        let start: String = self
            .chunks
            .first()?
            .iter()
            .take(6)
            .map(|line| line.folded.as_str())
            .collect();
        unit_note(&start)
    }
}

/// `一、收入支出决算总表 → 4`: a heading and its page.
pub(in crate::load) fn is_contents_row(line: &TextLine) -> bool {
    let printed: Vec<_> = line.printed().collect();
    match printed.as_slice() {
        [title, page] => {
            page.text.len() <= 3
                && page.text.chars().all(|c| c.is_ascii_digit())
                && title.text.chars().any(|c| !c.is_ascii_digit())
                && (crate::load::fold::split_ordinal(&title.text).0.is_some()
                    || title.text.starts_with('第')
                    || title.text.ends_with(['表', '明']))
        }
        _ => false,
    }
}

/// Lines of stray words between a caption and its cells, and the characters of one.
const STRAY_LINES: usize = 3;
const STRAY_LINE: usize = 12;
/// Lines a header may take.
pub(in crate::load) const LONGEST_HEADER: usize = 24;
/// How far running text may be indented, in half-width characters.
const FARTHEST_INDENT: u32 = 16;
/// Shorter lines end where their sentence or heading ends.
const FULL_LINE: usize = 22;
/// How many lines may stand between the parts of a sentence that a page break divides.
const PAGE_BREAK: u32 = 5;
/// Whether a line is running text that ends a table: no words of a column that begins to the
/// right of the first, and none that stand beside figures or other columns.
pub(in crate::load) fn ends_table(line: &TextLine, draft: &Draft) -> bool {
    if draft.is_wordy() {
        return false;
    }
    if announces_text(line) {
        return true;
    }
    if !is_sentence(line) {
        return false;
    }
    let left = draft.extent.left;
    let aside = left.is_some_and(|left| line.start() > left + FARTHEST_INDENT);
    !(draft.is_spread() && (aside || line.is_spread()))
}

/// 二、2025年部门预算情况说明: a numbered heading of the explanations is no row of the table above.
fn announces_text(line: &TextLine) -> bool {
    let numbered = crate::load::fold::split_ordinal(&line.folded).0.is_some();
    numbered && !line.is_spread() && line.folded.ends_with("情况说明")
}

/// Whether a sentence runs on from one line to the next, page numbers between them left aside.
pub(in crate::load) fn is_cut(above: &TextLine, below: &TextLine) -> bool {
    let full = above.folded.chars().count() >= FULL_LINE;
    let near = below.number <= above.number + PAGE_BREAK;
    near && full && !above.folded.ends_with(['。', '；', '：', '！', '？', '表'])
}

pub(in crate::load) fn is_sentence(line: &TextLine) -> bool {
    let length = line.folded.chars().count();
    length >= 18 && has_stop(&line.folded) && !line.folded.contains('：')
        || length >= 40 && line.folded.contains('。')
}

/// Whether a mark of punctuation ends or divides a sentence; the comma in 1,959.63 does not.
pub(in crate::load) fn has_stop(folded: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    folded.char_indices().any(|(at, c)| match c {
        '。' | '；' => true,
        '，' => {
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            let after = folded
                .get(at + c.len_utf8()..)
                .and_then(|text| text.chars().next());
            !(is_digit(before) && is_digit(after))
        }
        _ => false,
    })
}
