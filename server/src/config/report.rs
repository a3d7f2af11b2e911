//! Every setting with its value and origin, secrets masked: what `check-config` prints.

use std::collections::BTreeMap;
use std::fmt;

use super::key::{self, KEYS};

/// Every setting with its value and origin, secrets masked.
#[derive(Clone, Debug)]
pub struct Report(BTreeMap<&'static str, Line>);

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) value: serde_json::Value,
    pub(super) origin: Origin,
}

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Default,
    File,
    Environment,
}

impl Report {
    pub(super) fn new(lines: BTreeMap<&'static str, Line>) -> Self {
        Self(lines)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in KEYS {
            let Some(Line { value, origin }) = self.0.get(key.name) else {
                continue;
            };
            writeln!(f, "# {}", key.about)?;
            match origin {
                Origin::Default => writeln!(f, "{} = {value}  # default", key.name)?,
                Origin::File => writeln!(f, "{} = {value}  # file", key.name)?,
                Origin::Environment => writeln!(f, "{} = {value}  # {}", key.name, key::variable(key.name))?,
            }
        }
        Ok(())
    }
}
