//! The little table of tasks inside a performance form: a label over rows that print amounts under a header of their own.

use crate::load::forms::form::is_number;
use crate::load::header;
use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::Vocabulary;

/// Lines its header may take.
const HEADER_LINES: usize = 2;

/// A little table and how many lines it takes.
pub(in crate::load) struct TaskTable<'a> {
    pub(in crate::load) lines: usize,
    pub(in crate::load) rows: Vec<Row<'a>>,
}

/// The number of a line, and its printed cells with the labels over them.
type Row<'a> = (u32, Vec<(Vec<String>, &'a Piece)>);

/// The little table the lines begin with: `年度主要任务 │ 任务名称 │ 主要内容 │ 预算金额`.
pub(in crate::load) fn find<'a>(
    lines: &'a [TextLine],
    vocabulary: &Vocabulary,
) -> Option<TaskTable<'a>> {
    let first = lines.first()?;
    let words: Vec<(usize, &Piece)> = printed(first).collect();
    let labelled = words.first().is_some_and(|&(at, _)| at == 0);
    let (name_at, _) = *words
        .iter()
        .skip(1)
        .find(|(_, piece)| piece.text.ends_with("名称"))?;
    if !labelled || words.len() < 3 || words.iter().any(|(_, piece)| is_number(piece)) {
        return None;
    }
    let is_body = |line: &&TextLine| is_row(line, name_at);
    let height = 1 + lines
        .get(1..HEADER_LINES)?
        .iter()
        .filter(|line| is_second(line, name_at))
        .count();
    let body: Vec<&TextLine> = lines.iter().skip(height).take_while(is_body).collect();
    if !body.iter().any(|line| line.printed().any(is_number)) {
        return None;
    }
    let width = lines
        .iter()
        .take(height + body.len())
        .map(|line| line.pieces.len())
        .max()?;
    let leaves = header::read(lines.get(..height)?, width, vocabulary);
    let under = |at: usize| {
        leaves
            .get(at)
            .map(|leaf| leaf.path.clone())
            .unwrap_or_default()
    };
    let row = |line: &&'a TextLine| {
        let cells = printed(line).map(|(at, piece)| {
            let mut path = under(at);
            if at == name_at {
                path.truncate(1);
            }
            (path, piece)
        });
        (line.number, cells.collect())
    };
    Some(TaskTable {
        lines: height + body.len(),
        rows: body.iter().map(row).collect(),
    })
}

fn printed(line: &TextLine) -> impl Iterator<Item = (usize, &Piece)> {
    let pieces = line.pieces.iter().enumerate();
    pieces.filter(|(_, piece)| !piece.text.is_empty())
}

/// The second line of a header: words, all of them behind the names.
fn is_second(line: &TextLine, name_at: usize) -> bool {
    let mut words = 0;
    let behind = printed(line).all(|(at, piece)| {
        words += 1;
        at > name_at && !is_number(piece)
    });
    behind && words > 1
}

/// A row: nothing stands under the label of the whole, and amounts stand behind the name only.
fn is_row(line: &TextLine, name_at: usize) -> bool {
    let mut any = false;
    printed(line).all(|(at, piece)| {
        any = true;
        at > 0 && (at > name_at || !is_number(piece))
    }) && any
}
