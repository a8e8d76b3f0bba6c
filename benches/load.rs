//! How long loading takes: one disclosure in tabs and in white space, and a table of many rows.

#[path = "../tests/generated/generator/mod.rs"]
#[expect(
    dead_code,
    reason = "benches print disclosures and do not compare them"
)]
mod generator;

use chazhang::load::load;
use divan::Bencher;
use divan::counter::BytesCount;
use generator::style::STYLES;

fn main() {
    divan::main();
}

const LAYOUTS: &[&str] = &[
    "hebei, tabs",
    "national final account, tabs",
    "henan, spaces",
    "jiangsu, spaces",
];

#[divan::bench(args = LAYOUTS)]
fn made_up_disclosure(bencher: Bencher<'_, '_>, layout: &str) {
    let style = STYLES.iter().find(|style| style.name == layout);
    let text = style.map_or_else(String::new, |style| {
        let (book, forms) = style.forms(1, true);
        style.print(&book, &forms).text
    });
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| load("made-up.txt", text.as_bytes()));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5, sample_size = 1)]
fn table_of_many_rows(bencher: Bencher<'_, '_>, rows: usize) {
    let row = "2060101\t行政运行\t2.00\t1.00\t1.00\n";
    let header = "部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n";
    let text = format!("{header}{}", row.repeat(rows));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| load("many.txt", text.as_bytes()));
}
