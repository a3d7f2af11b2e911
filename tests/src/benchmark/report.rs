//! The figures as a table that people read.

use std::fmt::{self, Display, Formatter};

use super::load::{Round, median};

/// Every figure, in the order in which they were measured.
#[derive(Debug, Default)]
pub struct Report(Vec<Figure>);

/// One line of the table.
#[derive(Debug)]
pub(super) struct Figure {
    what: String,
    how: String,
    value: f64,
    unit: Unit,
    target: Option<Target>,
}

#[derive(Clone, Copy, Debug)]
enum Unit {
    Share,
    PerSecond,
    Mebibytes,
    Rows,
    Milliseconds,
    Times,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Figure {
    /// The median ratio of some rounds.
    pub(super) fn ratio(what: String, rounds: &[Round], target: Option<Target>) -> Self {
        let ratios = || rounds.iter().map(|it| it.ours / it.bare);
        let how = format!(
            "{:.0}/s of {:.0}/s; rounds {:.0}-{:.0} %",
            median(rounds.iter().map(|it| it.ours)),
            median(rounds.iter().map(|it| it.bare)),
            100.0 * ratios().fold(f64::INFINITY, f64::min),
            100.0 * ratios().fold(0.0, f64::max),
        );
        Self {
            what,
            how,
            value: median(ratios()),
            unit: Unit::Share,
            target,
        }
    }

    /// A rate.
    pub(super) fn rate(what: String, value: f64, target: Option<Target>) -> Self {
        Self {
            what,
            how: String::new(),
            value,
            unit: Unit::PerSecond,
            target,
        }
    }

    /// An amount of memory in MiB.
    pub(super) fn memory(what: String, value: f64, target: Option<Target>) -> Self {
        Self {
            what,
            how: "the most at any time".to_owned(),
            value,
            unit: Unit::Mebibytes,
            target,
        }
    }

    /// A number of rows.
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 rows")]
    pub(super) fn rows(what: String, value: i64, target: Option<Target>) -> Self {
        Self {
            what,
            how: String::new(),
            value: value as f64,
            unit: Unit::Rows,
            target,
        }
    }

    /// A time in milliseconds.
    pub(super) fn milliseconds(what: String, value: f64) -> Self {
        Self {
            what,
            how: String::new(),
            value,
            unit: Unit::Milliseconds,
            target: None,
        }
    }

    /// How many times as long something takes as something else; both in milliseconds.
    pub(super) fn times(what: String, ours: f64, bare: f64, target: Target) -> Self {
        Self {
            what,
            how: format!("{ours:.2} ms of {bare:.2} ms"),
            value: ours / bare,
            unit: Unit::Times,
            target: Some(target),
        }
    }

    fn is_passed(&self) -> bool {
        match self.target {
            None => true,
            Some(Target::AtLeast(least)) => self.value >= least,
            Some(Target::AtMost(most)) => self.value <= most,
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.target, self.is_passed()) {
            (None, _) => "",
            (Some(_), true) => "pass",
            (Some(_), false) => "FAIL",
        }
    }
}

impl Unit {
    fn format(self, value: f64) -> String {
        match self {
            Self::Share => format!("{:.1} %", 100.0 * value),
            Self::PerSecond => format!("{value:.0}/s"),
            Self::Mebibytes => format!("{value:.1} MiB"),
            Self::Rows => format!("{value:.0}"),
            Self::Milliseconds => format!("{value:.2} ms"),
            Self::Times => format!("{value:.1} x"),
        }
    }
}

impl Report {
    pub(super) fn add(&mut self, figure: Figure) {
        self.0.push(figure);
    }

    /// Whether every target is met.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.0.iter().all(Figure::is_passed)
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = self.0.iter().map(|it| it.what.chars().count()).max().unwrap_or(0);
        writeln!(f, "{:width$}  {:>10}  {:>12}  {:4}", "what", "median", "target", "")?;
        for it in &self.0 {
            let value = it.unit.format(it.value);
            let target = match it.target {
                None => String::new(),
                Some(Target::AtLeast(least)) => format!(">= {}", it.unit.format(least)),
                Some(Target::AtMost(most)) => format!("<= {}", it.unit.format(most)),
            };
            let (what, verdict, how) = (&it.what, it.verdict(), &it.how);
            writeln!(f, "{what:width$}  {value:>10}  {target:>12}  {verdict:4}  {how}")?;
        }
        Ok(())
    }
}
