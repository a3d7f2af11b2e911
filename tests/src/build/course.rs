//! Builds courses.

use entity::id::{CourseId, OrganizationId, SiteId};
use entity::{CatalogueOrigin, course, course_organization, organization};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};
use uuid::Uuid;

/// A course about to be inserted.
#[derive(Clone, Debug)]
pub struct Course {
    id: Uuid,
    site: Option<SiteId>,
    key: String,
    title: String,
    owners: Vec<OrganizationId>,
}

/// A course of this title, with a key of its own.
#[must_use]
pub fn course(title: &str) -> Course {
    let number = super::number();
    let key = format!("ExampleX+C{number}");
    Course {
        id: super::id(number),
        site: None,
        key,
        title: title.to_owned(),
        owners: Vec::new(),
    }
}

impl Course {
    /// On this site.
    #[must_use]
    pub fn on(mut self, site: SiteId) -> Self {
        self.site = Some(site);
        self
    }

    /// With this key.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// Owned by this organization, after those named before.
    #[must_use]
    pub fn owned_by(mut self, organization: &organization::Model) -> Self {
        self.owners.push(organization.id);
        self
    }

    /// Writes the rows.
    ///
    /// # Panics
    /// When the database refuses them.
    pub async fn insert(self, db: &impl ConnectionTrait) -> course::Model {
        let Self {
            id,
            site,
            key,
            title,
            owners,
        } = self;
        let site_id = super::site_or_default(site, db).await;
        let row = course::Model {
            id: CourseId(id),
            site_id,
            uuid: id,
            key,
            title,
            origin: CatalogueOrigin::Synced,
            local_key: None,
            version: 1,
            removed_at: None,
        };
        let course = row.into_active_model().insert(db).await.expect("a course");
        for (index, organization_id) in owners.into_iter().enumerate() {
            let link = course_organization::Model {
                course_id: course.id,
                organization_id,
                position: super::position(index),
            };
            link.into_active_model().insert(db).await.expect("an owner");
        }
        course
    }
}
