//! Formulas that are wrong, everywhere or in a region.

use activations_core::{Gelu, HardSwish, LogSoftmax, Mish, Real, Relu, Selu, Softmax, Tanh, Trace};
use activations_verify::Check;

use crate::support::{
    Bug, Elements, Planted, Rows, accepted, accepted_by, caught, caught_saying, n,
};
use crate::witness;

const FRAC_2_SQRT_PI: f64 = std::f64::consts::FRAC_2_SQRT_PI;

fn select(condition: <Trace as Real>::Mask, yes: Trace, no: Trace) -> Trace {
    Trace::select(condition, yes, no)
}

fn gelu(x: Trace) -> Trace {
    x * x.normal_cdf()
}

/// 1: dfdx, exact GELU: the density's factor is off by √2.
#[test]
fn dfdx_accurate_gelu() {
    let wrong = Elements::new(gelu, |x, _| {
        x.normal_cdf() + n(0.5) * x * n(FRAC_2_SQRT_PI) * (x * x * n(-0.5)).exp()
    });
    witness(&wrong, 1.0, 1.08332, 1.18354, 1e-5);
    caught(&wrong, Check::Derivative);
    accepted(&Gelu);
}

/// 2: NNlib, hard sigmoid: slope 1 in saturation.
#[test]
fn nnlib_hard_sigmoid() {
    let hard_sigmoid = |x: Trace| (x / n(6.0) + n(0.5)).max(n(0.0)).min(n(1.0));
    let with = |outside: f64| {
        Elements::new(hard_sigmoid, move |x, _| {
            let inside = x.gt(n(-3.0)) & x.lt(n(3.0));
            select(inside, n(1.0) / n(6.0), n(outside))
        })
        .kinks(&[
            ("−3", 0.0, 1.0 / 6.0, outside),
            ("3", 1.0 / 6.0, 0.0, outside),
        ])
    };
    witness(&with(1.0), 4.0, 0.0, 1.0, 0.0);
    caught(&with(1.0), Check::Derivative);
    for check in [Check::Derivative, Check::Dual, Check::Kinks, Check::Vjp] {
        accepted_by(&with(0.0), check);
    }
}

/// 3: TVM, tanh: g·1 − y² for g·(1 − y²), which a cotangent of 1 hides.
#[test]
fn tvm_tanh() {
    let wrong = Elements::new(|x| x.tanh(), |_, y| n(1.0) - y * y).vjp(|_, y, dy| dy - y * y);
    caught(&wrong, Check::Vjp);
    caught(&wrong, Check::Linearity);
    accepted(&Tanh);
}

/// 4: burn, GELU: the derivative of the tanh form under the erf form.
#[test]
fn burn_gelu() {
    let scale = (2.0 / std::f64::consts::PI).sqrt();
    let wrong = Elements::new(gelu, move |x, _| {
        let t = (n(scale) * (x + n(0.044715) * x.powi(3))).tanh();
        let inner = n(scale) * (n(1.0) + n(3.0 * 0.044715) * x * x);
        n(0.5) * (n(1.0) + t) + n(0.5) * x * (n(1.0) - t * t) * inner
    });
    witness(&wrong, -2.02, -0.08307, -0.08394, 1e-5);
    caught(&wrong, Check::Derivative);
    caught(&wrong, Check::Proof);
}

/// 13: swift-apis, hard swish: the cotangent stands where x belongs.
#[test]
fn swift_hard_swish() {
    let right = |x: Trace| x * (x + n(3.0)).max(n(0.0)).min(n(6.0)) / n(6.0);
    let slope = |x: Trace| {
        select(
            x.le(n(-3.0)),
            n(0.0),
            select(x.lt(n(3.0)), (n(2.0) * x + n(3.0)) / n(6.0), n(1.0)),
        )
    };
    let inside = |x: Trace| select(x.gt(n(-3.0)) & x.lt(n(3.0)), n(1.0), n(0.0));
    let wrong = Elements::new(right, move |x, _| slope(x))
        .vjp(move |x, _, dy| ((dy + n(3.0)).max(n(0.0)).min(n(6.0)) + inside(x) * dy) / n(6.0));
    caught(&wrong, Check::Vjp);
    caught(&wrong, Check::Linearity);
    accepted(&HardSwish);
}

/// 13: tt-metal, hard swish: slope 0.3333 for ⅓.
#[test]
fn tt_metal_hard_swish() {
    let wrong = Elements::new(
        |x| x * (x + n(3.0)).max(n(0.0)).min(n(6.0)) / n(6.0),
        |x, _| {
            select(
                x.le(n(-3.0)),
                n(0.0),
                select(x.lt(n(3.0)), n(0.3333) * x + n(0.5), n(1.0)),
            )
        },
    );
    witness(&wrong, 2.0, 1.166_666_7, 1.166_6, 1e-6);
    caught(&wrong, Check::Derivative);
}

/// 24: burn, quiet softmax: the 1 is added after the shift by the maximum.
#[test]
fn burn_quiet_softmax() {
    let vjp = |_, y: activations_core::TraceRow, dy: activations_core::TraceRow| {
        (dy - activations_core::Row::sum(dy * y)) * y
    };
    use activations_core::Row;
    let spec = |x: activations_core::TraceRow| x.exp() / (x.exp().sum() + n(1.0));
    let wrong = Rows::new(
        |x| {
            let e = (x - Row::max(x)).exp();
            e / (e.sum() + n(1.0))
        },
        vjp,
    );
    caught(&wrong.spec(spec), Check::Spec);
    let right = Rows::new(
        |x| {
            let m = Row::max(x);
            let e = (x - m).exp();
            e / (e.sum() + (-m).exp())
        },
        vjp,
    );
    accepted(&right.spec(spec));
}

/// 25: oneDNN, log-softmax: dy − Σ(dy·y).
#[test]
fn onednn_log_softmax() {
    use activations_core::Row;
    let wrong = Rows::new(
        |x| {
            let shifted = x - Row::max(x);
            shifted - shifted.exp().sum().ln()
        },
        |_, y, dy| dy - (dy * y).sum(),
    );
    caught(&wrong, Check::Derivative);
    caught(&wrong, Check::Jacobian);
    accepted(&LogSoftmax);
}

/// 28: softmax by its diagonal alone (Apiquet, Odyssey), and by the identity (darknet).
#[test]
fn softmax_without_its_off_diagonal() {
    use activations_core::Row;
    let softmax = |x: activations_core::TraceRow| {
        let e = (x - Row::max(x)).exp();
        e / e.sum()
    };
    for wrong in [
        Rows::new(softmax, |_, y, dy| dy * y * (-y + n(1.0))),
        Rows::new(softmax, |_, _, dy| dy),
        // A uniform cotangent makes the right gradient 0 and hides what is missing.
        Rows::new(softmax, |_, y, dy| dy * y - dy * y),
    ] {
        caught(&wrong, Check::Derivative);
        caught(&wrong, Check::Jacobian);
    }
    accepted(&Softmax);
}

/// 30: RubixML and mlpack, SELU from y: λ(y + α).
#[test]
fn rubix_selu() {
    const LAMBDA: f64 = 1.050_700_987_355_480_5;
    const ALPHA: f64 = 1.673_263_242_354_377_2;
    let selu = |x: Trace| n(LAMBDA) * select(x.gt(n(0.0)), x, n(ALPHA) * x.exp_m1());
    let wrong = Elements::new(selu, |x, y| {
        select(x.gt(n(0.0)), n(LAMBDA), n(LAMBDA) * (y + n(ALPHA)))
    });
    witness(&wrong, -10.0, 8.0e-5, -0.0890, 1e-4);
    caught(&wrong, Check::Derivative);
    accepted(&Selu);
}

/// 33, 35: nnabla, GELU, and smile, ReLU: the cotangent is missing.
#[test]
fn a_missing_cotangent() {
    let gelu = Elements::new(gelu, |x, _| x.normal_cdf() + x * x.normal_pdf())
        .vjp(|x, _, _| x.normal_cdf() + x * x.normal_pdf());
    caught(&gelu, Check::Vjp);
    caught(&Planted::new(Relu, Bug::IgnoredCotangent), Check::Vjp);
    caught(&Planted::new(Relu, Bug::IgnoredCotangent), Check::Linearity);
}

/// 37: thinc, mish: ω without e^{3x}.
#[test]
fn thinc_mish() {
    let wrong = Elements::new(
        |x| x * x.softplus().tanh(),
        |x, _| {
            let e = x.exp();
            let omega = n(4.0) * (x + n(1.0)) + n(4.0) * e * e + e * (n(4.0) * x + n(6.0));
            let delta = n(2.0) * e + e * e + n(2.0);
            e * omega / (delta * delta)
        },
    );
    witness(&wrong, 10.0, 1.0, 1.8e-4, 1e-5);
    caught(&wrong, Check::Derivative);
    accepted(&Mish);
}

/// 38: mxnet, softsign: 1/(1 + |y|)², the output passed for the input.
#[test]
fn mxnet_softsign() {
    let with = |from_output: bool| {
        Elements::new(
            |x| x / (n(1.0) + x.abs()),
            move |x, y| (n(1.0) + if from_output { y.abs() } else { x.abs() }).powi(-2),
        )
        .declaring(|declaration| declaration.limits = [Some(-1.0), Some(1.0)])
    };
    witness(&with(true), 5.2, 0.0260, 0.296, 5e-4);
    caught_saying(&with(true), Check::Derivative, "slope");
    crate::support::accepted_by(&with(false), Check::Derivative);
    crate::support::accepted_by(&with(false), Check::Dual);
}
