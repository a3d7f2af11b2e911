//! Which credentials a list contains.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
use entity::{CredentialStatus, LearningObjectType, credential, credential_configuration};
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{ColumnTrait as _, Condition};

use super::order::Order;
use crate::domain::credential::State;
use crate::policy::Scope;

/// A kind of learning object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Which one.
    pub learning_object_type: LearningObjectType,
    /// Whether a site has so few credentials for it that all of them may be read.
    pub is_rare: bool,
}

/// Which credentials a list contains; every choice that is set must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those of these numbers.
    pub numbers: Option<RangeInclusive<CredentialId>>,
    /// Those of this learner.
    pub user: Option<UserId>,
    /// Those of this status.
    pub status: Option<CredentialStatus>,
    /// Those that have this state at the instant.
    pub state: Option<(State, DateTime<Utc>)>,
    /// Those for this kind of learning object.
    pub kind: Option<Kind>,
    /// Those of this configuration of the site.
    pub configuration: Option<ConfigurationId>,
    /// Those first awarded at or after this instant.
    pub awarded_after: Option<DateTime<Utc>>,
    /// Those first awarded before this instant.
    pub awarded_before: Option<DateTime<Utc>>,
    /// Those changed at or after this instant.
    pub changed_since: Option<DateTime<Utc>>,
}

impl Filter {
    /// By what a list of them is ordered.
    #[must_use]
    pub fn order(&self) -> Order {
        Order::of(self.state.map(|(state, _)| state), self.changed_since)
    }

    /// The filter as a condition, within what the caller may list.
    pub(super) fn condition(&self, site: SiteId, scope: Scope) -> Condition {
        use credential::Column;
        let Self {
            numbers,
            user,
            status,
            state,
            kind,
            configuration,
            awarded_after,
            awarded_before,
            changed_since,
        } = self;
        Condition::all()
            // A configuration is of one site; its credentials need not be looked at to know theirs.
            .add_option(configuration.is_none().then(|| Column::SiteId.eq(site)))
            .add_option(match scope {
                Scope::Everyone => None,
                Scope::Learner(id) => Some(Column::UserId.eq(id)),
            })
            .add_option(numbers.as_ref().map(|it| Column::Id.between(*it.start(), *it.end())))
            .add_option(user.map(|it| Column::UserId.eq(it)))
            .add_option(status.map(|it| Column::Status.eq(it)))
            .add_option(state.map(|(state, now)| {
                let stands = || {
                    Column::Status
                        .eq(CredentialStatus::Awarded)
                        .and(Column::ReplacedAt.is_null())
                };
                match state {
                    State::Valid => stands()
                        .and(Column::VisibleAt.lte(now))
                        .and(Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(now))),
                    State::Expired => stands()
                        .and(Column::VisibleAt.lte(now))
                        .and(Column::ExpiresAt.lte(now)),
                    State::NotYetVisible => stands().and(Column::VisibleAt.gt(now)),
                    State::Replaced => Column::Status
                        .eq(CredentialStatus::Awarded)
                        .and(Column::ReplacedAt.is_not_null()),
                    State::Revoked => Column::Status.eq(CredentialStatus::Revoked),
                }
            }))
            .add_option(kind.map(|it| {
                let of_kind = Query::select()
                    .column(credential_configuration::Column::Id)
                    .from(credential_configuration::Entity)
                    .and_where(credential_configuration::Column::SiteId.eq(site))
                    .and_where(credential_configuration::Column::LearningObjectType.eq(it.learning_object_type))
                    .to_owned();
                Column::ConfigurationId.in_subquery(of_kind)
            }))
            .add_option(configuration.map(|it| Column::ConfigurationId.eq(it)))
            .add_option(awarded_after.map(|it| Column::AwardedAt.gte(it)))
            .add_option(awarded_before.map(|it| Column::AwardedAt.lt(it)))
            .add_option(changed_since.map(|it| Column::UpdatedAt.gte(it)))
    }
}
