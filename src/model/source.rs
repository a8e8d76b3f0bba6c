//! Where something is printed: the text of a source, its lines, spans and pages.

use std::sync::Arc;

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
    pub page: Option<u32>,
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

/// The decoded text of one published file.
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
    /// The whole text, byte-order mark removed. Control characters are kept: drawing removes them.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
    page_starts: Vec<u32>,
}

impl Source {
    /// Indexes the lines of `text`; LF, CRLF and a lone CR end a line.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>, encoding: Encoding) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends && index + 1 < bytes.len() {
                line_starts.push(u32::try_from(index + 1).unwrap_or(u32::MAX));
            }
        }
        Source {
            name: name.into(),
            path: None,
            encoding,
            text,
            line_starts,
            page_starts: Vec::new(),
        }
    }

    /// The same source divided into pages: `starts` are the 1-based first lines of the pages,
    /// ascending.
    #[must_use]
    pub fn with_pages(mut self, starts: Vec<u32>) -> Self {
        self.page_starts = starts;
        self
    }

    /// How many pages the format says there are; 0 for formats without pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.page_starts.len()
    }

    /// The 1-based page a 1-based line stands on; `None` for formats without pages.
    #[must_use]
    pub fn page_of(&self, line: u32) -> Option<u32> {
        let pages = self.page_starts.partition_point(|&start| start <= line);
        u32::try_from(pages).ok().filter(|&page| page > 0)
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
