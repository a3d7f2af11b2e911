//! `programRecord` and `programRecords`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MaybeUndefined, Object};
use entity::{Username, UsernameKey};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::program_record::ProgramRecord;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::{connection, cost, error};
use crate::service::program_record::{self as service, RecordError};

type ProgramRecordConnection = Connection<String, ProgramRecord, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct ProgramRecordQuery;

#[Object]
impl ProgramRecordQuery {
    /// The programs on which a learner works, with how far they have come, the one that changed last first: all of which at least one
    /// course run was earned or graded. Learners see their own; staff and service accounts those of any learner, and what staff look
    /// at goes to the audit trail. Empty where there is nobody of that name for the caller. Needs a token.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn program_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The learner, letter case does not matter. Without it the caller.")] username: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<ProgramRecordConnection> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        let caller = service::caller(here).map_err(refused)?;
        let username = learner(ctx, username)?;
        let list = format!("programRecords {caller:?} {username:?}");
        let size = connection::size(first, here.ctx.config.limits.page_size)?;
        let after = after.map(|it| connection::decode(&it, &list)).transpose()?;
        let has_previous = after.is_some();
        let records = service::list(here, username.as_ref(), after, size)
            .await
            .map_err(refused)?;
        let totals = Totals {
            total_count: u64::try_from(records.n_all).ok(),
        };
        Ok(connection::of(
            records.page,
            has_previous,
            totals,
            &list,
            service::position,
            ProgramRecord,
        ))
    }

    /// A learner's record in a program; null where the catalogue does not know the program, or there is nobody of that name for the
    /// caller. Learners see their own; staff and service accounts those of any learner, and what staff look at goes to the audit
    /// trail. Needs a token.
    async fn program_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The program, by its UUID in the catalogue.")] program: PublicUuid,
        #[graphql(desc = "The learner, letter case does not matter. Without it the caller.")] username: Option<String>,
    ) -> async_graphql::Result<Option<ProgramRecord>> {
        let here = ctx.here()?;
        service::caller(here).map_err(refused)?;
        let username = learner(ctx, username)?;
        let found = service::find(here, username.as_ref(), program.0)
            .await
            .map_err(refused)?;
        Ok(found.map(ProgramRecord))
    }
}

fn learner(ctx: &Context<'_>, username: Option<String>) -> async_graphql::Result<Option<UsernameKey>> {
    let rule = ctx.here()?.ctx.config.username_rule;
    username
        .map(|it| Username::parse(&it, rule).map(|it| it.key()))
        .transpose()
        .map_err(error::bad_input)
}

fn refused(error: RecordError) -> async_graphql::Error {
    match error {
        RecordError::Denied(denied) => error::denied(denied),
        RecordError::Fault(fault) => error::fault(fault),
    }
}
