//! Laws of the interface that hold for any text, any list, any keys and any size, and for its tables of data.

#[path = "support/demo.rs"]
mod demo;
#[path = "support/explorer.rs"]
mod explorer;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chazhang::check::{CoverageState, EvidenceRole, FindingCertainty, Origin, Severity, Verdict};
use chazhang::model::{Bilingual, Language, Problem, ProblemKind, Stage, TableKind};
use chazhang::review::Decision;
use chazhang::ui::action::Action;
use chazhang::ui::chord::Chord;
use chazhang::ui::event::{Effect, Event};
use chazhang::ui::job::Delivery;
use chazhang::ui::keymap::{Context, Keymap};
use chazhang::ui::state::Layer;
use chazhang::ui::text;
use chazhang::ui::viewport::{Move, Viewport};
use chazhang::ui::width::Funnel;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use explorer::{Explorer, key_event};
use proptest::prelude::*;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Texts of everything that is hard to measure.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9 ]{0,6}",
        "[一-龥]{0,6}",
        Just("“三公”—…①·".to_owned()),
        Just("１２３（％）".to_owned()),
        Just("e\u{301}\u{308}".to_owned()),
        Just("\u{301}".to_owned()),
        Just("\u{1b}[31m\u{7}\t\r\n".to_owned()),
        Just("\u{202e}\u{200b}\u{feff}".to_owned()),
        Just("👨‍👩‍👧🇨🇳".to_owned()),
        Just("𠮷𪚥".to_owned()),
        Just("ｱｲｳ한글".to_owned()),
        "\\PC{0,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fitted_text_has_exactly_the_asked_width(text in any_text(), width in 0_usize..40, plain: bool) {
        let funnel = Funnel { plain };
        prop_assert_eq!(funnel.fit(&text, width).width(), width);
        prop_assert_eq!(funnel.fit_right(&text, width).width(), width);
        prop_assert!(funnel.cut(&text, width).width() <= width);
    }

    #[test]
    fn nothing_a_terminal_acts_on_gets_through(text in any_text(), plain: bool) {
        let clean = Funnel { plain }.clean(&text);
        prop_assert!(!clean.chars().any(char::is_control), "{clean:?}");
        let turned = clean.contains(['\u{202e}', '\u{200b}', '\u{feff}']);
        prop_assert!(!turned);
    }

    #[test]
    fn wrapped_lines_fit_and_hold_every_character(text in any_text(), width in 2_usize..40) {
        let funnel = Funnel::default();
        let lines = funnel.wrap(&text, width);
        for line in &lines {
            prop_assert!(funnel.measure(line) <= width.max(2), "{line:?} in {width}");
        }
        let solid = |text: &str| -> String {
            let clean = funnel.cut(text, usize::MAX);
            clean.chars().filter(|c| !c.is_whitespace()).collect()
        };
        let all: String = text.split('\n').map(solid).collect();
        prop_assert_eq!(solid(&lines.concat()), all);
    }

    /// A shortened figure is a different figure: it is drawn whole, or not at all.
    #[test]
    fn a_drawn_figure_is_never_a_part_of_its_printed_form(
        number in -99_999_999_999_i64..99_999_999_999,
        decimals in 0_u32..7,
        width in 0_usize..24,
    ) {
        let decimal = rust_decimal::Decimal::new(number, decimals);
        let printed = chazhang::ui::money::grouped(decimal, Some(decimals));
        let drawn = Funnel::default().figure(&printed, width);
        let drawn = drawn.trim();
        prop_assert!(drawn == printed || drawn.chars().all(|letter| letter == '#'));
    }

    #[test]
    fn separators_change_no_digit(number: i64, decimals in 0_u32..10) {
        let decimal = rust_decimal::Decimal::new(number, decimals);
        let grouped = chazhang::ui::money::grouped(decimal, Some(decimals));
        prop_assert_eq!(grouped.replace(',', "").parse::<rust_decimal::Decimal>(), Ok(decimal));
    }

    #[test]
    fn the_window_holds_the_selection_whatever_happens(
        len in 0_usize..200,
        steps in prop::collection::vec((0_usize..7, 0_usize..220, 1_usize..30, 0_usize..220), 1..40),
    ) {
        let mut view = Viewport::default();
        let mut len = len;
        for (kind, row, height, new_len) in steps {
            let step = [Move::Up, Move::Down, Move::PageUp, Move::PageDown, Move::First, Move::Last, Move::To(row)][kind];
            view.apply(step, len, height);
            let rows = view.rows(len, height);
            prop_assert!(rows.len() <= height);
            match view.current(len) {
                Some(selected) => prop_assert!(rows.contains(&selected), "{selected} not in {rows:?}"),
                None => prop_assert!(rows.is_empty()),
            }
            if row % 5 == 0 {
                len = new_len;
            }
        }
    }
}

/// Something a user or the system may do.
#[derive(Debug, Clone)]
enum Act {
    Key(usize),
    Type(char),
    Paste(String),
    Mouse(u8, u16, u16),
    Resize(u16, u16),
}

fn any_act() -> impl Strategy<Value = Act> {
    let size = prop_oneof![
        (1_u16..6, 1_u16..6),
        (1_u16..100, 1_u16..40),
        (100_u16..220, 20_u16..60)
    ];
    prop_oneof![
        12 => (0_usize..1000).prop_map(Act::Key),
        2 => prop_oneof![Just('款'), Just('x'), Just('1'), Just('>'), any::<char>()].prop_map(Act::Type),
        1 => any_text().prop_map(Act::Paste),
        2 => (0_u8..6, 0_u16..200, 0_u16..60).prop_map(|(kind, x, y)| Act::Mouse(kind, x, y)),
        1 => size.prop_map(|(width, height)| Act::Resize(width, height)),
    ]
}

/// Keys that reach every action there is.
const KEYS: &[&str] = &[
    "enter",
    "enter",
    "enter",
    "esc",
    "tab",
    "backtab",
    "space",
    "backspace",
    "up",
    "down",
    "left",
    "right",
    "pgup",
    "pgdn",
    "home",
    "end",
    "?",
    ":",
    "/",
    "<",
    ">",
    "t",
    "p",
    "c",
    "s",
    "n",
    "N",
    "u",
    "L",
    "T",
    "A",
    "M",
    "k",
    "j",
    "g",
    "G",
    "y",
    "Y",
    "d",
    "f",
    "e",
    "v",
    "z",
    "l",
    "h",
    "1",
    "2",
    "3",
    "o",
    ".",
    ",",
    "C",
    "b",
    "B",
    "m",
    "a",
    "0",
    "$",
    "i",
    "=",
    "%",
    "F",
    "P",
    "S",
    "X",
    "w",
    "x",
    "&",
    "ctrl-p",
    "ctrl-u",
    "ctrl-a",
    "ctrl-e",
    "ctrl-d",
    "ctrl-l",
    "ctrl-z",
    "w",
    "#",
    "@",
    "P",
    "R",
    "ctrl-x",
    "x",
    "X",
    "-",
    "+",
    "F",
    "W",
    "J",
    "K",
    "ctrl-y",
    "ctrl-t",
    "ctrl-r",
];

fn perform(explorer: &mut Explorer, act: Act) {
    match act {
        Act::Key(index) => explorer.press(KEYS[index % KEYS.len()]),
        Act::Type(letter) => explorer.write(&letter.to_string()),
        Act::Paste(text) => explorer.event(Event::Paste(text)),
        Act::Mouse(kind, column, row) => {
            let kind = match kind {
                0 => MouseEventKind::Down(MouseButton::Left),
                1 => MouseEventKind::ScrollDown,
                2 => MouseEventKind::ScrollUp,
                3 => MouseEventKind::ScrollLeft,
                4 => MouseEventKind::ScrollRight,
                _ => MouseEventKind::Down(MouseButton::Right),
            };
            let modifiers = KeyModifiers::NONE;
            explorer.event(Event::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers,
            }));
        }
        Act::Resize(width, height) => {
            explorer.size = Rect::new(0, 0, width, height);
            explorer.event(Event::Resize);
        }
    }
}

/// What is taken back cannot be written, everything else can.
fn answer_reviews(explorer: &mut Explorer) {
    let orders: Vec<_> = std::mem::take(&mut explorer.effects)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Review(order) => Some(order),
            other => {
                explorer.effects.push(other);
                None
            }
        })
        .collect();
    for order in orders {
        let problem = (order.review.is_none()).then(|| Problem {
            kind: ProblemKind::Partial,
            message: Bilingual::new("写不了", "cannot be written"),
            place: None,
        });
        explorer.event(Event::Job(Delivery::Reviewed { order, problem }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_acts_at_any_size_breaks_the_explorer(
        acts in prop::collection::vec(any_act(), 1..40),
        width in 1_u16..210,
        height in 1_u16..55,
        several: bool,
    ) {
        let data = if several {
            demo::several()
        } else {
            demo::data_in_a_folder()
        };
        let mut explorer = Explorer::new(data, (width, height));
        for act in acts {
            perform(&mut explorer, act);
            answer_reviews(&mut explorer);
            let layers = &explorer.state.layers;
            prop_assert!(matches!(layers.first(), Some(Layer::Panes)));
            let panes = layers.iter().filter(|layer| matches!(layer, Layer::Panes)).count();
            prop_assert_eq!(panes, 1);
            // Help and palette can run everything, leaving included.
            if explorer.effects.contains(&Effect::Quit) {
                return Ok(());
            }
            let buffer = explorer.draw();
            for cell in buffer.content() {
                prop_assert!(!cell.symbol().chars().any(char::is_control));
            }
            for (_, area) in &explorer.areas.views {
                prop_assert_eq!(area.outer.intersection(explorer.size), area.outer);
                prop_assert!(area.rows.len() <= area.capacity());
            }
            let context = explorer.state.context();
            for hint in &explorer.areas.hints {
                let keys = explorer.state.scene.keymap.keys(context, hint.action);
                prop_assert!(keys.iter().any(|key| key.to_string() == hint.key), "{}", hint.key);
                prop_assert!(explorer.state.possible(hint.action), "{:?} is no use here", hint.action);
            }
        }
    }
}

#[test]
fn every_action_is_reached_by_a_key_somewhere() {
    let keymap = Keymap::embedded().expect("the key map");
    for (action, name) in Action::ALL {
        let reached = Context::ALL
            .iter()
            .any(|(context, _)| !keymap.keys(*context, *action).is_empty());
        assert!(reached, "no key reaches {name}");
    }
}

#[test]
fn every_action_is_listed_once() {
    let names: BTreeSet<&str> = Action::ALL.iter().map(|(_, name)| *name).collect();
    let actions: BTreeSet<Action> = Action::ALL.iter().map(|(action, _)| *action).collect();
    assert_eq!(names.len(), Action::ALL.len());
    assert_eq!(actions.len(), Action::ALL.len());
    let source = fs::read_to_string(src().join("action.rs")).expect("the action table");
    let body = source
        .split("pub enum Action {")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next());
    let variants = body
        .expect("the enum")
        .lines()
        .filter(|line| line.trim_end().ends_with(','))
        .count();
    assert_eq!(
        variants,
        Action::ALL.len(),
        "an action is missing from Action::ALL"
    );
}

/// Texts whose ids are put together at run time, and every id they must have.
fn families() -> BTreeMap<&'static str, Vec<&'static str>> {
    let verdicts = [
        Verdict::Exact,
        Verdict::RoundingConsistent,
        Verdict::ConsistentButUnlikely,
        Verdict::Borderline,
        Verdict::Inconsistent,
        Verdict::UndefinedBase,
        Verdict::ConsistentOnlyIfRounded,
        Verdict::Undetermined,
        Verdict::LowPower,
        Verdict::Spent,
        Verdict::ParseDoubt,
    ];
    let actions: Vec<&str> = Action::ALL.iter().map(|(_, name)| *name).collect();
    let states: Vec<&str> = CoverageState::ALL
        .iter()
        .map(|state| state.name())
        .collect();
    let headlines = chazhang::ui::headlines::ALL;
    BTreeMap::from([
        (
            "headline",
            headlines.iter().map(|(name, _)| *name).collect(),
        ),
        ("action", actions.clone()),
        ("about", actions),
        ("view", Context::ALL.iter().map(|(_, name)| *name).collect()),
        (
            "kind",
            TableKind::ALL.iter().map(|kind| kind.name()).collect(),
        ),
        (
            "stage",
            vec![Stage::Budget.name(), Stage::FinalAccount.name()],
        ),
        ("verdict", verdicts.iter().map(Verdict::name).collect()),
        ("coverage", states.clone()),
        ("coverage_short", states.clone()),
        ("coverage_about", states),
        (
            "severity",
            [Severity::Error, Severity::Warning, Severity::Info]
                .map(Severity::name)
                .to_vec(),
        ),
        (
            "certainty",
            [
                FindingCertainty::Proved,
                FindingCertainty::Interpreted,
                FindingCertainty::Heuristic,
            ]
            .map(FindingCertainty::name)
            .to_vec(),
        ),
        (
            "origin",
            [Origin::Document, Origin::PossiblyExtraction]
                .map(Origin::name)
                .to_vec(),
        ),
        (
            "decision",
            Decision::ALL.iter().map(|it| it.name()).collect(),
        ),
        (
            "role",
            [EvidenceRole::Primary, EvidenceRole::Secondary]
                .map(EvidenceRole::name)
                .to_vec(),
        ),
    ])
}

#[test]
fn composed_texts_exist_in_both_languages() {
    for language in [Language::Chinese, Language::English] {
        for (family, names) in families() {
            for name in names {
                let id = format!("{family}.{name}");
                assert!(
                    text::texts(language).contains_key(&id),
                    "{id} in {language:?}"
                );
            }
        }
    }
}

#[test]
fn every_text_is_used_and_every_text_used_exists() {
    let sources = sources();
    let families = families();
    let zh = text::texts(Language::Chinese);
    for id in zh.keys() {
        let (family, name) = id.split_once('.').expect("a section");
        let composed = families
            .get(family)
            .is_some_and(|names| names.contains(&name))
            || family == "empty" && ["functions", "economics"].contains(&name);
        assert!(
            composed || sources.contains(&format!("\"{id}\"")),
            "nothing uses the text {id}"
        );
    }
    for call in ["text(\"", "advice(\"", "fill(\""] {
        let squeezed = sources.replace("(\n", "(").replace("( ", "(");
        for rest in squeezed.split(&call.replace('\n', "")).skip(1) {
            let id = rest.split('"').next().unwrap_or("");
            if id.contains('.') && !id.contains(' ') && !id.contains('{') {
                assert!(zh.contains_key(id), "the text {id} does not exist");
            }
        }
    }
}

#[test]
fn words_on_screen_are_as_wide_on_every_terminal() {
    for language in [Language::Chinese, Language::English] {
        for (id, text) in text::texts(language) {
            // The dot and the arrow stand in sentences only, never in a column.
            assert_eq!(text.width(), text.width_cjk(), "{id}: {text}");
        }
    }
}

#[test]
fn keys_are_shown_as_they_are_pressed() {
    for (written, shown) in [
        ("ctrl-p", "^P"),
        ("shift-tab", "Shift-Tab"),
        ("enter", "Enter"),
        ("G", "G"),
    ] {
        assert_eq!(
            Chord::parse(written)
                .map(|chord| chord.to_string())
                .as_deref(),
            Some(shown)
        );
    }
    assert_eq!(
        Some(Chord::from_event(key_event("backtab"))),
        Chord::parse("shift-tab")
    );
}

fn src() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")
}

/// All source text of the interface, white space after opening brackets removed.
fn sources() -> String {
    let mut folders = vec![src()];
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a source folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push_str(&fs::read_to_string(path).expect("a source file"));
            }
        }
    }
    all
}
