//! Titles of tables that run over two or three lines are made one line.
//!
//! A line is joined to the next only where its own words say that it is not whole: the line of a body,
//! a heading or a sentence above a title is never a part of it.

use crate::load::blocks::caption::{LineKind, classify};
use crate::load::fold::split_ordinal;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;

/// Most lines of a title.
const MOST_LINES: usize = 3;
/// Longest title, in characters; longer ones are told from sentences by nothing.
const LONGEST: usize = 60;
/// How far the lines of a title stand apart, one blank line between them included.
const APART: u32 = 2;

/// Words no heading ends with: what they belong to is still to come.
const OPEN_ENDS: [&str; 17] = [
    "、",
    "及",
    "和",
    "与",
    "的",
    "财政拨款",
    "一般公共预算",
    "政府性基金",
    "基金预算",
    "国有资本经营",
    "经营预算",
    "经费",
    "资金",
    "支出",
    "收入",
    "收支",
    "项目",
];
/// Words no title begins with.
const OPEN_BEGINNINGS: [&str; 6] = ["、", "及", "和", "与", "）", "”"];
/// What brackets behind a title say of how its table is divided, or what it holds.
const REMARKS: [&str; 4] = ["按", "科目", "分类", "含"];

/// The lines with every title on one of them.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(title) = whole.last_mut()
            && is_remark(title, &line, vocabulary)
        {
            title.extend(&line);
            continue;
        }
        let Some((lines, title)) = ended_by(&line, &whole, vocabulary) else {
            whole.push(line);
            continue;
        };
        whole.truncate(whole.len() - lines);
        whole.push(title);
    }
    whole
}

/// The title a line is the end of, and how many lines before it belong to it.
fn ended_by(
    line: &TextLine,
    before: &[TextLine],
    vocabulary: &Vocabulary,
) -> Option<(usize, TextLine)> {
    if line.tabbed || !(line.folded.ends_with('表') || line.folded.ends_with('）')) {
        return None;
    }
    let mut title = line.clone();
    let mut taken = 0;
    for at in (0..before.len()).rev().take(MOST_LINES - 1) {
        let first = before.get(at)?;
        let ends = is_end_of_block(before.get(..=at)?, &title, vocabulary);
        if ends || !goes_on(first, &title, vocabulary) {
            break;
        }
        let mut longer = first.clone();
        longer.extend(&title);
        title = longer;
        taken += 1;
    }
    let is_title = || matches!(classify(&title, vocabulary), LineKind::Title(_));
    (taken > 0 && is_title()).then_some((taken, title))
}

/// Whether the last line stands right below other words and a blank line parts it from the title: it
/// ends what stands above, as the words of a header do that are drawn where a page ends.
fn is_end_of_block(lines: &[TextLine], title: &TextLine, vocabulary: &Vocabulary) -> bool {
    let [.., above, last] = lines else {
        return false;
    };
    last.number == above.number + 1
        && title.number > last.number + 1
        && classify(above, vocabulary) == LineKind::Text
}

/// Whether a title goes on from one line to the next.
fn goes_on(first: &TextLine, next: &TextLine, vocabulary: &Vocabulary) -> bool {
    let (above, below) = (first.folded.as_str(), next.folded.as_str());
    let apart = next.number.saturating_sub(first.number);
    let plain = |text: &str| !text.contains(['。', '，', '；', '：', '！', '？', '.']);
    let length = above.chars().count() + below.chars().count();
    if first.tabbed || apart > APART || length > LONGEST || !plain(above) || !plain(below) {
        return false;
    }
    let numbered =
        split_ordinal(below).0.is_some() || below.starts_with(|c: char| c.is_ascii_digit());
    if numbered || classify(first, vocabulary) != LineKind::Text {
        return false;
    }
    let count = |marks: &[char]| above.matches(marks).count();
    let open = count(&['（', '“', '《']) > count(&['）', '”', '》']);
    let begun = OPEN_BEGINNINGS.iter().any(|word| below.starts_with(word));
    // 一般公共预算 is the heading of 一般公共预算支出表.
    let ended = OPEN_ENDS
        .iter()
        .any(|word| above.ends_with(word) && !below.contains(word));
    let is_title = match classify(next, vocabulary) {
        LineKind::Title(_) => true,
        LineKind::Text => false,
        // 预算02表 is the number of a table, not the end of its title.
        _ => return false,
    };
    // 预算表 is no title without the words before it.
    let rest = !is_title && below.ends_with('表') && below.chars().count() <= 5;
    // “三公”经费预算 / 财政拨款情况表: the line above says of what.
    let names_kind = !above.ends_with('表') && vocabulary.title_kind(above).is_some();
    let rest = rest || !is_title && below.ends_with("情况表") && names_kind;
    open || begun || ended || rest
}

/// Whether a line is a remark in brackets that belongs to the title before it.
fn is_remark(title: &TextLine, line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let inside = line.folded.strip_prefix('（');
    let Some(inside) = inside.and_then(|rest| rest.strip_suffix('）')) else {
        return false;
    };
    !line.tabbed
        && !title.tabbed
        && line.number <= title.number + APART
        && title.folded.ends_with('表')
        && REMARKS.iter().any(|word| inside.contains(word))
        && inside.chars().count() <= LONGEST / 2
        && classify(line, vocabulary) == LineKind::Text
        && matches!(classify(title, vocabulary), LineKind::Title(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn whole(text: &str) -> Vec<String> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let lines = joined(lines, Vocabulary::embedded());
        lines.iter().map(TextLine::text).collect()
    }

    #[test]
    fn titles_over_two_and_three_lines_are_whole() {
        for lines in [
            &["云山市水务局2025年一般公共预算财政拨款", "基本支出预算表"][..],
            &["2025年财政拨款“三公”经费、会议费、", "培训费支出预算表"],
            &["2025年一般公共预算“三公", "”经费支出表"],
            &["2025年云山市水务局政府采购", "预算表"],
            &["水库除险加固专项资金", "绩效目标表"],
            &["一般公共预算支出预算表", "（按功能分类科目）"],
            &[
                "2025年一般公共预算财政拨款",
                "“三公”经费、会议费和",
                "培训费支出预算表",
            ],
            &["一般公共预算财政拨款", "", "基本支出决算表"],
            &["云山市水务局2025年“三公”经费预算", "财政拨款情况表"],
        ] {
            assert_eq!(whole(&lines.join("\n")), [lines.concat()], "{lines:?}");
        }
    }

    #[test]
    fn what_stands_above_a_title_is_no_part_of_it() {
        for above in [
            "云山市水务局",
            "云山市水务局2025年部门预算",
            "第二部分 2025年部门预算表",
            "单位：万元",
            "部门名称：云山市水务局",
            "公开05表",
            "（一）一般公共预算",
            "各项支出按规定程序批准，用于保障机构运转和项目支出",
            "本部门无此项支出。",
            "收入总表",
            "收入总计 92.00 支出总计 92.00",
            "2025年度",
        ] {
            let text = format!("{above}\n一般公共预算支出表");
            let lines = whole(&text);
            assert_eq!(lines.len(), 2, "{above}");
            assert_eq!(lines[1], "一般公共预算支出表");
        }
        assert_eq!(whole("各项支出\n预算02表\n支出总表").len(), 3);
        assert_eq!(whole("项目支出\n\n\n绩效目标表").len(), 2);
        assert_eq!(whole("支出总表\n（2025年度）").len(), 2);
        assert_eq!(whole("支出总表\n（单位：万元）").len(), 2);
    }
}
