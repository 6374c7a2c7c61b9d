//! Arguments to plan, plan to reports, reports to a table and an exit code.

mod arguments;
mod audit;
mod json;
mod mutants;
mod progress;
mod table;

use std::path::Path;
use std::process::ExitCode;

use activations_core::{all, all_gated};
use activations_verify::{Plan, Report, Subject, repeat_command, verify_subject};
use clap::Parser;
use rayon::prelude::*;

use arguments::{Arguments, Command, select};
use progress::Progress;

/// Runs the command. The exit code is 0 if everything passed, 1 if something failed, 2 if the command
/// could not be run.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let passed = match &arguments.command {
        Some(Command::Audit(arguments)) => audit::run(arguments),
        Some(Command::Mutants(arguments)) => mutants::run(arguments),
        None => verify(&arguments),
    };
    match passed {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn verify(arguments: &Arguments) -> Result<bool, String> {
    let subjects = select(&arguments.only, built_in())?;
    if arguments.list {
        print!("{}", table::list(&subjects));
        return Ok(true);
    }
    let plan = arguments.plan();
    let reports = run(&subjects, &plan);
    println!("{}", table::of(&reports));
    for report in &reports {
        explain(report);
    }
    if let Some(path) = &arguments.json {
        write(path, &json::of(&reports))?;
    }
    println!("{}", table::summary(&reports, plan.seed_value()));
    Ok(reports.iter().all(Report::passed))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text)
        .map_err(|error| format!("expected to write {}, found: {error}", path.display()))
}

fn built_in() -> Vec<Subject> {
    let of_two = all_gated().map(Subject::two);
    all().map(Subject::one).chain(of_two).collect()
}

/// Checks the subjects on all processors; the reports keep the subjects' order.
fn run(subjects: &[Subject], plan: &Plan) -> Vec<Report> {
    let progress = Progress::over(subjects.len());
    let reports = subjects.par_iter().map(|subject| {
        progress.start(subject.name());
        let report = verify_subject(subject, plan);
        progress.finish_one();
        report
    });
    let reports = reports.collect();
    progress.finish();
    reports
}

/// Prints every finding of a report, and the command that repeats it.
fn explain(report: &Report) {
    for (check, finding) in report.findings() {
        let name = report.declaration.name;
        println!("{name}::{}: {finding}", check.name());
        println!(
            "  repeat    {}\n",
            repeat_command(name, check, report.seed, finding.case)
        );
    }
}
