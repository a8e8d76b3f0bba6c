//! A table too long to be sorted or searched between two frames: the interface goes on, the answer comes when it is there.

#[path = "support/explorer.rs"]
#[allow(dead_code, reason = "shared with the tests of the screens")]
mod explorer;
#[path = "common/made_up.rs"]
#[allow(dead_code, reason = "shared with the tests of search")]
mod made_up;
#[path = "support/painted.rs"]
#[allow(dead_code, reason = "shared with the tests of the screens")]
mod painted;

use chazhang::check::DisclosureReport;
use chazhang::model::{DisclosureId, Unit};
use chazhang::ui::data::{Data, Document};
use chazhang::ui::event::{Effect, Event};
use chazhang::ui::job::Delivery;
use chazhang::ui::run::settled;
use chazhang::ui::screen::grid::TableWork;
use chazhang::ui::update::update;
use explorer::{Explorer, key_event};

const ROWS: u32 = 15_000;

/// One table of many rows; the greatest amount stands in row 7,777, equal ones follow each other.
fn long() -> Explorer {
    let unit = Unit::WanYuan;
    let row = |number: u32| {
        let amount = match number {
            7_777 => "99999.99".to_owned(),
            _ => format!("{}.25", number % 100),
        };
        made_up::row(number, "", &format!("项目{number}"), &[&amount], &unit)
    };
    let table = made_up::table("项目支出表", unit.clone(), (1..=ROWS).map(row));
    let disclosure = made_up::disclosure("云山市档案馆", vec![table], &[]);
    let mut data = Data::waiting(&["long.txt".to_owned()], Vec::new());
    let report = DisclosureReport::default();
    data.deliver(DisclosureId(0), Document::new(disclosure, report));
    let mut explorer = Explorer::new(data, (100, 30));
    explorer.press("t enter");
    explorer
}

/// Presses a key and gives back the work it asks for.
fn asked(explorer: &mut Explorer, key: &str) -> Vec<TableWork> {
    let event = Event::Key(key_event(key));
    let effects = update(&mut explorer.state, event, &explorer.areas);
    explorer.areas = settled(&mut explorer.state, explorer.size);
    let work = effects.into_iter().filter_map(|effect| match effect {
        Effect::Work(work) => Some(*work),
        _ => None,
    });
    work.collect()
}

fn answer(explorer: &mut Explorer, work: &TableWork) {
    let answer = work.run(&|| true).expect("an answer");
    explorer.event(Event::Job(Delivery::Table(answer)));
}

fn screen(explorer: &Explorer) -> String {
    painted::screen(explorer)
}

/// The rows on screen, by their numbers.
fn rows(explorer: &Explorer) -> Vec<u32> {
    let shown = screen(explorer);
    let body = shown.lines().filter_map(|line| line.split_once("项目"));
    let number = |rest: &str| rest.split_whitespace().next()?.parse().ok();
    body.filter_map(|(_, rest)| number(rest)).collect()
}

#[test]
fn a_long_table_is_sorted_in_the_background_and_the_cursor_stays_on_its_row() {
    let mut explorer = long();
    let work = asked(&mut explorer, "o");
    assert_eq!(work.len(), 1);
    // Until the order is there the rows stand as printed, and the title says so.
    assert_eq!(rows(&explorer)[..3], [1, 2, 3]);
    assert!(screen(&explorer).contains("排序中"));
    answer(&mut explorer, &work[0]);
    let shown = screen(&explorer);
    assert!(!shown.contains("排序中"));
    assert!(shown.contains("项目1 "), "{shown}");
    explorer.press("g");
    assert_eq!(rows(&explorer)[..4], [7_777, 99, 199, 299]);
    // The other way round equal rows still stand as printed.
    explorer.press("o g");
    assert_eq!(rows(&explorer)[..3], [100, 200, 300]);
    explorer.press("o g");
    assert_eq!(rows(&explorer)[..3], [1, 2, 3]);
}

#[test]
fn an_order_that_is_not_wanted_any_more_changes_nothing() {
    let mut explorer = long();
    let greatest_first = asked(&mut explorer, "o");
    let least_first = asked(&mut explorer, "o");
    answer(&mut explorer, &greatest_first[0]);
    assert_eq!(rows(&explorer)[..3], [1, 2, 3]);
    answer(&mut explorer, &least_first[0]);
    explorer.press("g");
    assert_eq!(rows(&explorer)[..3], [100, 200, 300]);
}

#[test]
fn keys_pressed_before_the_answer_comes_mean_what_they_say() {
    let mut explorer = long();
    let order = asked(&mut explorer, "o");
    explorer.press("g");
    answer(&mut explorer, &order[0]);
    assert_eq!(rows(&explorer)[..2], [7_777, 99]);
    explorer.press("f");
    let found = asked(&mut explorer, "4");
    explorer.press("enter");
    answer(&mut explorer, &found[0]);
    let shown = screen(&explorer);
    assert!(shown.contains("4"), "{shown}");
    assert!(!shown.contains(" 0/"), "{shown}");
}

#[test]
fn what_is_typed_is_found_in_the_background_and_only_the_newest_counts() {
    let mut explorer = long();
    explorer.press("f");
    let mut works = Vec::new();
    for letter in ["1", "2", "3", "4", "5"] {
        works.extend(asked(&mut explorer, letter));
    }
    assert_eq!(works.len(), 5);
    answer(&mut explorer, &works[3]);
    assert!(screen(&explorer).contains("正在"), "{}", screen(&explorer));
    answer(&mut explorer, &works[4]);
    let shown = screen(&explorer);
    assert!(
        shown.contains("项目12345") && shown.contains("1/1"),
        "{shown}"
    );
    assert!(works[0].run(&|| false).is_none());
}

#[test]
fn columns_are_as_wide_as_their_widest_figure_in_every_unit() {
    let mut explorer = long();
    for _ in 0..4 {
        explorer.press("G g u");
        explorer.write("f7777");
        explorer.press("enter");
        let shown = screen(&explorer);
        assert!(shown.contains("项目7777 "), "{shown}");
        assert!(!shown.contains("##"), "{shown}");
        explorer.press("esc");
    }
}
