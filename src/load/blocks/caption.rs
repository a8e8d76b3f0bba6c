//! What single lines around a table say: number, title, unit, publishing body, year, notes, page numbers.

use crate::catalogue;
use crate::load::blocks::caption_rows;
use crate::load::blocks::paged;
use crate::load::fold::{chinese_number, fold, split_ordinal};
use crate::load::line::TextLine;
use crate::load::organisation::ends_as_body;
use crate::load::vocabulary::Vocabulary;
use crate::model::{TableKind, Unit, year_in};

/// What a line is, looked at alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum LineKind {
    /// 预算01表, YS03, 公开05表, 表1: the printed number.
    Mark(String),
    /// Words that read as a title of these forms.
    Title(TableKind),
    /// 单位：万元, perhaps with body and year on the same line.
    UnitNote(Unit),
    /// 部门名称：…, 编制单位：…, or `350001 某部门`.
    Body(String),
    /// 2024年度, 预算年度：2024
    Year(u16),
    /// A page number.
    PageNumber,
    /// 续表, （续上表）, 续表3: the table above goes on, with its printed number.
    NextPage(Option<String>),
    /// 注：…, 说明：…
    Note,
    /// A heading of the running text (第二部分, 名词解释).
    Part,
    /// The mark between two tables of a file that is no plain text.
    TableEnd,
    /// Tab-separated cells.
    Cells,
    /// Anything else.
    Text,
}

/// Written between tables that touch: the group separator of ASCII, which no document prints.
pub(in crate::load) const TABLE_END: &str = "\u{1d}";

/// Units of money, the longer before those they end with.
const UNITS: [&str; 5] = ["百万元", "万元", "亿元", "千元", "元"];

/// What stands before the name of the body a table is of.
const LABELS_OF_BODIES: [&str; 14] = [
    "部门（单位）名称：",
    "部门（单位）：",
    "部门名称：",
    "单位名称：",
    "预算单位：",
    "编制单位：",
    "编制部门：",
    "公开部门：",
    "预算部门：",
    "填报单位：",
    "部门：",
    "主管部门：",
    "预算主管部门：",
    "单位：",
];

/// Longest line that can be a caption, in characters.
const CAPTION_LENGTH: usize = 60;
/// Most cells of a line that is a caption: mark, body, year and unit, each with its label.
const MOST_CAPTION_CELLS: usize = 8;

/// What stands between the title of a form and the part of it that a table prints.
const PART_OF_A_FORM: [char; 5] = ['-', '—', '－', '–', '─'];

/// Tells what a line is, without looking at its neighbours.
#[must_use]
pub(in crate::load) fn classify(line: &TextLine, vocabulary: &Vocabulary) -> LineKind {
    let single = line.printed().nth(1).is_none();
    let folded = line.folded.as_str();
    let short = folded.chars().count() <= CAPTION_LENGTH;
    if folded == TABLE_END {
        return LineKind::TableEnd;
    }
    if line.tabbed && !(single && short) {
        return caption_in_cells(line).unwrap_or(LineKind::Cells);
    }
    if let Some(kind) = caption_part(folded, short) {
        return kind;
    }
    // A title in a row of its own: the other cells of the sheet are blank.
    if line.tabbed {
        let title = title(folded, vocabulary);
        return title.map_or(LineKind::Cells, LineKind::Title);
    }
    if let Some(body) = coded_body(line) {
        return LineKind::Body(body);
    }
    if short && let Some(kind) = title(folded, vocabulary) {
        return LineKind::Title(kind);
    }
    LineKind::Text
}

/// What a line says whose cells are all parts of a caption, the unit among them: 部门：某局 beside
/// 单位：万元, as a table copied with its caption prints them.
fn caption_in_cells(line: &TextLine) -> Option<LineKind> {
    let cells: Vec<&str> = line.printed().map(|cell| cell.text.as_str()).collect();
    if cells.len() > MOST_CAPTION_CELLS {
        return None;
    }
    let mut unit = false;
    for range in caption_rows::labelled(&cells) {
        let folded = fold(&cells.get(range)?.concat());
        let short = folded.chars().count() <= CAPTION_LENGTH;
        match caption_part(&folded, short)? {
            LineKind::UnitNote(_) => unit = true,
            LineKind::Body(_) | LineKind::Year(_) | LineKind::Mark(_) => {}
            _ => return None,
        }
    }
    unit.then(|| caption_part(&line.folded, true))?
}

fn caption_part(folded: &str, short: bool) -> Option<LineKind> {
    if ["注：", "备注：", "说明：", "注1", "注."]
        .iter()
        .any(|word| folded.starts_with(word))
    {
        return Some(LineKind::Note);
    }
    if is_page_number(folded) {
        return Some(LineKind::PageNumber);
    }
    if !short || folded.contains('。') {
        return None;
    }
    let paged = paged::split(folded);
    if paged.goes_on && (paged.core.is_empty() || mark(paged.core).is_some()) {
        return Some(LineKind::NextPage(mark(paged.core)));
    }
    if let Some(mark) = mark(folded) {
        return Some(LineKind::Mark(mark));
    }
    if let Some(unit) = unit_note(folded) {
        return Some(LineKind::UnitNote(unit));
    }
    if is_part(folded) {
        return Some(LineKind::Part);
    }
    if let Some(year) = year_line(folded) {
        return Some(LineKind::Year(year));
    }
    body_line(folded).map(LineKind::Body)
}

/// The unit in `单位：万元`, wherever it stands in the line.
#[must_use]
pub(in crate::load) fn unit_note(folded: &str) -> Option<Unit> {
    // 编制单位：… names the body; the unit of money may follow in the same line.
    folded
        .match_indices("单位：")
        .find_map(|(at, label)| {
            let after = folded.get(at + label.len()..)?;
            let after = after.strip_prefix("人民币").unwrap_or(after);
            UNITS
                .iter()
                .find(|word| after.starts_with(**word))
                .and_then(|word| Unit::from_money_word(word))
        })
        .or_else(|| unit_behind_mark(folded))
        .or_else(|| Unit::from_money_word(name_and_unit(labelled_body(folded)?)?.1))
}

/// What stands behind the label of a body.
fn labelled_body(folded: &str) -> Option<&str> {
    let mut labels = LABELS_OF_BODIES.iter();
    labels.find_map(|label| folded.strip_prefix(label))
}

/// Whether a cell prints the unit of money alone, beside the name of a body behind its label.
#[must_use]
pub(in crate::load) fn is_unit_of_body(name: &str, cell: &str) -> bool {
    UNITS.contains(&cell)
        && name_and_unit(&format!("{}{cell}", fold(name)))
            .is_some_and(|_| labelled_body(&fold(name)).is_some())
}

/// The name of a body and the unit without a label behind it: 某局（本级）万元. 元 alone may be the end of
/// a unit that runs over two lines.
fn name_and_unit(text: &str) -> Option<(&str, &'static str)> {
    let mut words = UNITS.iter().filter(|word| **word != "元");
    let word = words.find(|word| text.ends_with(**word))?;
    let name = text.strip_suffix(word)?;
    let bare = name.split_once('（').map_or(name, |(bare, _)| bare);
    ends_as_body(bare).then_some((name, *word))
}

/// The unit alone behind the number of a table: 预算01表 万元.
fn unit_behind_mark(folded: &str) -> Option<Unit> {
    let word = UNITS.iter().find(|word| folded.ends_with(**word))?;
    let before = folded.strip_suffix(word)?.trim_end_matches('：');
    let attached = before.strip_prefix("附件").is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (attached || mark(before).is_some()).then(|| Unit::from_money_word(word))?
}

/// The title that shares its line with the unit, 收支总表 单位：万元, and what forms it names.
#[must_use]
pub(in crate::load) fn title_before_unit<'t>(
    folded: &'t str,
    vocabulary: &Vocabulary,
) -> Option<(TableKind, &'t str)> {
    let (before, _) = folded.split_once("单位：")?;
    let before = before.trim_end_matches("金额").trim_end_matches('（');
    title(before, vocabulary).map(|kind| (kind, before))
}

/// The number in 预算01表, 公开05表, YS03, 表1, 附表二, 公开表一.
#[must_use]
pub(in crate::load) fn mark(folded: &str) -> Option<String> {
    let rest = without_mark_words(folded);
    if rest.len() == folded.len() {
        return None;
    }
    let (number, closed) = match rest.strip_suffix('表') {
        Some(number) => (number, true),
        None => (rest, false),
    };
    // 附件1-2 is the second table of an attachment; 附件1 alone may be a document.
    let attached = folded.starts_with("附件") && rest.contains('-');
    if !closed && !attached && !folded.contains('表') && !folded.to_uppercase().starts_with("YS") {
        return None;
    }
    let digits = |text: &str| {
        !text.is_empty()
            && text.len() <= 4
            && text.chars().all(|c| c.is_ascii_digit() || c == '-')
            && text.starts_with(|c: char| c.is_ascii_digit())
    };
    if digits(number) {
        return Some(number.to_owned());
    }
    chinese_number(number).map(|number| number.to_string())
}

/// A title with its number in front, `表1部门收支总表` or `预算公开表1部门收支总表` → (`1`, title).
#[must_use]
pub(in crate::load) fn split_marked_title(folded: &str) -> Option<(String, &str)> {
    let open = without_mark_words(folded);
    let digits = open.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = open.split_at_checked(digits).filter(|_| digits > 0)?;
    let (number, rest) = match rest.strip_prefix('-').map(str::as_bytes) {
        // 表1-1 is the first part of 表1.
        Some([b'0'..=b'9', ..]) => {
            let part = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            open.split_at_checked(digits + 1 + part)?
        }
        _ => (number, rest),
    };
    let before = folded.strip_suffix(open)?;
    // 公开01表 is closed behind its number, 预算公开表1 in front of it.
    let closed = rest.strip_prefix('表');
    let title = match before.ends_with('表') {
        true => rest,
        false => closed.filter(|_| !before.is_empty())?,
    };
    let title = title.trim_start_matches(['.', '、', '-', '—', '：', '．']);
    // 表2024年 is followed by a year.
    let short = digits <= 2 && !title.starts_with('年');
    (short && !title.is_empty()).then(|| (number.to_owned(), title))
}

/// What follows the words in front of the number of a table.
fn without_mark_words(folded: &str) -> &str {
    [
        "部门", "单位", "附件", "附", "预算", "决算", "公开", "财决", "YS", "ys", "表",
    ]
    .iter()
    .fold(folded, |rest, word| rest.strip_prefix(word).unwrap_or(rest))
}

fn is_page_number(folded: &str) -> bool {
    let bare = folded.trim_matches(|c| matches!(c, '-' | '—' | '－' | '·' | '第' | '页' | '─'));
    // Three bare digits are more often the code of a body or a class.
    let longest = if bare.len() < folded.len() { 4 } else { 2 };
    !bare.is_empty() && bare.len() <= longest && bare.chars().all(|c| c.is_ascii_digit())
}

fn is_part(folded: &str) -> bool {
    let numbered = folded.strip_prefix('第').is_some_and(|rest| {
        rest.split_once("部分")
            .is_some_and(|(number, _)| chinese_number(number).is_some())
    });
    numbered || matches!(folded, "名词解释" | "目录")
}

fn year_line(folded: &str) -> Option<u16> {
    let rest = [
        "预算年度：",
        "决算年度：",
        "年度：",
        "截止时间：",
        "截至时间：",
        "（",
    ]
    .iter()
    .find_map(|prefix| folded.strip_prefix(prefix))
    .unwrap_or(folded);
    let year = year_in(rest.get(..4)?)?;
    // The bracket of 2026年） was opened in the line before.
    if folded.starts_with('（') != folded.ends_with('）') {
        return None;
    }
    let after = rest.get(4..)?.trim_end_matches('）');
    let plain = matches!(after, "" | "年" | "年度");
    let days = |text: &str| text.chars().all(|c| matches!(c, '0'..='9' | '-' | '月'));
    // 2026-2027年 begins the name of a project.
    let written = after
        .strip_prefix('年')
        .and_then(|rest| rest.strip_suffix('日'));
    let date = after.starts_with('-') && days(after) || written.is_some_and(days);
    (plain || date).then_some(year)
}

fn body_line(folded: &str) -> Option<String> {
    let name = labelled_body(folded)?;
    let name = name_and_unit(name).map_or(name, |(name, _)| name);
    let name = name.split("单位：").next().unwrap_or(name);
    let name = name.split("金额").next().unwrap_or(name);
    let name = without_code(strip_trailing_year(without_number(name)));
    // 单位：万 is the beginning of a unit that runs over two lines.
    let chopped = matches!(name, "" | "万" | "百万" | "百" | "亿" | "千");
    (!chopped).then(|| name.to_owned())
}

/// `某局公开05表` and `某局附表2` name 某局: the number of the table stands on the same line.
fn without_number(name: &str) -> &str {
    const BEFORE: [&str; 5] = ["公开", "财决公开", "预算", "部门预算", "决算"];
    const ALONE: [&str; 3] = ["附表", "附件", "表"];
    let number = |c: char| c.is_ascii_digit() || c == '-';
    let (rest, words) = match name.strip_suffix('表') {
        Some(rest) => (rest, BEFORE.as_slice()),
        None => (name, ALONE.as_slice()),
    };
    let core = rest.trim_end_matches(number);
    let cut = words.iter().filter_map(|word| core.strip_suffix(word));
    let shortest = cut.min_by_key(|cut| cut.len());
    shortest
        .filter(|cut| core.len() < rest.len() && !cut.is_empty())
        .unwrap_or(name)
}

/// `350_某局`, `[350001]某局` and `350001某局` name 某局.
fn without_code(name: &str) -> &str {
    let rest = name.trim_start_matches(['[', '［', '【']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..).unwrap_or(rest);
    let after = after.trim_start_matches([']', '］', '】', '_', '-', '－', '—']);
    let coded = (3..=9).contains(&digits) && after.starts_with(|c: char| !c.is_ascii());
    if coded { after } else { name }
}

/// The publishing body named in a caption line that also names the unit.
#[must_use]
pub(in crate::load) fn body_in(folded: &str) -> Option<String> {
    const PREFIXES: [&str; 5] = [
        "部门（单位）名称：",
        "部门名称：",
        "单位名称：",
        "编制单位：",
        "部门：",
    ];
    let labelled = || PREFIXES.iter().find_map(|prefix| folded.find(prefix));
    // 单位： names a body where the unit behind it has no label of its own.
    let at = match labelled_body(folded).and_then(name_and_unit) {
        Some(_) => 0,
        None => labelled()?,
    };
    body_line(folded.get(at..)?)
}

fn strip_trailing_year(name: &str) -> &str {
    let core = name.trim_end_matches("年度").trim_end_matches('年');
    if core.len() == name.len() {
        return name;
    }
    let cut = core.len().saturating_sub(4);
    match core.get(cut..) {
        Some(digits) if year_in(digits).is_some() => core.get(..cut).unwrap_or(name),
        _ => name,
    }
}

/// `350001 科技和工信部门`: code and name of the body as a running head.
fn coded_body(line: &TextLine) -> Option<String> {
    let mut words = line.printed();
    let code = &words.next()?.text;
    let name = &words.next()?.text;
    let is_code = (3..=9).contains(&code.len()) && code.chars().all(|c| c.is_ascii_digit());
    let is_name = ends_as_body(name) || name.ends_with("部门") || name.ends_with("单位");
    // 2080506 机关事业单位: the first half of the name of an item.
    let is_item = || {
        let mut entries = catalogue::entries(code).iter();
        entries.any(|entry| fold(entry.name).starts_with(&fold(name)))
    };
    (is_code && is_name && words.next().is_none() && !is_item()).then(|| name.to_string())
}

fn title(folded: &str, vocabulary: &Vocabulary) -> Option<TableKind> {
    let folded = paged::split(folded).core;
    let open = folded
        .find('（')
        .filter(|&at| at > 0)
        .unwrap_or(folded.len());
    let core = folded.get(..open).unwrap_or(folded);
    // 基本支出表-人员经费（…）: the part of a form that the table prints.
    let parted = core
        .find(PART_OF_A_FORM)
        .is_some_and(|at| core.get(..at).is_some_and(|form| form.ends_with('表')));
    let ends = folded.ends_with('表') || core.ends_with('表') || parted;
    let plain = !folded.contains(['。', '；', '，', '：', '！', '《']) || folded.starts_with("附");
    let (_, rest) = split_ordinal(folded);
    (ends && plain && rest.chars().count() >= 3)
        .then(|| vocabulary.title_kind(folded))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_captions_and_years_in_names() {
        for line in ["2026年", "（2026年度）", "2026年3月1日", "2025-12-31"] {
            assert!(year_line(line).is_some(), "{line}");
        }
        for line in ["2026-2027年信息化运维", "2026年）", "2026年某某整治工程1日"] {
            assert_eq!(year_line(line), None, "{line}");
        }
    }

    #[test]
    fn codes_before_the_body_are_no_part_of_its_name() {
        for line in [
            "部门：350_云山市水务局",
            "部门：[350001]云山市水务局",
            "单位名称：350001云山市水务局",
            "部门：云山市水务局",
            "部门：云山市水务局公开05表",
            "部门：云山市水务局2023年度公开05表",
            "部门：云山市水务局附表2单位：元",
        ] {
            assert_eq!(body_line(line).as_deref(), Some("云山市水务局"), "{line}");
        }
        assert_eq!(body_line("部门：12345").as_deref(), Some("12345"));
    }

    #[test]
    fn marks_of_many_forms() {
        let cases = [
            ("预算01表", Some("01")),
            ("公开05表", Some("05")),
            ("YS13", Some("13")),
            ("表1", Some("1")),
            ("公开表一", Some("1")),
            ("附表12", Some("12")),
            ("部门收支总表", None),
            ("12", None),
            ("2024", None),
            ("单位预算", None),
        ];
        for (text, number) in cases {
            assert_eq!(mark(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn units_anywhere_in_the_line() {
        assert_eq!(
            unit_note("部门名称：甲局2024年度金额单位：万元"),
            Some(Unit::WanYuan)
        );
        assert_eq!(unit_note("单位：元"), Some(Unit::Yuan));
        assert_eq!(unit_note("编制单位：甲局"), None);
        assert_eq!(unit_note("编制单位：甲局单位：元"), Some(Unit::Yuan));
        assert_eq!(unit_note("预算01表万元"), Some(Unit::WanYuan));
        assert_eq!(unit_note("附件3元"), Some(Unit::Yuan));
        assert_eq!(unit_note("补助万元"), None);
    }

    #[test]
    fn titles_beside_their_unit() {
        let of = |text| title_before_unit(text, Vocabulary::embedded()).map(|(_, title)| title);
        assert_eq!(of("部门收支总表单位：万元"), Some("部门收支总表"));
        assert_eq!(of("部门收支总表（金额单位：元）"), Some("部门收支总表"));
        assert_eq!(of("部门名称：甲局单位：万元"), None);
        assert_eq!(of("部门收支总表"), None);
    }

    #[test]
    fn units_without_a_label_behind_bodies() {
        let units = |text: &str| unit_note(text);
        assert_eq!(units("单位：青溪县交通局（本级）万元"), Some(Unit::WanYuan));
        assert_eq!(units("部门：青溪县交通局元"), None);
        let body = body_in("单位：青溪县交通局万元");
        assert_eq!(body.as_deref(), Some("青溪县交通局"));
        assert_eq!(units("单位：青溪县交通局"), None);
        assert_eq!(
            body_line("单位：青溪县交通局万元").as_deref(),
            Some("青溪县交通局")
        );
    }

    #[test]
    fn bodies_and_years() {
        assert_eq!(
            body_line("部门名称：甲局2024年度单位：万元").as_deref(),
            Some("甲局")
        );
        assert_eq!(year_line("（2024年度）"), Some(2024));
        assert_eq!(year_line("预算年度：2024"), Some(2024));
        assert_eq!(year_line("2024年部门收支总表"), None);
        for (text, number) in [
            ("表3部门收入总表", "3"),
            ("附表3：部门收入总表", "3"),
            ("预算公开表3部门收入总表", "3"),
            ("公开03表部门收入总表", "03"),
            ("表1-3部门收入总表", "1-3"),
        ] {
            let expected = Some((number.to_owned(), "部门收入总表"));
            assert_eq!(split_marked_title(text), expected, "{text}");
        }
        for text in [
            "部门收入总表",
            "表2025年部门收入总表",
            "预算01表",
            "2025年预算收入表",
        ] {
            assert_eq!(split_marked_title(text), None, "{text}");
        }
    }
}
