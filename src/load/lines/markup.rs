//! Marks that converters leave around the words of a line: headings, emphasis, lists, fences.

use crate::load::fold::is_space;

/// What Markdown prints around emphasised words.
const EMPHASIS: [(&str, &str); 4] = [
    ("**", "**"),
    ("__", "__"),
    ("<mark>", "</mark>"),
    ("<u>", "</u>"),
];

/// Fewer colons are no fence.
const SHORTEST_FENCE: usize = 3;

/// The words of a line without the marks around them (`##`, `**`, `- `); nothing where it prints none.
#[must_use]
pub(in crate::load) fn printed(text: &str) -> &str {
    let trimmed = text.trim_matches(|c: char| is_space(c) && c != '\t');
    if is_fence(trimmed) {
        return trimmed.get(trimmed.len()..).unwrap_or_default();
    }
    let without_hashes = trimmed.trim_start_matches('#');
    let heading = if without_hashes.len() < trimmed.len() && without_hashes.starts_with(' ') {
        without_hashes.trim_start()
    } else {
        trimmed
    };
    let mut words = heading.strip_prefix("- ").unwrap_or(heading);
    while let Some(inner) = EMPHASIS.iter().find_map(|mark| inside(words, mark)) {
        words = inner;
    }
    words
}

/// `:::` or `::: {style="…"}`: where a part of a page with a style of its own begins or ends.
fn is_fence(line: &str) -> bool {
    let rest = line.trim_start_matches(':');
    let attributes = rest.trim_matches(is_space);
    let named = || {
        attributes
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    line.len() - rest.len() >= SHORTEST_FENCE
        && (attributes.starts_with('{') && attributes.ends_with('}') || named())
}

/// The words between two marks that stand around all of them.
fn inside<'w>(words: &'w str, (open, close): &(&str, &str)) -> Option<&'w str> {
    let inner = words.strip_prefix(open)?.strip_suffix(close)?;
    (!inner.contains(open)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_fences_print_nothing() {
        for (line, words) in [
            ("## **表1 部门收支总表**", "表1 部门收支总表"),
            ("- 合计", "合计"),
            (":::", ""),
            ("::::: pb", ""),
            ("::: {style=\"text-align:left\"}", ""),
            (":: 合计", ":: 合计"),
            ("::: 单位：万元", "::: 单位：万元"),
        ] {
            assert_eq!(printed(line), words, "{line}");
        }
    }
}
