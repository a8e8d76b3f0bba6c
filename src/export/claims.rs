//! Every figure stated in running text, with the table cell it restates and whether the two agree.

use serde::Serialize;

use super::printed::{clean, digits, file_of, joined, line_of, row_code};
use super::records::Record;
use crate::check::judge::{Part, Question, Reading, weigh};
use crate::check::{Comparison, Verdict};
use crate::model::{Claim, Corpus, Disclosure, Position, Slot, Table};

/// One claim. The order of the fields is the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimRecord {
    /// File name.
    pub source: String,
    /// Line of the digits, in formats without pages.
    pub line: Option<u32>,
    /// Page of the digits, in formats with pages.
    pub page: Option<u32>,
    /// The sentence, white space removed.
    pub sentence: String,
    /// What the figure is said of.
    pub subject: String,
    /// The number, without thousands separators and percent sign.
    pub amount: String,
    /// Unit of the number.
    pub unit: String,
    /// `amount`, `share_percent`, `delta_amount`, `delta_percent` or `count`.
    pub kind: &'static str,
    /// `none`, `up` or `down`.
    pub direction: &'static str,
    /// The year compared with.
    pub base_year: Option<u16>,
    /// Number of the table it restates; empty where no single cell is addressed.
    pub table_id: String,
    /// Digits of the code of the row.
    pub row_code: String,
    /// Name of the row.
    pub row_name: String,
    /// Header levels joined by `/`.
    pub column_path: String,
    /// `match`, `differs`, or empty where there is no cell to compare with.
    pub verdict: &'static str,
}

impl Record for ClaimRecord {
    const HEADER: &'static [&'static str] = &[
        "source",
        "line",
        "page",
        "sentence",
        "subject",
        "amount",
        "unit",
        "kind",
        "direction",
        "base_year",
        "table_id",
        "row_code",
        "row_name",
        "column_path",
        "verdict",
    ];
}

/// All claims in document order.
pub fn claims(corpus: &Corpus) -> impl Iterator<Item = ClaimRecord> {
    corpus.disclosures.iter().flat_map(|disclosure| {
        let claims = disclosure.claims.iter();
        claims.map(move |claim| record(disclosure, claim))
    })
}

fn record(disclosure: &Disclosure, claim: &Claim) -> ClaimRecord {
    let sentence = disclosure.prose.get(claim.sentence);
    let table = claim
        .link
        .and_then(|link| Some((link, disclosure.tables.get(link.table)?)));
    let row = table.and_then(|(link, table)| table.rows.get(link.row));
    let column = table.and_then(|(link, table)| table.columns.get(link.column));
    ClaimRecord {
        source: file_of(&disclosure.source, claim.place),
        line: line_of(&disclosure.source, claim.place),
        page: claim.place.page,
        sentence: sentence.map_or_else(String::new, |sentence| joined(&sentence.text)),
        subject: joined(&claim.subject),
        amount: digits(&claim.figure),
        unit: clean(claim.figure.unit.word()),
        kind: claim.kind.name(),
        direction: claim.direction.name(),
        base_year: claim.base_year,
        table_id: table.map_or_else(String::new, |(_, table)| clean(&table.id)),
        row_code: row.map_or_else(String::new, row_code),
        row_name: row.map_or_else(String::new, |row| joined(&row.name)),
        column_path: column.map_or_else(String::new, |column| joined(&column.label())),
        verdict: table.map_or("", |(link, table)| verdict(claim, table, link)),
    }
}

/// Whether the claim can be the cell, rounding considered. A blank restates nothing; a cell in doubt
/// is not compared.
fn verdict(claim: &Claim, table: &Table, link: Position) -> &'static str {
    let part = match table.slot(link.row, link.column) {
        Slot::Number(_, figure) => {
            Reading::of(figure, figure.decimals, None).map_or(Part::Unknown, Part::Number)
        }
        Slot::Blank | Slot::Dash(_) => Part::Nothing,
        Slot::Text(_) | Slot::Unknown => Part::Unknown,
    };
    let Some(total) = Reading::of(&claim.figure, claim.figure.decimals, None) else {
        return "";
    };
    if part == Part::Unknown {
        return "";
    }
    let question = Question {
        comparison: Comparison::Equal,
        total,
        parts: vec![(false, part)],
        recounted: false,
    };
    weigh(&question).map_or("", |weighed| match weighed.verdict {
        Verdict::Inconsistent => "differs",
        Verdict::Exact
        | Verdict::RoundingConsistent
        | Verdict::ConsistentButUnlikely
        | Verdict::Borderline
        | Verdict::ConsistentOnlyIfRounded => "match",
        Verdict::UndefinedBase
        | Verdict::Undetermined
        | Verdict::LowPower
        | Verdict::Spent
        | Verdict::ParseDoubt => "",
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;
    use crate::export::records::names_of;

    const TEXT: &str = "部门收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
        一、一般公共预算拨款收入\t80.26\t一、教育支出\t80.26\n二、事业收入\t\t\t\n\
        收入总计\t80.26\t支出总计\t80.26\n\n第二部分 说明\n一、收支总体情况\n\
        2024年收入总计80.3万元，支出总计90.26万元。\n二、收入预算情况\n其中：事业收入0万元，占0%。\n";

    #[test]
    fn a_claim_is_compared_with_its_cell_within_rounding() {
        let disclosure = crate::load::load("a.txt", TEXT.as_bytes());
        let records: Vec<ClaimRecord> = disclosure
            .claims
            .iter()
            .map(|claim| record(&disclosure, claim))
            .collect();
        let said: Vec<_> = records
            .iter()
            .map(|r| (r.amount.as_str(), r.row_name.as_str(), r.verdict))
            .collect();
        assert_eq!(
            said,
            [
                ("80.3", "收入总计", "match"),
                ("90.26", "支出总计", "differs"),
                ("0", "二、事业收入", "match"),
                ("0", "", ""),
            ]
        );
        assert_eq!(names_of(&records[0]), ClaimRecord::HEADER);
    }
}
