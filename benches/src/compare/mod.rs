//! The command `compare`: ours beside what people use today, in one run.

mod agreement;
mod goals;
mod json;
mod machine;
mod measure;
mod options;
mod participants;
mod process;
mod report;
mod rows;
mod svg;
mod table;

use std::fs;
use std::path::Path;

pub use options::Options;
pub use participants::{OURS, ROOF};

use machine::Machine;
use measure::Bench;
use participants::Launcher;
use report::{Column, Measured, Report};

/// Measures, prints and writes what the options ask for. False when a result of ours was refused.
pub fn compare(options: &Options) -> Result<bool, String> {
    let rows = rows::rows(&options.only, &options.sizes())?;
    let mut machine = Machine::look();
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let launcher = Launcher {
        python: &options.python,
        scratch: folder.path(),
    };
    let peers = options.peers();
    // Builds take every core; what is measured takes one.
    let candidates = launcher.candidates(&peers);
    machine.pin(options.core)?;
    for doubt in machine.doubts() {
        eprintln!("careful: {doubt}");
    }
    let (mut participants, missing) = launcher.start(candidates)?;

    let mut report = Report {
        machine,
        quick: options.quick,
        rounds: options.rounds(),
        columns: participants.iter().map(Column::from).collect(),
        missing,
        rows: Vec::new(),
    };
    let alone = peers.is_empty() || !options.only.is_empty();
    let mut bench = Bench::new(folder.path(), options.rounds(), options.budget());
    for row in &rows {
        if let Some(row) = bench.measure(&mut participants, row, alone)? {
            progress(&report, &row);
            report.rows.push(row);
        }
    }

    print!("{}", table::text(&report));
    write(options.json.as_deref(), || {
        format!("{:#}\n", json::json(&report))
    })?;
    write(options.svg.as_deref(), || svg::svg(&report))?;
    let refused = |measured| report.ours(measured).is_none();
    Ok(!report.rows.iter().any(refused))
}

/// One line for the impatient: a full run takes minutes.
fn progress(report: &Report, measured: &Measured) {
    let row = &measured.row;
    eprint!(
        "{:<14} {:<8} {:>10}",
        row.function,
        row.pass.name(),
        row.size
    );
    for (at, column) in report.columns.iter().enumerate() {
        if let Some(figure) = report.figure(measured, at) {
            eprint!("  {} {:.3}", column.name, figure.summary().median);
        }
    }
    eprintln!();
}

fn write(path: Option<&Path>, content: impl FnOnce() -> String) -> Result<(), String> {
    let Some(path) = path else { return Ok(()) };
    fs::write(path, content()).map_err(|error| format!("{}: {error}", path.display()))
}
