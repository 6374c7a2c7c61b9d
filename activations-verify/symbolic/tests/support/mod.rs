//! A seeded source of random formulas, and numerical differentiation with its own error estimate.

use activations_symbolic::{Arena, Constant, Expr, Function, Number, Symbol, evaluate};

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

    /// Uniform in [lo, hi).
    pub(crate) fn between(&mut self, lo: f64, hi: f64) -> f64 {
        lo + (hi - lo) * (self.bits() >> 11) as f64 / (1u64 << 53) as f64
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

/// A slope and how far it can be trusted.
pub(crate) struct Slope {
    pub(crate) value: f64,
    pub(crate) error: f64,
}

/// Central differences of order 8 at shrinking steps; the two that agree best tell the error.
pub(crate) fn central_difference(
    a: &Arena,
    e: Expr,
    wrt: Symbol,
    at: &[(Symbol, f64)],
) -> Option<Slope> {
    const WEIGHTS: [f64; 4] = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];
    let value = |shift: f64| {
        let shifted: Vec<_> = at
            .iter()
            .map(|&(s, v)| (s, if s == wrt { v + shift } else { v }))
            .collect();
        evaluate(a, e, &shifted)
    };
    let mut best: Option<Slope> = None;
    let mut previous = f64::NAN;
    for level in 0..6 {
        let h = 0.02 * 0.5f64.powi(level);
        let (mut sum, mut largest) = (0.0, 0.0f64);
        for (k, weight) in WEIGHTS.iter().enumerate() {
            let shift = h * (k + 1) as f64;
            let (right, left) = (value(shift), value(-shift));
            sum += weight * (right - left);
            largest = largest.max(right.abs()).max(left.abs());
        }
        let slope = sum / h;
        // The values themselves carry the rounding of some tens of operations.
        let error = (slope - previous).abs() + 1e-13 * largest / h;
        previous = slope;
        if error.is_finite() && best.as_ref().is_none_or(|best| error < best.error) {
            best = Some(Slope {
                value: slope,
                error,
            });
        }
    }
    best
}
