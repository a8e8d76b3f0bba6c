//! The region a body belongs to, as far as its own name says: the administrative names it begins with.
//!
//! Only the general form of such names is used (…省, …市, …区, …县), never a list of places. A name
//! that does not have the form has no region, and the body then stands on its own.

/// One level of administrative names: its endings, and the fewest characters in front of one.
struct Level {
    endings: &'static [&'static str],
    fewest: usize,
}

/// Outermost first; a name may leave levels out but not turn them round.
const LEVELS: &[Level] = &[
    Level {
        endings: &["省", "自治区", "特别行政区"],
        fewest: 2,
    },
    Level {
        endings: &["市", "自治州", "地区", "盟"],
        fewest: 2,
    },
    Level {
        endings: &["自治县", "县", "自治旗", "旗", "区"],
        fewest: 2,
    },
];

/// Longest administrative name, in characters.
const LONGEST: usize = 14;

/// Words that end like a region and are none.
const NO_REGIONS: &[&str] = &[
    "城市",
    "都市",
    "超市",
    "股市",
    "社区",
    "园区",
    "景区",
    "小区",
    "校区",
    "院区",
    "片区",
    "保护区",
    "示范区",
    "试验区",
    "联盟",
    "同盟",
    "国旗",
    "红旗",
    "校旗",
];

/// Words that a region's ending would tear apart: 市场, 区域, 县域.
const TORN: &[&str] = &["场", "域", "政工程", "政园林", "政公用", "容", "划"];

/// Characters that belong to an office: a region never follows one.
const OFFICES: &[char] = &['局', '厅', '部', '院', '委', '办', '处', '校', '所'];

/// What stands before the region in names of party bodies.
const BEFORE: &[&str] = &["中国共产党", "中共"];

/// The region a name begins with, all levels together: 青山省云溪市北河区 of 青山省云溪市北河区财政局.
#[must_use]
pub fn region(name: &str) -> Option<&str> {
    let name = BEFORE
        .iter()
        .find_map(|before| name.strip_prefix(before))
        .unwrap_or(name);
    let mut end = 0;
    for level in LEVELS {
        if let Some(length) = level_name(&name[end..], level) {
            end += length;
        }
    }
    // A name that is nothing but a region is the region's own government.
    (end > 0 && end < name.len()).then(|| &name[..end])
}

/// What is left of a body's name below its region.
#[must_use]
pub fn without_region<'a>(name: &'a str, region: &str) -> &'a str {
    name.strip_prefix(region)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

/// Bytes of the shortest name of a level that `text` begins with.
fn level_name(text: &str, level: &Level) -> Option<usize> {
    let mut places = text.char_indices().take(LONGEST).enumerate();
    places.find_map(|(before, (at, letter))| {
        if !is_han(letter) {
            return None;
        }
        let ending = level
            .endings
            .iter()
            .find(|ending| text[at..].starts_with(**ending))?;
        // 单县 has one character only; nothing else is that short.
        let fewest = if *ending == "县" { 1 } else { level.fewest };
        let end = at + ending.len();
        let all_han = text[..at].chars().all(is_han);
        let fits = before >= fewest && all_han && !is_no_region(&text[..end], &text[end..]);
        fits.then_some(end)
    })
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn is_no_region(found: &str, rest: &str) -> bool {
    // 盐城市 is a town and 城市管理局 an office: only what follows tells them apart.
    let office = found.ends_with("城市")
        && ["管理", "建设", "更新"]
            .iter()
            .any(|word| rest.starts_with(word));
    let word = NO_REGIONS
        .iter()
        .any(|word| found.ends_with(word) && *word != "城市");
    office || word || found.contains(OFFICES) || TORN.iter().any(|torn| rest.starts_with(torn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_region_level_by_level() {
        let cases = [
            ("云山市水务局", Some("云山市")),
            ("青山省财政厅", Some("青山省")),
            ("青山省云溪市北河区财政局", Some("青山省云溪市北河区")),
            ("云溪市北河区人民法院", Some("云溪市北河区")),
            ("白原自治区民政厅", Some("白原自治区")),
            ("青溪县卫生健康局", Some("青溪县")),
            ("单县财政局", Some("单县")),
            ("石林彝族自治县教育局", Some("石林彝族自治县")),
            ("中共云山市委组织部", Some("云山市")),
        ];
        for (name, expected) in cases {
            assert_eq!(region(name), expected, "{name}");
        }
    }

    #[test]
    fn offices_that_only_sound_like_places_have_none() {
        for name in [
            "财政局",
            "城市管理局",
            "云山城市管理局",
            "白河社区服务中心",
            "大湖景区管理处",
            "云山市场监督管理局",
            "青年联盟办公室",
            "财政部驻云山市监管局",
            "（本级）",
            "",
            "2024年部门预算",
        ] {
            assert_eq!(region(name), None, "{name}");
        }
        assert_eq!(region("云溪市城市管理局"), Some("云溪市"));
        assert_eq!(region("云溪市市场监督管理局"), Some("云溪市"));
        assert_eq!(region("盐城市财政局"), Some("盐城市"));
    }

    #[test]
    fn any_text_is_cut_between_characters() {
        for name in [
            "é市",
            "a县b",
            "市",
            "县",
            "区区区区",
            "省市县",
            "𠮷市局",
            "\u{301}县",
        ] {
            let found = region(name).map_or(0, str::len);
            assert!(name.is_char_boundary(found));
        }
    }
}
