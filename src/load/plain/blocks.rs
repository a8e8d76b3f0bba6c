//! Several blocks of code, name and amounts side by side, printed with white space: the header repeats, and the codes tell which block an item stands in.

use crate::catalogue;
use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::fold;
use crate::load::header::Leaf;
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::plain::straddle;
use crate::load::plain::{is_amount, is_code};
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{Role, RowKind};

/// Cost of an item in a block that has none yet, of a class that follows another one, and of a
/// code below the last one of its block.
const BEGINS: u32 = 4;
const OTHER_CLASS: u32 = 2;
const BACKWARDS: u32 = 10_000;
/// Cost of 302 below 人员经费: a few forms print some classes so.
const OTHER_SIDE: u32 = 1_000;

/// The blocks a header repeats: group words, and the columns of one block.
pub(in crate::load) struct Blocks<'a> {
    groups: &'a [String],
    block: &'a [String],
    count: usize,
}

/// Finds code, name and amounts printed at least twice, side by side, with nothing but group words
/// before them.
#[must_use]
pub(in crate::load) fn repeated<'a>(
    words: &'a [String],
    vocabulary: &Vocabulary,
) -> Option<Blocks<'a>> {
    let stub = |word: &String| vocabulary.column(word).and_then(|word| word.stub);
    let first = words.iter().position(|word| stub(word).is_some())?;
    let (groups, columns) = words.split_at(first);
    let size = (3..=columns.len() / 2).find(|&size| {
        columns.len() % size == 0 && columns.chunks(size).all(|block| columns.starts_with(block))
    })?;
    let block = columns.get(..size)?;
    let stubs: Vec<Option<Stub>> = block.iter().map(stub).collect();
    let fits = matches!(stubs.as_slice(), [Some(Stub::Code), Some(Stub::Name), data @ ..]
        if data.iter().all(Option::is_none));
    let count = columns.len() / size;
    (fits && groups.len() <= count).then_some(Blocks {
        groups,
        block,
        count,
    })
}

impl Blocks<'_> {
    /// The leaves of all blocks, and whether each block is known to stand under its group.
    ///
    /// Where groups are fewer than blocks, the classes of the first codes tell: 301 and 303 are
    /// personnel, all others running costs.
    fn leaves(&self, items: &[Vec<Item>], vocabulary: &Vocabulary) -> (Vec<Leaf>, bool) {
        let mut certain = true;
        let mut leaves = Vec::new();
        for block in 0..self.count {
            let group = match self.groups {
                [] => None,
                [only] => Some(only),
                all if all.len() == self.count => all.get(block),
                all => {
                    let found = group_of(block, all, items, vocabulary);
                    certain &= found.is_some();
                    found
                }
            };
            for word in self.block {
                let path = group.into_iter().chain([word]).cloned().collect();
                leaves.push(Leaf::new(path, vocabulary));
            }
        }
        (leaves, certain)
    }
}

impl Blocks<'_> {
    /// What each block may hold, where every block has its group.
    fn sides(&self, vocabulary: &Vocabulary) -> Vec<Option<Role>> {
        let role = |word: &String| vocabulary.column(word).map(|word| word.role);
        let role = |word: &String| {
            role(word).filter(|role| matches!(role, Role::Personnel | Role::Running))
        };
        if self.groups.len() == self.count {
            self.groups.iter().map(role).collect()
        } else {
            vec![None; self.count]
        }
    }
}

/// Whether a code may stand below 人员经费 or 公用经费: 301 and 303 are personnel.
fn is_on_side(side: Option<Role>, code: &str) -> bool {
    let personnel = code.starts_with("301") || code.starts_with("303");
    match side {
        Some(Role::Personnel) => personnel,
        Some(_) => !personnel,
        None => true,
    }
}

fn group_of<'a>(
    block: usize,
    groups: &'a [String],
    items: &[Vec<Item>],
    vocabulary: &Vocabulary,
) -> Option<&'a String> {
    let mut codes = items
        .iter()
        .flatten()
        .filter(|item| item.block == block && !item.code.is_empty())
        .map(|item| item.code.as_str());
    let personnel = |code: &str| code.starts_with("301") || code.starts_with("303");
    let first = personnel(codes.next()?);
    if codes.any(|code| personnel(code) != first) {
        return None;
    }
    let wanted = if first {
        Role::Personnel
    } else {
        Role::Running
    };
    let role = |word: &String| vocabulary.column(word).map(|word| word.role);
    groups.iter().find(|word| role(word) == Some(wanted))
}

/// One item of one block.
struct Item {
    code: String,
    name: String,
    figures: Vec<RawValue>,
    place: crate::model::Place,
    block: usize,
}

/// Reads the rows of all blocks. Items printed on one line share their index.
#[must_use]
pub(in crate::load) fn read(
    lines: &[TextLine],
    blocks: &Blocks<'_>,
    vocabulary: &Vocabulary,
) -> Body {
    let mut rows = items(&straddle::joined(lines.to_vec()), vocabulary);
    let sides = blocks.sides(vocabulary);
    if sides.iter().all(Option::is_some) {
        // 基本支出合计 below the totals of 人员经费 and 公用经费 stands in the column of neither.
        rows.retain(|row| !matches!(row.as_slice(), [only] if is_of_all(only, vocabulary)));
    }
    let decided = settle(&mut rows, &sides, vocabulary);
    let (leaves, certain) = blocks.leaves(&rows, vocabulary);
    let mut body = Body {
        layout: Layout::new(&leaves),
        header_doubtful: !certain,
        body_doubtful: !decided,
        ..Body::default()
    };
    for (index, row) in (1..).zip(rows) {
        body.rows.extend(row.into_iter().map(|item| RawRow {
            index,
            lane: item.block,
            code: item.code.into(),
            name: item.name.into(),
            values: item.figures,
            place: item.place,
            ..RawRow::default()
        }));
    }
    body
}

/// The items in printed order, by the line they begin on.
fn items(lines: &[TextLine], vocabulary: &Vocabulary) -> Vec<Vec<Item>> {
    let mut rows: Vec<Vec<Item>> = Vec::new();
    for line in lines {
        let mut begun: Vec<Item> = Vec::new();
        for piece in line.printed() {
            let here = place(piece.line, piece.span);
            let new = |code: &str, name: &str| Item {
                code: code.to_owned(),
                name: name.to_owned(),
                figures: Vec::new(),
                place: here,
                block: 0,
            };
            let total = vocabulary.row_kind(&piece.text) == Some(RowKind::Total)
                || begun.is_empty() && total_of(&piece.text, vocabulary).is_some();
            let last = begun
                .last_mut()
                .or_else(|| rows.last_mut().and_then(|row| row.last_mut()));
            if is_amount(&piece.text) || numeral::is_dash(&piece.text) {
                if let Some(item) = last {
                    item.figures.push(RawValue::new(None, &piece.text, here));
                }
            } else if is_code(&piece.text) {
                begun.push(new(&piece.text, ""));
            } else if total {
                begun.push(new("", &piece.text));
            } else if let Some(item) = last.filter(|item| item.figures.is_empty()) {
                item.name.push_str(&piece.text);
            } else {
                goes_on(&mut begun, &mut rows, piece);
            }
        }
        if !begun.is_empty() {
            rows.push(begun);
        }
    }
    rows
}

/// Words behind figures end the name of an item above: of the one the catalogue continues so.
fn goes_on(begun: &mut [Item], rows: &mut [Vec<Item>], piece: &Piece) {
    let above = rows.last_mut().into_iter().flatten();
    let continued = begun.iter_mut().chain(above).find(|item| {
        let name = fold(&format!("{}{}", item.name, piece.text));
        catalogue::entries(&item.code)
            .iter()
            .any(|entry| fold(entry.name).starts_with(&name))
    });
    if let Some(item) = continued {
        item.name.push_str(&piece.text);
    }
}

/// Puts every item into its block. Whether all could be decided: blocks that ended leave no trace,
/// but the codes of a block count up, and the items of a line stand in the order of their blocks.
fn settle(rows: &mut [Vec<Item>], sides: &[Option<Role>], vocabulary: &Vocabulary) -> bool {
    let count = sides.len();
    let mut last: Vec<String> = vec![String::new(); count];
    let mut decided = true;
    for row in rows {
        let coded: Vec<usize> = (0..row.len())
            .filter(|&at| row.get(at).is_some_and(|item| !item.code.is_empty()))
            .collect();
        let codes: Vec<&str> = coded
            .iter()
            .filter_map(|&at| row.get(at).map(|item| item.code.as_str()))
            .collect();
        let Some((blocks, unique)) = cheapest(&codes, &last, sides) else {
            decided = false;
            continue;
        };
        decided &= unique;
        for (at, block) in coded.into_iter().zip(blocks) {
            if let (Some(item), Some(last)) = (row.get_mut(at), last.get_mut(block)) {
                item.block = block;
                last.clone_from(&item.code);
            }
        }
        settle_totals(row, count, vocabulary);
    }
    decided
}

/// Of what words are the total: 公用经费合计, 基本支出总计.
fn total_of(name: &str, vocabulary: &Vocabulary) -> Option<Role> {
    let mut totals = ["合计", "总计"].iter();
    let core = totals.find_map(|total| name.strip_suffix(total))?;
    vocabulary.column(core).map(|word| word.role)
}

/// Whether an item is the total of more than personnel or running costs.
fn is_of_all(item: &Item, vocabulary: &Vocabulary) -> bool {
    let of = total_of(&item.name, vocabulary);
    item.code.is_empty() && of.is_some_and(|role| !matches!(role, Role::Personnel | Role::Running))
}

/// The first total stands in the first block, the total of all further blocks in the last.
fn settle_totals(row: &mut [Item], count: usize, vocabulary: &Vocabulary) {
    for (at, item) in row.iter_mut().enumerate() {
        if item.code.is_empty() {
            let first = at == 0 && total_of(&item.name, vocabulary) != Some(Role::Running);
            item.block = if first { 0 } else { count.saturating_sub(1) };
        }
    }
}

/// The cheapest blocks for the codes of one line, from left to right, and whether no other choice
/// is as good.
fn cheapest(codes: &[&str], last: &[String], sides: &[Option<Role>]) -> Option<(Vec<usize>, bool)> {
    let mut best: Option<(u32, Vec<usize>, bool)> = None;
    let mut open: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new())];
    for code in codes {
        open = open
            .into_iter()
            .flat_map(|(cost, blocks)| {
                let from = blocks.last().map_or(0, |block| block + 1);
                (from..last.len()).map(move |block| {
                    let side = sides.get(block).copied().flatten();
                    let strange = if is_on_side(side, code) {
                        0
                    } else {
                        OTHER_SIDE
                    };
                    let more = last.get(block).map_or(0, |last| step(last, code)) + strange;
                    let mut blocks = blocks.clone();
                    blocks.push(block);
                    (cost + more, blocks)
                })
            })
            .collect();
    }
    for (cost, blocks) in open {
        match &mut best {
            Some((least, _, unique)) if cost == *least => *unique = false,
            Some((least, ..)) if cost > *least => {}
            _ => best = Some((cost, blocks, true)),
        }
    }
    best.map(|(_, blocks, unique)| (blocks, unique))
}

/// What it costs that `code` follows `last` in a block.
fn step(last: &str, code: &str) -> u32 {
    let class = |code: &str| code.get(..3).and_then(|class| class.parse::<u32>().ok());
    match (class(last), class(code)) {
        (None, _) => BEGINS,
        _ if last >= code => BACKWARDS,
        (Some(before), Some(now)) if before == now => 0,
        (Some(before), Some(now)) => OTHER_CLASS + now.abs_diff(before),
        _ => BACKWARDS,
    }
}
