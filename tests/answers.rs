//! What the explorer says of made-up disclosures: which figure is the total, where to look for it, and no word that misleads.

#[path = "support/explorer.rs"]
#[allow(dead_code, reason = "shared with the tests of the screens")]
mod explorer;
#[path = "support/painted.rs"]
#[allow(dead_code, reason = "shared with the tests of the screens")]
mod painted;

use chazhang::model::DisclosureId;
use chazhang::ui::Theme;
use chazhang::ui::data::{Data, Document};
use explorer::Explorer;
use painted::screen;
use ratatui::style::Color;

/// The explorer on texts as they would be read from files.
fn open(texts: &[&str], size: (u16, u16)) -> Explorer {
    let names: Vec<String> = (1..=texts.len()).map(|at| format!("{at}.txt")).collect();
    let mut data = Data::waiting(&names, Vec::new());
    for (index, (name, text)) in names.iter().zip(texts).enumerate() {
        let id = DisclosureId(index);
        let disclosure = chazhang::load::load(name, text.as_bytes());
        let report = chazhang::check::check(id, &disclosure);
        data.deliver(id, Document::new(disclosure, report));
    }
    Explorer::new(data, size)
}

fn three_public(more: bool, year: u32) -> String {
    let (head, row) = if more {
        ("\t会议费\t培训费", "\t40.00\t25.00")
    } else {
        ("", "")
    };
    let total = if more { "100.00" } else { "35.00" };
    format!(
        "云山市文旅局{year}年部门预算\n一般公共预算“三公”经费支出表\n单位：万元\n\
         合计\t因公出国（境）费\t公务用车购置费\t公务用车运行费\t公务接待费{head}\n\
         {total}\t10.00\t15.00\t5.00\t5.00{row}\n"
    )
}

#[test]
fn a_total_that_covers_meetings_is_not_the_total_of_the_three() {
    let compared = |more| {
        let texts = [three_public(more, 2024), three_public(more, 2025)];
        let mut explorer = open(&texts.each_ref().map(String::as_str), (120, 40));
        explorer.press("K");
        screen(&explorer)
    };
    let alone = compared(false);
    assert!(
        alone.contains("三公经费") && alone.contains("35.00"),
        "{alone}"
    );
    let with_meetings = compared(true);
    assert!(with_meetings.contains("公务接待费"), "{with_meetings}");
    assert!(!with_meetings.contains("100.00"), "{with_meetings}");
}

#[test]
fn the_total_of_the_three_is_found_beside_that_of_all() {
    let table = |year: u32| {
        format!(
            "云山市文旅局{year}年部门预算\n一般公共预算“三公”经费支出表\n单位：万元\n\
             项目\t预算数\n合计\t100.00\n“三公”经费小计\t35.00\n一、因公出国（境）费\t10.00\n\
             二、公务用车运行费\t20.00\n三、公务接待费\t5.00\n四、会议费\t40.00\n五、培训费\t25.00\n"
        )
    };
    let mut explorer = open(&[&table(2024), &table(2025)], (120, 40));
    explorer.press("K");
    let shown = screen(&explorer);
    let total = shown
        .lines()
        .find(|line| line.contains("三公经费"))
        .unwrap_or("");
    assert!(
        total.contains("35.00") && !shown.contains("100.00"),
        "{shown}"
    );
}

/// Personnel and running cost beside each other, each with its own total.
const BLOCKS: &str = "云山市文旅局2024年部门决算\n一般公共预算财政拨款基本支出决算明细表\n单位：万元\n\
    科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n\
    301\t工资福利支出\t200.00\t302\t商品和服务支出\t60.00\n\
    30101\t基本工资\t120.00\t30201\t办公费\t45.00\n\
    30102\t津贴补贴\t80.00\t30202\t印刷费\t15.00\n\
    \t人员经费合计\t200.00\t\t公用经费合计\t60.00\n";

#[test]
fn the_total_of_one_block_is_not_the_total_of_both() {
    let mut explorer = open(&[BLOCKS], (120, 40));
    explorer.press("e z");
    let shown = screen(&explorer);
    let total = shown
        .lines()
        .find(|line| line.contains("合计 "))
        .unwrap_or("");
    assert!(total.contains("260.00="), "{shown}");
    assert!(!total.contains("200.00"), "{shown}");
}

#[test]
fn going_to_and_fro_between_table_and_original_piles_nothing_up() {
    let mut explorer = open(&[BLOCKS], (120, 40));
    explorer.press("t enter enter");
    let layers = explorer.state.layers.len();
    explorer.press("enter enter enter enter");
    assert_eq!(explorer.state.layers.len(), layers);
}

#[test]
fn a_file_without_a_mark_wears_no_colour_of_marks() {
    let mut explorer = open(&[BLOCKS], (120, 40));
    explorer.state.scene.settings.theme = Theme::named("dark").expect("the dark theme");
    let chips = |explorer: &Explorer| {
        let buffer = explorer.draw();
        let cells = (0..20).map(|row| buffer[(1, row)].bg);
        cells.filter(|colour| *colour != Color::Reset).count()
    };
    explorer.press("f");
    assert_eq!(chips(&explorer), 0);
    explorer.press("d space f");
    assert_eq!(chips(&explorer), 1);
}

#[test]
fn no_share_is_more_than_the_whole() {
    let text = "云山市文旅局2024年部门决算\n一般公共预算财政拨款基本支出决算明细表\n单位：万元\n\
        科目编码\t科目名称\t决算数\n\t合计\t400.00\n301\t工资福利支出\t200.00\n\
        30101\t基本工资\t120.00\n30102\t津贴补贴\t80.00\n";
    let mut explorer = open(&[text], (120, 40));
    explorer.press("e z");
    let shown = screen(&explorer);
    assert!(
        shown.contains("100.0%") && shown.contains("50.0%"),
        "{shown}"
    );
}

#[test]
fn what_made_a_file_fail_is_said_once_and_first() {
    let page = "<html><body><p>今天的新闻，与部门收支没有关系。</p></body></html>";
    let mut data = Data::waiting(&["news.pdf".to_owned(), "1.txt".to_owned()], Vec::new());
    for (index, (name, text)) in [("news.pdf", page), ("1.txt", BLOCKS)].iter().enumerate() {
        let disclosure = chazhang::load::load(name, text.as_bytes());
        let report = chazhang::check::check(DisclosureId(index), &disclosure);
        data.deliver(DisclosureId(index), Document::new(disclosure, report));
    }
    let mut explorer = Explorer::new(data, (120, 40));
    let shown = screen(&explorer);
    assert!(shown.contains("! news.pdf：没有找到"), "{shown}");
    explorer.press("j p");
    let shown = screen(&explorer);
    assert!(!shown.contains("news.pdf  news.pdf"), "{shown}");
}

/// One disclosure whose table prints two wrong sums, one across and one down.
fn wrong(year: u32) -> String {
    format!(
        "云山市文旅局{year}年部门预算\n部门支出总体情况表\n单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         \t合计\t300.00\t200.00\t100.00\n\
         2070101\t行政运行\t150.00\t150.00\t\n2070109\t群众文化\t170.00\t50.00\t100.00\n"
    )
}

#[test]
fn findings_stand_together_by_rule_department_and_table() {
    let texts = [wrong(2024), wrong(2025)];
    let mut explorer = open(&texts.each_ref().map(String::as_str), (120, 40));
    explorer.press("v a z");
    let all = screen(&explorer);
    assert!(!all.contains("按规则") && !all.contains(": 2 "), "{all}");
    explorer.press("o");
    let by_rule = screen(&explorer);
    assert!(by_rule.contains(" 按规则 "), "{by_rule}");
    assert!(by_rule.contains(": 2 "), "{by_rule}");
    explorer.press("o");
    let by_department = screen(&explorer);
    for year in [2024, 2025] {
        let heading = format!("云山市文旅局 {year} 预算: ");
        assert!(by_department.contains(&heading), "{by_department}");
    }
    explorer.press("o");
    let by_table = screen(&explorer);
    assert!(by_table.contains("部门支出总体情况表: "), "{by_table}");
    explorer.press("o");
    assert_eq!(screen(&explorer), all);
}

/// The words a tree is narrowed to narrow the findings too, and say so.
#[test]
fn the_words_of_a_tree_narrow_the_findings() {
    let text = format!(
        "{}\n政府性基金预算支出情况表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         \t合计\t90.00\t\t90.00\n2120801\t征地和拆迁补偿支出\t90.00\t10.00\t90.00\n",
        wrong(2025)
    );
    let mut explorer = open(&[&text], (120, 40));
    let listed = |explorer: &Explorer| {
        explorer
            .state
            .panes
            .findings
            .list(&explorer.state.scene)
            .len()
    };
    let all = listed(&explorer);
    explorer.press("f &");
    explorer.write("征地");
    explorer.press("enter");
    let shown = screen(&explorer);
    let few = listed(&explorer);
    assert!(0 < few && few < all, "{few} of {all}\n{shown}");
    assert!(shown.contains("疑点 E1  筛选：征地"), "{shown}");
    explorer.press("v 3");
    assert_eq!(listed(&explorer), all, "{}", screen(&explorer));
    explorer.press("f &");
    explorer.write("征地");
    explorer.press("enter");
    assert_eq!(listed(&explorer), few);
    explorer.press("/");
    explorer.write("规则:A101 群众");
    explorer.press("enter");
    assert!(
        screen(&explorer).contains("2070109 群众文化"),
        "{}",
        screen(&explorer)
    );
    assert_eq!(listed(&explorer), all, "{}", screen(&explorer));
}
