//! Photographs the real program in a pseudo-terminal: the pictures of the README.
//!
//! `cargo build && cargo run --example screenshot` writes `docs/images/*.svg`.

#[path = "../tests/support/pty.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod pty;
#[path = "../tests/support/svg.rs"]
mod svg;

use std::fs;
use std::path::Path;

use chazhang::model::Language;
use chazhang::ui::text;
use pty::Session;

/// One picture: its name, what is typed, and the view that must be on top before it is taken.
struct Shot {
    name: &'static str,
    keys: &'static [&'static str],
    view: &'static str,
}

const SHOTS: &[Shot] = &[
    Shot {
        name: "explorer",
        keys: &["v"],
        view: "view.findings",
    },
    Shot {
        name: "proof",
        keys: &["v", "j", "j", "j", "\r"],
        view: "view.proof",
    },
    Shot {
        name: "charts",
        keys: &["%", "m", "m"],
        view: "view.charts",
    },
    Shot {
        name: "compare",
        keys: &["d", " ", "j", " ", "K"],
        view: "view.compare",
    },
];

fn main() {
    let me = std::env::current_exe().expect("this program");
    let target = me.ancestors().nth(2).expect("target folder");
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
    fs::create_dir_all(&images).expect("folder of pictures");
    for (language, code) in [(Language::English, "en"), (Language::Chinese, "zh")] {
        for shot in SHOTS {
            let path = images.join(format!("{}.{code}.svg", shot.name));
            let program = target.join("chazhang");
            let mut session = Session::start(&program, &["--lang", code], (120, 36));
            fs::write(&path, photograph(&mut session, shot, language)).expect("picture");
            println!("{}", path.display());
        }
    }
}

fn photograph(session: &mut Session, shot: &Shot, language: Language) -> String {
    let loading = text::lookup(language, "status.loading");
    let loading = loading.split('{').next().unwrap_or(loading);
    session.wait_until_drawn("all samples", |screen| {
        let shown = pty::text(screen);
        shown.contains("云山市水务局") && !shown.contains(loading)
    });
    for keys in shot.keys {
        session.press(keys);
    }
    let view = text::lookup(language, shot.view);
    session.wait_until_drawn(view, |screen| {
        let shown = pty::text(screen);
        let first = shown.lines().next();
        first.is_some_and(|line| line.trim_end().ends_with(view))
    });
    let picture = session.look(svg::picture);
    session.press("\u{3}");
    session.wait_for_exit();
    picture
}
