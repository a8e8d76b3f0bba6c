//! Headers in visual order, every line of the page a line of text: the tree of their words that the rows bear out.

use crate::load::body::Body;
use crate::load::header;
use crate::load::header::index_line::{is_index_line, last_number};
use crate::load::header::pieces::Pieces;
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::plain::dealt::figures_of;
use crate::load::plain::visual_tree;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, ValueKind};

/// Lines of the tallest header; more are words of another kind.
const MOST_LINES: usize = 20;
/// Lines of the body the trees are held against.
const LINES_TRIED: usize = 120;
/// Words that may stand outside groups that could hold them.
const MOST_OUTSIDE: usize = 4;
/// Layouts that are held against the rows; more tell nothing.
const MOST_LAYOUTS: usize = 64;

/// Reads header and rows; `None` where no tree, or more than one, fits the rows.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let printed = header.iter().filter(|line| !is_index_line(line)).count();
    if !(2..=MOST_LINES).contains(&printed) {
        return None;
    }
    let pieces = Pieces::of(header, vocabulary);
    if !pieces.measures.is_empty() {
        return None;
    }
    let words = pieces.joined(vocabulary);
    let rows = plain::without_repeats(header, body);
    let tried = rows.get(..LINES_TRIED.min(rows.len()))?;
    let most = tried.iter().map(figures_of).max()?;
    // 栏次 numbers the columns of figures, whether a row fills all of them or not.
    let numbered = header.iter().filter_map(last_number).max();
    let most = numbered.filter(|last| *last >= most).unwrap_or(most);
    // A group that passes over words it holds is one only where no other tree fits.
    for outside in 0..=MOST_OUTSIDE {
        let mut open: Vec<Layout> = Vec::new();
        for words in &words {
            for paths in visual_tree::trees(words, outside, vocabulary)? {
                let layout = Layout::new(&header::from_paths(paths, vocabulary));
                // Streams side by side lend one another their columns; other readers know their forms.
                let one = layout.lanes.len() == 1;
                if one && width(&layout) >= most && !open.contains(&layout) {
                    open.push(layout);
                }
            }
        }
        if open.len() > MOST_LAYOUTS {
            return None;
        }
        let full: Vec<Layout> = open
            .iter()
            .filter(|open| width(open) == most)
            .cloned()
            .collect();
        for open in [full, open] {
            let read = |layout: Layout| header::forms::borne_out(tried, layout, units, vocabulary);
            let fitting: Vec<Body> = open.into_iter().filter_map(read).collect();
            let Some((first, others)) = fitting.split_first() else {
                continue;
            };
            if !others.iter().all(|other| are_as_good(first, other)) {
                return None;
            }
            return header::forms::borne_out(&rows, first.layout.clone(), units, vocabulary)
                .filter(|read| others.iter().all(|other| are_as_good(read, other)));
        }
    }
    None
}

/// Whether two readings differ only in the order of columns of one group in which the rows print nothing
/// that would tell them apart: the same words in all of them, or none.
fn are_as_good(one: &Body, other: &Body) -> bool {
    let paths = |body: &Body| -> Vec<Vec<String>> {
        let columns = body.layout.columns.iter();
        columns.map(|column| column.path.clone()).collect()
    };
    let (first, second) = (paths(one), paths(other));
    let sorted = |paths: &[Vec<String>]| {
        let mut paths = paths.to_vec();
        paths.sort_unstable();
        paths
    };
    let above = |path: &Vec<String>| path.split_last().map(|(_, above)| above.to_vec());
    if sorted(&first) != sorted(&second) || !first.iter().map(above).eq(second.iter().map(above)) {
        return false;
    }
    let moved = |at: usize| first.get(at) != second.get(at);
    let figures = one.layout.columns.iter().enumerate();
    let before = figures
        .take_while(|(at, _)| !moved(*at))
        .filter(|(_, column)| column.kind != ValueKind::Text)
        .count();
    one.rows.iter().all(|row| {
        // What is placed later may be placed by what other tables say of one of these columns.
        let open = row.values.iter().any(|value| value.column.is_none());
        if open && row.values.len() > before {
            return false;
        }
        let values = row.values.iter();
        let mut moved = values.filter(|value| value.column.is_some_and(moved));
        let text = moved.next().map(|value| &value.text);
        moved.all(|value| Some(&value.text) == text)
    })
}

/// How many columns hold figures.
fn width(layout: &Layout) -> usize {
    let figures = |kind: ValueKind| kind != ValueKind::Text;
    let columns = layout.columns.iter();
    columns.filter(|column| figures(column.kind)).count()
}
