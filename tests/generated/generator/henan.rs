//! Forms 预算01–13 as Henan prints them: codes in three cells, unit rows, items without their parents.

use chazhang::model::TableKind;

use super::book::{Book, Entry, Nature, Source};
use super::columns::{self, BY_STAFFING, BY_TYPE, BY_TYPE_WITH_SUBTOTALS, Column};
use super::form::{Form, Head, Kind, Lane, Line, Money, Slot, Use};
use super::words::{
    Classes, Ordinals, all_carried, all_current, carried, class_lines, current, fill, is_fiscal,
};

/// What differs between the offices that print these forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variant {
    /// Whether every group of columns has its own subtotal.
    pub(crate) subtotals: bool,
    /// Whether the tables are numbered YS01 rather than 预算01表.
    pub(crate) short_marks: bool,
    /// Whether an unlabelled row of totals stands above 合计.
    pub(crate) bare_totals: bool,
}

/// All forms of a book.
pub(crate) fn forms(book: &Book, variant: Variant) -> Vec<Form> {
    let mut forms = vec![
        balance(book),
        income(book),
        by_type(
            book,
            variant,
            TableKind::ExpenditureSummary,
            "部门支出总体情况表",
            |_| true,
        ),
        fiscal_balance(book),
        by_type(
            book,
            variant,
            TableKind::GeneralBudgetExpenditure,
            "一般公共预算支出情况表",
            |entry| entry.source == Source::General,
        ),
        basic(book),
        economic_summary(book),
        three_public(book),
        fund(book, variant),
        projects(book),
        operating(book),
    ];
    for (form, number) in forms.iter_mut().zip(1..) {
        form.mark = Some(if variant.short_marks {
            format!("YS{number:02}")
        } else {
            format!("预算{number:02}表")
        });
        form.title = format!("{}年{}", book.year, form.title);
    }
    forms
}

fn money() -> Money {
    Money::wan(false, false)
}

fn two(side: &str, name: &str, amount: &str) -> Vec<Head> {
    vec![
        Head::new(Use::Name, &format!("{side}/{name}")),
        Head::new(Use::Figure, &format!("{side}/{amount}")),
    ]
}

fn balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let general = current(book, Source::General);
    let left = [
        ("一、一般公共预算", general),
        ("其中：财政拨款", general),
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
    ];
    let mut income: Vec<Line> = left
        .iter()
        .map(|(name, amount)| Line::item("", name, fen(*amount)))
        .collect();
    let mut spending = class_lines(book, Classes::All, Ordinals::ByCode, &[|_| true]);
    fill(&mut income, spending.len(), 1);
    let spent = book.sum(|_| true);
    let total = spent + book.carry_out;
    income.push(Line::total("本 年 收 入 合 计", fen(all_current(book))));
    income.push(Line::item("", "上年结转结余", fen(all_carried(book))));
    income.push(Line::total("收 入 总 计", fen(total)));
    spending.push(Line::total("本 年 支 出 合 计", fen(spent)));
    spending.push(Line::item("", "年终结转结余", fen(book.carry_out)));
    spending.push(Line::total("支 出 总 计", fen(total)));
    let lane = |side, lines| Lane {
        heads: two(side, "项目", "金额"),
        lines,
    };
    Form::balance(
        TableKind::BudgetSummary,
        "部门收支总体情况表",
        lane("收入", income),
        lane("支出", spending),
        money(),
    )
}

const FUNDS: [Source; 3] = [Source::General, Source::Fund, Source::Capital];

fn income(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::UnitCode, "部门（单位）代码"),
        Head::new(Use::Name, "部门（单位）名称"),
    ];
    let paths = [
        "总计",
        "本年收入/合计",
        "本年收入/一般公共预算/小计",
        "本年收入/一般公共预算/其中：财政拨款",
        "本年收入/政府性基金",
        "本年收入/国有资本经营预算",
        "本年收入/财政专户管理资金收入",
        "本年收入/事业收入",
        "本年收入/事业单位经营收入",
        "本年收入/上级补助收入",
        "本年收入/附属单位上缴收入",
        "本年收入/其他收入",
        "上年结转结余/合计",
        "上年结转结余/一般公共预算",
        "上年结转结余/政府性基金",
        "上年结转结余/国有资本经营预算",
        "上年结转结余/财政专户管理资金",
        "上年结转结余/单位资金",
    ];
    heads.extend(paths.iter().map(|path| Head::new(Use::Figure, path)));
    let [general, fund, capital] = FUNDS.map(|source| current(book, source));
    let [old_general, old_fund, old_capital] = FUNDS.map(|source| carried(book, source));
    let slots: Vec<Slot> = [
        all_current(book) + all_carried(book),
        all_current(book),
        general,
        general,
        fund,
        capital,
        0,
        0,
        0,
        0,
        0,
        current(book, Source::Own),
        all_carried(book),
        old_general,
        old_fund,
        old_capital,
        0,
        0,
    ]
    .map(Slot::Fen)
    .to_vec();
    let lines = vec![
        Line::total("合计", slots.clone()),
        Line::unit(&book.code, &book.department, slots.clone()),
        Line::unit(
            &format!("{}001", book.code),
            &format!("{}（本级）", book.department),
            slots,
        ),
    ];
    Form::single(
        TableKind::IncomeSummary,
        "部门收入总体情况表",
        heads,
        lines,
        money(),
    )
}

fn by_type(
    book: &Book,
    variant: Variant,
    kind: TableKind,
    title: &str,
    fits: fn(&Entry) -> bool,
) -> Form {
    let columns: &[Column] = if variant.subtotals {
        &BY_TYPE_WITH_SUBTOTALS
    } else {
        &BY_TYPE
    };
    let mut heads = vec![
        Head::new(Use::Class, "科目编码/类"),
        Head::new(Use::Section, "科目编码/款"),
        Head::new(Use::Item, "科目编码/项"),
        Head::new(Use::UnitCode, "单位代码"),
        Head::new(Use::Name, "单位（科目名称）"),
    ];
    heads.extend(columns::heads(columns));
    let sums = columns::slots(book, columns, fits);
    let mut lines = Vec::new();
    if sums.iter().any(|slot| *slot != Slot::Fen(0)) {
        if variant.bare_totals {
            lines.push(Line::total("", sums.clone()));
        }
        lines.push(Line::total("合计", sums.clone()));
        lines.push(Line::unit(
            &format!("{}001", book.code),
            &book.department,
            sums,
        ));
    }
    lines.extend(columns::function_lines(book, columns, false, fits));
    Form::single(kind, title, heads, lines, money())
}

fn fund(book: &Book, variant: Variant) -> Form {
    let mut form = by_type(
        book,
        variant,
        TableKind::GovernmentFund,
        "政府性基金预算支出情况表",
        |entry| entry.source == Source::Fund,
    );
    if form.height() == 0 {
        form.note = Some("说明：没有政府性基金预算安排的部门单位，本表无数据。".to_owned());
    }
    form
}

fn fiscal_balance(book: &Book) -> Form {
    let fen = |amount: i64| vec![Slot::Fen(amount)];
    let general = current(book, Source::General);
    let new: i64 = FUNDS.iter().map(|source| current(book, *source)).sum();
    let old: i64 = FUNDS.iter().map(|source| carried(book, *source)).sum();
    let mut income = vec![
        Line::item("", "一、本年收入", fen(new)),
        Line::item("", "（一）一般公共预算拨款", fen(general)),
        Line::item("", "其中：财政拨款", fen(general)),
        Line::item(
            "",
            "（二）政府性基金预算拨款",
            fen(current(book, Source::Fund)),
        ),
        Line::item(
            "",
            "（三）国有资本经营预算拨款",
            fen(current(book, Source::Capital)),
        ),
        Line::item("", "二、上年结转", fen(old)),
        Line::item(
            "",
            "（一）一般公共预算拨款",
            fen(carried(book, Source::General)),
        ),
        Line::item(
            "",
            "（二）政府性基金预算拨款",
            fen(carried(book, Source::Fund)),
        ),
        Line::item(
            "",
            "（三）国有资本经营预算拨款",
            fen(carried(book, Source::Capital)),
        ),
    ];
    let columns: [fn(&Entry) -> bool; 5] = [
        is_fiscal,
        |entry| entry.source == Source::General,
        |entry| entry.source == Source::General && !entry.carried,
        |entry| entry.source == Source::Fund,
        |entry| entry.source == Source::Capital,
    ];
    let sums = |more: i64| -> Vec<Slot> {
        columns
            .iter()
            .enumerate()
            .map(|(at, fits)| Slot::Fen(book.sum(fits) + if at < 3 { more } else { 0 }))
            .collect()
    };
    let mut spending = vec![Line::item("", "一、本年支出", sums(0))];
    spending.extend(class_lines(
        book,
        Classes::All,
        Ordinals::Bracketed,
        &columns,
    ));
    let rest = [1, 1, 1, 0, 0].map(|share| Slot::Fen(share * book.carry_out));
    spending.push(Line::item("", "二、年终结转结余", rest.to_vec()));
    fill(&mut income, spending.len(), 1);
    income.push(Line::total("收入合计", fen(new + old)));
    spending.push(Line::total("支出合计", sums(book.carry_out)));
    let mut right = vec![Head::new(Use::Name, "支出/项 目")];
    for path in [
        "支出/合 计",
        "支出/一般公共预算/小 计",
        "支出/一般公共预算/其中：财政拨款",
        "支出/政府性基金",
        "支出/国有资本经营预算",
    ] {
        right.push(Head::new(Use::Figure, path));
    }
    let left = Lane {
        heads: two("收入", "项 目", "金 额"),
        lines: income,
    };
    let right = Lane {
        heads: right,
        lines: spending,
    };
    Form::balance(
        TableKind::FiscalAppropriationSummary,
        "财政拨款收支总体情况表",
        left,
        right,
        money(),
    )
}

fn basic(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::Code, "部门预算支出经济分类科目/科目编码"),
        Head::new(Use::Name, "部门预算支出经济分类科目/科目名称"),
        Head::new(Use::PairCode, "政府预算支出经济分类科目/科目编码"),
        Head::new(Use::PairName, "政府预算支出经济分类科目/科目名称"),
    ];
    for path in ["合计", "人员经费", "公用经费"] {
        heads.push(Head::new(
            Use::Figure,
            &format!("本年一般公共预算基本支出/{path}"),
        ));
    }
    let mut lines = vec![Line::total(
        "合计",
        columns::slots(book, &BY_STAFFING, Entry::is_basic),
    )];
    lines.extend(columns::with_pairs(columns::economic_lines(
        book,
        &BY_STAFFING,
        false,
        Entry::is_basic,
    )));
    Form::single(
        TableKind::BasicExpenditure,
        "一般公共预算基本支出情况表",
        heads,
        lines,
        money(),
    )
}

fn economic_summary(book: &Book) -> Form {
    const COLUMNS: [Column; 7] = [
        ("总计", |_, _| true),
        ("一般公共预算/小计", |entry, _| {
            entry.source == Source::General && !entry.carried
        }),
        ("一般公共预算/其中：财政拨款", |entry, _| {
            entry.source == Source::General && !entry.carried
        }),
        ("政府性基金", |entry, _| {
            entry.source == Source::Fund && !entry.carried
        }),
        ("国有资本经营", |entry, _| {
            entry.source == Source::Capital && !entry.carried
        }),
        ("上年结转结余", |entry, _| entry.carried),
        ("其他收入", |entry, _| entry.source == Source::Own),
    ];
    let mut heads = vec![
        Head::new(Use::Class, "部门预算经济分类/类"),
        Head::new(Use::Section, "部门预算经济分类/款"),
        Head::new(Use::Name, "部门预算经济分类/科目名称"),
        Head::new(Use::PairClass, "政府预算经济分类/类"),
        Head::new(Use::PairSection, "政府预算经济分类/款"),
        Head::new(Use::PairName, "政府预算经济分类/科目名称"),
    ];
    heads.extend(columns::heads(&COLUMNS));
    let mut lines = vec![Line::total(
        "合计",
        columns::slots(book, &COLUMNS, |_| true),
    )];
    lines.extend(columns::with_pairs(columns::economic_lines(
        book,
        &COLUMNS,
        false,
        |_| true,
    )));
    Form::single(
        TableKind::EconomicClassificationSummary,
        "支出经济分类汇总表",
        heads,
        lines,
        money(),
    )
}

fn three_public(book: &Book) -> Form {
    let [abroad, bought, driven, received] = columns::three_public(book);
    let heads = [
        "“三公”经费合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ]
    .map(|path| Head::new(Use::Figure, path))
    .to_vec();
    let cars = bought + driven;
    let slots = [
        abroad + cars + received,
        abroad,
        cars,
        bought,
        driven,
        received,
    ];
    let line = Line::total("", slots.map(Slot::Fen).to_vec());
    let mut form = Form::single(
        TableKind::ThreePublic,
        "一般公共预算“三公”经费支出情况表",
        heads,
        vec![line],
        Money::wan(false, true),
    );
    if abroad + cars + received == 0 {
        form.lanes[0].lines.clear();
        form.note = Some("说明：没有“三公”经费支出，本表无数据。".to_owned());
    }
    form
}

fn projects(book: &Book) -> Form {
    const COLUMNS: [Column; 9] = [
        ("合计", |_, _| true),
        ("本年拨款/一般公共预算", |entry, _| {
            entry.source == Source::General && !entry.carried
        }),
        ("本年拨款/政府性基金预算", |entry, _| {
            entry.source == Source::Fund && !entry.carried
        }),
        ("本年拨款/国有资本经营预算", |entry, _| {
            entry.source == Source::Capital && !entry.carried
        }),
        ("财政拨款结转结余/一般公共预算", |entry, _| {
            entry.source == Source::General && entry.carried
        }),
        (
            "财政拨款结转结余/政府性基金预算",
            |entry, _| entry.source == Source::Fund && entry.carried,
        ),
        (
            "财政拨款结转结余/国有资本经营预算",
            |entry, _| entry.source == Source::Capital && entry.carried,
        ),
        ("财政专户管理资金", |_, _| false),
        ("单位资金", |entry, _| entry.source == Source::Own),
    ];
    let mut heads = vec![
        Head::new(Use::Text, "类型"),
        Head::new(Use::Name, "项目名称"),
        Head::new(Use::Text, "项目单位"),
    ];
    heads.extend(columns::heads(&COLUMNS));
    let mut lines = vec![Line::total(
        "合计",
        columns::slots(book, &COLUMNS, |entry| !entry.is_basic()),
    )];
    for (at, project) in book.projects.iter().enumerate() {
        let slots = columns::slots(book, &COLUMNS, |entry| entry.nature == Nature::Project(at));
        let mut line = Line::item("", &project.name, slots);
        let kind = if project.specific {
            "特定目标类"
        } else {
            "其他运转类"
        };
        line.texts = vec![kind.to_owned(), book.department.clone()];
        line.kind = Kind::Item;
        lines.push(line);
    }
    Form::single(
        TableKind::ProjectExpenditure,
        "项目支出预算表",
        heads,
        lines,
        money(),
    )
}

fn operating(book: &Book) -> Form {
    let mut heads = vec![
        Head::new(Use::Code, "部门预算支出经济分类科目/科目编码"),
        Head::new(Use::Name, "部门预算支出经济分类科目/科目名称"),
        Head::new(Use::PairCode, "政府预算支出经济分类科目/科目编码"),
        Head::new(Use::PairName, "政府预算支出经济分类科目/科目名称"),
    ];
    heads.push(Head::new(Use::Figure, "机关（机构）运行经费支出/合计"));
    let columns = &BY_STAFFING[..1];
    let mut lines = vec![Line::total(
        "合计",
        columns::slots(book, columns, Entry::is_running),
    )];
    lines.extend(columns::with_pairs(columns::economic_lines(
        book,
        columns,
        false,
        Entry::is_running,
    )));
    Form::single(
        TableKind::OperatingCost,
        "机关（机构）运行经费",
        heads,
        lines,
        money(),
    )
}
