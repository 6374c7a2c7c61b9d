//! The answering side of the protocol: what a Rust implementation provides, and the loop around it.

use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

use crate::clock;
use crate::data;
use crate::protocol::{Introduction, Reply, Request, Task};

/// A library that is measured.
pub trait Implementation {
    /// Who it is.
    fn introduction(&self) -> Introduction;

    /// The ways in which it computes a task on these arrays, or why it cannot.
    fn prepare(&self, task: &Task, x: Vec<f32>, dy: Vec<f32>) -> Result<Vec<Box<dyn Way>>, String>;
}

/// One way to compute a task, with its arrays.
pub trait Way {
    /// The call, as a user would write it.
    fn how(&self) -> String;

    /// Makes so many calls and says how long they took.
    fn calls(&mut self, count: u64) -> Duration;

    /// The result for the arrays of the task.
    fn result(&mut self) -> Vec<f32>;
}

/// A call that can be repeated on the same arrays.
///
/// What it returns is dropped within the time: an output that the library allocates, it also frees.
pub fn repeated<S: 'static, T: 'static>(
    how: impl Into<String>,
    arrays: S,
    call: impl FnMut(&mut S) -> T + 'static,
    read: impl Fn(&S, T) -> Vec<f32> + 'static,
) -> Box<dyn Way> {
    let how = how.into();
    Box::new(Repeated {
        how,
        arrays,
        call,
        read,
    })
}

struct Repeated<S, C, R> {
    how: String,
    arrays: S,
    call: C,
    read: R,
}

impl<S, T, C: FnMut(&mut S) -> T, R: Fn(&S, T) -> Vec<f32>> Way for Repeated<S, C, R> {
    fn how(&self) -> String {
        self.how.clone()
    }

    fn calls(&mut self, count: u64) -> Duration {
        let start = Instant::now();
        for _ in 0..count {
            black_box((self.call)(black_box(&mut self.arrays)));
        }
        start.elapsed()
    }

    fn result(&mut self) -> Vec<f32> {
        let output = (self.call)(&mut self.arrays);
        (self.read)(&self.arrays, output)
    }
}

/// A call that consumes what `build` makes, outside the time: a backward pass that takes its graph
/// with it.
pub fn rebuilt<G: 'static, T: 'static>(
    how: impl Into<String>,
    build: impl FnMut() -> G + 'static,
    call: impl FnMut(G) -> T + 'static,
    read: impl Fn(T) -> Vec<f32> + 'static,
) -> Box<dyn Way> {
    let how = how.into();
    Box::new(Rebuilt {
        how,
        build,
        call,
        read,
    })
}

struct Rebuilt<B, C, R> {
    how: String,
    build: B,
    call: C,
    read: R,
}

impl<G, T, B, C, R> Way for Rebuilt<B, C, R>
where
    B: FnMut() -> G,
    C: FnMut(G) -> T,
    R: Fn(T) -> Vec<f32>,
{
    fn how(&self) -> String {
        self.how.clone()
    }

    fn calls(&mut self, count: u64) -> Duration {
        let mut taken = Duration::ZERO;
        for _ in 0..count {
            let graph = (self.build)();
            let start = Instant::now();
            black_box((self.call)(black_box(graph)));
            taken += start.elapsed();
        }
        taken
    }

    fn result(&mut self) -> Vec<f32> {
        let output = (self.call)((self.build)());
        (self.read)(output)
    }
}

/// Answers requests from standard input on standard output until the input ends.
pub fn serve(implementation: &impl Implementation) -> io::Result<()> {
    answer(implementation, io::stdin().lock(), io::stdout().lock())
}

fn answer(
    implementation: &impl Implementation,
    requests: impl BufRead,
    mut replies: impl Write,
) -> io::Result<()> {
    let mut ways = Vec::new();
    for line in requests.lines() {
        let reply = match serde_json::from_str(&line?) {
            Ok(request) => respond(implementation, &mut ways, request)
                .unwrap_or_else(|why| Reply::Failed { why }),
            Err(error) => Reply::Failed {
                why: format!("not a request: {error}"),
            },
        };
        serde_json::to_writer(&mut replies, &reply)?;
        replies.write_all(b"\n")?;
        replies.flush()?;
    }
    Ok(())
}

fn respond(
    implementation: &impl Implementation,
    ways: &mut Vec<Box<dyn Way>>,
    request: Request,
) -> Result<Reply, String> {
    Ok(match request {
        Request::Introduce => Reply::Introduction(implementation.introduction()),
        Request::Prepare(task) => {
            ways.clear();
            let x = load(&task, &task.x)?;
            let dy = load(&task, &task.dy)?;
            match implementation.prepare(&task, x, dy) {
                Ok(prepared) => {
                    *ways = prepared;
                    Reply::Prepared {
                        ways: ways.iter().map(|way| way.how()).collect(),
                    }
                }
                Err(why) => Reply::Absent { why },
            }
        }
        Request::Result { way, path } => {
            let result = chosen(ways, way)?.result();
            data::write(&path, &result).map_err(|error| error.to_string())?;
            Reply::Written
        }
        Request::Measure { way, budget } => {
            let way = chosen(ways, way)?;
            let batches = clock::sample(Duration::from_nanos(budget), |calls| way.calls(calls));
            Reply::Measured { batches }
        }
    })
}

fn load(task: &Task, path: &std::path::Path) -> Result<Vec<f32>, String> {
    let numbers = data::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if numbers.len() != task.elements() {
        let (expected, found) = (task.elements(), numbers.len());
        return Err(format!(
            "{}: expected {expected} numbers, found {found}",
            path.display()
        ));
    }
    Ok(numbers)
}

fn chosen(ways: &mut [Box<dyn Way>], way: usize) -> Result<&mut Box<dyn Way>, String> {
    let count = ways.len();
    ways.get_mut(way)
        .ok_or_else(|| format!("way {way} of {count}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Language, Pass};

    /// Doubles; has no VJP.
    struct Double;

    impl Implementation for Double {
        fn introduction(&self) -> Introduction {
            Introduction {
                version: "1".into(),
                language: Language::Rust,
                notes: Vec::new(),
            }
        }

        fn prepare(
            &self,
            task: &Task,
            x: Vec<f32>,
            _dy: Vec<f32>,
        ) -> Result<Vec<Box<dyn Way>>, String> {
            if task.pass == Pass::Vjp {
                return Err("no gradients".into());
            }
            let double = |x: &[f32]| x.iter().map(|x| 2.0 * x).collect::<Vec<f32>>();
            let other = x.clone();
            Ok(vec![
                repeated("2.0 * x", x, move |x| double(x), |_, y| y),
                rebuilt("2.0 * x", move || other.clone(), move |x| double(&x), |y| y),
            ])
        }
    }

    fn talk(requests: &[Request]) -> Vec<Reply> {
        let lines: Vec<String> = requests
            .iter()
            .map(|request| serde_json::to_string(request).expect("a request"))
            .collect();
        let mut replies = Vec::new();
        answer(&Double, lines.join("\n").as_bytes(), &mut replies).expect("answers");
        let text = String::from_utf8(replies).expect("text");
        text.lines()
            .map(|line| serde_json::from_str(line).expect("a reply"))
            .collect()
    }

    #[test]
    fn a_conversation() {
        let folder = tempfile::tempdir().expect("a folder");
        let (x, y) = (folder.path().join("x"), folder.path().join("y"));
        data::write(&x, &[1.0, -3.0]).expect("written");
        let task = Task {
            function: "double".into(),
            pass: Pass::Forward,
            rows: 1,
            columns: 2,
            x: x.clone(),
            dy: x,
        };
        let replies = talk(&[
            Request::Introduce,
            Request::Measure { way: 0, budget: 1 },
            Request::Prepare(task.clone()),
            Request::Result {
                way: 0,
                path: y.clone(),
            },
            Request::Result {
                way: 1,
                path: folder.path().join("other"),
            },
            Request::Measure {
                way: 1,
                budget: 100_000,
            },
            Request::Prepare(Task {
                columns: 3,
                ..task.clone()
            }),
            Request::Prepare(Task {
                pass: Pass::Vjp,
                ..task
            }),
        ]);
        assert!(matches!(&replies[0], Reply::Introduction(who) if who.version == "1"));
        assert_eq!(
            replies[1],
            Reply::Failed {
                why: "way 0 of 0".into()
            }
        );
        assert!(matches!(&replies[2], Reply::Prepared { ways } if ways.len() == 2));
        assert_eq!(replies[3], Reply::Written);
        assert_eq!(data::read(&y).expect("read"), [2.0, -6.0]);
        assert_eq!(
            data::read(&folder.path().join("other")).expect("read"),
            [2.0, -6.0]
        );
        assert!(
            matches!(&replies[5], Reply::Measured { batches } if batches.iter().all(|ns| *ns > 0.0))
        );
        assert!(
            matches!(&replies[6], Reply::Failed { why } if why.ends_with("expected 3 numbers, found 2"))
        );
        assert_eq!(
            replies[7],
            Reply::Absent {
                why: "no gradients".into()
            }
        );
    }

    #[test]
    fn nonsense_is_answered_and_not_fatal() {
        let mut replies = Vec::new();
        answer(&Double, "{}\n".as_bytes(), &mut replies).expect("answers");
        let reply: Reply = serde_json::from_slice(&replies).expect("a reply");
        assert!(matches!(reply, Reply::Failed { why } if why.starts_with("not a request")));
    }
}
