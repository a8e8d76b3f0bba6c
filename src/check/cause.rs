//! Same cause, one finding: groups contradictions that one changed figure, or one lost row, would settle.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::answered::Answered;
use super::facts::Facts;
use super::judge::{self, Weighed};
use super::relation::{Claim, Operand, Relation, Spot};
use super::work::{Held, Worked};
use crate::model::Amount;

/// Contradictions with one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Indexes of the relations, the one to show first.
    pub members: Vec<usize>,
    /// The one printed figure whose change would settle all of them, when there is only one such.
    pub culprit: Option<Culprit>,
}

/// A printed figure and the change that would settle the contradictions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Culprit {
    /// Where it stands.
    pub at: Operand,
    /// What to add to it.
    pub change: Amount,
}

/// More contradictions than this are no slips of a document, and looking for what they share would
/// take the cube of them: each stands for itself.
const MOST_GROUPED: usize = 2_000;

/// Groups all failing relations, in the order of their first member.
#[must_use]
pub fn group(facts: &Facts<'_>, answers: &[Answered]) -> Vec<Cause> {
    let mut open: Vec<usize> = (0..answers.len())
        .filter(|&index| answers[index].fails())
        .collect();
    if open.len() > MOST_GROUPED {
        let alone = |index| Cause {
            members: vec![index],
            culprit: None,
        };
        return open.into_iter().map(alone).collect();
    }
    let touching = Touching::of(facts, answers);
    let mut causes = Vec::new();
    while let Some(cause) = best_shared_culprit(facts, answers, &touching, &open) {
        open.retain(|index| !cause.members.contains(index));
        causes.push(cause);
    }
    while let Some(&first) = open.first() {
        let mut members = vec![first];
        members.extend(row_shaped(facts, answers, &open, first));
        if members.len() == 1 {
            members.extend(mirrored(facts, answers, &open, first));
        }
        open.retain(|index| !members.contains(index));
        let culprit = if members.len() == 1 {
            only_free_figure(facts, answers, &touching, first)
        } else {
            None
        };
        causes.push(Cause { members, culprit });
    }
    join_columns(facts, answers, &mut causes);
    join_through_sums(facts, answers, &mut causes);
    for cause in &mut causes {
        cause.members.sort_unstable();
        show_the_detail_first(facts, answers, cause);
    }
    causes.sort_by(|one, other| one.members.cmp(&other.members));
    causes
}

/// For every figure of a contradiction the relations it takes part in.
#[derive(Default)]
struct Touching<'w> {
    relations: BTreeMap<Operand, Vec<(usize, Held)>>,
    /// Those relations with their working.
    worked: BTreeMap<usize, Cow<'w, Worked>>,
}

impl<'w> Touching<'w> {
    fn of(facts: &Facts<'_>, answers: &'w [Answered]) -> Self {
        let failing = answers.iter().filter(|answer| answer.fails());
        let asked = failing.flat_map(|answer| answer.stakes(facts));
        let mut touching = Touching {
            relations: asked.map(|held| (held.at, Vec::new())).collect(),
            ..Touching::default()
        };
        if touching.relations.is_empty() {
            return touching;
        }
        let counts = |answer: &Answered| answer.fails() || answer.holds();
        for (index, answer) in answers.iter().enumerate().filter(|(_, one)| counts(one)) {
            if !answer.speaks_of(facts, |at| touching.relations.contains_key(&at)) {
                continue;
            }
            let worked = answer.worked(facts);
            let Some(worked) = worked.filter(|worked| worked.weighed.is_some()) else {
                continue;
            };
            for held in &worked.stakes {
                if let Some(relations) = touching.relations.get_mut(&held.at) {
                    relations.push((index, *held));
                }
            }
            touching.worked.insert(index, worked);
        }
        touching
    }

    fn relations(&self, at: Operand) -> &[(usize, Held)] {
        self.relations.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether one of them would hold if one of its figures were changed.
    fn holds_after(&self, index: usize, held: &Held, change: Amount) -> bool {
        let worked = self.worked.get(&index);
        worked.is_some_and(|worked| worked.holds_after(held, change))
    }
}

/// What changing one figure would settle and what it would break.
struct Trial {
    culprit: Culprit,
    settled: Vec<usize>,
    broken: usize,
}

fn trials(
    facts: &Facts<'_>,
    answers: &[Answered],
    touching: &Touching<'_>,
    index: usize,
    open: &[usize],
) -> Vec<Trial> {
    let Some(failing) = answers[index].worked(facts) else {
        return Vec::new();
    };
    failing
        .stakes
        .iter()
        .filter_map(|held| {
            let change = failing.repair(held)?;
            if turns_negative(facts, held.at, change) {
                return None;
            }
            let mut trial = Trial {
                culprit: Culprit {
                    at: held.at,
                    change,
                },
                settled: Vec::new(),
                broken: 0,
            };
            for (other, held) in touching.relations(held.at) {
                let holds = touching.holds_after(*other, held, change);
                if holds && open.contains(other) {
                    trial.settled.push(*other);
                } else if !holds && answers[*other].holds() {
                    trial.broken += 1;
                }
            }
            Some(trial)
        })
        .collect()
}

/// Whether a figure would have to be less than nothing, other than by a minus that was left out: no slip
/// makes it so.
fn turns_negative(facts: &Facts<'_>, at: Operand, change: Amount) -> bool {
    let printed = facts.figure_at(at).and_then(|figure| figure.amount());
    printed.is_some_and(|printed| {
        let wanted = printed.checked_add(change);
        let below = wanted.is_some_and(|wanted| wanted.is_negative() && wanted != -printed);
        below && !printed.is_negative()
    })
}

/// The figure whose change settles most contradictions, at least two, and more than it breaks.
/// It is named only if no other figure does the same.
fn best_shared_culprit(
    facts: &Facts<'_>,
    answers: &[Answered],
    touching: &Touching<'_>,
    open: &[usize],
) -> Option<Cause> {
    let rank = |trial: &Trial| (trial.settled.len(), usize::MAX - trial.broken);
    let mut candidates: Vec<Trial> = open
        .iter()
        .flat_map(|&index| trials(facts, answers, touching, index, open))
        .filter(|trial| trial.settled.len() >= 2 && trial.settled.len() > trial.broken)
        .collect();
    let top = candidates.iter().map(rank).max()?;
    candidates.retain(|trial| rank(trial) == top);
    let best = candidates.first()?;
    let alone = candidates
        .iter()
        .filter(|trial| {
            trial
                .settled
                .iter()
                .any(|index| best.settled.contains(index))
        })
        .all(|trial| trial.culprit.at == best.culprit.at);
    Some(Cause {
        members: best.settled.clone(),
        culprit: alone.then_some(best.culprit),
    })
}

/// The one figure of a lone contradiction that could change without breaking anything that holds.
fn only_free_figure(
    facts: &Facts<'_>,
    answers: &[Answered],
    touching: &Touching<'_>,
    index: usize,
) -> Option<Culprit> {
    if answers[index].is_ratio() {
        return None;
    }
    let free: Vec<Culprit> = trials(facts, answers, touching, index, &[index])
        .into_iter()
        .filter(|trial| trial.broken == 0)
        .map(|trial| trial.culprit)
        .collect();
    match free.as_slice() {
        [culprit] if answers[index].stakes(facts).len() > 1 => Some(*culprit),
        _ => None,
    }
}

/// Other columns of the same sum whose gaps together look like one row: every identity of the
/// header holds between them.
fn row_shaped(facts: &Facts<'_>, answers: &[Answered], open: &[usize], first: usize) -> Vec<usize> {
    let sum = |index: usize| column_sum(answers[index].relation(facts)?.as_ref());
    let Some((rule, spot)) = sum(first) else {
        return Vec::new();
    };
    let siblings: BTreeMap<usize, usize> = open
        .iter()
        .filter_map(|&index| {
            let (other_rule, other) = sum(index)?;
            let same =
                other_rule == rule && (other.table(), other.row()) == (spot.table(), spot.row());
            same.then_some((other.column(), index))
        })
        .collect();
    let gap = |column: &usize| {
        siblings
            .get(column)
            .and_then(|&index| answers[index].weighed(facts))
    };
    let identities = facts
        .table(spot.table())
        .map_or(&[][..], |table| table.identities.as_slice());
    let row_like = identities
        .iter()
        .all(|identity| match gap(&identity.total) {
            Some(whole) => {
                let parts: Vec<Weighed> = identity.parts.iter().filter_map(gap).collect();
                let parts: Vec<&Weighed> = parts.iter().collect();
                judge::gaps_add_up(&whole, &parts)
            }
            None => identity.parts.iter().all(|part| gap(part).is_none()),
        });
    let alike = siblings
        .values()
        .all(|&index| same_size(facts, answers, index, first));
    let with_identity = identities
        .iter()
        .any(|identity| siblings.contains_key(&identity.total));
    if alike || (row_like && with_identity) {
        siblings
            .into_values()
            .filter(|&index| index != first)
            .collect()
    } else {
        Vec::new()
    }
}

/// Joins what a figure spoils in the other columns of its row: 287000.00 printed as 合计 and again
/// as 一般公共预算 is one slip.
fn join_columns(facts: &Facts<'_>, answers: &[Answered], causes: &mut Vec<Cause>) {
    let culprits: Vec<(usize, Spot)> = causes
        .iter()
        .filter_map(|cause| Some((*cause.members.first()?, cause.culprit?.at.cell()?)))
        .collect();
    for (main, culprit) in culprits {
        let belongs = |cause: &Cause| {
            cause.members.iter().all(|&index| {
                let beside = |at: Operand| {
                    at.cell().is_some_and(|spot| {
                        (spot.table(), spot.row()) == (culprit.table(), culprit.row())
                            && spot.column() != culprit.column()
                    })
                };
                same_size(facts, answers, index, main) && answers[index].speaks_of(facts, beside)
            })
        };
        let (joined, kept): (Vec<Cause>, Vec<Cause>) = std::mem::take(causes)
            .into_iter()
            .partition(|cause| !cause.members.contains(&main) && belongs(cause));
        *causes = kept;
        if let Some(cause) = causes
            .iter_mut()
            .find(|cause| cause.members.contains(&main))
        {
            cause
                .members
                .extend(joined.into_iter().flat_map(|cause| cause.members));
        }
    }
}

/// Joins gaps of one size that a sum which holds connects: a row too low by one and the total it
/// was added into are one slip, carried on.
fn join_through_sums(facts: &Facts<'_>, answers: &[Answered], causes: &mut Vec<Cause>) {
    let mut joined: Vec<Cause> = Vec::new();
    for cause in std::mem::take(causes) {
        let partner = joined.iter_mut().find(|known| {
            let pairs = known
                .members
                .iter()
                .flat_map(|&one| cause.members.iter().map(move |&other| (one, other)));
            pairs
                .filter(|&(one, other)| same_size(facts, answers, one, other))
                .any(|(one, other)| are_connected(facts, answers, one, other))
        });
        match partner {
            Some(known) => {
                known.members.extend(cause.members);
                known.culprit = None;
            }
            None => joined.push(cause),
        }
    }
    *causes = joined;
}

/// Whether a sum that holds has a figure of one relation as its total and one of the other as a term.
fn are_connected(facts: &Facts<'_>, answers: &[Answered], one: usize, other: usize) -> bool {
    let [one, other] = [one, other].map(|index| answers[index].stakes(facts));
    let has = |stakes: &[Held], at: Operand| stakes.iter().any(|held| held.at == at);
    let connects = |sum: &Answered| {
        let relation = sum.relation(facts)?;
        column_sum(&relation)?;
        let asked = |stakes: &[Held]| relation.operands().any(|at| has(stakes, at));
        let stakes = (asked(&one) && asked(&other)).then(|| sum.stakes(facts))?;
        let (total, terms) = stakes.split_first().filter(|(_, terms)| terms.len() > 1)?;
        let term_of = |stakes: &[Held]| terms.iter().any(|term| has(stakes, term.at));
        let connected =
            has(&one, total.at) && term_of(&other) || has(&other, total.at) && term_of(&one);
        Some(connected)
    };
    let mut sums = answers.iter().filter(|sum| sum.agrees());
    sums.any(|sum| connects(sum) == Some(true))
}

/// A slip in a row of detail is carried into every total above it: the detail is where to look.
fn show_the_detail_first(facts: &Facts<'_>, answers: &[Answered], cause: &mut Cause) {
    let row = |index: usize| {
        let relation = answers[index].relation(facts)?;
        let first = relation.operands().next()?.cell()?;
        let same = |at: Operand| {
            at.cell()
                .is_some_and(|spot| (spot.table(), spot.row()) == (first.table(), first.row()))
        };
        relation.operands().all(same).then_some(first)
    };
    let rows: Option<Vec<Spot>> = cause.members.iter().map(|&index| row(index)).collect();
    let Some(rows) = rows else {
        return;
    };
    let mut details = (0..rows.len()).filter(|&member| {
        rows.get(member)
            .is_some_and(|spot| facts.is_leaf(spot.table(), spot.row()))
    });
    if let (Some(detail), None) = (details.next(), details.next()) {
        let member = cause.members.remove(detail);
        cause.members.insert(0, member);
    }
}

/// Whether two relations miss by the same amount.
fn same_size(facts: &Facts<'_>, answers: &[Answered], one: usize, other: usize) -> bool {
    let sum = |index: usize| {
        let weighed = answers[index].weighed(facts);
        weighed.filter(|_| !answers[index].is_ratio())
    };
    match (sum(one), sum(other)) {
        (Some(one), Some(other)) => judge::same_gap(&one, &other),
        _ => false,
    }
}

/// Rule and total of a sum down one column.
fn column_sum(relation: &Relation) -> Option<(&'static str, Spot)> {
    let Claim::Sum { total, terms, .. } = &relation.claim else {
        return None;
    };
    let total = total.at.cell()?;
    let down = terms.iter().all(|term| {
        let spot = term.at.cell();
        spot.is_some_and(|spot| (spot.table(), spot.column()) == (total.table(), total.column()))
    });
    down.then_some((relation.rule.code, total))
}

/// Contradictions of the same rule, or between the same two tables, with a gap of the same size.
fn mirrored(facts: &Facts<'_>, answers: &[Answered], open: &[usize], first: usize) -> Vec<usize> {
    let tables = |index: usize| {
        let relation = answers[index].relation(facts);
        let spots = relation.map_or_else(Vec::new, |relation| relation.spots());
        let tables: BTreeSet<usize> = spots.iter().map(|spot| spot.table()).collect();
        tables
    };
    let same = |index: usize| same_size(facts, answers, index, first);
    let here = tables(first);
    let code = answers[first].stated_by().code;
    open.iter()
        .copied()
        .filter(|&index| index != first && same(index) && tables(index) == here)
        .filter(|&index| here.len() > 1 || answers[index].stated_by().code == code)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::DisclosureId;

    #[test]
    fn no_slip_makes_an_amount_negative_but_a_lost_minus() {
        let text = "青溪县民政局2025年部门预算\n部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n\
                    \t合计\t10.00\n206\t科学技术支出\t50.00\n";
        let disclosure = load("a.txt", text.as_bytes());
        let facts = Facts::new(DisclosureId(0), &disclosure);
        let at = Operand::Cell(Spot::new(0, 1, 0));
        let turns = |change: i64| {
            let change = Amount::new(rust_decimal::Decimal::from(change * 10_000));
            turns_negative(&facts, at, change)
        };
        assert_eq!([-20, -60, -100].map(turns), [false, true, false]);
    }
}
