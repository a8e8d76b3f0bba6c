//! The rules, one file each, by family.

pub mod between;
pub mod duty;
pub mod goals;
pub mod inside;
pub mod legibility;
pub mod narrative;
pub mod rates;
