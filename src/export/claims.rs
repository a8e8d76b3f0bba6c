//! Every figure stated in running text, with the table cell it restates and whether it agrees with that and with the figures beside it.

use std::num::NonZeroU32;

use super::dataset::{Exact, record};
use super::printed::{clean, figure, file_of, joined, line_of, row_code};
use crate::check::judge::{Part, Question, Reading, weigh};
use crate::check::{Comparison, Computation, Judged, Verdict};
use crate::export::Session;
use crate::model::{Claim, Disclosure, DisclosureId, Position, Slot, Table};

record! {
    /// One claim. The order of the fields is the order of the columns.
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
        pub amount: Exact,
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
        /// `match`, `differs`, or empty where there is nothing to compare with.
        pub verdict: &'static str,
    }
}

/// All claims in document order.
pub fn claims(session: Session<'_>) -> impl Iterator<Item = ClaimRecord> {
    let judged = session.corpus.disclosures.iter().zip(session.reports);
    judged.enumerate().flat_map(|(id, (disclosure, report))| {
        let relations = report.claim_relations(disclosure.claims.len());
        let claims = disclosure.claims.iter().enumerate().zip(relations);
        claims.map(move |((index, claim), relations)| {
            let verdicts = relations.iter().filter_map(|&at| {
                let at = at as usize;
                let computed = report.computation(DisclosureId(id), disclosure, at);
                Some((report.verdicts.get(at)?, computed))
            });
            record(disclosure, claim, || agreement(index, verdicts))
        })
    })
}

/// What the relations of the running text say of a figure without a cell. That a figure is not the
/// one computed from others is said of it alone, not of the others: any of them may be wrong.
fn agreement<'a>(
    claim: usize,
    judged: impl Iterator<Item = (&'a Judged, Option<Computation>)>,
) -> &'static str {
    let mut found = "";
    for (relation, computed) in judged {
        let stated = computed.is_some_and(|computed| computed.total.cell.is_none());
        match word(&relation.verdict) {
            "differs" if stated && relation.claims().first() == Some(&claim) => return "differs",
            "match" => found = "match",
            _ => {}
        }
    }
    found
}

fn record(
    disclosure: &Disclosure,
    claim: &Claim,
    agreement: impl FnOnce() -> &'static str,
) -> ClaimRecord {
    let sentence = disclosure.prose.get(claim.sentence);
    let table = claim
        .link
        .and_then(|link| Some((link, disclosure.tables.get(link.table)?)));
    let row = table.and_then(|(link, table)| table.rows.get(link.row));
    let column = table.and_then(|(link, table)| table.columns.get(link.column));
    ClaimRecord {
        source: file_of(&disclosure.source, claim.place),
        line: line_of(&disclosure.source, claim.place),
        page: claim.place.page.map(NonZeroU32::get),
        sentence: sentence.map_or_else(String::new, |sentence| joined(&sentence.text)),
        subject: joined(&claim.subject),
        amount: figure(&claim.figure),
        unit: clean(claim.figure.unit().word()),
        kind: claim.kind.name(),
        direction: claim.direction.name(),
        base_year: claim.base_year,
        table_id: table.map_or_else(String::new, |(_, table)| clean(&table.id)),
        row_code: row.map_or_else(String::new, row_code),
        row_name: row.map_or_else(String::new, |row| joined(row.name())),
        column_path: column.map_or_else(String::new, |column| joined(&column.label())),
        verdict: match table.map(|(link, table)| verdict(claim, table, link)) {
            None => agreement(),
            // A cell that only may be meant contradicts nothing.
            Some("differs") => match agreement() {
                "differs" => "differs",
                _ => "",
            },
            Some(word) => word,
        },
    }
}

/// Whether the claim can be the cell, rounding considered. A blank restates nothing; a cell in doubt
/// is not compared.
fn verdict(claim: &Claim, table: &Table, link: Position) -> &'static str {
    let part = match table.slot(link.row, link.column) {
        Slot::Number(_, figure) => {
            Reading::of(&figure, figure.decimals(), None).map_or(Part::Unknown, Part::Number)
        }
        Slot::Blank | Slot::Dash(_) => Part::Nothing,
        Slot::Text(_) | Slot::Unknown => Part::Unknown,
    };
    let Some(total) = Reading::of(&claim.figure, claim.figure.decimals(), None) else {
        return "";
    };
    if part == Part::Unknown {
        return "";
    }
    let question = Question {
        comparison: Comparison::Equal,
        total,
        parts: vec![(false, part)],
        recounted: true,
    };
    weigh(&question).map_or("", |weighed| word(&weighed.verdict))
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
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
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Corpus;

    const TEXT: &str = "部门收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
        一、一般公共预算拨款收入\t80.26\t一、教育支出\t80.26\n二、事业收入\t\t\t\n\
        收入总计\t80.26\t支出总计\t80.26\n\n第二部分 说明\n一、收支总体情况\n\
        2024年收入总计80.3万元，支出总计90.26万元。\n二、收入预算情况\n其中：事业收入0万元，占0%。\n";

    fn records(text: &str) -> Vec<ClaimRecord> {
        let disclosure = crate::load::load("a.txt", text.as_bytes());
        let report = crate::check::check(DisclosureId(0), &disclosure);
        let corpus = Corpus {
            disclosures: vec![Arc::new(disclosure)],
        };
        let session = Session {
            corpus: &corpus,
            reports: &[Arc::new(report)],
            reviewed: &[],
        };
        claims(session).collect()
    }

    #[test]
    fn a_claim_is_compared_with_its_cell_within_rounding() {
        let records = records(TEXT);
        let said: Vec<_> = records
            .iter()
            .map(|r| (r.amount.text.as_str(), r.row_name.as_str(), r.verdict))
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
    }

    #[test]
    fn a_rate_is_compared_with_the_amounts_it_is_said_of() {
        let said = "\n三、变动\n2024年收入总计80.26万元，比上年增加7.26万元，增长9.95%。\n\
            2024年支出总计80.26万元，比上年增加7.26万元，增长19.95%。\n";
        let records = records(&format!("{TEXT}{said}"));
        let rates: Vec<_> = records
            .iter()
            .filter(|record| record.kind == "delta_percent")
            .map(|record| (record.amount.text.as_str(), record.verdict))
            .collect();
        assert_eq!(rates, [("9.95", "match"), ("19.95", "differs")]);
    }
}
