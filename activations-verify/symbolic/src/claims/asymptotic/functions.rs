//! The primitive functions far out, at infinite, finite and vanishing arguments.

use core::cmp::Ordering;

use super::growth::Growth;
use super::{Expansion, Tendency, Term};
use crate::claims::line::Stop;
use crate::claims::signs::Signs;
use crate::claims::verdict::Reason;
use crate::{Constant, Expr, Function, Number};

impl Expansion<'_> {
    pub(super) fn call(&mut self, f: Function, u: &[Term]) -> Result<Vec<Term>, Stop> {
        match f {
            Function::Exp => return Ok(vec![self.exponential(u)?]),
            Function::Recip => return self.power(u, Number::from(-1)),
            Function::Sqrt => return self.root(u),
            Function::LogSigmoid => {
                let opposite = self.negated(u.to_vec());
                let softplus = self.call(Function::Softplus, &opposite)?;
                return Ok(self.negated(softplus));
            }
            Function::Erfc => {
                // 1 − erf is exact and cancels where it should.
                let erf = self.call(Function::Erf, u)?;
                let (one, opposite) = (self.whole(1), self.negated(erf));
                return self.plus(vec![one], opposite);
            }
            Function::NormalCdf => {
                // (1 + erf(u/√2))/2
                let scale = self.arena.constant(Constant::Frac1Sqrt2);
                let argument = self.scaled(u.to_vec(), scale);
                let erf = self.call(Function::Erf, &argument)?;
                let one = self.whole(1);
                let sum = self.plus(vec![one], erf)?;
                let half = self.half();
                return Ok(self.scaled(sum, half));
            }
            Function::Gaussian => return Ok(vec![self.bell(u, 1)?]),
            Function::NormalPdf => {
                let mut bell = self.bell(u, 2)?;
                let tau = self.arena.constant(Constant::Tau);
                let root = self.arena.call(Function::Sqrt, tau);
                bell.coefficient = self.arena.div(bell.coefficient, root);
                return Ok(vec![bell]);
            }
            Function::Ln => return self.logarithm(u),
            Function::Ln1p => {
                if let Tendency::Zero = self.tendency(u)? {
                    return self.like_argument(u);
                }
                let one = self.whole(1);
                let sum = self.plus(vec![one], u.to_vec())?;
                return self.logarithm(&sum);
            }
            _ => {}
        }
        match self.tendency(u)? {
            Tendency::Zero => self.at_zero(f, u),
            Tendency::Constant(c) => {
                let value = self.arena.call(f, c);
                Ok(vec![self.constant(value, false)])
            }
            Tendency::Infinite(sign) => self.at_infinity(f, u, sign == Signs::POSITIVE),
        }
    }

    fn half(&mut self) -> Expr {
        let (one, two) = (self.arena.integer(1), self.arena.integer(2));
        self.arena.div(one, two)
    }

    /// Functions with f(u) ~ u, or with a value other than 0, where u tends to 0.
    fn at_zero(&mut self, f: Function, u: &[Term]) -> Result<Vec<Term>, Stop> {
        match f {
            Function::ExpM1
            | Function::Sin
            | Function::Tan
            | Function::Atan
            | Function::Sinh
            | Function::Tanh
            | Function::Asinh => self.like_argument(u),
            Function::Erf => {
                let like = self.like_argument(u)?;
                let slope = self.arena.constant(Constant::Frac2SqrtPi);
                Ok(self.scaled(like, slope))
            }
            _ => {
                let zero = self.arena.integer(0);
                let value = self.arena.call(f, zero);
                Ok(vec![self.constant(value, false)])
            }
        }
    }

    fn like_argument(&mut self, u: &[Term]) -> Result<Vec<Term>, Stop> {
        let leading = self.leading(u)?;
        Ok(leading
            .map(|term| Term {
                exact: false,
                ..term
            })
            .into_iter()
            .collect())
    }

    fn at_infinity(&mut self, f: Function, u: &[Term], up: bool) -> Result<Vec<Term>, Stop> {
        let opposite = self.negated(u.to_vec());
        // |u| and −|u|.
        let (size, decaying) = if up {
            (u.to_vec(), opposite)
        } else {
            (opposite, u.to_vec())
        };
        let sign = self.arena.integer(if up { 1 } else { -1 });
        let end = self.constant(sign, true);
        match f {
            Function::ExpM1 => {
                let (exp, minus_one) = (self.exponential(u)?, self.whole(-1));
                self.plus(vec![exp], vec![minus_one])
            }
            Function::Sigmoid => {
                // σ(u) = 1 − σ(−u).
                let tail = Term {
                    exact: false,
                    ..self.exponential(&decaying)?
                };
                if !up {
                    return Ok(vec![tail]);
                }
                let tail = self.negated(vec![tail]);
                self.plus(vec![end], tail)
            }
            Function::Softplus => {
                // softplus(u) = u + softplus(−u).
                let tail = Term {
                    exact: false,
                    ..self.exponential(&decaying)?
                };
                if up {
                    self.plus(u.to_vec(), vec![tail])
                } else {
                    Ok(vec![tail])
                }
            }
            Function::Tanh => {
                // ±(1 − 2/(e^{2|u|} + 1)).
                let two = self.arena.integer(2);
                let twice = self.scaled(decaying, two);
                let tail = Term {
                    exact: false,
                    ..self.exponential(&twice)?
                };
                let minus_two = self.arena.integer(if up { -2 } else { 2 });
                let tail = self.scaled(vec![tail], minus_two);
                self.plus(vec![end], tail)
            }
            Function::Erf => {
                // ±(1 − e^{−u²}/(|u|·√π)·(1 + …)).
                let bell = self.bell(u, 1)?;
                let inverse = self.power(&size, Number::from(-1))?;
                let tail = self.times(
                    &[Term {
                        exact: false,
                        ..bell
                    }],
                    &inverse,
                )?;
                let pi = self.arena.constant(Constant::Pi);
                let root = self.arena.call(Function::Sqrt, pi);
                let factor = self.arena.div(sign, root);
                let factor = self.arena.neg(factor);
                let tail = self.scaled(tail, factor);
                self.plus(vec![end], tail)
            }
            Function::Atan => {
                let quarter = self.arena.constant(Constant::FracPi2);
                let end = self.arena.mul(sign, quarter);
                Ok(vec![self.constant(end, false)])
            }
            Function::Sinh | Function::Cosh => {
                let (growing, decaying) = (self.exponential(&size)?, self.exponential(&decaying)?);
                let half = self.half();
                let sinh = f == Function::Sinh;
                let (first, second) = match (sinh, up) {
                    (false, _) => (vec![growing], vec![decaying]),
                    (true, true) => (vec![growing], self.negated(vec![decaying])),
                    (true, false) => (self.negated(vec![growing]), vec![decaying]),
                };
                let sum = self.plus(first, second)?;
                Ok(self.scaled(sum, half))
            }
            Function::Asinh => {
                let two = self.arena.integer(2);
                let twice = self.scaled(size, two);
                let ln = self.logarithm(&twice)?;
                let inexact = ln
                    .into_iter()
                    .map(|term| Term {
                        exact: false,
                        ..term
                    })
                    .collect();
                Ok(self.scaled(inexact, sign))
            }
            _ => Err(Stop::Lost(Reason::Outside {
                what: format!("`{}` far out", f.method()),
            })),
        }
    }

    /// e^{−u²/`divisor`}.
    fn bell(&mut self, u: &[Term], divisor: i64) -> Result<Term, Stop> {
        let square = self.times(u, u)?;
        let (minus_one, divisor) = (self.arena.integer(-1), self.arena.integer(divisor));
        let factor = self.arena.div(minus_one, divisor);
        let argument = self.scaled(square, factor);
        self.exponential(&argument)
    }

    /// e^u for a u of which only what vanishes is not an exact power of t.
    fn exponential(&mut self, u: &[Term]) -> Result<Term, Stop> {
        let one = self.arena.integer(1);
        let mut result = Term {
            coefficient: one,
            growth: Growth::constant(),
            exact: true,
        };
        if let Some(leading) = self.leading(u)?
            && !leading.growth.exponent.is_empty()
            && let Tendency::Infinite(sign) = self.tendency(u)?
        {
            // An exponential of an exponential.
            result.growth.beyond = if sign == Signs::POSITIVE { 1 } else { -1 };
            result.exact = false;
            return Ok(result);
        }
        for term in u {
            if self.compare(&term.growth, &Growth::constant())? == Ordering::Less {
                result.exact = false;
                continue;
            }
            let Some(power) = term.growth.as_power().filter(|_| term.exact) else {
                return Err(Stop::Lost(Reason::Outside {
                    what: "an exponential of what is known only roughly far out".to_owned(),
                }));
            };
            if power.is_zero() {
                let factor = self.arena.call(Function::Exp, term.coefficient);
                result.coefficient = self.arena.mul(result.coefficient, factor);
            } else {
                result.growth.exponent.insert(power, term.coefficient);
            }
        }
        Ok(result)
    }

    /// ln u = ln(leading term) + ln(1 + rest/leading term).
    fn logarithm(&mut self, u: &[Term]) -> Result<Vec<Term>, Stop> {
        let outside = || {
            Stop::Lost(Reason::Outside {
                what: "a logarithm far out".to_owned(),
            })
        };
        let leading = self.leading(u)?.ok_or_else(outside)?;
        if leading.growth.logs != 0 || self.sign(leading.coefficient)? != Signs::POSITIVE {
            return Err(outside());
        }
        let mut sum = Vec::new();
        for (&power, &coefficient) in &leading.growth.exponent {
            sum.push(Term {
                coefficient,
                growth: Growth::power(power),
                exact: true,
            });
        }
        if !leading.growth.power.is_zero() {
            let coefficient = self.arena.number(leading.growth.power);
            sum.push(Term {
                coefficient,
                growth: Growth::logarithm(),
                exact: true,
            });
        }
        let constant = self.arena.call(Function::Ln, leading.coefficient);
        if self.sign(constant)? != Signs::ZERO {
            sum.push(self.constant(constant, true));
        }
        if leading.exact {
            return Ok(sum);
        }
        // What of u is not its leading term, divided by it, tends to 0.
        let rest = self.behind(&leading, u)?.ok_or_else(outside)?;
        let inverse = self.raised(&leading, Number::from(-1))?;
        let ratio = self.times(&rest, &[inverse])?;
        let like = self.like_argument(&ratio)?;
        self.plus(sum, like)
    }
}
