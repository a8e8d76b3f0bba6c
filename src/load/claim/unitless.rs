//! Figures that print no unit: nothing of an item, an amount among others, a percentage without its sign, the value of a label.

use super::became::fewer;
use super::change;
use super::frame::Reader;
use super::occasion::Occasion;
use super::said::{Said, without_comparison};
use crate::model::{ClaimKind, Unit};

impl Reader<'_> {
    /// 事业收入0、其他收入为0，上年为0: nothing of an item, in the unit of the amount told before.
    pub(super) fn nothing(&self, occasion: &Occasion<'_>) -> Option<Unit> {
        const ITEMS: [&str; 14] = [
            "收入",
            "支出",
            "费",
            "费用",
            "经费",
            "拨款",
            "预算",
            "决算",
            "预算数",
            "决算数",
            "结转",
            "结余",
            "上年",
            "去年",
        ];
        let lead = occasion.lead.as_str();
        let name = lead.trim_end_matches(['为', '是', '均']);
        let closes = matches!(
            occasion.words.get(occasion.quantity.end),
            None | Some('，' | '。' | '；' | '、' | '）')
        );
        let named = ITEMS.iter().any(|item| name.ends_with(item));
        let nothing = occasion.quantity.figure.number().is_zero();
        if !closes || !named || change::change(lead).is_some() {
            return None;
        }
        if !nothing {
            // 基本支出5.10万元，项目支出639.07，占…: an amount among others of one unit.
            let exact = occasion.quantity.figure.decimals() > 0;
            return exact.then(|| one_unit(occasion)).flatten();
        }
        let mut amounts = self.found.iter().rev();
        let amount = amounts.find(|stated| stated.claim.kind == ClaimKind::Amount)?;
        Some(amount.claim.figure.unit().clone())
    }
}

/// The unit of money printed around a figure, where it is one alone.
fn one_unit(occasion: &Occasion<'_>) -> Option<Unit> {
    const AROUND: usize = 200;
    let (words, range) = (occasion.words, &occasion.quantity.range);
    let mut found: Option<Unit> = None;
    for at in range.start.saturating_sub(AROUND)..range.end + AROUND {
        let unit = match (words.get(at), words.get(at + 1)) {
            (Some('万'), Some('元')) => Unit::WanYuan,
            (Some('亿'), Some('元')) => Unit::YiYuan,
            (Some(c), Some('元')) if c.is_ascii_digit() => Unit::Yuan,
            _ => continue,
        };
        if found.as_ref().is_some_and(|known| *known != unit) {
            return None;
        }
        found = Some(unit);
    }
    found
}

/// 较上年增加1.20，增长19.05%; 共减少4.79; 比年初预算少0.40: an amount of more or less, in the unit of the amounts
/// around. 增加5.2 alone may as well be a share that lost its sign.
pub(super) fn changed_by(occasion: &Occasion<'_>, year: Option<u16>) -> Option<Unit> {
    const VERBS: [&str; 4] = ["增加", "减少", "增加了", "减少了"];
    const RATES: [&str; 7] = ["增长", "下降", "降低", "上升", "增幅", "降幅", "减幅"];
    const FURTHEST: usize = 16;
    let (words, quantity) = (occasion.words, occasion.quantity);
    let lead = occasion.lead.as_str();
    let behind = (quantity.end..quantity.end + FURTHEST).map_while(|at| words.get(at));
    let behind: String = behind.collect();
    let closes = behind.is_empty() || behind.starts_with(['，', '。', '；', '）']);
    if quantity.figure.decimals() == 0 || !closes {
        return None;
    }
    let verb = VERBS.iter().find_map(|verb| lead.strip_suffix(verb));
    let rated = behind.strip_prefix('，').is_some_and(|next| {
        let rate = RATES.iter().find_map(|rate| next.strip_prefix(rate));
        let digits = rate.map(|rate| rate.trim_start_matches(|c: char| "为达约".contains(c)));
        let sign = digits.map(|digits| {
            digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
        });
        sign.is_some_and(|sign| Some(sign) != digits && sign.starts_with('%'))
    });
    let amount = match verb {
        Some(before) => rated || before.ends_with('共'),
        None => fewer(lead, year).is_some(),
    };
    amount.then(|| one_unit(occasion)).flatten()
}

/// 行政编制7人，事业编制11，实有在职人数16人: a count of people among others.
fn of_people(occasion: &Occasion<'_>) -> Option<Said> {
    const PEOPLE: [&str; 6] = ["编制", "编制数", "人数", "人员", "职工", "在编"];
    const PEOPLE_ARE: &str = "人";
    const LONGEST: usize = 16;
    let lead = occasion.lead.as_str();
    let name = lead.trim_end_matches(['为', '共']);
    let named = PEOPLE.iter().any(|word| name.ends_with(word));
    let short = name.chars().count() <= LONGEST && change::change(lead).is_none();
    let from = occasion.quantity.range.start - occasion.between.chars().count();
    let among = occasion.before == Some(ClaimKind::Count)
        && occasion.words.ends(from, PEOPLE_ARE)
        && occasion.quantity.figure.decimals() == 0;
    let beside = occasion.between.strip_suffix(lead) == Some("，");
    (named && short && among && beside).then(|| {
        let mut said = Said::new(ClaimKind::Count, name);
        said.unit = Some(Unit::Count(PEOPLE_ARE.into()));
        said
    })
}

/// A figure without unit: a percentage whose sign was lost, or the value of a label (…人数：28).
pub(super) fn bare(occasion: &Occasion<'_>) -> Option<Said> {
    let (words, quantity) = (occasion.words, occasion.quantity);
    let closes = matches!(
        words.get(quantity.end),
        None | Some('，' | '。' | '；' | '）')
    );
    if let Some(change) = change::change(&occasion.lead)
        && occasion.before == Some(ClaimKind::DeltaAmount)
        && change.object.is_empty()
        && closes
        // 卫生健康支出共减少4.79: an amount that lost its unit.
        && without_comparison(&change.before, None).is_empty()
    {
        return Some(Said::new(ClaimKind::DeltaPercent, &change.before).changed(change.direction));
    }
    if closes && let Some(said) = of_people(occasion) {
        return Some(said);
    }
    let label = occasion.between.strip_suffix('：')?;
    let from = label
        .rfind(['，', '。', '；', '：'])
        .map_or(0, |at| at + '，'.len_utf8());
    let label = label.get(from..)?;
    let counted = [
        "人数",
        "总数",
        "个数",
        "数",
        "数量",
        "（人）",
        "（个）",
        "（辆）",
        "（家）",
    ];
    if !counted.iter().any(|word| label.ends_with(word)) {
        return None;
    }
    let unit = [("人", "人"), ("个", "个"), ("辆", "辆"), ("家", "家")]
        .iter()
        .find(|(word, _)| label.contains(word))
        .map_or("", |(_, unit)| unit);
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let label = label.replace("（人）", "").replace("（个）", "");
    let mut said = Said::new(ClaimKind::Count, &label);
    said.unit = Some(Unit::Count(unit.into()));
    Some(said)
}
