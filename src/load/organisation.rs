//! How the names of public bodies end.

/// 局, 中心, 人民政府 … in the order of nothing: any may end a name.
const ENDS: &[&str] = &[
    "局",
    "委",
    "厅",
    "院",
    "办",
    "会",
    "所",
    "部",
    "站",
    "校",
    "馆",
    "队",
    "社",
    "府",
    "处",
    "室",
    "署",
    "镇",
    "乡",
    "中心",
    "中学",
    "小学",
    "大学",
    "街道",
    "幼儿园",
];

/// Whether a name ends as those of public bodies do. Short words do so by chance: how long a name
/// must be is for the caller to say.
#[must_use]
pub(super) fn ends_as_body(name: &str) -> bool {
    ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether this can be a short form of a name: its characters stand in the name in order
/// (省检察院 for 江苏省人民检察院).
#[must_use]
pub(super) fn shortens(short: &str, name: &str) -> bool {
    let mut name = name.chars();
    short.chars().all(|c| name.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bodies() {
        for name in ["云山市水务局", "青溪镇人民政府", "第二幼儿园"] {
            assert!(ends_as_body(name), "{name}");
        }
        assert!(!ends_as_body("公务接待费"));
        assert!(shortens("市水务局", "云山市水务局"));
        assert!(!shortens("市财政局", "云山市水务局"));
    }
}
