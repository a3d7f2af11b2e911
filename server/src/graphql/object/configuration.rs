//! Credential configurations.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{CourseKey, LearningObjectType as Kind, credential_configuration};

use super::audit_entry::{AuditEntry, history};
use super::course_run::CourseRun;
use super::enumeration::{ConfigurationAction, ConfigurationLack, LearningObjectType, OrganizationLabel};
use super::program::Program;
use super::signatory::Signatory;
use super::template::Template;
use crate::domain::learning_object::parse_uuid;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{LacksOf, ProgramUuid, SignatoriesOf};
use crate::graphql::scalar::EnrollmentMode;
use crate::policy::configuration_actions;

/// Says that a learning object can earn a credential, and how the certificate looks.
pub(in crate::graphql) struct CredentialConfiguration(pub(in crate::graphql) credential_configuration::Model);

impl CredentialConfiguration {
    /// What certificates are headed with; the id of the learning object where the catalogue does not know it.
    pub(in crate::graphql) async fn name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        if let Some(title) = &self.0.title {
            return Ok(title.clone());
        }
        let program = self.find_program(ctx).await?;
        let run = self.find_course_run(ctx).await?;
        let title = program.as_ref().map(|it| it.0.program.title.as_str());
        let title = title.or(run.as_ref().map(|it| it.0.title()));
        Ok(title.unwrap_or(&self.0.learning_object_id).to_owned())
    }

    async fn find_program(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Program>> {
        match (self.0.learning_object_type, parse_uuid(&self.0.learning_object_id)) {
            (Kind::Program, Some(uuid)) => Ok(ctx.loaders()?.one(ProgramUuid(uuid)).await?.map(Program)),
            (Kind::Program | Kind::CourseRun, _) => Ok(None),
        }
    }

    async fn find_course_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CourseRun>> {
        match (
            self.0.learning_object_type,
            CourseKey::parse(&self.0.learning_object_id),
        ) {
            (Kind::CourseRun, Ok(key)) => Ok(ctx.loaders()?.one(key).await?.map(CourseRun)),
            (Kind::CourseRun | Kind::Program, _) => Ok(None),
        }
    }
}

/// Says that a learning object can earn a credential, and how the certificate looks.
#[Object]
impl CredentialConfiguration {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Configuration(self.0.id).encode()
    }

    /// What earns the credential.
    async fn learning_object(&self) -> LearningObject {
        LearningObject {
            kind: self.0.learning_object_type,
            id: self.0.learning_object_id.clone(),
        }
    }

    /// Title to print instead of the learning object's own; null for that one.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Whether new awards are accepted. Says nothing about those that exist.
    async fn is_active(&self) -> bool {
        self.0.is_active
    }

    /// Enrollment mode of a run's certificates; null for programs, and for runs whose first award named none.
    async fn mode(&self) -> Option<EnrollmentMode> {
        self.0.mode.as_ref().map(|it| EnrollmentMode(it.to_string()))
    }

    /// Language of the certificates, a BCP 47 tag such as `es-419`; null for the platform's default.
    async fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// How the certificates name organizations.
    async fn organization_label(&self) -> OrganizationLabel {
        self.0.organization_label.into()
    }

    /// Whether the certificates tell the expected effort in hours, where the catalogue knows it.
    async fn has_hours_of_effort(&self) -> bool {
        self.0.shows_hours_of_effort
    }

    /// Whether the service awards a program's credential by itself to who has earned every course of it, and takes it back when that
    /// is no longer so. What staff or the learning platform decided stays as it is.
    async fn award_automatically(&self) -> bool {
        self.0.awards_automatically
    }

    /// From when visitors may see the credentials; null for at once.
    async fn available_at(&self) -> Option<DateTime<Utc>> {
        self.0.available_at
    }

    /// When credentials expire that are awarded from now on; null for never.
    async fn expiry(&self) -> Option<Expiry> {
        let expiry = Expiry {
            after_days: self.0.expires_after_days,
            after_months: self.0.expires_after_months,
            expires_at: self.0.expires_at,
        };
        crate::domain::expiry::Expiry::of(&self.0).map(|_| expiry)
    }

    /// Who signs, in order; at most 20. Empty for everybody but staff and service accounts.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn signatories(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Signatory>> {
        let signatories = ctx.loaders()?.one(SignatoriesOf(self.0.id)).await?.unwrap_or_default();
        Ok(signatories.into_iter().take(20).map(Signatory).collect())
    }

    /// Template of the certificates that are awarded from now on; null for the built-in one, and for everybody but staff and service
    /// accounts.
    async fn template(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Template>> {
        match self.0.template_id {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Template)),
        }
    }

    /// What certificates would lack; empty where it can be activated, and for everybody but staff and service accounts.
    async fn lacks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConfigurationLack>> {
        let lacks = ctx.loaders()?.one(LacksOf(self.0.id)).await?.unwrap_or_default();
        Ok(lacks.into_iter().map(Into::into).collect())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// The newest 50 changes, oldest first. Empty for everybody but staff and service accounts.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AuditEntry>> {
        history(ctx, self.0.id.0, self.0.version).await
    }

    /// What the caller may do with it as it is now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConfigurationAction>> {
        Ok(configuration_actions(&ctx.here()?.actor, &self.0)
            .into_iter()
            .map(Into::into)
            .collect())
    }

    /// The program that earns the credential; null for other kinds, and where the catalogue does not know it.
    async fn program(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Program>> {
        self.find_program(ctx).await
    }

    /// The course run that earns the credential; null for other kinds, and where the catalogue does not know it.
    async fn course_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CourseRun>> {
        self.find_course_run(ctx).await
    }

    /// Counts the changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// When credentials expire: exactly one of its fields is set.
#[derive(SimpleObject)]
pub(in crate::graphql) struct Expiry {
    /// So many days after their issue.
    after_days: Option<i32>,
    /// So many calendar months after their issue; where the month is shorter, on its last day.
    after_months: Option<i32>,
    /// All of them, at this instant.
    expires_at: Option<DateTime<Utc>>,
}

/// What a credential is earned for, by kind and external id.
pub(in crate::graphql) struct LearningObject {
    kind: Kind,
    id: String,
}

/// What a credential is earned for, by kind and external id.
#[Object]
impl LearningObject {
    /// Its kind.
    #[graphql(name = "type")]
    async fn kind(&self) -> LearningObjectType {
        self.kind.into()
    }

    /// Its external id: a program's UUID, a run's course key. Not an id of this API.
    async fn id(&self) -> &str {
        &self.id
    }
}
