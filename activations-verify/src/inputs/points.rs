//! The points at which activations go wrong: near 0, near thresholds, in both tails, far out.

use super::Random;

/// A moderate number, where a derivative can be told well: half of them normal with deviation 2, the
/// rest over three decades below 1 and uniform in the knees.
pub fn moderate(random: &mut Random) -> f64 {
    match random.below(4) {
        0 | 1 => 2.0 * random.normal(),
        2 => random.magnitude(1e-3, 1.0),
        _ => random.within(-6.0, 6.0),
    }
}

/// A number anywhere: besides the [`moderate`] ones, those in saturation, beyond it, tiny, huge, and
/// those crowding around `landmarks` at distances from ½ down to 10⁻⁵.
pub fn anywhere(random: &mut Random, landmarks: &[f64]) -> f64 {
    match random.below(8) {
        0..=2 => moderate(random),
        3 => random.magnitude(5.0, 45.0),
        4 => random.magnitude(45.0, 1e4),
        5 => random.magnitude(1e-8, 1e-3),
        6 if !landmarks.is_empty() => {
            let landmark = random.sign() * random.one_of(landmarks).abs();
            landmark + random.magnitude(1e-5, 0.5)
        }
        _ => random.magnitude(1e4, 1e9),
    }
}

/// A number as they occur in arrays: mostly a [`moderate`] one, now and then a round one, at which
/// thresholds like to be.
pub fn ordinary(random: &mut Random) -> f64 {
    if random.once_in(6) {
        random.sign() * random.one_of(&[0.0, 0.5, 1.0, 2.0, 3.0, 6.0])
    } else {
        moderate(random)
    }
}
