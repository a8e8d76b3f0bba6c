//! How deep the elements of a page are nested, told before the page is parsed: parsing takes time that
//! grows with the square of the depth.

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

fn name(rest: &[u8]) -> Vec<u8> {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    letters.map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::deepest;

    #[test]
    fn only_what_stays_open_counts() {
        assert_eq!(deepest("<div><p>甲<p>乙<br><b>丙</b></div><div></div>"), 2);
        assert_eq!(deepest("<script>if (a<b && c<d) x();</script><i>"), 1);
        assert_eq!(deepest("<!-- <div><div> --><i>a < b"), 1);
        assert_eq!(deepest(&"<font>".repeat(50)), 50);
    }
}
