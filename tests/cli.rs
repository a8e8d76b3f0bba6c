//! The real program without a terminal: contracts of its output, exit codes, bad input.

#[path = "support/program.rs"]
mod program;
#[path = "support/schema.rs"]
mod schema;

use std::fs;
use std::io::Read;
use std::path::Path;

use program::{
    Answer, argument, clean_file, clean_text, command, finish, run, run_with_input, wrong_text,
};
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

fn schema_file(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/schema")
        .join(name);
    let text = fs::read_to_string(path).expect("schema");
    serde_json::from_str(&text).expect("a schema is JSON")
}

fn assert_conforms(schema: &str, output: &str) -> Value {
    let value: Value = serde_json::from_str(output).expect("output is JSON");
    let violations = schema::violations(&schema_file(schema), &value);
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
    let schema = schema_file("check.json");
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
fn each_bad_input_is_one_sentence_and_the_rest_goes_on() {
    let folder = folder();
    let path = folder.path();
    let good = put(path, "good.txt", clean_text());
    let bad = [
        ("empty.txt", Vec::new()),
        (
            "binary.dat",
            b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00".to_vec(),
        ),
        (
            "letter.txt",
            "今天天气很好。\n明天见。\n".as_bytes().to_vec(),
        ),
        (
            "broken.txt",
            b"\xff\xfe\xfd\x00\x81\x82\xff\xff\xff\x00\x00\x01".to_vec(),
        ),
    ];
    for (name, bytes) in bad {
        let bad = put(path, name, bytes);
        let answer = run(&["export", &bad, &good]);
        assert_sane(&answer);
        assert_eq!(answer.complaints().len(), 1, "{name}: {}", answer.err);
        assert!(answer.err.contains(name), "{name}: {}", answer.err);
        assert_eq!(
            answer.out.lines().count(),
            31,
            "{name}: the good file is read"
        );
        let report = run(&["check", &bad, &good]);
        assert_sane(&report);
        assert!(
            report.out.contains(name) && report.out.contains("! "),
            "{}",
            report.out
        );
        let alone = run(&["check", &bad]);
        assert_eq!(alone.code, Some(2), "{name}");
    }
}

#[test]
fn paths_that_lead_nowhere_are_one_sentence_each() {
    let folder = folder();
    let good = put(folder.path(), "good.txt", clean_text());
    let hollow = folder.path().join("hollow");
    fs::create_dir(&hollow).expect("folder");
    for (bad, sentence) in [
        (folder.path().join("gone.txt"), "there is no such file"),
        (hollow, "the folder holds no file"),
    ] {
        let answer = run(&["check", "--lang", "en", argument(&bad), &good]);
        assert_eq!(answer.complaints().len(), 1, "{}", answer.err);
        assert!(answer.err.contains(sentence), "{}", answer.err);
        assert!(answer.err.contains(argument(&bad)), "{}", answer.err);
        assert!(answer.out.contains("good.txt"), "{}", answer.out);
        assert_eq!(answer.code, Some(2));
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_in_a_folder_is_listed_and_the_rest_goes_on() {
    let folder = folder();
    put(folder.path(), "good.txt", clean_text());
    std::os::unix::fs::symlink("nowhere", folder.path().join("a-link.txt")).expect("link");
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b-socket"));
    let answer = run(&["check", argument(folder.path())]);
    assert_sane(&answer);
    let order = ["a-link.txt", "b-socket", "good.txt"].map(|name| answer.out.find(name));
    assert!(
        order.iter().all(Option::is_some) && order.is_sorted(),
        "{}",
        answer.out
    );
    assert_eq!(answer.code, Some(2));
}

#[test]
fn control_and_escape_characters_never_come_out() {
    let folder = folder();
    let evil = "城乡\u{1b}[31m社区\u{9b}2J\u{7}\u{202e}";
    let text = clean_text()
        .replace("城乡社区支出\t1231.40", &format!("{evil}\t1231.40"))
        .replace("收支平衡", "收支\u{1b}]0;x\u{7}平衡");
    let file = put(folder.path(), "evil\u{1b}[2J.txt", text);
    let runs: [&[&str]; 11] = [
        &["check", &file],
        &["check", "--format", "sarif", &file],
        &["check", "--format", "lines", &file],
        &["review", &file],
        &["check", "--format", "json", &file],
        &["check", "--format", "markdown", &file],
        &["check", "--format", "csv", &file],
        &["export", &file],
        &["export", "--what", "coverage", "--format", "json", &file],
        &["search", "收支 平衡", &file],
        &["check", &format!("{file}\u{1b}gone")],
    ];
    for arguments in runs {
        let answer = run(arguments);
        assert_sane(&answer);
        for text in [&answer.out, &answer.err] {
            let evil = text
                .chars()
                .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert_eq!(evil, None, "{arguments:?}: {text}");
        }
    }
}

#[test]
fn standard_input_is_read_like_a_file() {
    let piped = run_with_input(&["export", "-"], clean_text().as_bytes());
    let file = run(&["export", argument(&clean_file())]);
    assert_eq!(
        piped.out,
        file.out.replace("yunshan-gardens-2025-budget.txt", "-")
    );
    assert_eq!(piped.code, Some(0));
}

#[test]
fn encodings_and_line_ends_do_not_matter() {
    let expected = run(&["export", argument(&clean_file())]).out;
    let text = clean_text();
    let folder = folder();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&text);
    for (name, bytes) in [
        ("bom.txt", format!("\u{feff}{text}").into_bytes()),
        ("crlf.txt", text.replace('\n', "\r\n").into_bytes()),
        ("gb18030.txt", gb18030.into_owned()),
    ] {
        let answer = run(&["export", &put(folder.path(), name, bytes)]);
        assert_eq!(
            answer.out.replace(name, "yunshan-gardens-2025-budget.txt"),
            expected,
            "{name}"
        );
    }
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
