//! `verifyAuditTrail`: a worker verifies the chain, and `auditTrailProof` tells how far it has come.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use server::service::trail::Swept;
use server::worker::trail::{seal, verify};
use tests::client::Client;
use tests::database::Engine;

use crate::scene::{Scene, text};

tests::on_both_engines!(
    verification_is_asked_for_and_told,
    every_entry_tells_its_place,
    head_that_was_noted_is_compared,
    verification_comes_by_itself_each_night,
    only_staff_ask_and_are_told
);

const PROOF: &str = "sealedCount waitingCount head sealedAt
    verification { state checkedCount expectedCount finishedAt verifiedCount findings { flaw sequence entry } }";

async fn proof(client: &Client) -> Value {
    let reply = client.query(&format!("{{ auditTrailProof {{ {PROOF} }} }}")).await;
    reply.at("/auditTrailProof").clone()
}

async fn ask(client: &Client, input: Value) -> Value {
    let selection = format!("auditTrailProof {{ {PROOF} }} userErrors {{ code path }}");
    let reply = client.mutate("verifyAuditTrail", input, &selection).await;
    reply.at("/verifyAuditTrail").clone()
}

async fn verification_is_asked_for_and_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (staff, ctx) = (scene.app.staff(), scene.app.ctx().await);
    let nothing = json!({
        "sealedCount": 0, "waitingCount": 0, "head": null, "sealedAt": null, "verification": null,
    });
    assert_eq!(proof(&staff).await, nothing);
    assert_eq!(verify(&ctx).await, 0, "there is nothing to verify");
    scene.awarded("ada").await;
    assert_eq!(proof(&staff).await["waitingCount"], 1);
    seal(&ctx, &mut Swept::default()).await;
    let sealed = proof(&staff).await;
    assert_eq!(
        (&sealed["sealedCount"], &sealed["waitingCount"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(sealed["sealedAt"], scene.app.now().to_rfc3339());
    assert!(text(&sealed["head"]).starts_with("1:"), "{sealed}");

    let asked = ask(&staff, json!({})).await;
    assert_eq!(asked["userErrors"], json!([]));
    let verification = &asked["auditTrailProof"]["verification"];
    assert_eq!(verification["state"], "QUEUED");
    assert_eq!(verification["finishedAt"], Value::Null);
    assert_eq!(
        ask(&staff, json!({})).await["auditTrailProof"]["verification"],
        *verification
    );
    assert_eq!(verify(&ctx).await, 1);
    assert_eq!(verify(&ctx).await, 0, "once is enough");
    let done = json!({
        "state": "IDLE", "checkedCount": null, "expectedCount": null, "finishedAt": scene.app.now().to_rfc3339(),
        "verifiedCount": 1, "findings": [],
    });
    assert_eq!(proof(&staff).await["verification"], done);

    let altered = "UPDATE credential_history SET status = 'revoked'";
    scene.app.db().execute_unprepared(altered).await.expect("is altered");
    ask(&staff, json!({})).await;
    assert_eq!(verify(&ctx).await, 1);
    let found = proof(&staff).await["verification"]["findings"].clone();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(
        (&found[0]["flaw"], &found[0]["sequence"]),
        (&json!("ALTERED"), &json!(1))
    );
    assert!(text(&found[0]["entry"]).starts_with("credential "), "{found}");
    // The chain is cut off: the last verification remembers how long it was.
    scene
        .app
        .db()
        .execute_unprepared("DELETE FROM trail_seal")
        .await
        .expect("is cut off");
    ask(&staff, json!({})).await;
    assert_eq!(verify(&ctx).await, 1);
    let found = proof(&staff).await["verification"]["findings"].clone();
    assert_eq!(found[0]["flaw"], "REMOVED", "{found}");
}

async fn every_entry_tells_its_place(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (staff, ctx) = (scene.app.staff(), scene.app.ctx().await);
    scene.awarded("ada").await;
    scene
        .app
        .superuser()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    let title = json!({ "learningObject": scene.program(), "title": "Science of Data" });
    staff.mutate("editConfiguration", title, "outcome").await.data();
    let list = "{ auditTrail { nodes { sequence hash } } }";
    let nodes = staff.query(list).await.at("/auditTrail/nodes").clone();
    let untold = json!({ "sequence": null, "hash": null });
    assert!(
        nodes.as_array().is_some_and(|it| it.iter().all(|it| *it == untold)),
        "{nodes}"
    );
    seal(&ctx, &mut Swept::default()).await;
    let (statements, reply) = scene.app.count_statements(async || staff.query(list).await).await;
    let nodes = reply.at("/auditTrail/nodes").as_array().expect("nodes").clone();
    let mut places: Vec<i64> = nodes.iter().filter_map(|it| it["sequence"].as_i64()).collect();
    places.sort_unstable();
    assert_eq!(places, [1, 2, 3]);
    assert_eq!(proof(&staff).await["sealedCount"], 3);
    assert!(nodes.iter().all(|it| text(&it["hash"]).len() == 64), "{nodes:?}");
    assert!(statements.reads <= 9, "{statements:?}");
}

async fn head_that_was_noted_is_compared(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (staff, ctx) = (scene.app.staff(), scene.app.ctx().await);
    scene.awarded("ada").await;
    seal(&ctx, &mut Swept::default()).await;
    let noted = proof(&staff).await["head"].clone();
    scene.awarded("grace").await;
    seal(&ctx, &mut Swept::default()).await;
    let asked = ask(&staff, json!({ "expectedHead": noted })).await;
    assert_eq!(asked["userErrors"], json!([]));
    verify(&ctx).await;
    for (head, code) in [
        ("", "INVALID_HEAD"),
        ("1", "INVALID_HEAD"),
        ("1:xyz", "INVALID_HEAD"),
        (&format!("1:{}", "0".repeat(64)), "HEAD_NOT_FOUND"),
        (&text(&noted).replacen("1:", "2:", 1), "HEAD_NOT_FOUND"),
        (
            &text(&noted).replacen("1:", "9000000000000000000:", 1),
            "HEAD_NOT_FOUND",
        ),
    ] {
        let refused = ask(&staff, json!({ "expectedHead": head })).await;
        let expected = json!([{ "code": code, "path": ["input", "expectedHead"] }]);
        assert_eq!(refused["userErrors"], expected, "{head}");
        assert_eq!(refused["auditTrailProof"], Value::Null);
        assert_eq!(proof(&staff).await["verification"]["state"], "IDLE", "{head}");
    }
}

async fn verification_comes_by_itself_each_night(engine: Engine) {
    let scene = Scene::open(engine).await;
    let ctx = scene.app.ctx().await;
    scene.awarded("ada").await;
    seal(&ctx, &mut Swept::default()).await;
    assert_eq!(verify(&ctx).await, 1, "the first comes at once");
    scene.app.advance(TimeDelta::hours(23));
    assert_eq!(verify(&ctx).await, 0);
    scene.app.advance(TimeDelta::hours(1));
    let other = scene.app.ctx().await;
    let verified = tokio::join!(verify(&ctx), verify(&other));
    assert_eq!(verified.0 + verified.1, 1, "by one of two");
}

async fn only_staff_ask_and_are_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for (client, code) in [
        (app.anonymous(), "UNAUTHENTICATED"),
        (app.learner("ada"), "FORBIDDEN"),
        (app.service(), "FORBIDDEN"),
    ] {
        assert_eq!(client.query("{ auditTrailProof { head } }").await.codes(), [code]);
        let refused = client
            .mutate(
                "verifyAuditTrail",
                json!({ "expectedHead": "x" }),
                "userErrors { code }",
            )
            .await;
        assert_eq!(refused.codes(), [code]);
    }
    assert_eq!(
        proof(&app.staff()).await["verification"],
        Value::Null,
        "nothing was asked for"
    );
}
