//! Reads small made-up disclosures, one for each trait of a layout, and compares every cell.
//!
//! A case is a Markdown file: a title, a sentence that says what is special, the text as it would
//! be extracted, and the cells expected of it. `UPDATE=1 cargo test --test reading` rewrites the
//! expected cells; read the difference before keeping it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chazhang::model::{Disclosure, RowRef, Slot, Table, Unit};

const TEXT: &str = "```text\n";
const CELLS: &str = "```cells\n";
const END: &str = "\n```\n";

#[test]
fn every_case_reads_as_expected() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 12, "only {} cases found", cases.len());
    for path in cases {
        let case = std::fs::read_to_string(&path).expect("a case is readable");
        let text = block(&case, TEXT).expect("a case has a text");
        let expected = block(&case, CELLS).expect("a case has cells");
        let found = cells(&chazhang::load::load("case.txt", text.as_bytes()));
        if found.trim_end() == expected.trim_end() {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let updated = case.replace(
                &format!("{CELLS}{expected}{END}"),
                &format!("{CELLS}{}{END}", found.trim_end()),
            );
            std::fs::write(&path, updated).expect("the case is writable");
        } else {
            wrong.push(format!(
                "{}\n--- expected\n{expected}\n--- found\n{found}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Where half the figures of a column are broken over lines, and the end of one is a digit alone on
/// its line, which is no page number.
#[test]
fn figures_broken_over_lines_are_whole() {
    let text = "表9
                              项目支出预算表
单位名称：宁泉市档案馆                                          单位：万元
                                        财政拨款
    项目名称            总计                                             其他资金
                                合计        一般公共预算       政府性基金
    合计              3,000.00    3,000.00    3,000.00        0.00      0.00
  新馆一期建设
                     1,500.0     1,500.0
土建安装                                        1,500.00        0.00      0.00
                           0           0
  工程
  新馆二期建设
                     1,500.0
土建安装                            1,500.00    1,500.00        0.00      0.00
                           0
  工程
\u{c}第三部分 名词解释";
    let disclosure = chazhang::load::load("case.txt", text.as_bytes());
    let cells = cells(&disclosure);
    for whole in [
        "新馆一期建设土建安装工程 | 总计 = 1,500.00",
        "新馆二期建设土建安装工程 | 总计 = 1,500.00",
    ] {
        assert!(cells.contains(whole), "{cells}");
    }
}

#[test]
fn the_line_ends_and_encodings_of_a_file_change_nothing() {
    for path in cases() {
        let case = std::fs::read_to_string(&path).expect("a case is readable");
        let text = block(&case, TEXT).expect("a case has a text");
        let plain = cells(&chazhang::load::load("case.txt", text.as_bytes()));
        let crlf = text.replace('\n', "\r\n");
        let (gb, _, lost) = encoding_rs::GB18030.encode(text);
        let bom = format!("\u{feff}{text}");
        assert!(!lost, "{}", path.display());
        for (name, bytes) in [
            ("CRLF", crlf.as_bytes()),
            ("GB18030", gb.as_ref()),
            ("byte-order mark", bom.as_bytes()),
        ] {
            let read = cells(&chazhang::load::load("case.txt", bytes));
            assert_eq!(read, plain, "{} as {name}", path.display());
        }
    }
}

#[test]
fn every_place_slices_to_what_is_printed() {
    for path in cases() {
        let case = std::fs::read_to_string(&path).expect("a case is readable");
        let text = block(&case, TEXT).expect("a case has a text");
        let disclosure = chazhang::load::load("case.txt", text.as_bytes());
        for table in &disclosure.tables {
            for cell in table.rows.iter().flat_map(RowRef::cells) {
                let printed = disclosure.source.slice(cell.place().span);
                // How Markdown prints the end of a line inside a cell.
                let squeezed: String = printed.replace("<br>", " ").split_whitespace().collect();
                if let Some(figure) = cell.figure() {
                    assert_eq!(squeezed, &*figure.raw(), "{}", path.display());
                }
                assert_eq!(
                    disclosure.source.line_at(cell.place().span.start),
                    cell.place().line,
                    "{}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_figure_broken_over_two_lines_is_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/places-wrapped.md");
    let case = std::fs::read_to_string(path).expect("a case is readable");
    let text = block(&case, TEXT).expect("a case has a text");
    let whole = "184.51       184.51       184.51";
    assert!(text.contains(whole));
    let upper = text.replace(whole, "184.5        184.5        184.5 ");
    let broken = upper.replace(
        "\n发放费）                     ",
        "\n发放费）                     1            1            1",
    );
    assert_ne!(upper, broken);
    assert_eq!(
        cells(&chazhang::load::load("case.txt", broken.as_bytes())),
        cells(&chazhang::load::load("case.txt", text.as_bytes()))
    );
}

#[test]
fn the_unit_of_a_label_wins_over_that_of_the_table() {
    let units = |case: &str, column: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
        let case = std::fs::read_to_string(path.join(case)).expect("a case is readable");
        let text = block(&case, TEXT).expect("a case has a text");
        let disclosure = chazhang::load::load("case.txt", text.as_bytes());
        let mut units = Vec::new();
        for table in &disclosure.tables {
            for cell in table.rows.iter().flat_map(RowRef::cells) {
                let here = cell.column().and_then(|at| table.columns.get(at));
                if here.is_some_and(|here| here.path.join("/").contains(column)) {
                    units.extend(cell.figure().map(|figure| figure.unit().clone()));
                }
            }
        }
        units
    };
    for column in ["总额", "其中：财政拨款"] {
        let found = units("tasks.md", column);
        assert!(found.len() >= 2, "{found:?}");
        assert!(found.iter().all(|unit| *unit == Unit::WanYuan), "{found:?}");
    }
    let heads = vec![Unit::Count("人".into()); 2];
    assert_eq!(units("heads.md", "编制人数"), heads);
    let points = vec![Unit::Count("分".into()); 2];
    assert_eq!(units("heads.md", "自评分数"), points);
    assert_eq!(units("heads.md", "收入合计"), [Unit::WanYuan]);
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of cases exists")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    cases.sort();
    cases
}

fn block<'a>(case: &'a str, opening: &str) -> Option<&'a str> {
    let (_, after) = case.split_once(opening)?;
    after.split_once(END).map(|(block, _)| block)
}

/// One line for each table and for each of its cells.
fn cells(disclosure: &Disclosure) -> String {
    let mut out = String::new();
    for table in &disclosure.tables {
        let doubts: Vec<String> = table
            .doubts
            .iter()
            .map(|doubt| format!(" {doubt:?}?"))
            .collect();
        let _ = writeln!(
            out,
            "# {} {} {} {:?}{}",
            table.id,
            table.kind.name(),
            table.unit,
            table.state,
            doubts.concat()
        );
        for (index, row) in table.rows.iter().enumerate() {
            for cell in row.cells() {
                let path = match cell.column().and_then(|column| table.columns.get(column)) {
                    Some(column) => column.label(),
                    None => candidates(table, cell.candidates()),
                };
                let _ = writeln!(
                    out,
                    "{} [{}] {} | {path} = {} {}",
                    row.index(),
                    row.code(),
                    row.name(),
                    cell.raw(),
                    cell.certainty().name()
                );
                // A decided cell is found at its place, and nowhere else in the row.
                if let Some(column) = cell.column() {
                    assert!(!matches!(
                        table.slot(index, column),
                        Slot::Blank | Slot::Unknown
                    ));
                }
            }
        }
    }
    out
}

fn candidates(table: &Table, candidates: &[usize]) -> String {
    let labels: Vec<String> = candidates
        .iter()
        .filter_map(|&column| table.columns.get(column))
        .map(chazhang::model::Column::label)
        .collect();
    format!("? {}", labels.join(" or "))
}
