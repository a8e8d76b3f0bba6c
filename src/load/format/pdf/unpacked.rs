//! How much the streams of a PDF file unpack to, measured before anything else looks into them.
//!
//! The reader unpacks a stream in one piece and without limit, already while it opens a file. So every
//! stream is found in the raw bytes and unpacked here first, in pieces that are counted and dropped.
//! What a stream says of itself is only believed where believing it cannot be dangerous.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

/// Most bytes one stream may unpack to.
pub(super) const MOST: usize = 256 << 20;

/// Deflate makes at most so many bytes of one.
const DEFLATE: usize = 1032;

/// Streams packed more than so many times over are no real ones.
const MOST_LAYERS: usize = 16;

/// The dictionary of a stream is looked for in so many bytes before it.
const DICTIONARY: usize = 4096;

/// Whether a stream of the file unpacks to more than any real one.
pub(super) fn is_too_much(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, b"stream").any(|at| {
        let before = bytes.get(..at).unwrap_or(&[]);
        if before.ends_with(b"end") {
            return false;
        }
        let data = bytes.get(at + b"stream".len()..).unwrap_or(&[]);
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let from = before.len().saturating_sub(DICTIONARY);
        let dictionary = before.get(from..).unwrap_or(&[]);
        let dictionary = match memmem::rfind(dictionary, b"obj") {
            Some(start) => dictionary.get(start..).unwrap_or(&[]),
            None => dictionary,
        };
        let once = is_packed_once(dictionary);
        !(once && is_short(dictionary, data)) && unpacks_to_too_much(data, once)
    })
}

/// Whether a stream says, in words that leave no doubt, that it is packed once.
fn is_packed_once(dictionary: &[u8]) -> bool {
    let count = |word: &[u8]| memmem::find_iter(dictionary, word).count();
    // A name may be written with #, and both entries may be said elsewhere.
    let plain = count(b"#") == 0 && count(b"/Filter") == 1 && !is_elsewhere(dictionary, b"/Filter");
    plain && count(b"FlateDecode") == 1 && count(b"Decode") == 1 + count(b"DecodeParms")
}

/// Whether a stream is too short to become too much.
fn is_short(dictionary: &[u8], data: &[u8]) -> bool {
    let stated = number_behind(dictionary, b"/Length");
    let found = memmem::find(data, b"endstream").unwrap_or(data.len());
    let length = stated.map(|stated| stated.max(found));
    let small = |length: usize| length.saturating_mul(DEFLATE) <= MOST;
    !is_elsewhere(dictionary, b"/Length") && length.is_some_and(small)
}

/// The number that stands directly behind an entry.
fn number_behind(dictionary: &[u8], entry: &[u8]) -> Option<usize> {
    let (_, number, _) = value(dictionary, entry)?;
    number
}

/// Whether the value of an entry stands in another object: `/Length 12 0 R`.
fn is_elsewhere(dictionary: &[u8], entry: &[u8]) -> bool {
    value(dictionary, entry).is_some_and(|(_, number, rest)| {
        number.is_some()
            && rest
                .trim_ascii_start()
                .first()
                .is_some_and(u8::is_ascii_digit)
    })
}

/// What stands behind an entry: where, the number it begins with, and what follows that.
fn value<'d>(dictionary: &'d [u8], entry: &[u8]) -> Option<(usize, Option<usize>, &'d [u8])> {
    let at = memmem::rfind(dictionary, entry)? + entry.len();
    let text = dictionary.get(at..)?.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let number = std::str::from_utf8(number).ok()?.parse().ok();
    Some((at, number, rest))
}

/// Unpacks layer after layer, as long as there is one.
fn unpacks_to_too_much(data: &[u8], once: bool) -> bool {
    if once {
        return count(ZlibDecoder::new(data)).max(count(DeflateDecoder::new(data))) > MOST;
    }
    let mut layer = from_letters(data);
    for _ in 0..MOST_LAYERS {
        let packed = layer.as_deref().unwrap_or(data);
        match inflate(packed) {
            Layer::TooMuch => return true,
            Layer::None => return false,
            Layer::Bytes(bytes) => layer = Some(from_letters(&bytes).unwrap_or(bytes)),
        }
    }
    true
}

enum Layer {
    None,
    Bytes(Vec<u8>),
    TooMuch,
}

/// One layer of deflate, with or without the head of zlib. What is damaged counts as far as it goes.
fn inflate(packed: &[u8]) -> Layer {
    let zlib = limited(ZlibDecoder::new(packed));
    if !matches!(zlib, Layer::None) {
        return zlib;
    }
    limited(DeflateDecoder::new(packed))
}

/// How many bytes a stream has, none of them kept; no further than the limit is passed.
fn count(decoder: impl Read) -> usize {
    let mut piece = [0; 16 * 1024];
    let mut decoder = decoder.take(MOST as u64 + 1);
    let mut length = 0;
    while let Ok(read) = decoder.read(&mut piece) {
        if read == 0 {
            break;
        }
        length += read;
    }
    length
}

fn limited(decoder: impl Read) -> Layer {
    let mut bytes = Vec::new();
    // An error ends the stream; the bytes before it have been handed over.
    let _ = decoder.take(MOST as u64 + 1).read_to_end(&mut bytes);
    match bytes.len() {
        0 => Layer::None,
        length if length > MOST => Layer::TooMuch,
        _ => Layer::Bytes(bytes),
    }
}

/// Bytes written as letters, in pairs of hexadecimal digits or in fives of base 85.
fn from_letters(data: &[u8]) -> Option<Vec<u8>> {
    let printable = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    if !data.iter().take(16).all(printable) {
        return None;
    }
    from_hexadecimal(data).or_else(|| from_base_85(data))
}

fn from_hexadecimal(data: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut high: Option<u8> = None;
    for &byte in data.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let digit = match byte {
            b'>' => break,
            _ => u8::try_from(char::from(byte).to_digit(16)?).ok()?,
        };
        match high.take() {
            Some(high) => bytes.push(high * 16 + digit),
            None => high = Some(digit),
        }
    }
    Some(bytes)
}

fn from_base_85(data: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut group, mut count) = (0_u32, 0);
    for &byte in data.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'~' => break,
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.checked_mul(85)?.checked_add(u32::from(byte - b'!'))?;
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    /// Zlib data of so many mebibytes of zeros: matches of the longest length, 13 bits each.
    fn zeros(mebibytes: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let block = vec![0; 1 << 20];
        for _ in 0..mebibytes {
            encoder.write_all(&block).expect("memory takes it");
        }
        encoder.finish().expect("memory takes it")
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n1 0 obj\n<< {dictionary} >>\nstream\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn only_what_unpacks_to_too_much_is_refused() {
        let (small, large) = (zeros(8), zeros(257));
        let length = |data: &[u8]| format!("/Filter /FlateDecode /Length {}", data.len());
        assert!(!is_too_much(&file(&length(&small), &small)));
        assert!(is_too_much(&file(&length(&large), &large)));
        // However the stream hides what it is.
        for dictionary in [
            "/Filter /FlateDecode /Length 9",
            "/Filter /Fl#61teDecode /Length 9 0 R",
            "/Filter 7 0 R /Length 9",
            "",
        ] {
            assert!(is_too_much(&file(dictionary, &large)), "{dictionary}");
        }
        let hexadecimal: String = large.iter().map(|byte| format!("{byte:02x}")).collect();
        let coded = file("/Filter [/AHx /Fl]", format!("{hexadecimal}>").as_bytes());
        assert!(is_too_much(&coded));
        let twice = packed(&large);
        assert!(twice.len() < 10_000);
        let chain = format!(
            "/Filter [/FlateDecode /FlateDecode] /Length {}",
            twice.len()
        );
        assert!(is_too_much(&file(&chain, &twice)));
        assert!(is_too_much(&file("/Filter 7 0 R", &twice)));
    }

    #[test]
    fn plain_and_damaged_streams_are_let_through() {
        for data in [
            &b"BT (x) Tj ET"[..],
            b"",
            b"\x78\x9c\x00\xff",
            b"4f4>",
            b"<~87cURD~>",
        ] {
            assert!(!is_too_much(&file("/Length 12", data)));
        }
        let cut = zeros(8);
        assert!(!is_too_much(&file("/Length 5", &cut[..cut.len() / 2])));
    }

    #[test]
    fn letters_are_read() {
        assert_eq!(from_hexadecimal(b"4 8 6f>zz"), Some(b"Ho".to_vec()));
        assert_eq!(from_base_85(b"87cURz~>"), Some(b"Hell\0\0\0\0".to_vec()));
        assert_eq!(from_base_85(b"uuuuu~>"), None);
    }
}
