//! Findings one on a line, as compilers write them: editors and search programs know what to do with them.

use std::io::{self, Write};

use super::Session;
use super::findings::primary;
use super::marks;
use super::printed::{clean, say};
use crate::check::Finding;
use crate::model::{Disclosure, Language, Place, Source};

/// Writes `place: severity[rule] statement (key)` for each finding.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write(session: Session<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    for finding in session.findings() {
        writeln!(out, "{}", line(session, finding, language))?;
    }
    Ok(())
}

fn line(session: Session<'_>, finding: &Finding, language: Language) -> String {
    let place = session
        .corpus
        .disclosure(finding.disclosure)
        .map_or_else(String::new, |disclosure| address(disclosure, finding));
    let severity = finding.severity.name();
    let review = session.review(finding).map_or_else(String::new, |review| {
        format!(" [{}]", marks::review(review, language))
    });
    format!(
        "{place}: {severity}[{}] {} ({}){review}",
        finding.rule,
        say(&finding.statement, language),
        marks::short_key(&finding.key),
    )
}

/// `a.txt:12`, or `a.pdf#page=3` where the format has pages.
fn address(disclosure: &Disclosure, finding: &Finding) -> String {
    let place = primary(finding).map(|evidence| evidence.place);
    let file = path(&disclosure.source, place.unwrap_or_default());
    match place {
        None => file,
        Some(Place {
            page: Some(page), ..
        }) => format!("{file}#page={page}"),
        Some(place) => format!("{file}:{}", disclosure.source.line_in_file(place.line)),
    }
}

/// The path, as it was given, of the file that prints a place; its name where there is none.
pub(super) fn path(source: &Source, place: Place) -> String {
    let path = source.path_at(place.line);
    path.map_or_else(
        || clean(source.file_at(place.line)),
        |path| clean(&path.display().to_string()),
    )
}
