//! A seeded source of random formulas.

use activations_symbolic::{Arena, Constant, Expr, Function, Number, Symbol};

/// SplitMix64: small, seeded, good enough to choose test cases.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Smooth functions; those with a restricted domain meet it on enough points.
pub(crate) const SMOOTH: [Function; 22] = [
    Function::Exp,
    Function::ExpM1,
    Function::Ln,
    Function::Ln1p,
    Function::Sqrt,
    Function::Sin,
    Function::Cos,
    Function::Tan,
    Function::Atan,
    Function::Sinh,
    Function::Cosh,
    Function::Tanh,
    Function::Asinh,
    Function::Recip,
    Function::Sigmoid,
    Function::Softplus,
    Function::LogSigmoid,
    Function::Erf,
    Function::Erfc,
    Function::NormalCdf,
    Function::NormalPdf,
    Function::Gaussian,
];

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
