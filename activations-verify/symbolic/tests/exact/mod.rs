//! The second path of the decision: exact expansion over the rationals.
//!
//! An expression becomes a quotient of polynomials in generators: variables, √π, exponentials of
//! independent arguments, logarithms of distinct factors, erf, atan, sines with their cosines, and
//! roots. Nothing is sampled, and no code is shared with the modular path.

mod combinations;
mod factors;
mod generators;
mod polynomial;

use std::collections::HashMap;

use activations_symbolic::{Arena, Constant, Expr, Function, Node, Number};
use num_bigint::BigInt;
use num_rational::BigRational;

use generators::Generators;
use polynomial::Polynomial;

/// A quotient of polynomials.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    pub(crate) above: Polynomial,
    pub(crate) below: Polynomial,
}

/// The most terms of a polynomial before the expansion is given up.
const MAX_TERMS: usize = 3_000;

impl Fraction {
    pub(crate) fn whole(above: Polynomial) -> Fraction {
        Fraction {
            above,
            below: Polynomial::one(),
        }
    }

    pub(crate) fn integer(n: i64) -> Fraction {
        Fraction::whole(Polynomial::constant(BigRational::from_integer(n.into())))
    }
}

/// An expression in terms of generators.
pub(crate) struct Exact<'a> {
    arena: &'a Arena,
    generators: Generators,
    known: HashMap<Expr, Fraction>,
}

/// Whether `e` is identically zero, as far as relations between generators are known; `None` where
/// it is too large, or has parts that this path does not know.
pub(crate) fn is_zero(arena: &Arena, e: Expr) -> Option<bool> {
    let mut exact = Exact {
        arena,
        generators: Generators::default(),
        known: HashMap::new(),
    };
    for part in arena.reachable(&[e]) {
        let fraction = exact.node(part)?;
        if fraction.above.terms.len().max(fraction.below.terms.len()) > MAX_TERMS {
            return None;
        }
        exact.known.insert(part, fraction);
    }
    let value = &exact.known[&e];
    (!value.below.is_zero()).then(|| value.above.is_zero())
}

impl Exact<'_> {
    fn node(&mut self, e: Expr) -> Option<Fraction> {
        let of = |u: Expr| self.known[&u].clone();
        Some(match self.arena.node(e) {
            Node::Number(value) => Fraction::whole(Polynomial::constant(rational(value)?)),
            Node::Constant(constant) => self.constant(constant)?,
            Node::Variable(symbol) => {
                let name = format!("variable {}", self.arena.name(symbol));
                Fraction::whole(Polynomial::generator(self.generators.named(&name)))
            }
            Node::Add(u, v) => self.generators.add(&of(u), &of(v)),
            Node::Sub(u, v) => self.generators.sub(&of(u), &of(v)),
            Node::Mul(u, v) => self.generators.mul(&of(u), &of(v)),
            Node::Div(u, v) => self.generators.div(&of(u), &of(v))?,
            Node::Neg(u) => self.generators.sub(&Fraction::integer(0), &of(u)),
            Node::Powi(u, n) => self.generators.powi(&of(u), n)?,
            Node::Powf(u, c) => {
                let (n, d) = c.to_ratio()?;
                let root = self.generators.root(&of(u), u32::try_from(d).ok()?)?;
                self.generators.powi(&root, i32::try_from(n).ok()?)?
            }
            Node::Hypot(u, v) => {
                let (u, v) = (
                    self.generators.powi(&of(u), 2)?,
                    self.generators.powi(&of(v), 2)?,
                );
                let sum = self.generators.add(&u, &v);
                self.generators.root(&sum, 2)?
            }
            Node::Call(f, u) => self.call(f, &of(u))?,
            Node::Max(..) | Node::Min(..) | Node::Select(..) | Node::Reduce(..) => return None,
        })
    }

    fn constant(&mut self, constant: Constant) -> Option<Fraction> {
        let g = &mut self.generators;
        let integer = Fraction::integer;
        let root_pi = Fraction::whole(Polynomial::generator(g.named("root of pi")));
        let pi = g.mul(&root_pi, &root_pi);
        let two = integer(2);
        Some(match constant {
            Constant::Pi => pi,
            Constant::Tau => g.mul(&two, &pi),
            Constant::FracPi2 => g.div(&pi, &two)?,
            Constant::FracPi3 => g.div(&pi, &integer(3))?,
            Constant::FracPi4 => g.div(&pi, &integer(4))?,
            Constant::FracPi6 => g.div(&pi, &integer(6))?,
            Constant::FracPi8 => g.div(&pi, &integer(8))?,
            Constant::Frac1Pi => g.div(&integer(1), &pi)?,
            Constant::Frac2Pi => g.div(&two, &pi)?,
            Constant::Frac2SqrtPi => g.div(&two, &root_pi)?,
            Constant::Sqrt2 => g.root(&two, 2)?,
            Constant::Frac1Sqrt2 => {
                let root = g.root(&two, 2)?;
                g.div(&root, &two)?
            }
            Constant::E => g.exp(&integer(1))?,
            Constant::Ln2 => g.ln(&two)?,
            Constant::Ln10 => g.ln(&integer(10))?,
            Constant::Log2E | Constant::Log10E => {
                let base = if constant == Constant::Log2E { 2 } else { 10 };
                let ln = g.ln(&integer(base))?;
                g.div(&integer(1), &ln)?
            }
            Constant::Log2Of10 | Constant::Log10Of2 => {
                let (ln2, ln10) = (g.ln(&two)?, g.ln(&integer(10))?);
                if constant == Constant::Log2Of10 {
                    g.div(&ln10, &ln2)?
                } else {
                    g.div(&ln2, &ln10)?
                }
            }
            _ => return None,
        })
    }

    fn call(&mut self, f: Function, u: &Fraction) -> Option<Fraction> {
        let one = Fraction::integer(1);
        let two = Fraction::integer(2);
        let minus = self.generators.sub(&Fraction::integer(0), u);
        let g = &mut self.generators;
        Some(match f {
            Function::Exp => g.exp(u)?,
            Function::ExpM1 => {
                let e = g.exp(u)?;
                g.sub(&e, &one)
            }
            Function::Ln => g.ln(u)?,
            Function::Ln1p => {
                let sum = g.add(&one, u);
                g.ln(&sum)?
            }
            Function::Sqrt => g.root(u, 2)?,
            Function::Sin => g.circle(u)?.1,
            Function::Cos => g.circle(u)?.0,
            Function::Tan => {
                let (cos, sin) = g.circle(u)?;
                g.div(&sin, &cos)?
            }
            Function::Atan => g.odd("atan", u),
            Function::Sinh | Function::Cosh => {
                let (e, inverse) = (g.exp(u)?, g.exp(&minus)?);
                let twice = if f == Function::Sinh {
                    g.sub(&e, &inverse)
                } else {
                    g.add(&e, &inverse)
                };
                g.div(&twice, &two)?
            }
            Function::Tanh => {
                let (e, inverse) = (g.exp(u)?, g.exp(&minus)?);
                let (difference, sum) = (g.sub(&e, &inverse), g.add(&e, &inverse));
                g.div(&difference, &sum)?
            }
            Function::Asinh => {
                let square = g.mul(u, u);
                let sum = g.add(&one, &square);
                let root = g.root(&sum, 2)?;
                let sum = g.add(u, &root);
                g.ln(&sum)?
            }
            Function::Recip => g.div(&one, u)?,
            Function::Sigmoid => {
                let e = g.exp(&minus)?;
                let sum = g.add(&one, &e);
                g.div(&one, &sum)?
            }
            Function::Softplus => {
                let e = g.exp(u)?;
                let sum = g.add(&one, &e);
                g.ln(&sum)?
            }
            Function::LogSigmoid => {
                let sigmoid = self.call(Function::Sigmoid, u)?;
                self.generators.ln(&sigmoid)?
            }
            Function::Erf => g.odd("erf", u),
            Function::Erfc => {
                let erf = g.odd("erf", u);
                g.sub(&one, &erf)
            }
            Function::NormalCdf => {
                let root = g.root(&two, 2)?;
                let inner = g.div(u, &root)?;
                let erf = g.odd("erf", &inner);
                let sum = g.add(&one, &erf);
                g.div(&sum, &two)?
            }
            Function::NormalPdf => {
                let square = g.mul(u, &minus);
                let half = g.div(&square, &two)?;
                let e = g.exp(&half)?;
                let (root, root_pi) = (g.root(&two, 2)?, g.named("root of pi"));
                let below = g.mul(&root, &Fraction::whole(Polynomial::generator(root_pi)));
                g.div(&e, &below)?
            }
            Function::Gaussian => {
                let square = g.mul(u, &minus);
                g.exp(&square)?
            }
            _ => return None,
        })
    }
}

/// The exact value of a literal, read from its text.
fn rational(value: Number) -> Option<BigRational> {
    if let Some((n, d)) = value.to_ratio() {
        return Some(BigRational::new(BigInt::from(n), BigInt::from(d)));
    }
    let text = value.to_string();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let exponent = exponent.parse::<i32>().ok()? - fraction.len() as i32;
    let scale = BigInt::from(10).pow(exponent.unsigned_abs());
    let scale = BigRational::from_integer(scale);
    let digits = BigRational::from_integer(digits);
    Some(if exponent < 0 {
        digits / scale
    } else {
        digits * scale
    })
}
