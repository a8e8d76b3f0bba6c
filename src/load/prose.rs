//! Running text: sentences re-joined over line and page breaks, with the headings they stand under.

use std::collections::BTreeMap;

use crate::load::blocks::block::Blocks;
use crate::load::body::place;
use crate::load::fold::{is_space, split_ordinal};
use crate::load::line::TextLine;
use crate::load::subject::titled_body;
use crate::model::{Segment, Sentence, Source, Span};

/// A line printed this often, alone and without being a heading or a sentence, is a running head.
const REPEATED: usize = 3;

/// Sentences in printed order.
#[must_use]
pub(super) fn sentences(source: &Source, blocks: &Blocks) -> Vec<Sentence> {
    let mut reader = Reader {
        source,
        sentences: Vec::new(),
        headings: Vec::new(),
        open: Sentence::default(),
        last_line: 0,
    };
    let repeated = repeated(&blocks.prose);
    let full = full_line(&blocks.prose);
    let mut tables = blocks
        .drafts
        .iter()
        .map(|draft| draft.place.line)
        .peekable();
    let mut lines = blocks.prose.iter().peekable();
    while let Some(line) = lines.next() {
        // No sentence runs on over a table.
        while tables.next_if(|&table| table < line.number).is_some() {
            reader.flush();
        }
        if repeated.contains_key(running_words(line).as_str()) || is_row(line) {
            continue;
        }
        let wide = width(line) >= full;
        let states = lines.peek().is_some_and(|next| states_amount(line, next));
        if !wide && is_heading(line) && !states {
            reader.heading(line, line.text());
            continue;
        }
        if wide && let Some(rest) = lines.next_if(|next| ends_heading(line, next, full)) {
            reader.heading(line, format!("{}{}", line.text(), rest.text()));
            continue;
        }
        let chart = is_chart(line) && reader.open.text.is_empty();
        reader.take(line);
        let numbered = |next: &&TextLine| split_ordinal(&next.folded).0.is_some();
        let apart = lines.peek().is_none_or(|next| {
            let gap = next.number > line.number + 1;
            numbered(next) || gap && !begins_with_amount(next)
        });
        let explains = is_title(&reader.open.text) && reader.open.text.ends_with("说明");
        let title = apart && is_title(&reader.open.text) || explains;
        let announces = lines.peek().is_some_and(numbered) && announces(&reader.open.text);
        // A title may be as long as the lines of the text.
        let named = title && titled_body(&reader.open.text).is_some();
        if chart || named || !wide && (title || announces) {
            reader.flush();
            // What stands above explanations with a title of their own is no heading of theirs.
            if explains {
                reader.headings.clear();
            }
        }
    }
    reader.flush();
    reader.sentences
}

/// A row of a table that was not recognised: figures in columns of their own.
fn is_row(line: &TextLine) -> bool {
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.is_ascii();
    line.is_spread()
        && line
            .printed()
            .filter(|piece| figure(&piece.text))
            .nth(2)
            .is_some()
}

/// How long a line is that was wrapped at the edge of the page; no line where lines are paragraphs.
/// A numbered line of that length goes on in the next one and is no heading.
fn full_line(lines: &[TextLine]) -> usize {
    let mut widths: Vec<usize> = lines
        .iter()
        .map(width)
        .filter(|&width| width > SHORT)
        .collect();
    widths.sort_unstable();
    let widest = widths.get(widths.len() * 9 / 10).copied();
    match widest {
        Some(width) if width <= WIDEST && widths.len() >= ENOUGH => width - SLACK,
        _ => usize::MAX,
    }
}

/// Room a line takes on the page, in half-width characters.
fn width(line: &TextLine) -> usize {
    let text = line.printed().flat_map(|piece| piece.text.chars());
    text.map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Narrower lines are headings and ends of paragraphs.
const SHORT: usize = 24;
/// No page prints more on a line; longer lines are whole paragraphs.
const WIDEST: usize = 120;
/// Hanging marks and digits kept together make full lines differ by this much.
const SLACK: usize = 5;
/// Fewer lines show no page width.
const ENOUGH: usize = 20;

/// The words of the running heads: lines repeated page by page.
fn repeated(lines: &[TextLine]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let words = running_words(line);
        let short = (4..=40).contains(&words.chars().count());
        let sentence = words.contains(['。', '，', '；', '：', '（']);
        if short && !sentence && split_ordinal(&line.folded).0.is_none() {
            *counts.entry(words).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= REPEATED);
    counts
}

/// A line without a page number at either end.
fn running_words(line: &TextLine) -> String {
    let page = |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '─' | '–' | '－');
    let text = line.folded.as_str();
    let dashed = text.starts_with(['-', '—', '─', '–', '－']);
    let text = if dashed {
        text.trim_start_matches(page)
    } else {
        text
    };
    text.trim_end_matches(page).to_owned()
}

struct Reader<'a> {
    source: &'a Source,
    sentences: Vec<Sentence>,
    /// Open headings, each with the style of its ordinal; a style ends those below it.
    headings: Vec<(u8, String)>,
    open: Sentence,
    last_line: u32,
}

/// Blank lines and dropped page furniture between two lines of one sentence.
const FARTHEST: u32 = 14;

/// … and between the two lines of one heading.
const PAGE_BREAK: u32 = 5;

/// 第二部分 stands above every ordinal.
const PART: u8 = 0;

impl Reader<'_> {
    fn heading(&mut self, line: &TextLine, text: String) {
        self.flush();
        self.last_line = 0;
        let style = split_ordinal(&line.folded)
            .0
            .map_or(PART, |ordinal| ordinal.style + 1);
        self.headings.retain(|(other, _)| *other < style);
        self.headings.push((style, text));
    }

    fn take(&mut self, line: &TextLine) {
        if self.last_line != 0 && line.number > self.last_line + FARTHEST {
            self.flush();
        }
        self.last_line = line.number;
        for piece in line.printed() {
            let mut start = piece.span.start;
            for part in self.source.slice(piece.span).split_inclusive(ends_part) {
                let length = u32::try_from(part.len()).unwrap_or(0);
                let words = part.trim_end_matches(is_space);
                self.add(line.number, words, start);
                start += length;
                if words.ends_with('。') {
                    self.flush();
                }
            }
        }
    }

    fn add(&mut self, line: u32, words: &str, start: u32) {
        if words.is_empty() {
            return;
        }
        let end = start + u32::try_from(words.len()).unwrap_or(0);
        let place = place(line, Span { start, end });
        if self.open.text.is_empty() {
            self.open.place = place;
        }
        self.open.segments.push(Segment {
            start: self.open.text.len(),
            place,
        });
        self.open.text.push_str(words);
    }

    fn flush(&mut self) {
        let mut sentence = std::mem::take(&mut self.open);
        if sentence.text.is_empty() {
            return;
        }
        let mut headings = self.headings.iter().map(|(_, text)| text.clone());
        sentence.section = headings.next_back().unwrap_or_default();
        sentence.outer = headings.collect();
        self.sentences.push(sentence);
    }
}

/// Where a piece is cut: after a full stop, and at white space, which no sentence keeps.
fn ends_part(c: char) -> bool {
    c == '。' || is_space(c)
}

/// A short numbered line that states nothing, or 第二部分 …
fn is_heading(line: &TextLine) -> bool {
    let text = line.folded.as_str();
    let short = text.chars().count() <= 40;
    let (ordinal, rest) = split_ordinal(text);
    let named = !rest.is_empty();
    let numbered = ordinal.is_some() || text.starts_with('第') && text.contains("部分");
    let states = rest.contains(|c: char| c.is_ascii_digit()) && rest.contains(['元', '%']);
    short
        && numbered
        && !states
        && named
        && !text.contains(['。', '；', '，'])
        && !text.ends_with('：')
}

/// 某局2023年度部门决算情况说明: a title over the page, which no full stop ends.
fn is_title(text: &str) -> bool {
    const ENDS: [&str; 6] = ["预算", "决算", "说明", "情况", "公开", "报告"];
    // Asked below every line of a sentence that may have a million of them.
    if text.len() > LONGEST_TITLE * char::MAX.len_utf8() {
        return false;
    }
    let dated = text.match_indices('年').any(|(at, _)| {
        let digits = text.get(..at).unwrap_or("");
        digits.ends_with(|c: char| c.is_ascii_digit())
    });
    let figures = text.contains(['%', '％']) || text.contains('元');
    dated
        && !figures
        && text.chars().count() <= LONGEST_TITLE
        && ENDS.iter().any(|end| text.ends_with(end))
        && !text.contains(['。', '，', ',', '；', ';', '：', ':'])
}

/// 资产占用情况为, before a list of numbered lines.
fn announces(text: &str) -> bool {
    ["情况为", "情况是", "如下"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// 图2：基本支出和项目支出情况, below a chart.
fn is_chart(line: &TextLine) -> bool {
    let text = line.folded.as_str();
    let name = text.strip_prefix('图').map(|rest| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        (number.len() < rest.len()).then_some(number)
    });
    let named = name
        .flatten()
        .is_some_and(|name| name.chars().count() <= LONGEST_TITLE);
    named && !text.contains(['。', '，', '；', '%', '元'])
}

/// No title is longer, in characters.
const LONGEST_TITLE: usize = 50;

/// Whether the line below goes on with the amount of what a numbered line names:
/// `4.其他交通运输支出（款）其他交通运输支出（项）支出` `5,997.6万元，与上年相比…`.
/// `（五）2101201-对职工医疗保险基金的补助7.14` `万元。`, or with the end of the item:
/// `5.办公厅（室）及相关机构事务（款）其他办公厅` `（室）及相关机构事务支出（项）支出5万元`.
fn states_amount(line: &TextLine, next: &TextLine) -> bool {
    let folded = line.folded.as_str();
    let digits = folded.strip_suffix(['万', '亿']).unwrap_or(folded);
    let number = digits.ends_with(|c: char| c.is_ascii_digit());
    let amount = number
        && ["万元", "元"]
            .iter()
            .any(|unit| next.folded.starts_with(unit));
    let within = line.folded.contains("（款）") && !line.folded.contains("（项）");
    let item = within && next.folded.contains("（项）") && split_ordinal(&next.folded).0.is_none();
    next.number <= line.number + PAGE_BREAK && (begins_with_amount(next) || amount || item)
}

fn begins_with_amount(line: &TextLine) -> bool {
    let text = line.folded.as_str();
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
    let unit = ["万元", "元", "亿元"]
        .iter()
        .any(|unit| rest.starts_with(unit));
    unit && rest.len() < text.len()
}

/// Whether a numbered line as wide as the page is a heading that ends in the line below:
/// `十一、一般公共预算“三公”经费、会议费、培训费支出预` `算表情况说明`.
fn ends_heading(line: &TextLine, next: &TextLine, full: usize) -> bool {
    let near = next.number <= line.number + PAGE_BREAK;
    let plain = !next.folded.contains(['。', '；', '，', '：']);
    let ends = ["情况", "说明"]
        .iter()
        .any(|end| next.folded.ends_with(end));
    let begins = split_ordinal(&next.folded).0.is_some();
    near && is_heading(line) && width(next) < full && plain && ends && !begins
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::Encoding;

    fn read(text: &str) -> (Source, Vec<Sentence>) {
        let source = Source::new("a", text, Encoding::Utf8);
        let blocks = Blocks {
            prose: line::lines(&source),
            ..Blocks::default()
        };
        let found = sentences(&source, &blocks);
        (source, found)
    }

    #[test]
    fn sentences_run_over_lines_and_blank_lines() {
        let (_, found) = read(
            "一、收入说明\n2024年收入总计\n\n825.22 万元，支出\n总计 825.22 万元。其中：甲。\n二、支出说明\n乙。",
        );
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

    #[test]
    fn every_word_keeps_its_own_line_and_span() {
        let (source, found) = read("收入总计\n825.22 万\n元，支出 1,0\n00.5 万元。");
        let sentence = &found[0];
        for (words, line, printed) in [
            ("825.22", 2, "825.22"),
            ("支出", 3, "支出"),
            ("1,000.5", 3, "1,0\n00.5"),
        ] {
            let at = sentence.text.find(words).unwrap();
            let place = sentence.printed(at..at + words.len()).unwrap();
            assert_eq!(place.line, line, "{words}");
            assert_eq!(source.slice(place.span), printed);
        }
        assert_eq!(sentence.printed(0..500), None);
    }

    #[test]
    fn running_heads_are_no_part_of_a_sentence() {
        let (_, found) = read(
            "某局年度部门预算公开\n本年\n-7-某局年度部门预算公开\n收入5万元。\n某局年度部门预算公开\n支出",
        );
        let texts: Vec<_> = found.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["本年收入5万元。", "支出"]);
    }

    #[test]
    fn titles_are_no_part_of_the_first_sentence() {
        let texts = |text: &str| {
            let found = read(text).1.into_iter().map(|s| s.text);
            found.collect::<Vec<_>>()
        };
        assert_eq!(
            texts("某局2023年度\n部门决算情况说明\n\n收入5万元。"),
            ["某局2023年度部门决算情况说明", "收入5万元。"]
        );
        assert_eq!(
            texts("某局2023年预算\n1.接待费5万元。"),
            ["某局2023年预算", "1.接待费5万元。"]
        );
        // A sentence that goes on in the next line.
        assert_eq!(
            texts("比较2023年度支出决算\n为5万元。"),
            ["比较2023年度支出决算为5万元。"]
        );
        // … or on the next page.
        assert_eq!(
            texts("某局2023年度支出决算\n\n\n5万元。"),
            ["某局2023年度支出决算5万元。"]
        );
    }

    #[test]
    fn captions_of_charts_and_announcements_are_no_part_of_what_follows() {
        let found =
            read("支出0万元。\n图2：基本支出和项目支出情况\n结余5万元。\n资产情况为\n1.车辆3辆。")
                .1;
        let texts: Vec<_> = found
            .iter()
            .map(|sentence| sentence.text.as_str())
            .collect();
        let expected = [
            "支出0万元。",
            "图2：基本支出和项目支出情况",
            "结余5万元。",
            "资产情况为",
            "1.车辆3辆。",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn headings_nest_and_a_line_with_an_amount_is_none() {
        let (_, found) = read("三、支出\n（一）基本支出\n1.人员\n甲。\n（二）项目支出20万元\n乙。");
        assert_eq!(found[0].section, "1.人员");
        assert_eq!(found[0].outer, ["三、支出", "（一）基本支出"]);
        assert_eq!(found[1].text, "（二）项目支出20万元乙。");
    }

    #[test]
    fn a_numbered_line_whose_amount_stands_below_is_no_heading() {
        let (_, found) =
            read("一、支出\n4.交通运输（款）公路养护（项）支出\n5,997.6万元，增加9万元。");
        assert_eq!(found[0].section, "一、支出");
        assert!(found[0].text.starts_with("4.交通运输（款）"));
        let (_, found) = read("一、支出\n6.铁路运输（款）支出108.36万\n元，增加9万元。");
        assert_eq!(found[0].section, "一、支出");
        let (_, found) = read("一、支出\n2024年支出5万元。");
        assert_eq!(found[0].section, "一、支出");
    }

    #[test]
    fn a_heading_may_run_on_in_the_next_line() {
        let full = "单位职责是负责某某市的某某工作并承担某某工作的有关事项";
        let page = format!("{full}\n").repeat(20);
        let heading = "十一、一般公共预算“三公”经费、会议费、培训费支出预算安";
        let (_, found) = read(&format!("{page}。\n{heading}\n排情况说明\n本年支出5万元。"));
        let last = found.last().unwrap();
        assert_eq!(last.section, format!("{heading}排情况说明"));
        assert_eq!(last.text, "本年支出5万元。");
        // A sentence that begins with a number goes on, too.
        let (_, found) = read(&format!("{page}。\n{heading}\n排的说明见下，支出5万元。"));
        assert_eq!(found.last().unwrap().section, "");
    }
}
