//! Finding Chinese names by their sound: initials, full pinyin or a mixture, every reading of a character.
//!
//! `jbgz`, `jibengz` and `jibengongzi` all find 基本工资. Nothing is stored per name: a table of
//! first letters per character rejects nearly every position at once, the rest is tried exactly.

use std::sync::OnceLock;

use pinyin::{ToPinyin, ToPinyinMulti};

/// First character of the block the table covers; it ends with U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: u32 = 0x9FFF - 0x4E00 + 1;

/// The shortest word that is looked for by sound: one letter would find almost everything.
const SHORTEST: usize = 2;

/// A word that may be the sound of a name.
#[derive(Debug)]
pub(super) struct Phonetic {
    letters: Vec<char>,
    first: u32,
}

/// Which characters of a name sound like the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heard {
    /// Index of the first character.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
}

impl Phonetic {
    /// Takes a folded word; `None` when it has fewer than two letters or holds anything that is
    /// neither a letter nor a Chinese character.
    pub(super) fn new(word: &str) -> Option<Phonetic> {
        let letters: Vec<char> = word.chars().collect();
        let spelled = letters.iter().filter(|c| c.is_ascii_lowercase()).count();
        let allowed = letters
            .iter()
            .all(|&c| c.is_ascii_lowercase() || initials(c) != 0);
        let first = *letters.first()?;
        (spelled >= SHORTEST && allowed).then(|| Phonetic {
            first: letter_bit(first),
            letters,
        })
    }

    /// The first place in a folded name that sounds like the word.
    pub(super) fn find(&self, name: &str) -> Option<Heard> {
        self.find_with(name, false)
    }

    /// Whether the word, or the word with more letters behind it, may be heard in a folded name.
    /// What fails here need not be looked at while the word is typed on.
    pub(super) fn may_be_heard(&self, name: &str) -> bool {
        self.find_with(name, true).is_some()
    }

    fn find_with(&self, name: &str, sounded: bool) -> Option<Heard> {
        let starts = name.char_indices().enumerate();
        for (start, (byte, character)) in starts {
            let possible =
                initials(character) & self.first != 0 || self.letters.first() == Some(&character);
            if !possible {
                continue;
            }
            let rest = name.get(byte..).unwrap_or("");
            if let Some(length) = heard_length(rest, &self.letters, sounded) {
                return Some(Heard {
                    start,
                    end: start + length,
                });
            }
        }
        None
    }
}

/// How many characters of `name`, from its beginning, sound like `letters`. The word may stop
/// inside the last syllable, because it is still being typed. `sounded` says whether a Chinese
/// character has been matched by sound yet; a word found without any is no match by sound.
fn heard_length(name: &str, letters: &[char], sounded: bool) -> Option<usize> {
    let Some(&next) = letters.first() else {
        return sounded.then_some(0);
    };
    let mut characters = name.chars();
    let character = characters.next()?;
    let rest = characters.as_str();
    if character == next
        && let Some(length) = heard_length(rest, letters.get(1..)?, sounded)
    {
        return Some(length + 1);
    }
    if initials(character) & letter_bit(next) == 0 {
        return None;
    }
    syllables(character)
        .filter_map(|syllable| heard_syllable(rest, letters, syllable))
        .next()
}

/// One character is read as its whole syllable, as its initial, or, at the end of the word, as any
/// beginning of its syllable.
fn heard_syllable(rest: &str, letters: &[char], syllable: &str) -> Option<usize> {
    let common = common_length(letters, syllable);
    let whole = syllable.chars().count();
    if common == letters.len() && common > 0 {
        return Some(1);
    }
    let double_initial = ["zh", "ch", "sh"].iter().any(|i| syllable.starts_with(i));
    let mut lengths = [(common == whole).then_some(whole), None, None];
    lengths[1] = (double_initial && common >= 2).then_some(2);
    lengths[2] = (common >= 1).then_some(1);
    lengths
        .into_iter()
        .flatten()
        .filter_map(|length| heard_length(rest, letters.get(length..)?, true))
        .next()
        .map(|length| length + 1)
}

/// How many letters the word and the syllable begin with together. ü is typed as v or as u.
fn common_length(letters: &[char], syllable: &str) -> usize {
    letters
        .iter()
        .zip(syllable.chars())
        .take_while(|&(&letter, sound)| {
            letter == sound || (sound == 'ü' && matches!(letter, 'v' | 'u'))
        })
        .count()
}

fn syllables(character: char) -> impl Iterator<Item = &'static str> {
    character
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(pinyin::Pinyin::plain)
}

fn letter_bit(letter: char) -> u32 {
    match letter {
        'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
        _ => 0,
    }
}

/// A key that puts names in the order of a dictionary: by the commonest sound of each character,
/// characters of one sound as they are coded, and what has no sound before what has one.
#[must_use]
pub fn dictionary_order(name: &str) -> Vec<(&'static str, char)> {
    let sound = |letter: char| letter.to_pinyin().map_or("", pinyin::Pinyin::plain);
    name.chars().map(|letter| (sound(letter), letter)).collect()
}

/// Works out the table of first letters, unless that is done.
pub(super) fn prepare() {
    initials('一');
}

/// A bit for every letter a reading of the character begins with; none for other characters.
fn initials(character: char) -> u32 {
    static TABLE: OnceLock<Vec<u32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        (FIRST..FIRST + SIZE)
            .map(|point| {
                let character = char::from_u32(point).unwrap_or('\0');
                let firsts = syllables(character).filter_map(|sound| sound.chars().next());
                firsts.map(letter_bit).fold(0, |bits, bit| bits | bit)
            })
            .collect()
    });
    let index = u32::from(character).wrapping_sub(FIRST) as usize;
    table.get(index).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(word: &str, name: &str) -> Option<(usize, usize)> {
        let found = Phonetic::new(word)?.find(name)?;
        Some((found.start, found.end))
    }

    #[test]
    fn initials_full_and_mixed_spellings_are_heard() {
        for word in [
            "jbgz",
            "jibengongzi",
            "jibengz",
            "jbgongzi",
            "jbengz",
            "jibengongz",
        ] {
            assert_eq!(heard(word, "基本工资"), Some((0, 4)), "{word}");
        }
        assert_eq!(heard("gongz", "基本工资"), Some((2, 4)));
        assert_eq!(heard("jibengon", "基本工资"), Some((0, 3)));
        assert_eq!(heard("基bgz", "基本工资"), Some((0, 4)));
        assert_eq!(heard("zhfl", "住房福利"), None);
        assert_eq!(heard("zhfgjj", "住房公积金"), Some((0, 5)));
        assert_eq!(heard("zfgjj", "住房公积金"), Some((0, 5)));
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        assert_eq!(heard("xzyx", "行政运行"), Some((0, 4)));
        assert_eq!(heard("yinhang", "中国银行"), Some((2, 4)));
        assert_eq!(heard("zhongdian", "重点项目"), Some((0, 2)));
        assert_eq!(heard("lvhua", "绿化"), Some((0, 2)));
        assert_eq!(heard("luhua", "绿化"), Some((0, 2)));
    }

    #[test]
    fn what_is_heard_could_be_heard_while_it_was_typed() {
        for (word, name) in [
            ("jibengongzi", "基本工资"),
            ("abchang", "ab昌平"),
            ("基bgz", "基本工资"),
            ("xian", "西安"),
        ] {
            assert!(heard(word, name).is_some(), "{word}");
            for (end, _) in word.char_indices().skip(1) {
                let begun = Phonetic::new(&word[..end]);
                assert!(
                    begun.is_none_or(|begun| begun.may_be_heard(name)),
                    "{}",
                    &word[..end]
                );
            }
        }
    }

    #[test]
    fn names_stand_as_in_a_dictionary() {
        let mut names = ["职业学院", "信访办", "2024年", "海洋局", "海关", "应急局"];
        names.sort_by_cached_key(|name| dictionary_order(name));
        let sorted = ["2024年", "海关", "海洋局", "信访办", "应急局", "职业学院"];
        assert_eq!(names, sorted);
    }

    #[test]
    fn what_is_no_sound_is_not_heard() {
        assert_eq!(heard("j", "基本工资"), None);
        assert_eq!(heard("jbgz1", "基本工资"), None);
        assert_eq!(heard("jbzg", "基本工资"), None);
        assert_eq!(heard("工资", "基本工资"), None);
        assert_eq!(heard("abc", "abc"), None);
    }
}
