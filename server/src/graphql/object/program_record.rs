//! Learner records.

mod course;

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::id::{ProgramId, UserId};
use entity::pathway;

pub(in crate::graphql) use self::course::CourseRecord;
use super::credential::Credential;
use super::enumeration::{PathwayKind, ProgramProgress};
use super::program::Program;
use super::record_send::RecordSend;
use super::record_share::RecordShare;
use crate::domain::pathway::can_receive_records;
use crate::domain::program_record::Audience;
use crate::graphql::Here as _;
use crate::graphql::loader::{PathwaysOf, SendsOf, SharesOf};
use crate::graphql::scalar::PublicUuid;
use crate::service::program_record as service;
use crate::service::program_record::Shown;
use crate::service::record_share::MAX_LISTED;

/// Most pathways that a record tells of.
const MAX_PATHWAYS: usize = 100;

/// How far a learner has come in a program: a row for each course, what counts, what is missing, and why.
pub(in crate::graphql) struct ProgramRecord(pub(in crate::graphql) service::ProgramRecord);

/// How far a learner has come in a program: a row for each course, what counts, what is missing, and why.
#[Object]
impl ProgramRecord {
    /// The program.
    async fn program(&self) -> Program {
        Program(self.0.program.clone())
    }

    /// The learner, as far as the record shows them.
    async fn learner(&self, ctx: &Context<'_>) -> async_graphql::Result<RecordLearner> {
        let view = self.0.view;
        let user = ctx.loaders()?.one(self.0.learner).await?;
        let is_whole = view == service::View::WHOLE;
        Ok(RecordLearner {
            name: user
                .as_ref()
                .filter(|_| view.name == Shown::Yes)
                .and_then(|it| it.full_name.clone()),
            username: user.as_ref().filter(|_| is_whole).map(|it| it.username.to_string()),
            email: user.filter(|_| view.email == Shown::Yes).and_then(|it| it.email),
        })
    }

    /// How far the learner has come.
    async fn progress(&self) -> ProgramProgress {
        self.0.progress.into()
    }

    /// The date that goes with `progress`: of the certificate, from when it shows, or of its revocation; null otherwise.
    async fn progress_at(&self) -> Option<DateTime<Utc>> {
        self.0.progress_at
    }

    /// How many courses the program has.
    async fn course_count(&self) -> usize {
        self.0.courses.len()
    }

    /// How many of them are earned.
    async fn earned_course_count(&self) -> usize {
        self.0.n_earned()
    }

    /// When it last changed; null where there is nothing yet.
    async fn last_updated_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_updated_at
    }

    /// The program's credential; null where there is none, and where the viewer may not see it.
    async fn credential(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Credential>> {
        match self.0.credential {
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Into::into)),
            None => Ok(None),
        }
    }

    /// One row for each course, in the program's order; at most 200.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn courses(&self) -> Vec<CourseRecord> {
        self.0
            .courses
            .iter()
            .take(200)
            .map(|row| CourseRecord {
                row: row.clone(),
                view: self.0.view,
            })
            .collect()
    }

    /// What other institutions offer to those who have earned the program, by name; at most 100. Empty for everybody but the learner
    /// and staff.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn pathways(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RecordPathway>> {
        if self.0.view.audience != Audience::Learner {
            return Ok(Vec::new());
        }
        let offers = ctx.loaders()?.one(PathwaysOf(self.0.program.program.id)).await?;
        let offers = offers.unwrap_or_default();
        let record = (self.0.learner, self.0.program.program.id);
        let of = |pathway| RecordPathway { pathway, record };
        Ok(offers.into_iter().take(MAX_PATHWAYS).map(of).collect())
    }

    /// The links by which the learner shows this record, newest first; at most 100. Empty for everybody but the learner and staff.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn shares(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RecordShare>> {
        if self.0.view.audience != Audience::Learner {
            return Ok(Vec::new());
        }
        let record = SharesOf(self.0.learner, self.0.program.program.id);
        let shares = ctx.loaders()?.one(record).await?.unwrap_or_default();
        Ok(shares.into_iter().take(MAX_LISTED).map(RecordShare).collect())
    }
}

/// What an institution offers to those who have earned a program, as a learner is told.
pub(in crate::graphql) struct RecordPathway {
    pathway: pathway::Model,
    record: (UserId, ProgramId),
}

/// What an institution offers to those who have earned a program, as a learner is told.
#[Object]
impl RecordPathway {
    /// Identity of the pathway in the catalogue, by which the record is sent.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.pathway.uuid)
    }

    /// Name of the offer.
    async fn name(&self) -> &str {
        &self.pathway.name
    }

    /// Who makes it.
    async fn organization_name(&self) -> &str {
        &self.pathway.organization_name
    }

    /// What becomes of a record.
    async fn kind(&self) -> PathwayKind {
        self.pathway.kind.into()
    }

    /// Whether the record can be sent there: the offer is credit for studies, and says where records are to be sent.
    async fn can_receive_record(&self) -> bool {
        can_receive_records(&self.pathway)
    }

    /// That the record was sent there; null where it was not.
    async fn send(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RecordSend>> {
        let (learner, program) = self.record;
        let sends = ctx.loaders()?.one(SendsOf(learner, program)).await?.unwrap_or_default();
        Ok(sends
            .into_iter()
            .find(|it| it.pathway_id == self.pathway.id)
            .map(RecordSend))
    }
}

/// The learner of a record, as far as it shows them.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RecordLearner {
    /// Full name; null where none is known, and where a shared record does not show it.
    name: Option<String>,
    /// Name on the learning platform; null in shared records.
    username: Option<String>,
    /// Mail address; null where none is known, and where a shared record does not show it.
    email: Option<String>,
}
