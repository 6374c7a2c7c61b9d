//! The rarer messages, so that every one has a test.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use super::assert_mistakes;

#[test]
fn methods_of_other_libraries_are_answered_with_ours() {
    for (method, instead) in [
        ("log2()", "`x.ln() * LOG2_E`"),
        ("log10()", "`x.ln() * LOG10_E`"),
        (
            "pow(2.0)",
            "`powi` with an integer or `powf` with a decimal",
        ),
        ("gt(x)", "the comparison, in the condition of an `if`"),
        ("acosh()", "its formula in `ln`, `sqrt` and `atan`"),
    ] {
        let name = method.split('(').next().unwrap_or_default();
        assert_mistakes(
            "",
            &format!("fn f<R: Real>(x: R) -> R {{ x.{method} }}"),
            &[&format!(
                "{name}: `Real` has no method `{name}`; write {instead}"
            )],
        );
    }
}

#[test]
fn names_and_signatures_that_mean_something_elsewhere() {
    assert_mistakes(
        "derivative = y",
        "fn f<R: Real>(x: R) -> R { x.exp() + y }",
        &["y: `y`, the output, is known in a derivative only"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(#[inline] x: R) -> R { x }",
        &["#[inline]: the arguments of a definition have no attributes"],
    );
    assert_mistakes(
        "",
        "fn f<V: Row>(x: V, tau: f64) -> V { x / tau }",
        &["f64: expected `V` for a row, or `V::Scalar` for a parameter..."],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R, ...) -> R { x }",
        &["...: a definition takes a fixed number of arguments"],
    );
}

#[test]
fn what_cannot_be_derived_has_to_be_stated() {
    assert_mistakes(
        "",
        "fn f<V: Row>(x: V) -> V { x - x.max() }",
        &["f: the gradient of this row cannot be derived; write `vjp = EXPR` in `x`, `y` and `dy`"],
    );
    // At 0 the rules for `abs` and `min` give −4, the slopes are −1 and −2.
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> R { x.abs() + 3.0 * (-x).min(0.0) }",
        &[
            "f: the derived derivative of `f` is wrong: at x = 0 the slopes from both sides are -2 and -1, the given expression is -4\nhelp: state it as `derivative = if x > 0.0 { -2.0 } else { -1.0 }`",
        ],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(a: R, b: R) -> R { a.abs() * b + 3.0 * (-a).min(0.0) }",
        &[
            "f: the derived derivative of `f` by `a` is wrong: at a = 0, b = 1 the slopes from both sides are -2 and -1, the given expression is -4\nhelp: state it as `derivative(a = if a > 0.0 { b - 3.0 } else { -b })`",
        ],
    );
}

#[test]
fn what_is_neither_proved_nor_refuted_says_why() {
    let help = "help: to accept it on the evidence of tests alone, write `unproved = \"reason\"`";
    let undecided = |keys: &str, body: &str, reason: &str| {
        let item = format!("fn f<R: Real>(x: R) -> R {{ {body} }}");
        let found = super::mistakes(keys, &item).join("\n");
        assert!(
            found.ends_with(&format!(" of `f` could not be proved: {reason}\n{help}")),
            "{found}"
        );
    };
    undecided(
        "derivative = if x.sin() > 0.0 { x.cos() } else { 0.0 }",
        "if x.sin() > 0.0 { x.sin() } else { 0.0 }",
        "the places where `x.sin()` changes sign could not be located",
    );
    undecided(
        "spec = core::f64::consts::FRAC_PI_2, domain = x > 0.0",
        "x.atan() + x.recip().atan()",
        "the two sides agree at every point tried on x > 0.0, but no proof was found",
    );
    undecided(
        "derivative = (x.exp() - 1.0) / (x.exp() - x)",
        "(x.exp() - x).ln()",
        "`(x.exp() - x).ln()` could not be shown to have a value everywhere",
    );
    undecided(
        "derivative = 1.0",
        "if x > 0.0 { x + 4.0 * (1.0).atan() } else { x + core::f64::consts::PI }",
        "the slopes that meet at 0.0 could not be compared",
    );
}

#[test]
fn parameters_whose_signs_are_too_many_cases_are_too_large() {
    let each = |text: fn(u32) -> String| (0..6).map(text).collect::<Vec<_>>();
    let sum = each(|i| format!("p{i}.abs()")).join(" + ");
    let defaults = each(|i| format!("p{i} = 1.0")).join(", ");
    let arguments = each(|i| format!("p{i}: R")).join(", ");
    let keys = format!("params({defaults}), derivative = {sum}");
    let item = format!("fn f<R: Real>(x: R, {arguments}) -> R {{ x * ({sum}) }}");
    let found = super::mistakes(&keys, &item).join("\n");
    assert!(
        found.contains("the formula is too large to be decided"),
        "{found}"
    );
}

#[test]
fn one_wrong_step_is_named() {
    assert_mistakes(
        "derivative = x.exp() * (x + 1.0) * x.cos()",
        "fn f<R: Real>(x: R) -> R { x * x.exp() + x.sin() }",
        &[
            "x.exp() * (x + 1.0) * x.cos(): the stated derivative of `f` is wrong: at x = 1 the slope is 5.97686596279…, the given expression is 2.93738787983…\nhelp: one step of the formula is wrong; write `x.exp() * (x + 1.0) + x.cos()`",
        ],
    );
}

#[test]
fn what_has_no_form_is_asked_for_by_its_form() {
    let item = "fn f<R: Real>(x: R) -> R { x }";
    assert_mistakes(
        "spec",
        item,
        &["spec: write `spec = 1.0 / (1.0 + (-x).exp())`"],
    );
    let constant = "fn f<R: Real>(x: R) -> R { const { 1.0 } }";
    let message = "const { 1.0 }: a definition may not contain a `const` block...";
    assert_mistakes("", constant, &[message]);
    let file = "mod hidden;".parse().expect("tokens");
    let refused = crate::family::expand(TokenStream::new(), file).to_string();
    assert!(
        refused.contains("expected a module with its contents; an attribute cannot see a file")
    );
}

/// The texts of the string literals of Rust sources.
fn literals(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            literals(&entry.expect("an entry").path(), found);
        }
        return;
    }
    let text = fs::read_to_string(path).expect("a source");
    // Unit tests come last in a file.
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    strings(text.parse().expect("tokens"), found);
}

fn strings(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => strings(group.stream(), found),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                found.extend(text.map(|text| text.value()));
            }
            _ => {}
        }
    }
}

/// The longest part of a format string that is the same in every message.
fn fixed(text: &str) -> &str {
    let parts = text.split(['{', '}', '\n']).map(str::trim);
    parts.max_by_key(|part| part.len()).unwrap_or_default()
}

#[test]
fn every_message_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let prover = root.join("../activations-verify/symbolic");
    let mut messages = Vec::new();
    for source in [
        "read",
        "prove",
        "prove.rs",
        "validate.rs",
        "bounds.rs",
        "analysis.rs",
        "family.rs",
        "pipeline.rs",
        "passes.rs",
        "expand",
    ] {
        literals(&root.join("src").join(source), &mut messages);
    }
    for source in ["verdict.rs", "repair/message.rs", "scope.rs"] {
        literals(&prover.join("src/claims").join(source), &mut messages);
    }
    let mut tested = Vec::new();
    for tests in ["src/pipeline/tests", "tests"] {
        literals(&root.join(tests), &mut tested);
        literals(&prover.join("tests"), &mut tested);
    }
    for entry in fs::read_dir(root.join("tests/ui")).expect("the folder of the cases") {
        tested.push(fs::read_to_string(entry.expect("a case").path()).expect("a case"));
    }
    // Names and code are of one word; what is said to a person has several.
    // Documentation begins with a blank.
    let is_message = |text: &&String| fixed(text).split(' ').count() > 2 && !text.starts_with(' ');
    let messages: Vec<&String> = messages.iter().filter(is_message).collect();
    assert!(messages.len() > 80, "{}", messages.len());
    // What no declaration can bring about.
    tested.extend(
        [
            "expected a key between two commas",
            "this declaration could not be read",
            "`{}`, a reduction, outside of a row",
        ]
        .map(str::to_owned),
    );
    let is_tested = |message: &str| tested.iter().any(|test| test.contains(fixed(message)));
    assert!(!is_tested(
        &["a message that", "nobody has written"].join(" ")
    ));
    let untested: Vec<_> = messages
        .iter()
        .filter(|message| !is_tested(message))
        .collect();
    assert!(untested.is_empty(), "{untested:#?}");
}
