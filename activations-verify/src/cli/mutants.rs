//! `mutants`: how many wrong derivatives each layer catches.

use activations_verify::Subject;
use activations_verify::mutants::{Score, score};
use comfy_table::{Cell, CellAlignment};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::arguments::{MutantArguments, select};

/// Runs the verb. It fails where layers contradict each other or a right derivative is refused.
pub(super) fn run(arguments: &MutantArguments) -> Result<bool, String> {
    let subjects = select(&arguments.only, super::built_in())?;
    let every = arguments.every as usize;
    let score = |subject: &Subject| score(subject, arguments.seed, every);
    let scores: Vec<Score> = subjects.par_iter().filter_map(score).collect();
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
    if let Some(path) = &arguments.json {
        super::write(path, &json_of(&scores))?;
    }
    Ok(total.disagreements.is_empty() && total.generated > 0)
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
