//! Every shape, layout and aliasing of the row loops, with every set of instructions.

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, ShapeBuilder, s};

use super::*;
use crate::__private::RowEngine;
use crate::Reduction;

/// Exact for small integers: stores x + max x + Σdy, then adds Σ of what it stored and the mean of x
/// times the length. `AGAIN` adds x once more, after something was stored.
#[derive(Clone, Copy)]
struct Mixed<const AGAIN: bool>;

impl<const AGAIN: bool> Job for Mixed<AGAIN> {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        let [max, sum, mean] = engine.reduce(
            [Reduction::Max, Reduction::Sum, Reduction::Mean],
            #[inline(always)]
            |at| [at.x, at.dy, at.x],
        );
        let [stored] = engine.store(
            [Reduction::Sum],
            #[inline(always)]
            |at| (at.x + max + sum, [at.x + max + sum]),
        );
        let whole = mean * engine.length();
        let [] = engine.store(
            [],
            #[inline(always)]
            |at| {
                let out = at.out + stored + whole;
                (if AGAIN { out + at.x } else { out }, [])
            },
        );
    }
}

/// x + Σx
#[derive(Clone, Copy)]
struct Shifted;

impl Job for Shifted {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        let [sum] = engine.reduce(
            [Reduction::Sum],
            #[inline(always)]
            |at| [at.x],
        );
        let [] = engine.store(
            [],
            #[inline(always)]
            |at| (at.x + sum, []),
        );
    }
}

/// y·dy
#[derive(Clone, Copy)]
struct Product;

impl Job for Product {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        let [] = engine.store(
            [],
            #[inline(always)]
            |at| (at.y * at.dy, []),
        );
    }
}

fn levels() -> impl Iterator<Item = Level> {
    #[cfg(target_arch = "x86_64")]
    let all = [Level::Avx2, Level::Sse2, Level::Portable];
    #[cfg(not(target_arch = "x86_64"))]
    let all = [Level::Portable];
    all.into_iter().filter(|level| level.present())
}

fn by_hand(x: &Array2<f64>, dy: &Array2<f64>, again: bool) -> Array2<f64> {
    let mut out = x.clone();
    for ((mut out, x), dy) in out.rows_mut().into_iter().zip(x.rows()).zip(dy.rows()) {
        let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        out += max + dy.sum();
        let stored = out.sum();
        out += stored + x.sum();
        if again {
            out += &x;
        }
    }
    out
}

fn filled(shape: (usize, usize), seed: usize) -> Array2<f64> {
    Array2::from_shape_fn(shape, |(i, j)| ((i * 37 + j * 11 + seed) % 17) as f64 - 8.0)
}

/// An array with the same numbers in another layout.
type Laid = (Array2<f64>, fn(&mut Array2<f64>) -> ArrayViewMut2<'_, f64>);

fn layouts(x: &Array2<f64>) -> Vec<Laid> {
    let (rows, columns) = x.dim();
    let mut fortran = Array2::zeros((rows, columns).f());
    fortran.assign(x);
    let mut second = Array2::from_elem((2 * rows, 2 * columns), 1e9);
    second.slice_mut(s![1..;2, ..;2]).assign(x);
    let mut reversed = x.clone();
    reversed.slice_mut(s![..;-1, ..;-1]).assign(x);
    vec![
        (x.clone(), |x| x.view_mut()),
        (fortran, |x| x.view_mut()),
        (second, |x| x.slice_mut(s![1..;2, ..;2])),
        (reversed, |x| x.slice_mut(s![..;-1, ..;-1])),
    ]
}

fn arrays(x: Place<f64>, dy: Place<f64>, out: Place<f64>, clashes: bool) -> Arrays<f64> {
    Arrays {
        x: Some(x),
        y: None,
        dy: Some(dy),
        out,
        clashes,
    }
}

/// Around the lengths of a register, of two, of a block, and of what goes several rows at a time.
fn shapes() -> impl Iterator<Item = (usize, usize)> {
    let columns = (1..=17).chain(31..=33).chain(63..=68).chain([100, 1000]);
    columns.flat_map(|columns| [1, 2, 5, 8, 9].map(|rows| (rows, columns)))
}

#[test]
fn shapes_and_layouts() {
    for shape in shapes() {
        let (x, dy) = (filled(shape, 1), filled(shape, 5));
        let (once, again) = (by_hand(&x, &dy, false), by_hand(&x, &dy, true));
        for level in levels() {
            for (mut x_room, x_view) in layouts(&x) {
                for (mut out_room, out_view) in layouts(&Array2::from_elem(shape, 1e9)) {
                    let mut dy = dy.clone();
                    let x_place = Place::write(&mut x_view(&mut x_room));
                    let dy_place = Place::write(&mut dy.view_mut());
                    let out = Place::write(&mut out_view(&mut out_room));
                    let apart = arrays(x_place, dy_place, out, false);
                    // SAFETY: arrays of one shape, each of its own.
                    unsafe { for_each_row(level, None, &Each(Mixed::<false>), shape, apart) };
                    assert_eq!(out_view(&mut out_room), once, "{level:?}, {shape:?}");
                    // SAFETY: as above.
                    unsafe { for_each_row(level, None, &Each(Mixed::<true>), shape, apart) };
                    assert_eq!(out_view(&mut out_room), again, "{level:?}, {shape:?}");
                    assert!(
                        out_room.dim() == shape || out_room.row(0).iter().all(|v| *v == 1e9),
                        "between the elements of {level:?}, {shape:?}"
                    );
                }
                // In place, where x is read after something was stored.
                let mut dy = dy.clone();
                let place = Place::write(&mut x_view(&mut x_room));
                let over = arrays(place, Place::write(&mut dy.view_mut()), place, true);
                // SAFETY: x is its own output, and the clash is told.
                unsafe { for_each_row(level, None, &Each(Mixed::<true>), shape, over) };
                assert_eq!(x_view(&mut x_room), again, "{level:?}, {shape:?} in place");
            }
        }
    }
}

#[test]
fn in_place_without_a_clash() {
    for shape in shapes() {
        let (x, mut dy) = (filled(shape, 1), filled(shape, 5));
        let expected = by_hand(&x, &dy, false);
        for level in levels() {
            for (mut room, view) in layouts(&x) {
                let place = Place::write(&mut view(&mut room));
                let over = arrays(place, Place::write(&mut dy.view_mut()), place, false);
                // SAFETY: x is its own output, and not read after something was stored.
                unsafe { for_each_row(level, None, &Each(Mixed::<false>), shape, over) };
                assert_eq!(view(&mut room), expected, "{level:?}, {shape:?}");
            }
        }
    }
}

#[test]
fn computed_outputs() {
    for shape in shapes() {
        let (mut x, mut dy) = (filled(shape, 1), filled(shape, 5));
        let mut expected = x.clone();
        for (mut row, x) in expected.rows_mut().into_iter().zip(x.rows()) {
            row += x.sum();
        }
        expected *= &dy;
        for level in levels() {
            let mut out = Array2::zeros(shape);
            let places = (
                Place::write(&mut x.view_mut()),
                Place::write(&mut dy.view_mut()),
            );
            let apart = arrays(places.0, places.1, Place::write(&mut out.view_mut()), false);
            // SAFETY: arrays of one shape, each of its own.
            unsafe { for_each_row(level, Some(&Each(Shifted)), &Each(Product), shape, apart) };
            assert_eq!(out, expected, "{level:?}, {shape:?}");
        }
    }
}

/// Sums the row into every position.
#[derive(Clone, Copy)]
struct Spread(Reduction);

impl Job for Spread {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        let [total] = engine.reduce(
            [self.0],
            #[inline(always)]
            |at| [at.x],
        );
        let [] = engine.store(
            [],
            #[inline(always)]
            |_| (total, []),
        );
    }
}

fn spread(level: Level, kind: Reduction, x: ArrayView2<'_, f32>) -> Array2<f32> {
    let mut out = Array2::zeros(x.dim());
    let (x_place, out_place) = (Place::read(&x), Place::write(&mut out.view_mut()));
    let arrays = Arrays {
        x: Some(x_place),
        y: None,
        dy: None,
        out: out_place,
        clashes: false,
    };
    // SAFETY: two arrays of one shape.
    unsafe { for_each_row(level, None, &Each(Spread(kind)), x.dim(), arrays) };
    out
}

/// However long the row is, its sum is off by a few units in the last place.
#[test]
fn sums_stay_accurate() {
    for length in [10, 100, 1000, 32_000, 200_001] {
        let row = Array1::from_shape_fn(length, |j| 1.0 / (1.0 + (j % 977) as f32));
        let exact: f64 = row.iter().map(|v| f64::from(*v)).sum();
        for rows in [1, 9] {
            let x = row.broadcast((rows, length)).unwrap();
            for x in [
                x.to_owned(),
                x.t().as_standard_layout().reversed_axes().to_owned(),
            ] {
                for level in levels() {
                    let found = f64::from(spread(level, Reduction::Sum, x.view())[[rows - 1, 0]]);
                    let off = (found / exact - 1.0).abs();
                    assert!(off < 4e-7, "{level:?}, {length}: off by {off:e}");
                }
            }
        }
    }
}

#[test]
fn extremes() {
    let (nan, infinity) = (f32::NAN, f32::INFINITY);
    for length in [1, 5, 8, 31, 40, 99, 1000] {
        for at in [0, length / 2, length - 1] {
            for level in levels() {
                let row = |special: f32| {
                    let mut x = Array2::from_elem((3, length), 1.0);
                    x[[1, at]] = special;
                    x
                };
                let total = |kind, special| spread(level, kind, row(special).view())[[1, 0]];
                assert!(
                    total(Reduction::Max, nan).is_nan(),
                    "{level:?}, {at} of {length}"
                );
                assert!(
                    total(Reduction::Sum, nan).is_nan(),
                    "{level:?}, {at} of {length}"
                );
                assert_eq!(total(Reduction::Sum, infinity), infinity);
                assert_eq!(total(Reduction::Sum, -infinity), -infinity);
                assert_eq!(total(Reduction::Max, infinity), infinity);
                assert_eq!(total(Reduction::Max, 7.0), 7.0);
                let others = spread(level, Reduction::Max, row(nan).view());
                assert_eq!((others[[0, 0]], others[[2, 0]]), (1.0, 1.0));
                let all = Array2::from_elem((3, length), -infinity);
                assert_eq!(spread(level, Reduction::Max, all.view())[[2, 0]], -infinity);
            }
        }
    }
}

/// A row has one result wherever it lies: first or last, alone or among others, in any layout.
#[test]
fn the_same_bits_everywhere() {
    for length in (1..40).chain([63, 64, 65, 100, 777]) {
        let x = Array2::from_shape_fn((19, length), |(i, j)| {
            ((i * 131 + j * 29) % 97) as f32 / 7.0 + 0.1
        });
        for level in levels() {
            let all = spread(level, Reduction::Sum, x.view()).mapv(f32::to_bits);
            let columns = spread(level, Reduction::Sum, x.t().to_owned().t()).mapv(f32::to_bits);
            assert_eq!(all, columns, "{level:?}, {length}");
            for first in [0, 3, 18] {
                let some = spread(level, Reduction::Sum, x.slice(s![first.., ..]));
                assert_eq!(
                    all.slice(s![first.., ..]),
                    some.mapv(f32::to_bits),
                    "{level:?}, {length}"
                );
            }
        }
    }
}

/// A job that overlooks the last number of a long row is found, and one that takes a group's rows for
/// each other.
struct Faulty;

impl Passes<f32> for Faulty {
    unsafe fn run(
        &self,
        level: Level,
        lie: Lie,
        lines: Lines<f32>,
        last: Lines<f32>,
        length: usize,
    ) {
        let (length, x) = match lie {
            Lie::Along => (length - 1, lines.x),
            Lie::Across => (length - 1, lines.x.wrapping_add(1)),
        };
        let job = Each(Spread(Reduction::Sum));
        // SAFETY: less than what was promised.
        unsafe { job.run(level, lie, Lines { x, ..lines }, last, length) };
    }
}

/// The sum of each row, by hand: integers that `f32` adds exactly.
fn check_sums(passes: &dyn Passes<f32>, columns: usize) {
    let x = Array2::from_shape_fn((9, columns), |(i, j)| (1 + i * j) as f32);
    let mut out = Array2::zeros(x.dim());
    let arrays = Arrays {
        x: Some(Place::read(&x.view())),
        y: None,
        dy: None,
        out: Place::write(&mut out.view_mut()),
        clashes: false,
    };
    // SAFETY: two arrays of one shape.
    unsafe { for_each_row(Level::best(), None, passes, x.dim(), arrays) };
    for (i, row) in out.rows().into_iter().enumerate() {
        let sum = (columns + i * columns * (columns - 1) / 2) as f32;
        assert!(row.iter().all(|v| *v == sum), "row {i}: {row}, not {sum}");
    }
}

#[test]
fn sums_of_integers_are_exact() {
    for columns in [8, 100] {
        check_sums(&Each(Spread(Reduction::Sum)), columns);
    }
}

#[test]
#[should_panic(expected = "row 0")]
fn rows_taken_for_each_other_are_found() {
    check_sums(&Faulty, 8);
}

#[test]
#[should_panic(expected = "row 0")]
fn a_last_number_overlooked_is_found() {
    check_sums(&Faulty, 100);
}
