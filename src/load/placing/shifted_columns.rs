//! Columns whose words stand beside their figures: a total of the header that stands over no figures.
//!
//! Programs that print pages as text give every column the place of its cells and leave out how wide a
//! cell of the header was: words behind a wide cell move to the left, and 合计 stands over the names. What
//! a row comes to is never blank while its parts are printed.

use crate::load::body::Body;
use crate::load::grid::cells::is_number;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;

/// Words of a line of the header at the least; fewer may be the label of a row.
const FEWEST_WORDS: usize = 3;

/// Whether the header prints a total that is the word of no column of figures.
#[must_use]
pub(in crate::load) fn are_shifted(
    body: &Body,
    head: &[TextLine],
    vocabulary: &Vocabulary,
) -> bool {
    let figures = |line: &&TextLine| !line.printed().any(|piece| is_number(&piece.text));
    let header = head.iter().take_while(figures);
    let header = header.filter(|line| line.printed().count() >= FEWEST_WORDS);
    let mut words = header.flat_map(TextLine::printed).map(|piece| &piece.text);
    let columns = &body.layout.columns;
    let named = |word: &str| {
        let mut paths = columns.iter().flat_map(|column| &column.path);
        paths.any(|path| path.contains(word))
    };
    words.any(|word| vocabulary.is_total(word) && !named(word))
}
