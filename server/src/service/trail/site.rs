//! Sites of entries that a release wrote which knew nothing of them: while replicas are replaced one by one, both write.

use crate::context::Ctx;
use crate::policy::{Action, Actor, authorize};
use crate::service::Fault;
use crate::service::retry::{commit, retry};
use crate::store;

/// Entries that one round sees to at most.
const BATCH: u64 = 500;

/// Adds its site to each entry of a credential's history that has none, as many as one round takes; tells how many credentials they are of.
pub async fn add_sites(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let credentials = store::credential_history::list_without_site(&ctx.db.read, BATCH).await?;
    if !credentials.is_empty() {
        retry(|| async {
            let tx = ctx.db.begin().await?;
            store::credential_history::update_site(&tx, &permit, &credentials).await?;
            commit::<Fault>(tx).await
        })
        .await?;
    }
    Ok(credentials.len())
}
