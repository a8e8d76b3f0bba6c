//! How long a key takes until its frame is drawn, on a million line items; other tools on the same rows in the same run.
//!
//! `cargo bench --bench explorer`; `ROWS=100000` makes it smaller, `DISTINCT=1` gives every row a
//! name of its own, the worst case for search. Searching, expanding, scrolling, sorting and finding
//! are each told as median, 99th percentile and greatest time from the key to the frame that holds
//! its answer; background work is waited for. Aims: first hits 100 ms, each further key 16 ms at the
//! 99th percentile, numeric sort 400 ms,
//! 150 MB for all of it.

#[path = "../tests/support/explorer.rs"]
#[allow(dead_code, reason = "shared with the tests of the screens")]
mod explorer;
#[path = "../tests/common/made_up.rs"]
#[allow(dead_code, reason = "shared with the tests of search")]
mod made_up;
#[path = "../tests/support/pty.rs"]
#[allow(dead_code, reason = "shared with the tests of the whole program")]
mod pty;

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chazhang::check::DisclosureReport;
use chazhang::find::{Index, Narrowed};
use chazhang::model::{Corpus, DisclosureId, RowRef, Stub, Unit};
use chazhang::review::Reviews;
use chazhang::ui::data::{Data, Derived, Document};
use chazhang::ui::event::{Effect, Event};
use chazhang::ui::job::Delivery;
use chazhang::ui::popup::search::LIMIT;
use chazhang::ui::run::settled;
use chazhang::ui::update::update;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use explorer::{Explorer, key_event};

/// What is typed letter by letter.
const TYPED: &[&str] = &[
    "jibengongzi",
    "科学技术管理事务",
    "2060101",
    "行政运行",
    "xzyx",
    ">50000",
    "100..200",
    "没有这样的词",
];

/// A word that one row alone prints, and how far before the end.
const RARE: &str = "罕见款项甲";
const NEAR_THE_END: u32 = 5;

/// How often each is typed.
const ROUNDS: usize = 5;

fn main() {
    let rows = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let rows: u32 = rows.unwrap_or(1_000_000);
    let distinct = std::env::var_os("DISTINCT").is_some();
    let names = if distinct {
        "each with a name of its own"
    } else {
        "names as usual"
    };
    println!("{rows} line items, {names}, screen 120x40");
    one_table(rows, distinct);
    println!("greatest memory until here: {} MB", peak());
    let mut corpus = made_up::many_rows(rows, distinct);
    add_rare_word(&mut corpus);
    println!("documents held in {} MB", resident());
    let before = resident();
    let (took, index) = timed(|| Index::build(&corpus, &[]));
    let held = resident().saturating_sub(before);
    println!(
        "index built in {}, it holds {held} MB beside the documents",
        ms(took)
    );
    typing(&corpus, &index);
    peers(&corpus, &index);
    println!("greatest memory of this process: {} MB", peak());
}

/// Gives the word to one row near the end, as a word somebody looks for.
fn add_rare_word(corpus: &mut Corpus) {
    let last = corpus.disclosures.last_mut().and_then(Arc::get_mut);
    let Some(table) = last.and_then(|disclosure| disclosure.tables.last_mut()) else {
        return;
    };
    let last = table.rows.iter().next_back().map_or(0, RowRef::index);
    table.rows.edit(|row| {
        if row.index + NEAR_THE_END == last + 1 {
            row.stub = Stub::new(row.stub.code(), RARE);
        }
    });
}

/// Types every query a few times over and measures from each key to its frame.
fn typing(corpus: &Corpus, index: &Index) {
    let mut explorer = Explorer::new(data(corpus), (120, 40));
    let mut narrowed = Narrowed::default();
    let (mut frames, mut first, mut further) = (Vec::new(), Vec::new(), Vec::new());
    let mut slowest = (Duration::ZERO, String::new());
    for query in TYPED.repeat(ROUNDS) {
        explorer.press("/");
        for (number, (at, letter)) in query.char_indices().enumerate() {
            let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
            let (frame, took) = answer(&mut explorer, key, index, &mut narrowed);
            frames.push(frame);
            if number == 0 {
                first.push(took);
                continue;
            }
            further.push(took);
            if took > slowest.0 {
                slowest = (took, query[..at + letter.len_utf8()].to_owned());
            }
        }
        explorer.press("esc");
    }
    report("search, any key to its letter on screen", frames);
    report("search, first key to hits on screen", first);
    report("search, each further key to hits on screen", further);
    println!(
        "{:<42} {:>9}  {}",
        "  the slowest",
        ms(slowest.0),
        slowest.1
    );
}

/// One key and its frame, then the answer of the search it asks for and its frame: how long until
/// each. The program draws the first without waiting for the second.
fn answer(
    explorer: &mut Explorer,
    key: KeyEvent,
    index: &Index,
    narrowed: &mut Narrowed,
) -> (Duration, Duration) {
    let begun = Instant::now();
    let effects = update(&mut explorer.state, Event::Key(key), &explorer.areas);
    explorer.areas = settled(&mut explorer.state, explorer.size);
    explorer.draw();
    let frame = begun.elapsed();
    for effect in effects {
        if let Effect::Search(query) = effect {
            let hits = index.search_on(&query.query(), LIMIT, narrowed, &|| true);
            let hits = hits.unwrap_or_default();
            let delivery = Event::Job(Delivery::Hits { query, hits });
            let _ = update(&mut explorer.state, delivery, &explorer.areas);
        }
    }
    explorer.areas = settled(&mut explorer.state, explorer.size);
    explorer.draw();
    (frame, begun.elapsed())
}

/// The same rows as one table: opening, scrolling, sorting, finding, expanding.
fn one_table(rows: u32, distinct: bool) {
    let made = made_up::line_items(0..rows, distinct);
    let rows = (1..).zip(made).map(|(index, mut row)| {
        row.index = index;
        row.level = chazhang::model::code::classify(row.stub.code());
        row
    });
    let table = made_up::table("部门支出总表", Unit::WanYuan, rows);
    let corpus = made_up::corpus(vec![made_up::disclosure("云山市财政局", vec![table], &[])]);
    println!("all rows as one table held in {} MB", resident());
    let (took, data) = timed(|| data(&corpus));
    println!("{:<42} {:>9}", "all rows as one table derived", ms(took));
    let mut explorer = Explorer::new(data, (120, 40));
    let mut press = |name: &str, keys: &str, times: usize| {
        let mut took = Vec::new();
        for _ in 0..times {
            for key in keys.split_whitespace() {
                let event = Event::Key(key_event(key));
                took.push(timed(|| step(&mut explorer, event)).0);
            }
        }
        report(name, took);
    };
    press(
        "tree, expanding and collapsing",
        "f 1 2 3 j right left space",
        20,
    );
    press("tree, one line or page further", "j pgdn k pgup", 25);
    press("table, opened from the list of tables", "t enter", 1);
    press("table, one row or page further", "j pgdn", 100);
    press("table, to the end and back", "G g", 20);
    press("table, one column further and back", "l h", 50);
    press("table, in another unit", "u", 8);
    press("table, numeric sort to frame", "o", 1);
    press("table, numeric sort the other way", "o", 1);
    press("table, as printed again", "o", 1);
    press("table, finding while typing", "f 行 政 运 esc", 4);
}

/// One event, what it asks of the background, and the frame with the answer.
fn step(explorer: &mut Explorer, event: Event) {
    let effects = update(&mut explorer.state, event, &explorer.areas);
    for effect in effects {
        if let Effect::Work(work) = effect
            && let Some(answer) = work.run(&|| true)
        {
            let delivery = Event::Job(Delivery::Table(answer));
            let _ = update(&mut explorer.state, delivery, &explorer.areas);
        }
    }
    explorer.areas = settled(&mut explorer.state, explorer.size);
    explorer.draw();
}

/// Programs people use for such rows, each answering one question on the same rows as a file.
fn peers(corpus: &Corpus, index: &Index) {
    let Ok(folder) = tempfile::tempdir() else {
        return;
    };
    let path = folder.path().join("rows.csv");
    if write_rows(corpus, &path).is_err() {
        return;
    }
    let rows = corpus.disclosures.iter().flat_map(|one| &one.tables);
    let rows: usize = rows.map(|table| table.rows.len()).sum();
    let word = RARE;
    let asked = chazhang::find::Query::parse(word);
    let (took, hits) = timed(|| index.search(&asked, LIMIT).len());
    println!("{word}, printed once near the end of a file of these rows:");
    println!("{:<42} {:>9}  {hits} shown", "this program", ms(took));
    peer(
        "ripgrep -c",
        Command::new("rg").arg("-c").arg(word).arg(&path),
        None,
    );
    peer(
        "fzf -f",
        Command::new("fzf").arg("-f").arg(word),
        Some(&path),
    );
    viewer("csvlens", &path, word, rows + 1 - NEAR_THE_END as usize);
}

/// All rows as a file for other programs.
fn write_rows(corpus: &Corpus, path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    writeln!(file, "code,name,department,total,basic,project")?;
    for disclosure in &corpus.disclosures {
        for row in disclosure.tables.iter().flat_map(|table| &table.rows) {
            write!(
                file,
                "{},{},{}",
                row.code(),
                row.name(),
                disclosure.department
            )?;
            for cell in row.cells() {
                write!(file, ",{}", cell.raw())?;
            }
            writeln!(file)?;
        }
    }
    file.flush()
}

/// A program that shows such a file: until its first rows stand on the screen, and from the last key
/// of a search until the row with this number does, counted from 1 without the header.
fn viewer(program: &str, path: &Path, word: &str, row: usize) {
    if Command::new(program).arg("--version").output().is_err() {
        println!("{program:<42} not installed");
        return;
    }
    let begun = Instant::now();
    let mut shown = pty::Session::start(Path::new(program), &[&path.to_string_lossy()], (120, 40));
    shown.wait_for("201");
    let first = begun.elapsed();
    shown.press(&format!("/{word}"));
    shown.wait_for(word);
    let begun = Instant::now();
    shown.press("\r");
    shown.wait_for(&row.to_string());
    let found = begun.elapsed();
    let memory = memory_of(&shown.pid().to_string(), "VmHWM:");
    println!(
        "{program:<42} {:>9}  first rows after {}, {memory} MB",
        ms(found),
        ms(first)
    );
}

fn peer(name: &str, command: &mut Command, input: Option<&Path>) {
    if let Some(file) = input.and_then(|path| fs::File::open(path).ok()) {
        command.stdin(file);
    }
    let (took, ended) = timed(|| command.stdout(Stdio::null()).stderr(Stdio::null()).status());
    match ended {
        Ok(_) => println!("{name:<42} {:>9}", ms(took)),
        Err(_) => println!("{name:<42} not installed"),
    }
}

fn data(corpus: &Corpus) -> Data {
    let names: Vec<String> = corpus
        .disclosures
        .iter()
        .map(|disclosure| disclosure.source.name.clone())
        .collect();
    let mut data = Data::waiting(&names, Vec::new());
    for (index, disclosure) in corpus.disclosures.iter().enumerate() {
        let derived = Derived::new(disclosure, &DisclosureReport::default());
        let document = Document {
            disclosure: Arc::clone(disclosure),
            report: Arc::default(),
            derived: Arc::new(derived),
            standing: Arc::default(),
            reviews: Reviews::default(),
            trouble: Vec::new(),
        };
        data.deliver(DisclosureId(index), document);
    }
    data
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed(), done)
}

fn ms(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1000.0)
}

fn report(name: &str, mut took: Vec<Duration>) {
    took.sort();
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
    let [median, high, greatest] =
        [50, 99, 100].map(|share| at(share).copied().map_or_else(String::new, ms));
    println!(
        "{name:<42} {median:>9}  p99 {high:>9}  greatest {greatest:>9}  ({} keys)",
        took.len()
    );
}

/// Memory held now and at most, in MB, where the system tells.
fn resident() -> usize {
    memory("VmRSS:")
}

fn peak() -> usize {
    memory("VmHWM:")
}

fn memory(field: &str) -> usize {
    memory_of("self", field)
}

fn memory_of(process: &str, field: &str) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}
