//! Prints the tables of a disclosure as they were understood, one line for each.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let d = chazhang::load::load(&path, &bytes);
        writeln!(
            out,
            "{} | {} | {:?} {:?} | units {:?} | promised {} | prose {}",
            path,
            d.department,
            d.year,
            d.stage,
            d.units.len(),
            d.promised.len(),
            d.prose.len()
        )?;
        for t in &d.tables {
            writeln!(
                out,
                "  {:>4} {:<28} {}..{} rows {} cols {} ids {} figs {} {:?} {:?} {}",
                t.id,
                t.kind.name(),
                t.place.line,
                t.last_line,
                t.rows.len(),
                t.columns.len(),
                t.identities.len(),
                t.figure_count(),
                t.state,
                t.doubts,
                t.title
            )?;
            if std::env::var("V").is_ok() {
                for c in &t.columns {
                    writeln!(
                        out,
                        "        {} {:?} {:?} lane {}",
                        c.label(),
                        c.role,
                        c.kind,
                        c.lane
                    )?;
                }
                for r in &t.rows {
                    writeln!(
                        out,
                        "        {} l{} {:?} p{:?} d{} [{}] {} :: {}",
                        r.index,
                        r.lane,
                        r.kind,
                        r.parent,
                        r.depth,
                        r.code,
                        r.name,
                        r.cells
                            .iter()
                            .map(|c| format!(
                                "{:?}{}={}",
                                c.column,
                                match c.certainty {
                                    chazhang::model::Certainty::Printed => "",
                                    chazhang::model::Certainty::Recovered => "r",
                                    _ => "?",
                                },
                                c.raw()
                            ))
                            .collect::<Vec<_>>()
                            .join(" ")
                    )?;
                }
            }
        }
        for p in &d.problems {
            writeln!(out, "  ! {:?} {}", p.kind, p.message.zh)?;
        }
    }
    Ok(())
}
