//! The original as rows of the screen: a rule before each page, then its lines, wrapped where that is wanted.

use crate::model::Source;
use crate::ui::width::{Funnel, clusters};

/// Every how many cells a tab stops.
pub(super) const TAB: usize = 8;

/// One row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LaidRow {
    /// The rule before a page: its number and its first line.
    Page(u32, u32),
    /// A line, or a part of one: its number and the bytes of the source.
    Line {
        number: u32,
        start: u32,
        end: u32,
        /// Whether it continues the row above.
        continued: bool,
    },
}

/// A source laid out for a width. What it was laid out for tells when it is out of date.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) width: u16,
    pub(super) wrap: bool,
    pub(super) plain: bool,
    pub(super) arrived: usize,
    pub(super) rows: Vec<LaidRow>,
}

impl Laid {
    /// Lays a source out.
    pub(super) fn rows(source: &Source, room: usize, wrap: bool, funnel: Funnel) -> Vec<LaidRow> {
        let mut rows = Vec::with_capacity(source.line_count());
        let mut page = None;
        for number in 1..=u32::try_from(source.line_count()).unwrap_or(u32::MAX) {
            // Pages are counted anew in each file of a source that was put together.
            let here = source.page_of(number);
            let at = here.map(|page| (source.file_at(number), page));
            if at != page && at.is_some() {
                page = at;
                rows.extend(here.map(|page| LaidRow::Page(page, number)));
            }
            let span = source.line_span(number);
            let text = source.slice(span);
            let mut start = span.start;
            // Most lines are short: a line of few bytes cannot be too wide.
            if wrap && text.len() > room {
                for cut in cuts(text, room.max(8), funnel) {
                    let end = span.start + u32::try_from(cut).unwrap_or(0);
                    rows.push(LaidRow::Line {
                        number,
                        start,
                        end,
                        continued: start > span.start,
                    });
                    start = end;
                }
            }
            rows.push(LaidRow::Line {
                number,
                start,
                end: span.end,
                continued: start > span.start,
            });
        }
        rows
    }

    /// The row that shows the byte at `offset` of a line.
    pub(super) fn row_of(&self, line: u32, offset: u32) -> usize {
        let reached = self.rows.partition_point(|row| match row {
            LaidRow::Page(_, first) => *first < line,
            LaidRow::Line { number, .. } => *number < line,
        });
        let rest = self.rows.get(reached..).unwrap_or(&[]);
        let shows = |row: &LaidRow| match row {
            LaidRow::Page(..) => false,
            LaidRow::Line {
                number, end, start, ..
            } => *number > line || *number == line && (offset < *end || start == end),
        };
        let found = rest.iter().position(shows).unwrap_or(0);
        (reached + found).min(self.rows.len().saturating_sub(1))
    }

    /// The line a row belongs to.
    pub(super) fn line_of(&self, row: usize) -> Option<u32> {
        let rest = self.rows.get(row..)?;
        rest.iter().find_map(|row| match row {
            LaidRow::Page(..) => None,
            LaidRow::Line { number, .. } => Some(*number),
        })
    }

    /// The row of the next rule after a row, or of the last one before it.
    pub(super) fn page_row(&self, row: usize, forward: bool) -> Option<usize> {
        let is_rule = |row: &LaidRow| matches!(row, LaidRow::Page(..));
        if forward {
            let rest = self.rows.get(row + 1..)?;
            rest.iter().position(is_rule).map(|found| row + 1 + found)
        } else {
            self.rows.get(..row)?.iter().rposition(is_rule)
        }
    }
}

/// The bytes at which a text is broken so that every part fits into `room` cells.
fn cuts(text: &str, room: usize, funnel: Funnel) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut cells, mut byte) = (0, 0);
    for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        let width = if cluster == "\t" {
            TAB - cells % TAB
        } else {
            clusters(&funnel.clean(cluster))
                .map(|(_, width)| width)
                .sum()
        };
        if cells + width > room && cells > 0 {
            cuts.push(byte);
            cells = 0;
        }
        cells += width;
        byte += cluster.len();
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Encoding;

    fn laid(text: &str, pages: &[u32], room: usize, wrap: bool) -> Laid {
        let source = Source::new("a", text, Encoding::Utf8).with_pages(pages.to_vec());
        Laid {
            width: 0,
            wrap,
            plain: false,
            arrived: 0,
            rows: Laid::rows(&source, room, wrap, Funnel::default()),
        }
    }

    #[test]
    fn wrapped_rows_hold_every_character_once() {
        let text = "一二三四五六七八九十十一十二\n短\n\tab\tcd，ef";
        let found = laid(text, &[], 10, true);
        let source = Source::new("a", text, Encoding::Utf8);
        let parts: Vec<String> = found
            .rows
            .iter()
            .filter_map(|row| match row {
                LaidRow::Line { start, end, .. } => Some(
                    source
                        .slice(crate::model::Span {
                            start: *start,
                            end: *end,
                        })
                        .to_owned(),
                ),
                LaidRow::Page(..) => None,
            })
            .collect();
        assert_eq!(parts.concat(), text.replace('\n', ""));
        assert!(parts.len() > 4, "{parts:?}");
        assert_eq!(found.line_of(found.row_of(2, 45)), Some(2));
    }

    #[test]
    fn pages_begin_with_a_rule_and_are_stepped_through() {
        let found = laid("一\n二\n三\n四", &[1, 3], 80, false);
        assert_eq!(found.rows[0], LaidRow::Page(1, 1));
        assert_eq!(found.rows[3], LaidRow::Page(2, 3));
        assert_eq!(found.page_row(0, true), Some(3));
        assert_eq!(found.page_row(3, true), None);
        assert_eq!(found.page_row(4, false), Some(3));
        assert_eq!(found.line_of(3), Some(3));
        assert_eq!(found.row_of(3, 8), 4);
        assert_eq!(found.row_of(1, 0), 1);
    }
}
