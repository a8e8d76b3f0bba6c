//! The tables of the made-up corpus and the text they are printed in.

use chazhang::model::{
    Cell, Certainty, Classification, Column, Content, Figure, FigureKind, Lane, Level, Place, Role,
    Row, RowKind, Rows, Span, Stub, Table, TableDoubt, TableKind, TableState, Unit, ValueKind,
    code,
};
use rust_decimal::Decimal;

/// Writes the text of a source line by line and remembers where each figure is printed.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
    line: u32,
}

impl Writer {
    pub(super) fn line(&mut self, words: &str) -> Place {
        self.line += 1;
        let start = self.text.len();
        self.text.push_str(words);
        let place = self.place(start, self.text.len());
        self.text.push('\n');
        place
    }

    pub(super) fn place(&self, start: usize, end: usize) -> Place {
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
    pub(super) fn row(&mut self, code: &str, name: &str, figures: &[&str]) -> (Place, Vec<Place>) {
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

pub(super) fn figure(raw: &str) -> Figure {
    let number: Decimal = raw.replace(',', "").parse().unwrap_or_default();
    let kind = match raw {
        "—" => FigureKind::Dash,
        _ if number.is_zero() => FigureKind::Zero,
        _ => FigureKind::Printed,
    };
    Figure::new(kind, number, number.scale(), Unit::WanYuan, raw)
}

pub(super) fn column(path: &[&str], role: Role, lane: usize) -> Column {
    Column {
        path: path.iter().map(|part| (*part).to_owned()).collect(),
        role,
        lane,
        kind: ValueKind::Amount,
    }
}

pub(super) fn row(
    writer: &mut Writer,
    index: u32,
    code: &str,
    name: &str,
    figures: &[&str],
) -> Row {
    let (place, places) = writer.row(code, name, figures);
    let cells = figures
        .iter()
        .zip(places)
        .enumerate()
        .filter(|(_, (raw, _))| !raw.is_empty())
        .map(|(column, (raw, place))| {
            let content = Content::Figure(figure(raw));
            Cell::new(column, content, Certainty::Printed, place)
        })
        .collect();
    let level = code::classify(code.split('→').next().unwrap_or(""));
    let depth = match level {
        Some((Classification::Function, Level::Item)) => 2,
        Some((_, Level::Section)) => 1,
        _ => 0,
    };
    let mut row = Row::new(index, 0).below(None, depth);
    row.stub = Stub::new(code, name);
    if code.is_empty() {
        row.kind = RowKind::Total;
    }
    (row.level, row.cells, row.place) = (level, cells, place);
    row
}

pub(super) fn table(
    id: &str,
    kind: TableKind,
    title: &str,
    columns: Vec<Column>,
    place: Place,
) -> Table {
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
        rows: Rows::default(),
        notes: Vec::new(),
        state: TableState::Data,
        doubts: Vec::new(),
        spent: Vec::new(),
        impossible: Vec::new(),
        untried: Vec::new(),
    }
}

/// Ten columns under two levels of headings, one of them empty throughout.
pub(super) fn wide_table(writer: &mut Writer) -> Table {
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
pub(super) fn pair_table(writer: &mut Writer) -> Table {
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
    found.rows.edit(|row| match row.index {
        4 => row.cells[1].certainty = Certainty::Recovered,
        5 => {
            let open = &mut row.cells[1];
            *open = Cell::open(vec![1, 2], open.content.clone(), open.place);
        }
        _ => {}
    });
    found
}

/// Income and expenditure side by side.
pub(super) fn balance_table(writer: &mut Writer) -> Table {
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
    let mut rows = Vec::new();
    for (index, (left, right)) in lines.into_iter().enumerate() {
        for (lane, (name, raw)) in [left, right].into_iter().enumerate() {
            let printed = row(writer, index as u32 + 1, "", name, &[raw]);
            let mut made = Row::new(printed.index, lane);
            (made.stub, made.place) = (printed.stub, printed.place);
            made.kind = if name.ends_with("总计") {
                RowKind::GrandTotal
            } else {
                RowKind::Item
            };
            let cells = printed.cells.into_iter();
            let moved = cells.map(|cell| Cell {
                column: Some(lane),
                ..cell
            });
            made.cells = moved.collect();
            rows.push(made);
        }
    }
    found.rows = rows.into_iter().collect();
    found
}

pub(super) fn empty_table(writer: &mut Writer) -> Table {
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

pub(super) fn doubtful_table(writer: &mut Writer) -> Table {
    let place = writer.line("项目支出表");
    let columns = vec![column(&["金额"], Role::Amount, 0)];
    let mut found = table("t1", TableKind::ProjectExpenditure, "", columns, place);
    let only = row(
        writer,
        1,
        "",
        "一个名称很长很长的“十四五”重点专项——先导区综合治理（二期）",
        &["1,000.00"],
    );
    found.rows = [only].into_iter().collect();
    found.doubts = vec![TableDoubt::Header, TableDoubt::Body];
    found
}
