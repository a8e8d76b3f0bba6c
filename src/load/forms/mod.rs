//! Performance forms and their indicators.

pub(super) mod form;
pub(super) mod form_halves;
pub(super) mod form_words;
pub(super) mod goals;
pub(super) mod indicator_form;
pub(super) mod indicator_pairs;
pub(super) mod indicator_words;
pub(super) mod task_table;
