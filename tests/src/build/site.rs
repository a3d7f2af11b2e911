//! Builds sites.

use chrono::DateTime;
use entity::id::SiteId;
use entity::{site, site_host};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};

/// A site about to be inserted.
#[derive(Clone, Debug)]
pub struct Site(site::Model);

/// A second site beside the default one.
#[must_use]
pub fn site(name: &str) -> Site {
    let id = SiteId(super::id(super::number()));
    Site(site::Model {
        id,
        name: name.to_owned(),
        is_default: false,
        created_at: DateTime::UNIX_EPOCH,
        public_url: None,
        lms_url: None,
        catalog_url: None,
        home_url: None,
        help_url: None,
        terms_url: None,
        privacy_url: None,
        support_address: None,
        sender_address: None,
        logo_url: None,
        accent_color: None,
        accent_color_dark: None,
        shares_on_linkedin: true,
        shares_on_x: true,
        shares_on_facebook: false,
        facebook_app_id: None,
        reconciliation_every_days: None,
        version: 1,
    })
}

impl Site {
    /// The world reaches it here, and by this host requests ask for it.
    #[must_use]
    pub fn at(mut self, public_url: &str) -> Self {
        self.0.public_url = Some(public_url.to_owned());
        self
    }

    /// Its people are on the learning platform at this address.
    #[must_use]
    pub fn learning_at(mut self, lms_url: &str) -> Self {
        self.0.lms_url = Some(lms_url.to_owned());
        self
    }

    /// Its catalogue service is at this address.
    #[must_use]
    pub fn listed_at(mut self, catalog_url: &str) -> Self {
        self.0.catalog_url = Some(catalog_url.to_owned());
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> site::Model {
        let site = self.0.into_active_model().insert(db).await.expect("a site");
        if let Some((_, host)) = site.public_url.as_deref().and_then(|it| it.split_once("://")) {
            let host = site_host::Model {
                host: host.to_owned(),
                site_id: site.id,
            };
            host.into_active_model().insert(db).await.expect("a host");
        }
        site
    }
}
