//! Number types in which a declaration is run to find out whether it is right.

mod branches;
mod double_double;
mod precise;
mod running;
mod symbolic;

pub use branches::{Branching, Path, Sided, constants_of};
pub use double_double::DoubleDouble;
pub use precise::Precise;
pub use running::{Decision, Double, Pair, Precision, Running, Single, Wide};
pub use symbolic::{Symbolic, Truth};

use activations_core::Real;

/// x − tanh x. Up to 1, where the difference cancels, so many steps of Lambert's fraction
/// x³/(x² + 3 + x²/(5 + x²/(7 + …))), in which all is positive.
fn minus_tanh<R: Real>(x: R, steps: u32) -> R {
    let square = x * x;
    let number = |n: u32| R::from_f64(f64::from(n));
    let fraction = (1..steps).rev().fold(number(2 * steps + 1), |tail, k| {
        number(2 * k + 1) + square / tail
    });
    let near = x * (square / (square + fraction));
    R::select(x.abs().le(number(1)), near, x - x.tanh())
}

#[cfg(test)]
mod tests {
    use activations_core::Real;

    use super::{DoubleDouble, Precise};

    /// 256 bits have so many to spare that the difference itself is right where the fraction is used.
    #[test]
    fn the_fraction_gives_what_the_difference_does() {
        for x in [1.0, -0.75, 0.5, 1e-6] {
            let pair = DoubleDouble::from(x).minus_tanh();
            let [whole, in_pairs] = Precise::scope(|| {
                let precise = Precise::from(x);
                let exact = precise - precise.tanh();
                let pair = Precise::from(pair.hi()) + Precise::from(pair.lo());
                [precise.minus_tanh(), pair].map(|found| ((found - exact) / exact).to_f64())
            });
            assert!(whole.abs() < 1e-60, "{x}: {whole:e}");
            assert!(in_pairs.abs() < 1e-29, "{x}: {in_pairs:e}");
        }
    }
}
