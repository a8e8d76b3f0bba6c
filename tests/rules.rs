//! Runs every rule on the blocks of tests/rules: each finding must be marked, each mark must be met.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chazhang::check::rule::{HEADINGS, blocks, without_marks};
use chazhang::check::{EvidenceRole, Finding, Rule, rules};
use chazhang::model::{DisclosureId, Language};
use unicode_width::UnicodeWidthStr;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture_name(rule: &Rule) -> String {
    format!("{}-{}.md", rule.code, rule.name)
}

/// Every fixture with its file name, sorted.
fn fixtures() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(root().join("tests/rules"))
        .expect("fixture folder")
        .map(|entry| {
            let path = entry.expect("fixture").path();
            let name = path
                .file_name()
                .expect("name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("fixture text"))
        })
        .collect();
    found.sort();
    found
}

/// One mark: line, code and part.
type Mark = (u32, String, String);

fn marks(block: &str) -> BTreeSet<Mark> {
    block
        .lines()
        .zip(1..)
        .flat_map(|(line, number)| {
            line.split('⟵').skip(1).map(move |mark| {
                let mut words = mark.split_whitespace().map(str::to_owned);
                let code = words.next().expect("code after ⟵");
                (number, code, words.next().expect("part after the code"))
            })
        })
        .collect()
}

fn findings(name: &str, block: &str) -> Vec<Finding> {
    let disclosure = chazhang::load::load(name, without_marks(block).as_bytes());
    chazhang::check::check(DisclosureId(0), &disclosure).findings
}

fn primary(findings: &[Finding]) -> BTreeSet<Mark> {
    findings
        .iter()
        .map(|finding| {
            let line = finding
                .evidence
                .first()
                .map_or(0, |evidence| evidence.place.line);
            (line, finding.rule.to_owned(), "primary".to_owned())
        })
        .collect()
}

#[test]
fn every_finding_is_marked_and_every_mark_is_met() {
    let mut offences = Vec::new();
    for (name, text) in fixtures() {
        for (number, block) in blocks(&text).into_iter().enumerate() {
            let findings = findings(&name, block);
            let (wanted, found) = (marks(block), primary(&findings));
            if wanted != found || findings.len() != found.len() {
                let said: Vec<&str> = findings
                    .iter()
                    .map(|found| found.statement.en.as_str())
                    .collect();
                offences.push(format!(
                    "{name} block {}\n  marked {wanted:?}\n  found  {found:?}\n  {}",
                    number + 1,
                    said.join("\n  ")
                ));
            }
        }
    }
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

#[test]
fn every_rule_has_a_block_that_fires_and_one_that_is_silent() {
    for rule in rules() {
        assert!(rule.example(true).is_some(), "{} never fires", rule.code);
        assert!(
            rule.example(false).is_some(),
            "{} is never silent",
            rule.code
        );
    }
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    let known: BTreeSet<String> = rules().iter().map(|rule| fixture_name(rule)).collect();
    let found: BTreeSet<String> = fixtures().into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, known);
}

#[test]
fn codes_ascend_and_names_are_unique() {
    let codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    let names: BTreeSet<&str> = rules().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), codes.len());
    for rule in rules() {
        let (letter, digits) = rule.code.split_at(1);
        assert!(
            letter.chars().all(|c| c.is_ascii_uppercase()),
            "{}",
            rule.code
        );
        assert!(
            digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()),
            "{}",
            rule.code
        );
    }
}

#[test]
fn every_rule_has_its_own_file_and_every_file_its_rule() {
    let mut files = BTreeSet::new();
    for family in fs::read_dir(root().join("src/check/rules")).expect("rules") {
        let family = family.expect("family").path();
        if family.is_dir() {
            files.extend(
                fs::read_dir(family)
                    .expect("family")
                    .map(|file| stem(&file.expect("file").path())),
            );
        }
    }
    files.remove("mod");
    let rules: BTreeSet<String> = rules()
        .iter()
        .map(|rule| rule.name.replace('-', "_"))
        .collect();
    assert_eq!(files, rules);
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("stem")
        .to_string_lossy()
        .into_owned()
}

#[test]
fn headlines_fit_and_do_not_end_in_a_stop() {
    for rule in rules() {
        for language in LANGUAGES {
            let title = rule.title.in_language(language);
            assert!(title.width() <= 60, "{}: {title}", rule.code);
            assert!(!title.ends_with(['.', '。']), "{}: {title}", rule.code);
        }
    }
}

#[test]
fn every_page_has_every_part() {
    for rule in rules() {
        for language in LANGUAGES {
            let page = rule.page(language);
            let mut parts = page.split("\n## ");
            assert!(parts.next().is_some_and(|head| head.contains(rule.code)));
            for heading in HEADINGS {
                let part = parts.next().expect("part");
                let (title, body) = part.split_once('\n').expect("body");
                assert_eq!(title, heading.in_language(language), "{}", rule.code);
                assert!(body.trim().len() > 10, "{} {title} is empty", rule.code);
            }
        }
    }
}

#[test]
fn a_mark_belongs_to_evidence_of_the_document() {
    for rule in rules() {
        let block = blocks(rule.fixture)
            .into_iter()
            .find(|block| block.contains('⟵'))
            .expect("block that fires");
        for finding in findings("fixture", block) {
            assert!(!finding.statement.zh.is_empty() && !finding.verify.en.is_empty());
            assert_eq!(
                finding.evidence.first().map(|evidence| evidence.role),
                Some(EvidenceRole::Primary),
                "{}",
                rule.code
            );
            let text = without_marks(block);
            for evidence in &finding.evidence {
                let span = evidence.place.span;
                let printed = text
                    .get(span.start as usize..span.end as usize)
                    .unwrap_or("");
                assert!(!printed.is_empty(), "{} cites nothing", rule.code);
            }
        }
    }
}

/// The pages under docs/rules are written from the rules: `UPDATE=1 cargo test` rewrites them.
#[test]
fn the_rule_book_is_current() {
    let folder = root().join("docs/rules");
    let mut wanted: Vec<(String, String)> = rules()
        .iter()
        .map(|rule| {
            let pages = LANGUAGES.map(|language| rule.page(language));
            (format!("{}.md", rule.code), pages.join("\n---\n\n"))
        })
        .collect();
    let list: String = rules()
        .iter()
        .map(|rule| {
            format!(
                "| [{code}]({code}.md) | {name} | {severity} | {zh} | {en} |\n",
                code = rule.code,
                name = rule.name,
                severity = rule.severity.name(),
                zh = rule.summary.zh,
                en = rule.summary.en,
            )
        })
        .collect();
    wanted.push((
        "README.md".to_owned(),
        format!("# 规则 / Rules\n\n| code | name | severity | 内容 | what must hold |\n|---|---|---|---|---|\n{list}"),
    ));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).expect("folder");
        for (name, text) in &wanted {
            fs::write(folder.join(name), text).expect("page");
        }
    }
    for (name, text) in &wanted {
        let found = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            found == *text,
            "docs/rules/{name} is stale: run UPDATE=1 cargo test --test rules"
        );
    }
    let files = fs::read_dir(&folder).expect("folder").count();
    assert_eq!(files, wanted.len(), "docs/rules holds pages of no rule");
}
