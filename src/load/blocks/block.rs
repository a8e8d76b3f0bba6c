//! Finds the tables in the lines of a text: captions, bodies, continuations, notes; the rest is running text.

use crate::load::blocks::caption::{LineKind, classify, split_marked_title, title_before_unit};
use crate::load::blocks::draft::{Draft, ends_table, is_contents_row};
use crate::load::blocks::header_again;
use crate::load::blocks::heading;
use crate::load::blocks::next_page::{self, begins_alike};
use crate::load::blocks::paged;
use crate::load::fold::fold;
use crate::load::line::TextLine;
use crate::load::lines::beside_numbers::{ends_a_word, is_running_head};
use crate::load::lines::mark_below;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Promised, TableKind, Unit};

/// What the lines were divided into.
#[derive(Debug, Default)]
pub(in crate::load) struct Blocks {
    /// Tables in printed order.
    pub(in crate::load) drafts: Vec<Draft>,
    /// Lines of running text.
    pub(in crate::load) prose: Vec<TextLine>,
    /// Tables the list of contents promises.
    pub(in crate::load) promised: Vec<Promised>,
}

/// How far a title looks ahead for the caption or header that proves it one.
const LOOK_AHEAD: usize = 14;

/// Rows below a title in a row of a sheet among which its unit or its header stands.
const HEAD_OF_SHEET: usize = 4;

/// Longer lines are sentences.
const SHORT_LINE: usize = 30;

/// Lines a goal may take.
const LONGEST_GOAL: usize = 40;

/// How many amounts a line prints.
fn amounts(line: &TextLine) -> usize {
    let amounts = line.printed().filter(|piece| is_amount(&piece.text));
    amounts.count()
}

fn is_short(line: &TextLine) -> bool {
    line.folded.chars().count() <= SHORT_LINE
}

/// Divides the lines into tables and running text.
#[must_use]
pub(in crate::load) fn split(lines: &[TextLine], vocabulary: &Vocabulary) -> Blocks {
    let kind = |line: &TextLine| classify(line, vocabulary);
    let kinds: Vec<LineKind> = lines.iter().map(kind).collect();
    let mut splitter = Splitter {
        lines,
        kinds: &kinds,
        vocabulary,
        blocks: Blocks::default(),
        open: None,
        pending: None,
        in_note: false,
        torn: 0,
    };
    for index in 0..lines.len() {
        splitter.take(index);
    }
    splitter.finish()
}

struct Splitter<'a> {
    lines: &'a [TextLine],
    kinds: &'a [LineKind],
    vocabulary: &'a Vocabulary,
    blocks: Blocks,
    /// The table that has a body.
    open: Option<Draft>,
    /// A caption whose body has not begun.
    pending: Option<Draft>,
    /// Whether the last line of the open table was a note.
    in_note: bool,
    /// The line of words at which a table of cells ended.
    torn: u32,
}

impl Splitter<'_> {
    fn take(&mut self, index: usize) {
        let (Some(line), Some(kind)) = (self.lines.get(index), self.kinds.get(index)) else {
            return;
        };
        match kind {
            LineKind::PageNumber if ends_a_word(self.running(), self.lines, index) => {
                self.text(line);
            }
            LineKind::PageNumber => {}
            LineKind::NextPage(mark) => self.next_page(line, mark.clone()),
            LineKind::TableEnd => self.close(),
            LineKind::Mark(_)
                if mark_below::is_in(self.running(), self.lines, self.kinds, index) => {}
            LineKind::Mark(mark) => self.mark(line, mark.clone()),
            LineKind::Title(_) if line.tabbed && !self.heads_cells(index) => {
                self.cells(index, line);
            }
            LineKind::Title(kind) if self.is_caption(index) => {
                self.title(line, Some(*kind), &line.text());
            }
            LineKind::Title(_) => self.promise(line),
            LineKind::UnitNote(unit) => self.unit(line, unit.clone()),
            LineKind::Body(name) => {
                self.caption_part(line, |draft| draft.body_name = Some(name.clone()));
            }
            // A date among the indicators of a table.
            LineKind::Year(_) if self.in_words() => self.text(line),
            LineKind::Year(year) => self.caption_part(line, |draft| draft.year = Some(*year)),
            LineKind::Note => self.note(line),
            LineKind::Text if self.is_goal(index) => self.push(line),
            LineKind::Text if self.is_head(index) => {}
            LineKind::Part => {
                self.close();
                self.blocks.prose.push(line.clone());
            }
            LineKind::Cells => self.cells(index, line),
            LineKind::Text => self.text(line),
        }
    }

    fn is_head(&self, index: usize) -> bool {
        let head = |open| is_running_head(open, self.lines, self.kinds, index, self.vocabulary);
        !self.in_note && self.running().is_some_and(head)
    }

    /// The open table, while no caption follows it.
    fn running(&self) -> Option<&Draft> {
        self.open.as_ref().filter(|_| self.pending.is_none())
    }

    /// Whether a table of many words is open and no caption follows it.
    fn in_words(&self) -> bool {
        let wordy = |draft: &Draft| draft.is_wordy() && draft.has_body() && !draft.is_grid();
        self.pending.is_none() && self.open.as_ref().is_some_and(wordy)
    }

    /// Whether a sentence is the goal of a project: the open table has a column of goals, and its rows
    /// go on below.
    fn is_goal(&self, index: usize) -> bool {
        let open = self
            .open
            .as_ref()
            .filter(|_| self.pending.is_none() && !self.in_note);
        let below = self
            .lines
            .iter()
            .zip(self.kinds)
            .skip(index + 1)
            .take(LONGEST_GOAL);
        let mut below =
            below.take_while(|(_, kind)| matches!(kind, LineKind::Text | LineKind::PageNumber));
        open.is_some_and(Draft::has_goals) && below.any(|(line, _)| amounts(line) > 1)
    }

    fn push(&mut self, line: &TextLine) {
        if let Some(draft) = &mut self.open {
            draft.push(line);
        }
    }

    /// A title is a caption when a caption line, cells or header words follow before any sentence
    /// or further title; otherwise it stands in a list of contents or in a sentence.
    fn is_caption(&self, index: usize) -> bool {
        if self
            .pending
            .as_ref()
            .is_some_and(|draft| draft.mark.is_some() && draft.title.is_empty())
        {
            return true;
        }
        for (line, kind) in self
            .lines
            .iter()
            .zip(self.kinds)
            .skip(index + 1)
            .take(LOOK_AHEAD)
        {
            match kind {
                LineKind::UnitNote(_) | LineKind::Mark(_) | LineKind::Body(_) => return true,
                LineKind::Cells => return !is_contents_row(line),
                LineKind::Title(_) | LineKind::Part => return false,
                LineKind::Text if self.is_header_line(line) => return true,
                LineKind::Text if !is_short(line) => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether a title in a row of cells stands above a header: the names of forms are also words of
    /// rows.
    fn heads_cells(&self, index: usize) -> bool {
        let below = self.lines.iter().zip(self.kinds).skip(index + 1);
        for (line, kind) in below.take(HEAD_OF_SHEET) {
            match kind {
                LineKind::UnitNote(_) | LineKind::Mark(_) | LineKind::Body(_) => return true,
                LineKind::Year(_) => {}
                LineKind::Cells if amounts(line) > 0 => return false,
                LineKind::Cells if self.is_header_line(line) => return true,
                LineKind::Cells => {}
                _ => return false,
            }
        }
        false
    }

    fn is_header_line(&self, line: &TextLine) -> bool {
        let words: Vec<_> = line
            .printed()
            .map(|piece| self.vocabulary.column(&piece.text))
            .collect();
        let known = words.iter().flatten().count();
        known >= 2 || known == 1 && words.len() == 1
    }

    fn mark(&mut self, line: &TextLine, mark: String) {
        match &mut self.pending {
            Some(draft) if draft.mark.is_none() => draft.mark = Some(mark),
            _ => {
                self.close();
                let mut draft = Draft::at(line);
                draft.mark = Some(mark);
                self.pending = Some(draft);
            }
        }
    }

    /// 续表 above the next page of the open table; the number of another table opens that one.
    fn next_page(&mut self, line: &TextLine, mark: Option<String>) {
        let numbers = |open: &Draft| open.mark.is_some() && mark.is_some() && open.mark != mark;
        match &mut self.open {
            Some(open) if !numbers(open) => open.begin_page(),
            _ => {
                mark.into_iter().for_each(|mark| self.mark(line, mark));
                if let Some(draft) = &mut self.pending {
                    draft.next_page = true;
                }
            }
        }
    }

    /// A caption begins with a line that prints this title.
    fn title(&mut self, line: &TextLine, kind: Option<TableKind>, title: &str) {
        let folded = fold(title);
        let paged = paged::split(&folded);
        let printed = if paged.core.len() < folded.len() {
            paged.core
        } else {
            title
        };
        let (mark, text) = match split_marked_title(paged.core) {
            Some((mark, title)) => (Some(mark), title.to_owned()),
            None => (None, self.without_ordinal(printed)),
        };
        // The name of a sheet may be the title below it.
        let ends = |draft: &Draft| text.ends_with(&draft.title) || draft.title.ends_with(&text);
        let again = |draft: &Draft| draft.title.is_empty() || draft.kind == kind && ends(draft);
        let reuse = self.pending.as_ref().is_some_and(again);
        if !reuse {
            self.close();
            self.pending = Some(Draft::at(line));
        } else if self.open.is_some() {
            self.finish_open();
        }
        if let Some(draft) = &mut self.pending {
            draft.kind = kind;
            draft.next_page |= paged.goes_on;
            draft.title = text;
            draft.mark = draft.mark.take().or(mark);
        }
        self.in_note = false;
    }

    /// `3、某项目绩效目标表`: the ordinal counts the tables of a section and is no part of the title.
    fn without_ordinal(&self, text: &str) -> String {
        let (ordinal, rest) = crate::load::fold::split_ordinal(text);
        let rest = rest.trim_start();
        if ordinal.is_some() && self.vocabulary.title_kind(rest).is_some() {
            rest.to_owned()
        } else {
            text.to_owned()
        }
    }

    fn promise(&mut self, line: &TextLine) {
        if self.open.is_some() || self.pending.is_some() {
            self.text(line);
            return;
        }
        self.blocks.promised.push(Promised {
            title: line.text(),
            place: line.place(),
        });
        self.blocks.prose.push(line.clone());
    }

    fn unit(&mut self, line: &TextLine, unit: Unit) {
        if let Some((kind, title)) = title_before_unit(&line.folded, self.vocabulary) {
            self.title(line, Some(kind), title);
        }
        let name = match crate::load::blocks::caption::body_in(&line.folded) {
            Some(name) if !name.is_empty() => Some(name),
            _ => None,
        };
        self.caption_part(line, |draft| {
            draft.unit = Some(unit);
            draft.body_name = name.or(draft.body_name.take());
        });
    }

    /// A caption line without title or number: it completes the caption before it, or opens one
    /// that may turn out to be the next page of the same table.
    fn caption_part(&mut self, line: &TextLine, fill: impl FnOnce(&mut Draft)) {
        if self.pending.is_none() {
            let headed = || heading::above_caption(&mut self.blocks.prose, line, self.vocabulary);
            let draft = self.open.is_none().then(headed).flatten();
            let draft = draft.unwrap_or_else(|| Draft::at(line));
            self.pending = Some(draft);
        }
        if let Some(draft) = &mut self.pending {
            fill(draft);
        }
    }

    fn note(&mut self, line: &TextLine) {
        // An empty plain-text table has no body line: its note opens the body.
        if let Some(draft) = self.pending.take() {
            if draft.title.is_empty() && draft.mark.is_none() {
                self.pending = Some(draft);
            } else {
                self.finish_open();
                self.open = Some(draft);
            }
        }
        match &mut self.open {
            Some(draft) => {
                draft.notes.push((line.text(), line.place()));
                draft.last_line = line.number;
                self.in_note = true;
            }
            None => self.blocks.prose.push(line.clone()),
        }
    }

    fn cells(&mut self, index: usize, line: &TextLine) {
        self.in_note = false;
        if let Some(pending) = self.pending.take() {
            let titled = !pending.title.is_empty() || pending.mark.is_some();
            let continues = !titled
                && self.open.as_ref().is_some_and(|open| {
                    open.notes.is_empty()
                        && begins_alike(open, self.lines.get(index..).unwrap_or(&[]))
                });
            if continues {
                if let Some(open) = &mut self.open {
                    open.chunks.push(Vec::new());
                }
            } else if !titled && self.awaits_cells() {
                let open = self.open.as_mut();
                let stray = open.map(|open| open.complete_caption(pending));
                self.blocks.prose.extend(stray.into_iter().flatten());
            } else {
                self.finish_open();
                self.open = Some(pending);
            }
        } else if self.open.is_none() {
            if is_contents_row(line) {
                self.promise_cells(line);
                return;
            }
            let after = self.blocks.drafts.last().map_or(0, |draft| draft.last_line);
            let torn = self.torn > 0 && self.torn + 1 == line.number && !self.is_header_line(line);
            let prose = &mut self.blocks.prose;
            let mut draft = heading::above_cells(prose, line, after, self.vocabulary);
            // Words between two rows are the rest of a cell: neither part is a whole table.
            draft.goes_on |= torn;
            let before = self.blocks.drafts.last_mut().filter(|_| torn);
            before.into_iter().for_each(|before| before.goes_on = true);
            self.open = Some(draft);
        } else if let Some(open) = &self.open
            && open.ends_before(line, self.vocabulary)
        {
            let further = open.captioned_again(line);
            self.finish_open();
            self.open = Some(further);
        } else if self.awaits_cells() {
            // The rest of a caption that runs over two lines.
            let stray = self.open.as_mut().map(Draft::without_lines);
            self.blocks.prose.extend(stray.into_iter().flatten());
        }
        if let Some(draft) = &mut self.open {
            draft.push(line);
        }
    }

    /// Whether only stray words stand between the caption of the open table and the cells that
    /// follow. Words of a header are a table without cells.
    fn awaits_cells(&self) -> bool {
        let stray = self.open.as_ref().and_then(Draft::stray_lines);
        stray.is_some_and(|lines| !lines.iter().any(|line| self.is_header_line(line)))
    }

    fn promise_cells(&mut self, line: &TextLine) {
        let title = line
            .printed()
            .next()
            .map(|piece| piece.text.clone())
            .unwrap_or_default();
        if title.ends_with('表') {
            self.blocks.promised.push(Promised {
                title: title.into(),
                place: line.place(),
            });
        }
    }

    fn text(&mut self, line: &TextLine) {
        if let Some(draft) = &mut self.pending {
            let untitled = draft.title.is_empty();
            let heads = header_again::heads(draft, line, self.vocabulary);
            if untitled && !heads && draft.mark.is_some() && line.folded.chars().count() <= 60 {
                return self.title(line, self.vocabulary.title_kind(&line.folded), &line.text());
            }
            // Caption lines that lead to no table belong to the text they stand in.
            if untitled && !heads {
                self.pending = None;
            } else if ends_table(line, draft) {
                self.close();
                self.blocks.prose.push(line.clone());
                return;
            } else if let Some(draft) = self.pending.take() {
                self.finish_open();
                self.open = Some(draft);
            }
        }
        let Some(draft) = &mut self.open else {
            self.blocks.prose.push(line.clone());
            return;
        };
        if self.in_note {
            if draft.is_grid() && !line.folded.starts_with(|c: char| c.is_ascii_digit()) {
                self.close();
                self.blocks.prose.push(line.clone());
            } else {
                draft.notes.push((line.text(), line.place()));
                draft.last_line = line.number;
            }
        } else if draft.is_crammed() && !line.ruled && is_short(line) {
            // What is printed at the foot and head of a page.
            self.blocks.prose.push(line.clone());
        } else if draft.is_grid()
            || draft.is_crammed() && !line.ruled
            || (ends_table(line, draft) && draft.has_body())
        {
            let directly = draft.is_grid() && line.number == draft.last_line + 1;
            self.torn = if directly && is_short(line) {
                line.number
            } else {
                0
            };
            self.close();
            self.blocks.prose.push(line.clone());
        } else {
            draft.push(line);
        }
    }

    fn finish_open(&mut self) {
        self.in_note = false;
        if let Some(draft) = self.open.take() {
            next_page::add(&mut self.blocks.drafts, draft);
        }
    }

    /// Ends the open table and a caption without body (an empty table whose header is lost too).
    fn close(&mut self) {
        self.finish_open();
        if let Some(draft) = self.pending.take()
            && !draft.title.is_empty()
            && draft.mark.is_some()
        {
            self.blocks.drafts.push(draft);
        }
    }

    fn finish(mut self) -> Blocks {
        self.close();
        let drafts = self.blocks.drafts.iter_mut();
        for draft in drafts.filter(|draft| draft.unit.is_none()) {
            draft.unit = draft.chopped_unit();
        }
        self.blocks
    }
}
