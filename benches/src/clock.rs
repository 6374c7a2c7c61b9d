//! How a sample is taken: batches of calls, each long enough to read the clock exactly.

use std::time::Duration;

/// How many batches a sample aims at.
const BATCHES: u32 = 8;

/// Nanoseconds per call, one figure a batch, for about `budget` in all.
///
/// `time` makes so many calls and says how long they took. The batch is doubled until it fills its
/// share of the budget; those trials warm caches and branch predictors and are not reported,
/// unless a single call already fills the budget.
pub fn sample(budget: Duration, mut time: impl FnMut(u64) -> Duration) -> Vec<f64> {
    let share = budget / BATCHES;
    let mut calls = 1;
    let mut taken = time(calls);
    while taken < share {
        // Aim at the share, but trust a short trial no further than a factor of 16.
        let wanted = share.as_secs_f64() / taken.as_secs_f64().max(1e-9);
        calls = (calls as f64 * wanted.clamp(2.0, 16.0)).ceil() as u64;
        taken = time(calls);
    }
    let per_call = |taken: Duration| taken.as_secs_f64() * 1e9 / calls as f64;
    if taken >= budget {
        return vec![per_call(taken)];
    }
    let mut batches = Vec::new();
    let mut spent = Duration::ZERO;
    while spent < budget {
        let taken = time(calls);
        spent += taken.max(Duration::from_nanos(1));
        batches.push(per_call(taken));
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock without noise, and the calls that it was asked for.
    fn simulated(budget_us: u64, call_ns: u64) -> (Vec<f64>, Vec<u64>) {
        let mut asked = Vec::new();
        let batches = sample(Duration::from_micros(budget_us), |calls| {
            asked.push(calls);
            Duration::from_nanos(calls * call_ns)
        });
        (batches, asked)
    }

    #[test]
    fn every_batch_gives_the_time_of_one_call() {
        let (batches, _) = simulated(10_000, 700);
        assert!(
            (4..=8).contains(&batches.len()),
            "{} batches",
            batches.len()
        );
        for batch in batches {
            assert!((batch - 700.0).abs() < 1e-6, "{batch}");
        }
    }

    #[test]
    fn a_call_longer_than_the_budget_is_made_once() {
        let (batches, asked) = simulated(1_000, 5_000_000);
        assert_eq!(asked, [1]);
        assert_eq!(batches, [5_000_000.0]);
    }

    #[test]
    fn a_call_longer_than_a_batch_is_not_doubled() {
        let (batches, asked) = simulated(1_000, 300_000);
        assert_eq!(asked, [1, 1, 1, 1, 1]);
        assert_eq!(batches.len(), 4);
    }

    #[test]
    fn the_whole_takes_little_more_than_twice_the_budget() {
        for call_ns in [1, 30, 1_000, 60_000, 900_000] {
            let (_, asked) = simulated(1_000, call_ns);
            let spent: u64 = asked.iter().map(|calls| calls * call_ns).sum();
            assert!(spent < 3_000_000, "{call_ns} ns a call: {spent} ns");
        }
    }

    #[test]
    fn a_clock_that_does_not_move_ends() {
        let mut ticks = 0_u64;
        let batches = sample(Duration::from_nanos(64), |_| {
            ticks += 1;
            Duration::from_nanos(ticks / 50)
        });
        assert!(!batches.is_empty());
    }
}
