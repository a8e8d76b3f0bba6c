//! Type and unit of a project, or the year of its money, printed in one run of words with its name.

use crate::model::{OrgUnit, Place};

/// Words of the 类型 column of project tables.
const PROJECT_TYPES: [&str; 7] = [
    "人员类项目",
    "人员类",
    "公用经费项目",
    "公用经费",
    "其他运转类",
    "特定目标类",
    "运转类",
];

/// Shorter types are words of names too.
const TYPE_ALONE: usize = 5;

/// Whether a run of words holds a type that is no part of any name.
pub(in crate::load) fn holds_type(words: &str) -> bool {
    let mut types = PROJECT_TYPES
        .iter()
        .filter(|word| word.chars().count() >= TYPE_ALONE);
    types.any(|word| words.contains(word))
}

/// Takes the type off one end of a run of words.
pub(in crate::load) fn take_type(name: &mut String, leading: bool) -> Option<String> {
    let found = PROJECT_TYPES.iter().find(|word| {
        if leading {
            name.starts_with(**word)
        } else {
            name.ends_with(**word)
        }
    })?;
    cut(name, found, leading);
    Some((*found).to_owned())
}

/// Takes the name of a listed unit off one end of a run of words.
pub(in crate::load) fn take_unit(
    name: &mut String,
    units: &[OrgUnit],
    leading: bool,
) -> Option<String> {
    let unit = units
        .iter()
        .map(|unit| unit.name.as_str())
        .filter(|unit| {
            if leading {
                name.starts_with(unit)
            } else {
                name.ends_with(unit) && name.len() > unit.len()
            }
        })
        .max_by_key(|unit| unit.len())?
        .to_owned();
    cut(name, &unit, leading);
    Some(unit)
}

/// Takes the last run of words: the year of a row stands right before its figures.
pub(in crate::load) fn take_last(name: &mut String, words: &[(String, Place)]) -> Option<String> {
    let (last, _) = words.last()?;
    cut(name, last, false);
    Some(last.clone())
}

fn cut(name: &mut String, part: &str, leading: bool) {
    if leading {
        *name = name.strip_prefix(part).unwrap_or(name).to_owned();
    } else {
        *name = name.strip_suffix(part).unwrap_or(name).to_owned();
    }
}
