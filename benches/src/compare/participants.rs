//! Who takes part, and how each is started.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use super::process::Process;
use crate::protocol::{Introduction, Reply, Request};

/// What ours is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Peer {
    /// Loops over ndarray, by hand
    Ndarray,
    /// candle
    Candle,
    /// burn, on its backend flex
    Burn,
    /// PyTorch
    Pytorch,
    /// ONNX Runtime
    Onnxruntime,
    /// JAX
    Jax,
    /// The vector mathematics of Intel's MKL: elementary functions only
    Mkl,
    /// A second process of ours: what the measurement itself scatters
    #[value(name = "self")]
    Ourself,
}

impl Peer {
    /// The name in options and tables.
    pub fn name(self) -> &'static str {
        match self {
            Peer::Ndarray => "ndarray",
            Peer::Candle => "candle",
            Peer::Burn => "burn",
            Peer::Pytorch => "pytorch",
            Peer::Onnxruntime => "onnxruntime",
            Peer::Jax => "jax",
            Peer::Mkl => "mkl",
            Peer::Ourself => "self",
        }
    }
}

/// Which part one plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What is compared.
    Ours,
    /// What it is compared with.
    Peer,
    /// The cost of moving the data.
    Roof,
}

/// One that was started and has said who it is.
#[derive(Debug)]
pub(super) struct Participant {
    /// The name in tables.
    pub name: &'static str,
    /// Which part it plays.
    pub role: Role,
    /// What it said of itself.
    pub introduction: Introduction,
    /// Its process; none once it has ended.
    pub process: Option<Process>,
}

/// One that could not be started, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    /// The name in tables.
    pub name: &'static str,
    /// Why it is not there.
    pub why: String,
}

/// How to start the participants.
#[derive(Debug)]
pub(super) struct Launcher<'a> {
    /// The Python to start peers with.
    pub python: &'a Path,
    /// A folder for what they print to standard error.
    pub scratch: &'a Path,
}

/// The names by which this program serves its own implementations.
pub const OURS: &str = "ours";
/// See [`OURS`].
pub const ROOF: &str = "roof";

/// One that can be started, or why it cannot.
#[derive(Debug)]
pub(super) struct Candidate {
    name: &'static str,
    role: Role,
    command: Result<Command, String>,
}

impl Launcher<'_> {
    /// Ours, these peers, and the roof, in this order. Peers in Rust are built.
    pub(super) fn candidates(&self, peers: &[Peer]) -> Vec<Candidate> {
        let own = |name, role| Candidate {
            name,
            role,
            command: self.own(name),
        };
        let mut candidates = vec![own(OURS, Role::Ours)];
        candidates.extend(peers.iter().map(|peer| Candidate {
            name: peer.name(),
            role: Role::Peer,
            command: match peer {
                Peer::Ndarray | Peer::Candle | Peer::Burn => self.rust(peer.name()),
                Peer::Pytorch | Peer::Onnxruntime | Peer::Jax | Peer::Mkl => {
                    Ok(self.python(peer.name()))
                }
                Peer::Ourself => self.own(OURS),
            },
        }));
        candidates.push(own(ROOF, Role::Roof));
        candidates
    }

    /// Starts them, and tells those that answer from those that are missing. Ours must be there.
    pub(super) fn start(
        &self,
        candidates: Vec<Candidate>,
    ) -> Result<(Vec<Participant>, Vec<Missing>), String> {
        let mut participants = Vec::new();
        let mut missing = Vec::new();
        for Candidate {
            name,
            role,
            command,
        } in candidates
        {
            match command.and_then(|command| self.introduced(command, name)) {
                Ok(participant) => participants.push(Participant {
                    role,
                    ..participant
                }),
                Err(why) if role == Role::Peer => missing.push(Missing { name, why }),
                Err(why) => return Err(format!("{name}: {why}")),
            }
        }
        Ok((participants, missing))
    }

    fn introduced(&self, mut command: Command, name: &'static str) -> Result<Participant, String> {
        // One thread each, no accelerator, and no helper threads that spin.
        for threads in [
            "OMP_NUM_THREADS",
            "MKL_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "RAYON_NUM_THREADS",
        ] {
            command.env(threads, "1");
        }
        command.env("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false");
        command.env("JAX_PLATFORMS", "cpu");
        command.env("CUDA_VISIBLE_DEVICES", "");
        let mut process = Process::start(command, self.scratch.join(format!("{name}.log")))?;
        match process.ask(&Request::Introduce)? {
            Reply::Introduction(introduction) => Ok(Participant {
                name,
                role: Role::Peer,
                introduction,
                process: Some(process),
            }),
            other => Err(format!(
                "answered {other:?} to a request to introduce itself"
            )),
        }
    }

    fn own(&self, name: &str) -> Result<Command, String> {
        let mut command = Command::new(this_program()?);
        command.args(["serve", name]);
        Ok(command)
    }

    fn python(&self, name: &str) -> Command {
        let mut command = Command::new(self.python);
        command.arg(
            peers_folder()
                .join("python")
                .join(format!("{name}_peer.py")),
        );
        command
    }

    /// Builds a Rust peer, alone, so that one which does not build leaves the others be.
    fn rust(&self, name: &str) -> Result<Command, String> {
        // Beside the build of this program: target/release/benches and target/peers.
        let target = this_program()?
            .ancestors()
            .nth(2)
            .ok_or("no target folder")?
            .join("peers");
        eprintln!("building the peer {name}");
        let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "build",
                "--release",
                "--no-default-features",
                "--features",
                name,
            ])
            .args(["--bin", name, "--manifest-path"])
            .arg(peers_folder().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&target)
            .status()
            .map_err(|error| format!("cargo does not start: {error}"))?;
        if !built.success() {
            return Err("does not build; cargo says above why".to_owned());
        }
        Ok(Command::new(target.join("release").join(name)))
    }
}

fn this_program() -> Result<PathBuf, String> {
    std::env::current_exe().map_err(|error| format!("this program is not found: {error}"))
}

fn peers_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}
