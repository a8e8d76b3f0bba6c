//! Compares the claims the loader reads with the hand-made truth of real documents; shared by a test and an example.

use std::collections::BTreeMap;
use std::path::Path;

use chazhang::model::{Claim, Disclosure, Position, Slot, Unit};

use crate::shared::with_truth;

/// A claim as either side states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) line: u32,
    pub(crate) sentence: String,
    pub(crate) subject: String,
    pub(crate) amount: String,
    pub(crate) unit: String,
    pub(crate) kind: String,
    pub(crate) direction: String,
    pub(crate) base_year: String,
    /// `table/row_index/column path`, and whether nothing is printed there; empty when unlinked.
    pub(crate) link: String,
}

/// What became of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) truth: Option<Stated>,
    pub(crate) mine: Option<Stated>,
}

/// What the numbers of a comparison are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Score {
    /// Claims of the truth.
    pub(crate) truth: usize,
    /// Claims read.
    pub(crate) mine: usize,
    /// On the right line with amount, unit and kind.
    pub(crate) right: usize,
    /// Of these, with direction and base year.
    pub(crate) direction: usize,
    /// Links of the truth.
    pub(crate) links: usize,
    /// Links made.
    pub(crate) linked: usize,
    /// Links that name the same position.
    pub(crate) links_right: usize,
}

impl Score {
    pub(crate) fn of(compared: &[Compared]) -> Score {
        let mut score = Score::default();
        for pair in compared {
            score.truth += usize::from(pair.truth.is_some());
            score.mine += usize::from(pair.mine.is_some());
            let link = |side: &Option<Stated>| side.as_ref().is_some_and(|s| !s.link.is_empty());
            score.links += usize::from(link(&pair.truth));
            score.linked += usize::from(link(&pair.mine));
            if let (Some(truth), Some(mine)) = (&pair.truth, &pair.mine) {
                score.right += 1;
                let same = truth.direction == mine.direction && truth.base_year == mine.base_year;
                score.direction += usize::from(same);
                score.links_right += usize::from(!truth.link.is_empty() && truth.link == mine.link);
            }
        }
        score
    }
}

impl Compared {
    /// Whether both sides say the same.
    #[allow(
        dead_code,
        reason = "the example prints what differs, the test only counts"
    )]
    pub(crate) fn agrees(&self) -> bool {
        match (&self.truth, &self.mine) {
            (Some(truth), Some(mine)) => {
                truth.link == mine.link
                    && truth.direction == mine.direction
                    && truth.base_year == mine.base_year
            }
            _ => false,
        }
    }
}

/// A real document with truth on its claims.
pub(crate) struct Document {
    pub(crate) stem: String,
    pub(crate) compared: Vec<Compared>,
}

/// Every document that has truth and whose name begins with `wanted`, compared.
pub(crate) fn documents(shared: &Path, wanted: &str) -> Vec<Document> {
    let read = with_truth(shared, "claims", wanted).into_iter();
    read.map(|found| {
        let claims = found.disclosure.claims.iter();
        let mine = claims.map(|claim| stated(&found.disclosure, claim));
        Document {
            compared: compare(truth(&found.truth), mine.collect()),
            stem: found.stem,
        }
    })
    .collect()
}

fn truth(path: &Path) -> Vec<Stated> {
    csv::Reader::from_path(path)
        .expect("true claims")
        .deserialize()
        .map(|row| {
            let row: BTreeMap<String, String> = row.expect("true claim");
            let field = |name: &str| row.get(name).cloned().unwrap_or_default();
            Stated {
                line: field("line").parse().expect("line number"),
                sentence: field("sentence_excerpt"),
                subject: field("subject"),
                amount: field("amount"),
                unit: unit(&field("unit")),
                kind: field("kind"),
                direction: field("direction"),
                base_year: field("base_year"),
                link: position(&field("matched_table_cell")),
            }
        })
        .collect()
}

/// A bare 万 is 万元.
fn unit(word: &str) -> String {
    if word == "万" {
        "万元".to_owned()
    } else {
        word.to_owned()
    }
}

/// `table/row_index:label/path` → table, label and path; rows without label keep their index.
fn position(cell: &str) -> String {
    let Some((table, rest)) = cell.split_once('/') else {
        return String::new();
    };
    let (index, rest) = rest.split_once(':').expect("row of a true link");
    let (label, column) = rest.split_once('/').expect("column of a true link");
    place(table, index, label, column)
}

/// One wording for both sides: brackets and white space do not tell places apart.
fn place(table: &str, index: &str, label: &str, column: &str) -> String {
    let row = if label.is_empty() { index } else { label };
    let text = format!("{table}/{row}/{column}");
    let text = text.chars().filter(|c| !c.is_whitespace());
    text.map(|c| match c {
        '(' => '（',
        ')' => '）',
        other => other,
    })
    .collect()
}

fn stated(disclosure: &Disclosure, claim: &Claim) -> Stated {
    let figure = &claim.figure;
    let mut number = figure.number();
    number.rescale(figure.decimals());
    Stated {
        line: claim.place.line,
        sentence: disclosure.prose[claim.sentence].text.clone(),
        subject: claim.subject.clone(),
        amount: number.to_string(),
        unit: match &figure.unit() {
            Unit::Percent => "%".to_owned(),
            other => other.word().to_owned(),
        },
        kind: claim.kind.name().to_owned(),
        direction: claim.direction.name().to_owned(),
        base_year: claim
            .base_year
            .map_or_else(String::new, |year| year.to_string()),
        link: claim
            .link
            .map_or_else(String::new, |link| address(disclosure, link)),
    }
}

fn address(disclosure: &Disclosure, link: Position) -> String {
    let table = &disclosure.tables[link.table];
    let empty = match table.slot(link.row, link.column) {
        Slot::Blank => "(empty)",
        _ => "",
    };
    let row = table.rows.get(link.row).expect("a row");
    let label = if row.code().is_empty() {
        row.name()
    } else {
        row.code()
    };
    let column = format!("{}{empty}", table.columns[link.column].label());
    place(&table.id, &row.index().to_string(), label, &column)
}

/// Pairs both sides: same line, amount, unit and kind, in printed order.
pub(crate) fn compare(truth: Vec<Stated>, mut mine: Vec<Stated>) -> Vec<Compared> {
    let mut compared = Vec::new();
    for t in truth {
        let same = |m: &Stated| {
            m.line == t.line && m.amount == t.amount && m.unit == t.unit && m.kind == t.kind
        };
        let index = mine.iter().position(same);
        compared.push(Compared {
            mine: index.map(|index| mine.remove(index)),
            truth: Some(t),
        });
    }
    compared.extend(mine.into_iter().map(|m| Compared {
        truth: None,
        mine: Some(m),
    }));
    compared
}
