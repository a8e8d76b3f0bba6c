//! Reads sentences by frames: what each figure states, of what, against which year, and in whose list.

use super::occasion::{Occasion, occasion};
use super::phrase;
use super::quantity;
use super::words::Words;
use crate::model::{Claim, ClaimKind, Direction, Figure, Place, Sentence, Stage, Unit};

/// A claim with what its link is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) claim: Claim,
    /// The item, without the words for plan and account.
    pub(super) stem: String,
    /// Plan or account, where the words say which.
    pub(super) stage: Option<Stage>,
    /// The amount belongs to the year that is compared with.
    pub(super) elsewhere: bool,
    /// The sentence or heading the paragraph began with, where it names an item.
    pub(super) topic: String,
}

/// Reads all sentences. `bodies` are names of the publishing body, which no subject keeps.
pub(super) fn read(prose: &[Sentence], year: Option<u16>, bodies: &[String]) -> Vec<Stated> {
    let mut reader = Reader {
        year,
        bodies,
        found: Vec::new(),
        paragraph: Paragraph::default(),
    };
    let mut section: Option<(&str, &[String])> = None;
    for (index, sentence) in prose.iter().enumerate() {
        let here = (sentence.section.as_str(), sentence.outer.as_slice());
        if section != Some(here) {
            reader.paragraph = Paragraph {
                topic: named_by_heading(&sentence.section),
                ..Paragraph::default()
            };
            section = Some(here);
        }
        reader.sentence(index, sentence);
    }
    reader.found
}

/// `1.因公出国（境）费用`, `12、…（款）住房公积金（项）`: a heading that names an item. What only
/// announces an explanation names none.
fn named_by_heading(heading: &str) -> String {
    let folded = crate::load::fold::fold(heading);
    let name = crate::load::fold::split_ordinal(&folded).1;
    let ends = ["（类）", "（款）", "（项）", "费", "费用", "经费"];
    if ends.iter().any(|end| name.ends_with(end)) {
        name.to_owned()
    } else {
        String::new()
    }
}

/// What a sentence inherits from the one before it under the same heading.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Year of comparison.
    pub(super) base: Option<u16>,
    /// The last amount that is a level of this year.
    pub(super) level: Option<usize>,
    /// The item last spoken of.
    pub(super) stem: String,
    /// The amounts whose lists are open, outermost first.
    pub(super) lists: Vec<usize>,
    /// An item named by a sentence or line without figures.
    pub(super) topic: String,
    /// The direction that the list being read shares (减少了甲…、乙…).
    pub(super) shared: Option<Direction>,
    /// The last figure stood in a list of the form 甲…、乙…、丙….
    pub(super) enumerating: bool,
    /// The styles of ordinals met, outermost first, and how many lists were open at each.
    numbered: Vec<(u8, usize)>,
    /// The brackets that are open.
    brackets: Vec<Outside>,
}

impl Paragraph {
    /// `2、甲…，其中：乙…。3、丙…`: at the next number the lists below the one before are told.
    fn number(&mut self, style: u8) {
        if let Some(at) = self.numbered.iter().position(|(known, _)| *known == style) {
            let open = self.numbered.get(at).map_or(0, |(_, open)| *open);
            self.numbered.truncate(at + 1);
            self.lists.truncate(open);
            self.enumerating = false;
        } else {
            self.numbered.push((style, self.lists.len()));
        }
    }
}

/// What was spoken of before a bracket.
struct Outside {
    level: Option<usize>,
    stem: String,
    lists: usize,
}

/// Reads sentence after sentence.
pub(super) struct Reader<'a> {
    pub(super) year: Option<u16>,
    pub(super) bodies: &'a [String],
    pub(super) found: Vec<Stated>,
    pub(super) paragraph: Paragraph,
}

impl Reader<'_> {
    fn sentence(&mut self, index: usize, sentence: &Sentence) {
        let words = Words::of(&sentence.text);
        let quantities = quantity::read(&words);
        if !quantities.iter().any(|quantity| quantity.has_unit) {
            self.name_topic(&words);
        }
        self.begin(&words);
        let mut from = 0;
        let mut before = None;
        for quantity in &quantities {
            let occasion = occasion(&words, quantity, from, before);
            self.cross_brackets(&words.slice(from, quantity.range.start));
            self.open_lists(&occasion, before.is_none());
            if let Some(kind) = self.state(&occasion, index, sentence) {
                before = Some(kind);
                from = quantity.end;
            }
        }
        self.note_base(&words.slice(from, words.chars.len()));
    }

    /// 甲（乙…，丙…）比上年增加: behind the bracket the sentence speaks of 甲 again.
    fn cross_brackets(&mut self, between: &str) {
        for c in between.chars() {
            let paragraph = &mut self.paragraph;
            match c {
                '（' => paragraph.brackets.push(Outside {
                    level: paragraph.level,
                    stem: paragraph.stem.clone(),
                    lists: paragraph.lists.len(),
                }),
                '）' => {
                    if let Some(outside) = paragraph.brackets.pop()
                        && outside.level != paragraph.level
                        && outside.level.is_some()
                    {
                        paragraph.level = outside.level;
                        paragraph.stem = outside.stem;
                        paragraph.lists.truncate(outside.lists);
                    }
                }
                _ => {}
            }
        }
    }

    /// `1.人大事务（款）行政运行（项）。`, `（二）公务接待费。`, `2.行政运行（项），主要用于人员支出。`:
    /// what follows speaks of it.
    fn name_topic(&mut self, words: &Words) {
        let text = words.slice(0, words.chars.len());
        let text = text.strip_prefix("其中：").unwrap_or(&text);
        let (ordinal, rest) = crate::load::fold::split_ordinal(text);
        let (name, purpose) = rest.split_once(['，', '：']).unwrap_or((rest, ""));
        let name = name.trim_end_matches('。');
        let account = ["（项）", "（款）", "（类）"]
            .iter()
            .any(|level| name.ends_with(level));
        let alone = purpose.is_empty() && (ordinal.is_some() || name.ends_with('）'));
        let named = alone || account && !name.contains('；');
        if named && name.chars().count() <= 60 && !name.contains('；') {
            self.paragraph.topic = name.to_owned();
            self.paragraph.stem.clear();
            self.paragraph.level = None;
        }
    }

    /// A sentence that begins with neither 其中 nor an ordinal leaves the lists of the one before
    /// and speaks of their whole again.
    fn begin(&mut self, words: &Words) {
        let text = words.slice(0, 12);
        let ordinal = crate::load::fold::split_ordinal(&text).0;
        let paragraph = &mut self.paragraph;
        // 甲（乙…。）比上年增加…: the bracket may end a sentence of its own.
        if !text.starts_with('）') {
            paragraph.brackets.clear();
        }
        paragraph.shared = None;
        if let Some(ordinal) = ordinal {
            paragraph.number(ordinal.style);
            return;
        }
        if phrase::begins_list(&text) {
            return;
        }
        let compares = ["与", "较", "比", "同比", "同口径", "按同口径"]
            .iter()
            .any(|word| text.starts_with(word));
        let last = self.found.last().map(|stated| stated.claim.sentence);
        // 支出9万元。其中：甲5万元，乙4万元。比上年增加…: of the whole, or of 乙?
        let parts = self.found.iter().rev().take_while(|stated| {
            Some(stated.claim.sentence) == last && stated.claim.kind == ClaimKind::Amount
        });
        let whole = self.found.last().and_then(|stated| stated.claim.whole);
        let several = parts.filter(|stated| stated.claim.whole == whole).count() > 1;
        if compares
            && several
            && let Some(stated) = whole.and_then(|whole| self.found.get(whole))
            && Some(stated.claim.sentence) != last
        {
            paragraph.level = None;
            paragraph.stem.clone_from(&stated.stem);
        }
        let restored = paragraph.lists.first().and_then(|&whole| {
            let stated = self.found.get(whole)?;
            // The items of a long list stand in sentences of their own, each with its comparison.
            (Some(stated.claim.sentence) == last).then_some((whole, stated))
        });
        if let Some((whole, stated)) = restored {
            paragraph.level = Some(whole);
            paragraph.stem.clone_from(&stated.stem);
        }
        if !compares {
            paragraph.lists.clear();
        }
    }

    fn open_lists(&mut self, occasion: &Occasion<'_>, first: bool) {
        let paragraph = &mut self.paragraph;
        let last = occasion.between.rsplit('；').next().unwrap_or("");
        if last.len() < occasion.between.len() {
            paragraph.lists.truncate(1);
        }
        if last.contains("原因") {
            paragraph.lists.clear();
            return;
        }
        let Some(level) = paragraph
            .level
            .filter(|_| phrase::opens_list(last).is_some())
        else {
            return;
        };
        // 甲，其中：乙；丙。主要用于：… goes on with the parts of 甲, not of 丙.
        if first && !paragraph.lists.is_empty() {
            paragraph.lists.truncate(1);
        } else if !paragraph.lists.contains(&level) {
            paragraph.lists.push(level);
        }
    }

    fn note_base(&mut self, text: &str) {
        if let Some(found) = phrase::comparison(text, self.year)
            && found.year.is_some()
        {
            self.paragraph.base = found.year;
        }
    }

    /// Reads one figure; `None` when it states nothing.
    fn state(
        &mut self,
        occasion: &Occasion<'_>,
        index: usize,
        sentence: &Sentence,
    ) -> Option<ClaimKind> {
        let read = &occasion.quantity.figure;
        let said = self.said(occasion)?;
        self.note_base(&occasion.between);
        let kind = said.kind;
        let unit = match &said.unit {
            Some(unit) => unit.clone(),
            None if kind == ClaimKind::DeltaPercent => Unit::Percent,
            None => read.unit().clone(),
        };
        let changed = said.direction != Direction::None
            || matches!(kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let (subject, stem) = self.name(&said, occasion);
        // 年初预算为4万元，差值为1万元: the difference to the plan of the same year.
        let to_plan = kind == ClaimKind::DeltaAmount
            && said.direction == Direction::None
            && phrase::comparison(&occasion.lead, self.year).is_none()
            && self.found.last().is_some_and(|last| {
                let plan = last.stage == Some(Stage::Budget) && !last.elsewhere;
                plan && last.claim.sentence == index
            });
        let base_year = if to_plan {
            self.year
        } else if changed {
            self.paragraph.base
        } else {
            said.other_year
        };
        let range = occasion
            .words
            .bytes(occasion.quantity.range.start, occasion.quantity.range.end);
        let amount = kind == ClaimKind::Amount && !said.elsewhere;
        let level = amount && !self.is_plan_beside(&subject, &stem, index);
        let about = (!amount && kind != ClaimKind::Count)
            .then(|| self.about(&stem))
            .flatten();
        let whole = self.paragraph.lists.last().copied();
        let digits = sentence.text.get(range.clone()).unwrap_or("");
        let named_so = subject.clone();
        let figure = Figure::new(read.kind(), read.number(), read.decimals(), unit, digits);
        self.found.push(Stated {
            stage: phrase::stage(&subject),
            elsewhere: said.elsewhere,
            topic: self.paragraph.topic.clone(),
            stem: stem.clone(),
            claim: Claim {
                figure,
                kind,
                direction: said.direction,
                base_year,
                subject,
                sentence: index,
                place: sentence
                    .printed(range)
                    .unwrap_or(Place { ..sentence.place }),
                about,
                whole,
                link: None,
            },
        });
        if kind == ClaimKind::Amount {
            self.paragraph.enumerating = occasion.continues && whole.is_some();
        }
        if level {
            self.paragraph.level = Some(self.found.len() - 1);
            if stem.is_empty() {
                self.paragraph.stem.clone_from(&named_so);
            }
        }
        let named = level
            || kind == ClaimKind::Count
            || kind == ClaimKind::DeltaAmount && self.paragraph.shared.is_none();
        if !stem.is_empty() && named {
            self.paragraph.stem = stem;
        }
        Some(kind)
    }

    /// 支出3万元，年初预算为4万元: the plan stands beside what was spent, which is still spoken of.
    fn is_plan_beside(&self, subject: &str, stem: &str, sentence: usize) -> bool {
        let level = self.paragraph.level.and_then(|level| self.found.get(level));
        level.is_some_and(|level| {
            phrase::stage(subject) == Some(Stage::Budget)
                && level.stage != Some(Stage::Budget)
                && level.claim.sentence == sentence
                && level.stem == stem
        })
    }

    /// The amount a share or change speaks of: the last one of that name, else the last one.
    fn about(&self, stem: &str) -> Option<usize> {
        let level = self.paragraph.level?;
        let spoken = self.found.get(level)?;
        let section = spoken.claim.sentence;
        // 支出3万元，年初预算为4万元: of what was spent, not of its plan.
        let planned = |stated: &Stated| stated.stage == Some(Stage::Budget);
        let beside =
            |stated: &Stated| planned(stated) && !planned(spoken) && stated.stem == spoken.stem;
        let named = self
            .found
            .iter()
            .enumerate()
            .rev()
            .take(12)
            .find(|(_, stated)| {
                let claim = &stated.claim;
                claim.kind == ClaimKind::Amount
                    && !stated.elsewhere
                    && !beside(stated)
                    && claim.sentence + 2 >= section
                    && !stem.is_empty()
                    && stated.stem.ends_with(stem)
            });
        Some(named.map_or(level, |(index, _)| index))
    }
}
