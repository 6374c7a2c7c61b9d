//! `mutants`: how many wrong derivatives each layer catches.

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use activations_verify::Subject;
use activations_verify::mutants::{Score, score};
use comfy_table::{Cell, CellAlignment};
use serde_json::{Value, json};

use super::arguments::{MutantArguments, select};

/// Runs the command. The exit code is 1 where layers contradict each other or a right derivative is
/// refused.
pub(super) fn run(arguments: &MutantArguments) -> ExitCode {
    let subjects = match select(&arguments.only, super::built_in()) {
        Ok(subjects) => subjects,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let scores = scores(&subjects, arguments);
    let mut total = Score {
        name: "all",
        ..Score::default()
    };
    for score in &scores {
        total.add(score);
    }
    println!("{}", table(&scores, &total));
    for survivor in &total.survivors {
        println!(
            "survives {}: by {}, {}: {}",
            survivor.layer, survivor.wrt, survivor.operator, survivor.formula
        );
    }
    for disagreement in &total.disagreements {
        println!("disagreement: {disagreement}");
    }
    println!("{}", summary(&total));
    if let Some(path) = &arguments.json
        && let Err(error) = std::fs::write(path, json_of(&scores))
    {
        eprintln!(
            "error: expected to write {}, found: {error}",
            path.display()
        );
        return ExitCode::from(2);
    }
    if total.disagreements.is_empty() && total.generated > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The scores, made on all processors, in the subjects' order.
fn scores(subjects: &[Subject], arguments: &MutantArguments) -> Vec<Score> {
    let next = AtomicUsize::new(0);
    let found: Vec<Mutex<Option<Score>>> = subjects.iter().map(|_| Mutex::new(None)).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(subjects.len()) {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(subject), Some(slot)) = (subjects.get(i), found.get(i)) else {
                        break;
                    };
                    let score = score(subject, arguments.seed, arguments.every as usize);
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = score;
                }
            });
        }
    });
    let take =
        |slot: Mutex<Option<Score>>| slot.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.into_iter().filter_map(take).collect()
}

fn table(scores: &[Score], total: &Score) -> String {
    let mut table = super::table::table(&[
        "activation",
        "mutants",
        "equivalent",
        "proof",
        "undecided",
        "differences",
        "dual numbers",
        "repaired",
    ]);
    for score in scores.iter().chain([total]) {
        let share = |killed: usize| format!("{killed}/{}", score.wrong());
        let numbers = [
            score.generated.to_string(),
            score.equivalent.to_string(),
            share(score.refuted + score.undecided),
            score.undecided.to_string(),
            share(score.by_differences),
            share(score.by_duals),
            format!("{}/{}", score.repaired, score.refuted),
        ];
        let numbers = numbers.map(|text| Cell::new(text).set_alignment(CellAlignment::Right));
        table.add_row([Cell::new(score.name)].into_iter().chain(numbers));
    }
    table.trim_fmt()
}

fn summary(total: &Score) -> String {
    let percent = |part: usize, whole: usize| match whole {
        0 => "no".to_owned(),
        _ => format!("{:.2} %", 100.0 * part as f64 / whole as f64),
    };
    format!(
        "{} mutants, {} proved equivalent; of the others the proof catches {}, finite differences {}, \
         dual numbers {}; {} of the refuted have a proved repair; the slowest verdict took {:.1} ms",
        total.generated,
        total.equivalent,
        percent(total.refuted + total.undecided, total.wrong()),
        percent(total.by_differences, total.wrong()),
        percent(total.by_duals, total.wrong()),
        percent(total.repaired, total.refuted),
        1e3 * total.slowest.as_secs_f64()
    )
}

fn json_of(scores: &[Score]) -> String {
    let survivor = |survivor: &activations_verify::mutants::Survivor| {
        json!({
            "layer": survivor.layer,
            "by": survivor.wrt,
            "operator": survivor.operator,
            "formula": survivor.formula,
        })
    };
    let score = |score: &Score| {
        json!({
            "activation": score.name,
            "generated": score.generated,
            "equivalent": score.equivalent,
            "killed": {
                "proof": score.refuted + score.undecided,
                "finite differences": score.by_differences,
                "dual numbers": score.by_duals,
            },
            "refuted": score.refuted,
            "undecided": score.undecided,
            "repaired": score.repaired,
            "survivors": score.survivors.iter().map(survivor).collect::<Vec<_>>(),
            "disagreements": score.disagreements,
        })
    };
    let scores: Vec<Value> = scores.iter().map(score).collect();
    format!("{:#}\n", Value::Array(scores))
}
