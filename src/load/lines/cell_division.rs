//! The distance at which cells recur that stand in one column: how a run of cells divides into rows.
//!
//! It is settled where all rows below each other print words, figures or codes in the same columns, and
//! the last row of the header is just as wide.

/// Fewer whole rows settle no distance.
const FEWEST_ROWS: usize = 3;
/// Columns of the widest table that is tried.
pub(in crate::load) const WIDEST: usize = 24;
/// Rows of the highest header.
pub(in crate::load) const HIGHEST: usize = 5;

/// What a cell prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Print {
    Blank,
    Words,
    /// Words of headers.
    Heading,
    /// 合计
    Total,
    /// A number with decimals or separators.
    Amount,
    /// A code of the classification.
    Code,
    /// Other digits.
    Number,
    /// Nothing, said by a dash.
    Dash,
}

/// What a column prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Open,
    Words,
    Numbers,
}

/// How the cells divide into rows.
pub(in crate::load) struct Division {
    pub(in crate::load) width: usize,
    /// Cells before the first row.
    pub(in crate::load) header: usize,
    /// Where each row begins, how many lines it takes, and which cell of it runs over two of them.
    pub(in crate::load) rows: Vec<(usize, usize, Option<usize>)>,
    /// Where the last row ends.
    pub(in crate::load) end: usize,
    /// Columns behind the last one of words.
    pub(in crate::load) figures: usize,
    /// Amounts of no row.
    left: usize,
}

/// What the cells of a run print, blank ones included.
pub(in crate::load) struct Prints(pub(in crate::load) Vec<Print>);

impl Prints {
    fn print(&self, at: usize) -> Option<Print> {
        self.0.get(at).copied()
    }

    /// The division that leaves the fewest amounts to no row and parts header and rows best; of several the
    /// narrowest, of those the one that begins first.
    pub(in crate::load) fn divided(&self) -> Option<Division> {
        let first = self.0.iter().position(|print| *print == Print::Amount)?;
        let widths = 2..=WIDEST.min(self.0.len() / FEWEST_ROWS);
        let divisions = widths.flat_map(|width| {
            // Above the first amount stands the header, and a total may.
            let most = (width * HIGHEST).min(first + width);
            let most = most.min(self.0.len().saturating_sub(width * 2));
            let headers = width..=most;
            headers.filter_map(move |header| self.divided_at(width, header))
        });
        divisions.min_by_key(|found| (found.left + self.strange(found), found.width, found.header))
    }

    /// Words of no header above the first row, and such of headers in it.
    fn strange(&self, found: &Division) -> usize {
        let first = found.header..found.header + found.width;
        let above = self.0.get(..found.header).into_iter().flatten();
        let inside = self.0.get(first).into_iter().flatten();
        let above = above.filter(|print| matches!(print, Print::Words | Print::Amount));
        above.count() + inside.filter(|print| **print == Print::Heading).count()
    }

    fn divided_at(&self, width: usize, header: usize) -> Option<Division> {
        let mut columns = vec![Column::Open; width];
        let mut amounts = vec![0; width];
        let (mut rows, mut end, mut torn_rows) = (Vec::new(), header, 0);
        while let Some((torn, taken)) = self.row_at(end, &columns) {
            for ((column, amounts), print) in columns.iter_mut().zip(&mut amounts).zip(&taken) {
                *column = settled(*column, *print)?;
                *amounts += usize::from(*print == Print::Amount);
            }
            let length = width + usize::from(torn.is_some());
            torn_rows += usize::from(torn.is_some());
            rows.push((end, length, torn));
            end += length;
        }
        let words = columns.iter().position(|one| *one == Column::Words)?;
        let figures = amounts.iter().position(|count| *count > 0)?;
        let prints = |column: usize| {
            let rows = rows.iter();
            rows.filter_map(move |(from, _, _)| self.print(from + column))
        };
        // A row begins with codes or names and does not end with them.
        let full = prints(0).filter(|print| *print != Print::Blank).count();
        // 类 款 项: a class is printed above its items only.
        let begins = full * 3 >= rows.len() || prints(0).any(|print| print == Print::Code);
        let figures_before = (0..words).any(|column| prints(column).any(|one| one == Print::Dash));
        let codes = prints(width - 1).filter(|print| *print == Print::Code);
        let ends = codes.count() * 2 < rows.len();
        let few = rows.len() < FEWEST_ROWS + torn_rows;
        if few || words > figures || figures_before || !begins || !ends {
            return None;
        }
        let behind = columns.iter().rev();
        let mut division = Division {
            width,
            header,
            rows,
            end: end.min(self.0.len()),
            figures: behind.take_while(|one| **one != Column::Words).count(),
            left: 0,
        };
        self.take_total_above(&mut division);
        if !self.is_header(division.header, width) {
            return None;
        }
        division.left = self.left(&division)?;
        Some(division)
    }

    /// The row that begins here, if its cells suit the columns, and which of its cells is torn in two.
    fn row_at(&self, from: usize, columns: &[Column]) -> Option<(Option<usize>, Vec<Print>)> {
        let width = columns.len();
        let suits = |cells: &[Print]| {
            let all = cells.iter().zip(columns);
            let mut all = all.map(|(print, column)| settled(*column, *print).is_some());
            let begins = cells.iter().any(|print| *print != Print::Blank);
            cells.len() == width && begins && all.all(|suits| suits)
        };
        let cells = self.0.get(from..from + width)?;
        if suits(cells) {
            return Some((None, cells.to_vec()));
        }
        // A paragraph of its own in the cell of a name.
        let torn = columns.iter().position(|one| *one == Column::Words)?;
        let mut cells = self.0.get(from..=from + width)?.to_vec();
        let both = cells.get(torn..torn + 2)? == [Print::Words, Print::Words];
        cells.remove(torn);
        (both && suits(&cells)).then_some((Some(torn), cells))
    }

    /// Whether the row before the first one may be the last of a header: words, and not below others as wide.
    fn is_header(&self, header: usize, width: usize) -> bool {
        let row = |end: usize| {
            let from = end.checked_sub(width)?;
            self.0.get(from..end)
        };
        let is = |wanted: &[Print]| {
            let wanted = wanted.to_vec();
            move |cells: &[Print]| cells.iter().all(|print| wanted.contains(print))
        };
        let words = is(&[Print::Words, Print::Heading, Print::Total, Print::Blank]);
        let full = is(&[Print::Words, Print::Heading, Print::Total]);
        let index = |cells: &[Print]| {
            let numbers = cells
                .iter()
                .filter(|print| matches!(print, Print::Number | Print::Code));
            numbers.count() * 2 >= cells.len() && !cells.contains(&Print::Amount)
        };
        // 栏次 1 2 3
        let last = if row(header).is_some_and(index) {
            header - width
        } else {
            header
        };
        let printed = |cells: &&[Print]| cells.iter().any(|print| *print != Print::Blank);
        let above = self.0.get(..last).unwrap_or_default();
        row(last).filter(printed).is_some_and(words)
            && is(&[Print::Words, Print::Heading, Print::Total, Print::Blank])(above)
            && !row(last.saturating_sub(width)).is_some_and(full)
    }

    /// Where the rows of the header begin.
    pub(in crate::load) fn tiers(&self, header: usize, width: usize) -> Option<Vec<usize>> {
        let mut cuts = vec![header];
        let words = |from: usize| {
            let cells = self.0.get(from..from + width);
            cells.is_some_and(|cells| cells.iter().all(|print| *print != Print::Number))
        };
        let mut first = header.checked_sub(width)?;
        if !words(first) {
            cuts.push(first);
            first = first.checked_sub(width)?;
        }
        cuts.push(first);
        // Above it cells are merged: the first row has no blank ones, a second one begins with them.
        let above = self.0.get(..first)?;
        let blank = above.iter().position(|print| *print == Print::Blank);
        if let Some(second) = blank.filter(|second| *second > 0) {
            cuts.push(second);
        }
        if first > 0 {
            cuts.push(0);
        }
        cuts.remove(0);
        cuts.reverse();
        Some(cuts)
    }

    /// A total whose label is merged over the codes and names before the first row.
    fn take_total_above(&self, division: &mut Division) {
        let length = division.figures + 1;
        let Some(from) = division.header.checked_sub(length) else {
            return;
        };
        let total = self.print(from) == Some(Print::Total);
        let row = self.0.get(from + 1..division.header).unwrap_or_default();
        let numbers = row.contains(&Print::Amount);
        if total
            && numbers
            && !row
                .iter()
                .any(|print| matches!(print, Print::Words | Print::Heading))
        {
            division.rows.insert(0, (from, length, None));
            division.header = from;
        }
    }

    /// What stands below the last row, but for blank cells at its end.
    pub(in crate::load) fn rest(&self, division: &Division) -> &[Print] {
        let rest = self.0.get(division.end..).unwrap_or_default();
        let printed = rest.iter().rposition(|print| *print != Print::Blank);
        rest.get(..printed.map_or(0, |last| last + 1))
            .unwrap_or_default()
    }

    /// The amounts below the last row; `None` where they are more than those of totals.
    fn left(&self, division: &Division) -> Option<usize> {
        let rest = self.rest(division);
        let amounts = rest.iter().filter(|print| **print == Print::Amount).count();
        let begins = matches!(
            rest.first(),
            Some(Print::Words | Print::Heading | Print::Total)
        );
        (amounts == 0 || begins && rest.len() <= division.width).then_some(amounts)
    }
}

/// What a column prints that prints this as well; `None` where it does not suit.
fn settled(column: Column, print: Print) -> Option<Column> {
    match (column, print) {
        (_, Print::Blank | Print::Total) => Some(column),
        (Column::Open | Column::Words, Print::Words | Print::Heading) => Some(Column::Words),
        (
            Column::Open | Column::Numbers,
            Print::Amount | Print::Code | Print::Number | Print::Dash,
        ) => Some(Column::Numbers),
        _ => None,
    }
}
