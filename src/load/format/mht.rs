//! MHT: the pages inside a web page that was saved as one file.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};
use memchr::memmem;

use super::{Reduced, html};
use crate::load::message;
use crate::load::reduction::limit::Failure;
use crate::load::reduction::lines::Lines;
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads the pages in their order.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(bytes).map_err(|failure| message::failure(name, Format::Mht, failure))
}

fn read(bytes: &[u8]) -> Result<Reduced, Failure> {
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut pages = 0;
    for part in parts(bytes) {
        let Some((head, body)) = split_head(part) else {
            continue;
        };
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        if !head.contains("text/html") {
            continue;
        }
        let body = if head.contains("quoted-printable") {
            quoted_printable(body)
        } else if head.contains("base64") {
            base64(body).ok_or(Failure::Damaged)?
        } else {
            body.to_vec()
        };
        lines.apart()?;
        html::write(&html::decode(&body)?, &mut lines)?;
        pages += 1;
    }
    if pages == 0 {
        return Err(Failure::Damaged);
    }
    Ok(lines.finish())
}

/// The parts between boundary lines; of a file without boundary, the file.
fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let boundaries = boundaries(bytes);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii();
        let boundary = text.strip_prefix(b"--").is_some_and(|rest| {
            // Two hyphens end the last part; some boundaries end with two of their own.
            let is = |text: &[u8]| boundaries.iter().any(|known| known.as_slice() == text);
            is(rest) || rest.strip_suffix(b"--").is_some_and(is)
        });
        if boundary {
            parts.push(bytes.get(start..at).unwrap_or(&[]));
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push(bytes.get(start..).unwrap_or(&[]));
    parts
}

/// Most boundaries a file declares: one for every nested part.
const MOST_BOUNDARIES: usize = 16;

fn boundaries(bytes: &[u8]) -> Vec<Vec<u8>> {
    memmem::find_iter(bytes, b"boundary=")
        .take(MOST_BOUNDARIES)
        .map(|at| {
            let rest = bytes.get(at + b"boundary=".len()..).unwrap_or(&[]);
            let quoted = rest.strip_prefix(b"\"");
            let ends = |byte: &u8| match quoted {
                Some(_) => *byte == b'"',
                None => byte.is_ascii_whitespace() || *byte == b';',
            };
            let rest = quoted.unwrap_or(rest);
            rest.iter()
                .take_while(|byte| !ends(byte))
                .copied()
                .collect()
        })
        .filter(|boundary: &Vec<u8>| !boundary.is_empty())
        .collect()
}

/// Head and body of a part, divided by the first blank line.
fn split_head(part: &[u8]) -> Option<(&[u8], &[u8])> {
    let (at, length) = match memmem::find(part, b"\r\n\r\n") {
        Some(at) => (at, 4),
        None => (memmem::find(part, b"\n\n")?, 2),
    };
    Some((part.get(..at)?, part.get(at + length..)?))
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        let after = body.get(at + 1..).unwrap_or(&[]);
        if byte != b'=' {
            bytes.push(byte);
            at += 1;
        } else if after.starts_with(b"\r\n") {
            at += 3;
        } else if after.starts_with(b"\n") {
            at += 2;
        } else if let (Some(high), Some(low)) = (hex(after.first()), hex(after.get(1))) {
            bytes.extend(u8::try_from(high * 16 + low));
            at += 3;
        } else {
            bytes.push(byte);
            at += 1;
        }
    }
    bytes
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let compact: Vec<u8> = body
        .iter()
        .copied()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    GeneralPurpose::new(&alphabet::STANDARD, config)
        .decode(compact)
        .ok()
}
