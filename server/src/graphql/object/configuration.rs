//! Credential configurations.

use async_graphql::{Context, ID, Object};
use entity::{CourseKey, LearningObjectType as Kind, credential_configuration};

use super::course_run::CourseRun;
use super::enumeration::LearningObjectType;
use super::program::Program;
use crate::domain::learning_object::parse_uuid;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ProgramUuid;
use crate::graphql::scalar::EnrollmentMode;

/// Says that a learning object can earn a credential, and how the certificate looks.
pub(in crate::graphql) struct CredentialConfiguration(pub(in crate::graphql) credential_configuration::Model);

impl CredentialConfiguration {
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
