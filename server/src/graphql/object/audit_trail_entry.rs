//! Entries of the audit trail.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::AuditSubject;
use entity::id::{
    ApiClientId, AssetId, CompletionMailId, ConfigurationId, CourseId, CourseRunId, CredentialId, DifferenceId,
    OrganizationId, PathwayId, ProgramId, ReconciliationId, RecordShareId, SignatoryId, SiteId, TemplateId, UserId,
};
use serde_json::Value;

use super::configuration::CredentialConfiguration;
use super::enumeration::{AuditTrailAction, AuditTrailSubject};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{LinkAt, NameOf};
use crate::service::trail::{self, Entry};

/// Most characters of a value that are told.
const MAX_TOLD: usize = 500;

/// Something that was done, and that somebody must answer for. For staff.
pub(in crate::graphql) struct AuditTrailEntry(pub(in crate::graphql) Entry);

/// Something that was done, and that somebody must answer for. For staff.
#[Object]
impl AuditTrailEntry {
    /// When it was done.
    async fn happened_at(&self) -> DateTime<Utc> {
        self.0.place().at
    }

    /// What was done.
    async fn action(&self) -> AuditTrailAction {
        AuditTrailAction::of(&self.0)
    }

    /// Username of the one who did it, or `api-client:` and the name of an API client; null for the service itself.
    async fn actor(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.actor_id() else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// What kind of thing it was done to.
    async fn subject_type(&self) -> AuditTrailSubject {
        AuditTrailSubject::of(&self.0)
    }

    /// The id of what it was done to, which may be gone.
    async fn subject(&self) -> ID {
        subject(&self.0).encode()
    }

    /// What it was done to, as that is called now: title or name, of an API client what staff call it, of a completion mail the program or the
    /// type of programs that it is for. Null for people and for what has no name, and where it is gone.
    async fn subject_name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        name(ctx, subject(&self.0)).await
    }

    /// Username of the person it was done to, or of the one whose credential changed; null for everything else.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let id = match (&self.0, subject(&self.0)) {
            (_, NodeId::User(id)) => Some(id),
            (Entry::Credential(it), _) => ctx.loaders()?.one(it.credential_id).await?.map(|it| it.user_id),
            _ => None,
        };
        let Some(id) = id else { return Ok(None) };
        let person = ctx.loaders()?.one(id).await?;
        Ok(person.map(|it| it.username.to_string()))
    }

    /// Why; null where no reason was given.
    async fn reason(&self) -> Option<&str> {
        match &self.0 {
            Entry::Deed(it) => it.reason.as_deref(),
            Entry::Change(_) => None,
            Entry::Credential(it) => it.reason.as_deref(),
        }
    }

    /// Its place in the chain over the audit trail; null until it is sealed, within seconds.
    async fn sequence(&self) -> Option<i64> {
        self.0.seal_sequence()
    }

    /// Hash of its link in the chain, which fixes it together with all before it: 64 hexadecimal digits; null until it is sealed.
    async fn hash(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(sequence) = self.0.seal_sequence() else {
            return Ok(None);
        };
        let link = ctx.loaders()?.one(LinkAt(sequence)).await?;
        Ok(link.map(|it| it.digits()))
    }

    /// What became of which property; for what changes nothing, what else there is to know.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn changes(&self) -> Vec<AuditTrailChange> {
        let details = trail::details(&self.0);
        if !matches!(self.0, Entry::Deed(_)) {
            return changes(&details);
        }
        let fields = details.as_object().into_iter().flatten();
        let known = fields
            .filter(|(_, it)| !it.is_null())
            .map(|(name, value)| AuditTrailChange {
                name: name.clone(),
                before: None,
                after: told(value),
            });
        known.collect()
    }
}

/// What an entry is about.
pub(in crate::graphql) fn subject(entry: &Entry) -> NodeId {
    let id = match entry {
        Entry::Deed(it) => it.subject_id,
        Entry::Change(it) => it.subject_id,
        Entry::Credential(it) => it.credential_id.0,
    };
    match AuditTrailSubject::of(entry) {
        AuditTrailSubject::User => NodeId::User(UserId(id)),
        AuditTrailSubject::Credential => NodeId::Credential(CredentialId(id)),
        AuditTrailSubject::RecordShare => NodeId::RecordShare(RecordShareId(id)),
        AuditTrailSubject::Reconciliation => NodeId::Reconciliation(ReconciliationId(id)),
        AuditTrailSubject::Difference => NodeId::Difference(DifferenceId(id)),
        AuditTrailSubject::Site => NodeId::Site(SiteId(id)),
        AuditTrailSubject::ApiClient => NodeId::ApiClient(ApiClientId(id)),
        AuditTrailSubject::Configuration => NodeId::Configuration(ConfigurationId(id)),
        AuditTrailSubject::Signatory => NodeId::Signatory(SignatoryId(id)),
        AuditTrailSubject::Asset => NodeId::Asset(AssetId(id)),
        AuditTrailSubject::Template => NodeId::Template(TemplateId(id)),
        AuditTrailSubject::CompletionMail => NodeId::CompletionMail(CompletionMailId(id)),
        AuditTrailSubject::Organization => NodeId::Organization(OrganizationId(id)),
        AuditTrailSubject::Course => NodeId::Course(CourseId(id)),
        AuditTrailSubject::CourseRun => NodeId::CourseRun(CourseRunId(id)),
        AuditTrailSubject::Program => NodeId::Program(ProgramId(id)),
        AuditTrailSubject::Pathway => NodeId::Pathway(PathwayId(id)),
    }
}

/// What something is called now, never a person.
pub(in crate::graphql) async fn name(ctx: &Context<'_>, subject: NodeId) -> async_graphql::Result<Option<String>> {
    let loaders = ctx.loaders()?;
    let kind = match subject {
        NodeId::Configuration(id) => {
            return Ok(match loaders.one(id).await? {
                Some(it) => Some(CredentialConfiguration(it).name(ctx).await?),
                None => None,
            });
        }
        NodeId::Credential(id) => return Ok(loaders.one(id).await?.map(|it| it.facts.title)),
        NodeId::Course(id) => return Ok(loaders.one(id).await?.map(|it| it.course.title)),
        NodeId::Signatory(id) => return Ok(loaders.one(id).await?.map(|it| it.name)),
        NodeId::Asset(id) => return Ok(loaders.one(id).await?.map(|it| it.name)),
        NodeId::Template(id) => return Ok(loaders.one(id).await?.map(|it| it.name)),
        NodeId::Program(_) => AuditSubject::Program,
        NodeId::CourseRun(_) => AuditSubject::CourseRun,
        NodeId::Organization(_) => AuditSubject::Organization,
        NodeId::Pathway(_) => AuditSubject::Pathway,
        NodeId::Site(_) => AuditSubject::Site,
        NodeId::ApiClient(_) => AuditSubject::ApiClient,
        NodeId::CompletionMail(_) => AuditSubject::CompletionMail,
        NodeId::User(_)
        | NodeId::CatalogSync(_)
        | NodeId::RecordShare(_)
        | NodeId::OutgoingMail(_)
        | NodeId::RecordSend(_)
        | NodeId::RoleAssignment(_)
        | NodeId::Reconciliation(_)
        | NodeId::Difference(_) => return Ok(None),
    };
    loaders.one(NameOf((kind, subject.uuid()))).await
}

/// What became of a property.
#[derive(SimpleObject)]
pub(in crate::graphql) struct AuditTrailChange {
    /// The property as it is stored, such as `available_at`.
    name: String,
    /// Its value before: texts as they are, everything else as JSON, the first 500 characters of each. Null where it had none, and where
    /// only is told that it changed, as of a person's name.
    before: Option<String>,
    /// Its value after, likewise.
    after: Option<String>,
}

impl AuditTrailChange {
    /// What became of a property whose old and new value an object tells.
    pub(in crate::graphql) fn of(name: &str, change: &Value) -> Self {
        Self {
            name: name.to_owned(),
            before: change.get("old").and_then(told),
            after: change.get("new").and_then(told),
        }
    }
}

/// What a change made of which property, as its details tell it.
pub(super) fn changes(details: &Value) -> Vec<AuditTrailChange> {
    let fields = details.as_object().into_iter().flatten();
    let changes = fields
        .filter(|(_, it)| !it.is_null())
        .map(|(name, value)| AuditTrailChange::of(name, value));
    changes.collect()
}

fn told(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some(text.chars().take(MAX_TOLD).collect())
}
