//! The rule book: every rule, by code.

use super::rule::Rule;
use super::rules::{
    between, classification, duty, goals, holdings, identity, inside, legibility, narrative, rates,
};

/// All rules in ascending order of their code.
static RULES: &[&Rule] = &[
    &inside::total_differs_from_parts::RULE,
    &inside::total_differs_from_rows::RULE,
    &inside::parent_differs_from_children::RULE,
    &inside::part_exceeds_whole::RULE,
    &inside::year_total_differs_from_items::RULE,
    &inside::grand_total_differs_from_year_and_carry_over::RULE,
    &inside::income_differs_from_expenditure::RULE,
    &inside::fund_does_not_balance::RULE,
    &inside::personnel_and_running_totals_differ_from_classes::RULE,
    &inside::three_public_total_differs_from_items::RULE,
    &inside::statistics_total_differs_from_parts::RULE,
    &inside::rounding_residue::RULE,
    &inside::closing_differs_from_opening_and_flows::RULE,
    &inside::negative_amount::RULE,
    &inside::total_without_parts::RULE,
    &inside::duplicate_row::RULE,
    &classification::name_differs_from_catalogue::RULE,
    &classification::name_of_a_sister_code::RULE,
    &classification::unknown_code::RULE,
    &classification::obsolete_name::RULE,
    &classification::name_differs_between_tables::RULE,
    &classification::malformed_code::RULE,
    &classification::economic_pair_not_allowed::RULE,
    &classification::fund_code_in_general_budget::RULE,
    &classification::enterprise_capital_in_basic::RULE,
    &classification::purpose_of_another_item::RULE,
    &duty::empty_note_beside_data::RULE,
    &duty::promised_table_missing::RULE,
    &duty::empty_table_without_statement::RULE,
    &duty::required_table_missing::RULE,
    &duty::details_stop_above_item::RULE,
    &duty::vehicles_not_split::RULE,
    &duty::reception_without_counts::RULE,
    &duty::required_section_missing::RULE,
    &duty::broken_contents::RULE,
    &duty::link_in_the_text::RULE,
    &goals::last_instalment_differs_from_budget::RULE,
    &goals::cost_target_above_budget::RULE,
    &goals::plan_runs_backwards::RULE,
    &goals::indicator_not_quantified::RULE,
    &goals::rate_in_pieces::RULE,
    &goals::deadline_before_the_year::RULE,
    &goals::text_of_another_project::RULE,
    &identity::placeholder_left::RULE,
    &identity::template_instruction_left::RULE,
    &identity::personal_data_printed::RULE,
    &identity::doubled_words::RULE,
    &identity::compared_with_its_own_year::RULE,
    &identity::title_of_another_year::RULE,
    &identity::another_body_in_a_table::RULE,
    &identity::secrecy_marking::RULE,
    &identity::mixed_precision::RULE,
    &identity::name_of_the_body_varies::RULE,
    &legibility::columns_do_not_fit::RULE,
    &legibility::row_fits_no_columns::RULE,
    &narrative::text_differs_from_table::RULE,
    &narrative::listed_parts_exceed_total::RULE,
    &narrative::complete_list_differs_from_total::RULE,
    &narrative::text_denies_data::RULE,
    &narrative::same_item_two_values::RULE,
    &narrative::listed_items_not_in_table::RULE,
    &narrative::goods_among_personnel::RULE,
    &narrative::project_count_differs::RULE,
    &narrative::change_without_reason::RULE,
    &narrative::defined_parts_differ_from_total::RULE,
    &holdings::running_cost_without_vehicles::RULE,
    &holdings::vehicles_without_running_cost::RULE,
    &holdings::purchase_without_vehicle::RULE,
    &holdings::reception_without_guests::RULE,
    &holdings::journey_without_group::RULE,
    &holdings::assets_beyond_belief::RULE,
    &holdings::spent_above_plan_unexplained::RULE,
    &rates::rate_differs_from_change::RULE,
    &rates::change_differs_from_amounts::RULE,
    &rates::directions_disagree::RULE,
    &rates::rate_from_zero::RULE,
    &rates::share_differs_from_amounts::RULE,
    &rates::completion_differs_from_amounts::RULE,
    &rates::completion_of_zero::RULE,
    &rates::percent_sign_missing::RULE,
    &rates::unchanged_beside_a_change::RULE,
    &rates::direction_contradicts_amounts::RULE,
    &between::income_table_differs_from_balance::RULE,
    &between::expenditure_table_differs_from_balance::RULE,
    &between::fiscal_balance_differs_from_balance::RULE,
    &between::general_budget_table_differs_from_fiscal_balance::RULE,
    &between::general_budget_exceeds_expenditure::RULE,
    &between::basic_table_differs_from_general_budget::RULE,
    &between::personnel_split_differs::RULE,
    &between::economic_summary_differs_from_expenditure::RULE,
    &between::basic_exceeds_economic_summary::RULE,
    &between::basic_part_exceeds_three_public::RULE,
    &between::fund_table_differs_from_fiscal_balance::RULE,
    &between::projects_differ_from_expenditure::RULE,
    &between::operating_cost_exceeds_basic::RULE,
    &between::performance_total_differs_from_budget::RULE,
    &between::project_target_differs_from_project::RULE,
    &between::operating_cost_exceeds_running_costs::RULE,
    &between::income_by_function_differs_from_expenditure::RULE,
];

/// All rules in ascending order of their code.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// The rule with this code, in any case, or with this name.
#[must_use]
pub fn rule(wanted: &str) -> Option<&'static Rule> {
    rules()
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(wanted) || rule.name == wanted)
}
