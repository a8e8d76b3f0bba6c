//! Items that stand before the clause of a figure: before a reason, a colon, a purpose or a comma.

use super::occasion::Occasion;
use super::phrase;

/// 卫生健康因退休干部体检费次年支付，支出减少57万元: the item before the reason of its change.
pub(super) fn before_reason<'a>(occasion: &'a Occasion<'_>) -> Option<&'a str> {
    const LONGEST: usize = 20;
    let before = occasion.between.strip_suffix(occasion.lead.as_str())?;
    let clauses = before
        .strip_suffix('，')?
        .rsplit(['。', '；', '：'])
        .next()?;
    let (item, _) = clauses.split_once('因')?;
    let told = ["主要", "原", "其", "是", "为", "均", "系"];
    let named = item.chars().next().is_some_and(char::is_alphabetic)
        && !told.iter().any(|end| item.ends_with(end))
        && !item.contains('，');
    (named && item.chars().count() <= LONGEST).then_some(item)
}

/// 占比最大的是事业收入一项，达898.55亿元: the clause before names the item.
pub(super) fn clause_before<'a>(occasion: &'a Occasion<'_>) -> Option<&'a str> {
    let before = occasion.between.strip_suffix(occasion.lead.as_str())?;
    let before = before.strip_suffix('，')?;
    let clause = before.rsplit(['，', '。', '；', '：']).next()?;
    let item = clause.rsplit_once("的是").map_or(clause, |(_, item)| item);
    let item = item.strip_suffix("一项").unwrap_or(item);
    // 预算费用3.5万元/人，共计7万元: a price names nothing.
    (!item.is_empty() && !item.contains("其中") && !item.contains('/')).then_some(item)
}

/// `1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）：支出决算为…`: the item stands before
/// the colon.
pub(super) fn before_colon(occasion: &Occasion<'_>) -> Option<String> {
    const ITEMS: &[&str] = &[
        "（项）",
        "（款）",
        "（类）",
        "费",
        "费用",
        "经费",
        "支出",
        "收入",
        "预算",
    ];
    const LONGEST: usize = 60;
    let before = occasion.between.strip_suffix(occasion.lead.as_str())?;
    let Some(before) = before.strip_suffix('：') else {
        // （一）收入预算，2024年年初预算数5万元: a numbered heading ends with a comma as well.
        let item = before.strip_suffix('，')?;
        let (ordinal, item) = phrase::ordinal(item);
        let heading = ordinal.is_some() && occasion.before.is_none();
        let sides = [
            "收入预算",
            "支出预算",
            "收入决算",
            "支出决算",
            "收入",
            "支出",
        ];
        return (heading && sides.contains(&item)).then(|| item.to_owned());
    };
    let item = before.rsplit(['，', '。', '；', '：']).next()?;
    let item = crate::load::fold::split_ordinal(item).1;
    let named = ITEMS.iter().any(|end| item.ends_with(end)) || is_coded(item);
    let named = named && !item.contains("其中");
    (named && item.chars().count() <= LONGEST).then(|| item.to_owned())
}

/// 2050201学前教育: the code of an account stands before its name.
fn is_coded(item: &str) -> bool {
    super::item::glued(item).is_some()
}

/// `3.节能环保支出（类）污染防治（款）水体（项），主要用于水质监测，年初预算为…`: what the item is for stands
/// between it and its figures.
pub(super) fn before_purpose(occasion: &Occasion<'_>) -> Option<String> {
    const PURPOSES: [&str; 8] = [
        "，主要用于",
        "，用于",
        "，主要反映",
        "，反映",
        "：主要用于",
        "：用于",
        "：主要反映",
        "：反映",
    ];
    let before = occasion.between.strip_suffix(occasion.lead.as_str())?;
    let clauses = before.rsplit(['。', '；']).next()?;
    let at = PURPOSES
        .iter()
        .filter_map(|word| clauses.find(word))
        .min()?;
    let item = clauses.get(..at)?.rsplit('：').next()?;
    let (ordinal, item) = phrase::ordinal(item);
    let named = ordinal.is_some() || item.ends_with("（项）") || is_coded(item);
    (named && !item.is_empty() && !item.contains('，')).then(|| item.to_owned())
}
