//! Rules on running text against tables and on lists in it.

pub mod change_without_reason;
pub mod complete_list_differs_from_total;
pub mod defined_parts_differ_from_total;
pub mod goods_among_personnel;
pub mod listed_items_not_in_table;
pub mod listed_parts_exceed_total;
pub mod project_count_differs;
pub mod same_item_two_values;
pub mod text_denies_data;
pub mod text_differs_from_table;
