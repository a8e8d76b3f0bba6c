//! The words around figures, by what they do. They are data under `assets/claims/phrases.csv`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::catalogue;
use crate::model::Direction;

/// All words, in the order of the file: where one begins another, the longer one comes first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lexicon {
    /// 增加, 下降 … with their direction.
    pub(super) changes: Vec<(String, Direction)>,
    /// 增, 减 …, which count only right before a figure.
    pub(super) short_changes: Vec<(String, Direction)>,
    /// What may stand between a word of change and its figure.
    pub(super) after_change: Vec<String>,
    /// 与, 比, 较 …
    pub(super) comparisons: Vec<String>,
    /// Words for a plan or an account that name no item.
    pub(super) measures: Vec<String>,
    /// 其中, 主要用于 …
    pub(super) lists: Vec<String>,
    /// Words before a subject that say nothing of it.
    pub(super) leading: Vec<String>,
    /// Words behind a subject that only lead to the figure.
    pub(super) trailing: Vec<String>,
    /// Words for plan and account behind an item.
    pub(super) plans: Vec<String>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "use")]
    purpose: String,
    word: String,
}

const WORDS: &str = include_str!("../../../assets/claims/phrases.csv");

/// The embedded words.
pub(super) fn lexicon() -> &'static Lexicon {
    static PARSED: OnceLock<Lexicon> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut lexicon = Lexicon::default();
        for record in catalogue::rows::<Record>(WORDS) {
            lexicon.add(&record.purpose, record.word);
        }
        lexicon
    })
}

impl Lexicon {
    fn add(&mut self, purpose: &str, word: String) {
        match purpose {
            "up" => self.changes.push((word, Direction::Up)),
            "down" => self.changes.push((word, Direction::Down)),
            "up_short" => self.short_changes.push((word, Direction::Up)),
            "down_short" => self.short_changes.push((word, Direction::Down)),
            "unsaid" => self.changes.push((word, Direction::None)),
            "after_change" => self.after_change.push(word),
            "comparison" => self.comparisons.push(word),
            "measure" => self.measures.push(word),
            "list" => self.lists.push(word),
            "leading" => self.leading.push(word),
            "trailing" => self.trailing.push(word),
            "plan" => self.plans.push(word),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let Lexicon {
            changes,
            short_changes,
            after_change,
            comparisons,
            measures,
            lists,
            leading,
            trailing,
            plans,
        } = lexicon();
        let words = [
            after_change,
            comparisons,
            measures,
            lists,
            leading,
            trailing,
            plans,
        ];
        let changes = changes.len() + short_changes.len();
        let read = changes + words.iter().map(|list| list.len()).sum::<usize>();
        assert_eq!(read, WORDS.lines().count() - 1);
    }
}
