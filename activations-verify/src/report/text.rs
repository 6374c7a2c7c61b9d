//! Findings and reports as text.

use std::fmt;

use super::{Finding, Report, Status};
use crate::checks::Check;

/// A double exactly, as C's `%a` writes it: `0x1.8p-1` is ¾.
///
/// ```
/// use activations_verify::hex;
///
/// assert_eq!(hex(0.75), "0x1.8p-1");
/// assert_eq!(hex(-1.0), "-0x1p0");
/// ```
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64;
    let digits = format!("{:013x}", bits & ((1 << 52) - 1));
    let digits = digits.trim_end_matches('0');
    let point = if digits.is_empty() { "" } else { "." };
    match (exponent, digits.is_empty()) {
        (0, true) => format!("{sign}0x0p0"),
        (0, false) => format!("{sign}0x0{point}{digits}p-1022"),
        _ => format!("{sign}0x1{point}{digits}p{}", exponent - 1023),
    }
}

/// The command that repeats one case of one check of a built-in activation, or all of its cases.
pub fn repeat_command(activation: &str, check: Check, seed: u64, case: Option<u64>) -> String {
    let check = check.name();
    let case = case.map_or(String::new(), |case| format!(" --case {case}"));
    format!(
        "cargo run --release -p activations-verify -- --only {activation} --check {check} --seed {seed}{case}"
    )
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.claim)?;
        for (name, value) in &self.inputs {
            write!(f, "\n  {name:<9} {value:?}  ({})", hex(*value))?;
        }
        if let Some(c) = &self.comparison {
            write!(f, "\n  expected  {:?}  ({})", c.expected, hex(c.expected))?;
            write!(f, "\n  found     {:?}  ({})", c.found, hex(c.found))?;
            write!(
                f,
                "\n  error     {:.3e}, allowed {:.3e}",
                c.error, c.allowance
            )?;
        }
        for note in &self.notes {
            write!(f, "\n  {note}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    /// One line if everything passed; each finding with the plan that repeats it otherwise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.declaration.name;
        let failed = self
            .outcomes
            .iter()
            .filter(|o| matches!(o.status, Status::Failed(_)))
            .count();
        if failed == 0 {
            return write!(f, "{name}: {} checks passed", self.outcomes.len());
        }
        write!(
            f,
            "{name}: {failed} of {} checks failed",
            self.outcomes.len()
        )?;
        for (check, finding) in self.findings() {
            write!(f, "\n\n{name}::{}: {finding}", check.name())?;
            // Only a strict plan finds fault with tails.
            let strict = if check == Check::Tails {
                ".strict()"
            } else {
                ""
            };
            let case = finding
                .case
                .map_or(String::new(), |case| format!(".case({case})"));
            write!(
                f,
                "\n  repeat    verify(&activation, &Plan::default(){strict}.seed({}).only(Check::{check:?}){case})",
                self.seed
            )?;
        }
        Ok(())
    }
}
