//! The real program in a pseudo-terminal with a terminal emulator: type, wait until something is on screen, look.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{
    ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system,
};

/// How long anything may take before the test gives up and shows the screen. Generous, because a
/// busy machine is no failure; nothing waits longer than it must.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the emulator shows, and a bell for everyone who waits for a change.
struct Display {
    terminal: Mutex<Terminal>,
    changed: Condvar,
}

struct Terminal {
    parser: vt100::Parser,
    /// Everything the program has written.
    received: Vec<u8>,
}

/// One run of the program.
pub(crate) struct Session {
    display: Arc<Display>,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: Option<u32>,
    exit: Receiver<ExitStatus>,
    /// The folder of settings and of what is remembered, gone with the session.
    _home: tempfile::TempDir,
}

impl Session {
    /// Starts `program` with `arguments` in a terminal of this size.
    pub(crate) fn start(program: &Path, arguments: &[&str], (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "zh_CN.UTF-8");
        command.env_remove("NO_COLOR");
        // Neither settings of whoever runs the tests nor what another test left behind.
        let home = tempfile::tempdir().expect("home");
        command.env("CHAZHANG_HOME", home.path());
        let mut child = pair.slave.spawn_command(command).expect("program starts");
        drop(pair.slave);
        let display = Arc::new(Display {
            terminal: Mutex::new(Terminal {
                parser: vt100::Parser::new(cells(rows), cells(columns), 0),
                received: Vec::new(),
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().expect("output");
        let shown = Arc::clone(&display);
        std::thread::spawn(move || show(reader, &shown));
        let (killer, pid) = (child.clone_killer(), child.process_id());
        let (sender, exit) = channel();
        std::thread::spawn(move || child.wait().map(|status| sender.send(status)));
        Session {
            display,
            keyboard: pair.master.take_writer().expect("keyboard"),
            master: pair.master,
            killer,
            pid,
            exit,
            _home: home,
        }
    }

    /// Types characters or escape sequences.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("keyboard");
        self.keyboard.flush().expect("keyboard");
    }

    /// Waits until the screen satisfies `seen`.
    pub(crate) fn wait_until(&self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |terminal| seen(terminal.parser.screen()));
    }

    /// Waits until the screen satisfies `seen` and the frame is whole: without an input box each
    /// frame ends by hiding the cursor.
    pub(crate) fn wait_until_drawn(&self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |terminal| {
            terminal.received.ends_with(b"\x1b[?25l") && seen(terminal.parser.screen())
        });
    }

    fn wait(&self, what: &str, seen: impl Fn(&Terminal) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut terminal = self.display.terminal.lock().expect("display");
        while !seen(&terminal) {
            let left = deadline.saturating_duration_since(Instant::now());
            let shown = text(terminal.parser.screen());
            assert!(!left.is_zero(), "no {what} on screen:\n{shown}");
            let waited = self.display.changed.wait_timeout(terminal, left);
            terminal = waited.expect("display").0;
        }
    }

    /// Waits until `words` stand on the screen.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(words, |screen| text(screen).contains(words));
    }

    /// Looks at the screen as it is now.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        let terminal = self.display.terminal.lock().expect("display");
        at(terminal.parser.screen())
    }

    /// Everything the program has written so far, escape sequences included.
    pub(crate) fn received(&self) -> String {
        let terminal = self.display.terminal.lock().expect("display");
        String::from_utf8_lossy(&terminal.received).into_owned()
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut terminal = self.display.terminal.lock().expect("display");
        terminal.parser.set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).expect("resize");
    }

    /// The process, to send it signals.
    pub(crate) fn pid(&self) -> u32 {
        self.pid.expect("process id")
    }

    /// Waits for the end of the program.
    pub(crate) fn wait_for_exit(&self) -> ExitStatus {
        let ended = self.exit.recv_timeout(PATIENCE);
        assert!(ended.is_ok(), "still running:\n{}", self.look(text));
        ended.expect("exit status")
    }

    /// Whether typed characters are echoed and lines edited, as a shell expects it.
    #[cfg(unix)]
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = self.master.get_termios().expect("terminal modes");
        let raw = native_pty_system()
            .openpty(PtySize::default())
            .expect("pseudo-terminal");
        let fresh = raw.master.get_termios().expect("terminal modes");
        modes.local_flags == fresh.local_flags && modes.input_flags == fresh.input_flags
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Already ended in most tests; then there is nothing to kill.
        let _ = self.killer.kill();
    }
}

/// Feeds the emulator until the program closes its side.
fn show(mut output: Box<dyn Read + Send>, display: &Display) {
    let mut bytes = [0_u8; 4096];
    while let Ok(count @ 1..) = output.read(&mut bytes) {
        let mut terminal = display.terminal.lock().expect("display");
        terminal.parser.process(&bytes[..count]);
        terminal.received.extend_from_slice(&bytes[..count]);
        display.changed.notify_all();
    }
}

/// The characters on screen, line by line.
pub(crate) fn text(screen: &vt100::Screen) -> String {
    screen.contents()
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size above zero")
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
