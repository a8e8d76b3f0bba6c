//! What is printed above the next page of a table to say so: 续表, （续上表）, 续表3, 收支总表（续）.

use crate::load::fold::chinese_number;

/// A line without what says that a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) struct Paged<'t> {
    /// What the first page prints; empty where nothing else stands in the line.
    pub(in crate::load) core: &'t str,
    /// Whether the line stands above a page behind the first.
    pub(in crate::load) goes_on: bool,
}

/// Divides a folded caption line into its words and what counts its pages.
#[must_use]
pub(in crate::load) fn split(folded: &str) -> Paged<'_> {
    let next = |core| Paged {
        core,
        goes_on: true,
    };
    if says_so(folded) {
        return next("");
    }
    // 续表3收支总表, （续）收支总表
    let bracketed = || {
        let (words, rest) = folded.strip_prefix('（')?.split_once('）')?;
        says_so(words).then_some(rest)
    };
    let before = bracketed().or_else(|| folded.strip_prefix('续').filter(|rest| is_numbered(rest)));
    if let Some(rest) = before {
        return next(rest);
    }
    let Some((core, words)) = ending(folded) else {
        return Paged {
            core: folded,
            goes_on: false,
        };
    };
    match page(words) {
        Some(number) => Paged {
            core,
            goes_on: number > 1,
        },
        None => next(core),
    }
}

/// A caption and the words behind it that count its pages: 收支总表 and 续表一.
fn ending(folded: &str) -> Option<(&str, &str)> {
    let counts = |words: &str| says_so(words) || page(words).is_some();
    let inside = || {
        let (core, words) = folded.strip_suffix('）')?.rsplit_once('（')?;
        Some((core, words))
    };
    let behind = || {
        let at = folded
            .rmatch_indices('表')
            .map(|(at, _)| at + '表'.len_utf8());
        let mut divided = at.filter_map(|at| folded.split_at_checked(at));
        divided.find_map(|(core, words)| {
            let words = words.trim_start_matches(['-', '—', '－']);
            (counts(words) && words.starts_with(['续', '接', '第'])).then_some((core, words))
        })
    };
    inside()
        .filter(|(core, words)| !core.is_empty() && counts(words))
        .or_else(behind)
}

/// 表 and a number.
fn is_numbered(rest: &str) -> bool {
    let number = rest.strip_prefix('表');
    number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// 续, 续表, 续上表, 接上页, 续表二, （续1）.
fn says_so(words: &str) -> bool {
    let words = words
        .strip_prefix('（')
        .and_then(|words| words.strip_suffix('）'))
        .unwrap_or(words);
    let of = |head: &str| words.strip_prefix(head);
    let (rest, alone) = match ["续上", "续前", "接上", "接前"]
        .iter()
        .find_map(|head| of(head))
    {
        Some(rest) => (rest, false),
        None => match of("续") {
            Some(rest) => (rest, true),
            None => return false,
        },
    };
    let number = rest.strip_prefix(['表', '页']);
    let counted = number.unwrap_or(rest);
    let is_number = counted.is_empty()
        || counted.len() <= 2 && counted.bytes().all(|byte| byte.is_ascii_digit())
        || chinese_number(counted).is_some();
    (alone || number.is_some()) && is_number
}

/// The number in 第2页, 第2页共3页, 2/3.
fn page(words: &str) -> Option<u32> {
    let digits = |text: &str| -> Option<u32> {
        let short = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| short)
    };
    if let Some((page, of)) = words.split_once('/') {
        let (page, of) = (digits(page)?, digits(of)?);
        return (1..=of).contains(&page).then_some(page);
    }
    let (page, rest) = words.strip_prefix('第')?.split_once('页')?;
    let rest = rest.trim_start_matches(['，', '/', '、']);
    let all = rest
        .strip_prefix('共')
        .and_then(|rest| rest.strip_suffix('页'));
    let counted = rest.is_empty() || all.and_then(digits).is_some();
    digits(page).filter(|_| counted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::fold::fold;

    #[test]
    fn pages_behind_the_first_say_so() {
        for (text, core) in [
            ("续表", ""),
            ("（续上表）", ""),
            ("续表一", ""),
            ("接上页", ""),
            ("续表3", ""),
            ("部门支出总表（续）", "部门支出总表"),
            ("部门支出总表(续1)", "部门支出总表"),
            ("部门支出总表（续表二）", "部门支出总表"),
            ("部门支出总表续表", "部门支出总表"),
            ("部门支出总表-续", "部门支出总表"),
            ("部门支出总表（第2页，共3页）", "部门支出总表"),
            ("（续）部门支出总表", "部门支出总表"),
            ("续表3 部门支出总表", "表3部门支出总表"),
            ("预算03表（续）", "预算03表"),
        ] {
            let folded = fold(text);
            let paged = split(&folded);
            assert!(paged.goes_on, "{text}");
            assert_eq!(paged.core, core, "{text}");
        }
    }

    #[test]
    fn other_words_keep_what_they_say() {
        for text in [
            "部门支出总表",
            "续建工程",
            "续建项目支出表",
            "部门支出总表（不含上年结转）",
            "手续费",
            "接上级通知",
            "续保费",
            "12/30",
            "部门支出总表（2）",
        ] {
            let folded = fold(text);
            assert_eq!(
                split(&folded),
                Paged {
                    core: &folded,
                    goes_on: false
                },
                "{text}"
            );
        }
        let first = fold("部门支出总表（第1页）");
        assert_eq!(
            split(&first),
            Paged {
                core: "部门支出总表",
                goes_on: false
            }
        );
    }
}
