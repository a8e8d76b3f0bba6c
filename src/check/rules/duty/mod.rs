//! Rules on what must be disclosed.

pub mod broken_contents;
pub mod details_stop_above_item;
pub mod empty_note_beside_data;
pub mod empty_table_without_statement;
pub mod link_in_the_text;
pub mod promised_table_missing;
pub mod reception_without_counts;
pub mod required_section_missing;
pub mod required_table_missing;
pub mod table_not_in_contents;
pub mod unit_count_differs;
pub mod vehicles_not_split;
