//! Saying something about a finding: which action means which decision, and what is to be written where.

use std::path::PathBuf;

use super::action::Action;
use super::data::FindingId;
use super::popup::message::Message;
use super::popup::note::Note;
use super::scene::Scene;
use super::state::{Layer, State};
use super::view::Ask;
use crate::check::Finding;
use crate::model::{Disclosure, Problem};
use crate::review::{Change, Decision, Entry, Identity, Review};

/// A change of a review file, and what is true when it has been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The finding.
    pub finding: FindingId,
    /// Its key, in case the document is read anew in the meantime.
    pub key: String,
    /// The document whose neighbour is changed.
    pub document: PathBuf,
    /// What is written.
    pub change: Change,
    /// What is then said of the finding.
    pub review: Option<Review>,
}

/// The decision an action means.
#[must_use]
pub fn decision(action: Action) -> Option<Decision> {
    match action {
        Action::AcceptFinding => Some(Decision::Accepted),
        Action::ExplainFinding => Some(Decision::Explained),
        Action::DismissFinding => Some(Decision::Dismissed),
        _ => None,
    }
}

/// Whether an action says something of this finding. Standard input and samples have no folder in
/// which reviews could be kept.
#[must_use]
pub fn possible(action: Action, finding: Option<FindingId>, scene: &Scene) -> bool {
    let Some((id, _, _, _)) = finding.and_then(|id| found(id, scene)) else {
        return false;
    };
    match action {
        Action::ReopenFinding => scene.data.review(id).is_some(),
        _ => decision(action).is_some(),
    }
}

/// What an action asks for: a note first, or to forget what was said.
#[must_use]
pub fn asks(action: Action, finding: Option<FindingId>, scene: &Scene) -> Vec<Ask> {
    let Some(id) = finding.filter(|_| possible(action, finding, scene)) else {
        return Vec::new();
    };
    match decision(action) {
        Some(decision) => vec![Ask::Popup(Box::new(Note::new(id, decision, scene)))],
        None => order(id, None, scene)
            .map(|order| Ask::Review(Box::new(order)))
            .into_iter()
            .collect(),
    }
}

/// What is to be written so that `review` is said of the finding.
#[must_use]
pub fn order(id: FindingId, review: Option<Review>, scene: &Scene) -> Option<Order> {
    let (id, disclosure, finding, document) = found(id, scene)?;
    let change = match &review {
        Some(review) => Change::Set(Box::new(Entry::new(disclosure, finding, review.clone()))),
        None => Change::Remove(finding.key.clone(), Identity::of(disclosure)),
    };
    Some(Order {
        finding: id,
        key: finding.key.clone(),
        document,
        change,
        review,
    })
}

/// A finding of a document that stands in a folder.
fn found(id: FindingId, scene: &Scene) -> Option<(FindingId, &Disclosure, &Finding, PathBuf)> {
    let finding = scene.data.finding(id)?;
    let disclosure = scene.data.disclosure(id.disclosure)?;
    let document = disclosure.source.path.clone()?;
    Some((id, disclosure, finding, document))
}

/// Shows what was written; what could not be written must be read.
pub fn written(state: &mut State, order: &Order, problem: Option<Problem>) {
    if let Some(problem) = problem {
        let text = problem.message.in_language(state.scene.settings.language);
        let popup = Message::new(text.to_owned());
        state.layers.push(Layer::Popup(Box::new(popup)));
        return;
    }
    let decision = order.review.as_ref().map(|review| review.decision);
    let id = match decision {
        Some(Decision::Accepted) => "notice.reviewed_accepted",
        Some(Decision::Explained) => "notice.reviewed_explained",
        Some(Decision::Dismissed) => "notice.reviewed_dismissed",
        None => "notice.reopened",
    };
    state.notice = Some(state.scene.text(id).to_owned());
    let kept = state.panes.findings.selected(&state.scene);
    let data = &mut state.scene.data;
    data.set_review(order.finding.disclosure, &order.key, order.review.clone());
    // A filter may have taken it away: then the next one moves up under the cursor.
    let list = state.panes.findings.list(&state.scene);
    if kept.is_some_and(|kept| list.contains(&kept)) {
        state.panes.findings.moved_to(&state.scene, kept);
    }
}
