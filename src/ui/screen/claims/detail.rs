//! The figure selected in the list: what the checks say, and its sentence with the figure set off.

use ratatui::layout::Rect;

use super::answer::answer;
use super::{Claims, claims};
use crate::ui::canvas::{Canvas, Span, marked, span};
use crate::ui::popup::inspect::mark;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;

impl Claims {
    pub(super) fn draw_detail(&self, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(index) = self.selected(scene) else {
            return;
        };
        let disclosure = scene.data.disclosure(scene.current);
        let Some((claim, disclosure)) = claims(scene).get(index).zip(disclosure) else {
            return;
        };
        let mut lines: Vec<Vec<Span>> = Vec::new();
        let (sign, role) = answer(scene, index).sign();
        let words = scene.text(answer(scene, index).text());
        let place = scene.place_words(scene.current, claim.place);
        lines.push(vec![
            span(format!("{sign} {words}"), role),
            span(format!("  {place}"), Role::Dim),
        ]);
        let report = scene.data.report(scene.current);
        let relations = scene.data.derived(scene.current);
        let relations = relations.and_then(|derived| derived.claims.get(index));
        let worst = relations
            .into_iter()
            .flatten()
            .filter_map(|relation| report?.verdicts.get(*relation as usize))
            .min_by_key(|judged| mark(&judged.verdict).0 != "!");
        if let Some(judged) = worst {
            let text = scene.statement(scene.current, judged);
            lines.push(vec![span(text, Role::Text)]);
        }
        let above = lines.len();
        for (spans, y) in lines.iter().zip(area.y..area.bottom()) {
            canvas.line(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                spans,
            );
        }
        let taken = u16::try_from(above).unwrap_or(0).min(area.height);
        let rest = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        if let Some(sentence) = disclosure.prose.get(claim.sentence) {
            draw_sentence(&sentence.text, &claim.figure.raw(), rest, canvas);
        }
    }
}

/// The sentence over several lines, the figure set off wherever it stands whole in a line.
fn draw_sentence(text: &str, figure: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let lines = canvas
        .funnel()
        .paragraph(text, usize::from(area.width), usize::from(area.height));
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let found = line.find(figure).filter(|_| !figure.is_empty());
        let ranges: Vec<_> = found
            .map(|byte| line[..byte].chars().count())
            .map(|from| from..from + figure.chars().count())
            .into_iter()
            .collect();
        canvas.line(
            Rect {
                y,
                height: 1,
                ..area
            },
            &marked(line, &ranges, Role::Dim),
        );
    }
}
