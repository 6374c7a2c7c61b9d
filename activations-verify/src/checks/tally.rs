//! What a check has come to so far.

use std::time::Duration;

use super::Check;
use crate::report::{Decided, Finding, Outcome, Status, Worst};

/// Findings that are kept of one check: the first ones.
const KEPT: usize = 3;

/// Collects what the cases of a check come to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    cases: u64,
    findings: Vec<Finding>,
    more: usize,
    sight: Sight,
    worst: Option<Worst>,
    decided: Vec<Decided>,
    remarks: Vec<String>,
    inapplicable: Option<&'static str>,
}

impl Tally {
    /// Nothing to check.
    pub(super) fn inapplicable(reason: &'static str) -> Self {
        Self {
            inapplicable: Some(reason),
            ..Self::default()
        }
    }

    /// Counts a case.
    pub(super) fn case(&mut self) {
        self.cases += 1;
    }

    /// Notes what is wrong.
    pub(super) fn findings(&mut self, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            if self.findings.len() < KEPT {
                self.findings.push(finding);
            } else {
                self.more += 1;
            }
        }
    }

    /// What could have been seen so far.
    pub(super) fn sight(&mut self) -> &mut Sight {
        &mut self.sight
    }

    /// See [`Sight::require`].
    pub(super) fn require_sight(&mut self, limit: f64, numbers: &str) {
        let blind = self.sight.require(limit, numbers, 20);
        self.findings(blind);
    }

    /// Notes an error of array code.
    pub(super) fn error(
        &mut self,
        ulps: f64,
        at: impl FnOnce() -> Vec<f64>,
        element: &'static str,
    ) {
        if self.worst.as_ref().is_none_or(|worst| ulps > worst.ulps) {
            self.worst = Some(Worst {
                ulps,
                at: at(),
                element,
            });
        }
    }

    /// Notes what exact algebra says of a claim.
    pub(super) fn decided(&mut self, decided: Decided) {
        self.decided.push(decided);
    }

    /// Notes something learned.
    pub(super) fn remark(&mut self, remark: String) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Whether anything is wrong.
    #[cfg(test)]
    pub(super) fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Whether enough is known to be wrong to stop looking.
    pub(super) fn is_hopeless(&self) -> bool {
        self.more > 30
    }

    pub(super) fn into_outcome(mut self, check: Check, elapsed: Duration) -> Outcome {
        if self.more > 0 {
            let last = self.findings.len() - 1;
            self.findings[last]
                .notes
                .push(format!("and {} more findings of this check", self.more));
        }
        let power = self.sight.typical();
        let status = match self.inapplicable {
            Some(reason) => Status::Inapplicable(reason),
            None if self.findings.is_empty() => Status::Passed,
            None => Status::Failed(self.findings),
        };
        Outcome {
            check,
            status,
            cases: self.cases,
            power,
            worst: self.worst,
            decided: self.decided,
            remarks: self.remarks,
            elapsed,
        }
    }
}

/// How small an error would have been seen, point by point.
///
/// An error counts relative to the value at the point, or to the median of the values where that is
/// more: in a tail where all digits cancel, what matters is that nothing of ordinary size could hide.
#[derive(Debug, Default)]
pub(super) struct Sight {
    points: Vec<Sharp>,
    blind: usize,
}

#[derive(Clone, Copy, Debug)]
struct Sharp {
    allowance: f64,
    size: f64,
}

impl Sight {
    /// A point at which an error beyond `allowance` would have been seen, in a value of this size.
    pub(super) fn sharp(&mut self, allowance: f64, size: f64) {
        self.points.push(Sharp { allowance, size });
    }

    /// A point that could have hidden anything.
    pub(super) fn blind(&mut self) {
        self.blind += 1;
    }

    /// The relative errors that could have hidden, in ascending order.
    fn hidden(&self) -> Vec<f64> {
        let mut sizes: Vec<f64> = self.points.iter().map(|point| point.size).collect();
        sizes.sort_by(f64::total_cmp);
        let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let relative = |point: &Sharp| match point.allowance {
            0.0 => 0.0,
            allowance => allowance / point.size.max(median),
        };
        let mut hidden: Vec<f64> = self.points.iter().map(relative).collect();
        hidden.extend(std::iter::repeat_n(f64::INFINITY, self.blind));
        hidden.sort_by(f64::total_cmp);
        hidden
    }

    /// The relative error that would have been seen at 19 of 20 points.
    pub(super) fn typical(&self) -> Option<f64> {
        let hidden = self.hidden();
        hidden.get(hidden.len() * 95 / 100).copied()
    }

    /// A check that looked at much and saw little has not passed: a relative error of `limit` must have
    /// been visible at all but one of `share` points. Of few points two more may be blind, but never half
    /// of them.
    pub(super) fn require(&self, limit: f64, numbers: &str, share: usize) -> Option<Finding> {
        let hidden = self.hidden();
        let (all, blind) = (
            hidden.len(),
            hidden.iter().filter(|error| **error > limit).count(),
        );
        let enough = blind <= all / share + 2 && 2 * blind < all;
        (!enough).then(|| {
            Finding::new(
                None,
                format!(
                    "inconclusive: in {numbers}, {blind} of {all} points could not have shown a relative \
                     error of {limit:.0e}"
                ),
            )
        })
    }
}
