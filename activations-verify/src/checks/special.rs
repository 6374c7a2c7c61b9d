//! The claims: no finite input gives NaN or a false infinity, NaN in gives NaN out, and at ±∞ values and
//! gradients are the limits, where there are limits.

use activations_core::{Element, Keeps};

use super::extremes::{Extremes, Quantity};
use super::tally::Tally;
use crate::formula::Formula;
use crate::inputs::{Random, moderate};
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

/// Values that an element type has, and that formulas forget.
fn special<T: Number>(landmarks: &[f64]) -> Vec<f64> {
    let least = [
        T::TINIEST,
        T::LEAST_NORMAL,
        T::LEAST_NORMAL / 2.0,
        1e-30,
        1e-8,
    ];
    // Where e^x, e^−x, e^{x²} and their squares leave the range of either type.
    let far = [
        17.0,
        20.0,
        40.0,
        89.0,
        104.0,
        710.0,
        746.0,
        1e4,
        1e10,
        2e19,
        1e30,
        T::GREATEST / 2.0,
        T::GREATEST,
    ];
    let near = landmarks.iter().flat_map(|at| {
        let at = T::narrow(*at);
        [at, at.next(), at.previous()].map(Element::widen)
    });
    let positive: Vec<f64> = [0.0]
        .into_iter()
        .chain(least)
        .chain(far)
        .chain(near)
        .collect();
    positive
        .iter()
        .copied()
        .chain(positive.iter().map(|x| -x))
        .filter(|x| x.abs() <= T::GREATEST)
        .collect()
}

/// Finite inputs and NaN.
pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    each_input(subject, plan, 5, "special", |extremes, name, case| {
        let landmarks =
            Formula::of(extremes.subject()).map_or(Vec::new(), |formula| formula.constants());
        look::<f32>(extremes, &landmarks, name, case, &mut tally);
        look::<f64>(extremes, &landmarks, name, case, &mut tally);
    });
    tally
}

fn look<T: Number>(
    extremes: &Extremes<'_>,
    landmarks: &[f64],
    name: &str,
    case: u64,
    tally: &mut Tally,
) {
    for quantity in Quantity::BOTH {
        let finding = |claim: String, x: f64| {
            Finding::new(case, claim).at(extremes.subject().named(&extremes.inputs(x)))
        };
        for x in special::<T>(landmarks) {
            tally.case();
            let found = extremes.found::<T>(quantity, x);
            if !extremes.subject().is_inside(T::narrow(x).widen()) {
                if !found.is_nan() {
                    let claim = format!(
                        "{} by `{name}` in {} is a number outside of the domain",
                        quantity.text(),
                        T::NAME
                    );
                    let comparison = Comparison::new(f64::NAN, found, 0.0);
                    tally.findings([finding(claim, x).comparing(comparison)]);
                }
                continue;
            }
            if found.is_finite() {
                continue;
            }
            let exact = extremes.exact(quantity, x);
            let right = match exact {
                _ if found.is_nan() => false,
                Some(exact) => {
                    exact.signum() == found.signum() && exact.abs() >= T::GREATEST * (1.0 - 1e-6)
                }
                // Nothing to compare with: an infinity may be right.
                None => true,
            };
            if !right {
                let claim = format!(
                    "{} by `{name}` in {} is {found} for a finite input",
                    quantity.text(),
                    T::NAME
                );
                let comparison =
                    Comparison::new(exact.unwrap_or(0.0), found, T::ulp(exact.unwrap_or(0.0)));
                tally.findings([finding(claim, x).comparing(comparison)]);
            }
        }
        let found = extremes.found::<T>(quantity, f64::NAN);
        // The gradient of a gated activation by an input in which it is linear does not read that input,
        // and that of the identity reads none.
        let reads = quantity == Quantity::Forward
            || extremes.subject().inputs() == 1
                && extremes.subject().declaration().keeps != Keeps::Nothing;
        if reads && !found.is_nan() {
            let claim = format!(
                "{} in {} hides that `{name}` is NaN",
                quantity.text(),
                T::NAME
            );
            tally.findings([finding(claim, f64::NAN).comparing(Comparison::new(
                f64::NAN,
                found,
                0.0,
            ))]);
        }
    }
}

/// Infinite inputs.
pub(super) fn limits(subject: &Subject, plan: &Plan) -> Tally {
    if subject.is_row_wise() {
        return Tally::inapplicable("infinite entries of a row are part of the claim `jacobian`");
    }
    let mut tally = Tally::default();
    each_input(subject, plan, 9, "limits", |extremes, name, case| {
        for quantity in Quantity::BOTH {
            for sign in [-1.0, 1.0] {
                if !extremes.subject().is_inside(sign * f64::INFINITY) {
                    continue;
                }
                tally.case();
                let Some(limit) = extremes.limit(quantity, sign) else {
                    continue;
                };
                at_infinity::<f32>(extremes, quantity, sign, limit, name, case, &mut tally);
                at_infinity::<f64>(extremes, quantity, sign, limit, name, case, &mut tally);
            }
        }
    });
    declared(subject, &mut tally);
    tally
}

fn at_infinity<T: Number>(
    extremes: &Extremes<'_>,
    quantity: Quantity,
    sign: f64,
    limit: f64,
    name: &str,
    case: u64,
    tally: &mut Tally,
) {
    let at = sign * f64::INFINITY;
    let found = extremes.found::<T>(quantity, at);
    // A gradient without bound may be that of the greatest finite input.
    let grows = quantity == Quantity::Gradient
        && limit.is_infinite()
        && found.abs() > 1e30
        && found.signum() == limit.signum();
    let allowance = extremes.allowance::<T>(quantity, sign, limit);
    let comparison = Comparison::new(limit, found, allowance);
    if comparison.holds() || grows {
        return;
    }
    // What an infinity times a parameter that is 0 should be is not said anywhere. (Another input is drawn,
    // and not 0.)
    if found.is_nan() && !extremes.subject().has_default_parameters() {
        tally.remark(format!(
            "NaN at `{name}` = {at}, where the limit is {limit}"
        ));
    } else {
        let claim = format!(
            "{} in {} for `{name}` = {at} is not its limit",
            quantity.text(),
            T::NAME
        );
        let finding = Finding::new(case, claim).at(extremes.subject().named(&extremes.inputs(at)));
        tally.findings([finding.comparing(comparison)]);
    }
}

/// The declared limits are those of the definition.
fn declared(subject: &Subject, tally: &mut Tally) {
    let along = Extremes::along(subject, vec![1.5; subject.inputs()], 0);
    if subject.inputs() > 1 {
        return;
    }
    for (sign, declared) in [-1.0, 1.0].into_iter().zip(subject.declaration().limits) {
        let Some(declared) = declared else { continue };
        let Some(limit) = along.limit(Quantity::Forward, sign) else {
            continue;
        };
        let comparison = Comparison::new(limit, declared, 4.0 * f64::ulp(limit));
        if !comparison.holds() {
            let claim = format!(
                "the declared limit at {} is not that of the definition",
                sign * f64::INFINITY
            );
            tally.findings([Finding::new(None, claim).comparing(comparison)]);
        }
    }
}

/// Each input of an activation at its own and at a few other parameters.
fn each_input(
    subject: &Subject,
    plan: &Plan,
    variants: usize,
    check: &str,
    mut look: impl FnMut(&Extremes<'_>, &str, u64),
) {
    let all = subject.variants();
    let count = all.len().min(variants) as u64;
    for case in plan.cases(count).filter(|case| *case < count) {
        let variant = &all[case as usize].with_rounded_parameters::<f32>();
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} {check}", subject.name()),
            case,
        );
        for input in 0..variant.inputs() {
            let others = (0..variant.inputs())
                .map(|_| f64::from(moderate(&mut random) as f32))
                .collect();
            let extremes = Extremes::along(variant, others, input);
            look(&extremes, subject.variables()[input], case);
        }
    }
}
