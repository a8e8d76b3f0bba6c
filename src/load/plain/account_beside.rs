//! Names of accounts and of projects beside them, printed in one run of words behind one code.
//!
//! Lists of projects print 功能科目编码 功能科目名称 项目名称. Where the cells of a row are not told apart, the
//! published name of its code tells where the name of the account ends. Where the words begin with
//! another one, the name of the account may have been printed elsewhere: no name is certain then.

use crate::catalogue;
use crate::load::body::{Body, RawRow};
use crate::load::fold::skeleton;
use crate::load::layout::{Layout, Use};
use crate::load::vocabulary::{Stub, Vocabulary};

/// Divides the names of rows whose code has a name of its own and another beside it.
pub(in crate::load) fn divide(body: &mut Body, vocabulary: &Vocabulary) {
    if !has_both(&body.layout) {
        return;
    }
    let mut lost = false;
    for row in &mut body.rows {
        let alone = !row.code.is_empty() && !row.code.contains('→') && !row.name.contains('→');
        if !alone || row.name.is_empty() || vocabulary.row_kind(&row.name).is_some() {
            continue;
        }
        match end_of_account(row) {
            Some(end) => {
                let (account, beside) = row.name.split_at(end);
                if !beside.trim().is_empty() {
                    row.name = format!("{account}→{}", beside.trim()).into();
                }
            }
            None => lost |= !catalogue::entries(&row.code).is_empty(),
        }
    }
    body.body_doubtful |= lost;
}

/// One stream of rows with one code, behind it the name of the account and one more name.
fn has_both(layout: &Layout) -> bool {
    let mut stubs = layout.slots.iter().filter_map(|slot| match slot.use_ {
        Use::Stub(stub) => Some(stub),
        _ => None,
    });
    let stubs: [Option<Stub>; 4] = std::array::from_fn(|_| stubs.next());
    layout.lanes.len() == 1 && stubs == [Some(Stub::Code), Some(Stub::Name), Some(Stub::Name), None]
}

/// Where the published name of a row's code ends that the words of the row begin with.
fn end_of_account(row: &RawRow) -> Option<usize> {
    let words = skeleton(&row.name);
    let published = catalogue::entries(&row.code).iter();
    let published = published.map(|entry| skeleton(entry.name));
    let begins = published.filter(|name| words.starts_with(name.as_str()));
    let mut left = begins.map(|name| name.chars().count()).max()?;
    let mut letter = [0; 4];
    for (at, c) in row.name.char_indices() {
        left = left.saturating_sub(skeleton(c.encode_utf8(&mut letter)).chars().count());
        if left == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}
