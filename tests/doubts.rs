//! What could not be decided is said, with the bound that was reached; what may be our misreading is no error.

use chazhang::check::facts::missing_tables;
use chazhang::check::{CoverageState, Severity, check};
use chazhang::load;
use chazhang::model::{Certainty, DisclosureId};

/// Twelve figures for sixteen columns, all alike: hundreds of placements satisfy the header.
#[test]
fn more_placements_than_are_tried_are_reported_with_the_bound() {
    let text = "预算02表\n2024年部门收入总体情况表\n部门：云山市水务局\n单位：万元\n\
        部门（单位）代码 部门（单位）名称\n总计 本年收入 上年结转结余\n\
        合计 一般公共预算 政府性基金 国有资本经营预算 财政专户管理资金收入 事业收入 事业单位经营收入 \
        上级补助收入 附属单位上缴收入 其他收入 合计 一般公共预算 政府性基金 国有资本经营预算 \
        财政专户管理资金 单位资金\n\
        合计 90.00 60.00 10.00 10.00 10.00 10.00 10.00 10.00 30.00 10.00 10.00 10.00\n\
        420 市水务局 90.00 60.00 10.00 10.00 10.00 10.00 10.00 10.00 30.00 10.00 10.00 10.00\n";
    let read = load::load("甲.txt", text.as_bytes());
    let table = read.tables.first().expect("there is a table");
    assert_eq!(table.untried, [0, 1]);
    let told = read
        .problems
        .iter()
        .map(|problem| problem.message.zh.as_str());
    let bound = told.filter(|zh| zh.contains("没有试完") && zh.contains("64 种"));
    assert_eq!(bound.count(), 1, "{:?}", read.problems);
    let rows = table.rows.iter();
    let mut cells = rows.flat_map(|row| row.cells().iter().map(|cell| cell.certainty()));
    assert!(cells.all(|certainty| certainty == Certainty::Ambiguous));
}

/// 12.00 is other running cost or specific purpose: both are tried, and the two candidates are kept.
#[test]
fn what_fits_two_columns_reaches_no_bound() {
    let text = "预算03表\n2024年部门支出总体情况表\n部门：云山市水务局\n单位：万元\n\
        科目编码 单位代码 单位（科目名称） 合计\n基本支出 项目支出\n小计\n人员经费 公用经费\n小计\n其他运转类 特定目标类\n\
        类 款 项\n工资福利支出 对个人和家庭的补助 商品和服务支出 资本性支出\n\
        合计 12.00 12.00 12.00\n213 03 06 水利工程运行与维护 12.00 12.00 12.00\n";
    let read = load::load("甲.txt", text.as_bytes());
    let table = read.tables.first().expect("there is a table");
    assert!(table.untried.is_empty());
    let last = |row: usize| {
        let row = table.rows.get(row).expect("there is a row");
        row.cells()
            .iter()
            .next_back()
            .expect("there is a cell")
            .candidates()
            .len()
    };
    assert!(last(0) > 1 && last(1) > 1);
}

#[test]
fn what_stands_on_slipped_rows_is_warned_of_only() {
    let table = |title: &str, total: &str, amounts: [&str; 7]| {
        let codes = [
            "208\t社会保障和就业支出",
            "20805\t行政事业单位养老支出",
            "2080505\t机关事业单位基本养老保险缴费支出",
            "2080506\t机关事业单位职业年金缴费支出",
            "212\t城乡社区支出",
            "21208\t国有土地使用权出让收入安排的支出",
            "2120802\t土地开发支出",
        ];
        let rows = codes.iter().zip(amounts);
        let rows: String = rows
            .map(|(code, of)| format!("{code}\t{of}\t{of}\t\n"))
            .collect();
        format!(
            "{title}\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t{total}\t\n{rows}\n"
        )
    };
    let right = ["30.00", "30.00", "21.00", "9.00", "52.00", "52.00", "52.00"];
    let late = ["82.00", "30.00", "30.00", "21.00", "9.00", "52.00", "52.00"];
    let text = format!(
        "青溪县民政局 2024 年部门决算\n\n{}{}",
        table("支出决算表", "82.00", right),
        table("一般公共预算财政拨款支出决算表", "82.00", late)
    );
    let found = check(DisclosureId(0), &load::load("a.txt", text.as_bytes())).findings;
    let told: Vec<_> = found.iter().map(|one| (one.rule, one.severity)).collect();
    assert_eq!(
        told,
        [("L103", Severity::Warning), ("C108", Severity::Warning)],
        "{found:#?}"
    );
}

/// A heading above tables of other titles and the end of a sentence promise no table.
#[test]
fn only_what_the_contents_list_is_missed() {
    let text = "青溪县民政局2025年部门预算\n\n目录\n第二部分 2025年部门预算表\n\
        一、部门收支预算总表\n二、政府采购支出预算表\n\
        三、一般公共预算拨款“三公”经费及会议费、培训费支出预算表\n第三部分 名词解释\n\n\
        一、主要职责\n负责全县社会救助工作。\n二、绩效目标情况\n1.项目支出绩效目标表\n\
        负责全县养老服务工作。\n负责全县殡葬管理工作。\n\
        全年共有3个项目，各项目的绩效目标另行公开，\n详见各单位的项目绩效目标表\n\n\
        负责全县地名管理工作。\n\n\
        部门收支预算总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
        一、一般公共预算拨款收入\t90.00\t一、社会保障和就业支出\t90.00\n\
        收入总计\t90.00\t支出总计\t90.00\n\n\
        2025年一般公共预算拨款“三公”经费、会议费、培训费表（不含上年结转）\n单位：万元\n\
        项目\t预算数\n合计\t3.00\n公务接待费\t1.00\n会议费\t1.00\n培训费\t1.00\n";
    let read = load::load("a.txt", text.as_bytes());
    let promised = |index: &usize| read.promised[*index].title.as_str();
    let missing: Vec<&str> = missing_tables(&read).iter().map(promised).collect();
    assert_eq!(missing, ["二、政府采购支出预算表"], "{:?}", read.promised);
    assert!(read.promised.len() > 3, "{:?}", read.promised);
}

/// 合计 is not 基本支出 and 项目支出 in two rows of three, and every column adds up: columns known by
/// the order of their words may be others, and then the sums of the columns prove nothing either.
#[test]
fn a_table_whose_rows_refute_its_header_is_not_counted_as_checked() {
    let text = "青溪县文旅局2025年度部门预算\n\n部门支出总表\n单位：万元\n\
        科目编码 科目名称 合计 基本支出 项目支出\n合计 600.00 400.00 200.00\n\
        2070101 行政运行 300.00 300.00 0.00\n2070104 图书馆 200.00 50.00 200.00\n\
        2080505 养老保险缴费支出 100.00 50.00 0.00\n";
    let read = load::load("甲.txt", text.as_bytes());
    let report = check(DisclosureId(0), &read);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(report.coverage.len(), 12);
    let mut states = report.coverage.iter().map(|covered| covered.state);
    assert!(states.all(|state| state == CoverageState::Undetermined));
    assert_eq!(read.problems.len(), 1, "the doubt is shown");
}
