//! The thread that sorts long tables and looks for things in them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::super::event::Event;
use super::super::screen::grid::TableWork;
use super::{Delivery, guarded};

/// The thread that sorts long tables and looks for things in them.
#[derive(Debug)]
pub struct Clerk {
    orders: Sender<(TableWork, u64)>,
    newest: Arc<AtomicU64>,
}

impl Clerk {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (orders, asked) = channel::<(TableWork, u64)>();
        let newest = Arc::new(AtomicU64::new(0));
        let latest = Arc::clone(&newest);
        let events = events.clone();
        thread::spawn(move || {
            for (work, number) in asked {
                let wanted = || !work.is_search() || latest.load(Ordering::Relaxed) == number;
                let mut answer = None;
                let failed = guarded(None, || {
                    answer = work.run(&wanted);
                    Delivery::Indexed
                });
                let delivery = match (answer, failed) {
                    (Some(answer), _) => Delivery::Table(answer),
                    (None, failed @ Delivery::Failed { .. }) => failed,
                    (None, _) => continue,
                };
                if events.send(Event::Job(delivery)).is_err() {
                    return;
                }
            }
        });
        Clerk { orders, newest }
    }

    /// Does work; the answer comes as a delivery.
    pub fn work(&self, work: TableWork) {
        // What is looked for now replaces what was looked for before; an order replaces nothing.
        let searches = u64::from(work.is_search());
        let number = self.newest.fetch_add(searches, Ordering::Relaxed) + searches;
        // The thread ends only with the program.
        let _ = self.orders.send((work, number));
    }
}
