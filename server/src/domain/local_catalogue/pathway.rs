//! Pathways that staff keep.

use entity::id::{PathwayId, ProgramId};
use entity::{CatalogueOrigin, PathwayKind, PathwayStatus, pathway};

use super::{Entry, Findings, LocalRow, MAX_PROGRAMS, Seed, Unfit, line};
use crate::domain::catalogue_field;
use crate::domain::edit::Edit;
use crate::domain::web_address::Reach;

/// A pathway as the caller wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawPathway {
    /// Name of the offer.
    pub name: Option<String>,
    /// Who makes it.
    pub organization_name: Option<String>,
    /// Where records are sent.
    pub email: Edit<String>,
    /// What becomes of a record.
    pub kind: Option<PathwayKind>,
    /// Whether it is offered.
    pub status: Option<PathwayStatus>,
    /// For which programs it is an offer, in order.
    pub programs: Option<Vec<ProgramId>>,
}

/// The lists of a pathway.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PathwayLists {
    /// For which programs it is an offer.
    pub programs: Vec<ProgramId>,
}

impl LocalRow for pathway::Model {
    type Raw = RawPathway;
    type Lists = PathwayLists;

    fn begin(Seed { id, site_id, uuid }: Seed, _: &RawPathway) -> Result<Self, Vec<Unfit>> {
        Ok(Self {
            id: PathwayId(id),
            site_id,
            uuid,
            name: String::new(),
            organization_name: String::new(),
            email: None,
            kind: PathwayKind::Credit,
            status: PathwayStatus::Published,
            origin: CatalogueOrigin::Local,
            version: 1,
            removed_at: None,
        })
    }

    fn apply(raw: RawPathway, mut entry: Entry<Self>, _: Reach) -> Result<Entry<Self>, Vec<Unfit>> {
        let (row, mut findings) = (&mut entry.row, Findings::default());
        let email = |it: String| catalogue_field::email(&it);
        findings.put("name", raw.name, line("name"), &mut row.name);
        findings.put(
            "organizationName",
            raw.organization_name,
            line("organizationName"),
            &mut row.organization_name,
        );
        findings.edit("email", raw.email, email, &mut row.email);
        row.kind = raw.kind.unwrap_or(row.kind);
        row.status = raw.status.unwrap_or(row.status);
        findings.list("programs", raw.programs, MAX_PROGRAMS, &mut entry.lists.programs);
        findings.of(entry)
    }
}
