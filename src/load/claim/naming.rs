//! Completes what a sentence leaves out: the item a plan, an account, a change or a count belongs to.

use super::frame::Reader;
use super::occasion::Occasion;
use super::phrase;
use super::said::Said;
use crate::model::{ClaimKind, Direction};

impl Reader<'_> {
    /// Subject and stem: the words before the figure, completed by what they leave out.
    pub(super) fn name(&self, said: &Said, occasion: &Occasion<'_>) -> (String, String) {
        let own = phrase::subject(&said.words, self.bodies);
        // 对比减少: the word compares and names nothing.
        let own = match own.as_str() {
            "对比" | "相比" => String::new(),
            _ => own,
        };
        if said.kind == ClaimKind::Count && leaves_name_open(&own) {
            let named = format!("{own}{}", occasion.behind());
            let named = if named.is_empty() {
                occasion.lead.clone()
            } else {
                named
            };
            if !named.is_empty() {
                return (named.clone(), named);
            }
        }
        if said.direction != Direction::None && matches!(own.as_str(), "收入" | "支出") {
            let stem = self.side(&own);
            return (stem.clone(), stem);
        }
        // 单位预算支出5万元: what the whole body spends, whatever was spoken of before.
        // Which of its tables prints that is not said.
        let total = own.contains("支出") && phrase::begins_with_body(&said.words);
        if phrase::is_measure_only(&own) {
            let stem = self.inherited(said, occasion);
            if total && !stem.is_empty() {
                return (own, String::new());
            }
            if stem.is_empty() {
                let stem = phrase::stem(&own);
                return (own, stem);
            }
            let doubled = stem.ends_with("支出") && own.starts_with("支出");
            let own = own.strip_prefix("支出").filter(|_| doubled).unwrap_or(&own);
            return (format!("{stem}{own}"), stem);
        }
        let stem = phrase::stem(&own);
        (own, stem)
    }

    /// The item that words for a plan, an account or a change leave out.
    fn inherited(&self, said: &Said, occasion: &Occasion<'_>) -> String {
        let paragraph = &self.paragraph;
        let changed = matches!(said.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        if changed && occasion.before != Some(ClaimKind::DeltaAmount) {
            // 项目支出增加，较上年增加…
            if let Some(item) = phrase::changed_before(&occasion.between, &occasion.lead) {
                return phrase::subject(&item, self.bodies);
            }
            // 收入…，其中：甲…、乙…、丙…，较上年增加: the whole is meant, not the last part.
            if paragraph.enumerating
                && let Some(&whole) = paragraph.lists.last()
                && let Some(stated) = self.found.get(whole)
            {
                return stated.stem.clone();
            }
        }
        if paragraph.stem.is_empty() {
            paragraph.topic.clone()
        } else {
            paragraph.stem.clone()
        }
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

/// 所辖6个区县机构, 对5个项目: the name stands behind the figure.
fn leaves_name_open(own: &str) -> bool {
    own.chars().count() <= 1 || own.ends_with(['对', '和', '的', '辖', '实', '属', '设', '下'])
}
