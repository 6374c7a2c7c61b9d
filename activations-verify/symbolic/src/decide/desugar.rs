//! Expressions written out in the few operations of a program.

use super::Obstacle;
use super::program::{At, Op, Program};
use crate::hashing::QuickMap;
use crate::{Arena, Constant, Expr, Function, Node, Number};

/// The simplest assumptions are used, up to this many: each halves the points that can be used.
const MAX_ASSUMPTIONS: usize = 6;

/// The program of `e`, after those of the assumptions that can be written in steps.
pub(super) fn program(
    arena: &Arena,
    e: Expr,
    positive: &[Expr],
    slopes: bool,
) -> Result<Program, Obstacle> {
    // Assumptions matter where roots are taken, and there only.
    let (logarithms, roots) = logarithms_and_roots(arena, &[e]);
    let mut assumed = if logarithms || roots {
        positive.to_vec()
    } else {
        Vec::new()
    };
    assumed.sort_by_key(|&quantity| arena.weight(quantity));
    assumed.truncate(MAX_ASSUMPTIONS);
    let (in_assumptions, _) = logarithms_and_roots(arena, &assumed);
    let program = Program::new(slopes || logarithms || in_assumptions);
    let mut builder = Builder {
        arena,
        program,
        known: QuickMap::default(),
    };
    for quantity in assumed {
        if let Ok(at) = builder.steps(quantity) {
            builder.program.push(Op::Positive(at));
        }
    }
    let result = builder.steps(e)?;
    builder.program.finish(result)
}

/// Whether formulas have logarithms that may need to be related, and whether they have roots.
fn logarithms_and_roots(arena: &Arena, formulas: &[Expr]) -> (bool, bool) {
    let (mut logarithms, mut roots) = (false, false);
    for part in arena.reachable(formulas) {
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
        #[cfg(test)]
        let f = crate::seeded::function(f);
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
