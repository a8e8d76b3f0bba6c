//! Words of one heading that white space divides: a word that compares or adds goes on in the next.

use super::spread_bands::Token;

/// What a heading ends with only where it goes on: 2025 年预算数比 2024 年预算数.
const GOES_ON: [char; 7] = ['比', '较', '与', '和', '及', '、', '（'];
/// Headings that end so and are whole.
const WHOLE: [&str; 5] = ["占比", "同比", "环比", "对比", "比较"];

/// The words of a line, those that go on joined with the word one blank behind them.
pub(super) fn whole(words: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(words.len());
    for word in words {
        let goes_on = |last: &&mut Token| {
            let words = !last.numeric && !word.numeric;
            words && last.to + 1 >= word.from && is_open(&last.piece.text)
        };
        match joined.last_mut().filter(goes_on) {
            Some(last) => {
                last.piece.text.push_str(&word.piece.text);
                last.piece.span.end = word.piece.span.end;
                last.to = word.to;
            }
            None => joined.push(word),
        }
    }
    joined
}

/// Whether no heading ends so.
fn is_open(text: &str) -> bool {
    let several = text.chars().nth(1).is_some();
    several && text.ends_with(GOES_ON) && !WHOLE.iter().any(|word| text.ends_with(word))
}
