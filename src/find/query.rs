//! What the user typed, read: words that must all be found, in any order, each with the field it is limited to.

use super::amount::AmountTest;
use super::fold::{fold, to_half_width};
use crate::model::{DisclosureId, Language, TableId};

/// Where a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Everywhere.
    Any,
    /// 科目: names of line items.
    Item,
    /// 编码: codes of line items.
    Code,
    /// 金额: printed figures.
    Amount,
    /// 部门: the publishing body, its year and stage.
    Department,
    /// 规则: findings by rule code or headline.
    Rule,
}

/// Field words in both languages. The colon may be full width.
const FIELDS: &[(&str, Scope)] = &[
    ("科目", Scope::Item),
    ("编码", Scope::Code),
    ("金额", Scope::Amount),
    ("部门", Scope::Department),
    ("规则", Scope::Rule),
    ("item", Scope::Item),
    ("code", Scope::Code),
    ("amount", Scope::Amount),
    ("dept", Scope::Department),
    ("rule", Scope::Rule),
];

/// One condition. It is met by its word, its code or its amount, whichever is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) scope: Scope,
    /// Folded word; empty when the condition is only an amount or only a code.
    pub(super) word: String,
    /// Digits of a code or of its beginning.
    pub(super) code: Option<String>,
    /// Condition on a printed figure.
    pub(super) amount: Option<AmountTest>,
}

impl Term {
    /// Whether a loose match may answer: words of two letters and more, never codes and amounts.
    pub(super) fn may_be_loose(&self) -> bool {
        let of_words = matches!(self.scope, Scope::Any | Scope::Item | Scope::Department);
        let only_word = self.code.is_none() && self.amount.is_none();
        of_words && only_word && self.word.chars().count() >= 2
    }
}

/// How much is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Within {
    /// Everything open.
    #[default]
    All,
    /// One disclosure.
    Disclosure(DisclosureId),
    /// One table.
    Table(TableId),
}

/// A search query. Reading never fails: what cannot be met finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub(super) terms: Vec<Term>,
    pub(super) within: Within,
    pub(super) language: Language,
}

impl Query {
    /// Reads what the user typed.
    #[must_use]
    pub fn parse(text: &str) -> Query {
        let words = with_joined_codes(with_joined_fields(text));
        Query {
            terms: words
                .iter()
                .filter_map(|(scope, word)| term(*scope, word))
                .collect(),
            ..Query::default()
        }
    }

    /// The same query in a part of what is open.
    #[must_use]
    pub fn within(mut self, within: Within) -> Query {
        self.within = within;
        self
    }

    /// The same query with findings told in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Query {
        self.language = language;
        self
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Words with their field; a field word that stands alone applies to the next word.
fn with_joined_fields(text: &str) -> Vec<(Scope, String)> {
    let mut words = Vec::new();
    let mut waiting = Scope::Any;
    for word in text.split_whitespace() {
        let (scope, rest) = split_field(word);
        let scope = if scope == Scope::Any { waiting } else { scope };
        if rest.is_empty() {
            waiting = scope;
        } else {
            words.push((scope, rest.to_owned()));
            waiting = Scope::Any;
        }
    }
    words
}

fn split_field(word: &str) -> (Scope, &str) {
    let Some((field, rest)) = word.split_once([':', '：']) else {
        return (Scope::Any, word);
    };
    let field = fold(field);
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or((Scope::Any, word), |&(_, scope)| (scope, rest))
}

/// `206 01 01` is one code: three digits, then pairs.
fn with_joined_codes(words: Vec<(Scope, String)>) -> Vec<(Scope, String)> {
    let mut joined: Vec<(Scope, String)> = Vec::new();
    for (scope, word) in words {
        let narrow: String = word.chars().map(to_half_width).collect();
        let pair = narrow.len() == 2 && is_digits(&narrow);
        match joined.last_mut() {
            Some((before, code))
                if pair
                    && scope == Scope::Any
                    && matches!(before, Scope::Any | Scope::Code)
                    && is_digits(code)
                    && matches!(code.len(), 3 | 5) =>
            {
                code.push_str(&narrow);
            }
            _ => joined.push((scope, if is_digits(&narrow) { narrow } else { word })),
        }
    }
    joined
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn term(scope: Scope, text: &str) -> Option<Term> {
    let word = fold(text);
    let code = as_code(&word, scope);
    let amount = AmountTest::parse(text);
    let term = match scope {
        Scope::Any => {
            // A comparison or range is no word: `>500` must not find "500" in a sentence.
            let only_amount = amount.is_some() && is_comparison_or_range(text);
            Term {
                scope,
                word: if only_amount { String::new() } else { word },
                code: if only_amount { None } else { code },
                amount,
            }
        }
        Scope::Item | Scope::Department | Scope::Rule => Term {
            scope,
            word,
            code: None,
            amount: None,
        },
        Scope::Code => Term {
            scope,
            word: String::new(),
            code,
            amount: None,
        },
        Scope::Amount => Term {
            scope,
            word: String::new(),
            code: None,
            amount,
        },
    };
    // A field whose value cannot be read (编码:abc) stays, and finds nothing.
    let asks = !term.word.is_empty() || term.code.is_some() || term.amount.is_some();
    (asks || matches!(scope, Scope::Code | Scope::Amount)).then_some(term)
}

fn is_comparison_or_range(text: &str) -> bool {
    let narrow: String = text.chars().map(to_half_width).collect();
    narrow.starts_with(['>', '<', '=', '≥', '≤']) || narrow.contains("..")
}

/// The digits of a word that can be (the beginning of) a code: `206`, `20601`, `206.01.01`. After
/// 编码: any number of digits will do, because units and projects have codes too.
fn as_code(word: &str, scope: Scope) -> Option<String> {
    let mut parts = word.split(['.', '-']);
    let first = parts.next()?;
    let shaped = parts.clone().next().is_none() || first.len() == 3;
    let pairs = parts.all(|part| part.len() == 2 && is_digits(part));
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let long_enough = digits.len() >= 3 || scope == Scope::Code;
    (is_digits(first) && shaped && pairs && long_enough).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Scope, String, Option<String>, bool)> {
        Query::parse(text)
            .terms
            .into_iter()
            .map(|term| (term.scope, term.word, term.code, term.amount.is_some()))
            .collect()
    }

    fn one(
        scope: Scope,
        word: &str,
        code: Option<&str>,
        amount: bool,
    ) -> (Scope, String, Option<String>, bool) {
        (scope, word.to_owned(), code.map(str::to_owned), amount)
    }

    #[test]
    fn words_codes_and_amounts_are_told_apart() {
        assert_eq!(read("基本 支出").len(), 2);
        assert_eq!(
            read("2060101"),
            [one(Scope::Any, "2060101", Some("2060101"), true)]
        );
        assert_eq!(
            read("206 01 01"),
            [one(Scope::Any, "2060101", Some("2060101"), true)]
        );
        assert_eq!(
            read("２０６．０１"),
            [one(Scope::Any, "206.01", Some("20601"), true)]
        );
        assert_eq!(
            read("742.42"),
            [one(Scope::Any, "742.42", Some("74242"), true)]
        );
        assert_eq!(read("12"), [one(Scope::Any, "12", None, true)]);
        assert_eq!(read(">500"), [one(Scope::Any, "", None, true)]);
        assert_eq!(read("100..200"), [one(Scope::Any, "", None, true)]);
        assert_eq!(read("500万"), [one(Scope::Any, "500万", None, true)]);
    }

    #[test]
    fn fields_limit_words_with_either_colon_and_space() {
        assert_eq!(read("科目：工资"), [one(Scope::Item, "工资", None, false)]);
        assert_eq!(read("科目: 工资"), [one(Scope::Item, "工资", None, false)]);
        assert_eq!(
            read("CODE:206 01"),
            [one(Scope::Code, "", Some("20601"), false)]
        );
        assert_eq!(read("金额:>500万"), [one(Scope::Amount, "", None, true)]);
        assert_eq!(read("rule:A101"), [one(Scope::Rule, "a101", None, false)]);
        assert_eq!(read("编码:abc"), [one(Scope::Code, "", None, false)]);
        assert_eq!(read("注:说明"), [one(Scope::Any, "注说明", None, false)]);
    }

    #[test]
    fn nothing_is_asked_by_nothing() {
        for text in ["", "   ", "部门:", "（）", "、"] {
            assert!(Query::parse(text).is_empty(), "{text:?}");
        }
    }
}
