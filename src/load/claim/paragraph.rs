//! What a sentence inherits from those before it: the item, the year, open lists, numbers and brackets.

use super::phrase;
use crate::model::Direction;

/// What a sentence inherits from the one before it under the same heading.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The first figure under the heading.
    pub(super) first: usize,
    /// Year of comparison.
    pub(super) base: Option<u16>,
    /// The last amount that is a level of this year.
    pub(super) level: Option<usize>,
    /// The amount a sentence spoke of before it told the reason of its change.
    pub(super) head: Option<usize>,
    /// The item last spoken of.
    pub(super) stem: String,
    /// The amounts whose lists are open, outermost first.
    pub(super) lists: Vec<usize>,
    /// An item named by a sentence or line without figures.
    pub(super) topic: String,
    /// The direction that the list being read shares (减少了甲…、乙…).
    pub(super) shared: Option<Direction>,
    /// The last figure stood in a list of the form 甲…、乙…、丙….
    pub(super) enumerating: bool,
    /// The earlier year that the sentence began with and goes on telling of.
    pub(super) told_year: Option<u16>,
    /// The sentence is telling the reason of a change.
    pub(super) explaining: bool,
    /// How many parts of one list were told one after the other without a comparison of their own.
    pub(super) listed: usize,
    /// The amounts last told side by side.
    pub(super) side_by_side: Vec<usize>,
    /// What was spoken of outside the open brackets, outermost first.
    pub(super) outside: Vec<Outside>,
    /// The styles of ordinals met, outermost first.
    pub(super) numbered: Vec<Numbered>,
}

/// A style of ordinals.
pub(super) struct Numbered {
    style: u8,
    /// The lists that its items stand in.
    lists: Vec<usize>,
    /// The amount of its last item.
    pub(super) item: Option<usize>,
}

impl Paragraph {
    /// `甲…，其中：1.乙…`: numbers that begin within a sentence count the parts of what it told, whatever
    /// such numbers counted before.
    pub(super) fn number_inside(&mut self, style: u8) {
        if let Some(at) = self.numbered.iter().position(|known| known.style == style) {
            self.numbered.truncate(at);
        }
        self.numbered.push(Numbered {
            style,
            lists: self.lists.clone(),
            item: None,
        });
    }

    /// Whether the amount last told is the numbered item being read.
    pub(super) fn is_at_item(&self) -> bool {
        let item = self.numbered.last().and_then(|numbered| numbered.item);
        item.is_some() && item == self.level
    }

    /// `2、甲…，其中：乙…。3、丙…`: at the next number the lists below the one before are told.
    /// `1.甲…。（1）乙…`: numbers within an item count its parts.
    pub(super) fn number(&mut self, style: u8) {
        if let Some(at) = self.numbered.iter().position(|known| known.style == style) {
            self.numbered.truncate(at + 1);
            if let Some(known) = self.numbered.last_mut() {
                self.lists.clone_from(&known.lists);
                known.item = None;
            }
            self.enumerating = false;
            return;
        }
        let outer = self.numbered.last().filter(|outer| outer.style < style);
        if let Some(outer) = outer
            && let Some(item) = outer.item
        {
            self.lists.clone_from(&outer.lists);
            self.lists.push(item);
        }
        self.numbered.push(Numbered {
            style,
            lists: self.lists.clone(),
            item: None,
        });
    }

    /// …，主要原因是甲增加3万元，乙1万元；支出4万元: a reason goes on to the semicolon.
    pub(super) fn follow_reason(&mut self, between: &str) {
        let clauses = between.rsplit('；').next().unwrap_or("");
        let goes_on = self.explaining && clauses.len() == between.len();
        self.explaining = goes_on || clauses.contains("原因");
    }

    /// `按项目类型，分为货物、工程和服务三类。其中：…`: what is listed next are parts of no amount told before.
    pub(super) fn divide(&mut self, words: &str) {
        if ["分为", "划分"].iter().any(|word| words.contains(word)) {
            self.level = None;
            self.lists.clear();
        }
    }

    /// Follows the brackets before a figure that hold figures: 甲21万元（乙0万元、丙21万元），比上年减少…
    /// speaks of 甲 again behind the bracket, and 乙 and 丙 are parts of 甲 alone.
    /// `last` is the amount stated last.
    pub(super) fn follow_brackets(
        &mut self,
        between: &str,
        last: Option<usize>,
        year: Option<u16>,
    ) {
        let (closed, opened) = open_brackets(between);
        for _ in 0..closed {
            let Some(outside) = self.outside.pop() else {
                break;
            };
            self.level = outside.level;
            self.stem = outside.stem;
            self.lists = outside.lists;
            self.enumerating = outside.enumerating;
        }
        for at in opened.into_iter().take(DEEPEST) {
            let level = self.level.filter(|&level| Some(level) == last);
            let inside = between.get(at + '（'.len_utf8()..).unwrap_or("");
            let divides = level.filter(|_| at == 0 && phrase::names_part(inside, year));
            let lists = self.lists.clone();
            if at == 0 && level.is_some() {
                self.lists = divides.into_iter().collect();
            }
            if self.outside.len() < DEEPEST {
                self.outside.push(Outside {
                    level: self.level,
                    stem: self.stem.clone(),
                    lists,
                    enumerating: self.enumerating,
                });
            }
        }
    }
}

/// Nobody nests brackets deeper.
const DEEPEST: usize = 4;

/// How many brackets the words close that were open before, and where those begin that stay open.
fn open_brackets(words: &str) -> (usize, Vec<usize>) {
    let (mut closed, mut open) = (0, Vec::new());
    for (at, c) in words.char_indices() {
        match c {
            '（' => open.push(at),
            '）' if open.pop().is_none() => closed += 1,
            _ => {}
        }
    }
    (closed, open)
}

/// What a bracket interrupts.
pub(super) struct Outside {
    level: Option<usize>,
    stem: String,
    lists: Vec<usize>,
    enumerating: bool,
}
