//! Header words of columns that print percent: 增减%, 完成率, 占比, 降幅.

/// What such a header ends with, apart from the sign. A bare 幅 ends other words, too: 横幅.
const ENDS: [&str; 11] = [
    "率",
    "比例",
    "占比",
    "比重",
    "幅度",
    "增幅",
    "降幅",
    "减幅",
    "涨幅",
    "百分比",
    "百分点",
];

/// Whether one text of a header says that its column prints percent, with the sign or without; a
/// remark in brackets behind the word counts for its sign alone.
#[must_use]
pub fn says_rate(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    text.contains(['%', '％']) || ENDS.iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_told_from_amounts() {
        for text in [
            "增减%",
            "增减（％）",
            "预算完成率",
            "占比",
            "增减幅",
            "减幅（同比）",
        ] {
            assert!(says_rate(text), "{text}");
        }
        for text in [
            "增减额",
            "比例尺测绘费",
            "执行率分值（10分）",
            "横幅",
            "合计",
        ] {
            assert!(!says_rate(text), "{text}");
        }
    }
}
