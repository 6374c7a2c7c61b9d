//! Pieces of lines and parabolas in the place of smooth curves, and thresholds on both sides.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    /// x, held between lo and hi. Slope 0 at both ends, as in PyTorch.
    ///
    /// Collobert 2004, "Large scale machine learning".
    #[derive_activation(
        derivative = if y > lo && y < hi { 1.0 } else { 0.0 },
        params(lo = -1.0, hi = 1.0 where lo < hi),
        also("hardtanh"),
    )]
    pub fn hard_tanh<R: Real>(x: R, lo: R, hi: R) -> R {
        x.max(lo).min(hi)
    }

    // The middle piece as one fraction: x/3 + 1/2 would cancel around its zero at −3/2, where
    // 2x + 3 is exact.

    /// Hard swish: x·min(max(x + 3, 0), 6)/6, a swish of straight lines and a parabola. Slope 0 at −3
    /// and 1 at 3, as in PyTorch.
    ///
    /// Howard et al. 2019, "Searching for MobileNetV3", <https://arxiv.org/abs/1905.02244>.
    #[derive_activation(
        derivative = if x <= -3.0 { 0.0 } else if x < 3.0 { (2.0 * x + 3.0) / 6.0 } else { 1.0 },
        spec = x * (x + 3.0).max(0.0).min(6.0) / 6.0,
        also("hardswish", "hard_silu"),
    )]
    pub fn hard_swish<R: Real>(x: R) -> R {
        if x <= -3.0 {
            0.0
        } else if x < 3.0 {
            x * (x + 3.0) / 6.0
        } else {
            x
        }
    }

    /// Soft threshold: x moved towards 0 by lambda, and 0 nearer to it than that. Slope 0 at ±lambda,
    /// as in PyTorch.
    ///
    /// Donoho, Johnstone 1994, "Ideal spatial adaptation by wavelet shrinkage".
    #[derive_activation(
        derivative = if x > lambda { 1.0 } else if x < -lambda { 1.0 } else { 0.0 },
        params(lambda = 0.5 where lambda > 0.0),
        also("soft_shrink"),
    )]
    pub fn softshrink<R: Real>(x: R, lambda: R) -> R {
        if x > lambda {
            x - lambda
        } else if x < -lambda {
            x + lambda
        } else {
            0.0
        }
    }
}
