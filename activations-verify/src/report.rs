//! What the checks found.

mod finding;
mod text;

use std::time::Duration;

use activations_core::Declaration;

pub use finding::{Comparison, Finding};
pub use text::{hex, repeat_command};

use crate::checks::Check;

/// The outcome of all checks of one activation.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the activation is.
    pub declaration: &'static Declaration,
    /// The values of its parameters.
    pub parameters: Vec<f64>,
    /// The seed of the random inputs.
    pub seed: u64,
    /// One outcome per check, in the order of the plan.
    pub outcomes: Vec<Outcome>,
}

/// The outcome of one check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which check.
    pub check: Check,
    /// What came of it.
    pub status: Status,
    /// How many cases were looked at.
    pub cases: u64,
    /// The relative error that would have been seen at 95 of 100 points, for a check that has one.
    pub power: Option<f64>,
    /// The greatest error of array code that was met, for a check that measures one.
    pub worst: Option<Worst>,
    /// What exact algebra says of each claim of the declaration, for the check of proofs.
    pub decided: Vec<Decided>,
    /// What was learned, one remark each: kinks and the values taken, parameters tried.
    pub remarks: Vec<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// A claim of a declaration, as exact algebra decides it from the functions that were compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What is claimed: "derivative by x", "spec".
    pub claim: String,
    /// Whether it was proved. What is said against it otherwise is a finding or a remark.
    pub proved: bool,
}

/// The greatest error of array code that a check met.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// The error in units in the last place of the right value.
    pub ulps: f64,
    /// The inputs at which it was met.
    pub at: Vec<f64>,
    /// The element type.
    pub element: &'static str,
}

/// What came of a check.
#[derive(Clone, Debug)]
pub enum Status {
    /// The claim holds at every case.
    Passed,
    /// It does not.
    Failed(Vec<Finding>),
    /// There is nothing to check, for the reason given.
    Inapplicable(&'static str),
}

impl Report {
    /// Whether nothing failed.
    pub fn passed(&self) -> bool {
        self.findings().next().is_none()
    }

    /// Everything that is wrong.
    pub fn findings(&self) -> impl Iterator<Item = (Check, &Finding)> {
        self.outcomes.iter().flat_map(|outcome| {
            let findings = match &outcome.status {
                Status::Failed(findings) => findings.as_slice(),
                Status::Passed | Status::Inapplicable(_) => &[],
            };
            findings.iter().map(|finding| (outcome.check, finding))
        })
    }

    /// The outcome of a check, if it ran.
    pub fn outcome(&self, check: Check) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.check == check)
    }

    /// The time that all checks took.
    pub fn elapsed(&self) -> Duration {
        self.outcomes.iter().map(|outcome| outcome.elapsed).sum()
    }
}
