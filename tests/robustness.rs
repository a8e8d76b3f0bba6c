//! Whatever the bytes are, loading answers: no panic, no endless work, and every place lies inside the text.

use std::fmt::Write as _;

use chazhang::load::load;
use chazhang::model::Disclosure;
use proptest::prelude::*;
use rayon::prelude::*;

const SAMPLES: [&str; 3] = [
    include_str!("../assets/samples/baiyu-culture-2025-budget.txt"),
    include_str!("../assets/samples/qingxi-health-2024-final.txt"),
    include_str!("../assets/samples/yunshan-water-2025-budget.txt"),
];

/// Many lines, for work that grows faster than the text.
const MANY: usize = 100_000;

/// Loads the bytes and looks at every cell that was read.
fn survives(bytes: &[u8]) -> Disclosure {
    let disclosure = load("damaged.txt", bytes);
    for table in &disclosure.tables {
        for row in &table.rows {
            assert!(row.parent.is_none_or(|parent| parent < table.rows.len()));
            assert!(row.lane < table.lanes.len().max(1));
            for cell in &row.cells {
                let span = cell.place.span;
                let text = disclosure
                    .source
                    .text
                    .get(span.start as usize..span.end as usize);
                assert!(text.is_some(), "{span:?}");
                assert!(
                    cell.column
                        .is_none_or(|column| column < table.columns.len())
                );
                let inside = |column: &usize| *column < table.columns.len();
                assert!(cell.candidates.iter().all(inside));
            }
        }
    }
    disclosure
}

/// A caption with a header, so that the lines after it are rows.
const CAPTION: &str = "预算03表\n部门支出总体情况表\n单位：万元\n";
const HEADER_TABS: &str = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n";
const HEADER_WORDS: &str = "科目编码 科目名称 合计 基本支出 项目支出\n";

/// A table of many equal lines.
fn table_of(header: &str, line: &str) -> String {
    let mut text = format!("{CAPTION}{header}");
    for _ in 0..MANY {
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn numbered_table(header: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = format!("{CAPTION}{header}");
    for number in 0..MANY {
        text.push_str(&line(number));
        text.push('\n');
    }
    text
}

#[test]
fn many_lines_are_read_in_one_pass() {
    let code = |number: usize| {
        format!(
            "{}{:02}{:02}",
            201 + number / 10_000 % 34,
            number / 100 % 100,
            number % 100
        )
    };
    let texts: Vec<String> = vec![
        "支出".repeat(MANY * 10),
        "1".repeat(MANY * 10),
        "1.00 ".repeat(MANY * 10),
        "\t".repeat(MANY * 10),
        "\t\t\t\n".repeat(MANY),
        "\n".repeat(MANY * 10),
        "\r\n".repeat(MANY),
        "单位：万元\n".repeat(MANY),
        "预算01表\n".repeat(MANY),
        "部门收支总体情况表\n".repeat(MANY),
        "一、".repeat(MANY),
        "（".repeat(MANY),
        "（一）".repeat(MANY),
        format!("{CAPTION}{HEADER_TABS}").repeat(MANY / 20),
        format!("{CAPTION}{HEADER_WORDS}").repeat(MANY / 20),
        format!("{CAPTION}{}", "合计\t".repeat(MANY)),
        format!("{CAPTION}{}\n合计 1.00", "合计 ".repeat(3_000)),
        format!(
            "{CAPTION}{}\n合计 1.00",
            "本年收入 一般公共预算 ".repeat(1_000)
        ),
        table_of(HEADER_TABS, "2060101\t行政运行\t2.00\t1.00\t1.00"),
        table_of(HEADER_TABS, "\t\t1.00\t\t1.00"),
        table_of(HEADER_TABS, "其中：一部分\t\t1.00\t\t1.00"),
        table_of(HEADER_WORDS, "2060101 行政运行 2.00 1.00 1.00"),
        table_of(HEADER_WORDS, "2060101 行政运行 2.00 2.00"),
        table_of(HEADER_WORDS, "1.00"),
        table_of(HEADER_WORDS, "行政"),
        table_of(HEADER_WORDS, "合计 3.00 3.00"),
        table_of(HEADER_WORDS, "一、外交支出 3.00"),
        numbered_table(HEADER_TABS, |number| {
            format!("{}\t项目\t2.00\t1.00\t1.00", code(number))
        }),
        numbered_table(HEADER_WORDS, |number| {
            format!("{} 项目 2.00 2.00", code(number))
        }),
        numbered_table(HEADER_WORDS, |number| format!("（{number}）项目 2.00")),
        numbered_table(HEADER_WORDS, |number| {
            let mut ordinal = String::new();
            for _ in 0..number % 40 {
                let _ = write!(ordinal, "（{number}）1.一、");
            }
            format!("{ordinal} 2.00")
        }),
        format!(
            "预算01表\n部门收支总体情况表\n收入 支出\n项目 金额 项目 金额\n{}",
            "一、外交 1.00 ".repeat(MANY)
        ),
        format!(
            "预算01表\n部门收支总体情况表\n收入 支出\n项目 金额 项目 金额\n{}",
            "外\n".repeat(MANY)
        ),
        format!(
            "2025年，收入总计{}万元，",
            "1.00万元，增长5%，".repeat(MANY)
        ),
        format!("目录\n{}", "一、部门收支总体情况表\t4\n".repeat(MANY)),
    ];
    texts.par_iter().enumerate().for_each(|(number, text)| {
        let started = std::time::Instant::now();
        survives(text.as_bytes());
        println!(
            "{number} {:?} {:?}",
            started.elapsed(),
            text.chars().skip(30).take(40).collect::<String>()
        );
    });
}
