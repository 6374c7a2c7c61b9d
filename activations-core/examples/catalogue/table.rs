//! The table of built-ins, made from their declarations alone.

use activations_core::ndarray::array;
use activations_core::{Activation, Declaration, Gated, Keeps, Kind, all, all_gated};

const BEGIN: &str = "<!-- catalogue: begin -->\n";
const END: &str = "<!-- catalogue: end -->\n";

/// A text around its table: what is before it, the table, and what follows.
pub(crate) fn find(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(BEGIN)? + BEGIN.len();
    let end = start + text[start..].find(END)?;
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// A line for each built-in.
pub(crate) fn markdown() -> String {
    let mut text = String::from(
        "\n| name | y | parameters | kinks | at −∞, ∞ | keeps |\n|---|---|---|---|---|---|\n",
    );
    for activation in all() {
        let declaration = activation.declaration();
        let limits = if declaration.kind == Kind::ElementWise {
            let y = activation.forward(&array![f64::NEG_INFINITY, f64::INFINITY]);
            format!("{}, {}", number(y[0]), number(y[1]))
        } else {
            "a row".to_owned()
        };
        text += &line(declaration, &limits);
    }
    for gated in all_gated() {
        text += &line(gated.declaration(), "two inputs");
    }
    text.push('\n');
    text
}

fn line(declaration: &Declaration, limits: &str) -> String {
    let names: Vec<String> = [declaration.name]
        .iter()
        .chain(declaration.also)
        .map(|n| format!("`{n}`"))
        .collect();
    let parameters = declaration.parameters.iter().map(|parameter| {
        let default = format!("{} = {}", parameter.name, number(parameter.default));
        match parameter.domain {
            "" => default,
            domain => format!("{default}, {domain}"),
        }
    });
    let kinks = declaration.kinks.iter().map(|kink| {
        let slope = |value: f64| match value {
            // One that depends on the other input, or on what the point depends on.
            varies if varies.is_nan() => "varies".to_owned(),
            value => number(value),
        };
        let [left, right, taken] = [kink.left, kink.right, kink.taken].map(slope);
        format!("{}: {left}|{right} takes {taken}", kink.at)
    });
    let keeps = match declaration.keeps {
        Keeps::Nothing => "nothing",
        Keeps::Input => "input",
        Keeps::Output => "output",
        Keeps::Both => "both",
    };
    let cells = [
        names.join(", "),
        format!("`{}`", declaration.formula),
        join(parameters),
        join(kinks),
        limits.to_owned(),
        keeps.to_owned(),
    ];
    format!(
        "| {} |\n",
        cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
    )
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// A number with at most four digits after its first.
fn number(value: f64) -> String {
    let text = match value {
        f64::INFINITY => "∞".to_owned(),
        f64::NEG_INFINITY => "-∞".to_owned(),
        tiny if tiny != 0.0 && tiny.abs() < 1e-3 => format!("{tiny:e}"),
        _ => {
            let text = format!("{:.4}", value + 0.0);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    };
    text.replace('-', "−")
}
