//! What the form of a configuration holds, as it is written there.

use super::query::{CredentialConfiguration, OrganizationLabel};
use crate::api::scalar::Instant;

/// When credentials expire, as the form has it; what is written there may still be no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Lapse {
    #[default]
    Never,
    Days(String),
    Months(String),
    /// On this day, such as `2030-12-31`.
    Day(String),
}

/// Everything that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) language: String,
    pub(super) organization_label: OrganizationLabel,
    pub(super) has_hours_of_effort: bool,
    pub(super) award_automatically: bool,
    /// A day such as `2026-11-30`; empty for at once.
    pub(super) available: String,
    pub(super) lapse: Lapse,
    /// Ids, in the order in which they sign.
    pub(super) signatories: Vec<String>,
    /// Its id; empty for the built-in one.
    pub(super) template: String,
}

impl Draft {
    /// What a new one begins with.
    pub(super) fn empty() -> Self {
        Self {
            title: String::new(),
            language: String::new(),
            organization_label: OrganizationLabel::Name,
            has_hours_of_effort: false,
            award_automatically: false,
            available: String::new(),
            lapse: Lapse::Never,
            signatories: Vec::new(),
            template: String::new(),
        }
    }

    /// A configuration as the form shows it.
    pub(super) fn of(configuration: &CredentialConfiguration) -> Self {
        let lapse = configuration.expiry.as_ref().map(|expiry| {
            match (expiry.after_days, expiry.after_months, &expiry.expires_at) {
                (Some(days), ..) => Lapse::Days(days.to_string()),
                (None, Some(months), _) => Lapse::Months(months.to_string()),
                (None, None, Some(at)) => Lapse::Day(at.day()),
                (None, None, None) => Lapse::Never,
            }
        });
        let template = configuration.template.as_ref();
        Self {
            title: configuration.title.clone().unwrap_or_default(),
            language: configuration.language.clone().unwrap_or_default(),
            organization_label: configuration.organization_label,
            has_hours_of_effort: configuration.has_hours_of_effort,
            award_automatically: configuration.award_automatically,
            available: configuration
                .available_at
                .as_ref()
                .map(Instant::day)
                .unwrap_or_default(),
            lapse: lapse.unwrap_or_default(),
            signatories: configuration
                .signatories
                .iter()
                .map(|it| it.id.inner().to_owned())
                .collect(),
            template: template.map(|it| it.id.inner().to_owned()).unwrap_or_default(),
        }
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: Self) -> Self {
        fn pick<T: PartialEq>(written: T, seen: &T, now: T) -> T {
            if written == *seen { now } else { written }
        }
        Self {
            title: pick(self.title, &seen.title, now.title),
            language: pick(self.language, &seen.language, now.language),
            organization_label: pick(
                self.organization_label,
                &seen.organization_label,
                now.organization_label,
            ),
            has_hours_of_effort: pick(
                self.has_hours_of_effort,
                &seen.has_hours_of_effort,
                now.has_hours_of_effort,
            ),
            award_automatically: pick(
                self.award_automatically,
                &seen.award_automatically,
                now.award_automatically,
            ),
            available: pick(self.available, &seen.available, now.available),
            lapse: pick(self.lapse, &seen.lapse, now.lapse),
            signatories: pick(self.signatories, &seen.signatories, now.signatories),
            template: pick(self.template, &seen.template, now.template),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Lapse};

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = Draft::empty();
        let now = Draft {
            title: "Theirs".to_owned(),
            has_hours_of_effort: true,
            ..Draft::empty()
        };
        let written = Draft {
            title: "Mine".to_owned(),
            lapse: Lapse::Days("30".to_owned()),
            ..Draft::empty()
        };
        let expected = Draft {
            has_hours_of_effort: true,
            ..written.clone()
        };
        assert_eq!(written.onto(&seen, now), expected);
    }
}
