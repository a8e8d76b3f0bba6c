//! Tables that the contents of a disclosure list and that were not found among its tables.

use crate::model::Disclosure;

/// The promised tables without a table of that title. Ordinals, brackets, years and the name of the
/// body are no part of a title: contents and captions differ in them.
pub(super) fn missing(disclosure: &Disclosure) -> Vec<usize> {
    let titles: Vec<String> = disclosure
        .tables
        .iter()
        .map(|table| bare_title(&table.title, &disclosure.department))
        .collect();
    let is_there = |promised: &str| {
        let wanted = bare_title(promised, &disclosure.department);
        let same = |title: &String| {
            !title.is_empty() && (title.contains(&wanted) || wanted.contains(title.as_str()))
        };
        wanted.is_empty() || titles.iter().any(same)
    };
    (0..disclosure.promised.len())
        .filter(|index| !is_there(&disclosure.promised[*index].title))
        .collect()
}

/// The Chinese characters of a title that name the form.
fn bare_title(title: &str, department: &str) -> String {
    let title = title.replace(department, "");
    let title = title.rsplit(['、', '：', ':']).next().unwrap_or("");
    let outside = title
        .split(['（', '('])
        .next()
        .filter(|part| !part.trim().is_empty())
        .unwrap_or(title);
    outside
        .replace("部门", "")
        .replace("单位", "")
        .replace("年度", "")
        .replace("情况", "")
        .chars()
        .filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character) && *character != '年')
        .collect()
}
