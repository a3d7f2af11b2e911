//! `serviceLimits`.

use async_graphql::{Context, Object};

use crate::graphql::Here as _;
use crate::graphql::object::service_limits::ServiceLimits;

#[derive(Default)]
pub(in crate::graphql) struct ServiceLimitsQuery;

#[Object]
impl ServiceLimitsQuery {
    /// How much the caller may ask for.
    async fn service_limits(&self, ctx: &Context<'_>) -> async_graphql::Result<ServiceLimits> {
        let here = ctx.here()?;
        Ok(ServiceLimits::of(&here.ctx.config.limits, here.actor.caller()))
    }
}
