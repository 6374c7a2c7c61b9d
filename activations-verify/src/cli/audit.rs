//! The verb `audit`: measures, prints a table, compares with what has been reached.

use std::path::PathBuf;

use activations_verify::audit::{Measurement, Ratchet, Sampling, audit};
use activations_verify::{Subject, hex};
use clap::Args;
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::arguments::select;
use super::progress::Progress;

/// Measures the errors of the array code in units in the last place.
///
/// Forward and derivatives of every built-in activation, through the public interface, in f32 and f64,
/// with every set of instructions that this processor has. Exits with 1 if something is worse than
/// recorded, or if a finite input gives NaN, a false infinity, a wrong sign or a value out of range.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Measure only this activation (may be given several times)
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Look at so many numbers of the line, and twice as many where functions bend
    #[arg(long, value_name = "NUMBER", default_value_t = Sampling::default().count)]
    count: u64,

    /// Look at every number of an f32, and at nothing else
    #[arg(long, conflicts_with = "count")]
    exhaustive: bool,

    /// Do one part of the inputs, as `3/16`
    #[arg(long, value_name = "PART/PARTS", value_parser = part, default_value = "1/1")]
    partition: (u64, u64),

    /// Also write the figures as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the figures to this table, in the place of those it has
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
}

fn part(text: &str) -> Result<(u64, u64), String> {
    let parts = text
        .split_once('/')
        .and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    match parts {
        Some((part, parts)) if 1 <= part && part <= parts => Ok((part, parts)),
        _ => Err("expected a part and a number of parts, such as 3/16".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, String> {
    let subjects = select(&arguments.only, super::built_in())?;
    let mut ratchet = Ratchet::built_in();
    let measured = measure(&subjects, arguments, &ratchet);
    println!("{}", table(&measured));
    let complaints: Vec<String> = measured
        .iter()
        .flat_map(|m| complaints(m, &ratchet))
        .collect();
    for complaint in &complaints {
        println!("{complaint}");
    }
    if let Some(path) = &arguments.json {
        super::write(path, &json(&measured))?;
    }
    let is_new = |m: &&Measurement| ratchet.record(m).is_none();
    let new = measured.iter().filter(is_new).count();
    if let Some(path) = &arguments.update {
        for measurement in &measured {
            ratchet.set(measurement);
        }
        super::write(path, &ratchet.to_string())?;
    }
    println!(
        "{} functions, {new} of them without a record, {} complaints",
        measured.len(),
        complaints.len()
    );
    Ok(complaints.is_empty())
}

fn measure(subjects: &[Subject], arguments: &Arguments, ratchet: &Ratchet) -> Vec<Measurement> {
    let sampling = |subject: &Subject, element: &str| Sampling {
        count: if arguments.exhaustive {
            Sampling::EXHAUSTIVE
        } else {
            arguments.count
        },
        part: arguments.partition,
        known: ratchet.known(subject.name(), element),
        ..Sampling::default()
    };
    let total = subjects.iter().map(|subject| {
        let double = sampling(subject, "f64").inputs::<f64>(subject);
        sampling(subject, "f32").inputs::<f32>(subject)
            + if arguments.exhaustive { 0 } else { double }
    });
    let progress = Progress::of_inputs(total.sum());
    let of_subject = |subject: &Subject| {
        progress.start(subject.name());
        let advance = |inputs| progress.advance(inputs);
        let mut found = audit::<f32>(subject, &sampling(subject, "f32"), &advance);
        if !arguments.exhaustive {
            found.extend(audit::<f64>(subject, &sampling(subject, "f64"), &advance));
        }
        found
    };
    let mut measured: Vec<_> = subjects.par_iter().flat_map_iter(of_subject).collect();
    progress.finish();
    measured.sort_by(|a, b| (a.activation, a.element).cmp(&(b.activation, b.element)));
    measured
}

fn complaints(measurement: &Measurement, ratchet: &Ratchet) -> Vec<String> {
    let Measurement {
        activation,
        element,
        level,
        function,
        figures,
    } = measurement;
    let violations = figures.violations().map(|(name, violation)| {
        format!(
            "{activation} {element} {level} {function}: {name} {} times, as at {}",
            violation.count,
            place(&violation.at)
        )
    });
    violations.chain(ratchet.objection(measurement)).collect()
}

fn place(at: &[f64]) -> String {
    at.iter()
        .map(|x| format!("{x:e} ({})", hex(*x)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn table(measured: &[Measurement]) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header([
            "function",
            "worst (ulp)",
            "at",
            "at scale",
            "within ½ ulp",
            "out of order",
            "inputs",
        ]);
    for Measurement {
        activation,
        element,
        level,
        function,
        figures,
    } in measured
    {
        table.add_row([
            format!("{activation} {element} {level} {function}"),
            format!("{:.4}", figures.strict.ulps),
            place(&figures.strict.at),
            format!("{:.4}", figures.scaled.ulps),
            format!(
                "{:.3} %",
                100.0 * figures.nearest as f64 / figures.inputs.max(1) as f64
            ),
            figures.order.count.to_string(),
            figures.inputs.to_string(),
        ]);
    }
    table.trim_fmt()
}

fn json(measured: &[Measurement]) -> String {
    let inputs = |at: &[f64]| {
        at.iter()
            .map(|x| json!({ "value": x, "hex": hex(*x) }))
            .collect::<Vec<_>>()
    };
    let measured = measured.iter().map(
        |Measurement {
             activation,
             element,
             level,
             function,
             figures,
         }| {
            let violations: Vec<Value> = figures
                .violations()
                .chain([
                    ("order", &figures.order),
                    ("unresolved", &figures.unresolved),
                ])
                .map(
                    |(name, v)| json!({ "violation": name, "count": v.count, "at": inputs(&v.at) }),
                )
                .collect();
            json!({
                "activation": activation,
                "element": element,
                "instructions": level,
                "function": function,
                "inputs": figures.inputs,
                "within_half_an_ulp": figures.nearest,
                "worst": { "ulps": figures.strict.ulps, "at": inputs(&figures.strict.at) },
                "worst_at_scale": { "ulps": figures.scaled.ulps, "at": inputs(&figures.scaled.at) },
                "violations": violations,
            })
        },
    );
    format!("{:#}\n", Value::Array(measured.collect()))
}
