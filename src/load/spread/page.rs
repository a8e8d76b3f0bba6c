//! One page of a table whose words keep their places: its columns, and its rows as cells.

use crate::load::line::{Piece, TextLine};
use crate::load::plain;
use crate::load::spread;
use crate::load::spread::bands::{Band, Token, bands, complete};
use crate::load::spread::open::Open;
use crate::load::spread::places::{Column, Sort, assign, column_of, sorts_of};
use crate::load::spread::rows::Placed;
use crate::load::spread::seen::Seen;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// One page of the table.
pub(in crate::load) struct Page {
    pub(in crate::load) columns: Vec<Column>,
    /// What each of the columns can hold.
    pub(in crate::load) sorts: Vec<Sort>,
    pub(in crate::load) lines: Vec<TextLine>,
    pub(in crate::load) rows: Vec<Vec<Token>>,
    /// Whether every band has its column.
    pub(in crate::load) placed: bool,
    /// Columns that hold figures for their order only: where these stand is not known.
    pub(in crate::load) open: Open,
}

impl Page {
    /// Gives the bands their columns.
    pub(in crate::load) fn assign(
        &mut self,
        bands: Option<Vec<Band>>,
        seen: &Seen,
    ) -> Option<Open> {
        let figures = |sort: &&Sort| matches!(sort, Sort::Figures | Sort::Unknown);
        let figures = self.sorts.iter().filter(figures).count();
        let placed =
            bands.and_then(|bands| assign(&mut self.columns, bands, &self.rows, seen, &self.sorts));
        placed.or_else(|| {
            let bands = complete(&self.rows, figures)?;
            assign(&mut self.columns, bands, &self.rows, seen, &self.sorts)
        })
    }

    /// The same with the columns of the one other reading of the header that the figures fit. Where
    /// none does, the columns of the only other reading are kept, and the figures left open.
    pub(in crate::load) fn assign_to_others(
        &mut self,
        readings: Vec<Vec<Column>>,
        bands: Option<&[Band]>,
        seen: &Seen,
        vocabulary: &Vocabulary,
    ) -> Option<Open> {
        let own = (self.columns.clone(), self.sorts.clone());
        let only = readings.len() == 1;
        let mut fitting = Vec::new();
        for columns in readings {
            let told = |sort| match sort {
                Sort::Unknown => Sort::Words,
                sort => sort,
            };
            let sorts = sorts_of(&columns, &[], vocabulary).into_iter();
            self.sorts = sorts.map(told).collect();
            self.columns = columns;
            let open = self.assign(bands.map(<[Band]>::to_vec), seen);
            if open.is_some() || only {
                fitting.push((self.columns.clone(), self.sorts.clone(), open));
            }
        }
        let certain = |(_, _, open): &(_, _, Option<Open>)| {
            open.as_ref().is_some_and(|open| open.columns.is_empty())
        };
        if fitting.iter().any(certain) {
            fitting.retain(certain);
        }
        (self.columns, self.sorts) = own;
        let (columns, sorts, open) = fitting.pop().filter(|_| fitting.is_empty())?;
        (self.columns, self.sorts) = (columns, sorts);
        open
    }

    /// How many lines below the header of another page repeat the total this page begins with.
    pub(in crate::load) fn repeated(&self, below: &[TextLine], vocabulary: &Vocabulary) -> usize {
        let both = below.iter().zip(&self.lines);
        let same = both.take_while(|(line, first)| line.folded == first.folded);
        let total = |piece: &Piece| vocabulary.row_kind(&piece.text) == Some(RowKind::Total);
        same.take_while(|(line, _)| line.printed().any(total))
            .count()
    }

    /// How many figures stand in columns of unknown wording.
    pub(in crate::load) fn figures_below_unknown(&self) -> usize {
        let unknown = |at: usize| self.sorts.get(at) == Some(&Sort::Unknown);
        let own = |token: &&Token| {
            token.numeric && self.placed && column_of(&self.columns, token).is_some_and(unknown)
        };
        self.rows.iter().flatten().filter(own).count()
    }

    /// How many lines print two cells of words in one band of names, where a column of words beside
    /// it prints nothing: the room of both is taken for that of one.
    pub(in crate::load) fn lines_of_joined_names(&self) -> usize {
        let is_words = |at: usize| matches!(self.sorts.get(at), Some(Sort::Names | Sort::Words));
        let unused = |at: usize| {
            let column = self.columns.get(at);
            is_words(at) && column.is_some_and(|column| column.bands.is_empty())
        };
        let columns = self.columns.iter().enumerate();
        let names = columns.filter(|(at, _)| self.sorts.get(*at) == Some(&Sort::Names));
        let beside = names.filter(|(at, _)| unused(at + 1) || *at > 0 && unused(at - 1));
        let bands = beside.flat_map(|(_, column)| &column.bands);
        let bands: Vec<&Band> = bands.filter(|band| !band.numeric).collect();
        let joined = |row: &&Vec<Token>| {
            bands.iter().any(|band| {
                let inside = |token: &&Token| !token.numeric && band.touches(token.from, token.to);
                row.iter().filter(inside).count() > 1
            })
        };
        self.rows.iter().filter(joined).count()
    }

    /// Whether some figures have decimals or separators of thousands.
    pub(in crate::load) fn prints_amounts(&self) -> bool {
        let mut tokens = self.rows.iter().flatten();
        tokens.any(|token| plain::is_amount(&token.piece.text))
    }

    /// Whether codes and names stand where they stand on this page.
    pub(in crate::load) fn is_aligned_with(&self, rows: &[Vec<Token>]) -> bool {
        let starts = |rows: &[Vec<Token>]| -> Vec<u32> {
            let found = bands(rows).unwrap_or_default();
            found.iter().take(2).map(|band| band.from).collect()
        };
        let (own, other) = (starts(&self.rows), starts(rows));
        own.len() == 2 && own == other
    }

    /// Numbers that stand in a column of words are words.
    pub(in crate::load) fn read_numbers_as_words(&mut self) {
        let bands: Vec<&Band> = self
            .columns
            .iter()
            .flat_map(|column| &column.bands)
            .collect();
        let within = |token: &Token, numeric: bool| {
            bands
                .iter()
                .any(|band| band.numeric == numeric && band.touches(token.from, token.to))
        };
        for token in self.rows.iter_mut().flatten() {
            token.numeric &= within(token, true) || !within(token, false);
        }
    }

    /// The rows as cells, and where the page goes on with a row what it adds to that; `None` where
    /// figures stand in an order that contradicts the columns.
    pub(in crate::load) fn cells(&self, goes_on: bool) -> Option<(TextLine, Vec<TextLine>)> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (line, row) in self.lines.iter().zip(&self.rows) {
            match self.placed(row) {
                Some(cells) => lines.push(Placed { line, cells }),
                None if row.iter().any(|token| token.numeric) => return None,
                // A running head or foot.
                None => {}
            }
        }
        let mut groups = spread::rows::groups(&lines, &self.sorts);
        let mut cut_off = TextLine::default();
        if goes_on && let Some(first) = groups.first_mut() {
            let words = |column: &Column| column.bands.iter().any(|band| !band.numeric);
            let names = self.columns.iter().position(words).unwrap_or(0);
            let height = spread::cut_off::cut_off(&lines, first.clone(), names);
            cut_off = spread::rows::whole(&self.columns, lines.get(..height)?);
            first.start = height;
        }
        let rows = groups
            .into_iter()
            .filter_map(|range| lines.get(range))
            .map(|group| spread::rows::whole(&self.columns, group));
        Some((cut_off, rows.collect()))
    }

    /// The column of every word and figure of a line.
    fn placed<'b>(&self, row: &'b [Token]) -> Option<Vec<(usize, &'b Token)>> {
        let mut cells: Vec<(usize, &Token)> = Vec::with_capacity(row.len());
        for token in row {
            let at = column_of(&self.columns, token)?;
            if let Some(&(last, before)) = cells.last()
                && (last > at || last == at && token.numeric && before.numeric)
            {
                return None;
            }
            cells.push((at, token));
        }
        Some(cells)
    }
}
