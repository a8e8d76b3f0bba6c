//! Figures of the running text: what they are called, how exactly they are printed, and where they stand.

use super::Facts;
use crate::check::judge;
use crate::check::relation::{Operand, Spot};
use crate::model::{Claim, ClaimKind, Direction, Figure, Place, RowKind, Sentence, Slot, years_in};

/// Measures that are left out when an item is named again.
const MEASURES: &[&str] = &[
    "年初预算数",
    "全年预算数",
    "年初预算",
    "全年预算",
    "调整预算",
    "预算数",
    "决算数",
    "执行数",
    "实际支出",
    "预算",
    "决算",
    "金额",
    "总额",
    "安排",
    "数",
];

/// Words for a year that is not that of the disclosure.
const OTHER_YEARS: &[&str] = &["上年", "去年", "上一年", "往年", "明年", "下年"];

/// So many characters at the beginning or end of a name stand for it.
const NAMED_BY: usize = 4;

/// Words before an item that add nothing to its name.
const PERIODS: &[&str] = &["本年度", "本年", "当年", "全年", "总的"];

impl<'a> Facts<'a> {
    // Figures wherever they stand.

    /// The number printed at a place of a table or of the text.
    #[must_use]
    pub fn figure_at(&self, at: Operand) -> Option<Figure> {
        match at {
            Operand::Cell(spot) => self.figure(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map(|claim| claim.figure.clone())
                .filter(Figure::is_number),
        }
    }

    /// Whether a blank or a dash stands there.
    #[must_use]
    pub fn is_nothing(&self, at: Operand) -> bool {
        at.cell()
            .is_some_and(|spot| matches!(self.slot(spot), Slot::Blank | Slot::Dash(_)))
    }

    /// The most decimals money has in the table or in the sentence a figure stands in.
    #[must_use]
    pub fn decimals_at(&self, at: Operand) -> u32 {
        match at {
            Operand::Cell(spot) => self.decimals(spot.table()),
            Operand::Said(claim) => self
                .claim(claim)
                .map_or(0, |claim| self.named().decimals(claim)),
        }
    }

    /// What a reader calls the figure.
    #[must_use]
    pub fn label_at(&self, at: Operand) -> String {
        match at {
            Operand::Cell(spot) => self.label(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map_or_else(String::new, |claim| claim.subject.clone()),
        }
    }

    /// Where the figure is printed.
    #[must_use]
    pub fn place_at(&self, at: Operand) -> Place {
        match at {
            Operand::Cell(spot) => self.place(spot),
            Operand::Said(claim) => self
                .claim(claim)
                .map(|claim| claim.place)
                .unwrap_or_default(),
        }
    }

    // Figures of the text.

    /// A figure of the text.
    #[must_use]
    pub fn claim(&self, claim: usize) -> Option<&'a Claim> {
        self.disclosure.claims.get(claim)
    }

    /// The table position a figure of the text restates.
    #[must_use]
    pub fn link(&self, claim: usize) -> Option<Spot> {
        let link = self.claim(claim)?.link?;
        Some(Spot::new(link.table, link.row, link.column))
    }

    /// Whether the figure is an amount of money.
    #[must_use]
    pub fn is_money(&self, claim: usize) -> bool {
        self.claim(claim)
            .is_some_and(|claim| claim.figure.unit().is_money())
    }

    /// The sentence a figure stands in.
    #[must_use]
    pub fn sentence(&self, claim: usize) -> Option<&'a Sentence> {
        self.disclosure.prose.get(self.claim(claim)?.sentence)
    }

    /// Whether the words of a claim name the row it is linked to, neither less nor more: 公众气象服务
    /// is not all 气象服务. Totals are found by what they are, not by name; but the total of a table
    /// of “三公”经费 and meetings is not that of “三公”经费.
    #[must_use]
    pub fn names_row(&self, claim: usize, spot: Spot) -> bool {
        let (Some(claim), Some(row)) = (self.claim(claim), self.row(spot.table(), spot.row()))
        else {
            return false;
        };
        let title = self.table(spot.table()).map_or("", |table| &table.title);
        if claim.subject.contains("三公") && title.contains("会议费") {
            return self.label(spot).contains("三公");
        }
        if !matches!(row.kind(), RowKind::Item | RowKind::OfWhich) {
            return true;
        }
        let name = row.name().split('→').next().unwrap_or("");
        let ordinal = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）、．.：".contains(c);
        let name = name.trim_start_matches(ordinal);
        let name = name.strip_prefix("其中").unwrap_or(name);
        let name = name.trim_start_matches(ordinal);
        let name = name.strip_suffix("支出").unwrap_or(name);
        // “住房保障支出（类）住房公积金（项）”科目
        let plain = claim.subject.replace(['“', '”'], "");
        let said = without_measures(plain.strip_suffix("科目").unwrap_or(&plain));
        let said = said.trim_end_matches(|c: char| c.is_ascii_digit() || "（）类款项".contains(c));
        let said = said.strip_suffix("支出").unwrap_or(said);
        said.strip_suffix(name).is_some_and(|before| {
            before
                .chars()
                .next_back()
                .is_none_or(|c| c.is_ascii_digit() || "）-－—：、①②③④⑤⑥⑦⑧⑨".contains(c))
        })
    }

    /// Whether nothing else could be meant: no other cell prints this amount, no other figure of the
    /// text restates the same cell with another amount, and something is stated at all.
    #[must_use]
    pub fn is_only_meaning(&self, claim: usize, spot: Spot) -> bool {
        let Some(said) = self.claim(claim) else {
            return false;
        };
        let same = |figure: &Figure| judge::prints_same(figure, &said.figure);
        let elsewhere = said
            .figure
            .amount()
            .is_some_and(|amount| self.prints(amount));
        let disputed = self
            .disclosure
            .claims
            .iter()
            .any(|other| other.link == said.link && !same(&other.figure));
        let agreed = self.figure(spot).as_ref().is_some_and(same);
        agreed || judge::is_something(&said.figure) && !elsewhere && !disputed
    }

    /// Whether the sentence tells two amounts or more beside this one and none of them restates a
    /// cell: it divides something that no table prints, and the item may be that of a part.
    #[must_use]
    pub fn is_among_strangers(&self, claim: usize) -> bool {
        let Some(said) = self.claim(claim) else {
            return false;
        };
        // Claims stand in printed order.
        let claims = &self.disclosure.claims;
        let from = claims.partition_point(|other| other.sentence < said.sentence);
        let sentence = claims.iter().enumerate().skip(from);
        let links: Vec<bool> = sentence
            .take_while(|(_, other)| other.sentence == said.sentence)
            .filter(|(index, other)| {
                let level = other.kind == ClaimKind::Amount && other.direction == Direction::None;
                *index != claim && level
            })
            .map(|(_, other)| other.link.is_some())
            .collect();
        links.len() > 1 && !links.contains(&true)
    }

    /// Whether the last year named before the figure, comparisons left out, is that of the disclosure.
    #[must_use]
    pub fn is_of_the_year(&self, claim: usize) -> bool {
        let Some(own) = self.disclosure.year.map(|year| year.0) else {
            return true;
        };
        let words = self.before(claim).unwrap_or("");
        let last_clause = words.rsplit(['，', '；', '。']).next().unwrap_or("");
        let last_clause = last_clause.replace("上年结转", "").replace("上年末", "");
        if OTHER_YEARS.iter().any(|other| last_clause.contains(other)) {
            return false;
        }
        let named = years_in(words).rev().find_map(|(at, year)| {
            let led = words.get(..at.start)?;
            (!led.ends_with(['比', '较', '与', '对'])).then_some(year)
        });
        named.is_none_or(|year| year == own)
    }

    /// Whether the item is named before the figure in its own sentence or in the headings above it,
    /// and not only taken over from an earlier sentence.
    #[must_use]
    pub fn is_spelled_out(&self, claim: usize) -> bool {
        let said = || {
            let sentence = self.sentence(claim)?;
            let before = self.before(claim)?;
            let name = core(&self.claim(claim)?.subject);
            let named = |words: &str| {
                let end = name
                    .char_indices()
                    .nth(NAMED_BY)
                    .map_or(name.len(), |at| at.0);
                let start = name
                    .char_indices()
                    .rev()
                    .nth(NAMED_BY - 1)
                    .map_or(0, |at| at.0);
                [name.get(..end), name.get(start..)]
                    .into_iter()
                    .flatten()
                    .any(|piece| words.contains(piece))
            };
            let mut places = sentence.outer.iter().map(String::as_str);
            Some(named(before) || named(&sentence.section) || places.any(named))
        };
        said().unwrap_or(false) || self.is_opened_by_name(claim)
    }

    /// Whether a sentence shortly before names the account in full, level and all, and no figure of
    /// another item stands between: `1.…行政运行（项），主要用于人员支出。年初预算为…，支出决算为…。`
    fn is_opened_by_name(&self, claim: usize) -> bool {
        const SENTENCES: usize = 3;
        let Some(said) = self.claim(claim) else {
            return false;
        };
        let name = core(&said.subject);
        let account = ["（项）", "（款）", "（类）"]
            .iter()
            .any(|level| name.ends_with(level));
        let sentences = (said.sentence.saturating_sub(SENTENCES)..said.sentence).rev();
        let mut opening =
            sentences.filter(|&at| self.words(at).is_some_and(|words| words.contains(name)));
        let Some(from) = opening.next().filter(|_| account) else {
            return false;
        };
        let mut between = self
            .disclosure
            .claims
            .iter()
            .filter(|other| (from..said.sentence).contains(&other.sentence));
        between.all(|other| core(&other.subject) == name)
    }

    /// Whether an amount is called by this name, measures left out.
    #[must_use]
    pub fn is_named(&self, claim: usize, name: &str) -> bool {
        let own = self.claim(claim).map(|claim| core(&claim.subject));
        own.is_some_and(|own| !own.is_empty() && own == core(name))
    }
}

/// The name of an item without measures and periods: 机构运转经费支出预算数 → 机构运转经费支出.
pub fn core(subject: &str) -> &str {
    let mut core = subject;
    for period in PERIODS {
        core = core.strip_prefix(period).unwrap_or(core);
    }
    without_measures(core)
}

/// The name of an item without measures.
pub(super) fn without_measures(subject: &str) -> &str {
    let mut core = subject;
    while let Some(shorter) = MEASURES
        .iter()
        .find_map(|measure| core.strip_suffix(measure))
        .or_else(|| spending_behind_an_item(core))
    {
        core = shorter;
    }
    core
}

/// 行政运行（项）支出: behind the level of an account the word is what was spent on it.
fn spending_behind_an_item(subject: &str) -> Option<&str> {
    let item = subject.strip_suffix("支出")?;
    item.ends_with(['）', ')', '”', '"']).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_and_periods_are_no_part_of_a_name() {
        for (subject, name) in [
            ("机构运转经费支出预算数", "机构运转经费支出"),
            ("科学技术支出年初预算", "科学技术支出"),
            ("本年支出合计", "支出合计"),
            ("支出总计", "支出总计"),
            ("行政运行（项）支出决算", "行政运行（项）"),
            ("因公出国（境）费支出", "因公出国（境）费支出"),
        ] {
            assert_eq!(core(subject), name);
        }
    }
}
