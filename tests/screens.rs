//! Every pane, screen and popup at four sizes, as a user would see it, with the role of each cell below.

#[path = "support/demo.rs"]
mod demo;
#[path = "support/explorer.rs"]
mod explorer;
#[path = "support/painted.rs"]
mod painted;

#[path = "support/told.rs"]
mod told;

use chazhang::model::DisclosureId;
use chazhang::review::{Decision, Review};
use chazhang::ui::data::Data;
use explorer::Explorer;
use painted::{roles, screen};

const SIZES: [(u16, u16); 4] = [(200, 50), (120, 40), (80, 24), (40, 12)];

/// Draws the screen that some keys lead to at every size. Roles are written for the size most
/// people use.
fn check(name: &str, keys: &str) {
    check_after(name, |explorer| explorer.press(keys));
}

fn check_after(name: &str, act: impl Fn(&mut Explorer)) {
    check_with(name, demo::data, act);
}

/// The same on the disclosure with sentences, projects and pages.
fn check_told(name: &str, act: impl Fn(&mut Explorer)) {
    check_with(name, told::data, act);
}

fn check_with(name: &str, data: impl Fn() -> Data, act: impl Fn(&mut Explorer)) {
    for (width, height) in SIZES {
        let mut explorer = Explorer::new(data(), (width, height));
        act(&mut explorer);
        let mut text = screen(&explorer);
        if (width, height) == (80, 24) {
            text.push_str("\n--- roles ---\n");
            text.push_str(&roles(&explorer));
        }
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), text);
    }
}

#[test]
fn departments() {
    check("departments", "d");
}

#[test]
fn departments_with_a_hard_name_and_no_findings() {
    check("departments_second", "d j");
}

#[test]
fn departments_with_a_file_that_cannot_be_read() {
    check("departments_unreadable", "d j j");
}

#[test]
fn functions() {
    check("functions", "f");
}

#[test]
fn functions_sorted_by_another_column_and_partly_closed() {
    check("functions_sorted", "f . o 2 j");
}

#[test]
fn economics_as_pairs() {
    check("economics_pairs", "e m m");
}

#[test]
fn findings() {
    check("findings", "v");
}

#[test]
fn findings_filtered() {
    check("findings_filtered", "v 1");
}

/// The demo with a word on two of its findings.
fn reviewed() -> Data {
    let mut data = demo::data_in_a_folder();
    let keys: Vec<String> = data.reports[0]
        .findings
        .iter()
        .map(|finding| finding.key.clone())
        .collect();
    let said = [
        (Decision::Accepted, "已函告该局"),
        (Decision::Dismissed, ""),
    ];
    for (key, (decision, note)) in keys.iter().zip(said) {
        let note = note.to_owned();
        data.set_review(DisclosureId(0), key, Some(Review { decision, note }));
    }
    data
}

#[test]
fn findings_with_reviews() {
    check_with("findings_reviewed", reviewed, |explorer| {
        explorer.press("v");
    });
}

#[test]
fn proof_of_a_reviewed_finding() {
    check_with("proof_reviewed", reviewed, |explorer| {
        explorer.press("v enter g");
    });
}

#[test]
fn the_note_of_an_explanation() {
    check_with("note", reviewed, |explorer| explorer.press("v j ="));
}

#[test]
fn all_tables() {
    check("tables", "t j");
}

#[test]
fn a_wide_grid() {
    check("grid_wide", "t enter j j j l l l l");
}

#[test]
fn a_grid_with_uncertain_cells() {
    check("grid_uncertain", "t j enter j j j j l");
}

#[test]
fn a_grid_with_two_lanes() {
    check("grid_lanes", "t j j enter G $");
}

#[test]
fn a_proof_with_a_computation() {
    check("proof", "v enter");
}

#[test]
fn a_proof_without_a_computation() {
    check("proof_plain", "v j enter");
}

#[test]
fn the_line_of_the_original() {
    check("source", "v enter enter enter");
}

#[test]
fn the_second_place_in_the_original() {
    check("source_stepped", "v s tab");
}

#[test]
fn problems() {
    check("problems", "p");
}

#[test]
fn coverage() {
    check("coverage", "c");
}

#[test]
fn relations_of_a_figure() {
    check("inspect", "v enter enter i");
}

#[test]
fn the_column_chooser() {
    check("columns", "f C j space");
}

#[test]
fn help() {
    check("help", "f ?");
}

#[test]
fn palette() {
    check_after("palette", |explorer| {
        explorer.press("f ctrl-p");
        explorer.write("列");
    });
}

#[test]
fn search_by_initials() {
    check_after("search", |explorer| {
        explorer.press("/");
        explorer.write("jbgz");
    });
}

#[test]
fn search_that_finds_nothing() {
    check_after("search_nothing", |explorer| {
        explorer.press("/");
        explorer.write("9999999");
    });
}

#[test]
fn figures_of_the_text_beside_their_cells() {
    check_told("claims", |explorer| explorer.press("# j"));
}

#[test]
fn contradicted_figures_of_the_text_only() {
    check_told("claims_filtered", |explorer| explorer.press("# a"));
}

#[test]
fn a_figure_of_the_text_inspected() {
    check_told("claims_inspect", |explorer| explorer.press("# j i"));
}

#[test]
fn projects() {
    check_told("projects", |explorer| explorer.press("@ j"));
}

#[test]
fn one_project() {
    check_told("project", |explorer| explorer.press("@ enter j"));
}

#[test]
fn a_promised_table_that_is_not_there() {
    check_told("tables_missing", |explorer| explorer.press("t G"));
}

#[test]
fn the_second_page_wrapped() {
    check_told("source_pages", |explorer| explorer.press("t s W J G k"));
}

#[test]
fn words_found_in_the_original() {
    check_told("source_found", |explorer| {
        explorer.press("t s f");
        explorer.write("hdxc");
        explorer.press("tab");
    });
}

#[test]
fn something_found_in_a_table() {
    check_after("grid_found", |explorer| {
        explorer.press("t enter f");
        explorer.write(">1000");
        explorer.press("tab");
    });
}

#[test]
fn a_sorted_table_with_a_column_put_away_and_a_wide_one() {
    check("grid_chosen", "t enter l x o + l F G");
}

#[test]
fn queries_asked_before() {
    check_after("search_asked", |explorer| {
        explorer.press("/");
        explorer.write("jbgz");
        explorer.press("enter /");
    });
}

#[test]
fn search_in_one_table() {
    check_after("search_scope", |explorer| {
        explorer.press("t enter / tab tab");
        explorer.write("kx");
    });
}

#[test]
fn claims_and_projects_in_english() {
    check_told("claims_english", |explorer| explorer.press("L # j"));
    check_told("tables_missing_english", |explorer| explorer.press("L t G"));
}

/// What is copied is the whole table as it is shown, hidden columns left out.
#[test]
fn a_whole_table_is_copied_in_two_forms() {
    use chazhang::ui::event::Effect;
    let mut explorer = Explorer::new(told::data(), (80, 24));
    explorer.press("t j enter ctrl-y");
    let tabs = "科目\t合计\t一般公共预算\n合计\t30.00\t30.00\n河道巡查\t10.00\t10.00\n堤防养护\t20.00\t20.00\n";
    assert_eq!(
        explorer.effects.last(),
        Some(&Effect::Copy(tabs.to_owned()))
    );
    explorer.press("l x o ctrl-t");
    let markdown = "| 科目 | 合计 |\n|---|---|\n| 合计 | 30.00 |\n| 堤防养护 | 20.00 |\n| 河道巡查 | 10.00 |\n";
    assert_eq!(
        explorer.effects.last(),
        Some(&Effect::Copy(markdown.to_owned()))
    );
}

/// A table is opened again where it was left.
#[test]
fn a_table_is_opened_where_it_was_left() {
    let mut data = told::data();
    if let Some(first) = data.corpus.disclosures.first_mut() {
        std::sync::Arc::make_mut(first).source.path = Some("/somewhere/河道.txt".into());
    }
    let mut explorer = Explorer::new(data, (80, 24));
    explorer.press("t j enter j j l");
    let left = screen(&explorer);
    explorer.press("esc esc t enter");
    assert_eq!(screen(&explorer), left);
}

/// A click on a heading sorts by its column, a right click goes back.
#[test]
fn the_mouse_sorts_and_goes_back() {
    use chazhang::ui::event::Event;
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut explorer = Explorer::new(told::data(), (80, 24));
    explorer.press("t j enter");
    let mut click = |button, column, row| {
        explorer.event(Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(button),
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
        screen(&explorer)
    };
    let sorted = click(MouseButton::Left, 14, 2);
    assert!(sorted.contains("按 合计 从大到小"), "{sorted}");
    let below = |screen: &str, one: &str, other: &str| screen.find(one) < screen.find(other);
    assert!(below(&sorted, "堤防养护", "河道巡查"), "{sorted}");
    assert!(click(MouseButton::Right, 14, 2).contains("全部表格 3"));
}

/// Stopping leaves files unread and says so; reading again asks for all of them.
#[test]
fn reading_is_stopped_and_begun_again() {
    use chazhang::ui::event::Effect;
    let names = ["一.txt", "二.txt"].map(str::to_owned);
    let waiting = chazhang::ui::data::Data::waiting(&names, Vec::new());
    let mut explorer = Explorer::new(waiting, (80, 24));
    explorer.press("ctrl-x");
    assert_eq!(explorer.effects, [Effect::StopLoading]);
    assert!(!screen(&explorer).contains("正在读取 0/2"));
    explorer.press("R");
    let all = explorer.state.scene.data.ids().collect();
    assert_eq!(explorer.effects.last(), Some(&Effect::Reload(all)));
    assert!(screen(&explorer).contains("正在读取 0/2"));
}

#[test]
fn a_message() {
    use chazhang::ui::event::Event;
    use chazhang::ui::job::Delivery;
    check_after("message", |explorer| {
        explorer.event(Event::Job(Delivery::Failed {
            id: None,
            message: "没有料到的情况\u{1b}[2J".to_owned(),
        }));
    });
}

#[test]
fn english() {
    check("english", "L v");
}

#[test]
fn plain_characters() {
    check("plain", "A f");
}

#[test]
fn before_any_file_is_read() {
    let names = ["云山-2024.txt", "青溪.txt"].map(str::to_owned);
    let waiting = chazhang::ui::data::Data::waiting(&names, Vec::new());
    let explorer = Explorer::new(waiting, (80, 24));
    insta::assert_snapshot!(screen(&explorer));
}

/// The whole way: finding, proof, cell, line of the original, and back step by step.
#[test]
fn from_a_finding_to_its_line_and_back() {
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    // What is loading stands behind the breadcrumbs.
    let first_line = |explorer: &Explorer| {
        let shown = screen(explorer);
        let line = shown.lines().next().unwrap_or("");
        let crumbs = line.split("正在读取").next().unwrap_or("");
        crumbs.trim_end().to_owned()
    };
    explorer.press("v");
    assert!(first_line(&explorer).ends_with("疑点"));
    explorer.press("enter");
    assert!(first_line(&explorer).ends_with("算式"));
    explorer.press("enter");
    assert!(first_line(&explorer).ends_with("01 部门收支总体情况表"));
    assert!(screen(&explorer).contains("支出总计 | 支出/金额"));
    explorer.press("enter");
    assert!(first_line(&explorer).ends_with("原文"));
    let line = screen(&explorer)
        .lines()
        .find(|line| line.contains("12,345.76"))
        .map(str::to_owned);
    assert!(line.is_some_and(|line| line.contains("支出总计")));
    assert!(
        roles(&explorer).contains("VVVVVVVVV"),
        "the printed figure is not highlighted"
    );
    explorer.press("esc esc");
    assert!(first_line(&explorer).ends_with("算式"));
    explorer.press(">");
    assert!(first_line(&explorer).ends_with("01 部门收支总体情况表"));
    explorer.press("esc esc esc esc esc");
    assert!(first_line(&explorer).ends_with("疑点"));
    assert!(
        explorer.effects.is_empty(),
        "Esc must never quit: {:?}",
        explorer.effects
    );
}

#[test]
fn an_addend_leads_to_its_own_cell() {
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    explorer.press("v enter tab tab enter");
    assert!(
        screen(&explorer).contains("二、社会保障和就业支出 | 支出/金额"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn the_next_finding_is_one_key_away_everywhere() {
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    explorer.press("f n");
    assert!(
        screen(&explorer).contains("支出总计”印为"),
        "the first press shows the selected finding"
    );
    explorer.press("n enter");
    assert!(screen(&explorer).contains("文字说明公务接待费为 2.00 万元"));
    explorer.press("N");
    assert!(screen(&explorer).contains("末两位数字颠倒"));
    explorer.press("enter n");
    assert!(screen(&explorer).contains("文字说明公务接待费为 2.00 万元"));
}

#[test]
fn search_goes_to_the_cell_and_esc_leaves_everything_as_it_was() {
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    explorer.press("f j j");
    let before = screen(&explorer);
    explorer.press("/");
    explorer.write("jbgz");
    explorer.press("esc");
    assert_eq!(screen(&explorer), before);
    explorer.press("/");
    explorer.write("2060199");
    explorer.press("enter");
    assert!(
        screen(&explorer).contains("2060199 其他科学技术管理事务支出"),
        "{}",
        screen(&explorer)
    );
    explorer.press("esc");
    assert_eq!(screen(&explorer), before);
}

#[test]
fn figures_follow_the_unit_exactly() {
    let mut explorer = Explorer::new(demo::data(), (200, 50));
    explorer.press("t enter u");
    assert!(screen(&explorer).contains("123,456,700.00"));
    explorer.press("u u");
    assert!(screen(&explorer).contains("1.234567"));
}

#[test]
fn copying_sends_the_whole_figure_and_the_whole_row() {
    use chazhang::ui::event::Effect;
    let mut explorer = Explorer::new(demo::data(), (80, 24));
    explorer.press("t enter y Y");
    let copied: Vec<&str> = explorer
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(copied[0], "12,345.67");
    assert_eq!(copied[1].split('\t').count(), 10);
    assert!(copied[1].ends_with("9,000.00"));
}

#[test]
fn a_click_selects_and_a_second_click_opens() {
    use chazhang::ui::event::Event;
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    let row = screen(&explorer)
        .lines()
        .position(|line| line.contains("W 三公经费说明与表不符"));
    let row = u16::try_from(row.expect("the finding is on screen")).expect("a small screen");
    let click = || {
        Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 5,
            row,
            modifiers: KeyModifiers::NONE,
        })
    };
    explorer.event(click());
    assert!(screen(&explorer).contains("疑点"));
    explorer.event(click());
    assert!(
        screen(&explorer).contains("文本提取丢失了内容"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn a_paste_goes_into_the_search_box_as_one_line() {
    use chazhang::ui::event::Event;
    let mut explorer = Explorer::new(demo::data(), (80, 24));
    explorer.press("/");
    explorer.event(Event::Paste("行政\n运行\u{1b}".to_owned()));
    assert!(
        screen(&explorer).contains("> 行政 运行"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn a_key_that_does_nothing_now_says_so() {
    let mut explorer = Explorer::new(demo::data(), (80, 24));
    explorer.press("d s");
    assert!(screen(&explorer).contains("现在不适用：显示所选内容在原文的哪一行"));
    explorer.press("esc");
    assert!(
        !screen(&explorer).contains("现在不适用"),
        "Esc is never a mistake"
    );
    explorer.press("/ left");
    assert!(
        !screen(&explorer).contains("现在不适用"),
        "nor is an arrow in an empty box"
    );
}
