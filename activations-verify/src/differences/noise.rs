//! The rounding noise of a function of which only values are known.

/// Points that the noise is estimated from.
const POINTS: usize = 9;

/// A bound on the noise of `f` around `x`: four units in the last place, or eight times what the
/// differences of neighbouring values show, if that is more.
///
/// Over a distance so short that the function is a polynomial of low degree, differences of high order
/// leave nothing of the function but its noise, magnified by √C(2k, k) (Hamming; Moré and Wild 2011).
pub fn noise(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    // Two spacings, because the rounding of equidistant values may happen to be regular.
    let unit = (x.abs().max(1e-3) * 2f64.powi(-20)).max(f64::MIN_POSITIVE);
    [1.37, 0.59]
        .into_iter()
        .map(|share| noise_at(&f, x, share * unit))
        .fold(0.0, f64::max)
}

fn noise_at(f: impl Fn(f64) -> f64, x: f64, spacing: f64) -> f64 {
    let mut table: Vec<f64> = (0..POINTS)
        .map(|i| f(x + (i as f64 - 4.0) * spacing))
        .collect();
    let floor = 4.0 * f64::EPSILON * table.iter().fold(f64::MIN_POSITIVE, |m, v| m.max(v.abs()));
    let mut central_binomial = 1.0; // C(2k, k)
    let mut estimate = 0.0f64;
    for k in 1..POINTS - 2 {
        table = table.windows(2).map(|pair| pair[1] - pair[0]).collect();
        central_binomial *= (2 * (2 * k - 1)) as f64 / k as f64;
        if k >= 4 {
            let mean_square = table.iter().map(|d| d * d).sum::<f64>() / table.len() as f64;
            estimate = estimate.max((mean_square / central_binomial).sqrt());
        }
    }
    if estimate.is_finite() {
        floor.max(8.0 * estimate)
    } else {
        f64::INFINITY
    }
}
