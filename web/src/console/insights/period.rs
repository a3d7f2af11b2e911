//! Which period is shown, as the address says it.

use crate::console::credentials::filter::read_day;
use crate::console::path::INSIGHTS;
use crate::path;

/// The parameters.
const DAYS: &str = "days";
pub(super) const FROM: &str = "from";
pub(super) const UNTIL: &str = "until";

/// Which period is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Period {
    /// The last days, today among them.
    Last(Days),
    /// From a day to another one.
    Between {
        /// The first day.
        from: String,
        /// The last day.
        until: String,
    },
}

/// How many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    Thirty,
    Ninety,
    Year,
}

impl Days {
    pub(super) const ALL: [Self; 3] = [Self::Thirty, Self::Ninety, Self::Year];

    pub(super) fn count(self) -> i64 {
        match self {
            Self::Thirty => 30,
            Self::Ninety => 90,
            Self::Year => 365,
        }
    }
}

impl Period {
    /// Reads it from the address's parameters; without any that mean something it is the last thirty days.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let day = |name| parameter(name).and_then(|it| read_day(&it));
        if let (Some(from), Some(until)) = (day(FROM), day(UNTIL)) {
            return Self::Between { from, until };
        }
        let count = parameter(DAYS).and_then(|it| it.parse().ok());
        let days = Days::ALL.into_iter().find(|it| Some(it.count()) == count);
        Self::Last(days.unwrap_or(Days::Thirty))
    }

    /// The address of the page with this period.
    pub(super) fn path(&self) -> String {
        let parameters = self.parameters();
        let parameters: Vec<_> = parameters.iter().map(|(name, value)| (*name, Some(&**value))).collect();
        path::with_query(INSIGHTS, &parameters)
    }

    /// What it is read from.
    fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Last(days) => vec![(DAYS, days.count().to_string())],
            Self::Between { from, until } => vec![(FROM, from.clone()), (UNTIL, until.clone())],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Days, Period};

    fn read(query: &[(&str, &str)]) -> Period {
        Period::read(|name| {
            let found = query.iter().find(|it| it.0 == name);
            found.map(|it| it.1.to_owned())
        })
    }

    #[test]
    fn address_says_the_period() {
        let between = Period::Between {
            from: "2026-01-01".to_owned(),
            until: "2026-02-01".to_owned(),
        };
        assert_eq!(read(&[("from", "2026-01-01"), ("until", "2026-02-01")]), between);
        let written = [("from", "2026-01-01"), ("until", "2026-02-01")].map(|(name, value)| (name, value.to_owned()));
        assert_eq!(between.parameters(), written);
        assert_eq!(read(&[("days", "365")]), Period::Last(Days::Year));
        assert_eq!(Period::Last(Days::Ninety).parameters(), [("days", "90".to_owned())]);
    }

    #[test]
    fn what_means_nothing_is_thirty_days() {
        for query in [
            &[][..],
            &[("days", "31")],
            &[("days", "many")],
            &[("from", "2026-01-01")],
            &[("from", "yesterday"), ("until", "2026-02-01")],
        ] {
            assert_eq!(read(query), Period::Last(Days::Thirty), "{query:?}");
        }
    }
}
