//! Forms of three cities: Guangzhou (`[2060101]行政运行`), Shenzhen (表1 without sums by class), Beijing (`2060101-行政运行`, six decimals).

use chazhang::model::{TableKind, Unit};

use super::book::{Book, Entry, Source};
use super::columns::{self, ALL, BASIC, BY_STAFFING, Column, PROJECT};
use super::form::{Form, Head, Lane, Line, Money, Slot, Use};
use super::words::{
    Classes, Ordinals, all_carried, all_current, class_lines, current, fill, is_fiscal,
};

/// Codes in brackets before the name, nothing printed as 0.00.
pub(crate) fn guangzhou(book: &Book) -> Vec<Form> {
    let money = Money::wan(true, true);
    let coded = |path: &str| vec![Head::new(Use::BracketedName, path)];
    let general = |entry: &Entry| entry.source == Source::General;
    let mut forms = vec![
        guangzhou_balance(book),
        expenditure(book),
        by_function(
            book,
            TableKind::GeneralBudgetExpenditure,
            "一般公共预算支出情况表（按功能分类科目）",
            coded("功能科目名称"),
            ("一般公共预算支出", &[("小计", |_, _| true), BASIC, PROJECT]),
            (general, &money),
        ),
        by_economy(
            book,
            "一般公共预算基本支出情况表（按经济分类科目）",
            coded("部门预算支出经济科目"),
            &[("预算", |_, _| true)],
            &money,
        ),
        by_function(
            book,
            TableKind::GovernmentFund,
            "政府性基金预算支出情况表",
            coded("功能科目名称"),
            (
                "政府性基金预算支出",
                &[("小计", |_, _| true), BASIC, PROJECT],
            ),
            (|entry| entry.source == Source::Fund, &money),
        ),
    ];
    number(&mut forms, |number| format!("表{number}"));
    forms
}

/// A flat table by unit, code and name; amounts of the year in the header.
pub(crate) fn shenzhen(book: &Book) -> Vec<Form> {
    let money = Money::wan(true, true);
    let stubs = || {
        vec![
            Head::new(Use::Text, "预算单位"),
            Head::new(Use::Code, "科目编码"),
            Head::new(Use::Name, "科目名称"),
        ]
    };
    let columns: [Column; 3] = [("支出总计", |_, _| true), BASIC, PROJECT];
    let general = |entry: &Entry| entry.source == Source::General;
    let mut forms = vec![
        shenzhen_balance(book),
        by_function(
            book,
            TableKind::ExpenditureSummary,
            "支出总表",
            stubs(),
            ("", &columns),
            (|_| true, &money),
        ),
        by_function(
            book,
            TableKind::GeneralBudgetExpenditure,
            "一般公共预算支出表（按功能分类）",
            stubs(),
            ("", &columns),
            (general, &money),
        ),
    ];
    number(&mut forms, |number| format!("表{number}"));
    forms
}

/// Code and name joined with a hyphen, millionths of 万元.
pub(crate) fn beijing(book: &Book) -> Vec<Form> {
    let money = Money {
        unit: Unit::WanYuan,
        decimals: 6,
        grouped: true,
        zeros: false,
    };
    let coded = || vec![Head::new(Use::HyphenedName, "功能分类科目")];
    let general = |entry: &Entry| entry.source == Source::General;
    let mut forms = vec![
        by_function(
            book,
            TableKind::ExpenditureSummary,
            "支出总表",
            coded(),
            ("", &[ALL, BASIC, PROJECT]),
            (|_| true, &money),
        ),
        by_function(
            book,
            TableKind::GeneralBudgetExpenditure,
            "一般公共预算支出表",
            coded(),
            ("", &[ALL, BASIC, PROJECT]),
            (general, &money),
        ),
        by_economy(
            book,
            "一般公共预算基本支出表",
            vec![Head::new(Use::HyphenedName, "部门预算支出经济科目")],
            &BY_STAFFING,
            &money,
        ),
    ];
    number(&mut forms, |number| format!("预算{number:02}表"));
    forms
}

fn number(forms: &mut [Form], mark: fn(usize) -> String) {
    for (form, number) in forms.iter_mut().zip(1..) {
        form.mark = Some(mark(number));
    }
}

fn with_total(mut lines: Vec<Line>, total: Vec<Slot>) -> Vec<Line> {
    if !lines.is_empty() {
        lines.insert(0, Line::total("合计", total));
    }
    lines
}

fn by_function(
    book: &Book,
    kind: TableKind,
    title: &str,
    mut heads: Vec<Head>,
    (group, columns): (&str, &[Column]),
    (fits, money): (fn(&Entry) -> bool, &Money),
) -> Form {
    for (path, _) in columns {
        let path = if group.is_empty() {
            (*path).to_owned()
        } else {
            format!("{group}/{path}")
        };
        heads.push(Head::new(Use::Figure, &path));
    }
    let lines = columns::function_lines(book, columns, true, fits);
    let lines = with_total(lines, columns::slots(book, columns, fits));
    let empty = lines.is_empty();
    let mut form = Form::single(kind, title, heads, lines, money.clone());
    form.note = empty.then(|| "注：本表本年无发生额。".to_owned());
    form
}

fn by_economy(
    book: &Book,
    title: &str,
    mut heads: Vec<Head>,
    columns: &[Column],
    money: &Money,
) -> Form {
    heads.extend(columns::heads(columns));
    let lines = columns::economic_lines(book, columns, true, Entry::is_basic);
    let lines = with_total(lines, columns::slots(book, columns, Entry::is_basic));
    Form::single(
        TableKind::BasicExpenditure,
        title,
        heads,
        lines,
        money.clone(),
    )
}

fn expenditure(book: &Book) -> Form {
    let columns: [Column; 6] = [
        ALL,
        BASIC,
        PROJECT,
        ("事业单位经营支出", |_, _| false),
        ("对附属单位补助支出", |_, _| false),
        ("上缴上级支出", |_, _| false),
    ];
    let heads = vec![
        Head::new(Use::Code, "功能分类科目/科目编码"),
        Head::new(Use::Name, "功能分类科目/科目名称"),
    ];
    by_function(
        book,
        TableKind::ExpenditureSummary,
        "本年支出总体情况表",
        heads,
        ("", &columns),
        (|_| true, &Money::wan(true, true)),
    )
}

fn one(name: &str, amount: i64) -> Line {
    Line::item("", name, vec![Slot::Fen(amount)])
}

fn side(side: &str, amount: &str, lines: Vec<Line>) -> Lane {
    Lane {
        heads: vec![
            Head::new(Use::Name, &format!("{side}/项目")),
            Head::new(Use::Figure, &format!("{side}/{amount}")),
        ],
        lines,
    }
}

fn guangzhou_balance(book: &Book) -> Form {
    let fiscal = book.sum(|entry| is_fiscal(entry) && !entry.carried) + book.carry_out;
    let mut income: Vec<Line> = [
        ("一、预算拨款", fiscal),
        ("二、财政专户拨款", 0),
        ("三、事业收入", 0),
        ("四、事业单位经营收入", 0),
        ("五、其他收入", current(book, Source::Own)),
        ("六、上级补助收入", 0),
        ("七、附属单位上缴收入", 0),
    ]
    .map(|(name, amount)| one(name, amount))
    .to_vec();
    let mut spending = class_lines(book, Classes::All, Ordinals::Running, &[|_| true]);
    fill(&mut income, spending.len(), 1);
    close(
        book,
        &mut income,
        &mut spending,
        ["上年结转结余", "结转结余下年"],
    );
    Form::balance(
        TableKind::BudgetSummary,
        "收支总体情况表",
        side("收入", "预算", income),
        side("支出", "预算", spending),
        Money::wan(true, true),
    )
}

fn shenzhen_balance(book: &Book) -> Form {
    let fiscal = book.sum(|entry| is_fiscal(entry) && !entry.carried) + book.carry_out;
    let mut income: Vec<Line> = [
        ("一、财政拨款", fiscal),
        ("1.一般公共预算拨款", current(book, Source::General)),
        ("2.政府性基金预算拨款", current(book, Source::Fund)),
        ("3.国有资本经营预算拨款", current(book, Source::Capital)),
        ("二、财政专户管理资金", 0),
        ("三、单位资金", current(book, Source::Own)),
        ("1.事业收入", 0),
        ("2.事业单位经营收入", 0),
        ("3.上级补助收入", 0),
        ("4.附属单位上缴收入", 0),
        ("5.其他收入", current(book, Source::Own)),
    ]
    .map(|(name, amount)| one(name, amount))
    .to_vec();
    let mut spending = class_lines(book, Classes::Used, Ordinals::Running, &[|_| true]);
    let height = income.len().max(spending.len());
    fill(&mut income, height, 1);
    fill(&mut spending, height, 1);
    close(
        book,
        &mut income,
        &mut spending,
        ["上年结余、结转", "结转下年"],
    );
    let amount = format!("{}年预算数", book.year);
    Form::balance(
        TableKind::BudgetSummary,
        "收支总表",
        side("收入", &amount, income),
        side("支出", &amount, spending),
        Money::wan(true, true),
    )
}

fn close(book: &Book, income: &mut Vec<Line>, spending: &mut Vec<Line>, names: [&str; 2]) {
    let spent = book.sum(|_| true);
    income.push(one("本年收入合计", all_current(book)));
    income.push(one(names[0], all_carried(book)));
    income.push(one("收入总计", spent + book.carry_out));
    spending.push(one("本年支出合计", spent));
    spending.push(one(names[1], book.carry_out));
    spending.push(one("支出总计", spent + book.carry_out));
}
