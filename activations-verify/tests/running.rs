//! The error bounds of `Running` against the exact value: a bound that is ever exceeded is no bound.

use activations_core::{Literal, Real};
use activations_verify::inputs::Random;
use activations_verify::interpretations::{
    Double, DoubleDouble, Pair, Precise, Precision, Running, Single,
};

/// One-argument functions with a range in which to try them.
macro_rules! functions {
    ($($method:ident $lo:literal $hi:literal;)*) => {
        /// Calls `check(name, x, running value, exact function)` at a random point of each function.
        fn each<P: Precision>(
            random: &mut Random,
            mut check: impl FnMut(&str, f64, f64, Running<P>, &dyn Fn(Precise) -> Precise),
        ) {
            $({
                let (x, error) = point(random, $lo, $hi);
                let running = Running::<P>::within(P::Value::from_f64(x), error);
                check(stringify!($method), x, error, running.$method(), &|x| x.$method());
            })*
        }
    };
}

functions! {
    exp -30.0 30.0; exp_m1 -30.0 30.0; ln 1e-5 50.0; ln_1p -0.9 50.0; sqrt 1e-5 50.0; recip -9.0 9.0;
    sin -30.0 30.0; cos -30.0 30.0; tan -1.5 1.5; atan -30.0 30.0; sinh -30.0 30.0; cosh -30.0 30.0;
    tanh -30.0 30.0; asinh -30.0 30.0; sigmoid -30.0 30.0; softplus -30.0 30.0; log_sigmoid -30.0 30.0;
    erf -5.0 5.0; erfc -5.0 9.0; normal_cdf -12.0 9.0; normal_pdf -12.0 12.0; gaussian -9.0 9.0;
    abs -3.0 3.0;
}

fn point(random: &mut Random, lo: f64, hi: f64) -> (f64, f64) {
    let x = f64::from(random.within(lo, hi) as f32);
    let error = if random.once_in(3) {
        0.0
    } else {
        random.magnitude(1e-16, 1e-2).abs()
    };
    (x, error)
}

fn exact_of<P: Precision>(value: P::Value, as_pair: impl Fn(P::Value) -> DoubleDouble) -> Precise {
    let pair = as_pair(value);
    Precise::from(pair.hi()) + Precise::from(pair.lo())
}

fn bounds_hold<P: Precision>(name: &str, as_pair: impl Fn(P::Value) -> DoubleDouble + Copy) {
    let mut random = Random::new(1, name, 0);
    for _ in 0..60 {
        let share = random.within(-1.0, 1.0);
        each::<P>(&mut random, |function, x, error, running, exact| {
            Precise::scope(|| {
                // Any argument that the operand may stand for.
                let argument = Precise::from(x) + Precise::from(share) * Precise::from(error);
                let off = (exact_of::<P>(running.value(), as_pair) - exact(argument))
                    .to_f64()
                    .abs();
                assert!(
                    off <= running.error(),
                    "{function} at {x} ± {error:e}: off by {off:e}, bound {:e}",
                    running.error()
                );
            });
        });
    }
}

#[test]
fn double_bounds_hold_for_the_functions_of_core() {
    bounds_hold::<Double>("double", DoubleDouble::from);
}

#[test]
fn pair_bounds_hold() {
    bounds_hold::<Pair>("pair", |x| x);
}

/// The f32 functions of core against the bounds modelled in f64.
#[test]
fn single_bounds_hold_for_the_functions_of_core() {
    macro_rules! check {
        ($($method:ident)*) => {$({
            let mut random = Random::new(2, stringify!($method), 0);
            for _ in 0..300 {
                let x = random.within(-12.0, 12.0) as f32;
                let running = Running::<Single>::exact(f64::from(x)).$method();
                let off = (f64::from(Real::$method(x)) - running.value()).abs();
                assert!(off <= running.error(), "{} at {x}: {off:e}", stringify!($method));
            }
        })*};
    }
    check! { exp exp_m1 sin cos tanh sinh cosh asinh atan sigmoid softplus log_sigmoid erf erfc normal_cdf normal_pdf gaussian }
}

/// A formula with cancellation: the bound follows the loss, and stays within a small factor of it.
#[test]
fn bounds_are_not_idle() {
    let x = Running::<Double>::exact(1e-9);
    let lossy = Running::from_f64(1.0) - x.cos();
    assert!(lossy.error() > 1e-17 && lossy.error() < 1e-14, "{lossy:?}");
    let sound = x.sin() * x.sin();
    assert!(sound.error() < 1e-32, "{sound:?}");
}

#[test]
fn an_undecided_comparison_covers_both_branches() {
    let third = Running::<Double>::from_f64(1.0) / Running::from_f64(3.0);
    let zero = third * Running::from_f64(3.0) - Running::from_f64(1.0);
    let chosen = Running::<Double>::select(
        zero.lt(Running::from_f64(0.0)),
        Running::from_f64(5.0),
        Running::from_f64(7.0),
    );
    assert!(chosen.error() >= 2.0, "{chosen:?}");
    let clear = Running::<Double>::select(
        third.lt(Running::from_f64(1.0)),
        Running::from_f64(5.0),
        Running::from_f64(7.0),
    );
    assert_eq!((clear.value(), clear.error()), (5.0, 0.0));
}

#[test]
fn overflow_and_unrepresentable_literals_are_errors() {
    let big = Running::<Single>::exact(3e38);
    assert_eq!((big + big).error(), f64::INFINITY);
    let tenth = Literal::new("0.1", 0.1, 0.1);
    assert!(Running::<Double>::literal(tenth).error() > 0.0);
    assert_eq!(
        Running::<Double>::literal(Literal::new("0.5", 0.5, 0.5)).error(),
        0.0
    );
}

/// 1/cosh x: the hyperbolic cosine overflows, its reciprocal is 0 to within the least numbers there are.
#[test]
fn dividing_by_an_overflow_is_harmless() {
    let x = Running::<Double>::exact(800.0);
    assert_eq!(x.cosh().error(), f64::INFINITY);
    let decayed = x.cosh().recip();
    assert_eq!(decayed.value(), 0.0);
    assert!(decayed.error() < 1e-300, "{decayed:?}");
    // But not every infinity stands for something large: this one stands for 1e300.
    let product = x.cosh() * Running::exact(1e-300);
    assert_eq!(product.error(), f64::INFINITY);
    assert_eq!((x.cosh() - x.cosh()).error(), f64::INFINITY);
    assert_eq!(x.cosh().ln().error(), f64::INFINITY);
}
