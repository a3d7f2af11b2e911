//! The rows of a record.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::CourseKey;
use entity::id::CredentialId;

use crate::domain::program_record as domain;
use crate::graphql::Here as _;
use crate::graphql::object::course::Course;
use crate::graphql::object::course_run::CourseRun;
use crate::graphql::object::credential::Credential;
use crate::graphql::object::enumeration::CourseRecordStatus;
use crate::graphql::object::grade::Grade;
use crate::service::program_record::{CourseRow, Shown, View};

/// A course of a record. Run, date and grade are all of the same run.
pub(in crate::graphql) struct CourseRecord {
    pub(super) row: CourseRow,
    pub(super) view: View,
}

/// A course of a record. Run, date and grade are all of the same run.
#[Object]
impl CourseRecord {
    /// The course.
    async fn course(&self, ctx: &Context<'_>) -> async_graphql::Result<Course> {
        let id = self.row.record.course;
        ctx.loaders()?
            .one(id)
            .await?
            .map(Course)
            .ok_or_else(|| async_graphql::Error::new_with_source(anyhow::anyhow!("a record names no course {id}")))
    }

    /// Whether it is earned, or why not.
    async fn status(&self) -> CourseRecordStatus {
        self.row.record.status.into()
    }

    /// The date that goes with `status`: of the certificate, from when it shows, or of its revocation; null otherwise.
    async fn status_at(&self) -> Option<DateTime<Utc>> {
        self.row.record.status_at
    }

    /// Course key of the run that the row is about; null for a course that is not started.
    async fn course_key(&self) -> Option<&str> {
        let (key, _) = self.row.run(self.row.record.run?)?;
        Some(key.as_str())
    }

    /// The grade of that run; null where none counts, and where a shared record does not show grades.
    async fn grade(&self) -> Option<Grade> {
        let grade = self.row.record.grade.clone();
        grade.filter(|_| self.view.grades == Shown::Yes).map(Grade)
    }

    /// How many runs of the course have a grade that counts; null where a shared record does not show grades.
    async fn attempts(&self) -> Option<u32> {
        Some(self.row.record.n_attempts).filter(|_| self.view.grades == Shown::Yes)
    }

    /// The credential of that run; null where there is none, and where the viewer may not see it.
    async fn credential(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Credential>> {
        let id = self.row.record.run.and_then(|it| self.row.run(it)?.1);
        credential(ctx, id).await
    }

    /// Every run of the course of which something is told; at most 50.
    #[graphql(complexity = "1 + 2 * child_complexity")]
    async fn runs(&self) -> Vec<RunRecord> {
        self.row
            .record
            .runs
            .iter()
            .filter_map(|run| {
                let (key, credential) = self.row.run(run.run)?;
                Some(RunRecord {
                    run: run.clone(),
                    key: key.clone(),
                    credential,
                    view: self.view,
                })
            })
            .take(50)
            .collect()
    }
}

/// A run of a course of a record.
pub(in crate::graphql) struct RunRecord {
    run: domain::RunRecord,
    key: CourseKey,
    credential: Option<CredentialId>,
    view: View,
}

/// A run of a course of a record.
#[Object]
impl RunRecord {
    /// Its course key.
    async fn course_key(&self) -> &str {
        self.key.as_str()
    }

    /// The run; null where the catalogue does not know it any more.
    async fn course_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CourseRun>> {
        Ok(ctx.loaders()?.one(self.key.clone()).await?.map(CourseRun))
    }

    /// Why it counts or does not.
    async fn status(&self) -> CourseRecordStatus {
        self.run.status.into()
    }

    /// The date that goes with `status`; null where there is none.
    async fn status_at(&self) -> Option<DateTime<Utc>> {
        self.run.status_at
    }

    /// Its grade; null where none counts, and where a shared record does not show grades.
    async fn grade(&self) -> Option<Grade> {
        let grade = self.run.grade.clone();
        grade.filter(|_| self.view.grades == Shown::Yes).map(Grade)
    }

    /// Its credential; null where there is none, and where the viewer may not see it.
    async fn credential(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Credential>> {
        credential(ctx, self.credential).await
    }
}

async fn credential(ctx: &Context<'_>, id: Option<CredentialId>) -> async_graphql::Result<Option<Credential>> {
    match id {
        Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Into::into)),
        None => Ok(None),
    }
}
