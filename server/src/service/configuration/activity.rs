//! Letting a configuration accept awards, or no more awards. Those that exist stay as they are.

use entity::{AuditChange, credential_configuration};

use super::change::{Changed, subject};
use super::made_of;
use crate::context::Request;
use crate::domain::award::RawLearningObject;
use crate::domain::configuration::Missing;
use crate::domain::learning_object::{InvalidLearningObject, LearningObject};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::audit;
use crate::service::program_completion;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Whether a configuration accepts awards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It does.
    Active,
    /// It does not.
    Inactive,
}

/// Why a configuration is not activated or deactivated.
#[derive(Debug, thiserror::Error)]
pub enum TurnConfigurationError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The learning object's id does not fit its kind.
    #[error(transparent)]
    LearningObject(#[from] InvalidLearningObject),
    /// There is none for this learning object.
    #[error("this learning object has no configuration")]
    NotFound,
    /// Certificates would lack something.
    #[error("certificates would lack something")]
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

/// Activates or deactivates a configuration. Repeating it changes nothing.
pub async fn turn(
    request: &Request,
    object: RawLearningObject,
    activity: Activity,
    expected_version: Option<i32>,
) -> Result<Changed, TurnConfigurationError> {
    let permit = authorize(
        &request.actor,
        match activity {
            Activity::Active => Action::CreateConfigurations,
            Activity::Inactive => Action::EditConfigurations,
        },
    )?;
    let object = LearningObject::parse(object.kind, &object.id)?;
    if expected_version.is_some_and(|it| it < 1) {
        return Err(TurnConfigurationError::InvalidVersion);
    }
    retry(|| attempt(request, &permit, &object, activity, expected_version)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    object: &LearningObject,
    activity: Activity,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<TurnConfigurationError>> {
    let failed = |error| Err(Missed::Failed(error));
    let connection = &request.ctx.db.read;
    let found =
        store::configuration::by_learning_objects(connection, request.site.id, std::slice::from_ref(object)).await?;
    let Some(stored) = found.into_iter().next() else {
        return failed(TurnConfigurationError::NotFound);
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return failed(TurnConfigurationError::Stale(Box::new(stored)));
    }
    let is_active = activity == Activity::Active;
    if stored.is_active == is_active {
        return Ok(Changed {
            is_changed: false,
            configuration: stored,
        });
    }
    let change = match activity {
        Activity::Active => {
            let lacks = made_of::lacks(connection, &stored, None).await?;
            if !lacks.is_empty() {
                return failed(TurnConfigurationError::Incomplete(Box::new(stored), lacks));
            }
            AuditChange::Activated
        }
        Activity::Inactive => AuditChange::Deactivated,
    };
    let now = request.ctx.clock.now();
    let turned = credential_configuration::Model {
        is_active,
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..stored.clone()
    };
    let entry = audit::entry(request, subject(&turned), change, Some(&stored), Some(&turned), now);
    let tx = request.ctx.db.begin().await?;
    if !store::configuration::update(&tx, permit, &turned).await? {
        return Err(Missed::Lost);
    }
    if program_completion::begins(&stored, &turned) {
        program_completion::note_configuration(&tx, permit, &turned, now).await?;
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        configuration: turned,
    })
}
