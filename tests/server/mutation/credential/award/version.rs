//! `expectedVersion` of an award: change only what the caller has seen.

use serde_json::json;
use tests::database::Engine;

use crate::scene::{Scene, assert_refused};
use crate::stored::Stored;

tests::on_both_engines!(
    only_the_expected_version_is_changed,
    a_missing_credential_has_no_version
);

async fn only_the_expected_version_is_changed(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let grade = |value: &str, version: i64| json!({ "attributes": [{ "name": "grade", "value": value }], "expectedVersion": version });
    let updated = scene.award("ada", grade("B", 1)).await;
    assert_eq!(
        (&updated["outcome"], &updated["credential"]["version"]),
        (&json!("UPDATED"), &json!(2))
    );

    let before = Stored::read(&scene.app).await;
    for version in [1, 3, 2_147_483_647] {
        let refused = scene.award("ada", grade("A", version)).await;
        assert_refused(&refused, "VERSION_CONFLICT", "input.expectedVersion");
        assert_eq!(refused["userErrors"][0]["message"], "the credential has version 2 now");
    }
    for version in [0, -1, -2_147_483_648] {
        let refused = scene.award("ada", grade("A", version)).await;
        assert_refused(&refused, "INVALID_EXPECTED_VERSION", "input.expectedVersion");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!(scene.award("ada", grade("B", 2)).await["outcome"], "UNCHANGED");
}

async fn a_missing_credential_has_no_version(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    let refused = scene.award("ada", json!({ "expectedVersion": 1 })).await;
    assert_refused(&refused, "VERSION_CONFLICT", "input.expectedVersion");
    assert_eq!(Stored::read(&scene.app).await, before);
}
