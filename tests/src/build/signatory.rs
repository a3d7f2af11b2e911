//! Builds signatories.

use chrono::DateTime;
use entity::id::{SignatoryId, SiteId};
use entity::signatory;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};

/// A signatory about to be inserted.
#[derive(Clone, Debug)]
pub struct Signatory {
    site: Option<SiteId>,
    name: String,
    title: String,
    organization_name: Option<String>,
}

/// A signatory of this name: a dean.
#[must_use]
pub fn signatory(name: &str) -> Signatory {
    Signatory {
        site: None,
        name: name.to_owned(),
        title: "Dean".to_owned(),
        organization_name: None,
    }
}

impl Signatory {
    /// On this site.
    #[must_use]
    pub fn on(mut self, site: SiteId) -> Self {
        self.site = Some(site);
        self
    }

    /// In this position.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// For this organization.
    #[must_use]
    pub fn organization_name(mut self, name: &str) -> Self {
        self.organization_name = Some(name.to_owned());
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> signatory::Model {
        let Self {
            site,
            name,
            title,
            organization_name,
        } = self;
        let site_id = super::site_or_default(site, db).await;
        let id = SignatoryId(super::id(super::number()));
        let row = signatory::Model {
            id,
            site_id,
            name,
            title,
            organization_name,
            image_asset_id: None,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: None,
        };
        row.into_active_model().insert(db).await.expect("a signatory")
    }
}
