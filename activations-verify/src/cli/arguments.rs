//! What can be asked for.

use std::path::PathBuf;

use activations_verify::{Check, Plan, Subject};
use clap::{Args, Parser, Subcommand};

/// Checks every built-in activation: gradients, kinks, special values, array code.
///
/// Prints one line for each, and for every failure the input, what was expected and found, and a command
/// that repeats it. Exits with 1 if anything failed.
#[derive(Debug, Parser)]
#[command(
    name = "activations-verify",
    version,
    args_conflicts_with_subcommands = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Check only this activation (may be given several times, or with commas between)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,

    /// Run only this check
    #[arg(long, value_name = "CHECK", value_parser = check)]
    check: Option<Check>,

    /// Repeat only this case of each check
    #[arg(long, value_name = "NUMBER")]
    case: Option<u64>,

    /// Draw random inputs from this seed
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,

    /// Look at this many times as many inputs
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = effort)]
    effort: f64,

    /// Also write the findings as JSON
    ///
    /// An array with an object for each activation: activation, formula, parameters, derivative, seed,
    /// passed, and checks, an array of: check, claim, status ("passed", "failed" or "inapplicable", for a
    /// reason), cases, power (the relative error that would have been seen), worst_ulps, decided (whether
    /// exact algebra proved each claim, by name), remarks, seconds, and findings, an array of: claim, case, inputs, comparison (expected, found, error,
    /// allowance), notes and repeat, the command that repeats it. Inputs and parameters are objects of
    /// value and hex by name. What there is not is null; NaN and infinities are strings.
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,

    /// List the activations and the checks, and check nothing
    #[arg(long)]
    pub(super) list: bool,
}

/// What else can be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Audit(super::audit::Arguments),
    /// Make every stated derivative wrong in every way, and see which layer catches it
    Mutants(MutantArguments),
}

/// What can be asked of `mutants`.
#[derive(Debug, Args)]
pub(super) struct MutantArguments {
    /// Change only this activation's derivatives (may be given several times, or with commas between)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,

    /// Draw random inputs from this seed
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(super) seed: u64,

    /// Try only every n-th mutant
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) every: u32,

    /// Also write the scores as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

fn check(name: &str) -> Result<Check, String> {
    let known = || {
        Check::ALL
            .iter()
            .map(|check| check.name())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Check::from_name(name).ok_or_else(|| format!("expected one of {}", known()))
}

fn effort(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(factor) if factor > 0.0 && f64::is_finite(factor) => Ok(factor),
        _ => Err("expected a positive number".to_owned()),
    }
}

impl Arguments {
    pub(super) fn plan(&self) -> Plan {
        let plan = Plan::default().strict().seed(self.seed).effort(self.effort);
        let plan = self.check.map_or(plan.clone(), |check| plan.only(check));
        self.case.map_or(plan.clone(), |case| plan.case(case))
    }
}

/// Those of `all` that are named, or all of them.
pub(super) fn select(only: &[String], all: Vec<Subject>) -> Result<Vec<Subject>, String> {
    let named = |subject: &Subject, name: &str| {
        let declaration = subject.declaration();
        declaration.name == name || declaration.also.contains(&name)
    };
    if let Some(unknown) = only
        .iter()
        .find(|name| !all.iter().any(|subject| named(subject, name)))
    {
        return Err(match activations_core::by_name(unknown) {
            Err(error) => error.to_string(),
            Ok(_) => format!("`{unknown}` is not listed"),
        });
    }
    let wanted =
        |subject: &Subject| only.is_empty() || only.iter().any(|name| named(subject, name));
    Ok(all.into_iter().filter(wanted).collect())
}
