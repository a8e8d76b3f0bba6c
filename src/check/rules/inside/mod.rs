//! Rules on arithmetic inside one table.

pub mod closing_differs_from_opening_and_flows;
pub mod duplicate_row;
pub mod fund_does_not_balance;
pub mod grand_total_differs_from_year_and_carry_over;
pub mod income_differs_from_expenditure;
pub mod negative_amount;
pub mod parent_differs_from_children;
pub mod part_exceeds_whole;
pub mod personnel_and_running_totals_differ_from_classes;
pub mod rounding_residue;
pub mod statistics_total_differs_from_parts;
pub mod three_public_total_differs_from_items;
pub mod total_differs_from_parts;
pub mod total_differs_from_rows;
pub mod total_without_parts;
pub mod year_total_differs_from_items;
