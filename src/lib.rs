//! chazhang (查账): reads published department budgets and final accounts and shows where they contradict themselves.

pub mod catalogue;
pub mod check;
pub mod find;
pub mod load;
pub mod model;
pub mod session;
pub mod ui;
