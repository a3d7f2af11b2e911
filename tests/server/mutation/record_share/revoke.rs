//! `revokeRecordShare`: at once, for ever, and by whom.

use chrono::TimeDelta;
use entity::TrailAction;
use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;

use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    link_is_revoked_once_and_for_all,
    staff_may_end_a_link_and_must_account_for_it,
    link_of_somebody_else_does_not_exist,
    sixteen_revocations_at_once_are_one
);

const SHARE: &str = "outcome recordShare { state revokedAt version } userErrors { code }";

async fn revoke(client: &Client, id: &str) -> Value {
    let reply = client.mutate("revokeRecordShare", json!({ "id": id }), SHARE).await;
    reply.at("/revokeRecordShare").clone()
}

async fn link_is_revoked_once_and_for_all(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let (id, _) = study.share(json!({})).await;
    let ended = json!({ "state": "REVOKED", "revokedAt": app.now().to_rfc3339(), "version": 2 });
    let payload = revoke(&app.learner("ada"), &id).await;
    assert_eq!(
        payload,
        json!({ "outcome": "REVOKED", "recordShare": ended, "userErrors": [] })
    );
    app.advance(TimeDelta::hours(1));
    let before = Stored::read(app).await;
    let payload = revoke(&app.learner("ada"), &id).await;
    assert_eq!(
        payload,
        json!({ "outcome": "UNCHANGED", "recordShare": ended, "userErrors": [] })
    );
    assert_eq!(Stored::read(app).await, before);
    assert_eq!(before.trail.len(), 0, "one's own link is one's own business");
}

async fn staff_may_end_a_link_and_must_account_for_it(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let (id, _) = study.share(json!({})).await;
    assert_eq!(revoke(&app.staff(), &id).await["outcome"], "REVOKED");
    revoke(&app.staff(), &id).await;
    let stored = Stored::read(app).await;
    assert_eq!(stored.trail.len(), 1);
    assert_eq!(stored.trail[0].action, TrailAction::RecordShareRevoked);
    assert_eq!(stored.trail[0].subject_id, stored.shares[0].id.0);
    let kept = format!("{:?}", stored.trail);
    assert!(
        !kept.contains(&stored.shares[0].token.to_string()),
        "no token in the trail"
    );
}

async fn link_of_somebody_else_does_not_exist(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let (id, _) = study.share(json!({})).await;
    let grace = app.learner("grace");
    let unknown = revoke(&grace, "recordShare:00000000-0000-4000-8000-000000000000").await;
    assert_eq!(unknown["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(revoke(&grace, &id).await, unknown);
    assert_eq!(Stored::read(app).await.shares[0].revoked_at, None);
}

async fn sixteen_revocations_at_once_are_one(engine: Engine) {
    let study = Study::open(engine).await;
    let (id, _) = study.share(json!({})).await;
    let ada = study.app.learner("ada");
    let payloads = futures_util::future::join_all((0..16).map(|_| revoke(&ada, &id))).await;
    let n_revoked = payloads.iter().filter(|it| it["outcome"] == "REVOKED").count();
    assert_eq!(n_revoked, 1);
    assert!(payloads.iter().all(|it| it["recordShare"]["version"] == 2));
}
