//! Builds organizations.

use entity::id::{OrganizationId, SiteId};
use entity::{CatalogueOrigin, organization};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};
use uuid::Uuid;

/// An organization about to be inserted.
#[derive(Clone, Debug)]
pub struct Organization {
    id: Uuid,
    site: Option<SiteId>,
    key: String,
    name: String,
    logo_url: Option<String>,
}

/// An organization of this name, with a key of its own.
#[must_use]
pub fn organization(name: &str) -> Organization {
    let number = super::number();
    Organization {
        id: super::id(number),
        site: None,
        key: format!("Org{number}X"),
        name: name.to_owned(),
        logo_url: None,
    }
}

impl Organization {
    /// On this site.
    #[must_use]
    pub fn on(mut self, site: SiteId) -> Self {
        self.site = Some(site);
        self
    }

    /// With this short key.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// With this logo.
    #[must_use]
    pub fn logo_url(mut self, logo_url: &str) -> Self {
        self.logo_url = Some(logo_url.to_owned());
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> organization::Model {
        let Self {
            id,
            site,
            key,
            name,
            logo_url,
        } = self;
        let site_id = super::site_or_default(site, db).await;
        let row = organization::Model {
            id: OrganizationId(id),
            site_id,
            uuid: id,
            key,
            name,
            logo_url,
            logo_asset_id: None,
            copied_logo_asset_id: None,
            copied_logo_url: None,
            origin: CatalogueOrigin::Synced,
            local_key: None,
            version: 1,
            removed_at: None,
        };
        row.into_active_model().insert(db).await.expect("an organization")
    }
}
