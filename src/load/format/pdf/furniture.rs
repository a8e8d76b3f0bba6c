//! Running heads and feet: the same words at the same height on page after page.

use super::layout::{Block, Text};
use super::page::{Length, POINT};

/// Lines looked at from the top and from the bottom of a page.
const DEPTH: usize = 2;
/// On fewer pages the words may stand there by chance.
const FEWEST_PAGES: usize = 3;
/// How far the height may differ.
const SAME_HEIGHT: Length = POINT * 3;

/// Leaves running heads and feet aside, after the first page that prints them.
pub(super) fn drop_from(pages: &mut [Vec<Block>]) {
    let edges: Vec<Vec<Text>> = pages.iter().map(|page| edge_lines(page)).collect();
    let same =
        |a: &Text, b: &Text| *a.text == *b.text && (a.middle - b.middle).abs() <= SAME_HEIGHT;
    let repeated = |line: &Text| {
        let pages = edges
            .iter()
            .filter(|page| page.iter().any(|other| same(line, other)));
        pages.count() >= FEWEST_PAGES
    };
    let mut running: Vec<Text> = Vec::new();
    let mut known: Vec<Text> = Vec::new();
    for (page, edge) in pages.iter_mut().zip(&edges) {
        page.retain(|block| match block {
            Block::Text(line) => !running.iter().any(|head| same(head, line)),
            Block::Table(_) => true,
        });
        for line in edge {
            if known.iter().any(|other| same(other, line)) {
                continue;
            }
            known.push(line.clone());
            if repeated(line) {
                running.push(line.clone());
            }
        }
    }
}

/// Lines at the top and bottom that may be running heads. What may belong to the caption of a
/// table (公开01表, 单位：万元) is none.
fn edge_lines(page: &[Block]) -> Vec<Text> {
    let line = |block: &Block| match block {
        Block::Text(text) => Some(text.clone()),
        Block::Table(_) => None,
    };
    let top = page.iter().map_while(line).take(DEPTH);
    let bottom = page.iter().rev().map_while(line).take(DEPTH);
    let caption = |text: &str| text.contains(['：', ':', '表']);
    top.chain(bottom)
        .filter(|line| !caption(&line.text))
        .collect()
}
