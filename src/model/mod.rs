//! What a disclosure is: figures, tables, rows, codes, sources. No files, no text parsing, no terminal, no floats.
//!
//! Invariants: printed text is kept beside every normalised value; a blank is never a zero; a
//! figure whose column is not certain has none.

pub mod amount;
pub mod cell;
pub mod claim;
pub mod code;
pub mod disclosure;
pub mod figure;
pub mod inequality;
pub mod kind;
pub mod outline;
mod pack;
mod plain;
pub mod print;
pub mod problem;
pub mod rate;
pub mod row;
pub mod rows;
pub mod script;
pub mod source;
mod spelling;
mod stored;
pub mod table;
pub mod tree;
pub mod year;

pub use amount::{Amount, Interval, Unit};
pub use cell::{Cell, CellRef, Cells, Certainty, Content};
pub use claim::{Claim, ClaimKind, Direction, Position};
pub use code::{Classification, Level};
pub use disclosure::{
    CellId, Corpus, Disclosure, DisclosureId, OrgUnit, Promised, RowId, Segment, Sentence, TableId,
};
pub use figure::{Figure, FigureKind};
pub use inequality::Inequality;
pub use kind::{FiscalYear, Stage, TableKind};
pub use outline::Outline;
pub use plain::plain_char;
pub use print::{PageBox, PageSize, Print, Stretch, Writing};
pub use problem::{Bilingual, Language, Problem, ProblemKind};
pub use rate::says_rate;
pub use row::{Row, RowKind, RowRef, Stub};
pub use rows::Rows;
pub use source::{Encoding, Part, Place, Source, Span};
pub use spelling::PlainUnit;
pub use stored::StoredNumbers;
pub use table::{
    Column, ColumnIdentity, Lane, Role, Slot, Spent, Table, TableDoubt, TableState, ValueKind,
};
pub use tree::{ClassificationView, Line, Measure};
pub use year::{dated, year_in, years_in};
