//! The report as text: tables in Markdown, so that a README can quote them.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};

use super::goals::{goals, mean_gain};
use super::participants::Role;
use super::report::{Entry, Figure, Measured, Report};
use crate::protocol::{Language, Pass};

/// Scatter beyond this share of the median is shown.
const SHOWN_SPREAD: f64 = 0.1;

/// Everything that a reader needs.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    heading(&mut text, report);
    for pass in Pass::ALL {
        if report.of_pass(pass).next().is_some() {
            let _ = writeln!(text, "\n{}\n\n{}", title(pass), table(report, pass));
        }
    }
    explanation(&mut text, report);
    refused(&mut text, report);
    summary(&mut text, report);
    text
}

fn title(pass: Pass) -> &'static str {
    match pass {
        Pass::Forward => "Forward, f32, ns per element",
        Pass::Vjp => "VJP, f32, ns per element",
    }
}

fn heading(text: &mut String, report: &Report) {
    let machine = &report.machine;
    let _ = writeln!(
        text,
        "{}, {} cores, {}, {}{}; one thread{}; median of {} rounds in turn",
        machine.processor,
        machine.cores,
        machine.vectors.join(" "),
        machine.system,
        if machine.date.is_empty() {
            String::new()
        } else {
            format!(", {}", machine.date)
        },
        machine
            .core
            .map_or(String::new(), |core| format!(" on core {core}")),
        report.rounds,
    );
    if report.quick {
        let _ = writeln!(text, "a quick look: not for figures to quote");
    }
    for doubt in machine.doubts() {
        let _ = writeln!(text, "careful: {doubt}");
    }
}

fn table(report: &Report, pass: Pass) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    let mut header = vec!["function".to_owned(), "size".to_owned()];
    for column in &report.columns {
        header.push(match column.role {
            Role::Roof => roof(pass).to_owned(),
            Role::Ours | Role::Peer => column.name.to_owned(),
        });
        if column.role == Role::Ours && pass == Pass::Vjp {
            header.push("from x".to_owned());
        }
    }
    header.extend([
        "fastest peer".to_owned(),
        "÷ ours".to_owned(),
        format!("ours ÷ {}", roof(pass)),
    ]);
    table.set_header(header);
    for measured in report.of_pass(pass) {
        table.add_row(cells(report, measured));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn roof(pass: Pass) -> &'static str {
    match pass {
        Pass::Forward => "copy",
        Pass::Vjp => "triad",
    }
}

fn cells(report: &Report, measured: &Measured) -> Vec<String> {
    let row = &measured.row;
    let mut cells = vec![row.function.to_owned(), row.size.to_string()];
    for (at, column) in report.columns.iter().enumerate() {
        let figure = report.figure(measured, at);
        cells.push(figure.map_or_else(|| mark(&measured.entries[at]).to_owned(), time));
        if column.role == Role::Ours && row.pass == Pass::Vjp {
            let from_x = match &measured.entries[at] {
                Entry::Figures(figures) => figures.get(1),
                _ => None,
            };
            cells.push(from_x.map_or_else(String::new, time));
        }
    }
    let ratio =
        |ratio: Option<f64>| ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
    cells.push(
        report
            .fastest(measured, None)
            .map_or("–", |(name, _)| name)
            .to_owned(),
    );
    cells.push(ratio(report.gain(measured, None)));
    cells.push(ratio(report.over_roof(measured)));
    cells
}

fn time(figure: &Figure) -> String {
    let summary = figure.summary();
    let digits = if summary.median < 10.0 { 3 } else { 1 };
    let mut text = format!("{:.digits$}", summary.median);
    if summary.spread() > SHOWN_SPREAD {
        let _ = write!(text, " ±{:.0}%", summary.spread() * 50.0);
    }
    text
}

fn mark(entry: &Entry) -> &'static str {
    match entry {
        Entry::Figures(_) => "",
        Entry::Absent(_) => "–",
        Entry::Wrong(_) => "wrong",
        Entry::Failed(_) => "failed",
    }
}

fn explanation(text: &mut String, report: &Report) {
    let _ = writeln!(text, "\nWho:");
    for column in &report.columns {
        let who = &column.introduction;
        let _ = writeln!(
            text,
            "  {} {}: {}",
            column.name,
            who.version,
            who.notes.join("; ")
        );
    }
    for missing in &report.missing {
        let _ = writeln!(text, "  {} is missing: {}", missing.name, missing.why);
    }
}

/// What has no figure, and why: the same reason of the same peer in one line.
fn refused(text: &mut String, report: &Report) {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for measured in &report.rows {
        let row = &measured.row;
        for (column, entry) in report.columns.iter().zip(&measured.entries) {
            let (why, what) = match entry {
                Entry::Figures(_) => continue,
                Entry::Absent(why) => (why, format!("{} {}", row.function, row.pass.name())),
                Entry::Wrong(why) | Entry::Failed(why) => (
                    why,
                    format!("{} {} {}", row.function, row.pass.name(), row.size),
                ),
            };
            let reason = format!("{}: {why}", column.name);
            match lines.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, things)) if things.contains(&what) => {}
                Some((_, things)) => things.push(what),
                None => lines.push((reason, vec![what])),
            }
        }
    }
    if !lines.is_empty() {
        let _ = writeln!(text, "\nNot measured:");
    }
    for (reason, things) in lines {
        let _ = writeln!(text, "  {reason} ({})", things.join(", "));
    }
}

fn summary(text: &mut String, report: &Report) {
    let peers = [
        ("the fastest peer", None),
        ("the fastest Rust peer", Some(Language::Rust)),
    ];
    for (whom, language) in peers {
        let mean = |pass| {
            let mean = mean_gain(report, language, pass)?;
            Some(format!("{mean:.2}"))
        };
        let (Some(all), forward, vjp) =
            (mean(None), mean(Some(Pass::Forward)), mean(Some(Pass::Vjp)))
        else {
            continue;
        };
        let none = || "–".to_owned();
        let _ = writeln!(
            text,
            "\nGeometric mean, time of {whom} over ours: {all} (forward {}, VJP {})",
            forward.unwrap_or_else(none),
            vjp.unwrap_or_else(none),
        );
    }
    let goals = goals(report);
    if !goals.is_empty() {
        let _ = writeln!(text, "\nFigures to reach:");
    }
    for goal in goals {
        let mark = if goal.reached { "reached" } else { "missed " };
        let _ = writeln!(text, "  {mark}  {}: {}", goal.text, goal.detail);
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::example;
    use super::*;

    fn line_of<'a>(text: &'a str, function: &str, size: &str) -> Vec<&'a str> {
        let cells = |line: &'a str| line.split('|').map(str::trim).collect::<Vec<_>>();
        let found = text
            .lines()
            .map(cells)
            .find(|cells| cells.get(1) == Some(&function) && cells.get(2) == Some(&size));
        found.expect("a line")
    }

    #[test]
    fn a_line_has_every_figure() {
        let text = text(&example());
        assert_eq!(
            line_of(&text, "f", "4096"),
            [
                "",
                "f",
                "4096",
                "0.200 ±25%",
                "2.000 ±25%",
                "0.400 ±25%",
                "0.100 ±25%",
                "snake",
                "2.00",
                "2.00",
                ""
            ]
        );
        assert_eq!(
            line_of(&text, "f", "262144"),
            [
                "", "f", "262144", "0.400", "2.000", "wrong", "0.300", "rusty", "5.00", "1.33", ""
            ]
        );
    }

    #[test]
    fn the_vjp_table_also_shows_the_stateless_form() {
        let report = example();
        let table = table(&report, Pass::Vjp).to_string();
        assert_eq!(
            line_of(&table, "f", "4096"),
            [
                "", "f", "4096", "0.200", "0.300", "0.100", "–", "0.100", "rusty", "0.50", "2.00",
                ""
            ]
        );
    }

    #[test]
    fn whoever_is_missing_is_named() {
        let text = text(&example());
        assert!(
            text.contains("gone is missing: no module named gone"),
            "{text}"
        );
        assert!(text.contains("snake: inference only (f VJP)"), "{text}");
        assert!(text.contains("snake: differs (f forward 262144)"), "{text}");
        assert!(text.contains("rusty: ended (rows forward 64×10)"), "{text}");
    }

    #[test]
    fn the_summary_gives_the_means() {
        let text = text(&example());
        assert!(
            text.contains("time of the fastest peer over ours: 1.78 (forward 2.71, VJP 0.50)"),
            "{text}"
        );
    }
}
