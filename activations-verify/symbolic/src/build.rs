//! Builders: one method per node, folding only what changes no value.

use crate::{
    Arena, Cond, Condition, Constant, Expr, Function, Node, Number, Reduction, Relation, Symbol,
};

/// The largest exponent at which a power of a literal is computed.
const FOLDED_EXPONENT: u32 = 64;

/// Builders of expressions.
///
/// They fold literals exactly and drop neutral elements (0 + a, 1·a, a/1, −−a, a¹). Nothing else:
/// 0·a stays, because it is NaN where a is.
impl Arena {
    /// A literal.
    pub fn number(&mut self, value: Number) -> Expr {
        self.intern(Node::Number(value))
    }

    /// An integer literal.
    pub fn integer(&mut self, value: i64) -> Expr {
        self.number(Number::from(value))
    }

    /// A named constant.
    pub fn constant(&mut self, constant: Constant) -> Expr {
        self.intern(Node::Constant(constant))
    }

    /// A variable.
    pub fn variable(&mut self, symbol: Symbol) -> Expr {
        self.intern(Node::Variable(symbol))
    }

    /// The literal's value, if the expression is a literal.
    pub fn as_number(&self, e: Expr) -> Option<Number> {
        match self.node(e) {
            Node::Number(value) => Some(value),
            _ => None,
        }
    }

    fn is(&self, e: Expr, value: Number) -> bool {
        self.node(e) == Node::Number(value)
    }

    /// The folded value of two literals.
    fn fold(&self, a: Expr, b: Expr, f: fn(Number, Number) -> Option<Number>) -> Option<Number> {
        f(self.as_number(a)?, self.as_number(b)?)
    }

    /// a + b
    pub fn add(&mut self, a: Expr, b: Expr) -> Expr {
        if let Some(sum) = self.fold(a, b, Number::checked_add) {
            return self.number(sum);
        }
        if self.is(a, Number::ZERO) {
            return b;
        }
        if self.is(b, Number::ZERO) {
            return a;
        }
        self.intern(Node::Add(a, b))
    }

    /// a − b
    pub fn sub(&mut self, a: Expr, b: Expr) -> Expr {
        if let Some(difference) = self.fold(a, b, Number::checked_sub) {
            return self.number(difference);
        }
        if self.is(a, Number::ZERO) {
            return self.neg(b);
        }
        if self.is(b, Number::ZERO) {
            return a;
        }
        self.intern(Node::Sub(a, b))
    }

    /// a·b
    pub fn mul(&mut self, a: Expr, b: Expr) -> Expr {
        if let Some(product) = self.fold(a, b, Number::checked_mul) {
            return self.number(product);
        }
        if self.is(a, Number::ONE) {
            return b;
        }
        if self.is(b, Number::ONE) {
            return a;
        }
        self.intern(Node::Mul(a, b))
    }

    /// a/b
    pub fn div(&mut self, a: Expr, b: Expr) -> Expr {
        if let Some(quotient) = self.fold(a, b, Number::checked_div) {
            return self.number(quotient);
        }
        if self.is(b, Number::ONE) {
            return a;
        }
        self.intern(Node::Div(a, b))
    }

    /// −a
    pub fn neg(&mut self, a: Expr) -> Expr {
        match self.node(a) {
            Node::Number(value) => self.number(value.negated()),
            Node::Neg(b) => b,
            _ => self.intern(Node::Neg(a)),
        }
    }

    /// aⁿ; a⁰ is 1 also where a is NaN, as in std.
    pub fn powi(&mut self, a: Expr, n: i32) -> Expr {
        match n {
            0 => return self.integer(1),
            1 => return a,
            _ => {}
        }
        if n.unsigned_abs() <= FOLDED_EXPONENT
            && let Some(power) = self.as_number(a).and_then(|value| value.checked_powi(n))
        {
            return self.number(power);
        }
        self.intern(Node::Powi(a, n))
    }

    /// aᶜ for a constant exponent; an integer one makes it [`Arena::powi`].
    pub fn powf(&mut self, a: Expr, exponent: Number) -> Expr {
        match exponent.to_i32() {
            Some(n) => self.powi(a, n),
            None => self.intern(Node::Powf(a, exponent)),
        }
    }

    /// f(a)
    pub fn call(&mut self, f: Function, a: Expr) -> Expr {
        self.intern(Node::Call(f, a))
    }

    /// The larger of two values.
    pub fn max(&mut self, a: Expr, b: Expr) -> Expr {
        match self.fold(a, b, |a, b| Some(a.max(b))) {
            Some(larger) => self.number(larger),
            None => self.intern(Node::Max(a, b)),
        }
    }

    /// The smaller of two values.
    pub fn min(&mut self, a: Expr, b: Expr) -> Expr {
        match self.fold(a, b, |a, b| Some(a.min(b))) {
            Some(smaller) => self.number(smaller),
            None => self.intern(Node::Min(a, b)),
        }
    }

    /// √(a² + b²)
    pub fn hypot(&mut self, a: Expr, b: Expr) -> Expr {
        self.intern(Node::Hypot(a, b))
    }

    /// `yes` where the condition holds, else `no`.
    pub fn select(&mut self, condition: Cond, yes: Expr, no: Expr) -> Expr {
        self.intern(Node::Select(condition, yes, no))
    }

    /// A reduction along the row.
    pub fn reduce(&mut self, reduction: Reduction, a: Expr) -> Expr {
        self.intern(Node::Reduce(reduction, a))
    }

    /// a ∼ b
    pub fn compare(&mut self, relation: Relation, a: Expr, b: Expr) -> Cond {
        self.intern_condition(Condition::Compare(relation, a, b))
    }

    /// Both conditions.
    pub fn and(&mut self, a: Cond, b: Cond) -> Cond {
        self.intern_condition(Condition::And(a, b))
    }

    /// One condition, or both.
    pub fn or(&mut self, a: Cond, b: Cond) -> Cond {
        self.intern_condition(Condition::Or(a, b))
    }

    /// The condition does not hold.
    pub fn not(&mut self, a: Cond) -> Cond {
        match self.condition(a) {
            Condition::Not(b) => b,
            _ => self.intern_condition(Condition::Not(a)),
        }
    }
}
