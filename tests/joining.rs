//! Tables and explanations published in two files are one disclosure, and what does not fit stays apart.

#[path = "support/office.rs"]
#[allow(dead_code, reason = "other tests write the other formats")]
mod office;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

use chazhang::check::DisclosureReport;
use chazhang::export::{Session, cells, check_json, claims};
use chazhang::model::{Corpus, DisclosureId, Language};
use chazhang::session;
use chazhang::ui::data::{Data, Status};
use chazhang::ui::event::Event;
use chazhang::ui::job::{self, Delivery};

/// The tables of the made-up disclosure, without its running text.
fn tables() -> String {
    let whole = fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/yunshan-gardens-2025-budget.txt"),
    )
    .expect("test data");
    let end = whole
        .find("二、部门预算安排情况说明")
        .expect("the text begins");
    whole[..end].to_owned()
}

/// What explains them.
const TEXT: &str = "云山市园林局
2025年部门预算公开说明

第一部分 部门概况

一、主要职能
负责城市园林绿化的规划与养护。

第二部分 部门预算情况说明

一、收支预算总体情况
2025年部门收入总计1320.50万元，其中：一般公共预算拨款收入1300.50万元，上年结转结余20.00万元。

二、支出预算情况
2025年本年支出合计1320.50万元，其中：基本支出589.10万元，项目支出731.40万元。
";

type Opened = (Corpus, Vec<Arc<DisclosureReport>>);

/// Opens a folder of these files.
fn open(files: &[(&str, &[u8])]) -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let (inputs, problems) = session::inputs(&[folder.path().to_owned()]);
    assert_eq!(problems, []);
    let all = session::open_all(&inputs);
    (all.corpus, all.reports)
}

fn texts(files: &[(&str, String)]) -> Opened {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    open(&files)
}

fn names((corpus, _): &Opened) -> Vec<String> {
    let disclosures = corpus.disclosures.iter();
    disclosures.map(|one| one.source.names()).collect()
}

fn remarks((corpus, _): &Opened, index: usize) -> String {
    let problems = corpus.disclosures[index].problems.iter();
    let remarks: Vec<&str> = problems
        .map(|problem| problem.message.in_language(Language::English))
        .collect();
    remarks.join("\n")
}

fn session((corpus, reports): &Opened) -> Session<'_> {
    Session {
        corpus,
        reports,
        reviewed: &[],
    }
}

/// The addresses of figures in the running text, and what they lead to.
fn led(opened: &Opened) -> Vec<String> {
    claims::claims(session(opened))
        .map(|record| {
            let line = record.line.unwrap_or(0);
            let (code, name) = (record.row_code, record.row_name);
            let amount = record.amount;
            format!("{}:{line} {amount} → {code}{name}", record.source)
        })
        .collect()
}

#[test]
fn explanations_are_led_to_the_tables_of_the_other_file() {
    let opened = texts(&[("a.txt", TEXT.to_owned()), ("b.txt", tables())]);
    assert_eq!(names(&opened), ["b.txt + a.txt"]);
    let disclosure = &opened.0.disclosures[0];
    assert_eq!(disclosure.tables.len(), 2);
    assert_eq!(remarks(&opened, 0), "");
    let led = led(&opened);
    for expected in [
        "a.txt:12 1320.50 → 收入总计",
        "a.txt:12 1300.50 → 一、一般公共预算拨款收入",
        "a.txt:15 1320.50 → 合计",
        "a.txt:15 589.10 → 合计",
        "a.txt:15 731.40 → 合计",
    ] {
        assert!(led.iter().any(|found| found == expected), "{led:#?}");
    }
    for cell in cells::cells(&opened.0) {
        assert_eq!(cell.source, "b.txt");
    }
}

#[test]
fn a_contradiction_between_the_files_cites_both() {
    let text = TEXT.replace("589.10", "598.10");
    let opened = texts(&[("a.txt", text), ("b.txt", tables())]);
    let session = session(&opened);
    let mut out = Vec::new();
    check_json::write(session, &mut out).expect("memory");
    let report: serde_json::Value = serde_json::from_slice(&out).expect("valid");
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["documents"][0]["files"][1], "a.txt");
    let findings = report["findings"].as_array().expect("findings");
    let evidence = findings
        .iter()
        .flat_map(|finding| finding["evidence"].as_array().expect("evidence"));
    let printed: Vec<String> = evidence
        .map(|one| format!("{}:{} {}", one["source"], one["line"], one["text"]))
        .collect();
    assert!(
        printed.contains(&"\"a.txt\":15 \"598.10\"".to_owned()),
        "{printed:?}"
    );
    assert!(
        printed.contains(&"\"b.txt\":38 \"589.10\"".to_owned()),
        "{printed:?}"
    );
    let found = opened.1.iter().flat_map(|report| &report.findings);
    let verify: Vec<&str> = found.map(|finding| &*finding.verify.zh).collect();
    let cited = |place| verify.iter().any(|text| text.contains(place));
    assert!(cited("a.txt 原文第 15 行"), "{verify:?}");
    assert!(cited("b.txt 原文第 38 行"), "{verify:?}");
}

#[test]
fn a_document_and_a_workbook_are_one_disclosure() {
    let (text, tables) = (office::docx(TEXT), office::xlsx(&tables()));
    let opened = open(&[("a.docx", &text), ("b.xlsx", &tables)]);
    assert_eq!(names(&opened), ["b.xlsx + a.docx"]);
    let led = led(&opened);
    let found = led.iter().any(|one| one.ends_with("589.10 → 合计"));
    assert!(found, "{led:#?}");
    assert!(led.iter().all(|one| one.starts_with("a.docx:")), "{led:#?}");
}

#[test]
fn a_year_that_the_tables_do_not_print_is_told_by_the_figures() {
    let tables = tables().replace("2025", "").replace("预算年度：", "");
    let opened = texts(&[("a.txt", TEXT.to_owned()), ("b.txt", tables.clone())]);
    assert_eq!(names(&opened), ["b.txt + a.txt"]);
    assert_eq!(opened.0.disclosures[0].year.map(|year| year.0), Some(2025));
    let other = TEXT
        .replace("1320.50", "2020.70")
        .replace("1300.50", "1999.70")
        .replace("20.00", "21.00")
        .replace("589.10", "777.10");
    let opened = texts(&[("a.txt", other), ("b.txt", tables)]);
    assert_eq!(names(&opened), ["a.txt", "b.txt"]);
}

#[test]
fn what_does_not_fit_stays_apart() {
    let text = |from: &str, to: &str| ("a.txt", TEXT.replace(from, to));
    let foreign = TEXT
        .replace("1320.50", "2020.70")
        .replace("1300.50", "1999.70")
        .replace("20.00", "21.00")
        .replace("589.10", "777.10")
        .replace("731.40", "1243.60");
    for (why, first) in [
        ("another year", text("2025年", "2024年")),
        ("another stage", text("预算", "决算")),
        ("another body", text("云山市园林局", "云山市水务局")),
        ("other figures", ("a.txt", foreign)),
        ("tables twice", ("a.txt", tables())),
        ("a whole", ("a.txt", format!("{}\n{TEXT}", tables()))),
    ] {
        let opened = texts(&[first, ("b.txt", tables())]);
        assert_eq!(names(&opened), ["a.txt", "b.txt"], "{why}");
        assert!(!remarks(&opened, 1).contains("several files"), "{why}");
    }
}

#[test]
fn three_candidates_stay_apart_and_say_so() {
    let opened = texts(&[
        ("a.txt", TEXT.to_owned()),
        ("b.txt", tables()),
        ("c.txt", TEXT.to_owned()),
    ]);
    assert_eq!(names(&opened), ["a.txt", "b.txt", "c.txt"]);
    assert!(remarks(&opened, 1).contains("a.txt, c.txt could belong to it"));
    assert!(remarks(&opened, 0).contains("b.txt could belong to it"));
    assert!(remarks(&opened, 2).contains("b.txt could belong to it"));
}

#[test]
fn other_files_keep_their_order_and_their_findings_their_files() {
    let wrong = tables()
        .replace("云山市园林局", "云山市水务局")
        .replace("1231.40\t500.00", "1281.40\t500.00");
    let opened = texts(&[
        ("a.txt", TEXT.to_owned()),
        ("b.txt", tables()),
        ("c.txt", wrong),
    ]);
    assert_eq!(names(&opened), ["b.txt + a.txt", "c.txt"]);
    let (corpus, reports) = &opened;
    let about = reports.iter().flat_map(|report| &report.findings);
    let about: Vec<DisclosureId> = about.map(|finding| finding.disclosure).collect();
    assert!(!about.is_empty());
    assert!(about.iter().all(|id| *id == DisclosureId(1)), "{about:?}");
    assert_eq!(corpus.disclosures[1].source.name, "c.txt");
}

#[test]
fn the_explorer_joins_what_it_has_read() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), TEXT).expect("a file");
    fs::write(folder.path().join("b.txt"), tables()).expect("a file");
    let (inputs, _) = session::inputs(&[folder.path().to_owned()]);
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut data = Data::waiting(&names, Vec::new());
    let (sender, receiver) = channel();
    let handle = job::load(inputs, &sender);
    drop(sender);
    for event in receiver {
        match event {
            Event::Job(Delivery::Loaded { id, document }) => data.deliver(id, *document),
            Event::Job(Delivery::Joined { id, whole }) => data.join(id, whole),
            _ => {}
        }
    }
    drop(handle);
    let (text, tables) = (DisclosureId(0), DisclosureId(1));
    assert_eq!(data.status(text), Status::Joined(tables));
    assert_eq!(data.status(tables), Status::Ready);
    let whole = data.disclosure(tables).expect("a disclosure");
    assert_eq!(whole.source.names(), "b.txt + a.txt");
    assert!(whole.claims.iter().any(|claim| claim.link.is_some()));
    assert_eq!(data.disclosure(text).map(|one| one.prose.len()), Some(0));
    assert_eq!(data.progress(), (2, 2));
}
