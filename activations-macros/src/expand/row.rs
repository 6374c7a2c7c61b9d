//! The definition of a row-wise activation: as written, and in passes over the row.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Reduction};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Checked;
use super::code::{Code, Parameters, input, local};
use crate::analysis::Formulas;
use crate::declaration::Declaration;
use crate::emit::Emitter;
use crate::lift::Target;
use crate::ones;
use crate::passes::{Pass, Program, Rows};
use crate::prove::Standing;
use crate::tangent;

/// `impl RowDefinition`, and the public traits by it.
pub(crate) fn definition(checked: Checked<'_>) -> TokenStream {
    let Checked {
        declaration,
        formulas,
        ..
    } = checked;
    let Declaration {
        krate,
        type_name,
        generic,
        ..
    } = declaration;
    let code = Code {
        declaration,
        formulas,
        target: Target::row(krate, generic),
    };
    let (x, y, dy, parameters) = (input(0), local("y"), local("dy"), local("parameters"));
    let plain = code.call(Parameters::Slice);
    let vjp = match &declaration.vjp {
        Some(vjp) => {
            let bindings = code.bindings(vjp, Parameters::Slice);
            let value = code.target.term(&vjp.term);
            quote!(#bindings #value)
        }
        None => derived_vjp(&code),
    };
    let spec = declaration.spec.as_ref().map(|spec| {
        let (bindings, value) = (
            code.bindings(spec, Parameters::Slice),
            code.target.term(&spec.term),
        );
        quote! {
            #[inline(always)]
            fn spec<#generic: #krate::Row>(
                #x: #generic, #parameters: &[<#generic as #krate::Row>::Scalar],
            ) -> #krate::__private::Option<#generic> {
                #bindings
                #krate::__private::Option::Some(#value)
            }
        }
    });
    let passes = passes(checked);
    quote! {
        #[automatically_derived]
        // A formula need not read all that it is given, what it calls is reported in the function as it
        // was written, and the style is not the declaring crate's.
        #[allow(unused_variables, deprecated, clippy::all)]
        impl #krate::__private::RowDefinition for #type_name {
            #[inline(always)]
            fn plain<#generic: #krate::Row>(
                #x: #generic, #parameters: &[<#generic as #krate::Row>::Scalar],
            ) -> #generic {
                #plain
            }

            #[inline(always)]
            fn plain_vjp<#generic: #krate::Row>(
                #x: #generic, #y: #generic, #dy: #generic,
                #parameters: &[<#generic as #krate::Row>::Scalar],
            ) -> #generic {
                #vjp
            }

            #spec

            #passes
        }

        #krate::__private::row_wise! { #type_name }
    }
}

/// The derived gradient as it would be written by hand.
fn derived_vjp(code: &Code<'_>) -> TokenStream {
    let formulas = code.formulas;
    let Some(vjp) = formulas.vjp else {
        return TokenStream::new();
    };
    let row_symbols = [
        (formulas.scope.inputs[0], input(0)),
        (formulas.y, local("y")),
        (formulas.dy, local("dy")),
    ];
    let rows = Rows::new(
        &formulas.arena,
        row_symbols.each_ref().map(|(symbol, _)| *symbol),
    );
    let mut emitter =
        Emitter::new(&formulas.arena, &code.target).over_rows(rows.row_values(&[vjp]));
    for (symbol, name) in &row_symbols {
        emitter.name_symbol(*symbol, name);
    }
    for (i, parameter) in formulas.scope.parameters.iter().enumerate() {
        emitter.name_symbol(parameter.symbol, code.parameter(i, Parameters::Slice));
    }
    let shared = emitter.shared(&[vjp]);
    let value = emitter.value(vjp);
    quote!(#shared #value)
}

/// The forward, the VJP and the JVP in passes.
fn passes(checked: Checked<'_>) -> Option<TokenStream> {
    let Checked {
        declaration,
        formulas,
        findings,
    } = checked;
    let (forward, vjp) = formulas.body.zip(formulas.vjp)?;
    let mut arena = formulas.arena.clone();
    let (x, y, dy) = (formulas.scope.inputs[0], formulas.y, formulas.dy);
    let direction = arena.variable(dy);
    // The proof of a gradient shows that the choice of the greatest element does not matter.
    let proved = matches!(findings.standing, Standing::Proved | Standing::Derived);
    let jvp = tangent::along(&mut arena, forward, x, direction, proved);
    // A JVP is given the output as well.
    let output = arena.variable(y);
    let jvp = arena.replace(jvp, &HashMap::from([(forward, output)]));
    let accurate = [forward, vjp, jvp].map(|formula| ones::counted_apart(&mut arena, formula));

    let rows = Rows::new(&arena, [x, y, dy]);
    let writer = Writer {
        declaration,
        formulas,
        arena: &arena,
        rows: &rows,
    };
    let [forward, vjp, jvp] = accurate.map(|formula| rows.split(formula));
    let forward_rereads = rows.reads_after_store(&forward, x);
    let vjp_rereads = rows.reads_after_store(&vjp, dy);
    let forward = writer.method("forward", &forward);
    let vjp = writer.method("vjp", &vjp);
    let jvp = writer.method("jvp", &jvp);
    Some(quote! {
        const FORWARD_READS_AFTER_STORE: ::core::primitive::bool = #forward_rereads;
        const VJP_READS_AFTER_STORE: ::core::primitive::bool = #vjp_rereads;
        #forward
        #vjp
        #jvp
    })
}

/// Writes programs as methods over an engine.
struct Writer<'a> {
    declaration: &'a Declaration,
    formulas: &'a Formulas,
    arena: &'a Arena,
    rows: &'a Rows<'a>,
}

impl Writer<'_> {
    fn method(&self, name: &str, program: &Program) -> TokenStream {
        let krate = &self.declaration.krate;
        let (name, engine, kind) = (local(name), local("engine"), local("E"));
        let target = Target::real(krate, quote!(<#kind as #krate::__private::RowEngine>::R));
        let mut emitter = Emitter::new(self.arena, &target);
        let mut statements = TokenStream::new();
        let from_f64 = target.real_function("from_f64", Span::mixed_site());
        let parameters = self.formulas.scope.parameters.iter();
        for (parameter, stated) in parameters.zip(&self.declaration.parameters) {
            let (held, name) = (emitter.fresh(), &stated.name);
            statements.extend(quote!(let #held = #from_f64(self.#name);));
            emitter.name_symbol(parameter.symbol, held);
        }
        if let Some(length) = self.rows.length(program) {
            let held = emitter.fresh();
            statements.extend(quote! {
                let #held = #krate::__private::RowEngine::length(#engine);
            });
            emitter.know(length, held);
        }
        let mut stored = None;
        for pass in &program.passes {
            statements.extend(self.pass(pass, stored, &mut emitter));
            stored = stored.or(pass.store.filter(|_| program.stored.is_some()));
        }
        quote! {
            #[inline(always)]
            fn #name<#kind: #krate::__private::RowEngine>(&self, #engine: &mut #kind) {
                #statements
            }
        }
    }

    /// One call of the engine, after what it reads of the whole row.
    fn pass(&self, pass: &Pass, stored: Option<Expr>, emitter: &mut Emitter<'_>) -> TokenStream {
        let krate = &self.declaration.krate;
        let (engine, slots) = (local("engine"), local("slots"));
        let roots = pass.roots();

        let invariants = self.rows.invariants(&roots, stored);
        let mut before = emitter.shared(&invariants);
        for value in invariants {
            if !emitter.knows(value) && !emitter.is_atom(value) {
                let (held, code) = (emitter.fresh(), emitter.value(value));
                before.extend(quote!(let #held = #code;));
                emitter.know(value, held);
            }
        }

        // What the closure binds is known within it only.
        let mut inside = emitter.clone();
        let formulas = self.formulas;
        for (symbol, slot) in [
            (formulas.scope.inputs[0], "x"),
            (formulas.y, "y"),
            (formulas.dy, "dy"),
        ] {
            let slot = Ident::new(slot, Span::mixed_site());
            inside.name_symbol(symbol, quote!(#slots.#slot));
        }
        if let Some(stored) = stored {
            inside.know(stored, quote!(#slots.out));
        }
        let shared = inside.shared(&roots);
        let contributions = pass
            .reductions
            .iter()
            .map(|(.., contribution)| inside.value(*contribution));
        let contributions = quote!([#(#contributions),*]);
        let kinds = pass
            .reductions
            .iter()
            .map(|(_, reduction, _)| match reduction {
                Reduction::Sum => quote!(#krate::Reduction::Sum),
                Reduction::Mean => quote!(#krate::Reduction::Mean),
                Reduction::Max => quote!(#krate::Reduction::Max),
            });
        let (function, result) = match pass.store {
            Some(value) => {
                let value = inside.value(value);
                (local("store"), quote!((#value, #contributions)))
            }
            None => (local("reduce"), contributions),
        };
        let call = quote! {
            #krate::__private::RowEngine::#function(
                #engine, [#(#kinds),*],
                #[inline(always)]
                |#slots| { #shared #result },
            )
        };
        let names: Vec<Ident> = pass.reductions.iter().map(|_| emitter.fresh()).collect();
        for ((reduction, ..), name) in pass.reductions.iter().zip(&names) {
            emitter.know(*reduction, name);
        }
        quote!(#before let [#(#names),*] = #call;)
    }
}
