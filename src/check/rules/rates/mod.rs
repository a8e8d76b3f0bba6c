//! Rules on shares, rates of change and completion rates in running text.

pub mod change_differs_from_amounts;
pub mod completion_differs_from_amounts;
pub mod completion_of_zero;
pub mod directions_disagree;
pub mod rate_differs_from_change;
pub mod rate_from_zero;
pub mod share_differs_from_amounts;
