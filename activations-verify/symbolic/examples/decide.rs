//! How long one decision takes, identity by identity: `cargo run --example decide`.
//!
//! Without `--release`, because Cargo builds proc macros without optimisation.

#[path = "../tests/support/parse.rs"]
mod parse;
#[path = "../tests/support/table.rs"]
mod table;

use std::time::Instant;

use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::{Arena, Expr, differentiate};
use parse::parse;
use table::{DERIVATIVES, EQUAL};

fn main() {
    let mut times = Vec::new();
    for &(forward, derivative, wrt) in DERIVATIVES {
        let mut a = Arena::new();
        let (f, d) = (parse(&mut a, forward), parse(&mut a, derivative));
        let (y, wrt) = (a.symbol("y"), a.symbol(wrt));
        let d = a.substitute(d, y, f);
        let slope = differentiate(&mut a, f, wrt);
        let difference = a.sub(slope, d);
        times.push((
            microseconds(&a, difference),
            format!("d/dx {forward}  is  {derivative}"),
        ));
    }
    for &(left, right) in EQUAL {
        let mut a = Arena::new();
        let (u, v) = (parse(&mut a, left), parse(&mut a, right));
        let difference = a.sub(u, v);
        times.push((microseconds(&a, difference), format!("{left}  is  {right}")));
    }
    for (time, text) in &times {
        println!("{time:8.0} µs  {text}");
    }
    let mean = times.iter().map(|entry| entry.0).sum::<f64>() / times.len() as f64;
    let slowest = times.iter().map(|entry| entry.0).fold(0.0, f64::max);
    println!("{mean:8.0} µs  on average, {slowest:.0} µs at most");
}

/// The least time of many, because other programs run too.
fn microseconds(a: &Arena, e: Expr) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..50 {
        let start = Instant::now();
        let decision = is_zero(a, e, &[]);
        least = least.min(start.elapsed().as_secs_f64() * 1e6);
        assert!(matches!(decision, Decision::Zero { .. }), "{decision:?}");
    }
    least
}
