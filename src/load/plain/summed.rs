//! Headers printed level by level whose groups no form is known to print: the tree whose totals are the sums of their parts in every row that prints a figure in every column.
//!
//! A page that is drawn row by row prints all words of one level before those of the next, each level
//! from left to right, and a group begins with its total: 小计, 合计. The words need not be known to
//! stand below one another: the figures of whole rows tell, and where they allow two trees, none is read.

use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::header;
use crate::load::header::Leaf;
use crate::load::header::index_line::{is_index_line, last_number};
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::placing::sister;
use crate::load::plain::{self, is_amount, is_code};
use crate::load::vocabulary::{ColumnOrder, Vocabulary};
use crate::model::{ColumnIdentity, FigureKind, OrgUnit, Unit, ValueKind};

/// Words of the widest header read so.
const MOST_WORDS: usize = 40;
/// Steps to find the trees; more tell nothing.
const MOST_STEPS: usize = 100_000;
/// Fewer columns of figures have no groups.
const FEWEST_COLUMNS: usize = 4;
/// Fewer whole rows tell nothing.
const FEWEST_ROWS: usize = 2;
/// Whole rows the trees are held against.
const MOST_ROWS: usize = 60;
/// Trees that are held against rows with blanks, and the lines of these.
const MOST_TREES: usize = 60;
const LINES_TRIED: usize = 120;

/// Reads header and rows; `None` where no tree, or more than one, has the sums of the rows.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let lines: Vec<TextLine> = header
        .iter()
        .filter(|line| !is_index_line(line))
        .cloned()
        .collect();
    let (words, unknown) = header::cut::cut(&plain::header_text(&lines), vocabulary);
    if unknown > 0 || words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let rows = plain::without_repeats(header, body);
    let printed = rows.iter().map(plain::dealt::figures_of).max()?;
    let numbered = header.iter().filter_map(last_number).max();
    if numbered.unwrap_or(printed).max(printed) < FEWEST_COLUMNS {
        return None;
    }
    let known: Vec<Word> = words
        .iter()
        .map(|word| Word::of(word, vocabulary))
        .collect();
    let search = |whole: &Body, (fewest, most): (usize, usize)| {
        let mut search = Search {
            words: &words,
            known: &known,
            lines: &plain::levels::starts(&lines, &words),
            vocabulary,
            rows: whole,
            columns: (fewest, most),
            coded: begin_with_codes(&rows),
            parents: Vec::new(),
            found: Vec::new(),
            steps: 0,
        };
        search.next();
        let told = search.steps <= MOST_STEPS && search.found.len() < MOST_TREES;
        told.then_some(search.found)
    };
    let columns = numbered.filter(|last| *last >= printed);
    let whole_of = columns.unwrap_or(printed);
    let whole = whole_rows(&rows, whole_of);
    let mut found = Vec::new();
    if whole.rows.len() >= FEWEST_ROWS {
        found = search(&whole, (whole_of, whole_of))?;
    }
    if found.is_empty() {
        // No row fills all columns: every tree but one must leave rows that fit its sums in no way.
        let most = columns.unwrap_or(words.len());
        found = search(&Body::default(), (columns.unwrap_or(printed), most))?;
        let tried = rows.get(..LINES_TRIED.min(rows.len()))?;
        found.retain(|layout| {
            header::forms::borne_out(tried, layout.clone(), units, vocabulary).is_some()
        });
    }
    let mut found = found.into_iter();
    let only = found.next().filter(|_| found.next().is_none())?;
    let read = header::forms::borne_out(&rows, only, units, vocabulary)?;
    // A code with nothing beside it was torn from its row, and digits among decimals are such codes.
    let torn = |row: &RawRow| row.name.is_empty() && row.values.is_empty();
    let values = || read.rows.iter().flat_map(|row| &row.values);
    let decimals = values().any(|value| value.text.contains('.') && !value.text.ends_with('%'));
    let level = |value: &RawValue| {
        matches!(value.text.len(), 1 | 2) && value.text.parse::<u8>().is_ok_and(|level| level > 0)
    };
    let strayed = decimals && values().any(level);
    (!strayed && !read.rows.iter().any(torn)).then_some(read)
}

/// The rows that print a figure or a dash in each of so many columns.
fn whole_rows(lines: &[TextLine], columns: usize) -> Body {
    let whole = lines
        .iter()
        .filter(|line| plain::dealt::figures_of(line) == columns);
    let row = |line: &TextLine| {
        let pieces: Vec<&Piece> = line.printed().collect();
        let behind = pieces.get(pieces.len().checked_sub(columns)?..)?;
        let value = |(column, piece): (usize, &&Piece)| {
            let here = place(piece.line, piece.span);
            let number =
                is_amount(&piece.text) || numeral::read(&piece.text, &Unit::WanYuan).is_some();
            number.then(|| RawValue::new(Some(column), &piece.text, here))
        };
        let values: Option<Vec<RawValue>> = behind.iter().enumerate().map(value).collect();
        Some(RawRow {
            values: values?,
            ..RawRow::default()
        })
    };
    Body {
        rows: whole.filter_map(row).take(MOST_ROWS).collect(),
        ..Body::default()
    }
}

/// Whether more rows than not begin with a code and a name.
fn begin_with_codes(rows: &[TextLine]) -> bool {
    let printed = || {
        rows.iter()
            .filter(|line| plain::dealt::figures_of(line) > 0)
    };
    let coded = |line: &&TextLine| {
        let mut pieces = line.printed();
        pieces.next().is_some_and(|code| is_code(&code.text))
            && pieces.next().is_some_and(|name| !is_amount(&name.text))
    };
    printed().filter(coded).count() * 2 > printed().count()
}

/// What a word of the header can be.
struct Word {
    /// It names the rows.
    names: bool,
    /// It is the sum of those beside it.
    total: bool,
    /// Its column holds words.
    tells: bool,
    /// It can be a column with nothing below it.
    alone: bool,
}

impl Word {
    fn of(word: &str, vocabulary: &Vocabulary) -> Self {
        let entry = vocabulary.column(word);
        let kind = entry.and_then(|entry| entry.kind);
        let names = entry.is_some_and(|entry| entry.stub.is_some());
        Word {
            names,
            total: vocabulary.is_total(word),
            tells: !names && kind == Some(ValueKind::Text),
            alone: names || kind.is_some(),
        }
    }
}

struct Search<'a> {
    words: &'a [String],
    known: &'a [Word],
    /// The line every word begins on.
    lines: &'a [usize],
    vocabulary: &'a Vocabulary,
    rows: &'a Body,
    /// Fewest and most columns of figures.
    columns: (usize, usize),
    /// Whether rows begin with codes.
    coded: bool,
    /// For every word placed: the word it stands below, counted from 1; 0 is the table.
    parents: Vec<usize>,
    found: Vec<Layout>,
    steps: usize,
}

impl Search<'_> {
    fn next(&mut self) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.found.len() >= MOST_TREES {
            return;
        }
        let at = self.parents.len();
        let from = self.parents.last().copied().unwrap_or(0);
        if at == self.words.len() {
            if self.are_whole(from..at + 1) {
                self.keep();
            }
            return;
        }
        for parent in from..=at {
            // No word goes back to a group that was passed.
            if parent > from && !self.are_whole(from..parent) {
                return;
            }
            if self.may_hold(parent, at) {
                self.parents.push(parent);
                self.next();
                self.parents.pop();
            }
        }
    }

    /// Whether the groups that take no more words have two at least, or can be columns of their own.
    fn are_whole(&self, mut groups: std::ops::Range<usize>) -> bool {
        groups.all(|group| {
            let below = self.parents.iter().filter(|&&parent| parent == group);
            match below.count() {
                _ if group == 0 => true,
                0 => self.known.get(group - 1).is_some_and(|word| word.alone),
                1 => false,
                _ => true,
            }
        })
    }

    fn may_hold(&self, parent: usize, at: usize) -> bool {
        let Some(word) = self.known.get(at) else {
            return false;
        };
        let text = |at: usize| self.words.get(at).map_or("", String::as_str);
        let siblings = || (0..at).filter(|&other| self.parents.get(other) == Some(&parent));
        let is_total = |other: usize| self.known.get(other).is_some_and(|word| word.total);
        if siblings().any(|other| text(other) == text(at)) || word.total && siblings().any(is_total)
        {
            return false;
        }
        let Some(group) = parent.checked_sub(1) else {
            return true;
        };
        let line = |at: usize| self.lines.get(at);
        let (Some(over), true) = (self.known.get(group), line(group) < line(at)) else {
            return false;
        };
        let entry = self.vocabulary.group(text(group));
        let forms = entry.is_some_and(|entry| entry.holds(text(at)));
        if over.names || word.names || over.tells || word.tells {
            return over.names && word.names && entry.is_some();
        }
        // What forms are known to print holds by the words alone, all else by its total.
        let first = siblings().next();
        let summed = match first {
            None => word.total,
            Some(first) => is_total(first) && !word.total,
        };
        !over.total && text(group) != text(at) && (forms && !word.total || summed)
    }

    /// Keeps a tree whose sums are those of the rows.
    fn keep(&mut self) {
        let mut leaves = plain::levels::leaves(self.words, &self.parents, self.vocabulary);
        if !leaves.iter().any(|leaf| leaf.stub.is_some()) {
            // The words over codes and names were printed elsewhere; what they are is seen.
            let named = ["科目编码", "科目名称"].map(|word| vec![word.to_owned()]);
            let named = named.map(|path| Leaf::new(path, self.vocabulary));
            leaves.splice(0..0, self.coded.then_some(named).into_iter().flatten());
        }
        let named = leaves.iter().any(|leaf| leaf.stub.is_some());
        if !self.are_in_order() {
            return;
        }
        let layout = Layout::new(&leaves);
        let figures = layout
            .columns
            .iter()
            .filter(|column| column.kind != ValueKind::Text);
        let (fewest, most) = self.columns;
        if !named
            || layout.lanes.len() != 1
            || !(fewest..=most).contains(&figures.count())
            || self.found.contains(&layout)
        {
            return;
        }
        let sums = self.sums();
        let (_, failed) = sister::sums(self.rows, &sums, &Unit::WanYuan);
        let moved = |sum: &ColumnIdentity| {
            let mut rows = self.rows.rows.iter();
            rows.any(|row| {
                let parts = sum.parts.iter().filter_map(|&part| row.values.get(part));
                let figures = parts.filter_map(|value| numeral::read(&value.text, &Unit::WanYuan));
                let some = |kind: FigureKind| kind == FigureKind::Printed;
                figures.filter(|figure| some(figure.kind())).count() > 0
            })
        };
        let blanks = self.rows.rows.is_empty();
        if !sums.is_empty() && failed == 0 && (blanks || sums.iter().all(moved)) {
            self.found.push(layout);
        }
    }

    /// Whether the words of every group stand as forms print them: words drawn before or behind their
    /// page stand in another order.
    fn are_in_order(&self) -> bool {
        let text = |at: usize| self.words.get(at).map_or("", String::as_str);
        // Whole rows tell the order of the groups themselves.
        let first = usize::from(!self.rows.rows.is_empty());
        (first..=self.words.len()).all(|group| {
            let below = (0..self.words.len()).filter(|&at| self.parents.get(at) == Some(&group));
            let below: Vec<&str> = below.map(text).collect();
            let places = |order: &ColumnOrder| -> Vec<usize> {
                let place = |word: &&str| {
                    let known = |wordings: &Vec<String>| wordings.iter().any(|known| known == word);
                    order.iter().position(known)
                };
                below.iter().filter_map(place).collect()
            };
            // The orders that know most of the words: forms differ, one of them must agree.
            let known: Vec<Vec<usize>> = self.vocabulary.orders().iter().map(places).collect();
            let most = known.iter().map(Vec::len).max().unwrap_or(0);
            let mut agree = known.iter().filter(|places| places.len() == most);
            most * 2 < below.len() || agree.any(|places| places.is_sorted())
        })
    }

    /// The sum of every group that begins with its total.
    fn sums(&self) -> Vec<ColumnIdentity> {
        let mut sums = Vec::new();
        let mut column = 0;
        self.group(0, &mut column, &mut sums);
        sums
    }

    /// Counts the columns of figures below a word, and tells which of them is its total, if any.
    fn group(
        &self,
        group: usize,
        column: &mut usize,
        sums: &mut Vec<ColumnIdentity>,
    ) -> Vec<usize> {
        let mut parts: Vec<usize> = Vec::new();
        let mut total = None;
        for at in (0..self.words.len()).filter(|&at| self.parents.get(at) == Some(&group)) {
            if self.parents.contains(&(at + 1)) {
                parts.extend(self.group(at + 1, column, sums));
                continue;
            }
            let Some(word) = self.known.get(at).filter(|word| !word.names && !word.tells) else {
                continue;
            };
            match word.total && group > 0 {
                true => total = Some(*column),
                false => parts.push(*column),
            }
            *column += 1;
        }
        match total {
            Some(total) => {
                if !parts.is_empty() {
                    sums.push(ColumnIdentity { total, parts });
                }
                vec![total]
            }
            None => parts,
        }
    }
}
