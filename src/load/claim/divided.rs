//! Shares that print the amount they are of (占年初预算60.00万元的43.2%), name a plan (为预算的75%) or lost their sign (占76.23).

use rust_decimal::Decimal;

use super::frame::Reader;
use super::occasion::Occasion;
use super::phrase;
use super::said::Said;
use super::subject;
use crate::model::{ClaimKind, Stage};

/// What the sentence divides stands no further before a share, in characters.
const FURTHEST: usize = 400;

/// How many figures back the share of the part before is looked for.
const SIBLINGS: usize = 8;

/// Words before the amount a share is of.
const BEFORE: [&str; 8] = ["完成", "占到", "占", "达到", "达", "相当于", "为", "是"];

/// Words between that amount and the share.
const BETWEEN: [&str; 5] = ["的", "的比例", "的比例为", "的比重", "的比重为"];

/// Words of a plan that name no item.
const PLANNED: [&str; 4] = ["预算", "计划", "目标", "任务"];

/// The words for the amount that a share behind it is of, where nothing but that amount is told:
/// 年初预算 in 占年初预算60.00万元的43.2%, 总支出 in 占总支出18.00万元的15.68%.
pub(super) fn divided<'a>(occasion: &'a Occasion<'_>) -> Option<&'a str> {
    let told = BEFORE
        .iter()
        .find_map(|word| Some((*word, occasion.lead.strip_prefix(word)?)));
    let (word, whole) = told?;
    let plan = plan_alone(whole);
    let planned = plan.is_some_and(|plan| phrase::stage(plan).is_some());
    let shared = || {
        let words = occasion.words;
        let behind = BETWEEN
            .iter()
            .filter(|join| words.holds(occasion.quantity.end, join));
        let mut behind = behind.map(|join| occasion.quantity.end + join.chars().count());
        behind.any(|at| words.get(at).is_some_and(|c| c.is_ascii_digit()))
    };
    match plan {
        // 完成年初预算数60999万元: no other word says as much without the share behind it.
        Some(plan) if planned && word == "完成" => Some(plan),
        Some(plan) if PLANNED.iter().any(|word| plan.contains(word)) => shared().then_some(plan),
        _ if word.starts_with('占') && !whole.is_empty() => shared().then_some(whole),
        _ => None,
    }
}

/// 支出5万元，为预算的100.1%: as much of the plan as was carried out.
pub(super) fn as_share_of_plan(lead: &str) -> Option<(&str, &str)> {
    let (item, plan) = ["为", "达到", "相当于"]
        .iter()
        .find_map(|word| lead.split_once(*word))?;
    let plan = plan_alone(plan.strip_suffix('的')?)?;
    (phrase::stage(plan) == Some(Stage::Budget)).then_some((item, plan))
}

/// 甲5.00万元，占76.23；: behind an amount nothing but a percentage is told so.
pub(super) fn lost_its_sign(occasion: &Occasion<'_>) -> bool {
    let (words, quantity) = (occasion.words, occasion.quantity);
    let closes = matches!(
        words.get(quantity.end),
        None | Some('，' | '。' | '；' | '）')
    );
    let share = ["占", "占比", "占比为"].contains(&occasion.lead.as_str());
    let exact = quantity.figure.decimals() > 0 && quantity.figure.number() <= Decimal::ONE_HUNDRED;
    occasion.before == Some(ClaimKind::Amount) && share && exact && closes
}

/// Words for a plan alone: 年预算, 年初预算数, 调整后预算.
fn plan_alone(words: &str) -> Option<&str> {
    let short = words
        .strip_prefix('年')
        .filter(|rest| PLANNED.iter().any(|word| rest.starts_with(word)));
    let words = short.unwrap_or(words);
    let plain = words.replace("目标", "").replace("任务", "");
    phrase::is_measure_only(&plain).then_some(words)
}

/// The side of a balance that words name the whole of: 本年支出合计, 收入总计.
pub(super) fn total_of_side(words: &str) -> Option<&'static str> {
    let words = words.strip_prefix("本年").unwrap_or(words);
    let words = words.strip_prefix('总').unwrap_or(words);
    let side = ["收入", "支出"]
        .into_iter()
        .find(|side| words.starts_with(side))?;
    let rest = words.get(side.len()..)?;
    ["", "合计", "总计", "总额"].contains(&rest).then_some(side)
}

impl Reader<'_> {
    /// What a share is of that names nothing (占5%): the amount whose parts are listed, else what the
    /// sentence says to divide.
    pub(super) fn whole_of_share(&self, occasion: &Occasion<'_>) -> String {
        if occasion.before == Some(ClaimKind::Count) {
            return String::new();
        }
        if let Some(named) = self.whole_of_sibling() {
            return named.to_owned();
        }
        let whole = self.paragraph.lists.last();
        let whole = whole.and_then(|&index| self.found.get(index));
        match whole {
            Some(stated) => stated.stem.clone(),
            None => self
                .divided_by_sentence(occasion)
                .or_else(|| self.made_up_of(occasion))
                .or_else(|| self.total_before(occasion))
                .unwrap_or_default(),
        }
    }

    /// 本年支出合计5万元。基本支出4万元，占80%: where the sentence before tells nothing but the total of that
    /// side of the balance, or shares of it, these are shares of it, too.
    fn total_before(&self, occasion: &Occasion<'_>) -> Option<String> {
        if occasion.before != Some(ClaimKind::Amount) {
            return None;
        }
        let part = &self.paragraph.stem;
        let here = self.found.get(self.paragraph.first..)?.iter().rev();
        let mut told = here
            .skip_while(|stated| stated.claim.sentence == self.sentence)
            .take_while(|stated| stated.claim.sentence + 1 == self.sentence)
            .peekable();
        let last = told.peek()?;
        let whole = match last.claim.subject.split_once('占') {
            Some((_, whole)) if last.claim.kind == ClaimKind::SharePercent => whole.to_owned(),
            _ => {
                let levels = told.filter(|stated| stated.claim.kind == ClaimKind::Amount);
                let levels: Vec<_> = levels.take(2).collect();
                match levels.as_slice() {
                    [total] if !total.elsewhere && total.claim.whole.is_none() => {
                        total.stem.clone()
                    }
                    _ => return None,
                }
            }
        };
        let side = total_of_side(&whole)?;
        part.ends_with(side).then_some(whole)
    }

    /// 甲8万元，其中：乙3万元，占三公经费的30%；丙5万元，占50%: where the part before named another whole, this one
    /// may be of that, and it is no share of 甲.
    fn whole_of_sibling(&self) -> Option<&str> {
        let list = *self.paragraph.lists.last()?;
        let here = self.found.iter().rev().take(SIBLINGS);
        let mut here = here.take_while(|stated| stated.claim.sentence == self.sentence);
        let sibling = here.find(|stated| {
            stated.claim.kind == ClaimKind::SharePercent && stated.claim.whole == Some(list)
        })?;
        let (_, named) = sibling.claim.subject.split_once('占')?;
        let own = &self.found.get(list)?.stem;
        (!named.is_empty() && named != own).then_some(named)
    }

    /// 2023年“三公”经费支出决算中，甲5万元，占50%: the shares are those of what stands before 中.
    fn divided_by_sentence(&self, occasion: &Occasion<'_>) -> Option<String> {
        let to = occasion.quantity.range.start;
        let words = occasion.words.slice(to.saturating_sub(FURTHEST), to);
        let (opening, _) = words
            .rsplit_once("中，")
            .or_else(|| words.rsplit_once("中："))?;
        let clause = opening.rsplit(['，', '。', '；', '：']).next()?;
        let accounts = [
            "支出", "收入", "预算", "决算", "经费", "拨款", "总额", "总计", "合计",
        ];
        let named = accounts.iter().any(|end| clause.ends_with(end));
        let whole = subject::stem(&subject::named(clause, self.bodies));
        (named && !phrase::is_measure_only(&whole)).then_some(whole)
    }

    /// 本年收入的具体构成为：甲5万元，占50%: the sentence begins with what it divides.
    fn made_up_of(&self, occasion: &Occasion<'_>) -> Option<String> {
        const LONGEST: usize = 40;
        let head = occasion
            .words
            .slice(0, LONGEST.min(occasion.words.chars.len()));
        let (opening, _) = head.split_once('：')?;
        let opening = opening.trim_end_matches(['为', '是']);
        let opening = opening.strip_suffix("如下").unwrap_or(opening);
        let opening = opening.strip_suffix("情况").unwrap_or(opening);
        let clause = ["具体构成", "主要构成", "构成"]
            .iter()
            .find_map(|word| opening.strip_suffix(word))?;
        let clause = clause
            .trim_end_matches('的')
            .rsplit(['，', '。', '；'])
            .next()?;
        let whole = subject::stem(&subject::named(clause, self.bodies));
        let named = ["收入", "支出", "经费"]
            .iter()
            .any(|end| whole.ends_with(end));
        (named && occasion.before == Some(ClaimKind::Amount)).then_some(whole)
    }

    /// The share told behind the amount it is of.
    pub(super) fn share_of_told(&self, occasion: &Occasion<'_>) -> Option<Said> {
        let whole = self.found.last().filter(|whole| whole.elsewhere)?;
        let behind = occasion.before == Some(ClaimKind::Amount)
            && whole.claim.sentence == self.sentence
            && occasion.between == occasion.lead
            && BETWEEN.contains(&occasion.lead.as_str());
        if !behind {
            return None;
        }
        let item = &self.paragraph.stem;
        let subject = &whole.claim.subject;
        let planned = whole.stage == Some(Stage::Budget)
            || PLANNED.iter().any(|word| subject.ends_with(word));
        let words = if planned {
            format!("{item}完成{}", phrase::measure_of(subject))
        } else {
            format!("{item}占{}", whole.stem)
        };
        Some(Said::new(ClaimKind::SharePercent, &words))
    }
}
