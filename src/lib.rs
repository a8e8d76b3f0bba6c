//! chazhang (查账): reads published department budgets and final accounts and shows where they contradict themselves.

pub mod assets;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod export;
pub mod find;
pub mod load;
pub mod model;
pub mod review;
pub mod session;
pub mod ui;
