//! The stated purpose belongs to the item it is printed under.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C110: The purpose of housing, medical and pension items is their own
pub static RULE: Rule = Rule {
    code: "C110",
    name: "purpose-of-another-item",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "科目用途写成了别的科目的用途",
        "The purpose is that of another item",
    ),
    summary: Text::new(
        "住房公积金、医疗、养老科目的用途说明与科目相符",
        "The purpose of housing, medical and pension items is their own",
    ),
    page: Page {
        checks: Text::new(
            "“某某（项）…用于（反映）…”一句中，住房公积金写成医疗或养老，医疗写成住房公积金，等。",
            "In “X（项）… 用于/反映 …”: housing money described as medical or pension money, and the like.",
        ),
        matters: Text::new(
            "说明是照抄的，读者得不到正确的用途。",
            "The text was copied; the reader is told a wrong purpose.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "一句提到几个项、或用途中也提到本科目时不提示。",
            "Silent where a sentence names several items, or where the purpose names its own item too.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C110-purpose-of-another-item.md"),
    states: States::Remarks(remarks),
};

/// End of an item's name, the word its purpose must have, and words of other purposes.
const PURPOSES: [(&str, &[&str], &[&str]); 4] = [
    (
        "住房公积金",
        &["住房", "公积金"],
        &["医疗保险", "养老保险", "职业年金"],
    ),
    (
        "行政单位医疗",
        &["医疗", "医保"],
        &["住房公积金", "养老保险", "职业年金"],
    ),
    (
        "事业单位医疗",
        &["医疗", "医保"],
        &["住房公积金", "养老保险", "职业年金"],
    ),
    (
        "基本养老保险缴费支出",
        &["养老"],
        &["住房公积金", "医疗保险", "职业年金"],
    ),
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (index, sentence) in facts.disclosure.prose.iter().enumerate() {
        let Some((item, wrong, at)) = purpose(&sentence.text) else {
            continue;
        };
        let statement = Bilingual::new(
            format!("“{item}”的用途写成了“{wrong}”。"),
            format!("The purpose of “{item}” is given as “{wrong}”."),
        );
        let place = facts.place_in_sentence(index, at..at + wrong.len());
        remarks.push(Remark::new(
            &RULE,
            statement,
            vec![Mark::Words(place, wrong.to_owned())],
        ));
    }
}

/// The item, the purpose of another one, and where that is said.
fn purpose(text: &str) -> Option<(&'static str, &'static str, usize)> {
    let mut items = text.match_indices("（项）");
    let (end, mark) = items.next()?;
    if items.next().is_some() {
        return None;
    }
    let (before, behind) = (text.get(..end)?, text.get(end + mark.len()..)?);
    let verb = ["用于", "反映"].iter().find_map(|verb| behind.find(verb))?;
    let told = behind.get(verb..)?;
    let (item, own, others) = PURPOSES.iter().find(|(item, ..)| before.ends_with(item))?;
    if own.iter().any(|word| told.contains(word)) {
        return None;
    }
    let wrong = others.iter().find(|word| told.contains(**word))?;
    Some((item, wrong, text.len() - told.len() + told.find(wrong)?))
}
