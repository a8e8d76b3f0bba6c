//! Codes that print the digits of their own level only, in text that keeps no columns: which of 款 and 项 they are, told by the sums.
//!
//! A form with a column each for 类, 款 and 项 prints 208, then 05, then 01. Where the columns are lost
//! nothing in the digits tells a 款 from a 项. The rows do: those of 项 add up to their 款, those of 款 to
//! their 类; and a name may be that of one code only.

use rust_decimal::Decimal;

use crate::catalogue;
use crate::load::blocks::draft::Draft;
use crate::load::line::TextLine;
use crate::load::numeral;
use crate::load::plain::glued::unglued;
use crate::model::{Classification, Unit, code};

/// Lines a name may take between its code and its figures.
const MOST_LINES: usize = 6;
/// Digits of the code of a class, and of the digits a 款 or 项 adds.
const CLASS: usize = 3;
const OWN: usize = 2;

/// One row as far as it tells its level.
struct Row {
    line: usize,
    digits: String,
    name: String,
    /// Its first figure: forms print the total of a row before its parts.
    figure: Option<Decimal>,
}

/// The lines of a draft with words apart that stand apart, and whole codes.
pub(in crate::load) fn lines_of(draft: &Draft) -> Vec<TextLine> {
    completed(draft.chunks.iter().flatten().map(unglued).collect())
}

/// The lines with the codes of the classes that are told made whole.
fn completed(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| is_start(&lines, at))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let rows: Vec<Row> = starts
        .iter()
        .zip(ends)
        .filter_map(|(&at, end)| row(&lines, at, end))
        .collect();
    let mut group: Vec<&Row> = Vec::new();
    let mut whole: Vec<(usize, String)> = Vec::new();
    for row in &rows {
        if row.digits.len() == CLASS {
            whole.extend(told(&group));
            group.clear();
        }
        group.push(row);
    }
    whole.extend(told(&group));
    for (at, code) in whole {
        let first = lines.get_mut(at).and_then(|line| {
            let pieces = line.pieces.make_mut();
            pieces.iter_mut().find(|piece| !piece.text.is_empty())
        });
        if let Some(first) = first {
            first.text = code.into();
        }
    }
    lines
}

/// Whether a row begins here with the code of a class or with two digits before a name.
fn is_start(lines: &[TextLine], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    let mut words = line.printed();
    let Some(first) = words.next() else {
        return false;
    };
    if !first.text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    match first.text.len() {
        CLASS => code::classify(&first.text).is_some(),
        // The name stands behind the digits, or below where the row is higher than one line.
        OWN => {
            let below = || lines.get(at + 1).and_then(|below| below.printed().next());
            let next = words.next().or_else(below);
            next.is_some_and(|next| number(&next.text).is_none())
        }
        _ => false,
    }
}

fn number(text: &str) -> Option<Decimal> {
    let figure = numeral::read(text, &Unit::WanYuan)?;
    if numeral::is_dash(text) {
        return Some(Decimal::ZERO);
    }
    figure.is_number().then(|| figure.number())
}

/// The row that begins at a line; rows end where the next one begins.
fn row(lines: &[TextLine], at: usize, end: usize) -> Option<Row> {
    let mut words = lines
        .get(at..end.min(at + MOST_LINES))?
        .iter()
        .flat_map(TextLine::printed);
    let digits = words.next()?.text.to_string();
    let mut name = String::new();
    let mut figure = None;
    for word in words {
        figure = number(&word.text);
        if figure.is_some() {
            break;
        }
        name.push_str(&word.text);
    }
    Some(Row {
        line: at,
        digits,
        name,
        figure,
    })
}

/// The lines of a class with their whole codes; none where nothing tells their levels.
fn told(group: &[&Row]) -> Vec<(usize, String)> {
    let Some((class, below)) = group.split_first() else {
        return Vec::new();
    };
    if class.digits.len() != CLASS || below.is_empty() {
        return Vec::new();
    }
    let found = by_sums(class, below).or_else(|| by_names(class, below));
    let lines = below.iter().map(|row| row.line);
    found.map_or(Vec::new(), |codes| lines.zip(codes).collect())
}

/// Every 款 is the sum of the rows up to the next one, and the class that of its 款; or all rows are
/// 款, and the class is their sum.
fn by_sums(class: &Row, below: &[&Row]) -> Option<Vec<String>> {
    let whole = class.figure.filter(|figure| !figure.is_zero())?;
    let figures: Option<Vec<Decimal>> = below.iter().map(|row| row.figure).collect();
    let figures = figures?;
    // A row without an amount is a part of any sum: the sums do not tell where it belongs.
    if figures.iter().any(Decimal::is_zero) {
        return None;
    }
    let alone = figures.iter().sum::<Decimal>() == whole;
    let (mut codes, mut sections) = (Vec::new(), Decimal::ZERO);
    let (mut section, mut left) = (String::new(), Decimal::ZERO);
    for (row, figure) in below.iter().zip(&figures) {
        if alone || left.is_zero() {
            section = format!("{}{}", class.digits, row.digits);
            sections += *figure;
            left = *figure;
            codes.push(section.clone());
        } else {
            left -= *figure;
            codes.push(format!("{section}{}", row.digits));
        }
    }
    let closed = alone || left.is_zero() && sections == whole && has_items(class);
    (closed && are_unlike(&codes)).then_some(codes)
}

/// Only codes by function have 项.
fn has_items(class: &Row) -> bool {
    code::classify(&class.digits).is_some_and(|(kind, _)| kind == Classification::Function)
}

/// Every name is that of a 款 of the class or of a 项 of the 款 above, and not of both.
fn by_names(class: &Row, below: &[&Row]) -> Option<Vec<String>> {
    let mut codes: Vec<String> = Vec::new();
    let mut section = String::new();
    for row in below {
        let named = |code: &str| {
            let mut entries = catalogue::entries(code).iter();
            entries.any(|entry| entry.name == row.name)
        };
        let as_section = format!("{}{}", class.digits, row.digits);
        let as_item = format!("{section}{}", row.digits);
        let item = !section.is_empty() && named(&as_item);
        let code = match (named(&as_section), item) {
            (true, false) => {
                section.clone_from(&as_section);
                as_section
            }
            (false, true) => as_item,
            _ => return None,
        };
        codes.push(code);
    }
    are_unlike(&codes).then_some(codes)
}

/// No code is printed twice in a class.
fn are_unlike(codes: &[String]) -> bool {
    let mut sorted: Vec<&String> = codes.iter().collect();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair.first() != pair.last())
}
