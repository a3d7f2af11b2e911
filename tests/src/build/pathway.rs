//! Builds pathways.

use entity::id::PathwayId;
use entity::{CatalogueOrigin, PathwayKind, PathwayStatus, pathway, pathway_program, program};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};

/// A pathway about to be inserted.
#[derive(Clone, Debug)]
pub struct Pathway {
    name: String,
    email: Option<String>,
    kind: PathwayKind,
    status: PathwayStatus,
}

/// An offer of credit of this name, to which records are sent.
#[must_use]
pub fn pathway(name: &str) -> Pathway {
    Pathway {
        name: name.to_owned(),
        email: Some("records@north.example.org".to_owned()),
        kind: PathwayKind::Credit,
        status: PathwayStatus::Published,
    }
}

impl Pathway {
    /// Without an address.
    #[must_use]
    pub fn without_email(mut self) -> Self {
        self.email = None;
        self
    }

    /// For display only.
    #[must_use]
    pub fn of_industry(mut self) -> Self {
        self.kind = PathwayKind::Industry;
        self
    }

    /// Not offered any more.
    #[must_use]
    pub fn retired(mut self) -> Self {
        self.status = PathwayStatus::Retired;
        self
    }

    /// Writes the row, as an offer for this program.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, program: &program::Model, db: &impl ConnectionTrait) -> pathway::Model {
        let Self {
            name,
            email,
            kind,
            status,
        } = self;
        let id = super::id(super::number());
        let row = pathway::Model {
            id: PathwayId(id),
            site_id: program.site_id,
            uuid: id,
            name,
            organization_name: "North University".to_owned(),
            email,
            kind,
            status,
            origin: CatalogueOrigin::Synced,
            version: 1,
            removed_at: None,
        };
        let pathway = row.into_active_model().insert(db).await.expect("a pathway");
        let link = pathway_program::Model {
            pathway_id: pathway.id,
            program_id: program.id,
            position: 0,
        };
        link.into_active_model()
            .insert(db)
            .await
            .expect("an offer for the program");
        pathway
    }
}
