//! The derivative of an expression, by one rule for each kind of node.

use crate::hashing::QuickMap;
use crate::{Arena, Constant, Expr, Function, Node, Number, Reduction, Relation, Symbol};

/// The derivative of `e` with respect to `wrt`.
///
/// Every primitive has its own rule, chosen so that the result keeps its digits in the tails:
/// σ′ = σ(x)·σ(−x), tanh′ = (1/cosh x)², softplus′ = σ, erf′ = 2/√π·e^(−x²), Φ′ = φ. A `select`
/// is differentiated branch by branch; `max` and `min` take the slope of their first argument at a
/// tie. The result is not simplified beyond what the builders fold.
///
/// `wrt` is a scalar: the derivative of Σu is Σu′, which is right for a parameter of a row. Where a
/// row's maximum is differentiated, ties share equally.
///
/// ```
/// use activations_symbolic::{Arena, Function, differentiate, print};
///
/// let mut a = Arena::new();
/// let x = a.symbol("x");
/// let v = a.variable(x);
/// let y = a.call(Function::Softplus, v);
/// let slope = differentiate(&mut a, y, x);
/// assert_eq!(print::rust(&a, slope), "x.sigmoid()");
/// ```
pub fn differentiate(arena: &mut Arena, e: Expr, wrt: Symbol) -> Expr {
    // Only parts with a slope other than 0 are entered.
    let mut slopes: QuickMap<Expr, Expr> = QuickMap::default();
    for part in arena.reachable(&[e]) {
        if let Some(slope) = slope(arena, part, wrt, &slopes)
            && arena.as_number(slope) != Some(Number::ZERO)
        {
            slopes.insert(part, slope);
        }
    }
    slopes.get(&e).copied().unwrap_or_else(|| arena.integer(0))
}

/// The slope of one node, given those of its operands; `None` is 0.
fn slope(a: &mut Arena, e: Expr, wrt: Symbol, slopes: &QuickMap<Expr, Expr>) -> Option<Expr> {
    #[cfg(test)]
    if let Some(wrong) = crate::seeded::slope(a, e, slopes) {
        return wrong;
    }
    let of = |u: Expr| slopes.get(&u).copied();
    Some(match a.node(e) {
        Node::Number(_) | Node::Constant(_) => return None,
        Node::Variable(symbol) if symbol == wrt => a.integer(1),
        Node::Variable(_) => return None,
        Node::Add(u, v) => match (of(u), of(v)) {
            (Some(du), Some(dv)) => a.add(du, dv),
            (du, dv) => du.or(dv)?,
        },
        Node::Sub(u, v) => match (of(u), of(v)) {
            (Some(du), Some(dv)) => a.sub(du, dv),
            (Some(du), None) => du,
            (None, dv) => a.neg(dv?),
        },
        Node::Neg(u) => a.neg(of(u)?),
        Node::Mul(u, v) => match (of(u), of(v)) {
            (Some(du), Some(dv)) => {
                let (left, right) = (a.mul(du, v), a.mul(u, dv));
                a.add(left, right)
            }
            (Some(du), None) => a.mul(du, v),
            (None, dv) => a.mul(u, dv?),
        },
        Node::Div(u, v) => quotient(a, (u, of(u)), (v, of(v)))?,
        Node::Powi(u, n) => {
            let du = of(u)?;
            let factor = a.integer(i64::from(n));
            // i32::MIN − 1 is no exponent; then uⁿ/u is.
            let power = match n.checked_sub(1) {
                Some(less) => a.powi(u, less),
                None => a.div(e, u),
            };
            let outer = a.mul(factor, power);
            a.mul(outer, du)
        }
        Node::Powf(u, c) => {
            let du = of(u)?;
            let factor = a.number(c);
            let power = match c.checked_sub(Number::ONE) {
                Some(less) => a.powf(u, less),
                None => a.div(e, u),
            };
            let outer = a.mul(factor, power);
            a.mul(outer, du)
        }
        Node::Call(f, u) => {
            let du = of(u)?;
            call(a, f, e, u, du)
        }
        Node::Max(u, v) => pick(a, Relation::Ge, (u, of(u)), (v, of(v)))?,
        Node::Min(u, v) => pick(a, Relation::Le, (u, of(u)), (v, of(v)))?,
        Node::Hypot(u, v) => {
            let terms = [(u, of(u)), (v, of(v))].map(|(u, du)| du.map(|du| a.mul(u, du)));
            let numerator = match terms {
                [Some(left), Some(right)] => a.add(left, right),
                [left, right] => left.or(right)?,
            };
            a.div(numerator, e)
        }
        Node::Select(c, u, v) => {
            of(u).or(of(v))?;
            let zero = a.integer(0);
            a.select(c, of(u).unwrap_or(zero), of(v).unwrap_or(zero))
        }
        Node::Reduce(Reduction::Max, u) => {
            let (du, zero, one) = (of(u)?, a.integer(0), a.integer(1));
            let largest = a.compare(Relation::Eq, u, e);
            let (slope, count) = (a.select(largest, du, zero), a.select(largest, one, zero));
            let (sum, ties) = (
                a.reduce(Reduction::Sum, slope),
                a.reduce(Reduction::Sum, count),
            );
            a.div(sum, ties)
        }
        Node::Reduce(reduction, u) => a.reduce(reduction, of(u)?),
    })
}

/// (u/v)′, in the form that needs no square of v where v does not vary.
fn quotient(a: &mut Arena, u: (Expr, Option<Expr>), v: (Expr, Option<Expr>)) -> Option<Expr> {
    let ((u, du), (v, dv)) = (u, v);
    let direct = du.map(|du| a.div(du, v));
    let Some(dv) = dv else { return direct };
    let numerator = a.mul(u, dv);
    let square = a.powi(v, 2);
    let indirect = a.div(numerator, square);
    Some(match direct {
        Some(direct) => a.sub(direct, indirect),
        None => a.neg(indirect),
    })
}

/// The slope of the operand that max or min takes.
fn pick(
    a: &mut Arena,
    relation: Relation,
    u: (Expr, Option<Expr>),
    v: (Expr, Option<Expr>),
) -> Option<Expr> {
    u.1.or(v.1)?;
    let zero = a.integer(0);
    let first = a.compare(relation, u.0, v.0);
    Some(a.select(first, u.1.unwrap_or(zero), v.1.unwrap_or(zero)))
}

/// f′(u)·u′, where `e` is f(u).
fn call(a: &mut Arena, f: Function, e: Expr, u: Expr, du: Expr) -> Expr {
    let outer = match f {
        Function::Exp => e,
        Function::ExpM1 => a.call(Function::Exp, u),
        Function::Ln => return a.div(du, u),
        Function::Ln1p => {
            let one = a.integer(1);
            let shifted = a.add(one, u);
            return a.div(du, shifted);
        }
        Function::Sqrt => {
            let two = a.integer(2);
            let double = a.mul(two, e);
            return a.div(du, double);
        }
        Function::Sin => a.call(Function::Cos, u),
        Function::Cos => {
            let sin = a.call(Function::Sin, u);
            a.neg(sin)
        }
        Function::Tan => one_plus_square(a, e),
        Function::Atan => {
            let denominator = one_plus_square(a, u);
            return a.div(du, denominator);
        }
        Function::Sinh => a.call(Function::Cosh, u),
        Function::Cosh => a.call(Function::Sinh, u),
        Function::Tanh => {
            // The square of 1/cosh: cosh² would overflow where the slope is not yet 0.
            let cosh = a.call(Function::Cosh, u);
            let sech = a.call(Function::Recip, cosh);
            a.powi(sech, 2)
        }
        Function::Asinh => {
            let one = a.integer(1);
            let root = a.hypot(u, one);
            return a.div(du, root);
        }
        Function::Abs => a.call(Function::Signum, u),
        Function::Signum => return a.integer(0),
        Function::Recip => {
            let square = a.powi(e, 2);
            a.neg(square)
        }
        Function::Sigmoid => {
            let minus = a.neg(u);
            let rest = a.call(Function::Sigmoid, minus);
            a.mul(e, rest)
        }
        Function::Softplus => a.call(Function::Sigmoid, u),
        Function::LogSigmoid => {
            let minus = a.neg(u);
            a.call(Function::Sigmoid, minus)
        }
        Function::Erf | Function::Erfc => {
            let factor = a.constant(Constant::Frac2SqrtPi);
            let gaussian = a.call(Function::Gaussian, u);
            let slope = a.mul(factor, gaussian);
            if f == Function::Erf {
                slope
            } else {
                a.neg(slope)
            }
        }
        Function::NormalCdf => a.call(Function::NormalPdf, u),
        Function::NormalPdf => {
            let minus = a.neg(u);
            a.mul(minus, e)
        }
        Function::Gaussian => {
            let factor = a.integer(-2);
            let inner = a.mul(factor, u);
            a.mul(inner, e)
        }
    };
    a.mul(outer, du)
}

fn one_plus_square(a: &mut Arena, u: Expr) -> Expr {
    let (one, square) = (a.integer(1), a.powi(u, 2));
    a.add(one, square)
}
