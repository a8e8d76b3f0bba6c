//! How one number is held against another, by the signs that print it: ≥, <=, ＞.

/// How a number is held against a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inequality {
    /// ≥
    AtLeast,
    /// >
    Above,
    /// ≤
    AtMost,
    /// <
    Below,
    /// =, or no sign
    Equal,
}

/// Signs of one character, in half and full width.
const SIGNS: [(char, Inequality); 10] = [
    ('≥', Inequality::AtLeast),
    ('≧', Inequality::AtLeast),
    ('≤', Inequality::AtMost),
    ('≦', Inequality::AtMost),
    ('>', Inequality::Above),
    ('＞', Inequality::Above),
    ('<', Inequality::Below),
    ('＜', Inequality::Below),
    ('=', Inequality::Equal),
    ('＝', Inequality::Equal),
];

impl Inequality {
    /// The sign a text begins with, and what stands behind it; `None` where it begins with none.
    #[must_use]
    pub fn leading(text: &str) -> Option<(Self, &str)> {
        let first = text.chars().next()?;
        let (_, sign) = SIGNS.iter().find(|(sign, _)| *sign == first)?;
        let rest = text.get(first.len_utf8()..)?;
        // >= is ≥.
        let or_equal = rest.strip_prefix(['=', '＝']);
        Some(match (sign, or_equal) {
            (Inequality::Above, Some(rest)) => (Inequality::AtLeast, rest),
            (Inequality::Below, Some(rest)) => (Inequality::AtMost, rest),
            (sign, _) => (*sign, rest),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_lead_a_number() {
        for (text, expected) in [
            ("≥12座", Some((Inequality::AtLeast, "12座"))),
            (">=3", Some((Inequality::AtLeast, "3"))),
            ("＞=95%", Some((Inequality::AtLeast, "95%"))),
            ("＜＝5", Some((Inequality::AtMost, "5"))),
            (">5", Some((Inequality::Above, "5"))),
            ("＜5", Some((Inequality::Below, "5"))),
            ("=5", Some((Inequality::Equal, "5"))),
            ("5>", None),
            ("", None),
        ] {
            assert_eq!(Inequality::leading(text), expected, "{text}");
        }
    }
}
