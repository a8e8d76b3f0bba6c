//! Departments, trees of classes, comparing and charts at four sizes, with nothing open, with the samples, and with names and figures that are hard to draw.

#[path = "support/demo.rs"]
mod demo;
#[path = "support/explorer.rs"]
mod explorer;
#[path = "support/painted.rs"]
mod painted;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use chazhang::check::Comparison;
use chazhang::model::DisclosureId;
use chazhang::ui::data::{Data, Document, FindingId};
use explorer::Explorer;
use painted::{roles, screen};

const SIZES: [(u16, u16); 4] = [(200, 50), (120, 40), (80, 24), (40, 12)];

/// The samples that come with the program.
fn samples() -> Data {
    static SAMPLES: OnceLock<Data> = OnceLock::new();
    SAMPLES.get_or_init(read_samples).clone()
}

fn read_samples() -> Data {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let names = [
        "baiyu-culture-2025-budget.txt",
        "qingxi-health-2024-final.txt",
        "yunshan-water-2025-budget.txt",
    ]
    .map(str::to_owned);
    let mut data = Data::waiting(&names, Vec::new());
    for (index, name) in names.iter().enumerate() {
        let bytes = fs::read(folder.join(name)).expect("a sample");
        let disclosure = chazhang::load::load(name, &bytes);
        let id = DisclosureId(index);
        let report = chazhang::check::check(id, &disclosure);
        data.deliver(id, Document::new(disclosure, report));
    }
    data
}

/// Draws what some keys lead to, on all kinds of data and at every size.
fn check(name: &str, keys: &str) {
    check_typed(name, keys, "");
}

fn check_typed(name: &str, keys: &str, typed: &str) {
    let kinds = [
        ("empty", Data::waiting(&[], Vec::new())),
        ("sample", samples()),
        ("hard", demo::several()),
    ];
    for (kind, data) in kinds {
        for (width, height) in SIZES {
            let mut explorer = Explorer::new(data.clone(), (width, height));
            explorer.press(keys);
            explorer.write(typed);
            let mut text = screen(&explorer);
            if (kind, width) == ("hard", 80) {
                text.push_str("\n--- roles ---\n");
                text.push_str(&roles(&explorer));
            }
            insta::assert_snapshot!(format!("{name}_{kind}_{width}x{height}"), text);
        }
    }
}

#[test]
fn departments_as_a_tree() {
    check("departments", "d");
}

#[test]
fn departments_marked_sorted_and_flat() {
    check("departments_flat", "d space space o o F");
}

#[test]
fn departments_filtered() {
    check_typed("departments_filter", "d &", "2023");
}

#[test]
fn a_tree_with_sums_from_the_largest() {
    check("functions_sums", "f S o . P");
}

#[test]
fn a_flat_tree_filtered() {
    check_typed("functions_filter", "f F &", "2060");
}

#[test]
fn the_economic_table_split_by_personnel_and_running_costs() {
    check("economics_split", "e m m m");
}

#[test]
fn where_a_class_is_printed() {
    check("printed", "f j j j w");
}

#[test]
fn comparing_totals() {
    check("compare_totals", "d space space =");
}

#[test]
fn comparing_by_function() {
    check("compare_functions", "d space space space = m o");
}

#[test]
fn comparing_by_economic_class_with_another_base() {
    check("compare_economics", "d space space space = m m x , C");
}

#[test]
fn a_chart_of_the_composition() {
    check("chart_composition", "%");
}

#[test]
fn a_chart_of_the_largest_items() {
    check("chart_top", "% m m");
}

#[test]
fn a_chart_from_year_to_year() {
    check("chart_years", "d space space % m m m");
}

#[test]
fn a_chart_of_findings() {
    check("chart_findings", "% h");
}

#[test]
fn a_chart_in_characters_of_one_width() {
    check("chart_plain", "A %");
}

/// What a line of the screen says after a word.
fn line_with(explorer: &Explorer, word: &str) -> String {
    let shown = screen(explorer);
    let found = shown.lines().find(|line| line.contains(word));
    assert!(found.is_some(), "no {word} in\n{shown}");
    found.unwrap_or("").to_owned()
}

#[test]
fn a_region_holds_its_departments_and_a_department_its_years() {
    let mut explorer = Explorer::new(demo::several(), (120, 40));
    explorer.press("d z g");
    let line = line_with(&explorer, "- 云山市科学技术局");
    assert!(line.contains("3 份") && line.contains("E1"), "{line}");
    // Closed, its years are gone; opened again, they are back.
    explorer.press("h");
    assert!(!screen(&explorer).contains("云山-2022.txt"));
    explorer.press("l j");
    assert!(screen(&explorer).contains("云山-2022.txt"));
    explorer.press("P h");
    assert!(!screen(&explorer).contains("云山-2022.txt"));
}

#[test]
fn a_file_that_cannot_be_read_is_listed_and_never_marked() {
    let mut explorer = Explorer::new(demo::data(), (120, 40));
    explorer.press("d z j j space");
    assert!(screen(&explorer).contains("现在不适用：标记"));
    assert!(screen(&explorer).contains("空.txt 是空文件"));
    explorer.press("h l F F o");
    assert!(screen(&explorer).contains("空.txt 是空文件"));
}

#[test]
fn a_filter_follows_the_typing_and_esc_takes_it_back() {
    let mut explorer = Explorer::new(demo::several(), (120, 40));
    explorer.press("d &");
    explorer.write("2023 预算");
    assert!(!screen(&explorer).contains("青溪县"));
    assert!(screen(&explorer).contains("筛选：2023 预算"));
    explorer.press("esc");
    assert!(screen(&explorer).contains("青溪县"));
    assert!(!screen(&explorer).contains("筛选："));
    explorer.press("&");
    explorer.write("青溪");
    explorer.press("enter");
    assert!(!screen(&explorer).contains("云山-2022.txt"));
    explorer.press("0");
    assert!(screen(&explorer).contains("云山-2022.txt"));
}

#[test]
fn differences_are_exact_and_a_blank_is_no_zero() {
    let mut explorer = Explorer::new(demo::several(), (120, 40));
    explorer.press("= m 3");
    // 9,000.00 万元 in 2024 against 36,000,000 元 in 2022.
    let line = line_with(&explorer, "2060499");
    assert!(
        line.contains("3,600.00") && line.contains("9,000.00"),
        "{line}"
    );
    assert!(
        line.contains("+5,400.00") && line.contains("+150.00%"),
        "{line}"
    );
    // 2022 does not print this class: there is no difference, and it is said why.
    let line = line_with(&explorer, "2060199");
    assert!(line.contains("前无") && !line.contains('+'), "{line}");
}

#[test]
fn the_base_of_a_comparison_can_be_moved() {
    let mut explorer = Explorer::new(demo::several(), (120, 40));
    explorer.press("= m 3 , x .");
    let line = line_with(&explorer, "2060499");
    // Now 2024 against 2023: 9,000.00 against 8,100.00.
    assert!(
        line.contains("+900.00") && line.contains("+11.11%"),
        "{line}"
    );
}

#[test]
fn enter_on_a_compared_line_opens_the_cell_of_that_year() {
    let mut explorer = Explorer::new(demo::several(), (120, 40));
    explorer.press("= m 3 j enter");
    assert!(screen(&explorer).contains("2024 预算"));
    explorer.press("esc , enter");
    assert!(screen(&explorer).contains("2023 预算"));
}

#[test]
fn one_disclosure_alone_cannot_be_compared() {
    let mut explorer = Explorer::new(samples(), (80, 24));
    explorer.press("=");
    assert!(screen(&explorer).contains("对比需要 2 至 6 份"));
    explorer.press("space");
    explorer.press("=");
    assert!(screen(&explorer).contains("对比需要 2 至 6 份"));
    explorer.press("space =");
    assert!(screen(&explorer).contains("主要总额"));
}

#[test]
fn a_column_of_another_table_stands_beside_the_own_ones() {
    let mut explorer = Explorer::new(samples(), (200, 50));
    explorer.press("f z C G space enter ,");
    let header = line_with(&explorer, "科目");
    assert!(header.contains("09 特定目标类"), "{header}");
}

#[test]
fn every_figure_of_a_tree_says_where_else_it_is_printed() {
    let mut explorer = Explorer::new(samples(), (120, 40));
    explorer.press("f z 3 j j j w");
    let title = line_with(&explorer, "列示");
    assert!(!title.contains("列示 1 处"), "{title}");
    explorer.press("j enter");
    assert!(screen(&explorer).contains("原文"), "{}", screen(&explorer));
}

/// `n` passes through every finding of every file once, `N` back again.
#[test]
fn the_next_finding_may_be_in_the_next_file() {
    let data = samples();
    let all: Vec<FindingId> = data
        .ids()
        .flat_map(|disclosure| {
            let findings = data
                .report(disclosure)
                .map_or(0, |report| report.findings.len());
            (0..findings).map(move |index| FindingId { disclosure, index })
        })
        .collect();
    let mut explorer = Explorer::new(data, (80, 24));
    explorer.press("d n");
    let mut there = vec![explorer.state.finding().expect("a finding")];
    let goes_on = |explorer: &Explorer| explorer.state.notice.is_none();
    explorer.press("n");
    while goes_on(&explorer) {
        there.push(explorer.state.finding().expect("a finding"));
        explorer.press("n");
    }
    let mut sorted = there.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, all, "every finding once");
    assert!(all.iter().any(|id| id.disclosure != all[0].disclosure));
    let mut back = vec![explorer.state.finding().expect("a finding")];
    explorer.press("N");
    while goes_on(&explorer) {
        back.push(explorer.state.finding().expect("a finding"));
        explorer.press("N");
    }
    back.reverse();
    assert_eq!(back, there);
}

/// A rate that does not follow from its amounts: a fall is printed with its sign.
#[test]
fn the_proof_of_a_rate() {
    let data = samples();
    let all = data.ids().flat_map(|disclosure| {
        let findings = &data.report(disclosure).expect("a report").findings;
        let rate = |index: &usize| {
            let computation = findings[*index].computation.as_ref();
            computation.is_some_and(|found| {
                matches!(found.comparison, Comparison::Ratio { .. }) && found.total.negative
            })
        };
        let index = (0..findings.len()).find(rate);
        index.map(|index| FindingId { disclosure, index })
    });
    let wanted = all.into_iter().next().expect("a sample with a wrong fall");
    let mut explorer = Explorer::new(data.clone(), (80, 24));
    explorer.press("v a");
    while explorer.state.finding() != Some(wanted) {
        assert!(explorer.state.notice.is_none(), "it is listed");
        explorer.press("n");
    }
    explorer.press("enter");
    insta::assert_snapshot!(screen(&explorer));
}

/// A change is called one, so that it is not taken for the amount.
#[test]
fn a_change_in_the_text_is_no_amount() {
    let text = "青溪县林业局 2024 年部门预算\n\n第二部分 2024年部门预算情况说明\n\n\
        一、收支预算总体情况说明\n2024年收入预算530.00万元，比上年减少30.00万元。\n";
    let disclosure = chazhang::load::load("a.txt", text.as_bytes());
    let id = DisclosureId(0);
    let report = chazhang::check::check(id, &disclosure);
    let mut data = Data::waiting(&["a.txt".to_owned()], Vec::new());
    data.deliver(id, Document::new(disclosure, report));
    let mut explorer = Explorer::new(data, (100, 30));
    explorer.press("#");
    let shown = screen(&explorer);
    let line = |figure: &str| shown.lines().find(|line| line.contains(figure));
    assert!(
        line("530.00").is_some_and(|line| !line.contains("减少")),
        "{shown}"
    );
    assert!(line("30.00万元 ").is_some(), "{shown}");
    let change = shown.lines().find(|line| line.contains(" 30.00万元"));
    assert!(change.is_some_and(|line| line.contains("减少")), "{shown}");
}

/// Enter goes to the sentence that is accused, then Tab to the figure it is held against.
#[test]
fn the_proof_of_a_sentence_leads_to_the_sentence() {
    let text = "青溪县林业局 2024 年部门预算\n\n部门一般公共预算支出表\n单位：万元\n\
        科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t500.00\t300.00\t200.00\n\
        213\t农林水支出\t500.00\t300.00\t200.00\n21302\t林业和草原\t500.00\t300.00\t200.00\n\
        2130201\t行政运行\t300.00\t300.00\t\n2130204\t事业机构\t200.00\t\t200.00\n\n\
        第二部分 2024年部门预算情况说明\n\n三、一般公共预算支出情况说明\n\
        2024年一般公共预算支出预算530.00万元。\n";
    let disclosure = chazhang::load::load("a.txt", text.as_bytes());
    let id = DisclosureId(0);
    let report = chazhang::check::check(id, &disclosure);
    let mut data = Data::waiting(&["a.txt".to_owned()], Vec::new());
    data.deliver(id, Document::new(disclosure, report));
    for (keys, line, other) in [
        ("enter", "第 15 行", "第 6 行"),
        ("s", "第 15 行", "第 6 行"),
    ] {
        let mut explorer = Explorer::new(data.clone(), (100, 30));
        explorer.press("v enter");
        explorer.press(keys);
        let title = |explorer: &Explorer| screen(explorer).lines().nth(1).map(str::to_owned);
        let first = title(&explorer).expect("a title");
        assert!(first.contains(line), "{keys}: {first}");
        explorer.press("tab");
        let second = title(&explorer).expect("a title");
        assert!(second.contains(other), "{keys}: {second}");
    }
}

/// What leads to every view from the first screen on.
const VIEWS: &[&str] = &[
    "d",
    "f",
    "e",
    "v",
    "z",
    "v z",
    "e m",
    "t",
    "t enter",
    "n enter",
    "n enter enter",
    "s",
    "n s",
    "p",
    "c",
    "=",
    "%",
    "% m m m",
    "#",
    "# enter",
    "@",
    "@ enter",
    "?",
    ":",
    "/",
    "& a",
    "f C",
    "f j w",
    "f j j j i",
    "t enter i",
    "n i",
    "n +",
    "n =",
    "t enter f",
    "n s f",
    "n s V",
    "v a o o",
];

/// Every pane, screen and popup, on nothing, on the samples and on what is hard to draw: borders
/// stand one below the other, no line is wider than the screen, and every hint means something.
#[test]
fn every_view_is_in_line_at_every_size() {
    let kinds = [Data::waiting(&[], Vec::new()), samples(), demo::several()];
    let sizes = SIZES.into_iter().chain([(20, 6), (1, 1)]);
    for (kind, size) in sizes.flat_map(|size| (0..kinds.len()).map(move |kind| (kind, size))) {
        for keys in VIEWS {
            let mut explorer = Explorer::new(kinds[kind].clone(), size);
            explorer.press(keys);
            let shown = screen(&explorer);
            for line in shown.lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= usize::from(size.0), "{keys} {size:?}\n{shown}");
                let framed = line.starts_with('│') || line.starts_with('┌');
                let closed = line.ends_with(['│', '┐', '┘']) && width == usize::from(size.0);
                assert!(!framed || closed, "{keys} {size:?}: {line}\n{shown}");
            }
            for hint in &explorer.areas.hints {
                assert!(
                    explorer.state.possible(hint.action),
                    "{keys}: {}",
                    hint.word
                );
            }
        }
    }
}
