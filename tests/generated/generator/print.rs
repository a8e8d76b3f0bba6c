//! Prints forms as text, with tabs or with white space only, and remembers where every figure stands.

use chazhang::model::{TableKind, Unit};

use super::form::{Form, Head, Kind, Lane, Line, Use};

/// A printed figure and what must be read there.
#[derive(Debug, Clone)]
pub(crate) struct Stated {
    /// First byte in the printed text.
    pub(crate) start: u32,
    pub(crate) kind: TableKind,
    pub(crate) code: String,
    pub(crate) name: String,
    /// Header path without white space, joined with `/`.
    pub(crate) path: String,
    pub(crate) raw: String,
    pub(crate) unit: Unit,
}

/// A part of a caption, on a line of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    Mark,
    Title,
    /// Prefix before the name of the body.
    Body(&'static str),
    /// `412001 云山市水务局`
    CodedBody,
    /// Prefix before the year.
    Year(&'static str),
    /// Prefix before the unit.
    Unit(&'static str),
    /// Body and unit on one line.
    BodyAndUnit(&'static str),
    /// Unit and body on one line, nothing between.
    UnitThenBody(&'static str),
}

/// Stands in a header cell that the cell on its left covers, where [`Layout::covers`] is set.
pub(crate) const COVERED_LEFT: &str = "\u{2}";

/// Stands in a header cell that the cell above covers.
pub(crate) const COVERED_ABOVE: &str = "\u{3}";

/// How cells are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cells {
    /// With tabs; empty cells are kept.
    Tabs,
    /// With blanks; empty cells are lost.
    Spaces,
}

/// How forms are laid out on the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) cells: Cells,
    pub(crate) caption: &'static [Part],
    /// Word before the numbers of the columns; no such line when `None`.
    pub(crate) index_line: Option<&'static str>,
    /// Codes at deeper levels print their own two digits only.
    pub(crate) own_digits: bool,
    /// Body rows on one page; 0 prints all on one.
    pub(crate) page: usize,
    /// Whether the caption without title stands on every page.
    pub(crate) repeats_caption: bool,
    /// Whether the header stands on every page.
    pub(crate) repeats_header: bool,
    /// Whether pages are numbered.
    pub(crate) numbered: bool,
    /// Longest run of characters before a name wraps; 0 never wraps.
    pub(crate) wrap: usize,
    /// Longest run of characters before a header word is chopped; 0 never chops.
    pub(crate) chop: usize,
    /// Whether covered cells of the header are marked, for formats that can merge them.
    pub(crate) covers: bool,
    /// Whether an empty line follows every line of a caption.
    pub(crate) airy: bool,
}

/// What captions say about the body.
#[derive(Debug, Clone)]
pub(crate) struct Publisher {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) year: u16,
}

/// Text under construction.
pub(crate) struct Printer<'a> {
    pub(crate) text: String,
    pub(crate) stated: Vec<Stated>,
    layout: Layout,
    publisher: &'a Publisher,
    page: usize,
}

/// One printed cell.
struct Cell {
    text: String,
    /// Line and header of a figure.
    stated: Option<(String, String, String)>,
    /// Whether the text may wrap.
    wraps: bool,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(layout: Layout, publisher: &'a Publisher) -> Self {
        Printer {
            text: String::new(),
            stated: Vec::new(),
            layout,
            publisher,
            page: 3,
        }
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Prints one form.
    pub(crate) fn form(&mut self, form: &Form) {
        self.caption(form, true);
        self.header(form);
        let mut on_page = 0;
        for row in 0..form.height() {
            if self.layout.page > 0 && on_page == self.layout.page {
                self.break_page(form);
                on_page = 0;
            }
            self.row(form, row);
            on_page += 1;
        }
        if let Some(note) = &form.note {
            self.line(note);
        }
        self.line("");
    }

    fn break_page(&mut self, form: &Form) {
        self.page += 1;
        if self.layout.numbered {
            let page = self.page;
            self.line(&format!("- {page} -"));
        }
        if self.layout.repeats_caption {
            self.line("");
            self.caption(form, false);
        }
        if self.layout.repeats_header {
            self.header(form);
        }
    }

    fn caption(&mut self, form: &Form, whole: bool) {
        let unit = form.money.unit.word();
        let Publisher { name, code, year } = self.publisher;
        for part in self.layout.caption {
            let line = match part {
                Part::Mark | Part::Title if !whole => continue,
                Part::Mark => match &form.mark {
                    Some(mark) => mark.clone(),
                    None => continue,
                },
                Part::Title => form.title.clone(),
                Part::Body(prefix) => format!("{prefix}{name}"),
                Part::CodedBody => format!("{code}001 {name}"),
                Part::Year(prefix) => format!("{prefix}{year}"),
                Part::Unit(prefix) => format!("{prefix}{unit}"),
                Part::BodyAndUnit(prefix) => format!("{prefix}{name} 单位：{unit}"),
                Part::UnitThenBody(prefix) => format!("单位：{unit}{prefix}{name}"),
            };
            self.line(&line);
            if self.layout.airy {
                self.line("");
            }
        }
    }

    fn header(&mut self, form: &Form) {
        let heads: Vec<&Head> = form.lanes.iter().flat_map(|lane| &lane.heads).collect();
        let depth = heads.iter().map(|head| head.path.len()).max().unwrap_or(0);
        for level in 0..depth {
            let cells: Vec<&str> = heads
                .iter()
                .enumerate()
                .map(|(at, head)| {
                    let before = at.checked_sub(1).map(|before| &heads[before].path);
                    let same = before.is_some_and(|path| {
                        path.len() > level + usize::from(path.len() == head.path.len())
                            && path.get(..=level) == head.path.get(..=level)
                    });
                    match head.path.get(level) {
                        Some(word) if !same => word.as_str(),
                        Some(_) if self.layout.covers => COVERED_LEFT,
                        None if self.layout.covers => COVERED_ABOVE,
                        _ => "",
                    }
                })
                .collect();
            match self.layout.cells {
                Cells::Tabs => self.line(&cells.join("\t")),
                Cells::Spaces => self.header_words(&cells),
            }
        }
        if let Some(word) = self.layout.index_line {
            let line = index_line(word, &heads, self.layout.cells);
            self.line(&line);
        }
    }

    /// Words of one level; long ones are chopped into lines of a few characters.
    fn header_words(&mut self, cells: &[&str]) {
        let chop = self.layout.chop;
        let mut open = false;
        for word in cells.iter().filter(|word| !word.is_empty()) {
            let parts = chunks(word, chop);
            if open {
                self.text.push(if parts.len() > 1 { '\n' } else { ' ' });
            }
            self.text.push_str(&parts.join("\n"));
            open = true;
            if parts.len() > 1 {
                self.text.push('\n');
                open = false;
            }
        }
        if open {
            self.text.push('\n');
        }
    }

    fn row(&mut self, form: &Form, row: usize) {
        let lanes = form.lanes.iter();
        let cells: Vec<Cell> = lanes
            .flat_map(|lane| lane_cells(form, lane, row, self.layout))
            .collect();
        let blank = cells.iter().all(|cell| cell.text.is_empty());
        if self.layout.cells == Cells::Spaces && blank {
            return;
        }
        let mut fresh = true;
        for (at, cell) in cells.into_iter().enumerate() {
            match self.layout.cells {
                Cells::Tabs if at > 0 => self.text.push('\t'),
                Cells::Tabs => {}
                Cells::Spaces if cell.text.is_empty() => continue,
                Cells::Spaces => self.separate(&cell, &mut fresh),
            }
            self.cell(form, cell, &mut fresh);
        }
        if !fresh || self.layout.cells == Cells::Tabs {
            self.text.push('\n');
        }
    }

    /// A name that wraps begins on a line of its own, as does what follows it.
    fn separate(&mut self, cell: &Cell, fresh: &mut bool) {
        if *fresh {
            return;
        }
        let wraps = cell.wraps && chunks(&cell.text, self.layout.wrap).len() > 1;
        self.text.push(if wraps { '\n' } else { ' ' });
        *fresh = wraps;
    }

    fn cell(&mut self, form: &Form, cell: Cell, fresh: &mut bool) {
        if let Some((code, name, path)) = cell.stated {
            self.stated.push(Stated {
                start: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
                kind: form.kind,
                code,
                name,
                path,
                raw: cell.text.clone(),
                unit: form.money.unit.clone(),
            });
        }
        let parts = if cell.wraps && self.layout.cells == Cells::Spaces {
            chunks(&cell.text, self.layout.wrap)
        } else {
            vec![cell.text]
        };
        self.text.push_str(&parts.join("\n"));
        *fresh = parts.len() > 1;
        if *fresh {
            self.text.push('\n');
        }
    }
}

/// Pieces of at most `length` characters; 0 does not cut.
fn chunks(text: &str, length: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    if length == 0 || chars.len() <= length {
        return vec![text.to_owned()];
    }
    chars
        .chunks(length)
        .map(|part| part.iter().collect())
        .collect()
}

fn index_line(word: &str, heads: &[&Head], cells: Cells) -> String {
    let ordinal = heads.iter().position(|head| head.use_ == Use::Ordinal);
    let in_lanes = ordinal.is_some_and(|at| at > 0);
    let mut number = 0;
    let mut words: Vec<String> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let counted = if ordinal == Some(0) {
            at > 0
        } else {
            head.is_figure()
        };
        if counted {
            number += 1;
            words.push(number.to_string());
        } else if at == 0 || in_lanes && head.use_ == Use::Name {
            words.push(word.to_owned());
        } else {
            words.push(String::new());
        }
    }
    match cells {
        Cells::Tabs => words.join("\t"),
        Cells::Spaces => {
            words.retain(|word| !word.is_empty());
            words.join(" ")
        }
    }
}

fn lane_cells(form: &Form, lane: &Lane, row: usize, layout: Layout) -> Vec<Cell> {
    let line = lane.lines.get(row);
    let mut figures = 0;
    let mut texts = 0;
    lane.heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let mut cell = Cell {
                text: String::new(),
                stated: None,
                wraps: false,
            };
            if head.use_ == Use::Ordinal {
                cell.text = (row + 1).to_string();
                return cell;
            }
            let Some(line) = line else {
                return cell;
            };
            if head.is_figure() {
                figures += 1;
                let slot = line.slots.get(figures - 1).copied();
                if let Some(raw) = slot.and_then(|slot| form.money.printed(slot)) {
                    cell.text = raw;
                    let squeeze = |text: &String| text.replace(' ', "");
                    let path: Vec<String> = head.path.iter().map(squeeze).collect();
                    cell.stated = Some((line.read_code(), line.read_name(), path.join("/")));
                }
                return cell;
            }
            if head.use_ == Use::Text {
                texts += 1;
                cell.text = line.texts.get(texts - 1).cloned().unwrap_or_default();
                return cell;
            }
            cell.text = stub(form, head.use_, at, line, layout);
            cell.wraps = matches!(head.use_, Use::Name) && line.kind == Kind::Item;
            cell
        })
        .collect()
}

/// What a row prints in a column of its stub.
fn stub(form: &Form, use_: Use, at: usize, line: &Line, layout: Layout) -> String {
    if line.kind == Kind::NamedBefore {
        return String::new();
    }
    if line.kind == Kind::Total && form.totals_first {
        return if at == 0 {
            line.name.clone()
        } else {
            String::new()
        };
    }
    let code = line.code.as_str();
    let part = |from: usize, to: usize| code.get(from..to).unwrap_or("").to_owned();
    let own = |length: usize| !layout.own_digits || code.len() == length;
    let pair = |which: fn(&(String, String)) -> &String| {
        line.pair.as_ref().map(which).cloned().unwrap_or_default()
    };
    let is_unit = line.kind == Kind::Unit;
    match use_ {
        Use::UnitCode if is_unit => code.to_owned(),
        Use::UnitCode => String::new(),
        Use::Class | Use::Section | Use::Item if is_unit => String::new(),
        Use::Code => code.to_owned(),
        Use::Class if own(3) => part(0, 3),
        Use::Section if own(5) => part(3, 5),
        Use::Item if own(7) => part(5, 7),
        Use::Class | Use::Section | Use::Item => String::new(),
        Use::BracketedName if !code.is_empty() => format!("[{code}]{}", line.name),
        Use::HyphenedName if !code.is_empty() => format!("{code}-{}", line.name),
        Use::Name | Use::BracketedName | Use::HyphenedName => line.name.clone(),
        Use::PairCode => pair(|(code, _)| code),
        Use::PairClass => pair(|(code, _)| code).get(..3).unwrap_or("").to_owned(),
        Use::PairSection => pair(|(code, _)| code).get(3..).unwrap_or("").to_owned(),
        Use::PairName => pair(|(_, name)| name),
        Use::Ordinal | Use::Text | Use::Figure => String::new(),
    }
}
