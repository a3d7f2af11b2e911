//! Builds sites.

use chrono::DateTime;
use entity::id::SiteId;
use entity::site;
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
    })
}

impl Site {
    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> site::Model {
        self.0.into_active_model().insert(db).await.expect("a site")
    }
}
