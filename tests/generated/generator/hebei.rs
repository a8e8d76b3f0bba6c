//! Forms without numbers as Hebei prints them: 序号 and 栏次 in every table, full codes, parents printed.

use chazhang::model::TableKind;

use super::book::{Book, Entry, Source};
use super::columns::{self, ALL, BASIC, BY_NATURE, BY_SOURCE, BY_STAFFING, Column, PROJECT};
use super::form::{Form, Head, Lane, Line, Money, Slot, Use};
use super::words::{
    Classes, Ordinals, all_carried, all_current, carried, class_lines, current, fill, is_fiscal,
};

const FUNDS: [Source; 3] = [Source::General, Source::Fund, Source::Capital];

/// All forms of a book that leaves nothing at the end of the year.
pub(crate) fn forms(book: &Book) -> Vec<Form> {
    vec![
        balance(book),
        by_function(
            TableKind::IncomeSummary,
            "部门预算收入总表",
            book,
            &BY_SOURCE,
            |_| true,
        ),
        by_function(
            TableKind::ExpenditureSummary,
            "部门预算支出总表",
            book,
            &BY_NATURE,
            |_| true,
        ),
        fiscal_balance(book),
        by_function(
            TableKind::GeneralBudgetExpenditure,
            "部门预算一般公共预算财政拨款支出表",
            book,
            &[ALL, BASIC, PROJECT],
            |entry| entry.source == Source::General,
        ),
        basic(book),
        by_function(
            TableKind::GovernmentFund,
            "部门预算政府性基金预算财政拨款支出表",
            book,
            &[ALL, BASIC, PROJECT],
            |entry| entry.source == Source::Fund,
        ),
        by_function(
            TableKind::StateCapital,
            "部门预算国有资本经营预算财政拨款支出表",
            book,
            &[ALL, BASIC, PROJECT],
            |entry| entry.source == Source::Capital,
        ),
        three_public(book),
    ]
}

fn money() -> Money {
    Money::wan(false, false)
}

fn left_heads(amount: &str) -> Vec<Head> {
    vec![
        Head::new(Use::Ordinal, "序号"),
        Head::new(Use::Name, "收入/项 目"),
        Head::new(Use::Figure, &format!("收入/{amount}")),
    ]
}

fn income_lines(book: &Book) -> Vec<Line> {
    [
        ("一、一般公共预算拨款收入", current(book, Source::General)),
        ("二、政府性基金预算拨款收入", current(book, Source::Fund)),
        (
            "三、国有资本经营预算拨款收入",
            current(book, Source::Capital),
        ),
        ("四、财政专户管理资金收入", 0),
        ("五、单位资金", current(book, Source::Own)),
    ]
    .map(|(name, amount)| Line::item("", name, vec![Slot::Fen(amount)]))
    .to_vec()
}

fn balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let mut income = income_lines(book);
    let mut spending = class_lines(book, Classes::All, Ordinals::Running, &[|_| true]);
    fill(&mut income, spending.len(), 1);
    let total = all_current(book) + all_carried(book);
    income.push(Line::total("本年收入合计", fen(all_current(book))));
    income.push(Line::item("", "上年结转结余", fen(all_carried(book))));
    income.push(Line::total("收入总计", fen(total)));
    spending.push(Line::total("本年支出合计", fen(book.sum(|_| true))));
    spending.push(Line::item("", "年终结转结余", fen(0)));
    spending.push(Line::total("支出总计", fen(total)));
    let left = Lane {
        heads: left_heads("预算数"),
        lines: income,
    };
    let right = Lane {
        heads: vec![
            Head::new(Use::Name, "支出/项 目"),
            Head::new(Use::Figure, "支出/预算数"),
        ],
        lines: spending,
    };
    Form::balance(
        TableKind::BudgetSummary,
        "部门预算收支总表",
        left,
        right,
        money(),
    )
}

fn by_function(
    kind: TableKind,
    title: &str,
    book: &Book,
    columns: &[Column],
    fits: fn(&Entry) -> bool,
) -> Form {
    let mut heads = vec![
        Head::new(Use::Ordinal, "序号"),
        Head::new(Use::Code, "功能分类科目/科目编码"),
        Head::new(Use::Name, "功能分类科目/科目名称"),
    ];
    heads.extend(columns::heads(columns));
    let mut lines = columns::function_lines(book, columns, true, fits);
    let empty = lines.is_empty();
    if !empty {
        lines.insert(0, Line::total("合计", columns::slots(book, columns, fits)));
    }
    let mut form = Form::single(kind, title, heads, lines, money());
    form.note = empty.then(|| "注：无此项预算，空表列示。".to_owned());
    form
}

fn fiscal_balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let names = [
        "一、一般公共预算拨款",
        "二、政府性基金预算拨款",
        "三、国有资本经营预算拨款",
    ];
    let sources = |amounts: [i64; 3]| {
        names
            .iter()
            .zip(amounts)
            .map(|(name, amount)| Line::item("", name, vec![Slot::Fen(amount)]))
            .collect::<Vec<_>>()
    };
    let new = FUNDS.map(|source| current(book, source));
    let old = FUNDS.map(|source| carried(book, source));
    let (new_sum, old_sum) = (new.iter().sum::<i64>(), old.iter().sum::<i64>());
    let columns: [fn(&Entry) -> bool; 4] = [
        is_fiscal,
        |entry| entry.source == Source::General,
        |entry| entry.source == Source::Fund,
        |entry| entry.source == Source::Capital,
    ];
    let sums: Vec<Slot> = columns
        .iter()
        .map(|fits| Slot::Fen(book.sum(fits)))
        .collect();
    let mut income = sources(new);
    let mut spending = class_lines(book, Classes::All, Ordinals::Running, &columns);
    fill(&mut income, spending.len(), 1);
    income.push(Line::total("本年收入合计", fen(new_sum)));
    income.push(Line::item("", "年初财政拨款结转和结余", fen(old_sum)));
    income.extend(sources(old));
    income.push(Line::total("收入总计", fen(new_sum + old_sum)));
    spending.push(Line::total("本年支出合计", sums.clone()));
    spending.push(Line::item(
        "",
        "年末财政拨款结转和结余",
        vec![Slot::Fen(0); 4],
    ));
    fill(&mut spending, income.len() - 1, 4);
    spending.push(Line::total("支出总计", sums));
    let mut right = vec![Head::new(Use::Name, "支出/项 目")];
    for path in [
        "支出/合计",
        "支出/一般公共预算财政拨款",
        "支出/政府性基金预算财政拨款",
        "支出/国有资本经营预算财政拨款",
    ] {
        right.push(Head::new(Use::Figure, path));
    }
    let left = Lane {
        heads: left_heads("金额"),
        lines: income,
    };
    let right = Lane {
        heads: right,
        lines: spending,
    };
    Form::balance(
        TableKind::FiscalAppropriationSummary,
        "部门预算财政拨款收支总表",
        left,
        right,
        money(),
    )
}

fn basic(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::Ordinal, "序号"),
        Head::new(Use::Code, "支出部门经济分类科目/科目编码"),
        Head::new(Use::Name, "支出部门经济分类科目/科目名称"),
    ];
    for (path, _) in BY_STAFFING {
        heads.push(Head::new(
            Use::Figure,
            &format!("一般公共预算基本支出/{path}"),
        ));
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
    Form::single(
        TableKind::BasicExpenditure,
        "部门预算一般公共预算财政拨款基本支出表",
        heads,
        lines,
        money(),
    )
}

fn three_public(book: &Book) -> Form {
    let [abroad, bought, driven, received] = columns::three_public(book);
    let items = abroad + bought + driven + received;
    let conferences =
        |code: &str| book.sum(|entry| entry.economic == code && entry.source == Source::General);
    let (meetings, training) = (conferences("30215"), conferences("30216"));
    let rows = [
        ("合计", items + meetings + training),
        ("“三公”经费小计", items),
        ("一、因公出国（境）费", abroad),
        ("其中：教学科研人员因公出国（境）费", 0),
        ("其他因公出国（境）费", abroad),
        ("二、公务用车购置及运维费", bought + driven),
        ("其中：公务用车购置费", bought),
        ("公务用车运行维护费", driven),
        ("三、公务接待费", received),
        ("四、会议费", meetings),
        ("五、培训费", training),
    ];
    let mut heads = vec![
        Head::new(Use::Ordinal, "序号"),
        Head::new(Use::Name, "项 目"),
    ];
    for path in [
        "合计",
        "一般公共预算 财政拨款",
        "政府性基金 预算拨款",
        "国有资本经营 预算财政拨款",
    ] {
        heads.push(Head::new(Use::Figure, &format!("资 金 性 质/{path}")));
    }
    let lines = rows
        .map(|(name, amount)| {
            let amount = Slot::Fen(amount);
            Line::item("", name, vec![amount, amount, Slot::Fen(0), Slot::Fen(0)])
        })
        .to_vec();
    Form::single(
        TableKind::ThreePublic,
        "部门预算财政拨款“三公”经费支出表",
        heads,
        lines,
        money(),
    )
}
