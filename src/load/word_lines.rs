//! Tables whose cells only white space divides: read by the places of their words, or by their order.

use crate::load::blocks::draft::Draft;
use crate::load::body::Body;
use crate::load::header;
use crate::load::line::TextLine;
use crate::load::placing::shifted_columns;
use crate::load::plain;
use crate::load::spread::{self, Spread};
use crate::load::vocabulary::Vocabulary;
use crate::model::OrgUnit;

/// Lines divided by white space: by the places of their words, where these form columns, otherwise
/// by the order of the words.
#[must_use]
pub(super) fn read(
    draft: &Draft,
    head: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Body {
    let spread = spread::read(draft, units, vocabulary);
    let (spread, shifted) = match spread {
        Some(Spread::Columns(body)) if shifted_columns::are_shifted(&body, head, vocabulary) => {
            (None, Some(body))
        }
        Some(Spread::Columns(body)) => return body,
        other => (other, None),
    };
    let plain = plain::read(draft, units, vocabulary);
    let unfit = || {
        plain.header_doubtful
            || header::shape::is_misread(&plain, head)
            || plain::tiers::misfits(&plain) > 0
    };
    if let Some(mut body) = shifted.filter(|_| unfit()) {
        body.header_doubtful = true;
        return body;
    }
    match spread {
        Some(Spread::Header(body))
            if plain.header_doubtful
                || header::shape::is_misread(&plain, head)
                || plain::tiers::misfits(&body) < plain::tiers::misfits(&plain) =>
        {
            body
        }
        _ => plain,
    }
}
