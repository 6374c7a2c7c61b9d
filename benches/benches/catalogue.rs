//! Every built-in activation through the public interface: `cargo bench -p benches -- sigmoid`.

use activations_core::{Activation, AnyActivation, AnyGated, Element, Gated, Kind, all, all_gated};
use benches::data::normal;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ndarray::Array2;

/// In the first-level cache, and beyond it.
const ELEMENT_WISE: [(usize, usize); 2] = [(1, 4_096), (1, 262_144)];
/// Narrow rows, the rows of a classifier, the rows of a vocabulary.
const ROW_WISE: [(usize, usize); 3] = [(4_096, 10), (256, 1_000), (8, 32_000)];

fn activations(c: &mut Criterion) {
    for activation in all() {
        let shapes: &[_] = match activation.declaration().kind {
            Kind::RowWise => &ROW_WISE,
            _ => &ELEMENT_WISE,
        };
        for &shape in shapes {
            activation_at::<f32>(c, &activation, shape);
            activation_at::<f64>(c, &activation, shape);
        }
    }
}

fn activation_at<T: Number>(c: &mut Criterion, activation: &AnyActivation, shape: (usize, usize)) {
    let mut group = c.benchmark_group(label::<T>(activation.declaration().name, shape));
    group.throughput(Throughput::Elements((shape.0 * shape.1) as u64));
    let (x, dy) = (array::<T>(1, shape), array::<T>(2, shape));
    let mut out = x.clone();
    group.bench_function("forward_into", |b| {
        b.iter(|| activation.forward_into(&x, &mut out).expect("equal shapes"));
    });
    group.bench_function("vjp_into", |b| {
        b.iter(|| {
            activation
                .vjp_into(&x, &dy, &mut out)
                .expect("equal shapes")
        });
    });
    let (_, pullback) = activation.pullback(x.clone());
    group.bench_function("pullback", |b| {
        b.iter(|| pullback.apply_into(&dy, &mut out).expect("equal shapes"));
    });
}

fn gated(c: &mut Criterion) {
    for gated in all_gated() {
        for shape in ELEMENT_WISE {
            gated_at::<f32>(c, &gated, shape);
            gated_at::<f64>(c, &gated, shape);
        }
    }
}

fn gated_at<T: Number>(c: &mut Criterion, gated: &AnyGated, shape: (usize, usize)) {
    let mut group = c.benchmark_group(label::<T>(gated.declaration().name, shape));
    group.throughput(Throughput::Elements((shape.0 * shape.1) as u64));
    let (a, b, dy) = (
        array::<T>(1, shape),
        array::<T>(2, shape),
        array::<T>(3, shape),
    );
    let (mut da, mut db) = (a.clone(), b.clone());
    group.bench_function("forward_into", |bencher| {
        bencher.iter(|| gated.forward_into(&a, &b, &mut da).expect("equal shapes"));
    });
    group.bench_function("vjp_into", |bencher| {
        bencher.iter(|| {
            gated
                .vjp_into(&a, &b, &dy, &mut da, &mut db)
                .expect("equal shapes")
        });
    });
}

/// The numbers that are measured.
trait Number: Element + From<f32> {}
impl Number for f32 {}
impl Number for f64 {}

fn label<T>(name: &str, (rows, columns): (usize, usize)) -> String {
    format!("{name}/{}/{rows}x{columns}", std::any::type_name::<T>())
}

fn array<T: Number>(seed: u64, (rows, columns): (usize, usize)) -> Array2<T> {
    let numbers = normal(seed, 2.0, rows * columns)
        .into_iter()
        .map(T::from)
        .collect();
    Array2::from_shape_vec((rows, columns), numbers).expect("as many numbers as elements")
}

criterion_group!(catalogue, activations, gated);
criterion_main!(catalogue);
