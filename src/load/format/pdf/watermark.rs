//! Large words printed across others (watermarks that are not slanted) are left aside.

use super::page::{Glyph, Length};

/// So many times the size of usual text.
const LARGE: Length = 2;
/// So many characters below them are no accident of the layout.
const FEWEST_COVERED: usize = 2;
/// More large characters are no watermark, and would take long to compare.
const MOST_LARGE: usize = 400;

/// Drops the lines of large characters that lie on smaller ones.
pub(super) fn drop_from(glyphs: &mut Vec<Glyph>) {
    let mut sizes: Vec<Length> = glyphs.iter().map(|glyph| glyph.size).collect();
    let half = sizes.len() / 2;
    if sizes.is_empty() {
        return;
    }
    let (_, &mut usual, _) = sizes.select_nth_unstable(half);
    let is_large = |glyph: &Glyph| glyph.size >= usual.saturating_mul(LARGE);
    let mut large: Vec<Glyph> = glyphs
        .iter()
        .filter(|glyph| is_large(glyph))
        .copied()
        .collect();
    if large.is_empty() || large.len() > MOST_LARGE {
        return;
    }
    large.sort_by_key(|glyph| (glyph.size, glyph.middle));
    let line = |a: &Glyph, b: &Glyph| a.size == b.size && (b.middle - a.middle) * 4 <= a.size;
    let covers = |mark: &Glyph, glyph: &Glyph| {
        let height = (mark.middle - glyph.middle).abs() * 5 <= mark.size * 2;
        height && (mark.left..mark.right).contains(&glyph.centre())
    };
    let marks: Vec<Glyph> = large
        .chunk_by(line)
        .filter(|marks| {
            let small = glyphs.iter().filter(|glyph| !is_large(glyph));
            let covered = small.filter(|glyph| marks.iter().any(|mark| covers(mark, glyph)));
            covered.take(FEWEST_COVERED).count() == FEWEST_COVERED
        })
        .flatten()
        .copied()
        .collect();
    glyphs.retain(|glyph| !is_large(glyph) || !marks.contains(glyph));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: Length, middle: Length, size: Length) -> Vec<Glyph> {
        let each = text.chars().zip(0..);
        each.map(|(c, at)| Glyph {
            c,
            left: left + at * size,
            right: left + (at + 1) * size,
            middle,
            size,
        })
        .collect()
    }

    fn kept(lines: &[Vec<Glyph>]) -> String {
        let mut glyphs = lines.concat();
        drop_from(&mut glyphs);
        glyphs.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn large_words_across_others_are_dropped_and_titles_stay() {
        let text = line("基本支出项目支出合计金额", 1000, 5000, 900);
        let next = line("人员经费公用经费", 1000, 6500, 900);
        let mark = line("内部资料", 500, 5600, 4000);
        let title = line("收支总表", 500, 1500, 2200);
        assert_eq!(
            kept(&[title.clone(), text.clone(), mark, next.clone()]),
            "收支总表基本支出项目支出合计金额人员经费公用经费"
        );
        assert_eq!(kept(&[title, text]), "收支总表基本支出项目支出合计金额");
        assert_eq!(kept(&[]), "");
    }
}
