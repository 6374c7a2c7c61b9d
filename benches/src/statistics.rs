//! What a list of samples says: median, quartiles, ratios of paired samples, geometric means.

/// The middle of a list of samples, and how far they scatter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The smallest.
    pub least: f64,
    /// A quarter of the samples lie below.
    pub lower: f64,
    /// Half of the samples lie below.
    pub median: f64,
    /// A quarter of the samples lie above.
    pub upper: f64,
}

impl Summary {
    /// Of no samples there is none.
    pub fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            least: *sorted.first()?,
            lower: quantile(&sorted, 0.25),
            median: quantile(&sorted, 0.5),
            upper: quantile(&sorted, 0.75),
        })
    }

    /// The distance of the quartiles as a share of the median.
    pub fn spread(&self) -> f64 {
        (self.upper - self.lower) / self.median
    }
}

/// The sample at a share of the way through the sorted ones, linear in between.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

/// The median of the ratios of samples taken side by side, round by round.
///
/// What slows a whole round (another process, a lower clock) slows both, and cancels.
pub fn paired_ratio(over: &[f64], under: &[f64]) -> Option<Summary> {
    let ratios: Vec<f64> = over
        .iter()
        .zip(under)
        .map(|(over, under)| over / under)
        .collect();
    Summary::of(&ratios)
}

/// The geometric mean; none of no numbers.
pub fn geometric_mean(numbers: &[f64]) -> Option<f64> {
    let logarithms: f64 = numbers.iter().map(|number| number.ln()).sum();
    (!numbers.is_empty()).then(|| (logarithms / numbers.len() as f64).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_of_known_samples() {
        let summary = Summary::of(&[9.0, 1.0, 5.0, 7.0, 3.0]).expect("samples");
        let expected = Summary {
            least: 1.0,
            lower: 3.0,
            median: 5.0,
            upper: 7.0,
        };
        assert_eq!(summary, expected);
        assert_eq!(summary.spread(), 0.8);
    }

    #[test]
    fn an_even_number_of_samples_is_interpolated() {
        let summary = Summary::of(&[4.0, 1.0, 2.0, 3.0]).expect("samples");
        assert_eq!(
            (summary.lower, summary.median, summary.upper),
            (1.75, 2.5, 3.25)
        );
    }

    #[test]
    fn one_sample_does_not_scatter() {
        let summary = Summary::of(&[0.3]).expect("a sample");
        assert_eq!(
            (summary.least, summary.median, summary.spread()),
            (0.3, 0.3, 0.0)
        );
    }

    #[test]
    fn nothing_is_said_of_no_samples() {
        assert_eq!(Summary::of(&[]), None);
        assert_eq!(paired_ratio(&[1.0], &[]), None);
        assert_eq!(geometric_mean(&[]), None);
    }

    #[test]
    fn an_outlier_does_not_move_the_median() {
        assert_eq!(
            Summary::of(&[1.0, 1.0, 1.0, 1.0, 900.0])
                .expect("samples")
                .median,
            1.0
        );
    }

    #[test]
    fn a_slow_round_cancels_in_a_paired_ratio() {
        let ours = [1.0, 5.0, 1.1, 8.0];
        let theirs = [2.0, 10.0, 2.2, 16.0];
        let ratio = paired_ratio(&theirs, &ours).expect("samples");
        assert!(
            (ratio.median - 2.0).abs() < 1e-12 && ratio.spread() < 1e-12,
            "{ratio:?}"
        );
        // The ratio of the medians would not be steady against the same disturbance of one round.
        assert_eq!(paired_ratio(&ours, &ours).expect("samples").median, 1.0);
    }

    #[test]
    fn geometric_mean_of_known_ratios() {
        let mean = geometric_mean(&[1.0, 2.0, 4.0]).expect("numbers");
        assert!((mean - 2.0).abs() < 1e-12, "{mean}");
        // A ratio and its inverse cancel, which they do not in an arithmetic mean.
        let mean = geometric_mean(&[0.1, 10.0]).expect("numbers");
        assert!((mean - 1.0).abs() < 1e-12, "{mean}");
    }
}
