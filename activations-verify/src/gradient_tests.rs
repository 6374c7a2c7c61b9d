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
/// The tests fail with the [`Report`](crate::Report) of the claim: what was expected where, what was
/// found, and how it was measured.
#[macro_export]
macro_rules! gradient_tests {
    () => {};
    ($name:ident = $activation:expr $(, $($rest:tt)*)?) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            $crate::__claims!(__gradient_test [$activation]);
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

/// One test.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradient_test {
    ([$activation:expr] $($claim:ident)*) => {
        $(
            #[test]
            fn $claim() {
                $crate::__private::assert_claim(&$activation, ::core::stringify!($claim));
            }
        )*
    };
}

/// Calls a macro with the names of all claims; a test holds them to `Check::ALL`.
#[doc(hidden)]
#[macro_export]
macro_rules! __claims {
    ($macro:ident [$($argument:tt)*]) => {
        $crate::$macro! { [$($argument)*]
            derivative dual parameters spec kinks continuity special limits forward vjp adjoint linearity jacobian layouts lengths independence
        }
    };
}

/// What the expansions call.
#[doc(hidden)]
pub mod __private {
    pub use pastey::paste;

    use crate::{Check, Plan, Verifiable, verify};

    /// Panics with the report if the claim does not hold.
    #[track_caller]
    pub fn assert_claim<Interface>(activation: &impl Verifiable<Interface>, claim: &str) {
        let check = Check::from_name(claim).expect("the claims are those of `Check::ALL`");
        let report = verify(activation, &Plan::default().only(check));
        assert!(report.passed(), "{report}");
    }
}

#[cfg(test)]
mod tests {
    use crate::Check;

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __names {
        ([] $($claim:ident)*) => { [$(::core::stringify!($claim)),*] };
    }

    #[test]
    fn every_check_is_a_test() {
        let claims = __claims!(__names []);
        assert_eq!(
            claims.to_vec(),
            Check::ALL.iter().map(|c| c.name()).collect::<Vec<_>>()
        );
    }
}
