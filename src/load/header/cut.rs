//! Cuts the joined characters of a header into words of the vocabulary.
//!
//! Text extraction chops header cells into lines of a few characters; what belongs together is
//! found by the cheapest cut of all characters into known words.

use std::collections::VecDeque;

use crate::load::blocks::draft::LONGEST_HEADER;
use crate::load::fold::fold;
use crate::load::grid::cells::is_figure;
use crate::load::header::Leaf;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;

/// Cost of a word, of running on over white space inside a line, and of a character of no word.
/// Running on costs more than a word and less than dropping a character: `项目 金额` stays two
/// words, `合 计` becomes one.
const WORD: usize = 2;
const OVER_SPACE: usize = 3;
const UNKNOWN: usize = 6;
/// Cost of 其中： with words of no vocabulary behind it, and of each of its characters: less than
/// dropping them, more than any word.
const OF_WHICH: usize = 8;
const OF_WHICH_CHARACTER: usize = 2;
/// Characters of such a column at most.
const LONGEST_OF_WHICH: usize = 40;
/// No header prints more characters; what does is rows that were taken for one.
const MOST_CHARACTERS: usize = 2_000;
/// Characters of 2026年度 or 其中： before a word, and of a remark in brackets behind it.
const AROUND: usize = 12;

/// Cuts the characters of a header into the cheapest words. Counts what is in doubt: characters of
/// no word, which are dropped, and neighbours of one family that make one word as well as two. Nothing
/// is cut where there are more characters than a header prints. A blank in `text` is white space
/// inside a line; line ends must be taken out before.
#[must_use]
pub(in crate::load) fn cut(text: &str, vocabulary: &Vocabulary) -> (Vec<String>, usize) {
    cut_with(text, vocabulary, &|_| false)
}

/// As [`cut`], with words that are known for this header only.
#[must_use]
pub(in crate::load) fn cut_with(
    text: &str,
    vocabulary: &Vocabulary,
    own: &dyn Fn(&str) -> bool,
) -> (Vec<String>, usize) {
    // `chars[i]` is a folded character and whether white space stands before it.
    let mut chars: Vec<(char, bool)> = Vec::new();
    let mut spaced = false;
    for c in text.chars() {
        if c == ' ' {
            spaced = true;
        } else {
            chars.extend(fold(&c.to_string()).chars().map(|c| (c, spaced)));
            spaced = false;
        }
    }
    if chars.len() > MOST_CHARACTERS {
        return (Vec::new(), chars.len());
    }
    // best[i] = (cost, length of the last word or 0 for a dropped character) for the first i
    let mut best: Vec<(usize, usize)> = vec![(0, 0)];
    for end in 1..=chars.len() {
        let cost_before = |at: usize| best.get(at).map_or(0, |&(cost, _)| cost);
        let mut choice = (cost_before(end - 1) + UNKNOWN, 0);
        for length in 1..=(vocabulary.longest_word() + AROUND).min(end) {
            let part = chars.get(end - length..end).unwrap_or(&[]);
            let spaces = part.iter().skip(1).filter(|(_, spaced)| *spaced).count();
            let cost = cost_before(end - length) + WORD + spaces * OVER_SPACE;
            if cost < choice.0 {
                let word: String = part.iter().map(|(c, _)| c).collect();
                if is_word(&word, vocabulary) || own(&word) {
                    choice = (cost, length);
                }
            }
        }
        for length in 4..=LONGEST_OF_WHICH.min(end) {
            let part = chars.get(end - length..end).unwrap_or(&[]);
            let cost = cost_before(end - length) + OF_WHICH + length * OF_WHICH_CHARACTER;
            if cost < choice.0 && is_of_which(part) {
                choice = (cost, length);
            }
        }
        best.push(choice);
    }
    let mut words = VecDeque::new();
    let mut unknown = 0;
    let mut end = chars.len();
    while end > 0 {
        let length = best.get(end).map_or(0, |&(_, length)| length);
        if length == 0 {
            unknown += 1;
            end -= 1;
        } else {
            let part = chars.get(end - length..end).unwrap_or(&[]);
            words.push_front(part.iter().map(|(c, _)| c).collect());
            end -= length;
        }
    }
    let words = levels_apart(apart(words.into()), vocabulary);
    // 一般公共预算 财政拨款 may be two columns or one: nothing in the words tells.
    let family = |word: &str| vocabulary.column(word).and_then(|word| word.family);
    let either_way = words
        .windows(2)
        .filter(|pair| {
            let whole = family(&pair.concat());
            whole.is_some() && pair.iter().all(|part| family(part) == whole)
        })
        .count();
    (words, unknown + either_way)
}

/// 项目 over 金额 of the stream beside are two words, where the header divides income from spending.
fn apart(words: Vec<String>) -> Vec<String> {
    const JOINED: [&str; 2] = ["项目", "金额"];
    let side = |side: &str| words.iter().any(|word| word == side);
    if !(side("收入") && side("支出")) {
        return words;
    }
    let parts = |word: String| match word == JOINED.concat() {
        true => JOINED.map(str::to_owned).to_vec(),
        false => vec![word],
    };
    words.into_iter().flat_map(parts).collect()
}

/// 公用经费 before 类 款 is no 公用经费类: the levels of a code begin with 类.
fn levels_apart(words: Vec<String>, vocabulary: &Vocabulary) -> Vec<String> {
    let mut parts: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if word == "款"
            && let Some(last) = parts.last_mut()
            && let Some(before) = last.strip_suffix("类")
            && vocabulary.column(before).is_some()
        {
            *last = before.to_owned();
            parts.push("类".to_owned());
        }
        parts.push(word);
    }
    parts
}

/// `其中：` and what it is said of.
fn is_of_which(part: &[(char, bool)]) -> bool {
    let opens = |at: usize| {
        let word = ['其', '中', '：'];
        let here = part.get(at..).unwrap_or(&[]);
        here.len() > word.len() && here.iter().zip(word).all(|((c, _), word)| *c == word)
    };
    opens(0) && !(1..part.len()).any(opens)
}

/// A word of the vocabulary, also with 其中： before it or a remark in brackets behind it, or a column
/// of accounts by any of its wordings (政府经济科目编码).
fn is_word(word: &str, vocabulary: &Vocabulary) -> bool {
    const ACCOUNTS: [&str; 4] = ["科目编码", "科目代码", "科目名称", "分类名称"];
    const OF_WHAT: [&str; 5] = ["部门", "政府", "功能", "经济", "分类"];
    let known = |word: &str| vocabulary.column(word).is_some();
    let account = || {
        let mut kind = ACCOUNTS
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or("");
        let any = !kind.is_empty();
        while let Some(rest) = OF_WHAT.iter().find_map(|part| kind.strip_prefix(part)) {
            kind = rest;
        }
        any && kind.is_empty()
    };
    // 支出功能分类科目（按大类） and its many wordings name the rows of a stream.
    let by_class = || {
        const ENDS: &str = "科目（按大类）";
        const WORDS: [&str; 8] = ["部门", "政府", "支出", "预算", "功能", "经济", "分类", "分"];
        let mut kind = word.strip_suffix(ENDS).unwrap_or("");
        let any = !kind.is_empty();
        while let Some(rest) = WORDS.iter().find_map(|part| kind.strip_prefix(part)) {
            kind = rest;
        }
        any && kind.is_empty()
    };
    let remarked = || {
        let (plain, remark) = word.strip_suffix('）')?.rsplit_once('（')?;
        Some(!remark.is_empty() && known(plain))
    };
    known(word)
        || word.strip_prefix("其中：").is_some_and(known)
        || account()
        || by_class()
        || remarked().unwrap_or(false)
}

/// Whether figures or codes stand below words of which the vocabulary knows a part only, or nothing.
pub(in crate::load) fn is_cut(leaves: &[Leaf], body: &[TextLine], vocabulary: &Vocabulary) -> bool {
    let known = |words: &[String]| cut(&words.concat(), vocabulary).1 == 0;
    leaves.iter().enumerate().any(|(column, leaf)| {
        let mut cells = body.iter().filter_map(|line| line.pieces.get(column));
        let levels = leaf.path.len();
        let ends = levels.saturating_sub(LONGEST_HEADER)..levels;
        let mut ends = ends.filter_map(|from| leaf.path.get(from..));
        cells.any(|cell| is_figure(&cell.text)) && !ends.any(known)
    })
}
