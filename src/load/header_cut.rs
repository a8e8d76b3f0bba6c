//! Cuts the joined characters of a header into words of the vocabulary.
//!
//! Text extraction chops header cells into lines of a few characters; what belongs together is
//! found by the cheapest cut of all characters into known words.

use std::collections::VecDeque;

use super::fold::fold;
use super::vocabulary::Vocabulary;

/// Cost of a word, of running on over white space inside a line, and of a character of no word.
/// Running on costs more than a word and less than dropping a character: `项目 金额` stays two
/// words, `合 计` becomes one.
const WORD: usize = 2;
const OVER_SPACE: usize = 3;
const UNKNOWN: usize = 6;

/// Cuts the characters of a header into the cheapest words. Counts what is in doubt: characters of
/// no word, which are dropped, and neighbours of one family that make one word as well as two. A blank in `text` is white space inside a line; line ends must be taken out before.
#[must_use]
pub(super) fn cut(text: &str, vocabulary: &Vocabulary) -> (Vec<String>, usize) {
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
    // best[i] = (cost, length of the last word or 0 for a dropped character) for the first i
    let mut best: Vec<(usize, usize)> = vec![(0, 0)];
    for end in 1..=chars.len() {
        let cost_before = |at: usize| best.get(at).map_or(0, |&(cost, _)| cost);
        let mut choice = (cost_before(end - 1) + UNKNOWN, 0);
        for length in 1..=vocabulary.longest_word().min(end) {
            let part = chars.get(end - length..end).unwrap_or(&[]);
            let spaces = part.iter().skip(1).filter(|(_, spaced)| *spaced).count();
            let cost = cost_before(end - length) + WORD + spaces * OVER_SPACE;
            if cost < choice.0 {
                let word: String = part.iter().map(|(c, _)| c).collect();
                if vocabulary.column(&word).is_some() {
                    choice = (cost, length);
                }
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
    let words: Vec<String> = words.into();
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
