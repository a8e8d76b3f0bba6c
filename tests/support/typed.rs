//! Reads workbooks and Parquet files into plain values, to hold them against what was to be written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::str::FromStr;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use quick_xml::events::Event;
use rust_decimal::Decimal;

/// What stands in a place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Got {
    Nothing,
    Text(String),
    Number(Decimal),
    Flag(bool),
}

/// A table as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read2d {
    pub(crate) name: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Got>>,
}

/// A part of a workbook as text.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect(name);
    part.read_to_string(&mut text).expect("UTF-8");
    text
}

/// All sheets of a workbook in order.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<Read2d> {
    let mut names = Vec::new();
    walk(&part(bytes, "xl/workbook.xml"), |path, seen| {
        if let (true, Seen::Begin(attributes)) = (path.ends_with("/sheet"), seen) {
            names.push(attributes["name"].clone());
        }
    });
    let strings = strings(&part(bytes, "xl/sharedStrings.xml"));
    let numbered = (1..).zip(names);
    let read = numbered.map(|(number, name)| {
        let text = part(bytes, &format!("xl/worksheets/sheet{number}.xml"));
        sheet(name, &text, &strings)
    });
    read.collect()
}

fn strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    walk(text, |path, seen| {
        if let (true, Seen::End(said)) = (path.ends_with("/si/t"), seen) {
            strings.push(unescaped(said));
        }
    });
    strings
}

/// The characters behind `_xHHHH_`, as workbooks write what XML has no sign for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("_x005F_");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |joined, part| joined + "_" + part)
}

fn sheet(name: String, text: &str, strings: &[String]) -> Read2d {
    let mut cells: BTreeMap<usize, BTreeMap<usize, Got>> = BTreeMap::new();
    let mut here = (0, 0, String::new());
    walk(text, |path, seen| match seen {
        _ if path.ends_with("/c/f") => panic!("a formula in {name}"),
        Seen::Begin(attributes) if path.ends_with("/row/c") => {
            let kind = attributes.get("t").cloned().unwrap_or_default();
            let (row, column) = place(&attributes["r"]);
            here = (row, column, kind);
        }
        Seen::End(said) if path.ends_with("/c/v") => {
            let got = match here.2.as_str() {
                "s" => Got::Text(strings[said.parse::<usize>().expect("an index")].clone()),
                "b" => Got::Flag(said == "1"),
                "" => Got::Number(Decimal::from_str(said).expect(said)),
                other => panic!("a cell of type {other}"),
            };
            cells.entry(here.0).or_default().insert(here.1, got);
        }
        _ => {}
    });
    let mut lines = cells.into_values();
    let header: Vec<String> = lines
        .next()
        .expect("a header")
        .into_values()
        .map(|got| match got {
            Got::Text(text) => text,
            other => panic!("{other:?} in a header"),
        })
        .collect();
    let row = |found: BTreeMap<usize, Got>| {
        let at = |column| found.get(&column).cloned().unwrap_or(Got::Nothing);
        (0..header.len()).map(at).collect()
    };
    let rows = lines.map(row).collect();
    Read2d { name, header, rows }
}

/// Row and column of a reference such as `AB12`.
fn place(reference: &str) -> (usize, usize) {
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    let row = reference[letters.len()..].parse().expect("a row");
    (row, column - 1)
}

/// A side of an element: its attributes where it begins, its text where it ends.
enum Seen<'a> {
    Begin(BTreeMap<String, String>),
    End(&'a str),
}

/// Calls `see` with the path and the sides of every element.
fn walk(text: &str, mut see: impl FnMut(&str, Seen<'_>)) {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut path, mut said) = (Vec::new(), String::new());
    loop {
        let event = reader.read_event().expect("XML");
        let alone = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                path.push(tag.name().as_ref().to_owned());
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let name = attribute.key.as_ref().to_owned();
                    let value = attribute.value.clone().into_owned();
                    (name, value)
                });
                see(&path.join("/"), Seen::Begin(attributes.collect()));
                said.clear();
                if alone {
                    path.pop();
                }
            }
            Event::Text(text) => said.push_str(&text),
            Event::GeneralRef(name) => said.push(match name.as_ref() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                other => panic!("&{other};"),
            }),
            Event::End(_) => {
                see(&path.join("/"), Seen::End(&said));
                said.clear();
                path.pop();
            }
            _ => {}
        }
    }
}

/// A Parquet file.
pub(crate) fn parquet(bytes: &[u8]) -> Read2d {
    let mut file: File = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let schema = reader.metadata().file_metadata().schema_descr();
    let header = schema.columns().iter();
    let header = header.map(|column| column.name().to_owned()).collect();
    let name = schema.name().to_owned();
    let rows = reader.get_row_iter(None).expect("rows");
    let rows = rows.map(|row| {
        let row = row.expect("a row");
        row.get_column_iter().map(|(_, field)| got(field)).collect()
    });
    Read2d {
        name,
        header,
        rows: rows.collect(),
    }
}

fn got(field: &Field) -> Got {
    match field {
        Field::Null => Got::Nothing,
        Field::Bool(flag) => Got::Flag(*flag),
        Field::Str(text) => Got::Text(text.clone()),
        Field::Long(number) => Got::Number(Decimal::from(*number)),
        Field::Decimal(decimal) => {
            let bytes: [u8; 16] = decimal.data().try_into().expect("16 bytes");
            let mut number = i128::from_be_bytes(bytes);
            let mut scale = u32::try_from(decimal.scale()).expect("decimals");
            while scale > 0 && number % 10 == 0 {
                (number, scale) = (number / 10, scale - 1);
            }
            Got::Number(Decimal::from_i128_with_scale(number, scale))
        }
        other => panic!("{other:?}"),
    }
}
