//! Pinning anew what a certificate shows: the one way in which a later edit reaches it, and one that leaves a trace.

use entity::id::{CredentialId, SiteId, TemplateVersionId};
use entity::{CertificateFacts, CredentialChange, credential};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value, json};

use super::record;
use crate::context::Request;
use crate::domain::certificate;
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};
use crate::service::{Fault, site};
use crate::store;

/// What became of it.
#[derive(Clone, Debug)]
pub struct Refreshed {
    /// Whether anything changed.
    pub is_changed: bool,
    /// The credential afterwards.
    pub credential: credential::Model,
}

/// Why a certificate is not refreshed.
#[derive(Debug, thiserror::Error)]
pub enum RefreshCredentialError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such credential.
    #[error("there is no such credential")]
    NotFound,
    /// The reason cannot be kept or is blank.
    #[error("say why, in 1 to {} characters without control characters", text::MAX_REASON_LENGTH)]
    Reason,
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the credential has version {} now", .0.version)]
    Stale(Box<credential::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Pins anew what a certificate shows. Repeating it changes nothing.
pub async fn refresh(
    request: &Request,
    id: CredentialId,
    reason: String,
    expected_version: Option<i32>,
) -> Result<Refreshed, RefreshCredentialError> {
    let permit = authorize(&request.actor, Action::RefreshCredentials)?;
    let reason = text::reason(Some(reason))
        .ok()
        .flatten()
        .ok_or(RefreshCredentialError::Reason)?;
    if expected_version.is_some_and(|it| it < 1) {
        return Err(RefreshCredentialError::InvalidVersion);
    }
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, &permit, id, &reason, expected_version, &unanswered)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    id: CredentialId,
    reason: &str,
    expected_version: Option<i32>,
    unanswered: &Unanswered<Refreshed>,
) -> Result<Refreshed, Missed<RefreshCredentialError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    if let Some(answer) = unanswered.find(connection).await? {
        return Ok(answer);
    }
    let site_id = request.site.id;
    let Some(credential) = store::credential::find(connection, site_id, id).await? else {
        return Err(Missed::Failed(RefreshCredentialError::NotFound));
    };
    if expected_version.is_some_and(|it| it != credential.version) {
        return Err(Missed::Failed(RefreshCredentialError::Stale(Box::new(credential))));
    }
    let learner = store::user::by_ids(connection, &[credential.user_id]).await?.pop();
    let configuration = store::configuration::by_ids(connection, site_id, &[credential.configuration_id])
        .await?
        .pop();
    let (Some(learner), Some(configuration)) = (learner, configuration) else {
        return Err(Fault::Internal(anyhow::anyhow!("credential {id} lacks its learner or configuration")).into());
    };
    let mut sources = store::certificate_source::by_configurations(connection, site_id, &[&configuration]).await?;
    let source = sources.remove(&configuration.id).unwrap_or_default();
    let name = learner
        .full_name
        .clone()
        .or_else(|| credential.facts.recipient_name.clone());
    let facts = CertificateFacts {
        is_name_told: credential.facts.is_name_told,
        ..certificate::facts(&request.site, &configuration, &source, name)
    };
    if facts == credential.facts {
        return Ok(Refreshed {
            is_changed: false,
            credential,
        });
    }
    let now = ctx.clock.now();
    let mut details = differences(&credential.facts, &facts);
    let templates = [credential.facts.template_version, facts.template_version];
    if templates[0] != templates[1] {
        details["facts.template_version"] = template_versions(connection, site_id, templates).await?;
    }
    let after = credential::Model {
        facts,
        version: credential.version + 1,
        updated_at: now,
        ..credential.clone()
    };
    let attributes = store::credential_attribute::by_credentials(connection, &[id]).await?;
    let entry = record::entry(
        request,
        CredentialChange::Refreshed,
        &after,
        Some(reason.to_owned()),
        details,
    );
    let recorded = record::change(&credential, &after, &attributes, entry);
    let event = record::event(
        &site::public_url(ctx, &request.site),
        CredentialChange::Refreshed,
        &after,
        &learner,
        &configuration,
        now,
    );
    let tx = ctx.db.begin().await?;
    if !store::credential::update(&tx, permit, &recorded).await? {
        return Err(Missed::Lost);
    }
    store::credential_history::insert_many(&tx, permit, &[recorded]).await?;
    store::outbox::insert_many(&tx, permit, &[event]).await?;
    let change = (after.id, after.version);
    let refreshed = Refreshed {
        is_changed: true,
        credential: after,
    };
    // The learner is found by the names on their credentials.
    if refreshed.credential.facts.recipient_name != credential.facts.recipient_name {
        store::user::update_words_due(&tx, permit, &[learner.id]).await?;
    }
    unanswered.commit(tx, Some(change), &refreshed).await?;
    Ok(refreshed)
}

/// Versions of templates, before and after, by name and number beside the id, which says nothing to whoever reads the history.
async fn template_versions(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: [Option<TemplateVersionId>; 2],
) -> Result<Value, DbErr> {
    let named: Vec<_> = ids.into_iter().flatten().collect();
    let versions = store::template::versions(connection, &named).await?;
    let templates: Vec<_> = versions.iter().map(|it| it.template_id).collect();
    let templates = store::template::by_ids(connection, site, &templates).await?;
    let [old, new] = ids.map(|id| {
        let version = versions.iter().find(|it| Some(it.id) == id)?;
        let template = templates.iter().find(|it| it.id == version.template_id);
        Some(json!({ "name": template.map(|it| &it.name), "number": version.number, "id": version.id }))
    });
    Ok(json!({ "old": old, "new": new }))
}

/// Old and new value of each fact that differs. Of a person's name only that it changed: history outlives the right to it.
fn differences(before: &CertificateFacts, after: &CertificateFacts) -> Value {
    let told = |facts: &CertificateFacts| match json!(facts) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let (before, after) = (told(before), told(after));
    let mut differences = Map::new();
    for name in before.keys().chain(after.keys()) {
        let (old, new) = (before.get(name), after.get(name));
        if old != new {
            let told = if name == "recipient_name" {
                json!({})
            } else {
                json!({ "old": old, "new": new })
            };
            differences.insert(format!("facts.{name}"), told);
        }
    }
    Value::Object(differences)
}
