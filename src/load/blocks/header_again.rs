//! Pages that print the header of the table before once more, without its caption, and codes that count on.
//!
//! Where every cell stands on a line of its own, a header takes many lines. The mark above may be that of
//! the table to come, printed at the foot of the page before.

use crate::load::blocks::draft::Draft;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;
use crate::model::code;

/// Lines of a header that are the same on both pages, at least.
const FEWEST_LINES: usize = 3;
/// Words of a header that tell it from those of other forms, at least.
const FEWEST_WORDS: usize = 5;
/// Lines of words drawn last that stand above the header of a page, at most.
const MOST_STRAY: usize = 6;

/// Whether a line below the mark of a table is a word of a header, not its title: a page may begin with the
/// header, below the mark of the table to come.
pub(in crate::load) fn heads(draft: &Draft, line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let marked = draft.title.is_empty() && draft.mark.is_some();
    let column = vocabulary.column(&line.folded).filter(|_| marked);
    let titled = || vocabulary.title_kind(&line.folded).is_some();
    column.is_some_and(|column| column.stub.is_some() || !titled())
}

/// Whether a draft is the next page of the one before: the same header to its last line, and below it
/// the code that may follow the last one.
pub(in crate::load) fn goes_on(before: &Draft, draft: &Draft) -> bool {
    let untitled = draft.title.is_empty() && !before.title.is_empty();
    if !untitled || before.tabbed || draft.tabbed || !before.notes.is_empty() {
        return false;
    }
    let above = before.chunks.first().map_or(&[][..], Vec::as_slice);
    let below = draft.chunks.first().map_or(&[][..], Vec::as_slice);
    let alike = above.iter().zip(below);
    let alike = alike.take_while(|(one, other)| one.folded == other.folded);
    let height = alike.count();
    let next = below.get(height).and_then(code_of);
    let lines = before
        .chunks
        .iter()
        .rev()
        .flat_map(|chunk| chunk.iter().rev());
    let last = lines
        .take_while(|line| !is_first_of(above, line))
        .find_map(code_of);
    height >= FEWEST_LINES && next.zip(last).is_some_and(|(next, last)| last < next)
}

/// Whether a draft whose title names no form prints the header of the one before it, below at most a
/// few words that were drawn last: pieces of wrapped cells, taken for the title of the mark they follow.
/// Its rows are those of the table before.
pub(in crate::load) fn is_below_stray_words(before: &Draft, draft: &Draft) -> bool {
    let untitled = draft.kind.is_none() && before.kind.is_some();
    if !untitled || before.tabbed || draft.tabbed || !before.notes.is_empty() {
        return false;
    }
    let above = before.chunks.first().map_or(&[][..], Vec::as_slice);
    let below = draft.chunks.first().map_or(&[][..], Vec::as_slice);
    (0..=MOST_STRAY).any(|stray| {
        let alike = above.iter().zip(below.iter().skip(stray));
        let alike = alike.take_while(|(one, other)| one.folded == other.folded);
        let words: Vec<usize> = alike.map(|(line, _)| line.printed().count()).collect();
        words.len() >= FEWEST_LINES && words.iter().sum::<usize>() >= FEWEST_WORDS
    })
}

/// Whether a line is the first of the header.
fn is_first_of(header: &[TextLine], line: &TextLine) -> bool {
    header
        .first()
        .is_some_and(|first| first.number == line.number)
}

/// The code a row begins with, of one piece or of several.
fn code_of(line: &TextLine) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let pieces = line.printed().map(|piece| piece.text.as_str());
    let code: String = pieces
        .take_while(|text| digits(text) && matches!(text.len(), 2 | 3 | 5 | 7))
        .collect();
    code::classify(&code).map(|_| code)
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::TableDoubt;

    fn doubts(between: &str) -> Vec<TableDoubt> {
        let header = "科目编码\n科目名称\n合计\n基本支出\n项目支出\n";
        let text = format!(
            "青溪县民政局2025年部门预算\n部门支出总表\n单位：万元\n{header}\
             合计\n9.00\n5.00\n4.00\n206\n科学技术支出\n5.00\n5.00\n\
             {between}{header}229\n其他支出\n4.00\n4.00\n"
        );
        load("a.txt", text.as_bytes()).tables[0].doubts.clone()
    }

    #[test]
    fn words_drawn_last_below_the_mark_of_a_page_are_no_title() {
        let rows_missing = |between| doubts(between).contains(&TableDoubt::Body);
        assert!(rows_missing("预算02表\n对附属单位补\n助支出\n"));
        assert!(!rows_missing("预算02表\n部门基金支出表\n单位：万元\n"));
    }
}
