//! A data set as a Parquet file.
//!
//! Texts are UTF-8, whole numbers 64 bits wide, figures both their exact characters and a decimal of
//! 38 digits. What is absent is null, which is never the same as nought.

use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType,
    Int64Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use rust_decimal::Decimal;

use super::dataset::{Dataset, Holds, Row, Shortfall, TypedColumn, Value, typed};

/// The digits of the decimals: the most that all readers know.
const PRECISION: u32 = 38;

/// The bytes of such a decimal.
const WIDTH: i32 = 16;

/// The decimals of a column of figures; a figure with more raises them for its column. The digits
/// left before the point hold every number we can read, and one scale for all files lets them be
/// read together.
const SCALE: u32 = 9;

/// Rows written at a time; so many are in memory.
const GROUP_ROWS: usize = 65_536;

/// Writes a data set as one Parquet file.
///
/// # Errors
/// When the package cannot make the file.
pub fn parquet(dataset: &Dataset<'_>) -> io::Result<(Vec<u8>, Shortfall)> {
    write(dataset).map_err(io::Error::other)
}

fn write(dataset: &Dataset<'_>) -> Result<(Vec<u8>, Shortfall)> {
    let columns = typed(dataset.columns);
    let scales = scales(dataset, &columns);
    let fields = columns.iter().zip(&scales);
    let fields = fields
        .map(|(column, scale)| field(column, *scale).map(Arc::new))
        .collect::<Result<_>>()?;
    let schema = Type::group_type_builder(dataset.name)
        .with_fields(fields)
        .build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut shortfall = Shortfall::default();
    let mut rows = dataset.rows();
    loop {
        let group: Vec<Row> = rows.by_ref().take(GROUP_ROWS).collect();
        if group.is_empty() {
            break;
        }
        let mut open = writer.next_row_group()?;
        for (column, scale) in columns.iter().zip(&scales) {
            put(&mut open, &group, column, *scale, &mut shortfall)?;
        }
        open.close()?;
    }
    Ok((writer.into_inner()?, shortfall))
}

fn field(column: &TypedColumn, scale: u32) -> Result<Type> {
    let physical = match column.holds {
        Holds::Text => Physical::BYTE_ARRAY,
        Holds::Whole => Physical::INT64,
        Holds::Flag => Physical::BOOLEAN,
        Holds::Figure => Physical::FIXED_LEN_BYTE_ARRAY,
    };
    let field =
        Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    match column.holds {
        Holds::Text => field.with_logical_type(Some(LogicalType::String)),
        Holds::Whole | Holds::Flag => field,
        Holds::Figure => field
            .with_logical_type(Some(LogicalType::decimal(scale as i32, PRECISION as i32)))
            .with_length(WIDTH)
            .with_precision(PRECISION as i32)
            .with_scale(scale as i32),
    }
    .build()
}

/// How many decimals each column has: as many as its figures need, as far as its greatest number
/// leaves room. Only columns of figures have any.
fn scales(dataset: &Dataset<'_>, columns: &[TypedColumn]) -> Vec<u32> {
    let mut needs = vec![(SCALE, 0); columns.len()];
    for row in dataset.rows() {
        for (column, (decimals, whole)) in columns.iter().zip(&mut needs) {
            if let (Holds::Figure, Some(number)) = (column.holds, number(&row, column)) {
                *decimals = number.scale().max(*decimals);
                let digits = number.trunc().mantissa().unsigned_abs().to_string().len();
                *whole = digits.max(*whole);
            }
        }
    }
    let room = |whole: usize| PRECISION.saturating_sub(u32::try_from(whole).unwrap_or(PRECISION));
    let needs = needs.into_iter();
    needs
        .map(|(decimals, whole)| decimals.min(room(whole)))
        .collect()
}

fn value<'r>(row: &'r Row, column: &TypedColumn) -> &'r Value {
    row.get(column.index).unwrap_or(&Value::Absent)
}

/// The number in a column without noughts behind its decimals.
fn number(row: &Row, column: &TypedColumn) -> Option<Decimal> {
    value(row, column).number().map(|number| number.normalize())
}

/// A number counted in its `scale`-th decimal; `None` when it has more decimals than that.
fn scaled(number: Decimal, scale: u32) -> Option<i128> {
    let raise = scale.checked_sub(number.scale())?;
    10_i128.checked_pow(raise)?.checked_mul(number.mantissa())
}

/// Writes one column of a group of rows.
fn put(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    rows: &[Row],
    column: &TypedColumn,
    scale: u32,
    shortfall: &mut Shortfall,
) -> Result<()> {
    match column.holds {
        Holds::Text => put_as::<ByteArrayType>(group, rows, |row| match value(row, column) {
            Value::Absent => None,
            value => Some(ByteArray::from(value.text().as_bytes().to_vec())),
        }),
        Holds::Whole => put_as::<Int64Type>(group, rows, |row| match value(row, column) {
            Value::Whole(number) => i64::try_from(*number).ok(),
            _ => None,
        }),
        Holds::Flag => put_as::<BoolType>(group, rows, |row| match value(row, column) {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Holds::Figure => put_as::<FixedLenByteArrayType>(group, rows, |row| {
            let number = number(row, column)?;
            let scaled = scaled(number, scale);
            shortfall.figures += usize::from(scaled.is_none());
            let bytes = scaled?.to_be_bytes().to_vec();
            Some(FixedLenByteArray::from(bytes))
        }),
    }
}

fn put_as<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    rows: &[Row],
    value: impl FnMut(&Row) -> Option<T::T>,
) -> Result<()> {
    let values: Vec<Option<T::T>> = rows.iter().map(value).collect();
    let present: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    let mut open = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("a column too many".to_owned()))?;
    open.typed::<T>()
        .write_batch(&values, Some(&present), None)?;
    open.close()
}
