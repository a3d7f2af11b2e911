//! `sharedRecord`.

use async_graphql::{Context, Object};
use entity::id::ShareToken;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::record_share::SharedRecord;
use crate::graphql::scalar::PublicUuid;
use crate::service::record_share::{FollowError, Visitor, follow};

#[derive(Default)]
pub(in crate::graphql) struct SharedRecordQuery;

#[Object]
impl SharedRecordQuery {
    /// The record that a link opens, for anybody who has the link; with `state` `REVOKED` or `EXPIRED` and without a record where the
    /// link has ended; null where there is no such link. Who tries many links that do not exist is answered `RATE_LIMITED` for a minute. Each time it is shown to a stranger counts as a view.
    async fn shared_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the link's address.")] token: PublicUuid,
    ) -> async_graphql::Result<Option<SharedRecord>> {
        let visitor = ctx.data::<Visitor>()?;
        match follow(ctx.here()?, ShareToken(token.0), *visitor).await {
            Ok(followed) => Ok(followed.map(Into::into)),
            Err(FollowError::TooManyGuesses(it)) => Err(error::rate_limited(it)),
            Err(FollowError::Fault(it)) => Err(error::fault(it)),
        }
    }
}
