//! Rules on what must be disclosed.

pub mod empty_note_beside_data;
