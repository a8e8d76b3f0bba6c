//! Running heads and feet of plain text with page breaks: the same words at the edge of page after page.

use crate::load::fold::split_ordinal;
use crate::load::line::TextLine;
use crate::load::plain::{is_amount, is_code};
use crate::load::vocabulary::Vocabulary;

/// Lines looked at from the top and from the bottom of a page.
const DEPTH: usize = 2;
/// On fewer pages the words may stand there by chance.
const FEWEST_PAGES: usize = 3;

/// Characters of the words a header is known by.
const SHORTEST_COLUMN: usize = 4;
const LONGEST_COLUMN: usize = 12;

/// The lines without running heads and feet; the first page that prints one keeps it.
pub(in crate::load) fn without_heads(
    lines: Vec<TextLine>,
    vocabulary: &Vocabulary,
) -> Vec<TextLine> {
    if lines.last().is_none_or(|line| line.page == 0) {
        return lines;
    }
    let mut edges: Vec<(&str, u32)> = lines
        .chunk_by(|one, other| one.page == other.page)
        .flat_map(|page| {
            let bottom = page.len().saturating_sub(DEPTH).max(DEPTH);
            page.iter().take(DEPTH).chain(page.iter().skip(bottom))
        })
        .filter(|line| may_run(line, vocabulary))
        .map(|line| (line.folded.as_str(), line.page))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let running: std::collections::BTreeMap<String, u32> = edges
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|pages| pages.len() >= FEWEST_PAGES)
        .filter_map(|pages| pages.first())
        .map(|&(head, page)| (head.to_owned(), page))
        .collect();
    let runs = |line: &TextLine| {
        let first = running.get(line.folded.as_str());
        first.is_some_and(|&first| line.page > first)
    };
    let mut kept = Vec::with_capacity(lines.len());
    for page in lines.chunk_by(|one, other| one.page == other.page) {
        let bottom = page.len().saturating_sub(DEPTH);
        let inner = |at: usize| at >= DEPTH && at < bottom;
        let lines = page.iter().enumerate();
        kept.extend(
            lines
                .filter(|&(at, line)| inner(at) || !runs(line))
                .map(|(_, line)| line.clone()),
        );
    }
    kept
}

/// What may belong to a caption (公开01表, 单位：万元) or to a header that is repeated is no running
/// head, and no row is one: tables that list the same item print the same row.
fn may_run(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let header = |text: &str| vocabulary.column(text).is_some() || vocabulary.group(text).is_some();
    let row = |text: &str| is_amount(text) || is_code(text) || split_ordinal(text).0.is_some();
    !line.tabbed
        && !line.printed().any(|piece| row(&piece.text))
        && !line.folded.contains(['：', '表'])
        && line.folded.chars().nth(3).is_some()
        && !begins_with_column(&line.folded, vocabulary)
        && !line.is_spread()
        && !line.printed().any(|piece| header(&piece.text))
}

/// The first line of a header that is broken over several (支出项目类别（资金使用单, 位）).
fn begins_with_column(folded: &str, vocabulary: &Vocabulary) -> bool {
    let ends = folded.char_indices().map(|(at, _)| at);
    let mut ends = ends.skip(SHORTEST_COLUMN).take(LONGEST_COLUMN);
    ends.any(|end| {
        folded
            .get(..end)
            .is_some_and(|word| vocabulary.column(word).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    #[test]
    fn heads_go_and_headers_stay() {
        let page =
            "某某局 2026 年度部门预算公开\n科目编码    科目名称    合计\n205    教育支出    1.00\n";
        let text = [page, page, page].join("\u{c}");
        let lines = line::lines(&Source::new("a", text.as_str(), Encoding::Utf8));
        let kept = without_heads(lines, Vocabulary::embedded());
        let count = |word: &str| {
            kept.iter()
                .filter(|line| line.folded.contains(word))
                .count()
        };
        assert_eq!((count("公开"), count("科目编码"), count("205")), (1, 3, 3));
    }

    #[test]
    fn the_same_row_at_the_end_of_three_pages_stays() {
        let page = "某表\n合计 12.00\n205 教育支出 7.00\n2210203 购房补贴 5.00 5.00\n";
        let text = [page, page, page].join("\u{c}");
        let lines = line::lines(&Source::new("a", text.as_str(), Encoding::Utf8));
        let kept = without_heads(lines, Vocabulary::embedded());
        let rows = kept.iter().filter(|line| line.folded.contains("购房补贴"));
        assert_eq!(rows.count(), 3);
    }

    #[test]
    fn text_without_pages_keeps_all_lines() {
        let lines = line::lines(&Source::new(
            "a",
            "同样的话\n同样的话\n同样的话",
            Encoding::Utf8,
        ));
        assert_eq!(without_heads(lines, Vocabulary::embedded()).len(), 3);
    }
}
