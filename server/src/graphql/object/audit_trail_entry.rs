//! Entries of the audit trail.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::id::{
    AssetId, CompletionMailId, ConfigurationId, CourseId, CourseRunId, DifferenceId, OrganizationId, PathwayId,
    ProgramId, ReconciliationId, RecordShareId, SignatoryId, TemplateId, UserId,
};
use serde_json::Value;
use uuid::Uuid;

use super::enumeration::{AuditTrailAction, AuditTrailSubject};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::service::trail::{Entry, Kind};

/// Most characters of a value that are told.
const MAX_TOLD: usize = 500;

/// Something that somebody did and must answer for. For staff.
pub(in crate::graphql) struct AuditTrailEntry(pub(in crate::graphql) Entry);

/// Something that somebody did and must answer for. For staff.
#[Object]
impl AuditTrailEntry {
    /// When it was done.
    async fn happened_at(&self) -> DateTime<Utc> {
        self.0.place().at
    }

    /// What was done.
    async fn action(&self) -> AuditTrailAction {
        match &self.0 {
            Entry::Deed(it) => Kind::Deed(it.action).into(),
            Entry::Change(it) => Kind::Change(it.change).into(),
        }
    }

    /// Username of the one who did it; null for the service itself.
    async fn actor(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let actor = match &self.0 {
            Entry::Deed(it) => it.actor_id,
            Entry::Change(it) => it.actor_id,
        };
        let Some(id) = actor else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// What kind of thing it was done to.
    async fn subject_type(&self) -> AuditTrailSubject {
        self.subject_kind()
    }

    /// The id of what it was done to, which may be gone.
    async fn subject(&self) -> ID {
        let id = self.subject_id();
        let node = match self.subject_kind() {
            AuditTrailSubject::User => NodeId::User(UserId(id)),
            AuditTrailSubject::RecordShare => NodeId::RecordShare(RecordShareId(id)),
            AuditTrailSubject::Reconciliation => NodeId::Reconciliation(ReconciliationId(id)),
            AuditTrailSubject::Difference => NodeId::Difference(DifferenceId(id)),
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
        };
        node.encode()
    }

    /// Username of the person it was done to; null for everything else.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        if self.subject_kind() != AuditTrailSubject::User {
            return Ok(None);
        }
        let person = ctx.loaders()?.one(UserId(self.subject_id())).await?;
        Ok(person.map(|it| it.username.to_string()))
    }

    /// Why; null where no reason was given.
    async fn reason(&self) -> Option<&str> {
        match &self.0 {
            Entry::Deed(it) => it.reason.as_deref(),
            Entry::Change(_) => None,
        }
    }

    /// What became of which property; for what changes nothing, what else there is to know.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn changes(&self) -> Vec<AuditTrailChange> {
        let (details, is_change) = match &self.0 {
            Entry::Deed(it) => (&it.details, false),
            Entry::Change(it) => (&it.details, true),
        };
        let fields = details.as_object().into_iter().flatten();
        fields
            .filter(|(_, it)| !it.is_null())
            .map(|(name, value)| AuditTrailChange {
                name: name.clone(),
                before: is_change.then(|| told(value.get("old")?)).flatten(),
                after: if is_change {
                    value.get("new").and_then(told)
                } else {
                    told(value)
                },
            })
            .collect()
    }
}

impl AuditTrailEntry {
    fn subject_kind(&self) -> AuditTrailSubject {
        match &self.0 {
            Entry::Deed(it) => it.subject_kind.into(),
            Entry::Change(it) => it.subject_type.into(),
        }
    }

    fn subject_id(&self) -> Uuid {
        match &self.0 {
            Entry::Deed(it) => it.subject_id,
            Entry::Change(it) => it.subject_id,
        }
    }
}

/// What became of a property.
#[derive(SimpleObject)]
pub(in crate::graphql) struct AuditTrailChange {
    /// The property as it is stored, such as `available_at`.
    name: String,
    /// Its value before: texts as they are, everything else as JSON, the first 500 characters of each. Null where it had none.
    before: Option<String>,
    /// Its value after, likewise.
    after: Option<String>,
}

fn told(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some(text.chars().take(MAX_TOLD).collect())
}
