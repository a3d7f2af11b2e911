//! A changed `availableAt` reaches the credentials that depend on it: a few at once, any number in small transactions.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::database::Engine;

use super::change;
use crate::scene::Scene;
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    few_credentials_follow_at_once,
    many_credentials_follow_in_small_transactions
);

async fn set(scene: &Scene, available_at: Option<DateTime<Utc>>) {
    let date = json!({ "availableAt": available_at });
    let payload = change(&scene.app.staff(), "editConfiguration", &scene.program(), date).await;
    assert_eq!(payload["outcome"], "UPDATED");
}

async fn visible_at(scene: &Scene) -> Vec<DateTime<Utc>> {
    let stored = Stored::read(&scene.app).await;
    stored.credentials.iter().map(|it| it.visible_at).collect()
}

async fn few_credentials_follow_at_once(engine: Engine) {
    let scene = Scene::open(engine).await;
    let awarded_at = scene.app.now();
    let plain = scene.awarded("ada").await;
    let far = awarded_at + TimeDelta::days(90);
    scene.award("grace", json!({ "dateOverride": far })).await;
    scene.app.advance(TimeDelta::hours(1));
    let later = awarded_at + TimeDelta::days(30);
    set(&scene, Some(later)).await;
    let mut seen = visible_at(&scene).await;
    seen.sort();
    assert_eq!(seen, [later, far]);
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
    let reply = scene.app.anonymous().graphql(document, json!({ "uuid": plain })).await;
    assert_eq!(reply.data(), &json!({ "credential": null }), "hidden until then");

    let stored = Stored::read(&scene.app).await;
    let entry = stored
        .history
        .iter()
        .find(|it| it.version == 2)
        .expect("a history entry");
    assert_eq!(entry.details["visible_at"]["new"], json!(later));
    assert_eq!(entry.actor_id, Some(stored.user("sofia").id));
    assert_eq!(stored.events.len(), 3);
    assert!(stored.configurations[0].visibility_stale_since.is_some());

    // Settled once no award can be under way that has read the former date.
    scene.app.work().await;
    assert!(
        Stored::read(&scene.app).await.configurations[0]
            .visibility_stale_since
            .is_some()
    );
    scene.app.advance(TimeDelta::minutes(1));
    scene.app.work().await;
    let settled = Stored::read(&scene.app).await;
    assert_eq!(settled.configurations[0].visibility_stale_since, None);
    assert_eq!(settled.history, stored.history, "nothing was left to correct");

    set(&scene, None).await;
    let mut seen = visible_at(&scene).await;
    seen.sort();
    assert_eq!(seen, [awarded_at, far]);
}

async fn many_credentials_follow_in_small_transactions(engine: Engine) {
    const N: usize = 350;
    let scene = Scene::open(engine).await;
    let items: Vec<Value> = (0..N).map(|it| scene.input(&format!("learner{it}"))).collect();
    let reply = scene
        .app
        .service()
        .mutate("awardCredentials", json!({ "items": items }), "results { outcome }")
        .await;
    reply.data();
    let later = scene.app.now() + TimeDelta::days(30);
    set(&scene, Some(later)).await;
    let n_right = visible_at(&scene).await.into_iter().filter(|it| *it == later).count();
    assert_eq!(n_right, 200, "as many as the request itself corrects");
    scene.app.work().await;
    assert_eq!(visible_at(&scene).await, [later; N]);
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.counts(), [N, 2 * N, 2 * N]);
    assert_sound(&scene.app).await;
    scene.app.work().await;
    assert_eq!(Stored::read(&scene.app).await.counts(), [N, 2 * N, 2 * N]);
}
