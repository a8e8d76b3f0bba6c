//! Makes exact disclosures from seeds and prints them in the layouts of many regions.

pub(crate) mod book;
pub(crate) mod cities;
pub(crate) mod columns;
pub(crate) mod final_account;
pub(crate) mod form;
pub(crate) mod hebei;
pub(crate) mod henan;
pub(crate) mod jiangsu;
pub(crate) mod print;
pub(crate) mod prose;
pub(crate) mod random;
pub(crate) mod shanghai;
pub(crate) mod style;
pub(crate) mod words;
