//! `chazhang review`: lists findings with what people said of them, and changes that.

use std::path::Path;

use anyhow::bail;

use super::arguments::{Arguments, ReviewArguments};
use super::opening::Opened;
use super::{NOT_RUN, PASSED, complain, print};
use crate::check::Finding;
use crate::export::Session;
use crate::export::align::{Side, columns};
use crate::export::marks::{self, is_meant, short_key};
use crate::export::printed::{clean, say, words_of_place};
use crate::export::text::{Style, heading};
use crate::model::{Disclosure, Language};
use crate::review::{Change, Decision, Entry, FILE_NAME, Identity, Review, change};

pub(super) fn run(wanted: &ReviewArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let opened = Opened::new(&wanted.paths, language);
    let session = opened.session();
    let changes = changes(wanted, session, language)?;
    if changes.is_empty() {
        let style = Style {
            language,
            color: arguments.color(),
        };
        let list = list(session, style);
        print(|out| out.write_all(list.as_bytes()))?;
        opened.complain_about_files(language);
        return Ok(opened.code());
    }
    let mut said = String::new();
    for planned in &changes {
        if let Err(problem) = change(planned.document, &planned.change) {
            complain(problem.message.in_language(language));
            return Ok(NOT_RUN);
        }
        said.push_str(&planned.words);
        said.push('\n');
    }
    print(|out| out.write_all(said.as_bytes()))?;
    Ok(PASSED)
}

/// A change that was asked for, with the words that say it was made.
struct Planned<'a> {
    document: &'a Path,
    change: Change,
    words: String,
}

/// All changes that were asked for. Nothing is changed when one of them is unclear.
fn changes<'a>(
    wanted: &ReviewArguments,
    session: Session<'a>,
    language: Language,
) -> anyhow::Result<Vec<Planned<'a>>> {
    let mut changes = Vec::new();
    let decisions = [
        (Decision::Accepted, &wanted.accept),
        (Decision::Explained, &wanted.explain),
        (Decision::Dismissed, &wanted.dismiss),
    ];
    for (decision, keys) in decisions {
        for key in keys {
            let review = Review {
                decision,
                note: wanted.note.clone().unwrap_or_default(),
            };
            changes.push(decided(key, review, session, language)?);
        }
    }
    for key in &wanted.remove {
        changes.push(removed(key, session, language)?);
    }
    Ok(changes)
}

fn decided<'a>(
    key: &str,
    review: Review,
    session: Session<'a>,
    language: Language,
) -> anyhow::Result<Planned<'a>> {
    let mut meant: Vec<(&Finding, &Disclosure)> = session
        .findings()
        .filter(|finding| is_meant(key, &finding.key))
        .filter_map(|finding| Some((finding, session.corpus.disclosure(finding.disclosure)?)))
        .collect();
    // Copies of one document in one folder share their reviews.
    meant.dedup_by(|one, other| is_copy(one.1, other.1));
    let [(finding, disclosure)] = meant.as_slice() else {
        bail!("{}", unclear(key, meant.len(), language));
    };
    let Some((disclosure, path)) = with_path(disclosure) else {
        bail!("{}", no_folder(language));
    };
    let entry = Entry::new(disclosure, finding, review);
    let words = format!(
        "{} {}  {} {}  ({FILE_NAME})",
        entry.review.decision.sign(),
        marks::review(&entry.review, language),
        finding.rule,
        say(&finding.title, language),
    );
    Ok(Planned {
        document: path,
        change: Change::Set(Box::new(entry)),
        words,
    })
}

/// Reviews are taken back by key, whether their finding is still there or not.
fn removed<'a>(key: &str, session: Session<'a>, language: Language) -> anyhow::Result<Planned<'a>> {
    let mut meant: Vec<(&Path, String, Identity)> = Vec::new();
    for (disclosure, reviewed) in session.corpus.disclosures.iter().zip(session.reviewed) {
        let Some((disclosure, path)) = with_path(disclosure) else {
            continue;
        };
        let here = reviewed
            .reviews
            .0
            .keys()
            .filter(|known| is_meant(key, known));
        meant.extend(here.map(|known| (path, known.clone(), Identity::of(disclosure))));
        let gone = reviewed
            .stale
            .iter()
            .filter(|entry| is_meant(key, &entry.key));
        meant.extend(gone.map(|entry| (path, entry.key.clone(), entry.identity.clone())));
    }
    meant.dedup_by(|one, other| one.1 == other.1 && one.2.is_same(&other.2));
    let [(document, known, identity)] = meant.as_slice() else {
        bail!("{}", unclear(key, meant.len(), language));
    };
    Ok(Planned {
        document,
        words: match language {
            Language::Chinese => format!("已删除 {known}  ({FILE_NAME})"),
            Language::English => format!("removed {known}  ({FILE_NAME})"),
        },
        change: Change::Remove(known.clone(), identity.clone()),
    })
}

fn is_copy(one: &Disclosure, other: &Disclosure) -> bool {
    let folder = |disclosure| with_path(disclosure).map(|(_, path)| path.parent());
    folder(one).is_some()
        && folder(one) == folder(other)
        && Identity::of(one).is_same(&Identity::of(other))
}

fn with_path(disclosure: &Disclosure) -> Option<(&Disclosure, &Path)> {
    Some((disclosure, disclosure.source.path.as_deref()?))
}

fn unclear(key: &str, meant: usize, language: Language) -> String {
    match (meant, language) {
        (0, Language::Chinese) => {
            format!("没有编号为 {key} 的疑点或复核记录；chazhang review PATH… 列出全部编号。")
        }
        (0, Language::English) => {
            format!("no finding or review has the key {key}; chazhang review PATH… lists all keys.")
        }
        (_, Language::Chinese) => {
            format!("{key} 对应 {meant} 条；请多写几位编号，或只给出一个文件。")
        }
        (_, Language::English) => {
            format!("{key} means {meant} of them; give more of the key, or one file only.")
        }
    }
}

fn no_folder(language: Language) -> &'static str {
    match language {
        Language::Chinese => "标准输入没有所在文件夹，无处保存复核；请直接给出文件。",
        Language::English => {
            "standard input has no folder to keep reviews in; give the file itself."
        }
    }
}

/// All findings by document, then reviews that match nothing any more.
fn list(session: Session<'_>, style: Style) -> String {
    let mut text = String::new();
    for (index, disclosure) in session.corpus.disclosures.iter().enumerate() {
        let rows: Vec<Vec<String>> = session
            .findings()
            .filter(|finding| finding.disclosure.0 == index)
            .map(|finding| row(session, finding, style))
            .collect();
        let stale = session.reviewed.get(index).map(|reviewed| &reviewed.stale);
        let stale = stale.map_or(&[][..], Vec::as_slice);
        if rows.is_empty() && stale.is_empty() {
            continue;
        }
        text.push_str(&style.painted(&heading(disclosure, style.language), "1"));
        text.push('\n');
        for line in columns(&rows, &[Side::Left; 5]) {
            text.push_str(&format!("  {line}\n"));
        }
        for entry in stale {
            text.push_str(&format!("  {}\n", gone(entry, style.language)));
        }
    }
    text
}

fn row(session: Session<'_>, finding: &Finding, style: Style) -> Vec<String> {
    let language = style.language;
    let review = session.review(finding);
    let place = finding.evidence.first();
    let sign = review.map_or('.', |review| review.decision.sign());
    vec![
        format!("{sign} {}", short_key(&finding.key)),
        format!("{} {}", finding.severity.letter(), finding.rule),
        say(&finding.title, language),
        place.map_or_else(String::new, |evidence| {
            words_of_place(session.corpus, finding, evidence, language)
        }),
        review.map_or_else(String::new, |review| marks::review(review, language)),
    ]
}

fn gone(entry: &Entry, language: Language) -> String {
    let (key, label) = (short_key(&clean(&entry.key)), clean(&entry.label()));
    let review = marks::review(&entry.review, language);
    match language {
        Language::Chinese => format!("? {key}  {label}  {review}（已不对应任何疑点）"),
        Language::English => format!("? {key}  {label}  {review} (matches no finding any more)"),
    }
}
