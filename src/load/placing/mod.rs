//! Columns of figures whose empty neighbours were lost.

pub(super) mod evidence;
pub(super) mod joint;
pub(super) mod open_bands;
pub(super) mod placement;
pub(super) mod recover;
pub(super) mod shifted_columns;
pub(super) mod sister;
pub(super) mod sister_rows;
