//! Deleted and hidden text of a DOC, struck out of its bytes before the package reads them.
//!
//! The package leaves such text out too, but skips the pages of character properties that hold more
//! runs than 63. Word puts up to 101 on a page, and tables, whose cells are short runs, fill them.

use std::io::Cursor;
use std::ops::Range;

use office_oxide::cfb::CfbReader;

/// Properties of characters that take them out of the text ([MS-DOC] 2.6.1): struck out by a tracked
/// change, hidden.
const UNSEEN: [u16; 2] = [0x0800, 0x083C];

/// An optional hyphen: drawn only where a line breaks, and left out by the package.
const NOTHING: u8 = 0x1F;

/// Where the header of the document tells its version, its flags, and the places of the character
/// properties and of the pieces of text.
const VERSION: usize = 0x02;
const FLAGS: usize = 0x0A;
const PROPERTIES: usize = 0xFA;
const PIECES: usize = 0x01A2;

/// The first version whose header is laid out so: Word 97.
const WORD_97: u16 = 0x00C1;

const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// Bytes of a page of character properties.
const PAGE: usize = 512;

/// Overlaps of pieces with deleted runs that are looked at; files that pile pieces on the same bytes
/// have more.
const MOST_OVERLAPS: usize = 1_000_000;

/// The bytes of the file with nothing in the place of what is deleted or hidden. A file that does
/// not tell stays as it is.
#[must_use]
pub(super) fn struck_out(bytes: &[u8]) -> Vec<u8> {
    let mut file = bytes.to_vec();
    if let Some(places) = places(bytes) {
        for at in places {
            if let Some(byte) = file.get_mut(at.file) {
                *byte = if at.first { NOTHING } else { 0 };
            }
        }
    }
    file
}

/// A byte of a deleted character.
struct Place {
    /// Where it stands in the file.
    file: usize,
    /// Whether it is the first of its character.
    first: bool,
}

fn places(bytes: &[u8]) -> Option<Vec<Place>> {
    let mut container = CfbReader::new(Cursor::new(bytes)).ok()?;
    let document = container.open_stream("WordDocument").ok()?;
    let flags = word(&document, FLAGS)?;
    if word(&document, VERSION)? < WORD_97 || flags & ENCRYPTED != 0 {
        return None;
    }
    let table = if flags & SECOND_TABLE == 0 {
        "0Table"
    } else {
        "1Table"
    };
    let table = container.open_stream(table).ok()?;
    let deleted = deleted(&document, part(&document, &table, PROPERTIES)?);
    if deleted.is_empty() {
        return None;
    }
    let sectors = Sectors::of(&container, bytes)?;
    let mut places = Vec::new();
    let mut overlaps = 0_usize;
    for piece in pieces(part(&document, &table, PIECES)?)? {
        let first = deleted.partition_point(|run| run.end <= piece.bytes.start);
        let runs = deleted.iter().skip(first);
        for run in runs.take_while(|run| run.start < piece.bytes.end) {
            overlaps += 1;
            if overlaps > MOST_OVERLAPS {
                return Some(places);
            }
            let start = run.start.max(piece.bytes.start);
            // Whole characters, counted from the beginning of the piece.
            let start = start + (start - piece.bytes.start) % piece.size;
            let end = run.end.min(piece.bytes.end).min(document.len());
            for at in (start..end).step_by(piece.size) {
                let character = document.get(at..at + piece.size)?;
                // Marks of cells, paragraphs and fields stay: they are no text.
                let wide = character.get(1).copied().unwrap_or(0);
                let mark = wide == 0 && character.first().is_some_and(|byte| *byte < 0x20);
                if !mark {
                    let bytes = (0..piece.size).filter_map(|nth| {
                        let file = sectors.place(at + nth)?;
                        let first = nth == 0;
                        Some(Place { file, first })
                    });
                    places.extend(bytes);
                }
            }
        }
    }
    Some(places)
}

/// Which bytes of the document hold deleted or hidden characters, in order and apart.
fn deleted(document: &[u8], table: &[u8]) -> Vec<Range<usize>> {
    let pages = table.len().saturating_sub(4) / 8;
    let numbers = table.get((pages + 1) * 4..).unwrap_or(&[]);
    let mut numbers: Vec<u32> = (0..pages)
        .filter_map(|page| long(numbers, page * 4))
        .map(|number| number & 0x003F_FFFF)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for number in numbers {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let start = at.saturating_mul(PAGE);
        if let Some(page) = document.get(start..start.saturating_add(PAGE)) {
            of_page(page, &mut runs);
        }
    }
    runs.sort_unstable_by_key(|run| run.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match apart.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => apart.push(run),
        }
    }
    apart
}

/// The bounds of the runs, a byte for each that tells where its properties stand, the properties, and
/// at the end how many runs there are.
fn of_page(page: &[u8], runs: &mut Vec<Range<usize>>) {
    let count = page.last().map_or(0, |count| usize::from(*count));
    for nth in 0..count {
        let bounds = long(page, nth * 4).zip(long(page, (nth + 1) * 4));
        let at = page
            .get((count + 1) * 4 + nth)
            .map(|half| usize::from(*half) * 2);
        let (Some((start, end)), Some(at)) = (bounds, at.filter(|at| *at > 0)) else {
            continue;
        };
        let length = page.get(at).map_or(0, |length| usize::from(*length));
        let properties = page.get(at + 1..at + 1 + length).unwrap_or(&[]);
        let place = |number| usize::try_from(number).unwrap_or(usize::MAX);
        if start < end && is_unseen(properties) {
            runs.push(place(start)..place(end));
        }
    }
}

/// Whether properties of a run take it out of the text.
fn is_unseen(mut properties: &[u8]) -> bool {
    while let Some(kind) = word(properties, 0) {
        let operand = properties.get(2..).unwrap_or(&[]);
        let length = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => operand.first().map_or(0, |length| usize::from(*length)) + 1,
        };
        if UNSEEN.contains(&kind) && operand.first() == Some(&1) {
            return true;
        }
        properties = operand.get(length..).unwrap_or(&[]);
    }
    false
}

/// A piece of the text.
struct Piece {
    /// Its bytes in the document.
    bytes: Range<usize>,
    /// Bytes of a character.
    size: usize,
}

/// The pieces, behind properties of whole pieces that are passed over.
fn pieces(mut parts: &[u8]) -> Option<Vec<Piece>> {
    while parts.first() == Some(&1) {
        let length = usize::from(word(parts, 1)?);
        parts = parts.get(3 + length..)?;
    }
    if parts.first() != Some(&2) {
        return None;
    }
    let table = parts.get(5..)?;
    let length = usize::try_from(long(parts, 1)?).ok()?;
    let table = table.get(..length).unwrap_or(table);
    let count = table.len().saturating_sub(4) / 12;
    let piece = |nth: usize| {
        let from = long(table, nth * 4)?;
        let to = long(table, (nth + 1) * 4)?;
        let place = long(table, (count + 1) * 4 + nth * 8 + 2)?;
        // Text in one byte for a character is marked, and its place is told twofold.
        let narrow = place & 0x4000_0000 != 0;
        let place = usize::try_from(place & 0x3FFF_FFFF).ok()?;
        let (start, size) = if narrow { (place / 2, 1) } else { (place, 2) };
        let characters = usize::try_from(to.checked_sub(from)?).ok()?;
        let end = start.checked_add(characters.checked_mul(size)?)?;
        Some(Piece {
            bytes: start..end,
            size,
        })
    };
    Some((0..count).filter_map(piece).collect())
}

/// Where the sectors of the document stand in the file.
struct Sectors {
    starts: Vec<usize>,
    size: usize,
}

impl Sectors {
    fn of(container: &CfbReader<Cursor<&[u8]>>, bytes: &[u8]) -> Option<Self> {
        let header = container.header();
        let size = header.sector_size;
        let start = |sector: u32| usize::try_from(header.sector_offset(sector)).ok();
        let entry = container.find_entry("WordDocument")?;
        let entry = container.entries().get(entry)?;
        if entry.stream_size < u64::from(header.mini_stream_cutoff) || size < 4 {
            return None;
        }
        let most = bytes.len() / size;
        let each = size / 4;
        // The list of the sectors that tell which sector follows which; of a large file it goes on in
        // sectors of its own, whose last entry names the next.
        let mut lists = header.header_difat.clone();
        let mut further = header.first_difat_sector;
        for _ in 0..header.difat_sector_count.min(u32::try_from(most).ok()?) {
            let Some(at) = start(further).filter(|at| *at < bytes.len()) else {
                break;
            };
            lists.extend((0..each - 1).filter_map(|nth| long(bytes, at + nth * 4)));
            further = long(bytes, at + (each - 1) * 4)?;
        }
        let next = |sector: u32| {
            let sector = usize::try_from(sector).ok()?;
            let list = start(*lists.get(sector / each)?)?;
            long(bytes, list + sector % each * 4)
        };
        let mut starts = Vec::new();
        let mut sector = entry.start_sector;
        while let Some(at) = start(sector).filter(|at| *at < bytes.len()) {
            if starts.len() > most {
                return None;
            }
            starts.push(at);
            match next(sector) {
                Some(following) => sector = following,
                None => break,
            }
        }
        Some(Sectors { starts, size })
    }

    fn place(&self, at: usize) -> Option<usize> {
        Some(self.starts.get(at / self.size)? + at % self.size)
    }
}

/// The part of the table stream whose place and length the header of the document tells here.
fn part<'t>(document: &[u8], table: &'t [u8], at: usize) -> Option<&'t [u8]> {
    let start = usize::try_from(long(document, at)?).ok()?;
    let length = usize::try_from(long(document, at + 4)?).ok()?;
    table.get(start..start.checked_add(length)?)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}
