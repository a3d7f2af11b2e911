//! What a configuration that begins to award by itself, or whose program has other runs now, owes those who have earned the
//! program's runs already.

use entity::id::CredentialId;
use entity::{credential_configuration, program};

use super::{note, permit};
use crate::context::Ctx;
use crate::domain::learning_object::{LearningObject, parse_uuid};
use crate::policy::Permit;
use crate::service::Fault;
use crate::store;

/// Configurations that one round looks at.
const CONFIGURATIONS: u64 = 20;
/// Credentials that are read at a time.
const BATCH: u64 = 500;

/// Leaves a note for every credential of a run of the programs in question; tells how many.
///
/// Credentials that come meanwhile leave their own. A round that was interrupted begins anew.
pub async fn backfill(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = permit()?;
    let mut n_noted = 0;
    for configuration in store::configuration::list_completion_stale(&ctx.db.read, CONFIGURATIONS).await? {
        let Some(since) = configuration.completion_stale_since else {
            continue;
        };
        n_noted += of_configuration(ctx, &permit, &configuration).await?;
        let tx = ctx.db.begin().await?;
        store::configuration::update_completion_settled(&tx, &permit, configuration.id, since).await?;
        tx.commit().await?;
    }
    Ok(n_noted)
}

async fn of_configuration(
    ctx: &Ctx,
    permit: &Permit,
    configuration: &credential_configuration::Model,
) -> Result<usize, Fault> {
    let connection = &ctx.db.read;
    let site = configuration.site_id;
    let Some(uuid) = parse_uuid(&configuration.learning_object_id) else {
        return Ok(0);
    };
    let programs: Vec<program::Model> = store::program::by_uuids(connection, site, &[uuid]).await?;
    let ids: Vec<_> = programs.iter().map(|it| it.id).collect();
    let objects: Vec<LearningObject> = store::program::course_runs(connection, &ids)
        .await?
        .into_iter()
        .map(|(_, run)| LearningObject::CourseRun(run.key))
        .collect();
    let mut n_noted = 0;
    for run in store::configuration::by_learning_objects(connection, site, &objects).await? {
        let mut beyond: Option<CredentialId> = None;
        loop {
            let credentials = store::credential::list_awarded(connection, run.id, beyond, BATCH).await?;
            let Some(last) = credentials.last() else { break };
            beyond = Some(last.id);
            let now = ctx.clock.now();
            let notes: Vec<_> = credentials.iter().filter_map(|it| note(it, &run, now)).collect();
            let tx = ctx.db.begin().await?;
            store::completion_check::upsert_many(&tx, permit, &notes).await?;
            tx.commit().await?;
            n_noted += notes.len();
        }
    }
    Ok(n_noted)
}
