//! The one line that says which setting is wrong.

use std::fmt;

/// A setting is wrong, missing or unknown. Its text is one line, names the setting, and never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    setting: String,
    problem: String,
}

impl ConfigError {
    /// `setting` is wrong because of `problem`.
    pub fn new(setting: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}: {}", self.setting, self.problem);
        f.write_str(&line.replace(|it: char| it.is_control(), " "))
    }
}

impl std::error::Error for ConfigError {}
