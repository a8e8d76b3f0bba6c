//! The thread that paints pages. It always works on the newest order, gives up what takes too long, and forgets a panic.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::super::event::Event;
use super::super::graphics::{Protocol, encode};
use super::{Delivery, Picture};
use crate::load::{Paint, Refusal, with_painter};
use crate::model::{DisclosureId, PageBox};
use crate::session;

/// A page that is not painted by then is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many threads may be left behind with pages they do not finish.
const MOST_LEFT: usize = 3;

/// A rectangle drawn around something on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// What is inside.
    pub area: PageBox,
    /// Red, green and blue.
    pub color: [u8; 3],
    /// Whether it is set off from the others.
    pub strong: bool,
}

/// A part of a page, as it is wanted. Equal orders give equal pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The disclosure the page belongs to.
    pub disclosure: DisclosureId,
    /// The text that was read of the file: the places of the marks belong to it.
    pub reading: Arc<str>,
    /// The file.
    pub path: PathBuf,
    /// The 1-based page.
    pub page: u32,
    /// The part of the page.
    pub part: PageBox,
    /// How many columns and rows of the screen the picture covers.
    pub cells: (u16, u16),
    /// Points of the picture in a cell, across and down.
    pub points: (u16, u16),
    /// How many points of the picture are one on the screen: lines are drawn no thinner.
    pub grain: u16,
    /// What is marked.
    pub marks: Vec<Marked>,
    /// How the terminal is told; `None` for half blocks.
    pub protocol: Option<Protocol>,
}

/// A painted part of a page.
#[derive(Debug, Clone)]
pub struct Painted {
    /// What was wanted.
    pub order: Order,
    /// The picture, or the id of the text that says why there is none.
    pub picture: Result<Arc<Picture>, &'static str>,
    /// What makes the terminal show it, where it can; else empty.
    pub sequence: Arc<str>,
}

/// Takes orders.
#[derive(Debug)]
pub struct Painter {
    orders: Sender<Order>,
}

impl Painter {
    /// Starts the thread.
    #[must_use]
    pub fn start(events: &Sender<Event>) -> Self {
        let (orders, asked) = channel();
        let events = events.clone();
        thread::spawn(move || answer_all(&asked, &events));
        Painter { orders }
    }

    /// Orders a picture; it replaces one that waits.
    pub fn paint(&self, order: Order) {
        // The thread ends only with the program.
        let _ = self.orders.send(order);
    }
}

/// Hands orders to a thread that may get lost on them.
fn answer_all(asked: &Receiver<Order>, events: &Sender<Event>) {
    let mut worker: Option<(Sender<Order>, Receiver<Painted>)> = None;
    let mut left = 0;
    let mut hopeless: Vec<(PathBuf, u32)> = Vec::new();
    while let Ok(first) = asked.recv() {
        let Some(order) = std::iter::once(first).chain(asked.try_iter()).last() else {
            continue;
        };
        let page = (order.path.clone(), order.page);
        let painted = if left >= MOST_LEFT || hopeless.contains(&page) {
            failed(order, "picture.too_long")
        } else {
            let (orders, answers) = worker.get_or_insert_with(start_worker);
            let _ = orders.send(order.clone());
            match answers.recv_timeout(PATIENCE) {
                Ok(painted) => painted,
                Err(error) => {
                    worker = None;
                    if error == RecvTimeoutError::Timeout {
                        left += 1;
                    }
                    hopeless.push(page);
                    failed(order, "picture.too_long")
                }
            }
        };
        let delivery = Delivery::Painted(Box::new(painted));
        if events.send(Event::Job(delivery)).is_err() {
            return;
        }
    }
}

fn start_worker() -> (Sender<Order>, Receiver<Painted>) {
    let (orders, asked) = channel::<Order>();
    let (answers, painted) = channel();
    thread::spawn(move || {
        let mut waiting = asked.recv().ok();
        while let Some(order) = waiting.take() {
            waiting = paint_file(order, &asked, &answers);
        }
    });
    (orders, painted)
}

/// Answers orders for one file; the first order for another one is handed back.
fn paint_file(first: Order, asked: &Receiver<Order>, answers: &Sender<Painted>) -> Option<Order> {
    let (path, reading) = (first.path.clone(), Arc::clone(&first.reading));
    let Some(bytes) = read(&path) else {
        let _ = answers.send(failed(first, "picture.no_file"));
        return asked.recv().ok();
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut waiting = Some(first.clone());
    let opened = with_painter(&name, &bytes, |paint| {
        while let Some(order) = waiting.take() {
            if order.path != path || order.reading != reading {
                return Some(order);
            }
            if answers.send(finish(order, paint)).is_err() {
                return None;
            }
            waiting = asked.recv().ok();
        }
        None
    });
    opened.unwrap_or_else(|_| {
        let _ = answers.send(failed(first, "picture.damaged"));
        asked.recv().ok()
    })
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let (inputs, _) = session::inputs(&[path.to_owned()]);
    inputs.first()?.read().ok()
}

fn failed(order: Order, why: &'static str) -> Painted {
    Painted {
        order,
        picture: Err(why),
        sequence: "".into(),
    }
}

/// Paints one part, marks and encodes it.
fn finish(order: Order, paint: &mut Paint<'_>) -> Painted {
    let (columns, rows) = order.cells;
    let size = (
        columns.saturating_mul(order.points.0),
        rows.saturating_mul(order.points.1),
    );
    let mut picture = match paint(order.page, order.part, size) {
        Ok(picture) => picture,
        Err(refusal) => {
            let why = match refusal {
                Refusal::NoPage => "picture.no_page",
                Refusal::TooMuch => "picture.too_much",
                Refusal::Damaged => "picture.damaged",
            };
            return failed(order, why);
        }
    };
    for mark in &order.marks {
        draw_mark(&mut picture, mark, &order);
    }
    let sequence = order.protocol.map_or_else(String::new, |protocol| {
        encode::encode(protocol, &picture, order.cells)
    });
    Painted {
        order,
        picture: Ok(Arc::new(picture)),
        sequence: sequence.into(),
    }
}

/// Draws a frame around a mark, on whole points of the screen, and tints what is inside a strong one.
fn draw_mark(picture: &mut Picture, mark: &Marked, order: &Order) {
    let grain = i64::from(order.grain.max(1));
    let scale = |at: u16, from: u16, length: u16, points: u16| {
        let moved = i64::from(at) - i64::from(from);
        moved * i64::from(points) / i64::from(length.max(1))
    };
    let (part, area) = (order.part, mark.area);
    let x = |at| scale(at, part.left, part.width(), picture.width);
    let y = |at| scale(at, part.top, part.height(), picture.height);
    let thick = match (grain, mark.strong) {
        (1, true) => 3,
        (1, false) => 2,
        _ => grain,
    };
    // Some paper between the frame and what is printed, and no half points.
    let room = ((y(area.bottom) - y(area.top)) / 8).max(grain);
    let down = |at: i64| (at - room).div_euclid(grain) * grain;
    let up = |at: i64| (at + room + grain - 1).div_euclid(grain) * grain;
    let inner = (
        down(x(area.left)),
        down(y(area.top)),
        up(x(area.right)),
        up(y(area.bottom)),
    );
    let outer = (
        inner.0 - thick,
        inner.1 - thick,
        inner.2 + thick,
        inner.3 + thick,
    );
    let width = i64::from(picture.width);
    let (rows, columns) = (0..i64::from(picture.height), 0..width);
    for row in outer.1.max(rows.start)..outer.3.min(rows.end) {
        for column in outer.0.max(columns.start)..outer.2.min(columns.end) {
            let inside = (inner.0..inner.2).contains(&column) && (inner.1..inner.3).contains(&row);
            let at = usize::try_from((row * width + column) * 3).unwrap_or(usize::MAX);
            let point = picture.rgb.get_mut(at..at.saturating_add(3));
            for (part, color) in point.into_iter().flatten().zip(mark.color) {
                *part = match (inside, mark.strong) {
                    (false, _) => color,
                    (true, true) => tint(*part, color),
                    (true, false) => *part,
                };
            }
        }
    }
}

/// A point behind a pale glass of a colour: print stays dark.
fn tint(part: u8, color: u8) -> u8 {
    let pale = 255 - (255 - u16::from(color)) / 5;
    u8::try_from(u16::from(part) * pale / 255).unwrap_or(u8::MAX)
}
