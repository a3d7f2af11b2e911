//! Making and editing a configuration.

use entity::id::{ConfigurationId, SignatoryId};
use entity::{AuditChange, AuditSubject, OrganizationLabel, credential_configuration};
use serde_json::{Value, json};

use super::{made_of, visibility};
use crate::context::Request;
use crate::domain::award::RawLearningObject;
use crate::domain::configuration::{Missing, ParsedEdit, RawEdit, Unfit, parse};
use crate::domain::learning_object::{InvalidLearningObject, LearningObject};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::program_completion;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// What became of a configuration.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The configuration afterwards.
    pub configuration: credential_configuration::Model,
}

/// Why a configuration is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeConfigurationError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The learning object's id does not fit its kind.
    #[error(transparent)]
    LearningObject(#[from] InvalidLearningObject),
    /// There is one for this learning object already.
    #[error("this learning object has a configuration already; edit that one")]
    AlreadyExists(Box<credential_configuration::Model>),
    /// There is none for this learning object.
    #[error("this learning object has no configuration")]
    NotFound,
    /// Parts of it cannot be kept.
    #[error("some of it cannot be kept")]
    Unfit(Vec<Unfit>),
    /// It is active, and would lack something.
    #[error("an active configuration must stay complete")]
    Incomplete(Box<credential_configuration::Model>, Vec<Missing>),
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the configuration has version {} now", .0.version)]
    Stale(Box<credential_configuration::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a configuration, which is not active yet.
pub async fn create(
    request: &Request,
    object: RawLearningObject,
    raw: RawEdit,
) -> Result<Changed, ChangeConfigurationError> {
    let permit = authorize(&request.actor, Action::CreateConfigurations)?;
    let object = LearningObject::parse(object.kind, &object.id)?;
    let edit = parse(raw).map_err(ChangeConfigurationError::Unfit)?;
    // Before the first attempt: when the answer to a commit is lost, the next attempt knows its own row by it.
    let id = ConfigurationId(crate::id::ordered());
    retry(|| attempt_to_create(request, &permit, &object, &edit, id)).await
}

/// Changes a configuration. Repeating it changes nothing.
pub async fn edit(
    request: &Request,
    object: RawLearningObject,
    raw: RawEdit,
    expected_version: Option<i32>,
) -> Result<Changed, ChangeConfigurationError> {
    let permit = authorize(&request.actor, Action::EditConfigurations)?;
    let object = LearningObject::parse(object.kind, &object.id)?;
    if expected_version.is_some_and(|it| it < 1) {
        return Err(ChangeConfigurationError::InvalidVersion);
    }
    let edit = parse(raw).map_err(ChangeConfigurationError::Unfit)?;
    let changed = retry(|| attempt_to_edit(request, &permit, &object, &edit, expected_version)).await?;
    if changed.configuration.visibility_stale_since.is_some() {
        visibility::settle_first(&request.ctx, &changed.configuration).await;
    }
    Ok(changed)
}

async fn find(
    request: &Request,
    object: &LearningObject,
) -> Result<Option<credential_configuration::Model>, sea_orm::DbErr> {
    let objects = std::slice::from_ref(object);
    let found = store::configuration::by_learning_objects(&request.ctx.db.read, request.site.id, objects).await?;
    Ok(found.into_iter().next())
}

async fn attempt_to_create(
    request: &Request,
    permit: &Permit,
    object: &LearningObject,
    edit: &ParsedEdit,
    id: ConfigurationId,
) -> Result<Changed, Missed<ChangeConfigurationError>> {
    match find(request, object).await? {
        Some(stored) if stored.id == id => {
            // An earlier attempt of this very request made it, and the answer to its commit was lost.
            return Ok(Changed {
                is_changed: true,
                configuration: stored,
            });
        }
        Some(stored) => {
            return Err(Missed::Failed(ChangeConfigurationError::AlreadyExists(Box::new(
                stored,
            ))));
        }
        None => {}
    }
    let now = request.ctx.clock.now();
    let blank = credential_configuration::Model {
        id,
        site_id: request.site.id,
        learning_object_type: object.kind(),
        learning_object_id: object.id(),
        is_active: false,
        title: None,
        mode: None,
        language: None,
        organization_label: OrganizationLabel::Name,
        shows_hours_of_effort: false,
        available_at: None,
        expires_after_days: None,
        expires_after_months: None,
        expires_at: None,
        template_id: None,
        visibility_stale_since: None,
        awards_automatically: false,
        completion_stale_since: None,
        version: 1,
        created_at: now,
        updated_at: now,
        updated_by: request.actor.user_id(),
    };
    let configuration = edit.apply(&blank);
    let signatories = edit.signatories.as_deref().unwrap_or_default();
    let mut unfit = made_of::unknown(request, &configuration, Some(signatories)).await?;
    unfit.extend(edit.unfit_for(object.kind()));
    if !unfit.is_empty() {
        return Err(Missed::Failed(ChangeConfigurationError::Unfit(unfit)));
    }
    let entry = audit::entry(
        request,
        subject(&configuration),
        AuditChange::Created,
        None::<&Value>,
        Some(&told(&configuration, signatories)),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    store::configuration::insert_many(&tx, permit, std::slice::from_ref(&configuration)).await?;
    store::configuration::update_signatories(&tx, permit, id, signatories).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        configuration,
    })
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    object: &LearningObject,
    edit: &ParsedEdit,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<ChangeConfigurationError>> {
    let failed = |error| Err(Missed::Failed(error));
    let connection = &request.ctx.db.read;
    let Some(stored) = find(request, object).await? else {
        return failed(ChangeConfigurationError::NotFound);
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return failed(ChangeConfigurationError::Stale(Box::new(stored)));
    }
    let before: Vec<SignatoryId> = store::configuration::signatories(connection, &[stored.id])
        .await?
        .into_iter()
        .map(|(_, it)| it.id)
        .collect();
    let after = edit.signatories.clone().unwrap_or_else(|| before.clone());
    let edited = edit.apply(&stored);
    if edited == stored && after == before {
        return Ok(Changed {
            is_changed: false,
            configuration: stored,
        });
    }
    let mut unfit = made_of::unknown(request, &edited, Some(&after)).await?;
    unfit.extend(edit.unfit_for(object.kind()));
    if !unfit.is_empty() {
        return failed(ChangeConfigurationError::Unfit(unfit));
    }
    if stored.is_active {
        let lacked = made_of::lacks(connection, &stored, Some(&before)).await?;
        let mut lacks = made_of::lacks(connection, &edited, Some(&after)).await?;
        // What it lacked before this edit, this edit need not mend.
        lacks.retain(|it| !lacked.contains(it));
        if !lacks.is_empty() {
            return failed(ChangeConfigurationError::Incomplete(Box::new(stored), lacks));
        }
    }
    let now = request.ctx.clock.now();
    let edited = credential_configuration::Model {
        visibility_stale_since: if edited.available_at == stored.available_at {
            stored.visibility_stale_since
        } else {
            Some(now)
        },
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..edited
    };
    let entry = audit::entry(
        request,
        subject(&edited),
        AuditChange::Edited,
        Some(&told(&stored, &before)),
        Some(&told(&edited, &after)),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::configuration::update(&tx, permit, &edited).await? {
        return Err(Missed::Lost);
    }
    if program_completion::begins(&stored, &edited) {
        program_completion::note_configuration(&tx, permit, &edited, now).await?;
    }
    if after != before {
        store::configuration::update_signatories(&tx, permit, edited.id, &after).await?;
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        configuration: edited,
    })
}

pub(super) fn subject(configuration: &credential_configuration::Model) -> Subject {
    Subject {
        kind: AuditSubject::Configuration,
        id: configuration.id.0,
        version: configuration.version,
    }
}

/// The row and who signs, as the audit tells them.
fn told(configuration: &credential_configuration::Model, signatories: &[SignatoryId]) -> Value {
    let mut told = json!(configuration);
    told["signatories"] = json!(signatories);
    told
}
