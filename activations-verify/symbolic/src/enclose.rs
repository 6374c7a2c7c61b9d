//! Enclosing the values of an expression in intervals, and saying where it has none.

use crate::interval::{Bound, Interval};
use crate::{Arena, Cond, Condition, Constant, Expr, Function, Node, Number, Relation, Symbol};

/// A part of an expression that has no value somewhere in the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoValue {
    /// The quotient, logarithm, root or power without a value.
    pub part: Expr,
    /// Whether it has none anywhere in the box, rather than perhaps none at some point of it.
    pub certain: bool,
}

/// Encloses the values of `e` where each symbol lies in its interval; a symbol without one may be
/// any real number.
///
/// Only the branches that a condition can take are looked at. A reduction sees a row of one
/// element.
///
/// # Errors
///
/// [`NoValue`] names a part that is not defined, or not shown to be, on the whole box.
pub fn enclose<B: Bound>(
    arena: &Arena,
    e: Expr,
    bindings: &[(Symbol, Interval<B>)],
) -> Result<Interval<B>, NoValue> {
    let mut values = Values {
        arena,
        parts: arena.reachable(&[e]),
        found: Vec::new(),
    };
    for i in 0..values.parts.len() {
        let value = values.value(values.parts[i], bindings);
        values.found.push(value);
    }
    values.get(e)
}

impl<B: Bound> Interval<B> {
    /// An exact rational.
    pub fn number(value: Number) -> Self {
        let (numerator, denominator, twos, fives) = value.parts();
        let fives_power = Self::integer(5).powi(fives.abs());
        let quotient = Self::rational(numerator, denominator).scale(twos);
        if fives < 0 {
            quotient / fives_power
        } else {
            quotient * fives_power
        }
    }

    /// A named constant.
    pub fn constant(constant: Constant) -> Self {
        let integer = |n: i128| Self::integer(n);
        let ln = |n: i128| integer(n).ln().unwrap_or(Self::ONE);
        let sqrt = |x: Self| x.sqrt().unwrap_or(Self::ONE);
        match constant {
            Constant::Pi => Self::pi(),
            Constant::Tau => Self::pi().scale(1),
            Constant::E => Self::ONE.exp(),
            Constant::Ln2 => Self::ln_2(),
            Constant::Ln10 => ln(10),
            Constant::Log2E => Self::ONE / Self::ln_2(),
            Constant::Log10E => Self::ONE / ln(10),
            Constant::Log2Of10 => ln(10) / Self::ln_2(),
            Constant::Log10Of2 => Self::ln_2() / ln(10),
            Constant::Sqrt2 => sqrt(integer(2)),
            Constant::Frac1Sqrt2 => sqrt(Self::rational(1, 2)),
            Constant::Frac1Pi => Self::ONE / Self::pi(),
            Constant::Frac2Pi => integer(2) / Self::pi(),
            Constant::Frac2SqrtPi => integer(2) / sqrt(Self::pi()),
            Constant::FracPi2 => Self::pi().scale(-1),
            Constant::FracPi3 => Self::pi() / integer(3),
            Constant::FracPi4 => Self::pi().scale(-2),
            Constant::FracPi6 => Self::pi() / integer(6),
            Constant::FracPi8 => Self::pi().scale(-3),
        }
    }
}

/// The enclosures of all parts of an expression, operands first.
struct Values<'a, B> {
    arena: &'a Arena,
    parts: Vec<Expr>,
    found: Vec<Result<Interval<B>, NoValue>>,
}

impl<B: Bound> Values<'_, B> {
    fn get(&self, e: Expr) -> Result<Interval<B>, NoValue> {
        let at = self.parts.binary_search(&e);
        // A part is entered after its operands.
        at.ok()
            .and_then(|i| self.found.get(i).copied())
            .unwrap_or(Ok(Interval::entire()))
    }

    fn value(&self, e: Expr, bindings: &[(Symbol, Interval<B>)]) -> Result<Interval<B>, NoValue> {
        Ok(match self.arena.node(e) {
            Node::Number(value) => Interval::number(value),
            Node::Constant(constant) => Interval::constant(constant),
            Node::Variable(symbol) => {
                let bound = bindings.iter().find(|(bound, _)| *bound == symbol);
                bound.map_or(Interval::entire(), |binding| binding.1)
            }
            Node::Add(a, b) => self.get(a)? + self.get(b)?,
            Node::Sub(a, b) if a == b => {
                self.get(a)?;
                Interval::ZERO
            }
            Node::Sub(a, b) => self.get(a)? - self.get(b)?,
            Node::Mul(a, b) if a == b => self.get(a)?.square(),
            Node::Mul(a, b) => self.get(a)? * self.get(b)?,
            Node::Div(a, b) => self.get(a)? / divisor(e, self.get(b)?)?,
            Node::Neg(a) => -self.get(a)?,
            Node::Powi(a, n) if n < 0 => divisor(e, self.get(a)?)?.powi(n),
            Node::Powi(a, n) => self.get(a)?.powi(n),
            Node::Powf(a, exponent) => power(e, self.get(a)?, exponent)?,
            Node::Call(f, a) => call(e, f, self.get(a)?)?,
            Node::Max(a, b) => self.get(a)?.max(self.get(b)?),
            Node::Min(a, b) => self.get(a)?.min(self.get(b)?),
            Node::Hypot(a, b) => {
                let sum = self.get(a)?.square() + self.get(b)?.square();
                sum.sqrt().unwrap_or(Interval::ZERO)
            }
            Node::Select(condition, a, b) => match self.holds(condition) {
                Some(true) => self.get(a)?,
                Some(false) => self.get(b)?,
                None => {
                    let maybe = |no: NoValue| NoValue {
                        certain: false,
                        ..no
                    };
                    self.get(a)
                        .map_err(maybe)?
                        .hull(self.get(b).map_err(maybe)?)
                }
            },
            Node::Reduce(_, a) => self.get(a)?,
        })
    }

    /// Whether a condition holds all over the box, nowhere in it, or neither is known.
    ///
    /// Recursion is bounded by the arena's bound on conditions.
    fn holds(&self, condition: Cond) -> Option<bool> {
        match self.arena.condition(condition) {
            Condition::Compare(relation, a, b) => {
                compare(relation, self.get(a).ok()?, self.get(b).ok()?)
            }
            Condition::And(a, b) => match (self.holds(a), self.holds(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Condition::Or(a, b) => match (self.holds(a), self.holds(b)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Condition::Not(a) => self.holds(a).map(|holds| !holds),
        }
    }
}

/// Whether a comparison holds for all pairs of values, for none, or neither is known.
pub(crate) fn compare<B: Bound>(
    relation: Relation,
    a: Interval<B>,
    b: Interval<B>,
) -> Option<bool> {
    let certain = |yes: bool, no: bool| if yes { Some(true) } else { no.then_some(false) };
    match relation {
        Relation::Lt => certain(a.hi() < b.lo(), a.lo() >= b.hi()),
        Relation::Le => certain(a.hi() <= b.lo(), a.lo() > b.hi()),
        Relation::Gt => certain(a.lo() > b.hi(), a.hi() <= b.lo()),
        Relation::Ge => certain(a.lo() >= b.hi(), a.hi() < b.lo()),
        Relation::Eq => certain(equal(a, b), a.disjoint(b)),
        Relation::Ne => certain(a.disjoint(b), equal(a, b)),
    }
}

/// Whether both are the same single number.
fn equal<B: Bound>(a: Interval<B>, b: Interval<B>) -> bool {
    a == b && a.lo() == a.hi()
}

/// A divisor, which must not contain 0.
fn divisor<B: Bound>(part: Expr, b: Interval<B>) -> Result<Interval<B>, NoValue> {
    if b.contains_zero() {
        Err(NoValue {
            part,
            certain: b == Interval::ZERO,
        })
    } else {
        Ok(b)
    }
}

/// xᶜ for a constant exponent that is not whole: e^{c·ln x} of x > 0, and 0 at 0 where c > 0.
fn power<B: Bound>(part: Expr, x: Interval<B>, exponent: Number) -> Result<Interval<B>, NoValue> {
    let Some(ln) = x.ln() else {
        let zero = x == Interval::ZERO && !exponent.is_negative();
        return if zero {
            Ok(x)
        } else {
            Err(NoValue {
                part,
                certain: true,
            })
        };
    };
    if x.lo() < B::ZERO || x.lo() == B::ZERO && exponent.is_negative() {
        return Err(NoValue {
            part,
            certain: false,
        });
    }
    Ok((ln * Interval::number(exponent)).exp())
}

fn call<B: Bound>(part: Expr, f: Function, x: Interval<B>) -> Result<Interval<B>, NoValue> {
    let partly = |value: Option<Interval<B>>, everywhere: bool| match value {
        Some(value) if everywhere => Ok(value),
        found => Err(NoValue {
            part,
            certain: found.is_none(),
        }),
    };
    Ok(match f {
        Function::Exp => x.exp(),
        Function::ExpM1 => x.exp_m1(),
        Function::Ln => partly(x.ln(), x.lo() > B::ZERO)?,
        Function::Ln1p => partly(x.ln_1p(), x.lo() > -B::ONE)?,
        Function::Sqrt => partly(x.sqrt(), x.lo() >= B::ZERO)?,
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => partly(Some(x.tan()), !x.cos().contains_zero())?,
        Function::Atan => x.atan(),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => x.tanh(),
        Function::Asinh => x.asinh(),
        Function::Abs => x.abs(),
        // At 0 it is 1 or −1, whichever sign the zero has.
        Function::Signum if x.contains_zero() => Interval::between(-B::ONE, B::ONE),
        Function::Signum => x.signum(),
        Function::Recip => Interval::ONE / divisor(part, x)?,
        Function::Sigmoid => x.sigmoid(),
        Function::Softplus => x.softplus(),
        Function::LogSigmoid => x.log_sigmoid(),
        Function::Erf => x.erf(),
        Function::Erfc => x.erfc(),
        Function::NormalCdf => x.normal_cdf(),
        Function::NormalPdf => x.normal_pdf(),
        Function::Gaussian => x.gaussian(),
    })
}
