//! XML as a stream of three steps: an element opens, an element closes, text.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// One step through a document.
pub(in crate::load) enum Step<'a> {
    /// An element opens; one that is empty closes in the next step.
    Open(BytesStart<'a>),
    /// An element closes.
    Close(String),
    /// Text with its references resolved.
    Text(Cow<'a, str>),
}

/// A walk through a document. It ends at the end of the text or where the markup is broken.
pub(in crate::load) struct Steps<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    ended: bool,
    /// Whether the document ended before its last element was closed.
    pub(in crate::load) damaged: bool,
}

impl<'a> Steps<'a> {
    /// Begins at the first character.
    #[must_use]
    pub(in crate::load) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Steps {
            reader,
            depth: 0,
            ended: false,
            damaged: false,
        }
    }

    /// The next step; `None` at the end.
    pub(in crate::load) fn next(&mut self) -> Option<Step<'a>> {
        while !self.ended {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    return Some(Step::Open(start));
                }
                Ok(Event::End(end)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Step::Close(end.local_name().as_ref().to_owned()));
                }
                Ok(Event::Text(text)) => return Some(Step::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Step::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => {
                    return Some(Step::Text(resolved(&reference)));
                }
                Ok(Event::Eof) => {
                    self.ended = true;
                    self.damaged |= self.depth > 0;
                }
                Err(_) => {
                    self.ended = true;
                    self.damaged = true;
                }
                Ok(_) => {}
            }
        }
        None
    }

    /// Passes over the rest of the element that was opened last.
    pub(in crate::load) fn skip(&mut self) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next().is_some() {}
    }
}

/// `&amp;` and `&#20803;` as characters; an entity nobody declared gives nothing.
fn resolved<'a>(reference: &BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    Cow::Borrowed(match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    })
}

/// The local name of an element.
#[must_use]
pub(in crate::load) fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    tag.local_name().into_inner()
}

/// An attribute by its local name.
#[must_use]
pub(in crate::load) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(match found.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => value.into_owned(),
        Err(_) => found.value.into_owned(),
    })
}

/// An attribute that holds a count or a position.
#[must_use]
pub(in crate::load) fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.trim().parse().ok()
}

/// An on/off attribute: `1`, `true` and `on` are on, everything else is off.
#[must_use]
pub(in crate::load) fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true" | "on"))
}
