//! Completes what a sentence leaves out: the item a plan, an account, a change or a count belongs to.

use super::change;
use super::counted::{self, of_units};
use super::frame::Reader;
use super::named_before::{before_colon, before_purpose, before_reason, clause_before};
use super::occasion::Occasion;
use super::phrase;
use super::said::{Said, is_rate};
use super::subject;
use crate::model::{ClaimKind, Direction, Stage};

impl Reader<'_> {
    /// Subject and stem: the words before the figure, completed by what they leave out.
    pub(super) fn name(&self, said: &Said, occasion: &Occasion<'_>) -> (String, String) {
        // 同口径（下同）增长: how the words are used from here on names nothing.
        let words = said.words.replace("（下同）", "");
        let own = subject::named(&words, self.bodies);
        let own = match own.as_str() {
            // 对比减少: the word compares and names nothing.
            "对比" | "相比" | "计" => String::new(),
            // 收入476.17万元、支总计460.06万元
            "支总计" => "支出总计".to_owned(),
            // 比大会批准的调整预算调增…: with what it is compared is not what changed.
            base if said.direction != Direction::None && is_base(base) => String::new(),
            _ => own,
        };
        if occasion.lead.contains("原因")
            && said.kind == ClaimKind::DeltaAmount
            && own.ends_with('年')
        {
            // 主要原因是2023年新增了…万元专项资金: what was added stands behind the figure.
            let named = occasion.behind();
            return (named.clone(), named);
        }
        let own = match said.kind {
            ClaimKind::Count => subject::without_have(&own).to_owned(),
            _ => own,
        };
        let changed = matches!(said.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let own = match without_manner(&own).filter(|_| changed) {
            Some(rest) => rest.to_owned(),
            None => own,
        };
        // 城乡社区因市政费用下年支付，支出减少…: the item stands before the reason.
        if changed
            && (phrase::is_measure_only(&own) || own == "收入")
            && let Some(item) = before_reason(occasion)
        {
            let item = subject::named(item, self.bodies);
            if !item.is_empty() && !phrase::is_measure_only(&item) {
                let stem = subject::stem(&item);
                let side = if stem.ends_with(&own) { "" } else { &own };
                return (format!("{item}{side}"), format!("{stem}{side}"));
            }
        }
        // 2018年比2017年减少…: the year is no item.
        let own = if phrase::is_year(&own) {
            String::new()
        } else {
            own
        };
        // 下属2家事业单位的机关运行经费5万元
        let behind_count = occasion.before == Some(ClaimKind::Count)
            && occasion.between == occasion.lead
            && said.kind == ClaimKind::Amount;
        let own = match of_units(&own).filter(|_| behind_count) {
            Some((_, has)) => has.to_owned(),
            None => own,
        };
        let own = if said.kind == ClaimKind::Count {
            match self.count_named(said, occasion, own) {
                Ok(named) => return (named.clone(), named),
                Err(own) => own,
            }
        } else {
            own
        };
        // 8个项目50万元: the amount of the things counted before it.
        if occasion.before == Some(ClaimKind::Count)
            && occasion.between == occasion.lead
            && said.kind == ClaimKind::Amount
            && counted::is_thing(&own)
            && self.paragraph.stem.ends_with(&own)
        {
            let stem = self.paragraph.stem.clone();
            return (stem.clone(), stem);
        }
        if let Some(purpose) = self.named_by_purpose(said, occasion, &own) {
            return (purpose.clone(), purpose);
        }
        let plain = subject::stem(&own);
        if said.direction != Direction::None && matches!(plain.as_str(), "收入" | "支出") {
            let stem = self.side(&plain);
            return (stem.clone(), stem);
        }
        // 车辆3辆，价值52.30万元
        if own == "价值" && !self.paragraph.stem.is_empty() {
            let stem = format!("{}{own}", self.paragraph.stem.trim_end_matches(&own));
            return (stem.clone(), stem);
        }
        if is_rate(&own) && !self.paragraph.stem.is_empty() {
            let stem = self.paragraph.stem.clone();
            return (format!("{stem}{own}"), stem);
        }
        // 总支出581.45万元，其中本年支出480.71万元: an item of its own.
        let own_item = said.kind == ClaimKind::Amount && own == "本年支出";
        // 单位预算支出5万元: what the whole body spends, whatever was spoken of before.
        // Which of its tables prints that is not said.
        let total = own.contains("支出")
            && (subject::begins_with_body(&said.words)
                || subject::names_body(&said.words, self.bodies));
        // 收入预算为5万元，…。相应安排支出预算5万元: the other side of the balance.
        if phrase::ordinal(&said.words).1.starts_with("相应")
            && said.kind == ClaimKind::Amount
            && !own.is_empty()
        {
            let own = own.strip_prefix("安排").unwrap_or(&own).to_owned();
            let stem = subject::stem(&own);
            return (own, stem);
        }
        // 收入97万元，…原因是…人员经费支出增加34万元；支出43万元: the other side of what was told.
        if said.kind == ClaimKind::Amount
            && own == "支出"
            && occasion.between.ends_with("；支出")
            && let Some(level) = self.paragraph.level.and_then(|level| self.found.get(level))
            && level.claim.sentence == self.sentence
            && let Some(subject) = other_side(&level.stem, &own)
        {
            return (subject.clone(), subject::stem(&subject));
        }
        if phrase::is_measure_only(&own) && !own_item {
            let named = before_colon(occasion).or_else(|| before_purpose(occasion));
            if own.is_empty()
                && said.kind == ClaimKind::Amount
                && named.is_none()
                && let Some(item) = clause_before(occasion)
            {
                let subject = subject::named(item, self.bodies);
                return (subject.clone(), subject::stem(&subject));
            }
            let stem = match named {
                Some(item) => subject::named(&item, self.bodies),
                None => self.inherited(said, occasion),
            };
            if total && !stem.is_empty() {
                return (own, String::new());
            }
            // …资本性支出增加2万元。支出预算总额较上年增加…: not of the last item.
            let sum = occasion.before.is_none()
                && own.starts_with("支出")
                && ["预算总额", "总计", "合计"]
                    .iter()
                    .any(|sum| own.ends_with(sum));
            if sum && !stem.contains("收入") {
                let stem = subject::stem(&own);
                return (own, stem);
            }
            // 预算数37万元，调整数46万元: where no item is named, a plan is none.
            let plan = phrase::is_measure_only(&stem) && !stem.contains("支出");
            if stem.is_empty() || plan && !own.is_empty() {
                let stem = subject::stem(&own);
                return (own, stem);
            }
            if said.kind == ClaimKind::Amount
                && !self.is_account_of_plan(&own)
                && let Some(subject) = other_side(self.whole_stem(&stem), &own)
            {
                let stem = subject::stem(&subject);
                return (subject, stem);
            }
            if stem.ends_with(own.as_str()) {
                return (stem.clone(), stem);
            }
            let doubled = stem.ends_with("支出") || stem.ends_with("收入");
            let own = own.strip_prefix("支出").filter(|_| doubled).unwrap_or(&own);
            // 本年支出…，为年初预算的95%: the words of a share hold the item already.
            if own.starts_with(stem.as_str()) {
                return (own.to_owned(), stem);
            }
            return (format!("{stem}{own}"), stem);
        }
        let stem = subject::stem(&own);
        (own, stem)
    }

    /// The item that words for a plan, an account or a change leave out.
    fn inherited(&self, said: &Said, occasion: &Occasion<'_>) -> String {
        let paragraph = &self.paragraph;
        let changed = matches!(said.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        // 较2022年“三公”经费合计46万元减少5万元: the change is said of what the base is.
        if changed
            && occasion.between == occasion.lead
            && let Some(base) = self.found.last().filter(|base| base.elsewhere)
            && base.claim.sentence == self.sentence
        {
            return base.stem.clone();
        }
        if changed && occasion.before != Some(ClaimKind::DeltaAmount) {
            // 项目支出增加，较上年增加…
            if let Some(item) = change::changed_before(&occasion.between, &occasion.lead) {
                let item = subject::named(&item, self.bodies);
                // 收、支总计5万元。收、支与上年相比，减少…: the same by a shorter name.
                let shorter = paragraph.stem.starts_with(&item);
                if !item.is_empty() && !shorter {
                    return item;
                }
            }
            // 收入…，其中：甲…、乙…、丙…，较上年增加: the whole is meant, not the last part.
            if paragraph.enumerating
                && let Some(&whole) = paragraph.lists.last()
                && let Some(stated) = self.found.get(whole)
            {
                return stated.stem.clone();
            }
        }
        if changed
            && said.words.ends_with('各')
            && let Some(both) = self.both_sides()
        {
            return both;
        }
        // 优3个、良0个。全年预算数5万元: a new sentence tells no amount of what was counted.
        let counted = said.kind == ClaimKind::Amount
            && occasion.before.is_none()
            && self.found.last().is_some_and(|last| {
                let count = last.claim.kind == ClaimKind::Count && last.stem == paragraph.stem;
                // 重点项目5个。年初预算18万元: but of things that have money.
                count && !counted::ends_as_thing(&last.stem)
            });
        let stem = if paragraph.stem.is_empty() || counted {
            &paragraph.topic
        } else {
            &paragraph.stem
        };
        // 当月支出3万元，全年累计支出9万元: not of that month.
        let longer = ["累计", "全年"]
            .iter()
            .any(|period| said.words.contains(period));
        let month = stem.strip_prefix("当月").filter(|_| longer);
        month.unwrap_or(stem).to_owned()
    }

    /// 收入总计5万元，支出总计5万元，各增加: the names of the two sides of a balance, where one figure is
    /// printed for both.
    fn both_sides(&self) -> Option<String> {
        let [.., one, other] = self.found.as_slice() else {
            return None;
        };
        let told = [one, other].iter().all(|side| {
            side.claim.kind == ClaimKind::Amount && side.claim.sentence == self.sentence
        });
        let alike = one.claim.figure.raw() == other.claim.figure.raw();
        let sides = one.stem.contains("收入") && one.stem.replace("收入", "支出") == other.stem;
        (told && alike && sides).then(|| format!("{}、{}", one.stem, other.stem))
    }

    /// 财政拨款收入：年初预算为3万元，支出决算为5万元: both are told of one item.
    fn is_account_of_plan(&self, own: &str) -> bool {
        let level = self.paragraph.level.and_then(|level| self.found.get(level));
        phrase::stage(own) == Some(Stage::FinalAccount)
            && level.is_some_and(|plan| {
                plan.stage == Some(Stage::Budget) && plan.claim.sentence == self.sentence
            })
    }

    /// 收入5万元，其中：甲收入3万元，乙收入2万元。支出5万元: the other side is that of the whole, not of its
    /// last part.
    fn whole_stem<'s>(&'s self, stem: &'s str) -> &'s str {
        let told = |index: Option<usize>| index.and_then(|index| self.found.get(index));
        let part = told(self.paragraph.level).filter(|part| part.stem == stem);
        let whole = told(part.and_then(|part| part.claim.whole));
        let whole = whole.filter(|whole| whole.stem.contains("收入"));
        whole.map_or(stem, |whole| &whole.stem)
    }

    /// 收入减少 after 收入总计…，支出总计…: the total of that side.
    fn side(&self, side: &str) -> String {
        let recent = self.found.iter().rev().take(8);
        recent
            .map(|stated| &stated.stem)
            .find(|stem| stem.starts_with(side))
            .map_or_else(|| side.to_owned(), String::clone)
    }
}

/// 扣除留抵退税因素后, 按自然口径计算: how a change was counted is not what changed. The words behind that,
/// where words before a change begin with it.
fn without_manner(words: &str) -> Option<&str> {
    const COUNTED: [(&str, &str); 5] = [
        ("扣除", "后"),
        ("剔除", "后"),
        ("剔除", "因素"),
        ("按", "口径计算"),
        ("按", "口径"),
    ];
    COUNTED.iter().find_map(|(opens, closes)| {
        let (_, rest) = words.strip_prefix(opens)?.split_once(closes)?;
        Some(rest.trim_start_matches('，'))
    })
}

/// Whether words only name what is compared with.
fn is_base(words: &str) -> bool {
    let plan = ["预算", "决算", "执行数"];
    words.starts_with(['比', '较']) && plan.iter().any(|plan| words.contains(plan))
}

/// 基金预算收入3万元，支出2万元; 收入预算5万元，支出预算5万元: what is spent of the same account.
fn other_side(stem: &str, own: &str) -> Option<String> {
    let (account, total) = stem.rsplit_once("收入")?;
    let whole = ["", "合计", "总计", "总额", "总预算"].contains(&total);
    let account = if own.starts_with("支出") {
        account
    } else {
        account.trim_end_matches("预算")
    };
    (whole && own.contains("支出")).then(|| format!("{account}{own}"))
}
