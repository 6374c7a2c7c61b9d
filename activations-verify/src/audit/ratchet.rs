//! What has been reached: a table in the repository, one line a function, that may only improve.

use std::collections::BTreeMap;
use std::fmt;

use super::Measurement;

/// The slack of a comparison: the table has four digits behind the point.
const ROUNDING: f64 = 1e-4;

/// What is kept of a measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The greatest error in units in the last place.
    pub strict: f64,
    /// The inputs where it was.
    pub strict_at: Vec<f64>,
    /// The greatest error in units of the largest term.
    pub scaled: f64,
    /// The inputs where it was.
    pub scaled_at: Vec<f64>,
}

/// Records by activation, element type, instructions and function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ratchet(BTreeMap<[String; 4], Record>);

fn key(measurement: &Measurement) -> [String; 4] {
    [
        measurement.activation,
        measurement.element,
        &measurement.level,
        &measurement.function,
    ]
    .map(str::to_owned)
}

impl Ratchet {
    /// The table of the built-in activations.
    pub fn built_in() -> Self {
        Self::parse(include_str!("../../audit.txt"))
            .expect("the table in the repository is well-formed")
    }

    /// Reads a table. The error names the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let record = |line: &str| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [
                activation,
                element,
                level,
                function,
                strict,
                strict_at,
                scaled,
                scaled_at,
            ] = fields[..]
            else {
                return None;
            };
            let record = Record {
                strict: strict.parse().ok()?,
                strict_at: place(strict_at)?,
                scaled: scaled.parse().ok()?,
                scaled_at: place(scaled_at)?,
            };
            Some((
                [activation, element, level, function].map(str::to_owned),
                record,
            ))
        };
        let records = lines.map(|line| {
            record(line).ok_or_else(|| format!("expected eight fields, found `{line}`"))
        });
        records.collect::<Result<_, _>>().map(Self)
    }

    /// The record of what a measurement measures.
    pub fn record(&self, measurement: &Measurement) -> Option<&Record> {
        self.0.get(&key(measurement))
    }

    /// The inputs at which an activation was at its worst in an element type.
    pub fn known(&self, activation: &str, element: &str) -> Vec<Vec<f64>> {
        let records = self
            .0
            .iter()
            .filter(|(key, _)| key[0] == activation && key[1] == element);
        let places = records.flat_map(|(_, record)| [&record.strict_at, &record.scaled_at]);
        places.filter(|at| !at.is_empty()).cloned().collect()
    }

    /// Why a measurement is not acceptable: on the scale of its terms it is worse than what has been
    /// reached. Near a zero, units of the value itself grow without end the nearer one looks.
    pub fn objection(&self, measurement: &Measurement) -> Option<String> {
        let (reached, found) = (
            self.record(measurement)?.scaled,
            measurement.figures.scaled.ulps,
        );
        let function = key(measurement).join(" ");
        (found > reached + ROUNDING).then(|| {
            format!("{function}: expected at most {reached} ulp at scale, found {found:.4}")
        })
    }

    /// Puts a measurement in the place of what was there.
    pub fn set(&mut self, measurement: &Measurement) {
        let (strict, scaled) = (&measurement.figures.strict, &measurement.figures.scaled);
        // Rounded up: what was measured is within what is recorded.
        let up = |ulps: f64| (ulps * 1e4).ceil() / 1e4;
        let record = Record {
            strict: up(strict.ulps),
            strict_at: strict.at.clone(),
            scaled: up(scaled.ulps),
            scaled_at: scaled.at.clone(),
        };
        self.0.insert(key(measurement), record);
    }
}

/// Inputs as the bits of doubles, which hold the narrower types exactly.
fn place(text: &str) -> Option<Vec<f64>> {
    if text == "-" {
        return Some(Vec::new());
    }
    let bits = text.split(',').map(|bits| u64::from_str_radix(bits, 16));
    bits.map(|bits| bits.map(f64::from_bits).ok()).collect()
}

impl fmt::Display for Ratchet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# Greatest errors, in units in the last place: of the value, and of its largest term, each with"
        )?;
        writeln!(
            f,
            "# the bits of the inputs as doubles. Written by `activations-verify audit --update`; may only improve."
        )?;
        let place = |at: &[f64]| {
            let bits: Vec<String> = at.iter().map(|x| format!("{:016x}", x.to_bits())).collect();
            if bits.is_empty() {
                "-".to_owned()
            } else {
                bits.join(",")
            }
        };
        for ([activation, element, level, function], record) in &self.0 {
            writeln!(
                f,
                "{activation} {element} {level} {function} {:.4} {} {:.4} {}",
                record.strict,
                place(&record.strict_at),
                record.scaled,
                place(&record.scaled_at)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Measurement, Ratchet};
    use crate::audit::{Figures, Worst};

    fn measured(ulps: f64) -> Measurement {
        let mut figures = Figures::default();
        figures.scaled = Worst {
            ulps,
            at: vec![-1.5],
        };
        Measurement {
            activation: "silu",
            element: "f32",
            level: "sse2".to_owned(),
            function: "forward".to_owned(),
            figures,
        }
    }

    #[test]
    fn a_table_is_read_as_it_is_written_and_only_improves() {
        let mut ratchet = Ratchet::default();
        assert_eq!(
            ratchet.objection(&measured(9.0)),
            None,
            "nothing was reached yet"
        );
        ratchet.set(&measured(1.25));
        let again = Ratchet::parse(&ratchet.to_string()).unwrap();
        assert_eq!(again, ratchet);
        assert_eq!(again.known("silu", "f32"), [[-1.5]]);
        assert_eq!(again.objection(&measured(1.25)), None);
        assert_eq!(again.objection(&measured(1.0)), None);
        let objection = again.objection(&measured(1.26)).unwrap();
        assert!(
            objection.contains("expected at most 1.25 ulp at scale, found 1.26"),
            "{objection}"
        );
        assert!(Ratchet::parse("silu f32 forward 1.0").is_err());
    }
}
