//! Web pages that hold no tables of their own and only divide the window among other pages.

/// Pages of nothing but frames are short.
const LARGEST: usize = 64 * 1024;

/// The beginning of the tag of a frame.
const FRAME: &str = "<frame ";

/// The first page inside a page that has no tables of its own and only divides the window among
/// others: Excel saves a workbook as one page for each sheet and one of frames around them.
#[must_use]
pub(in crate::load) fn framed(page: &str) -> Option<String> {
    if page.len() > LARGEST || count(page, "<frameset") == 0 || count(page, "<table") > 0 {
        return None;
    }
    let at = (0..page.len()).find(|&at| {
        let tag = page.get(at..at + FRAME.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(FRAME))
    })?;
    let (tag, _) = page.get(at..)?.split_once('>')?;
    let (_, source) = tag.split_once("src=").or_else(|| tag.split_once("SRC="))?;
    let quote = |c: char| matches!(c, '"' | '\'');
    let source = source.trim_start_matches(quote);
    let source = source
        .split(|c: char| quote(c) || c.is_whitespace())
        .next()?;
    (!source.is_empty()).then(|| source.to_owned())
}

/// How often the page has a tag.
#[must_use]
pub(in crate::load) fn count(page: &str, tag: &str) -> usize {
    let windows = page.as_bytes().windows(tag.len());
    windows
        .filter(|found| found.eq_ignore_ascii_case(tag.as_bytes()))
        .count()
}
