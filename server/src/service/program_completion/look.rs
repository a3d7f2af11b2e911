//! Looking at one note: which programs with the run the learner has completed, and what follows from it.

use std::sync::Arc;

use entity::{
    CourseKey, CredentialStatus, ProgramStatus, completion_check, credential, credential_configuration, program, user,
};

use crate::context::{Ctx, Request};
use crate::domain::award::{DateOverride, RawAward, RawLearningObject};
use crate::domain::learning_object::LearningObject;
use crate::domain::program_completion::{Completion, Decider, Standing, Step, decide, is_decision};
use crate::policy::Actor;
use crate::service::credential::award::{self, AwardCredentialsError};
use crate::service::credential::revoke::{self, RawReference, RawRevocation, RevokeCredentialError};
use crate::service::program_record::{self, View};
use crate::service::{Fault, site};
use crate::store;

/// What history and certificate say of a program that is no longer completed.
const REASON: &str = "A course of the program is no longer earned.";
/// Changes of a credential among which the last decision is looked for.
const CHANGES: i32 = 100;

/// Awards and revokes what follows from the learner's credential for a run as it is now.
pub(super) async fn look(ctx: &Ctx, check: &completion_check::Model) -> Result<(), Fault> {
    let connection = &ctx.db.read;
    let request = Request {
        ctx: Arc::new(ctx.clone()),
        site: site::of_row(ctx, check.site_id).await?,
        actor: Actor::Anonymous,
        request_id: "completion".into(),
        token: crate::id::random(),
    };
    let run = store::configuration::by_ids(connection, check.site_id, &[check.configuration_id]).await?;
    let key = run.first().and_then(|it| CourseKey::parse(&it.learning_object_id).ok());
    let Some(key) = key else { return Ok(()) };
    let candidates = candidates(&request, &key).await?;
    if candidates.is_empty() {
        return Ok(());
    }
    let Some(learner) = store::user::by_ids(connection, &[check.user_id]).await?.pop() else {
        return Ok(());
    };
    // Of what was left with a row that was merged nothing follows: what the person has is looked at by itself.
    if learner.retired_at.is_some() || learner.merged_into_id.is_some() {
        return Ok(());
    }
    let of_run = store::credential::by_learners(connection, &[learner.id], &[check.configuration_id]).await?;
    let run = of_run.first().map(|it| it.status);
    for (program, configuration) in &candidates {
        settle(&request, &learner, run, program, configuration).await?;
    }
    Ok(())
}

/// The programs with this run whose configurations ask for it.
async fn candidates(
    request: &Request,
    key: &CourseKey,
) -> Result<Vec<(program::Model, credential_configuration::Model)>, Fault> {
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let programs: Vec<program::Model> = store::program::authored_with_runs(connection, site, &[], std::slice::from_ref(key))
            .await?
            .into_iter()
            .map(|(program, _)| program)
            // Who began a program may complete it after it is not offered any more.
            .filter(|it| matches!(it.status, ProgramStatus::Active | ProgramStatus::Retired))
            .collect();
    let objects: Vec<LearningObject> = programs.iter().map(|it| LearningObject::Program(it.uuid)).collect();
    let configurations = store::configuration::by_learning_objects(connection, site, &objects).await?;
    Ok(configurations
        .into_iter()
        .filter(|it| it.is_active && it.awards_automatically)
        .filter_map(|configuration| {
            let is_its =
                |it: &&program::Model| LearningObject::Program(it.uuid).id() == configuration.learning_object_id;
            Some((programs.iter().find(is_its)?.clone(), configuration))
        })
        .collect())
}

async fn settle(
    request: &Request,
    learner: &user::Model,
    run: Option<CredentialStatus>,
    program: &program::Model,
    configuration: &credential_configuration::Model,
) -> Result<(), Fault> {
    let connection = &request.ctx.db.read;
    let Some(record) = program_record::of_program(request, learner.id, program.uuid, View::WHOLE).await? else {
        return Ok(());
    };
    let completion = Completion::of(record.courses.len(), record.n_earned(), run);
    let credential = store::credential::by_learners(connection, &[learner.id], &[configuration.id])
        .await?
        .pop();
    let standing = match &credential {
        Some(it) => Some(Standing {
            status: it.status,
            decided_by: decider(request, it).await?,
        }),
        None => None,
    };
    match (decide(completion, standing), credential) {
        (Step::Award, _) => award_program(request, learner, program).await,
        (Step::Revoke, Some(credential)) => revoke_program(request, &credential).await,
        (Step::Revoke, None) | (Step::Leave, _) => Ok(()),
    }
}

/// Who awarded or revoked a credential last: the service is nobody in its own history.
async fn decider(request: &Request, credential: &credential::Model) -> Result<Decider, Fault> {
    let newest = [(credential.id, credential.version)];
    let mut history = store::credential_history::by_credentials(&request.ctx.db.read, &newest, CHANGES).await?;
    let decision = history
        .remove(&credential.id)
        .unwrap_or_default()
        .into_iter()
        .rev()
        .find(|it| is_decision(it.change));
    Ok(match decision {
        Some(entry) if entry.actor_id.is_none() => Decider::Service,
        Some(_) | None => Decider::Somebody,
    })
}

async fn award_program(request: &Request, learner: &user::Model, program: &program::Model) -> Result<(), Fault> {
    let object = LearningObject::Program(program.uuid);
    let raw = RawAward {
        username: learner.username.to_string(),
        learning_object: RawLearningObject {
            kind: object.kind(),
            id: object.id(),
        },
        attributes: Vec::new(),
        date_override: DateOverride::Keep,
        mode: None,
        recipient_name: None,
        lms_user_id: learner.lms_user_id,
        reason: None,
        expected_version: None,
        idempotency_key: None,
    };
    match award::award_as_service(request, raw).await {
        Ok(awarded) => {
            if !awarded.refusals.is_empty() {
                tracing::info!(program = %program.uuid, "an automatic award was refused");
            }
            Ok(())
        }
        Err(AwardCredentialsError::Fault(fault)) => Err(fault),
        Err(error) => Err(Fault::Internal(error.into())),
    }
}

async fn revoke_program(request: &Request, credential: &credential::Model) -> Result<(), Fault> {
    let raw = RawRevocation {
        reference: RawReference::Id(credential.id),
        reason: Some(REASON.to_owned()),
        expected_version: Some(credential.version),
        idempotency_key: None,
    };
    match revoke::revoke_as_service(request, raw).await {
        // Where somebody else decided meanwhile, that counts more.
        Ok(_) | Err(RevokeCredentialError::Stale(_) | RevokeCredentialError::NotFound) => Ok(()),
        Err(RevokeCredentialError::Fault(fault)) => Err(fault),
        Err(error) => Err(Fault::Internal(error.into())),
    }
}
