//! Views over what is below them: help, palette, search, column chooser, relations of a figure, notes, messages.

pub mod columns;
pub mod help;
mod hits;
pub mod inspect;
pub mod message;
pub mod note;
pub mod palette;
mod preview;
pub mod search;
