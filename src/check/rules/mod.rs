//! The rules, one file each, by family.

pub mod between;
pub mod classification;
pub mod duty;
pub mod goals;
pub mod holdings;
pub mod identity;
pub mod inside;
pub mod legibility;
pub mod narrative;
pub mod rates;
