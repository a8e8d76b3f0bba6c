//! The real program in a pseudo-terminal: what a user types and sees, and what the shell gets back.
#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/svg.rs"]
mod svg;

#[test]
fn harness() {
    let mut s = pty::Session::start(
        std::path::Path::new("/bin/sh"),
        &[
            "-c",
            "printf '\\033[?1049h\\033[31m你好\\033[0m ok\\n'; read x; printf '\\033[?1049l'; exit 3",
        ],
        (20, 4),
    );
    s.wait_for("你好 ok");
    std::fs::write("/tmp/x.svg", s.look(svg::picture)).unwrap();
    assert!(s.is_cooked());
    s.resize(10, 3);
    s.press("a\r");
    assert_eq!(s.wait_for_exit().exit_code(), 3);
    assert!(!s.look(|x| x.alternate_screen()));
    s.pid();
}
