//! Where something is printed: the text of a source, its lines, spans and pages.

use std::num::NonZeroU32;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::print::{PageBox, PageSize, Print};
use super::stored::StoredNumbers;

/// A range of bytes in [`Source::text`]; always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Where something is printed, precisely enough to show it and to cite it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// 1-based line of the source text.
    pub line: u32,
    /// 1-based page, where the format has pages.
    pub page: Option<NonZeroU32>,
    /// The printed characters.
    pub span: Span,
}

/// How the bytes of a source were turned into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8, with or without byte-order mark.
    #[default]
    Utf8,
    /// GB18030 (which contains GBK and GB2312).
    Gb18030,
    /// UTF-16 with byte-order mark.
    Utf16,
}

impl Encoding {
    /// The name users know.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16 => "UTF-16",
        }
    }
}

/// One file of a source that was published in several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// File name without folders.
    pub name: String,
    /// The path as the user gave it, as in [`Source::path`].
    pub path: Option<std::path::PathBuf>,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// Its first line, 1-based, in the text of the whole source.
    pub first_line: u32,
    /// First lines of its pages, counted from its own first line.
    page_starts: Vec<u32>,
    page_sizes: Vec<PageSize>,
}

/// The decoded text of one published file, or of several files that are one disclosure.
///
/// Where there are several files, `name`, `path` and `encoding` are those of the first, the texts
/// stand one after the other, and [`Place::line`] counts through all of them; what a reader is told
/// are [`Source::file_at`] and [`Source::line_in_file`].
///
/// Formats that are no plain text are reduced to text first: one line for each printed line or
/// table row, cells divided by tabs.
///
/// Invariant: `line_starts` is ascending, begins with 0, and has one entry per line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// File name without folders, as exports print it.
    pub name: String,
    /// The path as the user gave it, for messages and reloading; `None` for embedded samples and
    /// standard input.
    pub path: Option<std::path::PathBuf>,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// Name of the format it was published in (PDF, XLSX); empty for plain text.
    pub format: &'static str,
    /// The whole text, byte-order mark removed. Control characters are kept: drawing removes them.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
    page_starts: Vec<u32>,
    page_sizes: Vec<PageSize>,
    print: Print,
    stored: StoredNumbers,
    /// First line and line behind the last of pages whose text was recognised from pictures.
    recognised: Vec<(u32, u32)>,
    /// Ascending; empty for a source of one file.
    parts: Vec<Part>,
}

impl Source {
    /// Indexes the lines of `text`; LF, CRLF and a lone CR end a line, and a form feed begins one:
    /// programs that put it between pages do not all end the last line of a page before it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>, encoding: Encoding) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes).count();
        let mut line_starts = Vec::with_capacity(ends + 1);
        line_starts.push(0);
        for (index, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            let start = match byte {
                b'\x0c' => Some(index),
                _ if ends => Some(index + 1),
                _ => None,
            };
            let start = start.filter(|start| *start < bytes.len());
            let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
            if start > line_starts.last().copied() {
                line_starts.extend(start);
            }
        }
        line_starts.shrink_to_fit();
        Source {
            name: name.into(),
            path: None,
            encoding,
            format: "",
            text,
            line_starts,
            page_starts: Vec::new(),
            page_sizes: Vec::new(),
            print: Print::default(),
            stored: StoredNumbers::default(),
            recognised: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The same source, reduced to text from a format of this name.
    #[must_use]
    pub fn with_format(mut self, format: &'static str) -> Self {
        self.format = format;
        self
    }

    /// The same source divided into pages: `starts` are the 1-based first lines of the pages,
    /// ascending.
    #[must_use]
    pub fn with_pages(mut self, starts: Vec<u32>) -> Self {
        self.page_starts = starts;
        self
    }

    /// The same source with the sizes of its pages and with where its characters stand on them.
    #[must_use]
    pub fn with_print(mut self, page_sizes: Vec<PageSize>, print: Print) -> Self {
        self.page_sizes = page_sizes;
        self.print = print;
        self
    }

    /// The same source, the text of these of its pages having been recognised from pictures.
    #[must_use]
    pub fn with_recognised(mut self, pages: &[u32]) -> Self {
        let start = |page: u32| self.page_starts.get(page as usize).copied();
        let lines = pages.iter().filter_map(|&page| {
            let first = start(page.checked_sub(1)?)?;
            Some((first, start(page).unwrap_or(u32::MAX)))
        });
        self.recognised = lines.collect();
        self
    }

    /// The same source with what its cells store beside what they print.
    #[must_use]
    pub fn with_stored(mut self, mut stored: StoredNumbers) -> Self {
        stored.shrink();
        self.stored = stored;
        self
    }

    /// The number a cell stores, where it says more than what the cell prints at this span.
    #[must_use]
    pub fn stored_at(&self, span: Span) -> Option<Decimal> {
        self.stored.at(span.start)
    }

    /// Whether any cell stores more than it prints.
    #[must_use]
    pub fn stores_more(&self) -> bool {
        !self.stored.is_empty()
    }

    /// Whether the text of a line was recognised from a picture, and may be wrong.
    #[must_use]
    pub fn is_recognised(&self, line: u32) -> bool {
        let mut pages = self.recognised.iter();
        pages.any(|&(first, after)| (first..after).contains(&line))
    }

    /// This source with the text of another behind it, beginning on a new line. Lines and spans of
    /// this one stay what they are.
    #[must_use]
    pub fn followed_by(&self, other: &Source) -> Source {
        let mut text = self.text.to_string();
        // The line end must not be the first half of one: CR before LF would be a single end.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&other.text);
        let mut whole = Source::new(self.name.clone(), text, self.encoding);
        whole.path.clone_from(&self.path);
        whole.format = self.format;
        whole.parts = self.as_parts(1);
        whole.parts.extend(other.as_parts(self.lines_before_next()));
        let next = self.lines_before_next();
        let own = self
            .recognised
            .iter()
            .map(|&(first, after)| (first, after.min(next)));
        let behind = other.recognised.iter();
        let moved = |line: u32| line.saturating_add(next - 1);
        let behind = behind.map(|&(first, after)| (moved(first), moved(after)));
        whole.recognised = own.chain(behind).collect();
        let before = whole.text.len() - other.text.len();
        whole.print.clone_from(&self.print);
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        whole.print.extend(&other.print, before);
        whole.stored.clone_from(&self.stored);
        whole.stored.extend(&other.stored, before);
        whole
    }

    /// The 1-based line on which a text behind this one begins.
    fn lines_before_next(&self) -> u32 {
        let lines = if self.text.is_empty() {
            1
        } else {
            self.line_starts.len()
        };
        u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn as_parts(&self, first_line: u32) -> Vec<Part> {
        if self.parts.is_empty() {
            return vec![Part {
                name: self.name.clone(),
                path: self.path.clone(),
                encoding: self.encoding,
                first_line,
                page_starts: self.page_starts.clone(),
                page_sizes: self.page_sizes.clone(),
            }];
        }
        let mut parts = self.parts.clone();
        for part in &mut parts {
            part.first_line = part.first_line.saturating_add(first_line - 1);
        }
        parts
    }

    /// The files it was published in, where there are several.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    fn part_of(&self, line: u32) -> Option<&Part> {
        let behind = self
            .parts
            .partition_point(|part| part.first_line <= line.max(1));
        self.parts.get(behind.checked_sub(1)?)
    }

    /// The name of the file that prints a 1-based line.
    #[must_use]
    pub fn file_at(&self, line: u32) -> &str {
        self.part_of(line).map_or(&self.name, |part| &part.name)
    }

    /// The path of the file that prints a 1-based line, where there is one.
    #[must_use]
    pub fn path_at(&self, line: u32) -> Option<&std::path::Path> {
        match self.part_of(line) {
            Some(part) => part.path.as_deref(),
            None => self.path.as_deref(),
        }
    }

    /// A 1-based line as it is counted in the file that prints it.
    #[must_use]
    pub fn line_in_file(&self, line: u32) -> u32 {
        self.part_of(line)
            .map_or(line, |part| (line + 1).saturating_sub(part.first_line))
    }

    /// The names of all files, ` + ` between them.
    #[must_use]
    pub fn names(&self) -> String {
        if self.parts.is_empty() {
            return self.name.clone();
        }
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        names.join(" + ")
    }

    /// How many pages the formats say there are; 0 for formats without pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        let of_parts: usize = self.parts.iter().map(|part| part.page_starts.len()).sum();
        self.page_starts.len() + of_parts
    }

    /// The page of a 1-based line as a [`Place`] keeps it.
    #[must_use]
    pub fn page_at(&self, line: u32) -> Option<NonZeroU32> {
        self.page_of(line).and_then(NonZeroU32::new)
    }

    /// The 1-based page of its file that a 1-based line stands on; `None` for formats without pages.
    #[must_use]
    pub fn page_of(&self, line: u32) -> Option<u32> {
        let starts = self
            .part_of(line)
            .map_or(&self.page_starts, |part| &part.page_starts);
        let line = self.line_in_file(line);
        let pages = starts.partition_point(|&start| start <= line);
        u32::try_from(pages).ok().filter(|&page| page > 0)
    }

    /// How large a page of the file that prints a 1-based line is; `None` where that is not known.
    #[must_use]
    pub fn page_size(&self, line: u32, page: u32) -> Option<PageSize> {
        let sizes = self
            .part_of(line)
            .map_or(&self.page_sizes, |part| &part.page_sizes);
        let index = usize::try_from(page).ok()?.checked_sub(1)?;
        sizes.get(index).copied()
    }

    /// Where on its pages a span is printed: the line of each rectangle and the rectangle itself,
    /// several where it is wrapped. Empty for formats that do not tell.
    #[must_use]
    pub fn boxes(&self, span: Span) -> Vec<(u32, PageBox)> {
        let boxes = self.print.boxes(&self.text, span).into_iter();
        boxes
            .map(|(byte, area)| (self.line_at(byte), area))
            .collect()
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len().max(1)
    }

    /// The characters of a 1-based line without its line end; empty when there is no such line.
    #[must_use]
    pub fn line(&self, number: u32) -> &str {
        let span = self.line_span(number);
        self.slice(span)
    }

    /// The span of a 1-based line without its line end.
    #[must_use]
    pub fn line_span(&self, number: u32) -> Span {
        let index = (number as usize).wrapping_sub(1);
        let Some(&start) = self.line_starts.get(index) else {
            return Span::default();
        };
        let end = self
            .line_starts
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        let line = self.text.get(start as usize..end).unwrap_or("");
        let kept = line.trim_end_matches(['\n', '\r']).len();
        Span {
            start,
            end: start + u32::try_from(kept).unwrap_or(0),
        }
    }

    /// The 1-based line that holds the byte at `offset`.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> u32 {
        let index = self.line_starts.partition_point(|&start| start <= offset);
        u32::try_from(index.max(1)).unwrap_or(u32::MAX)
    }

    /// The characters of a span; empty when it does not fit this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_by_line() {
        let source = Source::new("a", "一\n二\n三", Encoding::Utf8).with_pages(vec![1, 3]);
        let pages: Vec<_> = (1..=3).map(|line| source.page_of(line)).collect();
        assert_eq!(pages, [Some(1), Some(1), Some(2)]);
        assert_eq!(Source::new("a", "", Encoding::Utf8).page_of(1), None);
    }

    #[test]
    fn a_second_file_keeps_its_own_lines_and_pages() {
        for first in ["一\n二\n三", "一\n二\n三\n", "一\n二\n三\r\n"] {
            let first = Source::new("a", first, Encoding::Utf8).with_pages(vec![1, 3]);
            let second = Source::new("b", "四\n五\n六", Encoding::Gb18030).with_pages(vec![1, 3]);
            let both = first.followed_by(&second);
            let seen: Vec<_> = (1..=6)
                .map(|line| {
                    let page = both.page_of(line).unwrap_or(0);
                    (both.file_at(line), both.line_in_file(line), page)
                })
                .collect();
            let own = [(1, 1), (2, 1), (3, 2)];
            let of = |name| own.map(|(line, page)| (name, line, page));
            assert_eq!(seen, [of("a"), of("b")].concat());
            assert_eq!(both.line(4), "四");
            assert_eq!(both.line_count(), 6);
            assert_eq!(both.names(), "a + b");
            assert_eq!((both.page_count(), both.parts().len()), (4, 2));
        }
        let alone = Source::new("a", "一\n二", Encoding::Utf8);
        assert_eq!((alone.file_at(2), alone.line_in_file(2)), ("a", 2));
    }

    #[test]
    fn an_empty_file_before_another_is_a_line() {
        let empty = Source::new("a", "", Encoding::Utf8);
        let both = empty.followed_by(&Source::new("b", "四", Encoding::Utf8));
        assert_eq!((both.file_at(2), both.line_in_file(2)), ("b", 1));
        assert_eq!(both.line(2), "四");
    }

    #[test]
    fn lines_end_at_any_line_end() {
        let source = Source::new("a", "一\r\n二\r三\n\n四", Encoding::Utf8);
        let lines: Vec<_> = (1..=5).map(|n| source.line(n)).collect();
        assert_eq!(lines, ["一", "二", "三", "", "四"]);
        assert_eq!(source.line_count(), 5);
        assert_eq!(source.line(6), "");
        assert_eq!(source.line_at(0), 1);
        assert_eq!(
            source.line_at(u32::try_from("一\r\n".len()).unwrap_or(0)),
            2
        );
    }
}
