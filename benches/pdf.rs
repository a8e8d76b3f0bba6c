//! How fast PDF pages become lines and tables, beside `pdftotext -layout` where it is installed.
//!
//! `cargo bench --bench pdf`

#[path = "../tests/support/pdf.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod pdf;

use std::io::Write;
use std::process::{Command, Stdio};

use divan::Bencher;
use divan::counter::ItemsCount;
use pdf::Sheet;

const PAGES: usize = 50;

fn main() {
    divan::main();
}

/// Pages full of rows, as a large department publishes them.
fn file() -> Vec<u8> {
    let widths = [70.0, 200.0, 90.0, 90.0, 90.0];
    let header = vec!["科目编码", "科目名称", "合计", "基本支出", "项目支出"];
    let row = vec!["2130301", "行政运行", "1,000.25", "800.20", "200.05"];
    let mut rows = vec![header];
    rows.extend(std::iter::repeat_n(row, 30));
    let sheets: Vec<Sheet> = (0..PAGES)
        .map(|_| {
            let mut sheet = Sheet::new();
            sheet.text(300.0, 30.0, 16.0, "部门支出总表");
            sheet.text(480.0, 50.0, 9.0, "单位：万元");
            sheet.table(60.0, 60.0, &widths, &rows);
            sheet
        })
        .collect();
    pdf::file(&sheets)
}

#[divan::bench]
fn load(bencher: Bencher) {
    let bytes = file();
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench(|| chazhang::load::load("甲.pdf", &bytes));
}

#[divan::bench]
fn pdftotext(bencher: Bencher) {
    let bytes = file();
    if print_layout(&bytes).is_none() {
        eprintln!("pdftotext is not installed");
        return;
    }
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench(|| print_layout(&bytes));
}

/// What poppler prints; `None` where it is not installed.
fn print_layout(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(output.stdout)
}
