//! The layouts in which the same book is printed.

use super::book::{Book, Entry};
use super::form::Form;
use super::henan::Variant;
use super::print::{Cells, Layout, Part, Printer, Publisher, Stated};
use super::{cities, final_account, hebei, henan, jiangsu, prose, shanghai};

/// Forms of a region in a layout.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) name: &'static str,
    pub(crate) layout: Layout,
    /// 预算 or 决算.
    account: &'static str,
    /// Whether the forms have a place for money left at the end of the year.
    keeps: bool,
    forms: fn(&Book) -> Vec<Form>,
}

impl Style {
    /// Whether no empty cell is lost.
    pub(crate) fn is_grid(&self) -> bool {
        self.layout.cells == Cells::Tabs
    }

    /// The forms of a seed.
    pub(crate) fn forms(&self, seed: u64, exact: bool) -> (Book, Vec<Form>) {
        let mut book = Book::made(seed, exact);
        if !self.keeps {
            book.carry_out = 0;
        }
        let forms = (self.forms)(&book);
        (book, forms)
    }

    /// The running text.
    pub(crate) fn told(&self, book: &Book) -> String {
        prose::after(book, self.account).join("\n")
    }

    /// Prints forms that belong to a book.
    pub(crate) fn print(&self, book: &Book, forms: &[Form]) -> Printed {
        self.print_as(self.layout, book, forms)
    }

    /// The same with covered cells of headers marked.
    pub(crate) fn print_covers(&self, book: &Book, forms: &[Form]) -> Printed {
        let covers = true;
        self.print_as(
            Layout {
                covers,
                ..self.layout
            },
            book,
            forms,
        )
    }

    fn print_as(&self, layout: Layout, book: &Book, forms: &[Form]) -> Printed {
        let publisher = Publisher {
            name: book.department.clone(),
            code: book.code.clone(),
            year: book.year,
        };
        let mut printer = Printer::new(layout, &publisher);
        for line in prose::before(book, self.account) {
            printer.line(&line);
        }
        for form in forms {
            printer.form(form);
        }
        for line in prose::after(book, self.account) {
            printer.line(&line);
        }
        Printed {
            text: printer.text,
            stated: printer.stated,
        }
    }
}

/// A text and what must be read in it.
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) stated: Vec<Stated>,
}

const TABS: Layout = Layout {
    cells: Cells::Tabs,
    caption: &[],
    index_line: None,
    own_digits: false,
    page: 0,
    repeats_caption: false,
    repeats_header: false,
    numbered: false,
    wrap: 0,
    chop: 0,
    covers: false,
    airy: false,
};

const SPACES: Layout = Layout {
    cells: Cells::Spaces,
    ..TABS
};

const HENAN: &[Part] = &[Part::Mark, Part::Title, Part::BodyAndUnit("部门名称：")];
const HENAN_UNIT_FIRST: &[Part] = &[Part::UnitThenBody("部门名称："), Part::Mark, Part::Title];
const HENAN_SHORT: &[Part] = &[
    Part::Title,
    Part::Body("部门："),
    Part::Year(""),
    Part::Mark,
    Part::Unit("单位："),
];
const HEBEI: &[Part] = &[
    Part::Title,
    Part::CodedBody,
    Part::Year("预算年度："),
    Part::Unit("单位："),
];
const NATIONAL: &[Part] = &[
    Part::Title,
    Part::Mark,
    Part::Body("部门名称："),
    Part::Unit("金额单位："),
];
const SHANGHAI: &[Part] = &[Part::Title, Part::BodyAndUnit("编制单位：")];
const JIANGSU: &[Part] = &[Part::Mark, Part::Title, Part::BodyAndUnit("部门：")];
const GUANGZHOU: &[Part] = &[Part::Mark, Part::Title, Part::BodyAndUnit("单位名称：")];
const SHENZHEN: &[Part] = &[Part::Mark, Part::Title, Part::BodyAndUnit("部门名称：")];

fn henan_plain(book: &Book) -> Vec<Form> {
    henan::forms(
        book,
        Variant {
            subtotals: false,
            short_marks: false,
            bare_totals: false,
        },
    )
}

fn henan_subtotals(book: &Book) -> Vec<Form> {
    henan::forms(
        book,
        Variant {
            subtotals: true,
            short_marks: false,
            bare_totals: false,
        },
    )
}

fn henan_short(book: &Book) -> Vec<Form> {
    henan::forms(
        book,
        Variant {
            subtotals: false,
            short_marks: true,
            bare_totals: true,
        },
    )
}

/// Shanghai forms have no place for carry-over at all.
fn shanghai_forms(book: &Book) -> Vec<Form> {
    let mut book = book.clone();
    book.entries
        .iter_mut()
        .for_each(|entry: &mut Entry| entry.carried = false);
    shanghai::forms(&book)
}

const fn style(
    name: &'static str,
    account: &'static str,
    keeps: bool,
    forms: fn(&Book) -> Vec<Form>,
    layout: Layout,
) -> Style {
    Style {
        name,
        layout,
        account,
        keeps,
        forms,
    }
}

/// Every layout.
pub(crate) const STYLES: &[Style] = &[
    style(
        "hebei, tabs",
        "预算",
        false,
        hebei::forms,
        Layout {
            caption: HEBEI,
            index_line: Some("栏次"),
            page: 18,
            repeats_caption: true,
            repeats_header: true,
            airy: true,
            ..TABS
        },
    ),
    style(
        "national final account, tabs",
        "决算",
        true,
        final_account::forms,
        Layout {
            caption: NATIONAL,
            index_line: Some("栏次"),
            page: 30,
            numbered: true,
            ..TABS
        },
    ),
    style(
        "henan short marks, tabs",
        "预算",
        true,
        henan_short,
        Layout {
            caption: HENAN_SHORT,
            ..TABS
        },
    ),
    style(
        "henan subtotals, tabs",
        "预算",
        true,
        henan_subtotals,
        Layout {
            caption: HENAN,
            page: 20,
            repeats_header: true,
            numbered: true,
            ..TABS
        },
    ),
    style(
        "shanghai, tabs",
        "预算",
        false,
        shanghai_forms,
        Layout {
            caption: SHANGHAI,
            page: 15,
            repeats_header: true,
            ..TABS
        },
    ),
    style(
        "shanghai own digits, tabs",
        "预算",
        false,
        shanghai_forms,
        Layout {
            caption: SHANGHAI,
            own_digits: true,
            ..TABS
        },
    ),
    style(
        "jiangsu, tabs",
        "预算",
        true,
        jiangsu::forms,
        Layout {
            caption: JIANGSU,
            ..TABS
        },
    ),
    style(
        "guangzhou, tabs",
        "预算",
        true,
        cities::guangzhou,
        Layout {
            caption: GUANGZHOU,
            page: 22,
            repeats_header: true,
            numbered: true,
            ..TABS
        },
    ),
    style(
        "shenzhen, tabs",
        "预算",
        true,
        cities::shenzhen,
        Layout {
            caption: SHENZHEN,
            ..TABS
        },
    ),
    style(
        "beijing, tabs",
        "预算",
        true,
        cities::beijing,
        Layout {
            caption: JIANGSU,
            ..TABS
        },
    ),
    style(
        "henan, spaces",
        "预算",
        true,
        henan_plain,
        Layout {
            caption: HENAN,
            wrap: 11,
            chop: 4,
            ..SPACES
        },
    ),
    style(
        "henan subtotals, spaces",
        "预算",
        true,
        henan_subtotals,
        Layout {
            caption: HENAN_UNIT_FIRST,
            wrap: 12,
            chop: 5,
            page: 18,
            repeats_header: true,
            numbered: true,
            ..SPACES
        },
    ),
    style(
        "jiangsu, spaces",
        "预算",
        true,
        jiangsu::forms,
        Layout {
            caption: JIANGSU,
            wrap: 15,
            page: 24,
            numbered: true,
            ..SPACES
        },
    ),
    style(
        "shanghai, spaces",
        "预算",
        false,
        shanghai_forms,
        Layout {
            caption: SHANGHAI,
            ..SPACES
        },
    ),
    style(
        "guangzhou, spaces",
        "预算",
        true,
        cities::guangzhou,
        Layout {
            caption: GUANGZHOU,
            page: 22,
            repeats_header: true,
            numbered: true,
            ..SPACES
        },
    ),
    style(
        "national final account, spaces",
        "决算",
        true,
        final_account::forms,
        Layout {
            caption: NATIONAL,
            ..SPACES
        },
    ),
    style(
        "hebei, spaces",
        "预算",
        false,
        hebei::forms,
        Layout {
            caption: HEBEI,
            index_line: Some("栏次"),
            page: 18,
            repeats_caption: true,
            repeats_header: true,
            ..SPACES
        },
    ),
];
