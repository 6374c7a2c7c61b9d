//! The audit: what has been reached holds, and errors planted into right code are seen.

use activations_core::ndarray::{ArrayView2, ArrayViewMut2};
use activations_core::{
    Activation, AnyActivation, Declaration, Definitions, Element, Kernel, Saved, Sigmoid, all,
    all_gated,
};
use activations_verify::Subject;
use activations_verify::audit::{Bits, Measurement, Ratchet, Sampling, audit};

/// Some of those inputs that the command looks at: few enough for a test of seconds, and every one that was
/// ever the worst.
fn sampling(ratchet: &Ratchet, subject: &Subject, element: &str) -> Sampling {
    Sampling {
        count: 0,
        window: 8,
        known: ratchet.known(subject.name(), element),
        ..Sampling::default()
    }
}

fn measured<T: Bits>(ratchet: &Ratchet, subject: &Subject) -> Vec<Measurement> {
    audit::<T>(subject, &sampling(ratchet, subject, T::NAME), &|_| {})
}

#[test]
fn no_function_is_worse_than_recorded() {
    let ratchet = Ratchet::built_in();
    let subjects = all().map(Subject::one).chain(all_gated().map(Subject::two));
    let (mut compared, mut objections) = (0, Vec::new());
    for subject in subjects {
        let mut found = measured::<f32>(&ratchet, &subject);
        found.extend(measured::<f64>(&ratchet, &subject));
        for measurement in &found {
            compared += usize::from(ratchet.record(measurement).is_some());
            objections.extend(ratchet.objection(measurement));
        }
    }
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    assert!(
        compared > 50,
        "expected most functions in the table, found {compared}"
    );
}

/// Sigmoid, whose `f32` results are changed on the way out.
#[derive(Clone, Debug)]
struct Planted(fn(f32, f32) -> f32);

impl<T: Element> Kernel<T> for Planted
where
    Sigmoid: Kernel<T>,
{
    fn forward_rows(&self, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>) {
        y.assign(&Sigmoid.forward(&x));
        y.zip_mut_with(&x, |y, x| {
            if size_of::<T>() == 4 {
                *y = T::narrow(self.0(x.widen() as f32, y.widen() as f32).into());
            }
        });
    }

    fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
        Kernel::vjp_rows(&Sigmoid, saved, dy, dx);
    }

    fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
        Kernel::jvp_rows(&Sigmoid, x, dx, dy);
    }
}

impl Activation for Planted {
    fn declaration(&self) -> &'static Declaration {
        Sigmoid.declaration()
    }

    fn definitions(&self) -> Option<Definitions> {
        Sigmoid.definitions()
    }
}

fn forward_with(change: fn(f32, f32) -> f32) -> Measurement {
    let subject = Subject::one(AnyActivation::new(Planted(change)));
    let sampling = Sampling {
        count: 512,
        window: 16,
        ..Sampling::default()
    };
    let measured = audit::<f32>(&subject, &sampling, &|_| {});
    measured
        .into_iter()
        .find(|m| m.function == "forward")
        .expect("a forward is measured")
}

#[test]
fn planted_errors_are_seen() {
    let right = forward_with(|_, y| y).figures;
    assert!(right.strict.ulps < 1.0 && right.inputs > 1000, "{right:?}");
    assert_eq!(
        (
            right.violations().count(),
            right.order.count,
            right.unresolved.count
        ),
        (0, 0, 0)
    );

    let tail = forward_with(|x, y| if x < -40.0 { y * 1.000_001 } else { y }).figures;
    assert!(
        tail.strict.ulps > 5.0 && tail.strict.at[0] < -40.0,
        "{:?}",
        tail.strict
    );

    let unit = forward_with(|x, y| if x == 2.0 { y.next_up() } else { y }).figures;
    assert!(unit.strict.ulps > 0.5, "{:?}", unit.strict);

    let none = forward_with(|x, y| if x == 4.0 { f32::NAN } else { y }).figures;
    assert_eq!(
        (none.not_finite.count, none.not_finite.at.as_slice()),
        (1, [4.0].as_slice())
    );

    let infinite = forward_with(|x, y| if x == 4.0 { f32::INFINITY } else { y }).figures;
    assert_eq!(infinite.not_finite.count, 1);

    let sign = forward_with(|x, y| if x == -2.0 { -y } else { y }).figures;
    assert_eq!(
        (sign.sign.count, sign.sign.at.as_slice()),
        (1, [-2.0].as_slice())
    );

    let order = forward_with(|x, y| if x == 1.0 { y - 1e-3 } else { y }).figures;
    assert!(order.order.count > 0);

    let range = forward_with(|x, y| if x > 20.0 { y.next_up() } else { y }).figures;
    assert_eq!(range.range.count, 1, "{:?}", range.range);
}

/// A zero has the sign of the exact one.
#[test]
fn a_wrong_zero_is_seen() {
    #[activations_core::derive_activation]
    fn identity<R: activations_core::Real>(x: R) -> R {
        x
    }

    #[derive(Clone, Debug)]
    struct Unsigned;

    impl<T: Element> Kernel<T> for Unsigned
    where
        Identity: Kernel<T>,
    {
        fn forward_rows(&self, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>) {
            y.assign(&x);
            y.mapv_inplace(|y| if y == T::ZERO { T::ZERO } else { y });
        }

        fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
            Kernel::vjp_rows(&Identity, saved, dy, dx);
        }

        fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
            Kernel::jvp_rows(&Identity, x, dx, dy);
        }
    }

    impl Activation for Unsigned {
        fn declaration(&self) -> &'static Declaration {
            Identity.declaration()
        }

        fn definitions(&self) -> Option<Definitions> {
            Identity.definitions()
        }
    }

    let sampling = Sampling {
        count: 16,
        window: 4,
        ..Sampling::default()
    };
    let measured = audit::<f32>(
        &Subject::one(AnyActivation::new(Unsigned)),
        &sampling,
        &|_| {},
    );
    let sign = &measured[0].figures.sign;
    assert_eq!(
        (sign.count > 0, sign.at.as_slice()),
        (true, [-0.0].as_slice())
    );
    let right = audit::<f32>(
        &Subject::one(AnyActivation::new(Identity)),
        &sampling,
        &|_| {},
    );
    assert_eq!(right[0].figures.sign.count, 0);
}
