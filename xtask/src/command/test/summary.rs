//! Adds up the result lines that the test programs print.

use std::fmt;

/// How many tests passed, failed and were left out, over all test programs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Summary {
    /// Takes a line of output into account: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(super) fn read(&mut self, line: &str) {
        let Some((_, results)) = line.split_once("test result: ") else {
            return;
        };
        // In color, the verdict before the first full stop is wrapped in escape codes; the counts behind it are not.
        let Some((_, counts)) = results.split_once(". ") else {
            return;
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let (Some(number), Some(kind)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match kind {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn results_of_several_programs_are_added() {
        let mut summary = Summary::default();
        summary.read("running 3 tests\n");
        summary.read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.10s\n");
        summary
            .read("test result: \u{1b}[31mFAILED\u{1b}[0m. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(
            summary,
            Summary {
                passed: 5,
                failed: 1,
                skipped: 1
            }
        );
        assert_eq!(summary.to_string(), "5 passed, 1 failed, 1 skipped");
    }
}
