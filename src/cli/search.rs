//! `chazhang search`: one line for each hit, ranked as in the explorer.

use anyhow::bail;

use super::arguments::{Arguments, SearchArguments};
use super::opening::Opened;
use super::{FAILED, NOT_RUN, print};
use crate::export::Session;
use crate::export::align::{Side, columns};
use crate::export::printed::{clean, file_of, is_unsafe, line_of};
use crate::export::text::Style;
use crate::find::{Hit, Index, MatchKind, Query, Target};
use crate::model::{DisclosureId, Language, Place, RowRef};

/// Escape codes of what matched: bold.
const MATCHED: &str = "1";

pub(super) fn run(wanted: &SearchArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let query = Query::parse(&wanted.query);
    if query.is_empty() {
        bail!("{}", nothing_asked(language));
    }
    let opened = Opened::new(&wanted.paths, language);
    opened.complain_about_files(language);
    let session = opened.session();
    let index = Index::build(session.corpus, session.reports);
    let hits = index.search(&query, wanted.limit as usize);
    let style = Style {
        language,
        color: arguments.color(),
    };
    let rows: Vec<Vec<String>> = hits.iter().map(|hit| row(session, hit, style)).collect();
    let sides = [Side::Left, Side::Right, Side::Left, Side::Left, Side::Left];
    print(|out| {
        columns(&rows, &sides)
            .iter()
            .try_for_each(|line| writeln!(out, "{line}"))
    })?;
    Ok(match opened.code() {
        NOT_RUN => NOT_RUN,
        _ if hits.is_empty() => FAILED,
        passed => passed,
    })
}

fn nothing_asked(language: Language) -> &'static str {
    match language {
        Language::Chinese => "没有可查找的内容：请输入名称、编码、金额或拼音。",
        Language::English => "nothing to look for: give a name, a code, an amount or pinyin.",
    }
}

/// File and line, amount, unit, table, text.
fn row(session: Session<'_>, hit: &Hit, style: Style) -> Vec<String> {
    let (amount, unit) = hit
        .amount
        .as_ref()
        .map_or_else(Default::default, |(raw, unit)| {
            (clean(raw), clean(unit.word()))
        });
    let mut text = painted(hit, style);
    if let Some(label) = label(hit.how, style.language) {
        text = format!("{text}  [{label}]");
    }
    vec![
        address(session, hit.target, style.language),
        amount,
        unit,
        clean(&hit.table),
        text,
    ]
}

/// Only ways of matching that a reader may wonder about are named.
fn label(how: MatchKind, language: Language) -> Option<&'static str> {
    match (how, language) {
        (MatchKind::Pinyin, Language::Chinese) => Some("拼音"),
        (MatchKind::Pinyin, Language::English) => Some("pinyin"),
        (MatchKind::Fuzzy, Language::Chinese) => Some("近似"),
        (MatchKind::Fuzzy, Language::English) => Some("loose"),
        (MatchKind::Literal | MatchKind::Code | MatchKind::Amount, _) => None,
    }
}

/// The text of a hit with what matched in bold.
fn painted(hit: &Hit, style: Style) -> String {
    let mut out = String::new();
    let mut matched = String::new();
    for (index, character) in hit.text.chars().enumerate() {
        if is_unsafe(character) {
            continue;
        }
        if hit.highlights.iter().any(|range| range.contains(&index)) {
            matched.push(character);
            continue;
        }
        flush(&mut matched, &mut out, style);
        out.push(character);
    }
    flush(&mut matched, &mut out, style);
    out
}

fn flush(matched: &mut String, out: &mut String, style: Style) {
    if !matched.is_empty() {
        out.push_str(&style.painted(matched, MATCHED));
        matched.clear();
    }
}

/// File and line of a hit.
fn address(session: Session<'_>, target: Target, language: Language) -> String {
    let (id, place) = place(session, target);
    let Some(source) = session.corpus.disclosure(id).map(|found| &found.source) else {
        return String::new();
    };
    let Some(place) = place else {
        return clean(&source.names());
    };
    let file = file_of(source, place);
    match (line_of(source, place), place.page, language) {
        (Some(line), _, _) => format!("{file}:{line}"),
        (None, Some(page), Language::Chinese) => format!("{file} 第 {page} 页"),
        (None, Some(page), Language::English) => format!("{file} page {page}"),
        (None, None, _) => file,
    }
}

fn place(session: Session<'_>, target: Target) -> (DisclosureId, Option<Place>) {
    let corpus = session.corpus;
    match target {
        Target::Row(id) => (id.table.disclosure, corpus.row(id).map(RowRef::place)),
        Target::Cell(id) => (
            id.row.table.disclosure,
            corpus.cell(id).map(|cell| cell.place()),
        ),
        Target::Sentence { disclosure, index } => {
            let prose = corpus.disclosure(disclosure).map(|d| &d.prose);
            let sentence = prose.and_then(|prose| prose.get(index));
            (disclosure, sentence.map(|sentence| sentence.place))
        }
        Target::Department(id) => (id, None),
        Target::Finding { disclosure, index } => {
            let report = session.reports.get(disclosure.0);
            let finding = report.and_then(|report| report.findings.get(index));
            let evidence = finding.and_then(|finding| finding.evidence.first());
            (disclosure, evidence.map(|evidence| evidence.place))
        }
    }
}
