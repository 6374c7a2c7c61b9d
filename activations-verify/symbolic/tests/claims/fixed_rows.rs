//! The second proof for rows: of every fixed length from 2 to 6, entry by entry, with no sums left.

use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::{Arena, Expr, Symbol, differentiate};

use crate::exact;
use crate::notation::{parse, scope};
use crate::regions::around;
use crate::rows::{LAYER_NORM, LOG_SOFTMAX, RMS_NORM, SOFTMAX, SOFTMAX_PLUS_ONE};
use crate::unrolled::{claims, rows, unrolled};

const LAYER_NORM_VJP: &str = "(dy - dy.mean() - y * (dy * y).mean()) / (((x - x.mean()) * (x - x.mean())).mean() + eps).sqrt()";

/// Definitions with their gradients.
const RIGHT: [(&str, &str); 7] = [
    (SOFTMAX, "(dy - (dy * y).sum()) * y"),
    ("(-x).exp() / (-x).exp().sum()", "((dy * y).sum() - dy) * y"),
    (SOFTMAX_PLUS_ONE, "(dy - (dy * y).sum()) * y"),
    (LOG_SOFTMAX, "dy - y.exp() * dy.sum()"),
    (
        RMS_NORM,
        "(dy - y * (dy * y).mean()) / ((x * x).mean() + eps).sqrt()",
    ),
    (
        "x / ((x * x).sum() + eps).sqrt()",
        "(dy - y * (dy * y).sum()) / ((x * x).sum() + eps).sqrt()",
    ),
    (LAYER_NORM, LAYER_NORM_VJP),
];

const WRONG: [(&str, &str); 5] = [
    (SOFTMAX, "(dy - (dy * y).mean()) * y"),
    (SOFTMAX, "dy * y * (1.0 - y)"),
    (LOG_SOFTMAX, "dy - y.exp() * dy.mean()"),
    (
        RMS_NORM,
        "(dy - y * (dy * y).sum()) / ((x * x).mean() + eps).sqrt()",
    ),
    (
        LAYER_NORM,
        "(dy - y * (dy * y).mean()) / (((x - x.mean()) * (x - x.mean())).mean() + eps).sqrt()",
    ),
];

/// The modular path, and the exact one for short rows, on each entry's claim.
fn decided(forward: &str, vjp: &str, length: usize) -> Vec<(bool, Option<bool>)> {
    let mut a = Arena::new();
    scope(&mut a, &["x"], &["eps = 0.00001 where eps > 0"]);
    let [x, y, dy] = ["x", "y", "dy"].map(|name| a.symbol(name));
    let (forward, vjp) = (parse(&mut a, forward), parse(&mut a, vjp));
    let vjp = a.substitute(vjp, y, forward);
    let rows = rows(&mut a, &[x, dy], length);
    // Which entry is the largest: the last, and for no length the one before it.
    let point: Vec<(Symbol, f64)> = (0..length)
        .map(|i| (rows[0].1[i], [0.3, -1.1, 0.7, -0.2, 1.2, 1.9][i]))
        .collect();
    let claims = claims(&mut a, &rows, forward, vjp);
    claims
        .into_iter()
        .map(|claim| {
            let claim = around(&mut a, claim, &point);
            // All entries follow from one another by symmetry; the exact path takes longer.
            let exact = (length == 2).then(|| exact::is_zero(&a, claim)).flatten();
            (is_zero_modular(&a, claim), exact)
        })
        .collect()
}

fn is_zero_modular(a: &Arena, e: Expr) -> bool {
    matches!(is_zero(a, e, &[]), Decision::Zero { .. })
}

#[test]
fn gradients_are_proved_for_each_short_length() {
    let mut exactly = 0;
    for (forward, vjp) in RIGHT {
        for length in 2..=6 {
            for (i, (modular, exact)) in decided(forward, vjp, length).into_iter().enumerate() {
                assert!(modular, "{vjp} of {forward}, entry {i} of {length}");
                assert_ne!(
                    exact,
                    Some(false),
                    "{vjp} of {forward}, entry {i} of {length}"
                );
                exactly += usize::from(exact == Some(true));
            }
        }
    }
    assert_eq!(exactly, 2 * RIGHT.len());
}

#[test]
fn wrong_gradients_are_not_proved_for_any_length() {
    for (forward, vjp) in WRONG {
        for length in 2..=6 {
            let decided = decided(forward, vjp, length);
            assert!(
                decided.iter().any(|entry| !entry.0),
                "{vjp} of {forward} for {length}"
            );
            assert!(decided.iter().all(|entry| entry.1 != Some(!entry.0)));
        }
    }
}

/// J = diag(s) − s sᵀ, entry by entry, by both paths.
#[test]
fn the_jacobian_of_a_softmax_is_diag_s_less_s_s_transposed() {
    for length in 2..=6 {
        let mut a = Arena::new();
        let x = a.symbol("x");
        let forward = parse(&mut a, "x.exp() / x.exp().sum()");
        let rows = rows(&mut a, &[x], length);
        let s = unrolled(&mut a, forward, &rows);
        for i in 0..length {
            for j in 0..length {
                let entry = differentiate(&mut a, s[i], rows[0].1[j]);
                let product = a.mul(s[i], s[j]);
                let right = if i == j {
                    a.sub(s[i], product)
                } else {
                    a.neg(product)
                };
                let wrong = if i == j {
                    a.sub(product, s[i])
                } else {
                    product
                };
                for (stated, expected) in [(right, true), (wrong, false)] {
                    let difference = a.sub(entry, stated);
                    assert_eq!(
                        is_zero_modular(&a, difference),
                        expected,
                        "{i}, {j} of {length}"
                    );
                    if length <= 3 {
                        assert_eq!(exact::is_zero(&a, difference), Some(expected));
                    }
                }
            }
        }
    }
}
