//! `gradient_tests!`: a test per activation and claim, in any crate.

/// Makes `#[test]`s that verify activations: one test per claim, named `sigmoid::derivative` and so
/// on. A claim that does not apply to an activation passes.
///
/// An entry is a type that is in scope, which stands for its default, or `name = value`:
///
/// ```
/// use activations_core::{LeakyRelu, Sigmoid, Swiglu};
///
/// activations_verify::gradient_tests!(
///     Sigmoid,
///     Swiglu,
///     steep = LeakyRelu::new(0.9).unwrap(),
/// );
/// # fn main() {}
/// ```
///
/// A test that fails says what was expected where and what was found, and gives a command that repeats
/// just that case. `ACTIVATIONS_SEED=7` draws other random inputs, `ACTIVATIONS_EFFORT=10` ten times as
/// many.
#[macro_export]
macro_rules! gradient_tests {
    () => {};
    ($name:ident = $activation:expr $(, $($rest:tt)*)?) => {
        mod $name {
            // An expression of full paths needs none of it.
            #[allow(unused_imports)]
            use super::*;
            $crate::__gradient_tests!($activation);
        }
        $crate::gradient_tests!($($($rest)*)?);
    };
    ($type:ident $(, $($rest:tt)*)?) => {
        $crate::__private::paste! {
            $crate::gradient_tests!(
                [<$type:snake>] = <$type as ::core::default::Default>::default()
            );
        }
        $crate::gradient_tests!($($($rest)*)?);
    };
}

/// What the expansions call. The tests themselves, one a claim, come from the list of the checks.
#[doc(hidden)]
pub mod __private {
    pub use pastey::paste;

    use crate::{Check, Plan, Status, Verifiable};

    /// Panics with what is wrong with an activation, if anything, and how to repeat it.
    #[track_caller]
    pub fn require<Interface>(activation: &impl Verifiable<Interface>, check: Check, module: &str) {
        let plan = Plan::from_environment();
        let outcome = check.run(&activation.subject(), &plan);
        let Status::Failed(findings) = outcome.status else {
            return;
        };
        // The name of the test, without that of the crate.
        let module = module.split_once("::").map_or(module, |(_, path)| path);
        let test = format!("{module}::{}", check.name());
        let seed = plan.seed_value();
        let text = |finding: &crate::Finding| {
            let case = finding
                .case
                .map_or(String::new(), |case| format!("ACTIVATIONS_CASE={case} "));
            format!("{finding}\n  repeat    ACTIVATIONS_SEED={seed} {case}cargo test {test}")
        };
        let found: Vec<String> = findings.iter().map(text).collect();
        panic!("{}: not so\n\n{}", check.claim(), found.join("\n\n"));
    }
}
