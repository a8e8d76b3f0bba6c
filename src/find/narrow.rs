//! While a word is typed on, its matches can only become fewer: those of the letters before are looked at again, not every name.

use super::query::Query;

/// What the words of the last query left over. It belongs to one index.
#[derive(Debug, Default)]
pub struct Narrowed {
    words: Vec<Word>,
}

/// A word with the labels that may still match when more letters are typed.
#[derive(Debug, Default)]
struct Word {
    text: String,
    heard: Option<Vec<u32>>,
    loose: Option<Vec<u32>>,
}

/// Which of the two sets of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Labels in which the word may be heard.
    Sound,
    /// Labels that hold its letters in order.
    Letters,
}

impl Word {
    fn set(&self, by: By) -> Option<&Vec<u32>> {
        match by {
            By::Sound => self.heard.as_ref(),
            By::Letters => self.loose.as_ref(),
        }
    }
}

impl Narrowed {
    /// The labels left over by the longest beginning of a word; `None` when all must be looked at.
    pub(super) fn left(&self, word: &str, by: By) -> Option<&[u32]> {
        let begun = self
            .words
            .iter()
            .filter(|held| word.starts_with(&held.text));
        let held = begun.filter(|held| held.set(by).is_some());
        let longest = held.max_by_key(|held| held.text.len())?;
        longest.set(by).map(Vec::as_slice)
    }

    /// Keeps what a word leaves over.
    pub(super) fn keep(&mut self, word: &str, by: By, labels: Vec<u32>) {
        let at = self.words.iter().position(|held| held.text == word);
        let at = at.unwrap_or_else(|| {
            self.words.push(Word {
                text: word.to_owned(),
                ..Word::default()
            });
            self.words.len() - 1
        });
        if let Some(held) = self.words.get_mut(at) {
            match by {
                By::Sound => held.heard = Some(labels),
                By::Letters => held.loose = Some(labels),
            }
        }
    }

    /// Forgets words that the query has not begun with: the next one will not, either.
    pub(super) fn forget_others(&mut self, query: &Query) {
        let wanted = |text: &str| query.terms.iter().any(|term| term.word.starts_with(text));
        self.words.retain(|held| wanted(&held.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_is_narrowed_further() {
        let mut narrowed = Narrowed::default();
        narrowed.keep("j", By::Sound, vec![1, 2, 3]);
        narrowed.keep("jb", By::Sound, vec![2, 3]);
        assert_eq!(narrowed.left("jbg", By::Sound), Some(&[2, 3][..]));
        assert_eq!(narrowed.left("jx", By::Sound), Some(&[1, 2, 3][..]));
        assert_eq!(narrowed.left("jbg", By::Letters), None);
        assert_eq!(narrowed.left("x", By::Sound), None);
        narrowed.forget_others(&Query::parse("jbx"));
        assert_eq!(narrowed.left("jbg", By::Sound), Some(&[2, 3][..]));
        narrowed.forget_others(&Query::parse("x"));
        assert_eq!(narrowed.left("jbg", By::Sound), None);
    }
}
