//! Awards that one caller sends at the same time are written together, and each is judged for itself.

use std::collections::BTreeSet;

use entity::credential_history;
use futures_util::future::join_all;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, award, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(awards_at_once_share_their_transactions, each_award_is_judged_for_itself);

const N_AWARDS: usize = 40;

async fn awards_at_once_share_their_transactions(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let service = scene.app.service();
    let inputs: Vec<Value> = (1..=N_AWARDS)
        .map(|n| {
            scene.input_with(
                &format!("learner-{n}"),
                json!({ "lmsUserId": 1_000 + n, "recipientName": format!("Learner {n}") }),
            )
        })
        .collect();
    let all = async || join_all(inputs.iter().map(|it| award(&service, it.clone()))).await;
    let (statements, payloads) = scene.app.count_statements(all).await;
    for (index, payload) in payloads.iter().enumerate() {
        assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
        let name = format!("Learner {}", index + 1);
        assert_eq!(payload["credential"]["recipientName"], name, "each gets its own answer");
    }
    assert!(statements.transactions <= N_AWARDS / 2, "{statements:?}");
    assert_eq!(Stored::read(&scene.app).await.counts(), [N_AWARDS + 1; 3]);

    let history = credential_history::Entity::find()
        .all(scene.app.db())
        .await
        .expect("rows");
    let requests: BTreeSet<Option<String>> = history.into_iter().map(|it| it.request_id).collect();
    assert_eq!(
        requests.len(),
        N_AWARDS + 1,
        "each change names the request that asked for it"
    );
}

async fn each_award_is_judged_for_itself(engine: Engine) {
    let scene = Scene::open(engine).await;
    let service = scene.app.service();
    let unknown = json!({ "type": "PROGRAM", "id": "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" });
    let key = |username: &str| scene.input_with(username, json!({ "idempotencyKey": "k" }));
    let mut inputs: Vec<Value> = (0..12).map(|n| scene.input(&format!("learner-{n}"))).collect();
    inputs.push(scene.input_with("ada", json!({ "learningObject": unknown })));
    inputs.push(scene.input_with("grace", json!({ "lmsUserId": -1 })));
    inputs.extend([
        key("mei_lin"),
        key("mei_lin"),
        scene.input("learner-3"),
        scene.input("learner-3"),
    ]);
    let payloads = join_all(inputs.into_iter().map(|it| award(&service, it))).await;

    let (common, others) = payloads.split_at(12);
    for payload in common {
        assert!(
            ["CREATED", "UNCHANGED"].contains(&text(&payload["outcome"]).as_str()),
            "{payload:#}"
        );
    }
    let codes = |payload: &Value| refusals(payload).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes(&others[0]), ["CONFIGURATION_NOT_FOUND"]);
    assert_eq!(codes(&others[1]), ["INVALID_LMS_USER_ID"]);
    assert_eq!(others[2], others[3], "one key, one answer");
    assert_eq!(others[2]["outcome"], "CREATED");
    let thrice: BTreeSet<String> = [&common[3], &others[4], &others[5]]
        .iter()
        .map(|it| text(&it["credential"]["uuid"]))
        .collect();
    assert_eq!(thrice.len(), 1, "one learner, one credential");
    assert_eq!(Stored::read(&scene.app).await.counts(), [13; 3]);
}
