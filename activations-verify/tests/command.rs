//! The command: what it prints, what it writes, and how it ends.

#![cfg(feature = "cli")]

mod support;

use std::process::{Command, Output};

use activations_core::{Activation, Real, Tanh};
use activations_verify::{Verifiable, command_line_of};
use serde_json::Value;
use support::{Elements, n};

/// The command as a process, on the built-in activations.
fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_activations-verify"))
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A file of this test's own.
fn file(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The command on a planted activation whose derivative is wrong, beside a right one: what it prints, and
/// whether everything passed.
fn planted(arguments: &[&str]) -> (String, bool) {
    let wrong = Elements::new(|x| x.tanh(), |_, y| n(1.0) - y);
    let mut out = Vec::new();
    let arguments = ["activations-verify"].iter().chain(arguments);
    let passed = command_line_of(arguments, vec![wrong.subject(), Tanh.subject()], &mut out);
    let passed = passed.expect("arguments that are understood");
    (text(&out).to_owned(), passed)
}

/// The findings, each with its command.
fn findings(printed: &str) -> Vec<(&str, Vec<&str>)> {
    let blocks = printed.split("\n\n").filter_map(|block| {
        let (finding, command) = block.split_once("  repeat    ")?;
        let (_, arguments) = command.trim().split_once(" -- ")?;
        let start = finding.find("planted::")?;
        Some((&finding[start..], arguments.split(' ').collect()))
    });
    blocks.collect()
}

#[test]
fn a_failure_prints_a_command_that_repeats_just_that_case() {
    let (printed, passed) = planted(&["--check", "derivative", "--seed", "5"]);
    assert!(!passed);
    let all = findings(&printed);
    assert!(!all.is_empty(), "{printed}");
    for (finding, arguments) in all {
        for part in [
            "x   ",
            "(0x1.",
            "expected  ",
            "found     ",
            "error     ",
            ", allowed ",
        ] {
            assert!(
                finding.contains(part) || finding.contains(&part.replace("0x", "-0x")),
                "{finding}"
            );
        }
        let (again, passed) = planted(&arguments);
        assert!(!passed);
        // The same numbers, of that case alone.
        let alone = findings(&again);
        let numbers = |finding: &str| finding.lines().take(5).collect::<Vec<_>>().join("\n");
        assert!(
            alone
                .iter()
                .any(|(one, _)| numbers(one) == numbers(finding)),
            "{again}\n{finding}"
        );
        assert!(
            alone.iter().all(|(_, command)| *command == arguments),
            "{again}"
        );
        assert!(
            again.contains("1 activations, 1 checks, 1 cases, seed 5: 1 FAILED: planted"),
            "{again}"
        );
    }
}

#[test]
fn another_seed_looks_at_other_inputs() {
    let of =
        |seed: &str| planted(&["--only", "planted", "--check", "derivative", "--seed", seed]).0;
    assert_eq!(of("5"), of("5"));
    assert_ne!(findings(&of("5")), findings(&of("6")));
}

#[test]
fn json_says_what_the_table_says() {
    let path = file("planted.json");
    let (printed, _) = planted(&["--seed", "5", "--json", path.to_str().expect("a path")]);
    let json = std::fs::read_to_string(&path).expect("a file");
    let reports: Value = serde_json::from_str(&json).expect("JSON");
    let reports = reports.as_array().expect("an array");
    let field = |value: &Value, name: &str| value[name].as_str().map(str::to_owned);
    let names: Vec<_> = reports
        .iter()
        .map(|report| field(report, "activation"))
        .collect();
    assert_eq!(names, [Some("planted".to_owned()), Some("tanh".to_owned())]);
    assert_eq!(reports[0]["passed"], false);
    assert_eq!(reports[1]["passed"], true);
    assert_eq!(reports[1]["seed"], 5);
    let mut found = 0;
    for report in reports {
        for check in report["checks"].as_array().expect("checks") {
            for name in ["check", "claim", "status"] {
                assert!(check[name].is_string(), "{name} in {check}");
            }
            assert!(
                check["cases"].is_u64() && check["seconds"].is_f64(),
                "{check}"
            );
            let failures = check["findings"].as_array().expect("findings");
            assert_eq!(check["status"] == "failed", !failures.is_empty(), "{check}");
            assert_eq!(
                check["status"] == "inapplicable",
                check["reason"].is_string(),
                "{check}"
            );
            for failure in failures {
                let command = field(failure, "repeat").expect("a command");
                assert!(printed.contains(&command), "{command}");
                found += 1;
            }
        }
    }
    assert_eq!(found, findings(&printed).len());
    // What the help says there is, there is.
    let help = run(&["--help"]);
    for name in reports[0].as_object().expect("an object").keys() {
        assert!(
            text(&help.stdout).contains(name.as_str()),
            "{name} is not documented"
        );
    }
    for name in reports[0]["checks"][0]
        .as_object()
        .expect("an object")
        .keys()
    {
        assert!(
            text(&help.stdout).contains(name.as_str()),
            "{name} is not documented"
        );
    }
}

#[test]
fn what_passes_ends_with_0_and_prints_to_stdout_alone() {
    let output = run(&["--only", "sigmoid", "--check", "forward"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stdout).contains("1 activations, 1 checks"),
        "{output:?}"
    );
    assert!(
        output.stderr.is_empty(),
        "a progress bar for nobody: {output:?}"
    );
}

/// A check that looked at a single point and saw nothing there has failed, which right activations can
/// show as well.
#[test]
fn what_fails_ends_with_1_and_a_command_that_fails_again() {
    let arguments = |seed: &str| {
        let check = ["--check", "derivative", "--effort", "0.001"];
        let only = ["--only", "log_softmax", "--seed", seed];
        [only, check]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let fails = |seed: &u64| {
        let arguments = [vec![String::new()], arguments(&seed.to_string())].concat();
        let subject = activations_core::LogSoftmax.subject();
        let passed = command_line_of(arguments, vec![subject], &mut Vec::new());
        !passed.expect("arguments that are understood")
    };
    let seed = (0..100)
        .find(fails)
        .expect("a seed whose first point is blind");
    let output = run(&arguments(&seed.to_string())
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let printed = text(&output.stdout);
    assert!(
        printed.contains("FAILED") && printed.contains("inconclusive"),
        "{printed}"
    );
}

#[test]
fn names_may_be_given_with_commas() {
    let apart = ["--only", "tanh", "--only", "planted"];
    let rows = |arguments: &[&str]| {
        let (printed, _) = planted(&[arguments, &["--check", "errors"]].concat());
        let is_row = |line: &&str| line.ends_with(" ok") || line.ends_with(" FAILED");
        printed
            .lines()
            .filter(is_row)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&["--only", "tanh,planted"]), rows(&apart));
    assert_eq!(rows(&apart).len(), 2);
    assert_eq!(rows(&["--only", "tanh"]).len(), 1);
}

/// The table says of each activation what was proved and by which proof; the JSON of each claim.
#[test]
fn verdicts_are_said_with_how_they_were_reached() {
    let path = file("verdicts.json");
    let json = path.to_str().expect("a path");
    let names = "silu,softmax,leaky_relu,log1mexp,sparsemax";
    let output = run(&["--only", names, "--check", "proof", "--json", json]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = |name: &str| {
        let line = text(&output.stdout)
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        line.expect("a line")
            .split_whitespace()
            .skip(1)
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for name in ["silu", "softmax", "leaky_relu"] {
        assert_eq!(
            said(name),
            "proved none".replace("none", if name == "leaky_relu" { "0:" } else { "none" })
        );
    }
    assert_eq!(said("log1mexp"), "proved (macro)");
    assert_eq!(said("sparsemax"), "tested only");
    let reports = std::fs::read_to_string(&path).expect("a file");
    let reports: Value = serde_json::from_str(&reports).expect("JSON");
    let of = |name: &str| {
        let is_it = |report: &&Value| report["activation"] == name;
        let report = reports
            .as_array()
            .expect("an array")
            .iter()
            .find(is_it)
            .expect("a report");
        report["checks"][0]["decided"].clone()
    };
    let silu = of("silu");
    for claim in ["derivative by x", "limit at −∞", "limit at ∞"] {
        assert_eq!(silu[claim], true, "{silu}");
    }
    let leaky = of("leaky_relu");
    assert_eq!(leaky["derivative by alpha"], true, "{leaky}");
    assert_eq!(of("log1mexp"), serde_json::json!({}));
}

#[test]
fn what_cannot_be_run_ends_with_2() {
    let mistyped = run(&["--only", "sigmod"]);
    assert_eq!(mistyped.status.code(), Some(2));
    assert!(text(&mistyped.stderr).contains("`sigmoid`"), "{mistyped:?}");
    let check = run(&["--check", "derivatives"]);
    assert_eq!(check.status.code(), Some(2));
    assert!(
        text(&check.stderr).contains("expected one of proof, derivative"),
        "{check:?}"
    );
    let nowhere = run(&[
        "--only",
        "relu",
        "--check",
        "errors",
        "--json",
        "/nowhere/at/all.json",
    ]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        text(&nowhere.stderr).contains("/nowhere/at/all.json"),
        "{nowhere:?}"
    );
    let seed = run(&["--seed", "many"]);
    assert_eq!(seed.status.code(), Some(2));
}

#[test]
fn the_list_has_every_activation_and_every_check() {
    let output = run(&["--list"]);
    assert_eq!(output.status.code(), Some(0));
    let list = text(&output.stdout);
    let subjects = activations_core::all().map(|one| one.declaration().name);
    let checks = activations_verify::Check::ALL
        .iter()
        .map(|check| check.name());
    for name in subjects.chain(checks) {
        let is_row = |line: &str| line.split_whitespace().next() == Some(name);
        assert!(list.lines().any(is_row), "{name} in:\n{list}");
    }
}

/// With names, kinks and numbers as long as they are.
#[test]
fn the_table_fits_a_terminal() {
    let mut out = Vec::new();
    let subjects: Vec<_> = activations_core::all()
        .map(activations_verify::Subject::one)
        .collect();
    let arguments = [
        "activations-verify",
        "--check",
        "forward",
        "--effort",
        "0.1",
    ];
    command_line_of(arguments, subjects, &mut out).expect("arguments that are understood");
    for line in text(&out).lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let rows = text(&out)
        .lines()
        .filter(|line| line.trim_end().ends_with(" ok"));
    assert_eq!(rows.count(), activations_core::all().count());
}
