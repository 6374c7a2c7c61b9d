//! An expression as steps over few operations, equal steps only once.

use super::Obstacle;
use crate::Number;
use crate::hashing::QuickMap;

/// The position of a step in a program.
pub(super) type At = usize;

/// One step. Hyperbolic functions, sigmoids and the like are written out in exponentials and
/// logarithms, so that equal quantities meet whatever they were called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op {
    Number(Number),
    /// A variable, by its place among the expression's symbols.
    Variable(usize),
    /// √π
    RootPi,
    /// ln of a prime number
    LnPrime(u64),
    Add(At, At),
    Sub(At, At),
    Mul(At, At),
    Div(At, At),
    Powi(At, i32),
    /// a^(n/d) with d > 1
    Power(At, i64, u64),
    Exp(At),
    Ln(At),
    /// erf a, and the place of its derivative at a, if derivations are needed
    Erf(At, Option<At>),
    /// atan a, likewise
    Atan(At, Option<At>),
    Sin(At),
    Cos(At),
    /// A quantity that is assumed to be positive.
    Positive(At),
}

/// The most steps.
const MAX_STEPS: usize = 4_096;
/// The largest degree of a step as a rational function of variables and of the functions in it.
const MAX_DEGREE: f64 = 4e9;
/// The largest size in bits of the integers in a step, written as a quotient of polynomials.
const MAX_HEIGHT: f64 = 1e7;

/// Steps in an order in which operands come first.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Op>,
    index: QuickMap<Op, At>,
    /// Bounds of the degree and of the bits of the coefficients of each step.
    bounds: Vec<(f64, f64)>,
    /// Whether each step has the same value at all samples.
    pub(super) constant: Vec<bool>,
    /// c and k for each step that is c·√πᵏ.
    pub(super) monomials: Vec<Option<(Number, i32)>>,
    /// The bits of the literals and integer exponents.
    pub(super) literal_bits: u64,
    /// Whether derivatives are carried along: logarithms are related by theirs.
    pub(super) slopes: bool,
    /// The step that is to be zero.
    pub(super) result: At,
    too_large: bool,
    /// Whether a part has no value anywhere.
    no_value: bool,
}

impl Program {
    /// An empty program.
    pub(super) fn new(slopes: bool) -> Program {
        Program {
            slopes,
            ..Program::default()
        }
    }

    /// The program with its result, if it has not become too large.
    pub(super) fn finish(self, result: At) -> Result<Program, Obstacle> {
        if self.no_value {
            Err(Obstacle::NoPoints)
        } else if self.too_large {
            Err(Obstacle::TooLarge)
        } else {
            Ok(Program { result, ..self })
        }
    }

    /// A bound of the degrees of all steps.
    pub(super) fn degree(&self) -> f64 {
        self.bounds
            .iter()
            .map(|bounds| bounds.0)
            .fold(1.0, f64::max)
    }

    /// The place of a step, made if there is none like it. Where there is no room, any place.
    pub(super) fn push(&mut self, op: Op) -> At {
        if let Some(&at) = self.index.get(&op) {
            return at;
        }
        if let Op::Power(a, _, root) = op
            && let Op::Number(value) = self.steps[a]
        {
            self.no_value |= value.is_negative() && root.is_multiple_of(2);
        }
        let monomial = self.monomial(op);
        if let Some((value, 0)) = monomial
            && op != Op::Number(value)
        {
            return self.push(Op::Number(value));
        }
        let bounds = self.bound(op);
        self.too_large |=
            self.steps.len() >= MAX_STEPS || bounds.0 > MAX_DEGREE || bounds.1 > MAX_HEIGHT;
        if self.too_large {
            return 0;
        }
        self.literal_bits += match op {
            Op::Number(value) => bits(value),
            Op::Powi(_, n) => u64::from(n.unsigned_abs().ilog2()),
            _ => 0,
        };
        let constant = match op {
            Op::Number(_) => true,
            Op::Add(a, b) | Op::Sub(a, b) | Op::Mul(a, b) | Op::Div(a, b) => {
                self.constant[a] && self.constant[b]
            }
            Op::Powi(a, _) | Op::Power(a, ..) => self.constant[a],
            _ => false,
        };
        self.constant.push(constant);
        self.monomials.push(monomial);
        let at = self.steps.len();
        self.steps.push(op);
        self.bounds.push(bounds);
        self.index.insert(op, at);
        at
    }

    /// c and k where a step is c·√πᵏ.
    fn monomial(&self, op: Op) -> Option<(Number, i32)> {
        match op {
            Op::Number(value) => Some((value, 0)),
            Op::RootPi => Some((Number::ONE, 1)),
            Op::Add(a, b) | Op::Sub(a, b) => {
                let ((c, k), (d, l)) = (self.monomials[a]?, self.monomials[b]?);
                let sum = if matches!(op, Op::Add(..)) {
                    c.checked_add(d)
                } else {
                    c.checked_sub(d)
                };
                (k == l).then_some((sum?, k))
            }
            Op::Mul(a, b) => {
                let ((c, k), (d, l)) = (self.monomials[a]?, self.monomials[b]?);
                Some((c.checked_mul(d)?, k.checked_add(l)?))
            }
            Op::Div(a, b) => {
                let ((c, k), (d, l)) = (self.monomials[a]?, self.monomials[b]?);
                Some((c.checked_div(d)?, k.checked_sub(l)?))
            }
            Op::Powi(a, n) if n.unsigned_abs() < 64 => {
                let (c, k) = self.monomials[a]?;
                Some((c.checked_powi(n)?, k.checked_mul(n)?))
            }
            _ => None,
        }
    }

    fn bound(&self, op: Op) -> (f64, f64) {
        let of = |at: At| self.bounds[at];
        match op {
            Op::Number(value) => (0.0, bits(value) as f64),
            Op::Add(a, b) | Op::Sub(a, b) | Op::Mul(a, b) | Op::Div(a, b) => {
                (of(a).0 + of(b).0, of(a).1 + of(b).1 + 1.0)
            }
            Op::Powi(a, n) => {
                let n = f64::from(n.unsigned_abs());
                (n * of(a).0, n * (of(a).1 + 1.0))
            }
            Op::Power(a, n, d) => {
                let n = n.unsigned_abs().max(d) as f64;
                (n * of(a).0.max(1.0), n * (of(a).1 + 1.0))
            }
            Op::Positive(a) => of(a),
            Op::Variable(_)
            | Op::RootPi
            | Op::LnPrime(_)
            | Op::Exp(_)
            | Op::Ln(_)
            | Op::Erf(..)
            | Op::Atan(..)
            | Op::Sin(_)
            | Op::Cos(_) => (2.0, 1.0),
        }
    }
}

/// The freedom that an author has in a literal: the bits of numerator, denominator and exponents.
fn bits(value: Number) -> u64 {
    let (numerator, denominator, twos, fives) = value.parts();
    let size = |n: u128| u64::from(u128::BITS - n.leading_zeros());
    let places = u128::from(twos.unsigned_abs().max(fives.unsigned_abs()));
    size(numerator.unsigned_abs()) + size(denominator.unsigned_abs()) + size(places)
}
