//! Which columns hold the class, the section and the item of a code that is printed in three cells.
//!
//! 类, 款 and 项 mostly stand in a line of the header of their own. Forms of final accounts print them
//! beside 栏次 or beside the total, where the line is none of words, and some print none at all below
//! a cell 科目编码 merged over three columns.

use crate::load::header::Leaf;
use crate::load::line::TextLine;
use crate::load::vocabulary::Stub;

/// What the columns of one code are called, the columns of a class first.
const HEADS: [(&str, Stub); 3] = [
    ("类", Stub::Class),
    ("款", Stub::Section),
    ("项", Stub::Item),
];

/// Digits of a class, of a section and of an item that are printed without those before them.
const DIGITS: [usize; 3] = [3, 2, 2];

/// Tells the columns of codes below one head apart, by heads that stand elsewhere or by the digits
/// they print.
pub(in crate::load) fn tell_apart(leaves: &mut [Leaf], header: &[TextLine], body: &[TextLine]) {
    let mut at = 0;
    while at < leaves.len() {
        let columns = alike(leaves, at);
        if (2..=HEADS.len()).contains(&columns) {
            // A line of the header, or the total in the first line below it.
            let mut lines = header.iter().chain(body.first());
            let headed = lines.any(|line| is_headed(line, at, columns));
            if headed || has_parts(body, at, columns) {
                let columns = leaves.iter_mut().skip(at).take(columns);
                for (leaf, (head, stub)) in columns.zip(HEADS) {
                    leaf.path.push(head.to_owned());
                    leaf.stub = Some(stub);
                }
            }
        }
        at += columns.max(1);
    }
}

/// How many columns of codes from this one on stand below the same cells.
fn alike(leaves: &[Leaf], at: usize) -> usize {
    let from = leaves.get(at..).unwrap_or(&[]);
    let Some(first) = from
        .first()
        .filter(|leaf| leaf.stub == Some(Stub::Code) && !leaf.path.is_empty())
    else {
        return 0;
    };
    let alike = |leaf: &&Leaf| leaf.stub == first.stub && leaf.path == first.path;
    from.iter().take_while(alike).count()
}

fn is_headed(line: &TextLine, at: usize, columns: usize) -> bool {
    let cells = line.pieces.iter().skip(at).take(columns);
    cells.len() == columns && cells.zip(HEADS).all(|(cell, (head, _))| cell.text == head)
}

/// Whether the columns print parts of codes and nothing else: 208, 05, 05. Names of totals may stand
/// in the first.
fn has_parts(body: &[TextLine], at: usize, columns: usize) -> bool {
    let mut parts = 0;
    let all = body.iter().all(|line| {
        let cells = line.pieces.iter().skip(at).take(columns).enumerate();
        let mut printed = cells
            .zip(DIGITS)
            .filter(|((_, cell), _)| !cell.text.is_empty());
        printed.all(|((level, cell), digits)| {
            let is_code = cell.text.chars().all(|c| c.is_ascii_digit());
            parts += usize::from(is_code && level > 0);
            if is_code {
                cell.text.len() <= digits
            } else {
                level == 0
            }
        })
    });
    all && parts > 0
}
