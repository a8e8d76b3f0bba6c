//! Which tables of a text are pages of one: the same caption and header once more, rows without either.

use crate::load::blocks::draft::Draft;
use crate::load::blocks::header_again;
use crate::load::fold::{Ordinal, split_ordinal};
use crate::load::line::{Piece, TextLine};
use crate::load::lines::mark_below;
use crate::load::plain::is_amount;
use crate::model::code;

/// Lines between the end of a page and the caption repeated on the next: Markdown puts a blank line
/// behind every line.
const CAPTION_AGAIN: u32 = 12;
/// Rows of so many streams may be numbered side by side.
const MOST_STREAMS: usize = 4;

/// Puts a draft to the drafts before it: onto the last one, where it is its next page.
pub(in crate::load) fn add(drafts: &mut Vec<Draft>, mut draft: Draft) {
    match drafts.last_mut() {
        _ if draft.further => drafts.push(draft),
        Some(before) if goes_on(before, &draft) || header_again::goes_on(before, &draft) => {
            before.join(draft);
        }
        Some(before)
            if before.is_grid()
                && before.notes.is_empty()
                && (begins_with_a_row(&draft) || counts_on(before, &draft)) =>
        {
            // Rows of another width have other columns: which, is not known.
            if before.width() == draft.width() {
                before.join(draft);
            } else {
                before.goes_on = true;
                drafts.push(draft);
            }
        }
        // Pages whose columns differ are not put together, and none of them is the whole.
        Some(before)
            if (before.is_grid() || draft.is_grid() || draft.next_page)
                && is_captioned_alike(before, &draft)
                || is_said_to_go_on(before, &draft)
                || header_again::is_below_stray_words(before, &draft) =>
        {
            before.goes_on = true;
            draft.goes_on = true;
            drafts.push(draft);
        }
        Some(before) if mark_below::may_go_on(before, &draft) => {
            before.goes_on = true;
            draft.goes_on = true;
            drafts.push(draft);
        }
        _ => {
            draft.goes_on |= draft.next_page;
            drafts.push(draft);
        }
    }
}

/// Whether a draft is the next page of the one before it, printed under the same caption and
/// header once more.
fn goes_on(before: &Draft, draft: &Draft) -> bool {
    let alike = before.is_grid() == draft.is_grid();
    let body = draft.chunks.first();
    alike
        && is_captioned_alike(before, draft)
        && body.is_some_and(|body| begins_alike(before, body) || is_headless(before, draft))
}

/// Whether the caption of a draft says that it is a next page and rows of as many cells follow
/// without a header.
fn is_headless(before: &Draft, draft: &Draft) -> bool {
    let coded = |line: &TextLine| {
        let first = line.printed().next();
        first.is_some_and(|cell| code::classify(&cell.text).is_some())
    };
    let first = draft.chunks.iter().flatten().next();
    let alike = draft.is_grid() && draft.width() == before.width();
    draft.next_page && alike && first.is_some_and(coded)
}

/// Whether a draft bears the caption of the one just before it and goes on with other rows: its next
/// page, though its header may not be the same.
fn is_captioned_alike(before: &Draft, draft: &Draft) -> bool {
    // A page that says that it is the next one, or whose rows plainly go on, need not repeat the whole
    // caption.
    let goes_on = draft.next_page || rows_go_on(before, draft);
    let repeats = |same: bool, left_out: bool| same || goes_on && left_out;
    let same_body = before.body_name == draft.body_name;
    let same_caption = !draft.title.is_empty()
        && before.title == draft.title
        && (draft.mark.is_none() || before.mark == draft.mark)
        && repeats(same_body, draft.body_name.is_none())
        && repeats(before.unit == draft.unit, draft.unit.is_none());
    let page = |lines: Option<&TextLine>| lines.map_or(0, |line| line.page);
    let last = page(before.chunks.iter().flatten().last());
    let first = page(draft.chunks.iter().flatten().next());
    let near =
        draft.place.line <= before.last_line + CAPTION_AGAIN || last > 0 && first == last + 1;
    let body = draft.chunks.first();
    same_caption
        && near
        && !draft.is_wordy()
        && before.notes.is_empty()
        && body.is_some_and(|body| !begins_anew(before, body))
}

/// Whether a draft repeats the header of the one before it, and the row below is no total: a table
/// of another body begins with its own.
fn rows_go_on(before: &Draft, draft: &Draft) -> bool {
    let lines = draft.chunks.first().map_or(&[][..], Vec::as_slice);
    let first = before.chunks.first().map_or(&[][..], Vec::as_slice);
    let again = first.iter().zip(lines);
    let again = again.take_while(|(one, other)| one.folded == other.folded);
    let row = lines.get(again.count()..).and_then(<[TextLine]>::first);
    let total = |line: &TextLine| {
        let mut cells = line.printed();
        cells.any(|cell| matches!(cell.text.as_str(), "合计" | "总计"))
    };
    draft.tabbed && begins_alike(before, lines) && row.is_some_and(|row| !total(row))
}

/// Whether the caption of a draft says that the one before it goes on in it.
fn is_said_to_go_on(before: &Draft, draft: &Draft) -> bool {
    draft.next_page && (draft.title.is_empty() || before.title == draft.title)
}

/// Whether a draft without caption and header begins with a row of codes: the next page of a table,
/// by programs that take every page for a table of its own.
fn begins_with_a_row(draft: &Draft) -> bool {
    let first = draft.chunks.iter().flatten().next();
    // The code may share a cell with the name.
    let is_code = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.strip_suffix(rest).unwrap_or(text);
        matches!(digits.len(), 3 | 5 | 7) && code::classify(digits).is_some()
    };
    draft.tabbed
        && draft.kind.is_none()
        && draft.mark.is_none()
        && first.is_some_and(|line| {
            let mut cells = line.printed();
            let Some(code) = cells.next().filter(|cell| is_code(&cell.text)) else {
                return false;
            };
            // The name, and before it the further pieces of a code.
            let bare = is_digits(&code.text);
            let behind = cells.skip_while(|cell| bare && is_digits(&cell.text));
            let mut behind = behind.skip(usize::from(bare));
            behind.any(|cell| is_amount(&cell.text) || is_digits(&cell.text))
        })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the first row of a draft without caption counts on from the rows before it: （十九） behind
/// （十八） is the next page of a table whose rows are numbered.
fn counts_on(before: &Draft, draft: &Draft) -> bool {
    let ordinal = |piece: &Piece| split_ordinal(&piece.text).0;
    let first = draft.chunks.iter().flatten().next();
    let first = first.and_then(|line| line.printed().next().and_then(ordinal));
    let lines = before
        .chunks
        .iter()
        .rev()
        .flat_map(|chunk| chunk.iter().rev());
    let above = |style: u8| {
        let ordinals = lines.flat_map(TextLine::printed).filter_map(ordinal);
        ordinals
            .take(MOST_STREAMS)
            .find(|ordinal| ordinal.style == style)
    };
    let counts = |first: Ordinal| {
        let above = above(first.style);
        above.is_some_and(|above| above.number + 1 == first.number)
    };
    draft.tabbed && draft.mark.is_none() && first.is_some_and(counts)
}

/// Whether the rows begin again: a table of the same name, printed for another body or once more.
/// A single row may belong to the header that is repeated: some print the total on every page.
fn begins_anew(before: &Draft, lines: &[TextLine]) -> bool {
    let first = before.chunks.first().map_or(&[][..], Vec::as_slice);
    let has_amount = |line: &TextLine| {
        line.printed().any(|piece| {
            let digit = |c: char| c.is_ascii_digit();
            piece.text.starts_with(digit) && piece.text.ends_with(digit) && piece.text.contains('.')
        })
    };
    first
        .iter()
        .zip(lines)
        .take_while(|(one, other)| one.folded == other.folded)
        .filter(|(line, _)| has_amount(line))
        .nth(1)
        .is_some()
}

/// Whether the cells begin with the header the open table began with: the same table goes on. The
/// words count; programs that guess cells do not cut them alike on every page.
pub(in crate::load) fn begins_alike(open: &Draft, lines: &[TextLine]) -> bool {
    let header = |lines: &[TextLine]| -> String {
        let words = lines.first().map(TextLine::text);
        words.unwrap_or_default()
    };
    let first = open
        .chunks
        .first()
        .map(|chunk| header(chunk))
        .unwrap_or_default();
    !first.is_empty() && first == header(lines)
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    fn table(rows: &[&str]) -> String {
        let row = |row: &&str| {
            let cells: String = (row.split('|'))
                .map(|cell| format!("<td>{cell}</td>"))
                .collect();
            format!("<tr>{cells}</tr>")
        };
        let rows: String = rows.iter().map(row).collect();
        format!("<table>{rows}</table>")
    }

    /// Rows of every table, on a page of two tables without a caption between them.
    fn rows(last_row: &str) -> Vec<usize> {
        let first = table(&[
            "类|款|项|科目名称|合计|基本支出|项目支出",
            "207|||文化旅游体育与传媒支出|6,900,000||6,900,000",
            "207|01||文化和旅游|6,900,000||6,900,000",
        ]);
        let page = format!(
            "<p>青溪县文化局2026年部门预算</p><p>支出预算总表</p><p>单位：元</p>{first}{}",
            table(&[last_row, "207|01|99|其他文化和旅游支出|900000||900000"])
        );
        let disclosure = load("a.html", page.as_bytes());
        let tables = disclosure.tables.iter();
        tables.map(|table| table.rows.len()).collect()
    }

    #[test]
    fn a_next_page_of_whole_amounts_goes_on() {
        assert_eq!(rows("207|01|04|图书馆|6,000,000||6,000,000"), [4]);
        assert_eq!(rows("207|01|04|图书馆|6000000||6000000"), [4]);
        assert_eq!(rows("类|款|项|科目名称|人员经费|公用经费|其他"), [2, 1]);
    }
}
