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

/// Many lines, for work that grows faster than the text; `LINES=100000` takes more.
fn many() -> usize {
    let wanted = std::env::var("LINES").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

/// Loads the bytes and looks at every cell that was read.
fn survives(bytes: &[u8]) -> Disclosure {
    let disclosure = load("damaged.txt", bytes);
    for table in &disclosure.tables {
        for row in &table.rows {
            assert!(row.parent().is_none_or(|parent| parent < table.rows.len()));
            assert!(row.lane() < table.lanes.len().max(1));
            for cell in row.cells() {
                let span = cell.place().span;
                let text = disclosure
                    .source
                    .text
                    .get(span.start as usize..span.end as usize);
                assert!(text.is_some(), "{span:?}");
                assert!(
                    cell.column()
                        .is_none_or(|column| column < table.columns.len())
                );
                let inside = |column: &usize| *column < table.columns.len();
                assert!(cell.candidates().iter().all(inside));
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
    for _ in 0..many() {
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn numbered_table(header: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = format!("{CAPTION}{header}");
    for number in 0..many() {
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
        "支出".repeat(many() * 10),
        "1".repeat(many() * 10),
        "1.00 ".repeat(many() * 10),
        "\t".repeat(many() * 10),
        "\t\t\t\n".repeat(many()),
        "\n".repeat(many() * 10),
        "\r\n".repeat(many()),
        "单位：万元\n".repeat(many()),
        "预算01表\n".repeat(many()),
        "部门收支总体情况表\n".repeat(many()),
        "一、".repeat(many()),
        "（".repeat(many()),
        "（一）".repeat(many()),
        format!("{CAPTION}{HEADER_TABS}").repeat(many() / 20),
        format!("{CAPTION}{HEADER_WORDS}").repeat(many() / 20),
        format!("{CAPTION}{}", "合计\t".repeat(many())),
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
            "一、外交 1.00 ".repeat(many())
        ),
        format!(
            "预算01表\n部门收支总体情况表\n收入 支出\n项目 金额 项目 金额\n{}",
            "外\n".repeat(many())
        ),
        format!(
            "2025年，收入总计{}万元，",
            "1.00万元，增长5%，".repeat(many())
        ),
        format!("目录\n{}", "一、部门收支总体情况表\t4\n".repeat(many())),
        numbered_table(
            "|科目编码 科目名称|合计 基本支出|\n|---|---|\n",
            |number| format!("|{} 项目|2.00 2.00|", code(number)),
        ),
        numbered_table(HEADER_WORDS, |number| {
            format!(
                "{} 项目 2.00 2.00\n- {number} -\n某局部门预算",
                code(number)
            )
        }),
        numbered_table(HEADER_WORDS, |number| format!("科目名称{number} 说明 合计")),
        format!("{CAPTION}{HEADER_WORDS}2060101 行政运行 2.00 1.00 1.00\n续表\n")
            .repeat(many() / 20),
        format!(
            "项目绩效目标表\n{}一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 个数 ≥3\n",
            "项目名称  修缮  年度目标  完成\n".repeat(many())
        ),
    ];
    texts.par_iter().for_each(|text| {
        survives(text.as_bytes());
    });
}

#[test]
fn bytes_that_are_no_text() {
    let sample = SAMPLES[0].as_bytes();
    let with = |at: usize, bytes: &[u8]| [&sample[..at], bytes, &sample[at..]].concat();
    let texts: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0; 5_000],
        vec![0xff; 5_000],
        (0..=255).cycle().take(20_000).collect(),
        b"\xef\xbb\xbf".to_vec(),
        b"\xff\xfe".to_vec(),
        b"\x81".repeat(3_001),
        with(3_000, &[0; 100]),
        with(3_000, b"\x1b[2J\x1b]0;title\x07\x08\x7f"),
        with(3_000, b"\xc3\x28\xa0\xa1\xe2\x28\xa1\xf0\x28\x8c\xbc"),
        with(
            3_000,
            "\u{200b}\u{feff}\u{202e}\u{0301}\u{1f4b0}".as_bytes(),
        ),
        sample.iter().copied().rev().collect(),
    ];
    for bytes in texts {
        survives(&bytes);
    }
}

/// One way to damage a text; positions are shares of its length in thousandths.
#[derive(Debug, Clone)]
enum Damage {
    Byte(usize, u8),
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    SwapLines(usize, usize),
    DropLine(usize),
    TabsToBlanks,
    BlanksToTabs,
    NoLineEnds,
    Carriage,
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0..1000_usize;
    prop_oneof![
        10 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        2 => at.clone().prop_map(Damage::Cut),
        4 => (at.clone(), at.clone()).prop_map(|(from, to)| Damage::Remove(from, to)),
        2 => (at.clone(), at.clone()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        6 => (at.clone(), at.clone()).prop_map(|(one, other)| Damage::SwapLines(one, other)),
        6 => at.prop_map(Damage::DropLine),
        1 => Just(Damage::TabsToBlanks),
        1 => Just(Damage::BlanksToTabs),
        1 => Just(Damage::NoLineEnds),
        1 => Just(Damage::Carriage),
    ]
}

fn damaged(mut bytes: Vec<u8>, damage: &Damage) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let length = bytes.len();
    let place = |share: usize| share * length / 1000;
    let replaced = |bytes: Vec<u8>, from: u8, to: u8| -> Vec<u8> {
        let swap = |byte: u8| if byte == from { to } else { byte };
        bytes.into_iter().map(swap).collect()
    };
    match *damage {
        Damage::Byte(at, byte) => bytes[place(at)] = byte,
        Damage::Cut(at) => bytes.truncate(place(at)),
        Damage::Remove(from, to) => {
            let end = place(to).min(place(from) + 400);
            bytes.drain(place(from)..end.max(place(from)));
        }
        Damage::Repeat(from, to) => {
            let end = place(to).clamp(place(from), place(from) + 2_000);
            let part = bytes[place(from)..end].to_vec();
            bytes.splice(end..end, part);
        }
        Damage::SwapLines(one, other) => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let count = lines.len();
            lines.swap(one * count / 1000, other * count / 1000);
            bytes = lines.join(&b'\n');
        }
        Damage::DropLine(at) => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            lines.remove(at * lines.len() / 1000);
            bytes = lines.join(&b'\n');
        }
        Damage::TabsToBlanks => bytes = replaced(bytes, b'\t', b' '),
        Damage::BlanksToTabs => bytes = replaced(bytes, b' ', b'\t'),
        Damage::NoLineEnds => bytes = replaced(bytes, b'\n', b' '),
        Damage::Carriage => bytes = replaced(bytes, b'\n', b'\r'),
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples_are_read(
        sample in 0..SAMPLES.len(),
        damages in prop::collection::vec(damage(), 1..12),
    ) {
        let whole = SAMPLES[sample].as_bytes().to_vec();
        survives(&damages.iter().fold(whole, damaged));
    }
}
