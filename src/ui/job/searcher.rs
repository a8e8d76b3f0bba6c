//! The thread that builds the search index and searches. It always works on the newest question of each sort.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::super::data::Data;
use super::super::event::{Asked, Event};
use super::super::popup::search::LIMIT;
use super::{Delivery, guarded};
use crate::check::DisclosureReport;
use crate::find::{Index, Narrowed};
use crate::model::Corpus;

/// What the search thread is asked.
enum Question {
    Corpus(Corpus, Vec<Arc<DisclosureReport>>, u64),
    Query(Asked, u64),
}

/// The search thread. It always works on the newest question of each sort.
#[derive(Debug)]
pub struct Searcher {
    questions: Sender<Question>,
    generation: Arc<AtomicU64>,
    /// Number of the newest query: an older one is given up.
    asked: Arc<AtomicU64>,
    latest: Mutex<Asked>,
}

impl Searcher {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (questions, asked) = channel();
        let generation = Arc::new(AtomicU64::new(0));
        let newest = Newest {
            corpus: Arc::clone(&generation),
            query: Arc::default(),
        };
        let numbers = Arc::clone(&newest.query);
        let events = events.clone();
        thread::spawn(move || answer_all(&asked, &newest, &events));
        Searcher {
            questions,
            generation,
            asked: numbers,
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
        self.ask(query);
    }

    fn ask(&self, query: Asked) {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread ends only with the program.
        let _ = self.questions.send(Question::Query(query, number));
    }

    /// Asks a query; it replaces one that waits.
    pub fn search(&self, query: Asked) {
        self.latest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&query);
        self.ask(query);
    }
}

/// Numbers of the newest questions of each sort.
struct Newest {
    corpus: Arc<AtomicU64>,
    query: Arc<AtomicU64>,
}

/// Works off questions until nobody can ask any more.
fn answer_all(asked: &Receiver<Question>, newest: &Newest, events: &Sender<Event>) {
    let mut index: Option<Index> = None;
    let mut narrowed = Narrowed::default();
    while let Ok(first) = asked.recv() {
        let (mut corpus, mut query) = (None, None);
        for question in std::iter::once(first).chain(asked.try_iter()) {
            match question {
                Question::Corpus(found, reports, generation) => {
                    corpus = Some((found, reports, generation));
                }
                Question::Query(text, number) => query = Some((text, number)),
            }
        }
        if let Some((corpus, reports, generation)) = corpus
            && generation == newest.corpus.load(Ordering::Relaxed)
        {
            let built = guarded_index(&corpus, &reports);
            let delivery = match built {
                Ok(built) => {
                    index = Some(built);
                    narrowed = Narrowed::default();
                    Delivery::Indexed
                }
                Err(failed) => failed,
            };
            if events.send(Event::Job(delivery)).is_err() {
                return;
            }
        }
        let (Some(index), Some((query, number))) = (&index, query) else {
            continue;
        };
        let wanted = || newest.query.load(Ordering::Relaxed) == number;
        let mut given_up = false;
        let delivery = guarded(None, || {
            let hits = index.search_on(&query.query(), LIMIT, &mut narrowed, &wanted);
            given_up = hits.is_none();
            let hits = hits.unwrap_or_default();
            Delivery::Hits { query, hits }
        });
        if given_up {
            continue;
        }
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
mod tests {
    use super::*;

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
