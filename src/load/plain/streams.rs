//! Rows of three streams and more side by side (收入 │ by function │ by economic class), printed with white space.
//!
//! Every item is a name and at most one figure. A line that prints one item for every stream tells
//! which is which; where streams have ended, the ordinal that must come next in each of them does.
//! What that leaves open is not read.

use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::{Ordinal, fold, split_ordinal};
use crate::load::header::Leaf;
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{Place, RowKind, ValueKind};

/// Streams of the widest balance.
const MOST: usize = 6;
/// White space between two words of one name.
const BETWEEN_WORDS: u32 = 1;

/// The columns below 收入 and 支出 over names and amounts by turns: income is one stream, spending is
/// divided once by function and once or twice by economic class.
#[must_use]
pub(in crate::load) fn header(words: &[String], vocabulary: &Vocabulary) -> Option<Layout> {
    let [income, spending, pairs @ ..] = words else {
        return None;
    };
    if income != "收入" || spending != "支出" || pairs.len() % 2 != 0 {
        return None;
    }
    let sides = [income].into_iter().chain(std::iter::repeat(spending));
    let leaves = pairs.chunks(2).zip(sides).flat_map(|(pair, side)| {
        let leaf = |word: &String| Leaf::new(vec![side.clone(), word.clone()], vocabulary);
        pair.iter().map(leaf).collect::<Vec<_>>()
    });
    let layout = Layout::new(&leaves.collect::<Vec<_>>());
    are_many(&layout).then_some(layout)
}

/// Whether a layout has three streams or more, each of a name and one amount.
#[must_use]
pub(in crate::load) fn are_many(layout: &Layout) -> bool {
    let whole = |lane: usize| {
        let slots = layout.slots.iter().filter(|slot| slot.lane == lane);
        let uses: Vec<Use> = slots.map(|slot| slot.use_).collect();
        let amount = |at: usize| {
            let column = layout.columns.get(at);
            column.is_some_and(|column| column.kind == ValueKind::Amount)
        };
        matches!(uses.as_slice(), [Use::Stub(Stub::Name), Use::Data(at)] if amount(*at))
    };
    let lanes = layout.lanes.len();
    (3..=MOST).contains(&lanes) && (0..lanes).all(whole)
}

/// Reads the rows of all streams; `None` where an item with a figure may stand in several streams.
#[must_use]
pub(in crate::load) fn read(
    lines: &[TextLine],
    layout: &Layout,
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let lanes = layout.lanes.len();
    let mut streams: Vec<Stream> = vec![Stream::default(); lanes];
    let mut body = Body {
        layout: layout.clone(),
        ..Body::default()
    };
    // Whether an item without a figure may have been put into a wrong stream.
    let mut open = false;
    let mut above: Vec<usize> = (0..lanes).collect();
    for (index, line) in (1..).zip(lines) {
        let items = items(line, vocabulary)?;
        let mut ways = ways(&items, &streams, layout, vocabulary);
        // A stream that has ended is blank until the totals.
        let goes_on = |way: &Vec<usize>| way.iter().all(|lane| above.contains(lane));
        if ways.len() > 1 && ways.iter().any(goes_on) {
            ways.retain(goes_on);
        }
        let paid = items.iter().any(|item| item.figure.is_some());
        let way = match ways.as_slice() {
            [only] if !(open && paid && items.len() < lanes) => only,
            [first, ..] if !paid => {
                open = true;
                first
            }
            _ => return None,
        };
        above.clone_from(way);
        for (item, &lane) in items.into_iter().zip(way) {
            if let Some(stream) = streams.get_mut(lane) {
                stream.take(item.ordinal);
            }
            body.rows.push(item.row(index, lane));
        }
    }
    Some(body)
}

/// A name and what is printed behind it.
struct Item {
    name: String,
    ordinal: Option<Ordinal>,
    figure: Option<RawValue>,
    place: Place,
}

impl Item {
    fn row(self, index: u32, lane: usize) -> RawRow {
        RawRow {
            index,
            lane,
            name: self.name.into(),
            values: self.figure.into_iter().collect(),
            place: self.place,
            ..RawRow::default()
        }
    }
}

/// The items of a line; `None` where a figure has no name or a name several figures.
fn items(line: &TextLine, vocabulary: &Vocabulary) -> Option<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in line.printed() {
        let here = place(piece.line, piece.span);
        if is_amount(&piece.text) {
            let item = items.last_mut().filter(|item| item.figure.is_none())?;
            item.figure = Some(RawValue::new(None, &piece.text, here));
            before = None;
            continue;
        }
        let ordinal = split_ordinal(&fold(&piece.text)).0;
        let gap = before.map(|before| {
            let end = before.at[0] + u32::try_from(before.text.chars().count()).unwrap_or(0);
            piece.at[0].saturating_sub(end)
        });
        let known = || {
            let text = piece.text.as_str();
            vocabulary.row_kind(text).is_some() || text.starts_with("其中")
        };
        match items.last_mut() {
            Some(item)
                if gap.is_some_and(|gap| gap <= BETWEEN_WORDS) && ordinal.is_none() && !known() =>
            {
                item.name.push_str(&piece.text);
            }
            _ => items.push(Item {
                name: piece.text.to_string(),
                ordinal,
                figure: None,
                place: here,
            }),
        }
        before = Some(piece);
    }
    Some(items)
}

/// The ordinals of the last items of a stream, outermost first.
#[derive(Clone, Default)]
struct Stream(Vec<Ordinal>);

impl Stream {
    fn take(&mut self, ordinal: Option<Ordinal>) {
        let Some(ordinal) = ordinal else {
            return;
        };
        let same = self.0.iter().position(|last| last.style == ordinal.style);
        self.0.truncate(same.unwrap_or(self.0.len()));
        self.0.push(ordinal);
    }

    /// Whether an ordinal counts on in this stream, or begins a list below its last item.
    fn goes_on(&self, ordinal: Ordinal) -> bool {
        let same = self.0.iter().find(|last| last.style == ordinal.style);
        match same {
            Some(last) => ordinal.number == last.number + 1,
            None => ordinal.number == 1,
        }
    }
}

/// Whether a name says that its item is of the other side: 教育支出 is no income.
fn is_of_other_side(name: &str, lane: usize, layout: &Layout) -> bool {
    let mut columns = layout.columns.iter().filter(|column| column.lane == lane);
    let side = columns.find_map(|column| column.path.first());
    let side = side.map_or("", String::as_str);
    let (income, spending) = (side.contains("收入"), side.contains("支出"));
    income && !spending && name.ends_with("支出") || spending && !income && name.ends_with("收入")
}

/// All ways to put the items of a line, from left to right, into the streams.
fn ways(
    items: &[Item],
    streams: &[Stream],
    layout: &Layout,
    vocabulary: &Vocabulary,
) -> Vec<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for item in items {
        let kind = vocabulary.row_kind(&item.name);
        let first = matches!(kind, Some(RowKind::CarryIn | RowKind::UseOfSurplus));
        let fits = |lane: usize| match item.ordinal {
            Some(ordinal) => streams
                .get(lane)
                .is_some_and(|stream| stream.goes_on(ordinal)),
            None => !first || lane == 0,
        };
        let below = |way: &Vec<usize>| {
            let from = way.last().map_or(0, |last| last + 1);
            let lanes = (from..streams.len())
                .filter(|&lane| fits(lane) && !is_of_other_side(&item.name, lane, layout));
            let way = way.clone();
            lanes
                .map(move |lane| way.iter().copied().chain([lane]).collect())
                .collect::<Vec<Vec<usize>>>()
        };
        ways = ways.iter().flat_map(below).collect();
    }
    ways
}
