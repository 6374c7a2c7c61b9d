//! Documentation made from a declaration: its formulas, what is kept, kinks, limits, parameters, proof.

mod plot;

use activations_symbolic::{Kink, evaluate, print};
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, Lit, Meta};

use crate::analysis::{Formulas, Slope};
use crate::declaration::{Declaration, Kind};
use crate::prove::{Findings, Standing};

/// Lines of documentation of the generated type.
pub(crate) fn of_type(
    declaration: &Declaration,
    formulas: &Formulas,
    findings: &Findings,
) -> Vec<String> {
    let name = declaration.name.unraw();
    let mut lines = prose(&declaration.attributes);
    if lines.is_empty() {
        lines.push(format!(" The activation of the function [`{name}`]."));
    }
    let mut items = Vec::new();
    // The textbook formula is the one to read; the body may be a form that keeps digits.
    let text = |e| print::formula(&formulas.arena, e);
    match (formulas.spec.map(text), formulas.body.map(text)) {
        (Some(spec), Some(body)) => {
            items.push(format!("y = `{spec}`"));
            items.push(format!("computed as `{body}`, proved equal"));
        }
        (spec, body) => items.extend(body.or(spec).map(|formula| format!("y = `{formula}`"))),
    }
    items.extend(derivatives(declaration, formulas));
    let kept = kept(declaration, formulas);
    let pullback = formulas
        .pullback
        .as_ref()
        .and_then(Slope::formula)
        .map(text);
    items.push(match pullback {
        Some(pullback) => format!("a training step keeps {kept}, and takes `{pullback}` of it"),
        None => format!("a training step keeps {kept}"),
    });
    items.extend(findings.kinks.iter().map(kink));
    if let Some(reason) = &declaration.jumps {
        items.push(format!("the output may jump: {}", reason.value()));
    }
    items.extend(limits(declaration, formulas));
    if let Some(domain) = formulas.scope.domain {
        let text = print::formula_condition(&formulas.arena, domain);
        items.push(format!("defined for `{text}`; NaN elsewhere"));
    }
    items.extend((0..declaration.parameters.len()).map(|i| parameter(declaration, formulas, i)));
    items.push(standing(&findings.standing));
    lines.push(String::new());
    lines.extend(items.into_iter().map(|item| format!(" * {item}")));
    if declaration.kind == Kind::ElementWise {
        let plot = plot::of(formulas, declaration.jumps.is_some());
        if !plot.is_empty() {
            lines.extend([String::new(), " ```text".to_owned()]);
            lines.extend(plot.into_iter().map(|line| format!(" {line}")));
            lines.push(" ```".to_owned());
        }
    }
    lines
}

/// Lines of documentation of `new`.
pub(crate) fn of_constructor(declaration: &Declaration, formulas: &Formulas) -> Vec<String> {
    let name = declaration.name.unraw();
    let mut lines = vec![
        format!(" The activation with these parameters of [`{name}`]."),
        String::new(),
    ];
    lines.extend(
        (0..declaration.parameters.len())
            .map(|i| format!(" * {}", parameter(declaration, formulas, i))),
    );
    lines.extend([
        String::new(),
        " # Errors".to_owned(),
        String::new(),
        " When a parameter is not finite, or not in its domain.".to_owned(),
    ]);
    lines
}

/// The documentation of the function as far as its first heading or example.
fn prose(attributes: &[syn::Attribute]) -> Vec<String> {
    let text = |attribute: &syn::Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    let lines = attributes.iter().filter_map(text);
    // An example would run twice, and a heading would stand in the middle of the page.
    let ends = |line: &String| {
        let text = line.trim_start();
        ["#", "```", "~~~"]
            .iter()
            .any(|start| text.starts_with(start))
            || line.starts_with("     ")
    };
    lines
        .flat_map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .take_while(|line| !ends(line))
        .collect()
}

/// What is known of each derivative.
fn derivatives(declaration: &Declaration, formulas: &Formulas) -> Vec<String> {
    if let Some(vjp) = formulas.vjp {
        return vec![format!(
            "dL/dx = `{}`",
            print::formula(&formulas.arena, vjp)
        )];
    }
    let inputs = declaration.inputs.iter();
    let names = inputs.chain(
        declaration
            .parameters
            .iter()
            .map(|parameter| &parameter.name),
    );
    let many = declaration.inputs.len() + declaration.parameters.len() > 1;
    names
        .zip(&formulas.slopes)
        .filter_map(|(name, slope)| {
            let text = print::formula(&formulas.arena, slope.formula()?);
            let of = if many {
                format!("∂y/∂{name}")
            } else {
                format!("dy/d{name}")
            };
            Some(format!("{of} = `{text}`"))
        })
        .collect()
}

fn kept(declaration: &Declaration, formulas: &Formulas) -> &'static str {
    let reads = formulas.reads(declaration);
    let gated = declaration.kind == Kind::Gated;
    match (reads.input, reads.output) {
        (false, false) => "nothing",
        (true, false) if gated => "the inputs",
        (true, false) => "the input",
        (false, true) => "the output",
        (true, true) if gated => "the inputs and the output",
        (true, true) => "the input and the output",
    }
}

fn kink(kink: &Kink) -> String {
    format!(
        "kink at `{}`: slope `{}` from the left, `{}` to the right; the derivative takes `{}`",
        kink.at_text, kink.left.text, kink.right.text, kink.taken.text
    )
}

/// The values at ±∞: the declared ones, and those that plain evaluation gives.
fn limits(declaration: &Declaration, formulas: &Formulas) -> Vec<String> {
    let declared = declaration.limits.iter().map(|limit| {
        let value = limit.as_ref().map(|limit| limit.value.to_f64());
        value.filter(|_| declaration.kind == Kind::ElementWise)
    });
    let ends = [("−∞", f64::NEG_INFINITY), ("∞", f64::INFINITY)];
    let value = |declared: Option<f64>, end: f64| {
        declared.or_else(|| {
            let at = [(formulas.scope.inputs[0], end)];
            let is_plain =
                declaration.kind == Kind::ElementWise && formulas.scope.parameters.is_empty();
            let body = formulas.body.filter(|_| is_plain)?;
            Some(evaluate(&formulas.arena, body, &at)).filter(|value| !value.is_nan())
        })
    };
    declared
        .zip(ends)
        .filter_map(|(declared, (name, end))| {
            let value = match value(declared, end)? {
                f64::INFINITY => "∞".to_owned(),
                f64::NEG_INFINITY => "−∞".to_owned(),
                number => format!("{}", number + 0.0).replace('-', "−"),
            };
            Some(format!("`{value}` at {name}"))
        })
        .collect()
}

fn parameter(declaration: &Declaration, formulas: &Formulas, i: usize) -> String {
    let parameter = &declaration.parameters[i];
    let domain = match formulas.scope.parameters[i].domain {
        Some(domain) => {
            format!(
                "with `{}`",
                print::formula_condition(&formulas.arena, domain)
            )
        }
        None => "any finite number".to_owned(),
    };
    format!(
        "`{}`: {domain}; `{}` by default",
        parameter.name, parameter.default
    )
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Proved => "the derivative was proved when this was compiled".to_owned(),
        Standing::Derived => "the derivative was derived from the definition".to_owned(),
        Standing::Deferred => {
            "the derivative is checked by a test, since the definition calls other functions"
                .to_owned()
        }
        Standing::Unproved(reason) => {
            format!(
                "the derivative is tested and not proved: {}",
                reason.value()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::prose;

    fn first_part(documentation: &str) -> Vec<String> {
        // As the compiler has them: a space before the words, and nothing in an empty line.
        let written = |line: &str| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        };
        let lines = documentation.lines().map(written);
        let attributes: Vec<syn::Attribute> = lines
            .map(|line| syn::parse_quote!(#[doc = #line]))
            .collect();
        prose(&attributes)
    }

    #[test]
    fn examples_and_sections_stay_with_the_function() {
        let kept = first_part("One line.\n\n`x` is the input.\n\n```\nassert!(true);\n```\nMore.");
        assert_eq!(kept, [" One line.", "", " `x` is the input.", ""]);
        assert_eq!(first_part("Line.\n# Panics\nNever."), [" Line."]);
        assert_eq!(first_part("Line.\n    let example = 1;"), [" Line."]);
    }
}
