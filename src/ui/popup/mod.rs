//! Views over what is below them: help, palette, search, column chooser, relations of a figure, notes, messages.

pub mod columns;
pub mod help;
pub mod inspect;
pub mod message;
pub mod note;
pub mod palette;
pub mod search;
