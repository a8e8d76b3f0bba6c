//! The real program without a terminal: contracts of its output, exit codes, bad input.

mod input;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/schema.rs"]
mod schema;

use std::fs;
use std::io::Read;
use std::path::Path;

use program::{Answer, argument, clean_file, clean_text, command, finish, run, wrong_text};
use serde_json::Value;

const HEADER: &str = "source,department,year,stage,table_id,table_kind,table_title,row_index,row_code,row_name,column_path,value,value_kind,unit,line,page,certainty";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("temporary folder")
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("test file");
    argument(&path).to_owned()
}

fn assert_conforms(schema: &str, output: &str) -> Value {
    let value: Value = serde_json::from_str(output).expect("output is JSON");
    let violations = schema::violations(&schema::read(schema), &value);
    assert!(
        violations.is_empty(),
        "{schema}:\n{}",
        violations.join("\n")
    );
    value
}

fn assert_sane(answer: &Answer) {
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    assert!(answer.code.is_some(), "ended by a signal");
}

#[test]
fn cells_have_the_agreed_header_and_conventions() {
    let answer = run(&[
        "export",
        "--what",
        "cells",
        "--format",
        "csv",
        argument(&clean_file()),
    ]);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(lines[0], HEADER);
    let file = "yunshan-gardens-2025-budget.txt,云山市园林局,2025,budget";
    assert_eq!(
        lines[1],
        format!(
            "{file},t1,budget_summary,部门预算收支总表,1,,一、一般公共预算拨款收入,收入/预算数,1300.50,amount,万元,20,,printed"
        )
    );
    assert_eq!(
        lines.last().copied(),
        Some(format!("{file},t2,expenditure_summary,部门预算支出总表,10,2120501,城乡社区环境卫生,项目支出,731.40,amount,万元,47,,printed").as_str())
    );
    assert_eq!(lines.len(), 1 + 30);
    assert!(!answer.out.contains('\r') && !answer.out.starts_with('\u{feff}'));
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
}

#[test]
fn an_export_without_cells_still_has_its_header() {
    let folder = folder();
    let empty = put(folder.path(), "empty.txt", "");
    for (what, first) in [
        ("cells", HEADER),
        (
            "stored",
            "source,table_id,row_code,row_name,column_path,value,unit,stored,line,page",
        ),
        (
            "claims",
            "source,line,page,sentence,subject,amount,unit,kind,direction,base_year,table_id,row_code,row_name,column_path,verdict",
        ),
        (
            "coverage",
            "source,table_id,row_code,row_name,column_path,value,line,page,state,relations",
        ),
    ] {
        let answer = run(&["export", "--what", what, &empty]);
        assert_eq!(answer.out.trim_end(), first);
        assert_eq!(answer.code, Some(2));
    }
}

#[test]
fn json_outputs_follow_their_schemas() {
    let folder = folder();
    let wrong = put(folder.path(), "wrong.txt", wrong_text());
    let check = run(&["check", "--format", "json", &wrong]);
    let report = assert_conforms("check.json", &check.out);
    assert_eq!(report["documents"][0]["department"], "云山市园林局");
    assert_eq!(report["documents"][0]["figures"], 30);
    assert!(!report["findings"].as_array().expect("array").is_empty());
    let figures: u64 = report["coverage"]
        .as_object()
        .expect("object")
        .values()
        .filter_map(Value::as_u64)
        .sum();
    assert_eq!(figures, 30, "every figure ends in one state");
    let cells = run(&["export", "--format", "json", &wrong]);
    assert_conforms("cells.json", &cells.out);
    let coverage = run(&["export", "--what", "coverage", "--format", "json", &wrong]);
    let coverage = assert_conforms("coverage.json", &coverage.out);
    assert_eq!(coverage.as_array().map(Vec::len), Some(30));
    let findings = run(&["export", "--what", "findings", "--format", "json", &wrong]);
    let findings: Value = serde_json::from_str(&findings.out).expect("JSON");
    assert_eq!(findings, report["findings"]);
}

/// What a sheet stores beside what it prints is exported, named in the evidence and in the statement.
#[test]
fn stored_numbers_are_told_beside_the_printed_ones() {
    type Line = (&'static str, [&'static str; 3], [&'static str; 3]);
    let page = |lines: &[Line]| {
        let rows: String = (lines.iter())
            .map(|(name, stored, printed)| {
                let cells: String = (stored.iter().zip(printed))
                    .map(|(stored, printed)| format!("<td sdval=\"{stored}\">{printed}</td>"))
                    .collect();
                format!("<tr>{name}{cells}</tr>")
            })
            .collect();
        format!(
            "<html><body><p>部门支出总表</p><p>单位：万元</p><table><tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>{rows}</table></body></html>"
        )
    };
    const TOTAL: &str = "<td></td><td>合计</td>";
    const ITEM: &str = "<td>2130301</td><td>行政运行</td>";
    const SECOND: &str = "<td>2130305</td><td>水利工程建设</td>";
    const THIRD: &str = "<td>2130306</td><td>水利工程运行与维护</td>";
    #[rustfmt::skip]
    let rows: [Line; 4] = [
        (TOTAL, ["3.009", "2.005", "1.004"], ["3.01", "2.01", "1.00"]),
        (ITEM, ["1.004", "1", "0.004"], ["1.00", "1.00", "0.00"]),
        (SECOND, ["2.005", "1.005", "1"], ["2.01", "1.01", "1.00"]),
        (THIRD, ["0", "0", "0"], ["0.00", "0.00", "0.00"]),
    ];
    // 1.004 + 2.005 = 3.009, printed 1.00 + 2.01 = 3.01; 0.006 + 0.006 = 0.012, printed 0.01 + 0.01 = 0.01.
    let (stored, printed) = (["0.012", "0.006", "0.006"], ["0.01", "0.01", "0.01"]);
    let residue: [Line; 2] = [(TOTAL, stored, printed), (ITEM, stored, printed)];
    let folder = folder();
    let file = put(folder.path(), "a.html", page(&rows));
    let stored = run(&["export", "--what", "stored", &file]);
    let lines: Vec<&str> = stored.out.lines().collect();
    assert_eq!(lines.len(), 1 + 7, "{}", stored.out);
    assert!(
        lines[1].contains("合计,合计,3.01,万元,3.009,"),
        "{}",
        stored.out
    );
    let json = run(&["export", "--what", "stored", "--format", "json", &file]);
    assert_conforms("stored.json", &json.out);
    let file = put(folder.path(), "b.html", page(&residue));
    let text = run(&["check", &file]);
    assert!(
        text.out.contains("文件存储的数值相符（存为 0.012）"),
        "{}",
        text.out
    );
    assert!(text.out.contains("；文件存储值 0.006"), "{}", text.out);
    let report = assert_conforms(
        "check.json",
        &run(&["check", "--format", "json", &file]).out,
    );
    let finding = &report["findings"][0];
    assert_eq!(finding["severity"], "info");
    assert_eq!(finding["evidence"][0]["stored"], "0.012");
}

#[test]
fn the_samples_follow_the_schemas_in_every_export() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let samples = argument(&samples);
    for (schema, arguments) in [
        (
            "check.json",
            ["check", "--format", "json", samples].as_slice(),
        ),
        ("cells.json", &["export", "--format", "json", samples]),
        (
            "claims.json",
            &["export", "--what", "claims", "--format", "json", samples],
        ),
        (
            "coverage.json",
            &["export", "--what", "coverage", "--format", "json", samples],
        ),
        (
            "findings.json",
            &["export", "--what", "findings", "--format", "json", samples],
        ),
    ] {
        assert_conforms(schema, &run(arguments).out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_said_in_one_line() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("device");
    let file = clean_file();
    let mut command = command(&["export", argument(&file)]);
    command.stdout(full);
    let answer = finish(command, b"");
    assert_eq!((answer.complaints().len(), answer.code), (1, Some(2)));
    assert!(answer.err.contains("cannot write"), "{}", answer.err);
}

#[test]
fn the_schema_check_sees_violations() {
    let schema = schema::read("check.json");
    for broken in [
        r#"{"schema_version":2,"documents":[],"findings":[],"coverage":{}}"#,
        r#"{"schema_version":1,"documents":[{}],"findings":[],"coverage":{}}"#,
        r#"{"schema_version":1,"documents":[],"findings":[],"coverage":{},"more":1}"#,
        r#"[]"#,
    ] {
        let value: Value = serde_json::from_str(broken).expect("JSON");
        assert!(!schema::violations(&schema, &value).is_empty(), "{broken}");
    }
}

#[test]
fn a_contradiction_is_reported_with_both_figures_and_their_lines() {
    let folder = folder();
    let wrong = put(folder.path(), "wrong.txt", wrong_text());
    let answer = run(&["check", &wrong]);
    assert_eq!(answer.code, Some(1), "{}", answer.out);
    for expected in [
        "云山市园林局 2025 年 预算 (wrong.txt)",
        "  E ",
        "1281.40",
        "1231.40",
        "第 43 行",
        "212 城乡社区支出 · 合计",
    ] {
        assert!(
            answer.out.contains(expected),
            "{expected} in\n{}",
            answer.out
        );
    }
    let english = run(&["check", "--lang", "en", &wrong]);
    assert!(english.out.contains("line 43"), "{}", english.out);
    let markdown = run(&["check", "--format", "markdown", &wrong]);
    assert!(
        markdown.out.starts_with("# 云山市园林局"),
        "{}",
        markdown.out
    );
    assert!(markdown.out.contains("1281.40"));
    let csv = run(&["check", "--format", "csv", &wrong]);
    assert!(
        csv.out.lines().count() > 1 && csv.out.contains("1281.40"),
        "{}",
        csv.out
    );
    for answer in [english, markdown, csv] {
        assert_eq!(answer.code, Some(1));
    }
}

#[test]
fn exit_codes_tell_passed_failed_and_not_run_apart() {
    let folder = folder();
    let wrong = put(folder.path(), "wrong.txt", wrong_text());
    let clean = clean_file();
    let clean = argument(&clean);
    assert_eq!(run(&["check", clean]).code, Some(0));
    assert_eq!(run(&["check", "--fail-on", "info", clean]).code, Some(0));
    assert_eq!(run(&["check", clean, &wrong]).code, Some(1));
    assert_eq!(
        run(&["check", clean, "gone.txt"]).code,
        Some(2),
        "not checked is not passed"
    );
    assert_eq!(run(&["check", &wrong, "gone.txt"]).code, Some(1));
    for misuse in [
        &["check"][..],
        &["check", "--fail-on", "never", clean],
        &["chek", "--what"],
        &["search", "x"],
        &["--ascii", "check", clean],
        &["--theme", "dark", "rules"],
    ] {
        assert_eq!(run(misuse).code, Some(2), "{misuse:?}");
    }
    assert_eq!(run(&["--help"]).code, Some(0));
    assert_eq!(run(&["--version"]).code, Some(0));
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let folder = folder();
    for index in 0..12 {
        put(folder.path(), &format!("{index:02}.txt"), wrong_text());
    }
    let path = argument(folder.path());
    let runs: [&[&str]; 4] = [
        &["check", path],
        &["check", "--format", "json", path],
        &["export", path],
        &["export", "--what", "coverage", path],
    ];
    for arguments in runs {
        let outputs = ["1", "4"].map(|threads| {
            let mut command = command(arguments);
            command.env("RAYON_NUM_THREADS", threads);
            finish(command, b"").out
        });
        assert_eq!(outputs[0], outputs[1], "{arguments:?}");
        assert!(outputs[0].contains("11.txt"));
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_output_quietly() {
    let folder = folder();
    for index in 0..60 {
        put(folder.path(), &format!("{index}.txt"), clean_text());
    }
    let mut child = command(&["export", argument(folder.path())])
        .spawn()
        .expect("the program starts");
    let mut out = child.stdout.take().expect("piped");
    let mut first = [0; 10];
    out.read_exact(&mut first).expect("some output");
    drop(out);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(&first, b"source,dep");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn without_a_terminal_the_explorer_says_so_in_one_line() {
    for arguments in [&[][..], &["--lang", "en"], &[argument(&clean_file())]] {
        let answer = run(arguments);
        assert_eq!(answer.code, Some(2));
        assert_eq!(answer.out, "");
        assert_eq!(answer.complaints().len(), 1, "{}", answer.err);
        assert!(answer.err.contains("chazhang check"), "{}", answer.err);
    }
}

#[test]
fn colour_is_used_when_asked_for_and_only_then() {
    let folder = folder();
    let wrong = put(folder.path(), "wrong.txt", wrong_text());
    let colours = |arguments: &[&str]| run(arguments).out.contains("\u{1b}[");
    assert!(
        !colours(&["check", &wrong]),
        "standard output is no terminal"
    );
    assert!(!colours(&["check", "--color", "never", &wrong]));
    assert!(colours(&["check", "--color", "always", &wrong]));
    assert!(colours(&["search", "--color", "always", "城乡", &wrong]));
}

#[test]
fn search_prints_a_line_for_each_hit() {
    let file = clean_file();
    let file = argument(&file);
    let answer = run(&["search", "xzyx", file]);
    assert_eq!(
        answer.out,
        "yunshan-gardens-2025-budget.txt:45  500.00  万元  部门预算支出总表  2120101 行政运行  [拼音]\n"
    );
    assert_eq!(answer.code, Some(0));
    let few = run(&["search", "--limit", "2", "城乡社区", file]);
    assert_eq!(few.out.lines().count(), 2);
    let none = run(&["search", "没有这个词", file]);
    assert_eq!((none.out.as_str(), none.code), ("", Some(1)));
    let empty = run(&["search", " ", file]);
    assert_eq!((empty.complaints().len(), empty.code), (1, Some(2)));
}

#[test]
fn the_rule_book_is_listed_and_opened() {
    let list = run(&["rules"]).out;
    let first = list.lines().next().expect("there are rules");
    let code = first.split_whitespace().nth(1).expect("a code");
    for wanted in [code.to_owned(), code.to_lowercase()] {
        let page = run(&["rules", &wanted, "--lang", "en"]).out;
        assert!(page.starts_with(&format!("# {code} ")), "{page}");
        assert!(page.contains("How to verify by hand"), "{page}");
    }
    let unknown = run(&["rules", "Z999"]);
    assert_eq!((unknown.complaints().len(), unknown.code), (1, Some(2)));
}

#[test]
fn shells_and_manuals_are_served() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let answer = run(&["completions", shell]);
        assert!(
            answer.out.contains("chazhang") && answer.code == Some(0),
            "{shell}"
        );
    }
    let page = run(&["man"]).out;
    for expected in [
        ".TH chazhang 1",
        "CHAZHANG CHECK",
        "fail\\-on",
        "CHAZHANG SEARCH",
        "CHAZHANG REVIEW",
        "chazhang\\-review.toml",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}
