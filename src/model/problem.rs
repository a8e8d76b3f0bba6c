//! What a loader did not understand, said in one sentence of two languages.

use super::source::Place;

/// One text in the two languages of the interface.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Pairs the two texts.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Bilingual {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The text in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

/// How much a problem costs the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The file could not be read at all (missing, no permission, empty, binary, encrypted).
    Unreadable,
    /// The file was read but is no disclosure.
    NotADisclosure,
    /// A table, row or figure was not understood; the rest was.
    Partial,
}

/// One thing that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it costs.
    pub kind: ProblemKind,
    /// What, where, and what to do.
    pub message: Bilingual,
    /// Where, when there is a place in the text.
    pub place: Option<Place>,
}
