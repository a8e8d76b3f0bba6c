//! What the forms define as a sum adds up in the running text, also over several sentences.

use crate::check::facts::{Facts, Summed};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// N110: Basic expenditure = personnel + running; three-public = overseas + vehicles + reception, in the text
pub static RULE: Rule = Rule {
    code: "N110",
    name: "defined-parts-differ-from-total",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文所写的组成部分之和与总额不符",
        "Parts stated in the text do not add up to their total",
    ),
    summary: Text::new(
        "正文中：基本支出＝人员＋公用，三公＝出国＋用车＋接待，用车＝购置＋运行",
        "In the text: basic expenditure = personnel + running costs; three-public = overseas + vehicles + reception; vehicles = purchase + running",
    ),
    page: Page {
        checks: Text::new(
            "同一标题下分几句写出的总额与按定义组成它的各项：人员经费加公用经费等于基本支出，三项之和等于“三公”经费，购置加运行等于用车费；比上年的增减、由决算数和比预算的增减推出的预算数，同样核对。",
            "Total and parts by definition, stated under one heading in as many sentences as it takes: personnel and running costs make basic expenditure, three items make three-public spending, purchase and running make the cost of vehicles. The same holds for changes against the year before, and for plans worked out from what was spent and how much more or less that was.",
        ),
        matters: Text::new(
            "单独公布说明而表格另附时，读者只能靠这几句话判断钱花在哪里。",
            "Where explanations are published without the tables, these sentences are all a reader has.",
        ),
        basis: Text::new(
            "部门预算支出经济分类把基本支出分为人员经费和公用经费；“三公”经费由三项构成。",
            "The economic classification splits basic expenditure into personnel and running costs; three-public spending consists of three items.",
        ),
        silent: Text::new(
            "缺一项、有一项没有说明增减也没有说持平、同一名称写有不同的数、或写的是别的年度时不查。",
            "Silent when a part is missing or tells no change and not that there is none, when one name stands for several amounts, and for figures of other years.",
        ),
        verify: Text::new(
            "在该标题下找出总额和各项，相加后比较。",
            "Find the total and its parts under the heading, add the parts and compare.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N110-defined-parts-differ-from-total.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for sum in facts.defined_sums() {
        let terms = sum.parts.iter();
        let terms = terms.map(|&(part, taken)| Addend::said(part).negative_if(taken));
        let subject = facts.label_at(Operand::Said(sum.total));
        let words = match sum.summed {
            Summed::Amounts => Bilingual::new(
                format!("正文“{subject}” = 所写各组成部分之和"),
                format!("“{subject}” in the text = the sum of its stated parts"),
            ),
            Summed::Changes => Bilingual::new(
                format!("正文“{subject}”比上年的增减 = 各组成部分增减之和"),
                format!("Change of “{subject}” in the text = the sum of the changes of its parts"),
            ),
            Summed::Plans => Bilingual::new(
                format!("正文“{subject}” = 各组成部分的决算数减去比预算增加的数"),
                format!(
                    "“{subject}” in the text = what its parts spent, less what that was above plan"
                ),
            ),
        };
        relations.push(Relation::equal(
            &RULE,
            Addend::said(sum.total),
            terms.collect(),
            words,
        ));
    }
}
