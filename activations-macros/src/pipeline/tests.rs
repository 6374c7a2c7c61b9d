//! The messages of the macro: for each mistake the token it stands at and the text, and no others.

mod bounds;
mod claims;
mod costs;
mod expanded;
mod keys;
mod messages;
mod names;
mod signature;
mod syntax;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::checked;

/// How long this thread has worked, where the system tells it: what else the machine does is not
/// counted.
fn worked() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    let elapsed = || START.get_or_init(Instant::now).elapsed();
    nanoseconds.map_or_else(elapsed, Duration::from_nanos)
}

/// Asserts that a declaration has exactly these mistakes, each as `token: message`; an expectation
/// may leave out the end of a message with `...`.
///
/// Whatever is wrong, the stand-in is code that has the function and the type, and every message
/// is in the style of the compiler: lower case, no final stop, no question.
#[track_caller]
fn assert_mistakes(attribute: &str, item: &str, expected: &[&str]) {
    let found = mistakes(attribute, item);
    let fits = |(found, expected): (&String, &&str)| match expected.strip_suffix("...") {
        Some(start) => found.starts_with(start),
        None => found == expected,
    };
    assert!(
        found.len() == expected.len() && found.iter().zip(expected).all(fits),
        "#[derive_activation({attribute})] {item}\n  expected: {expected:#?}\n  found: {found:#?}"
    );
}

fn mistakes(attribute: &str, item: &str) -> Vec<String> {
    let attribute = attribute.parse().expect("tokens");
    let Err((stand_in, error)) = checked(attribute, item.parse().expect("tokens")) else {
        return Vec::new();
    };
    if let Ok(function) = syn::parse_str::<syn::ItemFn>(item) {
        let stand_in: syn::File = syn::parse2(stand_in).expect("the stand-in is code");
        let is_function = |item: &syn::Item| matches!(item, syn::Item::Fn(stand_in) if stand_in.sig.ident == function.sig.ident);
        assert!(
            stand_in.items.iter().any(is_function),
            "the stand-in has the function"
        );
        let is_type = |item: &syn::Item| matches!(item, syn::Item::Struct(_));
        assert_eq!(
            stand_in.items.iter().any(is_type),
            function.sig.receiver().is_none(),
            "the stand-in has the type, but in an `impl`"
        );
    }
    let texts = error.into_iter().map(|error| {
        let message = error.to_string();
        assert!(!message.starts_with(char::is_uppercase), "{message}");
        assert!(!message.ends_with(['.', '?', '!']), "{message}");
        assert!(!message.replace("`?`", "").contains('?'), "{message}");
        format!(
            "{}: {message}",
            error.span().source_text().unwrap_or_default()
        )
    });
    texts.collect()
}
