//! How the characters of a figure follow from its number, so that they need not be kept beside it.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::amount::Unit;
use super::figure::FigureKind;

/// A unit without a word of its own: all but counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlainUnit {
    /// 元
    Yuan,
    /// 千元
    ThousandYuan,
    /// 万元
    WanYuan,
    /// 百万元
    MillionYuan,
    /// 亿元
    YiYuan,
    /// %
    Percent,
}

impl PlainUnit {
    /// All of them, each in the place of its number.
    pub const ALL: [PlainUnit; 6] = [
        PlainUnit::Yuan,
        PlainUnit::ThousandYuan,
        PlainUnit::WanYuan,
        PlainUnit::MillionYuan,
        PlainUnit::YiYuan,
        PlainUnit::Percent,
    ];

    /// `None` for counts: their word is printed.
    #[must_use]
    pub fn of(unit: &Unit) -> Option<Self> {
        Some(match unit {
            Unit::Yuan => PlainUnit::Yuan,
            Unit::ThousandYuan => PlainUnit::ThousandYuan,
            Unit::WanYuan => PlainUnit::WanYuan,
            Unit::MillionYuan => PlainUnit::MillionYuan,
            Unit::YiYuan => PlainUnit::YiYuan,
            Unit::Percent => PlainUnit::Percent,
            Unit::Count(_) => return None,
        })
    }

    /// The same as any unit.
    #[must_use]
    pub fn unit(self) -> &'static Unit {
        match self {
            PlainUnit::Yuan => &Unit::Yuan,
            PlainUnit::ThousandYuan => &Unit::ThousandYuan,
            PlainUnit::WanYuan => &Unit::WanYuan,
            PlainUnit::MillionYuan => &Unit::MillionYuan,
            PlainUnit::YiYuan => &Unit::YiYuan,
            PlainUnit::Percent => &Unit::Percent,
        }
    }
}

/// The ways of printing that can be written again from the digits alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Spelling {
    /// `-1959.63`
    Bare,
    /// `-1,959.63`
    Grouped,
    /// `12.50%`
    Percent,
    /// `———`: one character several times. The digits are the character (low half) and how often it
    /// is printed (high half).
    Repeated,
}

impl Spelling {
    /// How these characters follow from the number, with the digits they are written from; `None`
    /// where they do not.
    pub(super) fn of(
        kind: FigureKind,
        number: Decimal,
        decimals: u32,
        raw: &str,
    ) -> Option<(Self, i64)> {
        let (spelling, digits) = if kind == FigureKind::Dash || kind == FigureKind::Unreadable {
            let first = raw.chars().next()?;
            let times = i64::try_from(raw.len() / first.len_utf8()).ok()?;
            let times = (times < 1 << 16).then_some(times)?;
            (
                Spelling::Repeated,
                times << 32 | i64::from(u32::from(first)),
            )
        } else {
            let spelling = match raw {
                _ if raw.ends_with('%') => Spelling::Percent,
                _ if raw.contains(',') => Spelling::Grouped,
                _ => Spelling::Bare,
            };
            (spelling, i64::try_from(number.mantissa()).ok()?)
        };
        let short = u8::try_from(decimals).ok()?;
        // A negative nothing equals nothing, but it is another number.
        let again = spelling.number(digits, short);
        let same = again == number
            && again.scale() == number.scale()
            && again.is_sign_negative() == number.is_sign_negative()
            && spelling.written(digits, short) == raw;
        same.then_some((spelling, digits))
    }

    /// The number that these digits are.
    pub(super) fn number(self, digits: i64, decimals: u8) -> Decimal {
        match self {
            Spelling::Repeated => Decimal::ZERO,
            Spelling::Bare | Spelling::Grouped | Spelling::Percent => {
                Decimal::try_new(digits, u32::from(decimals)).unwrap_or_default()
            }
        }
    }

    /// The characters that are printed for these digits.
    pub(super) fn written(self, digits: i64, decimals: u8) -> EcoString {
        if self == Spelling::Repeated {
            let character = char::from_u32(u32::try_from(digits & 0xFFFF_FFFF).unwrap_or(0));
            let times = usize::try_from(digits >> 32).unwrap_or(0);
            return std::iter::repeat_n(character.unwrap_or('—'), times).collect();
        }
        let mut written = Backwards::default();
        let mut rest = digits.unsigned_abs();
        for _ in 0..decimals {
            written.digit(&mut rest);
        }
        if decimals > 0 {
            written.put(b'.');
        }
        let mut places = 0;
        while rest > 0 || places == 0 {
            if self == Spelling::Grouped && places > 0 && places % 3 == 0 {
                written.put(b',');
            }
            written.digit(&mut rest);
            places += 1;
        }
        if digits < 0 {
            written.put(b'-');
        }
        let mut written = EcoString::from(written.text());
        if self == Spelling::Percent {
            written.push('%');
        }
        written
    }
}

/// ASCII characters written from the last to the first.
struct Backwards {
    bytes: [u8; Backwards::ROOM],
    free: usize,
}

impl Default for Backwards {
    fn default() -> Self {
        Backwards {
            bytes: [0; Backwards::ROOM],
            free: Backwards::ROOM,
        }
    }
}

impl Backwards {
    /// Nothing that has more characters is a plain figure.
    const ROOM: usize = 64;

    fn digit(&mut self, rest: &mut u64) {
        let digit = u8::try_from(*rest % 10).unwrap_or(0);
        *rest /= 10;
        self.put(b'0' + digit);
    }

    fn put(&mut self, byte: u8) {
        self.free = self.free.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.free) {
            *place = byte;
        }
    }

    fn text(&self) -> &str {
        let bytes = self.bytes.get(self.free..).unwrap_or(&[]);
        std::str::from_utf8(bytes).unwrap_or("")
    }
}
