//! How fast every format becomes tables and how much memory that takes, beside public tools in the same run.
//!
//! `cargo bench --bench formats` reads made-up files; `cargo bench --bench formats -- FILE…` real ones.
//! Every reading is a process of its own, so that starting up and peak memory count on both sides.
//! A tool that is not installed is named and left out. Peak memory is known on Linux only.

#[path = "../tests/support/office.rs"]
mod office;
#[path = "../tests/support/pdf.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod pdf;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pdf::Sheet;

/// The word after which this program only reads the file named next.
const READ: &str = "--only-read";

/// The shortest of so many runs counts: everything else that runs only adds time.
const RUNS: usize = 5;

/// Pages of the made-up PDF file.
const PAGES: usize = 50;

/// Rows of the made-up tables in the other formats.
const ROWS: usize = 20_000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [word, file] = arguments.as_slice()
        && word == READ
    {
        read(Path::new(file));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the files");
    let files = if arguments.is_empty() {
        made_up(folder.path())
    } else {
        arguments.iter().map(PathBuf::from).collect()
    };
    println!(
        "{:<34} {:<10} {:>9} {:>15} {:>9} {:>6}",
        "file", "read by", "ms", "per second", "peak MiB", "ratio"
    );
    for file in files {
        compare(&file);
    }
}

/// What is timed: the bytes of a file become a disclosure.
fn read(file: &Path) {
    let bytes = std::fs::read(file).expect("the file can be read");
    let disclosure = chazhang::load::load(&name(file), &bytes);
    match disclosure.source.page_count() {
        0 => {
            let rows: usize = disclosure.tables.iter().map(|table| table.rows.len()).sum();
            println!("{rows} rows");
        }
        pages => println!("{pages} pages"),
    }
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Programs that print the text of a format; `{}` stands for the file.
fn tools(file: &Path) -> &'static [(&'static str, &'static [&'static str])] {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("pdf") => &[
            ("pdftotext", &["-layout", "{}", "-"]),
            ("mutool", &["draw", "-F", "text", "-q", "{}"]),
        ],
        Some("docx") => &[("docx2txt", &["{}", "-"])],
        Some("doc") => &[("antiword", &["{}"])],
        Some("xlsx") => &[("xlsx2csv", &["{}"])],
        Some("xls" | "ods") => &[("ssconvert", &["-T", "Gnumeric_stf:stf_csv", "{}", "fd://1"])],
        Some("html") => &[("w3m", &["-dump", "{}"])],
        _ => &[],
    }
}

/// One line for our reading and one for each tool.
fn compare(file: &Path) {
    let own = std::env::current_exe().expect("this program has a path");
    let path = file.to_string_lossy();
    let Some(ours) = best(&own, &[READ, &path]) else {
        println!("{:<34} could not be read", name(file));
        return;
    };
    let (count, what) = ours.output.trim().split_once(' ').unwrap_or_default();
    let count = (count.parse().unwrap_or(0), what);
    line(&name(file), "chazhang", &ours, count, None);
    for (tool, arguments) in tools(file) {
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|argument| if *argument == "{}" { &*path } else { argument })
            .collect();
        match best(Path::new(tool), &arguments) {
            Some(run) => {
                let ratio = ours.time.as_secs_f64() / run.time.as_secs_f64();
                line("", tool, &run, count, Some(ratio));
            }
            None => println!("{:<34} {tool:<10} not installed or unable to read it", ""),
        }
    }
}

/// `count` is how many pages or rows were read, and which of both.
fn line(file: &str, tool: &str, run: &Run, count: (usize, &str), ratio: Option<f64>) {
    let seconds = run.time.as_secs_f64();
    let peak = run
        .peak
        .map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string());
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    println!(
        "{file:<34} {tool:<10} {:>9.1} {:>9.0} {:<5} {peak:>9} {ratio:>6}",
        seconds * 1000.0,
        count.0 as f64 / seconds,
        count.1
    );
}

/// One run of a program.
struct Run {
    time: Duration,
    /// Most memory it held, in KiB.
    peak: Option<u64>,
    output: String,
}

fn best(program: &Path, arguments: &[&str]) -> Option<Run> {
    let runs: Option<Vec<Run>> = (0..RUNS).map(|_| run(program, arguments)).collect();
    let runs = runs?;
    let peak = runs.iter().filter_map(|run| run.peak).max();
    let best = runs.into_iter().min_by_key(|run| run.time)?;
    Some(Run { peak, ..best })
}

/// Runs a program to its end; its memory is looked at while it runs.
fn run(program: &Path, arguments: &[&str]) -> Option<Run> {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let id = child.id();
    let watch = std::thread::spawn(move || {
        let mut peak = None;
        while let Some(seen) = high_water(id) {
            peak = peak.max(Some(seen));
            std::thread::sleep(Duration::from_millis(1));
        }
        peak
    });
    let mut output = Vec::new();
    let mut printed = child.stdout.take()?;
    std::io::Read::read_to_end(&mut printed, &mut output).ok()?;
    let status = child.wait().ok()?;
    let time = begun.elapsed();
    let peak = watch.join().ok()?;
    status.success().then(|| Run {
        time,
        peak,
        output: String::from_utf8_lossy(&output).into_owned(),
    })
}

/// The most memory a process has held so far; `None` when it has ended or the system does not say.
fn high_water(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// One file of each format, as large departments publish them.
fn made_up(folder: &Path) -> Vec<PathBuf> {
    let header = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n";
    let row = "2130301\t行政运行\t1000.25\t800.20\t200.05\n";
    let table = format!("部门支出总表\n单位：万元\n{header}{}", row.repeat(ROWS));
    let kept = |name: &str| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        std::fs::read(data.join(name)).expect("a file of the repository")
    };
    let files: [(&str, Vec<u8>); 9] = [
        ("made-up.pdf", pdf_pages()),
        ("made-up.docx", office::docx(&table)),
        ("made-up.xlsx", office::xlsx(&table)),
        ("made-up.ods", office::ods(&table)),
        ("made-up.html", office::html(&table)),
        ("made-up.csv", office::csv(&table)),
        // Nothing here can write these two; they are small.
        ("made-up.doc", kept("made-up.doc")),
        ("made-up.xls", kept("made-up.xls")),
        ("made-up.txt", table.into_bytes()),
    ];
    files
        .into_iter()
        .map(|(name, bytes)| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).expect("the folder takes it");
            path
        })
        .collect()
}

/// Pages full of rows.
fn pdf_pages() -> Vec<u8> {
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
