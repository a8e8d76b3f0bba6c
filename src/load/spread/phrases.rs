//! Words of one cell that a blank divides: a heading that goes on in the next word, a code and its name.

use crate::load::codes::split_coded_name;
use crate::load::spread::bands::Token;
use crate::load::spread::places::Sort;
use crate::model::year_in;

/// What a heading ends with only where it goes on: 2025 年预算数比 2024 年预算数.
const GOES_ON: [char; 7] = ['比', '较', '与', '和', '及', '、', '（'];
/// Headings that end so and are whole.
const WHOLE: [&str; 5] = ["占比", "同比", "环比", "对比", "比较"];

/// The words of a line, those that go on joined with the word one blank behind them.
pub(in crate::load) fn whole(words: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(words.len());
    for word in words {
        let goes_on = |last: &&mut Token| {
            // The 年 of a year may stand on the line below: 2025 年预算数比 2024.
            let words = !last.numeric && (!word.numeric || year_in(&word.piece.text).is_some());
            words && last.to + 1 >= word.from && is_open(&last.piece.text)
        };
        match joined.last_mut().filter(goes_on) {
            Some(last) => join(last, &word),
            None => joined.push(word),
        }
    }
    joined
}

/// Whether a table has columns of names and none of codes.
pub(in crate::load) fn are_without_codes(sorts: &[Sort]) -> bool {
    let has = |sort| sorts.contains(&sort);
    has(Sort::Names) && !has(Sort::Codes)
}

/// The words of a row, codes joined with the name one blank behind them; for tables without a column
/// of codes.
pub(in crate::load) fn coded_names(words: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(words.len());
    for word in words {
        let names = |last: &&mut Token| {
            let close = last.numeric && !word.numeric && last.to + 1 >= word.from;
            let both = || format!("{}{}", last.piece.text, word.piece.text);
            close && split_coded_name(&both()).is_some_and(|(code, _)| code == last.piece.text)
        };
        match joined.last_mut().filter(names) {
            Some(last) => join(last, &word),
            None => joined.push(word),
        }
    }
    joined
}

fn join(last: &mut Token, word: &Token) {
    last.piece.text.push_str(&word.piece.text);
    last.piece.span.end = word.piece.span.end;
    last.to = word.to;
    last.numeric &= word.numeric;
}

/// Whether no heading ends so.
fn is_open(text: &str) -> bool {
    let several = text.chars().nth(1).is_some();
    several && text.ends_with(GOES_ON) && !WHOLE.iter().any(|word| text.ends_with(word))
}
