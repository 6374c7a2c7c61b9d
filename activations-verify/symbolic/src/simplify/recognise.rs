//! Compositions that a primitive computes without cancellation or overflow.

use super::Simplifier;
use super::product::Product;
use super::sum::Sum;
use crate::{Arena, Constant, Expr, Function, Node, Number};

impl Simplifier<'_> {
    /// f(u) for a simplified u.
    pub(super) fn call(&mut self, f: Function, u: Expr) -> Expr {
        let inner = match self.a.node(u) {
            Node::Call(inner, v) => Some((inner, v)),
            _ => None,
        };
        match (f, inner) {
            (Function::Exp, Some((Function::Ln, v))) => return v,
            (Function::Ln, Some((Function::Exp, v))) => return v,
            (Function::Ln, Some((Function::Sigmoid, v))) => {
                return self.a.call(Function::LogSigmoid, v);
            }
            (Function::Ln1p, Some((Function::Exp, v))) => {
                return self.a.call(Function::Softplus, v);
            }
            (Function::Abs, Some((Function::Abs, _))) => return u,
            _ => {}
        }
        match f {
            // ln(1 + v)
            Function::Ln => match without_one(self.a, u) {
                Some(v) => self.call(Function::Ln1p, v),
                None => self.a.call(f, u),
            },
            Function::Exp => match self.square_root_of_negated(u) {
                Some(v) => self.a.call(Function::Gaussian, v),
                None => self.a.call(f, u),
            },
            _ => self.a.call(f, u),
        }
    }

    /// v, if u is −v² with v a power of one base.
    fn square_root_of_negated(&mut self, u: Expr) -> Option<Expr> {
        let product = Product::of(self.a, u);
        let minus_one = Number::ONE.negated();
        match product.factors[..] {
            [(base, n)] if product.coefficient == minus_one && n > 0 && n % 2 == 0 => {
                Some(self.a.powi(base, n / 2))
            }
            _ => None,
        }
    }

    /// Rules between the factors of a product; whether one applied.
    pub(super) fn recognise_factors(&mut self, product: &mut Product) -> bool {
        for i in 0..product.factors.len() {
            let (base, n) = product.factors[i];
            match self.a.node(base) {
                // 1/(1 + eᵘ) = σ(−u)
                Node::Add(..) if n < 0 => {
                    if let Some(e) = without_one(self.a, base)
                        && let Node::Call(Function::Exp, u) = self.a.node(e)
                    {
                        let minus = self.negated(u);
                        let sigmoid = self.a.call(Function::Sigmoid, minus);
                        product.raise(base, -n);
                        product.raise(sigmoid, -n);
                        return true;
                    }
                }
                // eᵘ·σ(−u) = σ(u)
                Node::Call(Function::Exp, u) if n > 0 => {
                    let minus = self.negated(u);
                    let left = self.a.call(Function::Sigmoid, minus);
                    if product.exponent(left) > 0 {
                        let right = self.a.call(Function::Sigmoid, u);
                        product.raise(base, -1);
                        product.raise(left, -1);
                        product.raise(right, 1);
                        return true;
                    }
                }
                // ½·erfc(−u/√2) = Φ(u)
                Node::Call(Function::Erfc, w) if n == 1 => {
                    if let Some(u) = self.times_minus_sqrt2(w)
                        && let Some(twice) = product.coefficient.checked_mul(Number::TWO)
                    {
                        let cdf = self.a.call(Function::NormalCdf, u);
                        product.coefficient = twice;
                        product.raise(base, -1);
                        product.raise(cdf, 1);
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// −√2·w, if w has the factor 1/√2.
    fn times_minus_sqrt2(&mut self, w: Expr) -> Option<Expr> {
        let mut product = Product::of(self.a, w);
        let root = self.a.constant(Constant::Sqrt2);
        let inverse = self.a.constant(Constant::Frac1Sqrt2);
        let two = self.a.integer(2);
        let computed = self.a.call(Function::Sqrt, two);
        if product.exponent(inverse) == 1 {
            product.raise(inverse, -1);
        } else if product.exponent(root) == -1 {
            product.raise(root, 1);
        } else if product.exponent(computed) == -1 {
            product.raise(computed, 1);
        } else {
            return None;
        }
        product.coefficient = product.coefficient.negated();
        Some(self.product(product))
    }

    /// n + c·f(u) with c = ±n, as n times one primitive.
    pub(super) fn recognise_terms(&mut self, sum: &Sum) -> Option<Expr> {
        let [first, second] = &sum.terms[..] else {
            return None;
        };
        let (number, term) = if first.factors.is_empty() {
            (first, second)
        } else {
            (second, first)
        };
        let ([], [(base, power)]) = (&number.factors[..], &term.factors[..]) else {
            return None;
        };
        let Node::Call(f, u) = self.a.node(*base) else {
            return None;
        };
        let n = number.coefficient;
        let same = term.coefficient == n;
        if !same && term.coefficient != n.negated() {
            return None;
        }
        let (scale, primitive) = match (f, power, same) {
            (Function::Sigmoid | Function::NormalCdf, 1, false) => {
                let minus = self.negated(u);
                (n, self.a.call(f, minus))
            }
            (Function::Erf, 1, false) => (n, self.a.call(Function::Erfc, u)),
            (Function::Erf, 1, true) => {
                let minus = self.negated(u);
                (n, self.a.call(Function::Erfc, minus))
            }
            (Function::Erfc, 1, false) => (n, self.a.call(Function::Erf, u)),
            (Function::Exp, 1, false) => (n.negated(), self.a.call(Function::ExpM1, u)),
            (Function::ExpM1, 1, true) => (n, self.a.call(Function::Exp, u)),
            // 1 ± tanh u = 2σ(±2u)
            (Function::Tanh, 1, _) => {
                let doubled = self.a.integer(if same { 2 } else { -2 });
                let doubled = self.a.mul(doubled, u);
                let doubled = self.node(doubled);
                (
                    n.checked_mul(Number::TWO)?,
                    self.a.call(Function::Sigmoid, doubled),
                )
            }
            // 1 − (1/cosh u)² = tanh² u
            (Function::Recip, 2, false) => {
                let Node::Call(Function::Cosh, v) = self.a.node(u) else {
                    return None;
                };
                let tanh = self.a.call(Function::Tanh, v);
                (n, self.a.powi(tanh, 2))
            }
            (Function::Tanh, 2, false) => {
                let cosh = self.a.call(Function::Cosh, u);
                let sech = self.a.call(Function::Recip, cosh);
                (n, self.a.powi(sech, 2))
            }
            _ => return None,
        };
        let mut product = Product::of(self.a, primitive);
        product.coefficient = product.coefficient.checked_mul(scale)?;
        Some(self.product(product))
    }
}

/// v, if u is 1 + v or v + 1.
fn without_one(a: &Arena, u: Expr) -> Option<Expr> {
    let Node::Add(left, right) = a.node(u) else {
        return None;
    };
    if a.as_number(left) == Some(Number::ONE) {
        Some(right)
    } else if a.as_number(right) == Some(Number::ONE) {
        Some(left)
    } else {
        None
    }
}
