//! The claim: `vjp_vjp` gives the slope of the stated derivative.
//!
//! Differences of the stated derivative in 106 bits are held against the public interface in f64, whose
//! rounding is bounded by running the same dual numbers with error bounds. The f32 interface must give
//! the f64 result rounded, and the gradient by dy must be the JVP. A gated activation has no JVP: what
//! stands for it are its stated derivatives, times the tangents.

use activations_core::ndarray::Array1;
use activations_core::{Activation, Definitions, Dual, Gated, Kind, Real};

use super::line::reach;
use super::point::Point;
use super::slope::{Opinion, judge};
use super::tally::Tally;
use crate::differences::central;
use crate::inputs::Random;
use crate::interpretations::{Branching, Double, DoubleDouble, Pair, Path, Precision, Running};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

/// The relative error that must be seen at 19 of 20 points: 2⁻³⁰.
const LIMIT: f64 = 1.0 / (1u64 << 30) as f64;

pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
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
            kind: subject.declaration().kind,
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
    kind: Kind,
    x: Vec<f64>,
    dy: Vec<f64>,
    tangent: Vec<f64>,
}

impl Place<'_> {
    fn look(&self, variant: &Subject, case: u64, tally: &mut Tally) {
        let finding = |claim: &str| {
            let named = variant.named(&self.x[..variant.inputs()]);
            Finding::new(case, claim.to_owned()).at(named).note(format!(
                "x = {:?}, dy = {:?}, ddx = {:?}",
                self.x, self.dy, self.tangent
            ))
        };
        let (found, by_dy) = self.call::<f64>(variant.arrays());
        if !self.is_jvp(&by_dy, variant.arrays()) {
            tally.findings([finding("the gradient by dy of the VJP is not the JVP")]);
        }
        let (short, _) = self.call::<f32>(variant.arrays());
        for (found, short) in found.iter().zip(short) {
            let comparison = Comparison::new(f64::from(*found as f32), short, 0.0);
            let both_nan = found.is_nan() && short.is_nan();
            if !(comparison.holds() || both_nan) {
                let claim = "the second derivative in f32 is not that in f64, rounded";
                tally.findings([finding(claim).comparing(comparison)]);
            }
        }
        for (i, found) in found.into_iter().enumerate() {
            // Along the tangent of a row, which is smooth wherever its entries are finite, and of a pair;
            // along x itself of an element, so that what is exactly 0 stays it.
            let (at, reach) = match self.kind {
                Kind::RowWise => (0.0, 1.0),
                Kind::Gated => (0.0, reach(0.0, |t| self.path(i, t))),
                Kind::ElementWise => (self.x[0], reach(self.x[0], |x| self.path(i, x))),
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
        match self.kind {
            Kind::RowWise => 1.0,
            Kind::Gated => self.dy[0],
            Kind::ElementWise => self.dy[0] * self.tangent[0],
        }
    }

    /// The gradients by the public interface: by each input, and by dy.
    fn call<T: crate::Number>(&self, arrays: &Arrays) -> (Vec<f64>, Vec<f64>) {
        let array =
            |values: &[f64]| -> Array1<T> { values.iter().map(|v| T::narrow(*v)).collect() };
        let wide = |values: &Array1<T>| -> Vec<f64> { values.iter().map(|v| v.widen()).collect() };
        match arrays {
            Arrays::One(activation) => {
                let [x, dy, ddx] = [&self.x, &self.dy, &self.tangent].map(|values| array(values));
                let (by_x, by_dy) = activation.vjp_vjp(&x, &dy, &ddx).expect("one length");
                (wide(&by_x), wide(&by_dy))
            }
            Arrays::Two(gated) => {
                let of = |values: &[f64], i: usize| array(&values[i..=i]);
                let [a, b, dy] = [(&self.x, 0), (&self.x, 1), (&self.dy, 0)].map(|(v, i)| of(v, i));
                let [dda, ddb] = [0, 1].map(|i| of(&self.tangent, i));
                let gradients = gated.vjp_vjp(&a, &b, &dy, &dda, &ddb);
                let (by_a, by_b, by_dy) = gradients.expect("one length");
                (vec![by_a[0].widen(), by_b[0].widen()], wide(&by_dy))
            }
        }
    }

    /// Whether the gradient by dy is the JVP to the last bit, or for a pair to its rounding.
    fn is_jvp(&self, by_dy: &[f64], arrays: &Arrays) -> bool {
        let same = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
        match arrays {
            Arrays::One(activation) => {
                let [x, tangent] = [&self.x, &self.tangent].map(|v| Array1::from(v.clone()));
                let jvp: Array1<f64> = activation.jvp(&x, &tangent).expect("one length");
                by_dy.iter().zip(&jvp).all(same)
            }
            Arrays::Two(_) => {
                let along = |i: usize| {
                    let slope = self.gradient(i, Running::<Double>::exact(0.0));
                    let exact = self.gradient(i, DoubleDouble::from(0.0));
                    let term = exact.hi() * self.tangent[i];
                    let error = slope.error() * self.tangent[i].abs();
                    (term, 2.0 * error + 8.0 * f64::EPSILON * term.abs())
                };
                let ((a, of_a), (b, of_b)) = (along(0), along(1));
                same((&by_dy[0], &(a + b))) || (by_dy[0] - (a + b)).abs() <= of_a + of_b
            }
        }
    }

    /// Element `i` of the VJP of dy at x + t·tangent, for a pair with dy = 1, and for an element the
    /// derivative at t.
    fn gradient<R: Real>(&self, i: usize, t: R) -> R {
        let number = |value: &f64| R::from_f64(*value);
        let derivative = |i: usize| &self.definitions.derivatives[i];
        let x: Vec<R> = (self.x.iter().zip(&self.tangent))
            .map(|(x, tangent)| number(x) + t * number(tangent))
            .collect();
        match self.kind {
            Kind::RowWise => {}
            Kind::Gated => {
                let y = self.definitions.forward.eval(&x);
                return derivative(i).eval(&[x[0], x[1], y]);
            }
            Kind::ElementWise => {
                return derivative(0).eval(&[t, self.definitions.forward.eval(&[t])]);
            }
        }
        let dy: Vec<R> = self.dy.iter().map(number).collect();
        let parameters: Vec<R> = self.parameters.iter().map(number).collect();
        let y = self.definitions.plain.eval_row(&[&x], &parameters);
        derivative(0).eval_row(&[&x, &y, &dy], &parameters)[i]
    }

    fn path(&self, i: usize, t: f64) -> Option<Path> {
        Path::quick(|| self.gradient(i, t.into())).or_else(|| {
            let (path, value) = Path::with_value(|| self.gradient(i, Branching::from(t)));
            value.is_finite().then_some(path)
        })
    }
}
