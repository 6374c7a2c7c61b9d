//! No input overflows the compiler's stack or keeps it busy: what is too deep or too long is refused.

use std::thread;
use std::time::Duration;

use super::{checked, worked};

/// A quarter of what rustc gives its threads, since a macro is built unoptimised there as here.
const STACK: usize = 2 << 20;

/// What no declaration may cost.
const BOUND: Duration = Duration::from_secs(1);

/// Expands on a small stack, within the bound, and returns the messages.
fn messages(attribute: String, item: String) -> Vec<String> {
    let shown: String = attribute.chars().chain(item.chars()).take(80).collect();
    let expand = move || {
        let (attribute, item) = (
            attribute.parse().expect("tokens"),
            item.parse().expect("tokens"),
        );
        let before = worked();
        let expanded = checked(attribute, item);
        let took = worked().saturating_sub(before);
        assert!(took < BOUND, "{took:?} for {shown}");
        match expanded {
            Ok(_) => Vec::new(),
            Err((_, error)) => error.into_iter().map(|error| error.to_string()).collect(),
        }
    };
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(expand)
        .expect("a thread");
    thread.join().expect("no panic")
}

/// Expressions that nest or repeat `n` times, each in a way of its own.
fn expressions(n: usize) -> Vec<String> {
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    vec![
        nested("(", "x", ")"),
        nested("{", "x", "}"),
        nested("[", "x", "]"),
        nested("-", "x", ""),
        nested("- ", "x", ""),
        nested("!", "x", ""),
        nested("&", "x", ""),
        nested("*", "x", ""),
        nested("x - ", "x", ""),
        nested("x * -", "x", ""),
        nested("x + ", "x", ""),
        nested("x = ", "x", ""),
        nested("x += ", "x", ""),
        nested("x .. ", "x", ""),
        nested("return ", "x", ""),
        nested("|x| ", "x", ""),
        nested("move |x| ", "x", ""),
        nested("if x > 0.0 { x } else ", "{ x }", ""),
        nested("if x > 0.0 { ", "x", " } else { x }"),
        nested("if ", "x", " { x } else { x }"),
        nested("x", ".exp()", ""),
        nested("", "x", ".exp()"),
        nested("", "x", "?"),
        nested("", "x", " as R"),
        nested("", "x", "(x)"),
        nested("", "x", "[x]"),
        nested("x.max(", "x", ")"),
        nested("g(", "x", ")"),
        nested("g::<", "x", ">"),
        nested("g::<R, ", "x", ">"),
        nested("g::<A = ", "x", ">"),
        nested("<R as A<", "x", ">>"),
        nested("x < ", "x", ""),
        nested("match x { _ => ", "x", " }"),
        nested("unsafe {", "x", "}"),
        nested("'a: ", "loop {}", ""),
        nested("let x = ", "x", ""),
        format!("{{ {} x }}", "let x = x * x;".repeat(n)),
        format!("{{ {} x }}", "let x = x.exp();".repeat(n)),
        format!(
            "if {} {{ x }} else {{ x }}",
            vec!["x > 0.0"; n].join(" && ")
        ),
        format!("if {} x > 0.0 {{ x }} else {{ x }}", "!".repeat(n)),
    ]
}

#[test]
fn depth_and_length_never_overflow_the_stack() {
    for n in [40, 300, 2500] {
        for expression in expressions(n) {
            let item = format!("fn f<R: Real>(x: R) -> R {{ {expression} }}");
            messages("derivative = 1.0".to_owned(), item);
            let item = "fn f<R: Real>(x: R) -> R { x }".to_owned();
            messages(format!("derivative = {expression}"), item.clone());
            messages(format!("domain = {expression}"), item.clone());
        }
    }
}

#[test]
fn signatures_and_keys_are_bounded_too() {
    for n in [40, 2500] {
        let nested = |open: &str, close: &str| format!("{}R{}", open.repeat(n), close.repeat(n));
        for ty in [
            nested("&", ""),
            nested("A<", ">"),
            nested("(", ")"),
            nested("fn() -> ", ""),
        ] {
            messages(
                String::new(),
                format!("fn f<R: Real>(x: {ty}) -> R {{ x }}"),
            );
            messages(
                String::new(),
                format!("fn f<R: Real>(x: R) -> {ty} {{ x }}"),
            );
        }
        let item = "fn f<R: Real>(x: R) -> R { x }".to_owned();
        messages(String::new(), format!("#[a = {}]{item}", nested("(", ")")));
        messages(",".repeat(n), item.clone());
        messages("params(x = 1.0),".repeat(n), item.clone());
        messages(format!("params({})", "x = 1.0,".repeat(n)), item.clone());
        messages(format!("also({})", "\"g\",".repeat(n)), item);
    }
}

#[test]
fn the_token_at_which_it_goes_too_far_is_named() {
    let item = |body: String| format!("fn f<R: Real>(x: R) -> R {{ {body} }}");
    let too_deep = ["this is nested too deeply; bind its parts with `let`"];
    assert_eq!(
        messages(String::new(), item(format!("{}x", "-".repeat(100)))),
        too_deep
    );
    assert_eq!(
        messages(
            String::new(),
            item(format!("{}x{}", "(".repeat(60), ")".repeat(60)))
        ),
        too_deep
    );
    assert_eq!(
        messages(String::new(), item("x + ".repeat(2000) + "x")),
        ["expected at most 2000 tokens, found more"]
    );
    assert_eq!(
        messages(String::new(), item("x + ".repeat(300) + "x")),
        ["more than 200 steps in one expression; bind a part with `let`"]
    );
    // A long documentation is not a large declaration.
    let documented = "/// word\n".repeat(3000) + &item("x".to_owned());
    assert_eq!(messages(String::new(), documented), [""; 0]);
}
