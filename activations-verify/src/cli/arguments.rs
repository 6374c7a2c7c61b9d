//! What can be asked for.

use std::path::PathBuf;

use activations_verify::{Check, Plan, Subject};
use clap::Parser;

/// Checks every built-in activation: gradients, kinks, special values, array code.
///
/// Prints one line for each, and for every failure the input, what was expected and found, and a command
/// that repeats it. Exits with 1 if anything failed.
#[derive(Debug, Parser)]
#[command(name = "activations-verify", version)]
pub(super) struct Arguments {
    /// Check only this activation (may be given several times)
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

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
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,

    /// List the activations and the checks, and check nothing
    #[arg(long)]
    pub(super) list: bool,
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
    /// The activations asked for, by their names or further names.
    pub(super) fn select(&self, all: Vec<Subject>) -> Result<Vec<Subject>, String> {
        let named = |subject: &Subject, name: &str| {
            let declaration = subject.declaration();
            declaration.name == name || declaration.also.contains(&name)
        };
        if let Some(unknown) = self
            .only
            .iter()
            .find(|name| !all.iter().any(|subject| named(subject, name)))
        {
            return Err(match activations_core::by_name(unknown) {
                Err(error) => error.to_string(),
                Ok(_) => format!("`{unknown}` is not listed"),
            });
        }
        let wanted = |subject: &Subject| {
            self.only.is_empty() || self.only.iter().any(|name| named(subject, name))
        };
        Ok(all.into_iter().filter(wanted).collect())
    }

    pub(super) fn plan(&self) -> Plan {
        let plan = Plan::default().seed(self.seed).effort(self.effort);
        let plan = self.check.map_or(plan.clone(), |check| plan.only(check));
        self.case.map_or(plan.clone(), |case| plan.case(case))
    }
}
