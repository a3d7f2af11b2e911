//! What the page asks for.

use cynic::QueryBuilder;

use super::period::Period;
use super::step::Step;
use crate::api::error::ApiError;
use crate::api::scalar::{Day, Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::browser::today;
use crate::console::browser::{days_before, n_days};
use crate::console::configured::Configured;

/// Longest period that the server tells of.
const MAX_DAYS: i64 = 1096;

/// What is known of a period, and by what it is divided; none where the days are none, or none that the server takes.
pub(super) async fn insights(period: Period) -> Result<Option<(Step, Insights)>, ApiError> {
    let days = match period {
        Period::Between { from, until } => Some((from, until)),
        Period::Last(days) => {
            let until = today();
            days_before(&until, days.count() - 1).map(|from| (from, until))
        }
    };
    let counted = days.and_then(|(from, until)| Some((n_days(&from, &until)?, from, until)));
    let Some((count, from, until)) = counted.filter(|it| (1..=MAX_DAYS).contains(&it.0)) else {
        return Ok(None);
    };
    let step = Step::of(count);
    let operation = InsightsQuery::build(InsightsVariables {
        starts_on: Day(from),
        ends_on: Day(until),
        step,
    });
    Ok(Some((step, send(operation).await?.data.insights)))
}

#[derive(cynic::QueryVariables)]
struct InsightsVariables {
    starts_on: Day,
    ends_on: Day,
    step: Step,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InsightsVariables")]
struct InsightsQuery {
    #[arguments(startsOn: $starts_on, endsOn: $ends_on, step: $step)]
    insights: Insights,
}

/// What is known of a period.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Insights {
    pub(super) counted_at: Option<Instant>,
    pub(super) standing_count: i32,
    pub(super) revoked_count: i32,
    pub(super) total: Figures,
    pub(super) steps: Vec<Figures>,
    pub(super) programs: Vec<ConfigurationInsight>,
    pub(super) course_runs: Vec<ConfigurationInsight>,
    pub(super) shared_programs: Vec<SharingInsight>,
}

/// How often things happened.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "InsightFigures")]
pub(super) struct Figures {
    pub(super) starts_on: Day,
    pub(super) ends_on: Day,
    pub(super) award_count: i32,
    pub(super) revocation_count: i32,
    pub(super) reinstatement_count: i32,
    pub(super) share_count: i32,
    pub(super) view_count: i32,
}

/// What was awarded of a configuration.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ConfigurationInsight {
    pub(super) configuration: Configured,
    pub(super) award_count: i32,
    pub(super) revocation_count: i32,
    pub(super) reinstatement_count: i32,
}

/// How records of a program were shared.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct SharingInsight {
    pub(super) program: Program,
    pub(super) share_count: i32,
    pub(super) view_count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) title: String,
    pub(super) uuid: Uuid,
}
