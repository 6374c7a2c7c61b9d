//! Symbolic expressions as code over the algebra: for what the macro derives instead of reads.
//!
//! A step that is used more than once is bound to a name, so that it is computed once.

use std::collections::{HashMap, HashSet};

use activations_symbolic::{
    Arena, Cond, Condition, Expr, Function, Node, Number, Reduction, Symbol,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::graph::operands;
use crate::lift::{Target, comparison, parenthesised};

/// Writes expressions of one arena, remembering what is bound to a name already.
#[derive(Clone)]
pub(crate) struct Emitter<'a> {
    pub(crate) arena: &'a Arena,
    target: &'a Target,
    /// How expressions that have been computed before are referred to.
    names: HashMap<Expr, TokenStream>,
    symbols: HashMap<Symbol, TokenStream>,
    /// What is a row, where the code is written over rows.
    rows: HashSet<Expr>,
    bound: usize,
}

impl<'a> Emitter<'a> {
    pub(crate) fn new(arena: &'a Arena, target: &'a Target) -> Self {
        Emitter {
            arena,
            target,
            names: HashMap::new(),
            symbols: HashMap::new(),
            rows: HashSet::new(),
            bound: 0,
        }
    }

    /// The same over rows, which these expressions are.
    pub(crate) fn over_rows(mut self, rows: HashSet<Expr>) -> Self {
        self.rows = rows;
        self
    }

    /// Makes `code` the way to refer to an expression.
    pub(crate) fn know(&mut self, e: Expr, code: impl ToTokens) {
        self.names.insert(e, code.to_token_stream());
    }

    /// Makes `code` the way to refer to a variable.
    pub(crate) fn name_symbol(&mut self, symbol: Symbol, code: impl ToTokens) {
        self.symbols.insert(symbol, code.to_token_stream());
    }

    pub(crate) fn knows(&self, e: Expr) -> bool {
        self.names.contains_key(&e)
    }

    /// Whether there is nothing to compute for an expression.
    pub(crate) fn is_atom(&self, e: Expr) -> bool {
        matches!(
            self.arena.node(e),
            Node::Number(_) | Node::Constant(_) | Node::Variable(_)
        )
    }

    /// A name that nothing else has.
    pub(crate) fn fresh(&mut self) -> Ident {
        self.bound += 1;
        Ident::new(&format!("t{}", self.bound), Span::mixed_site())
    }

    /// Bindings of the steps that several of `roots` or of their parts share; `roots` can be
    /// written by [`value`](Emitter::value) after them.
    pub(crate) fn shared(&mut self, roots: &[Expr]) -> TokenStream {
        let mut uses: HashMap<Expr, usize> = HashMap::new();
        for part in self.unknown(roots) {
            for operand in operands(self.arena, part) {
                *uses.entry(operand).or_default() += 1;
            }
        }
        for root in roots {
            *uses.entry(*root).or_default() += 1;
        }
        let mut lets = TokenStream::new();
        for part in self.unknown(roots) {
            if uses[&part] > 1 && !self.is_atom(part) {
                let name = self.fresh();
                let value = self.value(part);
                lets.extend(quote!(let #name = #value;));
                self.know(part, name);
            }
        }
        lets
    }

    /// The parts of `roots` that have to be computed, operands first.
    pub(crate) fn unknown(&self, roots: &[Expr]) -> Vec<Expr> {
        let mut seen = HashSet::new();
        let mut stack = roots.to_vec();
        while let Some(e) = stack.pop() {
            if !self.knows(e) && seen.insert(e) {
                stack.extend(operands(self.arena, e));
            }
        }
        let mut parts: Vec<Expr> = seen.into_iter().collect();
        parts.sort_unstable();
        parts
    }

    /// The code of an expression; recursion is bounded by the depth that the arena allows.
    pub(crate) fn value(&self, e: Expr) -> TokenStream {
        if let Some(name) = self.names.get(&e) {
            return name.clone();
        }
        let real = |name: &str| self.function(name, e);
        match self.arena.node(e) {
            Node::Number(number) => self.number(number),
            Node::Constant(constant) => self.target.constant(constant, Span::mixed_site()),
            Node::Variable(symbol) => self.symbols.get(&symbol).cloned().unwrap_or_default(),
            Node::Add(a, b) => self.infix(a, quote!(+), b),
            Node::Sub(a, b) => self.infix(a, quote!(-), b),
            Node::Mul(a, b) => self.infix(a, quote!(*), b),
            Node::Div(a, b) => self.infix(a, quote!(/), b),
            Node::Neg(a) => {
                let a = self.operand(a);
                quote!(-#a)
            }
            Node::Powi(a, power) => {
                let (a, powi) = (self.value(a), real("powi"));
                let power = proc_macro2::Literal::i32_unsuffixed(power);
                quote!(#powi(#a, #power))
            }
            Node::Powf(a, power) => {
                let (a, powf) = (self.value(a), real("powf"));
                let power = self.target.decimal(&decimal(power), Span::mixed_site());
                quote!(#powf(#a, #power))
            }
            Node::Call(function, a) => match self.arena.node(a) {
                // An exponent as great as a row's range is worth its rounding error.
                Node::Sub(b, c)
                    if function == Function::Exp && !self.rows.contains(&e) && !self.knows(a) =>
                {
                    self.binary(real("exp_difference"), b, c)
                }
                _ => {
                    let (a, function) = (self.value(a), real(function.method()));
                    quote!(#function(#a))
                }
            },
            Node::Max(a, b) if self.rows.contains(&e) => self.binary(real("maximum"), a, b),
            Node::Min(a, b) if self.rows.contains(&e) => self.binary(real("minimum"), a, b),
            Node::Max(a, b) => self.binary(real("max"), a, b),
            Node::Min(a, b) => self.binary(real("min"), a, b),
            Node::Hypot(a, b) => self.binary(real("hypot"), a, b),
            Node::Select(condition, yes, no) => {
                let condition = self.condition(condition);
                self.target
                    .select(condition, self.value(yes), self.value(no))
            }
            Node::Reduce(reduction, a) => self.reduction(reduction, a),
        }
    }

    /// A function of rows where `e` is one, else of numbers.
    fn function(&self, name: &str, e: Expr) -> TokenStream {
        if self.rows.contains(&e) {
            self.target.row_function(name)
        } else {
            self.target.real_function(name, Span::mixed_site())
        }
    }

    /// A reduction of a row; passes have named theirs before anything that reads them is written.
    fn reduction(&self, reduction: Reduction, a: Expr) -> TokenStream {
        let name = match reduction {
            Reduction::Sum => "sum",
            Reduction::Mean => "mean",
            Reduction::Max => "max",
        };
        let reduce = self.target.row_function(name);
        let value = self.value(a);
        let some_row = self.rows.iter().min().filter(|_| !self.rows.contains(&a));
        match some_row {
            // A number is made a row by a power that is 1 at every position.
            Some(row) => {
                let (powi, row) = (self.target.row_function("powi"), self.value(*row));
                quote!(#reduce(#powi(#row, 0) * #value))
            }
            None => quote!(#reduce(#value)),
        }
    }

    fn infix(&self, a: Expr, operator: TokenStream, b: Expr) -> TokenStream {
        let (a, b) = (self.operand(a), self.operand(b));
        quote!(#a #operator #b)
    }

    fn binary(&self, function: TokenStream, a: Expr, b: Expr) -> TokenStream {
        let (a, b) = (self.value(a), self.value(b));
        quote!(#function(#a, #b))
    }

    fn operand(&self, e: Expr) -> TokenStream {
        let code = self.value(e);
        let atomic = self.knows(e)
            || match self.arena.node(e) {
                Node::Number(number) => number.is_decimal() && !number.is_negative(),
                Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Neg(_) => {
                    false
                }
                _ => true,
            };
        if atomic { code } else { parenthesised(code) }
    }

    /// A number: a decimal as it is, any other as the quotient of two.
    fn number(&self, number: Number) -> TokenStream {
        let write = |number: Number| {
            let code = self
                .target
                .number(&decimal(number.abs()), Span::mixed_site());
            if number.is_negative() {
                quote!(-#code)
            } else {
                code
            }
        };
        if number.is_decimal() {
            return write(number);
        }
        match number
            .to_ratio()
            .and_then(|(above, below)| Some((Number::ratio(above, 1)?, Number::ratio(below, 1)?)))
        {
            Some((above, below)) => {
                let (above, below) = (write(above), write(below));
                quote!(#above / #below)
            }
            // Parts beyond 128 bits, which no written fraction has.
            None => {
                let value = number.to_f64();
                let from = self.target.real_function("from_f64", Span::mixed_site());
                quote!(#from(#value))
            }
        }
    }

    /// The code of a condition, a mask.
    pub(crate) fn condition(&self, condition: Cond) -> TokenStream {
        match self.arena.condition(condition) {
            Condition::Compare(relation, a, b) => {
                let compare = self
                    .target
                    .real_function(comparison(relation), Span::mixed_site());
                self.binary(compare, a, b)
            }
            Condition::And(a, b) => {
                let (a, b) = (self.condition(a), self.condition(b));
                parenthesised(quote!(#a & #b))
            }
            Condition::Or(a, b) => {
                let (a, b) = (self.condition(a), self.condition(b));
                parenthesised(quote!(#a | #b))
            }
            Condition::Not(a) => {
                let a = self.condition(a);
                parenthesised(quote!(!#a))
            }
        }
    }

    /// `dy` times the expression, where a branch that is the literal 0 gives 0 whatever `dy` is.
    pub(crate) fn scaled(&self, e: Expr, dy: &TokenStream) -> TokenStream {
        match self.arena.node(e) {
            Node::Number(number) if number.is_zero() => self.number(number),
            Node::Number(Number::ONE) => dy.clone(),
            Node::Select(condition, yes, no) => {
                let condition = self.condition(condition);
                self.target
                    .select(condition, self.scaled(yes, dy), self.scaled(no, dy))
            }
            _ => {
                let factor = self.operand(e);
                quote!(#dy * #factor)
            }
        }
    }
}

/// The decimal text of a number that is one.
fn decimal(number: Number) -> String {
    number.to_string()
}
