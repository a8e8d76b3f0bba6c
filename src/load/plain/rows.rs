//! Rows of one stream printed with white space: codes, a name that may run over several lines, then figures.

use crate::catalogue;
use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::fold;
use crate::load::forms::goals;
use crate::load::forms::indicator_pairs::{self, Loose};
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::lines::orphan_names;
use crate::load::plain::account_beside;
use crate::load::plain::pieces::Part;
use crate::load::plain::project_words::{take_last, take_type, take_unit};
use crate::load::plain::{self, is_amount, is_code};
use crate::load::tokens;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, Place, RowKind, ValueKind};

/// Digits that are too many for the value of an indicator.
const PROJECT_CODE: usize = 10;
/// Lines the name of a unit or project may take before its amounts.
const LONGEST_NAME: usize = 8;

/// Reads rows. `units` are the bodies the tables before listed: their names close the 项目单位
/// column of project tables.
#[must_use]
pub(in crate::load) fn read(
    lines: &[TextLine],
    layout: Layout,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Body {
    let count = |wanted: fn(Stub) -> bool| {
        layout
            .slots
            .iter()
            .filter(|slot| matches!(slot.use_, Use::Stub(stub) if wanted(stub)))
            .count()
    };
    let codes = count(|stub| matches!(stub, Stub::Code | Stub::Class));
    let indicators = layout
        .columns
        .iter()
        .any(|column| column.kind == ValueKind::Text && column.path.len() > 1);
    let mut reader = Reader {
        code_groups: codes.max(count(|stub| stub == Stub::UnitCode).min(1)),
        whole: plain::pieces::are_whole(lines, &layout),
        indicators,
        units,
        vocabulary,
        body: Body {
            layout,
            ..Body::default()
        },
        row: Draft::default(),
        index: 0,
        spanning: Vec::new(),
        loose: Vec::new(),
    };
    let goals = goals::Goals::of(&reader.body.layout, lines);
    for (at, line) in lines.iter().enumerate() {
        let below = lines.get(at + 1..).unwrap_or(&[]);
        if goals.is_some_and(|goals| goals.holds(lines, at)) {
            reader.close();
            continue;
        }
        match goals {
            Some(_) => reader.line(&goals::Goals::without(line), below),
            None => reader.line(line, below),
        }
    }
    reader.close();
    indicator_pairs::fill(&mut reader.body, reader.loose);
    orphan_names::brought_home(&mut reader.body, vocabulary);
    account_beside::divide(&mut reader.body, vocabulary);
    reader.body
}

/// A row under construction: what is printed before its figures, and the figures.
#[derive(Default)]
struct Draft {
    parts: Vec<Part>,
    figures: Vec<RawValue>,
    place: Option<Place>,
    /// The words in printed order, each run with its place.
    words: Vec<(String, Place)>,
    /// Whether the code stood before the name in one word.
    coded_name: bool,
}

impl Draft {
    fn codes(&self) -> usize {
        self.parts
            .iter()
            .filter(|part| matches!(part, Part::Code(_)))
            .count()
    }

    /// Whether a code stands in the column of the one before it: a pair of codes is of two
    /// classifications (30201 办公费, 50201 办公经费), a row without figures lies between.
    fn repeats_column(&self, code: &str) -> bool {
        match self.parts.as_slice() {
            [Part::Code(before), Part::Words(_)] => before.get(..1) == code.get(..1),
            _ => false,
        }
    }

    fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.figures.is_empty()
    }
}

struct Reader<'a> {
    /// How many codes a full row prints.
    code_groups: usize,
    /// Whether amounts print no decimals, and codes stand left of the names.
    whole: bool,
    /// Whether words follow the figures (indicators of performance tables).
    indicators: bool,
    units: &'a [OrgUnit],
    vocabulary: &'a Vocabulary,
    body: Body,
    row: Draft,
    index: u32,
    /// Last text of the columns whose cells span rows.
    spanning: Vec<(usize, RawValue)>,
    /// Words of indicators, with the row they stand in.
    loose: Loose,
}

impl Reader<'_> {
    fn line(&mut self, line: &TextLine, below: &[TextLine]) {
        let pieces: Vec<&Piece> = line.printed().collect();
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let rest = pieces.get(at + 1..).unwrap_or(&[]);
            if self.among_indicators() && !begins_project(piece, rest, below) {
                self.indicator(piece, line);
                at += 1;
            } else if self.ends_code(&piece.text) {
                at += 1;
            } else if at == 0 && self.is_own_code(&pieces) {
                self.code(piece.text.clone().into(), piece);
                at += 1;
            } else if is_amount(&piece.text)
                || self.is_whole_figure(piece, at)
                || self.whole && plain::pieces::is_behind_name(&pieces, at)
                || self.body.layout.lanes.len() == 1
                    && plain::pieces::is_among_figures(&pieces, at, self.row.figures.last())
                || self.is_dash(&pieces, at)
            {
                let name = self.row.words.last().map(|(_, name)| *name);
                let whole = name.zip(self.row.figures.first());
                if at == 0 && !self.indicators && plain::pieces::is_of_next_row(whole, line) {
                    self.close();
                    // Its name was printed elsewhere: which row it is, is not known.
                    self.body.body_doubtful = true;
                }
                self.figure(piece);
                at += 1;
            } else if let Some((code, used)) = self.code_at(pieces.get(at..).unwrap_or(&[])) {
                self.code(code, piece);
                at += used;
            } else if self.code_groups == 0
                && let Some((code, name)) = plain::pieces::coded_name(piece)
            {
                self.coded_name(code, &name, line);
                at += 1;
            } else {
                self.words(piece, line);
                at += 1;
            }
        }
    }

    /// Whether the amounts of a row are complete and words of its indicators follow.
    fn among_indicators(&self) -> bool {
        self.indicators && self.row.is_empty() && !self.body.rows.is_empty()
    }

    fn indicator(&mut self, piece: &Piece, line: &TextLine) {
        let row = self.body.rows.len().saturating_sub(1);
        if self.loose.last().is_none_or(|(last, _)| *last != row) {
            self.loose.push((row, Vec::new()));
        }
        if let Some((_, tokens)) = self.loose.last_mut() {
            tokens::push(tokens, piece, line);
        }
    }

    /// A whole number after other figures of the row, or after its name: an amount without
    /// decimals. Digits that look like a code are one only where a code can stand: not behind the
    /// name of a row that has all its codes.
    fn is_whole_figure(&self, piece: &Piece, at: usize) -> bool {
        if !piece.text.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let named = match self.row.parts.last() {
            Some(Part::Words(words)) => {
                self.code_groups > 0 && self.row.codes() >= self.code_groups
                    || self.vocabulary.row_kind(words) == Some(RowKind::Total)
            }
            _ => false,
        };
        let behind_name = at > 0 && named && self.body.layout.lanes.len() == 1;
        behind_name || !self.row.figures.is_empty() && !is_code(&piece.text)
    }

    fn is_dash(&self, pieces: &[&Piece], at: usize) -> bool {
        let single = self.body.layout.lanes.len() == 1 && !self.indicators;
        let named = !self.row.parts.is_empty();
        single && plain::pieces::is_dash_for_figure(pieces, at, self.row.figures.last(), named)
    }

    fn is_own_code(&self, pieces: &[&Piece]) -> bool {
        let above = match self.row.parts.first() {
            Some(Part::Code(code)) => Some(code.as_str()),
            _ => {
                let mut rows = self.body.rows.iter().rev().map(|row| row.code.as_str());
                rows.find(|code| !code.is_empty())
            }
        };
        let begins = self.row.is_empty() || !self.row.figures.is_empty();
        begins && self.code_groups == 1 && plain::pieces::is_own_code(pieces, above)
    }

    /// A code that begins here and how many pieces it takes: `206 01 99`, `302 39`, `2060101`.
    fn code_at(&self, pieces: &[&Piece]) -> Option<(String, usize)> {
        let first = &pieces.first()?.text;
        // Tables of projects have no code column, but their unit rows print the unit's code.
        let row_begins = self.row.is_empty() || !self.row.figures.is_empty();
        let of_unit = row_begins && self.units.iter().any(|unit| unit.code == *first);
        if !is_code(first) || self.code_groups == 0 && !of_unit {
            return None;
        }
        let mut code = first.clone();
        let mut used = 1;
        if first.len() == 3 {
            while used < 3
                && let Some(next) = pieces.get(used)
                && next.text.len() == 2
                && next.text.chars().all(|c| c.is_ascii_digit())
            {
                code.push_str(&next.text);
                used += 1;
            }
        }
        Some((code.into(), used))
    }

    fn coded_name(&mut self, code: String, name: &Piece, line: &TextLine) {
        self.close();
        self.row.coded_name = true;
        self.row.parts.push(Part::Code(code));
        self.words(name, line);
    }

    fn figure(&mut self, piece: &Piece) {
        if self.indicators && self.row.codes() == 0 {
            return;
        }
        let here = place(piece.line, piece.span);
        self.row.place.get_or_insert(here);
        self.row
            .figures
            .push(RawValue::new(None, &piece.text, here));
    }

    fn code(&mut self, code: String, piece: &Piece) {
        if self.joins_broken_code(&code) {
            return;
        }
        // A merged first code prints only once: `退休费 50905 离退休费` follows `30302 退休费 …`.
        let full = self.row.codes() >= self.code_groups.max(1);
        if full || !self.row.figures.is_empty() || self.row.repeats_column(&code) {
            self.close();
        }
        let trailing = self.row.codes() == 0 && self.code_groups == 1 && !self.row.parts.is_empty();
        if trailing {
            self.words_before_code(&code);
        }
        self.row.place.get_or_insert(place(piece.line, piece.span));
        self.row.parts.push(Part::Code(code));
    }

    /// Project codes of twenty digits are broken over lines; a part alone has ten digits or is the
    /// rest after one.
    fn joins_broken_code(&mut self, code: &str) -> bool {
        if !self.row.figures.is_empty() {
            return false;
        }
        match self.row.parts.last_mut() {
            Some(Part::Code(before)) if before.len() >= 10 && before.len() + code.len() <= 24 => {
                before.push_str(code);
                true
            }
            _ => false,
        }
    }

    /// A last line of few digits ends a code that was broken.
    fn ends_code(&mut self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) && self.joins_broken_code(text)
    }

    /// Words between the figures of one row and the code of the next end the name above or begin
    /// the name below; the catalogue tells which.
    fn words_before_code(&mut self, code: &str) {
        let words: String = self
            .row
            .parts
            .iter()
            .map(|part| match part {
                Part::Words(words) | Part::Code(words) => words.as_str(),
            })
            .collect();
        let begins = |code: &str, name: &str| {
            catalogue::entries(code)
                .iter()
                .any(|entry| fold(entry.name).starts_with(&fold(name)))
        };
        if begins(code, &words) {
            return;
        }
        if let Some(above) = self.body.rows.last_mut()
            && begins(&above.code, &format!("{}{words}", above.name))
        {
            above.name.push_str(&words);
            self.row.parts.clear();
        }
    }

    fn words(&mut self, piece: &Piece, line: &TextLine) {
        if !self.row.figures.is_empty() {
            if self.indicators {
                // Indicators follow; the next code begins the next row.
                self.close();
                self.indicator(piece, line);
                return;
            }
            self.close();
        }
        if self.indicators && self.row.codes() == 0 {
            return;
        }
        if self.code_groups == 1 && self.row.codes() == 1 && self.starts_total(&piece.text) {
            self.close();
        }
        let begins = self.code_groups == 0 && line.printed().next() == Some(piece);
        if begins && plain::pieces::counts_on(&self.row.parts, &piece.text, self.vocabulary) {
            self.close();
        }
        let here = place(piece.line, piece.span);
        self.row.place.get_or_insert(here);
        self.row.words.push((piece.text.clone().into(), here));
        match self.row.parts.last_mut() {
            Some(Part::Words(words)) => words.push_str(&piece.text),
            _ => self.row.parts.push(Part::Words(piece.text.clone().into())),
        }
    }

    fn starts_total(&self, text: &str) -> bool {
        self.vocabulary.row_kind(text) == Some(RowKind::Total)
    }

    fn close(&mut self) {
        let draft = std::mem::take(&mut self.row);
        // A bare number between rows is a page number of three digits.
        let bare = draft.figures.is_empty()
            && matches!(draft.parts.as_slice(), [Part::Code(code)] if code.len() == 3);
        if draft.is_empty() || bare {
            return;
        }
        // Which name belongs to which code is not known.
        self.body.body_doubtful |= self.code_groups == 2 && plain::pieces::lost_name(&draft.parts);
        self.index += 1;
        let mut row = RawRow {
            index: self.index,
            values: draft.figures,
            place: draft.place.unwrap_or_default(),
            ..RawRow::default()
        };
        let first_is_words = matches!(draft.parts.first(), Some(Part::Words(_)));
        let mut codes: Vec<String> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for part in draft.parts {
            match part {
                Part::Code(code) => codes.push(code),
                Part::Words(words) => names.push(words),
            }
        }
        if self.code_groups == 2 && codes.len() == 1 && names.len() == 2 && first_is_words {
            self.inherit_code(&mut codes, names.first());
        }
        row.unit_code = self.code_groups == 0 && !codes.is_empty() && !draft.coded_name;
        row.code = codes.join("→").into();
        row.name = if names.len() > 1 && codes.len() < 2 {
            names.concat().into()
        } else {
            names.join("→").into()
        };
        self.split_text_columns(&mut row, &draft.words);
        self.body.rows.push(row);
    }

    /// A code cell merged over several rows prints once; the rows below it have the same name.
    fn inherit_code(&self, codes: &mut Vec<String>, name: Option<&String>) {
        let Some(above) = self.body.rows.last() else {
            return;
        };
        let same = above.name.split('→').next() == name.map(String::as_str);
        if same && let Some(code) = above.code.split('→').next() {
            codes.insert(0, code.to_owned());
        }
    }

    /// Tables of projects print type, name and unit in one run of words: the type is one of a few
    /// words, the unit one of the bodies listed before.
    fn split_text_columns(&mut self, row: &mut RawRow, words: &[(String, Place)]) {
        if !row.code.is_empty() || row.name.is_empty() {
            return;
        }
        let before_name = self
            .body
            .layout
            .slots
            .iter()
            .take_while(|slot| !matches!(slot.use_, Use::Stub(Stub::Name)));
        let before: Vec<usize> = before_name
            .filter_map(|slot| match slot.use_ {
                Use::Data(column) => Some(column),
                _ => None,
            })
            .collect();
        let text_columns: Vec<(usize, String)> = self
            .body
            .layout
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.kind == ValueKind::Text && column.path.len() == 1)
            .map(|(index, column)| (index, column.leaf().to_owned()))
            .collect();
        if text_columns.is_empty() || self.vocabulary.row_kind(&row.name).is_some() {
            return;
        }
        let mut name = String::from(std::mem::take(&mut row.name));
        let mut texts = Vec::new();
        for (column, leaf) in text_columns {
            let leading = before.contains(&column);
            let found = match leaf.as_str() {
                "项目单位" => take_unit(&mut name, self.units, leading),
                "年度" => take_last(&mut name, words),
                _ => take_type(&mut name, leading),
            };
            match found {
                Some(text) => {
                    let here = plain::pieces::printed_at(words, &text).unwrap_or(row.place);
                    let value = RawValue::new(Some(column), &text, here);
                    self.spanning.retain(|(other, _)| *other != column);
                    self.spanning.push((column, value.clone()));
                    texts.push(value);
                }
                None if leaf == "年度" => {}
                None => texts.extend(
                    self.spanning
                        .iter()
                        .filter(|(other, _)| *other == column)
                        .map(|(_, value)| value.clone()),
                ),
            }
        }
        row.name = name.into();
        row.values.extend(texts);
    }
}

/// Whether the digits among indicators are the code of a project or unit, not a value: amounts
/// follow before any other code.
fn begins_project(piece: &Piece, rest: &[&Piece], below: &[TextLine]) -> bool {
    if !is_code(&piece.text) {
        return false;
    }
    if piece.text.len() >= PROJECT_CODE {
        return true;
    }
    let after = rest
        .iter()
        .copied()
        .chain(below.iter().take(LONGEST_NAME).flat_map(TextLine::printed));
    for piece in after {
        if is_amount(&piece.text) {
            return true;
        }
        if is_code(&piece.text) {
            return false;
        }
    }
    false
}
