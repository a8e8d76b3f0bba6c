//! Rules on running text against tables and on lists in it.

pub mod complete_list_differs_from_total;
pub mod listed_parts_exceed_total;
pub mod text_denies_data;
pub mod text_differs_from_table;
