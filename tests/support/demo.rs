//! A small made-up corpus that is hard to draw: names of unequal width, quotes and circled digits,
//! full-width digits, an escape sequence, a wide table, an ambiguous cell, files that cannot be read.

use chazhang::check::{
    Comparison, Computation, CoverageState, Covered, Diagnosis, DisclosureReport, Evidence,
    EvidenceRole, Finding, FindingCertainty, Judged, Severity, Sibling, Term, Verdict,
};
use chazhang::model::{
    Amount, Bilingual, Cell, CellId, Certainty, Classification, Column, Content, Disclosure,
    DisclosureId, Encoding, Figure, FigureKind, FiscalYear, Interval, Lane, Level, Place, Problem,
    ProblemKind, Role, Row, RowId, RowKind, Sentence, Source, Span, Stage, Table, TableDoubt,
    TableId, TableKind, TableState, Unit, ValueKind, code,
};
use chazhang::ui::data::{Data, Document, Status};
use rust_decimal::Decimal;

/// Writes the text of a source line by line and remembers where each figure is printed.
#[derive(Default)]
struct Writer {
    text: String,
    line: u32,
}

impl Writer {
    fn line(&mut self, words: &str) -> Place {
        self.line += 1;
        let start = self.text.len();
        self.text.push_str(words);
        let place = self.place(start, self.text.len());
        self.text.push('\n');
        place
    }

    fn place(&self, start: usize, end: usize) -> Place {
        Place {
            line: self.line,
            page: None,
            span: Span {
                start: start as u32,
                end: end as u32,
            },
        }
    }

    /// A row of a table: code, name and figures, tab-separated; blanks keep their column.
    fn row(&mut self, code: &str, name: &str, figures: &[&str]) -> (Place, Vec<Place>) {
        self.line += 1;
        let start = self.text.len();
        self.text.push_str(&format!("{code}\t{name}"));
        let mut places = Vec::new();
        for figure in figures {
            self.text.push('\t');
            let from = self.text.len();
            self.text.push_str(figure);
            places.push(self.place(from, self.text.len()));
        }
        let place = self.place(start, self.text.len());
        self.text.push('\n');
        (place, places)
    }
}

fn figure(raw: &str) -> Figure {
    let number: Decimal = raw.replace(',', "").parse().unwrap_or_default();
    let kind = match raw {
        "—" => FigureKind::Dash,
        _ if number.is_zero() => FigureKind::Zero,
        _ => FigureKind::Printed,
    };
    Figure {
        kind,
        number,
        decimals: number.scale(),
        unit: Unit::WanYuan,
        raw: raw.into(),
    }
}

fn column(path: &[&str], role: Role, lane: usize) -> Column {
    Column {
        path: path.iter().map(|part| (*part).to_owned()).collect(),
        role,
        lane,
        kind: ValueKind::Amount,
    }
}

fn row(writer: &mut Writer, index: u32, code: &str, name: &str, figures: &[&str]) -> Row {
    let (place, places) = writer.row(code, name, figures);
    let cells = figures
        .iter()
        .zip(places)
        .enumerate()
        .filter(|(_, (raw, _))| !raw.is_empty())
        .map(|(column, (raw, place))| Cell {
            column: Some(column),
            candidates: Vec::new(),
            content: Content::Figure(figure(raw)),
            certainty: Certainty::Printed,
            place,
        })
        .collect();
    let level = code::classify(code.split('→').next().unwrap_or(""));
    Row {
        index,
        lane: 0,
        code: code.to_owned(),
        name: name.to_owned(),
        kind: if code.is_empty() {
            RowKind::Total
        } else {
            RowKind::Item
        },
        level,
        depth: match level {
            Some((Classification::Function, Level::Item)) => 2,
            Some((_, Level::Section)) => 1,
            _ => 0,
        },
        parent: None,
        cells,
        place,
    }
}

fn table(id: &str, kind: TableKind, title: &str, columns: Vec<Column>, place: Place) -> Table {
    Table {
        id: id.to_owned(),
        kind,
        title: title.to_owned(),
        unit: Unit::WanYuan,
        unit_printed: true,
        place,
        last_line: place.line + 3,
        lanes: vec![Lane::default()],
        columns,
        identities: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        state: TableState::Data,
        doubts: Vec::new(),
        spent: Vec::new(),
        impossible: Vec::new(),
    }
}

/// Ten columns under two levels of headings, one of them empty throughout.
fn wide_table(writer: &mut Writer) -> Table {
    let place = writer.line("部门支出总体情况表　单位：万元");
    let columns = vec![
        column(&["合计"], Role::Total, 0),
        column(&["基本支出", "小计"], Role::Total, 0),
        column(&["基本支出", "工资福利支出"], Role::Wages, 0),
        column(&["基本支出", "对个人和家庭的补助"], Role::Transfers, 0),
        column(&["基本支出", "商品和服务支出"], Role::GoodsServices, 0),
        column(&["项目支出", "小计"], Role::Total, 0),
        column(&["项目支出", "其他运转类"], Role::OtherRunning, 0),
        column(&["项目支出", "特定目标类"], Role::SpecificPurpose, 0),
        column(&["上缴上级支出"], Role::Other, 0),
    ];
    let mut found = table(
        "03",
        TableKind::ExpenditureSummary,
        "部门支出总体情况表",
        columns,
        place,
    );
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "",
            "合计",
            &[
                "12,345.67",
                "2,345.67",
                "1,800.00",
                "45.67",
                "500.00",
                "10,000.00",
                "1,000.00",
                "9,000.00",
                "",
            ],
        ),
        (
            "206",
            "科学技术支出",
            &[
                "11,845.67",
                "1,845.67",
                "1,300.00",
                "45.67",
                "500.00",
                "10,000.00",
                "1,000.00",
                "9,000.00",
                "",
            ],
        ),
        (
            "20601",
            "科学技术管理事务",
            &[
                "2,845.67", "1,845.67", "1,300.00", "45.67", "500.00", "1,000.00", "1,000.00", "",
                "",
            ],
        ),
        (
            "2060101",
            "行政运行",
            &[
                "1,845.67", "1,845.67", "1,300.00", "45.67", "500.00", "", "", "", "",
            ],
        ),
        (
            "2060199",
            "其他科学技术管理事务支出（含“科技—兴县”①专项）",
            &["1,000.00", "", "", "", "", "1,000.00", "1,000.00", "", ""],
        ),
        (
            "2060499",
            "其他技术研究与开发支出",
            &["9,000.00", "", "", "", "", "9,000.00", "", "9,000.00", ""],
        ),
        (
            "2080505",
            "机关事业单位基本养老保险缴费支出",
            &["-0.50", "-0.50", "-0.50", "", "", "", "", "", ""],
        ),
        (
            "2101101",
            "行政单位\u{1b}[31m医疗１２３",
            &["500.50", "500.50", "500.50", "", "", "", "", "", ""],
        ),
    ];
    found.rows = rows
        .iter()
        .zip(1..)
        .map(|((code, name, figures), index)| row(writer, index, code, name, figures))
        .collect();
    found
}

/// Pairs of economic codes; one figure lost its column, one was recovered.
fn pair_table(writer: &mut Writer) -> Table {
    let place = writer.line("一般公共预算基本支出表　单位：万元");
    let columns = vec![
        column(&["合计"], Role::Total, 0),
        column(&["人员经费"], Role::Personnel, 0),
        column(&["公用经费"], Role::Running, 0),
    ];
    let mut found = table(
        "06",
        TableKind::BasicExpenditure,
        "一般公共预算基本支出表",
        columns,
        place,
    );
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "30101→50101",
            "基本工资→工资奖金津补贴",
            &["900.00", "900.00", ""],
        ),
        (
            "30102→50101",
            "津贴补贴→工资奖金津补贴",
            &["400.00", "400.00", ""],
        ),
        (
            "30113→50103",
            "住房公积金→住房公积金",
            &["500.00", "500.00", ""],
        ),
        ("30201→50201", "办公费→办公经费", &["480.00", "", "480.00"]),
        (
            "30217→50206",
            "公务接待费→公务接待费",
            &["20.00", "", "20.00"],
        ),
        ("30302→50905", "退休费→离退休费", &["45.67", "45.67", ""]),
    ];
    found.rows = rows
        .iter()
        .zip(1..)
        .map(|((code, name, figures), index)| row(writer, index, code, name, figures))
        .collect();
    let recovered = &mut found.rows[3].cells[1];
    recovered.certainty = Certainty::Recovered;
    let open = &mut found.rows[4].cells[1];
    open.certainty = Certainty::Ambiguous;
    open.column = None;
    open.candidates = vec![1, 2];
    found
}

/// Income and expenditure side by side.
fn balance_table(writer: &mut Writer) -> Table {
    let place = writer.line("部门收支总体情况表　单位：万元");
    let columns = vec![
        column(&["收入", "金额"], Role::Amount, 0),
        column(&["支出", "金额"], Role::Amount, 1),
    ];
    let mut found = table(
        "01",
        TableKind::BudgetSummary,
        "部门收支总体情况表",
        columns,
        place,
    );
    found.lanes = vec![
        Lane {
            title: "收入".to_owned(),
        },
        Lane {
            title: "支出".to_owned(),
        },
    ];
    let lines = [
        (
            ("一、一般公共预算拨款收入", "12,345.67"),
            ("一、科学技术支出", "11,845.67"),
        ),
        (
            ("二、政府性基金预算拨款收入", "—"),
            ("二、社会保障和就业支出", "-0.50"),
        ),
        (("三、事业收入", "0.00"), ("三、卫生健康支出", "500.50")),
        (("收入总计", "12,345.67"), ("支出总计", "12,345.76")),
    ];
    for (index, (left, right)) in lines.into_iter().enumerate() {
        for (lane, (name, raw)) in [left, right].into_iter().enumerate() {
            let mut made = row(writer, index as u32 + 1, "", name, &[raw]);
            made.lane = lane;
            made.kind = if name.ends_with("总计") {
                RowKind::GrandTotal
            } else {
                RowKind::Item
            };
            for cell in &mut made.cells {
                cell.column = Some(lane);
            }
            found.rows.push(made);
        }
    }
    found
}

fn empty_table(writer: &mut Writer) -> Table {
    let place = writer.line("政府性基金预算支出情况表");
    let note = writer.line("注：本单位没有政府性基金预算支出，故本表为空。");
    let mut found = table(
        "09",
        TableKind::GovernmentFund,
        "政府性基金预算支出情况表",
        Vec::new(),
        place,
    );
    found.state = TableState::EmptyWithNote;
    found.unit_printed = false;
    found.notes = vec![(
        "注：本单位没有政府性基金预算支出，故本表为空。".to_owned(),
        note,
    )];
    found
}

fn doubtful_table(writer: &mut Writer) -> Table {
    let place = writer.line("项目支出表");
    let columns = vec![column(&["金额"], Role::Amount, 0)];
    let mut found = table("t1", TableKind::ProjectExpenditure, "", columns, place);
    found.rows = vec![row(
        writer,
        1,
        "",
        "一个名称很长很长的“十四五”重点专项——先导区综合治理（二期）",
        &["1,000.00"],
    )];
    found.doubts = vec![TableDoubt::Header, TableDoubt::Body];
    found
}

fn id(table: usize, row: usize, cell: usize) -> CellId {
    let table = TableId {
        disclosure: DisclosureId(0),
        table,
    };
    CellId {
        row: RowId { table, row },
        cell,
    }
}

fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

fn term(tables: &[Table], cell: CellId, label: &str) -> Term {
    let printed = &tables[cell.row.table.table].rows[cell.row.row].cells[cell.cell];
    let figure = printed.figure().expect("a figure");
    Term {
        negative: false,
        label: label.to_owned(),
        cell: Some(cell),
        printed: figure.raw.to_string(),
        value: figure.amount().expect("an amount"),
        interval: figure.interval().expect("an interval"),
    }
}

/// The balance that does not balance: two digits of the total stand the wrong way round.
fn computation(tables: &[Table]) -> Computation {
    let total = term(tables, id(2, 7, 0), "支出总计 · 支出/金额");
    let terms: Vec<Term> = [
        (1, "一、科学技术支出 · 支出/金额"),
        (3, "二、社会保障和就业支出 · 支出/金额"),
        (5, "三、卫生健康支出 · 支出/金额"),
    ]
    .into_iter()
    .map(|(row, label)| term(tables, id(2, row, 0), label))
    .collect();
    let mut computed = Amount::ZERO;
    let mut interval = Interval::exact(Amount::ZERO);
    for term in &terms {
        computed = computed.checked_add(term.value).expect("small");
        interval = interval.checked_add(term.interval).expect("small");
    }
    Computation {
        comparison: Comparison::Equal,
        difference: total.value.checked_sub(computed).expect("small"),
        bound: Amount::new(Decimal::from(200)),
        computed,
        computed_interval: interval,
        total,
        terms,
    }
}

fn evidence(tables: &[Table], cell: CellId, role: EvidenceRole) -> Evidence {
    let printed = &tables[cell.row.table.table].rows[cell.row.row].cells[cell.cell];
    Evidence {
        role,
        cell: Some(cell),
        table: Some(cell.row.table),
        place: printed.place,
        text: printed.raw().to_owned(),
    }
}

fn findings(tables: &[Table]) -> Vec<Finding> {
    let computation = computation(tables);
    let parts = [id(2, 1, 0), id(2, 3, 0), id(2, 5, 0)];
    let mut printed = vec![evidence(tables, id(2, 7, 0), EvidenceRole::Primary)];
    printed.extend(parts.map(|cell| evidence(tables, cell, EvidenceRole::Secondary)));
    let error = Finding {
        key: "e".to_owned(),
        rule: "A101",
        disclosure: DisclosureId(0),
        severity: Severity::Error,
        certainty: FindingCertainty::Proved,
        title: both(
            "支出总计不等于各项之和",
            "The printed total differs from its parts",
        ),
        statement: both(
            "01表《部门收支总体情况表》“支出总计”印为 12,345.76 万元，所列 3 项相加为 12,345.67 万元，相差 0.09 万元，四舍五入最多只能解释 0.02 万元。",
            "Table 01 prints a total of 12,345.76 (万元); its 3 parts add up to 12,345.67, a difference of 0.09 where rounding explains at most 0.02.",
        ),
        stake: computation.difference.abs(),
        computation: Some(computation),
        diagnosis: Some(Diagnosis {
            fingerprint: "transposed_digits",
            text: both(
                "末两位数字颠倒：67 与 76。",
                "Two digits stand the wrong way round: 67 and 76.",
            ),
        }),
        alternatives: vec![both("某一分项漏印。", "One part was left out.")],
        verify: both(
            "在原文找到“支出总计”，把其上各项相加，两者比较。",
            "Find the total in the original, add up the items above it, and compare.",
        ),
        siblings: vec![Sibling {
            text: both("收入总计等于各项收入之和", "Total income equals its parts"),
        }],
        evidence: printed,
        possible_extraction_fault: false,
    };
    let warning = Finding {
        key: "w".to_owned(),
        rule: "T102",
        severity: Severity::Warning,
        certainty: FindingCertainty::Interpreted,
        title: both(
            "三公经费说明与表不符",
            "Running text and table differ on reception",
        ),
        statement: both(
            "文字说明公务接待费为 2.00 万元，06表印为 20.00 万元。也可能是文本提取丢失了内容，请对照原文件。",
            "The text says 2.00 (万元) for reception, table 06 prints 20.00. The text extraction may have lost something: compare the original file.",
        ),
        stake: Amount::new(Decimal::from(180_000)),
        computation: None,
        diagnosis: None,
        alternatives: Vec::new(),
        siblings: Vec::new(),
        evidence: vec![evidence(tables, id(1, 4, 0), EvidenceRole::Primary)],
        possible_extraction_fault: true,
        ..error.clone()
    };
    let info = Finding {
        key: "i".to_owned(),
        rule: "A113",
        severity: Severity::Info,
        title: both("表中有四舍五入尾差", "The table holds rounding differences"),
        evidence: vec![evidence(tables, id(0, 3, 0), EvidenceRole::Primary)],
        ..error.clone()
    };
    vec![error, warning, info]
}

fn report(tables: &[Table]) -> DisclosureReport {
    let computation = computation(tables);
    let cells = vec![id(2, 1, 0), id(2, 3, 0), id(2, 5, 0), id(2, 7, 0)];
    let judged = |verdict, zh: &str, en: &str| Judged {
        rule: "A101",
        statement: both(zh, en),
        verdict,
        computation: Some(computation.clone()),
        cells: cells.clone(),
        claims: Vec::new(),
    };
    let mut coverage = Vec::new();
    for (table_index, table) in tables.iter().enumerate() {
        for (row_index, row) in table.rows.iter().enumerate() {
            for (cell_index, cell) in row.cells.iter().enumerate() {
                let (state, relations) = match (table_index, cell.certainty) {
                    (2, _) if row_index % 2 == 1 => (CoverageState::Inconsistent, vec![0, 1]),
                    (_, Certainty::Ambiguous) => (CoverageState::NotUnderstood, Vec::new()),
                    (_, Certainty::Recovered) => (CoverageState::Spent, Vec::new()),
                    (0, _) => (CoverageState::Consistent, vec![1]),
                    _ => (CoverageState::NotCheckable, Vec::new()),
                };
                let cell = id(table_index, row_index, cell_index);
                coverage.push(Covered {
                    cell,
                    state,
                    relations,
                });
            }
        }
    }
    DisclosureReport {
        findings: findings(tables),
        verdicts: vec![
            judged(
                Verdict::Inconsistent,
                "支出总计 = 所列各项之和",
                "total = sum of the items",
            ),
            judged(
                Verdict::RoundingConsistent,
                "收入总计 = 支出总计",
                "total income = total expenditure",
            ),
        ],
        coverage,
    }
}

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
    only.rows = vec![row(&mut writer, 1, "", "本年收入合计", &["88.00"])];
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
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Content::Figure(figure) = &mut cell.content {
                let number = figure.number * Decimal::new(percent, 2);
                let number = if in_yuan {
                    number * Decimal::from(10_000)
                } else {
                    number
                };
                figure.number = number.round_dp(2);
                figure.decimals = figure.number.scale();
                figure.unit = table.unit.clone();
                figure.raw = figure.number.to_string().into();
            }
        }
    }
    if in_yuan && let Some(table) = disclosure.tables.first_mut() {
        table.rows.retain(|row| row.code != "2060199");
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
