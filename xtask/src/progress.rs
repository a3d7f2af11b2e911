//! What a person sees: one line per step, with the time it took; on failure the end of its log and what to do.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::Result;

/// Runs one step and prints its line.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("  {title} … ");
    // A line that cannot be shown is no reason to stop the work.
    let _shown = io::stdout().flush();
    let started = Instant::now();
    let result = work();
    let took = time(started.elapsed());
    match &result {
        Ok(_) => println!("{}", dim(&took)),
        Err(_) => println!("{} after {took}", red("failed")),
    }
    result
}

/// Prints a line between steps.
pub(crate) fn note(text: &str) {
    println!("  {}", dim(text));
}

/// Prints a headline.
pub(crate) fn headline(text: &str) {
    println!("\n{}", bold(text));
}

/// A duration as people say it.
pub(crate) fn time(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f32())
    }
}

/// Whether standard output takes colors.
pub(crate) fn has_color() -> bool {
    io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none()
}

/// Emphasized, for headlines.
pub(crate) fn bold(text: &str) -> String {
    paint("1", text)
}

/// Toned down, for what is only nice to know.
pub(crate) fn dim(text: &str) -> String {
    paint("2", text)
}

/// Alarming, for failures.
pub(crate) fn red(text: &str) -> String {
    paint("1;31", text)
}

fn paint(code: &str, text: &str) -> String {
    if has_color() {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::time;

    #[test]
    fn long_times_are_said_in_minutes() {
        assert_eq!(time(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(time(Duration::from_secs(125)), "2 min 05 s");
    }
}
