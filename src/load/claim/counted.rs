//! What a count counts: the words before the figure (车辆3辆), or the thing named behind it (等13个内设机构, 6个班级).

use super::occasion::Occasion;
use crate::model::{ClaimKind, Unit};

/// Counting words that the thing counted may stand behind.
const BEFORE_THINGS: &[&str] = &["个", "家", "名", "人", "位", "项", "所", "座", "处"];

/// Words that names of people, bodies and other things counted end with, longer ones first.
const THINGS: &[&str] = &[
    "工作人员",
    "组成人员",
    "村民小组",
    "居民小组",
    "党支部",
    "教学班",
    "教学点",
    "委员会",
    "办事处",
    "派出所",
    "村委会",
    "居委会",
    "自然村",
    "行政村",
    "专业",
    "部门",
    "单位",
    "机构",
    "科室",
    "处室",
    "股室",
    "团组",
    "项目",
    "班级",
    "年级",
    "学校",
    "校区",
    "学院",
    "系部",
    "社区",
    "村民",
    "居民",
    "职工",
    "人员",
    "干部",
    "教师",
    "老师",
    "学生",
    "民警",
    "辅警",
    "法官",
    "编制",
    "岗位",
    "法庭",
    "中心",
    "支队",
    "大队",
    "中队",
    "支部",
    "协会",
    "企业",
    "公司",
    "乡镇",
    "街道",
    "展区",
    "基地",
    "部分",
    "工委",
    "会员",
    "民族",
    "代表",
    "站所",
    "班",
    "局",
    "科",
    "室",
    "站",
    "村",
    "处",
    "队",
    "校",
    "院",
    "馆",
];

/// What stands behind a figure is no thing counted where it begins with one of these.
const NO_THINGS: &[&str] = &[
    "为",
    "是",
    "的",
    "在",
    "均",
    "已",
    "由",
    "被",
    "以",
    "参",
    "出席",
    "进",
    "列",
    "纳",
    "达",
    "实行",
    "开展",
    "接受",
    "调",
    "和",
    "及",
    "与",
    "按",
    "因",
    "比",
    "较",
    "占",
    "共",
    "合计",
    "自评",
    "全部",
    "公务接待",
    "本单位",
    "本部门",
];

/// Words that join or end the name of a thing.
const ENDS: &[&str] = &[
    "以及", "和", "及", "与", "的", "为", "是", "自评", "分别", "委托", "实行", "纳入", "列入",
    "开展", "进行", "参加", "组织", "工资",
];

/// No name of a thing counted is longer, in characters.
const LONGEST: usize = 16;

/// What a count is said of where the thing counted stands behind it or is named by its kind alone;
/// `own` is what the words before it say.
pub(super) fn named_behind(occasion: &Occasion<'_>, own: &str) -> Option<String> {
    let own = last_of_list(own);
    let Some(thing) = thing_behind(occasion) else {
        let named = Some(own.kind.to_owned()).filter(|kind| !kind.is_empty());
        return named
            .or_else(|| named_by_clause(occasion))
            .filter(|_| own.listed);
    };
    // 2023年62名职工: the year owns nothing.
    let dated = own.kind.ends_with('年') && own.kind.starts_with(|c: char| c.is_ascii_digit());
    let owner = if dated { "" } else { own.kind };
    // 内科、外科、中医科3个科室: what is listed are the things counted.
    let lists = owner.contains('、');
    let verb_alone = [
        "设", "设有", "设立", "开设", "有", "含", "包括", "至", "对", "由",
    ]
    .contains(&owner);
    // 决算报表由1个单位构成
    let joins = ["包括", "和", "及", "与", "、", "含", "以", "按", "由"]
        .iter()
        .any(|end| owner.ends_with(end));
    // 测算标准：268名代表: the label counts nothing.
    let labelled = occasion.between.ends_with('：');
    // 卫生服务中心设4个内设机构
    let sets_up = owner.ends_with('设') && !owner.ends_with("内设") && !owner.ends_with("下设");
    if own.listed || lists || verb_alone || joins || labelled || sets_up {
        return Some(thing);
    }
    let owner = owner.trim_end_matches(&thing);
    // 完成了对辖区10个村, 规模为义务教育60个教学班
    let owner = owner.rsplit(['对', '为']).next().unwrap_or(owner);
    // 本级决算及所属5个事业单位: what is counted is only what stands behind 及.
    let full = if owner.ends_with("及所属") || owner.ends_with("和所属") {
        "所属"
    } else {
        owner
    };
    // 局本部内设5个内设机构
    let owner = full
        .strip_suffix("内设")
        .filter(|_| thing.starts_with("内设"));
    let owner = owner.unwrap_or(full);
    Some(format!("{owner}{thing}"))
}

/// What stands behind 等 of a list that names a kind: 政治处、办公室等内设机构.
struct Owner<'a> {
    kind: &'a str,
    /// The words before were a list of such things.
    listed: bool,
}

fn last_of_list(own: &str) -> Owner<'_> {
    match own.rsplit_once('等') {
        Some((before, kind)) if !before.is_empty() && !kind.starts_with('级') => {
            Owner { kind, listed: true }
        }
        _ => Owner {
            kind: own,
            listed: false,
        },
    }
}

/// 教育附加等11项政府性基金收入纳入…: behind a list whose kind stands nowhere else, the words up to the verb.
fn named_by_clause(occasion: &Occasion<'_>) -> Option<String> {
    let behind = occasion.behind();
    let end = ENDS.iter().filter_map(|word| behind.find(word)).min();
    // 甲、乙等25个公园，: or up to the end of the clause, where no figure follows that it would name.
    let end = end.or((!occasion.is_followed_by_figure()).then_some(behind.len()))?;
    let name = behind.get(..end)?;
    let plain = !NO_THINGS.iter().any(|word| name.starts_with(word));
    let length = name.chars().count();
    (plain && (2..=LONGEST).contains(&length)).then(|| name.to_owned())
}

/// 已公开的6个区中最多的区, 其他11个县区暂未公开: words for places right behind the figure, and what goes on
/// from there.
fn place_behind(behind: &str) -> Option<&'static str> {
    const PLACES: [&str; 10] = [
        "县（市、区）",
        "县（市）",
        "县市区",
        "县区",
        "区县",
        "乡镇",
        "区",
        "县",
        "镇",
        "乡",
    ];
    const GOES_ON: [&str; 9] = ["中", "内", "暂", "均", "已", "未", "都", "全部", "也"];
    let place = PLACES.into_iter().find(|place| behind.starts_with(place))?;
    let rest = behind.get(place.len()..)?;
    // 3个区中心: a part of another word.
    let other = rest.starts_with("中心") || rest.starts_with("内设");
    let ends = rest.is_empty() || GOES_ON.iter().any(|word| rest.starts_with(word));
    (ends && !other).then_some(place)
}

/// 48辆公务用车燃油: the vehicles are counted, not what is spent on them.
fn vehicles_behind(behind: &str) -> Option<&str> {
    const VEHICLES: [&str; 3] = ["车辆", "用车", "车"];
    let ends = VEHICLES
        .iter()
        .filter_map(|word| Some(behind.find(word)? + word.len()));
    ends.max().and_then(|end| behind.get(..end))
}

/// The thing that stands right behind the figure: 内设机构 in 13个内设机构及10个派出所.
fn thing_behind(occasion: &Occasion<'_>) -> Option<String> {
    let unit = occasion.quantity.figure.unit();
    let counts = matches!(unit, Unit::Count(word) if word.is_empty() && occasion.quantity.has_unit || BEFORE_THINGS.iter().any(|of| word.ends_with(of)));
    let behind = counts.then(|| occasion.behind())?;
    if let Some(place) = place_behind(&behind) {
        return Some(place.to_owned());
    }
    // 4个项目自评等级为“优”: of each grade so many.
    let graded = behind.contains("等级");
    // 3名在职老师
    let staff = ["在职", "在编", "在校", "在册", "在岗"]
        .iter()
        .any(|word| behind.starts_with(word));
    let journey = behind.starts_with("因公");
    let other = !staff && !journey && NO_THINGS.iter().any(|word| behind.starts_with(word));
    if graded || other {
        return None;
    }
    let end = ENDS.iter().filter_map(|word| behind.find(word)).min();
    let name = behind.get(..end.unwrap_or(behind.len()))?;
    // One character alone (科, 站) is a part of many words: it counts at the end.
    let is_word = |end: usize, thing: &str| end == name.len() || thing.chars().count() > 1;
    let ends = THINGS.iter().flat_map(|thing| {
        let ends = name.match_indices(thing).map(|(at, _)| at + thing.len());
        // 6个村（社区）: a name does not end within its bracket.
        let whole = |end: &usize| {
            let name = name.get(..*end).unwrap_or("");
            name.matches('（').count() == name.matches('）').count()
        };
        ends.filter(|&end| is_word(end, thing)).filter(whole)
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    // 1个单位出国团组1个: the words right before the next figure are what that one is said of, unless
    // they are the plain word for what both tell of (8个项目50万元).
    let next = occasion.is_followed_by_figure();
    let thing = |stop: &&usize| !next || **stop < behind.len() || is_thing(&behind);
    let known = ends
        .iter()
        .rev()
        .find(thing)
        .and_then(|&end| name.get(..end));
    // 27名乡村医生: people, whatever they are called, where their name ends the clause.
    let people = matches!(unit, Unit::Count(word) if matches!(&**word, "名" | "位"));
    let plain = people && !next && end.is_none() && name.chars().count() > 2;
    let thing = known.or(plain.then_some(name))?;
    (thing.chars().count() <= LONGEST).then(|| thing.to_owned())
}

/// Whether a word alone names things that are counted.
pub(super) fn is_thing(word: &str) -> bool {
    THINGS.contains(&word)
}

/// Whether a name is that of things that are counted.
pub(super) fn ends_as_thing(name: &str) -> bool {
    THINGS.iter().any(|thing| name.ends_with(thing))
}

/// 所辖6个区县机构, 对5个项目, 更新购置2辆公务用车: the name stands behind the figure.
pub(super) fn leaves_name_open(own: &str) -> bool {
    own.chars().count() <= 1
        || own.ends_with(['对', '和', '的', '辖', '实', '属', '设', '下'])
        || is_verb(own)
}

/// 更新购置, 拟举办: words for what is done with the things counted.
pub(super) fn is_verb(own: &str) -> bool {
    const VERBS: [&str; 6] = ["购置", "更新", "报废", "召开", "开展", "举办"];
    VERBS.iter().any(|verb| own.ends_with(verb))
}

/// What a count counts, as far as it stands behind the figure: 1家行政单位和2家事业单位的机关运行经费.
pub(super) fn counted(occasion: &Occasion<'_>) -> String {
    let behind = occasion.behind();
    let joined = behind.trim_end_matches(JOINS);
    let vehicles =
        matches!(occasion.quantity.figure.unit(), Unit::Count(word) if word.ends_with('辆'));
    if let Some(vehicles) = vehicles_behind(joined).filter(|_| vehicles) {
        return vehicles.to_owned();
    }
    match of_units(joined) {
        Some((units, _)) => units.to_owned(),
        None => joined.to_owned(),
    }
}

/// 事业单位的机关运行经费, 事业单位财政拨款的机关运行经费: the units counted, and what they have.
pub(super) fn of_units(words: &str) -> Option<(&str, &str)> {
    const UNITS: &str = "单位";
    let end = words.find(UNITS)? + UNITS.len();
    let (_, has) = words.get(end..)?.split_once('的')?;
    Some((words.get(..end)?, has))
}

/// Words that join two things counted.
const JOINS: [char; 3] = ['和', '及', '与'];

/// Whether the words before a figure only join what it counts to what the figure before counted.
pub(super) fn joins_counts(occasion: &Occasion<'_>, own: &str) -> bool {
    let counted = occasion.before == Some(ClaimKind::Count);
    counted && occasion.between == occasion.lead && own.ends_with(JOINS)
}
