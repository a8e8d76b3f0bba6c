//! What columns of unknown wording hold, told by what they print.

use crate::load::grid::cells::is_number;
use crate::load::header::Leaf;
use crate::load::line::TextLine;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Stub;
use crate::model::ValueKind;

/// Tells columns of unknown wording by what they print: nothing but numbers is money, and words in
/// the first column name the rows where no other column does.
pub(in crate::load) fn recognise(leaves: &mut [Leaf], body: &[TextLine]) {
    recognise_amounts(leaves, body);
    recognise_streams(leaves, body);
    recognise_second_names(leaves, body);
    let named = leaves
        .iter()
        .any(|leaf| matches!(leaf.stub, Some(Stub::Name | Stub::LabelName)));
    if named {
        return;
    }
    // The names stand first, or right behind the codes.
    let codes = leaves.iter().rposition(|leaf| leaf.stub.is_some());
    let at = codes.map_or(0, |last| last + 1);
    let printed = || {
        let cells = body.iter().filter_map(|line| line.pieces.get(at));
        cells.filter(|piece| !piece.text.is_empty())
    };
    let words = printed().all(|piece| !is_number(&piece.text));
    let everywhere = at == 0 || printed().count() * 2 > body.len();
    if let Some(name) = leaves.get_mut(at)
        && name.kind.is_none()
        && name.stub.is_none()
        && words
        && everywhere
    {
        name.stub = Some(Stub::Name);
    }
}

/// 收入 │ 预算数 │ 支出 │ 预算数, or 收入项目 │ 金额 │ 支出项目 │ 金额: two streams side by side, each headed by the column of its names.
fn recognise_streams(leaves: &mut [Leaf], body: &[TextLine]) {
    let heads = |leaf: &Leaf, side: &str| match leaf.path.as_slice() {
        [only] => only.strip_suffix("项目").unwrap_or(only) == side,
        _ => false,
    };
    let Some(second) = leaves.iter().position(|leaf| heads(leaf, "支出")) else {
        return;
    };
    let words = |column: usize| prints_words(body, column);
    let first = leaves.first().is_some_and(|leaf| heads(leaf, "收入"));
    if !first || second < 2 || second + 1 >= leaves.len() || !words(0) || !words(second) {
        return;
    }
    for (column, leaf) in leaves.iter_mut().enumerate() {
        if column == 0 || column == second {
            leaf.stub = Some(Stub::Name);
        } else {
            let side = if column < second { "收入" } else { "支出" };
            leaf.path.insert(0, side.to_owned());
        }
    }
}

/// 收入(项目 │ 预算数) │ 支出(X │ 预算数): where the names of one stream are known, words in the first column of
/// the other name its rows, whatever the form calls them. So do words between two columns of one heading:
/// 支出(功能分类 │ 预算数 │ 支出用途 │ 预算数).
fn recognise_second_names(leaves: &mut [Leaf], body: &[TextLine]) {
    const STREAMS: [&str; 2] = ["收入", "支出"];
    let outer = |leaf: &Leaf| leaf.path.first().filter(|_| leaf.path.len() > 1).cloned();
    let stream = |leaf: &Leaf| {
        let outer = outer(leaf)?;
        STREAMS.iter().position(|word| outer.contains(word))
    };
    let named: Vec<usize> = leaves
        .iter()
        .filter(|leaf| leaf.stub == Some(Stub::Name))
        .filter_map(stream)
        .collect();
    // Without the words above, both halves print the same headings.
    let half = leaves.len() / 2;
    let same = |at: usize| {
        let text = |at: usize| leaves.get(at).and_then(|leaf| leaf.path.last());
        text(at).is_some() && text(at) == text(at + half)
    };
    let halves = half > 1
        && leaves.len() == 2 * half
        && leaves
            .first()
            .is_some_and(|leaf| leaf.stub == Some(Stub::Name))
        && (1..half).all(same);
    if halves
        && prints_words(body, half)
        && let Some(leaf) = leaves.get_mut(half)
        && leaf.stub.is_none()
        && leaf.kind.is_none()
    {
        leaf.stub = Some(Stub::Name);
        return;
    }
    let coded = leaves
        .iter()
        .any(|leaf| !matches!(leaf.stub, None | Some(Stub::Name)));
    for at in 1..leaves.len() {
        let (before, rest) = leaves.split_at_mut(at);
        let (Some(before), [leaf, next, ..]) = (before.last(), rest) else {
            continue;
        };
        let first = outer(before) != outer(leaf) && outer(leaf) == outer(next);
        let unknown = leaf.stub.is_none() && leaf.kind.is_none() && next.kind.is_some();
        let other =
            stream(leaf).is_some_and(|own| named.contains(&(1 - own)) && !named.contains(&own));
        let amounts = [before, next].map(|leaf| leaf.kind) == [Some(ValueKind::Amount); 2];
        let again = amounts && !coded && before.path.last() == next.path.last();
        if unknown && (first && other || again) && prints_words(body, at) {
            leaf.stub = Some(Stub::Name);
        }
    }
}

/// Whether a column prints something, and words alone.
fn prints_words(body: &[TextLine], column: usize) -> bool {
    let cells = body.iter().filter_map(|line| line.pieces.get(column));
    let mut printed = cells.filter(|piece| !piece.text.is_empty()).peekable();
    let any = printed.peek().is_some();
    any && printed.all(|piece| !is_number(&piece.text))
}

fn recognise_amounts(leaves: &mut [Leaf], body: &[TextLine]) {
    for (column, leaf) in leaves.iter_mut().enumerate() {
        if leaf.kind.is_some() || leaf.stub.is_some() {
            continue;
        }
        let printed = body
            .iter()
            .filter_map(|line| line.pieces.get(column))
            .filter(|piece| !piece.text.is_empty());
        let mut amounts = 0;
        let all = printed.into_iter().all(|piece| {
            amounts += usize::from(is_amount(&piece.text));
            is_number(&piece.text)
        });
        if all && amounts > 0 {
            leaf.kind = Some(ValueKind::Amount);
        }
    }
}
