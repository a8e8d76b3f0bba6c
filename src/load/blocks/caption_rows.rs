//! Rows inside a table that say what it is: its title, number, unit, body, year and notes.

use std::ops::Range;

use crate::load::blocks::caption::{LineKind, classify, is_unit_of_body};
use crate::load::fold::{fold, split_ordinal};
use crate::load::line;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Encoding, Source};

/// Longest title of a table, in characters.
const TITLE_LENGTH: usize = 60;
/// Most pieces of a caption that prints more than captions do.
const MOST_PIECES: usize = 4;
/// Most pieces of any caption: number, title, body, year and unit of three tables beside each other.
/// What a wider row prints is not looked at cell by cell: sheets may have sixteen thousand columns.
const WIDEST_CAPTION: usize = 16;

/// Tells the rows of captions from the rows of a table.
#[derive(Clone, Copy)]
pub(in crate::load) struct CaptionRows<'v> {
    vocabulary: &'v Vocabulary,
}

impl<'v> CaptionRows<'v> {
    /// Titles and headers are those the vocabulary knows.
    #[must_use]
    pub(in crate::load) fn new(vocabulary: &'v Vocabulary) -> Self {
        CaptionRows { vocabulary }
    }

    /// What a text is, looked at alone.
    #[must_use]
    pub(in crate::load) fn kind(&self, text: &str) -> LineKind {
        let source = Source::new("", text, Encoding::Utf8);
        line::lines(&source)
            .first()
            .map_or(LineKind::Text, |line| classify(line, self.vocabulary))
    }

    /// The captions a row holds as ranges of its printed cells, when it is no row of the table.
    /// `titled` says whether a title the vocabulary does not know may stand here, `head` whether the
    /// row stands above the header.
    #[must_use]
    pub(in crate::load) fn of(
        &self,
        cells: &[&str],
        titled: bool,
        head: bool,
    ) -> Option<Vec<Range<usize>>> {
        let ranges = labelled(cells);
        if ranges.len() > WIDEST_CAPTION {
            return None;
        }
        let weak = |kind: &LineKind| matches!(kind, LineKind::Body(_) | LineKind::Year(_));
        let mut pieces: Vec<String> = Vec::with_capacity(ranges.len());
        let mut kinds: Vec<LineKind> = Vec::with_capacity(ranges.len());
        for range in &ranges {
            let piece = cells.get(range.clone()).unwrap_or(&[]).concat();
            let kind = self.kind(&piece);
            // Of so many pieces every one must be part of a caption.
            if ranges.len() > MOST_PIECES && !is_strong(&kind) && !weak(&kind) {
                return None;
            }
            pieces.push(piece);
            kinds.push(kind);
        }
        let caption = match (pieces.as_slice(), kinds.as_slice()) {
            ([], _) => false,
            ([_], [LineKind::Note | LineKind::Part]) => true,
            // A sentence alone in its row explains the table above.
            ([piece], [LineKind::Text]) if piece.ends_with('。') => true,
            ([piece], [kind]) => {
                is_strong(kind) || head && (weak(kind) || titled && self.may_title(piece))
            }
            (pieces, kinds) => {
                let all = kinds.iter().all(|kind| is_strong(kind) || weak(kind));
                let any = kinds.iter().any(is_strong);
                let header = || {
                    pieces
                        .iter()
                        .any(|piece| self.vocabulary.column(piece).is_some())
                };
                all && (head || any) || head && any && pieces.len() <= MOST_PIECES && !header()
            }
        };
        caption.then_some(ranges)
    }

    /// A lone text above a table that is neither the name of a row nor the heading of a section.
    #[must_use]
    pub(in crate::load) fn may_title(&self, text: &str) -> bool {
        let folded = fold(text);
        folded.chars().count() <= TITLE_LENGTH
            && !folded.contains('。')
            && split_ordinal(&folded).0.is_none()
            && self.vocabulary.row_kind(&folded).is_none()
            && self.vocabulary.column(text).is_none()
            && !folded.chars().all(|c| c.is_ascii_digit() || c == '.')
    }
}

/// Whether a line can only be part of a caption.
#[must_use]
pub(in crate::load) fn is_strong(kind: &LineKind) -> bool {
    matches!(
        kind,
        LineKind::Title(_) | LineKind::Mark(_) | LineKind::UnitNote(_)
    )
}

/// The cells that are read as one: a label that ends with a colon takes the text beside it, and the name
/// of a body the unit that has no label.
#[must_use]
pub(in crate::load) fn labelled(cells: &[&str]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, cell) in cells.iter().enumerate() {
        let name = at.checked_sub(1).and_then(|before| cells.get(before));
        let unit = name.is_some_and(|name| is_unit_of_body(name, cell));
        match pieces.last_mut() {
            Some(piece) if open || unit => piece.end = at + 1,
            _ => pieces.push(at..at + 1),
        }
        open = cell.ends_with(['：', ':']);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captions(cells: &[&str], head: bool) -> Option<Vec<String>> {
        let rows = CaptionRows::new(Vocabulary::embedded());
        let ranges = rows.of(cells, false, head)?;
        Some(ranges.into_iter().map(|at| cells[at].concat()).collect())
    }

    #[test]
    fn captions_are_told_from_headers_and_rows() {
        for (cells, head) in [
            (&["部门名称：云山市水务局", "单位：万元"][..], true),
            (&["部门名称：", "云山市水务局", "金额单位：", "万元"], true),
            (&["部门收支总表", "单位：万元"], false),
            (&["单位：云山市水务局（本级）", "万元"], false),
            (&["单位：元"], false),
            (&["注：本表无数据。"], false),
        ] {
            assert!(captions(cells, head).is_some(), "{cells:?}");
        }
        for cells in [
            &["科目编码", "科目名称", "合计"][..],
            &["合计", "12.50", "12.50"],
            &["云山市水务局", "12.50"],
            &["项目名称", "水库除险加固"],
        ] {
            assert_eq!(captions(cells, true), None, "{cells:?}");
        }
        let joined = captions(&["部门名称：", "云山市水务局", "单位：元"], true);
        let pieces = ["部门名称：云山市水务局", "单位：元"].map(str::to_owned);
        assert_eq!(joined, Some(pieces.to_vec()));
    }
}
