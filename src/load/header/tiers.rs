//! The words of a header in the order of its columns, from lines whose wrapped cells straddle those beside them.
//!
//! Cells of one tier are centred on one line, and the words of a line stand from left to right.
//! Where the halves of a joined word share no line with its neighbours, the order in which forms
//! print such columns tells its place; where that leaves several, all are given.

use std::cmp::Reverse;

use crate::load::header::pieces::{Pieces, Word, is_word, of_vehicles};
use crate::load::line::TextLine;
use crate::load::vocabulary::{ColumnOrder, Stub, Vocabulary};

/// Orders of columns looked at for one header.
const MOST_ORDERS: usize = 16;

/// One way to read a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Reading {
    /// The words level by level, as [`crate::load::header::words::assemble`] wants them.
    pub(in crate::load) words: Vec<String>,
    /// Words that were completed by the heading above them, as printed: 公务用车购置费, 购置费.
    pub(in crate::load) short: Vec<(String, String)>,
    /// 预算数 决算数, where they stand under every column, and how often.
    pub(in crate::load) measures: (Vec<String>, usize),
}

/// All readings of a header in which every piece has its place; none where one has not.
#[must_use]
pub(in crate::load) fn read(header: &[TextLine], vocabulary: &Vocabulary) -> Vec<Reading> {
    let pieces = Pieces::of(header, vocabulary);
    let mut readings: Vec<Reading> = Vec::new();
    for words in pieces.joined(vocabulary) {
        for words in orders(words, vocabulary) {
            let named = |word: Word| (full(&word.text, vocabulary), word.text);
            let named: Vec<(String, String)> = words.into_iter().map(named).collect();
            let completed = named.iter().filter(|(full, printed)| full != printed);
            let reading = Reading {
                short: completed.cloned().collect(),
                words: named.into_iter().map(|(full, _)| full).collect(),
                measures: (pieces.measures.clone(), pieces.repeats),
            };
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

/// 购置费 below 公务用车购置及运行费 is 公务用车购置费.
pub(in crate::load) fn full(text: &str, vocabulary: &Vocabulary) -> String {
    let whole = of_vehicles(text);
    if vocabulary.column(text).is_none() && is_word(&whole, vocabulary) {
        whole
    } else {
        text.to_owned()
    }
}

fn stub(word: &Word, vocabulary: &Vocabulary) -> Option<Stub> {
    let stub = vocabulary.column(&word.text)?.stub?;
    (stub != Stub::LabelName).then_some(stub)
}

/// The orders in which the words can stand.
fn orders(words: Vec<Word>, vocabulary: &Vocabulary) -> Vec<Vec<Word>> {
    let names = |line: usize| {
        let here = words
            .iter()
            .filter(|word| word.pieces.as_slice().iter().any(|piece| piece.0 == line));
        here.filter(|word| stub(word, vocabulary) == Some(Stub::Name))
            .count()
    };
    let lines = words
        .iter()
        .flat_map(|word| word.pieces.iter().map(|piece| piece.0));
    let lanes = lines
        .max_by_key(|&line| names(line))
        .map_or((0, 0), |line| (line, names(line)));
    if lanes.1 > 1 {
        return side_by_side(words, lanes, vocabulary);
    }
    let (mut stubs, data): (Vec<Word>, Vec<Word>) = words
        .into_iter()
        .partition(|word| stub(word, vocabulary).is_some());
    // The word that holds the others stands first: 项目 over 科目编码 and 科目名称.
    stubs.sort_by_key(|word| {
        let holds = vocabulary.group(&word.text).is_some()
            && word.pieces.first().map_or(0, |piece| piece.0) == 0;
        (!holds, stub(word, vocabulary))
    });
    let mut open = vec![stubs];
    for tier in tiers(data, vocabulary) {
        let ways = ordered(&tier, vocabulary);
        open = open
            .into_iter()
            .flat_map(|before| {
                let joined = move |tier: &Vec<Word>| before.iter().chain(tier).cloned().collect();
                ways.iter().map(joined).collect::<Vec<_>>()
            })
            .take(MOST_ORDERS)
            .collect();
    }
    open
}

/// Words that are centred on one line, from the top. A word with more neighbours in the forms in
/// another tier joins that one: 公务用车购置及运行费 is as wide as its parts and stands above their
/// line.
fn tiers(mut data: Vec<Word>, vocabulary: &Vocabulary) -> Vec<Vec<Word>> {
    data.sort_by_key(Word::centre);
    let mut tiers: Vec<Vec<Word>> = data
        .chunk_by(|one, other| one.centre() == other.centre())
        .map(<[Word]>::to_vec)
        .collect();
    // Every move gains neighbours, so moves end; the bound is for safety.
    for _ in 0..data.len() {
        let Some((from, at, to)) = next_move(&tiers, vocabulary) else {
            break;
        };
        if let Some(tier) = tiers.get_mut(from) {
            let word = tier.remove(at);
            if let Some(tier) = tiers.get_mut(to) {
                tier.push(word);
            }
        }
        tiers.retain(|tier| !tier.is_empty());
    }
    tiers
}

/// The first word that has more neighbours in another tier: its tier, its place there, the other.
fn next_move(tiers: &[Vec<Word>], vocabulary: &Vocabulary) -> Option<(usize, usize, usize)> {
    let related = |word: &Word, tier: &[Word]| {
        // Words that stand in both tiers head groups of the same parts.
        let twice = tier
            .iter()
            .any(|other| other != word && other.text == word.text);
        let neighbours = tier
            .iter()
            .filter(|other| are_neighbours(word, other, vocabulary));
        if twice { 0 } else { neighbours.count() }
    };
    for (from, tier) in tiers.iter().enumerate() {
        for (at, word) in tier.iter().enumerate() {
            let own = related(word, tier);
            let others = tiers.iter().enumerate().filter(|&(to, _)| to != from);
            let best = others.map(|(to, tier)| (related(word, tier), std::cmp::Reverse(to)));
            if let Some((count, to)) = best.max()
                && count > own
            {
                return Some((from, at, to.0));
            }
        }
    }
    None
}

/// Whether some form prints both as columns of one sum; totals stand in every form.
fn are_neighbours(word: &Word, other: &Word, vocabulary: &Vocabulary) -> bool {
    let is_total = |word: &Word| vocabulary.is_total(&word.text);
    let place = |word: &Word, order| place(word, order, vocabulary);
    let mut orders = vocabulary.orders().iter();
    !is_total(word)
        && !is_total(other)
        && orders.any(|order| match (place(word, order), place(other, order)) {
            (Some(one), Some(two)) => one != two,
            _ => false,
        })
}

fn place(word: &Word, order: &ColumnOrder, vocabulary: &Vocabulary) -> Option<usize> {
    let text = full(&word.text, vocabulary);
    order.iter().position(|wordings| wordings.contains(&text))
}

/// The orders of one tier: beginning with the line that prints most of its words, every other word
/// is put where its own line and the forms allow.
fn ordered(tier: &[Word], vocabulary: &Vocabulary) -> Vec<Vec<Word>> {
    let on = |line: usize| {
        let here = tier
            .iter()
            .filter(move |word| word.pieces.iter().any(|piece| piece.0 == line));
        let mut here: Vec<Word> = here.cloned().collect();
        let at = |word: &Word| {
            word.pieces
                .iter()
                .find(|piece| piece.0 == line)
                .map(|piece| piece.1)
        };
        here.sort_by_key(at);
        here
    };
    let lines = tier
        .iter()
        .flat_map(|word| word.pieces.iter().map(|piece| piece.0));
    let Some(spine) = lines.map(on).max_by_key(Vec::len) else {
        return vec![Vec::new()];
    };
    let rest = tier.iter().filter(|word| !spine.contains(word));
    let mut open = vec![spine.clone()];
    for word in rest {
        open = open
            .into_iter()
            .flat_map(|before| inserted(&before, word, vocabulary))
            .take(MOST_ORDERS)
            .collect();
    }
    open
}

/// The words with one more among them, in every place its lines and the forms allow.
fn inserted(words: &[Word], word: &Word, vocabulary: &Vocabulary) -> Vec<Vec<Word>> {
    let may_stand = |at: usize| {
        words.iter().enumerate().all(|(index, other)| {
            other
                .is_left_of(word)
                .is_none_or(|left| left == (index < at))
        })
    };
    let told = words.iter().any(|other| other.is_left_of(word).is_some());
    let mut places: Vec<usize> = (0..=words.len()).filter(|&at| may_stand(at)).collect();
    let forms = vocabulary.orders().iter().filter_map(|order| {
        let at = place_in(words, word, order, vocabulary)?;
        let known = words
            .iter()
            .filter(|word| place(word, order, vocabulary).is_some());
        let known = known.count();
        Some((known, Reverse(order.len()), at)).filter(|_| places.contains(&at))
    });
    let forms: Vec<_> = forms.collect();
    // The forms that know most of the words and print the fewest others.
    let best = forms
        .iter()
        .map(|&(known, others, _)| (known, others))
        .max();
    let best = forms
        .iter()
        .filter(|&&(known, others, _)| Some((known, others)) == best);
    let forms: Vec<usize> = best.map(|&(_, _, at)| at).collect();
    // Neither a line nor a form tells: nothing is known of its place.
    if forms.is_empty() && !(told && places.len() == 1) {
        return Vec::new();
    }
    if !forms.is_empty() {
        places.retain(|at| forms.contains(at));
    }
    let with = |at: usize| {
        let (left, right) = words.split_at(at);
        left.iter().chain([word]).chain(right).cloned().collect()
    };
    places.into_iter().map(with).collect()
}

/// Where a form that prints these words in this order prints one more.
fn place_in(
    words: &[Word],
    word: &Word,
    order: &ColumnOrder,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let own = place(word, order, vocabulary)?;
    let places: Vec<Option<usize>> = words
        .iter()
        .map(|word| place(word, order, vocabulary))
        .collect();
    let known: Vec<usize> = places.iter().copied().flatten().collect();
    if known.is_empty() || !known.is_sorted() || known.contains(&own) {
        return None;
    }
    let before = places
        .iter()
        .rposition(|other| other.is_some_and(|other| other < own));
    let after = places
        .iter()
        .position(|other| other.is_some_and(|other| other > own));
    match (before, after) {
        (Some(before), _) => Some(before + 1),
        (None, after) => after,
    }
}

/// Streams side by side: the line of their names cuts the columns; codes stand before names, other
/// words among the columns of the stream the forms print them in.
fn side_by_side(
    words: Vec<Word>,
    (line, lanes): (usize, usize),
    vocabulary: &Vocabulary,
) -> Vec<Vec<Word>> {
    let (mut spine, rest): (Vec<Word>, Vec<Word>) = words
        .into_iter()
        .partition(|word| word.pieces.iter().any(|piece| piece.0 == line));
    let at = |word: &Word| {
        word.pieces
            .iter()
            .find(|piece| piece.0 == line)
            .map(|piece| piece.1)
    };
    spine.sort_by_key(at);
    let is = |word: &Word, wanted: Stub| stub(word, vocabulary) == Some(wanted);
    let (codes, rest): (Vec<Word>, Vec<Word>) =
        rest.into_iter().partition(|word| is(word, Stub::Code));
    let (mut above, mut data) = (Vec::new(), Vec::new());
    for word in rest {
        let level = is(&word, Stub::Class) || is(&word, Stub::Section) || is(&word, Stub::Item);
        let over = word.pieces.iter().all(|piece| piece.0 < line);
        if vocabulary.group(&word.text).is_some() && over {
            above.push(word);
        } else if !level {
            data.push(word);
        }
    }
    above.sort_by_key(|word| word.pieces.first().copied());
    let mut streams: Vec<Vec<Word>> = Vec::new();
    for word in spine {
        let coded =
            matches!(streams.last().map(Vec::as_slice), Some([only]) if is(only, Stub::Code));
        if is(&word, Stub::Code) || is(&word, Stub::Name) && !coded || streams.is_empty() {
            streams.push(Vec::new());
        }
        if let Some(stream) = streams.last_mut() {
            stream.push(word);
        }
    }
    let uncoded =
        |stream: &&mut Vec<Word>| stream.first().is_some_and(|word| !is(word, Stub::Code));
    let bare = streams.iter_mut().filter(uncoded);
    let expected = if codes.is_empty() { 0 } else { bare.count() };
    if streams.len() != lanes || codes.len() != expected {
        return Vec::new();
    }
    for (stream, code) in streams.iter_mut().filter(uncoded).zip(codes) {
        stream.insert(0, code);
    }
    data.sort_by_key(|word| word.pieces.first().copied());
    for word in &data {
        let mut open = streams.iter().enumerate().filter_map(|(at, stream)| {
            let mut ways = inserted(stream, word, vocabulary);
            (ways.len() == 1).then(|| Some((at, ways.pop()?)))?
        });
        let only = open.next().filter(|_| open.next().is_none());
        drop(open);
        let Some((at, stream)) = only else {
            return Vec::new();
        };
        if let Some(place) = streams.get_mut(at) {
            *place = stream;
        }
    }
    vec![
        above
            .into_iter()
            .chain(streams.into_iter().flatten())
            .collect(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    /// The leaves of every reading, and how often measures repeat below them.
    fn leaves(text: &str) -> Vec<(Vec<String>, usize)> {
        let vocabulary = Vocabulary::embedded();
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let readings = read(&lines, vocabulary);
        let leaves = |reading: &Reading| {
            let header = header::words::assemble(&reading.words, vocabulary);
            assert!(!header.doubtful, "{:?}", reading.words);
            let path = |leaf: &crate::load::header::Leaf| leaf.path.join("/");
            header.leaves.iter().map(path).collect()
        };
        let mut all: Vec<(Vec<String>, usize)> = readings
            .iter()
            .map(|reading| (leaves(reading), reading.measures.1))
            .collect();
        all.dedup();
        all
    }

    #[test]
    fn halves_above_and_below_their_neighbours() {
        let text = "项目\n附属单位上缴\n功能分 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 其他收入\n\
                    收入\n类科目 科目名称\n编码 决算数 决算数 决算数 决算数 决算数 决算数 决算数\n类 款 项";
        let columns = [
            "项目/功能分类科目编码/类",
            "项目/功能分类科目编码/款",
            "项目/功能分类科目编码/项",
            "项目/科目名称",
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ];
        assert_eq!(leaves(text), [(columns.map(str::to_owned).to_vec(), 7)]);
    }

    fn check(text: &str, columns: &[&str], repeats: usize) {
        let columns = columns.iter().map(|&path| path.to_owned()).collect();
        assert_eq!(leaves(text), [(columns, repeats)]);
    }

    #[test]
    fn cells_of_three_lines_beside_streams() {
        check(
            "收入 支出\n一般公共 政府性基 国有资本\n项目 决算数 项目 合计 预算财政 金预算财 经营预算\n\
             拨款 政拨款 财政拨款",
            &[
                "收入/项目",
                "收入/决算数",
                "支出/项目",
                "支出/合计",
                "支出/一般公共预算财政拨款",
                "支出/政府性基金预算财政拨款",
                "支出/国有资本经营预算财政拨款",
            ],
            0,
        );
        check(
            "收入决算数 支出决算数\n一般公共预算财 政府性基金预算 国有资本经营预\n\
             项目 决算数 项目 合计\n政拨款 财政拨款 算财政拨款",
            &[
                "收入决算数/项目",
                "收入决算数/决算数",
                "支出决算数/项目",
                "支出决算数/合计",
                "支出决算数/一般公共预算财政拨款",
                "支出决算数/政府性基金预算财政拨款",
                "支出决算数/国有资本经营预算财政拨款",
            ],
            0,
        );
    }

    #[test]
    fn what_stands_under_a_word_as_wide_as_its_parts() {
        check(
            "项目\n年初结转和 年末结转和\n本年收入 本年支出\n功能分类科目编码\n结余 结余\n科目名称\n\
             合计 基本支出 项目支出",
            &[
                "项目/功能分类科目编码",
                "项目/科目名称",
                "年初结转和结余",
                "本年收入",
                "本年支出/合计",
                "本年支出/基本支出",
                "本年支出/项目支出",
                "年末结转和结余",
            ],
            0,
        );
        check(
            "项目 收入预算\n功能分类科目编码\n事业单位\n功能分类科目名称 合计 财政拨款收入 事业收入 其他收入\n\
             经营收入\n类 款 项\n功能分类科目编码\n事业单位\n\
             功能分类科目名称 合计 财政拨款收入 事业收入 其他收入\n经营收入\n类 款 项",
            &[
                "项目/功能分类科目编码/类",
                "项目/功能分类科目编码/款",
                "项目/功能分类科目编码/项",
                "项目/功能分类科目名称",
                "收入预算/合计",
                "收入预算/财政拨款收入",
                "收入预算/事业收入",
                "收入预算/事业单位经营收入",
                "收入预算/其他收入",
            ],
            0,
        );
    }

    #[test]
    fn a_place_the_words_leave_open_is_given_in_every_way() {
        let text = "财政拨款“三公”经费\n公务用车购置及运行维护费\n因公出国\n\
                    合计 公务用车 公务用车 公务接待费\n（境）费 小计\n购置费 运行维护费\n\
                    预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数";
        let all = leaves(text);
        assert_eq!(all.len(), 2, "{all:?}");
        let vehicles = |(paths, _): &(Vec<String>, usize)| {
            paths.iter().position(|path| path.ends_with("小计"))
        };
        let mut places: Vec<_> = all.iter().map(vehicles).collect();
        places.sort_unstable();
        assert_eq!(places, [Some(2), Some(3)]);
        assert!(all.iter().all(|(_, repeats)| *repeats == 6));
    }

    #[test]
    fn a_column_beside_a_group_as_high_as_the_header() {
        let text = "“三公”经费预算数\n机关运行经费预算\n公务用车购置及运行费\n数\n\
                    合计 因公出国(境)费 公务接待费\n小计 购置费 运行费";
        let all = leaves(text);
        assert_eq!(all.len(), 2, "{all:?}");
        for (columns, _) in all {
            assert_eq!(columns.len(), 7, "{columns:?}");
            assert_eq!(
                columns.last().map(String::as_str),
                Some("机关运行经费预算数")
            );
        }
    }

    #[test]
    fn a_piece_of_no_word_leaves_nothing() {
        assert_eq!(leaves("项目 神秘\n科目名称 合计 栏目\n基本支出"), []);
    }
}
