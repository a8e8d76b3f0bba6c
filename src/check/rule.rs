//! What a rule is: code, name, severity, texts in two languages, a page, and the relations it states.

use std::fmt;

use super::facts::Facts;
use super::finding::{FindingCertainty, Severity};
use super::relation::{Relation, Spot};
use super::remark::Remark;
use crate::model::{Bilingual, Language};

/// A fixed text in the two languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// Pairs the two texts.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Text { zh, en }
    }

    /// The text in one language.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The owned pair.
    #[must_use]
    pub fn owned(self) -> Bilingual {
        Bilingual::new(self.zh, self.en)
    }
}

/// The written part of a rule's page; the two examples come from the fixture.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// What it checks.
    pub checks: Text,
    /// Why it matters.
    pub matters: Text,
    /// Legal or form basis.
    pub basis: Text,
    /// When it stays silent.
    pub silent: Text,
    /// How to verify by hand.
    pub verify: Text,
}

/// One rule of the rule book.
pub struct Rule {
    /// A letter for the family and three digits; never reused.
    pub code: &'static str,
    /// Reads after "allow", e.g. `total-differs-from-parts`.
    pub name: &'static str,
    /// What a contradiction would mean at most.
    pub severity: Severity,
    /// How sure a finding is.
    pub certainty: FindingCertainty,
    /// Headline of a finding, without amounts.
    pub title: Text,
    /// One sentence.
    pub summary: Text,
    /// The written part of the page.
    pub page: Page,
    /// The fixture: Markdown whose fenced blocks are run as tests and shown as examples.
    pub fixture: &'static str,
    /// What it says of one disclosure.
    pub states: States,
}

/// How a rule speaks.
#[derive(Clone, Copy)]
pub enum States {
    /// What must hold between figures: the judge decides.
    Relations(fn(&Facts<'_>, &mut Vec<Relation>)),
    /// The same for relations that follow from one place of a table: a long table has one in every
    /// row, and keeping the place is enough to state it again.
    Places {
        /// Every place, in the order in which the relations are stated.
        visit: fn(&Facts<'_>, &mut dyn FnMut(Spot)),
        /// The relation of a place. It must not ask for what takes all rows to know.
        at: fn(&Facts<'_>, Spot) -> Option<Relation>,
    },
    /// What the words and forms themselves show.
    Remarks(fn(&Facts<'_>, &mut Vec<Remark>)),
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// Heading of each part of a page, in order.
pub const HEADINGS: [Text; 7] = [
    Text::new("检查内容", "What it checks"),
    Text::new("为何重要", "Why it matters"),
    Text::new("法规或报表依据", "Legal or form basis"),
    Text::new("不通过的例子", "Example that fails"),
    Text::new("通过的例子", "Example that passes"),
    Text::new("何时不提示", "When it stays silent"),
    Text::new("如何手工核对", "How to verify by hand"),
];

impl Rule {
    /// The page as Markdown in one language.
    #[must_use]
    pub fn page(&self, language: Language) -> String {
        let text = |text: Text| text.in_language(language).to_owned();
        let example =
            |fails: bool| format!("```text\n{}\n```", self.example(fails).unwrap_or_default());
        let parts = [
            text(self.page.checks),
            text(self.page.matters),
            text(self.page.basis),
            example(true),
            example(false),
            text(self.page.silent),
            text(self.page.verify),
        ];
        let mut page = format!("# {} {}\n\n{}\n", self.code, self.name, text(self.summary));
        for (heading, part) in HEADINGS.iter().zip(parts) {
            page.push_str(&format!("\n## {}\n\n{part}\n", text(*heading)));
        }
        page
    }

    /// The first block of the fixture that is marked with this rule (`fails`), or the first block
    /// without a mark, as it is printed.
    #[must_use]
    pub fn example(&self, fails: bool) -> Option<String> {
        let mark = format!("⟵ {} ", self.code);
        blocks(self.fixture)
            .into_iter()
            .find(|block| {
                if fails {
                    block.contains(&mark)
                } else {
                    !block.contains('⟵')
                }
            })
            .map(|block| without_marks(block.trim_end()))
    }
}

/// The `disclosure` blocks of a fixture, marks included.
#[must_use]
pub fn blocks(fixture: &str) -> Vec<&str> {
    fixture
        .split("```disclosure\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect()
}

/// The text with everything from `⟵` to the end of each line cut off.
#[must_use]
pub fn without_marks(block: &str) -> String {
    block
        .lines()
        .map(|line| match line.find('⟵') {
            Some(mark) => line.get(..mark).unwrap_or(line).trim_end_matches(' '),
            None => line,
        })
        .collect::<Vec<_>>()
        .join("\n")
}
