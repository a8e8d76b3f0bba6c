//! Views over what is below them: help, palette, search, column chooser, filter, places a class is printed at, relations of a figure, notes, messages.

pub mod columns;
pub mod filter;
pub mod help;
mod hits;
pub mod inspect;
pub mod message;
pub mod note;
pub mod palette;
mod preview;
pub mod printed;
pub mod search;
