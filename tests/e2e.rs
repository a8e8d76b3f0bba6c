//! The real program in a pseudo-terminal: what a user types and sees, and what the shell gets back.
#![cfg(unix)]

#[allow(dead_code, reason = "shared with the tests of reading")]
#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/pty.rs"]
mod pty;

use std::path::{Path, PathBuf};
use std::process::Command;

use chazhang::model::Language;
use chazhang::ui::text;
use pty::Session;

const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const CLEAN: &str = "assets/samples/yunshan-water-2025-budget.txt";

fn chazhang(arguments: &[&str], size: (u16, u16)) -> Session {
    Session::start(Path::new(env!("CARGO_BIN_EXE_chazhang")), arguments, size)
}

/// An example of this package, built if only this test was asked for. It stands beside the folder
/// in which this test program stands.
fn example(name: &str) -> PathBuf {
    let me = std::env::current_exe().expect("this program");
    let target = me.ancestors().nth(2).expect("target folder");
    let program = target.join("examples").join(name);
    if !program.exists() {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", name])
            .status();
        assert!(built.expect("cargo").success());
    }
    program
}

/// The user's own screen, with a visible cursor, echo, and nothing left switched on.
fn assert_restored(session: &Session) {
    session.wait_until("the user's own screen", |screen| !screen.alternate_screen());
    session.look(|screen| {
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pasting is bracketed");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, vt100::MouseProtocolMode::None, "the mouse is taken");
    });
    assert!(session.is_cooked(), "typing is not echoed");
}

#[test]
fn samples_open_and_q_gives_the_terminal_back() {
    let mut session = chazhang(&[], (120, 40));
    session.wait_for("云山市水务局");
    session.wait_for("青溪县卫生健康局");
    session.wait_for("市文化广电和旅游局");
    session.press("q");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn words_and_pinyin_find_line_items() {
    let mut session = chazhang(&[], (120, 40));
    session.wait_for("市文化广电和旅游局");
    session.press("/水利工程运行");
    session.wait_for("264.50");
    session.press("\u{15}fxwzcb");
    session.wait_for("防汛物资储备");
    session.press(ESC);
    session.wait_until("the panes again", |screen| {
        !pty::text(screen).contains("fxwzcb")
    });
    session.press("\u{3}");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
}

/// The clean sample with one total that is not the sum of its parts, and the line it stands in.
fn contradicting_sample(folder: &Path) -> (PathBuf, u32) {
    let text = std::fs::read_to_string(CLEAN).expect("sample");
    let row = "2130306\t水利工程运行与维护\t264.50\t\t264.50";
    let line = text[..text.find(row).expect("the row")]
        .matches('\n')
        .count()
        + 1;
    let path = folder.join("contradicting.txt");
    let wrong = row.replacen("264.50", "246.50", 1);
    std::fs::write(&path, text.replacen(row, &wrong, 1)).expect("document");
    (path, u32::try_from(line).expect("a short text"))
}

#[test]
fn a_finding_leads_to_its_proof_its_cell_its_line_and_back() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, line) = contradicting_sample(folder.path());
    let mut session = chazhang(&[&path.to_string_lossy()], (120, 40));
    let view = |id: &str| text::lookup(Language::Chinese, id).to_owned();
    let at = |session: &Session, words: &str| {
        session.wait_until_drawn(words, |screen| {
            let shown = pty::text(screen);
            shown
                .lines()
                .next()
                .is_some_and(|first| first.trim_end().ends_with(words))
        });
    };
    let table = "部门预算支出总表";
    session.wait_for("246.50");
    session.press("v");
    at(&session, &view("view.findings"));
    session.press(ENTER);
    at(&session, &view("view.proof"));
    session.wait_for("264.50");
    session.press(ENTER);
    at(&session, table);
    session.press(ENTER);
    at(&session, &view("view.source"));
    session.wait_for(&format!(" {line} "));
    session.wait_for(&format!(" {} ", line + 2));
    for place in [table, &view("view.proof"), &view("view.findings")] {
        session.press(ESC);
        at(&session, place);
    }
}

#[test]
fn a_finding_is_dismissed_with_a_note_that_is_there_next_time() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, _) = contradicting_sample(folder.path());
    for word in ["复核：已排除：口径说明", "口径说明"] {
        let mut session = chazhang(&[&path.to_string_lossy()], (120, 40));
        session.wait_for("246.50");
        session.press("v");
        if !folder.path().join("chazhang-review.toml").exists() {
            session.press("-");
            session.wait_for("chazhang-review.toml");
            session.press("口径说明");
            session.wait_for("> 口径说明");
            session.press(ENTER);
        }
        session.wait_for(word);
        session.press("q");
        assert_eq!(session.wait_for_exit().exit_code(), 0);
    }
}

#[test]
fn every_size_shows_something_and_the_next_one_recovers() {
    let session = chazhang(&[], (120, 40));
    session.wait_for("云山市水务局");
    for (columns, rows) in [(200, 50), (80, 24), (40, 12), (1, 1), (10, 3), (120, 40)] {
        session.resize(columns, rows);
        session.wait_until("a character", |screen| !pty::text(screen).trim().is_empty());
    }
    session.wait_for("云山市水务局");
}

#[test]
fn termination_gives_the_terminal_back() {
    let session = chazhang(&[], (80, 24));
    session.wait_for("云山市水务局");
    let pid = session.pid().to_string();
    let sent = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(sent.expect("kill").success());
    session.wait_for_exit();
    assert_restored(&session);
}

#[test]
fn a_panic_of_the_interface_gives_the_terminal_back_and_says_why() {
    let mut session = Session::start(&example("panics"), &["interface"], (80, 24));
    session.wait_for("ready");
    assert!(session.look(vt100::Screen::alternate_screen));
    session.press("x");
    assert_eq!(session.wait_for_exit().exit_code(), 101);
    assert_restored(&session);
    session.wait_for("the interface gave up");
}

#[test]
fn a_panic_of_a_worker_leaves_the_screen_alone() {
    let mut session = Session::start(&example("panics"), &["worker"], (80, 24));
    session.wait_for("ready");
    session.press("x");
    session.wait_for("worker is gone");
    session.look(|screen| {
        assert!(screen.alternate_screen(), "the screen was given up");
        assert!(
            !pty::text(screen).contains("gave up"),
            "the panic is on screen"
        );
    });
    session.press("x");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn sequences_inside_a_document_stay_characters() {
    let folder = tempfile::tempdir().expect("folder");
    let text = std::fs::read_to_string(CLEAN).expect("sample");
    let marked = text.replace("水利工程", "水利\u{1b}]0;taken\u{7}\u{1b}[2J\u{9b}31m工程");
    let path = folder.path().join("marked.txt");
    std::fs::write(&path, marked).expect("document");
    let mut session = chazhang(&[&path.to_string_lossy()], (120, 40));
    session.wait_for("云山市水务局");
    session.press("/工程运行");
    session.wait_for("264.50");
    let sent = session.received();
    // The letters may be shown, but never after the character that makes them a command.
    assert!(!sent.contains("\u{1b}]0;taken") && !sent.contains("\u{9b}31m"));
}

/// A made-up disclosure of one table with this many rows; the last one can be told by its amount.
fn long_document(rows: usize) -> String {
    let mut text =
        String::from("云山市档案馆2025年部门预算\n\n项目支出表\n单位：万元\n项目名称\t合计\n");
    for row in 1..rows {
        text.push_str(&format!("项目{row}\t{}.25\n", row % 997));
    }
    text.push_str("最末项目\t987654.32\n");
    text
}

/// Fifty PDF files, each of its own department.
fn fifty_pdfs(folder: &Path) {
    for number in 1..=50 {
        let name = format!("{number:02}号局");
        let mut sheet = pdf::Sheet::new();
        sheet.text(150.0, 80.0, 14.0, &format!("{name}2025年部门预算"));
        sheet.text(150.0, 120.0, 12.0, "部门收支总表");
        sheet.text(400.0, 140.0, 10.0, "单位：万元");
        let amount = format!("{number}.50");
        sheet.table(
            60.0,
            160.0,
            &[140.0, 80.0, 140.0, 80.0],
            &[
                vec!["收入", "", "支出", ""],
                vec!["项目", "预算数", "项目", "预算数"],
                vec!["一、一般公共预算拨款收入", &amount, "一、教育支出", &amount],
                vec!["收入总计", &amount, "支出总计", &amount],
            ],
        );
        let path = folder.join(format!("{number:02}.pdf"));
        std::fs::write(path, pdf::file(&[sheet])).expect("document");
    }
}

#[test]
fn the_first_of_fifty_pdfs_is_browsed_while_the_others_are_read() {
    let folder = tempfile::tempdir().expect("folder");
    fifty_pdfs(folder.path());
    let mut session = chazhang(&[&folder.path().to_string_lossy()], (120, 40));
    session.wait_for("01号局");
    // Whatever has been read by now, the keys are answered.
    session.press("t");
    session.wait_for("部门收支总表");
    session.press(ENTER);
    session.wait_for("一、一般公共预算拨款收入");
    session.wait_until("everything read", |screen| {
        !pty::text(screen).contains("正在读取")
    });
    // What was on screen still is, and the last file can be found.
    session.wait_for("一、一般公共预算拨款收入");
    session.press("/50号局");
    session.wait_for("50号局 2025");
    session.press("\u{3}");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
    assert_restored(&session);
}

#[test]
fn termination_while_files_are_read_gives_the_terminal_back() {
    let folder = tempfile::tempdir().expect("folder");
    fifty_pdfs(folder.path());
    let session = chazhang(&[&folder.path().to_string_lossy()], (80, 24));
    session.wait_for("01.pdf");
    let pid = session.pid().to_string();
    let sent = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(sent.expect("kill").success());
    session.wait_for_exit();
    assert_restored(&session);
}

#[test]
fn a_hundred_thousand_rows_are_walked_sorted_and_searched() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("long.txt");
    std::fs::write(&path, long_document(100_000)).expect("document");
    let mut session = chazhang(&[&path.to_string_lossy()], (100, 30));
    session.wait_until("the file", |screen| {
        let shown = pty::text(screen);
        shown.contains("云山市档案馆") && !shown.contains("正在读取")
    });
    session.press("t\r");
    session.wait_for("项目1 ");
    session.press("G");
    session.wait_for("987,654.32");
    session.press("gl");
    session.wait_for("项目1 ");
    // Sorting keeps the cursor on its row; the greatest is at the beginning.
    session.press("og");
    session.wait_for("987,654.32");
    session.press("f项目77777");
    session.wait_for("1/1");
    session.wait_for("项目77777");
    session.press("\u{3}");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
}

#[test]
fn every_character_is_as_wide_on_every_terminal_when_that_is_asked_for() {
    use unicode_width::UnicodeWidthStr;
    let folder = tempfile::tempdir().expect("folder");
    let text = std::fs::read_to_string(CLEAN).expect("sample");
    let text = text.replace("水利工程", "“水利”——①工程…Ⅲ·×");
    let path = folder.path().join("wide.txt");
    std::fs::write(&path, text).expect("document");
    let mut session = chazhang(&["--ascii", &path.to_string_lossy()], (100, 30));
    session.wait_for("云山市水务局");
    for keys in ["", "t", ENTER, "s", "?", "\u{1b}", "#"] {
        session.press(keys);
        session.wait_until_drawn("a frame", |screen| !pty::text(screen).trim().is_empty());
        let shown = session.look(pty::text);
        for line in shown.lines() {
            assert_eq!(line.width(), line.width_cjk(), "{line}");
        }
    }
}

#[test]
fn a_file_that_changes_is_read_again() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("changing.txt");
    let text = std::fs::read_to_string(CLEAN).expect("sample");
    std::fs::write(&path, &text).expect("document");
    let mut session = chazhang(&[&path.to_string_lossy()], (120, 40));
    session.wait_for("云山市水务局");
    session.press("t");
    session.wait_for("部门预算支出总表");
    std::fs::write(&path, text.replace("云山市水务局", "云海市水务局")).expect("document");
    session.wait_for("云海市水务局");
}

#[test]
fn a_paste_is_typed_text_and_a_copy_reaches_the_terminal() {
    let mut session = chazhang(&[CLEAN], (120, 40));
    session.wait_for("云山市水务局");
    session.press("/\u{1b}[200~水利工程运行\u{1b}[201~");
    session.wait_for("264.50");
    session.press(ENTER);
    session.wait_for("2130306");
    session.press("y");
    session.wait_for("已送往剪贴板");
    // `264.50` in base64, behind the sequence that fills the clipboard.
    assert!(session.received().contains("\u{1b}]52;c;MjY0LjUw"));
}

#[test]
fn a_stop_and_a_continuation_take_the_terminal_again() {
    let mut session = chazhang(&[CLEAN], (80, 24));
    session.wait_for("云山市水务局");
    session.press("\u{1a}");
    let pid = session.pid().to_string();
    let sent = Command::new("kill").args(["-CONT", &pid]).status();
    assert!(sent.expect("kill").success());
    session.wait_until("the explorer again", |screen| {
        screen.alternate_screen() && pty::text(screen).contains("云山市水务局")
    });
    session.press("q");
    assert_eq!(session.wait_for_exit().exit_code(), 0);
    assert_restored(&session);
}
