//! Rules on performance targets.

pub mod last_instalment_differs_from_budget;
