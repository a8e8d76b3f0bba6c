//! Whether an error contradicts anything the forms print: their equations stated anew and weighed without the checks.
//!
//! The equations are those of the forms: a total and its parts along a row, a total and its rows, a
//! code and the codes below it, the two sides of a balance table, and one figure printed in two forms.
//! They are drawn up generously; only those that hold in the forms without the error are asked. An
//! error after which all of them can hold leaves a document that somebody could have meant.

use std::collections::BTreeMap;

use crate::generator::form::{Form, Kind, Lane, Line, Slot, Use};
use crate::generator::print::{Cells, Layout};
use crate::inject::Address;

/// What an error does to the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// The print is the same: where empty cells are lost, a figure one column off stands where it stood.
    Unprinted,
    /// Every equation can still hold.
    Possible,
    /// Some equation cannot hold.
    Contradiction,
}

/// How one side of an equation compares with the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compared {
    Equal,
    AtLeast,
}

/// One equation with its printed figures.
struct Equation {
    compared: Compared,
    total: Printed,
    terms: Vec<Printed>,
}

/// A figure in 分 and the step of its last digit; a blank is nothing.
#[derive(Debug, Clone, Copy)]
struct Printed {
    fen: i64,
    step: i64,
}

impl Equation {
    /// Whether values that print so satisfy it: strictly less than half a step for each figure.
    fn can_hold(&self) -> bool {
        let sum: i64 = self.terms.iter().map(|term| term.fen).sum();
        let gap = match self.compared {
            Compared::Equal => (self.total.fen - sum).abs(),
            Compared::AtLeast => (sum - self.total.fen).max(0),
        };
        let figures = self.terms.iter().chain([&self.total]);
        let reach: i64 = figures.filter(|one| one.fen != 0).map(|one| one.step).sum();
        gap == 0 || gap * 2 < reach
    }
}

/// Says what the error did. `at` is the figure that was changed. Where the layout leaves out empty
/// cells, the figures of that row may stand in any columns that fit.
pub(crate) fn effect(
    clean: &[Form],
    injected: &[Form],
    at: Address,
    told: &str,
    layout: &Layout,
) -> Effect {
    let loses_blanks = layout.cells == Cells::Spaces;
    let read = if layout.own_digits {
        read_in_order(injected)
    } else {
        injected.to_vec()
    };
    let injected = read.as_slice();
    let mut before = equations(clean);
    before.retain(|_, equation| equation.can_hold());
    let possible = |forms: &[Form]| {
        let after = equations(forms);
        let holds = after
            .iter()
            .filter(|(name, _)| before.contains_key(*name))
            .all(|(_, equation)| equation.can_hold());
        holds && !denies(clean, forms, told) && !is_below_zero(forms)
    };
    if possible(injected) {
        return Effect::Possible;
    }
    let [form, lane, row, _] = at;
    let same_rows = clean[form].lanes[lane].lines.len() == injected[form].lanes[lane].lines.len();
    if loses_blanks && same_rows && !injected[form].money.zeros {
        let line = &injected[form].lanes[lane].lines[row];
        for slots in placements(&line.slots) {
            let mut other = injected.to_vec();
            other[form].lanes[lane].lines[row].slots = slots;
            if possible(&other) {
                return Effect::Possible;
            }
        }
    }
    Effect::Contradiction
}

/// Every way to put the figures of a row into its columns that keeps their order.
fn placements(slots: &[Slot]) -> Vec<Vec<Slot>> {
    let nothing = Slot::Fen(0);
    let printed: Vec<Slot> = slots
        .iter()
        .copied()
        .filter(|slot| *slot != nothing)
        .collect();
    let mut found = Vec::new();
    for mask in 0_u32..1 << slots.len().min(16) {
        if mask.count_ones() as usize != printed.len() {
            continue;
        }
        let mut rest = printed.iter();
        let placed = (0..slots.len()).map(|column| match mask >> column & 1 {
            1 => rest.next().copied().unwrap_or(nothing),
            _ => nothing,
        });
        found.push(placed.collect());
    }
    found
}

/// Whether a figure that the running text tells was changed.
fn denies(clean: &[Form], forms: &[Form], told: &str) -> bool {
    let figures = |forms: &[Form]| -> Vec<i64> {
        let lanes = forms.iter().flat_map(|form| &form.lanes);
        let slots = lanes
            .flat_map(|lane| &lane.lines)
            .flat_map(|line| &line.slots);
        slots.map(|slot| amount(Some(slot))).collect()
    };
    let (before, after) = (figures(clean), figures(forms));
    before.len() == after.len()
        && before.iter().zip(&after).any(|(before, after)| {
            let wan = (before + 5_000) / 10_000;
            before != after && told.contains(&format!("{}.{:02}万元", wan / 100, wan % 100))
        })
}

/// The forms as they are read where deeper codes print their own two digits only: such a row belongs
/// to the class and section printed last before it, and to none where the section is not printed.
fn read_in_order(forms: &[Form]) -> Vec<Form> {
    let mut forms = forms.to_vec();
    for lane in forms.iter_mut().flat_map(|form| &mut form.lanes) {
        let by_function = lane.heads.iter().any(|head| head.use_ == Use::Item);
        let mut open = String::new();
        for line in lane
            .lines
            .iter_mut()
            .filter(|line| by_function && line.kind == Kind::Item)
        {
            if line.code.len() > 3 {
                let above = line.code.len() - 2;
                let own = line.code.split_off(above);
                line.code = open.get(..above).unwrap_or("").to_owned() + &own;
            }
            open.clone_from(&line.code);
        }
    }
    forms
}

fn is_below_zero(forms: &[Form]) -> bool {
    let lines = forms.iter().flat_map(|form| &form.lanes);
    let mut slots = lines
        .flat_map(|lane| &lane.lines)
        .flat_map(|line| &line.slots);
    slots.any(|slot| matches!(slot, Slot::Fen(fen) if *fen < 0))
}

fn amount(slot: Option<&Slot>) -> i64 {
    match slot {
        Some(Slot::Fen(fen)) => *fen,
        _ => 0,
    }
}

fn equations(forms: &[Form]) -> BTreeMap<String, Equation> {
    let mut found = BTreeMap::new();
    for (f, form) in forms.iter().enumerate() {
        for (l, lane) in form.lanes.iter().enumerate() {
            let mut page = Page {
                form,
                lane,
                name: format!("{f}.{l}"),
                found: &mut found,
            };
            page.along_rows();
            page.down_codes();
            page.down_levels();
        }
        closes(f, form, &mut found);
    }
    between(forms, &mut found);
    found
}

/// One lane of a form, and where its equations go.
struct Page<'a> {
    form: &'a Form,
    lane: &'a Lane,
    name: String,
    found: &'a mut BTreeMap<String, Equation>,
}

impl Page<'_> {
    fn printed(&self, row: usize, column: usize) -> Printed {
        Printed {
            fen: amount(self.lane.lines[row].slots.get(column)),
            step: step(self.form),
        }
    }

    fn add(&mut self, what: &str, compared: Compared, total: Printed, terms: Vec<Printed>) {
        if !terms.is_empty() {
            let mut name = format!("{} {what}", self.name);
            while self.found.contains_key(&name) {
                name.push('+');
            }
            let equation = Equation {
                compared,
                total,
                terms,
            };
            self.found.insert(name, equation);
        }
    }

    fn along_rows(&mut self) {
        let heads: Vec<Vec<String>> = paths(self.lane);
        let mut sums: Vec<(usize, Vec<usize>)> = Vec::new();
        let all: Vec<usize> = (0..heads.len()).collect();
        split(&heads, &all, 0, &mut sums);
        for row in 0..self.lane.lines.len() {
            let what = identity(&self.lane.lines[row]);
            for (total, parts) in &sums {
                let terms = parts.iter().map(|&part| self.printed(row, part)).collect();
                let total = self.printed(row, *total);
                self.add(&format!("row {what}"), Compared::Equal, total, terms);
            }
            for (part, head) in heads.iter().enumerate() {
                let of_which = head.last().is_some_and(|word| word.starts_with("其中"));
                if of_which && part > 0 {
                    let (whole, part) = (self.printed(row, part - 1), self.printed(row, part));
                    self.add(&format!("of {what}"), Compared::AtLeast, whole, vec![part]);
                }
            }
        }
    }

    /// Totals over the outermost rows, and every code over the codes right below it.
    fn down_codes(&mut self) {
        let lines = &self.lane.lines;
        for kind in [Kind::Item, Kind::Unit] {
            let coded: Vec<usize> = (0..lines.len())
                .filter(|&row| lines[row].kind == kind && !lines[row].code.is_empty())
                .collect();
            let above = |row: usize| {
                let shorter = coded.iter().copied().filter(|&other| {
                    let (code, own) = (&lines[other].code, &lines[row].code);
                    code.len() < own.len() && own.starts_with(code.as_str())
                });
                shorter.max_by_key(|&other| lines[other].code.len())
            };
            let parents: Vec<(usize, Option<usize>)> =
                coded.iter().map(|&row| (row, above(row))).collect();
            let totals = (0..lines.len()).filter(|&row| lines[row].kind == Kind::Total);
            let sums = totals
                .map(|total| (total, None))
                .chain(coded.iter().map(|&row| (row, Some(row))));
            for (total, parent) in sums {
                let parts = parents.iter().filter(|(_, above)| *above == parent);
                let rows: Vec<usize> = parts.map(|(row, _)| *row).collect();
                self.add_columns(total, &rows);
            }
        }
    }

    /// Rows by their ordinals: 一、 over （一）, and sums over what stands before them.
    fn down_levels(&mut self) {
        let lines = &self.lane.lines;
        if lines.iter().any(|line| !line.code.is_empty()) {
            return;
        }
        let levels: Vec<Level> = lines.iter().map(level).collect();
        let before = |row: usize, wanted: &[Level]| -> Vec<usize> {
            let rows = (0..row).filter(|&other| wanted.contains(&levels[other]));
            rows.collect()
        };
        for row in 0..lines.len() {
            match levels[row] {
                Level::First => {
                    let below = (row + 1..lines.len())
                        .take_while(|&other| matches!(levels[other], Level::Second | Level::Part))
                        .filter(|&other| levels[other] == Level::Second);
                    let below: Vec<usize> = below.collect();
                    self.add_columns(row, &below);
                }
                Level::Sum => {
                    self.add_columns(row, &before(row, &[Level::First]));
                    self.add_columns(row, &before(row, &[Level::First, Level::Other]));
                    let year = before(row, &[Level::Sum]).into_iter().next_back();
                    if let Some(year) = year {
                        let carried = before(row, &[Level::Other]);
                        let carried = carried.into_iter().filter(|&other| other > year);
                        let rows: Vec<usize> = std::iter::once(year).chain(carried).collect();
                        self.add_columns(row, &rows);
                    }
                }
                Level::Part if row > 0 => {
                    for column in 0..lines[row].slots.len() {
                        let (whole, part) =
                            (self.printed(row - 1, column), self.printed(row, column));
                        self.add("of which", Compared::AtLeast, whole, vec![part]);
                    }
                }
                Level::Second | Level::Part | Level::Other => {}
            }
        }
    }

    fn add_columns(&mut self, total: usize, rows: &[usize]) {
        let what = identity(&self.lane.lines[total]);
        for column in 0..self.lane.lines[total].slots.len() {
            let terms = rows.iter().map(|&row| self.printed(row, column)).collect();
            let total = self.printed(total, column);
            self.add(
                &format!("sum {what} {column}"),
                Compared::Equal,
                total,
                terms,
            );
        }
    }
}

/// What the ordinal of a row without a code makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    First,
    Second,
    Part,
    Sum,
    Other,
}

fn level(line: &Line) -> Level {
    let name: String = line.name.chars().filter(|c| !c.is_whitespace()).collect();
    let counted = |c: char| "一二三四五六七八九十0123456789".contains(c);
    if name.starts_with("其中") {
        Level::Part
    } else if name.ends_with("合计") || name.ends_with("总计") {
        Level::Sum
    } else if name.starts_with(['（', '(']) || name.starts_with(|c: char| c.is_ascii_digit()) {
        Level::Second
    } else if name.starts_with(counted) && name.contains('、') {
        Level::First
    } else {
        Level::Other
    }
}

/// Sums of columns: in every group of the header the column that closes it, and its other parts.
fn split(
    heads: &[Vec<String>],
    group: &[usize],
    depth: usize,
    sums: &mut Vec<(usize, Vec<usize>)>,
) {
    let mut parts: Vec<(&str, Vec<usize>)> = Vec::new();
    for &column in group {
        let Some(word) = heads[column].get(depth) else {
            continue;
        };
        match parts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, columns)) => columns.push(column),
            None => parts.push((word, vec![column])),
        }
    }
    for (_, columns) in &parts {
        if columns
            .iter()
            .any(|&column| heads[column].len() > depth + 1)
        {
            split(heads, columns, depth + 1, sums);
        }
    }
    let is_total = |word: &str| {
        ["合计", "小计", "总计"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    let stands_for = |columns: &[usize], depth: usize| -> Vec<usize> {
        let own = columns.iter().copied().find(|&column| {
            let words = &heads[column];
            words.len() == depth + 2 && words.last().is_some_and(|word| is_total(word))
        });
        own.map_or_else(|| columns.to_vec(), |own| vec![own])
    };
    let total = parts.iter().position(|(word, _)| is_total(word));
    if let Some(at) = total {
        let rest = parts
            .iter()
            .enumerate()
            .filter(|(other, (word, _))| *other != at && !word.starts_with("其中"));
        let terms: Vec<usize> = rest
            .flat_map(|(_, (_, columns))| stands_for(columns, depth))
            .collect();
        if let Some(&total) = parts[at].1.first() {
            sums.push((total, terms));
        }
    }
}

/// The header paths of the figure columns without white space.
fn paths(lane: &Lane) -> Vec<Vec<String>> {
    let heads = lane.heads.iter().filter(|head| head.is_figure());
    let bare = |word: &String| word.chars().filter(|c| !c.is_whitespace()).collect();
    heads
        .map(|head| head.path.iter().map(bare).collect())
        .collect()
}

fn identity(line: &Line) -> String {
    format!("{:?} {} {}", line.kind, line.read_code(), line.read_name())
}

fn step(form: &Form) -> i64 {
    crate::inject::step(&form.money)
}

/// Both sides of a balance table close on one total.
fn closes(f: usize, form: &Form, found: &mut BTreeMap<String, Equation>) {
    let last = |lane: &Lane| {
        let line = lane.lines.iter().rfind(|line| level(line) == Level::Sum)?;
        Some(Printed {
            fen: amount(line.slots.first()),
            step: step(form),
        })
    };
    if let [left, right] = form.lanes.as_slice()
        && let (Some(total), Some(other)) = (last(left), last(right))
    {
        let equation = Equation {
            compared: Compared::Equal,
            total,
            terms: vec![other],
        };
        found.insert(format!("{f} closes"), equation);
    }
}

/// The codes of the classes, by their names.
fn classes(forms: &[Form]) -> BTreeMap<String, String> {
    let lanes = forms.iter().flat_map(|form| &form.lanes);
    let lines = lanes.flat_map(|lane| &lane.lines);
    let coded = lines.filter(|line| line.read_code().len() == 3);
    coded
        .map(|line| (line.read_name(), line.read_code()))
        .collect()
}

/// One code, one class or the total, in the first column of two forms.
fn between(forms: &[Form], found: &mut BTreeMap<String, Equation>) {
    let classes = classes(forms);
    let class = |line: &Line| {
        let name = line.read_name();
        let (_, name) = name.split_once('、').unwrap_or(("", &name));
        classes.get(name).cloned()
    };
    let mut printed: BTreeMap<String, Vec<(usize, Printed)>> = BTreeMap::new();
    for (f, form) in forms.iter().enumerate() {
        let lines = form.lanes.iter().flat_map(|lane| &lane.lines);
        for line in lines {
            let name = match class(line) {
                _ if line.kind == Kind::Total => "total".to_owned(),
                _ if !line.code.is_empty() => line.read_code(),
                Some(code) => code,
                None => continue,
            };
            let figure = Printed {
                fen: amount(line.slots.first()),
                step: step(form),
            };
            printed.entry(name).or_default().push((f, figure));
        }
    }
    for (name, places) in printed {
        for (at, (f, total)) in places.iter().enumerate() {
            for (g, other) in places.iter().skip(at + 1).filter(|(g, _)| g != f) {
                let equation = Equation {
                    compared: Compared::Equal,
                    total: *total,
                    terms: vec![*other],
                };
                found.insert(format!("{f} {g} {name}"), equation);
            }
        }
    }
}
