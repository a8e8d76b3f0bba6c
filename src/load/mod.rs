//! Bytes → disclosures. Never fails on content and never panics: what is not understood is a `Problem`.
//!
//! The layout of a table is learned from the table itself; the statutory kinds only give its
//! meaning. Steps: bytes → text ([`encoding`]) → lines ([`line`]) → captions, bodies and running
//! text ([`block`]) → header ([`header`], [`header_words`]) → rows ([`grid`], [`form`]) →
//! kinds, parents, identities ([`rows`], [`identity`]) → [`table`].

mod block;
mod body;
mod caption;
mod encoding;
mod fold;
mod form;
mod grid;
mod header;
mod header_words;
mod identity;
mod layout;
mod line;
mod message;
mod missing;
mod numeral;
mod prose;
mod rows;
mod subject;
mod table;
mod vocabulary;

use crate::model::{Disclosure, Source, Unit};
use encoding::Decoded;
use vocabulary::Vocabulary;

/// Reads one file's bytes. `name` is the file name without folders.
///
/// The answer is always a disclosure; one without tables carries the problem that says why.
#[must_use]
pub fn load(name: &str, bytes: &[u8]) -> Disclosure {
    let mut disclosure = Disclosure {
        source: Source::new(name, "", crate::model::Encoding::Utf8),
        ..Disclosure::default()
    };
    match encoding::decode(bytes) {
        Decoded::Empty => disclosure.problems.push(message::empty(name)),
        Decoded::Binary => disclosure.problems.push(message::binary(name)),
        Decoded::Format(format) => disclosure.problems.push(message::format(name, format)),
        Decoded::Text {
            text,
            encoding,
            unreadable,
        } => {
            disclosure.source = Source::new(name, text.as_ref(), encoding);
            read_text(&mut disclosure);
            if unreadable > 0 {
                disclosure
                    .problems
                    .push(message::unreadable_characters(name, unreadable));
            }
        }
    }
    disclosure
}

fn read_text(disclosure: &mut Disclosure) {
    let vocabulary = Vocabulary::embedded();
    let lines = line::lines(&disclosure.source);
    let mut blocks = block::split(&lines, vocabulary);
    missing::name_lost_captions(&mut blocks, vocabulary);
    let mut unit = Unit::WanYuan;
    let mut unnumbered = 0;
    for draft in &blocks.drafts {
        let id = draft.mark.clone().unwrap_or_else(|| {
            unnumbered += 1;
            format!("t{unnumbered}")
        });
        let table = table::build(draft, id, &unit, vocabulary);
        if table.unit_printed {
            unit = table.unit.clone();
        }
        disclosure.problems.extend(message::doubts(&table));
        disclosure.tables.push(table);
    }
    let subject = subject::read(&lines, &blocks.drafts, &disclosure.tables);
    disclosure.department = subject.department;
    disclosure.year = subject.year;
    disclosure.stage = subject.stage;
    disclosure.units = subject.units;
    disclosure.prose = prose::sentences(&blocks.prose);
    disclosure.promised = blocks.promised;
    if disclosure.tables.is_empty() {
        disclosure
            .problems
            .push(message::no_disclosure(&disclosure.source.name));
    }
}
