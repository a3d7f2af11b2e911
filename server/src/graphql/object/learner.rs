//! People as staff find them, and all that is known of one.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::{credential, user};

use super::audit_trail_entry::AuditTrailEntry;
use super::credential::Credential;
use super::enumeration::{LearnerAction, LearnerState};
use super::grade::Grade;
use super::program_record::ProgramRecord;
use crate::domain::standing::standing;
use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize, learner_actions};
use crate::service;
use crate::service::Position;
use crate::service::credential::{ListError, Listing};

/// A person, as a list of people tells of them. For staff.
pub(in crate::graphql) struct LearnerSummary(pub(in crate::graphql) user::Model);

/// A person, as a list of people tells of them. For staff.
#[Object]
impl LearnerSummary {
    /// Name on the learning platform; of somebody who was retired, what is shown instead.
    async fn username(&self) -> &str {
        self.0.username.as_str()
    }

    /// Full name; null where none is known.
    async fn name(&self) -> Option<&str> {
        self.0.full_name.as_deref()
    }

    /// Mail address; null where none is known, and for service accounts.
    async fn email(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        email(ctx, &self.0)
    }

    /// How it stands with the account.
    async fn state(&self) -> LearnerState {
        standing(&self.0).into()
    }
}

/// All that is known of a person here. For the person, and for staff.
pub(in crate::graphql) struct Learner(pub(in crate::graphql) user::Model);

/// All that is known of a person here. For the person, and for staff.
#[Object]
impl Learner {
    /// Name on the learning platform; of somebody who was retired, what is shown instead.
    async fn username(&self) -> &str {
        self.0.username.as_str()
    }

    /// Number on the learning platform; null where it has not told it.
    async fn lms_user_id(&self) -> Option<i64> {
        self.0.lms_user_id
    }

    /// Full name, as new certificates show it; null where none is known.
    async fn name(&self) -> Option<&str> {
        self.0.full_name.as_deref()
    }

    /// Whether that name was checked against a document.
    async fn is_name_verified(&self) -> bool {
        self.0.is_name_verified
    }

    /// Mail address; null where none is known, and for service accounts.
    async fn email(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        email(ctx, &self.0)
    }

    /// How it stands with the account.
    async fn state(&self) -> LearnerState {
        standing(&self.0).into()
    }

    /// When the person was first seen.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When something about the person last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// When the person was retired; null where they were not.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.0.retired_at
    }

    /// What they were awarded, newest first.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn credentials(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, Credential, Totals, EmptyFields>> {
        let here = ctx.here()?;
        let list = format!("learner credentials {:?} {}", here.actor.user_id(), self.0.id);
        let listing = Listing {
            username: Some(self.0.username_key.clone()),
            size: connection::size(first, here.ctx.config.limits.page_size)?,
            after: after.map(|it| connection::decode(&it, &list)).transpose()?,
            counts: ctx.look_ahead().field("totalCount").exists(),
            ..Listing::default()
        };
        let has_previous = listing.after.is_some();
        let found = service::credential::list(here, listing)
            .await
            .map_err(|error| match error {
                ListError::Denied(denied) => error::denied(denied),
                ListError::SearchOfEveryone => error::bad_input(error),
                ListError::Fault(fault) => error::fault(fault),
            })?;
        let totals = Totals {
            total_count: found.total,
        };
        let position = |it: &credential::Model| Position {
            at: it.awarded_at,
            id: it.id.0,
        };
        Ok(connection::of(
            found.page,
            has_previous,
            totals,
            &list,
            position,
            Credential::from,
        ))
    }

    /// The programs on which they work, the one that changed last first, with the links and pathways of each.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn program_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, ProgramRecord, Totals, EmptyFields>> {
        let here = ctx.here()?;
        let list = format!("learner records {:?} {}", here.actor.user_id(), self.0.id);
        let size = connection::size(first, here.ctx.config.limits.page_size)?;
        let after = after.map(|it| connection::decode(&it, &list)).transpose()?;
        let has_previous = after.is_some();
        let records = service::program_record::of_learner(here, self.0.id, after, size)
            .await
            .map_err(error::fault)?;
        let totals = Totals {
            total_count: u64::try_from(records.n_all).ok(),
        };
        Ok(connection::of(
            records.page,
            has_previous,
            totals,
            &list,
            service::program_record::position,
            ProgramRecord,
        ))
    }

    /// Their grades, by course key; at most 500.
    // Few have more than forty.
    #[graphql(complexity = "1 + 40 * child_complexity")]
    async fn grades(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Grade>> {
        let grades = service::grade::of_learner(ctx.here()?, self.0.id)
            .await
            .map_err(error::fault)?;
        Ok(grades.into_iter().map(Grade).collect())
    }

    /// The newest 50 entries of the audit trail about them and the changes of their credentials, newest first. Empty for everybody but staff.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AuditTrailEntry>> {
        let entries = service::trail::of_person(ctx.here()?, self.0.id)
            .await
            .map_err(error::fault)?;
        Ok(entries.into_iter().map(AuditTrailEntry).collect())
    }

    /// What the caller may do with them as they are known now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LearnerAction>> {
        let actions = learner_actions(&ctx.here()?.actor, &self.0);
        Ok(actions.into_iter().map(Into::into).collect())
    }
}

fn email<'a>(ctx: &Context<'_>, person: &'a user::Model) -> async_graphql::Result<Option<&'a str>> {
    let actor = &ctx.here()?.actor;
    let is_told = actor.user_id() == Some(person.id) || authorize(actor, Action::ViewAddresses).is_ok();
    Ok(person.email.as_deref().filter(|_| is_told))
}
