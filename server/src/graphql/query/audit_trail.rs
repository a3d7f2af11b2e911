//! `auditTrail` and `auditTrailProof`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::{Username, UsernameKey};

use crate::domain::instant;
use crate::graphql::Here as _;
use crate::graphql::connection;
use crate::graphql::id::{NodeId, api_client_id};
use crate::graphql::object::audit_trail_entry::{self, AuditTrailEntry};
use crate::graphql::object::audit_trail_proof::AuditTrailProof;
use crate::graphql::object::enumeration::{AuditTrailAction, AuditTrailSubject};
use crate::graphql::{cost, error, trail_word};
use crate::policy::{Action, authorize};
use crate::service::Counted;
use crate::service::trail::{self, Entry, Place, TrailListing};

/// Which entries of the audit trail a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct AuditTrailFilter {
    /// What whoever has this username did; letter case does not matter.
    actor: Option<String>,
    /// What the API client of this id did. Not together with `actor`.
    api_client: Option<ID>,
    /// What was done to whoever has this username, and how their credentials changed; letter case does not matter.
    username: Option<String>,
    /// What was done to what has this id; how a person's credentials changed, too, where it is a person's.
    subject: Option<ID>,
    /// What was done.
    action: Option<AuditTrailAction>,
    /// What kind of thing it was done to.
    subject_type: Option<AuditTrailSubject>,
    /// Done at or after this instant.
    happened_after: Option<DateTime<Utc>>,
    /// Done before this instant.
    happened_before: Option<DateTime<Utc>>,
}

/// Facts of a whole list of entries.
pub(in crate::graphql) struct AuditTrailFacts {
    total: Option<u64>,
    subject: Option<NodeId>,
}

/// Facts of a whole list of entries.
#[Object]
impl AuditTrailFacts {
    /// How many the list has; null where they are more than 5,000. Counted only when asked for.
    async fn total_count(&self) -> Option<u64> {
        self.total
    }

    /// What the filter's `subject` is called now, as an entry about it would tell; null without one.
    async fn subject_name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(subject) = self.subject else { return Ok(None) };
        audit_trail_entry::name(ctx, subject).await
    }
}

#[derive(Default)]
pub(in crate::graphql) struct AuditTrailQuery;

#[Object]
impl AuditTrailQuery {
    /// What was done and must be answered for, newest first: what people looked at of other people and did for them, what they changed of
    /// what staff manage, and what became of credentials. Staff only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entries.")] filter: Option<AuditTrailFilter>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, AuditTrailEntry, AuditTrailFacts, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ViewTrail).map_err(error::denied)?;
        let filter = filter.unwrap_or_default();
        let list = format!("auditTrail {:?} {filter:?}", here.actor.user_id());
        let AuditTrailFilter {
            actor,
            api_client,
            username,
            subject,
            action,
            subject_type,
            happened_after,
            happened_before,
        } = filter;
        let rule = here.ctx.config.username_rule;
        let name = |it: Option<String>| {
            it.map(|it| Username::parse(&it, rule).map(|it| it.key()))
                .transpose()
                .map_err(error::bad_input)
        };
        let instant = |it: Option<DateTime<Utc>>| it.map(instant::parse).transpose().map_err(error::bad_input);
        let subject = subject
            .map(|it| NodeId::decode(&it))
            .transpose()
            .map_err(error::bad_input)?;
        let listing = TrailListing {
            actor: match api_client {
                None => name(actor)?,
                Some(_) if actor.is_some() => {
                    return Err(error::bad_input("`actor` and `apiClient` are not given together"));
                }
                Some(id) => Some(UsernameKey::api_client(api_client_id(&id)?)),
            },
            person: name(username)?,
            subject: subject.map(trail_word::target),
            kind: action.map(Into::into),
            subject_kind: subject_type.map(Into::into),
            from: instant(happened_after)?,
            until: instant(happened_before)?,
            after: after
                .map(|it| connection::decode_place(&it, &list, place))
                .transpose()?,
            size: connection::size(first, here.ctx.config.limits.page_size)?,
            counts: ctx.look_ahead().field("totalCount").exists(),
        };
        let has_previous = listing.after.is_some();
        let Counted { page, total } = trail::list(here, listing).await.map_err(error::unlisted)?;
        let facts = AuditTrailFacts { total, subject };
        let cursor = |it: &Entry| connection::encode_place(bytes(it.place()), &list);
        Ok(connection::with_cursors(
            page,
            has_previous,
            facts,
            cursor,
            AuditTrailEntry,
        ))
    }

    /// What the audit trail proves of itself: how far its entries, and those of the histories of credentials, are sealed in a chain, and how
    /// the chain's last verification ended. Staff only.
    async fn audit_trail_proof(&self, ctx: &Context<'_>) -> async_graphql::Result<AuditTrailProof> {
        let proof = trail::prove(ctx.here()?).await.map_err(error::unlisted)?;
        Ok(AuditTrailProof(proof))
    }
}

fn bytes(place: Place) -> Vec<u8> {
    let mut bytes = place.at.timestamp_micros().to_be_bytes().to_vec();
    bytes.extend(place.id.as_bytes());
    bytes.extend(place.version.to_be_bytes());
    bytes
}

fn place(bytes: &[u8]) -> Option<Place> {
    let (position, version) = bytes.split_at_checked(24)?;
    let position = connection::position(position)?;
    Some(Place {
        at: position.at,
        id: position.id,
        version: i32::from_be_bytes(version.try_into().ok()?),
    })
}
