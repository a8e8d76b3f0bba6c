//! Takes the terminal as the explorer does and panics, so that a test can look at what the shell gets back.
//!
//! `panics interface` panics on the thread that took the terminal; `panics worker` on another one,
//! which must leave the screen alone.
#![expect(clippy::panic, reason = "panicking is what it is for")]

use std::io::{Read, Write, stdin, stdout};

use chazhang::ui::term::Guard;

fn main() -> std::io::Result<()> {
    let _guard = Guard::enter()?;
    show("ready")?;
    if std::env::args().nth(1).is_some_and(|whom| whom == "worker") {
        let worker = std::thread::spawn(|| std::panic::panic_any("the worker gave up"));
        let caught = worker.join().is_err();
        show(if caught {
            "worker is gone"
        } else {
            "worker is well"
        })
    } else {
        std::panic::panic_any("the interface gave up")
    }
}

/// Shows words and waits for a key.
fn show(words: &str) -> std::io::Result<()> {
    write!(stdout(), "{words}\r\n")?;
    stdout().flush()?;
    stdin().read_exact(&mut [0])
}
