//! The checks: one claim a file, the same for every kind of activation.

mod adjoint;
mod arrays;
mod breaks;
mod code;
mod derivative;
mod dual;
mod expected;
mod extremes;
mod far;
mod jacobian;
mod kinks;
mod line;
mod opaque;
mod point;
mod proof;
mod second;
mod slope;
mod spec;
mod special;
mod survey;
mod tails;
mod tally;

use std::cell::OnceCell;
use std::time::Instant;

pub(crate) use expected::Model;
use kinks::Breaks;

use crate::plan::Plan;
use crate::report::{Outcome, Report};
use crate::subject::{Subject, Verifiable};

/// Declares the checks: variant, name, claim. The first token is a dollar sign, for the macro within.
macro_rules! checks {
    ($d:tt $($variant:ident $name:ident $claim:literal;)*) => {
        /// A claim about an activation that can be checked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Check {
            $(#[doc = concat!($claim, ".")] $variant,)*
        }

        impl Check {
            /// Every check, in the order in which they run: the mathematics first, then the code.
            pub const ALL: &'static [Check] = &[$(Check::$variant),*];

            /// The name, as in `--check` and in the names of tests.
            pub fn name(self) -> &'static str {
                match self { $(Check::$variant => stringify!($name),)* }
            }

            /// What is claimed.
            pub fn claim(self) -> &'static str {
                match self { $(Check::$variant => $claim,)* }
            }
        }

        /// One test for each check of one activation.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __gradient_tests {
            ($d activation:expr) => {
                $(#[test]
                fn $name() {
                    $crate::__private::require(&$d activation, $crate::Check::$variant, module_path!());
                })*
            };
        }
    };
}

checks! {
    $
    Proof proof "Derivatives, textbook formula and limits follow from the definition, by exact algebra";
    Derivative derivative "The stated derivative by each input is the slope of the forward, by finite differences";
    Dual dual "Every stated derivative is what dual numbers give";
    Parameters parameters "The derivative by each parameter is the slope of the forward, by finite differences";
    Second second "The second derivative is the slope of the stated derivative, by finite differences";
    Spec spec "The definition is its textbook formula, in 256-bit arithmetic";
    Kinks kinks "At each kink the derivative takes a value between the slopes that meet there, and no kink is undeclared";
    Continuity continuity "The forward has no jump that is not declared";
    Special special "No finite input gives NaN or a false infinity, and NaN is passed on";
    Limits limits "At ±∞ values and gradients are the limits, where there are limits";
    Tails tails "Values and gradients keep at least half of their digits in the tails";
    Forward forward "The array code computes the declared function";
    Vjp vjp "The array code's gradient is the cotangent times the stated derivative";
    Adjoint adjoint "JVP and VJP are adjoint";
    Linearity linearity "The gradient is linear in the cotangent";
    Jacobian jacobian "The Jacobian of a row is the same by differences, dual numbers and VJP, and has the symmetries of the forward";
    Layouts layouts "No method's result depends on shape, order, strides, direction or place in memory";
    Lengths lengths "No result depends on the length of the array or its address";
    Independence independence "No part of a batch influences another";
    Masks masks "Masked entries are as if they were not there";
    Broadcast broadcast "A second input broadcasts and its gradient is summed back, and halves of one array are two arrays";
    Errors errors "Wrong shapes are refused by name, and nothing is written";
}

impl Check {
    /// The check of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|check| check.name() == name)
    }

    /// Whether what it looks at depends on the seed. It need not be repeated for every seed if not.
    pub fn draws(self, subject: &Subject) -> bool {
        let is_line = subject
            .definitions()
            .is_some_and(|_| subject.inputs() == 1 && !subject.is_row_wise());
        match self {
            Check::Proof | Check::Errors => false,
            // All of a function of one number is looked at.
            Check::Kinks | Check::Continuity | Check::Special | Check::Limits => !is_line,
            _ => true,
        }
    }

    /// Runs the check on a subject.
    pub fn run(self, subject: &Subject, plan: &Plan) -> Outcome {
        self.run_with(subject, plan, &OnceCell::new())
    }

    /// The same with the breaks of the subject, once a check has found them.
    fn run_with<'a>(
        self,
        subject: &'a Subject,
        plan: &Plan,
        breaks: &OnceCell<Breaks<'a>>,
    ) -> Outcome {
        let breaks = || breaks.get_or_init(|| kinks::breaks(subject, plan));
        let start = Instant::now();
        let mut tally = match self {
            Check::Proof => proof::check(subject),
            Check::Derivative => derivative::by_inputs(subject, plan),
            Check::Dual => dual::check(subject, plan),
            Check::Parameters => derivative::by_parameters(subject, plan),
            Check::Second => second::check(subject, plan),
            Check::Spec => spec::check(subject, plan),
            Check::Kinks => kinks::kinks(subject, plan, breaks()),
            Check::Continuity => kinks::continuity(subject, breaks()),
            Check::Special => special::check(subject, plan),
            Check::Limits => special::limits(subject, plan),
            Check::Tails => tails::check(subject, plan),
            Check::Forward => code::forward(subject, plan),
            Check::Vjp => code::vjp(subject, plan),
            Check::Adjoint => adjoint::adjoint(subject, plan),
            Check::Linearity => adjoint::linearity(subject, plan),
            Check::Jacobian => jacobian::check(subject, plan),
            Check::Layouts => arrays::layouts(subject, plan),
            Check::Lengths => arrays::lengths(subject, plan),
            Check::Independence => arrays::independence(subject, plan),
            Check::Masks => arrays::masks::check(subject, plan),
            Check::Broadcast => arrays::pairs::check(subject, plan),
            Check::Errors => arrays::errors::check(subject),
        };
        if let Some(domain) = subject.declaration().domain {
            tally.remark(format!("for inputs with {domain}"));
        }
        tally.into_outcome(self, start.elapsed())
    }
}

/// Runs the checks of a plan on an activation.
///
/// ```
/// use activations_core::Sigmoid;
/// use activations_verify::{Plan, verify};
///
/// let report = verify(&Sigmoid, &Plan::default());
/// assert!(report.passed(), "{report}");
/// ```
pub fn verify<Interface>(activation: &impl Verifiable<Interface>, plan: &Plan) -> Report {
    verify_subject(&activation.subject(), plan)
}

/// The same for an activation of either kind.
pub fn verify_subject(subject: &Subject, plan: &Plan) -> Report {
    let breaks = OnceCell::new();
    Report {
        declaration: subject.declaration(),
        parameters: subject.parameters().to_vec(),
        seed: plan.seed_value(),
        outcomes: plan
            .checks()
            .iter()
            .map(|check| check.run_with(subject, plan, &breaks))
            .collect(),
    }
}
