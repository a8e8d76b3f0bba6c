//! Bytes → text: byte-order mark, strict UTF-8, then GB18030; everything that is no text is named.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::load::sniff::{self, Format};
use crate::model::Encoding;

/// What the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decoded<'a> {
    /// Text, and how many characters could not be read.
    Text {
        /// The text without byte-order mark.
        text: Cow<'a, str>,
        /// How it was encoded.
        encoding: Encoding,
        /// Characters replaced by U+FFFD.
        unreadable: usize,
    },
    /// No bytes, or nothing but white space.
    Empty,
    /// A file format that is no plain text.
    Format(Format),
    /// Bytes of no format we know.
    Binary,
}

/// Reads bytes as text. Content decides; the file name is not looked at.
#[must_use]
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(format) = sniff::binary(bytes) {
        return Decoded::Format(format);
    }
    match text(bytes) {
        Some(decoded) => classify(decoded),
        None => Decoded::Binary,
    }
}

/// The characters of bytes that are text, how they were encoded, and how many could not be read.
pub(super) type Characters<'a> = (Cow<'a, str>, Encoding, usize);

/// Bytes → characters; `None` when the bytes are no text.
pub(super) fn text(bytes: &[u8]) -> Option<Characters<'_>> {
    let decoded = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        with(UTF_8, Encoding::Utf8, rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        with(UTF_16LE, Encoding::Utf16, rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        with(UTF_16BE, Encoding::Utf16, rest)
    } else if looks_binary(bytes) {
        return None;
    } else {
        by_content(bytes)
    };
    Some(decoded)
}

fn with<'a>(
    decoder: &'static encoding_rs::Encoding,
    encoding: Encoding,
    bytes: &'a [u8],
) -> Characters<'a> {
    let (text, _) = decoder.decode_without_bom_handling(bytes);
    let unreadable = text.chars().filter(|&c| c == '\u{fffd}').count();
    (text, encoding, unreadable)
}

/// Strict UTF-8 first. A file that is neither clean UTF-8 nor clean GB18030 is read in the one
/// that loses fewer characters.
fn by_content(bytes: &[u8]) -> Characters<'_> {
    let utf8 = with(UTF_8, Encoding::Utf8, bytes);
    if utf8.2 == 0 {
        return utf8;
    }
    let gb = with(GB18030, Encoding::Gb18030, bytes);
    // A damaged UTF-8 file often decodes as GB18030 without a single error, into rare
    // characters; the words of any budget tell the two apart.
    let words = |text: &str| {
        ["预算", "决算", "单位", "支出", "收入"]
            .iter()
            .map(|word| text.matches(word).count())
            .sum::<usize>()
    };
    let (utf8_words, gb_words) = (words(&utf8.0), words(&gb.0));
    if (gb_words, std::cmp::Reverse(gb.2)) > (utf8_words, std::cmp::Reverse(utf8.2)) {
        gb
    } else {
        utf8
    }
}

fn classify((text, encoding, unreadable): Characters<'_>) -> Decoded<'_> {
    if text.trim().is_empty() {
        return Decoded::Empty;
    }
    if let Some(format) = sniff::markup(&text) {
        return Decoded::Format(format);
    }
    let total = text.chars().count();
    if unreadable * 20 > total {
        return Decoded::Binary;
    }
    Decoded::Text {
        text,
        encoding,
        unreadable,
    }
}

/// NUL bytes and many control bytes never occur in text of these encodings.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let control = head
        .iter()
        .filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31))
        .count();
    head.contains(&0) || control * 50 > head.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Option<(String, Encoding)> {
        match decode(bytes) {
            Decoded::Text { text, encoding, .. } => Some((text.into_owned(), encoding)),
            _ => None,
        }
    }

    #[test]
    fn the_encodings_of_the_field() {
        let text = "单位：万元";
        let (gb, _, _) = GB18030.encode(text);
        let mut bom = b"\xef\xbb\xbf".to_vec();
        bom.extend_from_slice(text.as_bytes());
        let utf16: Vec<u8> = [0xfeff_u16]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(
            text_of(text.as_bytes()),
            Some((text.into(), Encoding::Utf8))
        );
        assert_eq!(text_of(&bom), Some((text.into(), Encoding::Utf8)));
        assert_eq!(text_of(&gb), Some((text.into(), Encoding::Gb18030)));
        assert_eq!(text_of(&utf16), Some((text.into(), Encoding::Utf16)));
    }

    #[test]
    fn a_broken_byte_does_not_turn_utf8_into_gb18030() {
        let mut bytes = "部门预算支出总表，单位：万元。".repeat(20).into_bytes();
        bytes.insert(30, 0xe5);
        assert!(matches!(
            decode(&bytes),
            Decoded::Text {
                encoding: Encoding::Utf8,
                unreadable: 1..=3,
                ..
            }
        ));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(decode(b""), Decoded::Empty);
        assert_eq!(decode(b" \r\n\t"), Decoded::Empty);
        assert_eq!(decode(b"%PDF-1.7 ..."), Decoded::Format(Format::Pdf));
        assert_eq!(
            decode(b"\n<!DOCTYPE html><html>"),
            Decoded::Format(Format::Html)
        );
        assert_eq!(decode(b"\x7fELF\x00\x00\x01"), Decoded::Binary);
    }
}
