//! The same made-up disclosure in every format has the same cells.

use chazhang::load::load;
use chazhang::model::Disclosure;

use crate::generator::style::STYLES;
use crate::{office, paged, pdf};

/// Every cell with its table, row, column and unit, in order.
fn cells(disclosure: &Disclosure) -> Vec<String> {
    let cells = disclosure.tables.iter().flat_map(|table| {
        table.rows.iter().flat_map(move |row| {
            row.cells().iter().map(move |cell| {
                let path = cell.column().map(|column| table.columns[column].label());
                let figure = cell.figure();
                let unit = figure.as_ref().map_or("", |figure| figure.unit().word());
                format!(
                    "{} {} {} {path:?} {}{unit}",
                    table.kind.name(),
                    row.code(),
                    row.name(),
                    cell.raw()
                )
            })
        })
    });
    cells.collect()
}

/// What is read from the file beyond or short of the text, few examples each.
fn difference(expected: &[String], found: &[String]) -> String {
    let only = |some: &[String], other: &[String]| -> Vec<String> {
        let left = some.iter().filter(|cell| !other.contains(cell));
        left.take(4).cloned().collect()
    };
    format!(
        "{} cells instead of {}; lost {:#?}; new {:#?}",
        found.len(),
        expected.len(),
        only(expected, found),
        only(found, expected)
    )
}

#[test]
fn every_format_gives_the_same_cells() {
    let mut wrong = Vec::new();
    for style in STYLES.iter().filter(|style| style.is_grid()) {
        let (book, forms) = style.forms(7, true);
        let printed = style.print(&book, &forms);
        let expected = cells(&load("a.txt", printed.text.as_bytes()));
        assert!(expected.len() >= printed.stated.len(), "{}", style.name);
        let text = &style.print_covers(&book, &forms).text;
        for (name, bytes) in [
            ("a.docx", office::docx(text)),
            ("a.xlsx", office::xlsx(text)),
            ("a.ods", office::ods(text)),
            ("a.html", office::html(text)),
            ("a.csv", office::csv(text)),
            ("a.pdf", pdf::file(&paged::pages(text))),
        ] {
            let found = cells(&load(name, &bytes));
            if found != expected {
                let what = difference(&expected, &found);
                wrong.push(format!("{} as {name}: {what}", style.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
