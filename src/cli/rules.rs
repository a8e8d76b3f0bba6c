//! `chazhang rules`: the rule book as a list, or the page of one rule.

use anyhow::{Context, Result};

use super::arguments::{Arguments, RulesArguments};
use super::{PASSED, print};
use crate::check::{Rule, rule, rules};
use crate::export::align::{Side, columns};
use crate::export::text::Style;
use crate::model::Language;

pub(super) fn run(wanted: &RulesArguments, arguments: &Arguments) -> Result<u8> {
    let style = Style {
        language: arguments.language(),
        color: arguments.color(),
    };
    let text = match &wanted.code {
        None => list(style),
        Some(code) => rule(code)
            .with_context(|| unknown(code, style.language))?
            .page(style.language),
    };
    print(|out| out.write_all(text.as_bytes()))?;
    Ok(PASSED)
}

fn unknown(code: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("没有编号为 {code} 的规则；chazhang rules 列出全部规则。"),
        Language::English => {
            format!("there is no rule {code}; chazhang rules lists all of them.")
        }
    }
}

/// Severity, code, name and summary, one rule on a line.
fn list(style: Style) -> String {
    let row = |rule: &&Rule| {
        let summary = rule.summary.in_language(style.language);
        [rule.code, rule.name, summary].map(str::to_owned).to_vec()
    };
    let rows: Vec<Vec<String>> = rules().iter().map(row).collect();
    let lines = columns(&rows, &[Side::Left, Side::Left, Side::Left]);
    let marks = rules().iter().map(|rule| style.severity(rule.severity));
    let marked = marks
        .zip(lines)
        .map(|(mark, line)| format!("{mark} {line}\n"));
    marked.collect()
}
