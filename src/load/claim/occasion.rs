//! One figure with the words around it: the clause it stands in and what stands before that.

use super::change;
use super::phrase;
use super::quantity::Quantity;
use super::words::Words;
use crate::model::ClaimKind;

/// One figure with the words around it.
pub(super) struct Occasion<'a> {
    pub(super) words: &'a Words,
    pub(super) quantity: &'a Quantity,
    /// Words between the figure before and this one.
    pub(super) between: String,
    /// The last clause of these words.
    pub(super) lead: String,
    /// Whether only an enumeration comma stands before the clause.
    pub(super) continues: bool,
    /// What the figure before stated, when it stands in the same sentence.
    pub(super) before: Option<ClaimKind>,
}

impl Occasion<'_> {
    /// The words between a figure and the end of its clause: `4个项目自评等级为“优”`. A short bracket
    /// within a name ends no clause: 2个因公出国（境）团组.
    pub(super) fn behind(&self) -> String {
        self.words.slice(self.quantity.end, self.clause_end())
    }

    /// Whether a clause ends with the digits of the next figure.
    pub(super) fn is_followed_by_figure(&self) -> bool {
        let next = self.words.get(self.clause_end());
        next.is_some_and(|c| c.is_ascii_digit())
    }

    /// Where the clause behind the figure ends: at a mark or the digits of the next figure.
    fn clause_end(&self) -> usize {
        let mut at = self.quantity.end;
        while let Some(c) = self.words.get(at) {
            if let Some(end) = bracket(self.words, at) {
                at = end;
            } else if c.is_ascii_digit() || "，。；：、（）".contains(c) {
                break;
            } else {
                at += 1;
            }
        }
        at
    }
}

/// One past a bracket of at most two characters.
fn bracket(words: &Words, open: usize) -> Option<usize> {
    words.get(open).filter(|&c| c == '（')?;
    (open + 2..=open + 3)
        .find(|&at| words.get(at) == Some('）'))
        .map(|at| at + 1)
}

/// Words further before a figure say nothing of it. Numbers without a unit state nothing either: many of
/// them would each look back over all others.
const FURTHEST: usize = 400;

/// Words that nothing but a figure follows.
const LEADS: [&str; 3] = ["共计", "合计", "总计"];

/// The words around a figure; `from` is the end of the figure before it.
pub(super) fn occasion<'a>(
    words: &'a Words,
    quantity: &'a Quantity,
    from: usize,
    before: Option<ClaimKind>,
) -> Occasion<'a> {
    let from = from.max(quantity.range.start.saturating_sub(FURTHEST));
    let start = match clause_start(words, from, quantity.range.start) {
        // 公务接待费：5万元: the label in front of the colon names what the figure is.
        start if start == quantity.range.start && words.ends(start, "：") => {
            labelled(words, from, start - 1).unwrap_or(start)
        }
        // 团组共计，0个: what leads to the figure stands before a stray comma.
        start if start == quantity.range.start && words.ends(start, "，") => {
            let clause = clause_start(words, from, start - 1);
            let leads = LEADS.iter().any(|word| words.ends(start - 1, word));
            if leads && clause + 1 < start {
                clause
            } else {
                start
            }
        }
        start => start,
    };
    let separator = start
        .checked_sub(1)
        .filter(|&at| !is_ordinal(words, from, at))
        .and_then(|at| words.get(at));
    Occasion {
        words,
        quantity,
        between: words.slice(from, quantity.range.start),
        lead: words
            .slice(start, quantity.range.start)
            .trim_end_matches('，')
            .to_owned(),
        continues: separator == Some('、') || start == from && from > 0,
        before,
    }
}

/// Where the clause of a figure begins: behind the last mark that is not inside closed brackets.
fn clause_start(words: &Words, from: usize, to: usize) -> usize {
    let mut closed = 0;
    for at in (from..to).rev() {
        match words.get(at) {
            Some('）') if is_number_mark(words, at) => return at + 1,
            Some('）') => closed += 1,
            Some('（') if closed > 0 => closed -= 1,
            Some('（' | '，' | '。' | '；' | '：' | '！' | '？') if closed == 0 => {
                return at + 1;
            }
            Some('、') if closed == 0 && !joins_names(words, (from, at, to)) => return at + 1,
            _ => {}
        }
    }
    from
}

/// 收入情况如下：1）税收收入: the bracket that stands behind the number of a list and closes nothing.
fn is_number_mark(words: &Words, mark: usize) -> bool {
    let first = (0..mark)
        .rev()
        .find(|&at| !words.get(at).is_some_and(|c| c.is_ascii_digit()));
    let begins = first.is_none_or(|at| words.get(at).is_some_and(|c| "，。；：".contains(c)));
    begins && first.map_or(0, |at| at + 1) < mark
}

/// Where the label before a colon begins. What announces a list (具体情况如下) is none.
fn labelled(words: &Words, from: usize, colon: usize) -> Option<usize> {
    let start = clause_start(words, from, colon);
    let label = words.slice(start, colon);
    let announces = ["如下", "情况", "原因", "说明", "其中"]
        .iter()
        .any(|word| label.ends_with(word));
    (!label.is_empty() && !announces).then_some(start)
}

/// Whether the mark stands behind the number of a list: `3、公务接待费`.
fn is_ordinal(words: &Words, from: usize, mark: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let first = (from..mark)
        .rev()
        .find(|&at| !words.get(at).is_some_and(digit));
    let begins = first.is_none_or(|at| words.get(at).is_some_and(|c| "，。；：".contains(c)));
    words.get(mark) == Some('、') && mark > from && begins && first != Some(mark - 1)
}

/// Whether the mark stands within a name: no figure stands between 土地、房屋及构筑物 and its amount, and
/// of 办公费、水费、电费5万元 the last one alone is not meant. Behind a figure the mark separates, and so it
/// does where the words before it tell of a change or are the number of a list.
fn joins_names(words: &Words, (from, mark, to): (usize, usize, usize)) -> bool {
    const LONGEST: usize = 60;
    if joins_sides(words, mark) {
        return true;
    }
    if to - mark > LONGEST {
        return false;
    }
    let start = (from..mark).rev().find(|&at| {
        words
            .get(at)
            .is_some_and(|c| "，。；：！？、（".contains(c))
    });
    if start.is_none() && from > 0 || is_ordinal(words, from, mark) {
        return false;
    }
    let name = words.slice(start.map_or(from, |start| start + 1), mark);
    let tells = ["是", "为", "因", "原因", "情况", "相比", "对比", "将"];
    // 购置经费无、运行维护费5万元: what is told of the first is that there is none.
    let told = ["无", "没有", "持平", "不变", "一致"];
    !name.is_empty()
        && !told.iter().any(|word| name.ends_with(word))
        && !phrase::ordinal(&name).1.is_empty()
        && !tells.iter().any(|word| name.contains(word))
        && change::change(&name).is_none()
}

/// 收、支总计 and 收入、支出总计 name one joint subject.
fn joins_sides(words: &Words, at: usize) -> bool {
    let left = words.ends(at, "收") || words.ends(at, "收入");
    left && words.holds(at + 1, "支")
}
