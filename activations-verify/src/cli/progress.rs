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
    pub(super) fn over(activations: usize) -> Self {
        let bar =
            ProgressBar::with_draw_target(Some(activations as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self {
            bar,
            started: Instant::now(),
            shown: OnceLock::new(),
        }
    }

    pub(super) fn start(&self, name: &'static str) {
        if self.started.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            self.shown
                .get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.set_message(name);
    }

    pub(super) fn finish_one(&self) {
        self.bar.inc(1);
    }

    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
