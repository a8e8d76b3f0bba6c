//! Painting on the screen: every text through the width funnel, every rectangle clipped to the frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::theme::{Role, Theme};
use super::width::{Funnel, clusters};

/// Cells of the name in a title that gives way to what stands behind it.
const LEAST_NAME: usize = 8;

/// A run of text in one role.
pub type Span = (String, Role);

/// Builds a run of text.
#[must_use]
pub fn span(text: impl Into<String>, role: Role) -> Span {
    (text.into(), role)
}

/// What is chosen, as chips behind a title.
#[must_use]
pub fn chip_spans(chips: impl IntoIterator<Item = String>) -> Vec<Span> {
    let chips = chips.into_iter();
    chips
        .flat_map(|chip| {
            [
                span(" ", Role::Title),
                span(format!(" {chip} "), Role::Chip),
            ]
        })
        .collect()
}

/// A text as runs in one role, with the characters of the ranges set off as matches.
#[must_use]
pub fn marked(text: &str, matched: &[std::ops::Range<usize>], role: Role) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (index, character) in text.chars().enumerate() {
        let inside = matched.iter().any(|range| range.contains(&index));
        let role = if inside { Role::Match } else { role };
        match spans.last_mut().filter(|(_, last)| *last == role) {
            Some((run, _)) => run.push(character),
            None => spans.push((character.to_string(), role)),
        }
    }
    spans
}

/// The buffer of one frame with what is needed to write on it.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    funnel: Funnel,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole frame.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, funnel: Funnel) -> Self {
        Canvas {
            buffer,
            theme,
            funnel,
        }
    }

    /// The funnel texts pass through.
    #[must_use]
    pub fn funnel(&self) -> Funnel {
        self.funnel
    }

    /// Writes one line of runs into the first row of `area`, cut at its right edge with a mark.
    pub fn line(&mut self, area: Rect, spans: &[Span]) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let whole: usize = spans
            .iter()
            .map(|(text, _)| self.funnel.measure(text))
            .sum();
        let width = usize::from(area.width);
        let mut left = width;
        let mut x = area.x;
        for (index, (text, role)) in spans.iter().enumerate() {
            let needed = self.funnel.measure(text);
            let last_visible = whole > width && (needed >= left || index + 1 == spans.len());
            let piece = if last_visible {
                // Force the mark even when this run alone would just fit.
                self.funnel.cut(&format!("{text}  "), left.min(needed + 1))
            } else {
                self.funnel.cut(text, left)
            };
            x = self.put(x, area.y, &piece, *role);
            left = usize::from(area.right().saturating_sub(x));
            if last_visible || left == 0 {
                break;
            }
        }
    }

    /// Writes one text.
    pub fn text(&mut self, area: Rect, text: &str, role: Role) {
        self.line(area, &[span(text, role)]);
    }

    /// Writes a text flush right.
    pub fn text_right(&mut self, area: Rect, text: &str, role: Role) {
        let fitted = self.funnel.fit_right(text, usize::from(area.width));
        self.text(area, &fitted, role);
    }

    /// Writes a figure flush right: whole, or `####`.
    pub fn figure(&mut self, area: Rect, figure: &str, role: Role) {
        let fitted = self.funnel.figure(figure, usize::from(area.width));
        self.text(area, &fitted, role);
    }

    /// Lays a role over what is already written. A role that swaps the colours of letters and ground
    /// makes one block: every coloured or dim word in it would bring a ground of its own.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.buffer.area);
        let mut style = self.theme.style(role);
        if style.add_modifier.contains(Modifier::REVERSED) {
            let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
            style = plain.remove_modifier(Modifier::DIM).patch(style);
        }
        self.buffer.set_style(area, style);
    }

    /// Empties an area. A wide character that reaches into it from the left is blanked too,
    /// because half of it would push the border out of line (ratatui issue 2526).
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            if let Some(left) = area.x.checked_sub(1) {
                let cell = self.buffer.cell_mut((left, y));
                if let Some(cell) = cell.filter(|cell| clusters(cell.symbol()).any(|(_, w)| w > 1))
                {
                    cell.set_symbol(" ");
                }
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(self.theme.style(Role::Text));
                }
            }
        }
    }

    /// Draws a border with a title in its upper edge.
    pub fn frame(&mut self, area: Rect, title: &[Span], border: Role) {
        let area = area.intersection(self.buffer.area);
        if area.width < 2 || area.height < 2 {
            return;
        }
        let [horizontal, vertical, corners] = if self.funnel.plain {
            ["-", "|", "++++"]
        } else {
            ["─", "│", "┌┐└┘"]
        };
        let corner: Vec<String> = corners.chars().map(String::from).collect();
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.x..=right {
            self.symbol(x, area.y, horizontal, border);
            self.symbol(x, bottom, horizontal, border);
        }
        for y in area.y..=bottom {
            self.symbol(area.x, y, vertical, border);
            self.symbol(right, y, vertical, border);
        }
        let places = [
            (area.x, area.y),
            (right, area.y),
            (area.x, bottom),
            (right, bottom),
        ];
        for ((x, y), symbol) in places.into_iter().zip(&corner) {
            self.symbol(x, y, symbol, border);
        }
        let room = Rect::new(area.x + 2, area.y, area.width.saturating_sub(4), 1);
        self.title(room, title);
    }

    /// Writes a title. Where it does not fit, its longest run gives way: a unit and a count behind
    /// the name of a table are worth more than the end of that name.
    pub fn title(&mut self, area: Rect, title: &[Span]) {
        let mut title = title.to_vec();
        let funnel = self.funnel;
        let measure = |(text, _): &Span| funnel.measure(text);
        let over = title.iter().map(measure).sum::<usize>();
        let over = over.saturating_sub(usize::from(area.width));
        if let Some(longest) = title.iter_mut().max_by_key(|span| measure(span))
            && over > 0
        {
            let left = measure(longest).saturating_sub(over).max(LEAST_NAME);
            longest.0 = funnel.cut(&longest.0, left);
        }
        self.line(area, &title);
    }

    /// A bar of `tenths` of a cell over `width` cells, drawn with one-cell characters.
    #[must_use]
    pub fn bar(&self, share: f64, width: usize) -> String {
        bar(share, width, self.funnel.plain)
    }

    /// Puts a character of one cell where it is wanted, in colours of its own.
    pub fn paint(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    fn symbol(&mut self, x: u16, y: u16, symbol: &str, role: Role) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(self.theme.style(role));
        }
    }

    fn put(&mut self, x: u16, y: u16, text: &str, role: Role) -> u16 {
        let style = self.theme.style(role);
        self.buffer.set_string(x, y, text, style);
        x + u16::try_from(self.funnel.measure(text)).unwrap_or(0)
    }
}

/// A share between 0 and 1 as a bar of exactly `width` cells; something above nothing shows at
/// least a sliver.
#[must_use]
pub fn bar(share: f64, width: usize, plain: bool) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let share = share.clamp(0.0, 1.0);
    let parts = if plain { 1.0 } else { 8.0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a few cells, for drawing only"
    )]
    let filled = (share * width as f64 * parts).round() as usize;
    let filled = if share > 0.0 { filled.max(1) } else { 0 };
    let mut out = String::new();
    let cells = if plain {
        out.push_str(&"#".repeat(filled));
        filled
    } else {
        out.push_str(&"█".repeat(filled / 8));
        out.push_str(EIGHTHS[filled % 8]);
        filled.div_ceil(8)
    };
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(cells)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_popup_leaves_no_half_character_at_its_left() {
        let theme = Theme::parse("t", "").unwrap_or_else(|_| unreachable!("an empty theme"));
        let area = Rect::new(0, 0, 10, 1);
        for left in 1..6 {
            let mut buffer = Buffer::empty(area);
            buffer.set_string(0, 0, "一般公共预", Style::default());
            let mut canvas = Canvas::new(&mut buffer, &theme, Funnel::default());
            canvas.clear(Rect::new(left, 0, 3, 1));
            let before = buffer[(left - 1, 0)].symbol().to_owned();
            assert!(unicode_width::UnicodeWidthStr::width(before.as_str()) <= 1);
        }
    }

    #[test]
    fn a_selected_row_is_one_block_in_every_theme() {
        for name in Theme::names() {
            let theme = Theme::named(name).unwrap_or_else(|_| unreachable!("{name}"));
            let area = Rect::new(0, 0, 40, 1);
            let mut buffer = Buffer::empty(area);
            let mut canvas = Canvas::new(&mut buffer, &theme, Funnel::default());
            let roles = Role::ALL.iter().map(|(role, _)| span("x", *role));
            canvas.line(area, &roles.collect::<Vec<_>>());
            canvas.tint(area, Role::Selected);
            let ground = |x: u16| {
                let cell = &buffer[(x, 0)];
                let swapped = cell.modifier.contains(Modifier::REVERSED);
                let dim = cell.modifier.contains(Modifier::DIM);
                (cell.fg, cell.bg, swapped, dim)
            };
            assert!((0..40).all(|x| ground(x) == ground(39)), "{name}");
        }
    }

    #[test]
    fn bars_have_their_width() {
        for share in [0.0, 0.001, 0.33, 0.5, 1.0] {
            for plain in [false, true] {
                let drawn = bar(share, 8, plain);
                assert_eq!(drawn.chars().count(), 8, "{drawn:?}");
            }
        }
        assert_eq!(bar(0.5, 4, true), "##  ");
        assert!(bar(0.001, 4, false).starts_with('▏'));
    }

    #[test]
    fn a_line_that_does_not_fit_says_so() {
        let theme = Theme::parse("t", "").unwrap_or_else(|_| unreachable!("an empty theme"));
        let area = Rect::new(0, 0, 6, 1);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, &theme, Funnel::default());
        canvas.line(area, &[span("abcdef", Role::Text), span("ghi", Role::Text)]);
        let drawn: String = (0..6).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
        assert_eq!(drawn, "abcde…");
    }
}
