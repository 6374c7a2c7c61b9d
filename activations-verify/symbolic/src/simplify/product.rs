//! Products as a coefficient and powers of distinct bases.

use super::{MAX_WIDTH, Simplifier};
use crate::{Arena, Expr, Function, Node, Number};

/// The largest exponent kept, so that exponents can be negated and doubled.
const MAX_EXPONENT: i32 = 1 << 24;

/// coefficient · Π baseⁿ
#[derive(Clone, Debug)]
pub(super) struct Product {
    pub(super) coefficient: Number,
    /// Distinct bases in order of appearance, exponents not 0.
    pub(super) factors: Vec<(Expr, i32)>,
    /// Whether a coefficient, an exponent or the number of factors went out of bounds; then the
    /// product stands for nothing, and what it was made for is left as it is.
    pub(super) overflow: bool,
}

impl Product {
    pub(super) fn number(coefficient: Number) -> Product {
        Product {
            coefficient,
            factors: Vec::new(),
            overflow: false,
        }
    }

    /// Takes an expression apart; one that does not fit is a single factor.
    pub(super) fn of(a: &Arena, e: Expr) -> Product {
        let mut product = Product::number(Number::ONE);
        product.multiply(a, e, 1);
        if product.overflow {
            product = Product {
                factors: vec![(e, 1)],
                ..Product::number(Number::ONE)
            };
        }
        product
    }

    /// Multiplies by eⁿ.
    pub(super) fn multiply(&mut self, a: &Arena, e: Expr, n: i32) {
        let mut stack = vec![(e, n)];
        while let Some((e, n)) = stack.pop() {
            if self.overflow || self.factors.len() + stack.len() > MAX_WIDTH {
                self.overflow = true;
                return;
            }
            match a.node(e) {
                Node::Number(value) => {
                    let power = value.checked_powi(n);
                    match power.and_then(|power| self.coefficient.checked_mul(power)) {
                        Some(coefficient) => self.coefficient = coefficient,
                        None => self.overflow = true,
                    }
                }
                Node::Neg(u) => {
                    if n % 2 != 0 {
                        self.coefficient = self.coefficient.negated();
                    }
                    stack.push((u, n));
                }
                Node::Mul(u, v) => stack.extend([(v, n), (u, n)]),
                Node::Div(u, v) => stack.extend([(v, -n), (u, n)]),
                Node::Call(Function::Recip, u) if !is_cosh(a, u) => stack.push((u, -n)),
                Node::Powi(u, k) => match k.checked_mul(n) {
                    Some(power) if power.unsigned_abs() <= MAX_EXPONENT.unsigned_abs() => {
                        stack.push((u, power))
                    }
                    _ => self.overflow = true,
                },
                _ => self.raise(e, n),
            }
        }
    }

    /// Multiplies by a power of a base that is not taken apart.
    pub(super) fn raise(&mut self, base: Expr, n: i32) {
        match self.factors.iter_mut().find(|factor| factor.0 == base) {
            Some(factor) => {
                factor.1 += n;
                self.overflow |= factor.1.abs() > MAX_EXPONENT;
                self.factors.retain(|factor| factor.1 != 0);
            }
            None if n == 0 => {}
            None => self.factors.push((base, n)),
        }
    }

    /// The exponent of a base.
    pub(super) fn exponent(&self, base: Expr) -> i32 {
        self.factors
            .iter()
            .find(|factor| factor.0 == base)
            .map_or(0, |factor| factor.1)
    }
}

/// 1/cosh stays one factor: its square is computed without squaring cosh, which overflows.
fn is_cosh(a: &Arena, u: Expr) -> bool {
    matches!(a.node(u), Node::Call(Function::Cosh, _))
}

impl Simplifier<'_> {
    /// The expression of a product, after rules between its factors.
    pub(super) fn product(&mut self, mut product: Product) -> Expr {
        self.overflow |= product.overflow;
        if product.coefficient.is_zero() || self.overflow {
            return self.a.integer(0);
        }
        while self.burn() && !product.overflow && self.rewrite_factors(&mut product) {}
        self.overflow |= product.overflow;
        self.write_product(&product)
    }

    /// Applies one rule between factors; whether one applied.
    pub(super) fn rewrite_factors(&mut self, product: &mut Product) -> bool {
        for i in 0..product.factors.len() {
            let (base, n) = product.factors[i];
            let Node::Call(f, u) = self.a.node(base) else {
                continue;
            };
            match f {
                // √u·√u = u, u/√u = √u
                Function::Sqrt if n / 2 != 0 => {
                    product.raise(base, -(n / 2) * 2);
                    product.multiply(self.a, u, n / 2);
                    return true;
                }
                Function::Sqrt if product.exponent(u).signum() * n.signum() < 0 => {
                    product.raise(u, n);
                    product.raise(base, -2 * n);
                    return true;
                }
                // |u|² = u², sign² = 1
                Function::Abs if n / 2 != 0 => {
                    product.raise(base, -(n / 2) * 2);
                    product.multiply(self.a, u, (n / 2) * 2);
                    return true;
                }
                Function::Signum if n / 2 != 0 => {
                    product.raise(base, -(n / 2) * 2);
                    return true;
                }
                // u·sign u = |u|, |u|·sign u = u
                Function::Signum if product.exponent(u) > 0 => {
                    let abs = self.a.call(Function::Abs, u);
                    product.raise(u, -1);
                    product.raise(base, -n);
                    product.raise(abs, 1);
                    return true;
                }
                _ => {}
            }
        }
        self.recognise_factors(product)
    }

    /// coefficient·numerator / denominator, signs and numbers first.
    fn write_product(&mut self, product: &Product) -> Expr {
        let c = product.coefficient;
        let (top, bottom) = match c.to_ratio() {
            // A fraction that no decimal writes exactly divides: x/6.
            Some((top, bottom)) if !c.is_decimal() => {
                (Number::ratio(top, 1), Number::ratio(bottom, 1))
            }
            _ => (None, None),
        };
        let (top, bottom) = (top.unwrap_or(c), bottom.unwrap_or(Number::ONE));
        let minus = top == Number::ONE.negated();
        let mut numerator = if minus { Number::ONE } else { top };
        let above = product.factors.iter().filter(|factor| factor.1 > 0);
        let below = product.factors.iter().filter(|factor| factor.1 < 0);
        let mut upper = above
            .map(|&(base, n)| self.a.powi(base, n))
            .collect::<Vec<_>>();
        match upper.first_mut() {
            Some(first) if minus => *first = self.a.neg(*first),
            None if minus => numerator = numerator.negated(),
            _ => {}
        }
        let mut value = self.a.number(numerator);
        for factor in upper {
            value = self.a.mul(value, factor);
        }
        let mut divisor = self.a.number(bottom);
        for &(base, n) in below {
            let power = self.a.powi(base, -n);
            divisor = self.a.mul(divisor, power);
        }
        self.a.div(value, divisor)
    }
}
