//! What a finding says: its fingerprint, its culprit, its severity, its key; and the ledger beside it.

use chazhang::check::{CoverageState, DisclosureReport, Finding, Severity, Verdict, check};
use chazhang::model::{Cell, Disclosure, DisclosureId, Spent, Table, TableDoubt};

/// An expenditure table whose rows are replaced one at a time.
const ROWS: [&str; 7] = [
    "1\t\t合计\t1230.00\t830.00\t400.00",
    "2\t206\t科学技术支出\t1230.00\t830.00\t400.00",
    "3\t20601\t科学技术管理事务\t830.00\t830.00\t",
    "4\t2060101\t行政运行\t512.30\t512.30\t",
    "5\t2060199\t其他科学技术管理事务支出\t317.70\t317.70\t",
    "6\t20699\t其他科学技术支出\t400.00\t\t400.00",
    "7\t2069999\t其他科学技术支出\t400.00\t\t400.00",
];

fn expenditure(rows: &[&str]) -> String {
    format!(
        "部门预算支出总表\n\n单位：万元\n\n\
         序号\t功能分类科目\t\t合计\t基本支出\t项目支出\n\
         \t科目编码\t科目名称\t\t\t\n\
         栏次\t1\t2\t3\t4\t5\n{}\n\n",
        rows.join("\n")
    )
}

fn disclosure(tables: &str) -> Disclosure {
    let text = format!("青溪县科学技术局 2024 年部门预算\n\n{tables}");
    chazhang::load::load("made-up.txt", text.as_bytes())
}

fn report(tables: &str) -> DisclosureReport {
    check(DisclosureId(0), &disclosure(tables))
}

/// The findings after one row of the table was replaced.
fn with_row(index: usize, row: &str) -> Vec<Finding> {
    let mut rows = ROWS;
    rows[index] = row;
    report(&expenditure(&rows)).findings
}

fn only(findings: Vec<Finding>) -> Finding {
    let said: Vec<&str> = findings
        .iter()
        .map(|finding| finding.statement.en.as_str())
        .collect();
    assert_eq!(findings.len(), 1, "{said:#?}");
    findings.into_iter().next().expect("one")
}

fn fingerprint(finding: &Finding) -> Option<&'static str> {
    finding
        .diagnosis
        .as_ref()
        .map(|diagnosis| diagnosis.fingerprint)
}

/// Layouts of provinces nobody here has seen, made up without a mistake, as `tests/reading` reads them.
#[test]
fn honest_tables_of_other_layouts_accuse_nobody() {
    let cases = [
        include_str!("reading/rates.md"),
        include_str!("reading/units-beside.md"),
        include_str!("reading/project-units.md"),
        include_str!("reading/three-public-years.md"),
    ];
    for case in cases {
        let text = case.split("```text\n").nth(1).expect("a text");
        let text = text.split("\n```").next().expect("its end");
        let text = format!("云山市水务局2025年部门预算\n\n{text}");
        let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
        let report = check(DisclosureId(0), &disclosure);
        let proved = report
            .findings
            .iter()
            .filter(|one| one.severity != Severity::Info);
        let said: Vec<&str> = proved.map(|one| one.statement.en.as_str()).collect();
        assert!(said.is_empty(), "{said:#?}");
        let counts = report.coverage_counts();
        assert!(
            counts.contains(&(CoverageState::Inconsistent, 0)),
            "{counts:?}"
        );
    }
}

#[test]
fn an_honest_table_has_no_finding_and_every_figure_is_consistent() {
    let report = report(&expenditure(&ROWS));
    assert_eq!(report.findings, []);
    let counts = report.coverage_counts();
    let consistent = counts
        .iter()
        .find(|(state, _)| *state == CoverageState::Consistent);
    assert_eq!(
        consistent.map(|(_, count)| *count),
        Some(report.coverage.len())
    );
    assert_eq!(report.coverage.len(), 16);
}

#[test]
fn slips_of_the_pen_are_recognised_at_the_figure_that_slipped() {
    for (row, slipped, expected) in [
        (
            "4\t2060101\t行政运行\t521.30\t512.30\t",
            "521.30",
            "transposed_digits",
        ),
        (
            "4\t2060101\t行政运行\t812.30\t512.30\t",
            "812.30",
            "digit_typo",
        ),
        (
            "4\t2060101\t行政运行\t51.23\t512.30\t",
            "51.23",
            "decimal_slip",
        ),
        (
            "4\t2060101\t行政运行\t5123000.00\t512.30\t",
            "5123000.00",
            "unit_slip",
        ),
    ] {
        let finding = only(with_row(3, row));
        assert_eq!(fingerprint(&finding), Some(expected), "{slipped}");
        assert_eq!(finding.evidence[0].text, slipped);
        assert_eq!(finding.severity, Severity::Error);
        assert!(
            finding.statement.en.contains("512.30"),
            "{}",
            finding.statement.en
        );
        assert!(
            !finding.siblings.is_empty(),
            "relations that hold narrow it down"
        );
    }
}

#[test]
fn a_total_copied_into_a_detail_is_recognised() {
    let rows = [
        "1\t\t合计\t100.00\t100.00\t",
        "2\t2060101\t行政运行\t70.00\t70.00\t",
        "3\t2060199\t其他科学技术管理事务支出\t100.00\t100.00\t",
    ];
    let finding = only(report(&expenditure(&rows)).findings);
    assert_eq!(fingerprint(&finding), Some("copied_total"));
}

#[test]
fn a_row_the_total_leaves_out_or_counts_twice_is_recognised() {
    for (total, expected) in [("83.27", "dropped_row"), ("157.01", "double_counted")] {
        let total = format!("1\t\t合计\t{total}\t{total}\t");
        let rows = [
            total.as_str(),
            "2\t2060101\t行政运行\t61.30\t61.30\t",
            "3\t2060199\t其他科学技术管理事务支出\t21.97\t21.97\t",
            "4\t2069901\t科技奖励\t36.87\t36.87\t",
        ];
        let finding = only(report(&expenditure(&rows)).findings);
        assert_eq!(
            fingerprint(&finding),
            Some(expected),
            "{}",
            finding.statement.en
        );
    }
}

const SISTER: &str = "部门预算一般公共预算财政拨款支出表\n\n单位：万元\n\n\
    序号\t功能分类科目\t\t合计\t基本支出\t项目支出\n\
    \t科目编码\t科目名称\t\t\t\n\
    栏次\t1\t2\t3\t4\t5\n\
    1\t\t合计\t120.00\t80.00\t40.00\n\
    2\t2060101\t行政运行\t80.00\t80.00\t\n\
    3\t2210201\t住房公积金\t15.00\t\t15.00\n\
    4\t2069999\t其他科学技术支出\t25.00\t\t25.00\n";

#[test]
fn a_row_only_the_sister_table_prints_is_a_warning_that_names_it() {
    let rows = [
        "1\t\t合计\t120.00\t80.00\t40.00",
        "2\t2060101\t行政运行\t80.00\t80.00\t",
        "3\t2069999\t其他科学技术支出\t25.00\t\t25.00",
    ];
    let finding = only(report(&format!("{}{SISTER}", expenditure(&rows))).findings);
    assert_eq!(fingerprint(&finding), Some("missing_row"));
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.possible_extraction_fault);
    let text = &finding.diagnosis.as_ref().expect("diagnosis").text;
    assert!(
        text.zh.contains("2210201 住房公积金") && text.zh.contains("15.00"),
        "{}",
        text.zh
    );
    assert!(
        finding
            .evidence
            .iter()
            .any(|evidence| evidence.text == "15.00")
    );
}

#[test]
fn a_lost_row_is_one_finding_over_all_its_columns() {
    let rows = [
        "1\t\t合计\t120.00\t80.00\t40.00",
        "2\t2060101\t行政运行\t71.00\t71.00\t",
        "3\t2069999\t其他科学技术支出\t36.00\t\t36.00",
    ];
    let finding = only(report(&expenditure(&rows)).findings);
    assert_eq!(finding.rule, "A102");
    assert!(
        finding.statement.en.contains("breaks 2 more relations"),
        "{}",
        finding.statement.en
    );
}

#[test]
fn keys_do_not_depend_on_where_in_the_file_a_table_stands() {
    let keys = |tables: &str| -> Vec<String> {
        report(tables)
            .findings
            .into_iter()
            .map(|finding| finding.key)
            .collect()
    };
    let mut rows = ROWS;
    rows[3] = "4\t2060101\t行政运行\t521.30\t512.30\t";
    let here = keys(&expenditure(&rows));
    assert_eq!(here, keys(&format!("\n\n\n{}", expenditure(&rows))));
    rows[3] = "4\t2060101\t行政运行\t531.30\t512.30\t";
    assert_ne!(
        here,
        keys(&expenditure(&rows)),
        "another printed figure is another finding"
    );
}

#[test]
fn findings_stand_in_the_order_of_the_document() {
    let mut rows = ROWS;
    rows[3] = "4\t2060101\t行政运行\t521.30\t512.30\t";
    rows[6] = "7\t2069999\t其他科学技术支出\t450.00\t\t450.00";
    let lines: Vec<u32> = report(&expenditure(&rows))
        .findings
        .iter()
        .map(|finding| finding.evidence[0].place.line)
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0] < lines[1], "{lines:?}");
}

#[test]
fn the_computation_is_data_that_adds_up() {
    let finding = only(with_row(
        4,
        "5\t2060199\t其他科学技术管理事务支出\t317.70\t337.70\t",
    ));
    let computation = finding.computation.expect("a sum");
    let sum = computation
        .terms
        .iter()
        .try_fold(chazhang::model::Amount::ZERO, |sum, term| {
            if term.negative {
                sum.checked_sub(term.value)
            } else {
                sum.checked_add(term.value)
            }
        });
    assert_eq!(sum, Some(computation.computed));
    assert_eq!(
        computation.total.value.checked_sub(computation.computed),
        Some(computation.difference)
    );
    assert!(computation.computed_interval.contains(computation.computed));
    assert!(computation.difference.abs() > computation.bound);
}

#[test]
fn a_figure_no_relation_touches_is_not_called_consistent() {
    let table = "部门固定资产占用情况表\n\n单位：万元\n\n\
                 项 目\t数量\t价值（金额单位：万元）\n固定资产总额\t\t356.70\n";
    let report = report(table);
    let states: Vec<CoverageState> = report
        .coverage
        .iter()
        .map(|covered| covered.state)
        .collect();
    assert_eq!(states, [CoverageState::NotCheckable]);
    assert_eq!(report.findings, []);
}

/// The answers to all relations about the table after `change` was made to it.
fn verdicts_after(rows: &[&str], change: impl Fn(&mut Table)) -> (Vec<Verdict>, usize) {
    let mut disclosure = disclosure(&expenditure(rows));
    change(&mut disclosure.tables[0]);
    let report = check(DisclosureId(0), &disclosure);
    let verdicts = report
        .verdicts
        .into_iter()
        .map(|judged| judged.verdict)
        .collect();
    (verdicts, report.findings.len())
}

#[test]
fn a_table_without_a_certain_header_is_not_judged() {
    let mut rows = ROWS;
    rows[3] = "4\t2060101\t行政运行\t521.30\t512.30\t";
    let (verdicts, findings) = verdicts_after(&rows, |table| table.doubts.push(TableDoubt::Header));
    assert_eq!(findings, 0);
    assert!(
        verdicts
            .iter()
            .all(|verdict| *verdict == Verdict::ParseDoubt)
    );
}

#[test]
fn a_table_with_rows_that_do_not_fit_may_vouch_but_not_accuse() {
    let mut rows = ROWS;
    rows[3] = "4\t2060101\t行政运行\t521.30\t512.30\t";
    let (verdicts, findings) = verdicts_after(&rows, |table| table.doubts.push(TableDoubt::Body));
    assert_eq!(findings, 0);
    assert!(verdicts.contains(&Verdict::Exact) && verdicts.contains(&Verdict::ParseDoubt));
    assert!(!verdicts.contains(&Verdict::Inconsistent));
}

#[test]
fn what_placed_a_figure_cannot_vouch_for_it_but_can_contradict_it() {
    let spend = |table: &mut Table| {
        let rows = 0..table.rows.len();
        table.spent = rows.map(|row| Spent::Row { row, identity: 0 }).collect();
    };
    let (verdicts, findings) = verdicts_after(&ROWS, spend);
    assert_eq!(
        verdicts
            .iter()
            .filter(|verdict| **verdict == Verdict::Spent)
            .count(),
        7
    );
    assert_eq!(findings, 0);
    let mut rows = ROWS;
    rows[3] = "4\t2060101\t行政运行\t521.30\t512.30\t";
    assert_eq!(verdicts_after(&rows, spend).1, 1);
}

#[test]
fn a_figure_that_may_stand_in_several_columns_leaves_its_sums_open() {
    let lose_column = |table: &mut Table| {
        table.rows.edit(|row| {
            if row.index == 4 {
                let cell = &mut row.cells[1];
                *cell = Cell::open(vec![1, 2], cell.content.clone(), cell.place);
            }
        });
    };
    let (verdicts, findings) = verdicts_after(&ROWS, lose_column);
    assert_eq!(findings, 0);
    assert!(verdicts.contains(&Verdict::Undetermined));
    assert!(!verdicts.contains(&Verdict::Inconsistent));
}

#[test]
fn a_difference_of_practice_is_named_as_another_explanation() {
    let fixture = chazhang::check::rule("T107")
        .expect("rule")
        .example(true)
        .expect("block");
    let disclosure = chazhang::load::load("made-up.txt", fixture.as_bytes());
    let finding = only(check(DisclosureId(0), &disclosure).findings);
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(fingerprint(&finding), Some("moved_value"));
    let said: Vec<&str> = finding
        .alternatives
        .iter()
        .map(|text| text.en.as_str())
        .collect();
    assert!(
        said.iter().any(|text| text.contains("30229 福利费 3.00")),
        "{said:?}"
    );
}

/// Explanations are often a file of their own: rates and sums of sentences need no table.
#[test]
fn explanations_without_tables_are_weighed() {
    let text = "青溪县统计局2025年部门预算情况说明\n\n目录\n第一部分 情况说明\n第二部分 报表\n\
        一、收支总表\n二、收入总表\n三、支出总表\n\n第一部分 2025年部门预算情况说明\n\
        一、收入预算情况说明\n\
        2025年收入预算560.00万元，比2024年年初预算数500.00万元增加60.00万元，增长21.00%。\n\
        二、支出预算情况说明\n\
        2025年支出预算560.00万元，比2024年年初预算数500.00万元增加60.00万元，增长12.00%。\n";
    let disclosure = chazhang::load::load("explanations.txt", text.as_bytes());
    assert!(disclosure.is_disclosure() && disclosure.tables.is_empty());
    let findings = check(DisclosureId(0), &disclosure).findings;
    let said: Vec<(&str, u32)> = findings
        .iter()
        .map(|finding| (finding.rule, finding.evidence[0].place.line))
        .collect();
    assert_eq!(said, [("R101", 12)]);
}

/// A web page with the explanations alone may not even list the tables: its headings say what it is.
#[test]
fn explanations_are_known_by_their_headings() {
    let sections = "一、收入决算情况说明\n2022年本年收入合计100.00万元，其中：财政拨款收入90.00万元，占80.00%；\
        其他收入10.00万元，占10.00%。\n二、支出决算情况说明\n2022年本年支出合计100.00万元，其中：基本支出\
        60.00万元，占60.00%；项目支出40.00万元，占40.00%。\n";
    let third = "三、财政拨款“三公”经费支出决算情况说明\n2022年“三公”经费支出决算为2.00万元。\n";
    let title = "青溪县文化馆2022年度单位决算\n\n";
    let read = |text: &str| chazhang::load::load("page.txt", text.as_bytes());
    let whole = read(&format!("{title}{sections}{third}"));
    assert!(whole.is_disclosure());
    let findings = check(DisclosureId(0), &whole).findings;
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["R105"]);
    // One account of a body is enough, also where the title does not name the body.
    let one = read(&format!(
        "关于2022年三公经费决算的说明\n\n{third}其中：公务接待费1.50万元。\n"
    ));
    assert!(
        one.is_disclosure() && one.department.is_empty(),
        "one account"
    );
    // The finances of a whole place, told under the same headings, are nobody's.
    let place = "一、收入决算情况\n2022年税收收入100.00万元，增长5%。\n二、支出决算情况\n2022年教育支出50.00万元。\n\
        三、政府性基金决算情况\n2022年土地出让收入9.00万元，收入合计109.00万元，支出合计50.00万元。\n";
    let nobody = read(&format!("2022年财政决算工作综述\n\n{place}"));
    assert!(!nobody.is_disclosure(), "nobody's explanations");
}

/// Text findings of a page without tables.
fn told(text: &str) -> Vec<Finding> {
    let text = format!("青溪县水利局2023年度部门决算情况说明\n\n{text}\n");
    let page = chazhang::load::load("made-up.txt", text.as_bytes());
    check(DisclosureId(0), &page).findings
}

/// No shift of the decimal point makes nothing of a figure, or a figure of nothing.
#[test]
fn nothing_is_no_power_of_ten_away() {
    let rate = told("上年结转收入8.30万元，比上年增加8.30万元，增长100%。");
    let rate = rate.iter().find(|finding| finding.rule == "R104");
    let rate = rate.expect("a rate from nothing");
    assert_eq!(fingerprint(rate), Some("wrong_denominator"));
    let parts = told(
        "一、“三公”经费支出情况\n2023年公务用车购置及运行费85.50万元，同比减少44.90万元（公务用车购置费0万元，同比减少0万元；公务用车运行维护费85.50万元，同比减少0万元）。",
    );
    let parts = parts.iter().find(|finding| finding.rule == "N110");
    assert_eq!(
        fingerprint(parts.expect("changes that do not add up")),
        None
    );
}

/// 0万元 may be up to half a 万元, and then many slips would do: none is named.
#[test]
fn where_rounding_leaves_room_no_slip_is_told() {
    let sum = |nothing: &str| {
        let text = format!(
            "本年收入合计31.23万元，其中：财政拨款收入1.58万元，其他收入28.91万元，事业收入{nothing}万元。"
        );
        let found = told(&text);
        let sum = found.iter().find(|finding| finding.rule == "N103");
        fingerprint(sum.expect("a sum that does not hold"))
    };
    assert_eq!(sum("0"), None);
    let slipped = told(
        "本年收入合计30.76万元，其中：财政拨款收入1.58万元，其他收入28.91万元，事业收入0.00万元。",
    );
    let slipped = slipped.iter().find(|finding| finding.rule == "N103");
    assert_eq!(
        fingerprint(slipped.expect("a sum")),
        Some("transposed_digits")
    );
}
