//! The one funnel through which every text passes on its way to the screen: cleaned, measured, cut, padded.
//!
//! Invariants: a fitted text has exactly the asked width; a cut text ends in a mark; a figure is
//! drawn whole or as `####`, never shortened; no control character of a document reaches the
//! terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How characters are drawn and measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Funnel {
    /// Replace the characters that some terminals draw one cell wide and others two.
    pub plain: bool,
}

impl Funnel {
    /// The mark at the end of a cut text.
    #[must_use]
    pub fn ellipsis(self) -> &'static str {
        if self.plain { "~" } else { "…" }
    }

    /// The text without anything a terminal would act on: control characters become a visible
    /// dot, invisible format characters go, a tab is a space.
    #[must_use]
    pub fn clean(self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\t' | '\u{a0}' => clean.push(' '),
                _ if character.is_control() => clean.push(if self.plain { '?' } else { '·' }),
                _ if is_invisible(character) => {}
                _ if self.plain => push_plain(&mut clean, character),
                _ => clean.push(character),
            }
        }
        clean
    }

    /// Cells the cleaned text takes.
    #[must_use]
    pub fn measure(self, text: &str) -> usize {
        clusters(&self.clean(text)).map(|(_, width)| width).sum()
    }

    /// The cleaned text, cut to at most `width` cells; a cut shows.
    #[must_use]
    pub fn cut(self, text: &str, width: usize) -> String {
        let clean = self.clean(text);
        let whole: usize = clusters(&clean).map(|(_, width)| width).sum();
        if whole <= width {
            return visible(&clean);
        }
        if width == 0 {
            return String::new();
        }
        let mut kept = String::new();
        let mut used = 0;
        for (cluster, cells) in clusters(&clean) {
            if used + cells > width - 1 {
                // A part of a figure would be another figure.
                if cluster.starts_with(in_figure) && kept.ends_with(in_figure) {
                    let before = kept.trim_end_matches(in_figure);
                    kept.truncate(before.trim_end_matches(['-', '+']).len());
                }
                break;
            }
            kept.push_str(cluster);
            used += cells;
        }
        kept.push_str(self.ellipsis());
        kept
    }

    /// The text in exactly `width` cells, flush left.
    #[must_use]
    pub fn fit(self, text: &str, width: usize) -> String {
        let mut cut = self.cut(text, width);
        let used = self.measure(&cut);
        cut.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
        cut
    }

    /// The text in exactly `width` cells, flush right.
    #[must_use]
    pub fn fit_right(self, text: &str, width: usize) -> String {
        let cut = self.cut(text, width);
        let used = self.measure(&cut);
        let mut padded = " ".repeat(width.saturating_sub(used));
        padded.push_str(&cut);
        padded
    }

    /// A figure in exactly `width` cells, flush right: whole, or `####` when it does not fit.
    #[must_use]
    pub fn figure(self, figure: &str, width: usize) -> String {
        if self.measure(figure) > width {
            return "#".repeat(width);
        }
        self.fit_right(figure, width)
    }

    /// The text broken into lines of at most `width` cells; nothing is lost. Line breaks of the
    /// text are kept.
    #[must_use]
    pub fn wrap(self, text: &str, width: usize) -> Vec<String> {
        let width = width.max(2);
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            self.wrap_paragraph(paragraph, width, &mut lines);
        }
        lines
    }

    /// The text in at most `height` lines; what does not fit ends in a mark.
    #[must_use]
    pub fn paragraph(self, text: &str, width: usize, height: usize) -> Vec<String> {
        let mut lines = self.wrap(text, width);
        if lines.len() > height {
            let mut last = String::new();
            for line in lines.drain(height.saturating_sub(1)..) {
                let latin =
                    |character: Option<char>| character.is_some_and(|c| c.is_ascii_graphic());
                if latin(last.chars().next_back()) && latin(line.chars().next()) {
                    last.push(' ');
                }
                last.push_str(&line);
            }
            lines.push(self.cut(&last, width));
        }
        lines.truncate(height);
        lines
    }

    fn wrap_paragraph(self, paragraph: &str, width: usize, lines: &mut Vec<String>) {
        let clean = self.clean(paragraph);
        let mut line: Vec<(&str, usize)> = Vec::new();
        let used = |line: &[(&str, usize)]| line.iter().map(|(_, cells)| cells).sum::<usize>();
        for word in clean.split_word_bounds() {
            let pieces: Vec<(&str, usize)> = clusters(word).collect();
            let cells = used(&pieces);
            // A figure or a Latin word moves to the next line whole; Chinese breaks anywhere.
            if used(&line) + cells > width && cells <= width && !closes(word) {
                flush(&mut line, lines);
            }
            for piece in pieces {
                if used(&line) + piece.1 > width {
                    // No line begins with a closing mark: what stands before it comes along, a figure
                    // or a Latin word whole.
                    let carried = if closes(piece.0) {
                        line.split_off(last_word(&line))
                    } else {
                        Vec::new()
                    };
                    flush(&mut line, lines);
                    line.extend(carried);
                }
                if !(piece.0 == " " && line.is_empty() && !lines.is_empty()) {
                    line.push(piece);
                }
            }
        }
        lines.push(line.iter().map(|(cluster, _)| *cluster).collect());
    }
}

/// Where the last figure, Latin word or Chinese character of a line begins; its end where nothing would
/// be left before it.
fn last_word(line: &[(&str, usize)]) -> usize {
    let latin = |at: &usize| {
        let piece = line.get(*at).and_then(|(piece, _)| piece.chars().next());
        piece.is_some_and(|c| c.is_ascii_graphic())
    };
    let word = (0..line.len()).rev().take_while(latin).last();
    let begins = word.unwrap_or(line.len().saturating_sub(1));
    if begins > 1 { begins } else { line.len() }
}

/// Whether a text begins with a mark that must not stand at the beginning of a line.
fn closes(text: &str) -> bool {
    text.starts_with([
        '，', '。', '；', '、', '）', '》', '：', '”', '？', '！', ',', '.', ';', ')', '%',
    ])
}

/// Whether a character may stand within a figure.
fn in_figure(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | ',' | '%')
}

/// Ends a line, if there is anything in it.
fn flush(line: &mut Vec<(&str, usize)>, lines: &mut Vec<String>) {
    if !line.is_empty() {
        let text: String = line.drain(..).map(|(cluster, _)| cluster).collect();
        lines.push(text.trim_end().to_owned());
    }
}

/// Cells a text takes in every funnel; `None` when it holds anything but printable ASCII and the
/// common Chinese characters.
#[must_use]
pub fn plain_width(text: &str) -> Option<usize> {
    text.chars()
        .try_fold(0, |width, character| match character {
            ' '..='~' => Some(width + 1),
            '\u{4e00}'..='\u{9fff}' => Some(width + 2),
            _ => None,
        })
}

/// Grapheme clusters that take room, with their width. The renderer skips the others too.
pub fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true)
        .map(|cluster| (cluster, cluster.width()))
        .filter(|(_, width)| *width > 0)
}

fn visible(text: &str) -> String {
    clusters(text).map(|(cluster, _)| cluster).collect()
}

/// Format characters that move the cursor, turn the writing direction or show nothing.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Writes a character so that it is as wide on a terminal that draws ambiguous characters in two
/// cells. What has no plain twin becomes 〓, which is two cells everywhere.
fn push_plain(out: &mut String, character: char) {
    use unicode_width::UnicodeWidthChar;
    match character {
        '“' | '”' => out.push('"'),
        '‘' | '’' => out.push('\''),
        '…' => out.push_str(".."),
        '—' | '–' | '―' | '─' => out.push('-'),
        '·' | '•' => out.push('.'),
        '×' => out.push('x'),
        '①'..='⑳' => {
            let number = character as u32 - '①' as u32 + 1;
            out.push_str(&format!("({number})"));
        }
        'Ⅰ' => out.push('I'),
        'Ⅱ' => out.push_str("II"),
        'Ⅲ' => out.push_str("III"),
        'Ⅳ' => out.push_str("IV"),
        'Ⅴ' => out.push('V'),
        '→' => out.push('>'),
        '≠' => out.push_str("!="),
        '±' => out.push_str("+-"),
        _ if character.width() != character.width_cjk() => out.push('〓'),
        _ => out.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUNNEL: Funnel = Funnel { plain: false };

    #[test]
    fn cut_text_says_so() {
        assert_eq!(FUNNEL.fit("一般公共服务支出", 9), "一般公共…");
        assert_eq!(FUNNEL.fit("一般公共服务支出", 8), "一般公… ");
        assert_eq!(FUNNEL.fit("款", 4), "款  ");
    }

    #[test]
    fn plain_texts_are_as_wide_in_every_funnel() {
        let every = ('\u{4e00}'..='\u{9fff}')
            .chain(' '..='~')
            .collect::<String>();
        for funnel in [FUNNEL, Funnel { plain: true }] {
            assert_eq!(Some(funnel.measure(&every)), plain_width(&every));
        }
        assert_eq!(plain_width("二〇"), None);
    }

    #[test]
    fn a_cut_text_holds_no_part_of_a_figure() {
        let text = "相差 -12,345.67 万元";
        for width in 1..16 {
            assert!(!FUNNEL.cut(text, width).contains('1'), "{width}");
        }
        assert_eq!(FUNNEL.cut(text, 15), "相差 …");
        assert_eq!(FUNNEL.cut(text, 16), "相差 -12,345.67…");
        assert_eq!(FUNNEL.cut("合计 95.4572%", 11), "合计 …");
    }

    #[test]
    fn a_figure_is_whole_or_not_there() {
        assert_eq!(FUNNEL.figure("-1,234,567.89", 7), "#######");
        assert_eq!(FUNNEL.figure("1.50", 7), "   1.50");
    }

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(FUNNEL.clean("a\u{1b}[31mb\u{202e}c\r"), "a·[31mbc·");
    }

    #[test]
    fn plain_text_has_one_width_on_every_terminal() {
        use unicode_width::UnicodeWidthStr;
        let plain = Funnel { plain: true };
        let text = plain.clean("“三公”经费—①…·■Ⅲ×→");
        assert_eq!(text.width(), text.width_cjk(), "{text}");
    }

    #[test]
    fn a_paragraph_that_is_too_long_says_so() {
        let lines = FUNNEL.paragraph("rounding explains at most 0.02 here", 12, 2);
        assert_eq!(lines, ["rounding", "explains at…"]);
        assert_eq!(FUNNEL.paragraph("款", 12, 2), ["款"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        let lines = FUNNEL.wrap("一二三四五，六七八九十。", 10);
        assert_eq!(lines, ["一二三四", "五，六七八", "九十。"]);
        // A figure that just fits goes to the next line with the mark behind it, whole.
        let lines = FUNNEL.wrap("共计为 2,369.56，其余", 15);
        assert_eq!(lines, ["共计为", "2,369.56，其余"]);
    }

    #[test]
    fn wrapping_loses_nothing_and_keeps_figures_whole() {
        let lines = FUNNEL.wrap("支出总计 1,234.56 万元，收入总计 2.00", 12);
        assert!(
            lines.iter().any(|line| line.contains("1,234.56")),
            "{lines:?}"
        );
        let joined: String = lines.concat().split_whitespace().collect();
        assert_eq!(joined, "支出总计1,234.56万元，收入总计2.00");
        assert!(lines.iter().all(|line| FUNNEL.measure(line) <= 14));
    }
}
