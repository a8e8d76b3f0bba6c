//! The arguments and their help texts.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::check::{Finding, Severity};
use crate::export::Kind;
use crate::model::Language;
use crate::ui::graphics::Pictures;

const ABOUT: &str = "Explore Chinese department budgets (预算) and final accounts (决算), \
and see where they contradict themselves";

const AFTER_HELP: &str = "A PATH is a file or a folder; - is standard input. Without a PATH the \
explorer opens the samples that come with the program.

Exit codes: 0 nothing to object to; 1 findings, or a search without a hit; 2 something could not \
be run or read. Findings that a person has reviewed (see chazhang review) do not count.";

/// Everything given on the command line.
#[derive(Debug, Parser)]
#[command(name = "chazhang", version, about = ABOUT, after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Files and folders to open in the explorer
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Theme of the explorer: dark, light, high-contrast, monochrome or one of your own
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,

    /// Draw the explorer with characters every terminal shows one cell wide
    #[arg(long)]
    pub(super) ascii: bool,

    /// How the explorer shows pages of PDF files: as the terminal can, or in one of these ways
    #[arg(long, value_name = "HOW")]
    pictures: Option<PicturesChoice>,

    /// When to use colour; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,

    /// Language of texts and messages
    #[arg(long, global = true, value_name = "LANGUAGE", default_value = "zh")]
    lang: LanguageChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print where the disclosures contradict themselves
    Check(CheckArguments),
    /// List findings with what people said of them; accept, explain or dismiss one
    Review(ReviewArguments),
    /// Write cells, claims, findings, coverage and more as CSV, JSON, XLSX or Parquet
    Export(ExportArguments),
    /// Find line items, sentences and findings
    Search(SearchArguments),
    /// Show the rule book, or the page of one rule
    Rules(RulesArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Files and folders to check; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ReportFormat,

    /// The mildest severity for which the exit code is 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: Level,

    /// The mildest severity that is printed; what is not printed does not count either
    #[arg(long, value_name = "SEVERITY", default_value = "info")]
    severity: Level,

    /// Only findings of this rule, by code or name; may be given several times
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,

    /// No findings of this rule, by code or name; may be given several times
    #[arg(long, value_name = "RULE")]
    ignore: Vec<String>,

    /// Take no account of reviews: every finding counts
    #[arg(long)]
    pub(super) no_reviews: bool,
}

impl CheckArguments {
    /// The mildest severity that fails the check.
    pub(super) fn fail_on(&self) -> Severity {
        self.fail_on.severity()
    }

    /// Which findings are printed.
    ///
    /// # Errors
    /// When there is no such rule.
    pub(super) fn selection(&self) -> anyhow::Result<Selection> {
        let codes = |wanted: &[String]| -> anyhow::Result<Vec<&'static str>> {
            wanted.iter().map(|wanted| code(wanted)).collect()
        };
        Ok(Selection {
            mildest: self.severity.severity(),
            only: codes(&self.rule)?,
            never: codes(&self.ignore)?,
        })
    }
}

/// The code of a rule that was named.
fn code(wanted: &str) -> anyhow::Result<&'static str> {
    match crate::check::rule(wanted) {
        Some(rule) => Ok(rule.code),
        None => bail!("there is no rule {wanted}; chazhang rules lists all of them"),
    }
}

/// Which findings are wanted.
pub(super) struct Selection {
    mildest: Severity,
    only: Vec<&'static str>,
    never: Vec<&'static str>,
}

impl Selection {
    /// Whether a finding is wanted. Severities are ordered from the gravest to the mildest.
    pub(super) fn keeps(&self, finding: &Finding) -> bool {
        let named = self.only.is_empty() || self.only.contains(&finding.rule);
        named && !self.never.contains(&finding.rule) && finding.severity <= self.mildest
    }
}

#[derive(Debug, Args)]
#[command(after_help = REVIEW_HELP)]
#[command(group = clap::ArgGroup::new("change").args(["accept", "explain", "dismiss", "remove"]))]
pub(super) struct ReviewArguments {
    /// Files and folders with the findings
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// It is a contradiction and has been taken up; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(super) accept: Vec<String>,

    /// There is an explanation, given with --note; may be given several times
    #[arg(long, value_name = "KEY", requires = "note")]
    pub(super) explain: Vec<String>,

    /// It is no contradiction; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(super) dismiss: Vec<String>,

    /// Forget what was said, also of findings that are gone; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(super) remove: Vec<String>,

    /// Why
    #[arg(
        long,
        value_name = "TEXT",
        requires = "change",
        conflicts_with = "remove"
    )]
    pub(super) note: Option<String>,
}

const REVIEW_HELP: &str = "A KEY is printed with each finding by check and review; its first \
characters will do. What is said is kept in chazhang-review.toml in the folder of the document. \
It follows the printed figures: when they change, the entry is reported and the finding counts again.";

#[derive(Debug, Args)]
#[command(after_help = EXPORT_HELP)]
pub(super) struct ExportArguments {
    /// Files and folders to export; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// What to export, several with commas [default: cells; all as XLSX or Parquet]
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    what: Vec<What>,

    /// In which format
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(super) format: DataFormat,

    /// The file to write, or the folder for several; standard output without it
    #[arg(long, short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

const EXPORT_HELP: &str = "Each kind is a file, documents.csv, cells.csv and so on; as XLSX all of \
them are sheets of one workbook. In XLSX and Parquet a column value_number with numbers stands \
beside the column value with the exact digits; a blank has no number, and nought has one.";

impl ExportArguments {
    /// The kinds of records that are wanted, each once, in the order of [`Kind::ALL`].
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let usual = if self.format.is_text() {
            What::Cells
        } else {
            What::All
        };
        let wanted = |kind: Kind| {
            let named = |what: &What| what.kind().is_none_or(|named| named == kind);
            self.what.iter().any(named) || (self.what.is_empty() && named(&usual))
        };
        Kind::ALL
            .iter()
            .copied()
            .filter(|kind| wanted(*kind))
            .collect()
    }
}

#[derive(Debug, Args)]
#[command(after_help = QUERY_HELP)]
pub(super) struct SearchArguments {
    /// Words, codes or amounts that must all be met
    pub(super) query: String,

    /// Files and folders to search; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// How many hits are shown at most
    #[arg(long, value_name = "NUMBER", default_value = "50", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: u32,
}

const QUERY_HELP: &str = "A query is words in any order, all of which must be met:
  基本工资, jbgz, jibengz   a name, or how it sounds in pinyin
  206, 20601, 206 01 01     a code or its beginning
  742.42, >500, 100..200    a printed figure; with a unit (>500万) any unit is compared
  科目:… 编码:… 金额:… 部门:… 规则:…   only there (also item: code: amount: dept: rule:)";

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// Code or name of a rule, e.g. A101
    pub(super) code: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PicturesChoice {
    /// As the environment tells; half blocks inside tmux and where it tells nothing
    Auto,
    Kitty,
    Sixel,
    Iterm,
    /// Half blocks, in any terminal
    Blocks,
    /// Not at all
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LanguageChoice {
    /// 中文
    Zh,
    /// English
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Json,
    /// For code hosts and review tools
    Sarif,
    Markdown,
    Csv,
    /// One finding on a line, as compilers write them
    Lines,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    Error,
    Warning,
    Info,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Every file: what it is, what it holds, how its figures ended
    Documents,
    /// Every table with how its figures ended
    Tables,
    /// Every non-empty cell of every table
    Cells,
    /// Every figure of a workbook that stores more than it prints, with both numbers
    Stored,
    /// Every figure stated in running text
    Claims,
    /// Every finding
    Findings,
    /// Every figure with the state it ended in
    Coverage,
    /// All of these
    All,
}

impl What {
    /// The kind that is meant; `None` for all.
    fn kind(self) -> Option<Kind> {
        Some(match self {
            What::Documents => Kind::Documents,
            What::Tables => Kind::Tables,
            What::Cells => Kind::Cells,
            What::Stored => Kind::Stored,
            What::Claims => Kind::Claims,
            What::Findings => Kind::Findings,
            What::Coverage => Kind::Coverage,
            What::All => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFormat {
    Csv,
    Json,
    /// One workbook with a sheet for each kind
    Xlsx,
    /// For DuckDB, pandas, R and the like
    Parquet,
}

impl DataFormat {
    /// The ending of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            DataFormat::Csv => "csv",
            DataFormat::Json => "json",
            DataFormat::Xlsx => "xlsx",
            DataFormat::Parquet => "parquet",
        }
    }

    /// Whether a terminal can show it.
    pub(super) fn is_text(self) -> bool {
        matches!(self, DataFormat::Csv | DataFormat::Json)
    }
}

impl Arguments {
    pub(super) fn language(&self) -> Language {
        match self.lang {
            LanguageChoice::Zh => Language::Chinese,
            LanguageChoice::En => Language::English,
        }
    }

    /// How pictures of pages are wanted.
    pub(super) fn pictures(&self) -> Pictures {
        match self.pictures {
            None | Some(PicturesChoice::Auto) => Pictures::Auto,
            Some(PicturesChoice::Kitty) => Pictures::Kitty,
            Some(PicturesChoice::Sixel) => Pictures::Sixel,
            Some(PicturesChoice::Iterm) => Pictures::Iterm,
            Some(PicturesChoice::Blocks) => Pictures::Blocks,
            Some(PicturesChoice::Off) => Pictures::Off,
        }
    }

    /// Options of the explorer would do nothing for another command, so they are refused.
    pub(super) fn refuse_ignored(&self) -> anyhow::Result<()> {
        let given = [
            (self.theme.is_some(), "--theme"),
            (self.ascii, "--ascii"),
            (self.pictures.is_some(), "--pictures"),
        ];
        if let Some((_, option)) = given.iter().find(|(given, _)| *given) {
            bail!("{option} is for the explorer and cannot be used with a command");
        }
        Ok(())
    }

    /// Whether standard output gets colour.
    pub(super) fn color(&self) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal() && !color_is_unwanted(),
        }
    }
}

fn color_is_unwanted() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_some() || set("TERM").is_some_and(|terminal| terminal == "dumb")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
