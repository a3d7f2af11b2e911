//! The order of a list of credentials, and the index that has it.
//!
//! Invariant: a page of a list reads about as many rows as it shows, wherever it begins and however many credentials there are, when
//! one thing is asked for: the beginning of a number, a learner, a configuration, a status or state, what changed, or nothing. The index
//! also has what a state is told by, so that those of a state are counted without looking at any row.

use chrono::{DateTime, Utc};
use entity::credential;
use entity::credential::Column;

use super::filter::Filter;
use crate::domain::credential::State;
use crate::policy::Scope;

/// By which instant a list is ordered, the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// When they were awarded.
    Awarded,
    /// When they changed last.
    Changed,
    /// When they expired.
    Expired,
    /// When they become visible.
    Visible,
    /// When they were replaced.
    Replaced,
}

impl Order {
    /// The order of those that changed since an instant, or of those in a state; the usual one for everything else.
    #[must_use]
    pub fn of(state: Option<State>, changed_since: Option<DateTime<Utc>>) -> Self {
        match (changed_since, state) {
            (Some(_), _) => Self::Changed,
            (None, Some(State::Expired)) => Self::Expired,
            (None, Some(State::NotYetVisible)) => Self::Visible,
            (None, Some(State::Replaced)) => Self::Replaced,
            (None, None | Some(State::Valid | State::Revoked)) => Self::Awarded,
        }
    }

    /// The instant of a credential by which it is ordered.
    #[must_use]
    pub fn instant(self, credential: &credential::Model) -> DateTime<Utc> {
        match self {
            Self::Awarded => credential.awarded_at,
            Self::Changed => credential.updated_at,
            // Of those that never expire, none is in such a list.
            Self::Expired => credential.expires_at.unwrap_or(credential.awarded_at),
            Self::Visible => credential.visible_at,
            // Nor of those that were not replaced.
            Self::Replaced => credential.replaced_at.unwrap_or(credential.awarded_at),
        }
    }

    /// Its column.
    pub(super) fn column(self) -> Column {
        match self {
            Self::Awarded => Column::AwardedAt,
            Self::Changed => Column::UpdatedAt,
            Self::Expired => Column::ExpiresAt,
            Self::Visible => Column::VisibleAt,
            Self::Replaced => Column::ReplacedAt,
        }
    }
}

/// The index by which a list is read; none where the database knows best. MariaDB would read a site's rows from its newest one on, to
/// wherever a page begins.
pub(super) fn index(filter: &Filter, scope: Scope) -> Option<&'static str> {
    let is_of_one = filter.user.is_some() || matches!(scope, Scope::Learner(_));
    let order = Order::of(filter.state.map(|(state, _)| state), filter.changed_since);
    let has_status = filter.status.is_some() || filter.state.is_some();
    if filter.numbers.is_some() {
        // So few begin alike that they are put in order after they were read.
        return Some("PRIMARY");
    }
    if is_of_one {
        return None;
    }
    if filter.configuration.is_some() {
        return match (order, has_status) {
            (Order::Awarded, true) => Some("ix_credential_configuration_id_status_awarded_at_id"),
            (Order::Awarded, false) => Some("ix_credential_configuration_id_awarded_at_id"),
            (Order::Changed | Order::Expired | Order::Visible | Order::Replaced, _) => None,
        };
    }
    Some(match order {
        Order::Awarded if filter.kind.is_some_and(|it| it.is_rare) => "ix_credential_configuration_id_awarded_at_id",
        Order::Awarded if has_status => "ix_credential_site_id_status_awarded_at_id",
        Order::Awarded => "ix_credential_site_id_awarded_at_id",
        Order::Changed => "ix_credential_site_id_updated_at_id",
        Order::Expired => "ix_credential_site_id_expires_at_id",
        Order::Visible => "ix_credential_site_id_visible_at_id",
        Order::Replaced => "ix_credential_site_id_replaced_at_id",
    })
}
