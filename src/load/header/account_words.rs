//! Names of economic accounts as words of headers: 工资福利支出, 资本性支出（基本建设）, 津贴补贴 beside one another.
//!
//! Some forms divide spending by economic accounts from left to right. The accounts and their order are law;
//! a government account stands over the department accounts that are paid from its class. As words of every
//! header they would take words of others apart, so they are known only where a header needs them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::catalogue;
use crate::load::fold::fold;
use crate::load::header;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::vocabulary::{Family, GroupWord, HeaderWord, Vocabulary};
use crate::model::{Role, ValueKind};

/// Digits of a class of accounts, and of an account.
const CLASS: usize = 3;
const ACCOUNT: usize = 5;
/// Fewer names of accounts do not make a header that divides by them.
const FEWEST: usize = 2;
/// What a group of accounts holds besides them.
const TOTALS: [&str; 2] = ["小计", "合计"];

/// The vocabulary with the names of economic accounts.
pub(in crate::load) fn vocabulary() -> &'static Vocabulary {
    static WITH_ACCOUNTS: OnceLock<Vocabulary> = OnceLock::new();
    WITH_ACCOUNTS.get_or_init(|| {
        let mut with = Vocabulary::embedded().clone();
        for word in economic().map(|(_, name)| fold(name)) {
            let entry = HeaderWord {
                word: word.clone(),
                role: Role::Other,
                kind: Some(ValueKind::Amount),
                unit: None,
                stub: None,
                family: Some(Family::Economic),
            };
            with.columns.entry(word).or_insert(entry);
        }
        for (word, contains) in groups() {
            let entry = GroupWord {
                contains,
                always: false,
                open: false,
            };
            with.groups.entry(word).or_insert(entry);
        }
        with.measured()
    })
}

/// Whether a header names accounts the vocabulary does not know, and cuts into words with them.
pub(in crate::load) fn names_columns(header: &[TextLine]) -> bool {
    let text = plain::header_text(header);
    let (words, unknown) = header::cut::cut(&text, vocabulary());
    let own = words.iter().any(|word| is_own(word));
    let accounts = words.iter().filter(|word| code(word).is_some());
    unknown == 0 && own && accounts.count() >= FEWEST
}

/// Whether a word is known as an account only.
fn is_own(word: &str) -> bool {
    let known = Vocabulary::embedded();
    code(word).is_some() && !known.is_header_word(word)
}

/// The code of the department account a word names; accounts stand in the order of their codes.
pub(in crate::load) fn code(word: &str) -> Option<&'static str> {
    static CODES: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes = BTreeMap::new();
        let department = economic().filter(|(code, _)| code.starts_with('3'));
        for (code, name) in department {
            codes.entry(fold(name)).or_insert(code);
        }
        codes
    });
    codes.get(word).copied()
}

/// Codes and names of the economic accounts of departments, 3…, and of governments, 5….
fn economic() -> impl Iterator<Item = (&'static str, &'static str)> {
    let economic = catalogue::all().filter(|(code, _)| {
        matches!(code.len(), CLASS | ACCOUNT) && (code.starts_with('3') || code.starts_with('5'))
    });
    economic.flat_map(|(code, entries)| entries.iter().map(move |entry| (code, entry.name)))
}

/// What government accounts hold: all department accounts of the classes they are paid from.
fn groups() -> BTreeMap<String, Vec<String>> {
    let class = |code: &str| code.get(..CLASS).map(str::to_owned);
    let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for pair in catalogue::pairings() {
        let both = class(&pair.government_code).zip(class(&pair.department_code));
        if let Some((government, department)) = both {
            classes.entry(government).or_default().insert(department);
        }
    }
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let government = || economic().filter(|(code, _)| code.starts_with('5'));
    for (code, name) in government().filter(|(code, _)| code.len() == ACCOUNT) {
        let paid = class(code).and_then(|class| classes.get(&class));
        let paid = |code: &str| {
            paid.zip(class(code))
                .is_some_and(|(p, class)| p.contains(&class))
        };
        let held = economic().filter(|(code, _)| code.len() == ACCOUNT && paid(code));
        let held = held.map(|(_, name)| fold(name));
        let group = groups.entry(fold(name)).or_default();
        group.extend(held.filter(|held| *held != fold(name)));
    }
    let with_totals = |(name, held): (String, BTreeSet<String>)| {
        let totals = TOTALS.iter().map(|&word| word.to_owned());
        (name, totals.chain(held).collect())
    };
    groups.into_iter().map(with_totals).collect()
}
