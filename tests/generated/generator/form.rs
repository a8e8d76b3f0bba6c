//! A printed form before it is printed: columns, rows, figures; the same for every layout.

use chazhang::model::{TableKind, Unit};

/// What a column of the printed table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// The whole code, or that of a unit.
    Code,
    /// Its first three digits.
    Class,
    /// The two digits of the section.
    Section,
    /// The two digits of the item.
    Item,
    /// The code of a unit; blank in other rows.
    UnitCode,
    /// The name.
    Name,
    /// `[2060101]行政运行`
    BracketedName,
    /// `2060101-行政运行`
    HyphenedName,
    /// Code of the second classification, or its class and section in two cells.
    PairCode,
    PairClass,
    PairSection,
    /// Name in the second classification.
    PairName,
    /// 序号, 行次
    Ordinal,
    /// Words beside the name, in order.
    Text,
    /// An amount.
    Figure,
}

/// One innermost header cell with its path.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) path: Vec<String>,
    pub(crate) use_: Use,
}

impl Head {
    /// `基本支出/人员经费` stands for two levels.
    pub(crate) fn new(use_: Use, path: &str) -> Head {
        Head {
            path: path.split('/').map(str::to_owned).collect(),
            use_,
        }
    }

    pub(crate) fn is_figure(&self) -> bool {
        self.use_ == Use::Figure
    }
}

/// What stands in a place for a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The form leaves the place blank.
    Blank,
    /// ———
    Dash,
    /// Exact amount in 分.
    Fen(i64),
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Total,
    /// A total whose name is printed in a block before this one.
    NamedBefore,
    Unit,
    Item,
}

/// One row of one lane.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) code: String,
    pub(crate) name: String,
    /// Code and name in the second classification.
    pub(crate) pair: Option<(String, String)>,
    pub(crate) texts: Vec<String>,
    /// One for every figure column.
    pub(crate) slots: Vec<Slot>,
}

impl Line {
    pub(crate) fn item(code: &str, name: &str, slots: Vec<Slot>) -> Line {
        Line {
            kind: Kind::Item,
            code: code.to_owned(),
            name: name.to_owned(),
            pair: None,
            texts: Vec::new(),
            slots,
        }
    }

    pub(crate) fn total(name: &str, slots: Vec<Slot>) -> Line {
        Line {
            kind: Kind::Total,
            ..Line::item("", name, slots)
        }
    }

    pub(crate) fn unit(code: &str, name: &str, slots: Vec<Slot>) -> Line {
        Line {
            kind: Kind::Unit,
            ..Line::item(code, name, slots)
        }
    }

    /// The code as it must be read.
    pub(crate) fn read_code(&self) -> String {
        match &self.pair {
            Some((code, _)) => format!("{}→{code}", self.code),
            None => self.code.clone(),
        }
    }

    /// The name as it must be read: without white space, pairs joined.
    pub(crate) fn read_name(&self) -> String {
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
        match &self.pair {
            Some((_, name)) => format!("{}→{name}", self.name),
            None => squeezed(&self.name),
        }
    }
}

/// One stream of rows with its columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lane {
    pub(crate) heads: Vec<Head>,
    pub(crate) lines: Vec<Line>,
}

/// How figures are printed.
#[derive(Debug, Clone)]
pub(crate) struct Money {
    pub(crate) unit: Unit,
    pub(crate) decimals: u32,
    /// Whether thousands are set off with commas.
    pub(crate) grouped: bool,
    /// Whether nothing is printed as 0.00 rather than left blank.
    pub(crate) zeros: bool,
}

impl Money {
    /// Two decimals of 万元.
    pub(crate) fn wan(grouped: bool, zeros: bool) -> Money {
        Money {
            unit: Unit::WanYuan,
            decimals: 2,
            grouped,
            zeros,
        }
    }

    /// The digits of an exact amount, rounded to nearest; `None` where nothing is printed.
    pub(crate) fn printed(&self, slot: Slot) -> Option<String> {
        let fen = match slot {
            Slot::Blank => return None,
            Slot::Dash => return Some("———".to_owned()),
            Slot::Fen(0) if !self.zeros => return None,
            Slot::Fen(fen) => fen,
        };
        let digits = if self.unit == Unit::Yuan { 2 } else { 6 };
        let step = 10_i64.pow(digits - self.decimals);
        let rounded = (fen.abs() + step / 2) / step;
        let sign = if fen < 0 && rounded != 0 { "-" } else { "" };
        let scale = 10_i64.pow(self.decimals);
        let whole = (rounded / scale).to_string();
        let whole = if self.grouped { grouped(&whole) } else { whole };
        if self.decimals == 0 {
            return Some(format!("{sign}{whole}"));
        }
        let width = self.decimals as usize;
        Some(format!("{sign}{whole}.{:0width$}", rounded % scale))
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// One table.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) kind: TableKind,
    pub(crate) title: String,
    /// The number as it is printed: 预算01表, YS01, 公开05表, 表1.
    pub(crate) mark: Option<String>,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) money: Money,
    /// What the form prints under an empty body.
    pub(crate) note: Option<String>,
    /// Whether 合计 stands in the first cell, whatever the column is for.
    pub(crate) totals_first: bool,
}

impl Form {
    /// A table with one stream of rows.
    pub(crate) fn single(
        kind: TableKind,
        title: &str,
        heads: Vec<Head>,
        lines: Vec<Line>,
        money: Money,
    ) -> Form {
        Form {
            kind,
            title: title.to_owned(),
            mark: None,
            lanes: vec![Lane { heads, lines }],
            money,
            note: None,
            totals_first: false,
        }
    }

    /// A table with income on the left and expenditure on the right.
    pub(crate) fn balance(
        kind: TableKind,
        title: &str,
        left: Lane,
        right: Lane,
        money: Money,
    ) -> Form {
        Form {
            kind,
            title: title.to_owned(),
            mark: None,
            lanes: vec![left, right],
            money,
            note: None,
            totals_first: false,
        }
    }

    /// How many printed body rows there are.
    pub(crate) fn height(&self) -> usize {
        let heights = self.lanes.iter().map(|lane| lane.lines.len());
        heights.max().unwrap_or(0)
    }
}
