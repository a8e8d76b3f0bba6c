//! Search over everything open: line items, cells, sentences, departments and findings.
//!
//! Words are looked for literally first, in the folded text, then by sound; only when nothing is
//! found at all does a loose match answer, and it says so. Codes match by their beginning and never
//! loosely; amounts match by value. Search decides nothing about money and reads no files.

mod amount;
mod best;
mod fold;
mod fuzzy;
mod grade;
mod index;
mod narrow;
mod needle;
mod numbers;
mod phonetic;
mod postings;
mod query;
mod search;
mod shown;

pub use grade::MatchKind;
pub use index::Index;
pub use narrow::Narrowed;
pub use needle::Needle;
pub use phonetic::dictionary_order;
pub use query::{Query, Within};
pub use search::{Hit, Target};
