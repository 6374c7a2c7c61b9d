//! The definition of an activation that acts on each element, of one input or of two.

use activations_symbolic::evaluate;
use proc_macro2::TokenStream;
use quote::quote;

use super::code::{Code, Parameters, input, local};
use crate::analysis::{Formulas, Slope};
use crate::declaration::{Declaration, Kind};
use crate::graph::passes_nan;
use crate::lift::Target;

/// `impl Definition` or `impl GatedDefinition`, and the public traits by it.
pub(crate) fn definition(declaration: &Declaration, formulas: &Formulas) -> TokenStream {
    let Declaration {
        krate,
        type_name,
        generic,
        kind,
        ..
    } = declaration;
    let target = Target::real(krate, generic);
    let code = Code {
        declaration,
        formulas,
        target,
    };
    let inputs: Vec<_> = (0..declaration.inputs.len()).map(input).collect();
    let (y, dy, index, parameters) = (local("y"), local("dy"), local("index"), local("parameters"));

    let plain = code.call(Parameters::Slice);
    let forward = forward(&code);
    let finite = finite(&code, &formulas.slopes);
    let slopes = |scaled| -> Vec<TokenStream> {
        (0..inputs.len())
            .map(|slot| code.slope(slot, scaled))
            .collect()
    };
    let (derivative, vjp) = (slopes(false), slopes(true));
    let pullback = formulas.pullback.as_ref().map(|slope| {
        let finite = self::finite(&code, std::slice::from_ref(slope));
        let value = code.derivative(slope, 0, true);
        let reads_output = formulas.slopes[0].reads(&formulas.arena, "y");
        quote! {
            const READS_OUTPUT: ::core::primitive::bool = #reads_output;

            #[inline(always)]
            fn pullback<#generic: #krate::Real>(
                &self, #(#inputs: #generic,)* #y: #generic, #dy: #generic,
            ) -> #generic {
                #finite
                #value
            }
        }
    });
    let parameter_derivative = parameter_derivative(&code).map(|body| {
        quote! {
            #[inline(always)]
            fn parameter_derivative<#generic: #krate::Real>(
                &self, #(#inputs: #generic,)* #y: #generic, #index: ::core::primitive::usize,
            ) -> #generic {
                #finite
                #body
            }
        }
    });
    let spec = declaration.spec.as_ref().map(|spec| {
        let (bindings, value) = (
            code.bindings(spec, Parameters::Slice),
            code.target.term(&spec.term),
        );
        quote! {
            #[inline(always)]
            fn spec<#generic: #krate::Real>(
                #(#inputs: #generic,)* #parameters: &[#generic],
            ) -> #krate::__private::Option<#generic> {
                #bindings
                #krate::__private::Option::Some(#value)
            }
        }
    });
    let domain = declaration.domain.as_ref().map(|_| {
        let input = input(0);
        let inside = code.within_domain(quote!(#input));
        quote! {
            #[inline(always)]
            fn within_domain<#generic: #krate::Real>(&self, #input: #generic) -> #generic {
                #inside
            }
        }
    });
    let (definition, derivative_name, one_or_two, public) = match kind {
        Kind::Gated => (
            quote!(GatedDefinition),
            quote!(partials),
            quote!([#generic; 2]),
            quote!(gated),
        ),
        _ => (
            quote!(Definition),
            quote!(derivative),
            quote!(#generic),
            quote!(element_wise),
        ),
    };
    let gather = |values: &[TokenStream]| match values {
        [one] => one.clone(),
        several => quote!([#(#several),*]),
    };
    let (derivative, vjp) = (gather(&derivative), gather(&vjp));
    quote! {
        #[automatically_derived]
        // A formula need not read all that it is given, what it calls is reported in the function as it
        // was written, and the style is not the declaring crate's.
        #[allow(unused_variables, deprecated, clippy::all)]
        impl #krate::__private::#definition for #type_name {
            #[inline(always)]
            fn plain<#generic: #krate::Real>(
                #(#inputs: #generic,)* #parameters: &[#generic],
            ) -> #generic {
                #plain
            }

            #[inline(always)]
            fn forward<#generic: #krate::Real>(&self, #(#inputs: #generic),*) -> #generic {
                #forward
            }

            #[inline(always)]
            fn #derivative_name<#generic: #krate::Real>(
                &self, #(#inputs: #generic,)* #y: #generic,
            ) -> #one_or_two {
                #finite
                #derivative
            }

            #[inline(always)]
            fn vjp<#generic: #krate::Real>(
                &self, #(#inputs: #generic,)* #y: #generic, #dy: #generic,
            ) -> #one_or_two {
                #finite
                #vjp
            }

            #pullback
            #parameter_derivative
            #domain
            #spec
        }

        #krate::__private::#public! { #type_name }
    }
}

/// The function at the activation's parameters, with the declared limits, and NaN where the input is
/// NaN or outside of the domain.
fn forward(code: &Code<'_>) -> TokenStream {
    let (declaration, formulas) = (code.declaration, code.formulas);
    let value = local("value");
    let call = code.call(Parameters::Fields);
    let equal = code.real("eq");
    let ends = [f64::NEG_INFINITY, f64::INFINITY];
    let limits = declaration
        .limits
        .iter()
        .zip(ends)
        .filter_map(|(limit, end)| {
            let limit = limit.as_ref()?.value.to_f64();
            if evaluates_to(formulas, end, limit) {
                return None;
            }
            let (input, end, limit) = (input(0), code.float(end), code.float(limit));
            let select = code
                .target
                .select(quote!(#equal(#input, #end)), limit, quote!(#value));
            Some(quote!(let #value = #select;))
        });
    let hiding = declaration.inputs.iter().enumerate().filter(|(i, _)| {
        let symbol = formulas.scope.inputs[*i];
        !formulas
            .body
            .is_some_and(|body| passes_nan(&formulas.arena, body, &[symbol]))
    });
    let sources: Vec<_> = hiding.map(|(i, _)| input(i)).collect();
    let guarded = code.propagating(quote!(#value), &sources);
    let result = code.within_domain(guarded);
    quote! {
        let #value = #call;
        #(#limits)*
        #result
    }
}

/// Whether plain evaluation at an infinity gives the declared value already. What parameters do to it
/// is not known here.
fn evaluates_to(formulas: &Formulas, end: f64, limit: f64) -> bool {
    let Some(body) = formulas.body else {
        return false;
    };
    let at = [(formulas.scope.inputs[0], end)];
    let value = evaluate(&formulas.arena, body, &at);
    formulas.scope.parameters.is_empty() && value.to_bits() == limit.to_bits()
}

/// At an infinite input whose limit is declared, the derivative is evaluated at the largest finite
/// number instead, where no ∞ · 0 can arise.
fn finite(code: &Code<'_>, slopes: &[Slope]) -> TokenStream {
    let ends = code
        .declaration
        .limits
        .iter()
        .zip([f64::NEG_INFINITY, f64::INFINITY]);
    let mut declared = ends.filter_map(|(limit, end)| Some((end, limit.as_ref()?.value.to_f64())));
    if !declared.any(|(end, limit)| arises_nan(code.formulas, slopes, end, limit)) {
        return TokenStream::new();
    }
    let (input, y, finite) = (input(0), local("y"), code.real("finite"));
    quote! {
        let #input = #finite(#input);
        let #y = #finite(#y);
    }
}

/// Whether plain evaluation of the derivative at an infinity may give NaN. What parameters do to it is
/// not known here.
fn arises_nan(formulas: &Formulas, slopes: &[Slope], end: f64, limit: f64) -> bool {
    let at = [(formulas.scope.inputs[0], end), (formulas.y, limit)];
    let value = |formula| evaluate(&formulas.arena, formula, &at);
    match slopes {
        [slope] => slope
            .formula()
            .is_none_or(|formula| value(formula).is_nan()),
        _ => true,
    }
}

/// The derivatives by the parameters, chosen by `index`.
fn parameter_derivative(code: &Code<'_>) -> Option<TokenStream> {
    let inputs = code.declaration.inputs.len();
    let count = code.declaration.parameters.len();
    let index = local("index");
    let arms = (0..count).map(|i| {
        let value = code.slope(inputs + i, false);
        if i + 1 == count {
            quote!(_ => #value,)
        } else {
            quote!(#i => #value,)
        }
    });
    (count > 0).then(|| quote!(match #index { #(#arms)* }))
}
