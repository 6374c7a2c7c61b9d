//! What is to be checked, how hard, and from which seed.

use crate::checks::Check;

/// Which checks run, and on which inputs.
///
/// ```
/// use activations_verify::{Check, Plan};
///
/// let plan = Plan::default().seed(7).only(Check::Derivative);
/// assert_eq!(plan.checks(), [Check::Derivative]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    seed: u64,
    effort: f64,
    checks: Vec<Check>,
    case: Option<u64>,
    strict: bool,
}

impl Default for Plan {
    /// Every check, with seed 0, under a second an activation.
    fn default() -> Self {
        Self {
            seed: 0,
            effort: 1.0,
            checks: Check::ALL.to_vec(),
            case: None,
            strict: false,
        }
    }
}

impl Plan {
    /// The default plan as the environment changes it: `ACTIVATIONS_SEED`, `ACTIVATIONS_CASE`, and
    /// `ACTIVATIONS_EFFORT`, which multiplies the number of random inputs.
    ///
    /// # Panics
    ///
    /// If one of them is set to something that is not a number.
    pub fn from_environment() -> Self {
        fn number<T: std::str::FromStr>(name: &str) -> Option<T> {
            let text = std::env::var(name).ok()?;
            Some(
                text.parse()
                    .unwrap_or_else(|_| panic!("expected a number in {name}, found `{text}`")),
            )
        }
        let plan = Self::default()
            .seed(number("ACTIVATIONS_SEED").unwrap_or(0))
            .effort(number("ACTIVATIONS_EFFORT").unwrap_or(1.0));
        Self {
            case: number("ACTIVATIONS_CASE"),
            ..plan
        }
    }

    /// The same with random inputs drawn from another seed.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same with `effort` times as many random inputs.
    pub fn effort(self, effort: f64) -> Self {
        Self { effort, ..self }
    }

    /// One check alone.
    pub fn only(self, check: Check) -> Self {
        Self {
            checks: vec![check],
            ..self
        }
    }

    /// Those of the checks alone that are wanted.
    pub fn retain(mut self, is_wanted: impl Fn(Check) -> bool) -> Self {
        self.checks.retain(|check| is_wanted(*check));
        self
    }

    /// One case of each check alone, as a failure's report names it.
    pub fn case(self, case: u64) -> Self {
        Self {
            case: Some(case),
            ..self
        }
    }

    /// The same, where lost digits in the tails are failures and not only remarks. The built-in
    /// activations are held to that.
    pub fn strict(self) -> Self {
        Self {
            strict: true,
            ..self
        }
    }

    /// Whether lost digits are failures.
    pub(crate) fn is_strict(&self) -> bool {
        self.strict
    }

    /// The checks that run, in order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The seed of all random inputs.
    pub fn seed_value(&self) -> u64 {
        self.seed
    }

    /// The numbers of the cases to run, of about `usual` at effort 1.
    pub(crate) fn cases(&self, usual: u64) -> std::ops::Range<u64> {
        match self.case {
            Some(case) => case..case + 1,
            None => 0..((usual as f64 * self.effort).ceil() as u64).max(1),
        }
    }

    /// Whether a single case is repeated: no statement about all of them can be made then.
    pub(crate) fn is_repetition(&self) -> bool {
        self.case.is_some()
    }
}
