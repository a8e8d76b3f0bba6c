//! The sentences of a finding: what is printed, what it should be, and how to verify it by hand.

use rust_decimal::Decimal;

use super::cause::Cause;
use super::facts::Facts;
use super::finding::{Comparison, Computation, Term};
use super::judge::Part;
use super::percent;
use super::relation::{Claim, Operand};
use super::work::{self, Worked};
use crate::model::{Amount, Bilingual, ClaimKind, Unit};

/// More terms than this are not written out in the sentence on verifying by hand.
const MOST_WRITTEN_TERMS: usize = 12;

/// The sentence with the amounts.
pub(super) fn statement(
    facts: &Facts<'_>,
    main: &Worked,
    computation: Option<&Computation>,
) -> Bilingual {
    match (&main.relation.claim, computation) {
        (
            Claim::Sum {
                total, comparison, ..
            },
            Some(computation),
        ) => sum_statement(facts, *comparison, total.at, computation, main),
        (Claim::Ratio { .. }, Some(computation)) => percent::statement(facts, main, computation),
        (Claim::Nothing { table, note, .. }, _) => {
            let label = facts.table_label(*table);
            let printed = raws(facts, main).join("、");
            Bilingual::new(
                format!("{}应为空（“{note}”），表中却印有 {printed}。", label.zh),
                format!(
                    "{} should be empty (“{note}”), yet prints {printed}.",
                    label.en
                ),
            )
        }
        (Claim::Opposed { figures }, _) => {
            let label = facts.label_at(figures[0]);
            let printed = raws(facts, main);
            Bilingual::new(
                format!(
                    "正文“{label}”的变动，金额与百分比一增一减：{}。",
                    printed.join("、")
                ),
                format!(
                    "Text: of the change of “{label}”, amount and percentage go opposite ways: {}.",
                    printed.join(", ")
                ),
            )
        }
        (Claim::Sum { .. } | Claim::Ratio { .. }, None) => main.relation.statement(facts),
    }
}

/// The first printed figures of a relation.
fn raws(facts: &Facts<'_>, main: &Worked) -> Vec<String> {
    let figures = main
        .stakes
        .iter()
        .filter_map(|held| facts.figure_at(held.at));
    figures
        .map(|figure| figure.raw().to_string())
        .take(3)
        .collect()
}

/// The table a figure stands in, or the running text.
fn holder(facts: &Facts<'_>, at: Operand) -> Bilingual {
    match at {
        Operand::Cell(spot) => facts.table_label(spot.table()),
        Operand::Said(_) => Bilingual::new("正文", "Text"),
    }
}

/// Printed total, computed sum, gap, and what rounding explains of it.
fn sum_statement(
    facts: &Facts<'_>,
    comparison: Comparison,
    total: Operand,
    computation: &Computation,
    main: &Worked,
) -> Bilingual {
    let money = Money::at(facts, total);
    let table = holder(facts, total);
    let label = facts.label_at(total);
    let printed = money.printed(&computation.total);
    let terms = terms_words(facts, total, computation, main);
    let computed = money.with_word(computation.computed);
    let gap = money.with_word(computation.difference.abs());
    let change = change_words(facts, total);
    let mut said = Bilingual::new(
        format!(
            "{}“{label}”{}印为 {}，{}为 {computed}",
            table.zh, change.zh, printed.zh, terms.zh
        ),
        format!(
            "{}: {}“{label}” is printed as {}, but {} {computed}",
            table.en, change.en, printed.en, terms.en
        ),
    );
    let (zh, en) = match comparison {
        _ if has_open_terms(facts, main) => (
            format!("，已多出 {gap}；其余各项所在的列尚不确定。"),
            format!(", already {gap} more; the columns of its other parts are not certain."),
        ),
        Comparison::AtLeast => (
            format!("，部分比整体多 {gap}。"),
            format!(": the part exceeds the whole by {gap}."),
        ),
        Comparison::Equal | Comparison::Ratio { .. } if computation.bound.is_zero() => (
            format!("，相差 {gap}；两者是同一个数，应当一致。"),
            format!("; they differ by {gap}, though they are one and the same figure."),
        ),
        Comparison::Equal | Comparison::Ratio { .. } => {
            let bound = money.with_word(computation.bound);
            (
                format!("，相差 {gap}；四舍五入最多只能解释 {bound}。"),
                format!("; they differ by {gap}, and rounding explains at most {bound}."),
            )
        }
    };
    said.zh.push_str(&zh);
    said.en.push_str(&en);
    said
}

/// Whether some of the terms may stand in this column or in another one.
fn has_open_terms(facts: &Facts<'_>, main: &Worked) -> bool {
    let Claim::Sum { terms, .. } = &main.relation.claim else {
        return false;
    };
    let mut terms = terms.iter().map(|term| work::part(facts, term));
    terms.any(|part| part == Part::Unknown)
}

/// What is said of a subject whose change is told, and not its amount.
fn change_words(facts: &Facts<'_>, total: Operand) -> Bilingual {
    let claim = match total {
        Operand::Said(claim) => facts.claim(claim),
        Operand::Cell(_) => None,
    };
    match claim.map(|claim| claim.kind) {
        Some(ClaimKind::DeltaAmount) => Bilingual::new("的增减", "the change of "),
        _ => Bilingual::default(),
    }
}

/// The terms as the subject of "is": one place, or how many were added; with their table where it
/// is another one.
fn terms_words(
    facts: &Facts<'_>,
    total: Operand,
    computation: &Computation,
    main: &Worked,
) -> Bilingual {
    let printed: Vec<&Term> = computation
        .terms
        .iter()
        .filter(|term| !term.printed.is_empty())
        .collect();
    let elsewhere = match &main.relation.claim {
        Claim::Sum { terms, .. } => terms
            .iter()
            .find(|term| term.at.table() != total.table())
            .map(|term| holder(facts, term.at)),
        Claim::Ratio { .. } | Claim::Opposed { .. } | Claim::Nothing { .. } => None,
    };
    let place = elsewhere.map_or_else(Bilingual::default, |label| {
        Bilingual::new(label.zh, format!("in {} ", label.en))
    });
    match printed.as_slice() {
        [one] => Bilingual::new(
            format!("{}“{}”", place.zh, one.label),
            format!("{}“{}” is", place.en, one.label),
        ),
        certain if has_open_terms(facts, main) => Bilingual::new(
            format!("{}位置确定的 {} 项相加", place.zh, certain.len()),
            format!(
                "{}the {} parts of certain columns add up to",
                place.en,
                certain.len()
            ),
        ),
        [] => Bilingual::new(
            "各部分都是空白，合计".to_owned(),
            "its parts are all blank, which makes".to_owned(),
        ),
        many => Bilingual::new(
            format!("{}所列 {} 项相加", place.zh, many.len()),
            format!("{}the {} printed parts add up to", place.en, many.len()),
        ),
    }
}

/// Says how many other relations the same cause breaks, and which figure would settle them all.
pub(super) fn append_scope(statement: &mut Bilingual, facts: &Facts<'_>, cause: &Cause) {
    let others = cause.members.len() - 1;
    if others == 0 {
        return;
    }
    let (zh, en) = (&mut statement.zh, &mut statement.en);
    zh.push_str(&format!("同一原因还使另外 {others} 处关系不成立。"));
    en.push_str(&match others {
        1 => " The same cause breaks one more relation.".to_owned(),
        _ => format!(" The same cause breaks {others} more relations."),
    });
    let wanted = cause.culprit.and_then(|culprit| {
        let amount = facts.figure_at(culprit.at)?.amount()?;
        let wanted = Money::at(facts, culprit.at).with_word(amount.checked_add(culprit.change)?);
        Some((facts.label_at(culprit.at), wanted))
    });
    if let Some((label, wanted)) = wanted {
        zh.push_str(&format!("只要“{label}”为 {wanted}，它们就全部成立。"));
        en.push_str(&format!(" All of them hold if “{label}” is {wanted}."));
    }
}

/// Says why a blank is nothing.
pub(super) fn append_nothing_left(statement: &mut Bilingual) {
    statement
        .zh
        .push_str("空白处只能是零：含有它的另一合计不加它已经相符。");
    statement.en.push_str(
        " The blank can only be zero: another total that includes it is reached without it.",
    );
}

/// Says that the text layer may be at fault.
pub(super) fn append_text_layer(statement: &mut Bilingual) {
    statement
        .zh
        .push_str("也可能是文本提取丢失或错置了内容，请对照原文件。");
    statement.en.push_str(
        " The text layer may have lost or misplaced something: check against the original.",
    );
}

/// Says that the text was recognised from a picture.
pub(super) fn append_recognised(statement: &mut Bilingual) {
    statement
        .zh
        .push_str("所引页面的文字由图像识别得来，也可能是识别错误，请对照页面图像。");
    statement.en.push_str(
        " The text of a page cited was recognised from a picture and may be wrong: compare the page.",
    );
}

/// Where to look, what to add and what to compare.
pub(super) fn verify(
    facts: &Facts<'_>,
    main: &Worked,
    computation: Option<&Computation>,
) -> Bilingual {
    let (total, terms, computation) = match (&main.relation.claim, computation) {
        (Claim::Sum { total, terms, .. }, Some(computation)) => (total.at, terms, computation),
        (Claim::Ratio { .. }, Some(computation)) => {
            return percent::verify(facts, main, computation);
        }
        _ => return main.rule().page.verify.owned(),
    };
    let money = Money::at(facts, total);
    let printed = money.printed(&computation.total);
    let whole = where_printed(facts, total, &computation.total.label, &printed);
    let written: Vec<(&Term, Operand)> = computation
        .terms
        .iter()
        .zip(terms)
        .filter(|(term, _)| !term.printed.is_empty())
        .map(|(term, addend)| (term, addend.at))
        .collect();
    if let [(term, at)] = written.as_slice() {
        let printed = Money::at(facts, *at).printed(term);
        let part = where_printed(facts, *at, &term.label, &printed);
        return Bilingual::new(
            format!("比较{}和{}。", whole.zh, part.zh),
            format!("Compare {} and {}.", whole.en, part.en),
        );
    }
    let sum = written_sum(written.iter().map(|(term, _)| *term));
    let computed = money.with_word(computation.computed);
    Bilingual::new(
        format!("找到{}，与下式比较：{sum} = {computed}。", whole.zh),
        format!("Find {} and compare it with {sum} = {computed}.", whole.en),
    )
}

/// The terms with their signs, the first ones only where there are many.
fn written_sum<'t>(terms: impl Iterator<Item = &'t Term>) -> String {
    let mut sum = String::new();
    for (index, term) in terms.enumerate() {
        if index == MOST_WRITTEN_TERMS {
            sum.push_str(" + …");
            break;
        }
        sum.push_str(match (index, term.negative) {
            (0, false) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        });
        sum.push_str(&term.printed);
    }
    sum
}

/// `第 76 行“合计 · 小计”（824.31 万元）`.
fn where_printed(facts: &Facts<'_>, at: Operand, label: &str, printed: &Bilingual) -> Bilingual {
    let Bilingual { zh, en } = place_words(facts, at);
    Bilingual::new(
        format!("{zh}“{label}”（{}）", printed.zh),
        format!("“{label}” ({}) {en}", printed.en),
    )
}

/// `第 3 页`, `原文第 76 行`: in which file, too, where the disclosure was published in several.
pub(super) fn place_words(facts: &Facts<'_>, at: Operand) -> Bilingual {
    let place = facts.place_at(at);
    let source = &facts.disclosure.source;
    let (zh, en) = match place.page {
        Some(page) => (format!("第 {page} 页"), format!("on page {page}")),
        None => {
            let line = source.line_in_file(place.line);
            (format!("原文第 {line} 行"), format!("on line {line}"))
        }
    };
    if source.parts().is_empty() {
        return Bilingual::new(zh, en);
    }
    let file = source.file_at(place.line);
    Bilingual::new(format!("{file} {zh}"), format!("{en} of {file}"))
}

/// Writes amounts the way the figure at a place is printed.
pub(super) struct Money {
    unit: Unit,
    decimals: u32,
}

impl Money {
    pub(super) fn at(facts: &Facts<'_>, at: Operand) -> Self {
        match (facts.figure_at(at), at.table()) {
            (Some(figure), _) => Money {
                unit: figure.unit().clone(),
                decimals: figure.decimals(),
            },
            (None, table) => Money {
                unit: table
                    .and_then(|table| facts.table(table))
                    .map(|table| table.unit.clone())
                    .unwrap_or_default(),
                decimals: facts.decimals_at(at),
            },
        }
    }

    fn write(&self, amount: Amount) -> Decimal {
        let mut number = amount.in_unit(&self.unit);
        if number.scale() < self.decimals {
            number.rescale(self.decimals);
        }
        number
    }

    fn with_word(&self, amount: Amount) -> String {
        format!("{}{}", self.write(amount), self.word())
    }

    /// The printed characters with the unit, or the word for a blank.
    pub(super) fn printed(&self, term: &Term) -> Bilingual {
        if term.printed.is_empty() {
            return Bilingual::new("空白", "blank");
        }
        let printed = format!("{}{}", term.printed, self.word());
        Bilingual::new(printed.clone(), printed)
    }

    fn word(&self) -> String {
        match self.unit.word() {
            "" => String::new(),
            word => format!(" {word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::load::load;
    use crate::model::DisclosureId;

    /// Where some parts have no certain column, the printed ones are not called all of them.
    #[test]
    fn open_parts_are_told() {
        let text = "青溪街道办事处 2025 年度部门决算\n\n一般公共预算财政拨款支出决算表\n单位：万元\n\
                    科目编码 科目名称 合计 基本支出 项目支出\n\
                    208 社会保障和就业支出 1,500.00 1,500.00\n20805 行政事业单位养老支出 1,500.00 1,500.00\n\
                    2080501 行政单位离退休 1,500.00 1,500.00\n212 城乡社区支出 12,029.15 1,066.51 1,367.64\n\
                    21201 城乡社区管理事务 12,029.15 1,066.51 1,367.64\n2120101 行政运行 1,715.05 1,690.05 25.00\n\
                    2120102 一般行政管理事务 1,342.64 1,342.64\n2120104 城管执法 1,289.35 1,289.35\n\
                    2120199 其他城乡社区管理事务支出 7,682.11 7,682.11\n合计 13,529.15 12,161.51 1,367.64\n";
        let disclosure = load("a.txt", text.as_bytes());
        let report = check(DisclosureId(0), &disclosure);
        let said: Vec<&str> = (report.findings.iter())
            .map(|finding| finding.statement.zh.as_str())
            .filter(|said| said.contains("尚不确定"))
            .collect();
        assert!(!said.is_empty());
        assert!(
            said.iter().all(|said| !said.contains("同一个数")),
            "{said:?}"
        );
    }
}
