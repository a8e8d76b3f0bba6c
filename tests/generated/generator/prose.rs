//! The running text of a disclosure: what it says agrees with the tables.

use super::book::{Book, Source};
use super::columns;
use super::words::{all_carried, all_current};

/// Two decimals of 万元.
fn wan(fen: i64) -> String {
    let rounded = hundredths(fen);
    format!("{}.{:02}万元", rounded / 100, rounded % 100)
}

/// Hundredths of 万元, rounded to nearest.
fn hundredths(fen: i64) -> i64 {
    (fen + 5_000) / 10_000
}

/// One number as a percentage of another, with two decimals.
fn percent(part: i64, whole: i64) -> String {
    let rounded = (part * 20_000 + whole) / (2 * whole);
    format!("{}.{:02}%", rounded / 100, rounded % 100)
}

/// Expenditure beside a made-up amount of the year before, which ends in whole 万元 so that the
/// printed change is the difference of the printed amounts.
fn compared(book: &Book, spent: i64, account: &str) -> String {
    let before = book.year - 1;
    let base = hundredths(spent) * 9 / 1_000 * 100;
    let more = hundredths(spent) - base;
    format!(
        "{}年支出{account}{}，比{before}年{account}数{}增加{}，增长{}。主要原因是项目支出增加。",
        book.year,
        wan(spent),
        wan(base * 10_000),
        wan(more * 10_000),
        percent(more, base)
    )
}

/// Lines before the tables.
pub(crate) fn before(book: &Book, account: &str) -> Vec<String> {
    vec![
        format!("{}{}年度部门{account}公开", book.department, book.year),
        String::new(),
        "第一部分 概况".to_owned(),
        format!(
            "{}贯彻执行国家和省、市有关法律法规和方针政策，负责本行业的规划、指导和监督管理。",
            book.department
        ),
        "本部门内设办公室、业务科、监督科三个机构，没有下属单位。".to_owned(),
        format!("第二部分 {}年度部门{account}表", book.year),
        String::new(),
    ]
}

/// Lines after the tables.
pub(crate) fn after(book: &Book, account: &str) -> Vec<String> {
    let year = book.year;
    let spent = book.sum(|_| true);
    let basic = book.sum(super::book::Entry::is_basic);
    let personnel = book.sum(super::book::Entry::is_personnel);
    let [abroad, bought, driven, received] = columns::three_public(book);
    let mut lines = vec![
        format!("第三部分 {year}年度部门{account}情况说明"),
        format!("一、收支{account}总体情况说明"),
        format!(
            "{}{year}年收入总计{}，支出总计{}。其中：本年收入{}，上年结转{}。",
            book.department,
            wan(spent + book.carry_out),
            wan(spent + book.carry_out),
            wan(all_current(book)),
            wan(all_carried(book)),
        ),
        format!("二、支出{account}情况说明"),
        format!(
            "{year}年支出合计{}，其中：基本支出{}；项目支出{}。",
            wan(spent),
            wan(basic),
            wan(spent - basic)
        ),
        format!(
            "基本支出{}，其中：人员经费{}，公用经费{}。",
            wan(basic),
            wan(personnel),
            wan(basic - personnel)
        ),
        format!(
            "基本支出{}，占支出合计的{}；项目支出{}，占支出合计的{}。",
            wan(basic),
            percent(hundredths(basic), hundredths(spent)),
            wan(spent - basic),
            percent(hundredths(spent - basic), hundredths(spent)),
        ),
        compared(book, spent, account),
        "三、“三公”经费情况说明".to_owned(),
        format!(
            "{year}年“三公”经费{}，其中：因公出国（境）费{}；公务用车购置费{}；公务用车运行维护费{}；公务接待费{}。",
            wan(abroad + bought + driven + received),
            wan(abroad),
            wan(bought),
            wan(driven),
            wan(received)
        ),
    ];
    // Final accounts tell how many guests the money was spent on.
    if account == "决算" && received > 0 {
        lines.push("国内公务接待12批次，96人次。".to_owned());
    }
    let fund = book.sum(|entry| entry.source == Source::Fund);
    lines.push("四、政府性基金情况说明".to_owned());
    lines.push(if fund == 0 {
        format!("{year}年没有使用政府性基金预算拨款安排的支出。")
    } else {
        format!("{year}年政府性基金预算支出{}。", wan(fund))
    });
    lines.push("第四部分 名词解释".to_owned());
    lines.push(
        "基本支出：为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。".to_owned(),
    );
    lines
}
