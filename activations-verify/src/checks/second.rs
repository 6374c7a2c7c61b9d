//! The claim: `vjp_vjp` gives the slope of the stated derivative.
//!
//! Differences of the stated derivative in 106 bits are held against the public interface in f64, whose
//! rounding is bounded by running the same dual numbers with error bounds. The f32 interface must give
//! the f64 result rounded, and the gradient by dy must be the JVP.

use activations_core::ndarray::Array1;
use activations_core::{Activation, AnyActivation, Definitions, Dual, Real};

use super::line::reach;
use super::point::Point;
use super::slope::{Opinion, judge};
use super::tally::Tally;
use crate::differences::central;
use crate::inputs::Random;
use crate::interpretations::{Branching, Double, Pair, Path, Precision, Running};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

/// The relative error that must be seen at 19 of 20 points: 2⁻³⁰.
const LIMIT: f64 = 1.0 / (1u64 << 30) as f64;

pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    if subject.inputs() > 1 {
        return Tally::inapplicable("gated activations have no `vjp_vjp`");
    }
    if subject.definitions().is_none() {
        return Tally::inapplicable("it is written by hand: its derivative is not recorded");
    }
    let mut tally = Tally::default();
    let variants = subject.variants();
    for case in plan.cases(if subject.is_row_wise() { 24 } else { 96 }) {
        let variant = &variants[case as usize % variants.len()];
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} second", subject.name()),
            case,
        );
        let point = Point::draw(variant, true, &mut random);
        // What f32 has, so that both element types see the same.
        let short =
            |values: &[f64]| -> Vec<f64> { values.iter().map(|v| f64::from(*v as f32)).collect() };
        let tangent: Vec<f64> = point
            .dy
            .iter()
            .map(|_| random.magnitude(0.1, 10.0))
            .collect();
        let place = Place {
            definitions: variant.definitions().expect("as its subject"),
            parameters: variant.parameters(),
            is_row: variant.is_row_wise(),
            x: short(&point.inputs),
            dy: short(&point.dy),
            tangent: short(&tangent),
        };
        tally.case();
        place.look(variant, case, &mut tally);
        if tally.is_hopeless() {
            break;
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "106 bits");
    }
    tally
}

/// A point, with a cotangent and a tangent.
struct Place<'a> {
    definitions: &'a Definitions,
    parameters: &'a [f64],
    is_row: bool,
    x: Vec<f64>,
    dy: Vec<f64>,
    tangent: Vec<f64>,
}

impl Place<'_> {
    fn look(&self, variant: &Subject, case: u64, tally: &mut Tally) {
        let Arrays::One(activation) = variant.arrays() else {
            return;
        };
        let finding = |claim: &str| {
            let named = variant.named(&self.x[..1]);
            Finding::new(case, claim.to_owned()).at(named).note(format!(
                "x = {:?}, dy = {:?}, ddx = {:?}",
                self.x, self.dy, self.tangent
            ))
        };
        let (found, by_dy) = self.call::<f64>(activation);
        let x = Array1::from(self.x.clone());
        let jvp = activation.jvp(&x, &Array1::from(self.tangent.clone()));
        let jvp = jvp.expect("one length");
        let same = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
        if !by_dy.iter().zip(&jvp).all(same) {
            tally.findings([finding("the gradient by dy of the VJP is not the JVP")]);
        }
        let (short, _) = self.call::<f32>(activation);
        for (found, short) in found.iter().zip(short) {
            let comparison = Comparison::new(f64::from(*found as f32), short, 0.0);
            let both_nan = found.is_nan() && short.is_nan();
            if !(comparison.holds() || both_nan) {
                let claim = "the second derivative in f32 is not that in f64, rounded";
                tally.findings([finding(claim).comparing(comparison)]);
            }
        }
        for (i, found) in found.into_iter().enumerate() {
            // Along the tangent of a row, which is smooth wherever its entries are finite; along x itself
            // of an element, so that what is exactly 0 stays it.
            let (at, reach) = if self.is_row {
                (0.0, 1.0)
            } else {
                (self.x[0], reach(self.x[0], |x| self.path(x)))
            };
            if reach == 0.0 {
                continue;
            }
            let variable = Dual::variable(Running::<Double>::exact(at));
            let error = self.gradient(i, variable).tangent.error();
            let found = found / self.scale();
            let stated = Running::within(
                <Pair as Precision>::Value::from_f64(found),
                2.0 * error + 8.0 * f64::EPSILON * found.abs(),
            );
            let size = self.gradient(i, at).abs();
            let opinion = |reach: f64| {
                judge(
                    stated,
                    central::<Pair>(|t| self.gradient(i, t), at, reach),
                    size,
                )
            };
            // The steps of one stencil may be in time with a fast wave, those of another are not.
            let opinion = match opinion(reach) {
                Opinion::Agree { allowance, size } => Opinion::Agree { allowance, size },
                _ => opinion(reach * 0.7e-3),
            };
            match opinion {
                Opinion::Agree { allowance, size } => tally.sight().sharp(allowance, size),
                Opinion::Differ(comparison) => {
                    let claim = "the second derivative is not the slope of the stated derivative";
                    tally.findings([finding(claim).comparing(comparison)]);
                }
                Opinion::Unclear | Opinion::Unusable => tally.sight().blind(),
            }
        }
    }

    /// What the second derivative is multiplied by, where it is measured along x itself.
    fn scale(&self) -> f64 {
        if self.is_row {
            1.0
        } else {
            self.dy[0] * self.tangent[0]
        }
    }

    /// Both gradients by the public interface.
    fn call<T: crate::Number>(&self, activation: &AnyActivation) -> (Vec<f64>, Vec<f64>) {
        let array =
            |values: &[f64]| -> Array1<T> { values.iter().map(|v| T::narrow(*v)).collect() };
        let [x, dy, ddx] = [&self.x, &self.dy, &self.tangent].map(|values| array(values));
        let (by_x, by_dy) = activation.vjp_vjp(&x, &dy, &ddx).expect("one length");
        let wide = |values: Array1<T>| values.iter().map(|v| v.widen()).collect();
        (wide(by_x), wide(by_dy))
    }

    /// Element `i` of the VJP of dy at x + t·tangent, or for an element the derivative at t.
    fn gradient<R: Real>(&self, i: usize, t: R) -> R {
        let number = |value: &f64| R::from_f64(*value);
        let derivative = &self.definitions.derivatives[0];
        if !self.is_row {
            return derivative.eval(&[t, self.definitions.forward.eval(&[t])]);
        }
        let x: Vec<R> = (self.x.iter().zip(&self.tangent))
            .map(|(x, tangent)| number(x) + t * number(tangent))
            .collect();
        let dy: Vec<R> = self.dy.iter().map(number).collect();
        let parameters: Vec<R> = self.parameters.iter().map(number).collect();
        let y = self.definitions.plain.eval_row(&[&x], &parameters);
        derivative.eval_row(&[&x, &y, &dy], &parameters)[i]
    }

    fn path(&self, t: f64) -> Option<Path> {
        Path::quick(|| self.gradient(0, t.into())).or_else(|| {
            let (path, value) = Path::with_value(|| self.gradient(0, Branching::from(t)));
            value.is_finite().then_some(path)
        })
    }
}
