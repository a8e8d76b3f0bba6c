//! Background work: reading and checking files, building the search index, searching, writing reviews. The only place of the interface that starts work.
//!
//! Plain threads and one channel. A panic in a worker becomes a message; only the newest query is
//! answered; an index that was built before the last file arrived is replaced by a newer one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use super::data::{Data, Document};
use super::event::{Asked, Event};
use super::popup::search::LIMIT;
use super::reviewing::Order;
use crate::check::DisclosureReport;
use crate::find::{Hit, Index};
use crate::model::{Corpus, DisclosureId, Problem};
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
    /// What was said of a finding is kept, or why it is not.
    Reviewed {
        /// What was to be written.
        order: Box<Order>,
        /// Why nothing was written.
        problem: Option<Problem>,
    },
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
    run_all(inputs, events, |id, input| {
        let opened = session::open(id, input);
        Document::new(opened.disclosure, opened.report).with_reviews(opened.reviewed)
    })
}

/// How often files are looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(1000);

/// What tells that a file was written to.
type Stamp = Option<(u64, SystemTime)>;

/// Tells when files change, once they have kept still for a moment.
#[must_use]
pub fn watch(inputs: &[Input], events: &Sender<Event>) -> Handle {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let events = events.clone();
    let mut files: Vec<(DisclosureId, PathBuf, Stamp, Stamp)> = inputs
        .iter()
        .enumerate()
        .filter_map(|(index, input)| {
            let path = input.path()?.to_owned();
            let stamp = stamp(&path);
            Some((DisclosureId(index), path, stamp, stamp))
        })
        .collect();
    thread::spawn(move || {
        while !stopped.load(Ordering::Relaxed) && !files.is_empty() {
            thread::sleep(LOOK_EVERY);
            let ids = changed(&mut files);
            if !ids.is_empty() && events.send(Event::Job(Delivery::Changed { ids })).is_err() {
                return;
            }
        }
    });
    Handle { stop }
}

fn stamp(path: &Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()?))
}

/// The files that differ from what was read and have not changed since the last look: a file that
/// is still being written is left alone.
fn changed(files: &mut [(DisclosureId, PathBuf, Stamp, Stamp)]) -> Vec<DisclosureId> {
    let mut ids = Vec::new();
    for (id, path, read, seen) in files {
        let now = stamp(path);
        // A file that is gone for a moment is being replaced.
        if now.is_some() && now == *seen && now != *read {
            *read = now;
            ids.push(*id);
        }
        *seen = now;
    }
    ids
}

/// Runs `work` for every input on as many threads as the machine has, at least one.
fn run_all<I, W>(inputs: Vec<(DisclosureId, I)>, events: &Sender<Event>, work: W) -> Handle
where
    I: Send + Sync + 'static,
    W: Fn(DisclosureId, &I) -> Document + Send + Sync + 'static,
{
    let stop = Arc::new(AtomicBool::new(false));
    let next = Arc::new(AtomicUsize::new(0));
    let inputs = Arc::new(inputs);
    let work = Arc::new(work);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..threads.clamp(1, inputs.len().max(1)) {
        let (stop, next) = (Arc::clone(&stop), Arc::clone(&next));
        let (inputs, work, events) = (Arc::clone(&inputs), Arc::clone(&work), events.clone());
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
                if events.send(Event::Job(done)).is_err() {
                    return;
                }
            }
        });
    }
    Handle { stop }
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
}

impl Workers {
    /// Starts the threads.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        Workers {
            searcher: Searcher::start(events),
            reviewer: Reviewer::start(events),
        }
    }
}

/// The thread that writes reviews, one after the other in the order they were made.
#[derive(Debug)]
pub struct Reviewer {
    orders: Sender<Order>,
}

impl Reviewer {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (orders, asked) = channel::<Order>();
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
    pub fn write(&self, order: Order) {
        // The thread ends only with the program.
        let _ = self.orders.send(order);
    }
}

/// What the search thread is asked.
enum Question {
    Corpus(Corpus, Vec<Arc<DisclosureReport>>, u64),
    Query(Asked),
}

/// The search thread. It always works on the newest question of each sort.
#[derive(Debug)]
pub struct Searcher {
    questions: Sender<Question>,
    generation: Arc<AtomicU64>,
    latest: Mutex<Asked>,
}

impl Searcher {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (questions, asked) = channel();
        let generation = Arc::new(AtomicU64::new(0));
        let newest = Arc::clone(&generation);
        let events = events.clone();
        thread::spawn(move || answer_all(&asked, &newest, &events));
        Searcher {
            questions,
            generation,
            latest: Mutex::new(Asked::default()),
        }
    }

    /// Replaces the index by one over this data, and asks the last query again.
    pub fn index(&self, data: &Data) {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed) + 1;
        let question = Question::Corpus(data.corpus.clone(), data.reports.clone(), generation);
        let query = self
            .latest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        // The thread ends only with the program, so a lost question has nobody to miss it.
        let _ = self.questions.send(question);
        let _ = self.questions.send(Question::Query(query));
    }

    /// Asks a query; it replaces one that waits.
    pub fn search(&self, query: Asked) {
        self.latest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&query);
        let _ = self.questions.send(Question::Query(query));
    }
}

/// Works off questions until nobody can ask any more.
fn answer_all(asked: &Receiver<Question>, newest: &AtomicU64, events: &Sender<Event>) {
    let mut index: Option<Index> = None;
    while let Ok(first) = asked.recv() {
        let (mut corpus, mut query) = (None, None);
        for question in std::iter::once(first).chain(asked.try_iter()) {
            match question {
                Question::Corpus(found, reports, generation) => {
                    corpus = Some((found, reports, generation));
                }
                Question::Query(text) => query = Some(text),
            }
        }
        if let Some((corpus, reports, generation)) = corpus
            && generation == newest.load(Ordering::Relaxed)
        {
            let built = guarded_index(&corpus, &reports);
            let delivery = match built {
                Ok(built) => {
                    index = Some(built);
                    Delivery::Indexed
                }
                Err(failed) => failed,
            };
            if events.send(Event::Job(delivery)).is_err() {
                return;
            }
        }
        let (Some(index), Some(query)) = (&index, query) else {
            continue;
        };
        let delivery = guarded(None, || {
            let hits = index.search(&query.query(), LIMIT);
            Delivery::Hits { query, hits }
        });
        if events.send(Event::Job(delivery)).is_err() {
            return;
        }
    }
}

fn guarded_index(corpus: &Corpus, reports: &[Arc<DisclosureReport>]) -> Result<Index, Delivery> {
    let mut built = None;
    let delivery = guarded(None, || {
        built = Some(Index::build(corpus, reports));
        Delivery::Indexed
    });
    built.ok_or(delivery)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;
    use crate::model::{Disclosure, Encoding, Source};

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
        let handle = run_all(names, &sender, |_, name| {
            assert!(*name != "boom", "no such luck");
            document(name)
        });
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

    #[test]
    fn a_file_is_changed_once_it_keeps_still() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "一").unwrap();
        let read = stamp(&path);
        let mut files = vec![(DisclosureId(3), path.clone(), read, read)];
        assert_eq!(changed(&mut files), []);
        std::fs::write(&path, "一二三").unwrap();
        assert_eq!(changed(&mut files), [], "it may still be written to");
        assert_eq!(changed(&mut files), [DisclosureId(3)]);
        assert_eq!(changed(&mut files), []);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(changed(&mut files), []);
    }

    #[test]
    fn the_newest_query_is_answered() {
        let (sender, receiver) = channel();
        let searcher = Searcher::start(&sender);
        let asked = |text: &str| Asked {
            text: text.to_owned(),
            ..Asked::default()
        };
        searcher.search(asked("旧"));
        searcher.search(asked("新"));
        searcher.index(&Data::waiting(&["a".to_owned()], Vec::new()));
        let answered = receiver.iter().find_map(|event| match event {
            Event::Job(Delivery::Hits { query, .. }) => Some(query),
            _ => None,
        });
        assert_eq!(answered, Some(asked("新")));
    }
}
