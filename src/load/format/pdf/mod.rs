//! PDF → lines of text: glyphs with positions and ruling lines, from which the grids are rebuilt.

mod aligned;
mod aligned_columns;
mod aligned_gutters;
mod aligned_header;
mod aligned_lines;
mod aligned_names;
mod aligned_rows;
mod aligned_top;
mod aligned_words;
mod beside;
mod broken_numbers;
mod clip;
mod collect;
mod cut_rows;
mod framed;
mod furniture;
mod halves;
mod known_names;
mod lattice;
mod layout;
mod lines;
mod message;
mod overflow;
mod page;
mod pages;
pub(in crate::load) mod picture;
mod reordered;
mod repeated;
mod rules;
mod torn_heading;
mod torn_names;
mod turn;
mod unpacked;
mod watermark;
mod write;

use std::panic::catch_unwind;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Reduced;
use crate::model::{PageSize, Place, Problem, Writing};
use layout::Block;
use pages::{Sheet, Text};
use write::Writer;

/// Larger files are not opened.
const MOST_BYTES: usize = 256 << 20;
/// How much may stand behind the mark at the end of a file.
const LONGEST_END: usize = 2048;
/// Further pages are not read.
const MOST_PAGES: usize = 2_000;

/// Reads the text and the tables of a PDF file.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    let pdf = open(name, bytes)?;
    let mut reader = Reader::default();
    reader.read(&pdf);
    if reader.pages.is_empty() {
        return Err(message::damaged(name));
    }
    let mut reduced = reader.finish(name);
    if is_cut_off(bytes) {
        reduced.problems.push(message::cut_off(name));
    }
    Ok(reduced)
}

/// Whether the mark is missing that every whole file ends with.
fn is_cut_off(bytes: &[u8]) -> bool {
    let end = bytes
        .iter()
        .rposition(|byte| !matches!(byte, 0 | b'\r' | b'\n' | b' '));
    let end = end.map_or(0, |last| last + 1);
    let tail = bytes
        .get(end.saturating_sub(LONGEST_END)..end)
        .unwrap_or(bytes);
    memchr::memmem::find(tail, b"%%EOF").is_none()
}

/// Opens a file, unless it is locked, damaged or made to exhaust whoever opens it.
fn open(name: &str, bytes: &[u8]) -> Result<Pdf, Problem> {
    if bytes.len() > MOST_BYTES {
        return Err(message::too_large(name, MOST_BYTES >> 20));
    }
    if unpacked::is_too_much(bytes) {
        return Err(message::bomb(name, unpacked::MOST >> 20));
    }
    match catch_unwind(|| Pdf::new(bytes.to_vec())) {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(error))) => Err(locked(name, error)),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => Err(message::damaged(name)),
    }
}

fn locked(name: &str, error: DecryptionError) -> Problem {
    match error {
        DecryptionError::PasswordProtected => message::password(name),
        _ => message::unknown_encryption(name),
    }
}

#[derive(Default)]
struct Reader {
    pages: Vec<Vec<Block>>,
    /// For every page its size and how its text is written.
    sheets: Vec<(PageSize, Writing)>,
    glyphs: usize,
    unreadable: usize,
    /// Pages by what is wrong with them.
    scanned: Vec<u32>,
    recognised: Vec<u32>,
    broken: Vec<u32>,
    left_out: usize,
}

impl Reader {
    fn read(&mut self, pdf: &Pdf) {
        self.left_out = pdf.pages().len().saturating_sub(MOST_PAGES);
        for (number, sheet) in (1..).zip(pages::read(pdf, MOST_PAGES)) {
            self.page(number, sheet);
        }
    }

    fn page(&mut self, number: u32, sheet: Sheet) {
        self.glyphs += sheet.glyphs;
        self.unreadable += sheet.unreadable;
        match sheet.text {
            Text::Printed => {}
            Text::Scanned => self.scanned.push(number),
            Text::Recognised => self.recognised.push(number),
        }
        if sheet.broken {
            self.broken.push(number);
        }
        self.sheets.push((sheet.size, sheet.writing));
        self.pages.push(sheet.blocks);
    }

    fn finish(mut self, name: &str) -> Reduced {
        let blank = self.scanned.len() == self.pages.len();
        furniture::drop_from(&mut self.pages);
        beside::join(&mut self.pages);
        torn_heading::join(&mut self.pages);
        cut_rows::join(&mut self.pages);
        torn_names::join(&mut self.pages);
        repeated::restore(&mut self.pages);
        let mut writer = Writer::default();
        for (page, (size, writing)) in self.pages.into_iter().zip(self.sheets) {
            writer.page(page, size, writing);
        }
        let mut reduced = writer.finish();
        // The place of a problem is where the first of its pages begins, so that it can be looked at.
        let placed = |problem: Problem, pages: &[u32], starts: &[u32]| {
            let first = pages.first().and_then(|&page| page.checked_sub(1));
            let line = first.and_then(|index| starts.get(index as usize).copied());
            Problem {
                place: line.map(|line| Place {
                    line,
                    ..Place::default()
                }),
                ..problem
            }
        };
        let starts = &reduced.page_starts;
        let problems = &mut reduced.problems;
        if self.left_out > 0 {
            problems.push(message::too_many_pages(name, MOST_PAGES, self.left_out));
        }
        if !self.scanned.is_empty() {
            let problem = message::no_text_layer(name, &self.scanned, blank);
            problems.push(placed(problem, &self.scanned, starts));
        }
        if !self.recognised.is_empty() {
            let problem = message::recognised_text(name, &self.recognised);
            problems.push(placed(problem, &self.recognised, starts));
            reduced.recognised = self.recognised;
        }
        if !self.broken.is_empty() {
            let problem = message::broken_pages(name, &self.broken);
            problems.push(placed(problem, &self.broken, starts));
        }
        if self.unreadable * 20 > self.glyphs {
            problems.push(message::doubtful_text(name));
        }
        reduced
    }
}
