//! Whose disclosure it is, of which year and stage, and which bodies its tables list.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use crate::load::blocks::caption::body_in;
use crate::load::blocks::draft::Draft;
use crate::load::line::TextLine;
use crate::load::organisation::ends_as_body;
use crate::model::{FiscalYear, OrgUnit, RowKind, Stage, Table, year_in, years_in};

/// What the file is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Subject {
    /// Publishing body; empty when none is named.
    pub(super) department: String,
    /// Fiscal year.
    pub(super) year: Option<FiscalYear>,
    /// Budget or final account.
    pub(super) stage: Option<Stage>,
    /// Bodies listed in the tables.
    pub(super) units: Vec<OrgUnit>,
}

/// Title lines are looked for among this many lines.
const HEAD: usize = 40;

/// A title on a cover runs over no more lines than this.
const COVER: usize = 4;

/// Longest line that states the body (部门名称：…), in characters.
const MOST_STATED: usize = 60;

/// What the lines say of the subject, so that they need not be kept.
pub(super) struct Opening {
    /// The first lines, folded.
    head: Vec<EcoString>,
    /// Bodies that short lines state anywhere.
    stated: Vec<String>,
}

impl Opening {
    pub(super) fn of(lines: &[TextLine]) -> Self {
        let head = lines.iter().take(HEAD).map(|line| line.folded.clone());
        let short = lines
            .iter()
            .filter(|line| line.folded.chars().count() <= MOST_STATED);
        Opening {
            head: head.collect(),
            stated: short.filter_map(|line| body_in(&line.folded)).collect(),
        }
    }
}

/// Reads the subject off the title lines, the captions and the tables.
#[must_use]
pub(super) fn read(opening: &Opening, drafts: &[Draft], tables: &[Table]) -> Subject {
    let (head, units) = (&opening.head, units(tables));
    Subject {
        department: department(opening, drafts, &units),
        year: year(head, drafts),
        stage: stage(head, drafts),
        units,
    }
}

fn units(tables: &[Table]) -> Vec<OrgUnit> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let rows = tables.iter().flat_map(|table| &table.rows);
    let named = rows.filter(|row| {
        row.kind() == RowKind::Unit && !row.code().is_empty() && !row.name().is_empty()
    });
    named
        .filter(|row| known.insert(row.code()))
        .map(|row| OrgUnit {
            code: row.code().to_string(),
            name: row.name().to_string(),
        })
        .collect()
}

/// The name most captions print; where a title or a unit row prints a longer name that ends with
/// it (某市财政局 for 市财政局), the longer one.
fn department(opening: &Opening, drafts: &[Draft], units: &[OrgUnit]) -> String {
    let Opening { head, stated } = opening;
    let titled = cover(head).or_else(|| head.iter().find_map(|line| titled_body(line)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let captions = drafts.iter().filter_map(|draft| draft.body_name.as_deref());
    for name in captions.chain(stated.iter().map(String::as_str)) {
        *counts.entry(name).or_default() += 1;
    }
    let caption = counts
        .iter()
        .max_by_key(|(name, count)| (**count, name.chars().count()))
        .map(|(name, _)| (*name).to_owned())
        .filter(|name| !name.is_empty());
    let listed = units.iter().map(|unit| unit.name.clone());
    match caption {
        Some(caption) => listed
            .chain(titled)
            .filter(|name| name.ends_with(caption.as_str()))
            .max_by_key(|name| name.chars().count())
            .unwrap_or(caption),
        None => titled
            .or_else(|| named_by_tables(drafts))
            .or_else(|| units.last().map(|unit| unit.name.clone()))
            .unwrap_or_default(),
    }
}

/// The body most titles of tables begin with: 某市某局2025年部门支出总表, 2025年某市某局支出总表.
fn named_by_tables(drafts: &[Draft]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in drafts.iter().filter_map(|draft| table_body(&draft.title)) {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(_, count)| count);
    most.map(|(name, _)| name.to_owned())
}

/// The body a title of a table begins with: what stands before the year and the words of the form.
fn table_body(title: &str) -> Option<&str> {
    const FORM: [&str; 9] = [
        "部门",
        "单位",
        "一般公共预算",
        "财政拨款",
        "政府性基金",
        "国有资本",
        "收",
        "支出",
        "项目",
    ];
    let dated = strip_year(title);
    let year = years_in(dated).next().map(|(at, _)| at.start);
    let words = FORM.iter().filter_map(|word| dated.find(word));
    let name = strip_year(dated.get(..words.chain(year).min()?)?);
    (name.chars().count() >= FEWEST_LETTERS && ends_as_body(name)).then_some(name)
}

/// A title that runs over the first lines of a cover: 2026年度 / 某市某局 / 部门预算.
fn cover(lines: &[EcoString]) -> Option<String> {
    (0..COVER).find_map(|start| {
        let mut title = String::new();
        let mut lines = lines.iter().take(COVER).skip(start);
        let grown = std::iter::from_fn(|| {
            title.push_str(lines.next()?);
            Some(title.clone())
        });
        grown.into_iter().find_map(|title| titled_body(&title))
    })
}

/// Shorter words end as the names of bodies do by chance.
const FEWEST_LETTERS: usize = 4;

/// `2024年某局部门预算公开`, `某局概况`: the name without year and the words of the genre.
pub(super) fn titled_body(text: &str) -> Option<String> {
    if text.chars().count() > 50 || text.contains(['。', '，', '、', '…', '：']) {
        return None;
    }
    // 附件1: a line above the title.
    let annex = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let text = text
        .strip_prefix("附件")
        .map_or(text, |rest| rest.trim_start_matches(annex));
    let part = text
        .strip_prefix('第')
        .and_then(|rest| rest.split_once("部分"));
    let mut name = strip_year(part.map_or(text, |(_, rest)| rest));
    let cut = [
        "部门（单位）",
        "（单位）",
        "单位预算",
        "部门预算",
        "部门决算",
        "单位决算",
        "预算公开",
        "决算公开",
        "概况",
        "单位概况",
        "“三公”",
        "三公经费",
        "一般公共预算",
        "财政拨款",
    ]
    .iter()
    .filter_map(|word| name.find(word))
    .min()?;
    name = name.get(..cut)?;
    // 某法院省级部门决算: whose budget it is told of, and no part of the name.
    let levels = ["省级", "市级", "区级", "县级", "本级"];
    let name = strip_year(name)
        .trim_end_matches("单位")
        .trim_end_matches("部门");
    let name = levels
        .iter()
        .find_map(|level| name.strip_suffix(level))
        .unwrap_or(name);
    (name.chars().count() >= FEWEST_LETTERS && (ends_as_body(name) || name.ends_with('）')))
        .then(|| name.to_owned())
}

fn strip_year(text: &str) -> &str {
    let leading = text.get(..4).and_then(year_in).is_some();
    let rest = if leading {
        text.get(4..).unwrap_or(text)
    } else {
        text
    };
    let rest = rest
        .strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'))
        .unwrap_or(rest);
    let trailing = rest.trim_end_matches("年度").trim_end_matches('年');
    let cut = trailing.len().saturating_sub(4);
    match trailing.get(cut..) {
        Some(digits) if trailing.len() < rest.len() && year_in(digits).is_some() => {
            trailing.get(..cut).unwrap_or(rest)
        }
        _ => rest,
    }
}

/// The year most captions and titles print; else the one of the title that names the body, before
/// that of other lines.
fn year(head: &[EcoString], drafts: &[Draft]) -> Option<FiscalYear> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for draft in drafts {
        let titled = years_in(&draft.title).next().map(|(_, year)| year);
        for year in draft.year.into_iter().chain(titled) {
            *counts.entry(year).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(year, count)| (count, year))
        .map(|(year, _)| year)
        .or_else(|| {
            let named =
                |line: &&EcoString| titled_body(line).is_some_and(|name| ends_as_body(&name));
            head.iter().filter(named).find_map(|line| own_year(line))
        })
        .or_else(|| latest_of_heads(head))
        .or_else(|| head.iter().find_map(|line| own_year(line)))
        .or_else(|| head.iter().find_map(|line| Some(years_in(line).next()?.1)))
        .map(FiscalYear)
}

/// The last year of the columns that stand for several years, each head on a line of its own: where
/// the first year is printed in such a head (2023年预算数, below it 2024年预算数).
fn latest_of_heads(head: &[EcoString]) -> Option<u16> {
    let first = head.iter().find(|line| own_year(line).is_some())?;
    let (words, _) = head_of_year(first)?;
    let alike = head.iter().filter_map(|line| head_of_year(line));
    let alike = alike.filter(|(other, _)| *other == words);
    alike.map(|(_, year)| year).max()
}

/// The words behind the year where a line prints a year and what it is the amount of: 预算数.
fn head_of_year(line: &str) -> Option<(&str, u16)> {
    let (at, year) = years_in(line).next().filter(|(at, _)| at.start == 0)?;
    let words = line.get(at.end..)?.trim_start_matches(['年', '度']).trim();
    let is_amount = ["预算", "决算", "执行"].iter().any(|kind| {
        let rest = words.strip_prefix(kind);
        rest.is_some_and(|rest| matches!(rest, "" | "数" | "金额"))
    });
    is_amount.then_some((words, year))
}

/// The year a line speaks of: the one that 预算 or 决算 stands behind (2024年执行情况和2025年预算情况),
/// else the first, and none that something is compared with (较2022年度决算数增加).
fn own_year(line: &str) -> Option<u16> {
    let joins = ["相比", "对比", "持平"]
        .iter()
        .any(|word| line.contains(word));
    let spoken = |&(at, year): &(usize, u16)| {
        let before = line.get(..at).unwrap_or("");
        let other =
            before.ends_with(['较', '比', '从', '由']) || joins && before.ends_with(['与', '同']);
        (!other).then_some((at, year))
    };
    let named: Vec<(usize, u16)> = years_in(line).map(|(at, year)| (at.start, year)).collect();
    let own: Vec<(usize, u16)> = named.iter().filter_map(spoken).collect();
    let behind = |at: usize| {
        let next = named.iter().map(|(other, _)| *other);
        let next = next.filter(|other| *other > at).min();
        line.get(at..next.unwrap_or(line.len())).unwrap_or("")
    };
    let staged = own.iter().find(|(at, _)| {
        let behind = behind(*at);
        ["预算", "决算"].iter().any(|stage| behind.contains(stage)) && !behind.contains("执行")
    });
    // Columns of several years (2022年预算数 2023年预算数) stand beside each other for the last of them.
    let words = |at: usize| {
        behind(at)
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim()
    };
    let staged = staged.map(|(first, _)| {
        let alike = own.iter().filter(|(at, _)| words(*at) == words(*first));
        alike.max_by_key(|(_, year)| year)
    });
    let staged = staged.flatten();
    staged.or(own.first()).map(|(_, year)| *year)
}

/// 决算 in the titles of tables outweighs everything; explanations of a budget speak of 决算 too.
fn stage(head: &[EcoString], drafts: &[Draft]) -> Option<Stage> {
    let titles = || drafts.iter().map(|draft| draft.title.as_str());
    let head = || head.iter().map(EcoString::as_str);
    let count = |word: &str| {
        titles()
            .chain(head())
            .filter(|text| text.contains(word))
            .count()
    };
    let plans = titles().filter(|title| is_plan(title)).count();
    if plans > 0 && !titles().any(|title| title.contains("决算")) {
        return Some(Stage::Budget);
    }
    let heads = |words: [&str; 2]| {
        let mut heads = head().filter(|text| is_dated_head(text));
        heads.any(|text| words.iter().any(|word| text.contains(word)))
    };
    let accounts = titles().any(|title| title.contains("决算"));
    if heads(["部门预算", "单位预算"]) && !heads(["部门决算", "单位决算"]) && !accounts
    {
        return Some(Stage::Budget);
    }
    match (count("预算"), count("决算")) {
        (0, 0) => None,
        // Final accounts print 预算 inside 一般公共预算; budgets have no reason to print 决算.
        (_, accounts) if accounts * 2 > drafts.len().min(4) => Some(Stage::FinalAccount),
        _ => Some(Stage::Budget),
    }
}

/// A line that names a year and is no sentence: 2025年部门预算公开 above a page, whatever the menu of
/// the site says of 决算.
fn is_dated_head(text: &str) -> bool {
    let dated = years_in(text).next().is_some();
    dated && text.chars().count() <= 50 && !text.contains(['。', '，', '；'])
}

/// Whether a title speaks of a budget, not only of a kind of money that carries the word.
fn is_plan(title: &str) -> bool {
    const MONEY: [&str; 3] = ["一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let rest = MONEY
        .iter()
        .fold(title.to_owned(), |rest, money| rest.replace(money, ""));
    rest.contains("预算")
}

#[cfg(test)]
mod tests {
    use crate::load;
    use crate::model::Stage;

    #[test]
    fn the_last_of_the_years_whose_columns_stand_below_each_other_is_that_of_the_document() {
        let year = |text: &str| load::load("a.txt", text.as_bytes()).year.map(|year| year.0);
        let heads = "支出预算表\n单位：元\n科目\n2023年预算数\n\n2024年预算数\n\n科目编码 科目名称 总计\n\
                     合计 29,619,066 30,506,377\n";
        assert_eq!(year(heads), Some(2024));
        // A line of running text is no head of a column.
        let told = "2023年预算数为5万元。\n2024年预算数\n单位：元\n";
        assert_eq!(year(told), Some(2023));
        // Amounts of another kind are no columns of the years of this one.
        let other = "2024年预算数\n单位：元\n2025年执行数\n";
        assert_eq!(year(other), Some(2024));
    }

    #[test]
    fn menus_that_speak_of_final_accounts_are_no_final_account() {
        let text = "预算公开\n决算公开\n云山市水利局2025年部门预算公开\n\n部门支出总表\n单位：万元\n\
                    项目\t合计\n办公费\t3.00\n印刷费\t2.00\n";
        let stage = load::load("a.txt", text.as_bytes()).stage;
        assert_eq!(stage, Some(Stage::Budget));
        let account = text.replace("2025年部门预算公开", "2025年部门决算公开");
        let stage = load::load("a.txt", account.as_bytes()).stage;
        assert_eq!(stage, Some(Stage::FinalAccount));
    }

    #[test]
    fn duties_that_speak_of_final_accounts_are_no_final_account() {
        let duties = "负责部门决算的审核。\n汇总财务决算。\n指导决算公开。\n组织决算培训。\n";
        let table = "单位：万元\n项目\t合计\n办公费\t3.00\n印刷费\t2.00\n";
        let stage = |title: &str| {
            let text = format!("云山市财政局\n{duties}\n{title}\n{table}");
            load::load("a.txt", text.as_bytes()).stage
        };
        assert_eq!(stage("2025年部门支出预算总表"), Some(Stage::Budget));
        assert_eq!(stage("2025年部门支出决算表"), Some(Stage::FinalAccount));
        let plain = stage("一般公共预算财政拨款支出表");
        assert_eq!(plain, Some(Stage::FinalAccount));
    }

    #[test]
    fn titles_of_tables_may_begin_with_the_body() {
        let table = "单位：万元\n科目名称\t合计\n办公费\t3.00\n印刷费\t2.00\n";
        for (title, body) in [
            ("云山市水务局2025年部门支出总表", "云山市水务局"),
            ("2025年云山市水务局部门支出总表", "云山市水务局"),
            ("云山市水务局收支总表", "云山市水务局"),
            ("2025年省级部门支出总表", ""),
            ("国有资产出租收入支出总表", ""),
            ("部门支出总表", ""),
        ] {
            let text = format!("{title}\n{table}");
            assert_eq!(
                load::load("a.txt", text.as_bytes()).department,
                body,
                "{title}"
            );
        }
    }

    #[test]
    fn columns_of_several_years_belong_to_the_last() {
        let heading = "科目名称 2022年预算数 2023年预算数 2023年预算数比2022年预算数";
        assert_eq!(super::own_year(heading), Some(2023));
        assert_eq!(super::own_year("2023年决算和2024年预算"), Some(2023));
    }

    #[test]
    fn the_year_is_not_one_that_something_is_compared_with() {
        let year = |lines: &str| {
            let text = format!("{lines}\n收入8.02万元，支出5.00万元，公务接待费1.00万元。\n");
            load::load("a.txt", text.as_bytes()).year.map(|year| year.0)
        };
        for (line, expected) in [
            (
                "决算收入较2022年度决算数增加0.78万元\n本单位2023年度决算总支出125.08万元",
                2023,
            ),
            ("2024年“三公”经费执行情况和2025年预算情况", 2025),
            ("2018年预算执行情况与2019年预算草案的报告", 2019),
            (
                "从2015年的2007万元上升到2020年的2468万元，预算执行良好",
                2020,
            ),
            ("2023年部门预算", 2023),
        ] {
            assert_eq!(year(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn the_number_of_an_annex_is_no_part_of_the_name() {
        let text =
            "附件1\n云山市蟠龙中学2019年度部门决算\n\n收入总计5.00万元，财政拨款收入5.00万元。\n";
        assert_eq!(
            load::load("a.txt", text.as_bytes()).department,
            "云山市蟠龙中学"
        );
    }
}
