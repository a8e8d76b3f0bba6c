//! The unit printed behind digits: money, a percent sign or a counting word; words that make the digits a date or a part of a name.

use super::points::POINTS;
use super::words::Words;
use crate::model::Unit;

/// Money words, longer ones first. A bare 万 is 万元 where no other word follows.
const MONEY: &[(&str, Unit)] = &[
    ("百万元", Unit::MillionYuan),
    ("万元", Unit::WanYuan),
    ("亿元", Unit::YiYuan),
    ("千元", Unit::ThousandYuan),
    ("元", Unit::Yuan),
    ("亿", Unit::YiYuan),
    ("万", Unit::WanYuan),
];

/// Counting words of ten thousands.
const THOUSANDS: &[&str] = &["万人次", "万平方米", "万平米", "万亩", "万册"];

/// Words that may stand behind a bare 万 or 亿 of money: 职业年金7.96万用于缴费, 约3万左右.
const BEHIND_MONEY: &[&str] = &[
    "左右",
    "用于",
    "主要",
    "较",
    "比",
    "和",
    "与",
    "及",
    "以",
    "人民币",
    "增",
    "减",
    "其中",
];

/// Whether a bare 万 or 亿 in front can be one of money: a mark, the next figure or one of few words
/// follows. 1.3万平米, 450万人 and 2.6万余件 count things.
fn may_be_money(words: &Words, at: usize) -> bool {
    let word = words.get(at).is_some_and(char::is_alphabetic);
    !word || BEHIND_MONEY.iter().any(|behind| words.holds(at, behind))
}

/// 2万亿元, 3千万元: round figures of the news, in units that no disclosure is kept in. Read by their
/// first character they would be thousands of times too small.
const SCALED: &[&str] = &["万亿", "千亿", "百亿", "十亿", "千万", "十万"];

/// Counting words, longer ones before those they begin with.
const COUNTS: &[&str] = &[
    "台（套）",
    "台（件）",
    "台/套",
    "（套）",
    "（辆）",
    "人次",
    "人数",
    "批次",
    "团组",
    "平方米",
    "平方公里",
    "平米",
    "㎡",
    "亩",
    "辆",
    "台",
    "套",
    "家",
    "名",
    "位",
    "人",
    "个",
    "项",
    "批",
    "处",
    "所",
    "座",
    "户",
    "次",
    "场",
    "件",
    "篇",
    "条",
    "部",
    "期",
    "起",
    "册",
    "份",
    "分",
    "幢",
    "栋",
    "艘",
    "架",
    "张",
];

/// 7处室: things counted without a counting word.
const ROOMS: &[&str] = &["处室", "科室", "股室", "部室"];

/// 600余人 are not quite 600人: the word is kept as a part of the unit.
const ABOUT: &[&str] = &["余", "多"];

/// What follows a counting word makes another word of it: 个月, 分钟, 人民, 家庭, 项目 is none.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    (
        "个",
        &["月", "百分点", "年", "工作日", "小时", "自然日", "人"],
    ),
    ("分", &["钟", "别", "之", "类", "期", "局", "管"]),
    ("人", &["民", "员", "大", "社", "均", "才"]),
    ("家", &["庭", "属", "级"]),
    ("名", &["录", "称"]),
    ("部", &["门", "委", "分", "级", "队"]),
    ("所", &["属", "有", "需", "辖"]),
    (
        "条",
        &[
            "件", "例", "规定", "要求", "意见", "措施", "禁令", "第", "之", "、", "，",
        ],
    ),
    ("期", &["间", "末", "初"]),
    ("处", &["理", "级", "长"]),
    ("次", &["会议", "全会", "全体", "党代会", "常委会", "修"]),
    ("项", &["规定"]),
    ("位", &["数", "置", "于", "列", "居"]),
    ("件", &["套"]),
    ("批", &["复", "准"]),
    ("份", &["至", "起", "到"]),
];

/// What stands behind the digits.
pub(super) enum Behind {
    /// A unit, and one past it.
    Known(Unit, usize),
    /// A word that makes the digits a date, a document number or a part of a name.
    Other,
    /// No word we know.
    None,
}

/// 0（台、件、套）: counting words of which each may be meant; one past their bracket.
fn listed_units(words: &Words, at: usize) -> Option<usize> {
    const MOST: usize = 6;
    let mut end = at + 1;
    words.get(at).filter(|&c| c == '（')?;
    for _ in 0..MOST {
        let word = COUNTS.iter().find(|word| words.holds(end, word))?;
        end += word.chars().count();
        match words.get(end)? {
            '、' | '，' | '/' => end += 1,
            '）' => return Some(end + 1),
            _ => return None,
        }
    }
    None
}

pub(super) fn behind(words: &Words, at: usize) -> Behind {
    for points in ["个百分点", POINTS] {
        if words.holds(at, points) {
            let end = at + points.chars().count();
            return Behind::Known(Unit::Count(points.into()), end);
        }
    }
    if SCALED.iter().any(|word| words.holds(at, word)) {
        return Behind::Other;
    }
    match words.get(at) {
        Some('%') => return Behind::Known(Unit::Percent, at + 1),
        Some(
            '年' | '月' | '日' | '号' | '时' | '届' | '版' | '〕' | '》' | '天' | '周' | '岁'
            | '级' | '度' | '类' | '款' | '+',
        ) => {
            return Behind::Other;
        }
        _ => {}
    }
    for word in THOUSANDS {
        if words.holds(at, word) {
            return Behind::Known(Unit::Count((*word).into()), at + word.chars().count());
        }
    }
    for (word, unit) in MONEY {
        let length = word.chars().count();
        if words.holds(at, word) {
            let counted = match *word {
                "万" | "亿" => !may_be_money(words, at + 1),
                _ => length == 1 && COUNTS.iter().any(|count| words.holds(at + 1, count)),
            };
            let rated = words.holds(at + length, "/");
            return if counted || rated {
                Behind::Other
            } else {
                Behind::Known(unit.clone(), at + length)
            };
        }
    }
    if ROOMS.iter().any(|word| words.holds(at, word)) {
        return Behind::Known(Unit::Count("".into()), at);
    }
    let about = ABOUT.iter().find(|about| words.holds(at, about));
    if let Some(about) = about {
        let counted = COUNTS.iter().find(|count| words.holds(at + 1, count));
        return match counted {
            Some(count) => Behind::Known(
                Unit::Count(format!("{about}{count}").into()),
                at + 1 + count.chars().count(),
            ),
            None => Behind::None,
        };
    }
    if let Some(end) = listed_units(words, at) {
        return Behind::Known(Unit::Count(words.slice(at, end).into()), end);
    }
    for word in COUNTS {
        let end = at + word.chars().count();
        if words.holds(at, word) {
            let other = OTHER_WORDS.iter().any(|(count, follow)| {
                // 1个年初结转项目 counts no years.
                let date = |next: &str| {
                    next == "年"
                        && ["初", "末", "中"]
                            .iter()
                            .any(|part| words.holds(end + 1, part))
                };
                let follows = |next: &&str| words.holds(end, next) && !date(next);
                count == word && follow.iter().any(follows)
            });
            return if other {
                Behind::Other
            } else {
                Behind::Known(Unit::Count((*word).into()), end)
            };
        }
    }
    Behind::None
}
