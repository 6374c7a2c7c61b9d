//! Sparsemax against its definition, found by other means.

use activations_core::ndarray::{Array1, Array2, Axis, array};
use activations_core::{Activation, Softmax, Sparsemax, by_name};

/// max(x − τ, 0), the τ by bisection.
fn bisected(x: &Array1<f64>) -> Array1<f64> {
    let above = |t: f64| x.mapv(|x| (x - t).max(0.0));
    let greatest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut low, mut high) = (greatest - 1.0, greatest);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if above(middle).sum() > 1.0 {
            low = middle
        } else {
            high = middle
        }
    }
    above(low)
}

/// Numbers that look arbitrary, the same ones each time.
fn row(length: usize, seed: u64) -> Array1<f64> {
    let mut state = seed;
    Array1::from_shape_fn(length, |_| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1u64 << 51) as f64 - 2.0
    })
}

#[test]
fn it_is_the_projection_on_the_simplex() {
    for length in [1, 2, 3, 5, 8, 64, 333] {
        for seed in 0..20 {
            let x = row(length, seed) * [0.1, 1.0, 30.0][seed as usize % 3];
            let (y, expected) = (Sparsemax.forward(&x), bisected(&x));
            assert!(
                (&y - &expected).iter().all(|e| e.abs() < 1e-14),
                "{x}: {y}, {expected}"
            );
            assert!((y.sum() - 1.0).abs() < 1e-14);
        }
    }
    assert_eq!(
        Sparsemax.forward(&array![1e300, -1e300, 0.0]),
        array![1.0, 0.0, 0.0]
    );
    assert_eq!(
        Sparsemax.forward(&array![1e16, 1e16 - 2.0, 1e16]),
        array![0.5, 0.0, 0.5]
    );
}

#[test]
fn its_gradient_is_that_of_its_support() {
    for seed in 0..20 {
        let (x, dy) = (row(7, seed), row(7, seed + 100));
        let (y, pullback) = Sparsemax.pullback(x.clone());
        let support: Vec<usize> = (0..7).filter(|&i| y[i] > 0.0).collect();
        let mean = support.iter().map(|&i| dy[i]).sum::<f64>() / support.len() as f64;
        let expected = Array1::from_shape_fn(7, |i| if y[i] > 0.0 { dy[i] - mean } else { 0.0 });
        let close = |found: &Array1<f64>| (found - &expected).iter().all(|e| e.abs() < 1e-15);
        assert!(close(&Sparsemax.vjp(&x, &dy).unwrap()));
        assert!(close(&Sparsemax.jvp(&x, &dy).unwrap()));
        assert!(close(&pullback.apply(&dy).unwrap()));
        assert!(pullback.input().is_none());
        // A difference, inside of a piece.
        let h = 1e-7;
        let slope =
            ((Sparsemax.forward(&(&x + &(h * &dy))) - Sparsemax.forward(&x)) * &dy).sum() / h;
        assert!((slope - (&expected * &dy).sum()).abs() < 1e-5);
    }
}

#[test]
fn any_axis_and_mask() {
    let x = Array2::from_shape_vec((4, 5), row(20, 7).to_vec()).unwrap();
    let columns = Sparsemax.along(Axis(0)).forward(&x);
    assert_eq!(columns, Sparsemax.forward(&x.t()).t());
    let mask = array![true, false, true, true, false];
    let masked = Sparsemax.forward_masked(&x, &mask).unwrap();
    let dx = Sparsemax.vjp_masked(&x, &x, &mask).unwrap();
    for (i, row) in x.rows().into_iter().enumerate() {
        let shown = array![row[0], row[2], row[3]];
        let y = Sparsemax.forward(&shown);
        assert_eq!(masked.row(i), array![y[0], 0.0, y[1], y[2], 0.0]);
        let d = Sparsemax.vjp(&shown, &shown).unwrap();
        assert_eq!(dx.row(i), array![d[0], 0.0, d[1], d[2], 0.0]);
    }
    let hidden = Sparsemax
        .forward_masked(&array![1.0, 2.0], &array![false, false])
        .unwrap();
    assert_eq!(hidden, array![0.0, 0.0]);
}

#[test]
fn special_values_are_those_of_softmax() {
    const INF: f64 = f64::INFINITY;
    for x in [
        array![-INF, -INF],
        array![1.0, f64::NAN, 2.0],
        array![INF, 0.0],
        array![-INF, 1.0],
    ] {
        let nan = |y: Array1<f64>| y.mapv(f64::is_nan);
        assert_eq!(nan(Sparsemax.forward(&x)), nan(Softmax.forward(&x)), "{x}");
        let dy = Array1::ones(x.len());
        let [ours, softmax] =
            [Sparsemax.vjp(&x, &dy), Softmax.vjp(&x, &dy)].map(|dx| nan(dx.unwrap()));
        assert_eq!(ours, softmax, "{x}");
    }
    assert_eq!(Sparsemax.forward(&array![-INF, 1.0]), array![0.0, 1.0]);
    // No weight, no gradient, whatever the cotangent.
    let dx = Sparsemax.vjp(&array![0.0, 9.0], &array![INF, 1.0]).unwrap();
    assert_eq!(dx, array![0.0, 0.0]);
    assert_eq!(
        by_name("sparsemax").unwrap().forward(&array![0.0_f32, 0.0]),
        array![0.5, 0.5]
    );
}
