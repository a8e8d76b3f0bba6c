//! What a figure states: an amount, a share, a change or a count.

use super::became::{adds_things, fewer};
use super::change;
use super::comparison;
use super::divided::{as_share_of_plan, divided, lost_its_sign, total_of_side};
use super::frame::Reader;
use super::occasion::Occasion;
use super::phrase;
use super::subject;
use super::unitless;
use crate::model::{ClaimKind, Direction, Unit};

/// What a figure states, before its subject is completed.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) kind: ClaimKind,
    pub(super) direction: Direction,
    /// The words that name its subject.
    pub(super) words: String,
    /// An amount of the year that is compared with.
    pub(super) elsewhere: bool,
    pub(super) other_year: Option<u16>,
    /// A unit that the label names instead of the figure.
    pub(super) unit: Option<Unit>,
}

impl Said {
    pub(super) fn new(kind: ClaimKind, words: &str) -> Self {
        Said {
            kind,
            direction: Direction::None,
            words: words.to_owned(),
            elsewhere: false,
            other_year: None,
            unit: None,
        }
    }

    pub(super) fn changed(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }
}

impl Reader<'_> {
    /// Reads a figure by its frame; `None` when it states nothing.
    pub(super) fn said(&mut self, occasion: &Occasion<'_>) -> Option<Said> {
        if !occasion.continues {
            self.paragraph.shared = None;
        }
        let quantity = occasion.quantity;
        if !quantity.has_unit {
            if let Some(unit) = unitless::changed_by(occasion, self.year) {
                let mut said = self.money(occasion);
                said.unit = Some(unit);
                return Some(said);
            }
            return match self.nothing(occasion) {
                Some(unit) => {
                    let mut said = self.money(occasion);
                    said.unit = Some(unit);
                    // 主要是我局去年预算为0: nothing of the year before.
                    if let Some(item) = without_last_year(&occasion.lead) {
                        said.words = item;
                        said.elsewhere = true;
                        said.other_year = self.year.map(|year| year - 1);
                    }
                    Some(said)
                }
                None if lost_its_sign(occasion) => {
                    let mut said = self.percent(occasion)?;
                    said.unit = Some(Unit::Percent);
                    Some(said)
                }
                None => unitless::bare(occasion),
            };
        }
        match quantity.figure.unit() {
            Unit::Percent => self.percent(occasion),
            Unit::Count(_) => {
                let became = self.became_or_began(occasion, ClaimKind::Count);
                Some(became.unwrap_or_else(|| count(occasion, self.year)))
            }
            Unit::Yuan | Unit::ThousandYuan | Unit::WanYuan | Unit::MillionYuan | Unit::YiYuan => {
                Some(self.money(occasion))
            }
        }
    }

    fn money(&mut self, occasion: &Occasion<'_>) -> Said {
        let lead = occasion.lead.as_str();
        let comparison = comparison::find(lead, self.year);
        if let Some(said) = self.against_plan(lead, ClaimKind::DeltaAmount) {
            return said;
        }
        if let Some(change) = change::change(lead) {
            if change.object.is_empty() {
                let named = without_comparison(&change.before, self.year);
                return Said::new(ClaimKind::DeltaAmount, &named).changed(change.direction);
            }
            // 从2020年的2007万元上升到2024年的2468万元: what it became, no difference.
            if change.object.starts_with(['到', '至']) {
                return self.became(ClaimKind::Amount, lead, &change.before);
            }
            let begins = without_comparison(&change.before, self.year).is_empty()
                // （4）2024年增加办公经费补助5万元
                || phrase::is_year(phrase::ordinal(&change.before).1)
                || gives_reason(&change.before)
                || lead.contains("减少了")
                || lead.contains("增加了");
            // 比上年减少8.41万元，主要是教育支出增加经费拨款3万元: a part of that change.
            let items = ["支出", "收入", "经费", "预算", "费"];
            let told = matches!(
                occasion.before,
                Some(ClaimKind::DeltaAmount | ClaimKind::DeltaPercent)
            );
            if told && items.iter().any(|item| change.before.ends_with(item)) {
                let named = format!("{}{}", change.before, change.object);
                return Said::new(ClaimKind::DeltaAmount, &named).changed(change.direction);
            }
            if begins {
                self.paragraph.shared = Some(change.direction);
                return Said::new(ClaimKind::DeltaAmount, &change.object).changed(change.direction);
            }
        }
        if let Some(said) = self.became_or_began(occasion, ClaimKind::Amount) {
            return said;
        }
        if let Some((before, direction)) = fewer(lead, self.year) {
            return Said::new(ClaimKind::DeltaAmount, before).changed(direction);
        }
        if let Some(direction) = self.paragraph.shared {
            return Said::new(ClaimKind::DeltaAmount, lead).changed(direction);
        }
        // 与2016年相比21.79万元: by how much, in which direction is not said.
        if let Some(found) = &comparison
            && let Some(behind) = lead.get(found.end..)
            && COMPARED.iter().any(|word| behind.ends_with(word))
            && phrase::is_measure_only(behind)
        {
            let before = lead.get(..found.start).unwrap_or("");
            return Said::new(ClaimKind::DeltaAmount, before);
        }
        // 比2025年年初预算数30385.62万元增加…, 较2024年度“三公”经费合计16.08万元增加…: the figure is the
        // base itself.
        if let Some(found) = comparison
            && let Some(behind) = lead.get(found.end..)
            && (phrase::is_measure_only(behind) || found.start == 0 && is_compared(occasion))
        {
            let mut said = Said::new(ClaimKind::Amount, behind);
            said.elsewhere = true;
            said.other_year = found.year;
            return said;
        }
        // 完成年初预算数60999万元的40.4%, 占年初预算65万元的43.2%: what the share is of.
        if let Some(whole) = divided(occasion) {
            let mut said = Said::new(ClaimKind::Amount, whole);
            said.elsewhere = true;
            return said;
        }
        let mut said = Said::new(ClaimKind::Amount, lead);
        if is_rate(lead) || RATES.iter().any(|rate| lead.ends_with(rate)) {
            said.elsewhere = true;
            return said;
        }
        // 2024年…: the year before, of what is named.
        said.other_year = self.earlier_year(lead);
        // 公务接待费2025年预算8万元，2024年预算12.5万元: of the item named before.
        let of_the_item = phrase::last_year(lead).is_some_and(|(_, end, _)| {
            phrase::is_measure_only(lead.get(end..).unwrap_or(""))
                && phrase::item_before_year(lead).is_none()
        });
        let of_the_item = of_the_item && self.paragraph.level.is_some();
        said.elsewhere = said.other_year.is_some() && (of_the_item || phrase::begins_from(lead));
        if let Some(year) = self.other_year(lead) {
            said.other_year = Some(year);
            said.elsewhere = true;
            if let Some(item) = without_last_year(lead) {
                said.words = item;
            }
        }
        said
    }

    /// The other year an amount belongs to that is told beside that of this year: 上年预算为…万元;
    /// 甲2024年预算8万元，2023年预算12.5万元.
    fn other_year(&self, lead: &str) -> Option<u16> {
        let year = self.year?;
        let last = LAST_YEAR
            .iter()
            .find_map(|word| lead.trim_start_matches(['从', '由']).strip_prefix(word));
        let side = |rest: &str| total_of_side(rest).is_some();
        if last.is_some_and(|rest| {
            phrase::stage(rest).is_some() || phrase::is_measure_only(rest) || side(rest)
        }) {
            return Some(year - 1);
        }
        let named = phrase::year_first(lead).filter(|&named| named < year)?;
        let level = self.found.get(self.paragraph.level?)?;
        let own = subject::stem(&subject::named(lead, self.bodies));
        let same = phrase::is_measure_only(&own) || own == level.stem;
        (level.claim.sentence == self.sentence && same).then_some(named)
    }

    /// The year a lead names, where it is an earlier one than that of the document.
    pub(super) fn earlier_year(&self, lead: &str) -> Option<u16> {
        let (_, _, year) = phrase::last_year(lead)?;
        self.year.is_some_and(|own| year < own).then_some(year)
    }

    /// 决算数大于预算数5万元: the plan of the same year is what it is counted from.
    fn against_plan(&mut self, lead: &str, kind: ClaimKind) -> Option<Said> {
        let change = change::against_plan(lead)?;
        self.paragraph.base = self.year;
        Some(Said::new(kind, &change.before).changed(change.direction))
    }

    fn percent(&mut self, occasion: &Occasion<'_>) -> Option<Said> {
        let lead = occasion.lead.as_str();
        if let Some(said) = self.against_plan(lead, ClaimKind::DeltaPercent) {
            return Some(said);
        }
        if let Some(change) = change::change(lead)
            && change.object.is_empty()
        {
            let before = change
                .before
                .strip_suffix("年均")
                .or(change.before.strip_suffix("年平均"));
            let named = without_comparison(before.unwrap_or(&change.before), self.year);
            let mut said = Said::new(ClaimKind::DeltaPercent, &named).changed(change.direction);
            // 年均增长4.22%: of no single year.
            said.elsewhere = before.is_some();
            return Some(said);
        }
        // 收入5万元，同比18.87%: a change whose direction is not said.
        if lead == "同比" {
            return Some(Said::new(ClaimKind::DeltaPercent, ""));
        }
        if let Some((item, whole)) = lead.split_once('占') {
            let whole = whole
                .trim_start_matches('比')
                .trim_end_matches(['的', '为']);
            let item = if item.is_empty() {
                self.paragraph.stem.as_str()
            } else {
                item
            };
            let whole = if whole.is_empty() {
                self.whole_of_share(occasion)
            } else {
                whole.to_owned()
            };
            return Some(Said::new(
                ClaimKind::SharePercent,
                &format!("{item}占{whole}"),
            ));
        }
        if let Some(said) = self.share_of_told(occasion) {
            return Some(said);
        }
        if let Some((item, plan)) = lead.split_once("完成").or_else(|| as_share_of_plan(lead)) {
            let item = if item.is_empty() {
                self.paragraph.stem.as_str()
            } else {
                item
            };
            let plan = plan.trim_end_matches('的');
            return Some(Said::new(
                ClaimKind::SharePercent,
                &format!("{item}完成{plan}"),
            ));
        }
        let rated = [
            "率",
            "率为",
            "进度",
            "进度为",
            "率达",
            "率达到",
            "比重为",
            "比例为",
            "达到",
            "达",
            "率：",
        ];
        if rated.iter().any(|word| lead.ends_with(word)) {
            return Some(Said::new(ClaimKind::SharePercent, lead));
        }
        match (lead.is_empty(), occasion.before) {
            (true, Some(ClaimKind::DeltaAmount)) => {
                let direction = self
                    .found
                    .last()
                    .map_or(Direction::None, |last| last.claim.direction);
                Some(Said::new(ClaimKind::DeltaPercent, "").changed(direction))
            }
            (true, Some(ClaimKind::Amount)) => {
                Some(Said::new(ClaimKind::SharePercent, &self.paragraph.stem))
            }
            _ => None,
        }
    }
}

/// 年人均2400元, 车均3.5万元
const RATES: [&str; 4] = ["人均", "户均", "车均", "辆均"];

/// 平均每辆1.76万元: what one of the things told of costs, no part of any amount.
pub(super) fn is_rate(words: &str) -> bool {
    const LONGEST: usize = 5;
    let rest = words.strip_prefix("平均").unwrap_or(words);
    let each = rest.starts_with('每') && rest.chars().count() <= LONGEST;
    each || RATES.contains(&words.trim_start_matches(['年', '月']))
}

/// 主要原因是本年度增加拆迁补偿款5万元: nothing but the reason and the year stands before the change.
pub(super) fn gives_reason(words: &str) -> bool {
    const OWN: [&str; 4] = ["本年度", "本年", "今年", "当年"];
    let Some((_, behind)) = words.rsplit_once("原因是") else {
        return false;
    };
    behind.is_empty() || OWN.contains(&behind)
}

/// Words for the year before.
pub(super) const LAST_YEAR: [&str; 3] = ["上年度", "上年", "去年"];

/// 上年预算为, 公务接待费上年为: the words of an amount of the year before without that year, where
/// nothing but a plan or an account is named behind it.
fn without_last_year(lead: &str) -> Option<String> {
    let (before, rest) = LAST_YEAR.iter().find_map(|word| lead.rsplit_once(word))?;
    let before = before.trim_end_matches(['从', '由']);
    phrase::is_measure_only(rest).then(|| format!("{before}{rest}"))
}

/// Whether words of change or comparison follow the figure: 比上年支出433万元减少…, 与…万元相比.
fn is_compared(occasion: &Occasion<'_>) -> bool {
    let behind = occasion.behind();
    let changes = change::change(&behind).is_some_and(|change| change.before.is_empty());
    changes || COMPARED.iter().any(|word| behind.starts_with(word))
}

fn count(occasion: &Occasion<'_>, year: Option<u16>) -> Said {
    let lead = occasion.lead.as_str();
    // 与上年机构数189个相比增加7个: the count compared with.
    if let Some(found) = comparison::find(lead, year).filter(|found| found.start == 0)
        && is_compared(occasion)
    {
        let mut said = Said::new(ClaimKind::Count, lead.get(found.end..).unwrap_or(""));
        said.elsewhere = true;
        said.other_year = found.year;
        return said;
    }
    if let Some((before, direction)) = fewer(lead, year) {
        return Said::new(ClaimKind::Count, before).changed(direction);
    }
    match change::change(lead) {
        Some(change) if change.object.is_empty() => {
            let named = without_comparison(&change.before, None);
            Said::new(ClaimKind::Count, &named).changed(change.direction)
        }
        // 比上年增加公务用车2辆，主要原因是新增聘用人员15名: what there are more of stands behind the word.
        Some(change) if adds_things(&change, year) => {
            Said::new(ClaimKind::Count, &change.object).changed(change.direction)
        }
        _ => Said::new(ClaimKind::Count, lead),
    }
}

/// Words that close a comparison: 与上年相比, 与上年对比.
const COMPARED: &[&str] = &["相比", "对比", "比较", "相较"];

/// The words before a comparison and behind it: `预算数对比2023` → `预算数`.
pub(super) fn without_comparison(text: &str, year: Option<u16>) -> String {
    let Some(found) = comparison::find(text, year) else {
        // 2023年预算45.2万元；对比减少…
        let open = COMPARED.iter().find_map(|word| text.strip_suffix(word));
        return open.unwrap_or(text).to_owned();
    };
    let behind = text.get(found.end..).unwrap_or("");
    let before = text.get(..found.start).unwrap_or("");
    // 较上年2.08减少…: what is compared with is printed without a unit.
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '，'));
    let named = COMPARED
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    // 收入预算62万元，比2023年部门预算增加8万元: with which plan it is compared is not what changed.
    let plan = ["部门", "单位"]
        .iter()
        .find_map(|of| named.strip_prefix(of))
        .filter(|plan| !plan.is_empty());
    if phrase::is_measure_only(plan.unwrap_or(named)) || behind.ends_with("相比") {
        before.to_owned()
    } else {
        named.to_owned()
    }
}
