//! `chazhang check`: prints the findings and fails when there are any worth failing for.

use super::arguments::{Arguments, CheckArguments, ReportFormat};
use super::opening::Opened;
use super::{FAILED, print};
use crate::export::{Kind, check_json, lines, markdown, records, sarif, text};

pub(super) fn run(wanted: &CheckArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let selection = wanted.selection()?;
    let mut opened = Opened::new(&wanted.paths, language);
    opened.keep_findings(|finding| selection.keeps(finding));
    if wanted.no_reviews {
        opened.forget_reviews();
    }
    let session = opened.session();
    let style = text::Style {
        language,
        color: arguments.color(),
    };
    print(|out| match wanted.format {
        ReportFormat::Text => text::write(session, style, out),
        ReportFormat::Json => check_json::write(session, out),
        ReportFormat::Sarif => sarif::write(session, language, out),
        ReportFormat::Markdown => markdown::write(session, language, out),
        ReportFormat::Csv => records::write_csv(&session.dataset(Kind::Findings), out),
        ReportFormat::Lines => lines::write(session, language, out),
    })?;
    match wanted.format {
        ReportFormat::Csv | ReportFormat::Lines | ReportFormat::Sarif => {
            opened.complain_about_files(language);
        }
        ReportFormat::Text | ReportFormat::Json | ReportFormat::Markdown => {}
    }
    let fail_on = wanted.fail_on();
    // Severities are ordered from the gravest to the mildest.
    let counts = |finding: &&crate::check::Finding| {
        finding.severity <= fail_on && session.review(finding).is_none()
    };
    if session.findings().any(|finding| counts(&finding)) {
        return Ok(FAILED);
    }
    Ok(opened.code())
}
