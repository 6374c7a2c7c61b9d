//! Feature `half`: f16 and bf16 compute in f32 and round once, whatever the layout.

use activations_core::half::{bf16, f16};
use activations_core::ndarray::{Array1, Array2, Axis, s};
use activations_core::{
    Activation, AnyActivation, Element, Gated, Kind, Sigmoid, Softmax, Swiglu, all,
};

/// A number of 16 bits, by its bits.
trait Bits: Element {
    fn of(bits: u16) -> Self;
    fn of_f32(x: f32) -> Self;
    fn bits(self) -> u16;
}

impl Bits for f16 {
    fn of(bits: u16) -> Self {
        f16::from_bits(bits)
    }
    fn of_f32(x: f32) -> Self {
        f16::from_f32(x)
    }
    fn bits(self) -> u16 {
        self.to_bits()
    }
}

impl Bits for bf16 {
    fn of(bits: u16) -> Self {
        bf16::from_bits(bits)
    }
    fn of_f32(x: f32) -> Self {
        bf16::from_f32(x)
    }
    fn bits(self) -> u16 {
        self.to_bits()
    }
}

/// All 65,536 numbers of the type, NaN and ±∞ among them.
fn every<T: Bits>() -> Array1<T> {
    (0..=u16::MAX).map(T::of).collect()
}

/// Whether y is a nearest number to an exact value that is known to 2⁻⁶ of a step.
fn nearest<T: Bits>(y: T, exact: f64) -> bool {
    let rounded = T::narrow(exact);
    let (y, near) = (y.widen(), rounded.widen());
    if y == near || y.is_nan() && exact.is_nan() {
        return true;
    }
    // The only excuse is a tie, or nearly one: then the exact value lies halfway between the two.
    let step = (y - near).abs();
    let neighbours = T::of(rounded.bits().wrapping_add(1)).widen() == y
        || T::of(rounded.bits().wrapping_sub(1)).widen() == y;
    neighbours && ((exact - y).abs() - 0.5 * step).abs() < step / 64.0
}

fn element_wise() -> impl Iterator<Item = AnyActivation> {
    all().filter(|activation| activation.declaration().kind == Kind::ElementWise)
}

fn forward_is_rounded_once<T: Bits>() {
    let x = every::<T>();
    let wide = x.mapv(Element::widen);
    let mut count = 0;
    for activation in element_wise() {
        let name = activation.declaration().name;
        let y = activation.forward(&x);
        for ((x, y), exact) in wide.iter().zip(&y).zip(activation.forward(&wide)) {
            assert!(
                nearest(*y, exact),
                "{name} at {x:e}: expected {exact:e}, found {y}"
            );
        }
        count += 1;
    }
    assert!(count > 10);
}

#[test]
fn forward_is_rounded_once_for_every_f16() {
    forward_is_rounded_once::<f16>();
}

#[test]
fn forward_is_rounded_once_for_every_bf16() {
    forward_is_rounded_once::<bf16>();
}

/// The measure of the two tests above knows a right result from its neighbours.
#[test]
fn neighbours_are_not_nearest() {
    let third = f16::from_f64(1.0 / 3.0);
    assert!(nearest(third, 1.0 / 3.0));
    for other in [third.bits() + 1, third.bits() - 1] {
        assert!(!nearest(f16::of(other), 1.0 / 3.0));
    }
    let tie = 1.0 + f64::from(f16::EPSILON) / 2.0;
    assert!(nearest(f16::ONE, tie) && nearest(f16::of(f16::ONE.bits() + 1), tie));
    assert!(!nearest(f16::ZERO, f64::NAN) && !nearest(f16::NAN, 1.0));
}

/// Halfway between two numbers it is the even one; a step of an `f64` beside that, the nearer one.
fn ties_are_told_apart<T: Bits>() {
    let mut count = 0;
    for bits in (0..0x7c00).step_by(7) {
        let (low, high) = (T::of(bits), T::of(bits + 1));
        let tie = (low.widen() + high.widen()) / 2.0;
        if !high.widen().is_finite() {
            continue;
        }
        let even = if bits % 2 == 0 { low } else { high };
        let cases = [(tie, even), (tie.next_down(), low), (tie.next_up(), high)];
        for (exact, expected) in cases {
            assert_eq!(T::narrow(exact), expected, "{exact:e}");
            assert_eq!(T::narrow(-exact).widen(), -expected.widen(), "{:e}", -exact);
        }
        count += 1;
    }
    assert!(count > 4000);
    assert!(T::narrow(f64::NAN).widen().is_nan());
    assert_eq!(T::narrow(f64::MAX).widen(), f64::INFINITY);
    assert_eq!(T::narrow(f64::NEG_INFINITY).widen(), f64::NEG_INFINITY);
}

#[test]
fn doubles_are_rounded_once() {
    ties_are_told_apart::<f16>();
    ties_are_told_apart::<bf16>();
}

/// What f32 computes from the same numbers, rounded: the conversions here are those of `half`.
fn by_f32<T: Bits>(result: &Array2<f32>) -> Array2<u16> {
    result.mapv(|y| T::of_f32(y).bits())
}

fn numbers<T: Element>(shape: (usize, usize), step: usize) -> Array2<T> {
    Array2::from_shape_fn(shape, |(i, j)| {
        T::narrow(((i * 131 + j * step) % 257) as f64 / 16.0 - 8.0)
    })
}

fn wide<T: Element>(x: &Array2<T>) -> Array2<f32> {
    x.mapv(|x| x.widen() as f32)
}

/// Lengths on either side of a register and of a block; every method; rows and elements.
fn every_method_is_that_of_f32<T: Bits>() {
    for shape in [
        (1, 0),
        (1, 1),
        (3, 7),
        (5, 17),
        (1, 1023),
        (2, 1025),
        (3, 2050),
        (300, 9),
    ] {
        let (x, dy) = (numbers::<T>(shape, 7), numbers::<T>(shape, 11));
        let (wide_x, wide_dy) = (wide(&x), wide(&dy));
        for activation in all() {
            let name = activation.declaration().name;
            let y = activation.forward(&x).mapv(Bits::bits);
            assert_eq!(
                y,
                by_f32::<T>(&activation.forward(&wide_x)),
                "{name} {shape:?}"
            );
            let mut inplace = x.clone();
            activation.forward_inplace(&mut inplace);
            assert_eq!(inplace.mapv(Bits::bits), y, "{name} {shape:?} in place");
            let dx = activation.vjp(&x, &dy).unwrap().mapv(Bits::bits);
            let expected = activation.vjp(&wide_x, &wide_dy).unwrap();
            assert_eq!(dx, by_f32::<T>(&expected), "{name} {shape:?} vjp");
            let mut inplace = dy.clone();
            activation.vjp_inplace(&x, &mut inplace).unwrap();
            assert_eq!(
                inplace.mapv(Bits::bits),
                dx,
                "{name} {shape:?} vjp in place"
            );
            let jvp = activation.jvp(&x, &dy).unwrap().mapv(Bits::bits);
            let expected = activation.jvp(&wide_x, &wide_dy).unwrap();
            assert_eq!(jvp, by_f32::<T>(&expected), "{name} {shape:?} jvp");
        }
        let (y, expected) = (Swiglu.forward(&x, &dy), Swiglu.forward(&wide_x, &wide_dy));
        assert_eq!(y.unwrap().mapv(Bits::bits), by_f32::<T>(&expected.unwrap()));
        let (da, db) = Swiglu.vjp(&x, &dy, &x).unwrap();
        let (wide_da, wide_db) = Swiglu.vjp(&wide_x, &wide_dy, &wide_x).unwrap();
        assert_eq!(da.mapv(Bits::bits), by_f32::<T>(&wide_da));
        assert_eq!(db.mapv(Bits::bits), by_f32::<T>(&wide_db));
    }
}

#[test]
fn every_method_is_that_of_f32_in_f16() {
    every_method_is_that_of_f32::<f16>();
}

#[test]
fn every_method_is_that_of_f32_in_bf16() {
    every_method_is_that_of_f32::<bf16>();
}

#[test]
fn layouts_have_the_same_bits() {
    let x = numbers::<f16>((40, 90), 3);
    let part = s![..;3, ..;-2];
    let copy = x.slice(part).to_owned();
    assert_eq!(Sigmoid.forward(&x.slice(part)), Sigmoid.forward(&copy));
    assert_eq!(Softmax.forward(&x.slice(part)), Softmax.forward(&copy));
    let columns = Softmax.along(Axis(0)).forward(&x);
    assert_eq!(columns.t(), Softmax.forward(&x.t().to_owned()));
}

/// A step of training keeps the output where the derivative reads it: as it is, in 16 bits.
#[test]
fn pullbacks_keep_sixteen_bits() {
    let (x, dy) = (numbers::<f16>((4, 33), 5), numbers::<f16>((4, 33), 9));
    let (y, pullback) = Softmax.pullback(x);
    let (y, dy) = (y.to_owned(), dy);
    let dx = pullback.apply(&dy).unwrap();
    for (row, ((y, dy), dx)) in y
        .rows()
        .into_iter()
        .zip(dy.rows())
        .zip(dx.rows())
        .enumerate()
    {
        let of = |x: &f16| f64::from(*x);
        let dot: f64 = y.iter().zip(dy).map(|(y, dy)| of(y) * of(dy)).sum();
        for ((y, dy), dx) in y.iter().zip(dy).zip(dx) {
            let expected = (of(dy) - dot) * of(y);
            let allowed = 1e-3 * expected.abs() + 1e-7;
            assert!(
                (of(dx) - expected).abs() < allowed,
                "row {row}: {expected}, {dx}"
            );
        }
    }
}
