//! Running text: sentences re-joined over line breaks, with the heading they stand under.

use super::body::place;
use super::fold::split_ordinal;
use super::line::TextLine;
use crate::model::{Sentence, Span};

/// Sentences in printed order.
#[must_use]
pub(super) fn sentences(lines: &[TextLine]) -> Vec<Sentence> {
    let mut reader = Reader::default();
    for line in lines {
        if is_heading(line) {
            reader.flush();
            reader.section = line.text();
        } else {
            reader.take(line);
        }
    }
    reader.flush();
    reader.sentences
}

#[derive(Default)]
struct Reader {
    sentences: Vec<Sentence>,
    section: String,
    text: String,
    begin: Option<(u32, Span)>,
    last_line: u32,
}

impl Reader {
    fn take(&mut self, line: &TextLine) {
        // Lines of two places far apart are no one sentence.
        if self.last_line != 0 && line.number > self.last_line + 3 {
            self.flush();
        }
        self.last_line = line.number;
        for piece in line.printed() {
            for part in piece.text.split_inclusive('。') {
                if self.begin.is_none() {
                    self.begin = Some((line.number, piece.span));
                }
                self.text.push_str(part);
                if part.ends_with('。') {
                    self.flush();
                }
            }
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some((line, span)) = self.begin.take()
            && !text.is_empty()
        {
            self.sentences.push(Sentence {
                text,
                section: self.section.clone(),
                place: place(line, span),
            });
        }
    }
}

/// A short numbered line without a full stop, or 第二部分 …
fn is_heading(line: &TextLine) -> bool {
    let text = line.folded.as_str();
    let short = text.chars().count() <= 40;
    let numbered =
        split_ordinal(text).0.is_some() || text.starts_with('第') && text.contains("部分");
    short && numbered && !text.contains(['。', '；', '，']) && !text.ends_with('：')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    #[test]
    fn sentences_run_over_lines_and_blank_lines() {
        let source = Source::new(
            "a",
            "一、收入说明\n2024年收入总计\n\n825.22 万元，支出\n总计 825.22 万元。其中：甲。\n二、支出说明\n乙。",
            Encoding::Utf8,
        );
        let found = sentences(&line::lines(&source));
        let texts: Vec<_> = found
            .iter()
            .map(|s| (s.section.as_str(), s.text.as_str()))
            .collect();
        assert_eq!(
            texts,
            [
                (
                    "一、收入说明",
                    "2024年收入总计825.22万元，支出总计825.22万元。"
                ),
                ("一、收入说明", "其中：甲。"),
                ("二、支出说明", "乙。"),
            ]
        );
        assert_eq!(found[0].place.line, 2);
    }
}
