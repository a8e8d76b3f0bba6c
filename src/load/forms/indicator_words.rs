//! What words of performance tables look like: names of indicators, their values, the labels above them.

/// Labels of the first level.
const FIRST_LEVEL: [&str; 12] = [
    "投入管理指标",
    "投入指标",
    "过程指标",
    "管理指标",
    "成本指标",
    "产出指标",
    "效益指标",
    "效果指标",
    "满意度指标",
    "履职效能",
    "管理效率",
    "社会效应",
];

/// Labels of the second level.
const SECOND_LEVEL: [&str; 26] = [
    "工作目标管理",
    "预算和财务管理",
    "预算管理",
    "财务管理",
    "资产管理",
    "绩效管理",
    "重点工作任务完成",
    "履职目标实现",
    "履职效益",
    "满意度",
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "可持续发展指标",
    "服务对象满意度指标",
    "服务对象满意度",
    "社会公众满意度",
    "社会公众满意度指标",
];

/// Values that are words.
const WORDS: [&str; 44] = [
    "合规",
    "规范",
    "及时",
    "促进",
    "显著",
    "提升",
    "提高",
    "加强",
    "增强",
    "积极",
    "落实",
    "良好",
    "明显",
    "完整",
    "真实",
    "健全",
    "公开",
    "相关",
    "科学",
    "合理",
    "完成",
    "达标",
    "改善",
    "优",
    "良",
    "有效",
    "正常",
    "稳定",
    "持续",
    "长期",
    "保障",
    "合格",
    "满意",
    "全部",
    "增加",
    "减少",
    "下降",
    "优化",
    "显著提升",
    "显著提高",
    "明显提升",
    "明显改善",
    "逐步提升",
    "按时完成",
];

const COMPARISONS: [&str; 20] = [
    "≥",
    "≤",
    "＞",
    "＜",
    ">",
    "<",
    "=",
    "＝",
    "≧",
    "≦",
    "大于等于",
    "小于等于",
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "大于",
    "小于",
    "达到",
    "控制在",
];

/// Words that begin with such a mark continue the words before them.
#[must_use]
pub(in crate::load) fn continues(text: &str) -> bool {
    text.starts_with([
        '，', '。', '、', '；', '：', '）', '”', '》', '！', '？', ',', ';', ')', '%',
    ])
}

/// `≥90%`, `10-20次`, `≤270元/人/天`, `2024年`: a number, perhaps compared, with a short measure.
#[must_use]
pub(in crate::load) fn is_quantity(text: &str) -> bool {
    let compared = COMPARISONS.iter().find_map(|word| text.strip_prefix(word));
    let number = compared.unwrap_or(text);
    let is_number = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '—' | '~' | '～' | '%' | '％' | '‰')
    };
    let measure = number.trim_start_matches(is_number);
    let bounds = ["以上", "以下", "以内", "左右"];
    let measure = bounds
        .iter()
        .find_map(|word| measure.strip_suffix(word))
        .unwrap_or(measure);
    let complete = number
        .strip_suffix(measure)
        .is_some_and(|number| number.ends_with(['%', '％']));
    let short = |part: &str| part.chars().count() <= if complete { 0 } else { 3 };
    number.starts_with(|c: char| c.is_ascii_digit())
        && (measure == "个百分点" || measure.split('/').all(short))
}

/// Whether the words can only be a value.
#[must_use]
fn is_value_word(text: &str) -> bool {
    WORDS.contains(&text)
}

/// What it costs to read words as the value of an indicator; `before` ends with its name.
#[must_use]
pub(in crate::load) fn value_cost(text: &str, before: &str) -> u32 {
    if continues(text) {
        return 12;
    }
    // 资金使用合规性: 合规
    let said_by_name = before.ends_with(&format!("{text}性"));
    if is_quantity(text) || is_value_word(text) || said_by_name {
        return 0;
    }
    let length = match text.chars().count() {
        0..=1 => 6,
        2 => 3,
        3..=4 => 4,
        5..=8 => 6,
        _ => 9,
    };
    length + if text.contains(['。', '；']) { 4 } else { 0 }
}

/// What it costs to read words as the name of an indicator.
#[must_use]
pub(in crate::load) fn name_cost(text: &str) -> u32 {
    if continues(text) {
        return 12;
    }
    if is_quantity(text) {
        return 10;
    }
    let length = text.chars().count();
    if is_value_word(text) || length == 1 {
        return 6;
    }
    let mut cost = 0;
    if is_label(text) || text.ends_with(['，', '、', '（', '“']) {
        cost += 4;
    }
    if text.contains('。') {
        cost += 2;
    }
    if text.contains(['≥', '≤', '＞', '＜']) {
        cost += 4;
    }
    if length > 30 {
        cost += 3;
    }
    cost
}

/// What it costs to read words as an explanation.
#[must_use]
pub(in crate::load) fn explanation_cost(text: &str) -> u32 {
    if continues(text) {
        return 12;
    }
    if is_quantity(text) || is_value_word(text) || is_label(text) {
        return 6;
    }
    // Six ideographs in UTF-8.
    if text.len() < 18 { 2 } else { 0 }
}

/// What it costs to read words as the label of a level, counted from 0.
#[must_use]
pub(in crate::load) fn label_cost(text: &str, level: usize) -> u32 {
    let (own, other) = if level == 0 {
        (FIRST_LEVEL.as_slice(), SECOND_LEVEL.as_slice())
    } else {
        (SECOND_LEVEL.as_slice(), FIRST_LEVEL.as_slice())
    };
    if continues(text) {
        12
    } else if own.contains(&text) {
        0
    } else if other.contains(&text) {
        4
    } else if text.ends_with("指标") {
        2
    } else {
        5
    }
}

fn is_label(text: &str) -> bool {
    FIRST_LEVEL.contains(&text) || SECOND_LEVEL.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_and_words_are_values_and_names_are_not() {
        for value in [
            "≥90%",
            "10-20次",
            "≤270元/人/天",
            "1000万元",
            "2024年",
            "不少于3场",
        ] {
            assert_eq!(value_cost(value, ""), 0, "{value}");
            assert!(name_cost(value) > 6, "{value}");
        }
        for not in ["≥12次党的建", "≥90%促进"] {
            assert!(value_cost(not, "") > 0, "{not}");
        }
        for name in ["培训场次", "2024年全市研发投入强度", "受益群众满意度"] {
            assert!(value_cost(name, "") > name_cost(name), "{name}");
        }
        assert_eq!(value_cost("透明", "采购过程透明性"), 0);
        assert!(value_cost("透明", "采购过程") > 0);
    }

    #[test]
    fn labels_belong_to_their_level() {
        assert_eq!(label_cost("产出指标", 0), 0);
        assert!(label_cost("产出指标", 1) > 0);
        assert_eq!(label_cost("履职效益", 1), 0);
        assert!(label_cost("河道清淤长度", 1) > label_cost("防汛指标", 1));
    }
}
