//! When credentials expire: by the rule in force at their award, in public, and distinct from all else.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::database::Engine;

use super::change;
use crate::scene::{Scene, text};

tests::on_both_engines!(
    credential_expires_by_the_rule_of_its_award,
    expired_is_public_and_no_revocation,
    duration_counts_from_the_issue_date
);

async fn expires_at(scene: &Scene, username: &str) -> Value {
    let input = scene.input(username);
    let reply = scene
        .app
        .service()
        .mutate("awardCredential", input, "credential { expiresAt }")
        .await;
    reply.at("/awardCredential/credential/expiresAt").clone()
}

fn instant(value: &Value) -> DateTime<Utc> {
    text(value).parse().expect("an instant")
}

async fn credential_expires_by_the_rule_of_its_award(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    assert_eq!(expires_at(&scene, "ada").await, Value::Null);
    let rule = json!({ "expiry": { "afterDays": 30 } });
    change(&staff, "editConfiguration", &scene.program(), rule).await;
    assert_eq!(expires_at(&scene, "ada").await, Value::Null, "awarded for ever");
    let in_thirty_days = scene.app.now() + TimeDelta::days(30);
    assert_eq!(instant(&expires_at(&scene, "grace").await), in_thirty_days);
    let fixed = "2030-06-30T12:00:00Z";
    let rule = json!({ "expiry": { "expiresAt": fixed } });
    change(&staff, "editConfiguration", &scene.program(), rule).await;
    assert_eq!(
        instant(&expires_at(&scene, "mei").await),
        fixed.parse::<DateTime<Utc>>().expect("an instant")
    );
    assert_eq!(instant(&expires_at(&scene, "grace").await), in_thirty_days);
}

async fn expired_is_public_and_no_revocation(engine: Engine) {
    let scene = Scene::open(engine).await;
    let rule = json!({ "expiry": { "afterDays": 30 } });
    change(&scene.app.staff(), "editConfiguration", &scene.program(), rule).await;
    let uuid = scene.awarded("ada").await;
    let state = async || {
        let document = "query($uuid: UUID!) { credential(uuid: $uuid) { state status revokedAt } }";
        let reply = scene.app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
        reply.at("/credential").clone()
    };
    scene.app.advance(TimeDelta::days(30) - TimeDelta::microseconds(1));
    assert_eq!(state().await["state"], "VALID");
    scene.app.advance(TimeDelta::microseconds(1));
    assert_eq!(
        state().await,
        json!({ "state": "EXPIRED", "status": "AWARDED", "revokedAt": null })
    );
    let listed = async |state: &str| {
        let document = format!("{{ credentials(filter: {{ state: {state} }}) {{ nodes {{ uuid }} }} }}");
        let reply = scene.app.staff().query(&document).await;
        reply.at("/credentials/nodes").as_array().expect("a list").len()
    };
    assert_eq!(
        [listed("VALID").await, listed("EXPIRED").await, listed("REVOKED").await],
        [0, 1, 0]
    );
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(state().await["state"], "REVOKED");
}

async fn duration_counts_from_the_issue_date(engine: Engine) {
    let scene = Scene::open(engine).await;
    let rule = json!({ "expiry": { "afterMonths": 1 } });
    change(&scene.app.staff(), "editConfiguration", &scene.program(), rule).await;
    let dated = scene.input_with("ada", json!({ "dateOverride": "2026-01-31T00:00:00Z" }));
    let service = scene.app.service();
    let selection = "credential { expiresAt state }";
    let reply = service.mutate("awardCredential", dated, selection).await;
    assert_eq!(
        reply.at("/awardCredential/credential"),
        &json!({ "expiresAt": "2026-02-28T00:00:00+00:00", "state": "EXPIRED" })
    );
    let moved = scene.input_with("ada", json!({ "dateOverride": "2027-01-15T00:00:00Z" }));
    let reply = service.mutate("awardCredential", moved, selection).await;
    assert_eq!(
        reply.at("/awardCredential/credential"),
        &json!({ "expiresAt": "2027-02-15T00:00:00+00:00", "state": "VALID" })
    );
}
