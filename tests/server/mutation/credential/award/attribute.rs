//! Attributes of a credential: how many awards bring them, and how many there may be.

use entity::{AttributeName, credential_attribute};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused};
use crate::stored::Stored;

tests::on_both_engines!(
    credential_is_not_filled_up_by_many_awards,
    credential_with_more_from_before_can_still_change
);

fn attributes(from: usize, to: usize, value: &str) -> Value {
    let attribute = |n: usize| json!({ "name": format!("name{n}"), "value": value });
    json!({ "attributes": (from..to).map(attribute).collect::<Vec<_>>() })
}

async fn credential_is_not_filled_up_by_many_awards(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    for from in [0, 50, 100, 150] {
        let updated = scene.award("ada", attributes(from, from + 50, "a")).await;
        assert_eq!(updated["outcome"], "UPDATED", "{from}");
    }
    let before = Stored::read(&scene.app).await;
    let refused = scene.award("ada", attributes(200, 201, "a")).await;
    assert_refused(&refused, "TOO_MANY_ATTRIBUTES", "input.attributes");
    assert_eq!(Stored::read(&scene.app).await, before);
    // Those that are there may change.
    let updated = scene.award("ada", attributes(10, 60, "b")).await;
    assert_eq!(updated["outcome"], "UPDATED");
}

async fn credential_with_more_from_before_can_still_change(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let credential = Stored::read(&scene.app).await.credentials[0].id;
    let rows = (0..201).map(|n| {
        credential_attribute::Model {
            credential_id: credential,
            name: AttributeName::parse(&format!("name{n}")).expect("a name"),
            value: "a".to_owned(),
        }
        .into_active_model()
    });
    let inserted = credential_attribute::Entity::insert_many(rows);
    inserted.exec_without_returning(scene.app.db()).await.expect("rows");
    let dated = scene
        .award("ada", json!({ "dateOverride": "2026-05-01T12:00:00Z" }))
        .await;
    assert_eq!(dated["outcome"], "UPDATED");
    let changed = scene.award("ada", attributes(0, 1, "b")).await;
    assert_eq!(changed["outcome"], "UPDATED");
    let refused = scene.award("ada", attributes(201, 202, "a")).await;
    assert_refused(&refused, "TOO_MANY_ATTRIBUTES", "input.attributes");
}
