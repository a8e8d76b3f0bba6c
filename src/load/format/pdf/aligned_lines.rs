//! What single lines of a page tell: captions and sentences, numbers of columns, beginnings of names.

use super::aligned::Chunk;
use super::known_names;
use super::page::Length;
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::fold::fold;
use crate::load::vocabulary::Vocabulary;

/// How many tenths of their size the lines of one name may begin beside each other.
const ASTRAY: Length = 2;
/// Longer lines that are not divided are sentences.
const LONGEST: usize = 24;

/// Whether the only words of a line stand above the name in a row and begin what the catalogue calls
/// its code: they head no column, and are not the rest of a name either.
pub(super) fn begins_name(line: &[Chunk], row: &[Chunk]) -> bool {
    let [words] = line else {
        return false;
    };
    let level = |name: &&Chunk| (name.left - words.left).abs() * 10 <= words.line.size() * ASTRAY;
    let name = row.iter().find(|chunk| !chunk.number);
    let cells: Vec<&str> = row.iter().map(|chunk| &*chunk.text).collect();
    let begun = fold(&words.text);
    let mut names = known_names::of_cells(&cells).into_iter();
    name.is_some_and(|name| level(&name)) && names.any(|name| name.starts_with(&begun))
}

/// Whether a line can be no part of a table: a caption, a note, a sentence.
pub(super) fn ends(line: &[Chunk]) -> bool {
    let text: String = line.iter().map(|chunk| &*chunk.text).collect();
    let text = text.replace(' ', "").replace(':', "：");
    let caption = text.contains("单位：") || text.contains("部门：") || text.ends_with('表');
    let kind = || CaptionRows::new(Vocabulary::embedded()).kind(&text);
    let caption = caption || text.contains('：') && matches!(kind(), LineKind::Body(_));
    // 部门支出总表（续表）
    let again = text.contains('续') || text.ends_with(['）', ')']);
    let caption = caption || again && matches!(kind(), LineKind::Title(_) | LineKind::NextPage(_));
    let note = text.starts_with('注') || text.starts_with("说明") || text.contains('。');
    let sentence = line.len() == 1 && text.chars().count() > LONGEST;
    caption || note || sentence
}

/// Whether a line is the number of a table (附表4), which stands above its title.
pub(super) fn is_mark(line: &[Chunk]) -> bool {
    let text: String = line.iter().map(|chunk| &*chunk.text).collect();
    let known = CaptionRows::new(Vocabulary::embedded());
    matches!(known.kind(text.trim()), LineKind::Mark(_))
}

/// Whether a line counts the columns: 栏次 1 2 3. The ends of broken numbers do not ascend from 1.
pub(super) fn is_index(line: &[Chunk]) -> bool {
    let label = |text: &str| text.chars().filter(|c| *c != ' ').count() <= 2;
    let counts = |chunk: &&Chunk| chunk.number && chunk.text.len() <= 2;
    let counted: Vec<u8> = line
        .iter()
        .filter(counts)
        .filter_map(|chunk| chunk.text.parse().ok())
        .collect();
    let named = || line.iter().any(|chunk| is_count(&chunk.text));
    let ascends = counted.windows(2).all(|pair| pair.first() < pair.last());
    let mut words = line.iter().filter(|chunk| !chunk.number);
    counted.len() > 1
        && (named() || counted.first() == Some(&1) && ascends)
        && words.all(|chunk| label(&chunk.text))
}

/// Whether a word stands before the numbers of the columns or over those of the rows.
pub(super) fn is_count(text: &str) -> bool {
    matches!(text, "栏次" | "行次" | "栏 次" | "行 次")
}
