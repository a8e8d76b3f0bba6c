//! Headers printed level by level whose groups the words alone do not tell: every tree that such an order allows, held against the rows.
//!
//! A page that is drawn row by row prints all words of one level before those of the next, each level
//! from left to right. So the groups take the words below them in their own order: no word goes to a
//! group before the one that took the last word.

use crate::load::body::Body;
use crate::load::header;
use crate::load::header::Leaf;
use crate::load::header::index_line::{is_index_line, last_number};
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, ValueKind};

/// Words of the widest header read so.
const MOST_WORDS: usize = 40;
/// The total of a group.
const SUBTOTAL: &str = "小计";
/// Trees that are looked at, and steps to find them; more tell nothing.
const MOST_TREES: usize = 200;
const MOST_STEPS: usize = 20_000;
/// Lines of the body the trees are held against.
const LINES_TRIED: usize = 120;

/// Reads header and rows; `None` where no tree, or more than one, fits the rows.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let lines: Vec<TextLine> = header
        .iter()
        .filter(|line| !is_index_line(line))
        .cloned()
        .collect();
    let (words, unknown) = header::cut::cut(&plain::header_text(&lines), vocabulary);
    if unknown > 0 || words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let mut search = Search {
        words: &words,
        lines: &starts(&lines, &words),
        vocabulary,
        parents: Vec::new(),
        found: Vec::new(),
        steps: 0,
    };
    search.next();
    if search.steps > MOST_STEPS || search.found.len() >= MOST_TREES {
        return None;
    }
    let rows = plain::without_repeats(header, body);
    let tried = rows.get(..LINES_TRIED.min(rows.len()))?;
    let printed = tried.iter().map(plain::dealt::figures_of).max()?;
    // 栏次 numbers the columns of figures, whether a row fills all of them or not.
    let numbered = header.iter().filter_map(last_number).max();
    let figures = numbered.filter(|last| *last >= printed).unwrap_or(printed);
    let mut found = search.fitting(|columns| columns == figures, tried, units);
    if found.is_empty() {
        // Where no row fills all columns, the sums of the rows must refute all trees but one.
        let whole = |parents: &Vec<usize>| totals_come_first(&words, parents, vocabulary);
        search.found.retain(whole);
        found = search.fitting(|columns| columns > figures, tried, units);
        found.truncate(usize::from(found.len() == 1));
    }
    // A group that passes over words it holds is one only where no other tree fits.
    let fewest = found.iter().map(|(passed, _)| *passed).min()?;
    let mut fewest = found.into_iter().filter(|(passed, _)| *passed == fewest);
    let (_, only) = fewest.next().filter(|_| fewest.next().is_none())?;
    header::forms::borne_out(&rows, only, units, vocabulary)
}

/// A tree of the words of a header.
pub(in crate::load) struct Tree {
    /// How many words stand where they hardly can.
    pub(in crate::load) passed: usize,
    /// Its columns.
    pub(in crate::load) layout: Layout,
    /// Columns of figures among them.
    pub(in crate::load) figures: usize,
    /// Whether totals stand before their parts, one in a group.
    pub(in crate::load) totals_first: bool,
}

/// Every tree these words allow, printed on these lines; `None` where they are too many to tell anything.
pub(in crate::load) fn trees(
    words: &[String],
    lines: &[usize],
    vocabulary: &Vocabulary,
) -> Option<Vec<Tree>> {
    let mut search = Search {
        words,
        lines,
        vocabulary,
        parents: Vec::new(),
        found: Vec::new(),
        steps: 0,
    };
    search.next();
    if search.steps > MOST_STEPS || search.found.len() >= MOST_TREES {
        return None;
    }
    let tree = |parents: &Vec<usize>| {
        let layout = Layout::new(&leaves(words, parents, vocabulary));
        Tree {
            passed: search.passed_over(parents),
            figures: columns_of_figures(&layout),
            totals_first: totals_come_first(words, parents, vocabulary),
            layout,
        }
    };
    Some(search.found.iter().map(tree).collect())
}

/// Whether no word stands over two totals, no total over others, and the total of a group before its parts.
fn totals_come_first(words: &[String], parents: &[usize], vocabulary: &Vocabulary) -> bool {
    let is_total = |at: usize| words.get(at).is_some_and(|word| vocabulary.is_total(word));
    let of_table = |group: usize| group == 0;
    (0..=words.len()).all(|group| {
        let below = (0..words.len()).filter(|&at| parents.get(at) == Some(&group));
        let mut totals = below.enumerate().filter(|(_, at)| is_total(*at));
        let first = totals.next().map(|(place, _)| place);
        let over_others = !of_table(group) && is_total(group - 1) && parents.contains(&group);
        totals.next().is_none() && !over_others && (of_table(group) || first.unwrap_or(0) == 0)
    })
}

/// Whether a header has more columns than any row prints figures: words over others may be among them.
pub(in crate::load) fn is_too_wide(read: &Body) -> bool {
    let widest = read.rows.iter().map(|row| row.values.len()).max();
    read.layout.lanes.len() == 1
        && widest.is_some_and(|most| most < columns_of_figures(&read.layout))
}

/// Whether a header that numbers its columns has more of figures than numbers: words over others are
/// among them.
pub(in crate::load) fn is_beyond_numbers(header: &[TextLine], read: &Body) -> bool {
    let numbered = header.iter().filter_map(last_number).max();
    numbered.is_some_and(|last| last < columns_of_figures(&read.layout))
}

fn columns_of_figures(layout: &Layout) -> usize {
    let columns = layout.columns.iter();
    columns
        .filter(|column| column.kind != ValueKind::Text)
        .count()
}

/// The line every word begins on. Words of cells side by side have white space between them: a word
/// that touches the one before it begins a line of its own, whose end was lost.
pub(in crate::load) fn starts(lines: &[TextLine], words: &[String]) -> Vec<usize> {
    let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let ends = lines.iter().scan(0, |end, line| {
        *end += line.folded.chars().count();
        Some(*end)
    });
    let ends: Vec<usize> = ends.collect();
    let pieces = lines.iter().flat_map(TextLine::printed);
    let begins = pieces.scan(0, |at, piece| {
        let begin = *at;
        *at += length(&piece.text);
        Some(begin)
    });
    let begins: Vec<usize> = begins.collect();
    let mut starts = Vec::with_capacity(words.len());
    let (mut at, mut lost, mut line) = (0, 0, 0);
    for word in words {
        let of = ends.partition_point(|&end| end <= at);
        let first = starts.is_empty() || of != line;
        lost += usize::from(!first && begins.binary_search(&at).is_err());
        line = of;
        starts.push(of + lost);
        at += word.chars().count();
    }
    starts
}

struct Search<'a> {
    words: &'a [String],
    /// The line every word begins on.
    lines: &'a [usize],
    vocabulary: &'a Vocabulary,
    /// For every word placed: the word it stands below, counted from 1; 0 is the table.
    parents: Vec<usize>,
    found: Vec<Vec<usize>>,
    steps: usize,
}

impl Search<'_> {
    /// The trees with a fitting count of columns whose sums the rows bear out, and how many words of each
    /// stand where they hardly can.
    fn fitting(
        &self,
        fits: impl Fn(usize) -> bool,
        rows: &[TextLine],
        units: &[OrgUnit],
    ) -> Vec<(usize, Layout)> {
        let mut fitting: Vec<(usize, Layout)> = Vec::new();
        for parents in &self.found {
            let layout = Layout::new(&leaves(self.words, parents, self.vocabulary));
            let known = fitting.iter().any(|(_, other)| *other == layout);
            if !fits(columns_of_figures(&layout)) || layout.lanes.len() != 1 || known {
                continue;
            }
            if header::forms::borne_out(rows, layout.clone(), units, self.vocabulary).is_none() {
                continue;
            }
            let passed = self.passed_over(parents);
            // What names the rows stands below the word over it: the last tree found.
            let same = |(other, of): &&mut (usize, Layout)| {
                *other == passed && of.columns == layout.columns
            };
            match fitting.iter_mut().find(same) {
                Some((_, same)) => *same = layout,
                None => fitting.push((passed, layout)),
            }
        }
        fitting
    }

    fn next(&mut self) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.found.len() >= MOST_TREES {
            return;
        }
        let at = self.parents.len();
        if at == self.words.len() {
            if self.is_whole() {
                self.found.push(self.parents.clone());
            }
            return;
        }
        let from = self.parents.last().copied().unwrap_or(0);
        for parent in from..=at {
            if self.may_hold(parent, at) {
                self.parents.push(parent);
                self.next();
                self.parents.pop();
            }
        }
    }

    /// Whether a word may stand below another one, which has none like it yet.
    fn may_hold(&self, parent: usize, at: usize) -> bool {
        let word = |at: usize| self.words.get(at).map_or("", String::as_str);
        let mut below = (0..at).filter(|&other| self.parents.get(other) == Some(&parent));
        if below.any(|other| word(other) == word(at)) {
            return false;
        }
        // 小计 is never the total of the table behind other columns of figures.
        let figures = |other: usize| {
            let entry = self.vocabulary.column(word(other));
            entry.is_none_or(|entry| entry.stub.is_none())
        };
        if parent == 0 && word(at) == SUBTOTAL {
            let mut before = (0..at).filter(|&other| self.parents.get(other) == Some(&0));
            return !before.any(figures);
        }
        let line = |at: usize| self.lines.get(at);
        parent == 0 || line(parent - 1) < line(at) && self.holds(parent - 1, at)
    }

    fn holds(&self, group: usize, at: usize) -> bool {
        let (Some(group), Some(word)) = (self.words.get(group), self.words.get(at)) else {
            return false;
        };
        let names_rows = |word: &str| {
            let entry = self.vocabulary.column(word);
            entry.is_some_and(|entry| entry.stub.is_some())
        };
        let total = self.vocabulary.is_total(word) && word != "总计";
        let entry = self.vocabulary.group(group);
        // What names the rows holds all that names them, and no figures.
        entry.is_some_and(|entry| match names_rows(group) {
            true => entry.holds(word) || names_rows(word),
            false => entry.holds(word) || total,
        })
    }

    /// Whether every group has two words at least, and no word is a group that must be one.
    fn is_whole(&self) -> bool {
        (1..=self.words.len()).all(|group| {
            let below = self.parents.iter().filter(|&&parent| parent == group);
            let word = self.words.get(group - 1).map_or("", String::as_str);
            let entry = self.vocabulary.column(word);
            // 本年收入 with none of its sources behind it is a column of its own.
            let alone = entry.is_some_and(|entry| entry.kind.is_some() || entry.stub.is_some());
            match below.count() {
                0 => alone,
                1 => false,
                _ => true,
            }
        })
    }

    /// How many words stand where they hardly can: below a later group, while one that could hold them
    /// holds none; or apart from the word that forms print right behind them and a group holds with them.
    fn passed_over(&self, parents: &[usize]) -> usize {
        let passed = |at: usize, parent: usize| {
            let outer = |group: usize| parents.get(group - 1).copied();
            let mut before = 1..parent;
            before.any(|group| {
                !parents.contains(&group)
                    && outer(group) == outer(parent)
                    && self.holds(group - 1, at)
            })
        };
        let torn = |at: usize, parent: usize| {
            let next = parents.get(at + 1).copied().unwrap_or(parent);
            next > parent && self.holds(next - 1, at) && self.is_right_before(at)
        };
        let words = parents.iter().enumerate();
        words
            .filter(|&(at, &parent)| parent > 0 && passed(at, parent) || torn(at, parent))
            .count()
    }

    /// Whether some form prints a word right before the next one.
    fn is_right_before(&self, at: usize) -> bool {
        let mut orders = self.vocabulary.orders().iter();
        orders.any(|order| {
            let place = |at: usize| {
                let word = self.words.get(at)?;
                order.iter().position(|wordings| wordings.contains(word))
            };
            place(at).is_some_and(|place_of| place(at + 1) == Some(place_of + 1))
        })
    }
}

/// The columns of a tree.
pub(in crate::load) fn leaves(
    words: &[String],
    parents: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    walk(0, words, parents, &mut Vec::new(), &mut leaves, vocabulary);
    leaves
}

fn walk(
    group: usize,
    words: &[String],
    parents: &[usize],
    path: &mut Vec<String>,
    leaves: &mut Vec<Leaf>,
    vocabulary: &Vocabulary,
) {
    let below = (0..words.len()).filter(|&at| parents.get(at) == Some(&group));
    for at in below {
        path.extend(words.get(at).cloned());
        if parents.contains(&(at + 1)) {
            walk(at + 1, words, parents, path, leaves, vocabulary);
        } else {
            leaves.push(Leaf::new(path.clone(), vocabulary));
        }
        path.pop();
    }
}
