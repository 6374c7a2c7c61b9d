//! Pieces of code that every kind of activation needs: arguments, derivatives, guards.

use activations_symbolic::Symbol;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::analysis::{Formulas, Slope};
use crate::declaration::Declaration;
use crate::emit::Emitter;
use crate::graph::passes_nan;
use crate::lift::Target;
use crate::term::{Expression, word};

/// Where the value of a parameter comes from.
#[derive(Clone, Copy)]
pub(crate) enum Parameters {
    /// The fields of `self`.
    Fields,
    /// The argument `parameters`.
    Slice,
}

/// A name that the user's code can neither see nor hide.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The local that holds input number `i`.
pub(crate) fn input(i: usize) -> Ident {
    format_ident!("input{i}", span = Span::mixed_site())
}

/// The code of one declaration, method by method.
pub(crate) struct Code<'a> {
    pub(crate) declaration: &'a Declaration,
    pub(crate) formulas: &'a Formulas,
    pub(crate) target: Target,
}

impl Code<'_> {
    /// A function of `Real`.
    pub(crate) fn real(&self, name: &str) -> TokenStream {
        self.target.real_function(name, Span::mixed_site())
    }

    /// An `f64` as a number of the code.
    pub(crate) fn float(&self, value: f64) -> TokenStream {
        let (from, value) = (self.real("from_f64"), float(value));
        quote!(#from(#value))
    }

    /// The value of parameter number `i`.
    pub(crate) fn parameter(&self, i: usize, from: Parameters) -> TokenStream {
        match from {
            Parameters::Fields => {
                let (from_f64, name) =
                    (self.real("from_f64"), &self.declaration.parameters[i].name);
                quote!(#from_f64(self.#name))
            }
            Parameters::Slice => {
                let parameters = local("parameters");
                quote!(#parameters[#i])
            }
        }
    }

    /// The declared function, applied to the inputs and the parameters.
    pub(crate) fn call(&self, from: Parameters) -> TokenStream {
        self.call_with(
            |i| {
                let input = input(i);
                quote!(#input)
            },
            |i| self.parameter(i, from),
        )
    }

    fn call_with(
        &self,
        input: impl Fn(usize) -> TokenStream,
        parameter: impl Fn(usize) -> TokenStream,
    ) -> TokenStream {
        let declaration = self.declaration;
        let arguments = declaration.arguments.iter().map(|argument| {
            let parameters = declaration.parameters.iter();
            match parameters
                .map(|p| &p.name)
                .position(|name| *name == argument.name)
            {
                Some(i) => parameter(i),
                None => {
                    let inputs = declaration.inputs.iter();
                    input(inputs.take_while(|name| **name != argument.name).count())
                }
            }
        });
        let name = &declaration.name;
        quote!(#name(#(#arguments),*))
    }

    /// Binds the names that an expression reads to where their values are.
    pub(crate) fn bindings(&self, expression: &Expression, from: Parameters) -> TokenStream {
        let bindings = expression.reads.iter().map(|(text, name)| {
            let value = self.value_of(text, from);
            quote!(let #name = #value;)
        });
        quote!(#(#bindings)*)
    }

    /// Where the value of an argument, of `y` or of `dy` is.
    fn value_of(&self, text: &str, from: Parameters) -> TokenStream {
        let Declaration {
            inputs, parameters, ..
        } = self.declaration;
        if let Some(i) = inputs.iter().position(|name| word(name) == text) {
            let input = input(i);
            quote!(#input)
        } else if let Some(i) = parameters
            .iter()
            .position(|parameter| word(&parameter.name) == text)
        {
            self.parameter(i, from)
        } else {
            let name = local(text);
            quote!(#name)
        }
    }

    /// The derivative number `slot`, or `dy` times it, as a block; NaN where what it reads is NaN.
    pub(crate) fn slope(&self, slot: usize, scaled: bool) -> TokenStream {
        self.derivative(&self.formulas.slopes[slot], slot, scaled)
    }

    /// A derivative by input or parameter number `slot`.
    pub(crate) fn derivative(&self, slope: &Slope, slot: usize, scaled: bool) -> TokenStream {
        let dy = local("dy");
        let dy = quote!(#dy);
        let (statements, value) = match slope {
            Slope::Stated(expression, _) => {
                let bindings = self.bindings(expression, Parameters::Fields);
                let value = if scaled {
                    self.target.scaled(&expression.term, &dy)
                } else {
                    self.target.term(&expression.term)
                };
                (bindings, value)
            }
            Slope::Derived(formula) => {
                let arena = &self.formulas.arena;
                let mut emitter = Emitter::new(arena, &self.target);
                for symbol in arena.symbols(*formula) {
                    let value = self.value_of(arena.name(symbol), Parameters::Fields);
                    emitter.name_symbol(symbol, value);
                }
                let shared = emitter.shared(&[*formula]);
                let value = if scaled {
                    emitter.scaled(*formula, &dy)
                } else {
                    emitter.value(*formula)
                };
                (shared, value)
            }
            Slope::Dual => {
                let krate = &self.declaration.krate;
                let dual = |moving: bool, value: TokenStream| {
                    let function = if moving {
                        quote!(variable)
                    } else {
                        quote!(fixed)
                    };
                    quote!(#krate::Dual::#function(#value))
                };
                let inputs = self.declaration.inputs.len();
                let value = self.call_with(
                    |i| {
                        let input = input(i);
                        dual(i == slot, quote!(#input))
                    },
                    |i| dual(inputs + i == slot, self.parameter(i, Parameters::Fields)),
                );
                let value = quote!(#value.tangent);
                (
                    TokenStream::new(),
                    if scaled { quote!(#dy * #value) } else { value },
                )
            }
        };
        let value = self.with_nan(slope, value);
        quote!({ #statements #value })
    }

    /// Adds the NaN that a branch of a derivative would hide, and that of the outside of the domain.
    fn with_nan(&self, slope: &Slope, value: TokenStream) -> TokenStream {
        let (declaration, formulas) = (self.declaration, self.formulas);
        let arena = &formulas.arena;
        let reads = |word: &str| slope.reads(arena, word);
        let passes = |through: &[Symbol]| {
            slope
                .formula()
                .is_some_and(|formula| passes_nan(arena, formula, through))
        };
        let mut sources = Vec::new();
        for (i, name) in declaration.inputs.iter().enumerate() {
            // The output is NaN as soon as an input is.
            if reads(&word(name)) && !passes(&[formulas.scope.inputs[i], formulas.y]) {
                sources.push(input(i));
            }
        }
        let reads_input = declaration.inputs.iter().any(|name| reads(&word(name)));
        let from_output = !reads_input && reads("y");
        if from_output && !passes(&[formulas.y]) {
            sources.push(local("y"));
        }
        let value = self.propagating(value, &sources);
        // Where only the output is kept, it is NaN outside of the domain and passes that on.
        if from_output {
            value
        } else {
            self.within_domain(value)
        }
    }

    /// `value`, or the first NaN among `sources`.
    pub(crate) fn propagating(&self, value: TokenStream, sources: &[Ident]) -> TokenStream {
        let propagate = self.real("propagate_nan");
        sources
            .iter()
            .rev()
            .fold(value, |value, source| quote!(#propagate(#value, #source)))
    }

    /// `value` inside of the declared domain, NaN outside.
    pub(crate) fn within_domain(&self, value: TokenStream) -> TokenStream {
        let Some(domain) = &self.declaration.domain else {
            return value;
        };
        let condition = self.target.condition(&domain.condition);
        let nan = self.float(f64::NAN);
        let names = self.declaration.inputs.iter().enumerate().map(|(i, name)| {
            let input = input(i);
            quote!(let #name = #input;)
        });
        let parameters = self
            .declaration
            .parameters
            .iter()
            .enumerate()
            .map(|(i, parameter)| {
                let (name, value) = (&parameter.name, self.parameter(i, Parameters::Fields));
                quote!(let #name = #value;)
            });
        let held = local("held");
        let result = self.target.select(condition, quote!(#held), nan);
        quote!({ let #held = #value; #(#names)* #(#parameters)* #result })
    }
}

/// An `f64` as written in code, infinities and NaN included.
pub(crate) fn float(value: f64) -> TokenStream {
    if value.is_finite() {
        quote!(#value)
    } else if value.is_nan() {
        quote!(::core::primitive::f64::NAN)
    } else if value > 0.0 {
        quote!(::core::primitive::f64::INFINITY)
    } else {
        quote!(::core::primitive::f64::NEG_INFINITY)
    }
}
