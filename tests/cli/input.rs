//! Whatever is given to be read: one sentence for what cannot be, and nothing of it drives the terminal.

use std::fs;

use super::program::{argument, clean_file, clean_text, run, run_with_input};
use super::{assert_sane, folder, put};

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

/// A page without tables has figures all the same, and says how many of them were held against others.
#[test]
fn explanations_without_tables_count_the_figures_of_their_text() {
    let folder = folder();
    let page = put(
        folder.path(),
        "page.txt",
        "青溪县第二中学2023年“三公”经费预算说明\n\n\
         2023年“三公”经费预算5.00万元，较上年减少1.00万元，下降16.67%，主要是压减接待。\n\
         公务接待费2.00万元。\n",
    );
    let answer = run(&["check", &page]);
    assert_sane(&answer);
    assert!(
        answer
            .out
            .contains("没有报表数字；正文数字 4 个，与别处核对 3 个"),
        "{}",
        answer.out
    );
}

/// A table that was not understood may be the one that is looked for: formats without a place for it
/// say so on standard error.
#[test]
fn what_was_not_understood_is_said_beside_an_export() {
    let folder = folder();
    let text = "青溪县水务局2024年部门预算\n\n预算02表\n部门收入总体情况表\n单位：万元\n\
        科目编码 科目名称 合计 一般公共预算 政府性基金\n\
        合计 90.00 60.00\n2130301 行政运行 40.00 30.00\n2130304 水利行业业务管理 50.00 30.00\n";
    let file = put(folder.path(), "half.txt", text);
    let report = run(&["check", &file]);
    assert!(
        report.out.contains("部门收入总体情况表："),
        "{}",
        report.out
    );
    for arguments in [
        &["export", "--what", "cells", &file][..],
        &["check", "--format", "csv", &file],
        &["search", "行政运行", &file],
    ] {
        let answer = run(arguments);
        let said = answer.complaints();
        assert!(
            said.iter()
                .any(|line| line.contains("half.txt") && line.contains("部门收入总体情况表")),
            "{arguments:?}: {said:?}"
        );
    }
}
