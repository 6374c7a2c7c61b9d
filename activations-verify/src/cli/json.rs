//! The reports as JSON, for programs.

use activations_verify::{Check, Finding, Outcome, Report, Status, hex, repeat_command};
use serde_json::{Map, Value, json};

use super::table;

/// All reports, pretty-printed. Numbers that JSON does not have are strings.
pub(super) fn of(reports: &[Report]) -> String {
    let reports: Vec<Value> = reports.iter().map(report).collect();
    let mut text = format!("{:#}", Value::Array(reports));
    text.push('\n');
    text
}

fn report(report: &Report) -> Value {
    json!({
        "activation": report.declaration.name,
        "formula": report.declaration.formula,
        "parameters": named(report.declaration.parameters.iter().map(|p| p.name).zip(report.parameters.iter().copied())),
        "derivative": table::verdict(report),
        "seed": report.seed,
        "passed": report.passed(),
        "checks": report.outcomes.iter().map(|one| outcome(report, one)).collect::<Vec<_>>(),
    })
}

fn outcome(report: &Report, outcome: &Outcome) -> Value {
    let finding = |found: &Finding| finding(report, outcome.check, found);
    let (status, reason, findings) = match &outcome.status {
        Status::Passed => ("passed", None, Vec::new()),
        Status::Failed(findings) => ("failed", None, findings.iter().map(finding).collect()),
        Status::Inapplicable(reason) => ("inapplicable", Some(*reason), Vec::new()),
    };
    json!({
        "check": outcome.check.name(),
        "claim": outcome.check.claim(),
        "status": status,
        "reason": reason,
        "cases": outcome.cases,
        "power": outcome.power.map(number),
        "worst_ulps": outcome.worst.as_ref().map(|worst| number(worst.ulps)),
        "decided": outcome.decided.iter().map(|one| (one.claim.clone(), one.proved.into())).collect::<Map<_, _>>(),
        "remarks": outcome.remarks,
        "seconds": outcome.elapsed.as_secs_f64(),
        "findings": findings,
    })
}

fn finding(report: &Report, check: Check, finding: &Finding) -> Value {
    let name = report.declaration.name;
    json!({
        "claim": finding.claim,
        "case": finding.case,
        "inputs": named(finding.inputs.iter().copied()),
        "comparison": finding.comparison.map(|c| json!({
            "expected": number(c.expected),
            "found": number(c.found),
            "error": number(c.error),
            "allowance": number(c.allowance),
        })),
        "notes": finding.notes,
        "repeat": repeat_command(name, check, report.seed, finding.case),
    })
}

fn named(values: impl Iterator<Item = (&'static str, f64)>) -> Value {
    let field = |(name, value): (&str, f64)| {
        (
            name.to_owned(),
            json!({ "value": number(value), "hex": hex(value) }),
        )
    };
    Value::Object(values.map(field).collect::<Map<_, _>>())
}

fn number(value: f64) -> Value {
    serde_json::Number::from_f64(value)
        .map_or_else(|| Value::String(value.to_string()), Value::Number)
}
