//! Figures told side by side: 收、支总计各是412.50、414.30万元，与上年相比各下降2.35%、3.82%.
//!
//! Each figure is said of one of the names before them, in order. Where there are not as many names
//! as figures, nothing tells which is which, and the figures are tied to nothing.

use super::change;
use super::comparison;
use super::frame::{Reader, Stated};
use super::occasion::occasion;
use super::purpose;
use super::quantity::Quantity;
use super::said::Said;
use super::subject;
use super::words::Words;
use crate::model::{ClaimKind, Sentence};

/// Marks and words that join figures told side by side.
const JOINTS: &[&str] = &["、", "，", "和", "及", "以及", "与"];

/// Gives figures the unit that is printed only behind the last of them: 各减少67.86，70.97万元;
/// 收入476.17、支出总计460.06万元.
pub(super) fn share_units(words: &Words, quantities: &mut [Quantity]) {
    for at in (1..quantities.len()).rev() {
        let (before, behind) = quantities.split_at_mut(at);
        let (Some(bare), Some(next)) = (before.last_mut(), behind.first()) else {
            continue;
        };
        let between = words.slice(bare.end, next.range.start);
        let measured = next.has_unit && (next.figure.unit().is_money() || next.is_percent());
        let exact = !bare.has_unit && bare.figure.decimals() > 0 && measured;
        let joined = JOINTS.contains(&between.as_str())
            || names_other_side(words, bare, &between)
            || is_base(words, bare, &between);
        if exact && joined {
            bare.figure = bare.figure.clone().in_unit(next.figure.unit().clone());
            bare.has_unit = true;
        }
    }
}

/// 收入476.17、支出总计: the same is told of the other side.
fn names_other_side(words: &Words, bare: &Quantity, between: &str) -> bool {
    let told = ["收入", "收入总计", "收入减少", "收入增加"];
    let this = told.iter().any(|side| words.ends(bare.range.start, side));
    this && between.starts_with("、支") && between.chars().count() <= 9
}

/// 较上年2.08减少0.03万元, 相比2023年的总收入71.82减少3.10万元: the amount compared with leaves its unit to
/// the change.
fn is_base(words: &Words, bare: &Quantity, between: &str) -> bool {
    const FURTHEST: usize = 24;
    let changes = change::change(between)
        .is_some_and(|change| change.before.is_empty() && change.object.is_empty());
    if !changes {
        return false;
    }
    let before = words.slice(bare.range.start.saturating_sub(FURTHEST), bare.range.start);
    let clause = before.rsplit(['，', '。', '；', '：']).next().unwrap_or("");
    // 较上年增加1.20，增长19.05%: the change itself.
    change::change(clause).is_none()
        && comparison::find(clause, None)
            .is_some_and(|found| found.end < clause.len() || found.start == 0)
}

/// One past the last of the figures that stand side by side from here on.
pub(super) fn run_end(words: &Words, quantities: &[Quantity], from: usize) -> usize {
    let joined = |pair: &[Quantity]| match pair {
        [one, next] => {
            let alike = one.has_unit && one.figure.unit() == next.figure.unit();
            let between = words.slice(one.end, next.range.start);
            // 公务接待费5万元，3万元用于内宾: the second is a part with a purpose of its own.
            alike && JOINTS.contains(&between.as_str()) && !purpose::begins(words, next.end)
        }
        _ => false,
    };
    let rest = quantities.get(from..).unwrap_or_default();
    from + 1 + rest.windows(2).take_while(|pair| joined(pair)).count()
}

impl Reader<'_> {
    /// Reads figures told side by side.
    pub(super) fn state_parallel(
        &mut self,
        words: &Words,
        run: &[Quantity],
        (from, before): (usize, Option<ClaimKind>),
        sentence: &Sentence,
    ) -> Option<ClaimKind> {
        let mut first = occasion(words, run.first()?, from, before);
        self.follow_brackets(&first.between);
        self.open_lists(&first, before.is_none());
        let joint = first.between.rsplit(['，', '。', '；', '：']).next()?;
        first.lead = joint.to_owned();
        let said = self.said(&first)?;
        let (item, whole) = match said.words.split_once('占') {
            Some((item, whole)) if said.kind == ClaimKind::SharePercent => (item, whole),
            _ => (said.words.as_str(), ""),
        };
        let own = subject::named(item, self.bodies);
        let own = own.trim_end_matches("分别").trim_end_matches('各');
        let group = self.group(run.len());
        let listed: Vec<String> = group.iter().map(|(_, name)| name.clone()).collect();
        let names = names_of(own, run.len());
        let inherited =
            said.kind != ClaimKind::Amount && (own.is_empty() || listed.contains(&own.to_owned()));
        let names = if names.len() == run.len() {
            Some(names)
        } else {
            Some(listed).filter(|listed| inherited && listed.len() == run.len())
        };
        self.note_base(&first.between);
        let mut told = Vec::new();
        for (place, quantity) in run.iter().enumerate() {
            let name = names.as_ref().and_then(|names| names.get(place)).cloned();
            let about = name.as_ref().and_then(|name| {
                let mut meant = group.iter().filter(|(_, other)| other == name);
                meant.next().map(|(level, _)| *level)
            });
            let said = Said {
                words: String::new(),
                unit: None,
                ..said.clone()
            };
            let share = said.kind == ClaimKind::SharePercent;
            let stem = name.as_deref().map(subject::stem).unwrap_or_default();
            let subject = name.unwrap_or_else(|| own.to_owned());
            let subject = if share {
                format!("{subject}占{whole}")
            } else {
                subject
            };
            let occasion = occasion(words, quantity, quantity.range.start, before);
            let tied = (
                about,
                self.paragraph
                    .lists
                    .last()
                    .copied()
                    .filter(|_| !stem.is_empty()),
            );
            told.push(self.push(&said, &occasion, (subject, stem), tied, sentence));
        }
        if said.kind == ClaimKind::Amount {
            let paragraph = &mut self.paragraph;
            paragraph.level = None;
            paragraph.stem.clear();
            paragraph.side_by_side = if names.is_some() { told } else { Vec::new() };
        }
        Some(said.kind)
    }

    /// The amounts told side by side before, or those whose changes this sentence told one after the
    /// other, with their names.
    fn group(&self, count: usize) -> Vec<(usize, String)> {
        let named = |&level: &usize| Some((level, self.found.get(level)?.stem.clone()));
        let together = &self.paragraph.side_by_side;
        if together.len() == count {
            return together.iter().filter_map(named).collect();
        }
        let here = self.found.iter().rev().take(2 * count);
        let here = here.take_while(|stated| stated.claim.sentence == self.sentence);
        let mut changed: Vec<(usize, String)> = here
            .filter(|stated| stated.claim.kind == ClaimKind::DeltaAmount)
            .filter_map(|stated| Some((stated.claim.about?, stated.stem.clone())))
            .collect();
        changed.reverse();
        if changed.len() == count {
            changed
        } else {
            self.listed_before(count)
        }
    }

    /// 办公费20万元、印刷费10万元，分别减少2万元、1万元: the amounts this sentence told right before, one after the
    /// other, where there are neither more nor fewer, or as many behind the whole they divide.
    fn listed_before(&self, count: usize) -> Vec<(usize, String)> {
        let here = self.found.iter().enumerate().rev();
        let amounts: Vec<(usize, &Stated)> = here
            .take_while(|(_, stated)| stated.claim.sentence == self.sentence)
            .take_while(|(_, stated)| stated.claim.kind == ClaimKind::Amount && !stated.elsewhere)
            .take(count + 1)
            .collect();
        let whole = amounts.first().and_then(|(_, last)| last.claim.whole);
        let beside = amounts
            .iter()
            .take_while(|(_, stated)| stated.claim.whole == whole)
            .count();
        if beside != count {
            return Vec::new();
        }
        let named = amounts.iter().take(count).rev();
        named
            .map(|(level, stated)| (*level, stated.stem.clone()))
            .collect()
    }
}

/// The names of a joint subject; where 和 joins words within a name (教育、社保和就业、节能环保支出), the other
/// marks alone tell as many as there are figures.
fn names_of(own: &str, count: usize) -> Vec<String> {
    let own = own.rsplit_once("关注的").map_or(own, |(_, names)| names);
    let apart = |join: char| -> Option<Vec<String>> {
        let parts = own.split(join).filter(|name| !name.is_empty());
        let parts: Vec<String> = parts.map(str::to_owned).collect();
        (parts.len() == count).then_some(parts)
    };
    // 出国费与公务用车购置及运行费: 与 joins names, where 及 may join words of one.
    if own.contains('与')
        && let Some(parts) = apart('与')
    {
        return parts;
    }
    let all = names(own);
    if all.len() == count {
        return all;
    }
    apart('、').unwrap_or(all)
}

/// The names of a joint subject: 货物、工程和服务 has three; 财政拨款收、支总计 two.
fn names(own: &str) -> Vec<String> {
    let names: Vec<&str> = own
        .split(['、', '和', '及'])
        .map(|name| name.trim_start_matches('以'))
        .filter(|name| !name.is_empty())
        .collect();
    if let [income, spending] = names.as_slice()
        && let Some(owner) = income
            .strip_suffix("收入")
            .or_else(|| income.strip_suffix('收'))
        && let Some(sum) = spending
            .strip_prefix("支出")
            .or_else(|| spending.strip_prefix('支'))
    {
        return vec![format!("{owner}收入{sum}"), format!("{owner}支出{sum}")];
    }
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joint_subjects_have_their_names() {
        let cases: [(&str, &[&str]); 4] = [
            ("收、支总计", &["收入总计", "支出总计"]),
            (
                "财政拨款收入、支出总计",
                &["财政拨款收入总计", "财政拨款支出总计"],
            ),
            ("货物、工程和服务", &["货物", "工程", "服务"]),
            ("公务接待费", &["公务接待费"]),
        ];
        for (own, expected) in cases {
            assert_eq!(names(own), expected, "{own}");
        }
    }
}
