//! What stands in for a proof where a declaration calls functions that the macro cannot see: its
//! derivatives against dual numbers, which see through every call, at points.

use super::{Declared, Definition, GatedDefinition};
use crate::Dual;

/// Inputs on both sides of where activations bend, and off the round numbers at which they do.
const INPUTS: [f64; 12] = [
    -41.3, -7.7, -2.9, -1.3, -0.61, -0.07, 0.07, 0.61, 1.3, 2.9, 7.7, 41.3,
];

/// What the defaults of the parameters are multiplied by, and moved by.
const PARAMETERS: [(f64, f64); 3] = [(1.0, 0.0), (1.7, 0.0), (0.6, 0.3)];

/// Asserts that the derivatives of `D`, and its textbook formula, are right at many points.
///
/// # Panics
///
/// With the first point at which they are not.
pub fn element_wise<D: Definition + Default>() {
    for d in neighbours::<D>() {
        let parameters = d.parameters();
        for x in INPUTS {
            let y = d.forward(x);
            let point = Point {
                name: D::DECLARATION.name,
                inputs: &[x],
                parameters: &parameters,
            };
            for derivative in [d.derivative(x, y), d.pullback(x, y, 1.0)] {
                point.slopes(
                    |at| D::plain(at[0], &at[1..]),
                    |slot| match slot.checked_sub(1) {
                        None => derivative,
                        Some(i) => d.parameter_derivative(x, y, i),
                    },
                );
            }
            point.values(D::plain(x, &parameters), D::spec(x, &parameters));
        }
    }
}

/// The same for two inputs.
///
/// # Panics
///
/// With the first point at which they are not.
pub fn gated<D: GatedDefinition + Default>() {
    for d in neighbours::<D>() {
        let parameters = d.parameters();
        for (a, b) in INPUTS.into_iter().flat_map(|a| INPUTS.map(|b| (a, b))) {
            let y = d.forward(a, b);
            let point = Point {
                name: D::DECLARATION.name,
                inputs: &[a, b],
                parameters: &parameters,
            };
            point.slopes(
                |at| D::plain(at[0], at[1], &at[2..]),
                |slot| match slot.checked_sub(2) {
                    None => d.partials(a, b, y)[slot],
                    Some(i) => d.parameter_derivative(a, b, y, i),
                },
            );
            point.values(D::plain(a, b, &parameters), D::spec(a, b, &parameters));
        }
    }
}

/// The activation with its default parameters, and with others that it accepts.
fn neighbours<D: Declared + Default>() -> Vec<D> {
    let default = D::default();
    let moved = PARAMETERS.map(|(factor, shift)| {
        let values: Vec<f64> = default
            .parameters()
            .iter()
            .map(|p| p * factor + shift)
            .collect();
        default.with_parameters(&values).ok()
    });
    moved.into_iter().flatten().collect()
}

/// Where something is compared.
struct Point<'a> {
    name: &'static str,
    inputs: &'a [f64],
    parameters: &'a [f64],
}

impl Point<'_> {
    /// Each derivative against that of the function itself.
    fn slopes(&self, plain: impl Fn(&[Dual<f64>]) -> Dual<f64>, given: impl Fn(usize) -> f64) {
        let at = [self.inputs, self.parameters].concat();
        for slot in 0..at.len() {
            let along = |(i, &value): (usize, &f64)| {
                if i == slot {
                    Dual::variable(value)
                } else {
                    Dual::fixed(value)
                }
            };
            let duals: Vec<Dual<f64>> = at.iter().enumerate().map(along).collect();
            let (slope, given) = (plain(&duals).tangent, given(slot));
            assert!(
                close(slope, given),
                "the stated derivative of `{}` by argument {slot} is wrong: at {:?} with parameters \
                 {:?} the slope is {slope}, the given expression is {given}",
                self.name,
                self.inputs,
                self.parameters
            );
        }
    }

    /// The function against its textbook formula.
    fn values(&self, value: f64, spec: Option<f64>) {
        if let Some(spec) = spec {
            assert!(
                close(value, spec),
                "the `spec` of `{}` is wrong: at {:?} with parameters {:?} the body is {value}, the \
                 given expression is {spec}",
                self.name,
                self.inputs,
                self.parameters
            );
        }
    }
}

/// Whether two values agree to nine digits; outside of the domain there is nothing to compare.
fn close(expected: f64, found: f64) -> bool {
    !expected.is_finite() || (expected - found).abs() <= 1e-9 * (1.0 + expected.abs())
}

#[cfg(test)]
mod tests {
    use super::element_wise;
    use crate::__private::{Declared, Definition};
    use crate::{Declaration, Kind, Real};

    /// x², with the derivative `HALVES`·x/2.
    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    struct Square<const HALVES: u32>;

    impl<const HALVES: u32> Declared for Square<HALVES> {
        const DECLARATION: &'static Declaration =
            &Declaration::new("square", "Square", Kind::ElementWise);
    }

    impl<const HALVES: u32> Definition for Square<HALVES> {
        fn plain<R: Real>(x: R, _: &[R]) -> R {
            x * x
        }

        fn forward<R: Real>(&self, x: R) -> R {
            x * x
        }

        fn derivative<R: Real>(&self, x: R, _: R) -> R {
            R::from_f64(0.5 * f64::from(HALVES)) * x
        }

        fn vjp<R: Real>(&self, x: R, y: R, dy: R) -> R {
            dy * self.derivative(x, y)
        }
    }

    #[test]
    fn a_right_derivative_passes() {
        element_wise::<Square<4>>();
    }

    #[test]
    #[should_panic = "the stated derivative of `square` by argument 0 is wrong: at [-41.3]"]
    fn a_wrong_derivative_fails() {
        element_wise::<Square<2>>();
    }
}
