//! Attributes of a credential: how many awards bring them, and how many there may be.

use entity::{AttributeName, EventKind, credential_attribute};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused};
use crate::stored::Stored;

tests::on_both_engines!(
    credential_is_not_filled_up_by_many_awards,
    credential_with_more_from_before_can_still_change,
    attribute_is_taken_away_by_null,
    what_is_left_out_is_neither_set_nor_taken_away
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
    // One that goes makes room.
    let other = json!([{ "name": "name200", "value": "a" }, { "name": "name0", "value": null }]);
    let updated = scene.award("ada", json!({ "attributes": other })).await;
    assert_eq!(updated["outcome"], "UPDATED");
    assert_eq!(Stored::read(&scene.app).await.attributes.len(), 200);
}

async fn attribute_is_taken_away_by_null(engine: Engine) {
    let scene = Scene::open(engine).await;
    let both = json!([{ "name": "grade", "value": "A" }, { "name": "cohort", "value": "2027" }]);
    scene.award("ada", json!({ "attributes": both })).await;
    let gone = json!({ "attributes": [{ "name": "grade", "value": null }, { "name": "Grade", "value": null }] });
    let payload = scene.award("ada", gone.clone()).await;
    assert_eq!(
        [
            &payload["outcome"],
            &payload["credential"]["version"],
            &payload["credential"]["attributes"]
        ],
        [
            &json!("UPDATED"),
            &json!(2),
            &json!([{ "name": "cohort", "value": "2027" }])
        ]
    );
    let stored = Stored::read(&scene.app).await;
    assert_eq!((stored.counts(), stored.attributes.len()), ([1, 2, 2], 1));
    assert_eq!(
        stored.history[1].details,
        json!({ "attributes.grade": { "old": "A", "new": null } })
    );
    assert!(stored.events.iter().any(|it| it.kind == EventKind::CredentialUpdated));
    assert_eq!(scene.award("ada", gone.clone()).await["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&scene.app).await, stored);
    // What is not there is not taken away, and keeps nothing from being awarded.
    let made = scene.award("grace", gone.clone()).await;
    assert_eq!(
        [&made["outcome"], &made["credential"]["attributes"]],
        [&json!("CREATED"), &json!([])]
    );
    let stale = crate::scene::merged(gone, json!({ "expectedVersion": 1 }));
    assert_refused(
        &scene.award("ada", stale).await,
        "VERSION_CONFLICT",
        "input.expectedVersion",
    );
}

async fn what_is_left_out_is_neither_set_nor_taken_away(engine: Engine) {
    let scene = Scene::open(engine).await;
    let cohort = json!({ "attributes": [{ "name": "cohort", "value": "2027" }] });
    scene.award("ada", cohort).await;
    let before = Stored::read(&scene.app).await;
    for (attributes, path) in [
        (json!([{ "name": "cohort" }]), "input.attributes.0.value"),
        (
            json!([{ "name": "cohort", "value": "2028" }, { "name": "cohort", "value": null }]),
            "input.attributes.1.name",
        ),
    ] {
        let refused = scene.award("ada", json!({ "attributes": attributes })).await;
        assert_refused(&refused, "INVALID_ATTRIBUTE", path);
    }
    assert_eq!(Stored::read(&scene.app).await, before);
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
