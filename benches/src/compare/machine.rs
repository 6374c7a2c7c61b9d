//! Where and when a run was made, and how quiet it was.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

/// The machine and the day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Machine {
    /// The processor, as the system names it.
    pub processor: String,
    /// How many cores the system has.
    pub cores: usize,
    /// The vector instructions among those that our kernels ask for.
    pub vectors: Vec<&'static str>,
    /// The operating system.
    pub system: &'static str,
    /// The day, in UTC: `2026-11-23`.
    pub date: String,
    /// The core that all ran on, where the system lets a process choose.
    pub core: Option<usize>,
    /// How many processes wanted to run in the minute before, where the system tells.
    pub load: Option<f64>,
}

impl Machine {
    /// This machine, now.
    pub(super) fn look() -> Self {
        Self {
            processor: processor(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            vectors: vectors(),
            system: std::env::consts::OS,
            date: date(SystemTime::now()),
            core: None,
            load: load(),
        }
    }

    /// Pins this process, and so all that it starts, to the given core or to the last.
    ///
    /// A given core that is not there is an error.
    pub(super) fn pin(&mut self, core: Option<usize>) -> Result<(), String> {
        self.core = pin(core)?;
        Ok(())
    }

    /// What a reader should know before believing the figures.
    pub(super) fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.core.is_none() {
            doubts.push(
                "the system does not pin processes to a core: expect more scatter".to_owned(),
            );
        }
        if let Some(load) = self.load.filter(|load| *load > 0.5) {
            doubts.push(format!(
                "{load:.1} processes were running in the minute before: figures to quote need a quiet machine"
            ));
        }
        doubts
    }
}

fn pin(core: Option<usize>) -> Result<Option<usize>, String> {
    let ids = core_affinity::get_core_ids().unwrap_or_default();
    let chosen = match core {
        Some(core) => {
            let known = || {
                ids.iter()
                    .map(|id| id.id.to_string())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let id = ids.iter().find(|id| id.id == core);
            Some(id.ok_or_else(|| format!("expected one of the cores {}, found {core}", known()))?)
        }
        // The system's own work tends to the first.
        None => ids.last(),
    };
    let pinned = chosen.filter(|id| core_affinity::set_for_current(**id));
    Ok(pinned.map(|id| id.id))
}

fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name| {
        let line = told.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim())
    };
    match (field("model name"), field("cpu family"), field("model\t")) {
        (Some(name), Some(family), Some(model)) => {
            format!("{name} (family {family}, model {model})")
        }
        (Some(name), _, _) => name.to_owned(),
        _ => std::env::consts::ARCH.to_owned(),
    }
}

fn vectors() -> Vec<&'static str> {
    #[cfg(target_arch = "x86_64")]
    {
        let all = [
            ("AVX-512F", is_x86_feature_detected!("avx512f")),
            ("AVX2", is_x86_feature_detected!("avx2")),
            ("FMA", is_x86_feature_detected!("fma")),
        ];
        all.iter()
            .filter(|(_, present)| *present)
            .map(|(name, _)| *name)
            .collect()
    }
    #[cfg(not(target_arch = "x86_64"))]
    Vec::new()
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg")
        .ok()?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

fn date(time: SystemTime) -> String {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date so many days after 1970-01-01, in the Gregorian calendar.
fn civil(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + u64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    (year, month as u64 + 1, days + 1)
}

#[cfg(test)]
impl Machine {
    /// A machine for tests.
    pub(crate) fn example() -> Self {
        Self {
            processor: "Example 9000".into(),
            cores: 2,
            vectors: vec!["AVX2", "FMA"],
            system: "linux",
            date: "2026-11-23".into(),
            core: Some(1),
            load: Some(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(59), (1970, 3, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_780), (2026, 11, 23));
        assert_eq!(civil(20_818), (2026, 12, 31));
        assert_eq!(civil(20_819), (2027, 1, 1));
    }

    #[test]
    fn a_busy_machine_is_doubted() {
        assert_eq!(Machine::example().doubts(), Vec::<String>::new());
        let busy = Machine {
            load: Some(2.0),
            core: None,
            ..Machine::example()
        };
        assert_eq!(busy.doubts().len(), 2);
    }

    #[test]
    fn a_core_that_is_not_there_is_an_error() {
        let error = pin(Some(usize::MAX)).expect_err("no such core");
        assert!(error.starts_with("expected one of the cores"), "{error}");
    }
}
