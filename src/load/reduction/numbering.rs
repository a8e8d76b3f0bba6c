//! Automatic numbers of paragraphs (一、 （一） 1.), which Word prints but does not store as text.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::xml::{Step, Steps, attribute, local, number};

/// Levels a list can have.
const LEVELS: usize = 9;

/// The lists of a document and how far each is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Numbering {
    /// Levels of every list style.
    styles: BTreeMap<String, Vec<Level>>,
    /// The style of every list.
    lists: BTreeMap<String, String>,
    /// Numbers given so far, by style.
    counts: BTreeMap<String, [u32; LEVELS]>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Level {
    /// `%1、`, `（%2）`, `%1.%2`
    text: String,
    format: String,
    start: u32,
}

impl Numbering {
    /// Reads `word/numbering.xml`; an empty text gives no lists.
    #[must_use]
    pub(in crate::load) fn parse(text: &str) -> Self {
        let mut numbering = Numbering::default();
        let mut steps = Steps::new(text);
        let mut style = String::new();
        let mut list = String::new();
        while let Some(step) = steps.next() {
            if let Step::Open(tag) = step {
                match local(&tag) {
                    "abstractNum" => style = attribute(&tag, "abstractNumId").unwrap_or_default(),
                    "num" => {
                        list = attribute(&tag, "numId").unwrap_or_default();
                        style.clear();
                    }
                    "abstractNumId" => {
                        let style = attribute(&tag, "val").unwrap_or_default();
                        numbering.lists.insert(list.clone(), style);
                    }
                    _ if !style.is_empty() => numbering.level(&style, &tag),
                    _ => {}
                }
            }
        }
        numbering
    }

    fn level(&mut self, style: &str, tag: &BytesStart<'_>) {
        let levels = self.styles.entry(style.to_owned()).or_default();
        if local(tag) == "lvl" && levels.len() < LEVELS {
            levels.push(Level {
                start: 1,
                ..Level::default()
            });
        }
        let Some(level) = levels.last_mut() else {
            return;
        };
        match local(tag) {
            "start" => level.start = start(tag),
            "numFmt" => level.format = attribute(tag, "val").unwrap_or_default(),
            "lvlText" => level.text = attribute(tag, "val").unwrap_or_default(),
            _ => {}
        }
    }

    /// The number of the next paragraph of a list; empty for bullets and unknown lists.
    pub(in crate::load) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(style) = self.lists.get(list) else {
            return String::new();
        };
        let levels = self.styles.get(style).map(Vec::as_slice).unwrap_or(&[]);
        let Some(printed) = levels.get(level) else {
            return String::new();
        };
        let counts = self.counts.entry(style.clone()).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            *count = match at.cmp(&level) {
                std::cmp::Ordering::Less => (*count).max(1),
                std::cmp::Ordering::Equal => count.saturating_add(1),
                std::cmp::Ordering::Greater => 0,
            };
        }
        if matches!(printed.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut label = printed.text.clone();
        for (at, (level, &count)) in levels.iter().zip(counts.iter()).enumerate() {
            let value = level.start.saturating_add(count).saturating_sub(1);
            label = label.replace(&format!("%{}", at + 1), &written(value, &level.format));
        }
        label
    }
}

fn start(tag: &BytesStart<'_>) -> u32 {
    number(tag, "val")
        .and_then(|value| u32::try_from(value).ok())
        .unwrap_or(1)
}

fn written(number: u32, format: &str) -> String {
    let chinese = ["chinese", "japanese", "ideograph", "taiwanese"];
    if (1..100).contains(&number) && chinese.iter().any(|name| format.starts_with(name)) {
        return chinese_numeral(number);
    }
    match format {
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number - 1).map_or(String::new(), String::from)
        }
        _ => number.to_string(),
    }
}

/// 1–99 as 一, 十二, 三十.
fn chinese_numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or("");
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digit(tens)),
    };
    format!("{tens}{}", digit(number % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_by_level() {
        let mut numbering = Numbering::parse(
            r#"<w:numbering><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            </w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#,
        );
        let labels: Vec<String> = [0, 1, 1, 0, 1]
            .iter()
            .map(|&level| numbering.next("3", level))
            .collect();
        assert_eq!(labels, ["一、", "1.", "2.", "二、", "1."]);
        assert_eq!(numbering.next("4", 0), "");
        assert_eq!(chinese_numeral(21), "二十一");
        assert_eq!(chinese_numeral(10), "十");
    }
}
