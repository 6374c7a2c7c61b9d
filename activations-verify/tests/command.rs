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
