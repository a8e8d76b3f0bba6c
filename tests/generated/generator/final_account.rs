//! The national forms of final accounts, 公开01–09: 行次 beside the items, economic items in four blocks side by side.

use chazhang::catalogue;
use chazhang::model::TableKind;

use super::book::{Book, Entry, Source, name_of};
use super::columns::{self, BASIC, BY_NATURE, Column, PROJECT};
use super::form::{Form, Head, Kind, Lane, Line, Money, Slot, Use};
use super::words::{
    Classes, Ordinals, all_carried, all_current, carried, class_lines, current, fill, is_fiscal,
};

const FUNDS: [Source; 3] = [Source::General, Source::Fund, Source::Capital];

/// All forms of a book.
pub(crate) fn forms(book: &Book) -> Vec<Form> {
    let mut forms = vec![
        balance(book),
        income(book),
        expenditure(book),
        fiscal_balance(book),
        general(book),
        basic(book),
        fund(book),
        capital(book),
        three_public(book),
    ];
    for (form, number) in forms.iter_mut().zip(1..) {
        form.mark = Some(format!("公开{number:02}表"));
        form.totals_first = true;
    }
    forms
}

fn money() -> Money {
    Money::wan(true, false)
}

fn lane(side: &str, amounts: &[&str], lines: Vec<Line>) -> Lane {
    let mut heads = vec![
        Head::new(Use::Name, &format!("{side}/项目")),
        Head::new(Use::Ordinal, &format!("{side}/行次")),
    ];
    for amount in amounts {
        heads.push(Head::new(Use::Figure, &format!("{side}/{amount}")));
    }
    Lane { heads, lines }
}

fn balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let mut income: Vec<Line> = [
        (
            "一、一般公共预算财政拨款收入",
            current(book, Source::General),
        ),
        (
            "二、政府性基金预算财政拨款收入",
            current(book, Source::Fund),
        ),
        (
            "三、国有资本经营预算财政拨款收入",
            current(book, Source::Capital),
        ),
        ("四、上级补助收入", 0),
        ("五、事业收入", 0),
        ("六、经营收入", 0),
        ("七、附属单位上缴收入", 0),
        ("八、其他收入", current(book, Source::Own)),
    ]
    .map(|(name, amount)| Line::item("", name, fen(amount)))
    .to_vec();
    let mut spending = class_lines(book, Classes::FinalAccount, Ordinals::Running, &[|_| true]);
    fill(&mut income, spending.len(), 1);
    let spent = book.sum(|_| true);
    income.push(Line::total("本年收入合计", fen(all_current(book))));
    income.push(Line::item("", "使用非财政拨款结余（含专用结余）", fen(0)));
    income.push(Line::item("", "年初结转和结余", fen(all_carried(book))));
    income.push(Line::total("总计", fen(spent + book.carry_out)));
    spending.push(Line::total("本年支出合计", fen(spent)));
    spending.push(Line::item("", "结余分配", fen(0)));
    spending.push(Line::item("", "年末结转和结余", fen(book.carry_out)));
    spending.push(Line::total("总计", fen(spent + book.carry_out)));
    Form::balance(
        TableKind::BudgetSummary,
        "收入支出决算总表",
        lane("收入", &["金额"], income),
        lane("支出", &["金额"], spending),
        money(),
    )
}

/// Heads of a table by function whose code columns stand under 项目.
fn function_heads(columns: &[Column], group: &str) -> Vec<Head> {
    let mut heads = vec![
        Head::new(Use::Code, "项目/科目代码"),
        Head::new(Use::Name, "项目/科目名称"),
    ];
    for (path, _) in columns {
        let path = if group.is_empty() {
            (*path).to_owned()
        } else {
            format!("{group}/{path}")
        };
        heads.push(Head::new(Use::Figure, &path));
    }
    heads
}

fn income(book: &Book) -> Form {
    const COLUMNS: [Column; 7] = [
        ("本年收入合计", |entry, _| !entry.carried),
        ("财政拨款收入", |entry, _| {
            !entry.carried && entry.source != Source::Own
        }),
        ("上级补助收入", |_, _| false),
        ("事业收入", |_, _| false),
        ("经营收入", |_, _| false),
        ("附属单位上缴收入", |_, _| false),
        ("其他收入", |entry, _| {
            !entry.carried && entry.source == Source::Own
        }),
    ];
    // What is left at the end of the year came in for the item the staff is paid from.
    let paying = book.entries[0].function.clone();
    let plus = |mut line: Line, has: bool| {
        for slot in line.slots.iter_mut().take(2) {
            if let (Slot::Fen(fen), true) = (slot, has) {
                *fen += book.carry_out;
            }
        }
        line
    };
    let fits = |entry: &Entry| !entry.carried;
    let total = Line::total("合计", columns::slots(book, &COLUMNS, fits));
    let mut lines = vec![plus(total, true)];
    for line in columns::function_lines(book, &COLUMNS, true, fits) {
        let has = paying.starts_with(&line.code);
        lines.push(plus(line, has));
    }
    let heads = function_heads(&COLUMNS, "");
    Form::single(
        TableKind::IncomeSummary,
        "收入决算表",
        heads,
        lines,
        money(),
    )
}

fn by_function(
    kind: TableKind,
    title: &str,
    book: &Book,
    columns: &[Column],
    group: &str,
    fits: fn(&Entry) -> bool,
) -> Form {
    let mut lines = vec![Line::total("合计", columns::slots(book, columns, fits))];
    lines.extend(columns::function_lines(book, columns, true, fits));
    let empty = lines.len() == 1;
    let mut form = Form::single(kind, title, function_heads(columns, group), lines, money());
    form.note = empty.then(|| "说明：本表无数据".to_owned());
    form
}

fn expenditure(book: &Book) -> Form {
    let mut columns = BY_NATURE;
    columns[0].0 = "本年支出合计";
    columns.swap(3, 4);
    by_function(
        TableKind::ExpenditureSummary,
        "支出决算表",
        book,
        &columns,
        "",
        |_| true,
    )
}

fn general(book: &Book) -> Form {
    by_function(
        TableKind::GeneralBudgetExpenditure,
        "一般公共预算财政拨款支出决算表",
        book,
        &[("小计", |_, _| true), BASIC, PROJECT],
        "本年支出",
        |entry| entry.source == Source::General,
    )
}

fn capital(book: &Book) -> Form {
    by_function(
        TableKind::StateCapital,
        "国有资本经营预算财政拨款支出决算表",
        book,
        &[("合计", |_, _| true), BASIC, PROJECT],
        "本年支出",
        |entry| entry.source == Source::Capital,
    )
}

fn fund(book: &Book) -> Form {
    by_function(
        TableKind::GovernmentFund,
        "政府性基金预算财政拨款收入支出决算表",
        book,
        &[
            ("年初结转和结余", |entry, _| entry.carried),
            ("本年收入", |entry, _| !entry.carried),
            ("本年支出/小计", |_, _| true),
            ("本年支出/基本支出", |entry, _| entry.is_basic()),
            ("本年支出/项目支出", |entry, _| !entry.is_basic()),
            ("年末结转和结余", |_, _| false),
        ],
        "",
        |entry| entry.source == Source::Fund,
    )
}

fn fiscal_balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let names = [
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ];
    let columns: [fn(&Entry) -> bool; 4] = [
        is_fiscal,
        |entry| entry.source == Source::General,
        |entry| entry.source == Source::Fund,
        |entry| entry.source == Source::Capital,
    ];
    let sums = |more: i64| -> Vec<Slot> {
        let left = [more, more, 0, 0];
        let pairs = columns.iter().zip(left);
        pairs
            .map(|(fits, left)| Slot::Fen(book.sum(fits) + left))
            .collect()
    };
    let new = FUNDS.map(|source| current(book, source));
    let old = FUNDS.map(|source| carried(book, source));
    let mut income: Vec<Line> = ["一", "二", "三"]
        .iter()
        .zip(names.iter().zip(new))
        .map(|(number, (name, amount))| Line::item("", &format!("{number}、{name}"), fen(amount)))
        .collect();
    let mut spending = class_lines(book, Classes::FinalAccount, Ordinals::Running, &columns);
    fill(&mut income, spending.len(), 1);
    income.push(Line::total("本年收入合计", fen(new.iter().sum())));
    income.push(Line::item(
        "",
        "年初财政拨款结转和结余",
        fen(old.iter().sum()),
    ));
    for (name, amount) in names.iter().zip(old) {
        income.push(Line::item("", name, fen(amount)));
    }
    income.push(Line::total("总计", fen(new.iter().chain(&old).sum())));
    let rest = [book.carry_out, book.carry_out, 0, 0].map(Slot::Fen);
    spending.push(Line::total("本年支出合计", sums(0)));
    spending.push(Line::item("", "年末财政拨款结转和结余", rest.to_vec()));
    fill(&mut spending, income.len() - 1, 4);
    spending.push(Line::total("总计", sums(book.carry_out)));
    let right = [
        "合计",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ];
    Form::balance(
        TableKind::FiscalAppropriationSummary,
        "财政拨款收入支出决算总表",
        lane("收入", &["金额"], income),
        lane("支出", &right, spending),
        money(),
    )
}

/// Four blocks: 301 and 303, 302, 307–310, 310–399; every item is listed, most without amount.
fn basic(book: &Book) -> Form {
    let listed: Vec<&str> = catalogue::all()
        .map(|(code, _)| code)
        .filter(|code| code.starts_with('3') && *code != "30104" && *code != "30312")
        .collect();
    let of = |classes: &[&str]| -> Vec<Line> {
        let codes = listed.iter().filter(|code| classes.contains(&&code[..3]));
        codes.map(|code| economic_line(book, code)).collect()
    };
    let mut blocks = vec![
        of(&["301", "303"]),
        of(&["302"]),
        of(&["307", "309"]),
        of(&["310", "311", "312", "313", "399"]),
    ];
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    for block in &mut blocks {
        fill(block, height, 1);
    }
    let sum = |fits: fn(&Entry) -> bool| vec![Slot::Fen(book.sum(fits))];
    let blank = || Line::item("", "", vec![Slot::Blank]);
    blocks[0].push(Line::total("人员经费合计", sum(Entry::is_personnel)));
    blocks[1].push(Line::total("公用经费合计", vec![Slot::Blank]));
    blocks[2].push(blank());
    blocks[3].push(Line {
        kind: Kind::NamedBefore,
        ..Line::total("公用经费合计", sum(Entry::is_running))
    });
    let lanes = blocks
        .into_iter()
        .zip(["人员经费", "公用经费", "公用经费", "公用经费"])
        .map(|(lines, title)| Lane {
            heads: vec![
                Head::new(Use::Code, &format!("{title}/科目代码")),
                Head::new(Use::Name, &format!("{title}/科目名称")),
                Head::new(Use::Figure, &format!("{title}/决算数")),
            ],
            lines,
        })
        .collect();
    let mut form = Form::single(
        TableKind::BasicExpenditure,
        "一般公共预算财政拨款基本支出决算明细表",
        Vec::new(),
        Vec::new(),
        money(),
    );
    form.lanes = lanes;
    form
}

fn economic_line(book: &Book, code: &str) -> Line {
    let fen = book.sum(|entry| entry.is_basic() && entry.economic.starts_with(code));
    let slot = if matches!(&code[..3], "309" | "311") {
        Slot::Dash
    } else {
        Slot::Fen(fen)
    };
    Line::item(code, name_of(code), vec![slot])
}

fn three_public(book: &Book) -> Form {
    let [abroad, bought, driven, received] = columns::three_public(book);
    let cars = bought + driven;
    let amounts = [
        abroad + cars + received,
        abroad,
        cars,
        bought,
        driven,
        received,
    ]
    .map(Slot::Fen);
    let mut heads = Vec::new();
    for half in ["预算数", "决算数"] {
        for path in [
            "合计",
            "因公出国（境）费",
            "公务用车购置及运行维护费/小计",
            "公务用车购置及运行维护费/公务用车购置费",
            "公务用车购置及运行维护费/公务用车运行维护费",
            "公务接待费",
        ] {
            heads.push(Head::new(Use::Figure, &format!("{half}/{path}")));
        }
    }
    let mut form = Form::single(
        TableKind::ThreePublic,
        "财政拨款“三公”经费支出决算表",
        heads,
        vec![Line::total("", [amounts, amounts].concat())],
        money(),
    );
    if abroad + cars + received == 0 {
        form.lanes[0].lines.clear();
        form.note = Some("说明：本表无数据".to_owned());
    }
    form
}
