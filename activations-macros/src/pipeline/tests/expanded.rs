//! Expansions, written out where they can be read and are compiled: `tests/expanded`.
//!
//! `UPDATE_EXPANDED=1 cargo test -p activations-macros --lib expanded` writes them again.

use std::path::Path;
use std::{env, fs};

use super::checked;

#[track_caller]
fn assert_expands(name: &str, attribute: &str, item: &str) {
    let code = checked(
        attribute.parse().expect("tokens"),
        item.parse().expect("tokens"),
    );
    let code = code.unwrap_or_else(|(_, error)| panic!("{error}"));
    let code = prettyplease::unparse(&syn::parse2(code).expect("code"));
    let expanded = format!("// #[derive_activation({attribute})]\n// {item}\n\n{code}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expanded")
        .join(format!("{name}.rs"));
    if env::var_os("UPDATE_EXPANDED").is_some() {
        fs::write(&path, &expanded).expect("a file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept
        .lines()
        .zip(expanded.lines())
        .position(|(kept, now)| kept != now);
    assert!(
        kept == expanded,
        "the expansion of {name} has changed in line {differs:?}:\n{expanded}"
    );
}

#[test]
fn a_parameter_and_branches() {
    assert_expands(
        "leaky_relu",
        "derivative = if x > 0.0 { 1.0 } else { alpha }, params(alpha = 0.01 where alpha >= 0.0)",
        "fn leaky_relu<R: Real>(x: R, alpha: R) -> R { if x > 0.0 { x } else { alpha * x } }",
    );
}

#[test]
fn limits_and_a_derived_derivative() {
    assert_expands(
        "silu",
        "limits(-inf = 0.0, inf = inf), spec = x / (1.0 + (-x).exp())",
        "fn silu<R: Real>(x: R) -> R { x * x.sigmoid() }",
    );
}

#[test]
fn two_inputs() {
    assert_expands(
        "swiglu",
        "derivative(b = a * a.sigmoid())",
        "fn swiglu<R: Real>(a: R, b: R) -> R { a * a.sigmoid() * b }",
    );
}

#[test]
fn a_row_in_passes() {
    assert_expands(
        "softmax",
        "vjp = (dy - (dy * y).sum()) * y",
        "fn softmax<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
    );
}
