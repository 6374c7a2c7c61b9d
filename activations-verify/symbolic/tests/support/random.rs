//! A seeded source of random choices.

use activations_symbolic::Function;

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
