//! A progress bar, for a person who waits.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows itself only on a terminal, and only after a second.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: OnceLock<()>,
}

impl Progress {
    /// Counts activations.
    pub(super) fn over(activations: usize) -> Self {
        Self::counting(activations as u64, "{bar:40} {pos}/{len} {msg}")
    }

    /// Counts inputs, which are many, and tells when it will be done.
    pub(super) fn of_inputs(inputs: u64) -> Self {
        Self::counting(inputs, "{bar:40} {percent} % {msg}, done in {eta}")
    }

    fn counting(total: u64, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self {
            bar,
            started: Instant::now(),
            shown: OnceLock::new(),
        }
    }

    pub(super) fn start(&self, name: &'static str) {
        if is_due(self.started.elapsed(), std::io::stderr().is_terminal()) {
            self.shown
                .get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.set_message(name);
    }

    pub(super) fn finish_one(&self) {
        self.advance(1);
    }

    pub(super) fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Whether there is someone to show it to, who has waited.
fn is_due(waited: Duration, is_terminal: bool) -> bool {
    is_terminal && waited > Duration::from_secs(1)
}

#[cfg(test)]
mod tests {
    use super::is_due;
    use std::time::Duration;

    #[test]
    fn only_someone_who_waits_sees_it() {
        let [short, long] = [900, 1100].map(Duration::from_millis);
        assert!(is_due(long, true));
        assert!(!is_due(long, false) && !is_due(short, true) && !is_due(short, false));
    }
}
