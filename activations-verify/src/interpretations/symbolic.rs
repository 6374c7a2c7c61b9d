//! Formulas as numbers: running a definition writes it down.
//!
//! What comes out is an expression of `activations-symbolic`, to be proved about or printed. This is how
//! a definition whose parts the macro could not see (calls of other functions) becomes one formula.

mod real;

use std::cell::RefCell;

use activations_symbolic::{Arena, Cond, Expr, Number, Reduction};

thread_local! {
    static ARENA: RefCell<Option<Arena>> = const { RefCell::new(None) };
    /// Numbers that stand for something else while a definition is run.
    static STANDING: RefCell<Vec<(f64, Expr)>> = const { RefCell::new(Vec::new()) };
}

/// A formula, as a number that a definition can be run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbolic(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A real number, in terms of the variables.
    Real(Expr),
    /// ∞ or −∞, which formulas do not have but declared limits are compared with.
    Infinite { negative: bool },
    /// No number at all, or one too large to be written down.
    Nothing,
}

/// A condition between formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It depends on the variables.
    Open(Cond),
    /// It is the same for all of them.
    Settled(bool),
}

impl Symbolic {
    /// Runs `definition` on `inputs`, and gives the formula of its result; `None` where that is not a
    /// real number, such as a literal infinity.
    ///
    /// ```
    /// use activations_core::Real;
    /// use activations_symbolic::{Arena, print};
    /// use activations_verify::interpretations::Symbolic;
    ///
    /// let mut arena = Arena::new();
    /// let symbol = arena.symbol("x");
    /// let x = arena.variable(symbol);
    /// let silu = Symbolic::trace(&mut arena, &[x], |v| v[0] * v[0].sigmoid()).unwrap();
    /// assert_eq!(print::rust(&arena, silu), "x * x.sigmoid()");
    /// ```
    pub fn trace(
        arena: &mut Arena,
        inputs: &[Expr],
        definition: impl FnOnce(&[Symbolic]) -> Symbolic,
    ) -> Option<Expr> {
        /// Puts back what was there, also when the definition panics.
        struct Restore(Option<Arena>);
        impl Drop for Restore {
            fn drop(&mut self) {
                ARENA.set(self.0.take());
            }
        }
        let inputs: Vec<Symbolic> = inputs.iter().map(|e| Symbolic(Kind::Real(*e))).collect();
        let restore = Restore(ARENA.replace(Some(std::mem::take(arena))));
        let result = definition(&inputs);
        let used = ARENA
            .take()
            .expect("the definition does not end a trace it did not begin");
        drop(restore);
        *arena = used;
        match result.0 {
            Kind::Real(formula) => Some(formula),
            _ => None,
        }
    }

    /// The same, where each of some numbers stands for a formula wherever the definition takes it from
    /// an `f64`: so the values of an activation's parameters become its parameters again.
    pub fn trace_standing(
        arena: &mut Arena,
        inputs: &[Expr],
        standing: &[(f64, Expr)],
        definition: impl FnOnce(&[Symbolic]) -> Symbolic,
    ) -> Option<Expr> {
        /// Puts back what was there, also when the definition panics.
        struct Restore(Vec<(f64, Expr)>);
        impl Drop for Restore {
            fn drop(&mut self) {
                STANDING.set(std::mem::take(&mut self.0));
            }
        }
        let _restore = Restore(STANDING.replace(standing.to_vec()));
        Symbolic::trace(arena, inputs, definition)
    }

    /// A reduction of a row of which this is an entry.
    #[must_use]
    pub fn reduce(self, reduction: Reduction) -> Self {
        self.unary(|arena, entry| arena.reduce(reduction, entry))
    }

    fn number(number: Option<Number>) -> Self {
        match number {
            Some(number) => Self(Kind::Real(with_arena(|arena| arena.number(number)))),
            None => Self(Kind::Nothing),
        }
    }

    fn unary(self, of: impl FnOnce(&mut Arena, Expr) -> Expr) -> Self {
        match self.0 {
            Kind::Real(x) => Self(Kind::Real(with_arena(|arena| of(arena, x)))),
            _ => Self(Kind::Nothing),
        }
    }

    fn binary(self, other: Self, of: impl FnOnce(&mut Arena, Expr, Expr) -> Expr) -> Self {
        match (self.0, other.0) {
            (Kind::Real(a), Kind::Real(b)) => Self(Kind::Real(with_arena(|arena| of(arena, a, b)))),
            _ => Self(Kind::Nothing),
        }
    }
}

fn with_arena<T>(f: impl FnOnce(&mut Arena) -> T) -> T {
    ARENA.with_borrow_mut(|arena| {
        f(arena
            .as_mut()
            .expect("a `Symbolic` number was used outside of `Symbolic::trace`"))
    })
}
