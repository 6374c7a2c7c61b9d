//! The command line: checks the built-in activations, prints a table, fails if anything does.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
