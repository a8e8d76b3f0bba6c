//! Forms as Shanghai prints them: whole 元 in the tables, codes in three cells, staffing columns in the balance.

use chazhang::model::{TableKind, Unit};

use super::book::{Book, Entry, Source};
use super::columns::{self, ALL, BASIC, BY_STAFFING, Column, PROJECT};
use super::form::{Form, Head, Lane, Line, Money, Slot, Use};
use super::words::{Classes, Ordinals, class_lines, fill, is_fiscal};

/// All forms of a book without carry-over at either end.
pub(crate) fn forms(book: &Book) -> Vec<Form> {
    let general = |entry: &Entry| entry.source == Source::General;
    let mut forms = vec![
        balance(book),
        by_function(
            book,
            TableKind::IncomeSummary,
            ("收入预算总表", "收入预算"),
            &[
                ALL,
                ("财政拨款收入", |entry, _| entry.source != Source::Own),
                ("事业收入", |_, _| false),
                ("事业单位经营收入", |_, _| false),
                ("其他收入", |entry, _| entry.source == Source::Own),
            ],
            |_| true,
        ),
        by_function(
            book,
            TableKind::ExpenditureSummary,
            ("支出预算总表", "支出预算"),
            &[ALL, BASIC, PROJECT],
            |_| true,
        ),
        fiscal_balance(book),
        by_function(
            book,
            TableKind::GeneralBudgetExpenditure,
            ("一般公共预算支出功能分类预算表", "一般公共预算支出"),
            &[ALL, BASIC, PROJECT],
            general,
        ),
        by_function(
            book,
            TableKind::GovernmentFund,
            ("政府性基金预算支出功能分类预算表", "政府性基金预算支出"),
            &[ALL, BASIC, PROJECT],
            |entry| entry.source == Source::Fund,
        ),
        by_function(
            book,
            TableKind::StateCapital,
            ("国有资本经营预算支出功能分类预算表", "国有资本经营预算支出"),
            &[ALL, BASIC, PROJECT],
            |entry| entry.source == Source::Capital,
        ),
        basic(book),
    ];
    for form in &mut forms {
        form.title = format!("{}年预算单位{}", book.year, form.title);
    }
    forms
}

fn money() -> Money {
    Money {
        unit: Unit::Yuan,
        decimals: 0,
        grouped: true,
        zeros: false,
    }
}

fn balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let of = |source: Source| book.sum(|entry| entry.source == source);
    let fiscal = book.sum(is_fiscal);
    let mut income: Vec<Line> = [
        ("一、财政拨款收入", fiscal),
        ("1、一般公共预算", of(Source::General)),
        ("2、政府性基金预算", of(Source::Fund)),
        ("3、国有资本经营预算", of(Source::Capital)),
        ("二、事业收入", 0),
        ("三、事业单位经营收入", 0),
        ("四、其他收入", of(Source::Own)),
    ]
    .map(|(name, amount)| Line::item("", name, fen(amount)))
    .to_vec();
    let columns: [fn(&Entry) -> bool; 4] = [
        |_| true,
        Entry::is_personnel,
        Entry::is_running,
        |entry| !entry.is_basic(),
    ];
    let mut spending = class_lines(book, Classes::Used, Ordinals::Running, &columns);
    let height = income.len().max(spending.len());
    fill(&mut income, height, 1);
    fill(&mut spending, height, 4);
    income.push(Line::total("收入总计", fen(book.sum(|_| true))));
    let sums = columns.iter().map(|fits| Slot::Fen(book.sum(fits)));
    spending.push(Line::total("支出总计", sums.collect()));
    let left = Lane {
        heads: vec![
            Head::new(Use::Name, "本年收入/项目"),
            Head::new(Use::Figure, "本年收入/预算数"),
        ],
        lines: income,
    };
    let mut heads = vec![Head::new(Use::Name, "本年支出/项目")];
    for path in ["合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]
    {
        heads.push(Head::new(Use::Figure, &format!("本年支出/预算数/{path}")));
    }
    let right = Lane {
        heads,
        lines: spending,
    };
    Form::balance(
        TableKind::BudgetSummary,
        "财务收支预算总表",
        left,
        right,
        money(),
    )
}

fn by_function(
    book: &Book,
    kind: TableKind,
    (title, group): (&str, &str),
    columns: &[Column],
    fits: fn(&Entry) -> bool,
) -> Form {
    let mut heads = vec![
        Head::new(Use::Class, "项目/功能分类科目编码/类"),
        Head::new(Use::Section, "项目/功能分类科目编码/款"),
        Head::new(Use::Item, "项目/功能分类科目编码/项"),
        Head::new(Use::Name, "项目/功能分类科目名称"),
    ];
    for (path, _) in columns {
        heads.push(Head::new(Use::Figure, &format!("{group}/{path}")));
    }
    let mut lines = columns::function_lines(book, columns, true, fits);
    lines.push(Line::total("合计", columns::slots(book, columns, fits)));
    Form::single(kind, title, heads, lines, money())
}

fn fiscal_balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let columns: [fn(&Entry) -> bool; 4] = [
        is_fiscal,
        |entry| entry.source == Source::General,
        |entry| entry.source == Source::Fund,
        |entry| entry.source == Source::Capital,
    ];
    let mut income: Vec<Line> = [
        "一、一般公共预算",
        "二、政府性基金预算",
        "三、国有资本经营预算",
    ]
    .iter()
    .zip(&columns[1..])
    .map(|(name, fits)| Line::item("", name, fen(book.sum(fits))))
    .collect();
    let mut spending = class_lines(book, Classes::Used, Ordinals::Running, &columns);
    // A class with own money only stays without figures here.
    let height = income.len().max(spending.len());
    fill(&mut income, height, 1);
    fill(&mut spending, height, 4);
    income.push(Line::total("收入总计", fen(book.sum(is_fiscal))));
    let sums = columns.iter().map(|fits| Slot::Fen(book.sum(fits)));
    spending.push(Line::total("支出总计", sums.collect()));
    let left = Lane {
        heads: vec![
            Head::new(Use::Name, "财政拨款收入/项目"),
            Head::new(Use::Figure, "财政拨款收入/预算数"),
        ],
        lines: income,
    };
    let mut heads = vec![Head::new(Use::Name, "财政拨款支出/项目")];
    for path in ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]
    {
        heads.push(Head::new(Use::Figure, &format!("财政拨款支出/{path}")));
    }
    let right = Lane {
        heads,
        lines: spending,
    };
    Form::balance(
        TableKind::FiscalAppropriationSummary,
        "财政拨款收支预算总表",
        left,
        right,
        money(),
    )
}

fn basic(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::Class, "项目/经济分类科目编码/类"),
        Head::new(Use::Section, "项目/经济分类科目编码/款"),
        Head::new(Use::Name, "项目/部门经济分类科目名称"),
    ];
    for (path, _) in BY_STAFFING {
        heads.push(Head::new(
            Use::Figure,
            &format!("一般公共预算基本支出/{path}"),
        ));
    }
    let mut lines = columns::economic_lines(book, &BY_STAFFING, true, Entry::is_basic);
    lines.push(Line::total(
        "合计",
        columns::slots(book, &BY_STAFFING, Entry::is_basic),
    ));
    Form::single(
        TableKind::BasicExpenditure,
        "一般公共预算基本支出部门预算经济分类预算表",
        heads,
        lines,
        money(),
    )
}
