//! By what a period is divided: the longer it is, the coarser.

use leptos_i18n::I18nContext;

use crate::api::scalar::{Day, Instant};
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

    /// The step from a day to another one. Of a week, which the period's ends may cut short, both are said.
    pub(super) fn words(self, i18n: I18nContext<Locale>, [first, last]: [&Day; 2]) -> String {
        let [first, last] = [first, last].map(|it| Instant(it.0.clone()));
        let language = date_language(i18n);
        match self {
            Self::Day => format::long_date(&first, &language),
            Self::Week => format::days(&first, &last, &language),
            Self::Month => format::month(&first, &language),
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
