//! `chazhang check`: prints the findings and fails when there are any worth failing for.

use super::arguments::{Arguments, CheckArguments, ReportFormat};
use super::opening::Opened;
use super::{FAILED, print};
use crate::export::{check_json, findings, markdown, records, text};

pub(super) fn run(wanted: &CheckArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let opened = Opened::new(&wanted.paths, language);
    let session = opened.session();
    let style = text::Style {
        language,
        color: arguments.color(),
    };
    print(|out| match wanted.format {
        ReportFormat::Text => text::write(session, style, out),
        ReportFormat::Json => check_json::write(session, out),
        ReportFormat::Markdown => markdown::write(session, language, out),
        ReportFormat::Csv => records::write_csv(findings::flat(session), out),
    })?;
    if wanted.format == ReportFormat::Csv {
        opened.complain_about_files(language);
    }
    let fail_on = wanted.fail_on();
    let mut all = session.reports.iter().flat_map(|report| &report.findings);
    // Severities are ordered from the gravest to the mildest.
    if all.any(|finding| finding.severity <= fail_on) {
        return Ok(FAILED);
    }
    Ok(opened.code())
}
