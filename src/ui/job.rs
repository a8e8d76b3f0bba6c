//! Background work: reading and checking files, building the search index, searching, writing reviews, painting pages. The only place of the interface that starts work.
//!
//! Plain threads and one channel. A panic in a worker becomes a message; only the newest query is
//! answered; an index that was built before the last file arrived is replaced by a newer one.

mod clerk;
mod painter;
mod searcher;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub use crate::load::Picture;
pub use clerk::Clerk;
pub use painter::{Marked, Order, Painted, Painter};
pub use searcher::Searcher;

use super::data::Document;
use super::event::{Asked, Event};
use super::reviewing::Order as ReviewOrder;
use super::screen::grid::TableAnswer;
use crate::find::Hit;
use crate::model::{Disclosure, DisclosureId, Problem};
use crate::review;
use crate::session;

/// A file, a sample or standard input.
pub type Input = session::Input;

/// The sample disclosures that come with the program.
#[must_use]
pub fn samples() -> Vec<Input> {
    session::samples()
}

/// What the background hands over.
#[derive(Debug)]
pub enum Delivery {
    /// A file is being read.
    Started {
        /// Which.
        id: DisclosureId,
    },
    /// A file is read and checked.
    Loaded {
        /// Which.
        id: DisclosureId,
        /// The frozen result.
        document: Box<Document>,
    },
    /// A file has become a part of another disclosure, which was delivered before.
    Joined {
        /// Which.
        id: DisclosureId,
        /// The disclosure it is a part of.
        whole: DisclosureId,
    },
    /// Files are not what they were when they were read.
    Changed {
        /// Which.
        ids: Vec<DisclosureId>,
    },
    /// The search index is up to date.
    Indexed,
    /// Answers to a query.
    Hits {
        /// The query as asked.
        query: Asked,
        /// Best first.
        hits: Vec<Hit>,
    },
    /// What takes all rows of a table is done.
    Table(TableAnswer),
    /// What was said of a finding is kept, or why it is not.
    Reviewed {
        /// What was to be written.
        order: Box<ReviewOrder>,
        /// Why nothing was written.
        problem: Option<Problem>,
    },
    /// A part of a page is painted, or cannot be.
    Painted(Box<Painted>),
    /// A worker could not finish.
    Failed {
        /// The file it was about, if any.
        id: Option<DisclosureId>,
        /// Why.
        message: String,
    },
}

/// Sets its flag when dropped, so that workers stop when nobody waits for them.
#[derive(Debug)]
pub struct Handle {
    stop: Arc<AtomicBool>,
}

impl Handle {
    /// A handle that sets this flag when it is dropped.
    pub(super) fn new(stop: Arc<AtomicBool>) -> Handle {
        Handle { stop }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Reads and checks all inputs in the background, in order, several at a time.
#[must_use]
pub fn load(inputs: Vec<Input>, events: &Sender<Event>) -> Handle {
    let numbered = inputs.into_iter().enumerate();
    reload(
        numbered
            .map(|(at, input)| (DisclosureId(at), input))
            .collect(),
        events,
    )
}

/// Reads and checks some inputs, for the places they have among all.
#[must_use]
pub fn reload(inputs: Vec<(DisclosureId, Input)>, events: &Sender<Event>) -> Handle {
    let work = |id, input: &Input| {
        let opened = session::open(id, input);
        Document::new(opened.disclosure, opened.report).with_reviews(opened.reviewed)
    };
    run_all(inputs, events, work, join)
}

/// Explanations put behind the tables they belong to, once all files are read. The whole stands where
/// the tables stood, so that what the user looks at stays where it is.
fn join(read: &[(DisclosureId, Document)]) -> Vec<Delivery> {
    let disclosures: Vec<&Disclosure> = read.iter().map(|(_, one)| &*one.disclosure).collect();
    let id_of = |index: usize| read.get(index).map(|(id, _)| *id);
    let mut deliveries = Vec::new();
    for change in session::changes(&disclosures) {
        let Some(id) = id_of(change.at) else {
            continue;
        };
        let mut now = change.now;
        // What matched nothing in a part may match the whole: that is asked anew.
        let parts = [Some(change.at), change.text].into_iter().flatten();
        for (_, part) in parts.filter_map(|index| read.get(index)) {
            let stale = review::look(&part.disclosure, &part.report).stale_problems();
            now.problems.retain(|problem| !stale.contains(problem));
        }
        let opened = session::judge(id, now);
        let document = Document::new(opened.disclosure, opened.report);
        let document = Box::new(document.with_reviews(opened.reviewed));
        deliveries.push(Delivery::Loaded { id, document });
        let part = change.text.and_then(id_of);
        deliveries.extend(part.map(|part| Delivery::Joined {
            id: part,
            whole: id,
        }));
    }
    deliveries
}

/// Runs `work` for every input on as many threads as the machine has, at least one, and `finish` on
/// all that came out of it.
fn run_all<I, W>(
    inputs: Vec<(DisclosureId, I)>,
    events: &Sender<Event>,
    work: W,
    finish: fn(&[(DisclosureId, Document)]) -> Vec<Delivery>,
) -> Handle
where
    I: Send + Sync + 'static,
    W: Fn(DisclosureId, &I) -> Document + Send + Sync + 'static,
{
    let finished = Arc::new(Finished::default());
    let stop = Arc::new(AtomicBool::new(false));
    let next = Arc::new(AtomicUsize::new(0));
    let inputs = Arc::new(inputs);
    let work = Arc::new(work);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..threads.clamp(1, inputs.len().max(1)) {
        let (stop, next) = (Arc::clone(&stop), Arc::clone(&next));
        let (inputs, work, events) = (Arc::clone(&inputs), Arc::clone(&work), events.clone());
        let finished = Arc::clone(&finished);
        thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some((id, input)) = inputs.get(index) else {
                    return;
                };
                let id = *id;
                // A closed channel means that the interface is gone.
                if events.send(Event::Job(Delivery::Started { id })).is_err() {
                    return;
                }
                let done = guarded(Some(id), || Delivery::Loaded {
                    id,
                    document: Box::new(work(id, input)),
                });
                let read = match &done {
                    Delivery::Loaded { document, .. } => Some((id, Document::clone(document))),
                    _ => None,
                };
                if events.send(Event::Job(done)).is_err() {
                    return;
                }
                if let Some(all) = finished.add(read, inputs.len()) {
                    // Files that cannot be made one are still files that can be read.
                    let joined = catch_unwind(AssertUnwindSafe(|| finish(&all)));
                    send_all(joined.unwrap_or_default(), &events);
                }
            }
        });
    }
    Handle { stop }
}

/// What is read so far, and how many files that took.
#[derive(Default)]
struct Finished(Mutex<(usize, Vec<(DisclosureId, Document)>)>);

impl Finished {
    /// Adds one; all of them in order when it was the last.
    fn add(
        &self,
        read: Option<(DisclosureId, Document)>,
        count: usize,
    ) -> Option<Vec<(DisclosureId, Document)>> {
        let mut finished = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        finished.0 += 1;
        finished.1.extend(read);
        if finished.0 < count {
            return None;
        }
        let mut all = std::mem::take(&mut finished.1);
        all.sort_by_key(|(id, _)| *id);
        Some(all)
    }
}

fn send_all(deliveries: Vec<Delivery>, events: &Sender<Event>) {
    for delivery in deliveries {
        // A closed channel means that the interface is gone.
        if events.send(Event::Job(delivery)).is_err() {
            return;
        }
    }
}

/// The result of the work, or the words of its panic.
fn guarded(id: Option<DisclosureId>, work: impl FnOnce() -> Delivery) -> Delivery {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Delivery::Failed { id, message }
    })
}

/// The threads that work on what the user asks for.
#[derive(Debug)]
pub struct Workers {
    /// Search.
    pub searcher: Searcher,
    /// Reviews.
    pub reviewer: Reviewer,
    /// Long tables.
    pub clerk: Clerk,
    /// Pictures of pages.
    pub painter: Painter,
}

impl Workers {
    /// Starts the threads.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        Workers {
            searcher: Searcher::start(events),
            reviewer: Reviewer::start(events),
            clerk: Clerk::start(events),
            painter: Painter::start(events),
        }
    }
}

/// The thread that writes reviews, one after the other in the order they were made.
#[derive(Debug)]
pub struct Reviewer {
    orders: Sender<ReviewOrder>,
}

impl Reviewer {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (orders, asked) = channel::<ReviewOrder>();
        let events = events.clone();
        thread::spawn(move || {
            for order in asked {
                let written = guarded(None, || Delivery::Reviewed {
                    problem: review::change(&order.document, &order.change).err(),
                    order: Box::new(order),
                });
                if events.send(Event::Job(written)).is_err() {
                    return;
                }
            }
        });
        Reviewer { orders }
    }

    /// Writes one; the answer comes as a delivery.
    pub fn write(&self, order: ReviewOrder) {
        // The thread ends only with the program.
        let _ = self.orders.send(order);
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;
    use crate::check::DisclosureReport;
    use crate::model::{Encoding, Source};

    fn document(name: &str) -> Document {
        let disclosure = Disclosure {
            source: Source::new(name, "", Encoding::Utf8),
            ..Disclosure::default()
        };
        Document::new(disclosure, DisclosureReport::default())
    }

    #[test]
    fn a_panic_in_one_file_is_a_message_and_the_rest_goes_on() {
        let (sender, receiver) = channel();
        let names = ["a", "boom", "c"].into_iter().enumerate();
        let names = names.map(|(at, name)| (DisclosureId(at), name)).collect();
        let work = |_, name: &&str| {
            assert!(*name != "boom", "no such luck");
            document(name)
        };
        let handle = run_all(names, &sender, work, |_| Vec::new());
        drop(sender);
        let (mut loaded, mut failed) = (Vec::new(), Vec::new());
        for event in receiver {
            match event {
                Event::Job(Delivery::Loaded { id, .. }) => loaded.push(id.0),
                Event::Job(Delivery::Failed { message, .. }) => failed.push(message),
                _ => {}
            }
        }
        drop(handle);
        loaded.sort_unstable();
        assert_eq!(loaded, [0, 2]);
        assert_eq!(failed, ["no such luck"]);
    }
}
