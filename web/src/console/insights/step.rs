//! By what a period is divided: the longer it is, the coarser.

use leptos_i18n::I18nContext;

use crate::api::scalar::Instant;
use crate::api::schema;
use crate::format;
use crate::i18n::{Locale, t_string};
use crate::language::date_language;

/// Longest periods, in days, that are shown day by day and week by week.
const DAYS: i64 = 92;
const WEEKS: i64 = 400;

/// Days, weeks or months.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "InsightStep")]
pub(super) enum Step {
    Day,
    Week,
    Month,
}

impl Step {
    /// What a period of so many days is divided by.
    pub(super) fn of(n_days: i64) -> Self {
        if n_days <= DAYS {
            Self::Day
        } else if n_days <= WEEKS {
            Self::Week
        } else {
            Self::Month
        }
    }

    /// The step that begins on a day.
    pub(super) fn words(self, i18n: I18nContext<Locale>, starts_on: &str) -> String {
        let day = Instant(starts_on.to_owned());
        let language = date_language(i18n);
        match self {
            Self::Day | Self::Week => format::long_date(&day, &language),
            Self::Month => format::month(&day, &language),
        }
    }

    /// The head of the column of steps.
    pub(super) fn column(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Day => t_string!(i18n, console.insights.day),
            Self::Week => t_string!(i18n, console.insights.week),
            Self::Month => t_string!(i18n, console.insights.month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn long_periods_have_long_steps() {
        for (n_days, expected) in [
            (1, Step::Day),
            (92, Step::Day),
            (93, Step::Week),
            (366, Step::Week),
            (401, Step::Month),
        ] {
            assert_eq!(Step::of(n_days), expected, "{n_days}");
        }
    }
}
