//! The options of the command `compare`.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::participants::Peer;

/// Measure ours beside what people use today, and print a table of ratios.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Only these activations or elementary functions, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// Only this size: 4096 for element-wise functions, 4096x1000 for row-wise ones; may be repeated
    #[arg(long = "size", value_name = "SIZE")]
    pub sizes: Vec<Size>,

    /// Fewer, shorter rounds, and no large arrays: for a first look, not for figures to quote
    #[arg(long)]
    pub quick: bool,

    /// Only these peers [default: all but `self`]
    #[arg(long, value_enum, value_delimiter = ',', num_args = 0..)]
    pub peers: Option<Vec<Peer>>,

    /// How often each is measured, in turn with the others
    #[arg(long, value_name = "N")]
    pub rounds: Option<usize>,

    /// The core that all run on [default: the last one]
    #[arg(long, value_name = "INDEX")]
    pub core: Option<usize>,

    /// The Python that has the packages of benches/peers/requirements.txt
    #[arg(long, value_name = "PATH", default_value = "python3")]
    pub python: PathBuf,

    /// Write everything measured to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Draw a plot into this file
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

impl Options {
    /// How often each is measured, in turn with the others.
    pub fn rounds(&self) -> usize {
        self.rounds.unwrap_or(if self.quick { 3 } else { 9 }).max(1)
    }

    /// For how long each is measured in a round.
    pub fn budget(&self) -> Duration {
        Duration::from_millis(if self.quick { 4 } else { 40 })
    }

    /// The peers that are asked for.
    pub fn peers(&self) -> Vec<Peer> {
        match &self.peers {
            Some(peers) => peers.clone(),
            None => {
                let all = Peer::value_variants().iter().copied();
                all.filter(|peer| *peer != Peer::Ourself).collect()
            }
        }
    }

    /// The sizes that are asked for.
    pub fn sizes(&self) -> Vec<Size> {
        const FULL: [Size; 6] = [
            Size::Elements(4_096),
            Size::Elements(262_144),
            Size::Elements(16_777_216),
            Size::Rows(65_536, 10),
            Size::Rows(4_096, 1_000),
            Size::Rows(512, 32_000),
        ];
        const QUICK: [Size; 5] = [
            Size::Elements(4_096),
            Size::Elements(262_144),
            Size::Rows(4_096, 10),
            Size::Rows(256, 1_000),
            Size::Rows(8, 32_000),
        ];
        match (self.sizes.is_empty(), self.quick) {
            (false, _) => self.sizes.clone(),
            (true, true) => QUICK.to_vec(),
            (true, false) => FULL.to_vec(),
        }
    }
}

/// The size of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many elements, for an element-wise function.
    Elements(usize),
    /// So many rows of so many columns, for a row-wise function.
    Rows(usize, usize),
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| match text.replace(['_', ','], "").parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(format!("expected 4096 or 4096x1000, found {text}")),
        };
        match text.split_once(['x', '×']) {
            Some((rows, columns)) => Ok(Self::Rows(number(rows)?, number(columns)?)),
            None => number(text).map(Self::Elements),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!("16_777_216".parse(), Ok(Size::Elements(16_777_216)));
        assert_eq!("512x32000".parse(), Ok(Size::Rows(512, 32_000)));
        for wrong in ["", "0", "x10", "10x", "-4", "3x0", "1x2x3"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
