//! A draft → a [`Table`]: header, rows, figures with their unit, parents, identities, state.

use std::borrow::Cow;

use crate::load::blocks::draft::{Draft, LONGEST_HEADER};
use crate::load::body::{Body, RawRow, RawValue};
use crate::load::codes;
use crate::load::fold::{fold, split_ordinal};
use crate::load::forms::form;
use crate::load::forms::form_words;
use crate::load::grid;
use crate::load::header;
use crate::load::line::TextLine;
use crate::load::lines::split_rows;
use crate::load::meaning::identity;
use crate::load::meaning::rows::{self, RowMeaning};
use crate::load::meaning::subtotal::{self, Sums};
use crate::load::numeral;
use crate::load::placing::evidence::{Evidence, Witness};
use crate::load::placing::recover::{self, Outcome};
use crate::load::placing::sister;
use crate::load::plain::run_names;
use crate::load::plain::told_totals;
use crate::load::strangers;
use crate::load::stubs::Stubs;
use crate::load::trust;
use crate::load::vocabulary::Vocabulary;
use crate::load::word_lines;
use crate::model::{
    Cell, Certainty, Column, ColumnIdentity, Content, Figure, FigureKind, OrgUnit, Row, RowKind,
    Rows, Spent, Table, TableDoubt, TableKind, TableState, Unit, ValueKind,
};

/// Words of notes that say a table is empty on purpose.
const EMPTY_WORDS: [&str; 7] = [
    "空表",
    "无数据",
    "没有",
    "无此",
    "不涉及",
    "未安排",
    "无相关",
];

/// A table whose rows are read but whose open figures have no column yet.
pub(super) struct Raw {
    /// The draft without its lines.
    draft: Draft,
    id: String,
    kind: TableKind,
    unit: Unit,
    body: Body,
    meanings: Vec<RowMeaning>,
    /// What placing its figures used up.
    outcome: Outcome,
}

impl Raw {
    /// Reads header and rows. `id` is the printed or given number, `inherited` the unit of a
    /// table that prints none, `units` the bodies listed so far. The lines of the draft are given
    /// away: a long table is not held as lines and rows at once.
    #[must_use]
    pub(super) fn read(
        draft: &mut Draft,
        id: String,
        inherited: &Unit,
        units: &[OrgUnit],
        vocabulary: &Vocabulary,
    ) -> Self {
        let lines: Cow<'_, [TextLine]> = match draft.chunks.as_slice() {
            [only] => Cow::Borrowed(only),
            several => Cow::Owned(several.concat()),
        };
        let placed = lines.iter().any(|line| line.placed);
        let cut = lines.iter().any(|line| line.cut);
        let parted = lines.iter().any(|line| line.parted);
        let guessed = !draft.is_grid() || lines.first().is_some_and(|line| line.ruled);
        let head: Vec<TextLine> = match draft.is_grid() {
            true => Vec::new(),
            false => lines.iter().take(LONGEST_HEADER).cloned().collect(),
        };
        let mut body = match (draft.is_grid(), form::is_form(&lines)) {
            (true, true) => form::read(&lines, vocabulary),
            (true, false) => {
                drop(lines);
                grid::read(std::mem::take(&mut draft.chunks), draft.kind, vocabulary)
            }
            (false, true) => form_words::read(&lines),
            (false, false) => word_lines::read(draft, &head, units, vocabulary),
        };
        codes::order_pairs(&mut body.rows);
        body.spread |= placed;
        body.cut = cut;
        body.body_doubtful |= parted;
        if body.spread || body.ordered {
            split_rows::join(&mut body.rows);
        }
        let askew = guessed && header::shape::is_misread(&body, &head);
        body.header_doubtful |= header::shape::prints_sums_alike(&body.layout.columns);
        body.header_doubtful |= guessed && told_totals::elsewhere(&body) > 0;
        let leaves: Vec<&str> = body.layout.columns.iter().map(Column::leaf).collect();
        let kind = draft.kind.or_else(|| vocabulary.header_kind(&leaves));
        let kind = refine_kind(kind.unwrap_or(TableKind::Other), &body);
        let unit = draft.unit.clone().unwrap_or_else(|| inherited.clone());
        let mut meanings = rows::meanings(&body.rows, kind, vocabulary);
        if body.spread {
            meanings = confirm(&mut body, &meanings, kind, &unit, vocabulary);
        } else if draft.is_grid()
            && recover::are_mostly_short(&body)
            && sums(&body, &meanings, &unit).fail()
        {
            recover::reopen_short_rows(&mut body, &unit);
        } else if body.ordered {
            body.body_doubtful |= sums(&body, &meanings, &unit).contradict();
        }
        draft.chunks = Vec::new();
        let mut raw = Raw {
            meanings,
            draft: draft.clone(),
            id,
            kind,
            unit,
            body,
            outcome: Outcome::default(),
        };
        if askew {
            raw.body.header_pieced = true;
            raw.give_up_columns();
        }
        raw
    }

    /// Whether the rows contradict the sums the header states.
    fn contradicts(&self) -> bool {
        let identities = identity::identities(&self.body.layout);
        sister::contradicts(&self.body, &identities, &self.unit)
    }

    /// Repairs a header that contradicts its rows by a sister table; what cannot be repaired is
    /// left in doubt, and figures of a header that was pieced together lose their columns.
    pub(super) fn reconcile(tables: &mut [Raw]) {
        for index in 0..tables.len() {
            let Some(table) = tables.get(index).filter(|table| table.contradicts()) else {
                continue;
            };
            let repaired = tables
                .iter()
                .filter(|sister| !sister.body.header_doubtful)
                .find_map(|sister| sister::repaired(&table.body, &sister.body, &table.unit));
            if let Some(table) = tables.get_mut(index) {
                match repaired {
                    Some(body) => table.body = body,
                    None => table.give_up_columns(),
                }
            }
        }
    }

    fn give_up_columns(&mut self) {
        self.body.header_doubtful = true;
        if !(self.body.header_pieced || self.body.ordered) {
            return;
        }
        let columns: Vec<usize> = (0..self.body.layout.columns.len()).collect();
        for value in self.body.rows.iter_mut().flat_map(|row| &mut row.values) {
            if numeral::read(&value.text, &self.unit).is_some() {
                value.column = None;
                value.candidates = columns.as_slice().into();
                value.certainty = Certainty::Ambiguous;
            }
        }
    }

    /// Unit of the table.
    pub(super) fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Bodies the rows list.
    pub(super) fn units(&self) -> impl Iterator<Item = OrgUnit> {
        self.body
            .rows
            .iter()
            .zip(&self.meanings)
            .filter(|(row, meaning)| {
                meaning.kind == RowKind::Unit && !row.code.is_empty() && !row.name.is_empty()
            })
            .map(|(row, _)| OrgUnit {
                code: row.code.clone().into(),
                name: row.name.clone().into(),
            })
    }

    /// How many cells were left out because their words divide in several ways.
    pub(super) fn open_words(&self) -> usize {
        self.body.open_words
    }

    /// What the table says about others.
    pub(super) fn witness(&self) -> Witness<'_> {
        Witness {
            kind: self.kind,
            unit: &self.unit,
            body: &self.body,
            meanings: &self.meanings,
        }
    }

    /// Finds the columns of open figures. A row that was not decided before is begun anew.
    pub(super) fn place(&mut self, evidence: &Evidence) {
        for row in &mut self.body.rows {
            if row.values.iter().any(|value| value.column.is_none()) {
                row.values.iter_mut().for_each(RawValue::reopen);
            }
        }
        let identities = identity::identities(&self.body.layout);
        let (body, meanings) = (&mut self.body, &self.meanings);
        let outcome = recover::place(
            (self.kind, body),
            meanings,
            &identities,
            evidence,
            &self.unit,
        );
        self.outcome = std::mem::take(&mut self.outcome).then(outcome);
    }

    /// Whether figures have no column yet.
    pub(super) fn is_open(&self) -> bool {
        let mut values = self.body.rows.iter().flat_map(|row| &row.values);
        values.any(|value| value.column.is_none())
    }

    /// Builds the table.
    #[must_use]
    pub(super) fn finish(mut self) -> Table {
        let identities = identity::identities(&self.body.layout);
        let misread = run_names::hold_figures(&self.body);
        if misread || trust::is_shaken(&self.body, &self.meanings, &self.unit) {
            self.body.body_doubtful = true;
            self.outcome.impossible.clear();
            self.outcome.untried.clear();
        }
        let rows = &self.body.rows;
        let holds_codes = |row: &usize| rows.get(*row).is_some_and(strangers::are_open_in);
        if self.outcome.impossible.iter().any(holds_codes) {
            self.outcome.impossible.retain(|row| !holds_codes(row));
            self.body.body_doubtful = true;
        }
        self.body.header_doubtful |= trust::is_miscounted(&self.body, &self.unit);
        self.body.header_doubtful |= trust::is_mistitled(self.kind, &self.body);
        self.body.header_doubtful |= strangers::are_among(&self.body);
        self.body.body_doubtful |= run_names::are_of_two_streams(&self.body);
        // What a sum lacks may stand in a column that is not shown.
        let fails = || sister::sums(&self.body, &identities, &self.unit).1 > 0;
        self.body.header_doubtful |= self.body.cut && fails();
        let mut spent = self.outcome.spent;
        if self.body.header_pieced {
            spend_header(&self.body, &identities, &mut spent);
        }
        let refuted = trust::refuted(&identities, &self.body, &self.unit);
        self.body.header_doubtful |= refuted.disputed;
        let identities = without(identities, &refuted.sums, &mut spent);
        let counts = count_units(&self.body.rows, &self.meanings);
        // Every row read is gone once its row is made: a long table is held once, not twice.
        let cells = self.body.rows.iter().map(|row| row.values.len()).sum();
        let raw = std::mem::take(&mut self.body.rows).into_iter();
        let meanings = std::mem::take(&mut self.meanings).into_iter();
        let body = &self.body;
        let mut known = Stubs::default();
        let rows = raw
            .zip(meanings)
            .zip(counts)
            .map(|((raw, meaning), count)| {
                let unit = count.as_ref().unwrap_or(&self.unit);
                let cells = raw.values.iter().map(|value| cell(value, body, unit));
                let mut row = Row::new(raw.index, raw.lane).below(meaning.parent, meaning.depth);
                row.stub = known.stub(raw.code, raw.name);
                (row.kind, row.level) = (meaning.kind, meaning.level);
                (row.cells, row.place) = (cells.collect(), raw.place);
                row
            });
        let rows = Rows::with_room(cells, rows);
        let mut doubts = Vec::new();
        if body.header_doubtful {
            doubts.push(TableDoubt::Header);
        }
        if body.body_doubtful || self.draft.goes_on {
            doubts.push(TableDoubt::Body);
        }
        Table {
            id: self.id,
            kind: self.kind,
            title: self.draft.title,
            unit: self.unit,
            unit_printed: self.draft.unit.is_some(),
            place: self.draft.place,
            last_line: self.draft.last_line,
            identities,
            state: state(&rows, &self.draft.notes),
            lanes: self.body.layout.lanes,
            columns: self.body.layout.columns,
            rows,
            notes: self.draft.notes,
            doubts,
            spent,
            impossible: self.outcome.impossible,
            untried: self.outcome.untried,
        }
    }
}

/// What the rows of a table mean whose names are placed by white space. Blanks before a name may be
/// those of a centred cell: parents hold where their sums confirm them. Where the sums of the table
/// speak against the reading, it accuses nobody.
fn confirm(
    body: &mut Body,
    told: &[RowMeaning],
    kind: TableKind,
    unit: &Unit,
    vocabulary: &Vocabulary,
) -> Vec<RowMeaning> {
    for lane in 0..body.layout.lanes.len() {
        let sums = subtotal::of_parents(&body.rows, told, lane, unit);
        if !sums.confirm() {
            let rows = body.rows.iter_mut().filter(|row| row.lane == lane);
            rows.for_each(|row| row.indent = 0);
        }
    }
    let meanings = rows::meanings(&body.rows, kind, vocabulary);
    body.body_doubtful |= sums(body, &meanings, unit).contradict();
    meanings
}

/// The sums of all lanes: of rows with their parts, and of totals with the rows.
fn sums(body: &Body, meanings: &[RowMeaning], unit: &Unit) -> Sums {
    let lanes = (0..body.layout.lanes.len()).map(|lane| {
        let parents = subtotal::of_parents(&body.rows, meanings, lane, unit);
        parents.and(subtotal::of_lane(&body.rows, meanings, lane, unit))
    });
    lanes.fold(Sums::default(), Sums::and)
}

/// Titles of basic expenditure do not tell the table by economic class from the one by project
/// name; their columns do.
fn refine_kind(kind: TableKind, body: &Body) -> TableKind {
    let by_project = body
        .layout
        .columns
        .iter()
        .any(|column| column.leaf() == "项目单位");
    if kind == TableKind::BasicExpenditure && by_project {
        TableKind::BasicExpenditureDetail
    } else {
        kind
    }
}

/// A header that was put together with the help of its own sums cannot be vouched for by them.
fn spend_header(body: &Body, identities: &[ColumnIdentity], spent: &mut Vec<Spent>) {
    let rows = 0..body.rows.len();
    let all = rows
        .flat_map(|row| (0..identities.len()).map(move |identity| Spent::Row { row, identity }));
    spent.extend(all);
    spent.sort_unstable();
    spent.dedup();
}

/// The sums without those that are none, and the record of what was spent on the others.
fn without(
    identities: Vec<ColumnIdentity>,
    refuted: &[usize],
    spent: &mut Vec<Spent>,
) -> Vec<ColumnIdentity> {
    let before = |identity: usize| refuted.iter().filter(|&&other| other < identity).count();
    spent.retain(|one| !matches!(one, Spent::Row { identity, .. } if refuted.contains(identity)));
    for one in spent {
        if let Spent::Row { identity, .. } = one {
            *identity -= before(*identity);
        }
    }
    let identities = identities.into_iter().enumerate();
    let kept = identities.filter(|(index, _)| !refuted.contains(index));
    kept.map(|(_, identity)| identity).collect()
}

fn cell(value: &RawValue, body: &Body, unit: &Unit) -> Cell {
    let column = value.column.and_then(|at| body.layout.columns.get(at));
    let own = value
        .column
        .and_then(|at| body.layout.units.get(at))
        .and_then(Option::as_ref);
    let unit = own.unwrap_or(unit);
    let kind = column.map_or(ValueKind::Amount, |column| column.kind);
    let content = match kind {
        ValueKind::Text => Content::text(value.text.as_str()),
        ValueKind::Amount | ValueKind::Count | ValueKind::Percent => {
            numeral::read(&value.text, unit).map_or_else(
                || not_a_number(&value.text, unit),
                |figure| Content::Figure(in_column_unit(figure, kind, unit)),
            )
        }
    };
    let certainty = match value.certainty {
        Certainty::Printed if body.header_pieced => Certainty::Recovered,
        other => other,
    };
    Cell {
        column: value.column,
        candidates: value.candidates.to_vec(),
        content,
        certainty,
        place: value.place,
    }
}

/// `12.50%` in a column of shares keeps the percent sign as its unit; a plain number there counts
/// in percent too.
fn in_column_unit(figure: Figure, kind: ValueKind, unit: &Unit) -> Figure {
    if kind == ValueKind::Percent && figure.unit().is_money() {
        figure.in_unit(unit.clone())
    } else {
        figure
    }
}

/// Digits that form no number are unreadable, not words: nothing may be concluded from them.
fn not_a_number(text: &str, unit: &Unit) -> Content {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits * 2 > text.chars().count() {
        let (kind, nothing) = (FigureKind::Unreadable, rust_decimal::Decimal::ZERO);
        Content::Figure(Figure::new(kind, nothing, 0, unit.clone(), text))
    } else {
        Content::text(text)
    }
}

/// Rows that count things name their measure word: （一）车辆数合计（辆）; rows below them that
/// carry a deeper ordinal count the same.
fn count_units(raw: &[RawRow], meanings: &[rows::RowMeaning]) -> Vec<Option<Unit>> {
    let mut units: Vec<Option<Unit>> = Vec::with_capacity(raw.len());
    for (row, meaning) in raw.iter().zip(meanings) {
        let own = measure_word(&row.name).map(|word| Unit::Count(word.into()));
        let inherited = meaning
            .parent
            .filter(|_| split_ordinal(&fold(&row.name)).0.is_some())
            .and_then(|parent| units.get(parent).cloned().flatten());
        units.push(own.or(inherited));
    }
    units
}

fn measure_word(name: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "辆",
        "台",
        "套",
        "台/套",
        "台、套",
        "台（套）",
        "个",
        "人",
        "家",
        "批",
        "人次",
        "次",
    ];
    let folded = fold(name);
    let inside = folded.rsplit_once('（')?.1.strip_suffix('）')?;
    WORDS.contains(&inside).then(|| inside.to_owned())
}

fn state(rows: &Rows, notes: &[(String, crate::model::Place)]) -> TableState {
    let says_so = |note: &str| EMPTY_WORDS.iter().any(|word| note.contains(word));
    if rows.iter().any(|row| !row.cells().is_empty()) {
        TableState::Data
    } else if notes.iter().any(|(note, _)| says_so(note)) {
        TableState::EmptyWithNote
    } else {
        TableState::Empty
    }
}
