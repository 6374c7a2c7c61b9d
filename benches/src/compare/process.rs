//! The asking side of the protocol: a peer as a process.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::protocol::{Reply, Request};

/// A running peer. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    log: PathBuf,
}

impl Process {
    /// Starts it; what it prints to standard error goes to the file `log`.
    pub(super) fn start(mut command: Command, log: PathBuf) -> Result<Self, String> {
        let program = command.get_program().to_string_lossy().into_owned();
        let errors = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(|error| format!("{program} does not start: {error}"))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(requests), Some(replies)) => Ok(Self {
                child,
                requests,
                replies: BufReader::new(replies),
                log,
            }),
            _ => Err(format!("{program} has no pipes")),
        }
    }

    /// Asks, and waits for the answer. An error means that the process is of no more use.
    pub(super) fn ask(&mut self, request: &Request) -> Result<Reply, String> {
        let mut line = serde_json::to_string(request).map_err(|error| error.to_string())?;
        line.push('\n');
        let mut answer = String::new();
        let asked = self
            .requests
            .write_all(line.as_bytes())
            .and_then(|()| self.requests.flush())
            .and_then(|()| self.replies.read_line(&mut answer));
        match asked {
            Ok(read) if read > 0 => serde_json::from_str(&answer)
                .map_err(|error| format!("answered no reply ({error}): {}", answer.trim())),
            _ => Err(self.last_words()),
        }
    }

    /// The last line of what it printed to standard error.
    fn last_words(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        match log.lines().rfind(|line| !line.trim().is_empty()) {
            Some(line) => format!("ended: {}", line.trim()),
            None => "ended without a word".to_owned(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It holds nothing but arrays. That it may have ended already is no matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Result<Reply, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Process::start(command, folder.path().join("log"))?.ask(&Request::Introduce)
    }

    #[test]
    fn an_answer_is_read() {
        let reply = shell(r#"read line; echo '{"reply":"absent","why":"test"}'"#);
        assert_eq!(reply, Ok(Reply::Absent { why: "test".into() }));
    }

    #[test]
    fn one_that_dies_leaves_its_last_words() {
        let reply = shell("read line; echo first >&2; echo 'no module named x' >&2");
        assert_eq!(reply, Err("ended: no module named x".into()));
        assert_eq!(shell("read line"), Err("ended without a word".into()));
    }

    #[test]
    fn nonsense_is_an_error() {
        let error = shell("read line; echo Hello").expect_err("no reply");
        assert!(error.ends_with("Hello"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let command = Command::new(folder.path().join("nothing"));
        let error = Process::start(command, folder.path().join("log")).expect_err("not there");
        assert!(error.contains("does not start"), "{error}");
    }
}
