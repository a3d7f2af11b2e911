//! `learner` and `learners`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, InputObject, MaybeUndefined, Object};
use entity::{Username, user};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::enumeration::LearnerState;
use crate::graphql::object::learner::{Learner, LearnerSummary};
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::Counted;
use crate::service::program_record::{self, RecordError};
use crate::service::user::browse::{self, PeopleListing};

/// Which people a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct LearnerFilter {
    /// Those with whose account it stands so; without it, all who were not retired.
    state: Option<LearnerState>,
    /// Whoever has this username, and nobody else whose name begins so; letter case does not matter.
    username: Option<String>,
}

#[derive(Default)]
pub(in crate::graphql) struct LearnerQuery;

#[Object]
impl LearnerQuery {
    /// A person with all that is known of them here, who may have been retired; null where there is nobody of that name for the caller.
    /// People see themselves; staff and service accounts anybody, and that staff looked goes to the audit trail. Needs a token.
    async fn learner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Name on the learning platform, letter case does not matter.")] username: String,
    ) -> async_graphql::Result<Option<Learner>> {
        let here = ctx.here()?;
        let refused = |error| match error {
            RecordError::Denied(denied) => error::denied(denied),
            RecordError::Fault(fault) => error::fault(fault),
        };
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        program_record::caller(here).map_err(refused)?;
        let username = Username::parse(&username, here.ctx.config.username_rule).map_err(error::bad_input)?;
        let found = browse::find(here, &username.key()).await.map_err(refused)?;
        Ok(found.map(Learner))
    }

    /// People, by username. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn learners(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those whose username, name or mail address begins so, or in whose names, those on their certificates among them, words begin with all of these words, of each at most the first 500; letter case does not matter, and neither do accents in words. Who was retired is found by the whole username alone, mail addresses by staff alone. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "Which people.")] filter: Option<LearnerFilter>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, LearnerSummary, Totals, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ViewAllCredentials).map_err(error::denied)?;
        let filter = filter.unwrap_or_default();
        let list = format!("learners {:?} {search:?} {filter:?}", here.actor.user_id());
        let LearnerFilter { state, username } = filter;
        let username = username
            .map(|it| Username::parse(&it, here.ctx.config.username_rule).map(|it| it.key()))
            .transpose()
            .map_err(error::bad_input)?;
        let read = |place: &[u8]| std::str::from_utf8(place).ok().map(str::to_owned);
        let listing = PeopleListing {
            search: connection::search(search)?,
            standing: state.map(Into::into),
            username,
            after: after.map(|it| connection::decode_place(&it, &list, read)).transpose()?,
            size: connection::size(first, here.ctx.config.limits.page_size)?,
            counts: ctx.look_ahead().field("totalCount").exists(),
        };
        let has_previous = listing.after.is_some();
        let Counted { page, total } = browse::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let cursor = |it: &user::Model| connection::encode_place(it.username_key.as_str().as_bytes().to_vec(), &list);
        Ok(connection::with_cursors(
            page,
            has_previous,
            totals,
            cursor,
            LearnerSummary,
        ))
    }
}
