//! The command line: checks the built-in activations, prints a table, fails if anything does.

use std::process::ExitCode;

fn main() -> ExitCode {
    activations_verify::command_line()
}
