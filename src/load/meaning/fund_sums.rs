//! Words that sum up the three budgets of fiscal appropriation: beside them the money of these would be counted twice.

use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// The budgets fiscal appropriation comes from.
const FUNDS: [Role; 3] = [
    Role::GeneralBudget,
    Role::GovernmentFund,
    Role::StateCapital,
];

/// Whether a word is a column of money and may hold these budgets and no other money: 财政拨款.
#[must_use]
pub(in crate::load) fn is_sum(word: &str, vocabulary: &Vocabulary) -> bool {
    let own = vocabulary.column(word);
    if !own.is_some_and(|own| own.family.is_some() && own.role == Role::Other) {
        return false;
    }
    let members = vocabulary.group(word);
    let members = members.map_or(&[][..], |group| &group.contains);
    let entries = members
        .iter()
        .filter_map(|member| vocabulary.column(member));
    let roles: Vec<Role> = entries
        .map(|entry| entry.role)
        .filter(|role| *role != Role::Total)
        .collect();
    roles.iter().all(|role| FUNDS.contains(role)) && FUNDS.iter().all(|fund| roles.contains(fund))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_appropriation_is_the_sum_of_three_budgets() {
        let is_sum = |word: &str| is_sum(word, Vocabulary::embedded());
        assert!(is_sum("财政拨款"));
        assert!(!is_sum("一般公共预算"));
        assert!(!is_sum("上年结转结余"));
        assert!(!is_sum("单位资金"));
    }
}
