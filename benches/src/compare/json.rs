//! The report as JSON: everything that was measured, for later comparison.

use serde_json::{Value, json};

use super::participants::Role;
use super::report::{Entry, Figure, Measured, Report};
use crate::protocol::Language;

/// The whole report.
pub(super) fn json(report: &Report) -> Value {
    let columns = report.columns.iter().map(|column| {
        json!({
            "name": column.name,
            "role": match column.role { Role::Ours => "ours", Role::Peer => "peer", Role::Roof => "roof" },
            "version": column.introduction.version,
            "language": column.introduction.language,
            "notes": column.introduction.notes,
        })
    });
    let missing = report
        .missing
        .iter()
        .map(|missing| json!({"name": missing.name, "why": missing.why}));
    json!({
        "machine": report.machine,
        "quick": report.quick,
        "rounds": report.rounds,
        "unit": "nanoseconds per element, f32",
        "participants": columns.collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
        "rows": report.rows.iter().map(|measured| row(report, measured)).collect::<Vec<_>>(),
    })
}

fn row(report: &Report, measured: &Measured) -> Value {
    let (rows, columns) = measured.row.shape();
    let entries = report
        .columns
        .iter()
        .zip(&measured.entries)
        .map(|(column, entry)| {
            let entry = match entry {
                Entry::Figures(figures) => {
                    json!({"ways": figures.iter().map(figure).collect::<Vec<_>>()})
                }
                Entry::Absent(why) => json!({"absent": why}),
                Entry::Wrong(why) => json!({"wrong": why}),
                Entry::Failed(why) => json!({"failed": why}),
            };
            (column.name.to_owned(), entry)
        });
    json!({
        "function": measured.row.function,
        "pass": measured.row.pass,
        "rows": rows,
        "columns": columns,
        "entries": entries.collect::<serde_json::Map<_, _>>(),
        "fastest_peer": report.fastest(measured, None).map(|(name, _)| name),
        "fastest_peer_over_ours": report.gain(measured, None),
        "fastest_rust_peer_over_ours": report.gain(measured, Some(Language::Rust)),
        "ours_over_roof": report.over_roof(measured),
    })
}

fn figure(figure: &Figure) -> Value {
    let summary = figure.summary();
    json!({
        "how": figure.how,
        "median": summary.median,
        "least": summary.least,
        "lower_quartile": summary.lower,
        "upper_quartile": summary.upper,
        "rounds": figure.rounds,
        "difference": figure.difference,
    })
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::example;
    use super::*;

    #[test]
    fn every_figure_and_every_reason_is_there() {
        let json = json(&example());
        let row = &json["rows"][1];
        assert_eq!(row["entries"]["ours"]["ways"][0]["median"], 0.4);
        assert_eq!(row["entries"]["snake"]["wrong"], "differs");
        assert_eq!(row["fastest_peer"], "rusty");
        assert_eq!(
            json["rows"][2]["entries"]["snake"]["absent"],
            "inference only"
        );
        assert_eq!(json["rows"][3]["columns"], 10);
        assert_eq!(json["missing"][0]["name"], "gone");
    }
}
