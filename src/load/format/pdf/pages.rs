//! Reads the pages of a file, several at a time while processors are idle.
//!
//! Invariants: the answer does not depend on how many threads read; a page that ends in a panic spoils
//! no other; what all pages may draw together is counted in their order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};

use super::collect::{self, Collector, TooMuch};
use super::layout::{self, Block};
use super::turn;
use crate::model::{PageSize, Writing};

/// How many drawing operations are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    on_page: usize,
    in_file: usize,
}

const LIMITS: Limits = Limits {
    on_page: 2_000_000,
    in_file: 40_000_000,
};
/// Fewer characters on a page that shows a picture are no text of that page.
const FEWEST_GLYPHS: usize = 8;
/// A thread more is not worth its start, and the fonts it reads once more, for fewer pages.
const FEWEST_PAGES: usize = 4;

/// Threads of this process that read pages now. Files that are read side by side leave no processor
/// idle, and their pages are read one after the other.
static READING: AtomicUsize = AtomicUsize::new(0);

/// A page as it was read.
#[derive(Debug)]
pub(super) struct Sheet {
    /// What stands on it.
    pub(super) blocks: Vec<Block>,
    pub(super) size: PageSize,
    /// How its text is written.
    pub(super) writing: Writing,
    pub(super) glyphs: usize,
    pub(super) unreadable: usize,
    /// What is wrong with its text.
    pub(super) text: Text,
    /// Whether it was not read to its end.
    pub(super) broken: bool,
    /// How many operations drew it, and whether it wanted more than it was allowed.
    spent: usize,
    too_much: bool,
}

/// Where the text of a page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Printed,
    /// A picture without text.
    Scanned,
    /// Text laid invisibly over a picture.
    Recognised,
}

/// The first pages of a file, no more than `most`.
pub(super) fn read(pdf: &Pdf, most: usize) -> Vec<Sheet> {
    read_within(pdf, most, LIMITS)
}

fn read_within(pdf: &Pdf, most: usize, limits: Limits) -> Vec<Sheet> {
    let count = pdf.pages().len().min(most);
    let mut ahead = side_by_side(pdf, count, limits);
    let mut pen = Pen::new(pdf);
    let mut budget = limits.in_file;
    (0..count)
        .filter_map(|at| {
            let allowed = budget.min(limits.on_page);
            let ahead = ahead.get_mut(at).and_then(Option::take);
            let whole = allowed == limits.on_page;
            let ahead = ahead.filter(|sheet| whole || sheet.is_as_if_allowed(allowed));
            let sheet = match ahead {
                Some(sheet) => sheet,
                None => pen.page(at, allowed)?,
            };
            budget -= sheet.spent.min(budget);
            if sheet.too_much {
                budget = budget.saturating_sub(limits.on_page / 10);
            }
            Some(sheet)
        })
        .collect()
}

impl Sheet {
    /// Whether a page that might draw as much as any would be the same had it been allowed less.
    fn is_as_if_allowed(&self, allowed: usize) -> bool {
        self.spent <= allowed && !self.too_much
    }
}

/// Pages that all idle processors read together, each as if it were the only one. Where a file
/// draws more than it may, the rest is missing.
fn side_by_side(pdf: &Pdf, count: usize, limits: Limits) -> Vec<Option<Sheet>> {
    let (next, spent) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut pen = Pen::new(pdf);
        let mut done = Vec::new();
        while spent.load(Ordering::Relaxed) < limits.in_file {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(sheet) = (at < count).then(|| pen.page(at, limits.on_page)).flatten() else {
                break;
            };
            spent.fetch_add(sheet.spent, Ordering::Relaxed);
            done.push((at, sheet));
        }
        done
    };
    let _seat = Seat::take();
    let mut sheets: Vec<Option<Sheet>> = (0..count).map(|_| None).collect();
    let done = thread::scope(|scope| {
        let seats = (0..count / FEWEST_PAGES).map_while(|_| Seat::take_idle());
        // Where no thread can be started, the pages are read without it.
        let helpers: Vec<_> = seats
            .filter_map(|seat| {
                let work = &work;
                let helper = thread::Builder::new().spawn_scoped(scope, move || {
                    let _seat = seat;
                    work()
                });
                helper.ok()
            })
            .collect();
        let mut done = work();
        // What a helper that panicked had read is read once more.
        done.extend(
            helpers
                .into_iter()
                .flat_map(|helper| helper.join().unwrap_or_default()),
        );
        done
    });
    for (at, sheet) in done {
        if let Some(slot) = sheets.get_mut(at) {
            *slot = Some(sheet);
        }
    }
    sheets
}

/// The right to read pages, counted.
struct Seat;

impl Seat {
    fn take() -> Self {
        READING.fetch_add(1, Ordering::Relaxed);
        Seat
    }

    /// A seat if a processor is idle.
    fn take_idle() -> Option<Self> {
        let most = rayon::current_num_threads();
        READING
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |taken| {
                (taken < most).then_some(taken + 1)
            })
            .ok()
            .map(|_| Seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        READING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What one thread keeps from page to page.
struct Pen<'a> {
    pdf: &'a Pdf,
    /// The fonts it has read.
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Pen<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        Pen {
            pdf,
            cache: InterpreterCache::new(),
            settings: InterpreterSettings::default(),
        }
    }

    /// One page, drawn with no more operations than allowed.
    fn page(&mut self, at: usize, allowed: usize) -> Option<Sheet> {
        let page = self.pdf.pages().get(at)?;
        let (width, height) = page.render_dimensions();
        let bounds = collect::bounds(width, height);
        let mut collector = Collector::new(allowed, bounds);
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            let transform = page.initial_transform(true);
            let mut context = Context::new(
                transform.to_kurbo(),
                bounds,
                &self.cache,
                self.pdf.xref(),
                self.settings.clone(),
            );
            interpret_page(page, &mut context, &mut collector);
        }));
        let spent = allowed - collector.left();
        collector.finish();
        let page = turn::upright(&collector);
        let (glyphs, unreadable) = (page.glyphs.len(), page.unreadable);
        Some(Sheet {
            size: collect::size(bounds),
            writing: page.writing,
            glyphs,
            unreadable,
            text: match page.picture {
                true if glyphs < FEWEST_GLYPHS => Text::Scanned,
                _ if page.recognised => Text::Recognised,
                _ => Text::Printed,
            },
            blocks: layout::blocks(page),
            broken: drawn.is_err(),
            spent,
            too_much: drawn.is_err_and(|payload| payload.is::<TooMuch>()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file whose pages draw so many rectangles each.
    fn file(pages: &[usize]) -> Pdf {
        let kids: Vec<String> = (0..pages.len())
            .map(|at| format!("{} 0 R", 2 * at + 3))
            .collect();
        let mut text = format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
             2 0 obj\n<< /Type /Pages /Count {} /Kids [{}] >>\nendobj\n",
            pages.len(),
            kids.join(" ")
        );
        for (at, count) in pages.iter().enumerate() {
            let (page, content) = (2 * at + 3, 2 * at + 4);
            let operators = "9 9 90 90 re f\n".repeat(*count);
            text += &format!(
                "{page} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] \
                 /Contents {content} 0 R >>\nendobj\n\
                 {content} 0 obj\n<< /Length {} >>\nstream\n{operators}\nendstream\nendobj\n",
                operators.len() + 1
            );
        }
        text += "trailer\n<< /Root 1 0 R >>\n%%EOF\n";
        Pdf::new(text.into_bytes()).expect("the file is whole")
    }

    fn told(sheets: &[Sheet]) -> Vec<(usize, bool)> {
        let sheets = sheets.iter();
        sheets.map(|sheet| (sheet.spent, sheet.broken)).collect()
    }

    #[test]
    fn pages_are_counted_in_their_order_however_many_threads_read() {
        let pages = [10, 30, 500, 10, 20, 10, 10, 10, 10, 40, 1, 0];
        let pdf = file(&pages);
        let each = told(&read(&pdf, 100));
        let one: Vec<usize> = each.iter().map(|(spent, _)| *spent).collect();
        let rectangle = one[10];
        assert!(rectangle > 0);
        assert_eq!(one, pages.map(|count| count * rectangle));
        let limits = Limits {
            on_page: 50 * rectangle,
            in_file: 150 * rectangle,
        };
        let together = told(&read_within(&pdf, 100, limits));
        // With every processor taken the pages are read by one thread.
        let seats: Vec<Seat> = (0..1000).map(|_| Seat::take()).collect();
        let alone = told(&read_within(&pdf, 100, limits));
        drop(seats);
        assert_eq!(together, alone);
        // The third page wants too much, which counts a tenth of a page more.
        let broken: Vec<bool> = alone.iter().map(|(_, broken)| *broken).collect();
        let of = |page: usize| broken[page - 1];
        assert_eq!(
            broken.iter().filter(|broken| **broken).count(),
            5,
            "{alone:?}"
        );
        assert!(of(3) && of(8) && !of(7) && !of(12));
        assert_eq!(told(&read_within(&pdf, 3, limits)).len(), 3);
    }
}
