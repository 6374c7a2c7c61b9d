//! How long one decision takes, identity by identity: `cargo run --example decide`.
//!
//! Without `--release`, because Cargo builds proc macros without optimisation.

#[path = "../tests/support/parse.rs"]
mod parse;
#[path = "../tests/support/table.rs"]
mod table;

use std::time::Instant;

use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::{Arena, differentiate};
use parse::parse;
use table::DERIVATIVES;

fn main() {
    let (mut total, mut slowest) = (0.0, 0.0f64);
    for &(forward, derivative, wrt) in DERIVATIVES {
        let mut a = Arena::new();
        let (f, d) = (parse(&mut a, forward), parse(&mut a, derivative));
        let (y, wrt) = (a.symbol("y"), a.symbol(wrt));
        let d = a.substitute(d, y, f);
        let slope = differentiate(&mut a, f, wrt);
        let difference = a.sub(slope, d);
        // The least of many, because other programs run too.
        let mut least = f64::INFINITY;
        for _ in 0..50 {
            let start = Instant::now();
            let decision = is_zero(&a, difference, &[]);
            least = least.min(start.elapsed().as_secs_f64() * 1e6);
            assert!(
                matches!(decision, Decision::Zero { .. }),
                "{forward}: {decision:?}"
            );
        }
        total += least;
        slowest = slowest.max(least);
        println!("{least:8.0} µs  {forward}");
    }
    let mean = total / DERIVATIVES.len() as f64;
    println!("{mean:8.0} µs  on average, {slowest:.0} µs at most");
}
