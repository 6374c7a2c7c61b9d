//! What was measured, and what follows from it.

use serde::Serialize;

use super::machine::Machine;
use super::participants::{Missing, Participant, Role};
use super::rows::Row;
use crate::protocol::{Introduction, Language, Pass};
use crate::statistics::{Summary, paired_ratio};

/// A whole run.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// Where and when.
    pub machine: Machine,
    /// Whether it was a first look only.
    pub quick: bool,
    /// How often each was measured.
    pub rounds: usize,
    /// Who took part: ours first, the roof last.
    pub columns: Vec<Column>,
    /// Who did not, and why.
    pub missing: Vec<Missing>,
    /// The rows, each with one entry a column.
    pub rows: Vec<Measured>,
}

/// One that took part.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The name in tables.
    pub name: &'static str,
    /// Which part it plays.
    pub role: Role,
    /// What it said of itself.
    pub introduction: Introduction,
}

impl From<&Participant> for Column {
    fn from(participant: &Participant) -> Self {
        Self {
            name: participant.name,
            role: participant.role,
            introduction: participant.introduction.clone(),
        }
    }
}

/// A row, measured.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// Which.
    pub row: Row,
    /// One entry a column.
    pub entries: Vec<Entry>,
}

/// What one has to show for a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    /// Its figures, one a way: at least one.
    Figures(Vec<Figure>),
    /// It does not have the function, or not this pass.
    Absent(String),
    /// Its result is not ours: no time is reported.
    Wrong(String),
    /// It went wrong.
    Failed(String),
}

/// The times of one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Figure {
    /// The call.
    pub how: String,
    /// Nanoseconds per element, one number a round.
    pub rounds: Vec<f64>,
    /// The greatest difference from our result, as a share of our greatest value.
    pub difference: f64,
}

impl Figure {
    /// The middle of the rounds.
    pub(super) fn summary(&self) -> Summary {
        Summary::of(&self.rounds).unwrap_or(Summary {
            least: f64::NAN,
            lower: f64::NAN,
            median: f64::NAN,
            upper: f64::NAN,
        })
    }
}

impl Report {
    /// The figure of a column in a row: that of its first way, and of the roof the fastest.
    pub(super) fn figure<'a>(&self, measured: &'a Measured, column: usize) -> Option<&'a Figure> {
        let Entry::Figures(figures) = measured.entries.get(column)? else {
            return None;
        };
        match self.columns[column].role {
            Role::Roof => figures
                .iter()
                .min_by(|a, b| a.summary().median.total_cmp(&b.summary().median)),
            Role::Ours | Role::Peer => figures.first(),
        }
    }

    /// Our figure.
    pub(super) fn ours<'a>(&self, measured: &'a Measured) -> Option<&'a Figure> {
        self.figure(measured, self.position(Role::Ours)?)
    }

    /// What moving the data costs.
    pub(super) fn roof<'a>(&self, measured: &'a Measured) -> Option<&'a Figure> {
        self.figure(measured, self.position(Role::Roof)?)
    }

    fn position(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.role == role)
    }

    /// The fastest peer, or the fastest of those used from one language, and its figure.
    pub(super) fn fastest<'a>(
        &self,
        measured: &'a Measured,
        language: Option<Language>,
    ) -> Option<(&'static str, &'a Figure)> {
        let peers = self.columns.iter().enumerate().filter(|(_, column)| {
            let spoken = language.is_none_or(|language| column.introduction.language == language);
            column.role == Role::Peer && spoken
        });
        peers
            .filter_map(|(at, column)| Some((column.name, self.figure(measured, at)?)))
            .min_by(|(_, a), (_, b)| a.summary().median.total_cmp(&b.summary().median))
    }

    /// How many times as long the fastest peer takes as ours, paired round by round.
    pub(super) fn gain(&self, measured: &Measured, language: Option<Language>) -> Option<f64> {
        let (_, peer) = self.fastest(measured, language)?;
        Some(paired_ratio(&peer.rounds, &self.ours(measured)?.rounds)?.median)
    }

    /// How many times as long ours takes as moving the data, paired round by round.
    pub(super) fn over_roof(&self, measured: &Measured) -> Option<f64> {
        let roof = self.roof(measured)?;
        Some(paired_ratio(&self.ours(measured)?.rounds, &roof.rounds)?.median)
    }

    /// The rows of one pass.
    pub(super) fn of_pass(&self, pass: Pass) -> impl Iterator<Item = &Measured> {
        self.rows
            .iter()
            .filter(move |measured| measured.row.pass == pass)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::options::Size;
    use super::*;

    fn column(name: &'static str, role: Role, language: Language) -> Column {
        let introduction = Introduction {
            version: "1".into(),
            language,
            notes: vec!["a note".into()],
        };
        Column {
            name,
            role,
            introduction,
        }
    }

    fn entry(ways: &[&[f64]]) -> Entry {
        let figure = |rounds: &&[f64]| Figure {
            how: "call()".into(),
            rounds: rounds.to_vec(),
            difference: 1e-7,
        };
        Entry::Figures(ways.iter().map(figure).collect())
    }

    /// Ours at 0.2 (and 0.3 from x), a Rust peer at 2.0, a Python peer at 0.4, a roof at 0.1.
    pub(crate) fn example() -> Report {
        let row = |function, pass, size, entries| Measured {
            row: Row {
                function,
                pass,
                size,
            },
            entries,
        };
        Report {
            machine: Machine::example(),
            quick: false,
            rounds: 3,
            columns: vec![
                column("ours", Role::Ours, Language::Rust),
                column("rusty", Role::Peer, Language::Rust),
                column("snake", Role::Peer, Language::Python),
                column("roof", Role::Roof, Language::Rust),
            ],
            missing: vec![Missing {
                name: "gone",
                why: "no module named gone".into(),
            }],
            rows: vec![
                row(
                    "f",
                    Pass::Forward,
                    Size::Elements(4096),
                    vec![
                        entry(&[&[0.2, 0.2, 0.4]]),
                        entry(&[&[2.0, 2.0, 4.0]]),
                        entry(&[&[0.4, 0.4, 0.8]]),
                        entry(&[&[0.15, 0.15, 0.3], &[0.1, 0.1, 0.2]]),
                    ],
                ),
                row(
                    "f",
                    Pass::Forward,
                    Size::Elements(262_144),
                    vec![
                        entry(&[&[0.4; 3]]),
                        entry(&[&[2.0; 3]]),
                        Entry::Wrong("differs".into()),
                        entry(&[&[0.3; 3]]),
                    ],
                ),
                row(
                    "f",
                    Pass::Vjp,
                    Size::Elements(4096),
                    vec![
                        entry(&[&[0.2; 3], &[0.3; 3]]),
                        entry(&[&[0.1; 3]]),
                        Entry::Absent("inference only".into()),
                        entry(&[&[0.1; 3]]),
                    ],
                ),
                row(
                    "rows",
                    Pass::Forward,
                    Size::Rows(64, 10),
                    vec![
                        entry(&[&[0.9; 3]]),
                        Entry::Failed("ended".into()),
                        entry(&[&[1.8; 3]]),
                        entry(&[&[0.3; 3]]),
                    ],
                ),
            ],
        }
    }

    #[test]
    fn the_fastest_peer_is_found_and_paired() {
        let report = example();
        let [plain, wrong, vjp, rows] = &report.rows[..] else {
            panic!("four rows")
        };
        let name = |measured, language| report.fastest(measured, language).map(|(name, _)| name);
        assert_eq!(name(plain, None), Some("snake"));
        assert_eq!(name(plain, Some(Language::Rust)), Some("rusty"));
        assert_eq!(report.gain(plain, None), Some(2.0));
        assert_eq!(report.gain(plain, Some(Language::Rust)), Some(10.0));
        // Neither a wrong result nor an absent one competes.
        assert_eq!(name(wrong, None), Some("rusty"));
        assert_eq!(name(vjp, None), Some("rusty"));
        assert_eq!(report.gain(vjp, None), Some(0.5));
        assert_eq!(name(rows, Some(Language::Rust)), None);
    }

    #[test]
    fn the_fastest_way_is_the_roof_and_the_first_way_is_ours() {
        let report = example();
        assert_eq!(report.over_roof(&report.rows[0]), Some(2.0));
        assert_eq!(report.ours(&report.rows[2]).expect("ours").rounds, [0.2; 3]);
    }
}
