//! Titles that a program drew onto the line of the row before them are put on lines of their own.

use crate::load::fold::fold;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;

/// The lines with every title behind a row (`购房补贴 200.00 200.00部门支出总表`) on its own.
#[must_use]
pub(in crate::load) fn apart(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        match divided(&line, vocabulary) {
            Some((row, title)) => found.extend([row, title]),
            None => found.push(line),
        }
    }
    found
}

fn divided(line: &TextLine, vocabulary: &Vocabulary) -> Option<(TextLine, TextLine)> {
    let last = line.pieces.last().filter(|_| !line.tabbed)?;
    // Most last words are figures or names: few are looked up.
    let glued = last.text.ends_with('表') && last.text.starts_with(|c: char| c.is_ascii_digit());
    let at = glued.then(|| last.text.find(|c: char| !c.is_ascii()))??;
    let (figure, title) = last.text.split_at_checked(at)?;
    let titled = is_amount(figure) && vocabulary.title_kind(title).is_some();
    let [figure, title]: [Piece; 2] = last.clone().cut(at).try_into().ok().filter(|_| titled)?;
    let before = line.pieces.iter().take(line.pieces.len() - 1).cloned();
    let with = |pieces: Vec<Piece>| {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        TextLine {
            pieces: pieces.into(),
            folded: fold(&text).into(),
            ..line.clone()
        }
    };
    Some((with(before.chain([figure]).collect()), with(vec![title])))
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    #[test]
    fn a_title_behind_a_row_begins_a_table() {
        let text = "青溪县交通运输局2025年部门预算\n部门收入总表\n单位：万元\n科目编码 科目名称 合计\n\
                    合计 235.85\n221 住房保障支出 235.85\n2210201 住房公积金 35.85\n\
                    2210203 购房补贴 200.00部门支出总表\n单位：万元\n科目编码 科目名称 合计\n\
                    合计 235.85\n221 住房保障支出 235.85\n2210201 住房公积金 35.85\n2210203 购房补贴 200.00\n";
        let disclosure = load("a.txt", text.as_bytes());
        let tables = disclosure.tables.iter();
        let found: Vec<_> = tables
            .map(|table| (table.title.as_str(), table.place.line, table.rows.len()))
            .collect();
        assert_eq!(found, [("部门收入总表", 2, 4), ("部门支出总表", 8, 4)]);
    }
}
