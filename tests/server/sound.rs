//! That everything holds that must hold of the stored data: its invariants, and that it is what histories and the audit trail tell.

use server::context::Ctx;
use server::service::trail;
use tests::app::TestApp;

/// What does not hold, in words, with the keys of what breaks it. Credentials that no entry attests are told, too.
pub(crate) async fn broken(ctx: &Ctx) -> Vec<String> {
    let compared = trail::compare_all(ctx).await.expect("an answer");
    let mut invariants = ctx.db.verify().await.expect("an answer");
    invariants.extend(compared.invariants);
    let broken = invariants.into_iter().filter(|it| !it.broken_by.is_empty());
    let mut told: Vec<String> = broken
        .map(|it| format!("{}: {}", it.what, it.broken_by.join(", ")))
        .collect();
    if compared.n_unattested > 0 {
        told.push(format!("{} credentials are not covered yet", compared.n_unattested));
    }
    told
}

/// That nothing is [broken].
pub(crate) async fn assert_sound(app: &TestApp) {
    let ctx = app.ctx().await;
    assert_eq!(broken(&ctx).await, [""; 0]);
    ctx.db.clone().close().await;
}
