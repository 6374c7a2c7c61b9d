//! An expression as steps over few operations, equal steps only once.

use super::Obstacle;
use crate::hashing::QuickMap;
use crate::{Arena, Constant, Expr, Function, Node, Number};

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
/// The largest degree of a step as a rational function of its generators: a sample of a nonzero one is
/// 0 with a probability of at most degree/2⁶¹.
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
    monomials: Vec<Option<(Number, i32)>>,
    /// The bits of the literals and integer exponents.
    pub(super) literal_bits: u64,
    /// Whether derivatives are carried along: logarithms are related by theirs.
    pub(super) slopes: bool,
    /// The step that is to be zero.
    pub(super) result: At,
    too_large: bool,
}

impl Program {
    /// The program of `e`, after those of the assumptions that can be written in steps.
    pub(super) fn new(
        arena: &Arena,
        e: Expr,
        positive: &[Expr],
        slopes: bool,
    ) -> Result<Program, Obstacle> {
        let (logarithms, roots) = logarithms_and_roots(arena, e);
        let program = Program {
            slopes: slopes || logarithms,
            ..Program::default()
        };
        let mut builder = Builder {
            arena,
            program,
            known: QuickMap::default(),
        };
        // Assumptions matter where roots are taken, and there only.
        if logarithms || roots {
            for &assumed in positive {
                if let Ok(at) = builder.steps(assumed) {
                    builder.program.push(Op::Positive(at));
                }
            }
        }
        let result = builder.steps(e)?;
        let mut program = builder.program;
        program.result = result;
        if program.too_large {
            Err(Obstacle::TooLarge)
        } else {
            Ok(program)
        }
    }

    fn push(&mut self, op: Op) -> At {
        if let Some(&at) = self.index.get(&op) {
            return at;
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
        self.monomials.push(self.monomial(op));
        let at = self.steps.len();
        self.steps.push(op);
        self.bounds.push(bounds);
        self.index.insert(op, at);
        at
    }

    /// c and k where a step is c·√πᵏ.
    fn monomial(&self, op: Op) -> Option<(Number, i32)> {
        match op {
            Op::Number(value) if !value.is_zero() => Some((value, 0)),
            Op::RootPi => Some((Number::ONE, 1)),
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

/// Whether an expression has logarithms that may need to be related, and whether it has roots.
fn logarithms_and_roots(arena: &Arena, e: Expr) -> (bool, bool) {
    let (mut logarithms, mut roots) = (false, false);
    for part in arena.reachable(&[e]) {
        match arena.node(part) {
            Node::Call(
                Function::Ln
                | Function::Ln1p
                | Function::Softplus
                | Function::LogSigmoid
                | Function::Asinh,
                _,
            ) => logarithms = true,
            Node::Powf(..) | Node::Hypot(..) | Node::Call(Function::Sqrt, _) => roots = true,
            _ => {}
        }
    }
    (logarithms, roots)
}

struct Builder<'a> {
    arena: &'a Arena,
    program: Program,
    known: QuickMap<Expr, At>,
}

impl Builder<'_> {
    /// The steps of an expression; its value is at the place returned.
    fn steps(&mut self, e: Expr) -> Result<At, Obstacle> {
        for part in self.arena.reachable(&[e]) {
            if !self.known.contains_key(&part) {
                let at = self.node(part)?;
                self.known.insert(part, at);
            }
        }
        Ok(self.known[&e])
    }

    fn node(&mut self, e: Expr) -> Result<At, Obstacle> {
        let at = |u: Expr| self.known[&u];
        Ok(match self.arena.node(e) {
            Node::Number(value) => self.push(Op::Number(value)),
            Node::Constant(constant) => self.constant(constant),
            Node::Variable(symbol) => self.push(Op::Variable(symbol.0 as usize)),
            Node::Add(u, v) => {
                // A sum does not depend on the order of its terms; a product neither.
                let (u, v) = (at(u), at(v));
                self.push(Op::Add(u.min(v), u.max(v)))
            }
            Node::Sub(u, v) => self.push(Op::Sub(at(u), at(v))),
            Node::Mul(u, v) => {
                let (u, v) = (at(u), at(v));
                self.push(Op::Mul(u.min(v), u.max(v)))
            }
            Node::Div(u, v) => self.push(Op::Div(at(u), at(v))),
            Node::Neg(u) => self.neg(at(u)),
            Node::Powi(u, n) => self.push(Op::Powi(at(u), n)),
            Node::Powf(u, c) => self.power(at(u), c)?,
            Node::Hypot(u, v) => {
                let (u, v) = (at(u), at(v));
                let (u, v) = (self.push(Op::Powi(u, 2)), self.push(Op::Powi(v, 2)));
                let sum = self.push(Op::Add(u, v));
                self.sqrt(sum)
            }
            Node::Call(f, u) => self.call(f, at(u)).ok_or(Obstacle::Branch(e))?,
            Node::Max(..) | Node::Min(..) | Node::Select(..) => return Err(Obstacle::Branch(e)),
            Node::Reduce(..) => return Err(Obstacle::Row(e)),
        })
    }

    fn push(&mut self, op: Op) -> At {
        self.program.push(op)
    }

    fn integer(&mut self, value: i64) -> At {
        self.push(Op::Number(Number::from(value)))
    }

    fn ratio(&mut self, a: At, n: i64, d: i64) -> At {
        let (n, d) = (self.integer(n), self.integer(d));
        let scaled = self.push(Op::Mul(n.min(a), n.max(a)));
        self.push(Op::Div(scaled, d))
    }

    fn neg(&mut self, a: At) -> At {
        let zero = self.integer(0);
        self.push(Op::Sub(zero, a))
    }

    fn sqrt(&mut self, a: At) -> At {
        // √(c·π) = √c·√π, which needs no search.
        if let Some((c, k)) = self.program.monomials.get(a).copied().flatten()
            && k != 0
            && k % 2 == 0
        {
            let (number, root_pi) = (self.push(Op::Number(c)), self.push(Op::RootPi));
            let (root, power) = (
                self.push(Op::Power(number, 1, 2)),
                self.push(Op::Powi(root_pi, k / 2)),
            );
            return self.push(Op::Mul(root.min(power), root.max(power)));
        }
        self.push(Op::Power(a, 1, 2))
    }

    fn power(&mut self, a: At, exponent: Number) -> Result<At, Obstacle> {
        let parts = exponent.to_ratio();
        let parts = parts.and_then(|(n, d)| Some((i32::try_from(n).ok()?, i32::try_from(d).ok()?)));
        let (n, d) = parts.ok_or(Obstacle::TooLarge)?;
        Ok(match d {
            1 => self.push(Op::Powi(a, n)),
            _ => self.push(Op::Power(a, i64::from(n), u64::from(d.unsigned_abs()))),
        })
    }

    fn constant(&mut self, constant: Constant) -> At {
        let one = self.integer(1);
        match constant {
            Constant::Pi => self.pi(1, 1),
            Constant::Tau => self.pi(2, 1),
            Constant::FracPi2 => self.pi(1, 2),
            Constant::FracPi3 => self.pi(1, 3),
            Constant::FracPi4 => self.pi(1, 4),
            Constant::FracPi6 => self.pi(1, 6),
            Constant::FracPi8 => self.pi(1, 8),
            Constant::E => self.push(Op::Exp(one)),
            Constant::Ln2 => self.ln(2),
            Constant::Ln10 => self.ln(10),
            Constant::Log2E => self.quotient(|_| one, |b| b.ln(2)),
            Constant::Log10E => self.quotient(|_| one, |b| b.ln(10)),
            Constant::Log2Of10 => self.quotient(|b| b.ln(10), |b| b.ln(2)),
            Constant::Log10Of2 => self.quotient(|b| b.ln(2), |b| b.ln(10)),
            Constant::Sqrt2 => self.root_two(),
            Constant::Frac1Sqrt2 => self.quotient(|_| one, Builder::root_two),
            Constant::Frac1Pi => self.quotient(|_| one, |b| b.pi(1, 1)),
            Constant::Frac2Pi => self.quotient(|b| b.integer(2), |b| b.pi(1, 1)),
            Constant::Frac2SqrtPi => self.quotient(|b| b.integer(2), |b| b.push(Op::RootPi)),
        }
    }

    fn quotient(&mut self, above: impl Fn(&mut Self) -> At, below: fn(&mut Self) -> At) -> At {
        let (above, below) = (above(self), below(self));
        self.push(Op::Div(above, below))
    }

    /// n·π/d
    fn pi(&mut self, n: i64, d: i64) -> At {
        let root = self.push(Op::RootPi);
        let pi = self.push(Op::Powi(root, 2));
        if n == d { pi } else { self.ratio(pi, n, d) }
    }

    /// ln 2 or ln 10
    fn ln(&mut self, n: u64) -> At {
        let two = self.push(Op::LnPrime(2));
        if n == 2 {
            return two;
        }
        let five = self.push(Op::LnPrime(5));
        self.push(Op::Add(two, five))
    }

    fn root_two(&mut self) -> At {
        let two = self.integer(2);
        self.sqrt(two)
    }

    /// f(a); `None` for functions with branches.
    fn call(&mut self, f: Function, a: At) -> Option<At> {
        let one = self.integer(1);
        Some(match f {
            Function::Exp => self.push(Op::Exp(a)),
            Function::ExpM1 => {
                let e = self.push(Op::Exp(a));
                self.push(Op::Sub(e, one))
            }
            Function::Ln => self.push(Op::Ln(a)),
            Function::Ln1p => {
                let sum = self.push(Op::Add(one.min(a), one.max(a)));
                self.push(Op::Ln(sum))
            }
            Function::Sqrt => self.sqrt(a),
            Function::Sin => self.push(Op::Sin(a)),
            Function::Cos => self.push(Op::Cos(a)),
            Function::Tan => {
                let (sin, cos) = (self.push(Op::Sin(a)), self.push(Op::Cos(a)));
                self.push(Op::Div(sin, cos))
            }
            Function::Atan => {
                let slope = self.program.slopes.then(|| {
                    let square = self.push(Op::Powi(a, 2));
                    let sum = self.push(Op::Add(one, square));
                    self.push(Op::Div(one, sum))
                });
                self.push(Op::Atan(a, slope))
            }
            Function::Sinh | Function::Cosh => {
                let e = self.push(Op::Exp(a));
                let inverse = self.push(Op::Div(one, e));
                let twice = match f {
                    Function::Sinh => self.push(Op::Sub(e, inverse)),
                    _ => self.push(Op::Add(e, inverse)),
                };
                self.ratio(twice, 1, 2)
            }
            Function::Tanh => {
                let double = self.ratio(a, 2, 1);
                let e = self.push(Op::Exp(double));
                let above = self.push(Op::Sub(e, one));
                let below = self.push(Op::Add(one, e));
                self.push(Op::Div(above, below))
            }
            Function::Asinh => {
                let square = self.push(Op::Powi(a, 2));
                let sum = self.push(Op::Add(one.min(square), one.max(square)));
                let root = self.sqrt(sum);
                let sum = self.push(Op::Add(a.min(root), a.max(root)));
                self.push(Op::Ln(sum))
            }
            Function::Recip => self.push(Op::Div(one, a)),
            Function::Sigmoid => {
                let e = self.push(Op::Exp(a));
                let sum = self.push(Op::Add(one, e));
                self.push(Op::Div(e, sum))
            }
            Function::Softplus => {
                let e = self.push(Op::Exp(a));
                let sum = self.push(Op::Add(one, e));
                self.push(Op::Ln(sum))
            }
            Function::LogSigmoid => {
                let softplus = self.call(Function::Softplus, a)?;
                self.push(Op::Sub(a, softplus))
            }
            Function::Erf => {
                let slope = self.program.slopes.then(|| {
                    let square = self.push(Op::Powi(a, 2));
                    let minus = self.neg(square);
                    let gaussian = self.push(Op::Exp(minus));
                    let factor = self.constant(Constant::Frac2SqrtPi);
                    self.push(Op::Mul(factor, gaussian))
                });
                self.push(Op::Erf(a, slope))
            }
            Function::Erfc => {
                let erf = self.call(Function::Erf, a)?;
                self.push(Op::Sub(one, erf))
            }
            Function::NormalCdf => {
                let root = self.root_two();
                let u = self.push(Op::Div(a, root));
                let erf = self.call(Function::Erf, u)?;
                let sum = self.push(Op::Add(one, erf));
                self.ratio(sum, 1, 2)
            }
            Function::NormalPdf => {
                let square = self.push(Op::Powi(a, 2));
                let inner = self.ratio(square, -1, 2);
                let e = self.push(Op::Exp(inner));
                let (root, root_pi) = (self.root_two(), self.push(Op::RootPi));
                let product = self.push(Op::Mul(root.min(root_pi), root.max(root_pi)));
                self.push(Op::Div(e, product))
            }
            Function::Gaussian => {
                let square = self.push(Op::Powi(a, 2));
                let minus = self.neg(square);
                self.push(Op::Exp(minus))
            }
            Function::Abs | Function::Signum => return None,
        })
    }
}
