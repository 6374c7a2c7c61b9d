//! Where differences, doubles or the definition itself come to an end: nothing is called inconclusive
//! there that is right, and a derivative that is wrong there alone is still found.

mod support;

use activations_core::{Real, Row, Trace, TraceRow};
use activations_verify::Check;
use support::{Elements, Rows, accepted_by, caught, caught_saying, n};

fn select(condition: <Trace as Real>::Mask, yes: Trace, no: Trace) -> Trace {
    Trace::select(condition, yes, no)
}

/// (x + 1)/2 between 0 and 1, with a derivative that reads the output, as `inside` does.
fn held(inside: fn(Trace) -> <Trace as Real>::Mask) -> Elements {
    Elements::new(
        |x| (n(0.5) * x + n(0.5)).max(n(0.0)).min(n(1.0)),
        move |_, y| select(inside(y), n(0.5), n(0.0)),
    )
}

#[test]
fn saturated_on_both_sides() {
    let right = held(|y| y.gt(n(0.0)) & y.lt(n(1.0)));
    for check in [
        Check::Derivative,
        Check::Dual,
        Check::Kinks,
        Check::Continuity,
        Check::Vjp,
        Check::Adjoint,
    ] {
        accepted_by(&right, check);
    }
    // ½ where the output is held at 1; ½ where it is held at 0.
    for wrong in [held(|y| y.gt(n(0.0))), held(|y| y.lt(n(1.0)))] {
        caught_saying(&wrong, Check::Derivative, "slope");
        caught_saying(&wrong, Check::Dual, "dual");
    }
}

/// α·(e^{x/α} − 1), whose derivative by α is all but constant once x is some α below 0.
fn celu(far: f64) -> Elements {
    Elements::with_parameters(
        &[("alpha", 1e-3)],
        |x, p| select(x.gt(n(0.0)), x, p[0] * (x / p[0]).exp_m1()),
        |x, _, p| select(x.gt(n(0.0)), n(1.0), (x / p[0]).exp()),
    )
    .allowing(|p| p[0] > 0.0)
    .by_parameter(move |x, _, p| {
        let t = x / p[0];
        let slope = t.exp_m1() - t * t.exp();
        let slope = select(t.lt(n(-50.0)), slope * n(far), slope);
        select(x.gt(n(0.0)), n(0.0), slope)
    })
}

#[test]
fn beside_the_pole_of_a_parameter() {
    accepted_by(&celu(1.0), Check::Parameters);
    accepted_by(&celu(1.0), Check::Dual);
    caught_saying(&celu(1.0 + 1e-8), Check::Parameters, "alpha");
    caught_saying(&celu(1.0 + 1e-8), Check::Dual, "alpha");
}

/// x + sin²(ax)/a, with a derivative that is right but for `steep`, where a is great.
fn snake(steep: f64) -> Elements {
    Elements::with_parameters(
        &[("a", 1.0)],
        |x, p| x + (p[0] * x).sin() * (p[0] * x).sin() / p[0],
        move |x, _, p| {
            let t = p[0] * x;
            let factor = select(p[0].gt(n(100.0)), n(steep), n(1.0));
            n(1.0) + factor * n(2.0) * t.sin() * t.cos()
        },
    )
    .allowing(|p| p[0] > 0.0)
    .by_parameter(move |x, _, p| {
        let t = p[0] * x;
        let s = t.sin() / p[0];
        let factor = select(x.abs().gt(n(1e4)), n(steep), n(1.0));
        factor * (n(2.0) * x * s * t.cos() - s * s)
    })
}

#[test]
fn waves_faster_than_the_steps() {
    for check in [Check::Derivative, Check::Parameters, Check::Dual] {
        accepted_by(&snake(1.0), check);
    }
    caught_saying(&snake(1.0 + 1e-6), Check::Derivative, "`x`");
    caught_saying(&snake(1.0 + 1e-6), Check::Dual, "dual");
}

/// ln(1 − e⁻ˣ), which is defined for x > 0 only, with a slope that is `factor` times too large near 0.
fn log1mexp(factor: f64) -> Elements {
    Elements::new(
        |x| (-(-x).exp_m1()).ln(),
        move |x, _| {
            let factor = select(x.lt(n(0.01)), n(factor), n(1.0));
            factor / x.exp_m1()
        },
    )
    .domain("x > 0", |x| select(x.gt(n(0.0)), x, n(f64::NAN)))
    .vjp(|x, _, dy| select(x.gt(n(0.0)), dy / x.exp_m1(), n(f64::NAN)))
}

#[test]
fn outside_of_a_domain_nothing_is_drawn() {
    for check in [Check::Derivative, Check::Dual, Check::Vjp, Check::Adjoint] {
        accepted_by(&log1mexp(1.0), check);
    }
    caught_saying(&log1mexp(1.0 + 1e-6), Check::Derivative, "slope");
    caught_saying(&log1mexp(1.0 + 1e-6), Check::Dual, "dual");
    // The square root, continued to the left.
    let continued = Elements::new(
        |x| x.abs().sqrt(),
        |x, _| n(0.5) * x.signum() / x.abs().sqrt(),
    )
    .domain("x > 0", |x| select(x.gt(n(0.0)), x, n(f64::NAN)));
    caught_saying(&continued, Check::Special, "outside of the domain");
}

#[test]
fn beyond_the_range_only_an_infinity_is_right() {
    let right = Elements::new(|x| x.exp(), |_, y| y);
    for check in [Check::Forward, Check::Vjp] {
        accepted_by(&right, check);
    }
    let capped = right.vjp(|x, _, dy| dy * x.min(n(80.0)).exp());
    caught(&capped, Check::Vjp);
}

/// x·tanh(eˣ), with a slope that is `far` times too large where e^(eˣ) is beyond the range.
fn telu(far: f64) -> Elements {
    Elements::new(
        |x| x * x.exp().tanh(),
        move |x, _| {
            let u = n(2.0) * x.exp();
            let closing = select(
                x.lt(n(4.0)),
                x.exp() * (-u).sigmoid(),
                (x + (-u).log_sigmoid()).exp(),
            );
            let slope = x.exp().tanh() + n(4.0) * u.sigmoid() * closing * x;
            slope * select(x.gt(n(800.0)), n(far), n(1.0))
        },
    )
}

#[test]
fn where_the_exponents_of_doubles_end() {
    accepted_by(&telu(1.0), Check::Dual);
    caught_saying(&telu(1.0 + 1e-9), Check::Dual, "dual");
}

/// Softmax at a thousandth of the temperature, whose textbook formula is beyond the exponents of doubles.
fn cold_softmax(spec_scale: f64) -> Rows {
    let softmax = |x: TraceRow| {
        let e = ((x - Row::max(x)) * n(1000.0)).exp();
        e / e.sum()
    };
    let vjp = |_, y: TraceRow, dy: TraceRow| (dy - (dy * y).sum()) * y * n(1000.0);
    Rows::new(softmax, vjp).spec(move |x| {
        let e = (x * n(spec_scale)).exp();
        e / e.sum()
    })
}

#[test]
fn a_textbook_formula_beyond_the_exponents_of_doubles() {
    accepted_by(&cold_softmax(1000.0), Check::Spec);
    caught_saying(&cold_softmax(1000.000001), Check::Spec, "textbook");
}
