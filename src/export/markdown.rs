//! Findings as a Markdown document with complete evidence, for notes and letters.

use std::io::{self, Write};

use super::Session;
use super::marks;
use super::printed::{Address, clean, say, words_of_place};
use super::text::{coverage_line, heading};
use crate::check::{DisclosureReport, Evidence, Finding};
use crate::model::{Corpus, Language};

/// Writes all findings, a section for each disclosure.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write(session: Session<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    for (index, disclosure) in session.corpus.disclosures.iter().enumerate() {
        let empty = DisclosureReport::default();
        let report = session
            .reports
            .get(index)
            .map_or(&empty, |report| report.as_ref());
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {}", escaped(&heading(disclosure, language)))?;
        for finding in &report.findings {
            write_finding(session, finding, language, out)?;
        }
        if disclosure.is_disclosure() {
            writeln!(out, "\n{}", coverage_line(disclosure, report, language))?;
        }
        for problem in &disclosure.problems {
            writeln!(out, "\n> {}", escaped(&say(&problem.message, language)))?;
        }
    }
    Ok(())
}

fn write_finding(
    session: Session<'_>,
    finding: &Finding,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pick = |zh, en| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let title = escaped(&say(&finding.title, language));
    let severity = finding.severity.name();
    writeln!(out, "\n## {} {title} ({severity})\n", finding.rule)?;
    writeln!(out, "{}", escaped(&say(&finding.statement, language)))?;
    if let Some(diagnosis) = &finding.diagnosis {
        writeln!(out, "\n{}", escaped(&say(&diagnosis.text, language)))?;
    }
    if !finding.evidence.is_empty() {
        let head = pick(
            "| 位置 | 表 | 行 | 列 | 印出 |",
            "| place | table | row | column | printed |",
        );
        writeln!(out, "\n{head}\n|---|---|---|---|---:|")?;
        for evidence in &finding.evidence {
            writeln!(
                out,
                "{}",
                evidence_row(session.corpus, finding, evidence, language)
            )?;
        }
    }
    let verify = say(&finding.verify, language);
    if !verify.is_empty() {
        let label = pick("核实办法：", "How to verify: ");
        writeln!(out, "\n{label}{}", escaped(&verify))?;
    }
    writeln!(out, "\n{}", escaped(&marks::line(finding, language)))?;
    if let Some(review) = session.review(finding) {
        let words = marks::review(review, language);
        writeln!(out, "\n**{}**", escaped(&words))?;
    }
    Ok(())
}

fn evidence_row(
    corpus: &Corpus,
    finding: &Finding,
    evidence: &Evidence,
    language: Language,
) -> String {
    let address = Address::of(corpus, evidence.cell, evidence.table);
    let row = format!("{} {}", address.row_code, address.row_name);
    let cells = [
        words_of_place(corpus, finding, evidence, language),
        address.table_title,
        row.trim().to_owned(),
        address.column_path,
        clean(&evidence.text),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |", cells.join(" | "))
}

/// A text in which no character means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_signs_stay_signs() {
        assert_eq!(escaped("a|b*c_d"), "a\\|b\\*c\\_d");
        assert_eq!(escaped("支出（万元）1.00"), "支出（万元）1.00");
    }
}
