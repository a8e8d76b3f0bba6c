//! Search seen from outside: what is found, in which order, with which characters marked.
#![allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]

#[path = "common/made_up.rs"]
mod made_up;

use std::sync::Arc;

use chazhang::check::{DisclosureReport, Finding, FindingCertainty, Severity};
use chazhang::find::{Hit, Index, MatchKind, Narrowed, Query, Target, Within};
use chazhang::model::{
    Amount, Bilingual, Cell, Certainty, Content, Corpus, DisclosureId, Place, Unit,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn finding() -> Finding {
    Finding {
        key: "k".to_owned(),
        rule: "A101",
        disclosure: DisclosureId(0),
        severity: Severity::Error,
        certainty: FindingCertainty::Proved,
        title: Bilingual::new("合计与分项之和不符", "Total differs from its parts"),
        statement: Bilingual::new("合计多出9.00万元。", "The total is 9.00 too high."),
        computation: None,
        diagnosis: None,
        alternatives: Vec::new(),
        verify: Bilingual::default(),
        siblings: Vec::new(),
        evidence: Vec::new(),
        possible_extraction_fault: false,
        stake: Amount::new(Decimal::from(90_000)),
    }
}

fn corpus() -> Corpus {
    let wan = Unit::WanYuan;
    let mut target = made_up::row(9, "", "重点项目（二期）", &["", "", "12.00"], &wan);
    target.cells.push(Cell {
        column: None,
        candidates: Vec::new(),
        content: Content::text("改善办公环境"),
        certainty: Certainty::Printed,
        place: Place::default(),
    });
    let science = made_up::table(
        "部门支出总表",
        wan.clone(),
        vec![
            made_up::row(
                1,
                "206",
                "科学技术支出",
                &["742.42", "500.00", "242.42"],
                &wan,
            ),
            made_up::row(
                2,
                "20601",
                "科学技术管理事务",
                &["178.15", "178.15", ""],
                &wan,
            ),
            made_up::row(3, "2060101", "行政运行", &["151.45", "151.45", ""], &wan),
            made_up::row(4, "30101", "基本工资", &["61.20", "61.20", ""], &wan),
            made_up::row(
                5,
                "30101→50101",
                "基本工资→工资奖金津补贴",
                &["1,061.20", "", ""],
                &wan,
            ),
            made_up::row(6, "", "因公出国（境）费", &["———", "", ""], &wan),
            made_up::row(7, "30113", "住房公积金", &["15.12", "15.12", ""], &wan),
            made_up::row(8, "", "支出總計", &["0.00", "", ""], &wan),
            target,
        ],
    );
    let other = made_up::table(
        "收入总表",
        Unit::Yuan,
        vec![
            made_up::row(1, "206", "科学技术支出", &["5000000.00"], &Unit::Yuan),
            made_up::row(2, "", "公务用车", &["3"], &Unit::Count("辆".into())),
        ],
    );
    made_up::corpus(vec![
        made_up::disclosure(
            "云山市科技局",
            vec![science],
            &["2024年科学技术支出742.42万元，比上年增加9.00万元。"],
        ),
        made_up::disclosure("青溪县水务局", vec![other], &[]),
    ])
}

fn search(query: &str) -> Vec<Hit> {
    let report = DisclosureReport {
        findings: vec![finding()],
        ..DisclosureReport::default()
    };
    let index = Index::build(&corpus(), &[Arc::new(report)]);
    index.search(&Query::parse(query), 100)
}

/// Each hit as `text` with the marked characters in braces.
fn marked(query: &str) -> Vec<String> {
    search(query).iter().map(mark).collect()
}

fn mark(hit: &Hit) -> String {
    let mut out = String::new();
    for (index, character) in hit.text.chars().enumerate() {
        for range in &hit.highlights {
            out.push_str(if range.start == index { "{" } else { "" });
        }
        out.push(character);
        for range in &hit.highlights {
            out.push_str(if range.end == index + 1 { "}" } else { "" });
        }
    }
    out
}

#[test]
fn exact_names_come_before_beginnings_before_the_rest() {
    assert_eq!(
        marked("科学技术支出"),
        [
            "206 {科学技术支出}",
            "206 {科学技术支出}",
            "2024年{科学技术支出}742.42万元，比上年增加9.00万元。",
        ]
    );
    assert_eq!(
        marked("基本工资"),
        ["30101 {基本工资}", "30101→50101 {基本工资}→工资奖金津补贴"]
    );
}

#[test]
fn equal_matches_are_ordered_by_amount_across_units() {
    let hits = search("科学技术支出");
    let amounts: Vec<_> = hits.iter().map(|hit| hit.amount.clone()).collect();
    assert_eq!(amounts[0], Some(("742.42".to_owned(), Unit::WanYuan)));
    assert_eq!(amounts[1], Some(("5000000.00".to_owned(), Unit::Yuan)));
    assert_eq!(amounts[2], None);
}

#[test]
fn width_brackets_and_traditional_characters_do_not_matter() {
    assert_eq!(marked("因公出国(境)费"), ["{因公出国}（{境}）{费}"]);
    assert_eq!(marked("支出总计"), ["{支出總計}"]);
    assert_eq!(marked("支出總計"), ["{支出總計}"]);
    assert_eq!(marked("２０６０１０１"), ["{2060101} 行政运行"]);
}

#[test]
fn several_words_must_all_be_met_in_any_order() {
    let expected = ["20601 {科学}技术{管理}事务"];
    assert_eq!(marked("管理 科学"), expected);
    assert_eq!(marked("科学　管理"), expected);
    assert_eq!(marked("青溪 科学"), ["206 {科学}技术支出"]);
    assert_eq!(marked("收入总表 公务"), ["{公务}用车"]);
    assert_eq!(marked("科学 没有的词"), [""; 0]);
}

#[test]
fn codes_match_by_their_beginning_and_never_loosely() {
    assert_eq!(
        marked("编码:206"),
        [
            "{206} 科学技术支出",
            "{206} 科学技术支出",
            "{206}01 科学技术管理事务",
            "{206}0101 行政运行",
        ]
    );
    assert_eq!(marked("206 01 01"), ["{2060101} 行政运行"]);
    assert_eq!(marked("206.01.01"), ["{2060101} 行政运行"]);
    assert_eq!(marked("50101"), ["30101→{50101} 基本工资→工资奖金津补贴"]);
    assert_eq!(marked("2061"), [""; 0]);
    assert_eq!(marked("60101"), [""; 0]);
    assert!(search("30101").iter().all(|hit| hit.how == MatchKind::Code));
}

#[test]
fn amounts_match_by_value_and_lead_to_the_cell() {
    let hits = search("金额:742.42");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].text, "206 科学技术支出 · 合计");
    assert_eq!(hits[0].how, MatchKind::Amount);
    assert!(matches!(hits[0].target, Target::Cell(id) if id.cell == 0));
    let in_text = search("742.42");
    assert_eq!(in_text.len(), 2, "the figure and the sentence");
    assert_eq!(search("1,061.20").len(), 1);
    assert_eq!(search("1061.2").len(), 1);
}

#[test]
fn amount_conditions_use_the_printed_unit_or_the_one_typed() {
    let names = |query| -> Vec<String> { search(query).into_iter().map(|hit| hit.text).collect() };
    assert_eq!(
        names(">700"),
        [
            "30101→50101 基本工资→工资奖金津补贴 · 合计",
            "206 科学技术支出 · 合计",
            "206 科学技术支出 · 合计",
        ]
    );
    assert_eq!(names(">700万").len(), 2);
    assert_eq!(
        names("499..501万"),
        ["206 科学技术支出 · 基本支出", "206 科学技术支出 · 合计"],
        "500.00 万元 and 5000000.00 元 are equal: the order of the documents decides"
    );
    assert_eq!(names("科学 150..200"), ["20601 科学技术管理事务 · 合计"]);
    assert_eq!(
        names("金额:0"),
        ["支出總計 · 合计"],
        "a dash and a blank are no zero"
    );
}

#[test]
fn names_are_found_by_their_sound() {
    for query in ["jbgz", "jibengz", "jibengongzi"] {
        let hits = search(query);
        assert_eq!(hits.len(), 2, "{query}");
        assert_eq!(mark(&hits[0]), "30101 {基本工资}");
        assert_eq!(hits[0].how, MatchKind::Pinyin);
    }
    assert_eq!(marked("xzyx"), ["2060101 {行政运行}"]);
    assert_eq!(marked("cgjf"), ["因公{出国}（{境}）{费}"]);
    assert_eq!(marked("zhongdian 二期"), ["{重点}项目（{二期}）"]);
}

#[test]
fn loose_matches_come_only_when_nothing_else_does_and_say_so() {
    let hits = search("科技事务");
    assert_eq!(
        hits.iter().map(mark).collect::<Vec<_>>(),
        ["20601 {科}学{技}术管理{事务}"]
    );
    assert_eq!(hits[0].how, MatchKind::Fuzzy);
    assert!(search("科技").iter().all(|hit| hit.how != MatchKind::Fuzzy));
}

#[test]
fn field_words_limit_where_is_looked() {
    assert_eq!(marked("部门：云山"), ["{云山}市科技局 2024 预算"]);
    assert_eq!(marked("部门:青溪 科目:科学技术"), ["206 {科学技术}支出"]);
    assert_eq!(marked("dept:青溪 item:科学技术"), ["206 {科学技术}支出"]);
    assert_eq!(
        marked("规则:a101"),
        ["{A101} 合计与分项之和不符：合计多出9.00万元。"]
    );
    assert_eq!(
        search("rule:differs").len(),
        1,
        "findings answer in both languages"
    );
    assert_eq!(search("编码:行政").len(), 0);
}

#[test]
fn words_in_cells_and_sentences_are_found() {
    let hits = search("办公环境");
    assert_eq!(hits.len(), 1);
    assert!(matches!(hits[0].target, Target::Cell(id) if id.cell == 1));
    assert_eq!(hits[0].table, "部门支出总表");
    let hits = search("比上年增加");
    assert!(matches!(hits[0].target, Target::Sentence { index: 0, .. }));
    assert_eq!(hits[0].table, "收支说明");
}

#[test]
fn the_limit_keeps_the_best() {
    let corpus = made_up::many_rows(20_000, false);
    let index = Index::build(&corpus, &[]);
    let all = index.search(&Query::parse("支出"), usize::MAX);
    assert!(all.len() > 5_000);
    for text in [
        "支出",
        "zc",
        "局",
        "7局 支出",
        "支出 管理",
        ">500",
        "100..200",
        "2060101",
        "206",
        "理科学",
    ] {
        let query = Query::parse(text);
        let all = index.search(&query, usize::MAX);
        for limit in [1, 7, 500] {
            let few = index.search(&query, limit);
            assert_eq!(few, all[..limit.min(all.len())], "{text}");
        }
    }
}

#[test]
fn a_query_typed_letter_by_letter_is_answered_like_one_asked_at_once() {
    let corpus = made_up::many_rows(3_000, false);
    let index = Index::build(&corpus, &[]);
    let mut narrowed = Narrowed::default();
    for text in [
        "jibengongzi",
        "xzyx",
        "行zyx",
        "基资",
        "科学 管理 100..200",
        "206 01 01",
        "xyz",
    ] {
        for (end, letter) in text.char_indices() {
            let query = Query::parse(&text[..end + letter.len_utf8()]);
            let typed = index.search_on(&query, 50, &mut narrowed, &|| true);
            assert_eq!(typed, Some(index.search(&query, 50)), "{text} {end}");
        }
        // Letters taken back are answered as well.
        let query = Query::parse(text.get(..2).unwrap_or(text));
        let back = index.search_on(&query, 50, &mut narrowed, &|| true);
        assert_eq!(back, Some(index.search(&query, 50)), "{text}");
    }
}

#[test]
fn amounts_are_answered_the_same_from_their_order_and_row_by_row() {
    let corpus = made_up::many_rows(1_000, false);
    let index = Index::build(&corpus, &[]);
    for text in [
        ">500",
        "100..200",
        "206",
        "2060101",
        "0",
        "<50",
        "金额:>1万",
        "50000",
    ] {
        let query = Query::parse(text);
        // In a part of the corpus the rows are walked one by one.
        let part = query.clone().within(Within::Disclosure(DisclosureId(0)));
        for limit in [3, 40, 2_000] {
            assert_eq!(
                index.search(&query, limit),
                index.search(&part, limit),
                "{text}"
            );
        }
    }
}

#[test]
fn a_search_nobody_waits_for_is_given_up() {
    let corpus = made_up::many_rows(3_000, true);
    let index = Index::build(&corpus, &[]);
    for text in ["zc", "理科学", ">500", "支出"] {
        let query = Query::parse(text);
        let found = index.search_on(&query, 50, &mut Narrowed::default(), &|| false);
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn every_row_of_many_is_found_where_it_stands() {
    let corpus = made_up::many_rows(3_000, true);
    let index = Index::build(&corpus, &[]);
    for number in [0_usize, 999, 1_000, 2_999] {
        let hits = index.search(&Query::parse(&format!("第{number}号")), 10);
        assert_eq!(hits.len(), 1);
        assert!(
            matches!(hits[0].target, Target::Row(id)
                if id.table.disclosure.0 == number / 1000 && id.row == number % 1000),
            "{number}"
        );
    }
}

proptest! {
    #[test]
    fn any_query_is_answered_with_highlights_inside_the_text(query in "[a-z0-9科学技术支出：:.>< （）-]{0,12}") {
        for hit in search(&query) {
            let length = hit.text.chars().count();
            let mut end = 0;
            for range in &hit.highlights {
                prop_assert!(range.start < range.end && range.end <= length);
                prop_assert!(end == 0 || range.start > end);
                end = range.end;
            }
        }
    }

    #[test]
    fn a_piece_of_a_name_finds_its_row(start in 0_usize..4, length in 1_usize..5) {
        let piece: String = "行政运行".chars().skip(start).take(length).collect();
        prop_assume!(!piece.is_empty());
        let found = search(&piece).iter().any(|hit| hit.text == "2060101 行政运行");
        prop_assert!(found, "{}", piece);
    }

    #[test]
    fn ranges_find_exactly_what_lies_inside(least in 0_i64..100_000, width in 0_i64..100_000) {
        let corpus = made_up::many_rows(500, false);
        let index = Index::build(&corpus, &[]);
        let (least, greatest) = (Decimal::new(least, 2), Decimal::new(least + width, 2));
        let query = format!("金额:{least}..{greatest}");
        let found = index.search(&Query::parse(&query), 1000).len();
        let rows = corpus.disclosures.iter().flat_map(|d| &d.tables).flat_map(|t| &t.rows);
        let expected = rows
            .filter(|row| row.cells().iter().filter_map(|cell| cell.figure())
                .any(|figure| least <= figure.number() && figure.number() <= greatest))
            .count();
        prop_assert_eq!(found, expected);
    }
}
