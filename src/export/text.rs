//! The check report for readers: grouped by disclosure, both figures and their lines beside each other.

use std::io::{self, Write};

use super::Session;
use super::align::{Side, columns};
use super::findings;
use super::marks;
use super::printed::{Address, clean, place_words, say, words_of_place};
use crate::check::{CoverageState, DisclosureReport, Evidence, EvidenceRole, Finding, Severity};
use crate::model::{Bilingual, Corpus, Disclosure, Language, Problem, Stage};
use crate::review::Decision;

/// How many places of a finding are listed; a total of a long table has more addends than anyone
/// reads here, and all of them are in the other formats.
const EVIDENCE_SHOWN: usize = 8;

/// How the report is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its language.
    pub language: Language,
    /// Whether severities are coloured; they are letters in any case.
    pub color: bool,
}

impl Style {
    fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A severity as a letter, coloured when asked for.
    #[must_use]
    pub fn severity(self, severity: Severity) -> String {
        let letter = severity.letter();
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "33",
            Severity::Info => "36",
        };
        self.painted(&letter.to_string(), code)
    }

    /// A text between the escape sequences of a colour, or plain.
    #[must_use]
    pub fn painted(self, text: &str, code: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Writes the whole report.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write(session: Session<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, disclosure) in session.corpus.disclosures.iter().enumerate() {
        let empty = DisclosureReport::default();
        let report = session
            .reports
            .get(index)
            .map_or(&empty, |report| report.as_ref());
        if index > 0 {
            writeln!(out)?;
        }
        let heading = heading(disclosure, style.language);
        writeln!(out, "{}", style.painted(&heading, "1"))?;
        for finding in &report.findings {
            write_finding(session, finding, style, out)?;
        }
        if disclosure.is_disclosure() {
            writeln!(
                out,
                "  {}",
                coverage_line(disclosure, report, style.language)
            )?;
        }
        for problem in &disclosure.problems {
            write_problem(disclosure, problem, style, out)?;
        }
    }
    writeln!(out)?;
    writeln!(out, "{}", totals_line(session, style.language))
}

/// Body, year, stage and file of a disclosure; the file alone when it is none.
#[must_use]
pub fn heading(disclosure: &Disclosure, language: Language) -> String {
    let mut words: Vec<String> = Vec::new();
    if !disclosure.department.is_empty() {
        words.push(clean(&disclosure.department));
    }
    if let Some(year) = disclosure.year {
        words.push(match language {
            Language::Chinese => format!("{} 年", year.0),
            Language::English => year.0.to_string(),
        });
    }
    if let Some(stage) = disclosure.stage {
        let word = match (stage, language) {
            (Stage::Budget, Language::Chinese) => "预算",
            (Stage::Budget, Language::English) => "budget",
            (Stage::FinalAccount, Language::Chinese) => "决算",
            (Stage::FinalAccount, Language::English) => "final account",
        };
        words.push(word.to_owned());
    }
    let file = clean(&disclosure.source.names());
    if words.is_empty() || !disclosure.is_disclosure() {
        file
    } else {
        format!("{} ({file})", words.join(" "))
    }
}

fn write_finding(
    session: Session<'_>,
    finding: &Finding,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = style.language;
    writeln!(
        out,
        "  {} {}  {}",
        style.severity(finding.severity),
        finding.rule,
        say(&finding.title, language)
    )?;
    if let Some(review) = session.review(finding) {
        let words = marks::review(review, language);
        let words = format!("[{}] {words}", review.decision.sign());
        writeln!(out, "    {}", style.painted(&words, "32"))?;
    }
    writeln!(out, "    {}", say(&finding.statement, language))?;
    for line in evidence_lines(session.corpus, finding, style) {
        writeln!(out, "    {line}")?;
    }
    if let Some(diagnosis) = &finding.diagnosis {
        let label = style.pick("可能是：", "Perhaps: ");
        writeln!(out, "    {label}{}", say(&diagnosis.text, language))?;
    }
    if finding.possible_extraction_fault {
        let words = style.pick(
            "注意：也可能是文本提取时丢了内容，请先对照原件。",
            "Note: the text layer may have lost something; compare with the original first.",
        );
        writeln!(out, "    {words}")?;
    }
    let marks = marks::line(finding, language);
    writeln!(out, "    {}", style.painted(&marks, "2"))
}

fn evidence_lines(corpus: &Corpus, finding: &Finding, style: Style) -> Vec<String> {
    let mut table = String::new();
    let shown: Vec<Vec<String>> = finding
        .evidence
        .iter()
        .take(EVIDENCE_SHOWN)
        .map(|evidence| evidence_row(corpus, finding, evidence, &mut table, style))
        .collect();
    let sides = [Side::Left, Side::Left, Side::Right, Side::Left];
    let mut lines = columns(&shown, &sides);
    let more = finding.evidence.len().saturating_sub(EVIDENCE_SHOWN);
    if more > 0 {
        lines.push(match style.language {
            Language::Chinese => format!("… 另有 {more} 处，见 --format json"),
            Language::English => format!("… and {more} more, see --format json"),
        });
    }
    lines
}

/// Mark, place, printed characters, then where that is. The table is named when it is another one
/// than on the line before.
fn evidence_row(
    corpus: &Corpus,
    finding: &Finding,
    evidence: &Evidence,
    table: &mut String,
    style: Style,
) -> Vec<String> {
    let mark = match evidence.role {
        EvidenceRole::Primary => ">",
        EvidenceRole::Secondary => "",
    };
    let address = Address::of(corpus, evidence.cell, evidence.table);
    let mut words = address.row_and_column();
    if address.table_title != *table {
        words = match (words.is_empty(), address.table_title.is_empty()) {
            (true, _) => address.table_title.clone(),
            (false, true) => words,
            (false, false) => format!("{words} ({})", address.table_title),
        };
        *table = address.table_title;
    }
    if let Some(stored) = findings::stored(corpus, finding, evidence) {
        let label = style.pick("；文件存储值", "; the file stores");
        words = format!("{words}{label} {stored}");
    }
    vec![
        mark.to_owned(),
        words_of_place(corpus, finding, evidence, style.language),
        clean(&evidence.text),
        words,
    ]
}

/// How many figures ended in which state, in one line. Explanations without tables have figures in
/// their text only: how many of these were held against others.
#[must_use]
pub fn coverage_line(
    disclosure: &Disclosure,
    report: &DisclosureReport,
    language: Language,
) -> String {
    let counts = report.coverage_counts();
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{} {count}", state_words(state).in_language(language)))
        .collect();
    let said = disclosure.claims.len();
    if all == 0 && said > 0 {
        let judged = report.claim_relations(said);
        let held = judged.iter().filter(|relations| !relations.is_empty());
        let held = held.count();
        return match language {
            Language::Chinese => {
                format!("核对：没有报表数字；正文数字 {said} 个，与别处核对 {held} 个")
            }
            Language::English => {
                format!("Checked: no table figures; {said} in the text, {held} held against others")
            }
        };
    }
    match language {
        Language::Chinese if all == 0 => "核对：没有数字".to_owned(),
        Language::English if all == 0 => "Checked: no figures".to_owned(),
        Language::Chinese => format!("核对：数字 {all} 个，{}", parts.join("，")),
        Language::English => format!("Checked: {all} figures, {}", parts.join(", ")),
    }
}

/// A state in words.
#[must_use]
pub fn state_words(state: CoverageState) -> Bilingual {
    let (zh, en) = match state {
        CoverageState::Consistent => ("相符", "consistent"),
        CoverageState::Inconsistent => ("矛盾", "inconsistent"),
        CoverageState::Spent => ("关系已用于定位", "spent on placing"),
        CoverageState::NotCheckable => ("无从核对", "not checkable"),
        CoverageState::Undetermined => ("未能判定", "undetermined"),
        CoverageState::NotUnderstood => ("未读懂", "not understood"),
    };
    Bilingual::new(zh, en)
}

fn write_problem(
    disclosure: &Disclosure,
    problem: &Problem,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = problem
        .place
        .map(|place| place_words(&disclosure.source, place, style.language));
    let place = place.map_or_else(String::new, |place| format!("{place} "));
    let mark = style.painted("!", "33");
    writeln!(
        out,
        "  {mark} {place}{}",
        say(&problem.message, style.language)
    )
}

/// Findings that nobody has reviewed, by severity, then the reviewed ones.
fn totals_line(session: Session<'_>, language: Language) -> String {
    let files = session.corpus.disclosures.len();
    let errors = session.open_count(Severity::Error);
    let warnings = session.open_count(Severity::Warning);
    let notes = session.open_count(Severity::Info);
    let mut line = match language {
        Language::Chinese => {
            format!("共 {files} 份文件：错误 {errors}，警告 {warnings}，提示 {notes}")
        }
        Language::English => {
            format!("{files} files: {errors} errors, {warnings} warnings, {notes} notes")
        }
    };
    line.push_str(&reviewed_words(session, language));
    line
}

/// How many findings people have decided, and how; nothing when none.
fn reviewed_words(session: Session<'_>, language: Language) -> String {
    let decided: Vec<(Decision, usize)> = Decision::ALL
        .iter()
        .map(|&decision| (decision, session.decided_count(decision)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let all: usize = decided.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = decided
        .iter()
        .map(|(decision, count)| format!("{} {count}", marks::decision(*decision, language)))
        .collect();
    match language {
        _ if all == 0 => String::new(),
        Language::Chinese => format!("；另有 {all} 条已复核，不计入以上（{}）", parts.join("，")),
        Language::English => {
            format!(
                "; {all} more reviewed, not counted here ({})",
                parts.join(", ")
            )
        }
    }
}
