//! Course runs that staff keep.

use chrono::{DateTime, Utc};
use entity::id::{CourseId, CourseRunId};
use entity::{CatalogueOrigin, CourseKey, course_run};

use super::{Entry, Findings, LocalRow, NoLists, Seed, Unfit, line, local_key};
use crate::domain::edit::Edit;
use crate::domain::instant;
use crate::domain::web_address::Reach;

/// A course run as the caller wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawCourseRun {
    /// Course key. Only a new run is given one: awards name it.
    pub key: String,
    /// The course it is a run of.
    pub course: Option<CourseId>,
    /// Title where it differs from the course's.
    pub title: Edit<String>,
    /// First day.
    pub starts_at: Edit<DateTime<Utc>>,
    /// Last day.
    pub ends_at: Edit<DateTime<Utc>>,
}

impl LocalRow for course_run::Model {
    type Raw = RawCourseRun;
    type Lists = NoLists;

    fn begin(Seed { id, site_id, uuid }: Seed, raw: &RawCourseRun) -> Result<Self, Vec<Unfit>> {
        let mut findings = Findings::default();
        let Some(key) = findings.kept("key", CourseKey::parse(&raw.key)) else {
            return Err(findings.0);
        };
        Ok(Self {
            id: CourseRunId(id),
            site_id,
            course_id: raw.course.unwrap_or(CourseId(uuid::Uuid::nil())),
            uuid,
            local_key: Some(local_key(key.as_str())),
            key,
            title_override: None,
            starts_at: None,
            ends_at: None,
            origin: CatalogueOrigin::Local,
            version: 1,
            removed_at: None,
        })
    }

    fn apply(raw: RawCourseRun, mut entry: Entry<Self>, _: Reach) -> Result<Entry<Self>, Vec<Unfit>> {
        let (row, mut findings) = (&mut entry.row, Findings::default());
        row.course_id = raw.course.unwrap_or(row.course_id);
        findings.edit("title", raw.title, line("title"), &mut row.title_override);
        findings.edit("startsAt", raw.starts_at, instant::parse, &mut row.starts_at);
        findings.edit("endsAt", raw.ends_at, instant::parse, &mut row.ends_at);
        if let (Some(start), Some(end)) = (row.starts_at, row.ends_at)
            && end < start
        {
            findings.note("endsAt", "it ends before it starts");
        }
        findings.of(entry)
    }
}
