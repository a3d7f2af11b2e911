//! What is known of a period.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::TallySubject;

use super::configuration::CredentialConfiguration;
use super::program::Program;
use crate::domain::tally::{Figures, Period};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::scalar::Day;
use crate::service::{catalogue, insight};

/// Things that are told at most as those to which something happened most.
const MOST: usize = 10;

/// By what a period is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::tally::Step")]
pub(in crate::graphql) enum InsightStep {
    /// Days, in UTC.
    Day,
    /// Weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
}

/// How often things happened in a number of days.
pub(in crate::graphql) struct InsightFigures {
    period: Period,
    figures: Figures,
}

/// How often things happened in a number of days.
#[Object]
impl InsightFigures {
    /// The first day, in UTC.
    async fn starts_on(&self) -> Day {
        Day(self.period.starts_on)
    }

    /// The last day, in UTC.
    async fn ends_on(&self) -> Day {
        Day(self.period.ends_on)
    }

    /// Credentials that were awarded for the first time.
    async fn award_count(&self) -> i64 {
        self.figures.n_awarded
    }

    /// How often credentials were revoked.
    async fn revocation_count(&self) -> i64 {
        self.figures.n_revoked
    }

    /// How often revoked credentials were awarded again.
    async fn reinstatement_count(&self) -> i64 {
        self.figures.n_reinstated
    }

    /// Links to records that were made.
    async fn share_count(&self) -> i64 {
        self.figures.n_shared
    }

    /// How often others opened records by links. Crawlers and link previews are left out as far as they say what they are.
    async fn view_count(&self) -> i64 {
        self.figures.n_viewed
    }
}

/// What a configuration brought about in a period.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ConfigurationInsight {
    /// The configuration.
    configuration: CredentialConfiguration,
    /// Credentials that were awarded for the first time.
    award_count: i64,
    /// How often credentials were revoked.
    revocation_count: i64,
    /// How often revoked credentials were awarded again.
    reinstatement_count: i64,
}

/// How the records of a program were shared in a period.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SharingInsight {
    /// The program.
    program: Program,
    /// Links to records of it that were made.
    share_count: i64,
    /// How often others opened records by links.
    view_count: i64,
}

/// What is known of a period on the site. For staff and service accounts.
pub(in crate::graphql) struct Insights(pub(in crate::graphql) insight::Insights);

impl Insights {
    async fn most_awarded(
        &self,
        ctx: &Context<'_>,
        kind: TallySubject,
    ) -> async_graphql::Result<Vec<ConfigurationInsight>> {
        let ranked = insight::most_awarded(ctx.here()?, self.0.period, kind, MOST)
            .await
            .map_err(error::unlisted)?;
        Ok(ranked
            .into_iter()
            .map(|insight::Ranked { subject, figures }| ConfigurationInsight {
                configuration: CredentialConfiguration(subject),
                award_count: figures.n_awarded,
                revocation_count: figures.n_revoked,
                reinstatement_count: figures.n_reinstated,
            })
            .collect())
    }
}

/// What is known of a period on the site. For staff and service accounts.
#[Object]
impl Insights {
    /// Until when everything is counted, within a moment; the figures are counted anew every minute or so. Null until all that was there
    /// before is counted for the first time.
    async fn counted_at(&self) -> Option<DateTime<Utc>> {
        self.0.counted_at
    }

    /// The whole period.
    async fn total(&self) -> InsightFigures {
        InsightFigures {
            period: self.0.period,
            figures: self.0.total,
        }
    }

    /// The period by steps, oldest first, none left out: at most 1,096. The first and the last may be cut short by the period's ends.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn steps(&self) -> Vec<InsightFigures> {
        let steps = self.0.steps.iter();
        steps
            .map(|(period, figures)| InsightFigures {
                period: *period,
                figures: *figures,
            })
            .collect()
    }

    /// Credentials that stand, whenever they were awarded, as far as they are counted. Those that have expired are among them.
    async fn standing_count(&self) -> i64 {
        self.0.ever.n_standing()
    }

    /// Credentials that are revoked, whenever that was, as far as they are counted.
    async fn revoked_count(&self) -> i64 {
        self.0.ever.n_revoked - self.0.ever.n_reinstated
    }

    /// The programs for which most credentials were awarded in the period, most first: at most 10. On a site where hundreds of programs
    /// are awarded on the same day, one that is never among the most of a day may be missing.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn programs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConfigurationInsight>> {
        self.most_awarded(ctx, TallySubject::Program).await
    }

    /// The course runs for which most credentials were awarded in the period, as with `programs`.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn course_runs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConfigurationInsight>> {
        self.most_awarded(ctx, TallySubject::CourseRun).await
    }

    /// The programs whose shared records were viewed most in the period, as with `programs`.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn shared_programs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SharingInsight>> {
        let ranked = insight::most_viewed(ctx.here()?, self.0.period, MOST)
            .await
            .map_err(error::unlisted)?;
        let uuids: Vec<_> = ranked.iter().map(|it| it.subject).collect();
        let programs = catalogue::programs(ctx.here()?, &uuids).await.map_err(error::fault)?;
        let shared = ranked.into_iter().filter_map(|insight::Ranked { subject, figures }| {
            let program = programs.iter().find(|it| it.program.uuid == subject)?;
            Some(SharingInsight {
                program: Program(program.clone()),
                share_count: figures.n_shared,
                view_count: figures.n_viewed,
            })
        });
        Ok(shared.collect())
    }
}
