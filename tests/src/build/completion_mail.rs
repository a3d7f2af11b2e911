//! Builds texts of completion mail.

use chrono::DateTime;
use entity::id::CompletionMailId;
use entity::{MailScope, completion_mail, program};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};

/// A text of completion mail about to be inserted.
#[derive(Clone, Debug)]
pub struct CompletionMail {
    scope: MailScope,
    key: String,
    is_enabled: bool,
    language: Option<String>,
    subject: Option<String>,
    bodies: Option<(String, String)>,
}

/// A text for all programs, switched on, in the words that come with the service.
#[must_use]
pub fn completion_mail() -> CompletionMail {
    CompletionMail {
        scope: MailScope::Default,
        key: String::new(),
        is_enabled: true,
        language: None,
        subject: None,
        bodies: None,
    }
}

impl CompletionMail {
    /// For this program.
    #[must_use]
    pub fn of(mut self, program: &program::Model) -> Self {
        self.scope = MailScope::Program;
        self.key = program.uuid.hyphenated().to_string();
        self
    }

    /// For programs of this type.
    #[must_use]
    pub fn of_type(mut self, slug: &str) -> Self {
        self.scope = MailScope::ProgramType;
        slug.clone_into(&mut self.key);
        self
    }

    /// Switched off.
    #[must_use]
    pub fn off(mut self) -> Self {
        self.is_enabled = false;
        self
    }

    /// In this language.
    #[must_use]
    pub fn language(mut self, tag: &str) -> Self {
        self.language = Some(tag.to_owned());
        self
    }

    /// With this subject.
    #[must_use]
    pub fn subject(mut self, subject: &str) -> Self {
        self.subject = Some(subject.to_owned());
        self
    }

    /// With this HTML and this text between greeting and link.
    #[must_use]
    pub fn says(mut self, html: &str, text: &str) -> Self {
        self.bodies = Some((html.to_owned(), text.to_owned()));
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> completion_mail::Model {
        let Self {
            scope,
            key,
            is_enabled,
            language,
            subject,
            bodies,
        } = self;
        let (html, text) = bodies.unzip();
        let row = completion_mail::Model {
            id: CompletionMailId(super::id(super::number())),
            site_id: super::site_or_default(None, db).await,
            scope,
            scope_key: key,
            is_enabled,
            language,
            subject,
            html,
            text,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: None,
        };
        row.into_active_model().insert(db).await.expect("a completion mail")
    }
}
