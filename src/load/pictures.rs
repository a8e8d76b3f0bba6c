//! Pictures that may hold the tables of a Word file or web page: where they stand, and what to do.

use crate::load::fold::is_space;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Bilingual, Disclosure, Place, Problem, ProblemKind, Source, Table};

/// Stands for the line behind which a picture stands, in formats that do not tell.
pub(super) const SOMEWHERE: u32 = u32::MAX;

/// Lines above a picture in which the title of a table is looked for: its number, unit and body stand
/// between the two.
const CAPTION_LINES: u32 = 4;

/// Places that are listed; a file of scans has a picture on every page.
const MOST_LISTED: usize = 5;

/// Longest title of a table, in characters.
const LONGEST_TITLE: usize = 60;

/// Longest words of a place, in characters.
const LONGEST_WORDS: usize = 30;

/// A file with fewer characters besides its pictures says nothing itself.
const FEWEST_CHARACTERS: usize = 40;

/// Pictures and the lines they stand behind; 0 is the head of the file.
pub(super) struct Pictures<'s> {
    source: &'s Source,
    behind: &'s [u32],
    /// Those that stand under the title of a table, and the line of that title.
    titled: Vec<(u32, u32)>,
}

impl<'s> Pictures<'s> {
    /// Looks at what stands above each picture; `behind` is ascending.
    #[must_use]
    pub(super) fn of(source: &'s Source, behind: &'s [u32], vocabulary: &Vocabulary) -> Self {
        let title_above = |line: u32| {
            if line == SOMEWHERE {
                return None;
            }
            let above = (line.saturating_sub(CAPTION_LINES - 1).max(1)..=line).rev();
            let prose = |at: &u32| !source.line(*at).contains(['。', '\t']);
            let mut above = above.take_while(prose);
            let titles = |at: &u32| {
                let text = source.line(*at);
                let short = text.chars().count() <= LONGEST_TITLE;
                short && text.contains('表') && vocabulary.title_kind(text).is_some()
            };
            above.find(titles)
        };
        let titled = behind.iter();
        let titled = titled.filter_map(|&line| Some((line, title_above(line)?)));
        Pictures {
            source,
            behind,
            titled: titled.collect(),
        }
    }

    /// What is said of a file without tables: the pictures may hold them. `None` where there is no
    /// picture, or only what news prints beside its text.
    #[must_use]
    pub(super) fn instead_of_tables(&self, explains: bool) -> Option<Problem> {
        let count = self.behind.len();
        let mut printed = self.source.text.chars().filter(|&c| !is_space(c));
        let wordless = printed.nth(FEWEST_CHARACTERS).is_none();
        if count == 0 || !(explains || wordless || !self.titled.is_empty()) {
            return None;
        }
        let name = &self.source.name;
        let lines: Vec<u32> = match self.titled.as_slice() {
            [] => self.behind.to_vec(),
            titled => titled.iter().map(|&(_, title)| title).collect(),
        };
        let (zh, en) = self.listed(&lines);
        Some(Problem {
            kind: ProblemKind::NotADisclosure,
            message: Bilingual {
                zh: format!(
                    "{name}：没有读到报表；文件里有 {count} 张图片（{zh}），报表可能在图片里，图片读不了；请找表格或文字版，或先做文字识别。"
                ),
                en: format!(
                    "{name}: no table was read; it holds {count} pictures ({en}) and the tables may be in them, which cannot be read; look for a spreadsheet or text version, or recognise the text first."
                ),
            },
            place: self.place(&lines),
        })
    }

    /// What is said beside tables that were read: titles with a picture below them and no table.
    #[must_use]
    pub(super) fn beside_tables(&self, disclosure: &Disclosure) -> Option<Problem> {
        let tables = &disclosure.tables;
        // A picture may also follow the table of its title.
        let without_table = |&&(line, title): &&(u32, u32)| {
            let mut read = tables.iter().filter(|table| !table.rows.is_empty());
            !read.any(|table| (title..=line).contains(&table.place.line))
        };
        let titled = self.titled.iter().filter(without_table);
        let mut titles: Vec<u32> = titled.map(|one| one.1).collect();
        if self.behind.contains(&SOMEWHERE) {
            let empty = tables.iter().filter(|table| self.may_hold(table));
            titles.extend(empty.map(|table| table.place.line));
        }
        if titles.is_empty() {
            return None;
        }
        let (name, count) = (&self.source.name, titles.len());
        let (zh, en) = self.listed(&titles);
        Some(Problem {
            kind: ProblemKind::Partial,
            message: Bilingual {
                zh: format!(
                    "{name}：有 {count} 张表可能是图片（{zh}），图片读不了，没有核对；请看原文件，或找表格版。"
                ),
                en: format!(
                    "{name}: {count} tables may be pictures ({en}), which cannot be read; they were not checked; see the original, or look for a spreadsheet."
                ),
            },
            place: self.place(&titles),
        })
    }

    /// Whether a table of which a caption alone was read may be a picture.
    #[must_use]
    pub(super) fn may_hold(&self, table: &Table) -> bool {
        let at = table.place.line;
        let below = |&(line, title): &(u32, u32)| {
            (title.saturating_sub(CAPTION_LINES)..=line).contains(&at)
        };
        let placed = self.titled.iter().any(below) || self.behind.contains(&SOMEWHERE);
        table.rows.is_empty() && table.notes.is_empty() && placed
    }

    fn place(&self, lines: &[u32]) -> Option<Place> {
        let known = |&&line: &&u32| line > 0 && line < SOMEWHERE;
        let line = *lines.first().filter(known)?;
        Some(Place {
            line,
            page: None,
            span: self.source.line_span(line),
        })
    }

    /// The first places in words, in both languages.
    fn listed(&self, lines: &[u32]) -> (String, String) {
        let mut lines = lines.to_vec();
        lines.dedup();
        let words = |line: u32| -> String {
            let shown = self.source.line(line).chars().filter(|c| !c.is_control());
            shown
                .take(LONGEST_WORDS)
                .collect::<String>()
                .trim()
                .to_owned()
        };
        let place = |line: u32| match line {
            0 => ("文件开头".to_owned(), "at its head".to_owned()),
            SOMEWHERE => ("位置不详".to_owned(), "where is not known".to_owned()),
            line => {
                let words = words(line);
                let zh = format!("第 {line} 行“{words}”之后");
                (zh, format!("below line {line} “{words}”"))
            }
        };
        let shown = lines.iter().take(MOST_LISTED);
        let (zh, en): (Vec<String>, Vec<String>) = shown.map(|&line| place(line)).unzip();
        let more = lines.len() > MOST_LISTED;
        let ends = if more { ("等处", ", …") } else { ("", "") };
        (zh.join("、") + ends.0, en.join(", ") + ends.1)
    }
}
