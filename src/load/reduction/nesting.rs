//! How deep the elements of a page are nested, told before it is parsed.
//!
//! Parsing takes time that grows with the square of the depth.

use memchr::memmem;

/// Elements that are never closed, or closed by the next one of their kind.
const UNCOUNTED: [&[u8]; 28] = [
    b"area",
    b"base",
    b"br",
    b"col",
    b"colgroup",
    b"dd",
    b"dt",
    b"embed",
    b"frame",
    b"hr",
    b"img",
    b"input",
    b"li",
    b"link",
    b"meta",
    b"option",
    b"p",
    b"param",
    b"rp",
    b"rt",
    b"source",
    b"tbody",
    b"td",
    b"tfoot",
    b"th",
    b"thead",
    b"tr",
    b"wbr",
];

/// The greatest number of elements that are open at once.
#[must_use]
pub(in crate::load) fn deepest(page: &str) -> usize {
    let bytes = page.as_bytes();
    let mut depth: usize = 0;
    let mut deepest = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += found + 1;
        let rest = bytes.get(at..).unwrap_or(&[]);
        let closes = rest.first() == Some(&b'/');
        let name = name(rest.get(usize::from(closes)..).unwrap_or(&[]));
        if rest.starts_with(b"!--") {
            at += memmem::find(rest, b"-->").unwrap_or(rest.len());
        } else if name.is_empty() || UNCOUNTED.contains(&name.as_slice()) {
            continue;
        } else if closes {
            depth = depth.saturating_sub(1);
        } else if name == b"script" || name == b"style" {
            // What looks like a tag inside is a comparison.
            at += memmem::find(rest, b"</").unwrap_or(rest.len());
            depth += 1;
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The greatest number of attributes that one tag has. Parsing takes time that grows with its square.
#[must_use]
pub(in crate::load) fn most_attributes(page: &str) -> usize {
    let bytes = page.as_bytes();
    let mut most = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += found + 1;
        let tag = bytes.get(at..).unwrap_or(&[]);
        if tag.starts_with(b"!--") {
            at += memmem::find(tag, b"-->").unwrap_or(tag.len());
        } else if tag.first().is_some_and(u8::is_ascii_alphabetic) {
            let (attributes, length) = attributes(tag);
            most = most.max(attributes);
            at += length;
        }
    }
    most
}

/// How many words stand behind the name of a tag, quoted values counted as one, and its length.
fn attributes(tag: &[u8]) -> (usize, usize) {
    let mut quote = None;
    let mut words = 0;
    let mut between = false;
    let mut value = false;
    for (at, &byte) in tag.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (words, at),
            None if value && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte.is_ascii_whitespace() || byte == b'/' => between = true,
            None => {
                words += usize::from(between);
                between = false;
            }
        }
        value = byte == b'=' || value && byte.is_ascii_whitespace();
    }
    // A quoted value that is never closed takes the rest of the page.
    (words, tag.len())
}

fn name(rest: &[u8]) -> Vec<u8> {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    letters.map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{deepest, most_attributes};

    #[test]
    fn attributes_are_counted_by_tag() {
        assert_eq!(
            most_attributes("<p a=1 b='2 3' c>甲 乙 丙 丁 戊<br/><i d>"),
            3
        );
        assert_eq!(most_attributes("<!-- <p a b c d> --><b>1 < 2 3 4"), 0);
        assert_eq!(most_attributes("<p a=\"1>甲<b c d>"), 1);
        assert_eq!(most_attributes("<p a=it's><b c d>"), 2);
        let many: String = (0..5000).map(|at| format!(" a{at}=1")).collect();
        assert_eq!(most_attributes(&format!("<p{many}>")), 5000);
    }

    #[test]
    fn only_what_stays_open_counts() {
        assert_eq!(deepest("<div><p>甲<p>乙<br><b>丙</b></div><div></div>"), 2);
        assert_eq!(deepest("<script>if (a<b && c<d) x();</script><i>"), 1);
        assert_eq!(deepest("<!-- <div><div> --><i>a < b"), 1);
        assert_eq!(deepest(&"<font>".repeat(50)), 50);
    }
}
