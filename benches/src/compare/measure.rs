//! Takes the figures of one row: first every result is compared with ours, then all are timed in turn.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::agreement::{TOLERANCE, difference, scale};
use super::options::Size;
use super::participants::{Participant, Role};
use super::report::{Entry, Figure, Measured};
use super::rows::Row;
use crate::data;
use crate::protocol::{Reply, Request, Task};
use crate::statistics::Summary;

/// Results are compared on so many elements at most, in whole rows, but at least on one row.
const COMPARED: usize = 4_096;

/// Where each result goes to be compared, and how long is measured.
#[derive(Debug)]
pub(super) struct Bench<'a> {
    folder: &'a Path,
    rounds: usize,
    budget: Duration,
    written: HashMap<(&'static str, usize), PathBuf>,
}

impl<'a> Bench<'a> {
    /// Arrays and results are kept in `folder`.
    pub(super) fn new(folder: &'a Path, rounds: usize, budget: Duration) -> Self {
        Self {
            folder,
            rounds,
            budget,
            written: HashMap::new(),
        }
    }

    /// Compares and times all on one row; none if no peer has the function, and `alone` is false.
    pub(super) fn measure(
        &mut self,
        participants: &mut [Participant],
        row: &Row,
        alone: bool,
    ) -> Result<Option<Measured>, String> {
        let mut differences = self.compare(participants, row)?;
        let absent = |result: &Result<Vec<f64>, Entry>| matches!(result, Err(Entry::Absent(_)));
        if !alone && peers(participants, &differences).all(absent) {
            return Ok(None);
        }
        doubt_ours(participants, &mut differences);
        let task = self.task(row, row.shape())?;
        let mut entries: Vec<Entry> = participants
            .iter_mut()
            .zip(differences)
            .map(|(participant, compared)| match compared {
                Ok(differences) => match prepare(participant, &task) {
                    Ok(ways) => figures(ways, &differences),
                    Err(entry) => entry,
                },
                Err(entry) => entry,
            })
            .collect();
        // The first round warms caches and pages, and is not kept.
        for round in 0..=self.rounds {
            for at in 0..participants.len() {
                // Everyone is at times the first, and follows another at other times.
                let at = (at + round) % participants.len();
                let measured = self.time(&mut participants[at], &mut entries[at], row, round > 0);
                if let Err(why) = measured {
                    entries[at] = Entry::Failed(why);
                }
            }
        }
        Ok(Some(Measured {
            row: row.clone(),
            entries,
        }))
    }

    /// One round of one participant.
    fn time(
        &self,
        participant: &mut Participant,
        entry: &mut Entry,
        row: &Row,
        keep: bool,
    ) -> Result<(), String> {
        let Entry::Figures(figures) = entry else {
            return Ok(());
        };
        for (way, figure) in figures.iter_mut().enumerate() {
            let budget = self.budget.as_nanos() as u64;
            let batches = match ask(participant, &Request::Measure { way, budget })? {
                Reply::Measured { batches } => batches,
                other => return Err(unexpected(&other)),
            };
            let summary = Summary::of(&batches).ok_or("measured nothing")?;
            if keep {
                // Whatever disturbs a batch makes it longer: the least disturbed one stands for the round.
                figure.rounds.push(summary.least / row.elements() as f64);
            }
        }
        Ok(())
    }

    /// For each participant the differences of its ways from ours, or the entry that says why there
    /// is nothing to time.
    fn compare(
        &mut self,
        participants: &mut [Participant],
        row: &Row,
    ) -> Result<Vec<Result<Vec<f64>, Entry>>, String> {
        let (rows, columns) = row.shape();
        let shape = match row.size {
            Size::Elements(count) => (1, count.min(COMPARED)),
            Size::Rows(..) => (rows.min((COMPARED / columns).max(1)), columns),
        };
        let task = self.task(row, shape)?;
        let ours = participants
            .iter_mut()
            .find(|one| one.role == Role::Ours)
            .ok_or("ours is missing")?;
        let expected = match prepare(ours, &task) {
            Ok(_) => self.result(ours, 0)?,
            Err(Entry::Absent(why) | Entry::Failed(why)) => return Err(format!("ours: {why}")),
            Err(other) => return Err(format!("ours: {other:?}")),
        };
        let scale = scale(&expected);
        let mut compared = Vec::new();
        for participant in participants.iter_mut() {
            compared.push(prepare(participant, &task).and_then(|ways| {
                if participant.role == Role::Roof {
                    return Ok(vec![0.0; ways.len()]);
                }
                let each = (0..ways.len()).map(|way| {
                    let found = self.result(participant, way).map_err(Entry::Failed)?;
                    judge(difference(&expected, &found, scale), &expected, &found)
                });
                each.collect()
            }));
        }
        Ok(compared)
    }

    fn result(&self, participant: &mut Participant, way: usize) -> Result<Vec<f32>, String> {
        let path = self.folder.join("result");
        match ask(
            participant,
            &Request::Result {
                way,
                path: path.clone(),
            },
        )? {
            Reply::Written => data::read(&path).map_err(|error| error.to_string()),
            other => Err(unexpected(&other)),
        }
    }

    /// The task on arrays of that shape, which are written when they are asked for first.
    fn task(&mut self, row: &Row, (rows, columns): (usize, usize)) -> Result<Task, String> {
        Ok(Task {
            function: row.function.to_owned(),
            pass: row.pass,
            rows,
            columns,
            // Far enough out to meet tails and saturation, as activations do in a network.
            x: self.array("x", rows * columns, |count| data::normal(1, 2.0, count))?,
            dy: self.array("dy", rows * columns, |count| data::normal(2, 1.0, count))?,
        })
    }

    fn array(
        &mut self,
        name: &'static str,
        count: usize,
        make: fn(usize) -> Vec<f32>,
    ) -> Result<PathBuf, String> {
        if let Some(path) = self.written.get(&(name, count)) {
            return Ok(path.clone());
        }
        let path = self.folder.join(format!("{name}-{count}"));
        data::write(&path, &make(count)).map_err(|error| format!("{}: {error}", path.display()))?;
        self.written.insert((name, count), path.clone());
        Ok(path)
    }
}

fn peers<'a, T>(participants: &'a [Participant], results: &'a [T]) -> impl Iterator<Item = &'a T> {
    let both = participants.iter().zip(results);
    both.filter(|(participant, _)| participant.role == Role::Peer)
        .map(|(_, result)| result)
}

/// Where more peers contradict ours than agree with it, it is ours that has no figures.
fn doubt_ours(participants: &[Participant], compared: &mut [Result<Vec<f64>, Entry>]) {
    let agree = peers(participants, compared)
        .filter(|result| result.is_ok())
        .count();
    let contradict = peers(participants, compared)
        .filter(|result| matches!(result, Err(Entry::Wrong(_))))
        .count();
    if contradict > agree {
        let why = format!("peers that contradict it: {contradict}, that agree: {agree}");
        for (participant, result) in participants.iter().zip(compared) {
            if participant.role == Role::Ours {
                *result = Err(Entry::Wrong(why.clone()));
            }
        }
    }
}

fn figures(ways: Vec<String>, differences: &[f64]) -> Entry {
    let figure = |(how, difference): (String, &f64)| Figure {
        how,
        rounds: Vec::new(),
        difference: *difference,
    };
    Entry::Figures(ways.into_iter().zip(differences).map(figure).collect())
}

fn judge((apart, at): (f64, usize), expected: &[f32], found: &[f32]) -> Result<f64, Entry> {
    if apart <= TOLERANCE {
        return Ok(apart);
    }
    let at = match (expected.get(at), found.get(at)) {
        (Some(expected), Some(found)) => format!("element {at}: ours {expected}, found {found}"),
        _ => format!(
            "ours has {} elements, found {}",
            expected.len(),
            found.len()
        ),
    };
    Err(Entry::Wrong(format!(
        "differs by {apart:.1e} of the greatest value; {at}"
    )))
}

fn prepare(participant: &mut Participant, task: &Task) -> Result<Vec<String>, Entry> {
    match ask(participant, &Request::Prepare(task.clone())) {
        Ok(Reply::Prepared { ways }) if !ways.is_empty() => Ok(ways),
        Ok(Reply::Absent { why }) => Err(Entry::Absent(why)),
        Ok(other) => Err(Entry::Failed(unexpected(&other))),
        Err(why) => Err(Entry::Failed(why)),
    }
}

/// Asks a participant; one whose process has ended is not asked again.
fn ask(participant: &mut Participant, request: &Request) -> Result<Reply, String> {
    let process = participant.process.as_mut().ok_or("ended before")?;
    let reply = process.ask(request);
    if reply.is_err() {
        participant.process = None;
    }
    reply
}

fn unexpected(reply: &Reply) -> String {
    match reply {
        Reply::Failed { why } => why.clone(),
        other => format!("answered {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Introduction, Language};

    fn participants(roles: &[Role]) -> Vec<Participant> {
        let introduction = Introduction {
            version: String::new(),
            language: Language::Rust,
            notes: Vec::new(),
        };
        let participant = |role: &Role| Participant {
            name: "someone",
            role: *role,
            introduction: introduction.clone(),
            process: None,
        };
        roles.iter().map(participant).collect()
    }

    #[test]
    fn a_wrong_result_is_refused_and_shown() {
        assert_eq!(judge((1e-7, 0), &[1.0], &[1.0]), Ok(1e-7));
        let Err(Entry::Wrong(why)) = judge((0.5, 1), &[1.0, 2.0], &[1.0, 1.0]) else {
            panic!("accepted");
        };
        assert_eq!(
            why,
            "differs by 5.0e-1 of the greatest value; element 1: ours 2, found 1"
        );
        assert!(matches!(
            judge((f64::INFINITY, 1), &[1.0, 2.0], &[1.0]),
            Err(Entry::Wrong(_))
        ));
    }

    #[test]
    fn ours_is_refused_when_most_peers_contradict_it() {
        let participants = participants(&[Role::Ours, Role::Peer, Role::Peer, Role::Peer]);
        let wrong = || Err(Entry::Wrong(String::new()));
        let absent = || Err(Entry::Absent(String::new()));

        let mut compared = vec![Ok(vec![0.0]), wrong(), Ok(vec![0.0]), absent()];
        doubt_ours(&participants, &mut compared);
        assert!(compared[0].is_ok());

        let mut compared = vec![Ok(vec![0.0]), wrong(), wrong(), Ok(vec![0.0])];
        doubt_ours(&participants, &mut compared);
        let Err(Entry::Wrong(why)) = &compared[0] else {
            panic!("believed")
        };
        assert_eq!(why, "peers that contradict it: 2, that agree: 1");
    }

    #[test]
    fn one_that_has_ended_fails_alone() {
        let mut gone = participants(&[Role::Peer]).remove(0);
        let request = Request::Introduce;
        assert_eq!(ask(&mut gone, &request), Err("ended before".into()));
    }
}
