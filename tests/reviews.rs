//! What people say of findings: kept beside the documents, shown everywhere, never lost, never hiding what changed.

#[path = "support/explorer.rs"]
mod explorer;
#[expect(dead_code, reason = "roles are not looked at here")]
#[path = "support/painted.rs"]
mod painted;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use chazhang::model::DisclosureId;
use chazhang::review::{FILE_NAME, change};
use chazhang::session;
use chazhang::ui::data::{Data, Document};
use chazhang::ui::event::{Effect, Event};
use chazhang::ui::job::Delivery;
use explorer::Explorer;
use painted::screen;
use program::{Answer, argument, clean_text, run, run_with_input, wrong_text};
use serde_json::Value;

/// A folder with the document that contradicts itself once.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("wrong.txt"), wrong_text()).expect("document");
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn document(&self) -> PathBuf {
        self.path("wrong.txt")
    }

    fn reviews(&self) -> String {
        fs::read_to_string(self.path(FILE_NAME)).unwrap_or_default()
    }

    fn check(&self, more: &[&str]) -> Answer {
        let document = self.document();
        let mut arguments = vec!["check", argument(&document), "--lang", "en"];
        arguments.extend(more);
        run(&arguments)
    }

    fn review(&self, more: &[&str]) -> Answer {
        let document = self.document();
        let mut arguments = vec!["review", argument(&document), "--lang", "en"];
        arguments.extend(more);
        run(&arguments)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.check(&["--format", "json"]).out).expect("JSON")
    }

    /// Key of the only error.
    fn key(&self) -> String {
        let report = self.json();
        let findings = report["findings"].as_array().expect("findings");
        let error = findings.iter().find(|found| found["severity"] == "error");
        error.expect("an error")["key"]
            .as_str()
            .expect("key")
            .to_owned()
    }
}

#[test]
fn a_reviewed_finding_is_shown_and_does_not_count() {
    let desk = Desk::new();
    let key = desk.key();
    assert_eq!(desk.check(&[]).code, Some(1));
    for (flag, decision, sign) in [
        ("--accept", "accepted", "[+]"),
        ("--explain", "explained", "[=]"),
        ("--dismiss", "dismissed", "[-]"),
    ] {
        let answer = desk.review(&[flag, &key[..8], "--note", "按 2025-01 复函"]);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        assert!(answer.out.contains(decision), "{}", answer.out);
        let check = desk.check(&[]);
        assert_eq!(check.code, Some(0), "{}", check.out);
        let shown = format!("{sign} {decision}: 按 2025-01 复函");
        assert!(check.out.contains(&shown), "{}", check.out);
        let counted = format!(
            "0 errors, 0 warnings, 0 notes; 1 more reviewed, not counted here ({decision} 1)"
        );
        assert!(check.out.contains(&counted), "{}", check.out);
        assert_eq!(desk.check(&["--no-reviews"]).code, Some(1));
        let report = desk.json();
        assert_eq!(report["findings"][0]["review"]["decision"], decision);
        assert_eq!(report["findings"][0]["review"]["note"], "按 2025-01 复函");
        let list = desk.review(&[]).out;
        assert!(
            list.contains(decision) && list.contains(&key[..8]),
            "{list}"
        );
    }
    assert_eq!(desk.reviews().matches("[[finding]]").count(), 1);
    let removed = desk.review(&["--remove", &key]);
    assert_eq!(removed.code, Some(0), "{}", removed.err);
    assert_eq!(desk.check(&[]).code, Some(1));
}

#[test]
fn every_format_shows_the_review_and_the_three_marks() {
    let desk = Desk::new();
    desk.review(&["--dismiss", &desk.key(), "--note", "no"]);
    let text = desk.check(&[]).out;
    assert!(
        text.contains("error; proved by printed figures; the document; key "),
        "{text}"
    );
    let sarif: Value = serde_json::from_str(&desk.check(&["--format", "sarif"]).out).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "dismissed: no");
    assert_eq!(result["properties"]["origin"], "document");
    for (format, shown) in [
        ("markdown", "**dismissed: no**"),
        ("csv", "document,"),
        ("csv", ",dismissed,no"),
        ("lines", "[dismissed: no]"),
    ] {
        let answer = desk.check(&["--format", format]);
        assert!(answer.out.contains(shown), "{format}: {}", answer.out);
        assert_eq!(answer.code, Some(0), "{format}");
    }
}

#[test]
fn a_review_survives_moved_lines_and_another_file_name() {
    let desk = Desk::new();
    desk.review(&["--accept", &desk.key()]);
    let moved = wrong_text().replacen('\n', "\n\n\n\n", 1);
    fs::write(desk.document(), moved).expect("document");
    assert_eq!(desk.check(&[]).code, Some(0));
    fs::rename(desk.document(), desk.path("renamed.txt")).expect("rename");
    let renamed = run(&["check", argument(&desk.path("renamed.txt"))]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.out);
    let folder = run(&["check", argument(desk.folder.path())]);
    assert_eq!(
        folder.code,
        Some(0),
        "the reviews are no document: {}",
        folder.out
    );
}

#[test]
fn a_changed_figure_orphans_the_review_openly() {
    let desk = Desk::new();
    let key = desk.key();
    desk.review(&["--dismiss", &key, "--note", "x"]);
    let before = desk.reviews();
    fs::write(desk.document(), wrong_text().replace("1281.40", "1291.40")).expect("document");
    let check = desk.check(&[]);
    assert_eq!(check.code, Some(1));
    let sentence = format!("the review {key} (");
    assert!(check.out.contains(&sentence), "{}", check.out);
    let problems = desk.json()["documents"][0]["problems"].to_string();
    assert!(problems.contains(&sentence), "{problems}");
    let list = desk.review(&[]).out;
    assert!(list.contains("matches no finding any more"), "{list}");
    assert_eq!(desk.reviews(), before, "nothing is deleted by us");
    assert_eq!(desk.review(&["--remove", &key[..6]]).code, Some(0));
    assert!(!desk.check(&[]).out.contains("the review "));
}

#[test]
fn other_documents_of_the_folder_are_not_concerned() {
    let desk = Desk::new();
    desk.review(&["--dismiss", &desk.key()]);
    let other = desk.path("other.txt");
    fs::write(&other, wrong_text().replace("2025", "2024")).expect("document");
    let answer = run(&["check", argument(&other), "--lang", "en"]);
    assert_eq!(answer.code, Some(1), "another year is another document");
    assert!(!answer.out.contains("the review "), "{}", answer.out);
}

#[test]
fn unclear_orders_change_nothing() {
    let desk = Desk::new();
    let key = desk.key();
    let orders: [&[&str]; 7] = [
        &["--accept", "0000"],
        &["--accept", &key[..3]],
        &["--explain", &key],
        &["--accept", &key, "--dismiss", &key],
        &["--remove", &key],
        &["--note", "x"],
        &["--accept", &key, "--accept", "0000"],
    ];
    for order in orders {
        let answer = desk.review(order);
        assert_eq!(answer.code, Some(2), "{order:?}");
        assert!(!answer.err.contains("panicked"), "{}", answer.err);
        assert_eq!(desk.reviews(), "", "{order:?}");
    }
    let piped = run_with_input(&["review", "-", "--accept", &key], wrong_text().as_bytes());
    assert_eq!((piped.complaints().len(), piped.code), (1, Some(2)));
    assert!(piped.err.contains("标准输入"), "{}", piped.err);
}

#[test]
fn a_broken_file_is_one_sentence_and_hides_nothing() {
    let desk = Desk::new();
    fs::write(desk.path("second.txt"), clean_text()).expect("document");
    desk.review(&["--accept", &desk.key()]);
    let broken = format!("{}\nfinding = [", desk.reviews());
    fs::write(desk.path(FILE_NAME), &broken).expect("reviews");
    let check = run(&["check", argument(desk.folder.path()), "--lang", "en"]);
    assert_eq!(check.complaints().len(), 1, "{}", check.err);
    assert!(check.err.contains("is malformed"), "{}", check.err);
    assert_eq!(check.code, Some(1), "every finding counts");
    let change = desk.review(&["--accept", &desk.key()]);
    assert_eq!(change.code, Some(2));
    assert_eq!(desk.reviews(), broken);
}

#[cfg(unix)]
#[test]
fn a_folder_that_must_not_be_written_is_one_sentence() {
    let desk = Desk::new();
    let key = desk.key();
    let mut rights = fs::metadata(desk.folder.path())
        .expect("folder")
        .permissions();
    rights.set_readonly(true);
    fs::set_permissions(desk.folder.path(), rights.clone()).expect("rights");
    let answer = desk.review(&["--accept", &key]);
    assert_eq!((answer.complaints().len(), answer.code), (1, Some(2)));
    assert!(answer.err.contains("no permission"), "{}", answer.err);
    assert_eq!(desk.check(&[]).code, Some(1));
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "a folder of this test"
    )]
    rights.set_readonly(false);
    fs::set_permissions(desk.folder.path(), rights).expect("rights");
}

#[test]
fn filters_narrow_what_is_printed_and_what_counts() {
    let desk = Desk::new();
    let report = desk.json();
    let rule = report["findings"][0]["rule"]
        .as_str()
        .expect("rule")
        .to_owned();
    let count = |more: &[&str]| {
        let mut arguments = vec!["--format", "lines"];
        arguments.extend(more);
        let answer = desk.check(&arguments);
        (answer.out.lines().count(), answer.code)
    };
    assert_eq!(count(&[]), (1, Some(1)));
    assert_eq!(count(&["--rule", &rule]), (1, Some(1)));
    assert_eq!(count(&["--rule", &rule.to_lowercase()]), (1, Some(1)));
    assert_eq!(count(&["--ignore", &rule]), (0, Some(0)));
    assert_eq!(count(&["--rule", "R105"]), (0, Some(0)));
    assert_eq!(count(&["--rule", "R105", "--rule", &rule]), (1, Some(1)));
    assert_eq!(count(&["--severity", "error"]), (1, Some(1)));
    assert_eq!(count(&["--rule", "Z999"]), (0, Some(2)));
    let line = desk.check(&["--format", "lines"]).out;
    let place = format!("{}:43: error[{rule}] ", desk.document().display());
    assert!(line.starts_with(&place), "{line}");
}

#[test]
fn sarif_is_complete_and_names_places_that_exist() {
    let desk = Desk::new();
    let answer = desk.check(&["--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), chazhang::check::rules().len());
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("index")).expect("small");
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 43);
    let uri = place["artifactLocation"]["uri"].as_str().expect("uri");
    assert_eq!(uri, format!("file://{}", desk.document().display()));
    assert!(result.get("suppressions").is_none());
    assert_eq!(answer.code, Some(1));
}

/// The explorer on the document, driven as far as the job that would write.
fn explorer(path: &Path) -> Explorer {
    let (inputs, notes) = session::inputs(&[path.to_owned()]);
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut data = Data::waiting(&names, notes);
    for (index, input) in inputs.iter().enumerate() {
        let id = DisclosureId(index);
        let opened = session::open(id, input);
        let document = Document::new(opened.disclosure, opened.report);
        data.deliver(id, document.with_reviews(opened.reviewed));
    }
    Explorer::new(data, (100, 30))
}

/// Does what the reviewing thread does.
fn carry_out(explorer: &mut Explorer) {
    for effect in std::mem::take(&mut explorer.effects) {
        if let Effect::Review(order) = effect {
            let problem = change(&order.document, &order.change).err();
            explorer.event(Event::Job(Delivery::Reviewed { order, problem }));
        }
    }
}

#[test]
fn the_explorer_writes_shows_filters_and_forgets_reviews() {
    let desk = Desk::new();
    let mut explorer = explorer(&desk.document());
    explorer.press("v -");
    explorer.write("口径不同");
    explorer.press("enter");
    carry_out(&mut explorer);
    let shown = screen(&explorer);
    for expected in ["[-] ", "已排除，已保存", "复核：已排除：口径不同"] {
        assert!(shown.contains(expected), "{expected} in\n{shown}");
    }
    assert_eq!(desk.check(&[]).code, Some(0), "{}", desk.reviews());
    explorer.press("4");
    let open = screen(&explorer);
    assert!(open.contains("未复核") && !open.contains("[-] "), "{open}");
    explorer.press("4 4 4");
    assert!(screen(&explorer).contains("[-] "));
    explorer.press("enter");
    let proof = screen(&explorer);
    assert!(proof.contains("复核：已排除：口径不同"), "{proof}");
    explorer.press("0");
    carry_out(&mut explorer);
    assert!(!screen(&explorer).contains("复核：已排除"));
    assert_eq!(desk.check(&[]).code, Some(1));
}

#[test]
fn an_explanation_needs_its_words_and_esc_keeps_nothing() {
    let desk = Desk::new();
    let mut explorer = explorer(&desk.document());
    explorer.press("v = enter");
    assert!(screen(&explorer).contains("说明必须写出理由"));
    explorer.write("x");
    explorer.press("esc");
    carry_out(&mut explorer);
    assert_eq!(desk.reviews(), "");
    explorer.press("=");
    explorer.write("0");
    explorer.press("enter");
    carry_out(&mut explorer);
    assert!(desk.reviews().contains("explained"), "{}", desk.reviews());
}

#[test]
fn the_explorer_says_what_could_not_be_kept_and_what_is_orphaned() {
    let desk = Desk::new();
    desk.review(&["--accept", &desk.key()]);
    fs::write(desk.document(), wrong_text().replace("1281.40", "1291.40")).expect("document");
    let mut orphaned = explorer(&desk.document());
    orphaned.press("p");
    assert!(screen(&orphaned).contains("已不对应任何疑点"));
    fs::write(desk.path(FILE_NAME), "finding = [").expect("reviews");
    let mut broken = explorer(&desk.document());
    broken.press("p");
    let shown = screen(&broken);
    assert!(shown.contains("格式有误"), "{shown}");
    broken.press("esc v + enter");
    carry_out(&mut broken);
    let shown = screen(&broken);
    assert!(
        shown.contains("请修正该行") && !shown.contains("[+]"),
        "{shown}"
    );
    let mut samples = Explorer::new(
        {
            let input = &session::samples()[2];
            let opened = session::open(DisclosureId(0), input);
            let mut data = Data::waiting(std::slice::from_ref(&input.name), Vec::new());
            data.deliver(
                DisclosureId(0),
                Document::new(opened.disclosure, opened.report),
            );
            data
        },
        (100, 30),
    );
    samples.press("v +");
    assert!(
        screen(&samples).contains("现在不适用"),
        "samples have no folder"
    );
}
