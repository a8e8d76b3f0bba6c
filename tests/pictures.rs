//! Pages as pictures: what is on screen in half blocks, what the terminal is told, and when the key is offered.

#[path = "support/explorer.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod explorer;
#[path = "support/painted.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod painted;
#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pdf;
#[path = "support/pty.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod pty;
#[path = "support/sixel.rs"]
mod sixel;
#[path = "support/told.rs"]
mod told;

use std::path::Path;
use std::sync::mpsc::channel;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chazhang::model::{DisclosureId, PageBox};
use chazhang::session;
use chazhang::ui::action::Action;
use chazhang::ui::data::{Data, Document};
use chazhang::ui::graphics::{Graphics, Protocol, Shades};
use chazhang::ui::job::{Order, Painter};
use chazhang::ui::keymap::Context;
use chazhang::ui::run::wanted_picture;
use explorer::Explorer;
use painted::screen;
use pdf::Sheet;
use pty::Session;
use ratatui::style::Color;

/// A page whose total is contradicted by its parts: 1,200.50 + 100.00 is not 1,310.50.
fn contradicting() -> Sheet {
    let mut sheet = Sheet::new();
    sheet
        .text(300.0, 40.0, 16.0, "部门支出总表")
        .text(60.0, 60.0, 9.0, "部门名称：云山市水务局")
        .text(480.0, 60.0, 9.0, "单位：万元");
    let table = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "1,310.50", "1,000.25", "310.25"],
        ["213", "农林水支出", "1,200.50", "1,000.25", "200.25"],
        ["21303", "水利", "1,200.50", "1,000.25", "200.25"],
        ["2130301", "行政运行", "1,000.25", "1,000.25", ""],
        ["2130305", "水利工程建设", "200.25", "", "200.25"],
        ["229", "其他支出", "100.00", "", "100.00"],
    ];
    let rows: Vec<Vec<&str>> = table.iter().map(|row| row.to_vec()).collect();
    sheet.table(60.0, 70.0, &[70.0, 160.0, 90.0, 90.0, 90.0], &rows);
    sheet
}

/// A picture of a page and nothing else.
fn scanned() -> Sheet {
    let mut sheet = Sheet::new();
    sheet.picture();
    sheet
}

/// A file with these pages in a folder of its own.
fn file(sheets: &[Sheet]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("甲.pdf");
    std::fs::write(&path, pdf::file(sheets)).expect("file");
    (folder, path)
}

fn open(path: &Path) -> Data {
    let (inputs, _) = session::inputs(&[path.to_owned()]);
    let id = DisclosureId(0);
    let opened = session::open(id, &inputs[0]);
    let mut data = Data::waiting(&["甲.pdf".to_owned()], Vec::new());
    data.deliver(id, Document::new(opened.disclosure, opened.report));
    data
}

fn explorer(path: &Path, size: (u16, u16), graphics: Graphics) -> Explorer {
    let mut explorer = Explorer::new(open(path), size);
    explorer.state.scene.settings.graphics = graphics;
    explorer
}

/// Presses keys and waits for the picture that is wanted then.
fn press(explorer: &mut Explorer, keys: &str) -> Option<Order> {
    explorer.press(keys);
    let order = wanted_picture(&explorer.state, &explorer.areas)?;
    let (sender, events) = channel();
    Painter::start(&sender).paint(order.clone());
    explorer.event(events.recv().expect("a picture"));
    Some(order)
}

fn ink() -> Graphics {
    Graphics {
        shades: Shades::Ink,
        ..Graphics::default()
    }
}

#[test]
fn the_page_in_half_blocks_around_the_evidence_and_whole() {
    let (_folder, path) = file(&[contradicting()]);
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let mut explorer = explorer(&path, (width, height), ink());
        press(&mut explorer, "v s V");
        insta::assert_snapshot!(format!("picture_{width}x{height}"), screen(&explorer));
        press(&mut explorer, "0");
        insta::assert_snapshot!(format!("picture_whole_{width}x{height}"), screen(&explorer));
    }
}

#[test]
fn plain_characters_and_no_colour_still_show_the_page() {
    let (_folder, path) = file(&[contradicting()]);
    let mut explorer = explorer(&path, (80, 24), ink());
    press(&mut explorer, "v s V A");
    insta::assert_snapshot!("picture_plain_80x24", screen(&explorer));
    assert!(screen(&explorer).is_ascii() || !screen(&explorer).contains(['▀', '▄', '█']));
}

/// Cells of the screen whose upper or lower half has this colour.
fn coloured(explorer: &Explorer, color: Color) -> Vec<(u16, u16)> {
    let buffer = explorer.draw();
    let cells = (0..buffer.area.height).flat_map(|y| (0..buffer.area.width).map(move |x| (x, y)));
    cells
        .filter(|at| buffer[*at].fg == color || buffer[*at].bg == color)
        .collect()
}

/// The colours of a warning and of what else belongs to it, on paper.
const ACCUSED: [u8; 3] = [214, 138, 0];
const SUPPORTING: [u8; 3] = [32, 96, 214];

fn rgb([red, green, blue]: [u8; 3]) -> Color {
    Color::Rgb(red, green, blue)
}

/// Themes name colours; the probe theme of the tests has numbers.
fn dark(explorer: &mut Explorer) {
    let theme = chazhang::ui::Theme::named("dark").expect("a theme");
    explorer.state.scene.settings.theme = theme;
}

#[test]
fn what_is_accused_has_the_colour_of_its_severity_and_stepping_moves_the_picture() {
    let (_folder, path) = file(&[contradicting()]);
    let mut explorer = explorer(&path, (200, 50), Graphics::default());
    dark(&mut explorer);
    let first = press(&mut explorer, "v s V").expect("an order");
    let accused = coloured(&explorer, rgb(ACCUSED));
    assert!(!accused.is_empty());
    // The frame is a rectangle: as many cells above as below, as many left as right.
    let edge = |pick: fn(&(u16, u16)) -> u16, last: bool| {
        let at = accused.iter().map(pick);
        let at = if last { at.max() } else { at.min() }.expect("a cell");
        accused.iter().filter(|cell| pick(cell) == at).count()
    };
    assert_eq!(edge(|cell| cell.0, false), edge(|cell| cell.0, true));
    assert_eq!(edge(|cell| cell.1, false), edge(|cell| cell.1, true));
    let strong = |order: &Order| {
        let mut marks = order.marks.iter().filter(|mark| mark.strong);
        marks.next().map(|mark| (mark.area, mark.color))
    };
    let second = press(&mut explorer, "tab").expect("an order");
    assert_ne!(strong(&first), strong(&second));
    assert_eq!(strong(&second).map(|(_, color)| color), Some(SUPPORTING));
    assert_ne!(first.part, second.part);
    let back = press(&mut explorer, "backtab").expect("an order");
    assert_eq!(back, first);
}

#[test]
fn the_page_is_zoomed_and_moved_inside_its_edges() {
    let (_folder, path) = file(&[contradicting()]);
    let mut explorer = explorer(&path, (80, 24), ink());
    let start = press(&mut explorer, "v s V").expect("an order").part;
    let right = press(&mut explorer, "l").expect("an order").part;
    assert!(right.left > start.left && right.top == start.top);
    let near = press(&mut explorer, "+").expect("an order").part;
    assert!(near.width() < right.width());
    let far = press(&mut explorer, "- - - - - - - - - - - -")
        .expect("an order")
        .part;
    assert!(far.left == 0 && far.top == 0 && far.right >= 8420 && far.bottom >= 5950);
    assert!(!explorer.state.possible(Action::ZoomOut));
    assert!(!explorer.state.possible(Action::PanLeft));
    let corner = press(
        &mut explorer,
        "+ + + + l l l l l l l l l l l l l l j j j j j j j j j j j j j j",
    );
    let corner = corner.expect("an order").part;
    assert!(corner.right.abs_diff(8420) <= 1, "{corner:?}");
    assert!(corner.bottom.abs_diff(5950) <= 1, "{corner:?}");
}

#[test]
fn the_text_comes_back_where_the_page_was() {
    let (_folder, path) = file(&[contradicting(), scanned(), contradicting()]);
    let mut explorer = explorer(&path, (80, 24), ink());
    explorer.press("v s");
    let text = screen(&explorer);
    press(&mut explorer, "V");
    assert_eq!(explorer.state.context(), Context::Picture);
    press(&mut explorer, "V");
    assert_eq!(screen(&explorer), text);
    // A page without any text is shown too.
    let order = press(&mut explorer, "V J").expect("an order");
    assert_eq!((order.page, order.marks.len()), (2, 0));
    press(&mut explorer, "V");
    assert_eq!(explorer.state.context(), Context::Source);
    assert!(
        screen(&explorer).contains("第 2/3 页"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn a_scanned_file_is_reached_from_its_problem() {
    let (_folder, path) = file(&[scanned(), scanned()]);
    let mut explorer = explorer(&path, (80, 24), ink());
    let order = press(&mut explorer, "p s V").expect("an order");
    assert_eq!(order.page, 1);
    let shown = screen(&explorer);
    assert!(shown.contains('█'), "{shown}");
}

#[test]
fn the_key_is_offered_only_where_it_works() {
    let possible = |explorer: &Explorer| explorer.state.possible(Action::SwitchPicture);
    let (_folder, path) = file(&[contradicting()]);
    let mut on = explorer(&path, (80, 24), ink());
    on.press("v s");
    assert!(possible(&on));
    assert!(screen(&on).contains("V 图像/文字"), "{}", screen(&on));
    let off = Graphics { on: false, ..ink() };
    let mut off = explorer(&path, (80, 24), off);
    off.press("v s");
    assert!(!possible(&off));
    assert!(!screen(&off).contains("图像"));
    // Formats without pages, and text whose file is not on disk.
    let mut plain = Explorer::new(told::data(), (80, 24));
    plain.press("t s");
    assert!(!possible(&plain));
    plain.press("V");
    assert!(screen(&plain).contains("现在不适用"), "{}", screen(&plain));
}

#[test]
fn a_page_that_draws_too_much_says_so() {
    let mut endless = contradicting();
    endless.raw(&"0 0 m 9 9 l S\n".repeat(300_000));
    let (_folder, path) = file(&[endless]);
    let mut explorer = explorer(&path, (80, 24), ink());
    press(&mut explorer, "v s V");
    assert!(
        screen(&explorer).contains("不绘制"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn a_file_that_is_gone_says_so() {
    let (folder, path) = file(&[contradicting()]);
    let mut explorer = explorer(&path, (80, 24), ink());
    folder.close().expect("folder");
    press(&mut explorer, "v s V");
    assert!(
        screen(&explorer).contains("原文件已不在"),
        "{}",
        screen(&explorer)
    );
}

#[test]
fn under_a_popup_the_page_is_drawn_in_cells() {
    let (_folder, path) = file(&[contradicting()]);
    let graphics = Graphics {
        protocol: Some(Protocol::Kitty),
        ..Graphics::default()
    };
    let mut explorer = explorer(&path, (100, 30), graphics);
    press(&mut explorer, "v s V");
    let told = |explorer: &Explorer| {
        let area = explorer.areas.top(&explorer.state);
        explorer.state.top().sequence(&explorer.state.scene, &area)
    };
    assert!(told(&explorer).is_some());
    assert!(!screen(&explorer).contains('▀'));
    explorer.press("?");
    assert!(told(&explorer).is_none());
    assert!(screen(&explorer).contains('▀'));
}

/// A decoded picture: width, height, points.
type Points = (usize, usize, Vec<u8>);

fn png_points(bytes: &[u8]) -> Points {
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().expect("a PNG");
    let mut points = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut points).expect("a frame");
    assert_eq!(info.color_type, png::ColorType::Rgb);
    (info.width as usize, info.height as usize, points)
}

/// The picture a kitty sequence carries in its pieces, with the columns and rows it covers.
fn kitty(sequence: &str) -> (Points, (u16, u16)) {
    let mut data = String::new();
    let mut covered = (0, 0);
    let pieces: Vec<&str> = sequence.split("\x1b_G").skip(1).collect();
    for (at, piece) in pieces.iter().enumerate() {
        let piece = piece.strip_suffix("\x1b\\").expect("the end of a piece");
        let (keys, content) = piece.split_once(';').unwrap_or((piece, ""));
        let key = |name: &str| {
            let mut keys = keys.split(',');
            keys.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
        };
        assert_eq!(key("q"), Some("2"), "an answer would be taken for keys");
        if key("a") == Some("d") {
            assert!(at == 0 && content.is_empty());
            continue;
        }
        let number = |name| key(name).and_then(|value| value.parse().ok());
        if let Some(columns) = number("c") {
            assert_eq!(
                (key("a"), key("f"), key("C")),
                (Some("T"), Some("100"), Some("1"))
            );
            covered = (columns, number("r").expect("rows"));
        }
        assert!(content.len() <= 4096);
        let more = if at + 1 < pieces.len() { "1" } else { "0" };
        assert_eq!(key("m"), Some(more));
        data.push_str(content);
    }
    (png_points(&STANDARD.decode(data).expect("base64")), covered)
}

fn iterm(sequence: &str) -> (Points, (u16, u16)) {
    let body = sequence.strip_prefix("\x1b]1337;File=").expect("a file");
    let (keys, data) = body.split_once(':').expect("keys and data");
    let data = data.strip_suffix('\x07').expect("the end");
    let bytes = STANDARD.decode(data).expect("base64");
    let key = |name: &str| {
        let mut keys = keys.split(';');
        keys.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    };
    assert_eq!(
        (key("inline"), key("doNotMoveCursor")),
        (Some("1"), Some("1"))
    );
    assert_eq!(key("size"), Some(&*bytes.len().to_string()));
    let number = |name| {
        key(name)
            .and_then(|value| value.parse().ok())
            .expect("a number")
    };
    (png_points(&bytes), (number("width"), number("height")))
}

/// Where on the picture a rectangle of the page stands.
fn on_picture(order: &Order, area: PageBox, (width, height): (usize, usize)) -> [usize; 4] {
    let scale = |at: u16, from: u16, length: u16, points: usize| {
        usize::from(at - from) * points / usize::from(length)
    };
    let part = order.part;
    [
        scale(area.left, part.left, part.width(), width),
        scale(area.top, part.top, part.height(), height),
        scale(area.right, part.left, part.width(), width),
        scale(area.bottom, part.top, part.height(), height),
    ]
}

#[test]
fn every_protocol_carries_the_page_with_the_frame_in_its_place() {
    let (_folder, path) = file(&[contradicting()]);
    for protocol in [Protocol::Kitty, Protocol::Sixel, Protocol::Iterm] {
        let graphics = Graphics {
            protocol: Some(protocol),
            cell: (10, 20),
            ..Graphics::default()
        };
        let mut explorer = explorer(&path, (80, 24), graphics);
        dark(&mut explorer);
        let order = press(&mut explorer, "v s V").expect("an order");
        let area = explorer.areas.top(&explorer.state);
        let placed = explorer.state.top().sequence(&explorer.state.scene, &area);
        let (place, sequence) = placed.expect("a sequence");
        assert_eq!((place.width, place.height), order.cells);
        assert!(area.body.intersection(place) == place);
        let (points, covered) = match protocol {
            Protocol::Kitty => kitty(&sequence),
            Protocol::Iterm => iterm(&sequence),
            Protocol::Sixel => {
                let body = sequence.strip_prefix("\x1bP0;1;0q").expect("sixel");
                let body = body.strip_suffix("\x1b\\").expect("the end");
                (sixel::decode(body), order.cells)
            }
        };
        assert_eq!(covered, order.cells);
        let (width, height, points) = points;
        assert_eq!(width, usize::from(order.cells.0) * 10);
        assert_eq!(height, usize::from(order.cells.1) * 20);
        let near = |x: usize, y: usize, color: [u8; 3]| {
            let at = (y * width + x) * 3;
            let point = &points[at..at + 3];
            point.iter().zip(color).all(|(a, b)| a.abs_diff(b) <= 26)
        };
        let mark = order.marks.iter().find(|mark| mark.strong).expect("a mark");
        let [left, top, right, bottom] = on_picture(&order, mark.area, (width, height));
        let room = (bottom - top) / 8 + 1;
        // On all four sides the frame stands just outside of the figure and its room.
        let (x, y) = (left.midpoint(right), top.midpoint(bottom));
        assert!(near(x, top - room - 1, ACCUSED), "{protocol:?} above");
        assert!(near(x, bottom + room + 1, ACCUSED), "{protocol:?} below");
        assert!(near(left - room - 1, y, ACCUSED), "{protocol:?} left");
        assert!(near(right + room + 1, y, ACCUSED), "{protocol:?} right");
        assert!(
            !near(x, top - room - 6, ACCUSED),
            "{protocol:?} farther above"
        );
        assert!(near(2, 2, [255; 3]), "{protocol:?} paper");
    }
}

#[cfg(unix)]
#[test]
fn the_program_shows_a_page_in_blocks_and_gives_the_terminal_back() {
    let (_folder, path) = file(&[contradicting()]);
    let path = path.to_str().expect("UTF-8");
    let mut session = Session::start(
        Path::new(env!("CARGO_BIN_EXE_chazhang")),
        &[path],
        (100, 30),
    );
    session.wait_for("云山市水务局");
    session.press("vsV");
    session.wait_for("▀▀▀▀▀▀▀▀");
    session.press("V");
    session.wait_until("the text again", |screen| {
        let shown = pty::text(screen);
        !shown.contains('▀') && shown.contains("1,310.50")
    });
    session.press("Vq");
    assert!(session.wait_for_exit().success());
    assert!(session.is_cooked());
    session.wait_until("the screen given back", |screen| !screen.alternate_screen());
}

/// A picture of kitty is shown once, taken away under help, shown again, and taken away at the end.
#[cfg(unix)]
#[test]
fn the_program_tells_kitty_a_page_and_takes_it_away() {
    let (_folder, path) = file(&[contradicting()]);
    let path = path.to_str().expect("UTF-8");
    let program = Path::new(env!("CARGO_BIN_EXE_chazhang"));
    let mut session = Session::start(program, &["--pictures", "kitty", path], (100, 30));
    session.wait_for("云山市水务局");
    assert!(
        !session.received().contains("\x1b_G"),
        "nothing is asked or sent before"
    );
    session.press("vsV");
    let count = |session: &Session, what: &str| session.received().matches(what).count();
    let until = |session: &Session, what: &str, times: usize| {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while count(session, what) < times && std::time::Instant::now() < deadline {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(count(session, what), times, "{what:?}");
    };
    until(&session, "a=T,f=100", 1);
    session.press("?");
    session.wait_for("▀▀▀▀");
    until(&session, "a=d,d=I", 2);
    session.press("\x1b");
    until(&session, "a=T,f=100", 2);
    session.press("q");
    assert!(session.wait_for_exit().success());
    until(&session, "a=d,d=I", 4);
    let received = session.received();
    let last = received.rfind("\x1b_Ga=d").expect("taken away");
    assert!(received.rfind("\x1b[?1049l").expect("left") > last);
    assert!(session.is_cooked());
}

#[test]
fn every_key_at_every_size_draws_a_frame() {
    let (_folder, path) = file(&[contradicting(), scanned()]);
    for size in [(1, 1), (4, 3), (12, 5), (40, 12), (80, 24)] {
        let mut explorer = explorer(&path, size, ink());
        for keys in [
            "v s V", "tab", "l l", "0", "+ + +", "j", "J", "K", "-", "A", "?", "esc", "V", "V",
        ] {
            if let Some(order) = press(&mut explorer, keys) {
                assert!(order.cells.0 <= size.0 && order.cells.1 <= size.1);
            }
            let buffer = explorer.draw();
            assert_eq!((buffer.area.width, buffer.area.height), size);
        }
    }
}
