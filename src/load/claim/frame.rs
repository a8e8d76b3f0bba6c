//! Reads sentences by frames: what each figure states, of what, against which year, and in whose list.

use super::comparison;
use super::divided::total_of_side;
use super::occasion::{Occasion, occasion};
use super::paragraph::Paragraph;
use super::parallel;
use super::phrase;
use super::points::is_points;
use super::purpose;
use super::quantity;
use super::said::Said;
use super::subject;
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
    /// The unit of the body it is said of, where the sentence names one.
    pub(super) unit: Option<String>,
    /// The sentence or heading the paragraph began with, where it names an item.
    pub(super) topic: String,
}

/// Reads all sentences. `bodies` are names of the publishing body, which no subject keeps, `units`
/// those of its parts.
pub(super) fn read(
    prose: &[Sentence],
    year: Option<u16>,
    bodies: &[String],
    units: &[String],
) -> Vec<Stated> {
    let mut reader = Reader {
        year,
        bodies,
        units,
        sentence: 0,
        found: Vec::new(),
        paragraph: Paragraph::default(),
    };
    let mut section: Option<(&str, &[String])> = None;
    for (index, sentence) in prose.iter().enumerate() {
        let here = (sentence.section.as_str(), sentence.outer.as_slice());
        if section != Some(here) {
            reader.paragraph = Paragraph {
                topic: named_by_heading(&sentence.section),
                first: reader.found.len(),
                ..Paragraph::default()
            };
            section = Some(here);
        }
        reader.sentence = index;
        reader.read(sentence);
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

/// Reads sentence after sentence.
pub(super) struct Reader<'a> {
    pub(super) year: Option<u16>,
    pub(super) bodies: &'a [String],
    pub(super) units: &'a [String],
    /// Index of the sentence being read.
    pub(super) sentence: usize,
    pub(super) found: Vec<Stated>,
    pub(super) paragraph: Paragraph,
}

impl Reader<'_> {
    fn read(&mut self, sentence: &Sentence) {
        let words = Words::of(&sentence.text);
        let mut quantities = quantity::read(&words);
        parallel::share_units(&words, &mut quantities);
        // （1）, 工资福利支出（301）: a number in brackets of its own counts or codes, it states nothing.
        quantities.retain(|quantity| {
            let (start, end) = (quantity.range.start, quantity.range.end);
            quantity.has_unit || !(words.ends(start, "（") && words.holds(end, "）"))
        });
        if !quantities.iter().any(|quantity| quantity.has_unit) {
            self.name_topic(&words);
            self.paragraph.divide(&words.slice(0, words.chars.len()));
        }
        self.begin(&words);
        if self.names_no_item(sentence, &words) {
            self.paragraph.level = None;
            self.paragraph.stem.clear();
            self.paragraph.topic.clear();
        }
        self.paragraph.listed = 0;
        let mut from = 0;
        let mut before = None;
        let mut at = 0;
        while let Some(quantity) = quantities.get(at) {
            let end = parallel::run_end(&words, &quantities, at);
            let (last, kind) = match quantities.get(at..end) {
                Some(run @ [_, .., last]) => {
                    let kind = self.state_parallel(&words, run, (from, before), sentence);
                    (last, kind)
                }
                _ => {
                    let occasion = occasion(&words, quantity, from, before);
                    self.follow_brackets(&occasion.between);
                    self.open_lists(&occasion, before.is_none());
                    (quantity, self.state(&occasion, sentence))
                }
            };
            if let Some(kind) = kind {
                before = Some(kind);
                from = last.end;
            }
            at = end;
        }
        self.note_base(&words.slice(from, words.chars.len()));
    }

    /// `1.人大事务（款）行政运行（项）。`, `（二）公务接待费。`, `2.行政运行（项），主要用于人员支出。`:
    /// what follows speaks of it.
    fn name_topic(&mut self, words: &Words) {
        let text = words.slice(0, words.chars.len());
        let text = text.strip_prefix("其中：").unwrap_or(&text);
        let (ordinal, rest) = crate::load::fold::split_ordinal(text);
        let (name, purpose) = rest.split_once(['，', '：']).unwrap_or((rest, ""));
        let name = name.trim_end_matches('。').trim_start_matches('、');
        // （二）支出情况。本年度支出预算5万元: the heading announces what is told of its item.
        let item = name.strip_suffix("说明").unwrap_or(name);
        let item = item.strip_suffix("情况").filter(|item| !item.is_empty());
        let name = item.unwrap_or(name);
        let account = ["（项）", "（款）", "（类）"]
            .iter()
            .any(|level| name.ends_with(level));
        let alone = purpose.is_empty() && (ordinal.is_some() || name.ends_with('）'));
        // （一）收入预算：包括财政拨款和其他收入。
        let sides = ["收入", "支出", "收入预算", "支出预算"];
        let side = ordinal.is_some() && rest.contains('：') && sides.contains(&name);
        // （一）经费拨款：指财政部门当年安排给单位的资金。
        let defines = ["指", "是指", "主要指", "反映", "主要反映"];
        let defined = rest
            .split_once('：')
            .filter(|_| ordinal.is_some())
            .is_some_and(|(_, words)| defines.iter().any(|word| words.starts_with(word)));
        let named = alone || side || defined || account && !name.contains('；');
        if named && name.chars().count() <= 60 && !name.contains('；') {
            self.paragraph.topic = name.to_owned();
            self.paragraph.stem.clear();
            self.paragraph.level = None;
        }
    }

    pub(super) fn follow_brackets(&mut self, between: &str) {
        let last = self.found.len().checked_sub(1);
        self.paragraph.follow_brackets(between, last, self.year);
    }

    pub(super) fn note_base(&mut self, text: &str) {
        if let Some(found) = comparison::find(text, self.year_spoken_of())
            && found.year.is_some()
        {
            self.paragraph.base = found.year;
        }
    }

    /// The year whose 上年 is meant: that of the amount the sentence told, else that of the document.
    /// 2022年支出5万元，比上年增加1万元 in a budget for 2023 counts from 2021.
    fn year_spoken_of(&self) -> Option<u16> {
        let level = self.paragraph.level.and_then(|level| self.found.get(level));
        let level = level.filter(|level| level.claim.sentence == self.sentence);
        level.and_then(|level| level.claim.base_year).or(self.year)
    }

    /// Reads one figure; `None` when it states nothing.
    fn state(&mut self, occasion: &Occasion<'_>, sentence: &Sentence) -> Option<ClaimKind> {
        if is_points(occasion) {
            return self.state_points(occasion, sentence);
        }
        let mut said = self.said(occasion)?;
        if let Some(item) = purpose::left_out(occasion) {
            return Some(self.state_left_out(item, occasion, sentence));
        }
        self.note_base(&occasion.between);
        self.paragraph.follow_reason(&occasion.between);
        self.leave_listed(&said, occasion);
        let (subject, stem) = self.name(&said, occasion);
        let amount = said.kind == ClaimKind::Amount && !said.elsewhere;
        let level = amount && !self.is_plan_beside(&subject, &stem);
        let of_other_years = said.elsewhere && said.kind == ClaimKind::DeltaPercent;
        // 职工477人，其中：技术人员397人，占83%: of people, and of no amount told before them.
        let of_counts =
            said.kind == ClaimKind::SharePercent && occasion.before == Some(ClaimKind::Count);
        let about = (!amount && !of_other_years && !of_counts && said.kind != ClaimKind::Count)
            .then(|| self.about(&stem))
            .flatten();
        let whole = self.paragraph.lists.last().copied();
        let for_purpose = purpose::is_purpose(&stem);
        let whole = whole.filter(|&whole| !(of_counts || for_purpose && self.mixes(whole)));
        if let Some(year) = self.year_told(&said, occasion, whole) {
            said.other_year = Some(year);
        }
        self.count_parts(&said, occasion, whole);
        let names = (subject.clone(), stem.clone());
        let index = self.push(&said, occasion, names, (about, whole), sentence);
        if said.kind == ClaimKind::Amount {
            let beside = index
                .checked_sub(1)
                .and_then(|before| self.found.get(before));
            let second = beside.is_some_and(|beside| beside.claim.whole == whole);
            let goes_on = occasion.continues || for_purpose;
            self.paragraph.enumerating = goes_on && whole.is_some() && second;
        }
        if level {
            let before = self.paragraph.level.filter(|&level| {
                let stated = self.found.get(level);
                stated.is_some_and(|stated| stated.claim.sentence == self.sentence)
            });
            // 收入5万元，…主要原因是甲增加3万元，上年结转1万元。其中：…: what follows the reason explains, too.
            let explains = occasion.between.contains("原因")
                || self.paragraph.explaining && total_of_side(&stem).is_none();
            if let Some(before) = before.filter(|_| explains) {
                self.paragraph.head.get_or_insert(before);
            }
            self.paragraph.level = Some(index);
            self.paragraph.side_by_side.clear();
            if let Some(numbered) = self.paragraph.numbered.last_mut() {
                numbered.item.get_or_insert(index);
            }
            if stem.is_empty() {
                self.paragraph.stem.clone_from(&subject);
            }
        }
        let named = level
            // …主要原因是新增人员4人；支出5万元: who was counted for a reason is not spoken of.
            || said.kind == ClaimKind::Count && !occasion.between.contains("原因")
            || said.kind == ClaimKind::DeltaAmount && self.paragraph.shared.is_none();
        if !stem.is_empty() && named {
            self.paragraph.stem = stem;
        }
        Some(said.kind)
    }

    /// Keeps a figure with its subject and stem, and with what it is about and a part of; its index.
    pub(super) fn push(
        &mut self,
        said: &Said,
        occasion: &Occasion<'_>,
        (subject, stem): (String, String),
        (about, whole): (Option<usize>, Option<usize>),
        sentence: &Sentence,
    ) -> usize {
        let read = &occasion.quantity.figure;
        let kind = said.kind;
        let unit = match &said.unit {
            Some(unit) => unit.clone(),
            None if kind == ClaimKind::DeltaPercent => Unit::Percent,
            None => read.unit().clone(),
        };
        let changed = said.direction != Direction::None
            || matches!(kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        // 年初预算为4万元，差值为1万元: the difference to the plan of the same year.
        let to_plan = kind == ClaimKind::DeltaAmount
            && said.direction == Direction::None
            && comparison::find(&occasion.lead, self.year).is_none()
            && self.found.last().is_some_and(|last| {
                let plan = last.stage == Some(Stage::Budget) && !last.elsewhere;
                plan && last.claim.sentence == self.sentence
            });
        // 收入拟调整为38万元，调增8万元: against the plan as it stood, and not against last year.
        let adjusted = ["调增", "调减"]
            .iter()
            .any(|word| occasion.lead.contains(word))
            && comparison::find(&occasion.between, self.year).is_none();
        let base_year = if to_plan {
            self.year
        } else if adjusted {
            None
        } else if changed {
            self.paragraph.base
        } else {
            said.other_year
        };
        let range = occasion
            .words
            .bytes(occasion.quantity.range.start, occasion.quantity.range.end);
        let digits = sentence.text.get(range.clone()).unwrap_or("");
        let figure = Figure::new(read.kind(), read.number(), read.decimals(), unit, digits);
        self.found.push(Stated {
            stage: phrase::stage(&subject),
            elsewhere: said.elsewhere,
            unit: self
                .units
                .iter()
                .find(|unit| occasion.lead.contains(unit.as_str()))
                .cloned(),
            topic: self.paragraph.topic.clone(),
            stem,
            claim: Claim {
                figure,
                kind,
                direction: said.direction,
                base_year,
                subject: subject::unquoted(&subject).to_owned(),
                sentence: self.sentence,
                place: sentence
                    .printed(range)
                    .unwrap_or(Place { ..sentence.place }),
                about,
                whole,
                link: None,
            },
        });
        self.found.len() - 1
    }

    /// 支出3万元，年初预算为4万元: the plan stands beside what was spent, which is still spoken of.
    fn is_plan_beside(&self, subject: &str, stem: &str) -> bool {
        let level = self.paragraph.level.and_then(|level| self.found.get(level));
        level.is_some_and(|level| {
            phrase::stage(subject) == Some(Stage::Budget)
                && level.stage != Some(Stage::Budget)
                && level.claim.sentence == self.sentence
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
        let recent = |figures: usize, sentences: usize| {
            let found = self.found.iter().enumerate().rev().take(figures);
            found.filter(move |(_, stated)| {
                let claim = &stated.claim;
                let level = claim.kind == ClaimKind::Amount && !stated.elsewhere;
                level && !beside(stated) && claim.sentence + sentences >= section
            })
        };
        // 收入预算5万元，其中：…上年结转收入1万元。收入预算较上年增加…: not of the last that ends so.
        let same = recent(40, 4).find(|(_, stated)| stated.stem == stem);
        let named = same.or_else(|| recent(12, 2).find(|(_, stated)| stated.stem.ends_with(stem)));
        let named = named.filter(|_| !stem.is_empty());
        Some(named.map_or(level, |(index, _)| index))
    }
}
