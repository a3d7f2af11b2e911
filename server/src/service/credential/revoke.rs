//! Revoking a credential.

use entity::id::CredentialId;
use entity::{CredentialChange, Username, credential};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::record;
use crate::context::Request;
use crate::domain::award::RawLearningObject;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::learning_object::{InvalidLearningObject, LearningObject};
use crate::domain::revocation::{Decision, decide};
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::idempotency::Key;
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};
use crate::service::{Fault, program_completion, site};
use crate::store;

/// A revocation as the caller wrote it.
#[derive(Clone, Debug, Serialize)]
pub struct RawRevocation {
    /// Which credential.
    pub reference: RawReference,
    /// Why.
    pub reason: Option<String>,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
    /// Lets the caller repeat the request.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// Which credential to revoke, as the caller wrote it.
#[derive(Clone, Debug, Serialize)]
pub enum RawReference {
    /// By certificate number.
    Id(CredentialId),
    /// By learner and learning object.
    Holder(String, RawLearningObject),
    /// By neither or by both.
    Unclear,
}

/// What became of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is revoked now.
    Revoked,
    /// It was revoked before; nothing changed.
    Unchanged,
}

/// The answer to a revocation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Revocation {
    /// What became of it.
    pub outcome: Outcome,
    /// The credential afterwards.
    pub credential: credential::Model,
}

/// Why a revocation is refused.
#[derive(Debug, thiserror::Error)]
pub enum RevokeCredentialError {
    /// The caller may not revoke.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such credential.
    #[error("there is no such credential")]
    NotFound,
    /// Not exactly one way of naming it.
    #[error("name the credential either by uuid or by username and learningObject")]
    UnclearReference,
    /// The username breaks the rule.
    #[error(transparent)]
    Username(#[from] entity::username::InvalidUsername),
    /// The learning object's id does not fit its kind.
    #[error(transparent)]
    LearningObject(#[from] InvalidLearningObject),
    /// The reason cannot be kept.
    #[error("{0}")]
    Reason(text::UnfitText),
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the credential has version {} now", .0.version)]
    Stale(Box<credential::Model>),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

enum Reference {
    Id(CredentialId),
    Holder(Username, LearningObject),
}

struct Order {
    reference: Reference,
    reason: Option<String>,
    expected_version: Option<i32>,
    key: Option<Key>,
}

/// Revokes a credential. Repeating it changes nothing.
pub async fn revoke(request: &Request, raw: RawRevocation) -> Result<Revocation, RevokeCredentialError> {
    let permit = authorize(&request.actor, Action::RevokeCredentials)?;
    perform(request, &permit, raw).await
}

/// Revokes a credential because the service itself found that it is not earned any more.
pub(in crate::service) async fn revoke_as_service(
    request: &Request,
    raw: RawRevocation,
) -> Result<Revocation, RevokeCredentialError> {
    let permit = authorize(&request.actor, Action::FollowUp)?;
    perform(request, &permit, raw).await
}

async fn perform(request: &Request, permit: &Permit, raw: RawRevocation) -> Result<Revocation, RevokeCredentialError> {
    let order = parse(request, raw)?;
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, permit, &order, &unanswered)).await
}

fn parse(request: &Request, raw: RawRevocation) -> Result<Order, RevokeCredentialError> {
    let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(key, caller, "revokeCredential", &(request.site.id, &raw))?),
        _ => None,
    };
    let RawRevocation {
        reference,
        reason,
        expected_version,
        idempotency_key: _,
    } = raw;
    let reference = match reference {
        RawReference::Id(id) => Reference::Id(id),
        RawReference::Holder(username, object) => Reference::Holder(
            Username::parse(&username, request.ctx.config.username_rule)?,
            LearningObject::parse(object.kind, &object.id)?,
        ),
        RawReference::Unclear => return Err(RevokeCredentialError::UnclearReference),
    };
    let reason = text::reason(reason).map_err(RevokeCredentialError::Reason)?;
    if expected_version.is_some_and(|it| it < 1) {
        return Err(RevokeCredentialError::InvalidVersion);
    }
    Ok(Order {
        reference,
        reason,
        expected_version,
        key,
    })
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
    unanswered: &Unanswered<Revocation>,
) -> Result<Revocation, Missed<RevokeCredentialError>> {
    let ctx = &request.ctx;
    let now = ctx.clock.now();
    if let Some(answer) = unanswered.find(&ctx.db.read).await? {
        return Ok(answer);
    }
    if let Some(key) = &order.key
        && let Some(answer) = key.answer(&ctx.db.read, now).await?
    {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }
    let credential = find(request, &order.reference)
        .await?
        .ok_or(Missed::Failed(RevokeCredentialError::NotFound))?;
    let (before, revocation) = match decide(&credential, order.reason.clone(), order.expected_version, now) {
        Decision::Stale { .. } => return Err(Missed::Failed(RevokeCredentialError::Stale(Box::new(credential)))),
        Decision::Unchanged => {
            let outcome = Outcome::Unchanged;
            (None, Revocation { outcome, credential })
        }
        Decision::Revoke(after) => {
            let revocation = Revocation {
                outcome: Outcome::Revoked,
                credential: *after,
            };
            (Some(credential), revocation)
        }
    };
    write(request, permit, order, (before.as_ref(), &revocation), unanswered).await?;
    Ok(revocation)
}

async fn find(request: &Request, reference: &Reference) -> Result<Option<credential::Model>, sea_orm::DbErr> {
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    match reference {
        Reference::Id(id) => store::credential::find(connection, site, *id).await,
        Reference::Holder(username, object) => {
            let Some(user) = store::user::find(connection, &username.key()).await? else {
                return Ok(None);
            };
            let configurations =
                store::configuration::by_learning_objects(connection, site, std::slice::from_ref(object)).await?;
            let ids: Vec<_> = configurations.iter().map(|it| it.id).collect();
            Ok(store::credential::by_learners(connection, &[user.id], &ids)
                .await?
                .pop())
        }
    }
}

/// Writes the revocation of a credential that was there `before`; none where it was revoked already.
async fn write(
    request: &Request,
    permit: &Permit,
    order: &Order,
    (before, revocation): (Option<&credential::Model>, &Revocation),
    unanswered: &Unanswered<Revocation>,
) -> Result<(), Missed<RevokeCredentialError>> {
    let after = &revocation.credential;
    if before.is_none() && order.key.is_none() {
        return Ok(());
    }
    let ctx = &request.ctx;
    let now = ctx.clock.now();
    let learner = store::user::by_ids(&ctx.db.read, &[after.user_id]).await?.pop();
    let configuration = store::configuration::by_ids(&ctx.db.read, after.site_id, &[after.configuration_id])
        .await?
        .pop();
    let changed: Vec<CredentialId> = before.iter().map(|it| it.id).collect();
    let attributes = store::credential_attribute::by_credentials(&ctx.db.read, &changed).await?;
    let tx = ctx.db.begin().await?;
    if let Some(before) = before {
        let (Some(learner), Some(configuration)) = (learner, configuration) else {
            return Err(Fault::Internal(anyhow::anyhow!(
                "credential {} lacks its learner or configuration",
                after.id
            ))
            .into());
        };
        let details = json!({ "status": { "old": "awarded", "new": "revoked" } });
        let entry = record::entry(request, CredentialChange::Revoked, after, order.reason.clone(), details);
        let recorded = record::change(before, after, &attributes, entry);
        if !store::credential::update(&tx, permit, &recorded).await? {
            return Err(Missed::Lost);
        }
        store::credential_history::insert_many(&tx, permit, &[recorded]).await?;
        let event = record::event(
            &site::public_url(ctx, &request.site),
            CredentialChange::Revoked,
            after,
            &learner,
            &configuration,
            now,
        );
        store::outbox::insert_many(&tx, permit, &[event]).await?;
        let check = program_completion::note(after, &configuration, now);
        store::completion_check::upsert_many(&tx, permit, check.as_slice()).await?;
    }
    if let Some(key) = &order.key {
        key.store(&tx, permit, revocation, now).await?;
    }
    let change = before.map(|_| (after.id, after.version));
    unanswered.commit(tx, change, revocation).await
}
