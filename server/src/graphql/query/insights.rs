//! `insights`.

use async_graphql::{Context, Object};

use crate::domain::tally::Period;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::insights::{InsightStep, Insights};
use crate::graphql::scalar::Day;
use crate::policy::{Action, authorize};
use crate::service::insight;

#[derive(Default)]
pub(in crate::graphql) struct InsightsQuery;

#[Object]
impl InsightsQuery {
    /// How often credentials were awarded and revoked, and records shared and viewed, in a period of at most 1,096 days. Staff and service
    /// accounts only.
    #[graphql(complexity = "5 + child_complexity")]
    async fn insights(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day of the period, in UTC.")] starts_on: Day,
        #[graphql(desc = "The last day of the period, in UTC.")] ends_on: Day,
        #[graphql(desc = "By what the period is divided.", default_with = "InsightStep::Day")] step: InsightStep,
    ) -> async_graphql::Result<Insights> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        authorize(&here.actor, Action::ViewAllCredentials).map_err(error::denied)?;
        let period = Period::parse(starts_on.0, ends_on.0).map_err(error::bad_input)?;
        let insights = insight::insights(here, period, step.into()).await;
        Ok(Insights(insights.map_err(error::unlisted)?))
    }
}
