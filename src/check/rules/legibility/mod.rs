//! Rules on figures that cannot be read with certainty.

pub mod columns_do_not_fit;
pub mod figures_beside_other_rows;
pub mod row_fits_no_columns;
