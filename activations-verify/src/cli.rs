//! Arguments to plan, plan to reports, reports to a table and an exit code.

mod arguments;
mod audit;
mod json;
mod mutants;
mod progress;
mod table;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use activations_core::{all, all_gated};
use activations_verify::{Plan, Report, Subject, repeat_command, verify_subject};
use clap::Parser;

use arguments::{Arguments, Command};
use progress::Progress;

/// Runs the command. The exit code is 0 if everything passed, 1 if a check failed, 2 if the command
/// could not be run.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match &arguments.command {
        Some(Command::Audit(arguments)) => return audit::main(arguments, built_in()),
        Some(Command::Mutants(arguments)) => return mutants::run(arguments),
        None => {}
    }
    let subjects = match arguments.select(built_in()) {
        Ok(subjects) => subjects,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    if arguments.list {
        print!("{}", table::list(&subjects));
        return ExitCode::SUCCESS;
    }
    let plan = arguments.plan();
    let reports = run(&subjects, &plan);
    println!("{}", table::of(&reports));
    for report in &reports {
        explain(report);
    }
    if let Some(path) = &arguments.json
        && let Err(error) = std::fs::write(path, json::of(&reports))
    {
        eprintln!(
            "error: expected to write {}, found: {error}",
            path.display()
        );
        return ExitCode::from(2);
    }
    let failed = reports.iter().filter(|report| !report.passed()).count();
    println!("{}", table::summary(&reports, plan.seed_value()));
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn built_in() -> Vec<Subject> {
    let of_two = all_gated().map(Subject::two);
    all().map(Subject::one).chain(of_two).collect()
}

/// Checks the subjects on all processors; the reports keep the subjects' order.
fn run(subjects: &[Subject], plan: &Plan) -> Vec<Report> {
    let progress = Progress::over(subjects.len());
    let next = AtomicUsize::new(0);
    let reports: Vec<Mutex<Option<Report>>> = subjects.iter().map(|_| Mutex::new(None)).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(subjects.len()) {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(subject), Some(slot)) = (subjects.get(i), reports.get(i)) else {
                        break;
                    };
                    progress.start(subject.name());
                    let report = verify_subject(subject, plan);
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
                    progress.finish_one();
                }
            });
        }
    });
    progress.finish();
    let take =
        |slot: Mutex<Option<Report>>| slot.into_inner().unwrap_or_else(PoisonError::into_inner);
    reports.into_iter().filter_map(take).collect()
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
