//! Rules on performance targets.

pub mod amounts_under_percent;
pub mod cost_target_above_budget;
pub mod deadline_before_the_year;
pub mod indicator_not_quantified;
pub mod indicator_with_two_targets;
pub mod last_instalment_differs_from_budget;
pub mod plan_runs_backwards;
pub mod rate_in_pieces;
pub mod text_of_another_project;
pub mod weights_do_not_add_up;
