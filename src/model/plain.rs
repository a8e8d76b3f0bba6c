//! One form for characters that are printed in several: brackets, quotation marks, full and half width, traditional characters.

use super::script::simplified;

/// The form in which a character of running text is compared: half-width digits and Latin letters,
/// full-width brackets, commas, semicolons and colons, one kind of quotation mark, simplified characters.
#[must_use]
pub fn plain_char(c: char) -> char {
    match c {
        '(' | '〔' | '﹙' | '[' | '［' => '（',
        ')' | '〕' | '﹚' | ']' | '］' => '）',
        ':' | '∶' => '：',
        '"' | '〝' | '＂' | '『' | '「' => '“',
        '〞' | '』' | '」' => '”',
        ',' => '，',
        ';' => '；',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' | '＋' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        _ => simplified(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_in_several_forms_has_one() {
        let plain = |text: &str| text.chars().map(plain_char).collect::<String>();
        for (printed, expected) in [
            ("財政撥款收入1,516.64萬元", "财政拨款收入1，516.64万元"),
            ("完成預算的８９．５３％;其中:", "完成预算的89.53%；其中："),
            ("於2023年減少[下降]", "于2023年减少（下降）"),
        ] {
            assert_eq!(plain(printed), expected);
        }
    }
}
