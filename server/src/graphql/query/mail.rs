//! `completionMails` and `outgoingMails`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::completion_mail::CompletionMail;
use crate::graphql::object::enumeration::MailState;
use crate::graphql::object::outgoing_mail::OutgoingMail;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Position, completion_mail, mail};

#[derive(Default)]
pub(in crate::graphql) struct MailQuery;

#[Object]
impl MailQuery {
    /// What learners are told by mail when they complete programs, newest first. Staff only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn completion_mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their subject, type or program's UUID; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, CompletionMail, Totals, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ManageMail).map_err(error::denied)?;
        let list = format!("completionMails {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = completion_mail::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::completion_mail::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            CompletionMail,
        ))
    }

    /// Mail of the service, newest first. Staff only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn outgoing_mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those that have come so far.")] state: Option<MailState>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, OutgoingMail, Totals, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ManageOutgoingMail).map_err(error::denied)?;
        let state: Option<entity::MailState> = state.map(Into::into);
        let list = format!("outgoingMails {:?} {state:?}", here.actor.user_id());
        let listing = connection::listing(ctx, None, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let listing = mail::Listing {
            state,
            after: listing.after,
            size: listing.size,
            counts: listing.counts,
        };
        let Counted { page, total } = mail::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::outgoing_mail::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            OutgoingMail,
        ))
    }
}
