//! The marks of a finding in words: severity, certainty, origin, and what a person decided.

use super::printed::clean;
use crate::check::{Finding, FindingCertainty, Origin, Severity};
use crate::model::Language;
use crate::review::{Decision, Review};

/// How many characters of a key are shown; more are only needed where two begin alike.
pub const KEY_SHOWN: usize = 8;

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A severity in a word.
#[must_use]
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => pick(language, "错误", "error"),
        Severity::Warning => pick(language, "警告", "warning"),
        Severity::Info => pick(language, "提示", "note"),
    }
}

/// A certainty in words.
#[must_use]
pub fn certainty(certainty: FindingCertainty, language: Language) -> &'static str {
    match certainty {
        FindingCertainty::Proved => pick(language, "由原文数字证明", "proved by printed figures"),
        FindingCertainty::Interpreted => pick(
            language,
            "取决于对表头或文字的理解",
            "rests on reading headings or text",
        ),
        FindingCertainty::Heuristic => pick(language, "仅为迹象", "a sign, not a proof"),
    }
}

/// An origin in words.
#[must_use]
pub fn origin(origin: Origin, language: Language) -> &'static str {
    match origin {
        Origin::Document => pick(language, "文件本身", "the document"),
        Origin::PossiblyExtraction => pick(language, "可能是文本提取", "possibly the text layer"),
    }
}

/// A decision in a word.
#[must_use]
pub fn decision(decision: Decision, language: Language) -> &'static str {
    match decision {
        Decision::Accepted => pick(language, "已认可", "accepted"),
        Decision::Explained => pick(language, "已说明", "explained"),
        Decision::Dismissed => pick(language, "已排除", "dismissed"),
    }
}

/// A decision with its note.
#[must_use]
pub fn review(review: &Review, language: Language) -> String {
    let word = decision(review.decision, language);
    let note = clean(&review.note);
    match (note.is_empty(), language) {
        (true, _) => word.to_owned(),
        (false, Language::Chinese) => format!("{word}：{note}"),
        (false, Language::English) => format!("{word}: {note}"),
    }
}

/// The three marks and the key of a finding in one line.
#[must_use]
pub fn line(finding: &Finding, language: Language) -> String {
    let marks = [
        severity(finding.severity, language),
        certainty(finding.certainty, language),
        origin(finding.origin(), language),
    ];
    let key = short_key(&finding.key);
    match language {
        Language::Chinese => format!("{}；编号 {key}", marks.join("；")),
        Language::English => format!("{}; key {key}", marks.join("; ")),
    }
}

/// The beginning of a key, with the number that tells apart findings that print alike.
#[must_use]
pub fn short_key(key: &str) -> String {
    let (hash, number) = key.split_at(key.find('-').unwrap_or(key.len()));
    format!("{}{number}", hash.get(..KEY_SHOWN).unwrap_or(hash))
}

/// Whether a person who wrote `wanted` means this key: its beginning, the number as it is.
#[must_use]
pub fn is_meant(wanted: &str, key: &str) -> bool {
    let split = |text: &'_ str| text.find('-').unwrap_or(text.len());
    let (hash, number) = key.split_at(split(key));
    let (wanted_hash, wanted_number) = wanted.split_at(split(wanted));
    let whole = wanted == key;
    whole
        || (wanted_hash.len() >= 4
            && hash.starts_with(&wanted_hash.to_ascii_lowercase())
            && number == wanted_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_meant() {
        for key in ["0123456789abcdef", "0123456789abcdef-2", "k1"] {
            assert!(is_meant(&short_key(key), key) || key == "k1", "{key}");
            assert!(is_meant(key, key));
        }
        assert!(is_meant("0123", "0123456789abcdef"));
        for other in ["012", "0123", "", "0123456789abcdef-3", "9123"] {
            assert!(!is_meant(other, "0123456789abcdef-2"), "{other}");
        }
    }
}
