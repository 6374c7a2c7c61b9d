//! Random formulas.

use activations_symbolic::{Arena, Constant, Expr, Function, Number, Symbol};

use crate::random::Random;

/// A random formula of `variables` with about `size` operations.
pub(crate) fn formula(
    a: &mut Arena,
    random: &mut Random,
    variables: &[Symbol],
    functions: &[Function],
    size: usize,
) -> Expr {
    if size == 0 {
        return leaf(a, random, variables);
    }
    let mut part = |a: &mut Arena, size| formula(a, random, variables, functions, size);
    let left = (size - 1) / 2;
    match size % 3 {
        0 => {
            let u = part(a, size - 1);
            let f = random.pick(functions);
            a.call(f, u)
        }
        _ => {
            let (u, v) = (part(a, left), part(a, size - 1 - left));
            match random.below(8) {
                0 | 1 => a.add(u, v),
                2 => a.sub(u, v),
                3 | 4 => a.mul(u, v),
                5 => a.div(u, v),
                6 => {
                    let n = random.pick(&[2, 3, -1, -2]);
                    let power = a.powi(u, n);
                    a.add(power, v)
                }
                _ => {
                    let f = random.pick(functions);
                    let called = a.call(f, u);
                    a.mul(called, v)
                }
            }
        }
    }
}

fn leaf(a: &mut Arena, random: &mut Random, variables: &[Symbol]) -> Expr {
    match random.below(10) {
        0..=5 => {
            let symbol = random.pick(variables);
            a.variable(symbol)
        }
        6 => {
            let constant = random.pick(&[
                Constant::Pi,
                Constant::Ln2,
                Constant::Sqrt2,
                Constant::Frac1Sqrt2,
                Constant::Frac2SqrtPi,
            ]);
            a.constant(constant)
        }
        7 => {
            let text = random.pick(&["0.5", "1.5", "0.044715", "0.1", "0.25"]);
            a.number(Number::parse(text).unwrap())
        }
        _ => {
            let n = random.pick(&[1, 1, 2, 3, -1, -2]);
            a.integer(n)
        }
    }
}
