//! Links claims to the table cells they restate: address first, values only to rank equal addresses.

use std::collections::BTreeMap;

use super::address::{self, Item, RowSpec, Rule};
use super::column;
use super::frame::Stated;
use super::item::{self, Named, RowNames};
use super::opening;
use super::settle;
use super::unit::Units;
use crate::load::fold::{skeleton, split_ordinal};
use crate::load::organisation;
use crate::model::{
    ClaimKind, Column, Direction, Disclosure, Position, RowKind, RowRef, Slot, Stage, Table,
    TableDoubt, Unit, year_in,
};

/// A cell that the words of a claim address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) position: Position,
    /// Whether row and column are named in full.
    pub(super) exact: bool,
    /// Whether the words may mean it as well as a cell before it.
    pub(super) as_well: bool,
}

/// A body that is no part of the publishing one, or a part without rows of its own.
struct Unprinted;

/// The cells each claim addresses, the best first.
pub(super) fn candidates(
    disclosure: &Disclosure,
    stated: &[Stated],
    units: &Units,
) -> Vec<Vec<Candidate>> {
    let linker = Linker {
        disclosure,
        stated,
        units,
        names: disclosure.tables.iter().map(RowNames::of).collect(),
        classes: classes(disclosure),
        own: skeleton(&disclosure.department),
    };
    stated
        .iter()
        .map(|claim| linker.candidates(claim))
        .collect()
}

struct Linker<'a> {
    disclosure: &'a Disclosure,
    stated: &'a [Stated],
    units: &'a Units,
    /// For every table what its rows are called.
    names: Vec<RowNames>,
    /// Codes of the functional classes by name.
    classes: BTreeMap<String, String>,
    /// Name of the publishing body.
    own: String,
}

/// Whether a name joins several: 办公费、水费. The two sides of a balance (收、支总计) are one.
fn is_joint(stem: &str) -> bool {
    let sides = ["收、支", "收入、支"];
    let plain = sides
        .iter()
        .fold(stem.to_owned(), |plain, side| plain.replace(side, ""));
    plain.contains('、')
}

/// Shorter words end as names of bodies by chance.
const SHORTEST_BODY: usize = 4;

/// A claim with the words that its address is read from.
struct Query<'a> {
    stated: &'a Stated,
    subject: String,
    stem: String,
    context: String,
    whole: Option<&'a Stated>,
    named: Named,
    /// The unit it is said of.
    unit: Option<&'a str>,
}

impl Linker<'_> {
    fn candidates(&self, stated: &Stated) -> Vec<Candidate> {
        // 增加6辆…: a change is no level.
        let counted = stated.claim.kind == ClaimKind::Count
            && stated.claim.direction == Direction::None
            && matches!(stated.claim.figure.unit(), Unit::Count(word) if matches!(&**word, "辆" | "台" | "套" | "台（套）"));
        // 2023年公务接待费5万元, in a budget for 2024: no cell of this year restates it.
        let own = self.disclosure.year.map(|year| year.0);
        let dated = stated.claim.base_year.is_none_or(|year| Some(year) == own);
        let amount = stated.claim.kind == ClaimKind::Amount && !stated.elsewhere && dated;
        let later = stated.stage == Some(Stage::FinalAccount)
            && self.disclosure.stage == Some(Stage::Budget);
        // 基本工资、津贴补贴等3397万元: several items together.
        let several = stated.stem.ends_with('等');
        if !(amount || counted) || later || several || stated.stem.is_empty() {
            return Vec::new();
        }
        let Ok(unit) = self.unit_of(stated) else {
            return Vec::new();
        };
        let query = self.query(stated, unit);
        let rules = address::rules()
            .iter()
            .filter(|rule| self.applies(rule, &query));
        // 办公费、公务接待费共5万元: several items together, unless a row is called so in full.
        let joint = is_joint(&stated.stem);
        rules
            .filter(|rule| !joint || !matches!(rule.item, Item::Words(_)))
            .filter_map(|rule| self.resolve(rule, &query))
            .filter(|found| !joint || found.exact)
            .collect()
    }

    fn query<'a>(&'a self, stated: &'a Stated, unit: Option<&'a str>) -> Query<'a> {
        let whole = stated.claim.whole.and_then(|index| self.stated.get(index));
        let outer = whole
            .and_then(|whole| whole.claim.whole)
            .and_then(|index| self.stated.get(index));
        let sentence = self.disclosure.prose.get(stated.claim.sentence);
        let mut context = String::new();
        if let Some(sentence) = sentence {
            context.push_str(&sentence.section);
            context.extend(sentence.outer.iter().map(String::as_str));
            context.push_str(opening::announced(
                &self.disclosure.prose,
                stated.claim.sentence,
            ));
        }
        for part in [whole, outer].into_iter().flatten() {
            context.push_str(&part.stem);
        }
        context.push_str(&stated.topic);
        Query {
            stated,
            subject: item::usual(&skeleton(&stated.claim.subject)),
            stem: item::usual(&skeleton(&stated.stem)),
            context: skeleton(&context),
            whole,
            named: Named::of(&stated.stem),
            unit,
        }
    }

    fn applies(&self, rule: &Rule, query: &Query<'_>) -> bool {
        let holds =
            |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
        if holds(&rule.without, &query.subject)
            || !rule.is_within(&query.context, &query.subject)
            || holds(&rule.outside, &query.context)
        {
            return false;
        }
        match &rule.item {
            Item::Words(words) => words.iter().any(|(whole, word)| {
                if *whole {
                    same_item(&query.stem, word) || query.subject == *word
                } else {
                    // 因公出国（境）工作的国内服务费: a thing of that item, not the item.
                    let around = query.subject.split_once(word.as_str());
                    around.is_some_and(|(before, behind)| {
                        !self.is_other_body(before) && !behind.contains('的')
                    })
                }
            }),
            // What a list under a class names are its economic items.
            Item::Function => query.named.is_marked() || self.class_of(query.whole).is_none(),
            Item::Economic => !query.named.is_marked(),
            Item::Government => query.named.is_government(),
        }
    }

    /// 某某水利站 before 公务接待费: what a body spends that is not the publishing one.
    fn is_other_body(&self, words: &str) -> bool {
        let words = ["本部", "本级", "机关"]
            .iter()
            .find_map(|own| words.strip_suffix(own))
            .unwrap_or(words);
        let named = organisation::ends_as_body(words) && words.chars().count() >= SHORTEST_BODY;
        named && !organisation::shortens(words, &self.own)
    }

    /// The unit a claim is said of, by its own words or by a heading above it, the innermost first;
    /// `None` for the whole body, `Err` where it is another body whose rows no table prints.
    fn unit_of(&self, stated: &Stated) -> Result<Option<&str>, Unprinted> {
        if let Some(unit) = &stated.unit {
            return self.units.called(unit).map(Some).ok_or(Unprinted);
        }
        let sentence = self.disclosure.prose.get(stated.claim.sentence);
        let headings = sentence.into_iter().flat_map(|sentence| {
            let outer = sentence.outer.iter().rev();
            [&sentence.section].into_iter().chain(outer)
        });
        for heading in headings.map(|heading| split_ordinal(heading).1) {
            let called = self.units.called(heading);
            if let Some(unit) = called.or_else(|| self.units.called(other_name(heading)?)) {
                return Ok(Some(unit));
            }
            if self.is_other_body(&skeleton(heading)) {
                return Err(Unprinted);
            }
        }
        Ok(None)
    }

    /// The code of the functional class in whose list a claim stands.
    fn class_of(&self, whole: Option<&Stated>) -> Option<&str> {
        let class = Named::of(&whole?.stem).class_name()?;
        self.classes.get(&class).map(String::as_str)
    }

    /// The one cell a rule addresses; `None` where it is none or more than one.
    fn resolve(&self, rule: &Rule, query: &Query<'_>) -> Option<Candidate> {
        let mut found = Vec::new();
        let tables = self.disclosure.tables.iter().zip(&self.names).enumerate();
        for (index, (table, names)) in
            tables.filter(|(_, (table, _))| table.kind == rule.table && is_readable(table))
        {
            for spec in &rule.rows {
                let cells = self.cells(rule, query, (index, table, names), spec);
                if !cells.is_empty() {
                    found.extend(cells.into_iter().map(|(row, column, exact)| Candidate {
                        position: Position {
                            table: index,
                            row,
                            column,
                        },
                        exact,
                        as_well: rule.as_well,
                    }));
                    break;
                }
            }
        }
        self.single(query, &found)
    }

    fn cells(
        &self,
        rule: &Rule,
        query: &Query<'_>,
        (at, table, names): (usize, &Table, &RowNames),
        spec: &RowSpec,
    ) -> Vec<(usize, usize, bool)> {
        let lanes = names.lanes.iter();
        let lanes: Vec<bool> = lanes.map(|title| title.contains(&rule.lane)).collect();
        let in_lane =
            |lane: usize| rule.lane.is_empty() || lanes.get(lane).copied().unwrap_or(false);
        let block = match query.unit {
            Some(unit) => match self.units.rows(at, unit) {
                Some(block) => block,
                None => return Vec::new(),
            },
            None => 0..table.rows.len(),
        };
        let among = |index: usize| {
            let row = table.rows.get(index);
            block.contains(&index) && row.is_some_and(|row| in_lane(row.lane()))
        };
        let year = self.disclosure.year.map(|year| year.0);
        let mut rows = match (query.unit, spec) {
            // What a unit has in all stands in its own row.
            (Some(_), RowSpec::Total) => vec![(block.start, true)],
            _ => rows((table, names), spec, (query, year), &among),
        };
        // Names of functional items are long and alike: only the full name addresses one.
        rows.retain(|(_, exact)| *exact || rule.item != Item::Function);
        rows.into_iter()
            .filter_map(|(index, exact)| {
                let row = table.rows.get(index)?;
                if rule.at_home {
                    let home = address::home_class(row.main_code())?;
                    self.class_of(query.whole).filter(|class| *class == home)?;
                }
                let columns = self.stage_columns(table, row.lane(), query)?;
                let specs = rule.columns.iter();
                let column = specs
                    .filter_map(|spec| {
                        column::addressed((table, index), &columns, spec, &query.stem)
                    })
                    .next()?;
                let slot = table.slot(index, column);
                let agrees = || {
                    matches!(slot, Slot::Number(..)) && settle::restates(query.stated, Some(&slot))
                };
                (!rule.agreeing || agrees()).then_some((index, column, exact))
            })
            .collect()
    }

    /// The columns of a lane that belong to the stage the claim speaks of. `None` when a plan is
    /// named and the table of an account prints no plan.
    fn stage_columns(&self, table: &Table, lane: usize, query: &Query<'_>) -> Option<Vec<usize>> {
        let own_year = |column: &Column| !column.path.iter().any(|part| self.is_other_year(part));
        let all: Vec<usize> = table
            .lane_columns(lane)
            .filter(|(_, column)| own_year(column))
            .map(|(index, _)| index)
            .collect();
        let of = |stage: Stage| -> Vec<usize> {
            let printed = |index: &usize| {
                let column = table.columns.get(*index);
                column.is_some_and(|column| super::phrase::stage(&column.label()) == Some(stage))
            };
            all.iter().copied().filter(printed).collect()
        };
        let (plan, account) = (of(Stage::Budget), of(Stage::FinalAccount));
        if self.disclosure.stage != Some(Stage::FinalAccount) {
            return Some(all);
        }
        match query.stated.stage {
            Some(Stage::Budget) if plan.is_empty() => None,
            Some(Stage::Budget) => Some(plan),
            Some(Stage::FinalAccount) | None if plan.is_empty() || account.is_empty() => Some(all),
            Some(Stage::FinalAccount) | None => Some(account),
        }
    }

    /// Whether a header names the year before, or the change against it. 上年结转 is money of this year.
    fn is_other_year(&self, header: &str) -> bool {
        let header = skeleton(header);
        let last = [
            "上年",
            "上年度",
            "去年",
            "增减",
            "增减变化",
            "增减变化情况",
            "增减额",
        ];
        let plain = header
            .trim_end_matches(['数', '额'])
            .trim_end_matches("预算")
            .trim_end_matches("决算")
            .trim_end_matches("执行");
        let end = plain.find(|c: char| !c.is_ascii_digit());
        let year = plain.get(..end.unwrap_or(plain.len())).and_then(year_in);
        last.contains(&plain) || year.is_some() && year != self.disclosure.year.map(|year| year.0)
    }

    /// Several cells with one address: the first where all print one figure, as lanes of one form
    /// do, else the only one that prints this figure.
    fn single(&self, query: &Query<'_>, found: &[Candidate]) -> Option<Candidate> {
        if let [one] = found {
            return Some(*one);
        }
        let printed = |candidate: &&Candidate| self.number(candidate.position).is_some();
        let mut figures = found.iter().filter(printed);
        if let Some(one) = figures.next()
            && figures.all(|other| self.number(other.position) == self.number(one.position))
        {
            return Some(*one);
        }
        let wanted = query.stated.claim.figure.amount();
        let equal =
            |candidate: &&Candidate| wanted.is_some() && self.number(candidate.position) == wanted;
        let mut equals = found.iter().filter(equal);
        match (equals.next(), equals.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    fn number(&self, position: Position) -> Option<crate::model::Amount> {
        let table = self.disclosure.tables.get(position.table)?;
        match table.slot(position.row, position.column) {
            Slot::Number(_, figure) => figure.amount(),
            Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
        }
    }
}

/// 某某学院（某某学校）: the other name of a body, in brackets behind the one it has.
fn other_name(heading: &str) -> Option<&str> {
    let (_, behind) = heading.split_once(['（', '('])?;
    behind.trim_end().strip_suffix(['）', ')'])
}

/// The functional classes as the catalogue and the tables name them.
fn classes(disclosure: &Disclosure) -> BTreeMap<String, String> {
    let published = crate::catalogue::all().flat_map(|(code, entries)| {
        let names = entries.iter().map(|entry| entry.name);
        names.map(move |name| (code, name))
    });
    let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
    let printed = rows.map(|row| (row.code(), row.name()));
    published
        .chain(printed)
        .filter(|(code, _)| code.len() == 3 && code.starts_with('2'))
        .map(|(code, name)| (item::plain(&skeleton(name)), code.to_owned()))
        .collect()
}

/// A table whose columns are known.
fn is_readable(table: &Table) -> bool {
    !table.doubts.contains(&TableDoubt::Header)
}

/// 本年 and 当年 before an item add nothing: the tables are those of the year. Before all income and
/// all spending they leave out what is carried over.
fn same_item(stem: &str, word: &str) -> bool {
    if ["收入", "支出"].iter().any(|all| word.starts_with(all)) {
        return stem == word;
    }
    let plain = |text: &str| -> String {
        let text = text
            .strip_prefix("本年")
            .or_else(|| text.strip_prefix("当年"))
            .unwrap_or(text);
        text.to_owned()
    };
    stem == word || plain(stem) == plain(word)
}

fn rows(
    (table, names): (&Table, &RowNames),
    spec: &RowSpec,
    (query, year): (&Query<'_>, Option<u16>),
    among: &dyn Fn(usize) -> bool,
) -> Vec<(usize, bool)> {
    let with = |fits: &dyn Fn(usize) -> bool| -> Vec<(usize, bool)> {
        let rows = 0..table.rows.len();
        rows.filter(|&index| among(index) && fits(index))
            .map(|index| (index, true))
            .collect()
    };
    let of_kind =
        |kind: RowKind| with(&|index| table.rows.get(index).is_some_and(|row| row.kind() == kind));
    match spec {
        RowSpec::Total => {
            let told = with(&|index| names.year(index).is_some());
            let totals = labelled(table, of_kind(RowKind::Total));
            match (told.is_empty(), totals.is_empty()) {
                (false, _) => with(&|index| year.is_some() && names.year(index) == year),
                (true, false) => totals,
                (true, true) => whole_body(table, &of_kind(RowKind::Unit)),
            }
        }
        RowSpec::GrandTotal => of_kind(RowKind::GrandTotal),
        RowSpec::YearTotal => of_kind(RowKind::YearTotal),
        RowSpec::CarryIn => of_kind(RowKind::CarryIn),
        RowSpec::Only => with(&|_| true),
        RowSpec::Words(words) => outermost(
            table,
            with(&|index| {
                let row = table.rows.get(index).zip(names.get(index));
                row.is_some_and(|(row, name_of)| {
                    let name = name_of.whole.as_str();
                    let words = words.as_str();
                    let part = row.kind() == RowKind::OfWhich && !name_of.first.starts_with(words);
                    name.contains(words) && !part || name.ends_with(words)
                })
            }),
        ),
        RowSpec::Named => {
            let fit = query.named.row(table, names, among);
            fit.map(|fit| (fit.row, fit.exact)).into_iter().collect()
        }
    }
}

/// Where no row is called a total, the one of the body that all others stand under.
fn whole_body(table: &Table, units: &[(usize, bool)]) -> Vec<(usize, bool)> {
    let outermost = |(index, _): &&(usize, bool)| {
        let row = table.rows.get(*index);
        row.is_some_and(|row| row.parent().is_none())
    };
    let found: Vec<(usize, bool)> = units.iter().filter(outermost).copied().collect();
    if found.len() == 1 { found } else { Vec::new() }
}

/// Where a lane prints a row of totals twice, with and without its word, the one with it.
fn labelled(table: &Table, mut rows: Vec<(usize, bool)>) -> Vec<(usize, bool)> {
    let row = |index: usize| table.rows.get(index);
    let named = rows.iter().filter_map(|(index, _)| row(*index));
    let lanes: Vec<usize> = named
        .filter(|row| !row.name().is_empty())
        .map(RowRef::lane)
        .collect();
    rows.retain(|(index, _)| {
        row(*index).is_some_and(|row| !row.name().is_empty() || !lanes.contains(&row.lane()))
    });
    rows
}

/// Of rows nested into each other, the outermost.
fn outermost(table: &Table, mut rows: Vec<(usize, bool)>) -> Vec<(usize, bool)> {
    let depth = |index: usize| table.rows.get(index).map(RowRef::depth);
    let least = rows.iter().filter_map(|(index, _)| depth(*index)).min();
    rows.retain(|(index, _)| depth(*index) == least);
    rows
}
