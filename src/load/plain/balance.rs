//! Rows of two streams side by side (收入 │ 支出) printed with white space.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::catalogue;
use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::{Ordinal, fold, skeleton, split_ordinal};
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::plain::is_amount;
use crate::load::vocabulary::{Family, Vocabulary};
use crate::model::{Classification, RowKind, code};

/// Reads the rows of both streams. Rows printed on one line share their index.
#[must_use]
pub(in crate::load) fn read(lines: &[TextLine], layout: Layout, vocabulary: &Vocabulary) -> Body {
    let mut reader = Reader {
        vocabulary,
        body: Body {
            layout,
            ..Body::default()
        },
        index: 0,
        item: None,
        left_ordinal: None,
        right_ordinal: None,
        left_closed: false,
        left_line: None,
    };
    for line in lines {
        reader.line(line);
    }
    reader.close(None);
    reader.body
}

struct Item {
    /// The line it is printed on; half of its name may stand above.
    line: u32,
    name: String,
    figures: Vec<RawValue>,
    place: crate::model::Place,
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    body: Body,
    index: u32,
    /// The item whose words or figures are being read.
    item: Option<Item>,
    /// Ordinal of the last item on the left.
    left_ordinal: Option<Ordinal>,
    /// Ordinal of the last item on the right.
    right_ordinal: Option<Ordinal>,
    /// Whether the current printed row has its left item.
    left_closed: bool,
    /// Where the last item on the left begins.
    left_line: Option<u32>,
}

impl Reader<'_> {
    fn line(&mut self, line: &TextLine) {
        let pieces = self.joined(line);
        for (at, piece) in pieces.iter().enumerate() {
            if is_amount(&piece.text) || self.is_whole_figure(&pieces, at) {
                if let Some(item) = &mut self.item {
                    let here = place(piece.line, piece.span);
                    item.figures.push(RawValue::new(None, &piece.text, here));
                }
                continue;
            }
            if self.begins_item(&pieces, at) {
                self.close(Some(line.number));
                self.item = Some(Item {
                    line: line.number,
                    name: piece.text.clone().into(),
                    figures: Vec::new(),
                    place: place(piece.line, piece.span),
                });
            } else if let Some(item) = &mut self.item {
                item.name.push_str(&piece.text);
            }
        }
    }

    /// A whole number behind the figures of an item, or behind its name where nothing of the name
    /// follows.
    fn is_whole_figure(&self, pieces: &[Piece], at: usize) -> bool {
        let digits = |piece: &Piece| piece.text.bytes().all(|byte| byte.is_ascii_digit());
        let (Some(item), Some(piece)) = (&self.item, pieces.get(at)) else {
            return false;
        };
        let last = item.figures.last().map(|figure| figure.place.span);
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        let follows = last.is_some() && last == before.map(|before| before.span);
        let next = pieces.get(at + 1);
        // 2026 年 is no figure.
        let counts = |next: &Piece| next.text.starts_with(['年', '期', '号', '个', '批', '届']);
        let ends = next.is_none_or(|next| {
            split_ordinal(&fold(&next.text)).0.is_some()
                || self.vocabulary.row_kind(&next.text).is_some()
                || is_complete(&item.name) && !counts(next)
        });
        let names = before.is_some_and(|before| item.name.ends_with(before.text.as_str()));
        let long = piece.text.len() > 2 || piece.text == "0";
        // A dash alone stands for a figure: 结余 -- 年末结转.
        let dash = numeral::is_dash(&piece.text) && (follows || names);
        dash || digits(piece) && (follows || ends && names && long)
    }

    /// The pieces of a line; runs of single characters (`本 年 收 入 合 计`) are one word, or two
    /// where two names of totals stand behind each other.
    fn joined(&self, line: &TextLine) -> Vec<Piece> {
        let mut words: Vec<Piece> = Vec::new();
        let mut in_run = false;
        for piece in line.printed() {
            let single = piece.text.chars().count() == 1 && !piece.text.is_ascii();
            match words.last_mut() {
                Some(last) if single && in_run => {
                    let split = self.vocabulary.row_kind(&last.text).is_some()
                        && self
                            .vocabulary
                            .row_kind(&format!("{}{}", last.text, piece.text))
                            .is_none()
                        && !self.begins_longer(&last.text, &piece.text);
                    if split {
                        words.push(piece.clone());
                    } else {
                        last.text.push_str(&piece.text);
                        last.span.end = piece.span.end;
                    }
                }
                _ => words.push(piece.clone()),
            }
            in_run = single;
        }
        words
    }

    /// 本年收入 is a name, and the beginning of 本年收入合计.
    fn begins_longer(&self, name: &str, next: &str) -> bool {
        self.vocabulary.begins_row_name(&format!("{name}{next}"))
    }

    /// Whether an item begins with this piece: an ordinal, 其中, a total or carry-over, or any
    /// words after figures.
    fn begins_item(&self, pieces: &[Piece], at: usize) -> bool {
        let Some(item) = &self.item else {
            return true;
        };
        if !item.figures.is_empty() {
            return true;
        }
        let Some(text) = pieces.get(at).map(|piece| piece.text.as_str()) else {
            return false;
        };
        if split_ordinal(&fold(text)).0.is_some() || text.starts_with("其中") {
            return true;
        }
        let continued = format!("{}{text}", item.name);
        let closed = self.vocabulary.row_kind(&item.name).is_some();
        let known = self.vocabulary.row_kind(text).is_some();
        // A total or carry-over without figure is not continued on the next line, and the words
        // of a total or of a fund at the beginning of a line continue nothing.
        let is_fund = |text: &str| {
            let word = self.vocabulary.column(text);
            word.is_some_and(|word| word.family == Some(Family::Fund))
        };
        // 财政拨款 below 一般公共预算 ends the name of that fund.
        let whole = fold(&continued);
        let fund = || is_fund(text) && !is_fund(split_ordinal(&whole).1.trim_start());
        // 五、事业收入 without a figure, and a class of spending beside it.
        let beside =
            at > 0 && is_class(text) && is_named(&item.name) && !is_spending_class(&item.name);
        beside
            || at == 0 && closed && !self.begins_longer(&item.name, text)
            || at == 0 && (known || fund()) && self.vocabulary.row_kind(&continued).is_none()
            || known && (closed || is_complete(&item.name))
    }

    /// Adds the item; `next` is the line the item after it begins on.
    fn close(&mut self, next: Option<u32>) {
        let Some(item) = self.item.take() else {
            return;
        };
        let right = self.is_right(&item, next);
        if !right {
            self.left_line = Some(item.line);
        }
        let lane = usize::from(right);
        let last = if right {
            &mut self.right_ordinal
        } else {
            &mut self.left_ordinal
        };
        *last = split_ordinal(&fold(&item.name)).0.or(*last);
        if !right || !self.left_closed {
            self.index += 1;
        }
        self.left_closed = !right;
        self.body.rows.push(RawRow {
            index: self.index,
            lane,
            name: item.name.into(),
            values: item.figures,
            place: item.place,
            ..RawRow::default()
        });
    }

    /// Which stream an item belongs to: words of income stand on the left, of two items on one
    /// line the first. Spending classes stand on the right; what is left is told by the ordinal
    /// that must come next.
    fn is_right(&self, item: &Item, next: Option<u32>) -> bool {
        let folded = fold(&item.name);
        let (ordinal, rest) = split_ordinal(&folded);
        let line = Some(item.line);
        let pair = self.body.layout.lanes.len() == 2 && (self.left_line == line || next == line);
        let paired = pair.then_some(self.left_line == line);
        match self.vocabulary.row_kind(&item.name) {
            Some(RowKind::CarryOut | RowKind::SurplusDistribution) => return true,
            Some(RowKind::CarryIn | RowKind::UseOfSurplus | RowKind::OfWhich) => return false,
            Some(RowKind::YearTotal | RowKind::GrandTotal) if rest.contains("支出") => {
                return true;
            }
            Some(RowKind::YearTotal | RowKind::GrandTotal) if rest.contains("收入") => {
                return false;
            }
            Some(_) => return paired.unwrap_or(self.left_closed),
            None => {}
        }
        if rest.contains("收入") || rest.contains("拨款") || rest.contains("资金") {
            return false;
        }
        if let Some(right) = paired {
            return right;
        }
        if rest.ends_with("支出") && is_spending_class(rest) {
            return true;
        }
        let succeeds = |last: Option<Ordinal>| {
            matches!((ordinal, last), (Some(this), Some(last))
            if this.style == last.style && this.number == last.number + 1)
        };
        if succeeds(self.left_ordinal) && !succeeds(self.right_ordinal) {
            return false;
        }
        let follows = matches!((ordinal, self.right_ordinal), (Some(this), Some(last))
            if this.style == last.style && this.number > last.number && this.number <= last.number + 4);
        is_spending_class(rest) || (self.left_closed && follows)
    }
}

/// Whether a name is the name of a functional class, with or without 支出 at its end, or of an item
/// below one.
pub(in crate::load) fn is_spending_class(name: &str) -> bool {
    let (classes, items) = names();
    let wanted = bare(name);
    items.contains(&skeleton(name))
        || classes.contains(&wanted)
        || wanted.chars().count() >= 4
            && classes
                .iter()
                .any(|known| known.starts_with(&wanted) || wanted.starts_with(known.as_str()))
}

/// Whether words are the whole name of a functional class as forms print it: 农林水支出.
fn is_class(name: &str) -> bool {
    name.ends_with("支出") && names().0.contains(&bare(name))
}

/// Whether a name has words behind its number.
fn is_named(name: &str) -> bool {
    let folded = fold(name);
    !skeleton(split_ordinal(&folded).1).is_empty() && !name.starts_with("其中")
}

/// The name of a class without 支出 at its end.
fn bare(name: &str) -> String {
    skeleton(name).trim_end_matches("支出").to_owned()
}

/// The names of functional classes, and those of the items below them.
fn names() -> &'static (BTreeSet<String>, BTreeSet<String>) {
    static NAMES: OnceLock<(BTreeSet<String>, BTreeSet<String>)> = OnceLock::new();
    NAMES.get_or_init(|| {
        let of_function = |code: &str| {
            code::classify(code).is_some_and(|(class, _)| class == Classification::Function)
        };
        let all = || catalogue::all().filter(|(code, _)| of_function(code));
        let names = |short: bool| {
            let codes = all().filter(move |(code, _)| (code.len() == 3) == short);
            codes.flat_map(|(_, entries)| entries)
        };
        let classes = names(true).map(|entry| bare(entry.name)).collect();
        let items = names(false).map(|entry| skeleton(entry.name)).collect();
        (classes, items)
    })
}

/// A name that needs no further words before a total begins on the same line.
fn is_complete(name: &str) -> bool {
    split_ordinal(&fold(name)).0.is_some() || name.starts_with("其中")
}
