//! Values at single points: kinks, and places that are none.

use activations_core::{Elu, Real, Softplus, Trace};
use activations_verify::Check;

use crate::support::{Bug, Elements, Planted, accepted, caught, n};

fn select(condition: <Trace as Real>::Mask, yes: Trace, no: Trace) -> Trace {
    Trace::select(condition, yes, no)
}

/// 11: torch, hard swish: the vector body and the scalar tail choose differently at x = 3.
#[test]
fn torch_hard_swish_tail() {
    let planted = Planted::new(activations_core::HardSwish, Bug::OtherBranchInTail);
    let finding = caught(&planted, Check::Lengths);
    let comparison = finding.comparison.expect("two gradients");
    assert!(
        (comparison.expected / comparison.found - 1.5).abs() < 1e-6
            || (comparison.found / comparison.expected - 1.5).abs() < 1e-6,
        "{finding}"
    );
    accepted(&activations_core::HardSwish);
}

/// 13: tt-metal, hard swish: both comparisons at the ends are turned round.
#[test]
fn tt_metal_comparisons() {
    let wrong = Elements::new(
        |x| x * (x + n(3.0)).max(n(0.0)).min(n(6.0)) / n(6.0),
        |x, _| {
            select(
                x.ge(n(-3.0)),
                n(0.0),
                select(x.gt(n(3.0)), x / n(3.0) + n(0.5), n(1.0)),
            )
        },
    );
    caught(&wrong, Check::Derivative);
}

/// 15: NNlib and jax: differentiating max(x, 0) + ln(1 + e^−|x|) step by step gives 0 or −½ at 0, where
/// softplus has slope ½ and no kink at all.
#[test]
fn softplus_differentiated_through_its_stable_form() {
    for at_zero in [-0.5, 0.0, 1.0] {
        let wrong = Elements::new(
            |x| x.softplus(),
            move |x, _| select(x.eq(n(0.0)), n(at_zero), x.sigmoid()),
        );
        let finding = caught(&wrong, Check::Kinks);
        let comparison = finding.comparison.expect("the slope and what was given");
        assert!(
            (comparison.expected - 0.5).abs() < 1e-15 && comparison.found == at_zero,
            "{finding}"
        );
    }
    accepted(&Softplus::default());
}

/// 15: Mooncake, sigmoid: the same for σ, whose slope at 0 is ¼.
#[test]
fn sigmoid_differentiated_through_its_stable_form() {
    let wrong = Elements::new(
        |x| x.sigmoid(),
        |x, _| select(x.eq(n(0.0)), n(0.0), x.sigmoid() * (-x).sigmoid()),
    );
    let finding = caught(&wrong, Check::Kinks);
    assert!(
        (finding.comparison.expect("a slope").expected - 0.25).abs() < 1e-15,
        "{finding}"
    );
}

/// 51: TF, second derivative of ELU: the mask at 0 is not that of the first derivative. Both are
/// subgradients of e^x | 0; which one is taken is a matter of declaration, and the declaration decides.
#[test]
fn tensorflow_elu_second_derivative() {
    let with = |closed: bool| {
        Elements::new(
            |x| select(x.le(n(0.0)), x.exp(), n(1.0)),
            move |x, _| {
                select(
                    if closed { x.le(n(0.0)) } else { x.lt(n(0.0)) },
                    x.exp(),
                    n(0.0),
                )
            },
        )
        .kinks(&[("0", 1.0, 0.0, 1.0)])
    };
    caught(&with(false), Check::Kinks);
    crate::support::accepted_by(&with(true), Check::Kinks);
    accepted(&Elu::default());
}
