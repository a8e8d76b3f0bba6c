//! How printed things are written out: without control characters, figures without thousands separators.

use rust_decimal::Decimal;

use super::dataset::Exact;
use crate::check::{Computation, Evidence, Finding};
use crate::model::{
    Amount, Bilingual, CellId, Content, Corpus, Figure, Language, Place, RowRef, Source, TableId,
    Unit,
};

/// The characters of a text that may be shown: control, escape and direction-changing characters
/// are removed, so that no document can drive the reader's terminal.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().filter(|&c| !is_unsafe(c)).collect()
}

/// Whether a character could drive a terminal or turn the direction of reading.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// A cleaned text without white space, as cells are exported.
#[must_use]
pub fn joined(text: &str) -> String {
    let shown = text.chars().filter(|&c| !is_unsafe(c));
    shown.filter(|c| !c.is_whitespace()).collect()
}

/// A printed number: no thousands separators, half-width digits, all decimals kept. Dashes and
/// unreadable numbers are text.
#[must_use]
pub fn figure(figure: &Figure) -> Exact {
    if figure.is_number() {
        Exact::of(with_decimals(figure.number(), figure.decimals()))
    } else {
        words(&figure.raw())
    }
}

fn words(text: &str) -> Exact {
    Exact {
        text: joined(text),
        number: None,
    }
}

/// A number with at least this many decimals.
#[must_use]
pub fn with_decimals(number: Decimal, decimals: u32) -> Decimal {
    let mut number = number;
    if number.scale() < decimals {
        number.rescale(decimals);
    }
    number
}

/// The value, kind and unit under which a cell is exported. What is no number is text.
#[must_use]
pub fn exported_value(content: &Content) -> (Exact, &'static str, String) {
    match content {
        Content::Figure(printed) if printed.is_number() => {
            let kind = match printed.unit() {
                Unit::Percent => "percent",
                Unit::Count(_) => "count",
                Unit::Yuan
                | Unit::ThousandYuan
                | Unit::WanYuan
                | Unit::MillionYuan
                | Unit::YiYuan => "amount",
            };
            (figure(printed), kind, clean(printed.unit().word()))
        }
        Content::Figure(printed) => (figure(printed), "text", String::new()),
        Content::Text(text) => (words(text), "text", String::new()),
    }
}

/// The line of a place in its file, `None` where the format has pages.
#[must_use]
pub fn line_of(source: &Source, place: Place) -> Option<u32> {
    let line = source.line_in_file(place.line);
    place.page.is_none().then_some(line)
}

/// The name of the file that prints a place.
#[must_use]
pub fn file_of(source: &Source, place: Place) -> String {
    clean(source.file_at(place.line))
}

/// A place in words: `第 12 行`, `line 12`, `第 3 页`, `page 3`; behind the name of the file where the
/// disclosure was published in several.
#[must_use]
pub fn place_words(source: &Source, place: Place, language: Language) -> String {
    let line = source.line_in_file(place.line);
    let words = match (place.page, language) {
        (None, Language::Chinese) => format!("第 {line} 行"),
        (None, Language::English) => format!("line {line}"),
        (Some(page), Language::Chinese) => format!("第 {page} 页"),
        (Some(page), Language::English) => format!("page {page}"),
    };
    if source.parts().is_empty() {
        words
    } else {
        format!("{} {words}", file_of(source, place))
    }
}

/// The place of a piece of evidence in words, see [`place_words`].
#[must_use]
pub fn words_of_place(
    corpus: &Corpus,
    finding: &Finding,
    evidence: &Evidence,
    language: Language,
) -> String {
    corpus
        .disclosure(finding.disclosure)
        .map_or_else(String::new, |disclosure| {
            place_words(&disclosure.source, evidence.place, language)
        })
}

/// Table, code, name and column of a piece of evidence, each empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Printed number of the table.
    pub table_id: String,
    /// Printed title of the table.
    pub table_title: String,
    /// Code of the row.
    pub row_code: String,
    /// Name of the row.
    pub row_name: String,
    /// Header path of the column.
    pub column_path: String,
}

impl Address {
    /// The address of a cell, else of a table, else nothing.
    #[must_use]
    pub fn of(corpus: &Corpus, cell: Option<CellId>, table: Option<TableId>) -> Address {
        let mut address = Address::default();
        let Some(table) = cell.map(|cell| cell.row.table).or(table) else {
            return address;
        };
        if let Some(table) = corpus.table(table) {
            address.table_id = clean(&table.id);
            address.table_title = clean(&table.title);
        }
        if let Some(cell) = cell {
            if let Some(row) = corpus.row(cell.row) {
                address.row_code = row_code(row);
                address.row_name = joined(row.name());
            }
            if let Some(column) = corpus.column(cell) {
                address.column_path = joined(&column.label());
            }
        }
        address
    }

    /// Row and column in words: `206 科学技术支出 · 合计`.
    #[must_use]
    pub fn row_and_column(&self) -> String {
        let parts = [&self.row_code, &self.row_name];
        let row: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        let row = row.join(" ").trim().to_owned();
        match (row.is_empty(), self.column_path.is_empty()) {
            (_, true) => row,
            (true, false) => self.column_path.clone(),
            (false, false) => format!("{row} · {}", self.column_path),
        }
    }
}

/// The code of a row as exported.
#[must_use]
pub fn row_code(row: RowRef<'_>) -> String {
    joined(row.code())
}

/// The unit in which a computation is shown: the one its total is printed in, else that of its
/// first printed term.
#[must_use]
pub fn unit_of(corpus: &Corpus, computation: &Computation) -> Unit {
    std::iter::once(&computation.total)
        .chain(&computation.terms)
        .filter_map(|term| corpus.cell(term.cell?)?.figure())
        .map(|figure| figure.unit().clone())
        .next()
        .unwrap_or_default()
}

/// An exact amount in a unit, in plain digits.
#[must_use]
pub fn exact(amount: Amount, unit: &Unit) -> Exact {
    Exact::of(amount.in_unit(unit))
}

/// A text in one language, cleaned.
#[must_use]
pub fn say(text: &Bilingual, language: Language) -> String {
    clean(text.in_language(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FigureKind;

    fn cell(raw: &str, number: Decimal, decimals: u32, kind: FigureKind) -> Content {
        Content::Figure(Figure::new(kind, number, decimals, Unit::WanYuan, raw))
    }

    #[test]
    fn numbers_lose_separators_and_keep_decimals() {
        let printed = cell("1,469.50", Decimal::new(146_950, 2), 2, FigureKind::Printed);
        assert_eq!(
            exported_value(&printed),
            (
                Exact::of(Decimal::new(146_950, 2)),
                "amount",
                "万元".to_owned()
            )
        );
        let zero = cell("0.00", Decimal::ZERO, 2, FigureKind::Zero);
        assert_eq!(exported_value(&zero).0.text, "0.00");
    }

    #[test]
    fn dashes_are_text_without_a_unit() {
        let dash = cell("———", Decimal::ZERO, 0, FigureKind::Dash);
        assert_eq!(exported_value(&dash), (words("———"), "text", String::new()));
    }

    #[test]
    fn nothing_that_drives_a_terminal_is_left() {
        assert_eq!(clean("a\u{1b}[31m\u{9b}2J\u{202e}b\r\n"), "a[31m2Jb");
        assert_eq!(joined(" 3 个\u{3000}\u{7} "), "3个");
    }
}
