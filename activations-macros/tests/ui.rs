//! What the compiler shows: each file of `tests/ui` is built, and its errors are those that its
//! comments announce, at their lines and tokens, and no others.
//!
//! A line with an error ends in `//~ TOKEN: MESSAGE`, where TOKEN is what the compiler underlines (or
//! the first line of it) and MESSAGE the beginning of the macro's own text. The words of the compiler
//! around it, which change from version to version, are not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

type Errors = BTreeMap<String, BTreeSet<(usize, String)>>;

#[test]
fn errors_are_at_their_tokens_and_no_others_follow() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let package = package(&sources);
    let mut expected = Errors::new();
    for entry in fs::read_dir(&sources).expect("the folder of the cases") {
        let path = entry.expect("a case").path();
        let text = fs::read_to_string(&path).expect("a case");
        expected.insert(stem(&path), announced(&text));
    }
    let found = built(&package);
    for (case, expected) in &expected {
        let none = BTreeSet::new();
        let found = found.get(case).unwrap_or(&none);
        let fits = |(line, announced): &(usize, String)| {
            found
                .iter()
                .filter(|(at, text)| at == line && text.starts_with(announced))
                .count()
                == 1
        };
        assert!(
            expected.len() == found.len() && expected.iter().all(fits),
            "{case}.rs\n  expected: {expected:#?}\n  found: {found:#?}"
        );
    }
}

/// The errors that the comments of a case announce.
fn announced(text: &str) -> BTreeSet<(usize, String)> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(i, line)| Some((i + 1, line.split_once("//~ ")?.1.to_owned())))
        .collect()
}

/// A package with a binary for each case, in which nothing but the cases can fail.
fn package(sources: &Path) -> PathBuf {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    let binaries = package.join("src/bin");
    let _ = fs::remove_dir_all(&binaries);
    fs::create_dir_all(&binaries).expect("a folder for the cases");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = format!(
        "[package]\nname = \"ui\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         activations-core = {{ path = {:?} }}\n",
        workspace.join("activations-core")
    );
    fs::write(package.join("Cargo.toml"), manifest).expect("the manifest");
    // The versions that the workspace was built with are there without a network.
    fs::copy(workspace.join("Cargo.lock"), package.join("Cargo.lock")).expect("the lock file");
    for entry in fs::read_dir(sources).expect("the folder of the cases") {
        let path = entry.expect("a case").path();
        let name = path.file_name().expect("a file");
        fs::copy(&path, binaries.join(name)).expect("a copy of the case");
    }
    package
}

/// The errors of each case as `token: message`, with their lines.
fn built(package: &Path) -> Errors {
    let output = Command::new(env::var_os("CARGO").expect("cargo runs this test"))
        .args([
            "check",
            "--bins",
            "--keep-going",
            "--offline",
            "--quiet",
            "--message-format=json",
        ])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", package.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let text = String::from_utf8(output.stdout).expect("messages in UTF-8");
    let mut errors = Errors::new();
    for line in text.lines() {
        let message: Value = serde_json::from_str(line).expect("a message of cargo");
        if let Some((case, error)) = error(&message) {
            errors.entry(case).or_default().insert(error);
        }
    }
    assert!(
        !errors.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    errors
}

/// The case and the place of a message, if it is an error or a warning in a case.
fn error(message: &Value) -> Option<(String, (usize, String))> {
    let diagnostic = &message["message"];
    let spans = diagnostic["spans"].as_array()?;
    let mut primary = spans.iter().find(|span| span["is_primary"] == true)?;
    // A macro of std is shown at its call.
    while !primary["file_name"].as_str()?.starts_with("src/bin") {
        primary = &primary["expansion"]["span"];
    }
    let first = &primary["text"][0];
    let highlighted: String = first["text"]
        .as_str()?
        .chars()
        .take(first["highlight_end"].as_u64()? as usize - 1)
        .skip(first["highlight_start"].as_u64()? as usize - 1)
        .collect();
    let highlighted = highlighted.split("//~").next()?.trim_end();
    let case = stem(Path::new(message["target"]["src_path"].as_str()?));
    let line = primary["line_start"].as_u64()? as usize;
    Some((
        case,
        (
            line,
            format!("{highlighted}: {}", diagnostic["message"].as_str()?),
        ),
    ))
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a file")
        .to_string_lossy()
        .into_owned()
}
