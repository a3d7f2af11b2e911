//! The sentences of a certificate, in its language.

use leptos_i18n::I18nContext;

use super::super::query::{Credential, LearningObjectType};
use crate::api::scalar::Instant;
use crate::i18n::{Locale, td_string, use_i18n};
use crate::{browser, format, language};

/// The facts that sentences are made of.
pub(super) struct Wording {
    i18n: I18nContext<Locale>,
    /// The certificate's language, if it says one.
    tag: Option<String>,
    kind: LearningObjectType,
    label: Option<String>,
    organizations: Vec<String>,
    platform: String,
    issued_at: Instant,
    expires_at: Option<Instant>,
    revoked_at: Option<Instant>,
    hours: Option<i32>,
}

impl Wording {
    pub(super) fn new(credential: &Credential) -> Self {
        let certificate = &credential.certificate;
        Self {
            i18n: use_i18n(),
            tag: certificate.language.clone(),
            kind: certificate.learning_object_type,
            label: certificate.type_label.clone().filter(|it| !it.trim().is_empty()),
            organizations: certificate
                .organizations
                .iter()
                .map(|it| format::isolated(&it.name))
                .collect(),
            platform: format::isolated(&certificate.platform_name),
            issued_at: credential.issued_at.clone(),
            expires_at: credential.expires_at.clone(),
            revoked_at: credential.revoked_at.clone(),
            hours: certificate.hours_of_effort,
        }
    }

    /// The certificate's own language where the app speaks it, else the visitor's, followed as it changes.
    pub(super) fn locale(&self) -> Locale {
        self.tag
            .as_deref()
            .and_then(language::spoken)
            .unwrap_or_else(|| self.i18n.get_locale())
    }

    pub(super) fn kind(&self) -> String {
        let locale = self.locale();
        self.label.clone().unwrap_or_else(|| match self.kind {
            LearningObjectType::CourseRun => td_string!(locale, certificate.sheet.course_run).to_owned(),
            LearningObjectType::Program => td_string!(locale, certificate.sheet.program).to_owned(),
        })
    }

    pub(super) fn completed(&self) -> String {
        let locale = self.locale();
        match self.kind {
            LearningObjectType::CourseRun => td_string!(locale, certificate.sheet.completed_course_run),
            LearningObjectType::Program => td_string!(locale, certificate.sheet.completed_program),
        }
        .to_owned()
    }

    pub(super) fn offered(&self) -> String {
        let (locale, platform) = (self.locale(), self.platform.clone());
        if self.organizations.is_empty() {
            return td_string!(locale, certificate.sheet.offered_on, platform = platform);
        }
        let organizations = format::list(&self.organizations, &self.date_language());
        td_string!(
            locale,
            certificate.sheet.offered,
            organizations = organizations,
            platform = platform
        )
    }

    pub(super) fn issued(&self) -> String {
        format::long_date(&self.issued_at, &self.date_language())
    }

    pub(super) fn expires(&self) -> String {
        self.day(self.expires_at.as_ref())
    }

    pub(super) fn revoked(&self) -> String {
        self.day(self.revoked_at.as_ref())
    }

    fn day(&self, instant: Option<&Instant>) -> String {
        instant
            .map(|it| format::long_date(it, &self.date_language()))
            .unwrap_or_default()
    }

    pub(super) fn effort(&self) -> String {
        let locale = self.locale();
        match self.hours {
            None => String::new(),
            Some(1) => td_string!(locale, certificate.sheet.effort_one).to_owned(),
            Some(hours) => td_string!(locale, certificate.sheet.effort_many, hours = hours.to_string()),
        }
    }

    fn date_language(&self) -> String {
        language::regional(
            self.locale(),
            &[self.tag.as_deref(), browser::preferred_language().as_deref()],
        )
    }
}
