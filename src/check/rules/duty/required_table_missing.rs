//! The forms every disclosure must have.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// D104: The eight forms every disclosure must have are published
pub static RULE: Rule = Rule {
    code: "D104",
    name: "required-table-missing",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("缺少应公开的报表", "A required form is missing"),
    summary: Text::new(
        "收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、基本支出表、“三公”表、政府性基金表都要公开",
        "The eight forms every disclosure must have are published",
    ),
    page: Page {
        checks: Text::new(
            "八种必公开的报表中，既没有读到、文中也没有出现其名称的。",
            "Of the eight required forms, those neither found nor named anywhere in the text.",
        ),
        matters: Text::new(
            "缺表使收支无法核对。",
            "Without the form nothing can be checked.",
        ),
        basis: Text::new(
            "财预〔2016〕143号规定的公开内容和表样。",
            "The contents and forms required by 财预〔2016〕143号.",
        ),
        silent: Text::new(
            "读到的报表不足五种（只公开部分内容、或表以图片公开）时不提示；合并列示的表不算缺；只作信息。",
            "Silent where fewer than five kinds were found; combined forms count; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D104-required-table-missing.md"),
    states: States::Remarks(remarks),
};

use TableKind::{
    BasicExpenditure, BasicExpenditureDetail, BudgetSummary, EconomicClassificationSummary,
    ExpenditureSummary, FiscalAppropriationSummary, FiscalExpenditure, GeneralBudgetExpenditure,
    GovernmentFund, IncomeSummary, ThreePublic,
};

/// A required form: kinds that fulfil the duty, words of its title, and its name.
type Duty = (&'static [TableKind], &'static [&'static str], &'static str);

const DUTIES: [Duty; 8] = [
    (
        &[BudgetSummary],
        &[
            "收支总",
            "收支预算总",
            "收入支出决算总",
            "收支总体",
            "收支情况",
        ],
        "收支总表",
    ),
    (
        &[IncomeSummary],
        &["收入总", "收入预算", "收入决算", "收入情况表"],
        "收入总表",
    ),
    (
        &[ExpenditureSummary],
        &["支出总", "支出决算表", "支出预算总", "支出预算表"],
        "支出总表",
    ),
    (
        &[FiscalAppropriationSummary],
        &["财政拨款收支", "财政拨款收入支出"],
        "财政拨款收支总表",
    ),
    (
        &[GeneralBudgetExpenditure, FiscalExpenditure],
        &["一般公共预算支出", "一般公共预算财政拨款支出"],
        "一般公共预算支出表",
    ),
    (
        &[
            BasicExpenditure,
            BasicExpenditureDetail,
            EconomicClassificationSummary,
        ],
        &[
            "基本支出表",
            "基本支出情况表",
            "基本支出预算表",
            "基本支出决算",
            "基本支出明细",
        ],
        "一般公共预算基本支出表",
    ),
    (&[ThreePublic], &["三公"], "“三公”经费表"),
    (&[GovernmentFund], &["政府性基金"], "政府性基金预算支出表"),
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let tables = &facts.disclosure.tables;
    let has = |kinds: &[TableKind]| tables.iter().any(|table| kinds.contains(&table.kind));
    let found = DUTIES.iter().filter(|(kinds, ..)| has(kinds)).count();
    let missing: Vec<&str> = DUTIES
        .iter()
        .filter(|(kinds, words, _)| !has(kinds) && !facts.says(words))
        .map(|(_, _, name)| *name)
        .collect();
    let first = tables
        .iter()
        .position(|table| table.kind != TableKind::Other);
    if let (Some(first), false, true) = (first, missing.is_empty(), found >= FEWEST) {
        let names = missing.join("、");
        let statement = Bilingual::new(
            format!("没有找到：{names}。"),
            format!("Not found: {names}."),
        );
        let remark = Remark::new(&RULE, statement, vec![Mark::Caption(first)]);
        remarks.push(remark.if_text_survived().for_information());
    }
}

/// With fewer kinds the file is a part of the disclosure, or most of it could not be read.
const FEWEST: usize = 5;
