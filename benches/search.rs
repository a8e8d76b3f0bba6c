//! How long search takes on many line items: the aim is 100 ms to the first hits on a million.

#[path = "../tests/common/made_up.rs"]
#[allow(dead_code, reason = "shared with the tests of search")]
mod made_up;

use std::sync::OnceLock;

use chazhang::find::{Index, Query};

fn main() {
    divan::main();
}

const QUERIES: &[&str] = &[
    "支出",
    "基本工资",
    "没有这个词",
    "jbgz",
    "2060101",
    ">500",
    "742.42",
    "科学 管理 100..200",
];

/// The same rows with names that repeat, as in life.
fn usual() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::build(&made_up::many_rows(1_000_000, false), &[]))
}

/// Every row with a name of its own.
fn distinct() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::build(&made_up::many_rows(1_000_000, true), &[]))
}

#[divan::bench(args = QUERIES, sample_count = 5, sample_size = 1)]
fn million_usual_rows(query: &str) -> usize {
    usual().search(&Query::parse(query), 200).len()
}

#[divan::bench(args = QUERIES, sample_count = 5, sample_size = 1)]
fn million_distinct_rows(query: &str) -> usize {
    distinct().search(&Query::parse(query), 200).len()
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build_index_of_a_hundred_thousand_rows(bencher: divan::Bencher<'_, '_>) {
    let corpus = made_up::many_rows(100_000, false);
    bencher.bench(|| Index::build(&corpus, &[]));
}
