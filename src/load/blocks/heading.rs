//! Tables whose title is no caption: the line of running text before them.

use crate::load::blocks::caption::unit_note;
use crate::load::blocks::draft::{Draft, is_cut};
use crate::load::fold::split_ordinal;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;

/// A caption under a heading that names a table without the word 表 (某部门政府采购预算), or a unit
/// under that of a table of no known form (某费用明细表); a body stands under many headings.
pub(in crate::load) fn above_caption(
    prose: &mut Vec<TextLine>,
    line: &TextLine,
    vocabulary: &Vocabulary,
) -> Option<Draft> {
    let (before, text) = prose.split_last()?;
    let close = line.number <= before.number + 3;
    let ends = ["表", "预算", "决算", "情况", "经费"];
    let heading =
        before.folded.chars().count() <= 30 && ends.iter().any(|end| before.folded.ends_with(end));
    let kind = vocabulary.title_kind(&before.text());
    let goes_on = text.last().is_some_and(|above| is_cut(above, before));
    let names = unit_note(&line.folded).is_some()
        && before.folded.ends_with('表')
        && !before.folded.contains(['。', '，', '：']);
    let listed = split_ordinal(&before.folded).0.is_some();
    if !(close && heading) || listed || kind.is_none() && (goes_on || !names) {
        return None;
    }
    let mut draft = Draft::at(before);
    draft.title = before.text();
    draft.kind = kind;
    prose.pop();
    Some(draft)
}

/// Cells without caption are named by the short line before them. A line that leads to them
/// (…的单位包括：) remains a part of the text, and the end of a sentence names nothing;
/// nor does a line up to `after`, where the table before ends.
pub(in crate::load) fn above_cells(
    prose: &mut Vec<TextLine>,
    line: &TextLine,
    after: u32,
    vocabulary: &Vocabulary,
) -> Draft {
    let mut draft = Draft::at(line);
    let Some((before, text)) = prose.split_last() else {
        return draft;
    };
    let short = before.number > after
        && before.folded.chars().count() <= 40
        && !before.folded.ends_with(['。', '；', '，']);
    let goes_on = text.last().is_some_and(|above| is_cut(above, before));
    if !short || goes_on {
        return draft;
    }
    let words = before.text();
    let name = words.trim_end_matches(['：', ':']);
    draft.title = name.to_owned();
    draft.kind = vocabulary.title_kind(name);
    if name.len() == words.len() {
        draft.place = before.place();
        prose.pop();
    }
    draft
}
