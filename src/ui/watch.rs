//! Tells when a file that was opened is written to, by looking at it now and then.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use super::event::Event;
use super::job::{Delivery, Handle, Input};
use crate::model::DisclosureId;

/// How often files are looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(1000);

/// What tells that a file was written to.
type Stamp = Option<(u64, SystemTime)>;

/// Tells when files change, once they have kept still for a moment.
#[must_use]
pub(super) fn watch(inputs: &[Input], events: &Sender<Event>) -> Handle {
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
    Handle::new(stop)
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

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

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
}
