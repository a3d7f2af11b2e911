//! Builds credential configurations.

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, SignatoryId};
use entity::{
    EnrollmentMode, LearningObjectType, OrganizationLabel, configuration_signatory, course_run,
    credential_configuration, program, signatory,
};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};

/// A configuration about to be inserted.
#[derive(Clone, Debug)]
pub struct Configuration {
    row: credential_configuration::Model,
    signatories: Vec<SignatoryId>,
}

/// An active configuration of this program.
#[must_use]
pub fn configuration_of_program(program: &program::Model) -> Configuration {
    let object = program.uuid.hyphenated().to_string();
    Configuration::new(program.site_id, LearningObjectType::Program, object)
}

/// An active configuration of this run.
#[must_use]
pub fn configuration_of_run(run: &course_run::Model) -> Configuration {
    Configuration::new(run.site_id, LearningObjectType::CourseRun, run.key.as_str().to_owned())
}

impl Configuration {
    fn new(site_id: entity::id::SiteId, learning_object_type: LearningObjectType, learning_object_id: String) -> Self {
        let row = credential_configuration::Model {
            id: ConfigurationId(super::id(super::number())),
            site_id,
            learning_object_type,
            learning_object_id,
            is_active: true,
            title: None,
            mode: None,
            language: None,
            organization_label: OrganizationLabel::Name,
            awards_automatically: false,
            completion_stale_since: None,
            shows_hours_of_effort: false,
            available_at: None,
            expires_after_days: None,
            expires_after_months: None,
            expires_at: None,
            template_id: None,
            visibility_stale_since: None,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: None,
        };
        Self {
            row,
            signatories: Vec::new(),
        }
    }

    /// No longer accepting awards.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.row.is_active = false;
        self
    }

    /// With this title in place of the learning object's.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        self.row.title = Some(title.to_owned());
        self
    }

    /// For this enrollment mode.
    #[must_use]
    pub fn mode(mut self, mode: EnrollmentMode) -> Self {
        self.row.mode = Some(mode);
        self
    }

    /// In this language.
    #[must_use]
    pub fn language(mut self, tag: &str) -> Self {
        self.row.language = Some(tag.to_owned());
        self
    }

    /// Naming organizations like this.
    #[must_use]
    pub fn organization_label(mut self, label: OrganizationLabel) -> Self {
        self.row.organization_label = label;
        self
    }

    /// Telling the hours of effort.
    #[must_use]
    pub fn with_hours_of_effort(mut self) -> Self {
        self.row.shows_hours_of_effort = true;
        self
    }

    /// Visible from this instant.
    #[must_use]
    pub fn available_at(mut self, available_at: DateTime<Utc>) -> Self {
        self.row.available_at = Some(available_at);
        self
    }

    /// Signed by this person, after those named before.
    #[must_use]
    pub fn signed_by(mut self, signatory: &signatory::Model) -> Self {
        self.signatories.push(signatory.id);
        self
    }

    /// Writes the rows.
    ///
    /// # Panics
    /// When the database refuses them.
    pub async fn insert(self, db: &impl ConnectionTrait) -> credential_configuration::Model {
        let Self { row, signatories } = self;
        let configuration = row.into_active_model().insert(db).await.expect("a configuration");
        for (index, signatory_id) in signatories.into_iter().enumerate() {
            let position = super::position(index);
            let link = configuration_signatory::Model {
                configuration_id: configuration.id,
                signatory_id,
                position,
            };
            link.into_active_model()
                .insert(db)
                .await
                .expect("a signatory of the configuration");
        }
        configuration
    }
}
