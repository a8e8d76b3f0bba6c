//! Prints a text, tables as lines of cells divided by tabs, on the pages of a PDF with ruled tables.

use crate::office::{COVERED_ABOVE, COVERED_LEFT, Piece, is_covered, pieces};
use crate::pdf::Sheet;

/// Points around a page, and how high lines of text and of tables are.
const EDGE: f64 = 40.0;
const TEXT: f64 = 18.0;
const ROW: f64 = 16.0;
const HEIGHT: f64 = 842.0;

/// Pages that print everything in order. A table that does not fit goes on on the next page.
pub(crate) fn pages(text: &str) -> Vec<Sheet> {
    let pieces = pieces(text);
    let widest = pieces.iter().map(|piece| match piece {
        Piece::Line(line) => width(line, 10.0),
        Piece::Table(rows) => widths(&pieces, rows).iter().sum(),
    });
    let across = widest.fold(700.0, f64::max) + 2.0 * EDGE;
    let mut pages = vec![Sheet::new().sized(across, HEIGHT)];
    let mut y = EDGE;
    for piece in &pieces {
        match piece {
            Piece::Line(line) => {
                let page = room(&mut pages, &mut y, TEXT, across);
                y += TEXT;
                page.text(EDGE, y, 10.0, line);
                if line.starts_with("- ") {
                    // The number of a page is the last on it.
                    y = HEIGHT;
                }
            }
            Piece::Table(rows) => {
                y += TEXT / 2.0;
                let widths = widths(&pieces, rows);
                let mut rest = rows.as_slice();
                while !rest.is_empty() {
                    let page = room(&mut pages, &mut y, ROW, across);
                    let fit = ((page.height() - EDGE - y) / ROW).max(1.0) as usize;
                    let (now, later) = rest.split_at(fit.min(rest.len()));
                    y = table(page, y, &widths, now);
                    rest = later;
                }
                y += TEXT / 2.0;
            }
        }
    }
    pages
}

/// Draws rows with the lines around their cells; merged cells have none inside. Returns where it ends.
fn table(page: &mut Sheet, top: f64, widths: &[f64], rows: &[Vec<&str>]) -> f64 {
    let right = EDGE + widths.iter().sum::<f64>();
    let mut y = top;
    for (at, row) in rows.iter().enumerate() {
        let mut left = EDGE;
        for (cell, width) in row.iter().zip(widths) {
            if at == 0 || *cell != COVERED_ABOVE {
                page.line(left, y, left + width, y);
            }
            if *cell != COVERED_LEFT {
                page.line(left, y, left, y + ROW);
            }
            if !is_covered(cell) {
                page.text(left + 2.0, y + 12.0, 9.0, cell);
            }
            left += width;
        }
        page.line(right, y, right, y + ROW);
        y += ROW;
    }
    page.line(EDGE, y, right, y);
    y
}

/// The page with this much room below `y`, which may be a new one.
fn room<'a>(pages: &'a mut Vec<Sheet>, y: &mut f64, height: f64, across: f64) -> &'a mut Sheet {
    let full = pages
        .last()
        .is_none_or(|page| *y + height > page.height() - EDGE);
    if full {
        pages.push(Sheet::new().sized(across, HEIGHT));
        *y = EDGE;
    }
    pages.last_mut().expect("one was pushed")
}

/// The widths of columns: the same for all tables with as many, so that a table that goes on has its
/// columns where they were.
fn widths(pieces: &[Piece<'_>], rows: &[Vec<&str>]) -> Vec<f64> {
    let count = |rows: &[Vec<&str>]| rows.iter().map(Vec::len).max().unwrap_or(0);
    let alike = pieces.iter().filter_map(|piece| match piece {
        Piece::Table(other) if count(other) == count(rows) => Some(other),
        _ => None,
    });
    let mut widths = vec![28.0; count(rows)];
    for row in alike.flatten() {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell, 9.0).max(*widest - 8.0) + 8.0;
        }
    }
    widths
}

/// How wide a text is: ASCII takes half the size of its font.
fn width(text: &str, size: f64) -> f64 {
    let halves: f64 = text
        .chars()
        .map(|c| if c.is_ascii() { 0.5 } else { 1.0 })
        .sum();
    halves * size
}
