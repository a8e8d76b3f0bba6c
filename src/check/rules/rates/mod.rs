//! Rules on shares, rates of change and completion rates in running text.

pub mod change_differs_from_amounts;
pub mod completion_differs_from_amounts;
pub mod completion_of_zero;
pub mod direction_contradicts_amounts;
pub mod directions_disagree;
pub mod percent_sign_missing;
pub mod rate_differs_from_change;
pub mod rate_from_zero;
pub mod share_differs_from_amounts;
pub mod total_change_differs_from_changes;
pub mod unchanged_beside_a_change;
