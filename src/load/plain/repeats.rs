//! Where a header begins and ends that further pages repeat, and where the first name below it begins.

use crate::load::header;
use crate::load::line::TextLine;
use crate::load::plain::header_text;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// Lines at the end of a header that may begin the name of the first row instead.
const MOST_NAME_LINES: usize = 3;

/// The height of a header without the lines that begin the name of the first row: a wrapped name is
/// printed above its figures, right below the header. Only what leaves nothing but words of the
/// vocabulary is taken out, as whole lines of no such word.
pub(in crate::load) fn without_name(
    lines: &[TextLine],
    height: usize,
    vocabulary: &Vocabulary,
) -> usize {
    let unknown = |height: usize| {
        let header = lines.get(..height).unwrap_or(&[]);
        header::cut::cut(&header_text(header), vocabulary).1
    };
    let strange = |line: &TextLine| {
        let words = header_text(std::slice::from_ref(line));
        let (known, _) = header::cut::cut(&words, vocabulary);
        known.is_empty()
    };
    // 合计 is a whole name: words above it end the header.
    let first = lines.get(height).and_then(|line| line.printed().next());
    let total = first.and_then(|piece| vocabulary.row_kind(&piece.text)) == Some(RowKind::Total);
    let whole = if total { 0 } else { unknown(height) };
    let names = (1..=MOST_NAME_LINES.min(height.saturating_sub(1))).take_while(|names| {
        let line = lines.get(height - names);
        line.is_some_and(|line| line.printed().count() == 1)
    });
    let mut shorter = names.map(|names| height - names);
    let begins = |at: usize| lines.get(at).is_some_and(strange);
    match whole {
        0 => height,
        _ => shorter
            .find(|&at| begins(at) && unknown(at) == 0)
            .unwrap_or(height),
    }
}

/// The body without the header where further pages repeat it, whole or without its last line, and
/// broken over other lines perhaps.
pub(in crate::load) fn without_repeats(header: &[TextLine], body: &[TextLine]) -> Vec<TextLine> {
    let text =
        |lines: &[TextLine]| -> String { lines.iter().map(|line| line.folded.as_str()).collect() };
    let short = header.len().saturating_sub(1);
    let short = header.get(..short).filter(|short| short.len() > 1);
    let forms = [Some(text(header)), short.map(text)];
    let repeated = |lines: &[TextLine]| {
        let mut counts = forms.iter().flatten().map(|form| lines_of(form, lines));
        let count = counts.find(|&count| count > 0);
        count.unwrap_or_else(|| same_lines(header, lines))
    };
    let mut kept = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((line, others)) = rest.split_first() {
        let count = repeated(rest);
        if count > 0 {
            rest = rest.get(count..).unwrap_or(&[]);
        } else {
            kept.push(line.clone());
            rest = others;
        }
    }
    kept
}

/// How many lines at the beginning are those of a header in another order: all of them, or none.
fn same_lines(header: &[TextLine], lines: &[TextLine]) -> usize {
    let Some(lines) = lines.get(..header.len()).filter(|lines| lines.len() > 1) else {
        return 0;
    };
    let sorted = |lines: &[TextLine]| {
        let mut texts: Vec<_> = lines.iter().map(|line| line.folded.clone()).collect();
        texts.sort_unstable();
        texts
    };
    let begins = |line: &TextLine| header.iter().any(|other| other.folded == line.folded);
    let alike = lines.first().is_some_and(begins) && sorted(header) == sorted(lines);
    if alike { lines.len() } else { 0 }
}

/// How many lines at the beginning print a text.
fn lines_of(text: &str, lines: &[TextLine]) -> usize {
    let mut left = text;
    for (count, line) in lines.iter().enumerate() {
        if left.is_empty() {
            return count;
        }
        let Some(rest) = left.strip_prefix(line.folded.as_str()) else {
            return 0;
        };
        left = rest;
    }
    if left.is_empty() { lines.len() } else { 0 }
}
