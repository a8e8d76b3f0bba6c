//! Classification codes: 支出功能分类 (类/款/项) and 支出经济分类 (类/款) of departments and governments.

/// Depth of a code or row in its classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 类
    Class,
    /// 款
    Section,
    /// 项
    Item,
}

/// Which classification a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Classification {
    /// 支出功能分类: 201–234, with 3, 5 or 7 digits.
    Function,
    /// 部门预算支出经济分类: 301–399, with 3 or 5 digits.
    DepartmentEconomic,
    /// 政府预算支出经济分类: 501–599, with 3 or 5 digits.
    GovernmentEconomic,
}

/// Reads the classification and level off the digits of a code; `None` for codes of units,
/// projects and anything else.
#[must_use]
pub fn classify(code: &str) -> Option<(Classification, Level)> {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let classification = match code.as_bytes().first()? {
        b'2' => Classification::Function,
        b'3' => Classification::DepartmentEconomic,
        b'5' => Classification::GovernmentEconomic,
        _ => return None,
    };
    let level = match code.len() {
        3 => Level::Class,
        5 => Level::Section,
        7 if classification == Classification::Function => Level::Item,
        _ => return None,
    };
    let class: u32 = code.get(..3)?.parse().ok()?;
    let known = match classification {
        Classification::Function => (201..=234).contains(&class),
        Classification::DepartmentEconomic => (301..=313).contains(&class) || class == 399,
        Classification::GovernmentEconomic => (501..=515).contains(&class) || class == 599,
    };
    known.then_some((classification, level))
}

/// The code one level up: 2060101 → 20601 → 206.
#[must_use]
pub fn parent(code: &str) -> Option<&str> {
    match code.len() {
        5 | 7 => code.get(..code.len() - 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_classification_and_level() {
        assert_eq!(
            classify("2060101"),
            Some((Classification::Function, Level::Item))
        );
        assert_eq!(
            classify("30113"),
            Some((Classification::DepartmentEconomic, Level::Section))
        );
        assert_eq!(
            classify("505"),
            Some((Classification::GovernmentEconomic, Level::Class))
        );
        for other in ["310001", "021001", "350", "3010101", "", "三"] {
            assert_eq!(classify(other), None, "{other}");
        }
    }

    #[test]
    fn parents_drop_two_digits() {
        assert_eq!(parent("2060101"), Some("20601"));
        assert_eq!(parent("20601"), Some("206"));
        assert_eq!(parent("206"), None);
    }
}
