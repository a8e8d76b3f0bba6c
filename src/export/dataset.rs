//! One kind of record as rows of typed values: the one description of columns that every data format is written from.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// Whole numbers that count or point: a year, a line, a page.
    Whole,
    /// Yes or no.
    Flag,
    /// The exact digits of a figure, or the words that stand in its place.
    Figure,
}

/// One column of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name, exactly as the header line prints it.
    pub name: &'static str,
    /// What its values are.
    pub holds: Holds,
}

/// A figure as its exact characters and, where it is a number, as that number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exact {
    /// The digits with all their decimals, or what stands in the place of a number.
    pub text: String,
    /// The same number; `None` for a dash or a word. It keeps the decimals of the text.
    pub number: Option<Decimal>,
}

impl Exact {
    /// A number, written with its own decimals.
    #[must_use]
    pub fn of(number: Decimal) -> Exact {
        Exact {
            text: number.to_string(),
            number: Some(number),
        }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// There is none; never the same as nought.
    Absent,
    /// Words, possibly none.
    Text(Cow<'static, str>),
    /// A whole number.
    Whole(u64),
    /// Yes or no.
    Flag(bool),
    /// A figure.
    Figure(Exact),
}

impl Value {
    /// The characters of the value; none where there is no value.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Absent => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Whole(number) => Cow::Owned(number.to_string()),
            Value::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Value::Figure(figure) => Cow::Borrowed(&figure.text),
        }
    }

    /// The number of a figure that is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Figure(figure) => figure.number,
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Absent => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Whole(number) => serializer.serialize_u64(*number),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Figure(figure) => serializer.serialize_str(&figure.text),
        }
    }
}

/// The values of one record in the order of the columns.
pub type Row = Vec<Value>;

/// A row as an object that names its values.
#[derive(Debug)]
pub struct Named<'a>(pub &'a [Column], pub &'a Row);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            object.serialize_entry(column.name, value)?;
        }
        object.end()
    }
}

/// A column of a format with typed columns. A column of figures is two of them: the exact characters,
/// then the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedColumn {
    /// The name; `_number` behind that of the figures where it holds their numbers.
    pub name: String,
    /// Which value of the row it holds.
    pub index: usize,
    /// What it holds; for figures their numbers alone.
    pub holds: Holds,
}

/// The columns as formats with typed columns have them.
#[must_use]
pub fn typed(columns: &[Column]) -> Vec<TypedColumn> {
    let mut typed = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let mut push = |name: String, holds| typed.push(TypedColumn { name, index, holds });
        if column.holds == Holds::Figure {
            push(column.name.to_owned(), Holds::Text);
            push(format!("{}_number", column.name), Holds::Figure);
        } else {
            push(column.name.to_owned(), column.holds);
        }
    }
    typed
}

/// A struct whose fields are the columns of a data set.
pub trait Record {
    /// The columns in order.
    const COLUMNS: &'static [Column];

    /// The values in the order of the columns.
    fn into_row(self) -> Row;
}

/// A type that a field of a record may have.
pub trait Field {
    /// What a column of such values holds.
    const HOLDS: Holds;

    /// The value.
    fn into_value(self) -> Value;
}

/// States for each type what its columns hold and how a value is made of it.
macro_rules! fields {
    ($($type:ty => $holds:ident, |$field:ident| $value:expr;)*) => {$(
        impl Field for $type {
            const HOLDS: Holds = Holds::$holds;

            fn into_value(self) -> Value {
                let $field = self;
                $value
            }
        }
    )*};
}

fields! {
    String => Text, |text| Value::Text(text.into());
    &'static str => Text, |text| Value::Text(text.into());
    u16 => Whole, |number| Value::Whole(number.into());
    u32 => Whole, |number| Value::Whole(number.into());
    usize => Whole, |number| Value::Whole(number as u64);
    bool => Flag, |flag| Value::Flag(flag);
    Exact => Figure, |figure| Value::Figure(figure);
}

impl<F: Field> Field for Option<F> {
    const HOLDS: Holds = F::HOLDS;

    fn into_value(self) -> Value {
        self.map_or(Value::Absent, F::into_value)
    }
}

/// Declares a record: the struct, its columns and its rows from one list of fields.
macro_rules! record {
    (
        $(#[$about:meta])*
        pub struct $record:ident {
            $($(#[$of_field:meta])* pub $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $record {
            $($(#[$of_field])* pub $field: $type,)*
        }

        impl $crate::export::dataset::Record for $record {
            const COLUMNS: &'static [$crate::export::dataset::Column] = &[
                $($crate::export::dataset::Column {
                    name: stringify!($field),
                    holds: <$type as $crate::export::dataset::Field>::HOLDS,
                },)*
            ];

            fn into_row(self) -> $crate::export::dataset::Row {
                vec![$($crate::export::dataset::Field::into_value(self.$field),)*]
            }
        }
    };
}
pub(super) use record;

/// All records of one kind.
pub struct Dataset<'a> {
    /// The name of the kind.
    pub name: &'static str,
    /// The columns in order.
    pub columns: &'static [Column],
    rows: Box<dyn Fn() -> Rows<'a> + 'a>,
}

/// Rows one after the other.
pub type Rows<'a> = Box<dyn Iterator<Item = Row> + 'a>;

impl<'a> Dataset<'a> {
    /// The records that `make` answers, under a name.
    pub(super) fn new<R, I>(name: &'static str, make: impl Fn() -> I + 'a) -> Dataset<'a>
    where
        R: Record + 'a,
        I: Iterator<Item = R> + 'a,
    {
        Dataset {
            name,
            columns: R::COLUMNS,
            rows: Box::new(move || Box::new(make().map(R::into_row))),
        }
    }

    /// The rows from the first one; they are made anew in every call and never kept.
    #[must_use]
    pub fn rows(&self) -> Rows<'a> {
        (self.rows)()
    }
}

impl fmt::Debug for Dataset<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dataset")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What a format had no room for; the text beside each such figure has all its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shortfall {
    /// Figures with more digits than its numbers have.
    pub figures: usize,
    /// Texts longer than its texts may be, which were cut.
    pub texts: usize,
}
