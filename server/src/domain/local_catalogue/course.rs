//! Courses that staff keep.

use entity::id::{CourseId, OrganizationId};
use entity::{CatalogueOrigin, course};

use super::{Entry, Findings, LocalRow, MAX_ORGANIZATIONS, Seed, Unfit, key, line, local_key};
use crate::domain::web_address::Reach;

/// A course as the caller wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawCourse {
    /// Key without a run.
    pub key: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Who offers it, in order.
    pub organizations: Option<Vec<OrganizationId>>,
}

/// The lists of a course.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CourseLists {
    /// Who offers it.
    pub organizations: Vec<OrganizationId>,
}

impl LocalRow for course::Model {
    type Raw = RawCourse;
    type Lists = CourseLists;

    fn begin(Seed { id, site_id, uuid }: Seed, _: &RawCourse) -> Result<Self, Vec<Unfit>> {
        Ok(Self {
            id: CourseId(id),
            site_id,
            uuid,
            key: String::new(),
            title: String::new(),
            origin: CatalogueOrigin::Local,
            local_key: None,
            version: 1,
            removed_at: None,
        })
    }

    fn apply(raw: RawCourse, mut entry: Entry<Self>, _: Reach) -> Result<Entry<Self>, Vec<Unfit>> {
        let (row, lists) = (&mut entry.row, &mut entry.lists);
        let mut findings = Findings::default();
        findings.put("key", raw.key, key(&['+', '/']), &mut row.key);
        findings.put("title", raw.title, line("title"), &mut row.title);
        findings.list(
            "organizations",
            raw.organizations,
            MAX_ORGANIZATIONS,
            &mut lists.organizations,
        );
        row.local_key = Some(local_key(&row.key));
        findings.of(entry)
    }
}
