//! Codes that are not printed whole in a cell of their own: in one cell with the name, or with their own digits only.

use std::collections::BTreeMap;

use crate::load::body::RawRow;
use crate::load::vocabulary::Stub;
use crate::model::{Classification, code};

/// Code and name of `[2060101]行政运行`, `2060101-行政运行` or `2060101行政运行`; `None` for names
/// that merely begin with digits.
#[must_use]
pub(super) fn split_coded_name(text: &str) -> Option<(&str, &str)> {
    let opened = text.strip_prefix(['[', '［', '【', '(', '（']);
    let rest = opened.unwrap_or(text);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (code, after) = rest.split_at_checked(digits)?;
    code::classify(code)?;
    let name = if opened.is_some() {
        after.strip_prefix([']', '］', '】', ')', '）'])?
    } else {
        // Of two cells for names the first may hold the code.
        after
            .strip_prefix(['-', '－', '—', '_', '→'])
            .unwrap_or(after)
    };
    let is_name = name.chars().next().is_some_and(|c| !c.is_ascii());
    is_name.then_some((code, name))
}

/// Puts the account of the department before that of the government, which some forms print first:
/// the row is one of the department's accounts.
pub(super) fn order_pairs(rows: &mut [RawRow]) {
    let kind = |code: &str| code::classify(code).map(|(kind, _)| kind);
    for row in rows {
        let Some((first, second)) = row.code.split_once('→') else {
            continue;
        };
        let turned = kind(first) == Some(Classification::GovernmentEconomic)
            && kind(second) == Some(Classification::DepartmentEconomic);
        // Whose name a single one is would not be known.
        if let (true, Some((government, department))) = (turned, row.name.split_once('→'))
            && !department.contains('→')
        {
            let name = format!("{department}→{government}");
            row.code = format!("{second}→{first}").into();
            row.name = name.into();
        }
    }
}

/// Class and section of the rows above, for codes that print only the digits of their own level:
/// 201, then 40, then 01 stand for 201, 20140 and 2014001.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Carried {
    class: String,
    section: String,
}

impl Carried {
    /// The whole code of a row that prints these cells under 类, 款 and 项.
    pub(super) fn complete(&mut self, [class, section, item]: [&str; 3]) -> String {
        if !class.is_empty() {
            class.clone_into(&mut self.class);
            section.clone_into(&mut self.section);
        } else if section.len() == 2 {
            section.clone_into(&mut self.section);
        } else if item.len() != 2 || !section.is_empty() || self.section.is_empty() {
            return format!("{section}{item}");
        }
        format!("{}{}{item}", self.class, self.section)
    }
}

/// What the rows above carry down, by lane and by classification within the lane.
pub(super) type CarriedCodes = BTreeMap<(usize, usize), Carried>;

/// What the codes of a row are those of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coded {
    /// No code is printed.
    Not,
    /// A unit.
    Unit,
    /// An account, or a pair of accounts.
    Account,
    /// An account, and the unit it belongs to in a column of its own.
    AccountOfUnit,
}

/// The codes of one row under construction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CodeCells {
    codes: Vec<String>,
    /// Cells of 类, 款 and 项, and which entry of `codes` they make.
    levels: Vec<(usize, [String; 3])>,
    /// The code in a column of unit codes.
    unit: String,
}

impl CodeCells {
    /// A column 类 begins the columns of one classification.
    pub(super) fn open_class(&mut self) {
        self.levels.push((self.codes.len(), Default::default()));
        self.codes.push(String::new());
    }

    /// Takes the digits printed in a column.
    pub(super) fn push(&mut self, stub: Stub, digits: &str) {
        let level = match stub {
            Stub::Class => 0,
            Stub::Section => 1,
            Stub::Item => 2,
            Stub::UnitCode => {
                digits.clone_into(&mut self.unit);
                return;
            }
            _ => {
                self.codes.push(digits.to_owned());
                return;
            }
        };
        let cell = self
            .levels
            .last_mut()
            .and_then(|(_, cells)| cells.get_mut(level));
        // Spreadsheets that keep codes as numbers print 5 for 05; 款 and 项 always have two digits.
        let zero = if level > 0 && digits.len() == 1 {
            "0"
        } else {
            ""
        };
        let digits = format!("{zero}{digits}");
        match (cell, self.codes.last_mut()) {
            (Some(cell), _) => *cell = digits,
            (None, Some(code)) => code.push_str(&digits),
            (None, None) => self.codes.push(digits),
        }
    }

    /// The codes of the row, pairs joined with `→`, and whether they are those of an account or of a
    /// unit. A unit code beside an account says whose account it is; the row is that of the account.
    pub(super) fn joined(mut self, lane: usize, carried: &mut CarriedCodes) -> (String, Coded) {
        for (nth, (at, [class, section, item])) in self.levels.iter().enumerate() {
            let carried = carried.entry((lane, nth)).or_default();
            if let Some(code) = self.codes.get_mut(*at) {
                *code = carried.complete([class, section, item]);
            }
        }
        self.codes.retain(|code| !code.is_empty());
        match (self.codes.is_empty(), self.unit.is_empty()) {
            (true, true) => (String::new(), Coded::Not),
            (true, false) => (self.unit, Coded::Unit),
            (false, true) => (self.codes.join("→"), Coded::Account),
            (false, false) => (self.codes.join("→"), Coded::AccountOfUnit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_one_cell_with_their_names() {
        let cases = [
            ("[2060101]行政运行", Some(("2060101", "行政运行"))),
            ("［301］工资福利支出", Some(("301", "工资福利支出"))),
            ("2060101-行政运行", Some(("2060101", "行政运行"))),
            ("30101基本工资", Some(("30101", "基本工资"))),
            ("2040506-“两庭”建设", Some(("2040506", "“两庭”建设"))),
            ("110KV线路改迁", None),
            ("2024-2025年度站点建设", None),
            ("206-2024年项目", None),
            ("2060101", None),
            ("行政运行", None),
            ("（一）行政单位", None),
        ];
        for (text, parts) in cases {
            assert_eq!(split_coded_name(text), parts, "{text}");
        }
    }

    #[test]
    fn a_unit_code_beside_an_account_makes_no_pair() {
        let joined = |cells: &[(Stub, &str)]| {
            let mut codes = CodeCells::default();
            for (stub, digits) in cells {
                if *stub == Stub::Class {
                    codes.open_class();
                }
                codes.push(*stub, digits);
            }
            codes.joined(0, &mut CarriedCodes::new())
        };
        let account = [
            (Stub::Class, "213"),
            (Stub::Section, "3"),
            (Stub::Item, "01"),
            (Stub::UnitCode, "350001"),
        ];
        assert_eq!(joined(&account), ("2130301".into(), Coded::AccountOfUnit));
        assert_eq!(joined(&account[3..]), ("350001".into(), Coded::Unit));
        assert_eq!(joined(&[]), (String::new(), Coded::Not));
        let pair = [(Stub::Code, "30101"), (Stub::Code, "50101")];
        assert_eq!(joined(&pair), ("30101→50101".into(), Coded::Account));
    }

    #[test]
    fn the_account_of_the_department_stands_first() {
        let row = |code: &str, name: &str| RawRow {
            code: code.into(),
            name: name.into(),
            ..RawRow::default()
        };
        let mut rows = [
            row("501→30101", "机关工资福利支出→基本工资"),
            row("30201→50201", "办公费→办公经费"),
            row("501→30102", "津贴补贴"),
            row("301", "工资福利支出"),
        ];
        order_pairs(&mut rows);
        let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes, ["30101→501", "30201→50201", "501→30102", "301"]);
        assert_eq!(rows[0].name, "基本工资→机关工资福利支出");
    }

    #[test]
    fn own_digits_stand_below_the_rows_above() {
        let mut carried = Carried::default();
        let rows = [
            (["201", "", ""], "201"),
            (["", "40", ""], "20140"),
            (["", "", "01"], "2014001"),
            (["", "", "02"], "2014002"),
            (["208", "05", "01"], "2080501"),
            (["", "", "05"], "2080505"),
            (["210", "", ""], "210"),
            (["", "", "01"], "01"),
        ];
        for (cells, code) in rows {
            assert_eq!(carried.complete(cells), code, "{cells:?}");
        }
    }
}
