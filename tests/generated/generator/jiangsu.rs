//! Forms 公开01–10表 as Jiangsu prints them: full codes, basic expenditure split by staffing.

use chazhang::model::TableKind;

use super::book::{Book, Entry, Source};
use super::columns::{self, ALL, BY_NATURE, BY_STAFFING, Column};
use super::form::{Form, Head, Lane, Line, Money, Slot, Use};
use super::words::{
    Classes, Ordinals, all_carried, all_current, carried, class_lines, current, fill, is_fiscal,
};

const FUNDS: [Source; 3] = [Source::General, Source::Fund, Source::Capital];

const BY_NATURE_AND_STAFFING: [Column; 5] = [
    ALL,
    ("基本支出/小计", |entry, _| entry.is_basic()),
    ("基本支出/人员经费", |entry, _| entry.is_personnel()),
    ("基本支出/公用经费", |entry, _| entry.is_running()),
    ("项目支出", |entry, _| !entry.is_basic()),
];

/// All forms of a book.
pub(crate) fn forms(book: &Book) -> Vec<Form> {
    let general = |entry: &Entry| entry.source == Source::General;
    let mut forms = vec![
        balance(book),
        income(book),
        by_function(
            book,
            TableKind::ExpenditureSummary,
            "支出总表",
            &BY_NATURE,
            |_| true,
        ),
        fiscal_balance(book),
        by_function(
            book,
            TableKind::FiscalExpenditure,
            "财政拨款支出表（功能科目）",
            &BY_NATURE_AND_STAFFING,
            is_fiscal,
        ),
        basic(
            book,
            "财政拨款基本支出表（经济科目）",
            "本年财政拨款基本支出",
        ),
        by_function(
            book,
            TableKind::GeneralBudgetExpenditure,
            "一般公共预算支出表",
            &BY_NATURE_AND_STAFFING,
            general,
        ),
        basic(book, "一般公共预算基本支出表", "本年一般公共预算基本支出"),
        by_function(
            book,
            TableKind::GovernmentFund,
            "政府性基金预算支出表",
            &BY_NATURE_AND_STAFFING,
            |entry| entry.source == Source::Fund,
        ),
    ];
    for (form, number) in forms.iter_mut().zip(1..) {
        form.mark = Some(format!("公开{number:02}表"));
        if form.height() == 0 {
            form.note = Some("注：本部门无政府性基金预算，故本表无数据。".to_owned());
        }
    }
    forms
}

fn money() -> Money {
    Money::wan(true, false)
}

fn two(side: &str, lines: Vec<Line>) -> Lane {
    Lane {
        heads: vec![
            Head::new(Use::Name, &format!("{side}/项目")),
            Head::new(Use::Figure, &format!("{side}/预算数")),
        ],
        lines,
    }
}

fn one(name: &str, amount: i64) -> Line {
    Line::item("", name, vec![Slot::Fen(amount)])
}

fn balance(book: &Book) -> Form {
    let mut income: Vec<Line> = [
        ("一、一般公共预算拨款收入", current(book, Source::General)),
        ("二、政府性基金预算拨款收入", current(book, Source::Fund)),
        (
            "三、国有资本经营预算拨款收入",
            current(book, Source::Capital),
        ),
        ("四、财政专户管理资金收入", 0),
        ("五、事业收入", 0),
        ("六、事业单位经营收入", 0),
        ("七、上级补助收入", 0),
        ("八、附属单位上缴收入", 0),
        ("九、其他收入", current(book, Source::Own)),
    ]
    .map(|(name, amount)| one(name, amount))
    .to_vec();
    let mut spending = class_lines(book, Classes::All, Ordinals::Running, &[|_| true]);
    fill(&mut income, spending.len(), 1);
    let spent = book.sum(|_| true);
    income.push(one("本年收入合计", all_current(book)));
    income.push(one("上年结转结余", all_carried(book)));
    income.push(one("收入总计", spent + book.carry_out));
    spending.push(one("本年支出合计", spent));
    spending.push(one("年终结转结余", book.carry_out));
    spending.push(one("支出总计", spent + book.carry_out));
    Form::balance(
        TableKind::BudgetSummary,
        "收支总表",
        two("收入", income),
        two("支出", spending),
        money(),
    )
}

fn income(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::UnitCode, "部门代码"),
        Head::new(Use::Name, "部门名称"),
    ];
    let [general, fund, capital] = FUNDS.map(|source| current(book, source));
    let [old_general, old_fund, old_capital] = FUNDS.map(|source| carried(book, source));
    let columns = [
        ("合计", all_current(book) + all_carried(book)),
        ("本年收入/小计", all_current(book)),
        ("本年收入/一般公共预算", general),
        ("本年收入/政府性基金预算", fund),
        ("本年收入/国有资本经营预算", capital),
        ("本年收入/财政专户管理资金", 0),
        ("本年收入/事业收入", 0),
        ("本年收入/事业单位经营收入", 0),
        ("本年收入/上级补助收入", 0),
        ("本年收入/附属单位上缴收入", 0),
        ("本年收入/其他收入", current(book, Source::Own)),
        ("上年结转结余/小计", all_carried(book)),
        ("上年结转结余/一般公共预算", old_general),
        ("上年结转结余/政府性基金预算", old_fund),
        ("上年结转结余/国有资本经营预算", old_capital),
        ("上年结转结余/财政专户管理资金", 0),
        ("上年结转结余/单位资金", 0),
    ];
    heads.extend(columns.iter().map(|(path, _)| Head::new(Use::Figure, path)));
    let slots: Vec<Slot> = columns
        .iter()
        .map(|(_, amount)| Slot::Fen(*amount))
        .collect();
    let lines = vec![
        Line::total("合计", slots.clone()),
        Line::unit(&book.code, &book.department, slots.clone()),
        Line::unit(
            &format!("{}001", book.code),
            &format!("{}（本级）", book.department),
            slots,
        ),
    ];
    Form::single(TableKind::IncomeSummary, "收入总表", heads, lines, money())
}

fn by_function(
    book: &Book,
    kind: TableKind,
    title: &str,
    columns: &[Column],
    fits: fn(&Entry) -> bool,
) -> Form {
    let mut heads = vec![
        Head::new(Use::Code, "科目编码"),
        Head::new(Use::Name, "科目名称"),
    ];
    heads.extend(columns::heads(columns));
    let mut lines = columns::function_lines(book, columns, true, fits);
    if !lines.is_empty() {
        lines.insert(0, Line::total("合计", columns::slots(book, columns, fits)));
    }
    Form::single(kind, title, heads, lines, money())
}

fn basic(book: &Book, title: &str, group: &str) -> Form {
    let mut heads = vec![
        Head::new(Use::Code, "部门预算支出经济分类科目/科目编码"),
        Head::new(Use::Name, "部门预算支出经济分类科目/科目名称"),
    ];
    for (path, _) in BY_STAFFING {
        heads.push(Head::new(Use::Figure, &format!("{group}/{path}")));
    }
    let mut lines = vec![Line::total(
        "合计",
        columns::slots(book, &BY_STAFFING, Entry::is_basic),
    )];
    lines.extend(columns::economic_lines(
        book,
        &BY_STAFFING,
        true,
        Entry::is_basic,
    ));
    Form::single(TableKind::BasicExpenditure, title, heads, lines, money())
}

fn fiscal_balance(book: &Book) -> Form {
    let new = FUNDS.map(|source| current(book, source));
    let old = FUNDS.map(|source| carried(book, source));
    let names = [
        "（一）一般公共预算拨款",
        "（二）政府性基金预算拨款",
        "（三）国有资本经营预算拨款",
    ];
    let sources = |amounts: [i64; 3]| {
        names
            .iter()
            .zip(amounts)
            .map(|(name, amount)| one(name, amount))
    };
    let mut income = vec![one("一、本年收入", new.iter().sum())];
    income.extend(sources(new));
    income.push(one("二、上年结转", old.iter().sum()));
    income.extend(sources(old));
    let spent = book.sum(is_fiscal);
    let mut spending = vec![one("一、本年支出", spent)];
    spending.extend(class_lines(
        book,
        Classes::All,
        Ordinals::BracketedRunning,
        &[is_fiscal],
    ));
    spending.push(one("二、年终结转结余", book.carry_out));
    fill(&mut income, spending.len(), 1);
    income.push(one("收入总计", new.iter().chain(&old).sum()));
    spending.push(one("支出总计", spent + book.carry_out));
    Form::balance(
        TableKind::FiscalAppropriationSummary,
        "财政拨款收支总表",
        two("收入", income),
        two("支出", spending),
        money(),
    )
}
