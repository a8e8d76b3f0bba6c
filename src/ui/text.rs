//! The words of the interface, Chinese and English side by side, looked up by id.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::Language;

const CHINESE: &str = include_str!("../../assets/text/zh.toml");
const ENGLISH: &str = include_str!("../../assets/text/en.toml");

/// All texts of one language by dotted id.
pub type Texts = BTreeMap<String, String>;

/// The texts of a language. An embedded file that does not parse would be empty; a test proves
/// that both parse and hold the same ids.
#[must_use]
pub fn texts(language: Language) -> &'static Texts {
    static ZH: OnceLock<Texts> = OnceLock::new();
    static EN: OnceLock<Texts> = OnceLock::new();
    match language {
        Language::Chinese => ZH.get_or_init(|| flatten(CHINESE)),
        Language::English => EN.get_or_init(|| flatten(ENGLISH)),
    }
}

/// The text with this id; the id itself when there is none.
#[must_use]
pub fn lookup(language: Language, id: &str) -> &str {
    texts(language).get(id).map_or(id, String::as_str)
}

/// The text with this id and its `{name}` places filled in.
#[must_use]
pub fn fill(language: Language, id: &str, values: &[(&str, &str)]) -> String {
    let mut text = lookup(language, id).to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

fn flatten(source: &str) -> Texts {
    let sections: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(source).unwrap_or_default();
    sections
        .into_iter()
        .flat_map(|(section, texts)| {
            texts
                .into_iter()
                .map(move |(id, text)| (format!("{section}.{id}"), text))
        })
        .collect()
}

/// The language a `LC_ALL`/`LANG` value asks for: Chinese unless it clearly says English.
#[must_use]
pub fn language_of_locale(locale: &str) -> Language {
    if locale.to_ascii_lowercase().starts_with("en") {
        Language::English
    } else {
        Language::Chinese
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_ids_and_places() {
        let (zh, en) = (texts(Language::Chinese), texts(Language::English));
        assert!(zh.len() > 100, "the Chinese texts did not parse");
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        let places = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            found.sort();
            found
        };
        for (id, text) in zh {
            assert_eq!(places(text), places(&en[id]), "{id}");
            assert!(!text.trim().is_empty() && !en[id].trim().is_empty(), "{id}");
        }
    }

    #[test]
    fn only_an_english_locale_is_english() {
        assert_eq!(language_of_locale("en_US.UTF-8"), Language::English);
        assert_eq!(language_of_locale("zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(language_of_locale("C"), Language::Chinese);
    }
}
