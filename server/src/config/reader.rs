//! Collects what is given by file and environment, hands it out by name, and remembers it for the report.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use super::error::ConfigError;
use super::key::{self, KEYS, PREFIX};
use super::report::{Line, Origin, Report};
use super::value::{self, Value};

/// Variables with our prefix that are not settings: the command line's own, systemd's (`LoadCredential=`) and, by prefix,
/// those of the test command.
const NOT_SETTINGS: [&str; 2] = ["CREDENTIALS_CONFIG", "CREDENTIALS_DIRECTORY"];
const TEST_PREFIX: &str = "CREDENTIALS_TEST_";

/// What is given, by the setting's name.
pub(super) struct Reader {
    given: BTreeMap<&'static str, Given>,
    lines: BTreeMap<&'static str, Line>,
}

pub(super) struct Given {
    pub(super) value: Value,
    pub(super) origin: Origin,
}

impl Reader {
    /// Reads the file, then the environment over it; refuses what is no setting.
    pub(super) fn collect(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut given = BTreeMap::new();
        if let Some(path) = file {
            for (name, value) in read_file(path)? {
                let key = known(&name).ok_or_else(|| unknown_key(&name))?;
                given.insert(
                    key,
                    Given {
                        value: Value::Json(value),
                        origin: Origin::File,
                    },
                );
            }
        }
        for (variable, text) in environment {
            let Some(variable) = variable.to_str() else { continue };
            if let Some(key) = setting_of(variable)? {
                let text = text
                    .into_string()
                    .map_err(|_| ConfigError::new(variable, "is not UTF-8"))?;
                if text.is_empty() {
                    return Err(ConfigError::new(
                        variable,
                        "is empty; remove the variable to use the default",
                    ));
                }
                given.insert(
                    key,
                    Given {
                        value: Value::Text(text),
                        origin: Origin::Environment,
                    },
                );
            }
        }
        Ok(Self {
            given,
            lines: BTreeMap::new(),
        })
    }

    /// What is given for a setting, if anything.
    pub(super) fn given(&self, name: &'static str) -> Option<&Given> {
        debug_assert!(known(name).is_some(), "{name} is missing in the list of settings");
        self.given.get(name)
    }

    /// An error about a setting, in the words by which it was given.
    pub(super) fn wrong(&self, name: &'static str, problem: impl Into<String>) -> ConfigError {
        let setting = match self.given.get(name).map(|it| it.origin) {
            Some(Origin::Environment) => key::variable(name),
            Some(Origin::File | Origin::Default) | None => name.to_owned(),
        };
        ConfigError::new(setting, problem)
    }

    /// Reads a setting that may be absent.
    pub(super) fn optional<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        self.given(name)
            .map(|it| parse(&it.value).map_err(|problem| self.wrong(name, problem)))
            .transpose()
    }

    /// Remembers a setting for the report.
    pub(super) fn report(&mut self, name: &'static str, shown: impl Into<serde_json::Value>) {
        let origin = self.given(name).map_or(Origin::Default, |it| it.origin);
        self.lines.insert(
            name,
            Line {
                value: shown.into(),
                origin,
            },
        );
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &'static str, default: bool) -> Result<bool, ConfigError> {
        let flag = self.optional(name, Value::flag)?.unwrap_or(default);
        self.report(name, flag);
        Ok(flag)
    }

    /// One of a few words, the first of which is the default.
    pub(super) fn choice<T: Copy>(&mut self, name: &'static str, choices: &[(&str, T)]) -> Result<T, ConfigError> {
        let words = || choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let word = self.optional(name, |it| it.text().map(str::to_owned))?;
        let chosen = match &word {
            Some(word) => choices.iter().find(|(it, _)| it == word),
            None => choices.first(),
        };
        let (word, choice) = chosen.ok_or_else(|| self.wrong(name, format!("is none of {}", words())))?;
        self.report(name, *word);
        Ok(*choice)
    }

    /// A whole number within bounds.
    pub(super) fn count(
        &mut self,
        name: &'static str,
        default: usize,
        bounds: std::ops::RangeInclusive<usize>,
    ) -> Result<usize, ConfigError> {
        self.within(name, default, bounds, Value::count, |it| (*it).into())
    }

    /// A number of bytes within bounds.
    pub(super) fn size(
        &mut self,
        name: &'static str,
        default: usize,
        bounds: std::ops::RangeInclusive<usize>,
    ) -> Result<usize, ConfigError> {
        self.within(name, default, bounds, Value::size, |it| value::show_size(*it).into())
    }

    /// A duration within bounds.
    pub(super) fn duration(
        &mut self,
        name: &'static str,
        default: Duration,
        bounds: std::ops::RangeInclusive<Duration>,
    ) -> Result<Duration, ConfigError> {
        self.within(name, default, bounds, Value::duration, |it| {
            value::show_duration(*it).into()
        })
    }

    /// A duration within bounds that may be absent.
    pub(super) fn optional_duration(
        &mut self,
        name: &'static str,
        bounds: std::ops::RangeInclusive<Duration>,
    ) -> Result<Option<Duration>, ConfigError> {
        if self.given(name).is_none() {
            self.report(name, "none");
            return Ok(None);
        }
        self.duration(name, *bounds.start(), bounds).map(Some)
    }

    fn within<T: Copy + PartialOrd>(
        &mut self,
        name: &'static str,
        default: T,
        bounds: std::ops::RangeInclusive<T>,
        parse: impl FnOnce(&Value) -> Result<T, String>,
        show: impl Fn(&T) -> serde_json::Value,
    ) -> Result<T, ConfigError> {
        let value = self.optional(name, parse)?.unwrap_or(default);
        if !bounds.contains(&value) {
            let [from, to] = [bounds.start(), bounds.end()].map(|it| show(it).to_string().replace('"', ""));
            return Err(self.wrong(name, format!("is outside of {from} to {to}")));
        }
        self.report(name, show(&value));
        Ok(value)
    }

    /// Everything that was read, for people.
    pub(super) fn into_report(self) -> Report {
        Report::new(self.lines)
    }
}

fn known(name: &str) -> Option<&'static str> {
    KEYS.iter().map(|it| it.name).find(|it| *it == name)
}

fn unknown_key(name: &str) -> ConfigError {
    let nearest = key::nearest(name, KEYS.iter().map(|it| it.name)).unwrap_or_default();
    ConfigError::new(name, format!("is no setting; did you mean {nearest}?"))
}

/// The setting that a variable is for; none for variables that are not ours, an error for those that look misspelt.
fn setting_of(variable: &str) -> Result<Option<&'static str>, ConfigError> {
    if NOT_SETTINGS.contains(&variable) || variable.starts_with(TEST_PREFIX) {
        return Ok(None);
    }
    let variables = || KEYS.iter().map(|it| (key::variable(it.name), it.name));
    if let Some((_, name)) = variables().find(|(it, _)| it == variable) {
        return Ok(Some(name));
    }
    let (prefix, rest) = variable.split_once('_').unwrap_or((variable, ""));
    let ours = PREFIX.trim_end_matches('_');
    let is_ours = prefix == ours;
    let is_near = prefix.to_ascii_uppercase() == ours
        || matches!(strsim::damerau_levenshtein(&prefix.to_ascii_uppercase(), ours), 1..=2);
    // Other programs have variables of their own that start with the singular.
    let is_foreign = prefix == "CREDENTIAL" && !variables().any(|(it, _)| it.ends_with(&format!("_{rest}")));
    if is_ours || (is_near && !is_foreign && !rest.is_empty()) {
        let meant = format!("{PREFIX}{rest}");
        let all: Vec<String> = variables().map(|(it, _)| it).collect();
        let nearest = key::nearest(&meant, all.iter().map(String::as_str)).unwrap_or_default();
        return Err(ConfigError::new(
            variable,
            format!("is no setting; did you mean {nearest}?"),
        ));
    }
    Ok(None)
}

/// The leaves of the file, by dotted path.
fn read_file(path: &Path) -> Result<Vec<(String, serde_json::Value)>, ConfigError> {
    let name = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|error| ConfigError::new(&name, format!("cannot be read: {error}")))?;
    let table: toml::Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
        // Only the parser's own words and the line: an excerpt could hold a secret.
        let line = error
            .span()
            .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        ConfigError::new(format!("{name}, line {line}"), "is not valid TOML")
    })?;
    let mut leaves = Vec::new();
    flatten("", table, &mut leaves)
        .map_err(|setting| ConfigError::new(setting, "has a value that is no text, number, list or table"))?;
    Ok(leaves)
}

fn flatten(prefix: &str, table: toml::Table, leaves: &mut Vec<(String, serde_json::Value)>) -> Result<(), String> {
    for (name, value) in table {
        let path = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&path, inner, leaves)?,
            other @ (toml::Value::String(_)
            | toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_)) => {
                let json = serde_json::to_value(other).map_err(|_| path.clone())?;
                leaves.push((path, json));
            }
        }
    }
    Ok(())
}
