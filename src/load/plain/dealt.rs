//! Headers of two or three lines whose cells are divided by single blanks: the words of each line are dealt out to the cells above.
//!
//! Such text keeps the cells of a header and loses their width. Every way to put the words of a line
//! below runs of the line above is tried; one is taken only where it alone gives as many columns as the
//! fullest rows print figures, and all its sums hold in them.

use crate::load::body::Body;
use crate::load::grid::packed_header;
use crate::load::header;
use crate::load::header::index_line::is_index_line;
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::meaning::identity;
use crate::load::numeral;
use crate::load::placing::sister;
use crate::load::plain::{self, is_amount};
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, Unit};

/// Tiers of the tallest header read so, and the lines they may take.
const MOST_TIERS: usize = 3;
const MOST_LINES: usize = 7;
/// Words of a line; wider lines leave too many ways.
const MOST_WORDS: usize = 16;
/// Ways that are held against the rows; more tell nothing.
const MOST_WAYS: usize = 400;
/// Lines of the body the ways are held against.
const LINES_TRIED: usize = 120;
/// With fewer sums that hold, nothing but the count of the figures tells.
const FEWEST_SUMS: usize = 1;

/// A cell of the header: the paths of its columns.
type Cell = Vec<Vec<String>>;

/// Reads header and rows; `None` where no way, or more than one, fits the rows.
#[must_use]
pub(in crate::load) fn read(
    head: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let tiers: Vec<Vec<&str>> = head
        .iter()
        .filter(|line| !is_index_line(line))
        .map(|line| line.printed().map(|piece| piece.text.as_str()).collect())
        .collect();
    if !(2..=MOST_LINES).contains(&tiers.len()) {
        return None;
    }
    if let [above, below] = tiers.as_slice()
        && let Some(paths) = twice(above, below)
    {
        let layout = Layout::new(&header::from_paths(paths, vocabulary));
        let body = plain::without_repeats(head, body);
        let fits = layout.lanes.len() == above.len() && plain::is_in_order(&layout);
        return fits.then(|| plain::rows(body, layout, units, vocabulary));
    }
    let body = plain::without_repeats(head, body);
    let tried = body.get(..LINES_TRIED.min(body.len()))?;
    let figures = tried.iter().map(figures_of).max()?;
    let fitting = |tiers: &[Vec<&str>]| {
        let mut fitting: Vec<Layout> = Vec::new();
        for way in ways(tiers, vocabulary)? {
            let paths: Vec<Vec<String>> = way.into_iter().flatten().collect();
            let layout = Layout::new(&header::from_paths(paths, vocabulary));
            let fits = layout.columns.len() == figures && layout.lanes.len() == 1;
            let fits = fits && !fitting.contains(&layout);
            if fits && adds_up(tried, &layout, units, vocabulary) {
                fitting.push(layout);
            }
        }
        Some(fitting)
    };
    // Lines that are tiers as they stand, else lines that are tiers together.
    let mut found = match tiers.len() <= MOST_TIERS {
        true => fitting(&tiers)?,
        false => Vec::new(),
    };
    if found.is_empty() {
        let together = together(&tiers);
        let more = together.iter().filter_map(|tiers| fitting(tiers));
        found = more.flatten().fold(Vec::new(), |mut found, layout| {
            if !found.contains(&layout) {
                found.push(layout);
            }
            found
        });
    }
    let only = found.pop().filter(|_| found.is_empty())?;
    let mut read = plain::rows(body, only, units, vocabulary);
    read.header_pieced = true;
    (!read.header_doubtful && !read.body_doubtful).then_some(read)
}

/// The lines as two or three tiers of several lines each: a cell that stands higher than those beside it
/// is printed on a line of its own.
fn together<'a>(lines: &[Vec<&'a str>]) -> Vec<Vec<Vec<&'a str>>> {
    let tier = |lines: &[Vec<&'a str>]| lines.concat();
    let mut all = Vec::new();
    for last in 1..lines.len() {
        let (above, below) = lines.split_at(last);
        if lines.len() > 2 {
            all.push(vec![tier(above), tier(below)]);
        }
        for first in 1..above.len() {
            let (first, second) = above.split_at(first);
            if lines.len() > MOST_TIERS {
                all.push(vec![tier(first), tier(second), tier(below)]);
            }
        }
    }
    all
}

/// All ways to deal out the words of each tier to the cells above; `None` where there are too many.
fn ways(tiers: &[Vec<&str>], vocabulary: &Vocabulary) -> Option<Vec<Vec<Cell>>> {
    let wide = |tier: &Vec<&str>| tier.len() > MOST_WORDS;
    if tiers.iter().any(wide) {
        return None;
    }
    let (last, above) = tiers.split_last()?;
    let leaves: Vec<Cell> = last
        .iter()
        .map(|word| vec![vec![(*word).to_owned()]])
        .collect();
    let mut ways = vec![leaves];
    for tier in above.iter().rev() {
        let mut next = Vec::new();
        for below in &ways {
            deal(tier, below, &mut Vec::new(), &mut next, vocabulary);
            if next.len() > MOST_WAYS {
                return None;
            }
        }
        ways = next;
    }
    Some(ways)
}

/// The columns below two words over the same words twice: 收入 │ 支出 over 项目 预算数 项目 预算数.
fn twice(above: &[&str], below: &[&str]) -> Option<Vec<Vec<String>>> {
    let (left, right) = below.split_at_checked(below.len() / 2)?;
    let alike = above.len() == 2 && left == right && left.len() > 1;
    alike.then(|| packed_header::repeated(above, below))?
}

/// Figures and dashes a line prints; whole numbers and rates count behind one that is surely a figure.
pub(in crate::load) fn figures_of(line: &TextLine) -> usize {
    let sure = |text: &str| is_amount(text) || numeral::is_dash(text);
    let figure = |text: &str| {
        sure(text) || text.ends_with(['%', '％']) || text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let behind = line.printed().skip_while(|piece| !sure(&piece.text));
    behind.filter(|piece| figure(&piece.text)).count()
}

/// All ways to put cells, in their order, below the words of a line: each word takes a run or none.
fn deal(
    words: &[&str],
    below: &[Cell],
    done: &mut Vec<Cell>,
    ways: &mut Vec<Vec<Cell>>,
    vocabulary: &Vocabulary,
) {
    let Some((word, others)) = words.split_first() else {
        if below.is_empty() && ways.len() <= MOST_WAYS {
            ways.push(done.clone());
        }
        return;
    };
    for count in 0..=below.len() {
        let Some((taken, rest)) = below.split_at_checked(count) else {
            continue;
        };
        let parts: Vec<&str> = taken.iter().filter_map(name).collect();
        if ways.len() > MOST_WAYS || !packed_header::may_hold(word, &parts, vocabulary) {
            continue;
        }
        done.push(match taken {
            [] => vec![vec![(*word).to_owned()]],
            _ => {
                let paths = taken.iter().flatten();
                let under = |path: &Vec<String>| [&[(*word).to_owned()][..], path].concat();
                paths.map(under).collect()
            }
        });
        deal(others, rest, done, ways, vocabulary);
        done.pop();
    }
}

/// The word of a cell.
fn name(cell: &Cell) -> Option<&str> {
    cell.first()?.first().map(String::as_str)
}

/// Whether all sums of these columns hold in the rows that print as many figures.
fn adds_up(
    lines: &[TextLine],
    layout: &Layout,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> bool {
    let identities = identity::identities(layout);
    let read = plain::rows(lines.to_vec(), layout.clone(), units, vocabulary);
    let (tested, failed) = sister::sums(&read, &identities, &Unit::WanYuan);
    tested >= FEWEST_SUMS && failed == 0
}
