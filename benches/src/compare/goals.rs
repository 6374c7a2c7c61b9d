//! The figures to reach, and how far a run is from them.

use super::options::Size;
use super::report::{Measured, Report};
use crate::protocol::{Language, Pass};
use crate::statistics::geometric_mean;

/// What two figures of a run may differ by for no reason.
const NOISE: f64 = 0.05;

/// One figure to reach.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goal {
    /// What is to be reached.
    pub text: String,
    /// Whether it is.
    pub reached: bool,
    /// By what figures.
    pub detail: String,
}

/// The goals on which this run has something to say.
pub(super) fn goals(report: &Report) -> Vec<Goal> {
    let goals = [
        never_slower(report),
        mean(report, None, 1.5, "the fastest peer"),
        mean(report, Some(Language::Rust), 10.0, "the fastest Rust peer"),
        memory_bound(report),
        narrow_rows(report),
    ];
    goals.into_iter().flatten().collect()
}

/// The geometric mean over the rows of how many times as long the fastest peer takes.
pub(super) fn mean_gain(
    report: &Report,
    language: Option<Language>,
    pass: Option<Pass>,
) -> Option<f64> {
    let rows = report
        .rows
        .iter()
        .filter(|measured| pass.is_none_or(|pass| measured.row.pass == pass));
    let gains: Vec<f64> = rows
        .filter_map(|measured| report.gain(measured, language))
        .collect();
    geometric_mean(&gains)
}

fn never_slower(report: &Report) -> Option<Goal> {
    let gains: Vec<(&Measured, f64)> = report
        .rows
        .iter()
        .filter_map(|row| Some((row, report.gain(row, None)?)))
        .collect();
    let slower = gains.iter().filter(|(_, gain)| *gain < 1.0 - NOISE);
    let slower: Vec<String> = slower
        .map(|(measured, gain)| {
            let (name, _) = report.fastest(measured, None)?;
            Some(format!(
                "{} ({:.2} times {name}'s time)",
                label(measured),
                1.0 / gain
            ))
        })
        .collect::<Option<_>>()?;
    (!gains.is_empty()).then(|| Goal {
        text: "no row slower than the fastest peer".to_owned(),
        reached: slower.is_empty(),
        detail: match slower.len() {
            0 => format!("{} rows", gains.len()),
            some => format!("{some} of {} rows are: {}", gains.len(), slower.join(", ")),
        },
    })
}

fn mean(report: &Report, language: Option<Language>, least: f64, whom: &str) -> Option<Goal> {
    let mean = mean_gain(report, language, None)?;
    Some(Goal {
        text: format!("{least} times as fast as {whom}, in the geometric mean"),
        reached: mean >= least,
        detail: format!("{mean:.2}"),
    })
}

/// At the largest size: no more than 1.15 times the larger of the time in cache and the roof.
fn memory_bound(report: &Report) -> Option<Goal> {
    const SHARE: f64 = 1.15;
    let elements = report
        .rows
        .iter()
        .filter_map(|measured| match measured.row.size {
            Size::Elements(count) => Some(count),
            Size::Rows(..) => None,
        });
    let largest = elements.max().filter(|count| *count >= 1 << 23)?;
    let rows = report
        .rows
        .iter()
        .filter(|row| row.row.size == Size::Elements(largest));
    let over = rows.filter_map(|measured| {
        let in_cache = report.rows.iter().filter(|other| {
            let row = &other.row;
            let same = row.function == measured.row.function && row.pass == measured.row.pass;
            same && row.size != measured.row.size
        });
        let in_cache = in_cache
            .filter_map(|other| Some(report.ours(other)?.summary().median))
            .fold(0.0, f64::max);
        let roof = report.roof(measured)?.summary().median;
        let ours = report.ours(measured)?.summary().median;
        Some((label(measured), ours / roof.max(in_cache)))
    });
    greatest(
        over,
        SHARE,
        "times the larger of the time in cache and of moving the data, in memory",
    )
}

/// Rows of ten columns, forward: no more than 2.5 times a copy.
fn narrow_rows(report: &Report) -> Option<Goal> {
    const SHARE: f64 = 2.5;
    let rows = report
        .of_pass(Pass::Forward)
        .filter(|row| matches!(row.row.size, Size::Rows(_, 10)));
    let over = rows.filter_map(|measured| Some((label(measured), report.over_roof(measured)?)));
    greatest(over, SHARE, "times a copy, on rows of ten columns")
}

fn greatest(over: impl Iterator<Item = (String, f64)>, most: f64, text: &str) -> Option<Goal> {
    let over: Vec<(String, f64)> = over.collect();
    let (worst, share) = over.iter().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let beyond = over.iter().filter(|(_, share)| *share > most).count();
    Some(Goal {
        text: format!("at most {most} {text}"),
        reached: beyond == 0,
        detail: format!(
            "{beyond} of {} rows are beyond; the worst is {worst} at {share:.2}",
            over.len()
        ),
    })
}

fn label(measured: &Measured) -> String {
    let row = &measured.row;
    format!("{} {} {}", row.function, row.pass.name(), row.size)
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::example;
    use super::super::report::{Entry, Figure};
    use super::*;

    #[test]
    fn the_goals_of_a_known_run() {
        let report = example();
        let goals = goals(&report);
        let [slower, mean, rust, narrow] = &goals[..] else {
            panic!("{goals:?}")
        };
        // Gains: 2, 5, 0.5, 2.
        assert!(!slower.reached);
        assert_eq!(
            slower.detail,
            "1 of 4 rows are: f VJP 4096 (2.00 times rusty's time)"
        );
        assert!(mean.reached);
        assert_eq!(mean.detail, "1.78");
        // Against Rust: 10, 5, 0.5.
        assert!(!rust.reached);
        assert_eq!(rust.detail, "2.92");
        assert!(!narrow.reached);
        assert!(
            narrow.detail.ends_with("rows forward 64×10 at 3.00"),
            "{}",
            narrow.detail
        );
    }

    #[test]
    fn a_pass_has_a_mean_of_its_own() {
        assert_eq!(mean_gain(&example(), None, Some(Pass::Vjp)), Some(0.5));
    }

    #[test]
    fn a_memory_bound_row_is_measured_by_the_larger_of_two() {
        let mut report = example();
        report.rows.truncate(2);
        report.rows[1].row.size = Size::Elements(1 << 24);
        let goal = memory_bound(&report).expect("a large size");
        // 0.4 against a roof of 0.3, which is more than the 0.2 in cache.
        assert!(
            !goal.reached && goal.detail.ends_with("at 1.33"),
            "{}",
            goal.detail
        );

        let figure = Figure {
            how: String::new(),
            rounds: vec![0.39; 3],
            difference: 0.0,
        };
        report.rows[0].entries[0] = Entry::Figures(vec![figure]);
        let goal = memory_bound(&report).expect("a large size");
        assert!(
            goal.reached && goal.detail.ends_with("at 1.03"),
            "{}",
            goal.detail
        );
    }

    #[test]
    fn nothing_is_said_without_peers_and_large_arrays() {
        let mut report = example();
        report
            .rows
            .retain(|measured| matches!(measured.row.size, Size::Elements(_)));
        report
            .columns
            .retain(|column| column.role != super::super::participants::Role::Peer);
        for measured in &mut report.rows {
            measured.entries.drain(1..3);
        }
        assert_eq!(goals(&report), []);
    }
}
