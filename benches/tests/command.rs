//! The command `compare` as a user runs it, on arrays so small that it takes no time.

use std::process::{Command, Output};

fn compare(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_benches"));
    command
        .args(["compare", "--quick", "--rounds", "2"])
        .args(arguments);
    command.output().expect("the command starts")
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn ours_agrees_with_itself_bit_for_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let (json, svg) = (
        folder.path().join("report.json"),
        folder.path().join("report.svg"),
    );
    let files = [
        json.to_str().expect("a path"),
        svg.to_str().expect("a path"),
    ];
    let output = compare(&[
        "--only", "relu", "--only", "softmax", "--size", "64", "--size", "4x10", "--peers", "self",
        "--json", files[0], "--svg", files[1],
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("| softmax  | 4×10 |"),
        "{}",
        text(&output.stdout)
    );

    let report = std::fs::read(&json).expect("a report");
    let report: serde_json::Value = serde_json::from_slice(&report).expect("JSON");
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let way = &row["entries"]["self"]["ways"][0];
        assert_eq!(way["difference"], 0.0, "{row}");
        assert_eq!(way["rounds"].as_array().map(Vec::len), Some(2), "{row}");
        let ratio = row["fastest_peer_over_ours"].as_f64().expect("a ratio");
        assert!(ratio.is_finite() && ratio > 0.0, "{row}");
    }
    assert!(
        std::fs::read_to_string(&svg)
            .expect("a picture")
            .ends_with("</svg>\n")
    );
}

#[test]
fn a_peer_that_is_not_there_is_named() {
    let arguments = [
        "--only",
        "relu",
        "--size",
        "8",
        "--peers",
        "jax",
        "--python",
        "/nowhere/python",
    ];
    let output = compare(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let stdout = text(&output.stdout);
    assert!(
        stdout.contains("jax is missing: /nowhere/python does not start"),
        "{stdout}"
    );
}

#[test]
fn a_name_that_is_not_there_is_an_error() {
    let output = compare(&["--only", "rellu", "--peers", "self"]);
    assert!(!output.status.success());
    assert!(
        text(&output.stderr).contains("near names: `relu`"),
        "{}",
        text(&output.stderr)
    );
}
