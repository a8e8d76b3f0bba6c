//! A small made-up corpus that is hard to draw: names of unequal width, quotes and circled digits,
//! full-width digits, an escape sequence, a wide table, an ambiguous cell, files that cannot be read.

#[path = "demo/findings.rs"]
mod findings;
#[path = "demo/tables.rs"]
mod tables;

use chazhang::check::DisclosureReport;
use chazhang::model::{
    Content, Disclosure, DisclosureId, Encoding, Figure, FiscalYear, Problem, ProblemKind, Role,
    RowRef, Sentence, Source, Stage, TableKind, Unit,
};
use chazhang::ui::data::{Data, Document, Status};
use rust_decimal::Decimal;

use findings::{both, report};
use tables::{
    Writer, balance_table, column, doubtful_table, empty_table, pair_table, row, table, wide_table,
};

/// A budget with five tables and three findings.
pub(crate) fn budget() -> Document {
    let mut writer = Writer::default();
    writer.line("云山市科学技术局2024年部门预算");
    let sentence = writer.line("公务接待费2.00万元，比上年“持平”……");
    let tables = vec![
        wide_table(&mut writer),
        pair_table(&mut writer),
        balance_table(&mut writer),
        empty_table(&mut writer),
        doubtful_table(&mut writer),
    ];
    let report = report(&tables);
    let disclosure = Disclosure {
        source: Source::new("云山-2024.txt", writer.text.as_str(), Encoding::Gb18030),
        department: "云山市科学技术局".to_owned(),
        year: Some(FiscalYear(2024)),
        stage: Some(Stage::Budget),
        tables,
        prose: vec![Sentence {
            text: "公务接待费2.00万元，比上年“持平”……".to_owned(),
            section: "三公经费".to_owned(),
            place: sentence,
            ..Sentence::default()
        }],
        problems: vec![Problem {
            kind: ProblemKind::Partial,
            message: both(
                "第 2 行的省略号之后没有读懂。",
                "What follows the dots in line 2 was not understood.",
            ),
            place: Some(sentence),
        }],
        ..Disclosure::default()
    };
    Document::new(disclosure, report)
}

/// A final account without findings and without codes, under a name that is hard to draw.
fn account() -> Document {
    let mut writer = Writer::default();
    let place = writer.line("收入支出决算表");
    let columns = vec![column(&["决算数"], Role::Amount, 0)];
    let mut only = table(
        "01",
        TableKind::BudgetSummary,
        "收入支出决算表",
        columns,
        place,
    );
    let total = row(&mut writer, 1, "", "本年收入合计", &["88.00"]);
    only.rows = [total].into_iter().collect();
    let disclosure = Disclosure {
        source: Source::new("青溪.txt", writer.text.as_str(), Encoding::Utf8),
        department: "青溪县“数字—乡村”①\u{1b}[31m服务中心（２０２３）".to_owned(),
        year: Some(FiscalYear(2023)),
        stage: Some(Stage::FinalAccount),
        tables: vec![only],
        ..Disclosure::default()
    };
    Document::new(disclosure, DisclosureReport::default())
}

fn unreadable() -> Document {
    let disclosure = Disclosure {
        source: Source::new("空.txt", "", Encoding::Utf8),
        problems: vec![Problem {
            kind: ProblemKind::Unreadable,
            message: both(
                "空.txt 是空文件，没有可读的内容。",
                "空.txt is empty: there is nothing to read.",
            ),
            place: None,
        }],
        ..Disclosure::default()
    };
    Document::new(disclosure, DisclosureReport::default())
}

/// The same as files of a folder, so that findings can be reviewed.
#[allow(dead_code, reason = "not every test that opens the demo reviews it")]
pub(crate) fn data_in_a_folder() -> Data {
    let mut data = data();
    for disclosure in &mut data.corpus.disclosures {
        let disclosure = std::sync::Arc::make_mut(disclosure);
        disclosure.source.path = Some(format!("公开/{}", disclosure.source.name).into());
    }
    data
}

/// Two disclosures, a file that cannot be read, one still being read, and a path that led nowhere.
pub(crate) fn data() -> Data {
    let names = ["云山-2024.txt", "青溪.txt", "空.txt", "后来.txt"].map(str::to_owned);
    let note = Problem {
        kind: ProblemKind::Unreadable,
        message: both("找不到 ./没有这个文件夹", "There is no ./没有这个文件夹"),
        place: None,
    };
    let mut data = Data::waiting(&names, vec![note]);
    for (index, document) in [budget(), account(), unreadable()].into_iter().enumerate() {
        data.deliver(DisclosureId(index), document);
    }
    data.set_status(DisclosureId(3), Status::Reading);
    data
}

/// The budget of another year: other amounts, a code that moved, one that is gone, a table in 元.
fn earlier(year: u16, percent: i64) -> Document {
    let mut disclosure = (*budget().disclosure).clone();
    disclosure.year = Some(FiscalYear(year));
    disclosure.source = Source::new(
        format!("云山-{year}.txt").as_str(),
        disclosure.source.text.clone(),
        Encoding::Utf8,
    );
    let in_yuan = percent < 50;
    for table in &mut disclosure.tables {
        if in_yuan && table.unit == Unit::WanYuan {
            table.unit = Unit::Yuan;
        }
        let unit = &table.unit;
        let grown = |figure: &Figure| {
            let number = figure.number() * Decimal::new(percent, 2);
            let number = if in_yuan {
                number * Decimal::from(10_000)
            } else {
                number
            };
            let (number, kind) = (number.round_dp(2), figure.kind());
            let (scale, raw) = (number.scale(), number.to_string());
            Figure::new(kind, number, scale, unit.clone(), &raw)
        };
        table.rows.edit(|row| {
            for cell in &mut row.cells {
                if let Content::Figure(figure) = &mut cell.content {
                    *figure = grown(figure);
                }
            }
        });
    }
    if in_yuan && let Some(table) = disclosure.tables.first_mut() {
        let rows = table.rows.iter().filter(|row| row.code() != "2060199");
        table.rows = rows.map(RowRef::to_row).collect();
    }
    let report = report(&disclosure.tables);
    Document::new(
        disclosure,
        DisclosureReport {
            findings: Vec::new(),
            ..report
        },
    )
}

/// Three years of one department and another body.
#[allow(dead_code, reason = "not every test compares")]
pub(crate) fn several() -> Data {
    let names = [
        "云山-2024.txt",
        "云山-2023.txt",
        "云山-2022.txt",
        "青溪.txt",
    ]
    .map(str::to_owned);
    let mut data = Data::waiting(&names, Vec::new());
    let documents = [budget(), earlier(2023, 90), earlier(2022, 40), account()];
    for (index, document) in documents.into_iter().enumerate() {
        data.deliver(DisclosureId(index), document);
    }
    data
}
