//! Rules on classification codes and their names.

pub mod class_of_another_kind_of_unit;
pub mod economic_pair_not_allowed;
pub mod enterprise_capital_in_basic;
pub mod fund_code_in_general_budget;
pub mod malformed_code;
pub mod name_differs_between_tables;
pub mod name_differs_from_catalogue;
pub mod name_of_a_sister_code;
pub mod obsolete_name;
pub mod purpose_of_another_item;
pub mod unknown_code;
