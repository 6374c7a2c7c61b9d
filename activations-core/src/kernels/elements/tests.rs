//! Every length, alignment, layout and aliasing of the element loops, with every set of instructions.

use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, ShapeBuilder, s};

use super::*;
use crate::Real;
use crate::kernels::loops::{Body, Loop};

/// 2a + b, which is exact for small integers, and which shows when it is applied twice.
#[derive(Clone, Copy)]
struct Blend;

impl Body<2, 1> for Blend {
    #[inline(always)]
    fn at<R: Real>(self, [a, b]: [R; 2]) -> [R; 1] {
        [a + a + b]
    }
}

/// a − b and a + b
#[derive(Clone, Copy)]
struct Two;

impl Body<2, 2> for Two {
    #[inline(always)]
    fn at<R: Real>(self, [a, b]: [R; 2]) -> [R; 2] {
        [a - b, a + b]
    }
}

/// Something that rounds.
#[derive(Clone, Copy)]
struct Curve;

impl Body<1, 1> for Curve {
    #[inline(always)]
    fn at<R: Real>(self, [x]: [R; 1]) -> [R; 1] {
        [x.sigmoid() * x.exp_m1()]
    }
}

fn levels() -> impl Iterator<Item = Level> {
    #[cfg(target_arch = "x86_64")]
    let all = [Level::Avx2, Level::Sse2, Level::Portable];
    #[cfg(not(target_arch = "x86_64"))]
    let all = [Level::Portable];
    all.into_iter().filter(|level| level.present())
}

/// The body at every position of the block.
///
/// # Safety
/// As for [`for_each`].
unsafe fn apply<T: Number, const I: usize, const O: usize>(
    level: Level,
    body: impl Body<I, O>,
    shape: (usize, usize),
    mut inputs: [Place<T>; I],
    mut outputs: [Place<T>; O],
) {
    // SAFETY: the caller's promise.
    unsafe { for_each(level, &Loop(body), shape, &mut inputs, &mut outputs) }
}

/// A loop with a fault: it sees the length and the offset of its results that the function makes of
/// the right ones.
struct Faulty<B, const I: usize, const O: usize>(Loop<B, I, O>, fn(usize) -> (usize, usize));

impl<T: Number, B: Body<I, O>, const I: usize, const O: usize> Run<T> for Faulty<B, I, O> {
    unsafe fn run(
        &self,
        level: Level,
        length: usize,
        ahead: usize,
        from: &[*const T],
        to: &[*mut T],
    ) {
        let (length, offset) = (self.1)(length);
        let to: Vec<_> = to.iter().map(|to| to.wrapping_add(offset)).collect();
        // SAFETY: the tests that plant a fault leave room around their arrays.
        unsafe { self.0.run(level, length, ahead, from, &to) };
    }
}

fn blend<T: Number>(
    level: Level,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut y: ArrayViewMut2<'_, T>,
) {
    let (inputs, outputs) = ([Place::read(&a), Place::read(&b)], [Place::write(&mut y)]);
    // SAFETY: views of one shape, y borrowed mutably.
    unsafe { apply(level, Blend, y.dim(), inputs, outputs) }
}

/// Numbers that are exact in both types, and differ from their neighbours.
fn number<T: Number>(i: usize) -> T {
    <T as crate::Element>::narrow((i * 7 % 101) as f64 - 50.0)
}

/// Every length to five lines and every alignment of a register, of reading and of writing: apart, and
/// in place over the first input.
fn every_length_and_alignment<T: Number>(level: Level, run: &dyn Run<T>) {
    const ROOM: usize = 160;
    let hole = <T as crate::Element>::narrow(1e9);
    let a: [T; ROOM] = std::array::from_fn(number);
    let b: [T; ROOM] = std::array::from_fn(|i| number(i + 13));
    let on = |x: &[T; ROOM], at: usize| x.as_ptr().wrapping_add(at).cast_mut();
    for length in 0..=5 * line::<T>() {
        for at in 0..17 {
            let context = format!("{level:?}, length {length}, at {at}");
            let expected: Vec<T> = (at..at + length).map(|i| a[i] + a[i] + b[i]).collect();
            let to = at * 5 % 17;
            let mut y = [hole; ROOM];
            let mut over = a;
            let places = [on(&a, at), on(&b, at)].map(|first| Place::row(first));
            let mut apart = [Place::row(y.as_mut_ptr().wrapping_add(to))];
            let mut same = [Place::row(over.as_mut_ptr().wrapping_add(at))];
            // SAFETY: `at + length` and `to + length` are less than `ROOM`, and the arrays are four.
            unsafe {
                for_each(level, run, (1, length), &mut places.clone(), &mut apart);
                for_each(
                    level,
                    run,
                    (1, length),
                    &mut [same[0], places[1]],
                    &mut same,
                );
            }
            assert_eq!(y[to..to + length], expected, "{context}");
            let mut around = y[..to].iter().chain(&y[to + length..]);
            assert!(around.all(|v| *v == hole), "beside the result: {context}");
            assert_eq!(over[at..at + length], expected, "{context}");
            assert_eq!(over[..at], a[..at], "{context}");
            assert_eq!(over[at + length..], a[at + length..], "{context}");
        }
    }
}

#[test]
fn lengths_and_alignments() {
    for level in levels() {
        every_length_and_alignment::<f32>(level, &Loop(Blend));
        every_length_and_alignment::<f64>(level, &Loop(Blend));
    }
}

/// A loop that forgets the last line of several is found.
#[test]
#[should_panic = "length 32, at 0"]
fn a_short_loop_fails() {
    let short = |length| {
        if length > 16 {
            (length - 16, 0)
        } else {
            (length, 0)
        }
    };
    every_length_and_alignment::<f32>(Level::best(), &Faulty(Loop(Blend), short));
}

/// A loop that writes one number too far is found.
#[test]
#[should_panic = "length 1, at 0"]
fn a_shifted_loop_fails() {
    every_length_and_alignment::<f32>(Level::best(), &Faulty(Loop(Blend), |length| (length, 1)));
}

/// Part of an array.
type View = Box<dyn Fn(&Array2<f64>) -> ArrayView2<'_, f64>>;

/// The layouts of a shape: C and F order, every second element, reversed axes, broadcast rows.
fn layouts(rows: usize, columns: usize) -> Vec<(Array2<f64>, View)> {
    let fill = |shape: (usize, usize)| Array2::from_shape_fn(shape, |(i, j)| number(31 * i + j));
    let fortran = Array2::from_shape_fn((rows, columns).f(), |(i, j)| number(5 * i + 3 * j));
    vec![
        (fill((rows, columns)), Box::new(|x| x.view())),
        (fortran, Box::new(|x| x.view())),
        (
            fill((2 * rows, 2 * columns)),
            Box::new(|x| x.slice(s![..;2, 1..;2])),
        ),
        (
            fill((rows, columns + 5)),
            Box::new(move |x| x.slice(s![.., 2..2 + columns])),
        ),
        (
            fill((rows, columns)),
            Box::new(|x| x.slice(s![..;-1, ..;-1])),
        ),
        (
            fill((1, columns)),
            Box::new(move |x| x.broadcast((rows, columns)).unwrap()),
        ),
        (
            fill((rows, 1)),
            Box::new(move |x| x.broadcast((rows, columns)).unwrap()),
        ),
    ]
}

#[test]
fn layouts_of_all_arrays() {
    for (rows, columns) in [
        (1, 1),
        (1, 40),
        (40, 1),
        (3, 5),
        (7, 33),
        (300, 3),
        (4, 300),
    ] {
        for (a, view_a) in &layouts(rows, columns) {
            for (b, view_b) in &layouts(rows, columns) {
                let (a, b) = (view_a(a), view_b(b));
                let expected = &a * 2.0 + b;
                for level in levels() {
                    // Broadcast arrays are never written to.
                    for (mut room, _) in layouts(rows, columns).into_iter().take(2) {
                        blend(level, a, b, room.view_mut());
                        assert_eq!(room, expected, "{level:?}, {rows}×{columns}");
                    }
                    let mut room = Array2::from_elem((2 * rows, 2 * columns), 1e9);
                    blend(level, a, b, room.slice_mut(s![1..;2, ..;-2]));
                    assert_eq!(
                        room.slice(s![1..;2, ..;-2]),
                        expected,
                        "{level:?}, {rows}×{columns}"
                    );
                    assert!(room.slice(s![..;2, ..]).iter().all(|v| *v == 1e9));
                    assert!(room.slice(s![1..;2, ..;2]).iter().all(|v| *v == 1e9));
                }
            }
        }
    }
}

#[test]
fn two_outputs() {
    let a = Array2::from_shape_fn((9, 50), |(i, j)| number::<f32>(50 * i + j));
    let b = a.mapv(|v| v + 3.0);
    for level in levels() {
        let (mut down, mut up) = (Array2::zeros((9, 50)), Array2::zeros((9, 50).f()));
        let outputs = [
            Place::write(&mut down.view_mut()),
            Place::write(&mut up.view_mut()),
        ];
        let inputs = [Place::read(&a.view()), Place::read(&b.view())];
        // SAFETY: arrays of one shape, each of its own.
        unsafe { apply(level, Two, (9, 50), inputs, outputs) };
        assert_eq!(down, &a - &b, "{level:?}");
        assert_eq!(up, &a + &b, "{level:?}");
    }
}

/// One result a number, wherever it stands: alone, in the middle, at the ends, in another layout.
#[test]
fn the_same_bits_everywhere() {
    fn curve(level: Level, mut x: ArrayViewMut2<'_, f32>) {
        let place = Place::write(&mut x);
        // SAFETY: the only place.
        unsafe { apply(level, Curve, x.dim(), [place], [place]) }
    }
    let x = Array2::from_shape_fn((1, 2000), |(_, j)| (j as f32 - 900.0) / 37.0);
    for level in levels() {
        let mut whole = x.clone();
        curve(level, whole.view_mut());
        let whole = whole.mapv(f32::to_bits);
        for length in [1, 2, 3, 7, 8, 9, 31, 100] {
            for at in [0, 1, 5, 8, 500, 1900 - length] {
                let mut part = x.slice(s![.., at..at + length]).to_owned();
                curve(level, part.view_mut());
                let expected = whole.slice(s![.., at..at + length]);
                assert_eq!(
                    part.mapv(f32::to_bits),
                    expected,
                    "{level:?}, {length} at {at}"
                );
            }
        }
        let mut strided = Array2::zeros((2000, 3));
        strided.column_mut(1).assign(&x.row(0));
        curve(level, strided.slice_mut(s![.., 1..2]));
        assert_eq!(
            strided.column(1).mapv(f32::to_bits),
            whole.row(0),
            "{level:?}"
        );
    }
}

/// Large enough for prefetching, and not a multiple of anything.
#[test]
fn long_runs() {
    let a = Array2::from_shape_fn((1, FAR + 77), |(_, j)| number::<f32>(j));
    let b = a.slice(s![.., ..;-1]).to_owned();
    for level in levels() {
        let mut y = Array2::zeros(a.dim());
        blend(level, a.view(), b.view(), y.view_mut());
        assert_eq!(y, &a * 2.0 + &b, "{level:?}");
    }
}

#[test]
fn empty_blocks() {
    for level in levels() {
        for shape in [(0, 0), (0, 5), (5, 0)] {
            let mut empty = Array2::<f64>::zeros(shape);
            let x = empty.clone();
            blend(level, x.view(), x.view(), empty.view_mut());
            assert_eq!(empty.len_of(Axis(0)), shape.0);
        }
    }
}
