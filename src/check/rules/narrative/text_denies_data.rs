//! A fund the text says is not used has no figures in its table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Place, Sentence, TableKind};

/// N104: Where the text says there is no fund or state-capital budget, its table prints no figure
pub static RULE: Rule = Rule {
    code: "N104",
    name: "text-denies-data",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文说没有，表中却有数",
        "The text denies what a table prints",
    ),
    summary: Text::new(
        "正文说没有政府性基金或国有资本经营预算的，相应的表里没有数",
        "Where the text says there is no fund or state-capital budget, its table prints no figure",
    ),
    page: Page {
        checks: Text::new(
            "“没有使用政府性基金预算拨款”“无国有资本经营预算支出”这类明确的话，与相应报表对照。",
            "Plain sentences such as “no government-fund budget” are held against the table of that fund.",
        ),
        matters: Text::new("两者不能同时为真。", "Both cannot be true."),
        basis: Text::new(
            "没有数据的表也要公开并说明；有数据的不得说没有。",
            "Empty tables are published with a statement; what has data must not be denied.",
        ),
        silent: Text::new(
            "表中只印零或没有印数；话里带条件（如、若、凡），或说的是结转、上年时不提示。",
            "Silent when only zeros are printed, when the sentence is conditional, or when it speaks of carry-over or another year.",
        ),
        verify: Text::new(
            "读这句话，再看相应报表中是否印有不为零的数。",
            "Read the sentence, then look for a figure other than zero in that table.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N104-text-denies-data.md"),
    states: States::Relations(relations),
};

/// The funds that have a table of their own.
const FUNDS: [(&str, TableKind); 2] = [
    ("政府性基金", TableKind::GovernmentFund),
    ("国有资本经营", TableKind::StateCapital),
];

/// Words that deny.
const DENIES: [&str; 6] = ["没有", "未安排", "未使用", "不涉及", "无使用", "无"];

/// What is denied: money, not a balance or a duty to publish.
const MONEY: [&str; 4] = ["支出", "收支", "拨款", "预算"];

/// Words by which a sentence is no plain denial of the year.
const OTHERWISE: [&str; 9] = [
    "如",
    "若",
    "凡",
    "结转",
    "结余",
    "上年",
    "去年",
    "无关",
    "的单位",
];

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for sentence in &facts.disclosure.prose {
        for (fund, kind) in FUNDS {
            let (Some(table), Some((clause, place))) = (facts.only(kind), denial(sentence, fund))
            else {
                continue;
            };
            let rows = facts.table(table).into_iter();
            let figures = rows
                .flat_map(|table| &table.rows)
                .enumerate()
                .flat_map(|(row, printed)| {
                    let cells = 0..printed.cells().len();
                    cells.filter_map(move |cell| facts.spot(table, row, cell))
                })
                .collect();
            let label = facts.table_label(table);
            let words = Bilingual::new(
                format!("正文“{clause}”，{}应无数据", label.zh),
                format!("The text says “{clause}”, so {} holds no figure", label.en),
            );
            relations.push(Relation::nothing(
                &RULE,
                table,
                (clause, place),
                figures,
                words,
            ));
        }
    }
}

/// The clause that denies money of a fund.
fn denial(sentence: &Sentence, fund: &str) -> Option<(String, Place)> {
    let mut start = 0;
    for clause in sentence.text.split_inclusive(['，', '；', '。', '、']) {
        let words = clause.trim_end_matches(['，', '；', '。', '、']);
        let denies = DENIES.iter().any(|denies| {
            words
                .split_once(denies)
                .is_some_and(|(_, what)| what.contains(fund) && ends_in_money(what))
        });
        if denies && !OTHERWISE.iter().any(|word| sentence.text.contains(word)) {
            let place = sentence.printed(start..start + words.len())?;
            return Some((words.to_owned(), place));
        }
        start += clause.len();
    }
    None
}

fn ends_in_money(what: &str) -> bool {
    let what = what.trim_end_matches("安排").trim_end_matches('的');
    MONEY.iter().any(|word| what.ends_with(word))
}
