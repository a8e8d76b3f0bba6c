//! Records of an XLS workbook that say what its sheets show: hidden rows and columns, unprinted zeros, number formats.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use office_oxide::cfb::CfbReader;

use crate::load::reduction::number_format::NumberFormat;

/// Numbers of the records ([MS-XLS] 2.3).
mod record {
    pub(super) const END: u16 = 0x000A;
    pub(super) const COLUMNS: u16 = 0x007D;
    pub(super) const CELL_STYLE: u16 = 0x00E0;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const WINDOW: u16 = 0x023E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// Version of the files Excel 97 and later write.
const BIFF8: u16 = 0x0600;

/// Kinds of substreams that are sheets of a workbook: worksheet, chart, macro sheet.
const SHEETS: [u16; 3] = [0x0010, 0x0020, 0x0040];

/// The last column a sheet can have.
const LAST_COLUMN: u16 = 255;

/// What the records of a workbook say about how it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shown {
    /// Sheets in the order of the file.
    pub(super) sheets: Vec<SheetShown>,
    own: BTreeMap<u16, NumberFormat>,
    styles: Vec<u16>,
    /// Codes of formats are read from files of Excel 97 and later alone.
    coded: bool,
}

/// How one sheet is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SheetShown {
    pub(super) hidden_rows: BTreeSet<usize>,
    pub(super) hidden_columns: BTreeSet<usize>,
    pub(super) hides_zeros: bool,
}

impl Shown {
    /// The number format of a cell style; nothing where the file does not tell it.
    pub(super) fn format(&self, style: u16) -> Option<NumberFormat> {
        let id = *self.styles.get(usize::from(style))?;
        let own = self.own.get(&id).cloned();
        own.or_else(|| self.coded.then(|| NumberFormat::built_in(usize::from(id))))
    }
}

/// Reads the records of a workbook. A file without such a stream tells nothing.
pub(super) fn read(bytes: &[u8]) -> Shown {
    let Ok(mut container) = CfbReader::new(Cursor::new(bytes)) else {
        return Shown::default();
    };
    let stream = ["Workbook", "Book"]
        .iter()
        .find_map(|name| container.open_stream(name).ok());
    stream.map_or_else(Shown::default, |stream| of_stream(&stream))
}

/// Every record is looked at once; lengths that lie end the reading.
fn of_stream(stream: &[u8]) -> Shown {
    let mut shown = Shown::default();
    let mut depth = 0_usize;
    let mut rest = stream;
    while let Some((kind, body, after)) = next(rest) {
        rest = after;
        match kind {
            record::BEGIN => {
                depth += 1;
                // What stands inside a sheet (charts) has a beginning and an end of its own.
                let sheet = word(body, 2).is_none_or(|kind| SHEETS.contains(&kind));
                if depth == 1 && sheet {
                    shown.sheets.push(SheetShown::default());
                }
                shown.coded |= word(body, 0) == Some(BIFF8);
            }
            record::END => depth = depth.saturating_sub(1),
            _ if depth == 1 => {
                read_record(&mut shown, kind, body);
            }
            _ => {}
        }
    }
    shown
}

/// Takes what one record says; nothing where it is too short.
fn read_record(shown: &mut Shown, kind: u16, body: &[u8]) -> Option<()> {
    match kind {
        record::FORMAT if shown.coded => {
            let code = text(body.get(2..)?)?;
            shown.own.insert(word(body, 0)?, NumberFormat::parse(&code));
        }
        record::CELL_STYLE => shown.styles.push(word(body, 2)?),
        record::ROW => {
            let hidden = word(body, 12)? & 0x20 != 0;
            let rows = &mut shown.sheets.last_mut()?.hidden_rows;
            if hidden {
                rows.insert(usize::from(word(body, 0)?));
            }
        }
        record::COLUMNS => {
            let hidden = word(body, 8)? & 0x01 != 0;
            let columns = word(body, 0)?..=word(body, 2)?.min(LAST_COLUMN);
            let sheet = shown.sheets.last_mut()?;
            if hidden {
                sheet.hidden_columns.extend(columns.map(usize::from));
            }
        }
        record::WINDOW => {
            let prints_zeros = word(body, 0)? & 0x10 != 0;
            shown.sheets.last_mut()?.hides_zeros |= !prints_zeros;
        }
        _ => {}
    }
    Some(())
}

/// Kind and body of the next record, and what follows it.
fn next(rest: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let length = usize::from(word(rest, 2)?);
    let body = rest.get(4..4 + length)?;
    Some((word(rest, 0)?, body, rest.get(4 + length..)?))
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// A text with its length before it, in one or two bytes for a character.
fn text(bytes: &[u8]) -> Option<String> {
    let length = usize::from(word(bytes, 0)?);
    let wide = bytes.get(2)? & 0x01 != 0;
    let letters = bytes.get(3..)?;
    if wide {
        let units = letters.get(..length * 2)?.chunks_exact(2);
        let units: Vec<u16> = units.filter_map(|pair| word(pair, 0)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    let letters = letters.get(..length)?;
    Some(letters.iter().map(|&letter| char::from(letter)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, words: &[u16]) -> Vec<u8> {
        let body: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let length = u16::try_from(body.len()).unwrap_or(0);
        [
            kind.to_le_bytes().to_vec(),
            length.to_le_bytes().to_vec(),
            body,
        ]
        .concat()
    }

    fn begin(kind: u16) -> Vec<u8> {
        record(record::BEGIN, &[BIFF8, kind])
    }

    fn end() -> Vec<u8> {
        record(record::END, &[])
    }

    /// A workbook, a chart inside its second sheet included.
    fn stream() -> Vec<u8> {
        let mut format = vec![200, 0, 4, 0, 0];
        format.extend(b"0.0,");
        let mut formats = record::FORMAT.to_le_bytes().to_vec();
        formats.extend([u8::try_from(format.len()).unwrap_or(0), 0]);
        formats.extend(format);
        [
            begin(0x0005),
            formats,
            record(record::CELL_STYLE, &[0, 0]),
            record(record::CELL_STYLE, &[0, 200]),
            record(record::CELL_STYLE, &[0, 4]),
            end(),
            begin(0x0010),
            record(record::COLUMNS, &[2, 3, 2000, 0, 1, 0]),
            record(record::COLUMNS, &[4, 9, 2000, 0, 0, 0]),
            record(record::ROW, &[7, 0, 5, 255, 0, 0, 0x20, 0]),
            record(record::ROW, &[8, 0, 5, 255, 0, 0, 0, 0]),
            record(record::WINDOW, &[0x06A6]),
            end(),
            begin(0x0010),
            begin(0x0020),
            record(record::ROW, &[1, 0, 5, 255, 0, 0, 0x20, 0]),
            end(),
            record(record::WINDOW, &[0x06B6]),
            end(),
        ]
        .concat()
    }

    #[test]
    fn hidden_rows_columns_and_zeros_are_told_by_sheet() {
        let shown = of_stream(&stream());
        assert_eq!(shown.sheets.len(), 2);
        let (first, second) = (&shown.sheets[0], &shown.sheets[1]);
        assert_eq!(first.hidden_columns, BTreeSet::from([2, 3]));
        assert_eq!(first.hidden_rows, BTreeSet::from([7]));
        assert!(first.hides_zeros);
        assert_eq!(*second, SheetShown::default());
    }

    #[test]
    fn styles_lead_to_their_formats() {
        let shown = of_stream(&stream());
        let show = |style| shown.format(style).map(|format| format.show("1234567.8"));
        assert_eq!(show(0).as_deref(), Some("1234567.8"));
        assert_eq!(show(1).as_deref(), Some("1234.6"));
        assert_eq!(show(2).as_deref(), Some("1,234,567.80"));
        assert_eq!(show(3), None);
    }

    #[test]
    fn a_stream_may_end_anywhere() {
        let stream = stream();
        for length in 0..stream.len() {
            let cut = of_stream(stream.get(..length).unwrap_or_default());
            assert!(cut.sheets.len() <= 2);
        }
        assert_eq!(read(&stream), Shown::default());
    }
}
