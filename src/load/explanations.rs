//! Whether running text without tables is the explanations of a disclosure whose tables are published apart.

use std::collections::BTreeSet;

use crate::load::fold::fold;
use crate::load::subject::titled_body;
use crate::model::{Claim, ClaimKind, Disclosure, Sentence};

/// What departments have to explain beside their tables (地方预决算公开操作规程, 财预〔2016〕143号), as
/// words of the headings.
const TOPICS: [&str; 9] = [
    "收入",
    "支出",
    "收支",
    "财政拨款",
    "三公",
    "政府性基金",
    "国有资本经营",
    "机关运行经费",
    "政府采购",
];

/// News and reports have one such heading; explanations have one for every table.
const FEWEST: usize = 3;

/// Accounts of single bodies, as words of what an amount is said of. Reports on the finances of a
/// whole place, and news, speak of taxes and of funds.
const ACCOUNTS: [&str; 11] = [
    "三公",
    "因公出国",
    "公务用车",
    "公车",
    "车辆购置费",
    "公务接待",
    "机关运行经费",
    "财政拨款",
    "基本支出",
    "项目支出",
    "年初结转",
];

/// Totals and sources that whole places have too: they tell of a body where one is named.
const TOTALS: [&str; 6] = [
    "收入总计",
    "支出总计",
    "收入合计",
    "支出合计",
    "事业收入",
    "上级补助收入",
];

/// Fewer amounts of such accounts are mentioned in passing.
const FEWEST_AMOUNTS: usize = 2;

/// Whether this is the explanations of a budget or of a final account: it promises the tables, names
/// its body and stage and states amounts under at least three of the headings, or states amounts of
/// the accounts that bodies keep. `claims` are the figures of its text.
#[must_use]
pub(super) fn explains(disclosure: &Disclosure, claims: &[Claim]) -> bool {
    if disclosure.stage.is_none() {
        return false;
    }
    if !disclosure.promised.is_empty()
        || tells_accounts(disclosure, claims)
        || (is_titled(disclosure) || is_headed(disclosure))
            && money(claims).count() >= FEWEST_AMOUNTS
    {
        return true;
    }
    let headings: BTreeSet<&str> = disclosure
        .prose
        .iter()
        .filter(|sentence| states_money(sentence))
        .map(|sentence| sentence.section.as_str())
        .filter(|heading| TOPICS.iter().any(|topic| heading.contains(topic)))
        .collect();
    !disclosure.department.is_empty() && headings.len() >= FEWEST
}

/// Titles stand among the first sentences.
const HEAD: usize = 6;

/// Whether the title names a body, a year and its budget or final account: 某小学2022年部门预算情况说明.
fn is_titled(disclosure: &Disclosure) -> bool {
    const GENRES: [&str; 4] = ["部门预算", "单位预算", "部门决算", "单位决算"];
    // 某区总工会本级2024年度决算公开说明
    const ENDS: [&str; 6] = [
        "决算公开说明",
        "预算公开说明",
        "决算公开",
        "预算公开",
        "决算情况说明",
        "预算情况说明",
    ];
    let mut head = disclosure.prose.iter().take(HEAD).flat_map(|sentence| {
        let headings = sentence.outer.iter().chain([&sentence.section]);
        headings.chain([&sentence.text])
    });
    let own = fold(&disclosure.department);
    head.any(|title| {
        let title = fold(title);
        let genre = GENRES.iter().any(|genre| title.contains(genre))
            || ENDS.iter().any(|end| title.ends_with(end));
        let dated = title.contains('年');
        let body = || titled_body(&title).is_some_and(|name| own.contains(&name));
        // The name may stand in a line of its own above.
        let below = || !own.is_empty() && title.starts_with(|c: char| c.is_ascii_digit());
        genre && dated && title.chars().count() <= LONGEST_TITLE && (body() || below())
    })
}

/// Whether a part is headed as the explanations of a body's budget or final account, as on a later
/// page of an article: 第二部分 2022年度单位决算情况说明.
fn is_headed(disclosure: &Disclosure) -> bool {
    const PARTS: [&str; 4] = [
        "部门预算情况说明",
        "单位预算情况说明",
        "部门决算情况说明",
        "单位决算情况说明",
    ];
    let headings = |sentence: &'_ Sentence| {
        let mut headings = sentence.outer.iter().chain([&sentence.section]);
        headings.any(|heading| {
            let heading = fold(heading);
            PARTS.iter().any(|part| heading.ends_with(part))
        })
    };
    disclosure.prose.iter().any(headings)
}

/// No title is longer, in characters.
const LONGEST_TITLE: usize = 50;

/// The amounts of money among the figures.
fn money(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    claims.iter().filter(|claim| {
        let money = matches!(claim.kind, ClaimKind::Amount | ClaimKind::DeltaAmount);
        money && claim.figure.unit().is_money()
    })
}

/// Whether several amounts, and no fewer than all others, are said of accounts that single bodies keep.
fn tells_accounts(disclosure: &Disclosure, claims: &[Claim]) -> bool {
    let totals = TOTALS.iter().filter(|_| !disclosure.department.is_empty());
    let accounts: Vec<&str> = ACCOUNTS.iter().chain(totals).copied().collect();
    let is_kept = |claim: &&Claim| accounts.iter().any(|name| claim.subject.contains(name));
    let named = money(claims).filter(|claim| !names_nothing(&claim.subject));
    let (kept, others): (Vec<&Claim>, Vec<&Claim>) = named.partition(is_kept);
    // Reports on the finances of a place, and audits, tell of such accounts in passing.
    kept.len() >= FEWEST_AMOUNTS.max(others.len())
}

/// Whether a figure stands before a unit of money.
fn states_money(sentence: &Sentence) -> bool {
    let words = sentence.text.match_indices('元').map(|(at, _)| at);
    words
        .filter_map(|at| sentence.text.get(..at))
        .any(|before| {
            before
                .trim_end_matches(['万', '亿', '千'])
                .ends_with(|c: char| c.is_ascii_digit())
        })
}

/// 预算数5万元，决算数6万元: words for plan and account alone tell of no account.
fn names_nothing(subject: &str) -> bool {
    const MEASURES: [&str; 7] = ["年初", "全年", "调整", "执行", "预算", "决算", "数"];
    let plain = MEASURES
        .iter()
        .fold(subject.to_owned(), |plain, word| plain.replace(word, ""));
    plain.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::Disclosure;

    fn read(text: &str) -> Disclosure {
        load("page.txt", text.as_bytes())
    }

    #[test]
    fn a_page_of_one_account_is_an_explanation() {
        let page = read(
            "青溪县第二中学2023年“三公”经费预算说明\n\n2023年“三公”经费预算5.00万元，较上年减少1.00万元，下降16.67%。\n（一）公务接待费2.00万元。\n（二）公务用车运行维护费3.00万元。\n",
        );
        assert_eq!(page.department, "青溪县第二中学");
        assert_eq!(page.claims.len(), 5);
    }

    #[test]
    fn a_later_page_is_known_by_the_heading_of_its_part() {
        let page = "第二部分 2023年度单位决算情况说明\n一、收入决算情况说明\n2023年本年收入合计5.00万元，其中：一般公共预算财政拨款收入4.00万元，占80%；其他收入1.00万元，占20%。\n";
        assert_eq!(read(page).claims.len(), 5);
        let none = "通知\n请各单位于2023年编制部门决算情况说明，每篇奖励1.00万元，罚款2.00万元。\n";
        assert_eq!(read(none).claims.len(), 0);
    }

    #[test]
    fn a_title_may_be_as_long_as_the_lines_below() {
        let title = "云山市军队离休退休干部第一休养所2023年度单位决算公开说明";
        let line = "这里的每一行文字都与页面一样宽而且没有任何标点符号在末尾出现\n";
        let text = format!(
            "{title}\n\n（一）{}本单位总收入5.00万元。\n其中：事业收入3.00万元。\n",
            line.repeat(20)
        );
        assert_eq!(read(&text).claims.len(), 2);
    }

    #[test]
    fn the_level_of_a_budget_is_no_part_of_a_name() {
        let page = read(
            "2023年青溪县人民法院省级部门决算基本情况说明\n\n一、收入\n本年收入5.00万元，其中：其他收入3.00万元。\n",
        );
        assert_eq!(page.department, "青溪县人民法院");
        assert_eq!(page.claims.len(), 2);
    }

    #[test]
    fn a_title_may_say_only_that_an_account_is_published() {
        let account = "一、收支情况\n收、支总计均为5.00万元，与上年相比，减少1.00万元。\n";
        let page = read(&format!("青溪区总工会本级2023年度决算公开说明\n{account}"));
        assert_eq!(page.claims.len(), 2);
        let news = read(&format!("青溪区2023年度决算公开说明会召开\n{account}"));
        assert_eq!(news.claims.len(), 0);
    }

    #[test]
    fn cars_are_named_in_short() {
        let page = read(
            "青溪区2023年“三公”经费预算情况\n\n2023年青溪区“三公”经费预算总额20.00万元；其中：公务接待费2.00万元；公车购置费6.00万元，公车运行维护费12.00万元。主要原因：安排车辆购置费6.00万元，其中：环卫站3.00万元，供水站2.00万元，园林所1.00万元。\n",
        );
        assert_eq!(page.claims.len(), 8);
    }

    #[test]
    fn totals_tell_of_a_body_that_is_named() {
        let account = "2023年度收入总计5.00万元，支出总计5.00万元。其中：事业收入2.00万元。\n";
        let named = format!("青溪县水利局\n2023年度部门决算情况说明\n{account}");
        assert_eq!(read(&named).claims.len(), 3);
        let place = format!("关于2023年决算的报告\n{account}");
        assert_eq!(read(&place).claims.len(), 0);
    }

    #[test]
    fn audits_of_many_bodies_are_none() {
        let page = read(
            "青溪县审计局\n关于2023年度预算执行和决算的审计报告\n3个部门超支“三公”经费2.00万元，虚列项目支出8.00万元。挪用专项资金20.00万元，少收税款30.00万元，多付工程款7.00万元。\n",
        );
        assert_eq!(page.claims.len(), 0);
    }

    #[test]
    fn news_that_mention_money_are_none() {
        let page = read(
            "2023年预算执行情况新闻\n全县税收收入50.00万元，增长3%。新增贷款20.00万元，为企业减税8.00万元，财政拨款1.00万元。\n",
        );
        assert_eq!(page.claims.len(), 0);
    }
}
