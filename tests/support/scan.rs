//! Reads Rust source just well enough to see what a file leans on: blanks comments, literals and test code, finds paths.

/// The code that ships: comments, string and character literals and `#[cfg(test)]` items are
/// replaced by spaces, line breaks are kept.
pub(crate) fn shipped(source: &str) -> String {
    let mut code: Vec<char> = without_literals(source).chars().collect();
    let marker: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut at = 0;
    while at + marker.len() <= code.len() {
        if code[at..at + marker.len()] == marker {
            let end = end_of_item(&code, at + marker.len());
            blank(&mut code[at..end]);
            at = end;
        } else {
            at += 1;
        }
    }
    code.into_iter().collect()
}

fn blank(code: &mut [char]) {
    for c in code.iter_mut().filter(|c| **c != '\n') {
        *c = ' ';
    }
}

/// One past the `;` or the closing brace that ends the item at `from`.
fn end_of_item(code: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    for (index, c) in code.iter().enumerate().skip(from) {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            ';' if depth == 0 => return index + 1,
            _ => {}
        }
    }
    code.len()
}

fn without_literals(source: &str) -> String {
    let mut code: Vec<char> = source.chars().collect();
    let mut at = 0;
    while at < code.len() {
        let end = literal_or_comment_end(&code, at);
        if end > at {
            blank(&mut code[at..end]);
            at = end;
        } else {
            at += 1;
        }
    }
    code.into_iter().collect()
}

/// One past the comment or literal that begins at `at`; `at` itself when none does.
fn literal_or_comment_end(code: &[char], at: usize) -> usize {
    let next = code.get(at + 1).copied();
    let inside_word = at > 0 && (code[at - 1].is_alphanumeric() || code[at - 1] == '_');
    match code[at] {
        '/' if next == Some('/') => find(code, at, &['\n']),
        '/' if next == Some('*') => find(code, at + 2, &['*', '/']) + 2,
        'r' if !inside_word && matches!(next, Some('"' | '#')) => raw_string_end(code, at),
        '"' => quoted_end(code, at, '"'),
        // A lifetime has no closing quote right after its first character.
        '\'' if next == Some('\\') || code.get(at + 2) == Some(&'\'') => quoted_end(code, at, '\''),
        _ => at,
    }
    .min(code.len())
}

fn find(code: &[char], from: usize, what: &[char]) -> usize {
    code.get(from..)
        .and_then(|rest| rest.windows(what.len()).position(|window| window == what))
        .map_or(code.len(), |position| from + position)
}

fn raw_string_end(code: &[char], at: usize) -> usize {
    let hashes = code[at + 1..].iter().take_while(|c| **c == '#').count();
    if code.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    find(code, at + hashes + 2, &close) + close.len()
}

fn quoted_end(code: &[char], at: usize, quote: char) -> usize {
    let mut index = at + 1;
    while index < code.len() && code[index] != quote {
        index += if code[index] == '\\' { 2 } else { 1 };
    }
    index + 1
}

/// Every path below the crate root that `code` names, groups spelled out: `crate::{a::B, c}` gives
/// `a::B` and `c`. `module` is the path of the file, so that `super::super::c` is seen as `c`.
pub(crate) fn paths(code: &str, module: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate", "chazhang"] {
        for rest in after_word(code, root) {
            expand(rest, "", &mut found);
        }
    }
    for rest in after_word(code, "super") {
        let mut climbed = 1;
        let mut rest = rest;
        while let Some(next) = rest.strip_prefix("super::") {
            climbed += 1;
            rest = next;
        }
        // A chain that ends above the top module reaches the crate root.
        if climbed == module.len() {
            expand(rest, "", &mut found);
        }
    }
    found
}

/// What follows each `word::` that begins a path.
fn after_word<'a>(code: &'a str, word: &str) -> Vec<&'a str> {
    let needle = format!("{word}::");
    code.match_indices(&needle)
        .filter(|(index, _)| {
            let before = code[..*index].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
        })
        .map(|(index, _)| &code[index + needle.len()..])
        .collect()
}

fn expand(rest: &str, prefix: &str, found: &mut Vec<String>) {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let after = &rest[word.len()..];
    let path = join(prefix, &word);
    if word.is_empty() && rest.starts_with('{') {
        for part in group_parts(rest) {
            expand(part.trim(), prefix, found);
        }
    } else if let Some(deeper) = after.strip_prefix("::") {
        expand(deeper, &path, found);
    } else {
        found.push(path);
    }
}

fn join(prefix: &str, word: &str) -> String {
    match (prefix, word) {
        ("", word) => word.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, word) => format!("{prefix}::{word}"),
    }
}

/// The parts of the brace group that `group` begins with, split at its outermost commas.
fn group_parts(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 1, Vec::new());
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 1 => {
                parts.push(&group[start..index]);
                start = index + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    parts
}
