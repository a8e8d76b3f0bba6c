//! Rules on what must be disclosed.

pub mod broken_contents;
pub mod empty_note_beside_data;
pub mod link_in_the_text;
