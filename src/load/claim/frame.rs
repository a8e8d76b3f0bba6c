//! Reads sentences by frames: what each figure states, of what, against which year, and in whose list.

use super::phrase;
use super::quantity::{self, Quantity};
use super::words::Words;
use crate::model::{Claim, ClaimKind, Direction, Place, Sentence, Stage, Unit};

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
            reader.paragraph = Paragraph::default();
            section = Some(here);
        }
        reader.sentence(index, sentence);
    }
    reader.found
}

/// What a sentence inherits from the one before it under the same heading.
#[derive(Default)]
struct Paragraph {
    /// Year of comparison.
    base: Option<u16>,
    /// The last amount that is a level of this year.
    level: Option<usize>,
    /// The item last spoken of.
    stem: String,
    /// The amounts whose lists are open, outermost first.
    lists: Vec<usize>,
    /// An item named by a sentence or line without figures.
    topic: String,
    /// The direction that the list being read shares (减少了甲…、乙…).
    shared: Option<Direction>,
}

struct Reader<'a> {
    year: Option<u16>,
    bodies: &'a [String],
    found: Vec<Stated>,
    paragraph: Paragraph,
}

/// One figure with the words around it.
struct Occasion<'a> {
    words: &'a Words,
    quantity: &'a Quantity,
    /// Words between the figure before and this one.
    between: String,
    /// The last clause of these words.
    lead: String,
    /// Whether only an enumeration comma stands before the clause.
    continues: bool,
    /// What the figure before stated, when it stands in the same sentence.
    before: Option<ClaimKind>,
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
            self.open_lists(&occasion, before.is_none());
            if let Some(kind) = self.state(&occasion, index, sentence) {
                before = Some(kind);
                from = quantity.end;
            }
        }
        self.note_base(&words.slice(from, words.chars.len()));
    }

    /// `1.人大事务（款）行政运行（项）。`, `（二）公务接待费。`: what follows speaks of it.
    fn name_topic(&mut self, words: &Words) {
        let text = words.slice(0, words.chars.len());
        let (ordinal, rest) = crate::load::fold::split_ordinal(&text);
        let name = rest.trim_end_matches(['。', '：', '，']);
        let named = ordinal.is_some() || name.ends_with('）');
        if named && name.chars().count() <= 60 && !name.contains(['，', '；']) {
            self.paragraph.topic = name.to_owned();
            self.paragraph.stem.clear();
            self.paragraph.level = None;
        }
    }

    /// A sentence that begins with neither 其中 nor an ordinal leaves the lists of the one before
    /// and speaks of their whole again.
    fn begin(&mut self, words: &Words) {
        let text = words.slice(0, 12);
        let continues = phrase::opens_list(&text).is_some()
            || crate::load::fold::split_ordinal(&text).0.is_some();
        let paragraph = &mut self.paragraph;
        paragraph.shared = None;
        if continues {
            return;
        }
        if let Some(&whole) = paragraph.lists.first()
            && let Some(stated) = self.found.get(whole)
        {
            paragraph.level = Some(whole);
            paragraph.stem.clone_from(&stated.stem);
        }
        paragraph.lists.clear();
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
        let mut figure = occasion.quantity.figure.clone();
        let said = self.said(occasion)?;
        self.note_base(&occasion.between);
        let kind = said.kind;
        if kind == ClaimKind::DeltaPercent {
            figure.unit = Unit::Percent;
        }
        if let Some(unit) = said.unit.clone() {
            figure.unit = unit;
        }
        let changed = said.direction != Direction::None
            || matches!(kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
        let (subject, stem) = self.name(&said, occasion);
        let base_year = if changed {
            self.paragraph.base
        } else {
            said.other_year
        };
        let range = occasion
            .words
            .bytes(occasion.quantity.range.start, occasion.quantity.range.end);
        let level = kind == ClaimKind::Amount && !said.elsewhere;
        let about = (!level && kind != ClaimKind::Count)
            .then(|| self.about(&stem))
            .flatten();
        let whole = self.paragraph.lists.last().copied();
        let digits = sentence.text.get(range.clone()).unwrap_or("");
        figure.raw = digits.into();
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
        if level {
            self.paragraph.level = Some(self.found.len() - 1);
        }
        let named = level
            || kind == ClaimKind::Count
            || kind == ClaimKind::DeltaAmount && self.paragraph.shared.is_none();
        if !stem.is_empty() && named {
            self.paragraph.stem = stem;
        }
        Some(kind)
    }

    /// The amount a share or change speaks of: the last one of that name, else the last one.
    fn about(&self, stem: &str) -> Option<usize> {
        let level = self.paragraph.level?;
        let section = self.found.get(level).map(|stated| stated.claim.sentence)?;
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
                    && claim.sentence + 2 >= section
                    && !stem.is_empty()
                    && stated.stem.ends_with(stem)
            });
        Some(named.map_or(level, |(index, _)| index))
    }

    /// Subject and stem: the words before the figure, completed by what they leave out.
    fn name(&self, said: &Said, occasion: &Occasion<'_>) -> (String, String) {
        let own = phrase::subject(&said.words, self.bodies);
        if said.kind == ClaimKind::Count && leaves_name_open(&own) {
            let named = format!("{own}{}", behind(occasion));
            if !named.is_empty() {
                return (named.clone(), named);
            }
        }
        if said.direction != Direction::None && matches!(own.as_str(), "收入" | "支出") {
            let stem = self.side(&own);
            return (stem.clone(), stem);
        }
        if phrase::is_measure_only(&own) {
            let paragraph = &self.paragraph;
            let stem = if paragraph.stem.is_empty() {
                paragraph.topic.clone()
            } else {
                paragraph.stem.clone()
            };
            if stem.is_empty() {
                let stem = phrase::stem(&own);
                return (own, stem);
            }
            let doubled = stem.ends_with("支出") && own.starts_with("支出");
            let own = own.strip_prefix("支出").filter(|_| doubled).unwrap_or(&own);
            return (format!("{stem}{own}"), stem);
        }
        let stem = phrase::stem(&own);
        (own, stem)
    }

    /// 收入减少 after 收入总计…，支出总计…: the total of that side.
    fn side(&self, side: &str) -> String {
        let recent = self.found.iter().rev().take(8);
        recent
            .map(|stated| &stated.stem)
            .find(|stem| stem.starts_with(side))
            .map_or_else(|| side.to_owned(), String::clone)
    }
}

/// 所辖6个区县机构, 对5个项目: the name stands behind the figure.
fn leaves_name_open(own: &str) -> bool {
    own.chars().count() <= 1 || own.ends_with(['对', '和', '的', '辖', '实'])
}

/// What a figure states, before its subject is completed.
struct Said {
    kind: ClaimKind,
    direction: Direction,
    /// The words that name its subject.
    words: String,
    /// An amount of the year that is compared with.
    elsewhere: bool,
    other_year: Option<u16>,
    /// A unit that the label names instead of the figure.
    unit: Option<Unit>,
}

impl Said {
    fn new(kind: ClaimKind, words: &str) -> Self {
        Said {
            kind,
            direction: Direction::None,
            words: words.to_owned(),
            elsewhere: false,
            other_year: None,
            unit: None,
        }
    }

    fn changed(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }
}

impl Reader<'_> {
    fn said(&mut self, occasion: &Occasion<'_>) -> Option<Said> {
        if !occasion.continues {
            self.paragraph.shared = None;
        }
        let quantity = occasion.quantity;
        if !quantity.has_unit {
            return bare(occasion);
        }
        match &quantity.figure.unit {
            Unit::Percent => self.percent(occasion),
            Unit::Count(_) => Some(count(occasion)),
            Unit::Yuan | Unit::ThousandYuan | Unit::WanYuan | Unit::MillionYuan | Unit::YiYuan => {
                Some(self.money(occasion))
            }
        }
    }

    fn money(&mut self, occasion: &Occasion<'_>) -> Said {
        let lead = occasion.lead.as_str();
        let comparison = phrase::comparison(lead, self.year);
        if let Some(change) = phrase::change(lead) {
            if change.object.is_empty() {
                let named = without_comparison(&change.before, self.year);
                return Said::new(ClaimKind::DeltaAmount, &named).changed(change.direction);
            }
            let begins = without_comparison(&change.before, self.year).is_empty()
                || lead.contains("减少了")
                || lead.contains("增加了");
            if begins {
                self.paragraph.shared = Some(change.direction);
                return Said::new(ClaimKind::DeltaAmount, &change.object).changed(change.direction);
            }
        }
        if let Some(direction) = self.paragraph.shared {
            return Said::new(ClaimKind::DeltaAmount, lead).changed(direction);
        }
        // 比2025年年初预算数30385.62万元增加…: the figure is the base itself.
        if let Some(found) = comparison
            && let Some(behind) = lead.get(found.end..)
            && phrase::is_measure_only(behind)
        {
            let mut said = Said::new(ClaimKind::Amount, behind);
            said.elsewhere = true;
            said.other_year = found.year;
            return said;
        }
        let mut said = Said::new(ClaimKind::Amount, lead);
        // 上年预算为…万元, 去年预算数为0万元
        if ["上年", "去年"].iter().any(|word| lead.starts_with(word))
            && !lead.contains("结转")
            && !lead.contains("末")
        {
            said.elsewhere = true;
            said.other_year = self.year.map(|year| year - 1);
        }
        said
    }

    fn percent(&self, occasion: &Occasion<'_>) -> Option<Said> {
        let lead = occasion.lead.as_str();
        if let Some(change) = phrase::change(lead)
            && change.object.is_empty()
        {
            let named = without_comparison(&change.before, self.year);
            return Some(Said::new(ClaimKind::DeltaPercent, &named).changed(change.direction));
        }
        if let Some((item, whole)) = lead.split_once('占') {
            let whole = whole
                .trim_start_matches('比')
                .trim_end_matches(['的', '为']);
            let item = if item.is_empty() {
                self.paragraph.stem.as_str()
            } else {
                item
            };
            let whole = if whole.is_empty() {
                self.whole_stem()
            } else {
                whole.to_owned()
            };
            return Some(Said::new(
                ClaimKind::SharePercent,
                &format!("{item}占{whole}"),
            ));
        }
        if let Some((item, plan)) = lead.split_once("完成") {
            let item = if item.is_empty() {
                self.paragraph.stem.as_str()
            } else {
                item
            };
            let plan = plan.trim_end_matches('的');
            return Some(Said::new(
                ClaimKind::SharePercent,
                &format!("{item}完成{plan}"),
            ));
        }
        let rated = [
            "率",
            "率为",
            "进度",
            "进度为",
            "率达",
            "率达到",
            "比重为",
            "比例为",
            "达到",
            "达",
            "率：",
        ];
        if rated.iter().any(|word| lead.ends_with(word)) {
            return Some(Said::new(ClaimKind::SharePercent, lead));
        }
        match (lead.is_empty(), occasion.before) {
            (true, Some(ClaimKind::DeltaAmount)) => {
                let direction = self
                    .found
                    .last()
                    .map_or(Direction::None, |last| last.claim.direction);
                Some(Said::new(ClaimKind::DeltaPercent, "").changed(direction))
            }
            (true, Some(ClaimKind::Amount)) => {
                Some(Said::new(ClaimKind::SharePercent, &self.paragraph.stem))
            }
            _ => None,
        }
    }

    fn whole_stem(&self) -> String {
        let whole = self.paragraph.lists.last();
        whole
            .and_then(|&index| self.found.get(index))
            .map(|stated| stated.stem.clone())
            .unwrap_or_default()
    }
}

/// A figure without unit: a percentage whose sign was lost, or the value of a label (…人数：28).
fn bare(occasion: &Occasion<'_>) -> Option<Said> {
    let (words, quantity) = (occasion.words, occasion.quantity);
    let closes = matches!(
        words.get(quantity.end),
        None | Some('，' | '。' | '；' | '）')
    );
    if let Some(change) = phrase::change(&occasion.lead)
        && occasion.before == Some(ClaimKind::DeltaAmount)
        && change.object.is_empty()
        && closes
    {
        return Some(Said::new(ClaimKind::DeltaPercent, &change.before).changed(change.direction));
    }
    let label = occasion.between.strip_suffix('：')?;
    let from = label
        .rfind(['，', '。', '；', '：'])
        .map_or(0, |at| at + '，'.len_utf8());
    let label = label.get(from..)?;
    let counted = [
        "人数",
        "总数",
        "个数",
        "数",
        "数量",
        "（人）",
        "（个）",
        "（辆）",
        "（家）",
    ];
    if !counted.iter().any(|word| label.ends_with(word)) {
        return None;
    }
    let unit = [("人", "人"), ("个", "个"), ("辆", "辆"), ("家", "家")]
        .iter()
        .find(|(word, _)| label.contains(word))
        .map_or("", |(_, unit)| unit);
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let label = label.replace("（人）", "").replace("（个）", "");
    let mut said = Said::new(ClaimKind::Count, &label);
    said.unit = Some(Unit::Count(unit.into()));
    Some(said)
}

fn count(occasion: &Occasion<'_>) -> Said {
    match phrase::change(&occasion.lead) {
        Some(change) if change.object.is_empty() => {
            Said::new(ClaimKind::Count, &change.before).changed(change.direction)
        }
        _ => Said::new(ClaimKind::Count, &occasion.lead),
    }
}

/// The words before a comparison and behind it: `预算数对比2023` → `预算数`.
fn without_comparison(text: &str, year: Option<u16>) -> String {
    let Some(found) = phrase::comparison(text, year) else {
        return text.to_owned();
    };
    let behind = text.get(found.end..).unwrap_or("");
    let before = text.get(..found.start).unwrap_or("");
    if phrase::is_measure_only(behind) || behind.ends_with("相比") || behind.is_empty() {
        before.to_owned()
    } else {
        behind.trim_start_matches("相比").to_owned()
    }
}

/// The words between a figure and the end of its clause: `4个项目自评等级为“优”`.
fn behind(occasion: &Occasion<'_>) -> String {
    let from = occasion.quantity.end;
    let end = (from..)
        .find(|&at| {
            occasion
                .words
                .get(at)
                .is_none_or(|c| "，。；、（".contains(c))
        })
        .unwrap_or(from);
    occasion.words.slice(from, end)
}

fn occasion<'a>(
    words: &'a Words,
    quantity: &'a Quantity,
    from: usize,
    before: Option<ClaimKind>,
) -> Occasion<'a> {
    let start = clause_start(words, from, quantity.range.start);
    let separator = start.checked_sub(1).and_then(|at| words.get(at));
    Occasion {
        words,
        quantity,
        between: words.slice(from, quantity.range.start),
        lead: words.slice(start, quantity.range.start),
        continues: separator == Some('、') || start == from && from > 0,
        before,
    }
}

/// Where the clause of a figure begins: behind the last mark that is not inside closed brackets.
fn clause_start(words: &Words, from: usize, to: usize) -> usize {
    let mut closed = 0;
    for at in (from..to).rev() {
        match words.get(at) {
            Some('）') => closed += 1,
            Some('（') if closed > 0 => closed -= 1,
            Some('（' | '，' | '。' | '；' | '：' | '！' | '？') if closed == 0 => {
                return at + 1;
            }
            Some('、') if closed == 0 && !joins_sides(words, at) => return at + 1,
            _ => {}
        }
    }
    from
}

/// 收、支总计 and 收入、支出总计 name one joint subject.
fn joins_sides(words: &Words, at: usize) -> bool {
    let left = words.ends(at, "收") || words.ends(at, "收入");
    left && words.holds(at + 1, "支")
}
