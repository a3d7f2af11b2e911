//! Awarding the credentials of programs without being told, where their configurations ask for it.
//!
//! Every change of a credential for a run leaves a note in the same transaction. A worker looks at the notes that are due: which
//! programs with the run the learner has completed now, or has no longer. What it does about that may be done twice, and what
//! somebody decided stays as it is.
//!
//! A program that gains or loses a run leaves a note with its configuration, and the worker makes notes of it for the learners
//! concerned: some of them may have completed it by that. Nobody loses a program by it.

mod backfill;
mod look;

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::{LearningObjectType, completion_check, credential, credential_configuration};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::Fault;
use crate::context::Ctx;
use crate::domain::learning_object::{LearningObject, parse_uuid};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::retry::Missed;
use crate::store;

pub use backfill::backfill;

/// Notes that are looked at in one go.
const BATCH: u64 = 100;
/// After how long a note is looked at again that could not be dealt with.
const POSTPONED: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// The note that a change of a credential leaves; none where it is not for a run.
pub(in crate::service) fn note(
    credential: &credential::Model,
    configuration: &credential_configuration::Model,
    now: DateTime<Utc>,
) -> Option<completion_check::Model> {
    let is_of_run = configuration.learning_object_type == LearningObjectType::CourseRun;
    is_of_run.then(|| completion_check::Model {
        user_id: credential.user_id,
        configuration_id: credential.configuration_id,
        site_id: credential.site_id,
        due_at: credential.visible_at.max(now),
        token: crate::id::random(),
    })
}

/// Whether a configuration begins to award by itself with a change.
#[must_use]
pub(in crate::service) fn begins(
    before: &credential_configuration::Model,
    after: &credential_configuration::Model,
) -> bool {
    let awards = |it: &credential_configuration::Model| it.is_active && it.awards_automatically;
    awards(after) && !awards(before)
}

/// Notes that a configuration may owe awards to who has earned the program's runs already.
pub(in crate::service) async fn note_configuration(
    tx: &impl ConnectionTrait,
    permit: &Permit,
    configuration: &credential_configuration::Model,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let program = parse_uuid(&configuration.learning_object_id);
    note_programs(tx, permit, configuration.site_id, program.as_slice(), now).await
}

/// Notes that other runs belong to these programs now, or that they are offered again.
pub(in crate::service) async fn note_programs(
    tx: &impl ConnectionTrait,
    permit: &Permit,
    site: SiteId,
    programs: &[Uuid],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let objects: Vec<LearningObject> = programs.iter().copied().map(LearningObject::Program).collect();
    store::configuration::update_completion_stale(tx, permit, site, &objects, now).await
}

/// Deals with all notes that are due; tells how many there were.
pub async fn work_off(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = permit()?;
    let mut n_seen = 0;
    loop {
        let now = ctx.clock.now();
        let due = store::completion_check::list_due(&ctx.db.read, now, BATCH).await?;
        if due.is_empty() {
            return Ok(n_seen);
        }
        for check in &due {
            let result = look::look(ctx, check).await;
            if let Err(Fault::Unavailable) = result {
                return Err(Fault::Unavailable);
            }
            let written: Result<(), Missed<Fault>> = async {
                let tx = ctx.db.begin().await?;
                match &result {
                    Ok(()) => store::completion_check::delete_seen(&tx, &permit, check).await?,
                    Err(fault) => {
                        tracing::error!(error = %fault, "could not tell whether a program is completed");
                        let later = completion_check::Model {
                            due_at: now + POSTPONED,
                            ..check.clone()
                        };
                        store::completion_check::upsert_many(&tx, &permit, &[later]).await?;
                    }
                }
                Ok(tx.commit().await?)
            }
            .await;
            match written {
                Ok(()) => n_seen += 1,
                // Seen once more in the next round.
                Err(Missed::Lost) => return Err(Fault::Unavailable),
                Err(Missed::Failed(fault)) => return Err(fault),
            }
        }
    }
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::FollowUp).map_err(|denied| Fault::Internal(denied.into()))
}
