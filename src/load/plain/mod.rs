//! A table printed with white space only: the words of its header and the order of its figures survive, empty cells do not.

pub(super) mod account_beside;
pub(super) mod balance;
pub(super) mod blocks;
pub(super) mod crossed;
pub(super) mod dealt;
pub(super) mod glued;
pub(super) mod level_codes;
pub(super) mod levels;
pub(super) mod ordinals;
pub(super) mod parallel;
pub(super) mod pieces;
pub(super) mod project_words;
pub(super) mod repeats;
pub(super) mod rows;
pub(super) mod run_names;
pub(super) mod straddle;
pub(super) mod straddle_balance;
pub(super) mod streams;
pub(super) mod summed;
pub(super) mod tiers;
pub(super) mod told_totals;
pub(super) mod units_beside;
pub(super) mod visual;
pub(super) mod visual_heights;
pub(super) mod visual_tree;
pub(super) mod whole_numbers;

use crate::load::blocks::draft::Draft;
use crate::load::body::{Body, RawRow};
use crate::load::codes::split_coded_name;
use crate::load::fold::{fold, split_ordinal, squeeze};
use crate::load::forms::goals;
use crate::load::grid::cells::name_rows;
use crate::load::header;
use crate::load::header::account_words;
use crate::load::header::index_line::is_index_line;
use crate::load::layout::{Layout, Slot, Use};
use crate::load::line::TextLine;
use crate::load::lines::index_cells;
use crate::load::lines::stray_words;
use crate::load::lines::torn_codes;
use crate::load::numeral;
use crate::load::plain;
use crate::load::plain::glued::is_total_of_a_kind;
use crate::load::plain::ordinals::without_ordinals;
use crate::load::plain::repeats::without_name;
pub(in crate::load) use crate::load::plain::repeats::without_repeats;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, RowKind, Unit, ValueKind};

/// Fewer rows refute no header whose words are known.
const FEWEST_REFUTING: usize = 3;
/// One row in so many that fits the columns in no way: more than misprints.
const OFTEN_REFUTED: usize = 4;

/// Reads header and rows of a draft without tabs. Figures stay without column where the row
/// prints fewer figures than there are columns.
#[must_use]
pub(in crate::load) fn read(draft: &Draft, units: &[OrgUnit], vocabulary: &Vocabulary) -> Body {
    let mut lines = crate::load::plain::level_codes::lines_of(draft);
    let height = height(&lines, vocabulary);
    let (header, body) = lines.split_at(height);
    if let Some(body) = whole_numbers::grouped(header, body) {
        lines.truncate(height);
        lines.extend(body);
        let mut read = of_lines(draft, &lines, units, vocabulary);
        whole_numbers::restore(&mut read);
        return read;
    }
    of_lines(draft, &lines, units, vocabulary)
}

/// Reads the lines of a draft.
fn of_lines(draft: &Draft, lines: &[TextLine], units: &[OrgUnit], vocabulary: &Vocabulary) -> Body {
    let read = with(vocabulary, draft, lines, units);
    if !read.header_doubtful {
        return read;
    }
    let (header, body) = lines.split_at(height(lines, vocabulary));
    if !account_words::names_columns(header) {
        return read;
    }
    let vocabulary = account_words::vocabulary();
    // The sums must bear the names out: a form may print some accounts of a sum only.
    let other = match stray_words::are_in(body, vocabulary) {
        true => stray_words::read(header, body, units, vocabulary),
        false => Some(with(vocabulary, draft, lines, units)),
    };
    other.filter(header::forms::is_borne_out).unwrap_or(read)
}

/// Reads with a vocabulary.
fn with(vocabulary: &Vocabulary, draft: &Draft, lines: &[TextLine], units: &[OrgUnit]) -> Body {
    let height = height(lines, vocabulary);
    let height = without_name(lines, height, vocabulary);
    let (header, body) = lines.split_at(height);
    let mut read = by_words(header, body, units, vocabulary);
    read.header_doubtful |= told_totals::elsewhere(&read) > 0 || has_empty_stream(&read);
    read.header_doubtful |= plain::levels::is_beyond_numbers(header, &read);
    let mut misfits = plain::tiers::misfits(&read);
    if read.header_doubtful || misfits > 0 {
        let tiers = plain::tiers::read(header, body, units, vocabulary);
        let tiers = tiers.filter(|tiers| told_totals::elsewhere(tiers) == 0);
        // Known words in a wrong order show in their sums; those vouch no more for another order.
        let doubtful = read.header_doubtful;
        if let Some(tiers) =
            tiers.filter(|tiers| doubtful || plain::tiers::misfits(tiers) < misfits)
        {
            read = tiers;
            read.header_pieced |= !doubtful;
            misfits = plain::tiers::misfits(&read);
        }
    }
    if read.header_doubtful
        && let Some(dealt) = plain::dealt::read(header, body, units, vocabulary)
    {
        read = dealt;
    }
    if read.header_doubtful
        && let Some(parallel) = plain::parallel::read(header, body, units, vocabulary)
    {
        read = parallel;
    }
    let shuffled = header::forms::is_shuffled(header, body);
    if shuffled || read.header_doubtful {
        match header::forms::read(header, body, units, vocabulary) {
            Some(forms) => read = forms,
            None => read.header_doubtful |= shuffled,
        }
    }
    // A misprint refutes a header in a row or two, known words in a wrong order in many of them.
    let refuted = misfits >= FEWEST_REFUTING && misfits * OFTEN_REFUTED > read.rows.len();
    if !shuffled
        && (read.header_doubtful || refuted || plain::levels::is_too_wide(&read))
        && let Some(levels) = plain::levels::read(header, body, units, vocabulary)
        && levels.layout != read.layout
    {
        read = levels;
    } else {
        read.header_doubtful |= refuted;
    }
    if read.header_doubtful
        && let Some(visual) = plain::visual::read(header, body, units, vocabulary)
    {
        read = visual;
    }
    if read.header_doubtful
        && let Some(summed) = plain::summed::read(header, body, units, vocabulary)
    {
        read = summed;
    }
    if read.header_doubtful
        && let Some(crossed) = plain::crossed::read(header, body, units, vocabulary)
    {
        read = crossed;
    }
    if (read.header_doubtful || read.body_doubtful)
        && let Some(strays) = stray_words::read(header, body, units, vocabulary)
        && !has_empty_stream(&strays)
    {
        read = strays;
    }
    read.header_doubtful |= has_empty_stream(&read);
    read.body_doubtful |= index_cells::are_left(header, &read);
    read.header_doubtful |= plain::levels::is_beyond_numbers(header, &read);
    read.header_doubtful |= draft.has_goals() && goals::stand_beside_names(body);
    read.header_doubtful |= is_total_of_a_kind(header, vocabulary);
    read.header_doubtful |= run_names::are_mixed(&read, units, vocabulary);
    read
}

/// Reads a header whose words were printed one after the other, level by level.
fn by_words(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Body {
    let body = without_repeats(header, body);
    let (words, unknown) = header::cut::cut(&header_text(header), vocabulary);
    if let Some(blocks) = plain::blocks::repeated(&words, vocabulary) {
        let mut read = plain::blocks::read(&body, &blocks, vocabulary);
        read.header_doubtful |= unknown > 0;
        return placed(read);
    }
    if let Some(layout) = plain::streams::header(&words, vocabulary) {
        let mut read = streams(body, layout, units, vocabulary);
        read.header_doubtful |= unknown > 0;
        return placed(read);
    }
    let mut assembled = header::words::assemble(&words, vocabulary);
    for leaf in &mut assembled.leaves {
        // 其中：基本支出 holds what 基本支出 holds, and is no part of a sum by its words alone.
        let part = leaf
            .path
            .last()
            .and_then(|word| word.strip_prefix("其中："));
        let kind = |part: &str| match vocabulary.column(part) {
            Some(part) => part.kind,
            None => Some(ValueKind::Amount),
        };
        leaf.kind = leaf.kind.or(part.and_then(kind));
    }
    assembled.leaves = header::measures::settled(&assembled.leaves, vocabulary);
    let settled = header::order::settled(assembled.leaves.clone(), header, vocabulary);
    let layout = Layout::new(&settled.unwrap_or(assembled.leaves));
    let doubtful =
        assembled.doubtful || unknown > 0 || layout.columns.is_empty() || !is_in_order(&layout);
    let mut read = streams(body, layout, units, vocabulary);
    read.header_doubtful |= doubtful;
    placed(read)
}

/// Reads rows below columns that are known.
#[must_use]
pub(in crate::load) fn rows(
    lines: Vec<TextLine>,
    layout: Layout,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Body {
    let mut read = placed(streams(lines, layout, units, vocabulary));
    read.header_doubtful |= run_names::are_mixed(&read, units, vocabulary);
    read
}

fn streams(
    lines: Vec<TextLine>,
    layout: Layout,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Body {
    // The last digit of a figure that was broken over lines is none of its own; the value of an
    // indicator is.
    let indicators = layout
        .columns
        .iter()
        .any(|column| column.kind == ValueKind::Text && column.path.len() > 1);
    let alone = |line: &TextLine| {
        let mut words = line.printed();
        let first = words.next().map_or("", |piece| piece.text.as_str());
        words.next().is_none()
            && matches!(first.len(), 1 | 2)
            && first.bytes().all(|b| b.is_ascii_digit())
    };
    let lines = units_beside::left_out(torn_codes::joined(lines), &layout);
    let lines = lines
        .into_iter()
        .filter(|line| indicators || !alone(line))
        .collect();
    let body = without_ordinals(lines, &layout);
    let mut read = if is_balance(&layout) {
        let body = straddle_balance::joined(&body, &layout, vocabulary);
        plain::balance::read(&body, layout, vocabulary)
    } else if plain::streams::are_many(&layout) {
        plain::streams::read(&body, &layout, vocabulary).unwrap_or_else(|| {
            let mut read = plain::rows::read(&body, layout, units, vocabulary);
            read.header_doubtful = true;
            read
        })
    } else if has_one_code(&layout) {
        plain::rows::read(&straddle::joined(body), layout, units, vocabulary)
    } else if is_of_names(&layout) {
        plain::rows::read(&straddle::around_figures(&body), layout, units, vocabulary)
    } else {
        plain::rows::read(&body, layout, units, vocabulary)
    };
    name_rows(&mut read);
    code_rows(&mut read);
    read.ordered = true;
    read
}

/// Whether a header promises a stream in which no row stands, while another has rows: its words were
/// put together in a wrong order.
fn has_empty_stream(body: &Body) -> bool {
    let lanes = body.layout.lanes.len();
    let empty = |lane: usize| {
        let mut columns = body.layout.columns.iter();
        columns.any(|column| column.lane == lane) && body.rows.iter().all(|row| row.lane != lane)
    };
    lanes > 1 && body.rows.len() >= FEWEST_REFUTING && (0..lanes).any(empty)
}

/// Where no column is headed as one of codes, 30309 奖励金 of one cell is a code and a name.
fn code_rows(body: &mut Body) {
    let coded = |slot: &Slot| matches!(slot.use_, Use::Stub(Stub::Code | Stub::Class));
    if body.layout.slots.iter().any(coded) {
        return;
    }
    for row in body.rows.iter_mut().filter(|row| row.code.is_empty()) {
        let split = split_coded_name(&row.name).map(|(code, name)| (code.into(), name.into()));
        if let Some((code, name)) = split {
            (row.code, row.name) = (code, name);
        }
    }
}

/// Whether figures have no column yet.
pub(in crate::load) fn has_open(body: &Body) -> bool {
    let mut values = body.rows.iter().flat_map(|row| &row.values);
    values.any(|value| value.column.is_none())
}

/// Whether every stream begins with what names its rows. Where one does not, cells of several lines
/// were printed before words that stand left of them.
pub(in crate::load) fn is_in_order(layout: &Layout) -> bool {
    let named = |lane: usize| {
        let mut slots = layout.slots.iter();
        slots.any(|slot| slot.lane == lane && !matches!(slot.use_, Use::Data(_)))
    };
    let lanes = layout.lanes.len();
    lanes < 2 || (0..lanes).all(named)
}

/// One stream whose rows begin with the code of one account; pairs of codes have a name each.
fn has_one_code(layout: &Layout) -> bool {
    let code = |use_| matches!(use_, Use::Stub(Stub::Code | Stub::Class));
    let codes = layout.slots.iter().filter(|slot| code(slot.use_));
    layout.lanes.len() == 1 && codes.count() == 1
}

/// One stream of names and figures.
fn is_of_names(layout: &Layout) -> bool {
    let name = |use_| use_ == Use::Stub(Stub::Name);
    let stubs = layout
        .slots
        .iter()
        .filter(|slot| matches!(slot.use_, Use::Stub(_)));
    let words = |kind| kind == ValueKind::Text;
    layout.lanes.len() == 1
        && stubs.map(|slot| slot.use_).all(name)
        && !layout.columns.iter().any(|column| words(column.kind))
}

/// Two streams side by side, each with a name column and amounts, none with codes.
fn is_balance(layout: &Layout) -> bool {
    let has = |lane: usize, wanted: fn(Use) -> bool| {
        layout
            .slots
            .iter()
            .any(|slot| slot.lane == lane && wanted(slot.use_))
    };
    let named = |use_| use_ == Use::Stub(Stub::Name);
    let data = |use_| matches!(use_, Use::Data(_));
    let coded = |use_| matches!(use_, Use::Stub(Stub::Code | Stub::Class | Stub::UnitCode));
    layout.lanes.len() == 2
        && (0..2).all(|lane| has(lane, named) && has(lane, data) && !has(lane, coded))
}

/// How many lines at the top are header: everything before the first row.
pub(in crate::load) fn height(lines: &[TextLine], vocabulary: &Vocabulary) -> usize {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .position(|(index, line)| starts_row(line, index == last, vocabulary))
        .unwrap_or(lines.len())
}

fn starts_row(line: &TextLine, last: bool, vocabulary: &Vocabulary) -> bool {
    if is_index_line(line) {
        return false;
    }
    if line.printed().any(|piece| is_amount(&piece.text)) || plain::pieces::ends_in_figures(line) {
        return true;
    }
    let Some(first) = line.printed().next() else {
        return false;
    };
    let numbered = split_ordinal(&fold(&first.text))
        .0
        .is_some_and(|ordinal| ordinal.style <= 1);
    // 上年结余 alone may be the first half of a header word (上年结余 、结转).
    let total = vocabulary
        .row_kind(&line.text())
        .is_some_and(|kind| !matches!(kind, RowKind::OfWhich | RowKind::CarryIn))
        && vocabulary.column(&line.text()).is_none();
    // An empty table ends with the bare label of its total.
    let closing = last && vocabulary.row_kind(&line.text()).is_some();
    numbered || total || closing || is_code(&first.text)
}

/// The characters of the header: line ends taken out, a chopped 单位：万元 at the top dropped.
pub(in crate::load) fn header_text(header: &[TextLine]) -> String {
    let mut text = String::new();
    for line in header.iter().filter(|line| !is_index_line(line)) {
        let words: Vec<&str> = line.printed().map(|piece| piece.text.as_str()).collect();
        text.push_str(&words.join(" "));
    }
    let squeezed = squeeze(&fold(&text));
    for unit in [
        "单位：百万元",
        "单位：万元",
        "单位：亿元",
        "单位：千元",
        "单位：元",
    ] {
        if squeezed.starts_with(unit) {
            return skip_visible(&text, unit.chars().count());
        }
    }
    text
}

fn skip_visible(text: &str, count: usize) -> String {
    let mut left = count;
    text.chars()
        .skip_while(|c| {
            let skip = left > 0;
            if *c != ' ' && left > 0 {
                left -= 1;
            }
            skip
        })
        .collect()
}

/// A row that prints as many figures as its lane has columns has lost nothing.
pub(in crate::load) fn placed(mut body: Body) -> Body {
    let columns = |lane: usize| -> Vec<usize> {
        let columns = body.layout.columns.iter().enumerate();
        let figures = columns.filter(|(_, it)| it.lane == lane && it.kind != ValueKind::Text);
        figures.map(|(index, _)| index).collect()
    };
    let columns: Vec<Vec<usize>> = (0..body.layout.lanes.len()).map(columns).collect();
    let of = |row: &RawRow| columns.get(row.lane).map_or(&[][..], Vec::as_slice);
    let open = |row: &RawRow| row.values.iter().filter(|it| it.column.is_none()).count();
    // A total prints a figure in every column: one more is of a column whose words were lost.
    let sums = |row: &RawRow| {
        let kind = Vocabulary::embedded().row_kind(&row.name);
        row.code.is_empty() && kind.is_some_and(RowKind::is_total)
    };
    let crowded: Vec<&RawRow> = body
        .rows
        .iter()
        .filter(|row| open(row) > of(row).len())
        .collect();
    let (doubtful, lost) = (!crowded.is_empty(), crowded.into_iter().any(sums));
    body.body_doubtful |= doubtful;
    body.header_doubtful |= lost;
    if body.header_doubtful {
        return body;
    }
    for row in &mut body.rows {
        let columns = of(row);
        if open(row) != columns.len() {
            continue;
        }
        let open = row.values.iter_mut().filter(|value| value.column.is_none());
        for (value, &column) in open.zip(columns) {
            value.column = Some(column);
        }
    }
    body
}

/// A number with decimals or thousands separators.
pub(in crate::load) fn is_amount(text: &str) -> bool {
    text.contains(['.', ','])
        && numeral::read(text, &Unit::WanYuan).is_some_and(|figure| figure.is_number())
}

/// Digits that can be a code of a classification, a unit or a project.
pub(in crate::load) fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5..=9 | 10..=24) && text.chars().all(|c| c.is_ascii_digit())
}
