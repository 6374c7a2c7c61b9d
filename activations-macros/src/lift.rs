//! Terms as code over the algebra: literals, constants and `if` become calls, all else stays.
//!
//! The tokens that stay keep their spans, so that what is left to Rust is reported where it stands.

use activations_symbolic::{Constant, Number, Relation};
use proc_macro2::{Delimiter, Group, Ident, Literal as Token, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use crate::term::{Block, Call, Condition, If, Literal, Method, MethodKind, Term};

/// The types that lifted code is written for.
#[derive(Clone)]
pub(crate) struct Target {
    /// The path of the core crate.
    pub(crate) krate: Path,
    /// The type of numbers: `R`, or `<V as Row>::Scalar`.
    pub(crate) number: TokenStream,
    /// The type of rows, where there are any: `V`.
    pub(crate) row: Option<Ident>,
}

impl Target {
    /// Code over numbers of this type.
    pub(crate) fn real(krate: &Path, number: impl ToTokens) -> Self {
        Target {
            krate: krate.clone(),
            number: number.into_token_stream(),
            row: None,
        }
    }

    /// Code over `generic: Row`.
    pub(crate) fn row(krate: &Path, generic: &Ident) -> Self {
        Target {
            krate: krate.clone(),
            number: quote!(<#generic as #krate::Row>::Scalar),
            row: Some(generic.clone()),
        }
    }

    /// A function of `Real`, for the type of numbers.
    pub(crate) fn real_function(&self, name: &str, span: Span) -> TokenStream {
        let Target { krate, number, .. } = self;
        let name = Ident::new(name, span);
        quote_spanned!(span=> <#number as #krate::Real>::#name)
    }

    /// A function of `Row`, for the type of rows.
    pub(crate) fn row_function(&self, name: &str) -> TokenStream {
        let Target { krate, row, .. } = self;
        let name = Ident::new(name, Span::mixed_site());
        quote!(<#row as #krate::Row>::#name)
    }

    /// The decimal with this text as a value of type `Literal`.
    pub(crate) fn decimal(&self, text: &str, span: Span) -> TokenStream {
        let krate = &self.krate;
        let mut quoted = Token::string(text);
        quoted.set_span(span);
        // Reading refused what is no decimal or exceeds `f64`; `f32` may still overflow.
        let double = text.parse::<f64>().unwrap_or_default();
        let single = match text.parse::<f32>().unwrap_or_default() {
            finite if finite.is_finite() => finite.to_token_stream(),
            infinite if infinite > 0.0 => quote!(::core::primitive::f32::INFINITY),
            _ => quote!(::core::primitive::f32::NEG_INFINITY),
        };
        quote_spanned!(span=> #krate::Literal::new(#quoted, #double, #single))
    }

    /// The decimal with this text as a number.
    pub(crate) fn number(&self, text: &str, span: Span) -> TokenStream {
        let literal = self.real_function("literal", span);
        let decimal = self.decimal(text, span);
        quote_spanned!(span=> #literal(#decimal))
    }

    /// A named constant as a number.
    pub(crate) fn constant(&self, constant: Constant, span: Span) -> TokenStream {
        let krate = &self.krate;
        let function = self.real_function("constant", span);
        let variant = Ident::new(&format!("{constant:?}"), span);
        quote_spanned!(span=> #function(#krate::Constant::#variant))
    }

    /// The code of a term.
    pub(crate) fn term(&self, term: &Term) -> TokenStream {
        match term {
            Term::Literal(Literal { text, span, .. }) => self.number(text, *span),
            Term::Constant(constant, path) => self.checked_constant(*constant, path),
            Term::Name(name) => name.to_token_stream(),
            Term::Negative(minus, inner) => {
                let inner = self.operand(inner);
                quote!(#minus #inner)
            }
            Term::Binary(operator, left, right) => {
                let (left, right) = (self.operand(left), self.operand(right));
                quote!(#left #operator #right)
            }
            Term::Method(method) => self.method(method),
            Term::Call(Call { path, arguments }) => {
                let arguments = arguments.iter().map(|argument| self.term(argument));
                quote!(#path(#(#arguments),*))
            }
            Term::If(If { condition, yes, no }) => {
                let condition = self.condition(condition);
                let (yes, no) = (self.block(yes), self.block(no));
                self.select(condition, yes, no)
            }
            Term::Block(block) => self.block(block),
        }
    }

    /// `select(mask, yes, no)`
    pub(crate) fn select(
        &self,
        mask: TokenStream,
        yes: TokenStream,
        no: TokenStream,
    ) -> TokenStream {
        let select = self.real_function("select", Span::mixed_site());
        quote!(#select(#mask, #yes, #no))
    }

    /// The code of a term as an operand: what is not atomic stands in parentheses.
    fn operand(&self, term: &Term) -> TokenStream {
        let code = self.term(term);
        match term {
            // What starts with a brace would end a statement.
            Term::Constant(..) | Term::Block(_) => parenthesised(code),
            Term::Negative(..) | Term::Binary(..) => parenthesised(code),
            _ => code,
        }
    }

    /// `dy` times a term, where a branch that is the literal 0 gives 0 whatever `dy` is.
    pub(crate) fn scaled(&self, term: &Term, dy: &TokenStream) -> TokenStream {
        match term {
            Term::Literal(literal) if literal.value.is_zero() => self.term(term),
            Term::Literal(literal) if literal.value == Number::ONE => dy.clone(),
            Term::If(If { condition, yes, no }) => {
                let condition = self.condition(condition);
                self.select(
                    condition,
                    self.scaled_block(yes, dy),
                    self.scaled_block(no, dy),
                )
            }
            Term::Block(block) => self.scaled_block(block, dy),
            _ => {
                let factor = self.operand(term);
                quote!(#dy * #factor)
            }
        }
    }

    fn scaled_block(&self, block: &Block, dy: &TokenStream) -> TokenStream {
        let statements = self.statements(block);
        let value = self.scaled(&block.value, dy);
        if statements.is_empty() {
            value
        } else {
            quote!({ #statements #value })
        }
    }

    fn method(&self, method: &Method) -> TokenStream {
        let Method {
            receiver,
            name,
            kind,
        } = method;
        let receiver = self.operand(receiver);
        let arguments = match kind {
            MethodKind::Powi(power, span) => {
                let mut power = Token::i32_unsuffixed(*power);
                power.set_span(*span);
                vec![power.to_token_stream()]
            }
            MethodKind::Powf(Literal { text, span, .. }) => vec![self.decimal(text, *span)],
            _ => method
                .arguments()
                .into_iter()
                .map(|argument| self.term(argument))
                .collect(),
        };
        quote!(#receiver.#name(#(#arguments),*))
    }

    /// A block without its braces where it is nothing but a value.
    pub(crate) fn block(&self, block: &Block) -> TokenStream {
        if block.imports.is_empty() && block.lets.is_empty() {
            return self.term(&block.value);
        }
        let statements = self.statements(block);
        let value = self.term(&block.value);
        quote!({ #statements #value })
    }

    /// What comes before the value of a block.
    pub(crate) fn statements(&self, block: &Block) -> TokenStream {
        let imports = &block.imports;
        let lets = block.lets.iter().map(|binding| {
            let name = &binding.name;
            let ty = binding.ty.iter();
            let value = self.term(&binding.value);
            quote!(let #name #(: #ty)* = #value;)
        });
        quote!(#(#imports)* #(#lets)*)
    }

    /// The code of a condition, a mask.
    pub(crate) fn condition(&self, condition: &Condition) -> TokenStream {
        match condition {
            Condition::Compare(relation, left, right) => {
                let compare = self.real_function(comparison(*relation), Span::mixed_site());
                let (left, right) = (self.term(left), self.term(right));
                quote!(#compare(#left, #right))
            }
            Condition::And(left, right) => {
                let (left, right) = (self.condition(left), self.condition(right));
                parenthesised(quote!(#left & #right))
            }
            Condition::Or(left, right) => {
                let (left, right) = (self.condition(left), self.condition(right));
                parenthesised(quote!(#left | #right))
            }
            Condition::Not(inner) => {
                let inner = self.condition(inner);
                parenthesised(quote!(!#inner))
            }
        }
    }

    /// A constant, after a check by the compiler that the path names the constant of std with this
    /// name: the path is read by its last word only.
    fn checked_constant(&self, constant: Constant, path: &Path) -> TokenStream {
        let span = path.span();
        let name = Ident::new(constant.name(), span);
        let message = format!("this is not `core::f64::consts::{name}`");
        let check = quote_spanned! {span=>
            // An assertion on constants, which clippy would have removed.
            #[allow(clippy::all)]
            const _: () = ::core::assert!(#path == ::core::f64::consts::#name, #message);
        };
        let value = self.constant(constant, span);
        quote!({ #check #value })
    }
}

/// The method of `Real` for a comparison.
pub(crate) fn comparison(relation: Relation) -> &'static str {
    match relation {
        Relation::Lt => "lt",
        Relation::Le => "le",
        Relation::Gt => "gt",
        Relation::Ge => "ge",
        Relation::Eq => "eq",
        Relation::Ne => "ne",
    }
}

/// Parentheses that no lint of the user's crate complains about.
pub(crate) fn parenthesised(code: TokenStream) -> TokenStream {
    let mut group = Group::new(Delimiter::Parenthesis, code);
    group.set_span(Span::mixed_site());
    TokenTree::Group(group).into()
}
