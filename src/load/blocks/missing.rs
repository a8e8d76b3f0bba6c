//! Tables whose caption was lost get the title the contents promise for their place.

use crate::load::blocks::block::Blocks;
use crate::load::fold::split_ordinal;
use crate::load::vocabulary::Vocabulary;

/// A table without title stands between two others. When the contents promise exactly one table
/// between those two, it is that one.
pub(in crate::load) fn name_lost_captions(blocks: &mut Blocks, vocabulary: &Vocabulary) {
    let promised: Vec<String> = blocks
        .promised
        .iter()
        .map(|promised| split_ordinal(&promised.title).1.to_owned())
        .collect();
    let position = |title: &str| {
        let kind = vocabulary.title_kind(title);
        promised
            .iter()
            .position(|other| other == title)
            .or_else(|| {
                promised
                    .iter()
                    .position(|other| kind.is_some() && vocabulary.title_kind(other) == kind)
            })
    };
    for index in 0..blocks.drafts.len() {
        let lost = blocks
            .drafts
            .get(index)
            .is_some_and(|draft| draft.title.is_empty() && draft.mark.is_none());
        if !lost {
            continue;
        }
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| blocks.drafts.get(at))
                .filter(|draft| !draft.title.is_empty())
                .and_then(|draft| position(&draft.title))
        };
        let before = neighbour(index.checked_sub(1));
        let after = neighbour(Some(index + 1));
        if let (Some(before), Some(after)) = (before, after)
            && after == before + 2
            && let Some(title) = promised.get(before + 1)
            && let Some(draft) = blocks.drafts.get_mut(index)
        {
            draft.kind = vocabulary.title_kind(title);
            draft.title.clone_from(title);
        }
    }
}
