//! How much one file may unpack to, and why a file could not be read.

/// Cells of one file, empty ones inside tables included. The largest disclosure known has some ten
/// thousand.
const MOST_CELLS: usize = 2_000_000;

/// Bytes of text one file may be reduced to.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Failure {
    /// Truncated, or not what its first bytes promise.
    Damaged,
    /// A password is needed.
    Protected,
    /// More than the limits allow.
    TooLarge,
}

/// What a file may still use. Asked before memory is taken, so that a small file cannot ask for
/// more than its share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget {
            cells: MOST_CELLS,
            text: MOST_TEXT,
        }
    }
}

impl Budget {
    /// Takes cells.
    pub(in crate::load) fn cells(&mut self, count: usize) -> Result<(), Failure> {
        self.cells = self.cells.checked_sub(count).ok_or(Failure::TooLarge)?;
        Ok(())
    }

    /// Takes bytes of text.
    pub(in crate::load) fn text(&mut self, bytes: usize) -> Result<(), Failure> {
        self.text = self.text.checked_sub(bytes).ok_or(Failure::TooLarge)?;
        Ok(())
    }
}
