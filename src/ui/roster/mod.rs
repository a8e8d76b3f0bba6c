//! The departments as a tree: region, body, disclosure, in an order and through a filter. A level with one member is folded into it.

pub mod draw;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::data::Status;
use super::region::without_region;
use super::scene::Scene;
use super::standing::Standing;
use super::tally::Tally;
use crate::find::dictionary_order;
use crate::model::{Disclosure, DisclosureId, Language};

/// In which order bodies stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they were opened.
    #[default]
    Opened,
    /// By name, as a dictionary orders them.
    Name,
    /// Most errors first, then most warnings.
    Findings,
    /// Largest amount at stake first.
    Stake,
    /// Least checked first.
    Coverage,
}

impl Order {
    /// The order after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Order::Opened => Order::Name,
            Order::Name => Order::Findings,
            Order::Findings => Order::Stake,
            Order::Stake => Order::Coverage,
            Order::Coverage => Order::Opened,
        }
    }
}

/// What a line of the tree is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A region with several bodies.
    Region,
    /// A body with several disclosures.
    Body,
    /// One disclosure.
    Disclosure,
    /// A path that led to no file, by its index.
    Note(usize),
}

/// One line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// 0 is outermost.
    pub depth: usize,
    /// What is said of it below the lines above.
    pub name: String,
    /// What its lines are opened and closed by.
    pub key: String,
    /// The disclosures it stands for, in the order shown.
    pub ids: Vec<DisclosureId>,
}

/// Whether a line stands for several.
#[must_use]
pub fn is_group(entry: &Entry) -> bool {
    matches!(entry.what, What::Region | What::Body)
}

/// How the tree is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// In which order.
    pub order: Order,
    /// Words every disclosure listed holds.
    pub words: String,
    /// Worst severity, as an index, that a disclosure must have.
    pub severities: Option<usize>,
    /// Lines that are closed.
    pub closed: BTreeSet<String>,
    /// Whether the disclosures stand without regions and bodies above them.
    pub flat: bool,
}

impl Choice {
    /// Whether a disclosure is left out.
    #[must_use]
    pub fn hides(&self, scene: &Scene, id: DisclosureId) -> bool {
        let found = || {
            let findings = tally(scene, id).findings;
            let wanted = self.severities.unwrap_or(findings.len());
            findings.iter().take(wanted).any(|count| *count > 0)
        };
        !(self.severities.is_none_or(|_| found()) && holds(scene, id, &self.words))
    }

    /// Whether anything may be left out.
    #[must_use]
    pub fn is_filter(&self) -> bool {
        self.severities.is_some() || !self.words.trim().is_empty()
    }
}

/// Whether name, period or file of a disclosure hold every word.
fn holds(scene: &Scene, id: DisclosureId, words: &str) -> bool {
    if words.trim().is_empty() {
        return true;
    }
    let file = scene
        .data
        .disclosure(id)
        .map_or("", |disclosure| &disclosure.source.name);
    crate::ui::filter::holds(&format!("{} {file}", scene.disclosure_label(id)), words)
}

/// How much was found in a disclosure.
#[must_use]
pub fn tally(scene: &Scene, id: DisclosureId) -> Tally {
    scene
        .data
        .standing(id)
        .map_or_else(Tally::default, |standing| standing.tally)
}

/// How much was found in several disclosures together.
#[must_use]
pub fn tally_of(scene: &Scene, ids: &[DisclosureId]) -> Tally {
    let mut sum = Tally::default();
    for id in ids {
        sum.add(&tally(scene, *id));
    }
    sum
}

/// The lines of the tree as they were worked out last: with a thousand files that takes longer than
/// a frame, and every frame asks for them many times.
#[derive(Debug, Default)]
pub struct Kept(RefCell<Option<(Basis, Rc<Vec<Entry>>)>>);

/// What the lines follow from.
#[derive(Debug)]
struct Basis {
    choice: Choice,
    language: Language,
    status: Vec<Status>,
    notes: usize,
    disclosures: Vec<Arc<Disclosure>>,
    standing: Vec<Arc<Standing>>,
}

impl Basis {
    fn new(scene: &Scene, choice: &Choice) -> Basis {
        Basis {
            choice: choice.clone(),
            language: scene.settings.language,
            status: scene.data.status.clone(),
            notes: scene.data.notes.len(),
            disclosures: scene.data.corpus.disclosures.clone(),
            standing: scene.data.standing.clone(),
        }
    }

    fn is(&self, scene: &Scene, choice: &Choice) -> bool {
        self.choice == *choice
            && self.language == scene.settings.language
            && self.status == scene.data.status
            && self.notes == scene.data.notes.len()
            && same(&self.disclosures, &scene.data.corpus.disclosures)
            && same(&self.standing, &scene.data.standing)
    }
}

/// Whether two lists share every member.
fn same<T>(one: &[Arc<T>], other: &[Arc<T>]) -> bool {
    let pairs = || one.iter().zip(other);
    one.len() == other.len() && pairs().all(|(one, other)| Arc::ptr_eq(one, other))
}

impl Kept {
    /// The lines of the tree, worked out anew only when something has changed.
    #[must_use]
    pub fn entries(&self, scene: &Scene, choice: &Choice) -> Rc<Vec<Entry>> {
        let mut kept = self.0.borrow_mut();
        if let Some((basis, entries)) = &*kept
            && basis.is(scene, choice)
        {
            return Rc::clone(entries);
        }
        let entries = Rc::new(entries(scene, choice));
        *kept = Some((Basis::new(scene, choice), Rc::clone(&entries)));
        entries
    }
}

/// One body with its disclosures.
struct Body {
    name: String,
    ids: Vec<DisclosureId>,
}

/// The lines of the tree.
#[must_use]
pub fn entries(scene: &Scene, choice: &Choice) -> Vec<Entry> {
    let listed: Vec<DisclosureId> = scene
        .data
        .ids()
        .filter(|id| !choice.hides(scene, *id))
        .collect();
    let (ready, rest): (Vec<_>, Vec<_>) = listed
        .into_iter()
        .partition(|id| scene.data.status(*id) == Status::Ready);
    let mut entries = if choice.flat {
        flat(scene, choice, ready)
    } else {
        tree(scene, choice, &ready)
    };
    entries.extend(rest.into_iter().map(|id| one(scene, id, 0, "")));
    if !choice.is_filter() {
        let notes = 0..scene.data.notes.len();
        entries.extend(notes.map(|note| Entry {
            what: What::Note(note),
            depth: 0,
            name: String::new(),
            key: String::new(),
            ids: Vec::new(),
        }));
    }
    entries
}

fn flat(scene: &Scene, choice: &Choice, mut ids: Vec<DisclosureId>) -> Vec<Entry> {
    sort(scene, choice.order, &mut ids, |id| {
        (scene.data.name(*id).to_owned(), vec![*id])
    });
    ids.into_iter().map(|id| one(scene, id, 0, "")).collect()
}

fn tree(scene: &Scene, choice: &Choice, ids: &[DisclosureId]) -> Vec<Entry> {
    let mut regions: Vec<(String, Vec<Body>)> = Vec::new();
    let mut places = BTreeMap::new();
    for body in bodies(scene, ids) {
        let region = body.ids.first().and_then(|id| region(scene, *id));
        // Without a region a body stands on its own.
        let key = region.unwrap_or(&body.name).to_owned();
        let at = *places.entry(key.clone()).or_insert_with(|| {
            regions.push((key, Vec::new()));
            regions.len() - 1
        });
        if let Some((_, members)) = regions.get_mut(at) {
            members.push(body);
        }
    }
    for (_, members) in &mut regions {
        sort(scene, choice.order, members, |body| {
            (body.name.clone(), body.ids.clone())
        });
    }
    sort(scene, choice.order, &mut regions, |(name, members)| {
        (name.clone(), all(members))
    });
    let mut entries = Vec::new();
    for (name, members) in regions {
        let mut depth = 0;
        if members.len() > 1 {
            entries.push(Entry {
                what: What::Region,
                depth,
                name: name.clone(),
                key: name.clone(),
                ids: all(&members),
            });
            if choice.closed.contains(&name) {
                continue;
            }
            depth = 1;
        }
        let above = if depth > 0 { name.as_str() } else { "" };
        for body in members {
            push_body(scene, choice, body, (depth, above), &mut entries);
        }
    }
    entries
}

fn push_body(
    scene: &Scene,
    choice: &Choice,
    body: Body,
    (depth, above): (usize, &str),
    entries: &mut Vec<Entry>,
) {
    if let [id] = body.ids[..] {
        entries.push(one(scene, id, depth, above));
        return;
    }
    let key = format!("{above}/{}", body.name);
    let ids = body.ids;
    entries.push(Entry {
        what: What::Body,
        depth,
        name: without_region(&body.name, above).to_owned(),
        key: key.clone(),
        ids: ids.clone(),
    });
    if !choice.closed.contains(&key) {
        entries.extend(ids.into_iter().map(|id| {
            Entry {
                name: scene
                    .data
                    .disclosure(id)
                    .map_or_else(String::new, |found| found.source.name.clone()),
                ..one(scene, id, depth + 1, "")
            }
        }));
    }
}

fn one(scene: &Scene, id: DisclosureId, depth: usize, above: &str) -> Entry {
    Entry {
        what: What::Disclosure,
        depth,
        name: without_region(scene.data.name(id), above).to_owned(),
        key: String::new(),
        ids: vec![id],
    }
}

fn region(scene: &Scene, id: DisclosureId) -> Option<&str> {
    scene.data.derived(id)?.region.as_deref()
}

fn all(members: &[Body]) -> Vec<DisclosureId> {
    members.iter().flat_map(|body| body.ids.clone()).collect()
}

/// Bodies in the order their first disclosure was opened; their disclosures by year and stage.
fn bodies(scene: &Scene, ids: &[DisclosureId]) -> Vec<Body> {
    let mut places = BTreeMap::new();
    let mut bodies: Vec<Body> = Vec::new();
    for id in ids {
        let name = scene.data.name(*id).to_owned();
        let at = *places.entry(name.clone()).or_insert_with(|| {
            bodies.push(Body {
                name,
                ids: Vec::new(),
            });
            bodies.len() - 1
        });
        if let Some(body) = bodies.get_mut(at) {
            body.ids.push(*id);
        }
    }
    for body in &mut bodies {
        body.ids.sort_by_key(|id| {
            let found = scene.data.disclosure(*id);
            found.map(|found| (found.year, found.stage, *id))
        });
    }
    bodies
}

fn sort<T>(
    scene: &Scene,
    order: Order,
    members: &mut [T],
    about: impl Fn(&T) -> (String, Vec<DisclosureId>),
) {
    let tally = |member: &T| tally_of(scene, &about(member).1);
    match order {
        Order::Opened => {}
        Order::Name => members.sort_by_cached_key(|member| dictionary_order(&about(member).0)),
        Order::Findings => members.sort_by_cached_key(|member| Reverse(tally(member).findings)),
        Order::Stake => members.sort_by_cached_key(|member| Reverse(tally(member).stake)),
        Order::Coverage => members.sort_by_cached_key(|member| {
            let tally = tally(member);
            tally.percent()
        }),
    }
}
