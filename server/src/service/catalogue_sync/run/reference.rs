//! What a run remembers from page to page: which rows records may refer to, and what the catalogue lists.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::id::{CourseRunId, OrganizationId, ProgramId, SiteId};
use uuid::Uuid;

use crate::context::Ctx;
use crate::domain::catalogue_sync::Kind;
use crate::service::Fault;
use crate::store::catalogue::{self, Which};

/// The rows that records may refer to, by their identities: 32 bytes each, however large the catalogue.
#[derive(Debug, Default)]
pub(super) struct References {
    pub(super) organizations: HashMap<Uuid, OrganizationId>,
    pub(super) course_runs: HashMap<Uuid, CourseRunId>,
    pub(super) programs: HashMap<Uuid, ProgramId>,
}

/// Rows that a page has added.
#[derive(Debug, Default)]
pub(super) struct NewReferences {
    pub(super) organizations: Vec<(Uuid, OrganizationId)>,
    pub(super) course_runs: Vec<(Uuid, CourseRunId)>,
    pub(super) programs: Vec<(Uuid, ProgramId)>,
}

impl References {
    /// Those that are stored.
    pub(super) async fn read(ctx: &Ctx, site: SiteId) -> Result<Self, Fault> {
        let connection = &ctx.db.read;
        let organizations = catalogue::organization::list_identities(connection, site, Which::All).await?;
        let course_runs = catalogue::course_run::list_identities(connection, site, Which::All).await?;
        let programs = catalogue::program::list_identities(connection, site, Which::All).await?;
        Ok(Self {
            organizations: organizations.into_iter().collect(),
            course_runs: course_runs.into_iter().collect(),
            programs: programs.into_iter().collect(),
        })
    }

    pub(super) fn learn(&mut self, new: NewReferences) {
        self.organizations.extend(new.organizations);
        self.course_runs.extend(new.course_runs);
        self.programs.extend(new.programs);
    }
}

/// The rows of these identities, in order; none where one is not known.
pub(super) fn resolve<I: Copy>(known: &HashMap<Uuid, I>, uuids: &[Uuid]) -> Option<Vec<I>> {
    uuids.iter().map(|it| known.get(it).copied()).collect()
}

/// What the catalogue lists, in whichever reading.
#[derive(Debug, Default)]
pub(super) struct Seen {
    uuids: HashSet<(Kind, Uuid)>,
    unclear: BTreeSet<Kind>,
}

/// What a page lists.
#[derive(Debug, Default)]
pub(super) struct NewlySeen {
    pub(super) uuids: HashSet<(Kind, Uuid)>,
    /// Kinds of which something is listed that cannot be told apart: what is gone cannot be known.
    pub(super) unclear: Vec<Kind>,
}

impl Seen {
    pub(super) fn has(&self, kind: Kind, uuid: Uuid) -> bool {
        self.uuids.contains(&(kind, uuid))
    }

    pub(super) fn is_unclear(&self, kind: Kind) -> bool {
        self.unclear.contains(&kind)
    }

    pub(super) fn learn(&mut self, new: NewlySeen) {
        self.uuids.extend(new.uuids);
        self.unclear.extend(new.unclear);
    }
}
