//! A table as it stands in the text, before its header is read, and what lines around it look like.

use super::caption::unit_note;
use super::line::TextLine;
use crate::model::{Place, TableKind, Unit};

/// A table as it stands in the text, before its header is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// Printed number, when there is one.
    pub(super) mark: Option<String>,
    /// Printed title; empty when the caption is lost.
    pub(super) title: String,
    /// Kind read off the title.
    pub(super) kind: Option<TableKind>,
    /// Printed unit.
    pub(super) unit: Option<Unit>,
    /// Name of the publishing body in the caption.
    pub(super) body_name: Option<String>,
    /// Year in the caption.
    pub(super) year: Option<u16>,
    /// First line of the caption.
    pub(super) place: Place,
    /// Last line.
    pub(super) last_line: u32,
    /// Body lines, one chunk per printed page or block, headers included.
    pub(super) chunks: Vec<Vec<TextLine>>,
    /// 注 and 说明 lines.
    pub(super) notes: Vec<(String, Place)>,
}

impl Draft {
    pub(super) fn at(line: &TextLine) -> Self {
        Draft {
            mark: None,
            title: String::new(),
            kind: None,
            unit: None,
            body_name: None,
            year: None,
            place: line.place(),
            last_line: line.number,
            chunks: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether the body is tab-separated.
    #[must_use]
    pub(super) fn is_grid(&self) -> bool {
        self.chunks.iter().flatten().any(|line| line.tabbed)
    }

    pub(super) fn has_body(&self) -> bool {
        !self.chunks.is_empty()
    }

    /// Whether text may run on inside the cells, so that sentences do not end the table.
    pub(super) fn is_wordy(&self) -> bool {
        matches!(
            self.kind,
            Some(
                TableKind::OverallPerformance
                    | TableKind::ProjectPerformance
                    | TableKind::SelfEvaluation
            )
        )
    }

    /// Adds a line to the body.
    pub(super) fn push(&mut self, line: &TextLine) {
        self.last_line = line.number;
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(line.clone());
        }
    }

    /// `单位` `：万` `元` on three lines: the unit stands in the first words of the body.
    pub(super) fn chopped_unit(&self) -> Option<Unit> {
        let start: String = self
            .chunks
            .first()?
            .iter()
            .take(6)
            .map(|line| line.folded.as_str())
            .collect();
        unit_note(&start)
    }
}

/// `一、收入支出决算总表 → 4`: a heading and its page.
pub(super) fn is_contents_row(line: &TextLine) -> bool {
    let printed: Vec<_> = line.printed().collect();
    match printed.as_slice() {
        [title, page] => {
            page.text.len() <= 3
                && page.text.chars().all(|c| c.is_ascii_digit())
                && title.text.chars().any(|c| !c.is_ascii_digit())
                && (super::fold::split_ordinal(&title.text).0.is_some()
                    || title.text.starts_with('第')
                    || title.text.ends_with(['表', '明']))
        }
        _ => false,
    }
}

/// Whether the cells begin with the header the open table began with: the same table goes on.
pub(super) fn begins_alike(open: &Draft, lines: &[TextLine]) -> bool {
    let header = |lines: &[TextLine]| -> Vec<String> {
        lines
            .first()
            .map(|line| line.printed().map(|piece| piece.text.clone()).collect())
            .unwrap_or_default()
    };
    let first = open
        .chunks
        .first()
        .map(|chunk| header(chunk))
        .unwrap_or_default();
    !first.is_empty() && first == header(lines)
}

pub(super) fn is_sentence(line: &TextLine) -> bool {
    let length = line.folded.chars().count();
    length >= 18 && has_stop(&line.folded) && !line.folded.contains('：')
        || length >= 40 && line.folded.contains('。')
}

/// Whether a mark of punctuation ends or divides a sentence; the comma in 1,959.63 does not.
fn has_stop(folded: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    folded.char_indices().any(|(at, c)| match c {
        '。' | '；' => true,
        '，' => {
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            let after = folded
                .get(at + c.len_utf8()..)
                .and_then(|text| text.chars().next());
            !(is_digit(before) && is_digit(after))
        }
        _ => false,
    })
}
