//! Arguments to plan, plan to reports, reports to a table and an exit code.

mod arguments;
mod audit;
mod json;
mod mutants;
mod progress;
mod table;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use activations_core::{all, all_gated};
use activations_verify::{Check, Finding, Plan, Report, Subject, repeat_command, verify_subject};
use clap::Parser;
use rayon::prelude::*;

use arguments::{Arguments, Command, select};
use progress::Progress;

/// Runs the command. The exit code is 0 if everything passed, 1 if something failed, 2 if the command
/// could not be run.
pub fn command_line() -> ExitCode {
    let arguments = Arguments::parse();
    let passed = match &arguments.command {
        Some(Command::Audit(arguments)) => audit::run(arguments),
        Some(Command::Mutants(arguments)) => mutants::run(arguments),
        None => verify(&arguments, built_in(), &mut std::io::stdout().lock()),
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

/// What the command says of `subjects` in the place of the built-in activations, and whether they pass.
/// The first argument is the name of the program.
///
/// # Errors
///
/// When the arguments cannot be understood, or what is to be written cannot.
pub fn command_line_of(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    subjects: Vec<Subject>,
    out: &mut dyn Write,
) -> Result<bool, String> {
    let arguments = Arguments::try_parse_from(arguments).map_err(|error| error.to_string())?;
    verify(&arguments, subjects, out)
}

fn verify(arguments: &Arguments, all: Vec<Subject>, out: &mut dyn Write) -> Result<bool, String> {
    let subjects = select(&arguments.only, all)?;
    if arguments.list {
        return print(out, &table::list(&subjects)).map(|()| true);
    }
    let plan = arguments.plan();
    let reports = run(&subjects, &plan);
    print(out, &format!("{}\n{}", table::of(&reports), table::LEGEND))?;
    for report in &reports {
        print(out, &explain(report))?;
    }
    if let Some(path) = &arguments.json {
        write(path, &json::of(&reports))?;
    }
    print(
        out,
        &format!("{}\n", table::summary(&reports, plan.seed_value())),
    )?;
    Ok(reports.iter().all(Report::passed))
}

fn print(out: &mut dyn Write, text: &str) -> Result<(), String> {
    out.write_all(text.as_bytes())
        .map_err(|error| format!("expected to print, found: {error}"))
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

/// Every finding of a report, with the command that repeats it.
fn explain(report: &Report) -> String {
    let name = report.declaration.name;
    let text = |(check, finding): (Check, &Finding)| {
        let repeat = repeat_command(name, check, report.seed, finding.case);
        format!(
            "{name}::{}: {finding}\n  repeat    {repeat}\n\n",
            check.name()
        )
    };
    report.findings().map(text).collect()
}
