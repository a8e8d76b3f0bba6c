//! Mobile numbers beside a name, identity numbers and bank accounts.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I103: No private mobile number, identity number or bank account is published
pub static RULE: Rule = Rule {
    code: "I103",
    name: "personal-data-printed",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("公开了个人信息", "Personal data are printed"),
    summary: Text::new(
        "公开文件中没有个人手机号、身份证号、银行账号",
        "No private mobile number, identity number or bank account is published",
    ),
    page: Page {
        checks: Text::new(
            "查找校验位正确的18位身份证号、与“联系人”或“联系电话”同在一行的11位手机号、与“账号”“开户行”同在一行的账号。输出中隐去中间各位。",
            "Looks for identity numbers with a valid check digit, mobile numbers on a line with 联系人 or 联系电话, and account numbers on a line with 账号 or 开户行. The middle digits are masked in the output.",
        ),
        matters: Text::new(
            "公开个人信息会伤害无辜的人。",
            "Publishing personal data harms people.",
        ),
        basis: Text::new(
            "《个人信息保护法》《政府信息公开条例》第十五条。",
            "Personal Information Protection Law; Regulations on Open Government Information, art. 15.",
        ),
        silent: Text::new(
            "座机号、项目编码、文号不提示。",
            "Silent on land lines, project codes and document numbers.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I103-personal-data-printed.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut marks = Vec::new();
    for (number, line) in facts.lines() {
        for range in digit_runs(line) {
            let Some(digits) = line.get(range.clone()) else {
                continue;
            };
            if is_private(line, digits) && marks.len() < MOST_PLACES {
                let place = facts.place_in_line(number, range);
                marks.push(Mark::Words(place, masked(digits)));
            }
        }
    }
    if marks.is_empty() {
        return;
    }
    let count = marks.len();
    let statement = Bilingual::new(
        format!("印有疑似个人的证件号、手机号或账号，共 {count} 处（已隐去中间各位）。"),
        format!(
            "What looks like a private identity, mobile or account number is printed; places: {count} (middle digits masked)."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

/// So many places are listed at most.
const MOST_PLACES: usize = 20;

/// Runs of digits, a final X included, with nothing alphanumeric on either side.
fn digit_runs(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let run = line.get(start..at).unwrap_or("");
        let body = run.strip_suffix('X').unwrap_or(run);
        if run.len() >= 11 && body.bytes().all(|byte| byte.is_ascii_digit()) {
            runs.push(start..at);
        }
        at += 1;
    }
    runs
}

fn is_private(line: &str, digits: &str) -> bool {
    let near = |words: &[&str]| words.iter().any(|word| line.contains(word));
    match digits.len() {
        11 => {
            let second = digits.as_bytes().get(1).copied().unwrap_or(b'0');
            digits.starts_with('1')
                && (b'3'..=b'9').contains(&second)
                && near(&["联系人", "联系电话", "手机", "电话"])
        }
        18 if is_identity(digits) => true,
        12..=21 => near(&["账号", "帐号", "开户行"]),
        _ => false,
    }
}

/// Whether a number of 18 places has a province, a date of birth and the right check digit.
fn is_identity(number: &str) -> bool {
    let part = |from: usize, to: usize| number.get(from..to).and_then(|part| part.parse().ok());
    let within = |value: Option<u32>, least: u32, most: u32| {
        value.is_some_and(|value| (least..=most).contains(&value))
    };
    let dated = within(part(0, 2), 11, 65)
        && within(part(6, 10), 1930, 2020)
        && within(part(10, 12), 1, 12)
        && within(part(12, 14), 1, 31);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = number
        .bytes()
        .zip(weights)
        .map(|(byte, weight)| u32::from(byte.saturating_sub(b'0')) * weight)
        .sum();
    let check = b"10X98765432".get((sum % 11) as usize);
    dated && number.as_bytes().get(17) == check
}

/// The number with its middle hidden.
fn masked(digits: &str) -> String {
    let kept = digits.len().saturating_sub(2);
    let (first, last) = (digits.get(..3), digits.get(kept..));
    format!("{}****{}", first.unwrap_or(""), last.unwrap_or(""))
}
