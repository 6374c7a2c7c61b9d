//! The reports as a table, one line for each activation.

use activations_core::{Keeps, Proof};
use activations_verify::{Check, Report, Status, Subject};
use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table};

pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    table
}

/// What a line of a terminal holds.
const WIDTH: u16 = 100;

/// The table of what was checked.
pub(super) fn of(reports: &[Report]) -> String {
    let mut table = table(&[
        "activation",
        "derivative, power",
        "kinks",
        "forward, ulp",
        "vjp, ulp",
        "keeps",
        "",
    ]);
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    // A name in two parts would not be found.
    if let Some(names) = table.column_mut(0) {
        names.set_constraint(ColumnConstraint::ContentWidth);
    }
    for report in reports {
        table.add_row([
            report.declaration.name.to_owned(),
            derivative(report),
            kinks(report),
            worst(report, Check::Forward),
            worst(report, Check::Vjp),
            keeps(report.declaration.keeps).to_owned(),
            if report.passed() {
                "ok".to_owned()
            } else {
                "FAILED".to_owned()
            },
        ]);
    }
    table.trim_fmt()
}

/// How the derivative was checked, and how small an error of it would have been seen.
fn derivative(report: &Report) -> String {
    let verdict = verdict(report);
    match report
        .outcome(Check::Derivative)
        .and_then(|outcome| outcome.power)
    {
        Some(power) => format!("{verdict}, {power:.0e}"),
        None => verdict,
    }
}

/// The verdict on the derivative, and by which of the two proofs it was reached if not by both.
pub(super) fn verdict(report: &Report) -> String {
    let traced = report
        .outcome(Check::Proof)
        .is_some_and(|o| !o.decided.is_empty() && o.decided.iter().all(|one| one.proved));
    match (report.declaration.proof, traced) {
        (Proof::Proved, true) => "proved".to_owned(),
        (Proof::Proved, false) => "proved (macro)".to_owned(),
        (Proof::Deferred, true) => "proved (trace)".to_owned(),
        (Proof::Deferred, false) => "deferred".to_owned(),
        (Proof::Derived, true) => "derived, proved (trace)".to_owned(),
        (Proof::Derived, false) => "derived".to_owned(),
        (Proof::Unproved(reason), _) => format!("tested only ({reason})"),
    }
}

/// What the verdicts mean.
pub(super) const LEGEND: &str = "\
proved: by the macro from the source, and by tracing what was compiled; (macro), (trace): that alone
power: the relative error of a derivative that differences would have shown at 19 of 20 points
";

/// Where the slope jumps, and the value taken there.
fn kinks(report: &Report) -> String {
    let kinks = report.declaration.kinks;
    if kinks.is_empty() {
        // Those that no proof has located were found all the same.
        let found = report.outcome(Check::Kinks).map_or(&[][..], |o| &o.remarks);
        let found: Vec<&str> = found
            .iter()
            .filter_map(|remark| remark.strip_prefix("kink at "))
            .collect();
        return if found.is_empty() {
            "none".to_owned()
        } else {
            found.join("\n")
        };
    }
    // A slope that depends on another input has no number.
    let slope = |slope: f64| {
        if slope.is_nan() {
            "varies".to_owned()
        } else {
            format!("{:.4}", slope)
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        }
    };
    let one = |kink: &activations_core::KinkDeclaration| {
        format!(
            "{}: {}|{} takes {}",
            kink.at,
            slope(kink.left),
            slope(kink.right),
            slope(kink.taken)
        )
    };
    kinks.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The greatest error that a check of array code met, and where.
fn worst(report: &Report, check: Check) -> String {
    let outcome = report.outcome(check);
    let Some(worst) = outcome.and_then(|outcome| outcome.worst.as_ref()) else {
        return "–".to_owned();
    };
    let short = |x: &f64| match x.abs() {
        0.0 | 1e-3..1e4 => format!("{x:.3}"),
        _ => format!("{x:.1e}"),
    };
    let at: Vec<String> = worst.at.iter().map(short).collect();
    format!("{:.2} at {}", worst.ulps, at.join(", "))
}

fn keeps(keeps: Keeps) -> &'static str {
    match keeps {
        Keeps::Nothing => "nothing",
        Keeps::Input => "input",
        Keeps::Output => "output",
        Keeps::Both => "both",
    }
}

/// The names of activations and checks.
pub(super) fn list(subjects: &[Subject]) -> String {
    let mut activations = table(&["activation", "also", "formula"]);
    for subject in subjects {
        let declaration = subject.declaration();
        activations.add_row([
            declaration.name,
            &declaration.also.join(", "),
            declaration.formula,
        ]);
    }
    let mut checks = table(&["check", "claim"]);
    for check in Check::ALL {
        checks.add_row([check.name(), check.claim()]);
    }
    format!("{}\n\n{}\n", activations.trim_fmt(), checks.trim_fmt())
}

/// The last line.
pub(super) fn summary(reports: &[Report], seed: u64) -> String {
    let failed: Vec<&str> = reports
        .iter()
        .filter(|report| !report.passed())
        .map(|report| report.declaration.name)
        .collect();
    let outcomes = || reports.iter().flat_map(|report| &report.outcomes);
    let ran = outcomes()
        .filter(|outcome| !matches!(outcome.status, Status::Inapplicable(_)))
        .count();
    let cases: u64 = outcomes().map(|outcome| outcome.cases).sum();
    let verdict = match failed.as_slice() {
        [] => "all passed".to_owned(),
        names => format!("{} FAILED: {}", names.len(), names.join(", ")),
    };
    format!(
        "{} activations, {ran} checks, {cases} cases, seed {seed}: {verdict}",
        reports.len()
    )
}
