//! `credential` and `credentials`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::id::CredentialId;
use entity::{Username, credential};

use crate::domain::instant;
use crate::domain::learning_object::LearningObject;
use crate::domain::number_prefix::numbers;
use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::credential::Credential;
use crate::graphql::object::enumeration::{CredentialState, CredentialStatus, LearningObjectType};
use crate::graphql::scalar::PublicUuid;
use crate::graphql::{connection, cost, error};
use crate::service::Position;
use crate::service::credential::{CountedPage, ListError, Listing, Order};
use crate::{policy, service};

/// Longest text to search for, in characters.
const MAX_SEARCH_LENGTH: usize = 100;

/// Which credentials a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct CredentialFilter {
    /// Those of this learner; letter case does not matter.
    username: Option<String>,
    /// Those of this status.
    status: Option<CredentialStatus>,
    /// Those of this state, now.
    state: Option<CredentialState>,
    /// Those for this kind of learning object.
    #[graphql(name = "type")]
    kind: Option<LearningObjectType>,
    /// Those for this learning object.
    learning_object: Option<LearningObjectInput>,
    /// Those first awarded at or after this instant.
    awarded_after: Option<DateTime<Utc>>,
    /// Those first awarded before this instant.
    awarded_before: Option<DateTime<Utc>>,
    /// Those changed at or after this instant. A change is seen a moment after the instant that it bears, and replicas' clocks
    /// differ: who follows the changes goes back one minute behind the newest `updatedAt` they have seen, and takes the newer
    /// `version` of what comes twice.
    changed_since: Option<DateTime<Utc>>,
    /// Those whose certificates' titles contain this text of at most 100 characters; letter case and accents do not matter. For one
    /// learner: who sees those of everybody gives `username` as well.
    search: Option<String>,
    /// Those whose certificate numbers begin with these 8 to 32 hexadecimal digits; dashes and letter case do not matter.
    uuid_prefix: Option<String>,
}

type CredentialConnection = Connection<String, Credential, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct CredentialQuery;

#[Object]
impl CredentialQuery {
    /// A credential by its certificate number. Null where it does not exist for the caller: visitors see no credential before its
    /// `visibleAt`.
    async fn credential(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Certificate number.")] uuid: PublicUuid,
    ) -> async_graphql::Result<Option<Credential>> {
        let found = service::credential::find(ctx.here()?, CredentialId(uuid.0))
            .await
            .map_err(error::fault)?;
        Ok(found.map(Credential::from))
    }

    /// Credentials: those of every learner for staff and service accounts, their own for learners. Newest award first; those changed since
    /// an instant by the change, the newest first; expired ones, those not yet visible and replaced ones by when they expire, appear or were
    /// replaced, the latest first. Needs a token.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn credentials(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which credentials.")] filter: Option<CredentialFilter>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<CredentialConnection> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        policy::scope(&here.actor).map_err(error::denied)?;
        let filter = filter.unwrap_or_default();
        // A cursor belongs to one list of one caller.
        let list = format!("credentials {:?} {filter:?}", here.actor.user_id());
        let mut listing = listing(filter, here.ctx.config.username_rule)?;
        listing.size = connection::size(first, here.ctx.config.limits.page_size)?;
        listing.after = after.map(|it| connection::decode(&it, &list)).transpose()?;
        listing.counts = ctx.look_ahead().field("totalCount").exists();
        let has_previous = listing.after.is_some();
        let order = listing.order();
        let CountedPage { page, total } =
            service::credential::list(here, listing)
                .await
                .map_err(|error| match error {
                    ListError::Denied(denied) => error::denied(denied),
                    ListError::SearchOfEveryone => error::bad_input(error),
                    ListError::Fault(fault) => error::fault(fault),
                })?;
        let totals = Totals { total_count: total };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            |it| position(order, it),
            Credential::from,
        ))
    }
}

fn position(order: Order, credential: &credential::Model) -> Position {
    Position {
        at: order.instant(credential),
        id: credential.id.0,
    }
}

fn listing(filter: CredentialFilter, rule: entity::UsernameRule) -> async_graphql::Result<Listing> {
    let CredentialFilter {
        username,
        status,
        state,
        kind,
        learning_object,
        awarded_after,
        awarded_before,
        changed_since,
        search,
        uuid_prefix,
    } = filter;
    let username = username
        .map(|it| Username::parse(&it, rule).map(|it| it.key()))
        .transpose()
        .map_err(error::bad_input)?;
    let learning_object = learning_object
        .map(|it| LearningObject::parse(it.kind.into(), &it.id))
        .transpose()
        .map_err(error::bad_input)?;
    if search
        .as_ref()
        .is_some_and(|it| it.trim().is_empty() || it.chars().count() > MAX_SEARCH_LENGTH)
    {
        return Err(error::bad_input(format!(
            "`search` has 1 to {MAX_SEARCH_LENGTH} characters that are not all spaces"
        )));
    }
    let numbers = uuid_prefix
        .map(|it| numbers(&it))
        .transpose()
        .map_err(error::bad_input)?;
    let instant = |it: Option<DateTime<Utc>>| it.map(instant::parse).transpose().map_err(error::bad_input);
    Ok(Listing {
        numbers,
        username,
        status: status.map(Into::into),
        state: state.map(Into::into),
        kind: kind.map(Into::into),
        learning_object,
        awarded_after: instant(awarded_after)?,
        awarded_before: instant(awarded_before)?,
        changed_since: instant(changed_since)?,
        search,
        ..Listing::default()
    })
}
