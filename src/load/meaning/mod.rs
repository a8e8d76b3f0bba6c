//! What rows and columns mean: kinds, parents, the sums that are stated.

pub(super) mod fund_sums;
pub(super) mod identity;
pub(super) mod indentation;
pub(super) mod listing;
pub(super) mod parents;
pub(super) mod rows;
pub(super) mod subtotal;
pub(super) mod year_change;
