//! The made-up money of one department, entry by entry: every printed table is a sum over these entries, so all of them agree.

use std::collections::BTreeSet;

use chazhang::catalogue;

use super::random::Random;

/// Where money comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    General,
    Fund,
    Capital,
    Own,
}

/// What money is planned as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    Basic,
    /// Index into [`Book::projects`].
    Project(usize),
}

/// One amount, in 分, with everything the tables sort it by.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// 支出功能分类, seven digits.
    pub(crate) function: String,
    /// 部门预算支出经济分类, five digits.
    pub(crate) economic: &'static str,
    pub(crate) source: Source,
    /// Whether it was carried over from last year.
    pub(crate) carried: bool,
    pub(crate) nature: Nature,
    pub(crate) fen: i64,
}

impl Entry {
    pub(crate) fn is_basic(&self) -> bool {
        self.nature == Nature::Basic
    }

    pub(crate) fn class(&self) -> &str {
        &self.economic[..3]
    }

    /// 人员经费: 301 and 303 of basic expenditure.
    pub(crate) fn is_personnel(&self) -> bool {
        self.is_basic() && matches!(self.class(), "301" | "303")
    }

    /// 公用经费: the rest of basic expenditure.
    pub(crate) fn is_running(&self) -> bool {
        self.is_basic() && !self.is_personnel()
    }
}

/// One project.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) name: String,
    /// 特定目标类 or else 其他运转类.
    pub(crate) specific: bool,
}

/// One department in one year.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    pub(crate) department: String,
    /// Three digits; the one unit adds `001`.
    pub(crate) code: String,
    pub(crate) year: u16,
    pub(crate) entries: Vec<Entry>,
    pub(crate) projects: Vec<Project>,
    /// What is left of the general public budget at the end of the year.
    pub(crate) carry_out: i64,
}

const PLACES: [&str; 6] = ["云山市", "青溪县", "白榆市", "南麓区", "石桥县", "临湖市"];
const BODIES: [(&str, &str); 10] = [
    ("206", "科学技术局"),
    ("213", "农业农村局"),
    ("213", "水务局"),
    ("207", "文化广电和旅游局"),
    ("204", "司法局"),
    ("201", "统计局"),
    ("211", "生态环境局"),
    ("214", "交通运输局"),
    ("224", "应急管理局"),
    ("205", "教育局"),
];
const PROJECT_SUBJECTS: [&str; 10] = [
    "信息系统运行维护",
    "业务培训",
    "专项检查",
    "宣传活动",
    "老旧设施改造提升",
    "购买服务",
    "“专精特新”企业奖励",
    "第三方评估",
    "办公区物业管理",
    "2024-2025年度基层站点建设（一期）",
];
const PROJECT_ECONOMIC: [&str; 12] = [
    "30201", "30202", "30211", "30213", "30215", "30216", "30217", "30226", "30227", "30231",
    "30299", "31003",
];
const GOODS: [&str; 14] = [
    "30201", "30202", "30205", "30206", "30207", "30209", "30211", "30212", "30213", "30215",
    "30216", "30217", "30231", "30299",
];
const FUND_ITEMS: [&str; 4] = ["2120803", "2120899", "2296002", "2137202"];
const CAPITAL_ITEMS: [&str; 2] = ["2230299", "2230105"];

impl Book {
    /// The book of a seed. `exact` amounts are whole hundreds of 元, so that two decimals of 万元
    /// print them without rounding.
    pub(crate) fn made(seed: u64, exact: bool) -> Book {
        let mut random = Random::new(seed);
        let (class, body) = *random.pick(&BODIES);
        let department = format!("{}{body}", random.pick(&PLACES));
        let mut maker = Maker {
            book: Book {
                department,
                code: random.between(401, 599).to_string(),
                year: 2025,
                entries: Vec::new(),
                projects: Vec::new(),
                carry_out: 0,
            },
            random,
            exact,
        };
        let items = maker.choose_items(class);
        maker.basic(&items[0]);
        maker.projects(&items);
        maker.book
    }

    /// Sum of the entries that fit.
    pub(crate) fn sum(&self, fits: impl Fn(&Entry) -> bool) -> i64 {
        self.entries
            .iter()
            .filter(|entry| fits(entry))
            .map(|entry| entry.fen)
            .sum()
    }

    /// Functional items of the entries that fit, ascending; with their classes and sections when
    /// `parents` are wanted.
    pub(crate) fn functions(&self, parents: bool, fits: impl Fn(&Entry) -> bool) -> Vec<String> {
        let mut codes = BTreeSet::new();
        for entry in self.entries.iter().filter(|entry| fits(entry)) {
            codes.insert(entry.function.clone());
            if parents {
                codes.insert(entry.function[..3].to_owned());
                codes.insert(entry.function[..5].to_owned());
            }
        }
        codes.into_iter().collect()
    }

    /// Economic items of the entries that fit, ascending; with their classes when wanted.
    pub(crate) fn economics(&self, parents: bool, fits: impl Fn(&Entry) -> bool) -> Vec<String> {
        let mut codes = BTreeSet::new();
        for entry in self.entries.iter().filter(|entry| fits(entry)) {
            codes.insert(entry.economic.to_owned());
            if parents {
                codes.insert(entry.class().to_owned());
            }
        }
        codes.into_iter().collect()
    }
}

/// The wording of a code in the year of the book.
pub(crate) fn name_of(code: &str) -> &'static str {
    catalogue::name(code, Some(2025)).unwrap_or("其他")
}

/// The government code an administrative unit prints beside a department code.
pub(crate) fn government_code(department: &str) -> &'static str {
    catalogue::pairings()
        .iter()
        .find(|pairing| pairing.department_code == department && pairing.unit_kind != "institution")
        .map_or("59999", |pairing| pairing.government_code.as_str())
}

struct Maker {
    book: Book,
    random: Random,
    exact: bool,
}

impl Maker {
    /// The item the staff is paid from and items for projects.
    fn choose_items(&mut self, class: &str) -> Vec<String> {
        let codes: Vec<&str> = catalogue::all()
            .map(|(code, _)| code)
            .filter(|code| code.len() == 7 && code.starts_with(class))
            .filter(|code| {
                let section = name_of(&code[..5]);
                !["基金", "收入", "债", "彩票"]
                    .iter()
                    .any(|word| section.contains(word))
            })
            .collect();
        let paying: Vec<&str> = codes
            .iter()
            .copied()
            .filter(|code| name_of(code) == "行政运行")
            .collect();
        let first = *self.random.pick(&paying);
        let same: Vec<&str> = codes
            .iter()
            .copied()
            .filter(|code| *code != first && code.starts_with(&first[..5]))
            .collect();
        let mut items = vec![first.to_owned()];
        for _ in 0..self.random.between(1, 3) {
            items.push((*self.random.pick(&same)).to_owned());
        }
        for _ in 0..self.random.below(3) {
            let other = *self.random.pick(&codes);
            if name_of(other) != "行政运行" {
                items.push(other.to_owned());
            }
        }
        items
    }

    fn amount(&mut self, least_wan: i64, most_wan: i64) -> i64 {
        let fen = self
            .random
            .between(least_wan * 1_000_000, most_wan * 1_000_000);
        if self.exact {
            (fen / 10_000).max(1) * 10_000
        } else {
            fen
        }
    }

    fn add_basic(&mut self, function: &str, economic: &'static str, least: i64, most: i64) {
        let fen = self.amount(least, most);
        self.book.entries.push(Entry {
            function: function.to_owned(),
            economic,
            source: Source::General,
            carried: false,
            nature: Nature::Basic,
            fen,
        });
    }

    fn basic(&mut self, paying: &str) {
        for economic in ["30101", "30102", "30103"] {
            self.add_basic(paying, economic, 20, 400);
        }
        for economic in ["30107", "30112", "30199", "30309"] {
            if self.random.chance(40) {
                self.add_basic(paying, economic, 1, 30);
            }
        }
        for economic in GOODS {
            if self.random.chance(60) {
                self.add_basic(paying, economic, 0, 20);
            }
        }
        for economic in ["30228", "30229", "30239"] {
            self.add_basic(paying, economic, 1, 25);
        }
        if self.random.chance(20) {
            self.add_basic(paying, "31002", 1, 12);
        }
        if self.random.chance(70) {
            self.add_basic("2080501", "30302", 5, 120);
            if self.random.chance(30) {
                self.add_basic("2080501", "30299", 1, 6);
            }
        }
        self.add_basic("2080505", "30108", 20, 90);
        if self.random.chance(70) {
            self.add_basic("2080506", "30109", 10, 45);
        }
        if self.random.chance(30) {
            self.add_basic("2080801", "30304", 1, 30);
        }
        self.add_basic("2101101", "30110", 10, 60);
        if self.random.chance(60) {
            self.add_basic("2101103", "30111", 5, 30);
        }
        self.add_basic("2210201", "30113", 20, 80);
    }

    fn projects(&mut self, items: &[String]) {
        for number in 0..2 + self.random.below(5) {
            let function = self.random.pick(&items[1..]).clone();
            let source = if self.random.chance(10) {
                Source::Own
            } else {
                Source::General
            };
            self.project(number, &function, source);
        }
        if self.random.chance(40) {
            let function = *self.random.pick(&FUND_ITEMS);
            self.project(7, function, Source::Fund);
        }
        if self.random.chance(15) {
            let function = *self.random.pick(&CAPITAL_ITEMS);
            self.project(8, function, Source::Capital);
        }
        if self.random.chance(40) {
            self.book.carry_out = self.amount(1, 60);
        }
    }

    fn project(&mut self, number: usize, function: &str, source: Source) {
        let nature = Nature::Project(self.book.projects.len());
        let carried = source != Source::Own && self.random.chance(25);
        let subject = PROJECT_SUBJECTS[number % PROJECT_SUBJECTS.len()];
        self.book.projects.push(Project {
            name: format!(
                "{subject}{}",
                self.random.pick(&["", "经费", "项目", "资金"])
            ),
            specific: self.random.chance(60),
        });
        for _ in 0..1 + self.random.below(2) {
            let fen = self.amount(1, 300);
            self.book.entries.push(Entry {
                function: function.to_owned(),
                economic: PROJECT_ECONOMIC[self.random.below(PROJECT_ECONOMIC.len())],
                source,
                carried,
                nature,
                fen,
            });
        }
    }
}
