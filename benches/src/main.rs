//! The command `benches`.

use std::process::ExitCode;

use benches::compare::{self, OURS, ROOF};
use benches::ours::Ours;
use benches::roof::Roof;
use benches::serve::serve;
use clap::{Parser, Subcommand};

/// How fast: ours beside what people use today
#[derive(Debug, Parser)]
#[command(name = "benches")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Compare(Box<compare::Options>),
    /// Answer measuring requests on standard input: how `compare` runs ours and the roofs
    #[command(hide = true)]
    Serve {
        /// Which implementation
        #[arg(value_parser = [OURS, ROOF])]
        name: String,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Compare(options) => compare::compare(&options),
        Command::Serve { name } => {
            let served = if name == ROOF {
                serve(&Roof)
            } else {
                serve(&Ours)
            };
            served.map(|()| true).map_err(|error| error.to_string())
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
