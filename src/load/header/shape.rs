//! What no printed header looks like: shapes that tell that a header read from its words was put together wrongly.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::body::Body;
use crate::load::fold::fold;
use crate::load::header;
use crate::load::header::meaning::split_year;
use crate::load::line::TextLine;
use crate::load::vocabulary::{Family, Stub, Vocabulary};
use crate::model::{Column, Role, ValueKind};

/// Two sums of one word may be those of two groups whose words are alike; three are not told apart.
const ALIKE: usize = 3;
/// Columns a run has at least before its repetition says anything.
const SHORTEST: usize = 4;
/// No printed header has more columns; longer ones are not compared column by column.
const MOST: usize = 80;
/// Shorter pieces of words stand in many columns.
const SHORTEST_PIECE: usize = 2;
/// Words of sums that stand for each other.
const SUMS: [&str; 4] = ["合计", "小计", "总计", "计"];
/// The sum of a part of the columns.
const SUBTOTAL: &str = "小计";
/// Sources of money that stand beside each other, none inside another.
const SOURCES: [&str; 5] = [
    "一般公共预算",
    "政府性基金",
    "国有资本经营",
    "财政专户",
    "单位资金",
];

/// How money goes through a year: what one of them names is no part of another.
const STAGES: [&str; 4] = ["年初结转", "本年收入", "本年支出", "年末结转"];

/// Whether columns, each by its words from the outermost in, cannot have been read rightly from the
/// lines of a header.
#[must_use]
pub(in crate::load) fn cannot_be<'p>(
    paths: impl Iterator<Item = &'p [String]>,
    header: &[TextLine],
) -> bool {
    let paths: Vec<&[String]> = paths.collect();
    is_askew(&paths) || wanders(&paths, header)
}

/// Whether the columns, each by its words from the outermost in, cannot have been printed so.
#[must_use]
pub(in crate::load) fn is_askew(paths: &[&[String]]) -> bool {
    repeats_unevenly(paths)
        || leaves_a_change_alone(paths)
        || leaves_a_subtotal_alone(paths)
        || paths
            .iter()
            .any(|path| mixes(path) || divides_a_sum(paths, path))
}

/// Whether a sum stands below a word and above another: 财政拨款 / 总计 / 一般公共预算. Only years stand
/// above the sum of all columns, and only words that every item has stand below one.
fn divides_a_sum(paths: &[&[String]], path: &[String]) -> bool {
    let sum = |word: &String| SUMS.contains(&word.as_str());
    let of_every_item = |inner: &String, below: &String| {
        let mut pairs = paths.iter().flat_map(|path| path.windows(2));
        pairs.any(|pair| pair.last() == Some(below) && pair.first() != Some(inner))
    };
    path.windows(3).any(|words| match words {
        [above, inner, below] => {
            sum(inner)
                && !sum(below)
                && split_year(above).0.is_none()
                && !of_every_item(inner, below)
        }
        _ => false,
    })
}

/// Whether the columns of a header cannot have been printed as they were read.
#[must_use]
pub(in crate::load) fn is_misread(body: &Body, head: &[TextLine]) -> bool {
    let first = body.rows.first().map_or(0, |row| row.place.line);
    let above = head.iter().take_while(|line| line.number < first).count();
    let words = head.get(..above).unwrap_or(&[]);
    let columns = &body.layout.columns;
    puts_figures_below_codes(columns)
        || cannot_be(columns.iter().map(|column| column.path.as_slice()), words)
}

/// Whether three sums of one stream stand below the same words, or below none: what divided them is lost.
#[must_use]
pub(in crate::load) fn prints_sums_alike(columns: &[Column]) -> bool {
    let mut alike: BTreeMap<(usize, &[String]), usize> = BTreeMap::new();
    let sums = columns
        .iter()
        .filter(|column| column.kind != ValueKind::Text && SUMS.contains(&column.leaf()));
    for column in sums {
        *alike
            .entry((column.lane, column.path.as_slice()))
            .or_default() += 1;
    }
    alike.values().any(|&count| count >= ALIKE)
}

/// Whether figures stand below words that name rows, 单位代码 or 科目编码, and hold no other words: their
/// headings were not told apart.
fn puts_figures_below_codes(columns: &[Column]) -> bool {
    const CODES: [&str; 3] = ["编码", "代码", "名称（科目）"];
    let vocabulary = Vocabulary::embedded();
    let names = |word: &String| {
        let word = fold(word);
        let stub = vocabulary.column(&word).and_then(|column| column.stub);
        let heads = matches!(stub, Some(Stub::Code | Stub::UnitCode | Stub::Name));
        vocabulary.group(&word).is_none()
            && (heads || CODES.iter().any(|code| word.ends_with(code)))
    };
    let above = |column: &Column| {
        column
            .path
            .split_last()
            .is_some_and(|(_, above)| above.iter().any(names))
    };
    let figures = |column: &&Column| column.kind != ValueKind::Text;
    columns.iter().filter(figures).any(above)
}

/// Whether a sum is all that stands below a word over several, or 小计 stands beside the total of all:
/// it is the sum of what stands beside it below one word.
fn leaves_a_subtotal_alone(paths: &[&[String]]) -> bool {
    let alone = |(at, path): (usize, &&[String])| {
        let Some((leaf, outer)) = path.split_last() else {
            return false;
        };
        let total = |path: &&[String]| {
            let last = path.split_last();
            last.is_some_and(|(last, before)| {
                before == outer && last != SUBTOTAL && SUMS.contains(&last.as_str())
            })
        };
        // Groups that repeat all columns, one for each year, may have lost the word over 小计.
        let repeated = || {
            let same =
                |path: &&[String]| path.last() == Some(leaf) && path.len() == outer.len() + 1;
            !outer.is_empty() && paths.iter().filter(|path| same(path)).count() > 1
        };
        if leaf == SUBTOTAL && paths.iter().any(total) && !repeated() {
            return true;
        }
        let Some(above) = outer.last() else {
            return false;
        };
        // Below two groups of the same columns every word comes twice, and so does a sum alone.
        let beside = |other: &[String]| other.contains(above) && other.last() != Some(leaf);
        let mut others = paths.iter().enumerate().filter(|(other, _)| *other != at);
        (leaf == SUBTOTAL || SUMS.contains(&leaf.as_str()) && split_year(above).0.is_some())
            && !others.any(|(_, other)| beside(other))
    };
    paths.len() <= MOST && paths.iter().enumerate().any(alone)
}

/// Whether some line of the header prints its words in another order than that of the columns.
#[must_use]
fn wanders(paths: &[&[String]], header: &[TextLine]) -> bool {
    if paths.len() > MOST {
        return false;
    }
    let words: Vec<String> = paths.iter().map(|path| fold(&path.concat())).collect();
    let only = |piece: &str| {
        let mut found = (0..words.len()).filter(|&at| {
            let word = words.get(at);
            word.is_some_and(|word| word.contains(piece))
        });
        found.next().filter(|_| found.next().is_none())
    };
    let known = |piece: &str| words.iter().any(|word| word.contains(piece));
    header.iter().any(|line| {
        let pieces: Vec<String> = line.printed().map(|piece| fold(&piece.text)).collect();
        // A word of the next tier printed right behind the last one of its own: 项目支出小计.
        let mut tiers = pieces.split_inclusive(|piece| !known(piece) && are_two(piece));
        tiers.any(|tier| {
            let long = tier
                .iter()
                .filter(|piece| piece.chars().nth(SHORTEST_PIECE).is_some());
            let places: Vec<usize> = long.filter_map(|piece| only(piece)).collect();
            !places.is_sorted()
        })
    })
}

/// Whether characters without white space are two words of the vocabulary or more.
fn are_two(piece: &str) -> bool {
    let vocabulary = Vocabulary::embedded();
    let (words, unknown) = header::cut::cut(piece, vocabulary);
    vocabulary.column(piece).is_none() && unknown == 0 && words.len() > 1
}

/// Whether a run of columns is printed twice (once for every year) in another order, or with other
/// words above.
fn repeats_unevenly(paths: &[&[String]]) -> bool {
    let leaves: Vec<String> = paths.iter().map(|path| leaf(path)).collect();
    if paths.len() > MOST {
        return false;
    }
    let longest = paths.len() / 2;
    let mut uneven = false;
    for length in (SHORTEST..=longest).rev() {
        for from in 0..=paths.len() - 2 * length {
            let run = |from: usize| leaves.get(from..from + length).unwrap_or(&[]);
            let (one, other) = (run(from), run(from + length));
            let sorted = |run: &[String]| {
                let mut run = run.to_vec();
                run.sort_unstable();
                run
            };
            let told = one.iter().collect::<BTreeSet<_>>().len();
            if told < SHORTEST.min(length) || sorted(one) != sorted(other) {
                continue;
            }
            let deep = |from: usize| paths.iter().skip(from).take(length).map(|path| path.len());
            // Columns that repeat evenly look uneven where they are not divided at their runs.
            if one == other && deep(from).eq(deep(from + length)) {
                return false;
            }
            uneven = true;
        }
    }
    uneven
}

/// The innermost word without its year; sums are all alike.
fn leaf(path: &[String]) -> String {
    let word = fold(path.last().map_or("", String::as_str));
    let bare = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix("年").unwrap_or(bare);
    if SUMS.contains(&bare) {
        SUMS[0].to_owned()
    } else {
        bare.to_owned()
    }
}

/// 比上年增减 without a column of its own measure, and 增减额 elsewhere: it stands above that.
fn leaves_a_change_alone(paths: &[&[String]]) -> bool {
    let is_measure = |word: &str| matches!(word, "增减额" | "增减%" | "增减率" | "增减幅度");
    let alone = |path: &&[String]| {
        path.last()
            .is_some_and(|word| word.ends_with("增减") && word.chars().nth(SHORTEST).is_some())
    };
    let elsewhere = |path: &&[String]| match path {
        [outer @ .., word] => {
            let word: String = word.split_whitespace().collect();
            is_measure(&word) && outer.iter().all(|word| !word.contains("增减"))
        }
        [] => false,
    };
    paths.iter().any(alone) && paths.iter().any(elsewhere)
}

/// Whether one source of money or stage of the year stands inside another, or one part of a sum inside
/// another part.
fn mixes(path: &[String]) -> bool {
    const APART: [Family; 4] = [
        Family::Expenditure,
        Family::Staffing,
        Family::ThreePublic,
        Family::Vehicles,
    ];
    let family = |word: &String| Vocabulary::embedded().column(word)?.family;
    let families: Vec<Family> = path.iter().filter_map(family).collect();
    let twice = |family: &Family| families.iter().filter(|other| *other == family).count() > 1;
    // What vehicles cost stands below no journey and no reception.
    let other_item = |word: &String| {
        let word = Vocabulary::embedded().column(word);
        word.is_some_and(|word| {
            word.family == Some(Family::ThreePublic) && word.role != Role::Vehicles
        })
    };
    let vehicles = families.contains(&Family::Vehicles) && path.iter().any(other_item);
    if vehicles || APART.iter().any(twice) {
        return true;
    }
    let several = |words: &[&str]| {
        let begins = |word: &String| {
            let word = fold(word);
            words.iter().position(|begin| word.starts_with(begin))
        };
        let mut found = path.iter().filter_map(begins);
        let first = found.next();
        found.any(|other| Some(other) != first)
    };
    several(&SOURCES) || several(&STAGES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::Leaf;
    use crate::load::layout::Layout;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn paths(columns: &[&str]) -> Vec<Vec<String>> {
        let words = |column: &&str| column.split('/').map(str::to_owned).collect();
        columns.iter().map(words).collect()
    }

    fn askew(columns: &[&str]) -> bool {
        let paths = paths(columns);
        let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
        is_askew(&paths)
    }

    #[test]
    fn no_sum_stands_inside_the_words_of_another_column() {
        let funds = ["一般公共预算", "政府性基金预算"];
        let below = |above: &str| funds.map(|fund| format!("{above}/{fund}"));
        let columns = |groups: &[&str]| -> Vec<String> {
            groups.iter().flat_map(|above| below(above)).collect()
        };
        let askew = |groups: &[&str]| {
            let columns = columns(groups);
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            askew(&columns)
        };
        assert!(askew(&["财政拨款/总计"]));
        assert!(!askew(&["2025年预算/合计"]));
        // Each item has each fund.
        assert!(!askew(&["“三公”经费/合计", "“三公”经费/公务接待费"]));
    }

    #[test]
    fn no_figures_stand_below_codes() {
        let told = |columns: &[&str]| {
            let leaf = |path: Vec<String>| Leaf::new(path, Vocabulary::embedded());
            let leaves: Vec<Leaf> = paths(columns).into_iter().map(leaf).collect();
            puts_figures_below_codes(&Layout::new(&leaves).columns)
        };
        assert!(told(&["科目编码/合计", "单位代码/项目支出", "合计"]));
        assert!(!told(&[
            "科目编码/类",
            "科目编码/款",
            "合计",
            "本年支出/项目支出"
        ]));
    }

    #[test]
    fn years_repeat_their_columns_in_one_order() {
        let one = [
            "上年/合计",
            "上年/出国费",
            "上年/车辆/小计",
            "上年/车辆/购置",
            "上年/接待",
        ];
        let same = [
            "本年/合计",
            "本年/出国费",
            "本年/车辆/小计",
            "本年/车辆/购置",
            "本年/接待",
        ];
        let moved = [
            "本年/合计",
            "本年/车辆/小计",
            "本年/车辆/购置",
            "本年/接待",
            "本年/出国费",
        ];
        let flat = [
            "本年/合计",
            "本年/出国费",
            "本年/小计",
            "本年/车辆/购置",
            "本年/接待",
        ];
        assert!(!askew(&[one, same].concat()));
        assert!(askew(&[one, moved].concat()));
        assert!(askew(&[one, flat].concat()));
    }

    #[test]
    fn changes_stand_below_their_word() {
        let fit = [
            "2025年预算数",
            "2026年比2025年增减/增减额",
            "2026年比2025年增减/增减%",
        ];
        let alone = [
            "2026年预算数/增减额",
            "2026年预算数/增减%",
            "2026年比2025年增减",
        ];
        let own = ["2026年预算数/金额", "2026年预算数/增减%", "备注"];
        assert!(!askew(&fit));
        assert!(askew(&alone));
        assert!(!askew(&own));
    }

    #[test]
    fn sources_do_not_hold_each_other() {
        assert!(askew(&["合计", "单位资金/国有资本经营预算"]));
        assert!(!askew(&["财政拨款/国有资本经营预算", "单位资金/事业收入"]));
    }

    #[test]
    fn stages_of_the_year_do_not_hold_each_other() {
        assert!(askew(&["本年收入", "本年支出/年末结转和结余/项目支出"]));
        assert!(!askew(&["本年收入", "本年支出/项目支出", "年末结转和结余"]));
    }

    #[test]
    fn words_of_one_line_keep_their_order() {
        let header = line::lines(&Source::new(
            "a",
            "合计  一般公共预  政府性基  单位资金\n      算          金预算",
            Encoding::Utf8,
        ));
        let told = |columns: &[&str]| {
            let paths = paths(columns);
            let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
            wanders(&paths, &header)
        };
        assert!(!told(&[
            "合计",
            "一般公共预算",
            "政府性基金预算",
            "单位资金"
        ]));
        assert!(told(&[
            "合计",
            "单位资金",
            "一般公共预算",
            "政府性基金预算"
        ]));
    }
}
