//! How a claim was decided, with the evidence.

use core::fmt;

use crate::{Expr, Number, Symbol};

/// The outcome of a check.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The claim holds for all inputs and parameters of its scope.
    Proved(Proof),
    /// The claim is wrong, at a point that is given.
    Refuted(Box<Counterexample>),
    /// Neither could be shown.
    Undecided(Reason),
}

impl Verdict {
    /// Whether the claim was proved.
    pub fn is_proved(&self) -> bool {
        matches!(self, Verdict::Proved(_))
    }

    /// Whether the claim was refuted.
    pub fn is_refuted(&self) -> bool {
        matches!(self, Verdict::Refuted(_))
    }
}

/// What a proof found on its way.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The places where the one-sided slopes differ, in increasing order.
    pub kinks: Vec<Kink>,
    /// Remarks for a report, such as the effect of a rounded constant; often none.
    pub notes: Vec<String>,
}

/// A place where the function has two slopes.
#[derive(Clone, Debug)]
pub struct Kink {
    /// The place, in the parameters.
    pub at: Expr,
    /// The place as text.
    pub at_text: String,
    /// The slope that comes from the left.
    pub left: Slope,
    /// The slope that goes on to the right.
    pub right: Slope,
    /// What the stated derivative gives there.
    pub taken: Slope,
}

/// A slope as a formula in the parameters and as a number at their defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// The formula.
    pub text: String,
    /// Its value at the parameters' defaults.
    pub value: f64,
}

/// Two numbers between which a value certainly lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enclosure {
    /// Not above the value.
    pub lo: f64,
    /// Not below the value.
    pub hi: f64,
}

impl fmt::Display for Enclosure {
    /// The digits to which both ends round, followed by `…` unless the value is exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lo == self.hi {
            return write!(f, "{}", self.lo);
        }
        for digits in (0..=11).rev() {
            let (lo, hi) = (
                format!("{:.digits$e}", self.lo),
                format!("{:.digits$e}", self.hi),
            );
            if lo == hi {
                return write!(f, "{}…", plain(&lo));
            }
        }
        write!(f, "between {} and {}", self.lo, self.hi)
    }
}

/// `4.1997e-1` as `0.41997`, for exponents that read well so.
fn plain(scientific: &str) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific.to_owned();
    };
    let decimals = mantissa
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len() as i32);
    match (exponent.parse::<i32>(), scientific.parse::<f64>()) {
        (Ok(e), Ok(value)) if (-5..=decimals).contains(&e) => {
            format!("{value:.*}", (decimals - e) as usize)
        }
        _ => scientific.to_owned(),
    }
}

/// A point at which a claim fails.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// The values of inputs and parameters, in declared order.
    pub point: Vec<(Symbol, Number)>,
    /// What the forward gives there: its slope, or what [`Mismatch`] says.
    pub slope: Enclosure,
    /// What the claim gives there.
    pub given: Enclosure,
    /// `given` − `slope`, which may be too small for the two to differ as `f64`.
    pub difference: Enclosure,
    /// In what way it fails.
    pub what: Mismatch,
    /// A change that makes the claim true, where one was found.
    pub repair: Option<Repair>,
}

/// In what way a claim fails.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Mismatch {
    /// `slope` is the slope of the forward, `given` the stated derivative.
    Derivative,
    /// At a breakpoint: `slope` spans the one-sided slopes, `given` lies outside.
    KinkValue,
    /// The forward jumps: from `slope` on the left to `given` on the right.
    Jump,
    /// The stated derivative has no value there; `given` is empty of meaning.
    Undefined {
        /// The part that has no value, as text.
        part: String,
    },
    /// The forward has no value there.
    ForwardUndefined {
        /// The part that has no value, as text.
        part: String,
    },
    /// Two formulas of one function: `slope` is the left one's value, `given` the right one's.
    Value,
    /// A limit: `slope` is the right one, `given` the claimed one; the input is far out.
    Limit,
    /// A row: `slope` is the right side's entry with this index, `given` the stated one's.
    Row {
        /// The entry, counted from 0.
        index: usize,
    },
}

/// A change that was proved to make a claim true.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What is wrong or what to do, lower case, without a final stop.
    pub message: String,
    /// The expression to write, where that is the repair.
    pub code: Option<String>,
}

/// Why a claim could not be decided.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The two sides agree wherever they were compared, but the identity was not proved.
    Identity {
        /// Where: the region as text.
        region: String,
    },
    /// A condition whose change of sign could not be located.
    Condition {
        /// The quantity whose sign decides, as text.
        quantity: String,
    },
    /// A part that could not be shown to have a value everywhere.
    Definedness {
        /// The part as text.
        part: String,
    },
    /// The place or the value at a breakpoint could not be decided.
    Breakpoint {
        /// The breakpoint as text.
        at: String,
    },
    /// A construct that the decision does not cover here.
    Outside {
        /// What it is.
        what: String,
    },
    /// The formula grew beyond the bounds of the decision.
    TooLarge,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Identity { region } => {
                write!(
                    f,
                    "the two sides agree at every point tried on {region}, but no proof was found"
                )
            }
            Reason::Condition { quantity } => {
                write!(
                    f,
                    "the places where `{quantity}` changes sign could not be located"
                )
            }
            Reason::Definedness { part } => {
                write!(f, "`{part}` could not be shown to have a value everywhere")
            }
            Reason::Breakpoint { at } => {
                write!(f, "the slopes that meet at {at} could not be compared")
            }
            Reason::Outside { what } => write!(f, "{what} lies outside what can be decided"),
            Reason::TooLarge => write!(f, "the formula is too large to be decided"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Enclosure;

    #[test]
    fn an_enclosure_prints_the_digits_that_are_certain() {
        let text = |lo: f64, hi: f64| Enclosure { lo, hi }.to_string();
        assert_eq!(text(0.5, 0.5), "0.5");
        assert_eq!(text(0.0, 0.0), "0");
        assert_eq!(
            text(0.419974341614026, 0.419974341614027),
            "0.419974341614…"
        );
        assert_eq!(text(-12.3456789, -12.3456788), "-12.345679…");
        assert_eq!(text(4.14e-8, 4.1401e-8), "4.140e-8…");
        assert_eq!(text(-1.0, 2.0), "between -1 and 2");
        assert_eq!(text(0.999999, 1.000001), "1.0000…");
    }
}
