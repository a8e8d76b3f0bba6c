//! How the width of a comparison is divided, and what its columns are headed.

use super::Compare;
use super::draw::{change, value};
use crate::model::Unit;
use crate::ui::money::Alignment;
use crate::ui::scene::Scene;

/// Widest heading of a disclosure's column and cells of the names, the most comfortable first: a side
/// out of sight costs a reader more than the end of a name.
const COMFORT: [(usize, usize); 4] = [(16, 40), (11, 40), (11, 30), (11, 24)];

/// How the width is divided.
pub(super) struct Layout {
    /// Cells of code and name; they never scroll.
    pub(super) name: usize,
    /// Sides on screen, in their order.
    pub(super) shown: Vec<usize>,
    /// Decimal points and cells of every side's figures.
    pub(super) sides: Vec<(Alignment, usize)>,
    pub(super) difference: (Alignment, usize),
    pub(super) rate: (Alignment, usize),
}

impl Layout {
    /// Divides `width`: the side that is looked at before difference and rate, these before the others.
    pub(super) fn of(compare: &Compare, scene: &Scene, width: usize, unit: &Unit) -> Self {
        let funnel = scene.funnel();
        let nodes = compare.sheet.outline.nodes();
        let natural = nodes.iter().map(|node| {
            let code = node.value.code.len() + usize::from(!node.value.code.is_empty());
            node.depth * 2 + 2 + code + funnel.measure(&compare.name_of(&node.value, scene))
        });
        let natural = natural.max().unwrap_or(0).max(8);
        let column = |texts: &[String], heading: usize| {
            // Words in a column of figures stand by themselves: no decimals are kept free for them.
            let figure = |text: &&str| text.starts_with(['+', '-']) || text.starts_with(is_digit);
            let all = || texts.iter().map(String::as_str);
            let alignment = Alignment::of(all().filter(figure));
            let words = all().map(|text| funnel.measure(text)).max().unwrap_or(0);
            (alignment, alignment.width().max(words).max(heading))
        };
        let all = 0..nodes.len();
        let bare: Vec<_> = (0..compare.sides.len())
            .map(|side| {
                let all = all.clone();
                let texts = all.map(|node| value(compare, scene, node, side, unit).text);
                let texts: Vec<String> = texts.collect();
                let [body, period] = headings(compare, scene, side);
                (
                    column(&texts, funnel.measure(&period)),
                    funnel.measure(&body),
                )
            })
            .collect();
        let headed = |widest: usize| -> Vec<_> {
            let sides = bare.iter();
            sides
                .map(|((alignment, figures), body)| (*alignment, *figures.max(body.min(&widest))))
                .collect()
        };
        let changes: Vec<(String, String)> =
            all.map(|node| change(compare, scene, node, unit)).collect();
        let (differences, rates): (Vec<String>, Vec<String>) = changes.into_iter().unzip();
        let mut difference = column(
            &differences,
            funnel.measure(scene.text("head.difference")).max(5),
        );
        let mut rate = column(&rates, funnel.measure(scene.text("head.rate")));
        let wide = |column: &(Alignment, usize)| column.1 + 2;
        let around = 2 + wide(&difference) + wide(&rate);
        let comfort =
            |&(heading, name): &(usize, usize)| (headed(heading), natural.min(name).min(width / 3));
        let fits = |(sides, name): &(Vec<_>, usize)| {
            around + name + sides.iter().map(wide).sum::<usize>() <= width
        };
        let (sides, wanted) = COMFORT
            .iter()
            .map(comfort)
            .find(fits)
            .unwrap_or_else(|| comfort(&COMFORT[1]));
        let lead = sides.get(compare.lead).map_or(0, wide);
        // The side that is looked at comes before difference and rate, these before other sides.
        if wanted + lead + wide(&difference) + wide(&rate) > width {
            rate = (Alignment::default(), 0);
        }
        let kept = |column: &(Alignment, usize)| if column.1 == 0 { 0 } else { wide(column) };
        if wanted + lead + wide(&difference) + kept(&rate) > width {
            difference = (Alignment::default(), 0);
        }
        let room = width.saturating_sub(2 + wanted + kept(&difference) + kept(&rate));
        // The side that is looked at, its base, then the others as far as they fit.
        let order = [compare.lead, compare.base]
            .into_iter()
            .chain(0..sides.len());
        let mut shown: Vec<usize> = Vec::new();
        let mut taken = 0;
        for side in order {
            let Some(column) = sides.get(side).filter(|_| !shown.contains(&side)) else {
                continue;
            };
            if shown.is_empty() || taken + wide(column) <= room {
                taken += wide(column);
                shown.push(side);
            }
        }
        shown.sort_unstable();
        let used = 2 + taken + kept(&difference) + kept(&rate);
        Layout {
            name: width.saturating_sub(used).min(natural.max(wanted)),
            shown,
            sides,
            difference,
            rate,
        }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// Body and period of a side; the body only where the sides differ in it.
pub(super) fn headings(compare: &Compare, scene: &Scene, side: usize) -> [String; 2] {
    let Some(id) = compare.sides.get(side).copied() else {
        return [String::new(), String::new()];
    };
    let number = side + 1;
    let mut period = scene.period(id);
    if period.is_empty() {
        scene.data.name(id).clone_into(&mut period);
    }
    let name = scene.data.name(id);
    let alike = compare
        .sides
        .iter()
        .all(|other| scene.data.name(*other) == name);
    let body = if alike { "" } else { name };
    let is_base = side == compare.base && side != compare.lead;
    let mark = if is_base {
        scene.text("compare.base")
    } else {
        ""
    };
    [
        format!("{number}{mark} {body}").trim_end().to_owned(),
        period,
    ]
}
